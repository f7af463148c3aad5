/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_NAME_H
#define MODEL_NAME_H

#include "base/error.h"

#include <stdbool.h>

#define NAME_MAX_CHARACTERS 200

/* Checks the name of an object, and what stands behind @ where a list names one: 1 to 200 printable characters that
 * begin with no @ and have no blank at either end, so that it can stand in a list. ERROR_VALUE otherwise. */
int name_check(const char *name, struct error *err);

/* True when the text begins or ends with a blank. */
bool name_has_outer_blank(const char *text);

/* Checks a time zone name by its form ("Asia/Tokyo", "Etc/GMT+9"); whether it exists is the environment's to say.
 * ERROR_SYNTAX otherwise. */
int name_check_timezone(const char *name, struct error *err);

/* Checks the name of a network interface as the kernel's dev_valid_name() does. ERROR_SYNTAX, ERROR_VALUE. */
int name_check_interface(const char *name, struct error *err);

#endif
