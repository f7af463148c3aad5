/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/findings.h"

#include "base/i18n.h"
#include "model/field.h"

#include <stdlib.h>

static const struct {
	const char *id;
	enum severity severity;
	finding_rule_fn *find;
} rule_findings[] = {
    {"any-any", SEVERITY_WARNING, finding_any_any},
    {"remote-port-only", SEVERITY_WARNING, finding_remote_port_only},
    {"cleartext", SEVERITY_WARNING, finding_cleartext},
    {"never-valid", SEVERITY_WARNING, finding_never_valid},
    {"expired", SEVERITY_WARNING, finding_expired},
    {"not-yet-valid", SEVERITY_NOTE, finding_not_yet_valid},
    {"application-without-agent", SEVERITY_WARNING, finding_without_agent},
    {"application-not-running", SEVERITY_NOTE, finding_not_running},
    {"name-needs-dns", SEVERITY_WARNING, finding_name_needs_dns},
    {"shadowed", SEVERITY_WARNING, finding_shadowed},
};

static void add_rule_findings(const struct finding_context *context, size_t i, struct report *ret)
{
	struct finding_rule f = {context, i, &context->policy->rules.v[i], &context->meanings->rules.v[i]};

	if (!f.rule->enabled || !f.meaning->ok)
		return;
	for (size_t k = 0; k < ARRAY_SIZE(rule_findings); k++) {
		_cleanup_error_ struct error err = {0};

		if (!rule_findings[k].find(&f, &err))
			continue;
		field_error_about(&err, f.rule, i + 1);
		error_move(report_add(ret, rule_findings[k].severity, rule_findings[k].id), &err);
	}
}

struct name_place {
	const char *name;
	size_t index;
};

static int name_place_compare(const void *a, const void *b)
{
	const struct name_place *x = a, *y = b;
	int r = str_cmp(x->name, y->name);

	return r ? r : (x->index > y->index) - (x->index < y->index);
}

static void report_duplicate(const struct policy *policy, size_t first, size_t again, struct report *ret)
{
	const struct rule *rule = &policy->rules.v[again];
	struct error *err = report_add(ret, SEVERITY_WARNING, "duplicate-name");

	error_set(err, ERROR_VALUE,
		  _("rule %zu has the same name, so lists and logs do not tell the two apart: give one another name"),
		  first + 1);
	field_error_about(err, rule, again + 1);
	error_in_field(err, "name");
}

/* Sorted by name, so that the first bearer stands before the others. */
static void add_duplicates(const struct finding_context *context, struct report *ret)
{
	VEC(struct name_place) places = {0};
	size_t first = 0;

	VEC_FOREACH (&context->policy->rules, rule)
		if (!str_empty(rule->name))
			vec_push(&places, ((struct name_place){rule->name, (size_t)(rule - context->policy->rules.v)}));
	if (places.n)
		qsort(places.v, places.n, sizeof(*places.v), name_place_compare);
	for (size_t i = 1; i < places.n; i++) {
		if (str_equal(places.v[i].name, places.v[first].name))
			report_duplicate(context->policy, places.v[first].index, places.v[i].index, ret);
		else
			first = i;
	}
	vec_done(&places);
}

static void report_unused(enum object_kind kind, const struct object *object, struct report *ret)
{
	struct error *err = report_add(ret, SEVERITY_NOTE, "unused-object");

	error_set(err, ERROR_VALUE,
		  _("no rule and no other object uses this, so it has no effect: delete it, or use it"));
	error_about(err, object_fields[kind].kind, object->id, 0, object->name);
}

static void add_unused(const struct finding_context *context, struct report *ret)
{
	for (int kind = 0; kind < OBJECT_MAX; kind++) {
		const struct object *object;

		for (size_t i = 0; (object = policy_object(context->policy, (enum object_kind)kind, i)); i++) {
			usage_list_t usages = {0};

			policy_where_used(context->policy, (enum object_kind)kind, object->name, &usages);
			if (!usages.n)
				report_unused((enum object_kind)kind, object, ret);
			vec_done(&usages);
		}
	}
}

static void add_default_inbound(const struct finding_context *context, struct report *ret)
{
	struct error *err;

	if (context->policy->settings.default_inbound != VERDICT_ACCEPT)
		return;
	err = report_add(ret, SEVERITY_WARNING, "default-accept-inbound");
	error_set(
	    err, ERROR_VALUE,
	    _("everything that no rule is about may come in: set default_inbound to drop and allow what is needed"));
	error_about(err, "setting", 0, 0, NULL);
	error_in_field(err, "default_inbound");
}

void findings_add(const struct finding_context *context, struct report *ret)
{
	add_default_inbound(context, ret);
	add_unused(context, ret);
	add_duplicates(context, ret);
	VEC_FOREACH (&context->policy->rules, rule)
		add_rule_findings(context, (size_t)(rule - context->policy->rules.v), ret);
}
