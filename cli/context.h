/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_CONTEXT_H
#define CLI_CONTEXT_H

/* One run of the program: where the policy is, and how it is read and changed. */

#include "backend/deploy/author.h"
#include "backend/deploy/deploy.h"
#include "cli/command.h"
#include "model/preset.h"

struct cli {
	const char *db; /* path of the policy */
	bool json;
	struct deploy deploy;  /* store and system are opened when first asked for */
	struct preset *preset; /* whose options were asked for */
};

void cli_done(struct cli *cli);

/* What the machine knows; never fails. */
const struct environment *cli_environment(struct cli *cli);

/* Opens the store, once. STORE_WRITE fills a new one with the starter policy. ERROR_PERMISSION names the cure. */
int cli_open(struct cli *cli, enum store_mode mode, struct error *err);

/* The stored policy for reading. Where no file is yet, the starter policy, as nothing is made by reading. */
int cli_read(struct cli *cli, struct policy *ret, struct error *err);

/* A change of the policy: begin, change .after, commit. Nothing is written before commit, and then in one transaction.
 */
struct edit {
	struct policy before;
	struct policy after;
};
int edit_begin(struct cli *cli, struct edit *ret, struct error *err);
/* Writes what differs, with summary (translated) in the journal. After it edit.after has the new ids. */
int edit_commit(struct cli *cli, struct edit *edit, const char *summary, struct error *err);
/* The same, and tells the person: the journal's line and what they are told are one text. Gives the exit code. */
int edit_finish(struct cli *cli, struct edit *edit, const char *line, struct error *err);
void edit_done(struct edit *edit);
#define _cleanup_edit_ _cleanup_(edit_done)

/* Index of the rule that a word means: position or #id. ERROR_REFERENCE. */
int cli_find_rule(const struct policy *policy, const char *word, size_t *ret, struct error *err);
typedef VEC(size_t) index_list_t;
/* Of all words, without doubles, in list order. */
int cli_find_rules(const struct policy *policy, const strlist_t *words, index_list_t *ret, struct error *err);

#endif
