/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_COVER_H
#define MODEL_COVER_H

#include "model/meaning.h"

/* True when every packet that rule `later` matches is matched by `earlier` as well, at every time. Sound and not
 * complete: each item of the later rule must lie within one item of the earlier one. Both rules passed their checks. */
bool cover_test(const struct rule *earlier, const struct meaning *earlier_meaning, const struct rule *later,
		const struct meaning *later_meaning);

#endif
