/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/pick.h"

#include "base/i18n.h"
#include "model/type.h"
#include "ui/pick_sources.h"
#include "ui/widget/message.h"
#include "ui/widget/picker.h"

#include <stdlib.h>

/* What there is to choose from follows from the type of the value, so a new field of the type has it as well. */
static const struct {
	const struct value_type *type;
	void (*add)(struct editor *editor, pick_list_t *ret);
} sources[] = {
    {&type_protocol, pick_protocols},	  {&type_program_list, pick_applications},
    {&type_port_list, pick_services},	  {&type_service_member_list, pick_service_members},
    {&type_address_list, pick_addresses}, {&type_interface, pick_interfaces},
    {&type_timezone, pick_zones},
};

void pick_list_done(pick_list_t *list)
{
	VEC_FOREACH (list, pick) {
		free(pick->value);
		free(pick->text);
	}
	vec_done(list);
}

void pick_add(pick_list_t *list, const char *value, const char *text)
{
	struct pick pick = {.value = mem_strdup(value), .text = mem_strdup(text)};

	vec_push(list, pick);
}

static void (*source_of(const struct field *field))(struct editor *editor, pick_list_t *ret)
{
	for (size_t i = 0; i < ARRAY_SIZE(sources); i++)
		if (sources[i].type == field->type)
			return sources[i].add;
	return NULL;
}

bool pick_has_choices(const struct field *field)
{
	return source_of(field) || field->flags & FIELD_RECURS;
}

/* Lives as long as the picker. */
struct opened {
	pick_list_t list;
	strlist_t taken;
	void (*chosen)(void *context, const char *value);
	void *context;
};

static size_t opened_count(void *context)
{
	const struct opened *opened = context;

	return opened->list.n;
}

static void opened_text(void *context, size_t row, size_t column, struct str *out)
{
	const struct opened *opened = context;
	const char *text = column ? opened->list.v[row].text : opened->list.v[row].value;

	str_add(out, text ? text : "");
}

static bool is_taken(const struct opened *opened, size_t row)
{
	return strlist_has(&opened->taken, opened->list.v[row].value);
}

static const char *opened_sign(void *context, size_t row)
{
	return is_taken(context, row) ? "+" : " ";
}

static enum style opened_style(void *context, size_t row, size_t column)
{
	(void)column;
	return is_taken(context, row) ? STYLE_DIM : STYLE_NORMAL;
}

static void opened_chosen(void *context, const size_t *rows, size_t n)
{
	const struct opened *opened = context;

	for (size_t i = 0; i < n; i++)
		opened->chosen(opened->context, opened->list.v[rows[i]].value);
}

static void opened_release(void *context)
{
	struct opened *opened = context;

	pick_list_done(&opened->list);
	strlist_done(&opened->taken);
	free(opened);
}

/* Takes the list and what is in it. */
static bool open_list(struct editor *editor, const struct pick_options *options, pick_list_t *list)
{
	static const struct table_ops one = {.count = opened_count, .text = opened_text};
	static const struct table_ops several = {
	    .count = opened_count, .text = opened_text, .style = opened_style, .sign = opened_sign};
	static const struct table_column columns[2] = {{0}, {0}};
	struct opened *opened = MEM_NEW(struct opened);

	*opened = (struct opened){.list = *list, .chosen = options->chosen, .context = options->context};
	for (size_t i = 0; options->taken && i < options->taken->n; i++)
		strlist_add(&opened->taken, options->taken->v[i]);
	if (!opened->list.n) {
		opened_release(opened);
		message_show(editor->loop, options->title, _("There is nothing to choose from yet: type it."));
		return false;
	}
	picker_open(editor->loop, &(struct picker_options){.title = options->title,
							   .help = options->help,
							   .ops = options->taken ? &several : &one,
							   .context = opened,
							   .columns = columns,
							   .n = ARRAY_SIZE(columns),
							   .several = options->taken,
							   .chosen = opened_chosen,
							   .release = opened_release});
	return true;
}

bool pick_from(struct editor *editor, const struct pick_options *options,
	       void (*add)(struct editor *editor, pick_list_t *ret))
{
	pick_list_t list = {0};

	add(editor, &list);
	return open_list(editor, options, &list);
}

bool pick_open(struct editor *editor, const struct field *field, const strlist_t *taken,
	       void (*chosen)(void *context, const char *value), void *context)
{
	const struct pick_options options = {_(field->label), _(field->help), taken, chosen, context};
	void (*add)(struct editor * editor, pick_list_t * ret) = source_of(field);
	pick_list_t list = {0};

	if (add)
		add(editor, &list);
	if (field->flags & FIELD_RECURS)
		pick_used(editor, field, &list);
	return open_list(editor, &options, &list);
}
