/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/field_widget.h"

#include "base/i18n.h"
#include "model/table.h"
#include "model/type.h"
#include "ui/pick.h"
#include "ui/week_dialog.h"

/* The words of the seed for all, and for a choice of them, where an empty list means all. */
static const struct {
	const struct value_type *type;
	const char *all, *these;
} choices[] = {
    {&type_program_list, N_("All applications"), N_("These applications:")},
    {&type_port_list, N_("All services"), N_("These services:")},
    {&type_address_list, N_("All addresses"), N_("These hosts:")},
    {&type_validity_list, N_("Always"), N_("These times:")},
};

/* A struct of the table with nothing but the field set, to try a text out. */
static void *scratch_new(const struct field_widget *fw)
{
	void *scratch = mem_calloc(1, fw->table->size);

	fields_init(fw->table, scratch);
	return scratch;
}

static void scratch_free(const struct field_widget *fw, void *scratch)
{
	fields_done(fw->table, scratch);
	free(scratch);
}

static int check_item(void *context, const char *item, struct str *canonical, struct str *complaint)
{
	const struct field_widget *fw = context;
	void *scratch = scratch_new(fw);
	_cleanup_error_ struct error err = {0};
	_cleanup_strlist_ strlist_t items = {0};
	int result;

	strlist_add(&items, item);
	result = field_set_items(fw->field, scratch, &items, &err);
	if (result)
		str_add(complaint, err.message);
	else
		field_print_item(fw->field, scratch, 0, canonical);
	scratch_free(fw, scratch);
	return result;
}

/* "110" is shown as "110 (pop3)". */
static void describe_item(void *context, const char *item, struct str *out)
{
	const struct field_widget *fw = context;
	const struct environment *env = editor_environment(fw->editor);
	unsigned long port;
	const char *name;

	if (fw->field->type != &type_port_list || !str_to_uint(item, 1, UINT16_MAX, &port) || !env->service_name)
		return;
	name = env->service_name(env, (uint16_t)port, "tcp");
	if (!name)
		name = env->service_name(env, (uint16_t)port, "udp");
	if (name)
		str_addf(out, "(%s)", name);
}

static const struct list_field_ops list_ops = {.check = check_item, .describe = describe_item};

/* A text is right when the field takes it; nothing is taken as nothing. */
static const char *check_text(struct text_field *text, void *context)
{
	struct field_widget *fw = context;
	void *scratch = scratch_new(fw);
	_cleanup_error_ struct error err = {0};
	bool wrong = field_set(fw->field, scratch, text_field_text(text), &err) != 0;

	scratch_free(fw, scratch);
	str_clear(&fw->complaint);
	if (wrong)
		str_add(&fw->complaint, err.message);
	return wrong ? str_text(&fw->complaint) : NULL;
}

static void init_list(struct field_widget *fw, const void *of)
{
	const void *value = field_value_const(fw->field, of);
	_cleanup_strlist_ strlist_t items = {0};
	const char *all = NULL, *these = NULL;

	for (size_t i = 0; fw->field->flags & FIELD_ROW && i < ARRAY_SIZE(choices); i++)
		if (choices[i].type == fw->field->type) {
			all = _(choices[i].all);
			these = _(choices[i].these);
		}
	for (size_t i = 0; i < fw->field->type->count(value); i++) {
		_cleanup_str_ struct str item = {0};

		field_print_item(fw->field, of, i, &item);
		strlist_add(&items, str_text(&item));
	}
	list_field_init(&fw->list, all, these, &items, &list_ops, fw);
	fw->list.can_pick = true;
	fw->widget = &fw->list.widget;
}

static void init_radio(struct field_widget *fw, const void *of)
{
	size_t n = 0;

	for (; fw->field->type->labels[n] && n < ARRAY_SIZE(fw->labels); n++)
		fw->labels[n] = _(fw->field->type->labels[n]);
	radio_field_init(&fw->radio, fw->labels, n, *(const uint8_t *)field_value_const(fw->field, of));
	fw->widget = &fw->radio.widget;
}

static void init_text(struct field_widget *fw, const void *of)
{
	_cleanup_str_ struct str text = {0};
	_cleanup_strlist_ strlist_t suggestions = {0};
	pick_list_t picks = {0};

	if (!field_is_empty(fw->field, of) || fw->field->flags & FIELD_MATCH)
		field_print(fw->field, of, &text);
	pick_choices(fw->editor, fw->field, &picks);
	if (picks.n) {
		combo_field_init(&fw->combo, str_text(&text), &suggestions);
		fw->combo.field.check = check_text;
		fw->combo.field.context = fw;
		fw->widget = &fw->combo.widget;
		fw->combo_used = true;
	} else {
		text_field_init(&fw->text, str_text(&text));
		fw->text.check = check_text;
		fw->text.context = fw;
		fw->widget = &fw->text.widget;
	}
	pick_list_done(&picks);
}

void field_widget_init(struct field_widget *fw, struct editor *editor, const struct field_table *table,
		       const struct field *field, const void *of)
{
	*fw = (struct field_widget){.table = table, .field = field, .editor = editor};
	if (field->type->words)
		init_radio(fw, of);
	else if (field->type->boolean) {
		check_field_init(&fw->check, _("Yes"), *(const bool *)field_value_const(field, of));
		fw->widget = &fw->check.widget;
	} else if (field->type->list)
		init_list(fw, of);
	else
		init_text(fw, of);
}

void field_widget_done(struct field_widget *fw)
{
	widget_done(fw->widget);
	str_done(&fw->complaint);
}

static const char *typed(struct field_widget *fw)
{
	return fw->combo_used ? combo_field_text(&fw->combo) : text_field_text(&fw->text);
}

int field_widget_store(struct field_widget *fw, void *of, struct error *err)
{
	_cleanup_strlist_ strlist_t items = {0};

	if (fw->field->type->words)
		return field_set(fw->field, of, fw->field->type->words[radio_field_selected(&fw->radio)], err);
	if (fw->field->type->boolean)
		return field_set(fw->field, of, check_field_is_on(&fw->check) ? "yes" : "no", err);
	if (!fw->field->type->list)
		return field_set(fw->field, of, typed(fw), err);
	list_field_items(&fw->list, &items);
	return field_set_items(fw->field, of, &items, err);
}

static void picked(void *context, const char *value)
{
	struct field_widget *fw = context;

	if (str_equal(value, PICK_WEEK))
		week_dialog_open(fw->editor, picked, fw);
	else if (fw->field->type->list)
		(void)list_field_add(&fw->list, value);
	else if (fw->combo_used)
		combo_field_set(&fw->combo, value);
}

bool field_widget_pick(struct field_widget *fw)
{
	return pick_open(fw->editor, fw->field, fw->field->type->list, picked, fw);
}
