/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/undo.h"

static size_t find(const journal_list_t *journal, int64_t id)
{
	for (size_t i = 0; i < journal->n; i++)
		if (journal->v[i].id == id)
			return i;
	return SIZE_MAX;
}

/* What an entry is: an edit of its own, an undo (takes back an edit or a redo), or a redo (takes back an undo). */
enum role { ROLE_EDIT, ROLE_UNDO, ROLE_REDO, ROLE_UNKNOWN };

static enum role role(const journal_list_t *journal, size_t i)
{
	unsigned depth = 0;

	for (; journal->v[i].undoes; depth++) {
		i = find(journal, journal->v[i].undoes);
		if (i == SIZE_MAX)
			return ROLE_UNKNOWN;
	}
	return !depth ? ROLE_EDIT : depth % 2 ? ROLE_UNDO : ROLE_REDO;
}

/* The edit at the bottom of a chain of undoing. */
static size_t edit_of(const journal_list_t *journal, size_t i)
{
	while (journal->v[i].undoes)
		i = find(journal, journal->v[i].undoes);
	return i;
}

bool undo_find(const journal_list_t *journal, bool redo, size_t *ret_entry, size_t *ret_edit, bool *ret_more)
{
	enum role skipped = redo ? ROLE_REDO : ROLE_UNDO, wanted = redo ? ROLE_UNDO : ROLE_EDIT;
	size_t i = 0;

	*ret_more = false;
	while (i < journal->n) {
		enum role here = role(journal, i);

		if (here == ROLE_UNKNOWN)
			break;
		if (here != skipped) {
			/* A redo is an edit made again: undo takes it back as one. */
			if (here != wanted && !(here == ROLE_REDO && !redo))
				return false;
			*ret_entry = i;
			*ret_edit = edit_of(journal, i);
			return true;
		}
		/* Everything from what it took back up to here is settled. */
		i = find(journal, journal->v[i].undoes) + 1;
	}
	*ret_more = true;
	return false;
}
