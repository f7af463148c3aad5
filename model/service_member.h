/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_SERVICE_MEMBER_H
#define MODEL_SERVICE_MEMBER_H

#include "model/policy.h"

/* Reads one member of a service object: "tcp/110" and the other forms of proto_port_parse(), or "@Other service".
 * ERROR_SYNTAX, ERROR_VALUE with the cure; ret is untouched then. */
int service_member_parse(const char *text, struct service_member *ret, struct error *err);
void service_member_print(const struct service_member *member, struct str *out);
void service_member_done(struct service_member *member);
struct service_member service_member_copy(const struct service_member *member);
bool service_member_equal(const struct service_member *a, const struct service_member *b);
void service_member_list_done(service_member_list_t *list);

#endif
