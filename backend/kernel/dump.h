/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_KERNEL_DUMP_H
#define BACKEND_KERNEL_DUMP_H

/* Reading a table back. The reader takes messages in any order a dump brings them and needs no socket, so that it can be
 * tested and fuzzed without a kernel. */

#include "backend/kernel/socket.h"
#include "base/watch.h"

struct dump {
	struct ir *ir; /* filled; its table names what is taken, everything else is passed over */
	bool exists;   /* the table was told */
	struct ir_set *set;	/* last asked or told of, a hint */
	struct ir_chain *chain; /* the same */
	struct watch *watch;	/* may be NULL */
	size_t messages;	/* told so far */
};

/* One NEWTABLE, NEWOBJ, NEWSET, NEWSETELEM, NEWCHAIN or NEWRULE; other messages are passed over. False when it is malformed.
 * nl_message_fn. */
bool dump_message(const struct nlmsghdr *message, void *dump);

/* Sorts elements and makes ranges, once all is read. */
void dump_finish(struct dump *dump);

/* Reads the table whole, at one generation of the ruleset. ret is initialised here. 0 or a positive errno; ECANCELED: the
 * watch (may be NULL) called it off. */
int dump_table(struct nl *nl, const char *table, struct watch *watch, struct ir *ret, bool *ret_exists,
	       uint32_t *ret_generation);

/* Only whether it is there and dormant, and the generation at which this was so. 0 or a positive errno. */
int dump_exists(struct nl *nl, const char *table, bool *ret_exists, bool *ret_dormant, uint32_t *ret_generation);

/* Reads the elements of the table's sets with IR_SET_TIMEOUT again: they come and go without a new generation. */
int dump_timed(struct nl *nl, struct ir *ir);

#endif
