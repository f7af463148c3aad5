/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_PACKET_H
#define CLI_PACKET_H

#include "cli/context.h"
#include "model/evaluate.h"

/* Makes the packet that the words and options of `explain` describe: DIRECTION PROTOCOL ADDRESS[:SERVICE], --local and
 * so on. Texts in it are borrowed from args. ERROR_USAGE, ERROR_SYNTAX, ERROR_REFERENCE. */
int packet_from_args(struct cli *cli, const struct policy *policy, const struct args *args, struct packet *ret,
		     struct error *err);

/* "2026-10-05 14:02" or "2026-10-05 14:02:30" in the zone, "now", or seconds since 1970 after "@". ERROR_SYNTAX. */
int packet_time(const char *text, const struct zone *zone, int64_t *ret, struct error *err);

#endif
