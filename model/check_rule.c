/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/check_rule.h"

#include "base/i18n.h"

typedef int rule_test_fn(const struct rule_case *c, struct error *err);

static int refuse(struct error *err, const char *field)
{
	return error_in_field(err, field);
}

static int check_name(const struct rule_case *c, struct error *err)
{
	if (!str_empty(c->rule->name))
		return 0;
	error_set(err, ERROR_VALUE, _("a rule needs a name: write what it is for, like POP3 (outbound)"));
	return refuse(err, "name");
}

static int check_inner_server(const struct rule_case *c, struct error *err)
{
	bool publish = c->rule->action == ACTION_PUBLISH;

	if (publish == (c->rule->publish_to.family != 0))
		return 0;
	if (publish)
		error_set(err, ERROR_VALUE,
			  _("a publish rule needs the inner server it goes to: set publish_to, like 192.168.10.2:25"));
	else
		error_set(err, ERROR_VALUE,
			  _("only a publish rule has an inner server: set the action to publish, or empty publish_to"));
	return refuse(err, "publish_to");
}

static int check_publish_direction(const struct rule_case *c, struct error *err)
{
	if (c->rule->action != ACTION_PUBLISH || c->rule->direction == DIRECTION_INBOUND)
		return 0;
	error_set(err, ERROR_VALUE, _("a publish rule is about what comes in: set the direction to inbound"));
	return refuse(err, "direction");
}

static int check_application_place(const struct rule_case *c, struct error *err)
{
	if (!c->rule->application.n)
		return 0;
	if (c->rule->action == ACTION_PUBLISH)
		error_set(
		    err, ERROR_VALUE,
		    _("what is published goes to another machine, so no application of this one can be matched: empty "
		      "application"));
	else if (c->rule->direction == DIRECTION_FORWARD)
		error_set(err, ERROR_VALUE,
			  _("forwarded packets belong to no application of this machine: empty application, or set the "
			    "direction to outbound"));
	else
		return 0;
	return refuse(err, "application");
}

static int check_source_interface(const struct rule_case *c, struct error *err)
{
	if (str_empty(c->rule->source_interface) || c->rule->direction == DIRECTION_FORWARD)
		return 0;
	error_set(err, ERROR_VALUE,
		  _("only a forward rule has a source interface: set interface instead, or the direction to forward"));
	return refuse(err, "source_interface");
}

int check_rule_text(const struct rule_case *c, struct error *err)
{
	static rule_test_fn *const tests[] = {check_name, check_publish_direction, check_application_place,
					      check_source_interface, check_inner_server};

	for (size_t i = 0; i < ARRAY_SIZE(tests); i++)
		if (tests[i](c, err) < 0)
			return -1;
	return 0;
}

static int check_user_direction(const struct rule_case *c, const struct program *program, struct error *err)
{
	_cleanup_str_ struct str text = {0};

	if (c->rule->direction == DIRECTION_OUTBOUND)
		return 0;
	program_print(program, &text);
	if (c->rule->direction == DIRECTION_BOTH)
		error_set(
		    err, ERROR_VALUE,
		    _("'%s' can be matched for outbound packets only, and the direction is both: make one outbound "
		      "rule with it and one inbound rule without"),
		    str_text(&text));
	else
		error_set(
		    err, ERROR_VALUE,
		    _("'%s' can be matched for outbound packets only: set the direction to outbound, or take it away"),
		    str_text(&text));
	return refuse(err, "application");
}

static bool is_number(const char *text)
{
	unsigned long id;

	return str_to_uint(text, 0, UINT32_MAX - 1ul, &id);
}

static int check_account(const struct rule_case *c, const struct program *program, struct error *err)
{
	const struct environment *env = c->env;
	bool user = program->kind == PROGRAM_USER;
	uint32_t id;

	if (is_number(program->name))
		return 0;
	if (env && user && env->user_id && env->user_id(env, program->name, &id))
		return 0;
	if (env && !user && env->group_id && env->group_id(env, program->name, &id))
		return 0;
	if (user)
		error_set(err, ERROR_REFERENCE, _("there is no user '%s' on this machine: write another, or a number"),
			  program->name);
	else
		error_set(err, ERROR_REFERENCE, _("there is no group '%s' on this machine: write another, or a number"),
			  program->name);
	return refuse(err, "application");
}

static int check_accounts(const struct rule_case *c, struct error *err)
{
	VEC_FOREACH (&c->meaning->programs, program) {
		if (program->kind != PROGRAM_USER && program->kind != PROGRAM_GROUP)
			continue;
		if (check_user_direction(c, program, err) < 0 || check_account(c, program, err) < 0)
			return -1;
	}
	return 0;
}

/* The two service lists hold for one packet, so they need a protocol in common. */
static int check_common_protocol(const struct rule_case *c, struct error *err)
{
	const proto_port_list_t *remote = &c->meaning->remote_service, *local = &c->meaning->local_service;

	if (!remote->n || !local->n)
		return 0;
	VEC_FOREACH (remote, r)
		VEC_FOREACH (local, l)
			if (r->protocol == l->protocol)
				return 0;
	error_set(
	    err, ERROR_VALUE,
	    _("remote_service and local_service have no protocol in common, so no packet could match: make one rule "
	      "for each"));
	return refuse(err, "local_service");
}

int check_rule_meaning(const struct rule_case *c, struct error *err)
{
	static rule_test_fn *const tests[] = {check_accounts, check_common_protocol, check_publish_names,
					      check_publish_port, check_families};

	for (size_t i = 0; i < ARRAY_SIZE(tests); i++)
		if (tests[i](c, err) < 0)
			return -1;
	return 0;
}
