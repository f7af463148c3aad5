/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/action.h"

#include "base/i18n.h"

const struct ui_action *action_find(const struct action_table *table, int key)
{
	for (size_t i = 0; i < table->n; i++)
		for (size_t k = 0; k < ACTION_KEYS && table->actions[i].keys[k]; k++)
			if (table->actions[i].keys[k] == key)
				return &table->actions[i];
	return NULL;
}

bool action_is_enabled(const struct ui_action *action, const struct editor *editor)
{
	return !(action->changes && editor->read_only) && (!action->enabled || action->enabled(editor));
}

void action_run(const struct ui_action *action, struct editor *editor)
{
	if (action->changes && editor_refuses(editor))
		return;
	if (!action->enabled || action->enabled(editor))
		action->run(editor);
	else if (action->reason)
		editor_say(editor, "%s", _(action->reason));
	else
		editor_say(editor, _("%s: not possible here."), _(action->name));
}

bool action_key_is_function(int key)
{
	return key > KEYS_F0 && key <= KEYS_F_LAST;
}

/* The first of the kind; 0 when there is none. */
static int key_of_kind(const struct ui_action *action, bool function_keys)
{
	for (size_t k = 0; k < ACTION_KEYS && action->keys[k]; k++)
		if (action_key_is_function(action->keys[k]) == function_keys)
			return action->keys[k];
	return 0;
}

void action_key(const struct ui_action *action, bool function_keys, struct str *out)
{
	int key = key_of_kind(action, function_keys);

	key_print(key ? key : action->keys[0], out);
}

void action_both_keys(const struct ui_action *action, struct str *out)
{
	int plain = key_of_kind(action, false), function = key_of_kind(action, true);

	if (plain)
		key_print(plain, out);
	if (plain && function)
		str_add(out, ", ");
	if (function)
		key_print(function, out);
}

void action_keys(const struct ui_action *action, struct str *out)
{
	for (size_t k = 0; k < ACTION_KEYS && action->keys[k]; k++) {
		if (k)
			str_add(out, ", ");
		key_print(action->keys[k], out);
	}
}
