/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/name.h"

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

#define ZONE_NAME_MAX	   64
#define INTERFACE_NAME_MAX 15 /* IFNAMSIZ with its terminator is 16 */

bool name_has_outer_blank(const char *text)
{
	size_t n = strlen(text);

	return n && (isspace((unsigned char)text[0]) || isspace((unsigned char)text[n - 1]));
}

int name_check(const char *name, struct error *err)
{
	if (!*name)
		return error_set(err, ERROR_VALUE, _("the name is empty: give it at least one character"));
	if (!utf8_is_printable(name))
		return error_set(err, ERROR_VALUE,
				 _("the name has a line break, a control character or broken UTF-8 in it: "
				   "use printable text"));
	if (utf8_length(name) > NAME_MAX_CHARACTERS)
		return error_set(err, ERROR_VALUE, _("the name has %zu characters: %d are the most"), utf8_length(name),
				 NAME_MAX_CHARACTERS);
	if (*name == '@')
		return error_set(err, ERROR_VALUE,
				 _("the name '%s' begins with @, which marks a reference in lists: leave the @ out"),
				 name);
	if (name_has_outer_blank(name))
		return error_set(err, ERROR_VALUE, _("the name '%s' begins or ends with a blank: leave it out"), name);
	return 0;
}

static bool zone_name_part(const char *part, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)part[i]) && !strchr("+-_.", part[i]))
			return false;
	return n > 0 && part[0] != '.';
}

int name_check_timezone(const char *name, struct error *err)
{
	bool good = *name && strlen(name) <= ZONE_NAME_MAX;

	for (const char *part = name; good && part; part = strchr(part, '/')) {
		if (*part == '/')
			part++;
		good = zone_name_part(part, strcspn(part, "/"));
	}
	if (!good || *name == '/')
		return error_set(err, ERROR_SYNTAX,
				 _("'%s' is not the name of a time zone: write one like Asia/Tokyo or UTC"), name);
	return 0;
}

int name_check_interface(const char *name, struct error *err)
{
	size_t n = strlen(name);

	if (n && name[n - 1] == '*')
		return error_set(err, ERROR_VALUE,
				 _("'%s' stands for several interfaces: write the whole name of one, a rule for each"),
				 name);
	if (strchr(name, '"'))
		return error_set(
		    err, ERROR_VALUE,
		    _("'%s' has a quotation mark, which nftables cannot write: give the interface another name"), name);
	if (!n || n > INTERFACE_NAME_MAX || !utf8_is_printable(name) || strpbrk(name, "/: ") || str_equal(name, ".") ||
	    str_equal(name, ".."))
		return error_set(err, ERROR_SYNTAX,
				 _("'%s' is not the name of an interface: write 1 to %d characters without blank, "
				   "slash or colon, like eth0"),
				 name, INTERFACE_NAME_MAX);
	return 0;
}
