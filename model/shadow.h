/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_SHADOW_H
#define MODEL_SHADOW_H

#include "model/meaning.h"

/*
 * Which rule hides behind which, for policies of many thousand rules: comparing every rule with every one before it
 * takes half a second at 10000. Rules are found by a hash of one address and one port that the other must lie within;
 * what has neither (ranges, long lists, no condition) is compared with every rule below it.
 */
struct shadows;

/* The meanings must stay as they are while it lives. */
struct shadows *shadows_new(const struct meanings *meanings);
void shadows_free(struct shadows *shadows);
void shadows_freep(struct shadows **shadows);
#define _cleanup_shadows_ _cleanup_(shadows_freep)

/* The first enabled rule before rule `later` that covers it (cover_test()), SIZE_MAX when there is none. Publish rules
 * cover nothing: they match only the family of their inner server, which their lists need not show. `later` has passed
 * its checks. */
size_t shadows_find(const struct shadows *shadows, size_t later);

#endif
