/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/findings.h"

#include "base/i18n.h"

bool finding_shadowed(const struct finding_rule *f, struct error *err)
{
	size_t i = shadows_find(f->context->shadows, f->index);

	if (i == SIZE_MAX)
		return false;
	error_set(err, ERROR_VALUE,
		  _("rule %zu \"%s\" matches everything that this one does and stands before it, so this one never "
		    "decides: move it up, or delete it"),
		  i + 1, f->context->policy->rules.v[i].name);
	return true;
}
