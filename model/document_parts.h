/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_DOCUMENT_PARTS_H
#define MODEL_DOCUMENT_PARTS_H

/* A document in parts: jansson's tree of a value takes some ten times the room
 * of its text, so the entries of the long lists are parsed one at a time.
 * Inside model/document*.c only. */

#include "base/str.h"

#include <jansson.h>

struct document_part {
  const char *text; /* in the document */
  size_t size;
};

struct document_parts {
  struct str outline; /* the document, with a number in the place of each entry
                         of a list at its top: the entry's index here */
  VEC(struct document_part) entries;
};

/* Looks for brackets and commas only: what is no JSON gives parts that jansson
 * refuses, outline or entry. */
void document_parts_cut(const char *text, size_t size,
                        struct document_parts *ret);
void document_parts_done(struct document_parts *parts);
#define _cleanup_document_parts_ _cleanup_(document_parts_done)

/* The entry that a number of the outline stands for, parsed (new reference);
 * NULL when it is no JSON. */
json_t *document_parts_entry(const struct document_parts *parts,
                             const json_t *number);

#define DOCUMENT_JSON_FLAGS (JSON_REJECT_DUPLICATES | JSON_DECODE_ANY)

#endif
