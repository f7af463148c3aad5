/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fields as the command line sets them: "key text" a line, after "rule", "settings", or the kind of an object. */
#include "base/utf8.h"
#include "model/table.h"
#include "tests/fuzz/fuzz.h"

static const struct field_table *find_table(const char *kind)
{
	for (size_t i = 0; i < OBJECT_MAX; i++)
		if (str_equal(object_fields[i].kind, kind))
			return &object_fields[i];
	if (str_equal(kind, "settings"))
		return &settings_fields;
	return str_equal(kind, "rule") ? &rule_fields : NULL;
}

struct subject {
	const struct field_table *table;
	void *of; /* owned */
};

static void subject_done(struct subject *subject)
{
	fields_done(subject->table, subject->of);
	free(subject->of);
}

static void subject_begin(struct subject *subject, const struct field_table *table)
{
	subject->table = table;
	subject->of = mem_calloc(1, table->size);
	fields_init(table, subject->of);
}

/* The printed text sets the same value. */
static void check_printed(const struct subject *subject, const struct field *field)
{
	struct subject other = {0};
	_cleanup_str_ struct str text = {0};
	_cleanup_error_ struct error err = {0};

	subject_begin(&other, subject->table);
	field_print(field, subject->of, &text);
	fuzz_require(utf8_is_printable(str_text(&text)));
	if (text.length || !(field->flags & FIELD_REQUIRED)) {
		fuzz_require(field_set(field, other.of, str_text(&text), &err) == 0);
		fuzz_require(
		    field->type->equal(field_value_const(field, subject->of), field_value_const(field, other.of)));
	}
	subject_done(&other);
}

static void check_set(struct subject *subject, const char *key, const char *text)
{
	const struct field *field = field_find(subject->table, key);
	_cleanup_(subject_done) struct subject before = {.table = subject->table};
	_cleanup_error_ struct error err = {0};

	before.of = mem_calloc(1, subject->table->size);
	fields_copy(subject->table, before.of, subject->of);
	fuzz_require(fields_equal(subject->table, before.of, subject->of));
	if (!field)
		return;
	if (field_set(field, subject->of, text, &err) == 0) {
		check_printed(subject, field);
		return;
	}
	fuzz_require_error(&err);
	fuzz_require(str_equal(err.subject.field, field->key));
	fuzz_require(fields_equal(subject->table, before.of, subject->of));
}

/* What people read of a rule: whatever is in it, printable lines. */
static void check_shown(const struct subject *subject)
{
	static const struct environment nothing;
	_cleanup_str_ struct str out = {0};
	_cleanup_strlist_ strlist_t lines = {0};

	for (size_t i = 0; i < subject->table->n; i++)
		table_value(&subject->table->fields[i], subject->of, &out);
	str_add_char(&out, '\n');
	if (subject->table == &rule_fields) {
		table_print(subject->of, &nothing, &out);
		table_sentence(subject->of, &nothing, &out);
	}
	fuzz_lines((const uint8_t *)str_text(&out), out.length, &lines);
	VEC_FOREACH (&lines, line)
		fuzz_require(utf8_is_printable(*line));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	_cleanup_strlist_ strlist_t lines = {0};
	struct subject subject = {0};

	subject_begin(&subject, &rule_fields);
	fuzz_lines(data, size, &lines);
	VEC_FOREACH (&lines, line) {
		const struct field_table *table = find_table(*line);
		size_t n = strcspn(*line, " ");
		_cleanup_free_ char *key = mem_strndup(*line, n);

		if (table) {
			subject_done(&subject);
			subject_begin(&subject, table);
		} else {
			check_set(&subject, key, (*line)[n] ? *line + n + 1 : "");
		}
	}
	check_shown(&subject);
	subject_done(&subject);
	return 0;
}
