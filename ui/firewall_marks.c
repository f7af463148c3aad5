/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Marked rules: what the next action is about. */
#include "ui/firewall.h"

#include "base/i18n.h"

static struct firewall *of(struct editor *editor)
{
	return editor->view_state;
}

void firewall_forget_marks(struct firewall *firewall)
{
	const struct policy *policy = &firewall->editor->policy;
	id_list_t marked = {0};

	for (size_t i = 0; firewall->marked.ids.n && i < policy->rules.n; i++)
		if (id_set_has(&firewall->marked, policy->rules.v[i].id))
			vec_push(&marked, policy->rules.v[i].id);
	id_set_done(&firewall->marked);
	id_set_put_all(&firewall->marked, &marked, true);
	vec_done(&marked);
}

bool firewall_has_rule(const struct editor *editor)
{
	const struct firewall *firewall = editor->view_state;

	return firewall_current_rule(firewall) != SIZE_MAX || firewall->marked.ids.n;
}

/* A folded line stands for its whole group. */
static size_t line_size(const struct firewall *firewall, size_t index)
{
	return firewall_is_folded(firewall, index) ? firewall_group_size(firewall, index) : 1;
}

void firewall_targets(const struct firewall *firewall, place_list_t *ret)
{
	const struct policy *policy = &firewall->editor->policy;
	size_t index = firewall_current_rule(firewall);
	size_t n = index == SIZE_MAX ? 0 : line_size(firewall, index);

	for (size_t i = 0; i < policy->rules.n && firewall->marked.ids.n; i++)
		if (id_set_has(&firewall->marked, policy->rules.v[i].id))
			vec_push(ret, i);
	for (size_t i = 0; i < n && !(firewall->marked.ids.n && ret->n); i++)
		vec_push(ret, index + i);
}

static void add_line(const struct firewall *firewall, size_t row, id_list_t *ret)
{
	struct listing_line line = firewall_line(firewall, row);
	size_t n = line.kind == LISTING_RULE ? line_size(firewall, line.index) : 0;

	for (size_t i = 0; i < n; i++)
		vec_push(ret, firewall->editor->policy.rules.v[line.index + i].id);
}

void firewall_mark(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	id_list_t ids = {0};

	add_line(firewall, table_selected(&firewall->table), &ids);
	id_set_put_all(&firewall->marked, &ids, !id_set_has(&firewall->marked, ids.v[0]));
	firewall->last_marked = ids.v[0];
	vec_done(&ids);
	table_handle(&firewall->table, &(struct event){.type = EVENT_KEY, .key = KEYS_DOWN});
}

void firewall_mark_range(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	size_t count = table_count(&firewall->table), here = firewall->table.at, there = 0;
	id_list_t ids = {0};

	for (; there < count; there++) {
		struct listing_line line = firewall_line(firewall, table_row(&firewall->table, there));

		if (line.kind == LISTING_RULE && editor->policy.rules.v[line.index].id == firewall->last_marked)
			break;
	}
	if (there == count)
		there = here;
	for (size_t at = here < there ? here : there; at <= (here < there ? there : here); at++)
		add_line(firewall, table_row(&firewall->table, at), &ids);
	id_set_put_all(&firewall->marked, &ids, true);
	vec_done(&ids);
}

/* Marks them all, or none where they all are marked already. */
void firewall_mark_shown(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	id_list_t ids = {0};
	bool all = true;

	for (size_t at = 0; at < table_count(&firewall->table); at++)
		add_line(firewall, table_row(&firewall->table, at), &ids);
	VEC_FOREACH (&ids, id)
		all = all && id_set_has(&firewall->marked, *id);
	id_set_put_all(&firewall->marked, &ids, !all);
	vec_done(&ids);
}
