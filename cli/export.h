/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_EXPORT_H
#define CLI_EXPORT_H

#include "cli/context.h"

/* `nftabs export nft`. */
int export_nft_command(struct cli *cli, const struct args *args, struct error *err);

#endif
