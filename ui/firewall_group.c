/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups of rules, shown as one line each where they are folded. */
#include "ui/firewall.h"

#include "base/i18n.h"

static bool continues_group(const struct policy *policy, size_t index)
{
	return index > 0 && !str_empty(policy->rules.v[index].group) &&
	       str_equal(policy->rules.v[index].group, policy->rules.v[index - 1].group);
}

static bool is_folding(const struct firewall *firewall)
{
	return firewall->folded.n && !firewall->table.words.list.n && firewall->table.sorted == TABLE_NO_COLUMN;
}

static bool is_in_folded(const struct firewall *firewall, size_t index)
{
	const char *group = firewall->editor->policy.rules.v[index].group;

	return !str_empty(group) && strlist_has(&firewall->folded, group);
}

bool firewall_is_folded(const struct firewall *firewall, size_t index)
{
	return is_folding(firewall) && is_in_folded(firewall, index);
}

bool firewall_is_behind_fold(const struct firewall *firewall, size_t index)
{
	return continues_group(&firewall->editor->policy, index) && is_in_folded(firewall, index);
}

size_t firewall_group_size(const struct firewall *firewall, size_t index)
{
	const struct policy *policy = &firewall->editor->policy;
	size_t end = index + 1;

	while (end < policy->rules.n && continues_group(policy, end))
		end++;
	return end - index;
}

static void unfold(struct firewall *firewall, const char *group)
{
	for (size_t i = 0; i < firewall->folded.n; i++)
		if (str_equal(firewall->folded.v[i], group)) {
			free(firewall->folded.v[i]);
			vec_remove(&firewall->folded, i);
			return;
		}
}

void firewall_fold(struct firewall *firewall, size_t index)
{
	const struct policy *policy = &firewall->editor->policy;
	const char *group = policy->rules.v[index].group;

	if (strlist_has(&firewall->folded, group)) {
		unfold(firewall, group);
	} else {
		strlist_add(&firewall->folded, group);
		while (continues_group(policy, index))
			index--; /* the line that stays */
	}
	firewall->table.hides = firewall->folded.n;
	table_refresh(&firewall->table);
	(void)firewall_go_to_rule(firewall, index);
}

void firewall_group_cell(const struct firewall *firewall, size_t index, size_t column, struct str *out)
{
	const struct policy *policy = &firewall->editor->policy;
	size_t n = firewall_group_size(firewall, index), enabled = 0;

	if (column == LISTING_POSITION)
		str_addf(out, "%zu", index + 1);
	if (column == LISTING_NAME)
		str_addf(out, "[+] %s", policy->rules.v[index].group);
	if (column != LISTING_SERVICE && column != LISTING_ENABLED)
		return;
	for (size_t i = 0; i < n; i++)
		enabled += policy->rules.v[index + i].enabled;
	if (column == LISTING_ENABLED)
		str_add(out, enabled == n ? "x" : enabled ? "/" : "");
	else
		str_addf(out, ngettext("%zu rule, %zu on", "%zu rules, %zu on", n), n, enabled);
}
