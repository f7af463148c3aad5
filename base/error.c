/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/error.h"

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <stdlib.h>

#undef error_set
#undef error_about
#undef error_in_field

static const char *const error_codes[] = {
	[ERROR_NONE] = "none",
	[ERROR_SYNTAX] = "syntax",
	[ERROR_VALUE] = "value",
	[ERROR_REFERENCE] = "reference",
	[ERROR_CONFLICT] = "conflict",
	[ERROR_UNSUPPORTED] = "unsupported",
	[ERROR_PERMISSION] = "permission",
	[ERROR_IO] = "io",
	[ERROR_STORE] = "store",
	[ERROR_KERNEL] = "kernel",
	[ERROR_USAGE] = "usage",
	[ERROR_CANCELLED] = "cancelled",
};

/* Kinds of things an error can be about, as they are shown. */
static const struct {
	const char *kind;
	const char *label;
} error_kinds[] = {
	{"rule", N_("rule")},
	{"address-set", N_("address set")},
	{"service", N_("service")},
	{"application", N_("application")},
	{"schedule", N_("schedule")},
	{"setting", N_("setting")},
	{"settings", N_("settings")},
	{"preset", N_("preset")},
};

void error_done(struct error *err)
{
	free(err->subject.name);
	free(err->message);
	*err = (struct error){0};
}

int error_set(struct error *err, enum error_code code, const char *format, ...)
{
	_cleanup_str_ struct str message = {0};
	va_list ap;

	if (!err)
		return -1;
	va_start(ap, format);
	str_vaddf(&message, format, ap);
	va_end(ap);
	free(err->message);
	/* Messages quote what stands in documents of others. */
	err->message = utf8_printable(str_text(&message));
	err->code = code;
	return -1;
}

int error_about(struct error *err, const char *kind, int64_t id, size_t position, const char *name)
{
	if (!err)
		return -1;
	if (!err->subject.kind)
		err->subject.kind = kind;
	if (!err->subject.id)
		err->subject.id = id;
	if (!err->subject.position)
		err->subject.position = position;
	if (!err->subject.name)
		err->subject.name = mem_strdup(name);
	return -1;
}

int error_in_field(struct error *err, const char *field)
{
	if (err && !err->subject.field)
		err->subject.field = field;
	return -1;
}

static const char *error_kind_label(const char *kind)
{
	for (size_t i = 0; i < ARRAY_SIZE(error_kinds); i++)
		if (str_equal(error_kinds[i].kind, kind))
			return _(error_kinds[i].label);
	return kind;
}

char *error_text(const struct error *err)
{
	const struct error_subject *about = &err->subject;
	_cleanup_str_ struct str text = {0};

	if (about->kind) {
		str_add(&text, error_kind_label(about->kind));
		if (about->position)
			str_addf(&text, " %zu", about->position);
		if (!str_empty(about->name))
			str_addf(&text, " \"%s\"", about->name);
		if (about->id)
			str_addf(&text, " (#%" PRId64 ")", about->id);
	}
	if (about->field)
		str_addf(&text, "%s%s", text.length ? ", " : "", about->field);
	str_addf(&text, "%s%s", text.length ? ": " : "", err->message ? err->message : error_code_name(err->code));
	return str_take(&text);
}

const char *error_code_name(enum error_code code)
{
	return (size_t)code < ARRAY_SIZE(error_codes) ? error_codes[code] : "unknown";
}

void error_move(struct error *to, struct error *from)
{
	if (to) {
		error_done(to);
		*to = *from;
	} else {
		error_done(from);
	}
	*from = (struct error){0};
}
