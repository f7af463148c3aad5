/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_DOCUMENT_H
#define MODEL_DOCUMENT_H

/* The policy document of design.md section 4 (JSON), and the texts made from a policy for people: eleven-row table, one
 * sentence, CSV, Markdown. All loop over model/field.h. JSON is read and written with jansson. */

#include "model/environment.h"
#include "model/field.h"

#include <jansson.h>

/* The document, keys in fixed order, UTF-8, ends with a newline. The same policy gives the same bytes. Caller frees. */
char *document_write(const struct policy *policy);

/* Reads a document into a policy (initialised here; ids are 0). ERROR_SYNTAX with line for bad JSON, ERROR_VALUE for an
 * unknown key, a wrong type, a duplicate key or a bad value, naming the place: rules[3].remote_service[0]. Bounded: size,
 * depth and counts. */
int document_read(const char *text, size_t size, struct policy *ret, struct error *err);

/* One struct as a JSON object (new reference), by its table; and back into an initialised struct. place: for errors. */
json_t *document_item(const struct field_table *table, const void *of);
int document_item_read(const struct field_table *table, const json_t *object, const char *place, void *ret,
		       struct error *err);

/* A rule as `rule list --json` shows it: id and position first. New reference. */
json_t *document_rule(const struct rule *rule, size_t position);

#endif
