/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/firewall.h"

struct listing_line firewall_line(const struct firewall *firewall, size_t row)
{
	const struct policy *policy = &firewall->editor->policy;
	size_t last = listing_count(policy) - 1, at;

	if (firewall_is_removed(firewall, row, &at))
		return (struct listing_line){LISTING_REMOVED, firewall->removed.v[at].index};
	return listing_line(policy, at < last ? at : last); /* rows from before an undo may be beyond the end */
}

const struct policy *firewall_policy(const struct firewall *firewall, struct listing_line line)
{
	return line.kind == LISTING_REMOVED ? &firewall->editor->status.running : &firewall->editor->policy;
}

static size_t row_count(void *context)
{
	const struct firewall *firewall = context;

	return listing_count(&firewall->editor->policy) + firewall->removed.n;
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

bool firewall_go_to_rule(struct firewall *firewall, size_t index)
{
	size_t place = listing_place(&firewall->editor->policy, index);

	table_select(&firewall->table, place + firewall_removed_before(firewall, place));
	return firewall_current_rule(firewall) == index;
}

static bool is_hidden(void *context, size_t row)
{
	const struct firewall *firewall = context;
	struct listing_line line = firewall_line(firewall, row);

	return line.kind == LISTING_RULE && firewall_is_behind_fold(firewall, line.index);
}

/* The words of what a folded line stands for, so that a search comes to it. */
static void add_folded(const struct firewall *firewall, size_t index, struct str *out)
{
	const struct policy *policy = &firewall->editor->policy;
	size_t n = firewall_group_size(firewall, index);

	for (size_t i = index; i < index + n; i++)
		for (size_t column = 0; column < LISTING_COLUMNS; column++) {
			listing_cell(policy, editor_environment(firewall->editor),
				     (struct listing_line){LISTING_RULE, i}, (enum listing_column)column, out);
			str_add_char(out, '\n');
		}
}

static void row_more(void *context, size_t row, struct str *out)
{
	const struct firewall *firewall = context;
	struct listing_line line = firewall_line(firewall, row);

	if (line.kind != LISTING_RULE)
		return;
	if (firewall_is_folded(firewall, line.index))
		add_folded(firewall, line.index, out);
	if (firewall->editor->policy.rules.v[line.index].group)
		str_add(out, firewall->editor->policy.rules.v[line.index].group);
}

static int64_t current_id(const struct firewall *firewall)
{
	size_t rule = firewall_current_rule(firewall);

	return rule < firewall->editor->policy.rules.n ? firewall->editor->policy.rules.v[rule].id : 0;
}

void firewall_update(struct firewall *firewall)
{
	const struct policy *policy = &firewall->editor->policy;
	int64_t id = current_id(firewall);
	size_t rule;

	firewall_update_pending(firewall);
	firewall_forget_marks(firewall);
	table_refresh(&firewall->table);
	rule = id ? policy_find_rule(policy, id) : SIZE_MAX;
	if (rule != SIZE_MAX)
		(void)firewall_go_to_rule(firewall, rule);
}

static char rule_sign(const struct firewall *firewall, size_t index)
{
	int64_t id = firewall->editor->policy.rules.v[index].id;

	return id_set_has(&firewall->marked, id) ? '*' : firewall_pending_sign(firewall, id);
}

/* A folded group has the sign that all its rules have, or ~ where some have one. */
static char group_sign(const struct firewall *firewall, size_t index)
{
	size_t n = firewall_is_folded(firewall, index) ? firewall_group_size(firewall, index) : 1;
	char sign = rule_sign(firewall, index);

	for (size_t i = 1; i < n; i++)
		if (rule_sign(firewall, index + i) != sign)
			return '~';
	return sign;
}

static const char *row_sign(void *context, size_t row)
{
	static const char *const signs[] = {"+", "~", "^", "v", "*"};
	const struct firewall *firewall = context;
	struct listing_line line = firewall_line(firewall, row);
	char sign = line.kind == LISTING_RULE ? group_sign(firewall, line.index) : ' ';

	if (line.kind == LISTING_REMOVED)
		return "-";
	for (size_t i = 0; i < ARRAY_SIZE(signs); i++)
		if (*signs[i] == sign)
			return signs[i];
	return " ";
}

/* Whose counter it is; 0 for a line that has none. */
static int64_t counter_id(const struct firewall *firewall, struct listing_line line)
{
	if (line.kind == LISTING_DEFAULT)
		return HITS_DEFAULT((int64_t)line.index);
	if (line.kind == LISTING_BUILTIN)
		return HITS_BUILTIN((int64_t)line.index);
	return firewall_policy(firewall, line)->rules.v[line.index].id;
}

/* Nothing is said of what the kernel does not hold; what it holds and was never needed has a dash. */
static void hits_cell(const struct firewall *firewall, struct listing_line line, struct str *out)
{
	const struct editor *editor = firewall->editor;
	const struct screen *screen = loop_screen(editor->loop);
	const struct hit *hit = hits_find(&editor->hits, counter_id(firewall, line));

	if (!hit)
		return;
	if (hit->packets)
		hits_print(hit, out);
	else
		str_add(out, screen_glyph(screen, GLYPH_HORIZONTAL));
	str_add_char(out, ' ');
	for (size_t i = 0; i < HITS_STEPS; i++) {
		int step = hits_step(hit, i);

		str_add(out, step < 0 ? " " : screen_glyph(screen, GLYPH_SPARK + (unsigned)step));
	}
}

static void row_cell(void *context, size_t row, size_t column, struct str *out)
{
	const struct firewall *firewall = context;
	struct listing_line line = firewall_line(firewall, row);

	if (line.kind == LISTING_RULE && firewall_is_folded(firewall, line.index))
		firewall_group_cell(firewall, line.index, column, out);
	else if (column == FIREWALL_HITS)
		hits_cell(firewall, line, out);
	else
		listing_cell(firewall_policy(firewall, line), editor_environment(firewall->editor), line,
			     (enum listing_column)column, out);
}

static enum style row_style(void *context, size_t row, size_t column)
{
	static const enum style actions[ACTION_MAX] = {[ACTION_ALLOW] = STYLE_ALLOW,
						       [ACTION_DROP] = STYLE_DENY,
						       [ACTION_REJECT] = STYLE_DENY,
						       [ACTION_PUBLISH] = STYLE_PUBLISH};
	const struct firewall *firewall = context;
	struct listing_line line = firewall_line(firewall, row);
	const struct policy *policy = firewall_policy(firewall, line);

	if (line.kind == LISTING_BUILTIN || line.kind == LISTING_REMOVED ||
	    (line.kind == LISTING_RULE && !policy->rules.v[line.index].enabled))
		return STYLE_DIM;
	return column == LISTING_ACTION ? actions[listing_action(policy, line)] : STYLE_NORMAL;
}

/* Built-in lines stay above all and defaults below, as there is nothing to be chosen about their order. */
static int row_rank(void *context, size_t row)
{
	static const int ranks[] = {
	    [LISTING_BUILTIN] = 0, [LISTING_RULE] = 1, [LISTING_REMOVED] = 1, [LISTING_DEFAULT] = 2};

	return ranks[firewall_line(context, row).kind];
}

static bool row_number(void *context, size_t row, size_t column, uint64_t *ret)
{
	const struct firewall *firewall = context;
	struct listing_line line = firewall_line(firewall, row);
	const struct hit *hit;

	if (column == LISTING_ENABLED && line.kind == LISTING_RULE) {
		*ret = firewall->editor->policy.rules.v[line.index].enabled;
		return true;
	}
	hit = column == FIREWALL_HITS ? hits_find(&firewall->editor->hits, counter_id(firewall, line)) : NULL;
	if (hit)
		*ret = hit->packets;
	return hit;
}

const struct table_ops firewall_rows = {
    .count = row_count,
    .text = row_cell,
    .style = row_style,
    .sign = row_sign,
    .more = row_more,
    .hidden = is_hidden,
    .number = row_number,
    .rank = row_rank,
};
