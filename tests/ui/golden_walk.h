/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UI_GOLDEN_WALK_H
#define TESTS_UI_GOLDEN_WALK_H

/*
 * Ways through the editor, and what is looked at on them. Each is gone in every language and charset; each screen is
 * looked at in three sizes, made too small, and has to come back as it was. A second editor without colours is driven
 * by the same keys and has to show the same.
 */

#include "tests/ui/vt.h"

struct golden_step {
	const char *name; /* of the files with its screens; NULL: nobody looks here */
	const char *keys; /* as of vt_keys(); "\1" pastes the rest; NULL ends the list */
	const char *wait; /* stands on the screen, in any language, before it is looked at; may be NULL */
};

struct golden_walk {
	const char *name;
	const struct golden_step *steps;
	/* Makes the store, with commands of the program in an empty network of its own; NULL: the editor makes it. */
	void (*make)(struct vt_kit *kit, const char *db);
	const char *argument;		/* of the editor, may be NULL */
	const char *const *environment; /* of the editor besides, may be NULL */
};

struct golden_locale {
	const char *name; /* of the directory of its screens */
	const char *language;
	enum vt_charset charset;
};

/* What there is, ended by one without a name. */
extern const struct golden_walk golden_walks[];

/* Goes the way; adds what is not as it should be. */
void golden_walk_go(struct vt_kit *kit, const struct golden_walk *walk, const struct golden_locale *locale,
		    struct str *ret_faults);

#endif
