/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/document.h"

#include "base/i18n.h"
#include "model/document_parts.h"
#include "model/item.h"

#include <limits.h>

#define DOCUMENT_VERSION 1

/* What jansson says in English, in the user's words. */
static const struct {
	enum json_error_code code;
	const char *message;
} document_faults[] = {
    {json_error_stack_overflow, N_("lists or objects are nested too deeply")},
    {json_error_invalid_utf8, N_("a text is not valid UTF-8")},
    {json_error_premature_end_of_input, N_("the text ends too early: a bracket, brace or quote is not closed")},
    {json_error_end_of_input_expected, N_("something follows after the end of the document")},
    {json_error_invalid_syntax, N_("this is not JSON: look for a missing comma, quote or bracket")},
    {json_error_null_character, N_("a text contains a null character")},
    {json_error_null_byte_in_key, N_("a key contains a null character")},
    {json_error_duplicate_key, N_("a key stands twice in one object")},
    {json_error_numeric_overflow, N_("a number is too big")},
};

/* What a value is, for messages; indexed by json_type. */
static const char *const document_types[] = {
    [JSON_OBJECT] = N_("an object"), [JSON_ARRAY] = N_("a list"),  [JSON_STRING] = N_("a text"),
    [JSON_INTEGER] = N_("a number"), [JSON_REAL] = N_("a number"), [JSON_TRUE] = N_("true"),
    [JSON_FALSE] = N_("false"),	     [JSON_NULL] = N_("null"),
};

struct document_reader {
	bool ids;
	struct watch *watch; /* may be NULL */
	struct error *err;
	const char *text; /* the whole document */
	size_t size;
	const struct document_parts *parts;
};

static const char *document_type_of(const json_t *value)
{
	return value ? _(document_types[json_typeof(value)]) : "";
}

static int document_fault(const json_error_t *fault, struct error *err)
{
	enum json_error_code code = json_error_code(fault);
	const char *message = fault->text;

	for (size_t i = 0; i < ARRAY_SIZE(document_faults); i++)
		if (document_faults[i].code == code)
			message = _(document_faults[i].message);
	return error_set(err, code == json_error_duplicate_key ? ERROR_VALUE : ERROR_SYNTAX,
			 _("line %d, column %d: %s"), fault->line, fault->column, message);
}

static int document_check_size(size_t size, struct error *err)
{
	if (size <= DOCUMENT_SIZE_MAX)
		return 0;
	return error_set(err, ERROR_VALUE, _("the document is bigger than %u MiB"), DOCUMENT_SIZE_MAX >> 20);
}

int document_parse(const char *text, size_t size, json_t **ret, struct error *err)
{
	json_error_t fault;
	json_t *root;

	if (document_check_size(size, err) < 0)
		return -1;
	root = json_loadb(text, size, DOCUMENT_JSON_FLAGS, &fault);
	if (!root)
		return document_fault(&fault, err);
	*ret = root;
	return 0;
}

/* Puts the place before a message that a field's parser made. */
static int document_place(struct error *err, const char *place, const struct field *field, size_t index)
{
	_cleanup_free_ char *message = NULL;

	if (!err)
		return -1;
	message = TAKE_PTR(err->message);
	if (index == SIZE_MAX)
		return error_set(err, err->code, "%s.%s: %s", place, field->key, message);
	return error_set(err, err->code, "%s.%s[%zu]: %s", place, field->key, index, message);
}

static int document_read_text(const struct field *field, const json_t *value, const char *place, size_t index,
			      void *ret, struct error *err)
{
	if (!json_is_string(value)) {
		error_set(err, ERROR_VALUE, _("a text in quotes is needed here, not %s"), document_type_of(value));
		return document_place(err, place, field, index);
	}
	if (field->type->parse(field_value(field, ret), json_string_value(value), err) < 0)
		return document_place(err, place, field, index);
	return 0;
}

static int document_read_list(const struct field *field, const json_t *value, const char *place, void *ret,
			      struct error *err)
{
	json_t *item;
	size_t i;

