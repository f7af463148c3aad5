/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_WIDGET_BENCH_H
#define TESTS_WIDGET_BENCH_H

/* A widget on a screen in memory, driven by names of keys. */

#include "tests/test.h"

#include "base/str.h"
#include "ui/widget/widget.h"

struct bench {
	struct screen screen;
	struct widget *widget;
	struct canvas canvas; /* where the widget is drawn */
	unsigned reaction;    /* of the last event */
};

/* The widget at 2, 3 of a larger screen, so that drawing outside its place is seen. */
void bench_init(struct bench *bench, struct widget *widget, int height, int width, bool ascii);
void bench_done(struct bench *bench);
void bench_draw(struct bench *bench);
/* Draws it in another size. */
void bench_resize(struct bench *bench, int height, int width);
/* Names of keys with blanks between them; after each the widget is drawn and must have the cursor inside. Gives the
 * reactions to all of them together. */
unsigned bench_keys(struct bench *bench, const char *names);
unsigned bench_type(struct bench *bench, const char *text);
unsigned bench_paste(struct bench *bench, const char *text);
/* At a place of the widget. */
unsigned bench_mouse(struct bench *bench, enum mouse_action action, int row, int column);
/* The rows must be these, joined with '\n' (blanks at the ends of rows do not count). */
void bench_expect(struct bench *bench, const char *rows);
void bench_expect_cursor(const struct bench *bench, int row, int column);
/* Random keys, pastes and clicks from a fixed seed; the cursor stays inside and every row is well-formed. */
void bench_random(struct bench *bench, unsigned seed, int events);

#endif
