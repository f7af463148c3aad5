/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_FUZZ_ZONE_H
#define TESTS_FUZZ_ZONE_H

#include "base/zone.h"

/* A zone that follows a POSIX TZ text at all times, made without the machine's files. The caller frees. */
struct zone *zone_of_rule(const char *rule);

#endif
