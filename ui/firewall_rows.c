/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/firewall.h"

#include "base/i18n.h"
#include "model/diff.h"

#include <stdlib.h>

#define HITS_COLUMN LISTING_COLUMNS

struct listing_line firewall_line(const struct firewall *firewall, size_t row)
{
	const struct policy *policy = &firewall->editor->policy;
	size_t last = listing_count(policy) - 1;

	return listing_line(policy, row < last ? row : last); /* rows from before an undo may be beyond the end */
}

static size_t row_count(void *context)
{
	const struct firewall *firewall = context;

	return listing_count(&firewall->editor->policy);
}

size_t firewall_current_rule(const struct firewall *firewall)
{
	size_t row = table_selected(&firewall->table);
	struct listing_line line;

	if (row == SIZE_MAX)
		return SIZE_MAX;
	line = firewall_line(firewall, row);
	return line.kind == LISTING_RULE ? line.index : SIZE_MAX;
}

void firewall_go_to_rule(struct firewall *firewall, size_t index)
{
	table_select(&firewall->table, listing_place(&firewall->editor->policy, index));
}

bool firewall_is_folded(const struct firewall *firewall, const char *group)
{
	return !str_empty(group) && strlist_has(&firewall->folded, group);
}

static bool continues_group(const struct policy *policy, size_t index)
{
	return index > 0 && !str_empty(policy->rules.v[index].group) &&
	       str_equal(policy->rules.v[index].group, policy->rules.v[index - 1].group);
}

size_t firewall_group_size(const struct firewall *firewall, size_t index)
{
	const struct policy *policy = &firewall->editor->policy;
	size_t end = index + 1;

	while (end < policy->rules.n && continues_group(policy, end))
		end++;
	return end - index;
}

/* The rules of a folded group but its first. */
static bool is_hidden(void *context, size_t row)
{
	const struct firewall *firewall = context;
	const struct policy *policy = &firewall->editor->policy;
	struct listing_line line = listing_line(policy, row);

	return line.kind == LISTING_RULE && continues_group(policy, line.index) &&
	       firewall_is_folded(firewall, policy->rules.v[line.index].group);
}

static void row_more(void *context, size_t row, struct str *out)
{
	const struct firewall *firewall = context;
	struct listing_line line = firewall_line(firewall, row);

	if (line.kind == LISTING_RULE && firewall->editor->policy.rules.v[line.index].group)
		str_add(out, firewall->editor->policy.rules.v[line.index].group);
}

void firewall_update_rows(struct firewall *firewall)
{
	const struct policy *policy = &firewall->editor->policy;
	size_t rule = firewall_current_rule(firewall);
	int64_t id = rule < policy->rules.n ? policy->rules.v[rule].id : 0;

	firewall->table.hides = firewall->folded.n;
	table_refresh(&firewall->table);
	rule = id ? policy_find_rule(policy, id) : SIZE_MAX;
	if (rule != SIZE_MAX)
		firewall_go_to_rule(firewall, rule);
}

static int compare_pending(const void *a, const void *b)
{
	const struct pending *left = a, *right = b;

	return (left->id > right->id) - (left->id < right->id);
}

void firewall_update_pending(struct firewall *firewall)
{
	const struct status *status = &firewall->editor->status;
	change_list_t changes = {0};

	vec_done(&firewall->pending);
	if (!status->has_running)
		return;
	policy_diff(&status->running, &firewall->editor->policy, &changes);
	VEC_FOREACH (&changes, change)
		if (change->table == &rule_fields && change->new) {
			const struct rule *rule = change->new;
			struct pending pending = {rule->id, change->op == CHANGE_ADDED ? '+' : '~'};

			vec_push(&firewall->pending, pending);
		}
	vec_done(&changes);
	if (firewall->pending.n)
		qsort(firewall->pending.v, firewall->pending.n, sizeof(struct pending), compare_pending);
}

bool firewall_is_marked(const struct firewall *firewall, int64_t id)
{
	VEC_FOREACH (&firewall->marked, each)
		if (*each == id)
			return true;
	return false;
}

void firewall_mark(struct firewall *firewall, int64_t id, bool marked)
{
	for (size_t i = 0; i < firewall->marked.n; i++)
		if (firewall->marked.v[i] == id) {
			if (!marked)
				vec_remove(&firewall->marked, i);
			return;
		}
	if (marked)
		vec_push(&firewall->marked, id);
}

static const char *row_sign(void *context, size_t row)
{
	const struct firewall *firewall = context;
	struct listing_line line = firewall_line(firewall, row);
	struct pending key;
	const struct pending *found;

	if (line.kind != LISTING_RULE)
		return " ";
	key.id = firewall->editor->policy.rules.v[line.index].id;
	if (firewall_is_marked(firewall, key.id))
		return "*";
	found = firewall->pending.n
		    ? bsearch(&key, firewall->pending.v, firewall->pending.n, sizeof(key), compare_pending)
		    : NULL;
	return !found ? " " : found->sign == '+' ? "+" : "~";
}

static void hits_cell(const struct firewall *firewall, struct listing_line line, struct str *out)
{
	const struct editor *editor = firewall->editor;
	int64_t id = line.kind == LISTING_RULE	    ? editor->policy.rules.v[line.index].id
		     : line.kind == LISTING_DEFAULT ? -1 - (int64_t)line.index
						    : 0;
	const struct hit *hit = id ? hits_find(&editor->hits, id) : NULL;

	if (!hit)
		return;
	hits_print(hit, out);
	str_add_char(out, ' ');
	for (size_t i = 0; i < HITS_STEPS; i++) {
		int step = hits_step(hit, i);

		str_add(out, step < 0 ? " " : screen_glyph(loop_screen(editor->loop), GLYPH_SPARK + (unsigned)step));
	}
}

static void folded_name(const struct firewall *firewall, size_t index, struct str *out)
{
	const char *group = firewall->editor->policy.rules.v[index].group;

	str_addf(out, _("[+] %s (%zu)"), group, firewall_group_size(firewall, index));
}

static void row_cell(void *context, size_t row, size_t column, struct str *out)
{
	const struct firewall *firewall = context;
	struct listing_line line = firewall_line(firewall, row);

	if (column == HITS_COLUMN)
		hits_cell(firewall, line, out);
	else if (column == LISTING_NAME && line.kind == LISTING_RULE &&
		 firewall_is_folded(firewall, firewall->editor->policy.rules.v[line.index].group))
		folded_name(firewall, line.index, out);
	else
		listing_cell(&firewall->editor->policy, editor_environment(firewall->editor), line,
			     (enum listing_column)column, out);
}

static enum style row_style(void *context, size_t row, size_t column)
{
	static const enum style actions[ACTION_MAX] = {[ACTION_ALLOW] = STYLE_ALLOW,
						       [ACTION_DROP] = STYLE_DENY,
						       [ACTION_REJECT] = STYLE_DENY,
						       [ACTION_PUBLISH] = STYLE_PUBLISH};
	const struct firewall *firewall = context;
	const struct policy *policy = &firewall->editor->policy;
	struct listing_line line = firewall_line(firewall, row);

	if (line.kind == LISTING_BUILTIN || (line.kind == LISTING_RULE && !policy->rules.v[line.index].enabled))
		return STYLE_DIM;
	return column == LISTING_ACTION ? actions[listing_action(policy, line)] : STYLE_NORMAL;
}

const struct table_ops firewall_rows = {
    .count = row_count,
    .text = row_cell,
    .style = row_style,
    .sign = row_sign,
    .more = row_more,
    .hidden = is_hidden,
};
