/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/model/values.h"

#include "base/utf8.h"
#include "tests/test.h"

/* Room for one value of any type. */
union value {
	max_align_t align;
	struct log_options log;
	struct endpoint endpoint;
	strlist_t list; /* any VEC has its size */
};

static void value_init(const struct value_type *type, union value *value)
{
	*value = (union value){0};
	if (type->init)
		type->init(value);
}

static void value_read(const struct value_type *type, const char *text, union value *ret)
{
	_cleanup_error_ struct error err = {0};

	value_init(type, ret);
	if (type->parse(ret, text, &err) < 0)
		fail_msg("%s '%s': %s", type->name, text, err.message);
}

void test_value(const struct value_type *type, const char *text, const char *canonical)
{
	_cleanup_str_ struct str printed = {0};
	union value value, again, copy;

	value_read(type, text, &value);
	if (!type->list || type->count(&value))
		type->print(&value, 0, &printed);
	if (!str_equal(str_text(&printed), canonical ? canonical : text))
		fail_msg("%s '%s' is printed as '%s'", type->name, text, str_text(&printed));
	value_read(type, str_text(&printed), &again);
	if (!type->equal(&value, &again))
		fail_msg("%s '%s' is another value than '%s'", type->name, str_text(&printed), text);
	type->copy(&copy, &value);
	if (!type->equal(&value, &copy))
		fail_msg("%s '%s' is another value than its copy", type->name, text);
	type->done(&value);
	type->done(&again);
	type->done(&copy);
}

void test_refusal(const struct value_type *type, const char *text, const char *words)
{
	_cleanup_error_ struct error err = {0};
	const char *message;
	union value value, before;

	value_init(type, &value);
	before = value;
	if (type->parse(&value, text, &err) == 0)
		fail_msg("%s '%s' was taken", type->name, text);
	if (!type->equal(&value, &before))
		fail_msg("%s '%s' changed the value", type->name, text);
	if (err.code != ERROR_SYNTAX && err.code != ERROR_VALUE)
		fail_msg("%s '%s' has error %d", type->name, text, err.code);
	message = err.message ? err.message : "";
	if (!strstr(message, words))
		fail_msg("%s '%s' does not speak of '%s': %s", type->name, text, words, message);
	if (!strchr(message, ':') || !utf8_is_printable(message))
		fail_msg("%s '%s' has no cure, or cannot be shown: %s", type->name, text, message);
	/* refused alike where the reason is of no interest */
	assert_int_equal(type->parse(&value, text, NULL), -1);
	type->done(&value);
}
