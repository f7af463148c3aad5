/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/settings.h"

#include "base/i18n.h"
#include "ui/fields_dialog.h"

static int accept(struct editor *editor, void *context, const void *value, struct error *err)
{
	struct policy after = editor_copy(editor);

	(void)context;
	fields_done(&settings_fields, &after.settings);
	fields_copy(&settings_fields, &after.settings, value);
	if (editor_change(editor, &after, _("Settings changed"), err))
		return -1;
	editor_say(editor, _("Settings changed. They take effect when they are applied (A)."));
	return 0;
}

void settings_open(struct editor *editor)
{
	fields_dialog_open(editor, &(struct fields_dialog_options){.table = &settings_fields,
								   .value = &editor->policy.settings,
								   .title = _("Settings"),
								   .accept = accept});
}
