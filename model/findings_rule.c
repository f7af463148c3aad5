/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/findings.h"

#include "base/i18n.h"

#define TCP	 6
#define UDP	 17
#define DNS_PORT 53

static bool say(struct error *err, const char *field, const char *message)
{
	error_set(err, ERROR_VALUE, "%s", message);
	error_in_field(err, field);
	return true;
}

static bool lets_in(const struct rule *rule)
{
	return rule->direction == DIRECTION_INBOUND || rule->direction == DIRECTION_BOTH;
}

static bool lets_out(const struct rule *rule)
{
	return rule->direction == DIRECTION_OUTBOUND || rule->direction == DIRECTION_BOTH;
}

static bool allows(const struct rule *rule)
{
	return rule->action == ACTION_ALLOW || rule->action == ACTION_PUBLISH;
}

bool finding_any_any(const struct finding_rule *f, struct error *err)
{
	const struct rule *r = f->rule;
	bool conditions = r->application.n || r->remote_service.n || r->local_service.n || r->remote_address.n ||
			  r->local_address.n || !str_empty(r->interface) || !str_empty(r->source_interface) ||
			  r->protocol != PROTOCOL_ANY;

	if (!allows(r) || conditions)
		return false;
	return say(
	    err, "action",
	    _("the rule allows everything, so no rule below it and no default of its direction has any effect: give it "
	      "a service, an address or an application"));
}

/* Whoever sends chooses the port it sends from. */
bool finding_remote_port_only(const struct finding_rule *f, struct error *err)
{
	bool ports = false;

	VEC_FOREACH (&f->meaning->remote_service, item)
		ports = ports || protocol_has_ports(item->protocol);
	if (!allows(f->rule) || !lets_in(f->rule) || !ports || f->meaning->local_service.n)
		return false;
	return say(err, "remote_service",
		   _("inbound packets are allowed by the port of the other side alone, which anybody can choose to "
		     "reach every "
		     "port here: set local_service, or make the rule outbound"));
}

static const struct {
	uint16_t port;
	const char *message;
} cleartext_ports[] = {
    {21, N_("FTP (21) sends passwords and files unencrypted: use SFTP (22) or FTP over TLS (990)")},
    {23, N_("Telnet (23) sends passwords unencrypted: use SSH (22)")},
    {25,
     N_("SMTP (25) may go unencrypted, and many providers block it: mail programs should send by submissions (465) or "
	"submission (587) with TLS")},
    {110, N_("POP3 (110) sends passwords and mail unencrypted: use POP3 over TLS (995)")},
    {143, N_("IMAP4 (143) sends passwords and mail unencrypted: use IMAP over TLS (993)")},
    {389, N_("LDAP (389) sends passwords unencrypted: use LDAP over TLS (636)")},
    {512, N_("rexec (512) sends passwords unencrypted: use SSH (22)")},
    {513, N_("rlogin (513) sends passwords unencrypted: use SSH (22)")},
    {514, N_("rsh (514) sends commands unencrypted: use SSH (22)")},
};

/* Services named one by one or in short ranges; "1-65535" is not about mail. */
#define CLEARTEXT_RANGE_MAX 100

static const char *cleartext_message(const proto_port_list_t *list)
{
	VEC_FOREACH (list, item) {
		if (item->protocol != TCP || item->high - item->low > CLEARTEXT_RANGE_MAX)
			continue;
		for (size_t i = 0; i < ARRAY_SIZE(cleartext_ports); i++)
			if (cleartext_ports[i].port >= item->low && cleartext_ports[i].port <= item->high)
				return cleartext_ports[i].message;
	}
	return NULL;
}

/* The service is on the side that is connected to. */
bool finding_cleartext(const struct finding_rule *f, struct error *err)
{
	const char *remote =
	    f->rule->direction != DIRECTION_INBOUND ? cleartext_message(&f->meaning->remote_service) : NULL;
	const char *local = lets_in(f->rule) ? cleartext_message(&f->meaning->local_service) : NULL;

	if (!allows(f->rule) || (!remote && !local))
		return false;
	return say(err, remote ? "remote_service" : "local_service", _(remote ? remote : local));
}

/* Hidden in a set or not, a name is asked for by port 53. */
static bool has_names(const struct meaning *m)
{
	const address_list_t *lists[] = {&m->remote_address, &m->local_address};

	for (size_t i = 0; i < ARRAY_SIZE(lists); i++)
		VEC_FOREACH (lists[i], item)
			if (item->kind == ADDRESS_NAME)
				return true;
	return false;
}

/* A server that is itself named must be looked up first. */
static bool reaches_addresses(const struct meaning *m)
{
	VEC_FOREACH (&m->remote_address, item)
		if (item->kind != ADDRESS_NAME)
			return true;
	return m->remote_address.n == 0;
}

static bool allows_dns(const struct rule *rule, const struct meaning *m)
{
	if (!rule->enabled || !m->ok || rule->action != ACTION_ALLOW || !lets_out(rule) || m->local_service.n ||
	    !protocol_covers(rule->protocol, UDP) || !reaches_addresses(m))
		return false;
	VEC_FOREACH (&m->remote_service, item)
		if (item->protocol == UDP && item->low <= DNS_PORT && item->high >= DNS_PORT)
			return true;
	return m->remote_service.n == 0;
}

bool finding_name_needs_dns(const struct finding_rule *f, struct error *err)
{
	const struct policy *policy = f->context->policy;

	if (policy->settings.default_outbound == VERDICT_ACCEPT || !has_names(f->meaning))
		return false;
	for (size_t i = 0; i < policy->rules.n; i++)
		if (allows_dns(&policy->rules.v[i], &f->context->meanings->rules.v[i]))
			return false;
	return say(
	    err, "remote_address",
	    _("the rule names a host, and no rule allows DNS, so its addresses can never be looked up: allow outbound "
	      "udp and tcp to port 53, or write addresses"));
}

static bool is_without_cgroup(const struct environment *env, const struct program *program)
{
	cgroup_ref_list_t refs = {0};
	bool none;

	if (env && env->cgroups)
		env->cgroups(env, program, &refs);
	none = refs.n == 0;
	vec_done(&refs);
	return none;
}

bool finding_without_agent(const struct finding_rule *f, struct error *err)
{
	VEC_FOREACH (&f->meaning->programs, program) {
		if (program->kind != PROGRAM_EXECUTABLE || !is_without_cgroup(f->context->env, program))
			continue;
		if (allows(f->rule))
			error_set(err, ERROR_VALUE,
				  _("'%s' is matched only while the agent runs, so until then the rule allows it "
				    "nothing: start "
				    "nftabsd"),
				  program->name);
		else
			error_set(err, ERROR_VALUE,
				  _("'%s' is matched only while the agent runs, so until then the rule does not stop "
				    "it: start "
				    "nftabsd, or deny by user or port"),
				  program->name);
		error_in_field(err, "application");
		return true;
	}
	return false;
}

bool finding_not_running(const struct finding_rule *f, struct error *err)
{
	VEC_FOREACH (&f->meaning->programs, program) {
		_cleanup_str_ struct str text = {0};

		if ((program->kind != PROGRAM_UNIT && program->kind != PROGRAM_CGROUP) || !f->context->env ||
		    !f->context->env->cgroups || !is_without_cgroup(f->context->env, program))
			continue;
		program_print(program, &text);
		error_set(err, ERROR_VALUE,
			  _("'%s' has no cgroup now, so the rule matches nothing of it: start it and apply again"),
			  str_text(&text));
		error_in_field(err, "application");
		return true;
	}
	return false;
}
