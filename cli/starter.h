/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_STARTER_H
#define CLI_STARTER_H

#include "model/policy.h"

/* What a new store begins with: the preset "workstation" on an empty policy. */
int starter_policy(struct policy *ret, struct error *err);

#endif
