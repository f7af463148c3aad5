/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_REVIEW_H
#define UI_REVIEW_H

/*
 * What an apply would do, found out beside the screen and with connections of its own: a policy of 100,000 rules takes
 * a second to be checked and compared.
 */

#include "ui/editor.h"

struct review {
	size_t changes;	 /* from what runs */
	struct str text; /* what will change, and what is worth a look */
	struct str ssh;	 /* about the way the user came in, "" for another way */
	bool cuts_ssh;
	struct error mistake; /* the first error of the policy, which stops it */
	struct error failure; /* nothing could be found out */
	bool cancelled;
};

void review_done(struct review *review);

/* made gets the review, which it frees with review_done() or keeps a copy of. */
void review_start(struct editor *editor, void (*made)(struct editor *editor, struct review *review));

/* The nft text of the difference, which goes to the function; the context must outlive the dialog that is shown. */
void review_start_nft(struct editor *editor, void (*made)(void *context, const char *text), void *context);

#endif
