/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_SCREEN_H
#define UI_WIDGET_SCREEN_H

/*
 * What the terminal shall show, as cells in memory. Every frame is drawn whole into it, from the bottom layer to the
 * top, and terminal_paint() sends what differs. So a widget needs no terminal to be tested, a dialog that goes away
 * leaves nothing behind, and a new size is only a new frame.
 */

#include "ui/widget/style.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str;

#define CELL_CHARS 4 /* a base and up to three combining characters */

struct cell {
	uint32_t chars[CELL_CHARS]; /* 0-filled; chars[0] 0: the second half of the wide character before */
	uint8_t style;
};

struct screen {
	int height, width;
	bool ascii;	    /* lines and signs from ASCII only */
	struct cell *cells; /* height * width, row by row; owned */
	int cursor_row, cursor_column;
};

void screen_init(struct screen *screen, int height, int width, bool ascii);
void screen_done(struct screen *screen);
/* Another size; the cells are blank then. */
void screen_resize(struct screen *screen, int height, int width);
/* Blanks every cell and puts the cursor to 0, 0. */
void screen_clear(struct screen *screen);
const struct cell *screen_cell(const struct screen *screen, int row, int column);
/* The row as text without trailing blanks, for tests and for copying. */
void screen_row_text(const struct screen *screen, int row, struct str *out);

/* Signs that have an ASCII form. */
enum glyph {
	GLYPH_HORIZONTAL,
	GLYPH_VERTICAL,
	GLYPH_TOP_LEFT,
	GLYPH_TOP_RIGHT,
	GLYPH_BOTTOM_LEFT,
	GLYPH_BOTTOM_RIGHT,
	GLYPH_TEE_LEFT, /* joins a line to the left border */
	GLYPH_TEE_RIGHT,
	GLYPH_TEE_TOP,
	GLYPH_TEE_BOTTOM,
	GLYPH_ELLIPSIS,
	GLYPH_DOT,    /* an unset mark */
	GLYPH_BLOCK,  /* a marked hour */
	GLYPH_SCROLL, /* thumb of a scroll bar */
	GLYPH_ARROW,
	GLYPH_SORTED, /* before the heading of the column that rows are sorted by */
	GLYPH_SPARK,  /* eight steps of a sparkline: GLYPH_SPARK to GLYPH_SPARK + 7 */
	GLYPH_SPARK_LAST = GLYPH_SPARK + 7,
	GLYPH_MAX,
};
/* The sign as UTF-8, one column wide. */
const char *screen_glyph(const struct screen *screen, enum glyph glyph);

#endif
