/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/service_member.h"

#include "model/name.h"

#include <stdlib.h>

int service_member_parse(const char *text, struct service_member *ret, struct error *err)
{
	struct service_member member = {0};

	if (*text == '@') {
		if (name_check(text + 1, err) < 0)
			return -1;
		member.service = mem_strdup(text + 1);
	} else if (proto_port_parse(text, &member.port, err) < 0) {
		return -1;
	}
	*ret = member;
	return 0;
}

void service_member_print(const struct service_member *member, struct str *out)
{
	if (member->service)
		str_addf(out, "@%s", member->service);
	else
		proto_port_print(&member->port, out);
}

void service_member_done(struct service_member *member)
{
	free(member->service);
	*member = (struct service_member){0};
}

struct service_member service_member_copy(const struct service_member *member)
{
	struct service_member copy = *member;

	copy.service = mem_strdup(member->service);
	return copy;
}

bool service_member_equal(const struct service_member *a, const struct service_member *b)
{
	return str_equal(a->service, b->service) && proto_port_equal(&a->port, &b->port);
}

void service_member_list_done(service_member_list_t *list)
{
	VEC_FOREACH (list, member)
		free(member->service);
	vec_done(list);
}
