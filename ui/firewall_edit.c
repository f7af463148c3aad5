/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What changes the list as a whole: each is one entry of the journal and one step of undo. */
#include "ui/firewall.h"

#include "base/i18n.h"

#include <stdlib.h>

static struct firewall *of(struct editor *editor)
{
	return editor->view_state;
}

bool firewall_has_clipboard(const struct editor *editor)
{
	const struct firewall *firewall = editor->view_state;

	return firewall->clipboard.rules.n > 0;
}

char *firewall_about(const struct policy *policy, const place_list_t *list)
{
	const struct rule *rule = list->n ? &policy->rules.v[list->v[0]] : NULL;

	if (list->n == 1)
		return mem_printf(_("rule %zu \"%s\""), list->v[0] + 1, rule->name ? rule->name : "");
	return mem_printf(ngettext("%zu rule", "%zu rules", list->n), list->n);
}

bool firewall_store(struct editor *editor, struct policy *after, const char *summary)
{
	_cleanup_error_ struct error err = {0};

	if (editor_change(editor, after, summary, &err)) {
		editor_say_error(editor, &err);
		return false;
	}
	editor_say(editor, _("%s. u takes it back."), summary);
	return true;
}

static void remove_rules(struct policy *policy, const place_list_t *list)
{
	size_t kept = 0, next = 0;

	for (size_t i = 0; i < policy->rules.n; i++) {
		if (next < list->n && list->v[next] == i) {
			rule_done(&policy->rules.v[i]);
			next++;
		} else {
			policy->rules.v[kept++] = policy->rules.v[i];
		}
	}
	policy->rules.n = kept;
}

/* All in one piece, as there may be very many. */
void firewall_insert_rules(struct policy *policy, size_t index, const struct rule *rules, size_t n)
{
	size_t behind = policy->rules.n - index;

	if (!n)
		return;
	for (size_t i = 0; i < n; i++)
		(void)vec_add(&policy->rules);
	memmove(&policy->rules.v[index + n], &policy->rules.v[index], behind * sizeof(*rules));
	memcpy(&policy->rules.v[index], rules, n * sizeof(*rules));
}

void firewall_stay_near(struct firewall *firewall, size_t index)
{
	size_t n = firewall->editor->policy.rules.n;

	firewall_update(firewall);
	if (n && !firewall_go_to_rule(firewall, index < n ? index : n - 1) && firewall->table.words.list.n)
		str_addf(&firewall->editor->message, "  %s", _("The filter hides it: Esc shows all."));
}

static void take_away(struct editor *editor, bool cut)
{
	struct firewall *firewall = of(editor);
	struct policy after = editor_copy(editor);
	place_list_t list = {0};
	_cleanup_free_ char *about = NULL, *summary = NULL;

	firewall_targets(firewall, &list);
	about = firewall_about(&editor->policy, &list);
	summary = mem_printf(cut ? _("Cut: %s") : _("Deleted: %s"), about);
	remove_rules(&after, &list);
	if (firewall_store(editor, &after, summary)) {
		size_t n = editor->policy.rules.n;

		firewall_update(firewall);
		if (n)
			(void)firewall_go_to_rule(firewall, list.v[0] < n ? list.v[0] : n - 1);
	}
	vec_done(&list);
}

void firewall_delete(struct editor *editor)
{
	take_away(editor, false);
}

void firewall_cut(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	place_list_t list = {0};

	policy_done(&firewall->clipboard);
	policy_init(&firewall->clipboard);
	firewall_targets(firewall, &list);
	VEC_FOREACH (&list, index)
		vec_push(&firewall->clipboard.rules, rule_copy(&editor->policy.rules.v[*index]));
	vec_done(&list);
	take_away(editor, true);
}

/* Above the current rule, or where the removed one stood; above all from a built-in line, below all from a default. */
size_t firewall_insert_index(const struct firewall *firewall)
{
	size_t row = table_selected(&firewall->table), place, first = listing_place(&firewall->editor->policy, 0);
	size_t n = firewall->editor->policy.rules.n;

	if (row == SIZE_MAX)
		return 0;
	if (firewall_is_removed(firewall, row, &place))
		place = firewall->removed.v[place].place;
	return place < first ? 0 : place - first < n ? place - first : n;
}

/* A rule that was cut comes back as itself; one that is there already (undone, pasted twice) as a new one. */
static void copy_clipboard(const struct firewall *firewall, const struct policy *policy, struct rule *ret)
{
	struct id_set there = {0};
	id_list_t ids = {0};

	VEC_FOREACH (&policy->rules, rule)
		vec_push(&ids, rule->id);
	id_set_put_all(&there, &ids, true);
	vec_done(&ids);
	for (size_t i = 0; i < firewall->clipboard.rules.n; i++) {
		ret[i] = rule_copy(&firewall->clipboard.rules.v[i]);
		if (id_set_has(&there, ret[i].id))
			ret[i].id = 0;
	}
	id_set_done(&there);
}

/* The position is said, as the lines around the cursor may not be those around it in the list. */
void firewall_paste(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	struct policy after = editor_copy(editor);
	size_t index = firewall_insert_index(firewall), n = firewall->clipboard.rules.n;
	struct rule *rules = mem_calloc(n, sizeof(*rules));
	_cleanup_free_ char *summary = mem_printf(
	    ngettext("Pasted: %zu rule, from No. %zu on", "Pasted: %zu rules, from No. %zu on", n), n, index + 1);

	copy_clipboard(firewall, &editor->policy, rules);
	firewall_insert_rules(&after, index, rules, n);
	free(rules);
	if (firewall_store(editor, &after, summary))
		firewall_stay_near(firewall, index);
}

void firewall_duplicate(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	struct policy after = editor_copy(editor);
	place_list_t list = {0};
	_cleanup_free_ char *about = NULL, *summary = NULL;
	struct rule *rules;
	size_t last;

	firewall_targets(firewall, &list);
	about = firewall_about(&editor->policy, &list);
	summary = mem_printf(_("Duplicated: %s"), about);
	last = list.v[list.n - 1];
	rules = mem_calloc(list.n, sizeof(*rules));
	for (size_t i = 0; i < list.n; i++) {
		rules[i] = rule_copy(&editor->policy.rules.v[list.v[i]]);
		rules[i].id = 0;
	}
	firewall_insert_rules(&after, last + 1, rules, list.n);
	free(rules);
	if (firewall_store(editor, &after, summary))
		firewall_stay_near(firewall, last + 1);
	vec_done(&list);
}

void firewall_toggle(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	struct policy after = editor_copy(editor);
	place_list_t list = {0};
	_cleanup_free_ char *about = NULL, *summary = NULL;
	bool enable;

	firewall_targets(firewall, &list);
	about = firewall_about(&editor->policy, &list);
	enable = !after.rules.v[list.v[0]].enabled;
	summary = mem_printf(enable ? _("Enabled: %s") : _("Disabled: %s"), about);
	VEC_FOREACH (&list, index)
		after.rules.v[*index].enabled = enable;
	(void)firewall_store(editor, &after, summary);
	vec_done(&list);
}
