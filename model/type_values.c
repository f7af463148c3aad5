/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/type.h"

static void protocol_init(void *value)
{
	*(protocol_t *)value = PROTOCOL_ANY;
}

static int protocol_value_parse(void *value, const char *text, struct error *err)
{
	return protocol_parse(text, value, err);
}

static void protocol_value_print(const void *value, size_t i, struct str *out)
{
	(void)i;
	protocol_print(*(const protocol_t *)value, out);
}

static size_t protocol_count(const void *value)
{
	return *(const protocol_t *)value != PROTOCOL_ANY;
}

static void protocol_copy(void *to, const void *from)
{
	*(protocol_t *)to = *(const protocol_t *)from;
}

static bool protocol_equal(const void *a, const void *b)
{
	return *(const protocol_t *)a == *(const protocol_t *)b;
}

const struct value_type type_protocol = {
    .name = "protocol",
    .init = protocol_init,
    .parse = protocol_value_parse,
    .print = protocol_value_print,
    .count = protocol_count,
    .done = protocol_init,
    .copy = protocol_copy,
    .equal = protocol_equal,
};

static void log_init(void *value)
{
	*(struct log_options *)value = (struct log_options){.level = -1};
}

static int log_parse(void *value, const char *text, struct error *err)
{
	struct log_options log;

	if (log_options_parse(text, &log, err) < 0)
		return -1;
	log_options_done(value);
	*(struct log_options *)value = log;
	return 0;
}

static void log_print(const void *value, size_t i, struct str *out)
{
	(void)i;
	log_options_print(value, out);
}

static size_t log_count(const void *value)
{
	return ((const struct log_options *)value)->on;
}

static void log_done(void *value)
{
	log_options_done(value);
}

static void log_copy(void *to, const void *from)
{
	*(struct log_options *)to = log_options_copy(from);
}

static bool log_equal(const void *a, const void *b)
{
	return log_options_equal(a, b);
}

const struct value_type type_log = {
    .name = "log",
    .init = log_init,
    .parse = log_parse,
    .print = log_print,
    .count = log_count,
    .done = log_done,
    .copy = log_copy,
    .equal = log_equal,
};

static int endpoint_value_parse(void *value, const char *text, struct error *err)
{
	return endpoint_parse(text, value, err);
}

static void endpoint_value_print(const void *value, size_t i, struct str *out)
{
	(void)i;
	endpoint_print(value, out);
}

static size_t endpoint_count(const void *value)
{
	return ((const struct endpoint *)value)->family != 0;
}

static void endpoint_done(void *value)
{
	*(struct endpoint *)value = (struct endpoint){0};
}

static void endpoint_copy(void *to, const void *from)
{
	*(struct endpoint *)to = *(const struct endpoint *)from;
}

static bool endpoint_value_equal(const void *a, const void *b)
{
	return endpoint_equal(a, b);
}

const struct value_type type_endpoint = {
    .name = "endpoint",
    .parse = endpoint_value_parse,
    .print = endpoint_value_print,
    .count = endpoint_count,
    .done = endpoint_done,
    .copy = endpoint_copy,
    .equal = endpoint_value_equal,
};
