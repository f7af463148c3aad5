/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/refusal.h"

#include "backend/kernel/attr.h"
#include "backend/kernel/wire.h"
#include "base/i18n.h"

#include <errno.h>
#include <linux/netfilter/nf_tables.h>

/* Why, as a clause that can stand after a colon. */
static const struct {
	int code;
	const char *text;
} reasons[] = {
    {ENOENT, N_("something it refers to is not there, or the kernel lacks the module for it")},
    {EEXIST, N_("it is there already; read the state again (status) and see who else changes this table")},
    {EBUSY, N_("something still uses it")},
    {EINVAL, N_("the kernel does not take this value or combination")},
    {ERANGE, N_("a number is out of the kernel's range")},
    {EOPNOTSUPP, N_("the kernel cannot do this at this place: another direction or action is needed")},
    {ELOOP, N_("its chains jump in a circle")},
    {EMLINK, N_("its chains jump more than 16 deep")},
    {ENFILE, N_("the set is full")},
    {ENOTEMPTY, N_("it overlaps another element of the set")},
    {ENOMEM, N_("the kernel has no memory for it")},
    {EMSGSIZE, N_("it is larger than a socket may send: raise the sysctl net.core.wmem_max, or run as root outside a "
		  "container")},
    {ERESTART, N_("others kept changing the ruleset at the same time: try again")},
    {EAGAIN, N_("others kept changing the ruleset at the same time: try again")},
    {ENOBUFS, N_("its answers were lost: look at the status, and try again")},
    {EBADMSG, N_("its answer cannot be understood: this program and the kernel do not fit together")},
    {EAFNOSUPPORT, N_("it has no nf_tables: load the module nf_tables or enable CONFIG_NF_TABLES")},
    {EPROTONOSUPPORT, N_("it has no nf_tables: load the module nf_tables or enable CONFIG_NF_TABLES")},
};

static const char *reason_of(int code)
{
	for (size_t i = 0; i < ARRAY_SIZE(reasons); i++)
		if (reasons[i].code == code)
			return _(reasons[i].text);
	return strerror(code);
}

int refusal_errno(int code, struct error *err)
{
	if (code == EPERM || code == EACCES)
		return error_set(
		    err, ERROR_PERMISSION,
		    _("the kernel's firewall is not for this user: run as root (CAP_NET_ADMIN is needed)"));
	return error_set(err, ERROR_KERNEL, _("the kernel refused: %s"), reason_of(code));
}

/* The field of a rule whose expression was refused, where the expression alone tells it. */
static const struct {
	const char *expression;
	uint32_t key; /* of meta */
	const char *field;
} fields[] = {
    {"socket", 0, "application"},
    {"meta", NFT_META_SKUID, "application"},
    {"meta", NFT_META_SKGID, "application"},
    {"meta", NFT_META_TIME_NS, "validity"},
    {"meta", NFT_META_L4PROTO, "protocol"},
    {"meta", NFT_META_IIFNAME, "interface"},
    {"meta", NFT_META_OIFNAME, "interface"},
    {"nat", 0, "publish_to"},
    {"log", 0, "log"},
    {"limit", 0, "log"},
    {"reject", 0, "action"},
};

static const attr_table_t meta_table = {
    [NFTA_META_KEY] = ATTR_U32,
};

static const char *field_of(const char *expression, const struct nlattr *data)
{
	struct attrs attrs;
	uint32_t key = 0;

	if (data && strcmp(expression, "meta") == 0 && attrs_of_nest(&attrs, data, meta_table))
		key = attr_u32(attrs.at[NFTA_META_KEY], 0);
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		if (strcmp(fields[i].expression, expression) == 0 && fields[i].key == key)
			return fields[i].field;
	return NULL;
}

/* What depends on the hook or type of its chain: the kernel refuses the rule as a whole then, and tells no attribute.
 */
static const char *const placed_expressions[] = {"nat", "socket", "reject"};