	if (!json_is_array(value)) {
		error_set(err, ERROR_VALUE, _("a list in square brackets is needed here, not %s"),
			  document_type_of(value));
		return document_place(err, place, field, SIZE_MAX);
	}
	if (json_array_size(value) > DOCUMENT_ITEMS_MAX) {
		error_set(err, ERROR_VALUE, _("more than %u entries"), DOCUMENT_ITEMS_MAX);
		return document_place(err, place, field, SIZE_MAX);
	}
	field->type->done(field_value(field, ret));
	json_array_foreach(value, i, item) if (document_read_text(field, item, place, i, ret, err) < 0) return -1;
	return 0;
}

static int document_read_field(const struct field *field, const json_t *value, const char *place, void *ret,
			       struct error *err)
{
	if (field->type->list)
		return document_read_list(field, value, place, ret, err);
	if (json_is_null(value) && (field->flags & FIELD_NULLABLE)) {
		field->type->done(field_value(field, ret));
		return 0;
	}
	if (!field->type->boolean)
		return document_read_text(field, value, place, SIZE_MAX, ret, err);
	if (!json_is_boolean(value)) {
		error_set(err, ERROR_VALUE, _("true or false is needed here, not %s"), document_type_of(value));
		return document_place(err, place, field, SIZE_MAX);
	}
	*(bool *)field_value(field, ret) = json_is_true(value);
	return 0;
}

/* Exactly as written: unlike the command line, a document has one spelling of a key. */
static const struct field *document_find(const struct field_table *table, const char *key)
{
	for (size_t i = 0; i < table->n; i++)
		if (strcmp(table->fields[i].key, key) == 0)
			return &table->fields[i];
	return NULL;
}

static int document_unknown(const char *place, const char *key, struct error *err)
{
	return error_set(err, ERROR_VALUE, _("%s: there is no key '%s' here: correct its name or remove it"), place,
			 key);
}

static int document_read_id(const struct field_table *table, const json_t *value, const char *place, void *ret,
			    struct error *err)
{
	if (!json_is_integer(value) || json_integer_value(value) <= 0)
		return error_set(err, ERROR_VALUE, _("%s.id: a whole number above 0 is needed here"), place);
	item_set_id(table, ret, json_integer_value(value));
	return 0;
}

static int document_read_object(const struct document_reader *reader, const struct field_table *table,
				const json_t *object, const char *place, void *ret)
{
	const char *key;
	json_t *value;

	if (!json_is_object(object))
		return error_set(reader->err, ERROR_VALUE, _("%s: an object in braces is needed here, not %s"), place,
				 document_type_of(object));
	json_object_foreach((json_t *)(uintptr_t)object, key, value)
	{
		const struct field *field = document_find(table, key);

		if (!field && reader->ids && table->array && strcmp(key, "id") == 0) {
			if (document_read_id(table, value, place, ret, reader->err) < 0)
				return -1;
			continue;
		}
		if (!field)
			return document_unknown(place, key, reader->err);
		if (document_read_field(field, value, place, ret, reader->err) < 0)
			return -1;
	}
	return 0;
}

int document_item_read(const struct field_table *table, const json_t *object, const char *place, void *ret,
		       struct error *err)
{
	struct document_reader reader = {.err = err};

	return document_read_object(&reader, table, object, place, ret);
}

static int document_need(const struct field_table *table, const char *place, const void *of, struct error *err)
{
	for (size_t i = 0; i < table->n; i++)
		if ((table->fields[i].flags & FIELD_REQUIRED) && field_is_empty(&table->fields[i], of))
			return error_set(err, ERROR_VALUE, _("%s.%s: must not be empty"), place, table->fields[i].key);
	return 0;
}

/* Some part is no JSON. Where and why is seen in the whole. */
static int document_refuse_text(const struct document_reader *reader)
{
	json_t *root = NULL;

	error_set(reader->err, ERROR_SYNTAX, _("this is not JSON: look for a missing comma, quote or bracket"));
	(void)document_parse(reader->text, reader->size, &root, reader->err);
	json_decref(root);
	return -1;
}

static int document_read_entry(const struct document_reader *reader, const struct field_table *table,
			       const json_t *number, const char *place, void *item)
{
	json_t *object = document_parts_entry(reader->parts, number);
	int result;

	if (!object)
		return document_refuse_text(reader);
	result = document_read_object(reader, table, object, place, item);
	json_decref(object);
	return result < 0 ? -1 : document_need(table, place, item, reader->err);
}

