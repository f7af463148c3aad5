/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/address_name.h"

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

#include <ctype.h>
#include <idn2.h>
#include <stdlib.h>
#include <strings.h>

#define HOST_NAME_MAX_BYTES 253
#define LABEL_MAX_BYTES	    63

/* Letters, digits, hyphens, none of these at an end: RFC 1123. */
static bool name_label_ok(const char *label, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)label[i]) && label[i] != '-')
			return false;
	return n > 0 && n <= LABEL_MAX_BYTES && label[0] != '-' && label[n - 1] != '-';
}

static bool name_labels_ok(const char *ascii)
{
	for (;;) {
		size_t n = strcspn(ascii, ".");

		if (!name_label_ok(ascii, n))
			return false;
		if (!ascii[n])
			return true;
		ascii += n + 1;
	}
}

/* "1.2.3", "010.1.1.1", "0x7f.0x1": what inet_aton(3) would still take for an address. No top-level domain is a number.
 */
static bool name_is_numeric(const char *ascii)
{
	const char *dot = strrchr(ascii, '.');
	const char *last = dot ? dot + 1 : ascii;
	size_t digits = strspn(last, "0123456789");

	if (last[0] == '0' && last[1] == 'x')
		return last[2 + strspn(last + 2, "0123456789abcdef")] == '\0';
	return digits > 0 && !last[digits];
}

static bool name_is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

/* Plain names do not need IDNA, which refuses names that exist ("r3---sn-4g5e.example.com"). */
static bool name_is_plain(const char *text)
{
	if (!name_is_ascii(text))
		return false;
	for (const char *at = text; (at = strcasestr(at, "xn--")); at++)
		if (at == text || at[-1] == '.')
			return false;
	return true;
}

/* Without IDN2_USE_STD3_ASCII_RULES, under which libidn2 2.3.3 leaves out what the rules forbid and takes the rest for the
 * name: "日本!.jp" became 日本.jp. name_labels_ok() keeps these rules in the ASCII form, which shows such characters. */
int address_name_to_ascii(const char *name, char **ret, struct error *err)
{
	const int flags = IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL;
	uint8_t *ascii = NULL;
	int rc;

	if (name_is_plain(name)) {
		*ret = mem_strdup(name);
		return 0;
	}
	rc = idn2_lookup_u8((const uint8_t *)name, &ascii, flags);
	if (rc != IDN2_OK)
		return error_set(err, ERROR_SYNTAX, _("'%s' is not a host name (%s): write one like mail.example.com"),
				 name, idn2_strerror(rc));
	*ret = mem_strdup((const char *)ascii);
	idn2_free(ascii);
	return 0;
}

/* The Unicode form where it leads back to the same name, else the ASCII form. */
static char *name_to_unicode(const char *ascii)
{
	_cleanup_free_ char *back = NULL;
	char *unicode = NULL;
	char *copy;

	if (name_is_plain(ascii) || idn2_to_unicode_8z8z(ascii, &unicode, 0) != IDN2_OK)
		return mem_strdup(ascii);
	copy = mem_strdup(unicode);
	idn2_free(unicode);
	if (address_name_to_ascii(copy, &back, NULL) == 0 && str_equal(back, ascii) && utf8_is_printable(copy))
		return copy;
	free(copy);
	return mem_strdup(ascii);
}

static int name_check_ascii(const char *ascii, const char *text, struct error *err)
{
	if (strlen(ascii) > HOST_NAME_MAX_BYTES || !name_labels_ok(ascii))
		return error_set(err, ERROR_SYNTAX,
				 _("'%s' is not an address or a host name: write one like 192.168.10.5, "
				   "192.168.10.0/24, 2001:db8::5, mail.example.com or @Address set"),
				 text);
	if (name_is_numeric(ascii))
		return error_set(err, ERROR_SYNTAX,
				 _("'%s' looks like an IPv4 address but is not one: write four numbers from 0 to 255 "
				   "without leading zeros, like 192.168.10.5"),
				 text);
	return 0;
}

int address_name_canonical(const char *text, char **ret, struct error *err)
{
	_cleanup_free_ char *ascii = NULL;
	size_t n;

	if (!utf8_is_printable(text))
		return error_set(err, ERROR_SYNTAX,
				 _("the host name has a control character or broken UTF-8 in it: use printable text"));
	if (address_name_to_ascii(text, &ascii, err) < 0)
		return -1;
	for (char *c = ascii; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	n = strlen(ascii);
	if (n > 1 && ascii[n - 1] == '.')
		ascii[n - 1] = '\0';
	if (name_check_ascii(ascii, text, err) < 0)
		return -1;
	*ret = name_to_unicode(ascii);
	return 0;
}