/* The only such expression of the rule; NULL when there is none or several. */
static const char *placed_expression(const struct nlmsghdr *message)
{
	const char *found = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(placed_expressions); i++) {
		if (!wire_rule_has_expr(message, placed_expressions[i]))
			continue;
		if (found)
			return NULL;
		found = placed_expressions[i];
	}
	return found;
}

static bool rule_uses_set(const struct ir_rule *rule, const char *set)
{
	VEC_FOREACH (&rule->exprs, expr)
		if (expr->kind == IR_LOOKUP && str_equal(expr->name, set))
			return true;
	return false;
}

static int64_t set_user(const struct ir *wanted, const char *set)
{
	VEC_FOREACH (&wanted->chains, chain)
		VEC_FOREACH (&chain->rules, rule)
			if (rule->id && rule_uses_set(rule, set))
				return rule->id;
	return 0;
}

static int64_t subject_rule(const struct batch_subject *about, const struct nlmsghdr *message, size_t offset,
			    const struct ir *wanted)
{
	int64_t id = 0;

	if (about->what == BATCH_ELEMENTS && message && offset)
		id = wire_elements_id_at(message, offset);
	if (!id)
		id = about->id;
	if (!id && wanted && (about->what == BATCH_ELEMENTS || about->what == BATCH_SET))
		id = set_user(wanted, about->name);
	return id;
}

static int say(const struct batch_subject *about, const char *reason, struct error *err)
{
	switch ((enum batch_what)about->what) {
	case BATCH_TABLE:
		return error_set(err, ERROR_KERNEL, _("the kernel refused table '%s': %s"), about->name, reason);
	case BATCH_COUNTER:
		return error_set(err, ERROR_KERNEL, _("the kernel refused counter '%s': %s"), about->name, reason);
	case BATCH_CHAIN:
		return error_set(err, ERROR_KERNEL, _("the kernel refused chain '%s': %s"), about->name, reason);
	case BATCH_SET:
		return error_set(err, ERROR_KERNEL, _("the kernel refused set '%s': %s"), about->name, reason);
	case BATCH_ELEMENTS:
		return error_set(err, ERROR_KERNEL, _("the kernel refused an element of set '%s': %s"), about->name,
				 reason);
	case BATCH_RULE:
		return error_set(err, ERROR_KERNEL, _("the kernel refused a rule of chain '%s': %s"), about->name,
				 reason);
	case BATCH_FRAME:
		break;
	}
	return error_set(err, ERROR_KERNEL, _("the kernel refused the change: %s"), reason);
}

static int say_expression(const struct batch_subject *about, const char *expression, const char *reason,
			  struct error *err)
{
	return error_set(err, ERROR_KERNEL, _("the kernel refused '%s' in a rule of chain '%s': %s"), expression,
			 about->name, reason);
}

int refusal_of_batch(const struct batch *batch, const struct nl_refusal *refusal, const struct ir *wanted,
		     struct error *err)
{
	const struct nlmsghdr *message = batch_find(batch, refusal->seq);
	const struct nlattr *data = NULL;
	const char *expression = NULL;
	struct batch_subject about;
	int64_t id;

	if (!message || refusal->code == EPERM)
		return refusal_errno(refusal->code, err);
	wire_subject(message, &about);
	if (about.what == BATCH_RULE && refusal->offset)
		expression = wire_rule_expr_at(message, refusal->offset, &data);
	else if (about.what == BATCH_RULE && refusal->code == EOPNOTSUPP)
		expression = placed_expression(message);
	if (expression)
		say_expression(&about, expression, reason_of(refusal->code), err);
	else
		say(&about, reason_of(refusal->code), err);
	id = subject_rule(&about, message, refusal->offset, wanted);
	if (id)
		error_about(err, "rule", id, 0, NULL);
	if (id && expression)
		error_in_field(err, field_of(expression, data));
	return -1;
}

int refusal_overflow(const struct batch *batch, const struct ir *wanted, struct error *err)
{
	int64_t id = subject_rule(&batch->overflow, NULL, 0, wanted);

	say(&batch->overflow, _("it is too long for one message: split it"), err);
	return id ? error_about(err, "rule", id, 0, NULL) : -1;
}
