/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_MODEL_ENVIRONMENT_H
#define TESTS_MODEL_ENVIRONMENT_H

/*
 * A machine that is the same in every test: services pop3 smtp imap http https ssh (tcp), ntp (udp), domain (both);
 * users root alice mail; groups root mail staff; mail.example.com = 192.0.2.25 and 2001:db8::25, v4.example.com =
 * 192.0.2.4; unit:postfix.service and cgroup:/system.slice/postfix.service have a cgroup, so has /usr/bin/placed; sshd
 * listens on 22 and 2222. Zones are the machine's own, "" is UTC.
 */

#include "model/environment.h"
#include "model/policy.h"

struct test_environment {
	struct environment env;
	VEC(struct zone *) zones;
};

void test_environment_init(struct test_environment *ret);
void test_environment_done(struct test_environment *environment);
#define _cleanup_test_environment_ _cleanup_(test_environment_done)

/* Adds a rule made of pairs of field key and text, ended by NULL; fails the test when one is refused. A name is made up
 * where none is given. Gives its index. */
size_t test_add_rule(struct policy *policy, ...) __attribute__((__sentinel__));

/* Adds an object; members as its list field takes them. */
void test_add_object(struct policy *policy, enum object_kind kind, const char *name, const char *members);

/* Sets a field of the settings. */
void test_set(struct policy *policy, const char *key, const char *text);

#endif
