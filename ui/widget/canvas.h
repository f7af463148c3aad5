/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_CANVAS_H
#define UI_WIDGET_CANVAS_H

/*
 * A rectangle of the screen to draw into. Rows and columns count from its corner; whatever lies outside is clipped, and
 * a wide character that would be cut in half is left out, so no widget can spoil another's place.
 */

#include "ui/widget/screen.h"

struct canvas {
	struct screen *screen;
	int row, column; /* of the corner, on the screen */
	int height, width;
};

struct canvas canvas_of(struct screen *screen);
/* A part of it; clipped to it. */
struct canvas canvas_part(const struct canvas *canvas, int row, int column, int height, int width);
/* A rectangle of the size in the middle, at most as large as the canvas. */
struct canvas canvas_middle(const struct canvas *canvas, int height, int width);

/* Writes the text from the column on and gives the column behind it. */
int canvas_put(const struct canvas *canvas, int row, int column, enum style style, const char *text);
int canvas_putf(const struct canvas *canvas, int row, int column, enum style style, const char *format, ...)
    __attribute__((__format__(__printf__, 5, 6)));
/* Writes the text into exactly width columns: padded with blanks, or cut with an ellipsis at its end. */
void canvas_put_in(const struct canvas *canvas, int row, int column, int width, enum style style, const char *text);
/* The same with the text at the right end. */
void canvas_put_right(const struct canvas *canvas, int row, int column, int width, enum style style, const char *text);
int canvas_put_glyph(const struct canvas *canvas, int row, int column, enum style style, enum glyph glyph);
/* Breaks the text at blanks (Japanese: anywhere) into rows from row on, at most height of them, where the last one shows
 * that it was cut; gives the rows used.
 * With canvas NULL it only counts, for a width. */
int canvas_put_wrapped(const struct canvas *canvas, int row, int height, enum style style, const char *text);
int canvas_wrapped_height(int width, const char *text);

void canvas_fill(const struct canvas *canvas, enum style style);
void canvas_row(const struct canvas *canvas, int row, enum style style);  /* blanks one row */
void canvas_line(const struct canvas *canvas, int row, enum style style); /* a line across */
/* Gives the cells of a row from column on another style, keeping what is written. */
void canvas_restyle(const struct canvas *canvas, int row, int column, int width, enum style style);
/* A border around the canvas with a title in the upper line ("" none), and the canvas inside it. */
struct canvas canvas_frame(const struct canvas *canvas, const char *title);
/* A line across a framed canvas, joined to its border: canvas is the one inside, margin the columns that lie between it
 * and the border on each side. */
void canvas_divide(const struct canvas *inside, int row, int margin);

/* Where the focus is: the terminal's cursor stands there, always visible, as braille displays, screen readers and input
 * methods follow it. */
void canvas_cursor(const struct canvas *canvas, int row, int column);

/* A place on the screen as row and column of the canvas; false when it is outside. */
bool canvas_hit(const struct canvas *canvas, int screen_row, int screen_column, int *row, int *column);

#endif
