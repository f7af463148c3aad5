/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"

#include <locale.h>
#include <stdlib.h>

void i18n_init(const char *locale_directory)
{
	const char *other = secure_getenv("NFTABS_LOCALEDIR");

	setlocale(LC_ALL, "");
	/* Numbers in documents and messages are the machine's, not the locale's: 0.5, never 0,5. */
	setlocale(LC_NUMERIC, "C");
	bindtextdomain("nftabs", other ? other : locale_directory);
	bind_textdomain_codeset("nftabs", "UTF-8");
	textdomain("nftabs");
}
