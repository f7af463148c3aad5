/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_DEPLOY_DNS_H
#define TESTS_DEPLOY_DNS_H

/* A DNS server of the test's own, in a process of its own, UDP and TCP. Its port is 53, because c-ares asks no other:
 * the test stands in a network namespace. */

#include "base/str.h"

#include <stdint.h>
#include <sys/types.h>

#define DNS_A	  1
#define DNS_CNAME 5
#define DNS_AAAA  28

enum dns_manner {
	DNS_PLAIN,     /* answers with its records; NXDOMAIN where there are none of any type */
	DNS_FAIL,      /* SERVFAIL */
	DNS_REFUSE,    /* REFUSED */
	DNS_SILENT,    /* never answers */
	DNS_TRUNCATED, /* over UDP says that the answer does not fit, and gives it over TCP */
	DNS_MANY,      /* as many A records as number says, over TCP, and no AAAA */
	DNS_SECOND,    /* as DNS_PLAIN, but only when it is asked a second time */
	DNS_GARBAGE,   /* bytes that are no answer; number chooses how they are wrong, DNS_GARBAGE_KINDS of them */
};
#define DNS_GARBAGE_KINDS 9

struct dns_record {
	uint16_t type;
	const char *data; /* address or name */
};

/* The chain of a name: all records are sent in one answer, those of the queried type and the CNAMEs before them. */
struct dns_name {
	const char *name;
	enum dns_manner manner;
	unsigned number;
	struct dns_record records[4];
};

struct dns {
	pid_t pid;
};

/* address: on which it listens, 127.x.x.x. names ends with a NULL name; a name that is not there gets
 * NXDOMAIN. */
void dns_start(struct dns *dns, const char *address, const struct dns_name *names);
void dns_stop(struct dns *dns);

#endif