static int document_read_array(const struct document_reader *reader, size_t list, const json_t *array,
			       struct policy *policy)
{
	const struct field_table *table = item_table(list);
	_cleanup_str_ struct str place = {0};
	const json_t *number;
	size_t i;

	if (!json_is_array(array))
		return error_set(reader->err, ERROR_VALUE, _("%s: a list in square brackets is needed here, not %s"),
				 table->array, document_type_of(array));
	if (json_array_size(array) > DOCUMENT_ITEMS_MAX)
		return error_set(reader->err, ERROR_VALUE, _("%s: more than %u entries"), table->array,
				 DOCUMENT_ITEMS_MAX);
	json_array_foreach(array, i, number)
	{
		if (!watch_go_on(reader->watch, i, json_array_size(array)))
			return watch_refuse(reader->watch, reader->err);
		str_clear(&place);
		str_addf(&place, "%s[%zu]", table->array, i);
		if (document_read_entry(reader, table, number, str_text(&place), item_add(policy, list)) < 0)
			return -1;
	}
	return 0;
}

static int document_read_head(const json_t *root, struct error *err)
{
	const json_t *format = json_object_get(root, "format");
	const json_t *version = json_object_get(root, "version");

	if (!json_is_object(root))
		return error_set(err, ERROR_VALUE, _("a policy document is an object in braces, not %s"),
				 document_type_of(root));
	if (!json_is_string(format) || strcmp(json_string_value(format), "nftabs-policy") != 0)
		return error_set(err, ERROR_VALUE,
				 _("this is not a policy document: its \"format\" must be \"nftabs-policy\""));
	if (!json_is_integer(version) || json_integer_value(version) < 1)
		return error_set(err, ERROR_VALUE, _("version: must be %d"), DOCUMENT_VERSION);
	if (json_integer_value(version) > DOCUMENT_VERSION)
		return error_set(err, ERROR_VALUE,
				 _("the document has version %lld, this program reads version %d: use a newer nftabs"),
				 (long long)json_integer_value(version), DOCUMENT_VERSION);
	return 0;
}

static int document_read_key(const struct document_reader *reader, const char *key, const json_t *value,
			     struct policy *policy)
{
	if (strcmp(key, "format") == 0 || strcmp(key, "version") == 0)
		return 0;
	if (strcmp(key, "settings") == 0)
		return document_read_object(reader, &settings_fields, value, key, &policy->settings);
	for (size_t list = 0; list < ITEM_LISTS; list++)
		if (strcmp(key, item_table(list)->array) == 0)
			return document_read_array(reader, list, value, policy);
	return document_unknown(_("the document"), key, reader->err);
}

static int document_read_outline(const struct document_reader *reader, struct policy *ret)
{
	json_t *root = json_loadb(str_text(&reader->parts->outline), reader->parts->outline.length, DOCUMENT_JSON_FLAGS,
				  NULL),
	       *value;
	struct policy policy;
	const char *key;
	int result;

	if (!root)
		return document_refuse_text(reader);
	policy_init(&policy);
	result = document_read_head(root, reader->err);
	json_object_foreach(root, key, value) if (result == 0) result = document_read_key(reader, key, value, &policy);
	json_decref(root);
	if (result < 0)
		policy_done(&policy);
	else
		*ret = policy;
	return result;
}

static int document_read_text_of(const char *text, size_t size, bool ids, struct watch *watch, struct policy *ret,
				 struct error *err)
{
	_cleanup_document_parts_ struct document_parts parts = {0};
	struct document_reader reader = {
	    .ids = ids, .watch = watch, .err = err, .text = text, .size = size, .parts = &parts};

	if (document_check_size(size, err) < 0)
		return -1;
	document_parts_cut(text, size, &parts);
	return document_read_outline(&reader, ret);
}

int document_read(const char *text, size_t size, struct policy *ret, struct error *err)
{
	return document_read_text_of(text, size, false, NULL, ret, err);
}

int document_read_watched(const char *text, size_t size, struct watch *watch, struct policy *ret, struct error *err)
{
	return document_read_text_of(text, size, false, watch, ret, err);
}

int document_read_with_ids(const char *text, size_t size, struct policy *ret, struct error *err)
{
	return document_read_text_of(text, size, true, NULL, ret, err);
}
