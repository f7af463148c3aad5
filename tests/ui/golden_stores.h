/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UI_GOLDEN_STORES_H
#define TESTS_UI_GOLDEN_STORES_H

/* What the editor is opened on; each is made by commands of the program. */

#include "tests/ui/vt.h"

/* Defaults and nothing else. */
void store_empty(struct vt_kit *kit, const char *db);
/* Thirty rules and some objects of every kind, with findings, never applied. */
void store_full(struct vt_kit *kit, const char *db);
/* The starter policy and the mail rules, which run in the kernel, and changes that wait to be applied. */
void store_running(struct vt_kit *kit, const char *db);

#endif
