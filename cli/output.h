/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/error.h"
#include "base/str.h"
#include "model/check.h"

#include <jansson.h>
#include <stdio.h>

/* Prints one JSON document and lets go of it. */
void output_json(json_t *value);

/* "2026-10-05 14:02" of an instant in the machine's zone; "" for 0. Caller frees. */
char *output_time(int64_t time);

/* What is said to a person beside the answer, and therefore not when JSON is asked for. */
struct cli;
void output_note(const struct cli *cli, const char *format, ...) _printf_format_(2, 3);

/* A command that answers with one line: what it did. */
void output_done(const struct cli *cli, const char *line);
/* The same for an edit, and that nothing has changed in the kernel. */
void output_edited(const struct cli *cli, const char *line);
void output_not_applied(const struct cli *cli);

/* "nftabs: " and the error, on standard error; with code and subject as JSON when that is asked for. */
void output_error(const struct cli *cli, const struct error *err);

/* {"severity": …, "finding": …, "message": …} and the subject. New reference. */
json_t *output_finding(const struct finding *finding);
/* The same for a person: "error: rule 3 …". */
void output_finding_text(FILE *file, const struct finding *finding);
/* Adds what the error is about to the object. */
void output_subject(json_t *object, const struct error_subject *subject);

/* An array of strings. New reference. */
json_t *output_strings(const strlist_t *list);

#endif
