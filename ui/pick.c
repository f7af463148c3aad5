/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/pick.h"

#include "base/i18n.h"
#include "model/type.h"
#include "ui/pick_sources.h"
#include "ui/widget/picker.h"

#include <stdlib.h>

/* What there is to choose from follows from the type of the value, so a new field of the type has it as well. */
static const struct {
	const struct value_type *type;
	void (*add)(struct editor *editor, pick_list_t *ret);
} sources[] = {
    {&type_protocol, pick_protocols},
    {&type_program_list, pick_applications},
    {&type_port_list, pick_services},
    {&type_service_member_list, pick_service_members},
    {&type_address_list, pick_addresses},
    {&type_validity_list, pick_schedules},
    {&type_interface, pick_interfaces},
    {&type_timezone, pick_zones},
    {&type_log, pick_logs},
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

void pick_choices(struct editor *editor, const struct field *field, pick_list_t *ret)
{
	for (size_t i = 0; i < ARRAY_SIZE(sources); i++)
		if (sources[i].type == field->type)
			sources[i].add(editor, ret);
	if (field->flags & FIELD_RECURS)
		pick_used(editor, field, ret);
}

/* Lives as long as the picker. */
struct opened {
	pick_list_t list;
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
	free(opened);
}

bool pick_open(struct editor *editor, const struct field *field, bool several,
	       void (*chosen)(void *context, const char *value), void *context)
{
	static const struct table_ops ops = {.count = opened_count, .text = opened_text};
	static const struct table_column columns[2] = {{0}, {0}};
	struct opened *opened = MEM_NEW(struct opened);
	const struct picker_options options = {.title = _(field->label),
					       .help = _(field->help),
					       .ops = &ops,
					       .context = opened,
					       .columns = columns,
					       .n = ARRAY_SIZE(columns),
					       .several = several,
					       .chosen = opened_chosen,
					       .release = opened_release};

	opened->chosen = chosen;
	opened->context = context;
	pick_choices(editor, field, &opened->list);
	if (!opened->list.n) {
		opened_release(opened);
		return false;
	}
	picker_open(editor->loop, &options);
	return true;
}
