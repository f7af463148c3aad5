/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_WIDGET_CHANCE_H
#define TESTS_WIDGET_CHANCE_H

/* Random events, the same ones from the same seed. */

#include "ui/widget/key.h"
#include "ui/widget/screen.h"

unsigned chance_next(unsigned *state);
struct event chance_event(unsigned *state, const struct screen *screen);
/* Every row is well-formed and no wider than the screen. */
void chance_check_screen(const struct screen *screen);

#endif
