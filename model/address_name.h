/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_ADDRESS_NAME_H
#define MODEL_ADDRESS_NAME_H

#include "base/error.h"

/* Checks a host name and gives its canonical form: lower case, mapped after UTS 46, Unicode where the name has it
 * ("日本.jp" for "xn--wgv71a.jp"), no dot at the end. ERROR_SYNTAX with the reason. Caller frees. */
int address_name_canonical(const char *text, char **ret, struct error *err);

/* The ASCII form ("xn--…") of a host name. ERROR_SYNTAX. Caller frees. */
int address_name_to_ascii(const char *name, char **ret, struct error *err);

#endif
