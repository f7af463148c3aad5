/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/type.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "base/zone.h"
#include "model/name.h"

#include <ctype.h>
#include <stdlib.h>

#define COMMENT_MAX 2000 /* characters */

static void text_replace(void *value, const char *text)
{
	char **slot = value;

	free(*slot);
	*slot = *text ? mem_strdup(text) : NULL;
}

static int text_check(const char *text, size_t max, struct error *err)
{
	if (!utf8_is_printable(text))
		return error_set(
		    err, ERROR_VALUE,
		    _("the text has a line break, a control character or broken UTF-8 in it: use printable text"));
	if (utf8_length(text) > max)
		return error_set(err, ERROR_VALUE, _("the text has %zu characters: %zu are the most"),
				 utf8_length(text), max);
	return 0;
}

static int text_parse(void *value, const char *text, struct error *err)
{
	if (text_check(text, RULE_NAME_MAX, err) < 0)
		return -1;
	text_replace(value, text);
	return 0;
}

static int comment_parse(void *value, const char *text, struct error *err)
{
	if (text_check(text, COMMENT_MAX, err) < 0)
		return -1;
	text_replace(value, text);
	return 0;
}

static int object_name_parse(void *value, const char *text, struct error *err)
{
	if (name_check(text, err) < 0)
		return -1;
	text_replace(value, text);
	return 0;
}

/* Rules name services without a mark, so that a service called "110" could never be named. */
static int service_name_parse(void *value, const char *text, struct error *err)
{
	_cleanup_(port_done) struct port port = {0};

	if (name_check(text, err) < 0)
		return -1;
	if (port_parse(text, &port, NULL) < 0 || !port.name)
		return error_set(err, ERROR_VALUE,
				 _("the service name '%s' would be read as a port: begin it with a letter"), text);
	text_replace(value, text);
	return 0;
}

static int interface_parse(void *value, const char *text, struct error *err)
{
	if (*text && name_check_interface(text, err) < 0)
		return -1;
	text_replace(value, text);
	return 0;
}

static int timezone_parse(void *value, const char *text, struct error *err)
{
	if (*text && name_check_timezone(text, err) < 0)
		return -1;
	text_replace(value, text);
	return 0;
}

/* "2026-12-31" by its form: digits where digits belong. */
static bool date_form_ok(const char *text)
{
	static const char form[] = "dddd-dd-dd";

	for (size_t i = 0; i < sizeof(form) - 1; i++)
		if (form[i] == 'd' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
			return false;
	return text[sizeof(form) - 1] == '\0';
}

static bool date_ok(const char *text)
{
	unsigned long year, month, day;

	if (!date_form_ok(text))
		return false;
	year = strtoul(text, NULL, 10);
	month = strtoul(text + 5, NULL, 10);
	day = strtoul(text + 8, NULL, 10);
	return year >= 1970 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= civil_days_in_month((int)year, (unsigned)month);
}

static int date_parse(void *value, const char *text, struct error *err)
{
	if (*text && !date_ok(text))
		return error_set(err, ERROR_SYNTAX, _("'%s' is not a date: write one of the calendar like 2026-12-31"),
				 text);
	text_replace(value, text);
	return 0;
}

static void text_print(const void *value, size_t i, struct str *out)
{
	(void)i;
	str_add(out, *(char *const *)value);
}

static size_t text_count(const void *value)
{
	return !str_empty(*(char *const *)value);
}

static void text_done(void *value)
{
	text_replace(value, "");
}

static void text_copy(void *to, const void *from)
{
	*(char **)to = mem_strdup(*(char *const *)from);
}

static bool text_equal(const void *a, const void *b)
{
	return str_equal(*(char *const *)a, *(char *const *)b);
}

#define TEXT_TYPE(word, parse_function)                                                                                \
	{                                                                                                              \
		.name = word, .parse = parse_function, .print = text_print, .count = text_count, .done = text_done,    \
		.copy = text_copy, .equal = text_equal,                                                                \
	}

const struct value_type type_text = TEXT_TYPE("text", text_parse);
const struct value_type type_comment = TEXT_TYPE("comment", comment_parse);
const struct value_type type_object_name = TEXT_TYPE("object name", object_name_parse);
const struct value_type type_service_name = TEXT_TYPE("service name", service_name_parse);
const struct value_type type_interface = TEXT_TYPE("interface", interface_parse);
const struct value_type type_timezone = TEXT_TYPE("time zone", timezone_parse);
const struct value_type type_date = TEXT_TYPE("date", date_parse);
