/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UI_FOCUS_H
#define TESTS_UI_FOCUS_H

#include "tests/ui/vt.h"

/* Whether what the cursor is on stands out: reversed or underlined, it or its neighbour (a field that is full), or the
 * mark of the current line. A list
 * without lines has nothing that could, nor has the bar of what is under way. */
bool is_on_focus(const struct vt *vt);

#endif
