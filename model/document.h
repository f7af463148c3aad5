/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_DOCUMENT_H
#define MODEL_DOCUMENT_H

/* The policy document of design.md section 4 (JSON), and the texts made from a policy for people: eleven-row table, one
 * sentence, CSV, Markdown. All loop over model/field.h. JSON is read and written with jansson. */

#include "model/environment.h"
#include "model/field.h"

#include <jansson.h>

/* Bounds of what is read. */
#define DOCUMENT_SIZE_MAX  (256u << 20) /* bytes */
#define DOCUMENT_ITEMS_MAX 1000000u	/* entries of one list */

/* The document, keys in fixed order, UTF-8, ends with a newline. The same policy gives the same bytes. Of a rule the
 * eleven rows and `enabled` always stand there, the rest where it is set. Caller frees. */
char *document_write(const struct policy *policy);
/* The same with the store's "id" first in every rule and object that has one: revisions. */
char *document_write_with_ids(const struct policy *policy);

/* Reads a document into a policy (initialised here; ids are 0). ERROR_SYNTAX with line for bad JSON, ERROR_VALUE for an
 * unknown key, a wrong type, a duplicate key or a bad value, naming the place: rules[3].remote_service[0] (from 0, as in
 * JSON). A key left out takes its empty value, settings those of policy_init(), a rule those of rule_init().
 * Bounded: size, depth and counts. */
int document_read(const char *text, size_t size, struct policy *ret, struct error *err);
/* The same for someone who waits for it: the watch is asked while the entries of a list are read. */
int document_read_watched(const char *text, size_t size, struct watch *watch, struct policy *ret, struct error *err);
/* The same as the first, and takes "id". */
int document_read_with_ids(const char *text, size_t size, struct policy *ret, struct error *err);

/* Parses JSON text (one value of any type) with the messages of document_read(). New reference. */
int document_parse(const char *text, size_t size, json_t **ret, struct error *err);

/* One struct as a JSON object (new reference), by its table, without its id; and back: sets the fields that the object
 * names in an initialised struct. place: for errors, "rules[3]". On error the struct may be half set. */
json_t *document_item(const struct field_table *table, const void *of);
int document_item_read(const struct field_table *table, const json_t *object, const char *place, void *ret,
		       struct error *err);

/* A rule as `rule list --json` shows it: id and position first. New reference. */
json_t *document_rule(const struct rule *rule, size_t position);

#endif
