/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_DEPLOY_PRESETS_H
#define BACKEND_DEPLOY_PRESETS_H

/* Finds and opens the files of presets: $NFTABS_DATADIR/presets, else where they are installed. In the user's language.
 */

#include "model/preset.h"

/* Adds the names of all presets, sorted. */
void presets_names(strlist_t *ret);

/* ERROR_REFERENCE where there is no preset of that name. The caller frees with preset_free(). */
int presets_open(const char *name, struct preset **ret, struct error *err);

/* NULL where the file is missing: program names stand for nothing then. */
int presets_open_programs(struct preset_programs **ret, struct error *err);

/* What a new store begins with: the preset "workstation" on an empty policy. */
int presets_starter(struct policy *ret, struct error *err);

/* 1 for a policy that is still what a new store begins with, in whatever language it was begun; 0 for another, -1 when the
 * preset cannot be read. */
int presets_is_starter(const struct policy *policy, struct error *err);

#endif
