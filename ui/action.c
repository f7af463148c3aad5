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
	if (action->enabled && !action->enabled(editor))
		editor_say(editor, _("%s: not possible here."), _(action->name));
	else
		action->run(editor);
}

static bool is_function_key(int key)
{
	return key > KEYS_F0 && key <= KEYS_F_LAST;
}

void action_key(const struct ui_action *action, bool function_keys, struct str *out)
{
	int shown = action->keys[0];

	for (size_t k = 0; k < ACTION_KEYS && action->keys[k]; k++)
		if (is_function_key(action->keys[k]) == function_keys) {
			shown = action->keys[k];
			break;
		}
	key_print(shown, out);
}

void action_keys(const struct ui_action *action, struct str *out)
{
	for (size_t k = 0; k < ACTION_KEYS && action->keys[k]; k++) {
		if (k)
			str_add(out, ", ");
		key_print(action->keys[k], out);
	}
}
