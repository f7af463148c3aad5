/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What changes the order of the rules. */
#include "ui/firewall.h"

#include "base/i18n.h"

#include <stdlib.h>

static struct firewall *of(struct editor *editor)
{
	return editor->view_state;
}

/* Takes the rules out and puts them in again so that the first stands at index `to` of the others. */
static void put_at(struct policy *policy, const place_list_t *list, size_t to)
{
	struct rule *taken = mem_calloc(list->n, sizeof(*taken));
	size_t kept = 0, next = 0;

	for (size_t i = 0; i < policy->rules.n; i++) {
		if (next < list->n && list->v[next] == i)
			taken[next++] = policy->rules.v[i];
		else
			policy->rules.v[kept++] = policy->rules.v[i];
	}
	policy->rules.n = kept;
	firewall_insert_rules(policy, to < kept ? to : kept, taken, next);
	free(taken);
}

static void move(struct firewall *firewall, const place_list_t *list, size_t to)
{
	struct editor *editor = firewall->editor;
	struct policy after = editor_copy(editor);
	size_t most = after.rules.n - list->n, index = to < most ? to : most;
	_cleanup_free_ char *about = firewall_about(&editor->policy, list);
	_cleanup_free_ char *summary = mem_printf(_("Moved to No. %zu: %s"), index + 1, about);

	put_at(&after, list, index);
	if (firewall_store(editor, &after, summary))
		firewall_stay_near(firewall, index);
}

/* One up or down is a place among what is seen: where that is not the list as it decides, it is not to be guessed at.
 */
static bool shows_order(struct firewall *firewall)
{
	const struct table *table = &firewall->table;

	if (table->sorted != TABLE_NO_COLUMN)
		editor_say(firewall->editor,
			   _("Sorted: o shows the order that decides, to move in; m moves to a position."));
	else if (table->words.list.n)
		editor_say(firewall->editor,
			   _("Only a part is shown: Esc shows all, to move in; m moves to a position."));
	return table->sorted == TABLE_NO_COLUMN && !table->words.list.n;
}

void firewall_move_to(struct editor *editor, size_t position)
{
	struct firewall *firewall = of(editor);
	place_list_t list = {0};

	firewall_targets(firewall, &list);
	if (list.n)
		move(firewall, &list, position ? position - 1 : 0);
	vec_done(&list);
}

/* A folded group is passed as the one line that it is. */
static size_t above(const struct firewall *firewall, size_t index)
{
	index--;
	while (index && firewall_is_folded(firewall, index) && firewall_is_behind_fold(firewall, index))
		index--;
	return index;
}

static size_t below(const struct firewall *firewall, size_t index)
{
	index++;
	return index + (firewall_is_folded(firewall, index) ? firewall_group_size(firewall, index) : 1);
}

void firewall_move_up(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	place_list_t list = {0};

	firewall_targets(firewall, &list);
	if (list.n && shows_order(firewall)) {
		if (list.v[0] > 0)
			move(firewall, &list, above(firewall, list.v[0]));
		else
			editor_say(editor, _("It is the first rule already."));
	}
	vec_done(&list);
}

void firewall_move_down(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	place_list_t list = {0};

	firewall_targets(firewall, &list);
	if (list.n && shows_order(firewall)) {
		size_t last = list.v[list.n - 1];

		if (last + 1 < editor->policy.rules.n)
			move(firewall, &list, below(firewall, last) - list.n);
		else
			editor_say(editor, _("It is the last rule already."));
	}
	vec_done(&list);
}
