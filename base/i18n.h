/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BASE_I18N_H
#define BASE_I18N_H

/* Messages are written in English as _("…") and translated by gettext; N_() marks a text of a table, which is translated
 * with _() where it is shown. Messages with values use printf formats; translators may reorder with %2$s. */

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text

/* setlocale(3) and the catalogue of the domain "nftabs". NFTABS_LOCALEDIR in the environment names another catalogue
 * directory, which is how the program speaks Japanese from the build tree. main() calls it once. */
void i18n_init(const char *locale_directory);

#endif
