/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "model/field.h"

#include <string.h>

static const struct {
	const char *key, *label;
} forward_labels[] = {
    {"remote_service", N_("Service (destination)")}, {"local_service", N_("Service (source)")},
    {"remote_address", N_("Address (destination)")}, {"local_address", N_("Address (source)")},
    {"interface", N_("Interface (destination)")},    {"source_interface", N_("Interface (source)")},
};

/* NULL where it is called as in its table. */
static const char *forward_label(const char *key, enum direction direction)
{
	for (size_t i = 0; direction == DIRECTION_FORWARD && i < ARRAY_SIZE(forward_labels); i++)
		if (str_equal(forward_labels[i].key, key))
			return forward_labels[i].label;
	return NULL;
}

const char *field_label(const struct field *field, enum direction direction)
{
	const char *label = forward_label(field->key, direction);

	return _(label ? label : field->label);
}

int field_error_about(struct error *err, const struct rule *rule, size_t position)
{
	if (err && err->subject.field && !err->subject.label)
		err->subject.label = forward_label(err->subject.field, rule->direction);
	return error_about(err, rule_fields.kind, rule->id, position, rule->name);
}

static const struct field_table *table_of_kind(const char *kind)
{
	for (size_t i = 0; i < OBJECT_MAX; i++)
		if (str_equal(object_fields[i].kind, kind))
			return &object_fields[i];
	if (str_equal(rule_fields.kind, kind))
		return &rule_fields;
	return str_has_prefix(settings_fields.kind, kind) ? &settings_fields
							  : NULL; /* "setting" is about one of them */
}

char *field_error_text(const struct error *err)
{
	const struct field_table *table = err->subject.kind ? table_of_kind(err->subject.kind) : NULL;
	const struct field *field = table && err->subject.field ? field_find(table, err->subject.field) : NULL;
	struct error shown = *err;

	if (field)
		shown.subject.field = _(err->subject.label ? err->subject.label : field->label);
	return error_text(&shown);
}
