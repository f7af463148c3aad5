/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What changes the list as a whole: each is one entry of the journal and one step of undo. */
#include "ui/firewall.h"

#include "base/i18n.h"

#include <stdlib.h>

static struct firewall *of(struct editor *editor)
{
	return editor->view_state;
}

bool firewall_has_rule(const struct editor *editor)
{
	const struct firewall *firewall = editor->view_state;

	VEC_FOREACH (&firewall->marked, id)
		if (policy_find_rule(&editor->policy, *id) != SIZE_MAX) /* an undo may have taken it away */
			return true;
	return firewall_current_rule(firewall) != SIZE_MAX;
}

bool firewall_has_clipboard(const struct editor *editor)
{
	const struct firewall *firewall = editor->view_state;

	return firewall->clipboard.rules.n > 0;
}

/* A folded line stands for its whole group. */
static void take_current(struct firewall *firewall, const struct policy *policy, place_list_t *ret)
{
	size_t index = firewall_current_rule(firewall), n = 1;

	if (index == SIZE_MAX)
		return;
	if (firewall_is_folded(firewall, policy->rules.v[index].group) && !*text_field_text(&firewall->filter))
		n = firewall_group_size(firewall, index);
	for (size_t i = 0; i < n; i++)
		vec_push(ret, index + i);
}

/* Indexes of the rules that an action is about, in list order: the marked ones, or the current one. */
static void targets(struct firewall *firewall, place_list_t *ret)
{
	const struct policy *policy = &firewall->editor->policy;

	for (size_t i = 0; i < policy->rules.n && firewall->marked.n; i++)
		if (firewall_is_marked(firewall, policy->rules.v[i].id))
			vec_push(ret, i);
	if (!ret->n)
		take_current(firewall, policy, ret);
}

/* "rule 3 "POP3"", or how many. */
static char *what(const struct policy *policy, const place_list_t *list)
{
	const struct rule *rule = list->n ? &policy->rules.v[list->v[0]] : NULL;

	if (list->n == 1)
		return mem_printf(_("rule %zu \"%s\""), list->v[0] + 1, rule->name ? rule->name : "");
	return mem_printf(ngettext("%zu rule", "%zu rules", list->n), list->n);
}

