/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/field_widget.h"

#include "base/i18n.h"
#include "model/table.h"
#include "model/type.h"
#include "ui/pick.h"

/* The words of the seed for all, and for a choice of them, where an empty list means all. */
static const struct {
	const struct value_type *type;
	const char *all, *these;
} choices[] = {
    {&type_program_list, N_("All applications"), N_("These applications:")},
    {&type_port_list, N_("All services"), N_("These services:")},
    {&type_address_list, N_("All addresses"), N_("These hosts:")},
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
	fw->list.can_pick = pick_has_choices(fw->field);
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

static void init_check(struct field_widget *fw, const void *of)
{
	check_field_init(&fw->check, _("Yes"), *(const bool *)field_value_const(fw->field, of));
	fw->widget = &fw->check.widget;
}

static void print_initial(const struct field_widget *fw, const void *of, struct str *out)
{
	if (!field_is_empty(fw->field, of) || fw->field->flags & FIELD_MATCH)
		field_print(fw->field, of, out);
}

static void init_combo(struct field_widget *fw, const void *of)
{
	_cleanup_str_ struct str text = {0};

	print_initial(fw, of, &text);
	combo_field_init(&fw->combo, str_text(&text), NULL);
	fw->combo.field.check = check_text;
	fw->combo.field.context = fw;
	fw->widget = &fw->combo.widget;
}

static void init_text(struct field_widget *fw, const void *of)
{
	_cleanup_str_ struct str text = {0};

	print_initial(fw, of, &text);
	text_field_init(&fw->text, str_text(&text));
	fw->text.check = check_text;
	fw->text.context = fw;
	fw->widget = &fw->text.widget;
}

static void init_validity(struct field_widget *fw, const void *of)
{
	validity_field_init(&fw->validity, fw->editor, field_value_const(fw->field, of), fw->field->flags & FIELD_ROW,
			    &list_ops, fw);
	fw->widget = &fw->validity.widget;
}

static void init_log(struct field_widget *fw, const void *of)
{
	log_field_init(&fw->log, fw->editor, field_value_const(fw->field, of));
	fw->widget = &fw->log.widget;
}

static int store_radio(struct field_widget *fw, void *of, struct error *err)
{
	return field_set(fw->field, of, fw->field->type->words[radio_field_selected(&fw->radio)], err);
}

static int store_check(struct field_widget *fw, void *of, struct error *err)
{
	return field_set(fw->field, of, check_field_is_on(&fw->check) ? "yes" : "no", err);
}

static int store_list(struct field_widget *fw, void *of, struct error *err)
{
	_cleanup_strlist_ strlist_t items = {0};

	list_field_items(&fw->list, &items);
	return field_set_items(fw->field, of, &items, err);
}

static int store_combo(struct field_widget *fw, void *of, struct error *err)
{
	return field_set(fw->field, of, combo_field_text(&fw->combo), err);
}

static int store_text(struct field_widget *fw, void *of, struct error *err)
{
	return field_set(fw->field, of, text_field_text(&fw->text), err);
}

static int store_validity(struct field_widget *fw, void *of, struct error *err)
{
	_cleanup_strlist_ strlist_t items = {0};

	if (validity_field_items(&fw->validity, &items, err))
		return error_in_field(err, fw->field->key);
	return field_set_items(fw->field, of, &items, err);
}

static int store_log(struct field_widget *fw, void *of, struct error *err)
{
	_cleanup_str_ struct str text = {0};

	log_field_text(&fw->log, &text);
	return field_set(fw->field, of, str_text(&text), err);
}

static void item_picked(void *context, const char *value)
{
	(void)list_field_add(&((struct field_widget *)context)->list, value);
}

static bool pick_items(struct field_widget *fw)
{
	return pick_open(fw->editor, fw->field, &fw->list.items, item_picked, fw);
}

static void text_picked(void *context, const char *value)
{
	combo_field_set(&((struct field_widget *)context)->combo, value);
}

static bool pick_text(struct field_widget *fw)
{
	return pick_open(fw->editor, fw->field, NULL, text_picked, fw);
}

static bool pick_validity(struct field_widget *fw)
{
	return validity_field_pick(&fw->validity);
}

static bool pick_log(struct field_widget *fw)
{
	return log_field_pick(&fw->log);
}

static bool has_words(const struct field *field)
{
	return field->type->words;
}

static bool is_boolean(const struct field *field)
{
	return field->type->boolean;
}

static bool is_list(const struct field *field)
{
	return field->type->list;
}

/* A type of its own, or what its values are like; the first row that fits. */
struct field_kind {
	const struct value_type *type;
	bool (*fits)(const struct field *field); /* of any type */
	void (*init)(struct field_widget *fw, const void *of);
	int (*store)(struct field_widget *fw, void *of, struct error *err);
	bool (*pick)(struct field_widget *fw); /* NULL: nothing to choose from */
};

static const struct field_kind kinds[] = {
    {&type_validity_list, NULL, init_validity, store_validity, pick_validity},
    {&type_log, NULL, init_log, store_log, pick_log},
    {NULL, has_words, init_radio, store_radio, NULL},
    {NULL, is_boolean, init_check, store_check, NULL},
    {NULL, is_list, init_list, store_list, pick_items},
    {NULL, pick_has_choices, init_combo, store_combo, pick_text},
    {NULL, NULL, init_text, store_text, NULL},
};

static const struct field_kind *kind_of(const struct field *field)
{
	const struct field_kind *kind = kinds;

	while (kind->type != field->type && (kind->type || (kind->fits && !kind->fits(field))))
		kind++;
	return kind;
}

void field_widget_init(struct field_widget *fw, struct editor *editor, const struct field_table *table,
		       const struct field *field, const void *of)
{
	*fw = (struct field_widget){.table = table, .field = field, .editor = editor, .kind = kind_of(field)};
	fw->kind->init(fw, of);
}

void field_widget_done(struct field_widget *fw)
{
	widget_done(fw->widget);
	str_done(&fw->complaint);
}

int field_widget_store(struct field_widget *fw, void *of, struct error *err)
{
	return fw->kind->store(fw, of, err);
}

bool field_widget_pick(struct field_widget *fw)
{
	return fw->kind->pick && fw->kind->pick(fw);
}
