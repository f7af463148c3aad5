/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_DETAIL_H
#define UI_DETAIL_H

/* What a rule is and does, for the pane below the list and the foot of the dialog: its sentence, the eleven rows,
 * findings, and the nft text it becomes. Made anew only when the rule is another one. */

#include "model/listing.h"
#include "ui/editor.h"

struct detail {
	bool made;
	uint64_t generation;
	struct listing_line line;
	struct listing_line wanted; /* another, once the keys pause */
	int64_t moved;		    /* ms, when that became another one last */
	struct str sentence, finding, nft;
	bool finding_is_error;
};

#define DETAIL_HEIGHT 9	 /* rows it would like */
#define DETAIL_PAUSE  60 /* ms; keys that repeat come faster, those of fingers do not */

/* Draws the line, or, while the lines change too fast to be read (a key is held), still the one before: slow lines have
 * enough to carry then. editor->put_off says that it is to be drawn again after DETAIL_PAUSE. */
void detail_draw(struct detail *detail, struct editor *editor, struct listing_line line, const struct canvas *canvas);
void detail_done(struct detail *detail);

/* The nft text of rule index of a policy, its lines in the kernel joined by semicolons, and why it cannot be made where
 * it cannot. */
int detail_nft(const struct policy *policy, const struct environment *env, size_t index, struct str *out,
	       struct error *err);

#endif
