/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_DEPLOY_FORMATS_H
#define BACKEND_DEPLOY_FORMATS_H

/* The formats that a policy is exported in. */

#include "model/environment.h"
#include "model/policy.h"

/* Names: "nft", "json", "csv", "markdown"; NULL past the last. */
const char *format_name(size_t index);

struct format_options {
	bool bom; /* csv begins with a byte order mark */
};

/* Adds the policy in one format. ERROR_USAGE for a name that is none; nft is refused with the first error of the
 * policy. */
int format_write(const struct policy *policy, const struct environment *env, const char *name,
		 const struct format_options *options, struct str *out, struct error *err);

#endif
