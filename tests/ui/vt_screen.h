/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UI_VT_SCREEN_H
#define TESTS_UI_VT_SCREEN_H

/* What stands on the screen of a struct vt. Included by vt.h. */

struct vt;

#define VT_BOLD	     0x1u
#define VT_UNDERLINE 0x2u
#define VT_REVERSE   0x4u
#define VT_DIM	     0x8u /* known of VT_TERM only: libvterm has no such look, so that entry says italic */

struct vt_look {
	unsigned attributes;
	int foreground, background; /* number of the colour, -1 the terminal's own */
};

/* Text of a row, without blanks at its end; the caller frees. */
char *vt_row(const struct vt *vt, int row);
/* Text of a cell, "" for the second half of a wide one; the caller frees. */
char *vt_cell(const struct vt *vt, int row, int column);
/* All rows, a line each. */
char *vt_screen(const struct vt *vt);
struct vt_look vt_look(const struct vt *vt, int row, int column);
void vt_cursor(const struct vt *vt, int *row, int *column);
/* The row that holds the text, -1 for none. */
int vt_find(const struct vt *vt, const char *text);

/* Adds the looks of a row as a line of text; nothing when all of it is plain. */
void vt_print_looks(const struct vt *vt, int row, struct str *out);

/* Fails with the reason and the screen. */
void vt_fail(const struct vt *vt, const char *format, ...) _printf_format_(2, 3) __attribute__((__noreturn__));
/* Fails unless the text stands in the row, or anywhere (row -1). */
void vt_expect(const struct vt *vt, int row, const char *text);
void vt_expect_not(const struct vt *vt, const char *text);
void vt_expect_cursor(const struct vt *vt, int row, int column);
/* Fails unless the screen is that of golden/NAME.txt (golden.h). */
void vt_golden(const struct vt *vt, const char *name);
/* Fails unless the program has left the terminal as it found it: modes, screen, cursor, mouse, pasting. */
void vt_expect_restored(struct vt *vt);

#endif
