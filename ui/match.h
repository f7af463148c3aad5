/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_MATCH_H
#define UI_MATCH_H

#include <stdbool.h>

/* Whether a text has every word of the pattern (blanks between them), in any order, letters alike in either case; words
 * joined by | are choices. The empty pattern matches everything. */
bool match_text(const char *text, const char *pattern);

#endif
