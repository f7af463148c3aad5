/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/output.h"

#include "base/i18n.h"
#include "cli/context.h"
#include "cli/wrap.h"

#include <time.h>

void output_json(json_t *value)
{
	json_dumpf(value, stdout, JSON_INDENT(2) | JSON_ENCODE_ANY);
	putchar('\n');
	json_decref(value);
}

char *output_time(int64_t when)
{
	time_t time = (time_t)when;
	struct tm tm;

	if (!when || !localtime_r(&time, &tm))
		return mem_strdup("");
	return mem_printf("%04d-%02d-%02d %02d:%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
			  tm.tm_min);
}

void output_note(const struct cli *cli, const char *format, ...)
{
	_cleanup_str_ struct str text = {0};
	va_list ap;

	if (cli->json)
		return;
	va_start(ap, format);
	str_vaddf(&text, format, ap);
	va_end(ap);
	wrap_sentence(stdout, str_text(&text), 0, 0);
}

void output_done(const struct cli *cli, const char *line)
{
	if (cli->json)
		output_json(json_pack("{s:s}", "done", line));
	output_note(cli, "%s", line);
}

void output_not_applied(const struct cli *cli)
{
	output_note(cli, "%s", _("Not applied yet: nftabs apply makes it take effect."));
}

void output_edited(const struct cli *cli, const char *line)
{
	output_done(cli, line);
	output_not_applied(cli);
}

void output_subject(json_t *object, const struct error_subject *subject)
{
	if (subject->kind)
		json_object_set_new(object, "kind", json_string(subject->kind));
	if (subject->id)
		json_object_set_new(object, "id", json_integer(subject->id));
	if (subject->position)
		json_object_set_new(object, "position", json_integer((json_int_t)subject->position));
	if (subject->name)
		json_object_set_new(object, "name", json_string(subject->name));
	if (subject->field)
		json_object_set_new(object, "field", json_string(subject->field));
}

/* Standard error, so that a program reads one document from standard output or none. */
void output_error(const struct cli *cli, const struct error *err)
{
	_cleanup_free_ char *text = field_error_text(err), *line = mem_printf("nftabs: %s", text);
	json_t *object;

	if (!cli->json) {
		wrap_sentence(stderr, line, 0, INDENT);
		return;
	}
	object =
	    json_pack("{s:s, s:s}", "error", error_code_name(err->code), "message", err->message ? err->message : "");
	output_subject(object, &err->subject);
	json_dumpf(object, stderr, JSON_INDENT(2));
	fputc('\n', stderr);
	json_decref(object);
}

static const struct {
	const char *word;
	const char *label;
} severities[] = {
    [SEVERITY_ERROR] = {"error", N_("error")},
    [SEVERITY_WARNING] = {"warning", N_("warning")},
    [SEVERITY_NOTE] = {"note", N_("note")},
};

json_t *output_finding(const struct finding *finding)
{
	json_t *object = json_pack("{s:s, s:s, s:s}", "severity", severities[finding->severity].word, "finding",
				   finding->id, "message", finding->error.message ? finding->error.message : "");

	output_subject(object, &finding->error.subject);
	return object;
}

void output_finding_text(FILE *file, const struct finding *finding)
{
	_cleanup_free_ char *text = field_error_text(&finding->error),
			    *line = mem_printf("%s: %s", _(severities[finding->severity].label), text);

	wrap_sentence(file, line, 0, INDENT);
}

json_t *output_strings(const strlist_t *list)
{
	json_t *array = json_array();

	VEC_FOREACH (list, text)
		json_array_append_new(array, json_string(*text));
	return array;
}
