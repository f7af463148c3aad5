/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UI_VT_START_H
#define TESTS_UI_VT_START_H

/* For the files vt*.c only. */

#include "tests/ui/vt.h"

/* The screen of a new struct vt. */
void vt_make_screen(struct vt *vt);

#endif
