/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/check_rule.h"

#include "base/i18n.h"

/* A set of address families. */
#define FAMILY_4   0x1u
#define FAMILY_6   0x2u
#define FAMILY_ALL (FAMILY_4 | FAMILY_6)

#define ICMP   1
#define ICMPV6 58

static unsigned of_number(unsigned family)
{
	return family == 4 ? FAMILY_4 : family == 6 ? FAMILY_6 : FAMILY_ALL;
}

static unsigned of_protocol(int protocol)
{
	return protocol == ICMP ? FAMILY_4 : protocol == ICMPV6 ? FAMILY_6 : FAMILY_ALL;
}

static unsigned of_services(const proto_port_list_t *list)
{
	unsigned families = list->n ? 0 : FAMILY_ALL;

	VEC_FOREACH (list, item)
		families |= of_protocol(item->protocol);
	return families;
}

/* A host name may have addresses of both. */
static unsigned of_addresses(const address_list_t *list)
{
	unsigned families = list->n ? 0 : FAMILY_ALL;

	VEC_FOREACH (list, item)
		families |= of_number(item->family);
	return families;
}

static const char *family_name(unsigned families)
{
	return families == FAMILY_4 ? "IPv4" : "IPv6";
}

/* A list is never narrowed to the part that can match, so each item of it must. */
static int check_items(const address_list_t *list, unsigned possible, const char *field, const char *reason,
		       struct error *err)
{
	_cleanup_str_ struct str items = {0};

	VEC_FOREACH (list, item) {
		if (of_number(item->family) & possible)
			continue;
		str_add(&items, items.length ? ", " : "");
		address_print(item, &items);
	}
	if (!items.length)
		return 0;
	error_set(err, ERROR_VALUE,
		  _("%s can never match, because %s leaves only %s: take it away, or make a rule of its own"),
		  str_text(&items), reason, family_name(possible));
	return error_in_field(err, field);
}

static int check_none_left(unsigned possible, struct error *err)
{
	if (possible)
		return 0;
	error_set(
	    err, ERROR_VALUE,
	    _("protocol, services and addresses of the rule leave neither IPv4 nor IPv6: icmp is IPv4, icmpv6 is IPv6, "
	      "and all addresses must be of the rule's family"));
	return error_in_field(err, "protocol");
}

int check_families(const struct rule_case *c, struct error *err)
{
	const struct meaning *m = c->meaning;
	unsigned protocol =
	    of_protocol(c->rule->protocol) & of_services(&m->remote_service) & of_services(&m->local_service);
	unsigned inner = of_number(c->rule->publish_to.family);
	unsigned local = of_addresses(&m->local_address), remote = of_addresses(&m->remote_address);

	if (check_none_left(protocol & inner, err) < 0)
		return -1;
	if (check_items(&m->remote_address, protocol, "remote_address", "protocol", err) < 0 ||
	    check_items(&m->local_address, protocol, "local_address", "protocol", err) < 0 ||
	    check_items(&m->remote_address, inner, "remote_address", "publish_to", err) < 0 ||
	    check_items(&m->local_address, inner, "local_address", "publish_to", err) < 0 ||
	    check_items(&m->remote_address, local, "remote_address", "local_address", err) < 0 ||
	    check_items(&m->local_address, remote, "local_address", "remote_address", err) < 0)
		return -1;
	return check_none_left(protocol & inner & local & remote, err);
}
