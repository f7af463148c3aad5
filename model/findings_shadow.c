/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/findings.h"

#include "base/i18n.h"
#include "model/cover.h"

bool finding_shadowed(const struct finding_rule *f, struct error *err)
{
	const struct finding_context *context = f->context;

	for (size_t i = 0; i < f->index; i++) {
		const struct rule *earlier = &context->policy->rules.v[i];
		const struct meaning *m = &context->meanings->rules.v[i];

		/* A publish rule matches only the family of its inner server, which its lists need not show. */
		if (!earlier->enabled || !m->ok || earlier->action == ACTION_PUBLISH ||
		    !cover_test(earlier, m, f->rule, f->meaning))
			continue;
		error_set(
		    err, ERROR_VALUE,
		    _("rule %zu \"%s\" matches everything that this one does and stands before it, so this one never "
		      "decides: move it up, or delete it"),
		    i + 1, earlier->name);
		return true;
	}
	return false;
}
