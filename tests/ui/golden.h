/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UI_GOLDEN_H
#define TESTS_UI_GOLDEN_H

/*
 * Screens as text files: what stands on them, how it looks, where the cursor is. NFTABS_GOLDEN_UPDATE=1 in the
 * environment writes the files instead of comparing with them.
 */

#include "tests/ui/vt.h"

/* Adds the screen of now as a section: size and cursor, the rows, the looks row by row. What differs from day to day
 * or from machine to machine (times of day, a countdown) has zeros in place of its digits. */
void golden_add(const struct vt *vt, struct str *out);
/* The rows alone, in the same way. */
char *golden_text(const struct vt *vt);

/* Compares with golden/NAME.txt; where it differs, adds to ret_difference what is wanted ("-") and what is there
 * instead ("+"), and returns false. With another name there need be no such file: then it has to be that one, but with
 * lines and signs of ASCII. */
bool golden_is(const char *name, const char *otherwise, const char *have, struct str *ret_difference);

/* Adds the lines in which two texts differ. */
void golden_difference(const char *want, const char *have, struct str *out);

#endif
