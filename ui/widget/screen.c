/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/screen.h"

#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>

static const char *const glyphs[GLYPH_MAX][2] = {
    [GLYPH_HORIZONTAL] = {"─", "-"}, [GLYPH_VERTICAL] = {"│", "|"},    [GLYPH_TOP_LEFT] = {"┌", "+"},
    [GLYPH_TOP_RIGHT] = {"┐", "+"},  [GLYPH_BOTTOM_LEFT] = {"└", "+"}, [GLYPH_BOTTOM_RIGHT] = {"┘", "+"},
    [GLYPH_TEE_LEFT] = {"├", "+"},   [GLYPH_TEE_RIGHT] = {"┤", "+"},   [GLYPH_TEE_TOP] = {"┬", "+"},
    [GLYPH_TEE_BOTTOM] = {"┴", "+"}, [GLYPH_ELLIPSIS] = {"…", "~"},    [GLYPH_DOT] = {"·", "."},
    [GLYPH_BLOCK] = {"█", "#"},	     [GLYPH_SCROLL] = {"▐", "#"},      [GLYPH_ARROW] = {"→", ">"},
    [GLYPH_SORTED] = {"▾", "^"},     [GLYPH_SPARK + 0] = {"▁", "_"},   [GLYPH_SPARK + 1] = {"▂", "_"},
    [GLYPH_SPARK + 2] = {"▃", "."},  [GLYPH_SPARK + 3] = {"▄", "."},   [GLYPH_SPARK + 4] = {"▅", "-"},
    [GLYPH_SPARK + 5] = {"▆", "-"},  [GLYPH_SPARK + 6] = {"▇", "^"},   [GLYPH_SPARK + 7] = {"█", "^"},
};

void screen_init(struct screen *screen, int height, int width, bool ascii)
{
	*screen = (struct screen){.ascii = ascii};
	screen_resize(screen, height, width);
}

void screen_done(struct screen *screen)
{
	free(screen->cells);
	*screen = (struct screen){0};
}

void screen_resize(struct screen *screen, int height, int width)
{
	free(screen->cells);
	screen->height = height < 1 ? 1 : height;
	screen->width = width < 1 ? 1 : width;
	screen->cells = mem_calloc((size_t)screen->height * (size_t)screen->width, sizeof(*screen->cells));
	screen_clear(screen);
}

void screen_clear(struct screen *screen)
{
	size_t n = (size_t)screen->height * (size_t)screen->width;

	for (size_t i = 0; i < n; i++)
		screen->cells[i] = (struct cell){.chars = {' '}, .style = STYLE_NORMAL};
	screen->cursor_row = 0;
	screen->cursor_column = 0;
}

const struct cell *screen_cell(const struct screen *screen, int row, int column)
{
	return &screen->cells[(size_t)row * (size_t)screen->width + (size_t)column];
}

void screen_row_text(const struct screen *screen, int row, struct str *out)
{
	size_t end = out->length;

	for (int column = 0; column < screen->width; column++) {
		const struct cell *cell = screen_cell(screen, row, column);

		for (int i = 0; i < CELL_CHARS && cell->chars[i]; i++)
			str_add_code_point(out, cell->chars[i]);
		if (cell->chars[0] && cell->chars[0] != ' ')
			end = out->length;
	}
	out->length = end;
	if (out->text)
		out->text[end] = 0;
}

const char *screen_glyph(const struct screen *screen, enum glyph glyph)
{
	return glyphs[glyph][screen->ascii];
}
