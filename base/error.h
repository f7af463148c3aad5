/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

/*
 * One error: a code, what it is about, and a message in the user's language that names the bad part and the cure.
 *
 * Functions that can fail on what a user wrote, on files or on the kernel take `struct error *err` last, return 0 or -1,
 * and fill *err exactly when they return -1; their ret_ outputs are untouched then. err may be NULL when the caller
 * wants the answer only. Libraries never print.
 */

#include "base/mem.h"

#include <stddef.h>
#include <stdint.h>

enum error_code {
	ERROR_NONE,
	ERROR_SYNTAX,	   /* a text that cannot be read as what it should be */
	ERROR_VALUE,	   /* readable, but not allowed here */
	ERROR_REFERENCE,   /* names an object, rule or revision that is not there */
	ERROR_CONFLICT,	   /* contradicts something else: a name in use, a published port, another editor's change */
	ERROR_UNSUPPORTED, /* cannot be expressed in the kernel */
	ERROR_PERMISSION,
	ERROR_IO,     /* files, disk full */
	ERROR_STORE,  /* the database: damaged, newer, busy */
	ERROR_KERNEL, /* netlink refused */
	ERROR_USAGE,  /* command line */
	ERROR_CANCELLED, /* who waited for it called it off */
};

/* What an error is about. All may be unset. */
struct error_subject {
	const char *kind;  /* "rule", "address-set", …: static text, NULL when the error is about nothing of the policy */
	int64_t id;	   /* rule id, 0 when not known (a rule not stored yet) */
	size_t position;   /* 1-based place in the list, 0 when not known */
	char *name;	   /* owned */
	const char *field; /* key of the field: static text */
	const char *label; /* N_(): what people call the field here, where not as its table says; static, NULL unset */
};

struct error {
	enum error_code code;
	struct error_subject subject;
	char *message; /* owned, one printable line, no full stop needed, translated */
};

#define _cleanup_error_ _cleanup_(error_done)

void error_done(struct error *err);

/* Sets code and message, keeping a subject already there; replaces an older message. Always returns -1, so that
 * `return error_set(err, ERROR_VALUE, _("…"), …);` is one line. err may be NULL. */
int error_set(struct error *err, enum error_code code, const char *format, ...) _printf_format_(3, 4);

/* Adds the subject to an error that was just set, where it has none yet. kind and field are static texts, name is
 * copied; all may be NULL / 0. Returns -1. */
int error_about(struct error *err, const char *kind, int64_t id, size_t position, const char *name);
int error_in_field(struct error *err, const char *field);

#ifdef __clang_analyzer__
/* The analyser reads one file at a time: without this it would follow a way on which an error returns 0. */
#define error_set(...)		({ error_set(__VA_ARGS__); -1; })
#define error_about(...)	({ error_about(__VA_ARGS__); -1; })
#define error_in_field(...) ({ error_in_field(__VA_ARGS__); -1; })
#endif

/* The whole line for a person: `rule 3 "POP3" (#12), remote_service: '11o' is not a port …`. Caller frees. */
char *error_text(const struct error *err);

/* The word for machines: "syntax", "value", … Static. */
const char *error_code_name(enum error_code code);

/* Moves *from into *to (freed before) and leaves *from empty. */
void error_move(struct error *to, struct error *from);

#endif
