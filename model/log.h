/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_LOG_H
#define MODEL_LOG_H

#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

#define LOG_PREFIX_MAX 64 /* bytes a user may give; the kernel takes 127 and the rule's "#id " stands before it */

/* Log options of a rule: "" none, "on", or prefix=…, level=…, limit=N/second|minute|hour|day[ burst N], comma joined.
 * Without a level the packet goes to the netlink log group (nflog), with one to the kernel log: nft(8) LOG STATEMENT
 * takes one or the other. */
struct log_options {
	bool on;
	int8_t level; /* -1: netlink log; 0 (emerg) to 7 (debug) */
	uint32_t limit; /* packets in limit_unit, 0: no limit */
	uint32_t limit_unit; /* seconds: 1, 60, 3600, 86400 */
	uint32_t burst;	     /* packets, 0: nft's 5 */
	char *prefix;	     /* NULL none; owned */
};

int log_options_parse(const char *text, struct log_options *ret, struct error *err);
void log_options_print(const struct log_options *log, struct str *out);
void log_options_done(struct log_options *log);
struct log_options log_options_copy(const struct log_options *log);
bool log_options_equal(const struct log_options *a, const struct log_options *b);

#endif
