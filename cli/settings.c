/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/output.h"
#include "cli/run.h"
#include "model/document.h"

static void print_all(const struct settings *settings)
{
	for (size_t i = 0; i < settings_fields.n; i++) {
		const struct field *field = &settings_fields.fields[i];
		_cleanup_str_ struct str value = {0};

		field_print(field, settings, &value);
		printf("%-18s %-10s %s\n", field->key, value.length ? str_text(&value) : "-", _(field->label));
	}
}

static const struct field *find_setting(const char *key, struct error *err)
{
	const struct field *field = field_find(&settings_fields, key);
	_cleanup_str_ struct str keys = {0};

	if (field)
		return field;
	for (size_t i = 0; i < settings_fields.n; i++)
		str_addf(&keys, "%s%s", i ? ", " : "", settings_fields.fields[i].key);
	error_set(err, ERROR_REFERENCE, _("there is no setting '%s': there are %s"), key, str_text(&keys));
	return NULL;
}

static int set(struct cli *cli, const struct field *field, const char *text, struct error *err)
{
	_cleanup_edit_ struct edit edit = {0};
	_cleanup_str_ struct str value = {0};
	_cleanup_free_ char *line = NULL;

	if (edit_begin(cli, &edit, err) || field_set(field, &edit.after.settings, text, err))
		return -1;
	field_print(field, &edit.after.settings, &value);
	line = mem_printf(_("Setting %s is now %s"), field->key, value.length ? str_text(&value) : "-");
	return edit_finish(cli, &edit, line, err);
}

int settings_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_policy_ struct policy policy = {0};
	const struct field *field = args->words.n ? find_setting(args->words.v[0], err) : NULL;
	_cleanup_str_ struct str value = {0};
	json_t *object;

	if (args->words.n && !field)
		return -1;
	if (args->words.n == 2)
		return set(cli, field, args->words.v[1], err);
	if (cli_read(cli, &policy, err))
		return -1;
	if (cli->json) {
		object = document_item(&settings_fields, &policy.settings);
		output_json(field ? json_incref(json_object_get(object, field->key)) : json_incref(object));
		json_decref(object);
	} else if (field) {
		field_print(field, &policy.settings, &value);
		puts(str_text(&value));
	} else {
		print_all(&policy.settings);
	}
	return EXIT_DONE;
}
