/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_OBJECT_H
#define CLI_OBJECT_H

/* The commands of `nftabs address-set`, `service`, `application` and `schedule`: one set of commands, whose group tells
 * the kind of object. */

#include "cli/context.h"

int object_list(struct cli *cli, const struct args *args, struct error *err);
int object_show(struct cli *cli, const struct args *args, struct error *err);
int object_add(struct cli *cli, const struct args *args, struct error *err);
int object_set(struct cli *cli, const struct args *args, struct error *err);
int object_delete(struct cli *cli, const struct args *args, struct error *err);
int object_where_used(struct cli *cli, const struct args *args, struct error *err);

/* The object of that name, with or without @. ERROR_REFERENCE. */
int object_find(const struct policy *policy, enum object_kind kind, const char *name, size_t *ret, struct error *err);

/* One line for a person about one use. Caller frees. */
char *object_usage_text(const struct policy *policy, enum object_kind kind, const struct usage *usage);

#endif
