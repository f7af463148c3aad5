/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_EXPORT_H
#define CLI_EXPORT_H

#include "cli/context.h"

/* Names of the formats, NULL past the last. */
const char *export_format(size_t index);

/* A policy that was never stored has rules without ids, which only a comment shows: they are numbered as they will be.
 */
void export_number_rules(struct policy *policy);

/* `nftabs export nft`. */
int export_nft_command(struct cli *cli, const struct args *args, struct error *err);

#endif
