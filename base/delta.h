/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BASE_DELTA_H
#define BASE_DELTA_H

#include "base/str.h"

/* What differs between two texts of nested blocks ("name {", "}"), for people: lines that go begin with "-", lines that
 * come with "+", each group below the line that opens its block. Blank lines and closing brackets alone are no
 * difference. The same texts add nothing. O(n log n) in the lines. */
void delta_text(const char *before, const char *after, struct str *out);

#endif
