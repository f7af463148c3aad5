/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/cover.h"

#include <string.h>

static bool direction_covers(enum direction earlier, enum direction later)
{
	if (earlier == later)
		return true;
	return earlier == DIRECTION_BOTH && (later == DIRECTION_INBOUND || later == DIRECTION_OUTBOUND);
}

static bool protocol_contains(protocol_t earlier, protocol_t later)
{
	return earlier == PROTOCOL_ANY || earlier == later || (later >= 0 && protocol_covers(earlier, later));
}

static bool port_contains(const struct proto_port *earlier, const struct proto_port *later)
{
	return earlier->protocol == later->protocol && earlier->low <= later->low && earlier->high >= later->high &&
	       (earlier->code < 0 || earlier->code == later->code);
}

static bool services_contain(const proto_port_list_t *earlier, const proto_port_list_t *later)
{
	if (!earlier->n)
		return true;
	VEC_FOREACH (later, l) {
		bool found = false;

		VEC_FOREACH (earlier, e)
			found = found || port_contains(e, l);
		if (!found)
			return false;
	}
	return later->n > 0;
}

static bool address_contained(const struct address *earlier, const struct address *later)
{
	size_t n = later->family == 4 ? 4 : 16;

	if (earlier->kind == ADDRESS_NAME || later->kind == ADDRESS_NAME)
		return earlier->kind == later->kind && str_equal(earlier->name, later->name);
	return earlier->family == later->family && memcmp(earlier->low, later->low, n) <= 0 &&
	       memcmp(earlier->high, later->high, n) >= 0;
}

static bool addresses_contain(const address_list_t *earlier, const address_list_t *later)
{
	if (!earlier->n)
		return true;
	VEC_FOREACH (later, l) {
		bool found = false;

		VEC_FOREACH (earlier, e)
			found = found || address_contained(e, l);
		if (!found)
			return false;
	}
	return later->n > 0;
}

static bool interface_contains(const char *earlier, const char *later)
{
	return str_empty(earlier) || str_equal(earlier, later);
}

bool cover_test(const struct rule *earlier, const struct meaning *em, const struct rule *later,
		const struct meaning *lm)
{
	return !em->validity.n && !em->programs.n &&
	       direction_covers((enum direction)earlier->direction, (enum direction)later->direction) &&
	       protocol_contains(earlier->protocol, later->protocol) &&
	       interface_contains(earlier->interface, later->interface) &&
	       interface_contains(earlier->source_interface, later->source_interface) &&
	       services_contain(&em->remote_service, &lm->remote_service) &&
	       services_contain(&em->local_service, &lm->local_service) &&
	       addresses_contain(&em->remote_address, &lm->remote_address) &&
	       addresses_contain(&em->local_address, &lm->local_address);
}
