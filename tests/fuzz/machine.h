/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_FUZZ_MACHINE_H
#define TESTS_FUZZ_MACHINE_H

/*
 * A machine that needs no file: services http and domain, users and groups by number, hosts mail.example (both
 * families) and four.example, zones Asia/Tokyo, America/New_York and UTC, "" being the second; unit:postfix.service and
 * /usr/bin/placed have cgroups; sshd listens on 22 and 2222.
 */

#include "model/environment.h"

struct machine;
struct machine *machine_new(void);
void machine_free(struct machine *machine);
void machine_freep(struct machine **machine);
const struct environment *machine_environment(const struct machine *machine);

#endif