/* Stores and says what was done; the format takes what() it was done to. */
static bool finish(struct editor *editor, struct policy *after, const char *format, const char *about)
{
	_cleanup_free_ char *summary = NULL;
	_cleanup_error_ struct error err = {0};
	_cleanup_str_ struct str text = {0};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	str_addf(&text, format, about);
#pragma GCC diagnostic pop
	summary = str_take(&text);
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

static void stay_near(struct firewall *firewall, size_t index)
{
	size_t n = firewall->editor->policy.rules.n;

	firewall_update_rows(firewall);
	if (n)
		firewall_go_to_rule(firewall, index < n ? index : n - 1);
}

static void take_away(struct editor *editor, const char *format)
{
	struct firewall *firewall = of(editor);
	struct policy after = editor_copy(editor);
	place_list_t list = {0};
	_cleanup_free_ char *about = NULL;

	targets(firewall, &list);
	about = what(&editor->policy, &list);
	remove_rules(&after, &list);
	if (finish(editor, &after, format, about)) {
		firewall->marked.n = 0;
		stay_near(firewall, list.v[0]);
	}
	vec_done(&list);
}

void firewall_delete(struct editor *editor)
{
	take_away(editor, _("Deleted: %s"));
}

void firewall_cut(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	place_list_t list = {0};

	policy_done(&firewall->clipboard);
	policy_init(&firewall->clipboard);
	targets(firewall, &list);
	VEC_FOREACH (&list, index)
		vec_push(&firewall->clipboard.rules, rule_copy(&editor->policy.rules.v[*index]));
	vec_done(&list);
	take_away(editor, _("Cut: %s"));
}

/* Where new rules go: above the current rule; above all from a built-in line, below all from a default. */
size_t firewall_insert_index(const struct firewall *firewall)
{
	size_t index = firewall_current_rule(firewall);
	struct listing_line line;

	if (index != SIZE_MAX || !table_count(&firewall->table))
		return index == SIZE_MAX ? 0 : index;
	line = firewall_line(firewall, table_selected(&firewall->table));
	return line.kind == LISTING_BUILTIN ? 0 : firewall->editor->policy.rules.n;
}

void firewall_paste(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	struct policy after = editor_copy(editor);
	size_t index = firewall_insert_index(firewall), n = firewall->clipboard.rules.n;
	_cleanup_free_ char *about = mem_printf(ngettext("%zu rule", "%zu rules", n), n);

	for (size_t i = 0; i < n; i++) {
		struct rule rule = rule_copy(&firewall->clipboard.rules.v[i]);

		/* A rule that was cut comes back as itself; one that is there already (undone, pasted twice) as a new
		 * one. */
		if (policy_find_rule(&after, rule.id) != SIZE_MAX)
			rule.id = 0;
		vec_insert(&after.rules, index + i, rule);
	}
	if (finish(editor, &after, _("Pasted: %s"), about))
		stay_near(firewall, index);
}

void firewall_duplicate(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	struct policy after = editor_copy(editor);
	place_list_t list = {0};
	_cleanup_free_ char *about = NULL;
	size_t last;

	targets(firewall, &list);
	about = what(&editor->policy, &list);
	last = list.v[list.n - 1];
	for (size_t i = 0; i < list.n; i++) {
		struct rule rule = rule_copy(&editor->policy.rules.v[list.v[i]]);

		rule.id = 0;
		vec_insert(&after.rules, last + 1 + i, rule);
	}
	if (finish(editor, &after, _("Duplicated: %s"), about))
		stay_near(firewall, last + 1);
	vec_done(&list);
}

void firewall_toggle(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	struct policy after = editor_copy(editor);
	place_list_t list = {0};
	_cleanup_free_ char *about = NULL;
	bool enable;

	targets(firewall, &list);
	about = what(&editor->policy, &list);
	enable = !after.rules.v[list.v[0]].enabled;
	VEC_FOREACH (&list, index)
		after.rules.v[*index].enabled = enable;
	finish(editor, &after, enable ? _("Enabled: %s") : _("Disabled: %s"), about);
	vec_done(&list);
}

/* Takes the rules out and puts them in again so that the first stands at index `to` of the others. */
static void put_at(struct policy *policy, const place_list_t *list, size_t to)
{
	VEC(struct rule) taken = {0};
	size_t kept = 0, next = 0;

	for (size_t i = 0; i < policy->rules.n; i++) {
		if (next < list->n && list->v[next] == i) {
			vec_push(&taken, policy->rules.v[i]);
			next++;
		} else {
			policy->rules.v[kept++] = policy->rules.v[i];
		}
	}
	policy->rules.n = kept;
	to = to < kept ? to : kept;
	for (size_t i = 0; i < taken.n; i++)
		vec_insert(&policy->rules, to + i, taken.v[i]);
	vec_done(&taken);
}

/* Order is not to be guessed at from a part of the list. */
static bool shows_all(struct firewall *firewall)
{
	if (!*text_field_text(&firewall->filter))
		return true;
	editor_say(firewall->editor, _("Only a part of the rules is shown: Esc shows all, then they can be moved."));
	return false;
}

static void move(struct firewall *firewall, const place_list_t *list, size_t to)
{
	struct editor *editor = firewall->editor;
	struct policy after = editor_copy(editor);
	_cleanup_free_ char *about = what(&editor->policy, list);
	int64_t id = editor->policy.rules.v[list->v[0]].id;

	put_at(&after, list, to);
	if (finish(editor, &after, _("Moved: %s"), about))
		stay_near(firewall, policy_find_rule(&editor->policy, id));
}

void firewall_move_to(struct editor *editor, size_t position)
{
	struct firewall *firewall = of(editor);
	place_list_t list = {0};

	targets(firewall, &list);
	if (list.n && shows_all(firewall))
		move(firewall, &list, position ? position - 1 : 0);
	vec_done(&list);
}

void firewall_move_up(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	place_list_t list = {0};

	targets(firewall, &list);
	if (list.n && shows_all(firewall)) {
		if (list.v[0] > 0)
			move(firewall, &list, list.v[0] - 1);
		else
			editor_say(editor, _("It is the first rule already."));
	}
	vec_done(&list);
}

void firewall_move_down(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	place_list_t list = {0};

	targets(firewall, &list);
	if (list.n && shows_all(firewall)) {
		size_t last = list.v[list.n - 1];

		if (last + 1 < editor->policy.rules.n)
			move(firewall, &list, last + 2 - list.n);
		else
			editor_say(editor, _("It is the last rule already."));
	}
	vec_done(&list);
}
