/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/firewall.h"

#include "base/i18n.h"
#include "model/diff.h"
#include "ui/match.h"

#include <stdlib.h>

#define HITS_COLUMN LISTING_COLUMNS

struct listing_line firewall_line(const struct firewall *firewall, size_t row)
{
	const struct policy *policy = &firewall->editor->policy;
	size_t place = firewall->chosen ? firewall->rows.v[row] : row, last = listing_count(policy) - 1;

	return listing_line(policy, place < last ? place : last); /* rows chosen before an undo may be beyond the end */
}

static size_t row_count(void *context)
{
	const struct firewall *firewall = context;

	return firewall->chosen ? firewall->rows.n : listing_count(&firewall->editor->policy);
}

size_t firewall_current_rule(const struct firewall *firewall)
{
	struct listing_line line;

	if (firewall->sheet.current >= row_count((void *)(uintptr_t)firewall))
		return SIZE_MAX;
	line = firewall_line(firewall, firewall->sheet.current);
	return line.kind == LISTING_RULE ? line.index : SIZE_MAX;
}

static size_t row_of_place(const struct firewall *firewall, size_t place)
{
	size_t low = 0, high = firewall->rows.n;

	if (!firewall->chosen)
		return place;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (firewall->rows.v[middle] < place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void firewall_go_to_rule(struct firewall *firewall, size_t index)
{
	sheet_go(&firewall->sheet, row_of_place(firewall, listing_place(&firewall->editor->policy, index)));
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

static bool is_hidden(const struct firewall *firewall, size_t place)
{
	const struct policy *policy = &firewall->editor->policy;
	struct listing_line line = listing_line(policy, place);

	return line.kind == LISTING_RULE && continues_group(policy, line.index) &&
	       firewall_is_folded(firewall, policy->rules.v[line.index].group);
}

static bool matches(const struct firewall *firewall, size_t place, const char *pattern)
{
	const struct policy *policy = &firewall->editor->policy;
	struct listing_line line = listing_line(policy, place);
	_cleanup_str_ struct str text = {0};

	for (size_t i = 0; i < LISTING_COLUMNS; i++) {
		listing_cell(policy, editor_environment(firewall->editor), line, (enum listing_column)i, &text);
		str_add_char(&text, ' ');
	}
	if (line.kind == LISTING_RULE && policy->rules.v[line.index].group)
		str_add(&text, policy->rules.v[line.index].group);
	return match_text(str_text(&text), pattern);
}

void firewall_update_rows(struct firewall *firewall)
{
	const char *pattern = text_field_text(&firewall->filter);
	const struct policy *policy = &firewall->editor->policy;
	size_t rule = firewall_current_rule(firewall);
	int64_t id = rule < policy->rules.n ? policy->rules.v[rule].id : 0;

	vec_done(&firewall->rows);
	firewall->chosen = *pattern || firewall->folded.n;
	for (size_t place = 0; firewall->chosen && place < listing_count(policy); place++)
		if (*pattern ? matches(firewall, place, pattern) : !is_hidden(firewall, place))
			vec_push(&firewall->rows, place);
	rule = id ? policy_find_rule(policy, id) : SIZE_MAX;
	if (rule != SIZE_MAX)
		firewall_go_to_rule(firewall, rule);
	sheet_refresh(&firewall->sheet);
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

const struct sheet_source firewall_source = {
    .count = row_count, .cell = row_cell, .style = row_style, .sign = row_sign};
