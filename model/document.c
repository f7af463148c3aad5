/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/document.h"

#include "model/item.h"

#include <inttypes.h>

/* Columns after which a new line begins, as people keep it in git. */
#define DOCUMENT_COLUMNS 118

/* Keys that stand before the others of their object, as in the document of the manual. */
static const char *const document_leading[] = {"name", "enabled"};

static bool document_leads(const struct field *field)
{
	for (size_t i = 0; i < ARRAY_SIZE(document_leading); i++)
		if (strcmp(document_leading[i], field->key) == 0)
			return true;
	return false;
}

static json_t *document_text(const struct field *field, const void *of, size_t i)
{
	_cleanup_str_ struct str text = {0};

	field_print_item(field, of, i, &text);
	return json_stringn_nocheck(str_text(&text), text.length);
}

static json_t *document_list(const struct field *field, const void *of)
{
	size_t n = field->type->count(field_value_const(field, of));
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, document_text(field, of, i));
	return list;
}

static json_t *document_value(const struct field *field, const void *of)
{
	if (field->type->boolean)
		return json_boolean(*(const bool *)field_value_const(field, of));
	if (field->type->list)
		return document_list(field, of);
	if ((field->flags & FIELD_NULLABLE) && field_is_empty(field, of))
		return json_null();
	return document_text(field, of, 0);
}

/* Of rules only the eleven rows and switches are always written: twelve more empty notes a rule help no reader. */
static bool document_omits(const struct field_table *table, const struct field *field, const void *of)
{
	return table == &rule_fields && !(field->flags & FIELD_ROW) && !field->type->boolean && field_is_empty(field, of);
}

static void document_add_fields(const struct field_table *table, const void *of, bool leading, json_t *object)
{
	for (size_t i = 0; i < table->n; i++) {
		const struct field *field = &table->fields[i];

		if (document_leads(field) == leading && !document_omits(table, field, of))
			json_object_set_new_nocheck(object, field->key, document_value(field, of));
	}
}

json_t *document_item(const struct field_table *table, const void *of)
{
	json_t *object = json_object();

	document_add_fields(table, of, true, object);
	document_add_fields(table, of, false, object);
	return object;
}

json_t *document_rule(const struct rule *rule, size_t position)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", json_integer(rule->id));
	json_object_set_new(object, "position", json_integer((json_int_t)position));
	document_add_fields(&rule_fields, rule, true, object);
	document_add_fields(&rule_fields, rule, false, object);
	return object;
}

static int document_dump(const char *buffer, size_t size, void *data)
{
	str_add_n(data, buffer, size);
	return 0;
}

struct document_line {
	struct str *out;
	size_t start; /* of the line in out */
	struct str member;
};

/* One `"key": value` of an object, on a new line where the old one would become too long. */
static void document_member(struct document_line *line, bool first, const char *key, const json_t *value)
{
	str_clear(&line->member);
	str_addf(&line->member, "\"%s\": ", key);
	json_dump_callback(value, document_dump, &line->member, JSON_ENCODE_ANY);
	if (!first) {
		bool full = line->out->length - line->start + line->member.length + 3 > DOCUMENT_COLUMNS;

		str_add(line->out, full ? ",\n" : ", ");
		if (full) {
			line->start = line->out->length;
			str_add(line->out, "      ");
		}
	}
	str_add_n(line->out, line->member.text, line->member.length);
}

/* `{ "key": value, … }` with keys in the order in which they were set. */
static void document_object(const struct field_table *table, const void *of, bool ids, struct str *out)
{
	struct document_line line = {.out = out, .start = out->length};
	json_t *object = document_item(table, of);
	bool first = true;
	json_t *value;
	const char *key;

	str_add(out, "{ ");
	if (ids && item_id(table, of)) {
		str_addf(out, "\"id\": %" PRId64, item_id(table, of));
		first = false;
	}
	json_object_foreach(object, key, value) {
		document_member(&line, first, key, value);
		first = false;
	}
	str_add(out, " }");
	json_decref(object);
	str_done(&line.member);
}

static void document_array(const struct policy *policy, size_t list, bool ids, struct str *out)
{
	const struct field_table *table = item_table(list);
	size_t n = item_count(policy, list);

	str_addf(out, ",\n  \"%s\": [", table->array);
	for (size_t i = 0; i < n; i++) {
		str_add(out, i ? ",\n    " : "\n    ");
		document_object(table, item_at(policy, list, i), ids, out);
	}
	str_add(out, n ? "\n  ]" : "]");
}

static char *document_text_of(const struct policy *policy, bool ids)
{
	struct str out = {0};

	str_add(&out, "{\n  \"format\": \"nftabs-policy\", \"version\": 1,\n  \"settings\": ");
	document_object(&settings_fields, &policy->settings, false, &out);
	for (size_t list = 0; list < ITEM_LISTS; list++)
		document_array(policy, list, ids, &out);
	str_add(&out, "\n}\n");
	return str_take(&out);
}

char *document_write(const struct policy *policy)
{
	return document_text_of(policy, false);
}

char *document_write_with_ids(const struct policy *policy)
{
	return document_text_of(policy, true);
}
