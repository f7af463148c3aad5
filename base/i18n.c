/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"

#include "base/mem.h"
#include "base/str.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The first of the variables that is set: they override each other in this order. */
static const char *locale_name(const char *category)
{
	const char *names[] = {"LC_ALL", category, "LANG"};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const char *value = getenv(names[i]);

		if (!str_empty(value))
			return value;
	}
	return "";
}

static bool is_utf8(const char *locale)
{
	size_t length = strlen(locale);

	return (length >= 5 && !strcasecmp(locale + length - 5, "UTF-8")) ||
	       (length >= 4 && !strcasecmp(locale + length - 4, "UTF8"));
}

/* A locale that was not generated here, as ssh brings it along from another machine, would mean C: no Japanese, neither
 * read nor shown. Its language and its charset are known from its name all the same. */
static void set_locale(void)
{
	const char *language = locale_name("LC_MESSAGES");

	if (setlocale(LC_ALL, "") || !is_utf8(locale_name("LC_CTYPE")))
		return;
	setlocale(LC_ALL, "C.UTF-8");
	if (str_empty(getenv("LANGUAGE")))
		setenv("LANGUAGE", language, true);
}

/* The console of Linux has no Japanese glyphs: English can be read there. Whoever sets LANGUAGE is taken at their word.
 */
static void spare_console(void)
{
	const char *terminal = getenv("TERM");

	if (terminal && !strcmp(terminal, "linux"))
		setenv("LANGUAGE", "en", false);
}

void i18n_init(const char *locale_directory)
{
	const char *other = secure_getenv("NFTABS_LOCALEDIR");

	spare_console();
	set_locale();
	/* Numbers in documents and messages are the machine's, not the locale's: 0.5, never 0,5. */
	setlocale(LC_NUMERIC, "C");
	bindtextdomain("nftabs", other ? other : locale_directory);
	bind_textdomain_codeset("nftabs", "UTF-8");
	textdomain("nftabs");
}
