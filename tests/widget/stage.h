/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_WIDGET_STAGE_H
#define TESTS_WIDGET_STAGE_H

/* Layers on a screen in memory, over a bottom layer that takes notice of nothing. */

#include "tests/test.h"

#include "base/str.h"
#include "ui/widget/loop.h"

struct loop *stage_new(int height, int width, bool ascii);
/* Names of keys with blanks between them; draws after each. */
void stage_keys(struct loop *loop, const char *names);
void stage_mouse(struct loop *loop, enum mouse_action action, int row, int column);
void stage_resize(struct loop *loop, int height, int width);
/* The rows of the screen from one that is not empty to the last such, joined with '\n'. */
void stage_expect(struct loop *loop, const char *rows);
void stage_expect_cursor(struct loop *loop, int row, int column);
/* Layers above the bottom one. */
bool stage_is_empty(struct loop *loop);
/* Random events; the layer is opened again when it has closed. */
void stage_random(struct loop *loop, unsigned seed, int events, void (*open)(struct loop *loop));

#endif
