/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_FIELD_H
#define MODEL_FIELD_H

/*
 * Field descriptors: the one place that knows which fields rules, objects and settings have. Command line, JSON, CSV, the
 * eleven-row table, store columns, validation, diff, copy and comparison are loops over these tables; a new field is one row
 * here and, where it matches packets, one entry of the compiler.
 */

#include "model/policy.h"

/* How a value of one type is read, written and kept. Values live inside their struct; all zero is the empty value unless
 * init is given. Lists are read item by item. */
struct value_type {
	const char *name;
	bool list;
	bool boolean; /* JSON true/false; text is "yes"/"no" */
	void (*init)(void *value);
	/* Replaces a scalar, or appends one item to a list. Untouched on error. */
	int (*parse)(void *value, const char *text, struct error *err);
	/* Canonical text of a scalar, or of item i of a list: parse() of it gives the same value. */
	void (*print)(const void *value, size_t i, struct str *out);
	size_t (*count)(const void *value); /* items of a list; 0 or 1 for a scalar (empty or not) */
	void (*done)(void *value);	    /* frees and empties */
	void (*copy)(void *to, const void *from); /* to is uninitialised memory */
	bool (*equal)(const void *a, const void *b);
	/* Cuts a command line text into items; NULL: at commas, backslash escapes (strlist_split). */
	void (*split)(const char *text, strlist_t *ret);
	/* The words an enumeration accepts, NULL-terminated, in order; NULL for other types. */
	const char *const *words;
	/* Labels of these words for people, N_(); same order. */
	const char *const *labels;
};

/* Tabs of the rule dialog, in order (seed 000). */
enum field_tab { TAB_GENERAL, TAB_APPLICATION, TAB_SERVICE, TAB_ADDRESS, TAB_VALIDITY, TAB_LOG, TAB_PUBLISH, TAB_NOTES, TAB_MAX };

#define FIELD_ROW	0x01u /* one of the eleven rows, in table order */
#define FIELD_REQUIRED	0x02u /* empty is refused */
#define FIELD_MATCH	0x04u /* takes part in matching packets */
#define FIELD_NULLABLE	0x08u /* empty is null in JSON (log) */
#define FIELD_REFERS	0x10u /* may name objects with @ */
#define FIELD_FORWARD	0x40u /* has a meaning for direction forward only */
#define FIELD_RECURS	0x80u /* rules share its values, so those of others are offered */
#define FIELD_ALL	0x20u /* a list that restricts: empty means all, not none */

struct field {
	const char *key;   /* "remote_service": JSON, store column; with dashes the command line option */
	const char *label; /* N_("Service (remote)") */
	const char *help;  /* N_(): what it takes, one or two sentences */
	const struct value_type *type;
	size_t offset; /* of the value in its struct */
	enum field_tab tab;
	unsigned flags;
};

struct field_table {
	const char *kind;  /* "rule", "address-set", "service", "application", "schedule", "settings" */
	const char *label; /* N_("rule") … */
	const char *array; /* key of the list in the policy document: "rules", "address_sets", … NULL for settings */
	const struct field *fields;
	size_t n;
	size_t size; /* of the struct */
};

extern const struct field_table rule_fields;		      /* the eleven rows first, in order */
extern const struct field_table object_fields[OBJECT_MAX]; /* by enum object_kind */
extern const struct field_table settings_fields;

/* NULL when there is none; takes "remote-service" and "remote_service". */
const struct field *field_find(const struct field_table *table, const char *key);

/* What people call the field of a rule with this direction, translated: for forward, local and remote are source and
 * destination. Any field of any table may be asked for. */
const char *field_label(const struct field *field, enum direction direction);

/* Other words for what a field of a rule sets, of other firewalls, to find it by: N_(), "" none. */
const char *field_words(const struct field *field);

/* error_about() for a rule; position from 1, 0 not known. The field is called as field_label() does. Returns -1. */
int field_error_about(struct error *err, const struct rule *rule, size_t position);

/* As error_text(), but the field is called by its label. Caller frees. */
char *field_error_text(const struct error *err);

/* The value inside its struct. */
void *field_value(const struct field *field, void *of);
const void *field_value_const(const struct field *field, const void *of);

bool field_is_empty(const struct field *field, const void *of);
/* Sets from one text: scalars parse, lists replace all items with those split from text ("" empties). On error nothing
 * changes, and the error names the field. */
int field_set(const struct field *field, void *of, const char *text, struct error *err);
/* Sets a list from items as they are, without splitting. Same contract. */
int field_set_items(const struct field *field, void *of, const strlist_t *items, struct error *err);
/* Scalars: the text; lists: items joined by ", ", commas inside an item escaped so that field_set() reads them back (types
 * that split for themselves: by "; ", as weekdays have commas between them). */
void field_print(const struct field *field, const void *of, struct str *out);
void field_print_item(const struct field *field, const void *of, size_t i, struct str *out);

/* Whole structs, by their table. init: every field its empty value. */
void fields_init(const struct field_table *table, void *of);
void fields_done(const struct field_table *table, void *of);
void fields_copy(const struct field_table *table, void *to, const void *from); /* to is uninitialised memory */
bool fields_equal(const struct field_table *table, const void *a, const void *b);

#endif
