/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_TITLE_H
#define UI_TITLE_H

#include "ui/editor.h"

/* The line at the top: program and host, and at the right whether the firewall is on, whether the draft is what runs,
 * and which other tables can still drop. */
void title_draw(const struct editor *editor, const struct canvas *canvas);

/* The right part alone. */
void title_state(const struct editor *editor, struct str *out);

#endif
