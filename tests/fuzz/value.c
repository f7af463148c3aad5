/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/fuzz/value.h"

#include "base/utf8.h"
#include "tests/fuzz/fuzz.h"

static void value_init(const struct value_type *type, union value *value)
{
	memset(value, 0, sizeof(*value));
	if (type->init)
		type->init(value);
}

static void check_refused(const struct value_type *type, const char *text, const struct error *err)
{
	union value value, before;

	fuzz_require_error(err);
	value_init(type, &value);
	before = value;
	fuzz_require(type->parse(&value, text, NULL) == -1);
	fuzz_require(fuzz_untouched(&value, &before, sizeof(value)));
}

/* The canonical text of the value's first item, read once more. */
static void check_canonical(const struct value_type *type, const union value *value)
{
	_cleanup_str_ struct str text = {0}, again = {0};
	_cleanup_error_ struct error err = {0};
	union value back;

	type->print(value, 0, &text);
	fuzz_require(utf8_is_printable(str_text(&text)));
	value_init(type, &back);
	fuzz_require(type->parse(&back, str_text(&text), &err) == 0);
	fuzz_require(type->equal(value, &back) && type->equal(&back, value));
	type->print(&back, 0, &again);
	fuzz_require(str_equal(str_text(&text), str_text(&again)));
	type->done(&back);
}

static void check_copy(const struct value_type *type, union value *value)
{
	union value copy = {0};

	type->copy(&copy, value);
	fuzz_require(type->equal(value, &copy) && type->count(&copy) == type->count(value));
	type->done(value);
	fuzz_require(type->list ? type->count(value) == 0 : true);
	type->done(&copy);
}

void value_check(const struct value_type *type, const char *text)
{
	_cleanup_error_ struct error err = {0};
	union value value;

	value_init(type, &value);
	if (type->parse(&value, text, &err) < 0) {
		check_refused(type, text, &err);
		type->done(&value);
		return;
	}
	fuzz_require(err.code == ERROR_NONE);
	fuzz_require(type->count(&value) <= 1);
	check_canonical(type, &value);
	check_copy(type, &value);
}
