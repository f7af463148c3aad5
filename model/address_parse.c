/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/address.h"

#include "base/i18n.h"
#include "model/address_name.h"
#include "model/name.h"

#include <arpa/inet.h>
#include <limits.h>
#include <stdlib.h>
#include <strings.h>

/* inet_pton(3), never inet_aton(3): that one reads 010.1.1.1 as 8.1.1.1. */
static bool parse_host(const char *text, struct address *ret)
{
	uint8_t bytes[16];

	if (inet_pton(AF_INET, text, bytes) == 1)
		*ret = address_from_bytes(4, bytes);
	else if (inet_pton(AF_INET6, text, bytes) == 1)
		*ret = address_from_bytes(6, bytes);
	else
		return false;
	return true;
}

static int refuse_mapped(const struct address *address, const uint8_t *bytes, const char *text, struct error *err)
{
	static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};

	if (address->family != 6 || memcmp(bytes, mapped, sizeof(mapped)) != 0)
		return 0;
	return error_set(err, ERROR_VALUE,
			 _("'%s' is an IPv4 address in IPv6 form, which no packet carries: write the IPv4 address"),
			 text);
}

/* Sets low and high to the first and last address of the net around low. */
static void net_bounds(struct address *net)
{
	for (unsigned bit = net->prefix; bit < (net->family == 4 ? 32u : 128u); bit++) {
		uint8_t mask = (uint8_t)(0x80 >> bit % 8);

		net->low[bit / 8] &= (uint8_t)~mask;
		net->high[bit / 8] |= mask;
	}
}

/* "192.168.10.0/255.255.255.0" */
static int refuse_netmask(const char *text, const char *host, const char *mask_text, struct error *err)
{
	uint32_t mask;
	uint8_t bytes[4];

	if (inet_pton(AF_INET, mask_text, bytes) == 1) {
		memcpy(&mask, bytes, sizeof(mask));
		mask = ntohl(mask);
		if ((~mask & (~mask + 1)) == 0)
			return error_set(err, ERROR_SYNTAX, _("'%s' has a netmask: write its length, %s/%d"), text,
					 host, mask ? __builtin_popcount(mask) : 0);
	}
	return error_set(err, ERROR_SYNTAX, _("'%s' is not a net: write an address and a length, like 192.168.10.0/24"),
			 text);
}

static int parse_net(const char *text, const char *slash, struct address *ret, struct error *err)
{
	_cleanup_free_ char *host = mem_strndup(text, (size_t)(slash - text));
	_cleanup_str_ struct str right = {0};
	struct address given, net;
	unsigned long prefix;

	if (!parse_host(host, &given))
		return error_set(err, ERROR_SYNTAX,
				 _("'%s' is not a net: write an address and a length, like 192.168.10.0/24"), text);
	if (!str_to_uint(slash + 1, 0, ULONG_MAX, &prefix))
		return refuse_netmask(text, host, slash + 1, err);
	if (prefix > given.prefix)
		return error_set(err, ERROR_VALUE, _("'%s' has too long a prefix: %u is the most for its family"), text,
				 given.prefix);
	if (prefix >= 96 && refuse_mapped(&given, given.low, text, err) < 0)
		return -1;
	net = given;
	net.kind = prefix == given.prefix ? ADDRESS_HOST : ADDRESS_NET;
	net.prefix = (uint8_t)prefix;
	net_bounds(&net);
	if (memcmp(net.low, given.low, sizeof(net.low)) != 0) {
		address_print(&net, &right);
		return error_set(err, ERROR_VALUE,
				 _("'%s' is an address inside a net: did you mean %s, or the host %s?"), text,
				 str_text(&right), host);
	}
	*ret = net;
	return 0;
}

static int make_range(const char *text, const struct address *low, const struct address *high, struct address *ret,
		      struct error *err)
{
	_cleanup_str_ struct str cure = {0};
	struct address range = *low;

