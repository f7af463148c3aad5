/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_DOCUMENTS_H
#define UI_DOCUMENTS_H

#include "ui/editor.h"

/* Reads a policy document from a file, shows what it would change, and makes it the draft, as one change. */
void import_open(struct editor *editor);

/* Writes the draft to a file, in one of the formats. */
void export_open(struct editor *editor);

#endif