	if (low->family != high->family)
		return error_set(
		    err, ERROR_VALUE,
		    _("the range '%s' goes from one family to the other: write one for IPv4 and one for IPv6"), text);
	if (refuse_mapped(low, low->low, text, err) < 0 || refuse_mapped(high, high->low, text, err) < 0)
		return -1;
	memcpy(range.high, high->low, sizeof(range.high));
	if (memcmp(range.low, range.high, sizeof(range.low)) > 0) {
		address_print(high, &cure);
		str_add_char(&cure, '-');
		address_print(low, &cure);
		return error_set(err, ERROR_VALUE, _("the range '%s' runs backwards: write %s"), text, str_text(&cure));
	}
	if (memcmp(range.low, range.high, sizeof(range.low)) != 0) {
		range.kind = ADDRESS_RANGE;
		range.prefix = 0;
	}
	*ret = range;
	return 0;
}

/* "192.168.10.5-9" and what else begins with an address and a dash but is no host name either. */
static bool range_was_meant(const char *text, const char *dash)
{
	const char *dot = strrchr(dash, '.');
	const char *last = dot ? dot + 1 : dash + 1;

	return strchr(text, ':') || strspn(last, "0123456789") == strlen(last);
}

/* 1 when the text was a range, 0 when it is none, -1 on error. */
static int parse_range(const char *text, struct address *ret, struct error *err)
{
	const char *dash = strchr(text, '-');
	_cleanup_free_ char *first = dash ? mem_strndup(text, (size_t)(dash - text)) : NULL;
	struct address low, high;

	if (!first || !parse_host(first, &low))
		return 0;
	if (parse_host(dash + 1, &high))
		return make_range(text, &low, &high, ret, err) < 0 ? -1 : 1;
	if (!range_was_meant(text, dash))
		return 0;
	return error_set(err, ERROR_SYNTAX,
			 _("'%s' is not a range: write both addresses in full, like 192.168.10.5-192.168.10.9"), text);
}

static int parse_set(const char *text, struct address *ret, struct error *err)
{
	if (name_check(text + 1, err) < 0)
		return -1;
	*ret = (struct address){.kind = ADDRESS_SET, .name = mem_strdup(text + 1)};
	return 0;
}

static int refuse_word(const char *name, const char *text, struct error *err)
{
	if (!*name || strcasecmp(name, "any") == 0 || strcasecmp(name, "all") == 0 || str_equal(name, "*"))
		return error_set(err, ERROR_SYNTAX, _("'%s' is not an address: for all addresses leave the list empty"),
				 text);
	return 0;
}

/* Words and marks for which a host name would be a misreading. */
static int refuse_lookalike(const char *text, struct error *err)
{
	if (refuse_word(text, text, err) < 0)
		return -1;
	if (strchr(text, '*'))
		return error_set(err, ERROR_SYNTAX,
				 _("'%s' stands for several host names, which cannot be looked up: write each name"),
				 text);
	if (strchr(text, '%'))
		return error_set(
		    err, ERROR_SYNTAX,
		    _("'%s' has a zone after the %%: write the address alone and name the interface in its "
		      "own field"),
		    text);
	if (strchr(text, ':'))
		return error_set(
		    err, ERROR_SYNTAX,
		    _("'%s' is not an IPv6 address: write one like 2001:db8::5, without brackets and port"), text);
	return 0;
}

static int parse_name(const char *text, struct address *ret, struct error *err)
{
	_cleanup_free_ char *name = NULL;

	/* The word may show only in the canonical form: "any.", "ａｎｙ". */
	if (refuse_lookalike(text, err) < 0 || address_name_canonical(text, &name, err) < 0 ||
	    refuse_word(name, text, err) < 0)
		return -1;
	*ret = (struct address){.kind = ADDRESS_NAME, .name = TAKE_PTR(name)};
	return 0;
}

int address_parse(const char *text, struct address *ret, struct error *err)
{
	const char *slash = strchr(text, '/');
	struct address host;
	int rc;

	if (*text == '@')
		return parse_set(text, ret, err);
	if (slash)
		return parse_net(text, slash, ret, err);
	if (parse_host(text, &host)) {
		if (refuse_mapped(&host, host.low, text, err) < 0)
			return -1;
		*ret = host;
		return 0;
	}
	rc = parse_range(text, ret, err);
	if (rc)
		return rc < 0 ? -1 : 0;
	return parse_name(text, ret, err);
}
