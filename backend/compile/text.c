/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/compile/text.h"

#include "backend/compile/text_rule.h"
#include "backend/compile/text_value.h"

#include <linux/netfilter.h>

static void print_counters(const struct ir *ir, struct str *out)
{
	VEC_FOREACH (&ir->counters, counter)
		str_addf(out, "\tcounter %s {\n\t}\n\n", counter->name);
}

static void print_type(const struct ir_set *set, struct str *out)
{
	/* Absolute time has no type name in nft 1.0.6; "type time" is a duration. */
	bool time = set->n_types == 1 && set->types[0] == IR_TYPE_TIME;

	str_add(out, time ? "\t\ttypeof meta time" : "\t\ttype ");
	for (size_t i = 0; i < set->n_types && !time; i++)
		str_addf(out, "%s%s", i ? " . " : "", ir_type_info(set->types[i])->name);
	if (set->flags & IR_SET_VMAP)
		str_add(out, " : verdict");
	else if (set->flags & IR_SET_MAP)
		str_addf(out, " : %s", ir_type_info(set->data_type)->name);
	str_add(out, "\n");
}

static void print_flags(const struct ir_set *set, struct str *out)
{
	static const struct {
		unsigned flag;
		const char *word;
	} words[] = {{IR_SET_INTERVAL, "interval"}, {IR_SET_TIMEOUT, "timeout"}};
	const char *separator = "\t\tflags ";

	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		if (set->flags & words[i].flag) {
			str_addf(out, "%s%s", separator, words[i].word);
			separator = ",";
		}
	}
	if (*separator == ',')
		str_add(out, "\n");
}

static void print_elements(const struct ir_set *set, struct str *out)
{
	const char *separator = "\t\telements = { ";

	VEC_FOREACH (&set->elements, element) {
		str_add(out, separator);
		text_element(set, element, out);
		separator = ",\n\t\t\t     ";
	}
	if (set->elements.n)
		str_add(out, " }\n");
}

/* Cgroup ids die with their cgroup, and nft(8) cannot read them. */
static bool is_runtime(const struct ir_set *set)
{
	return set->n_types == 1 && set->types[0] == IR_TYPE_CGROUPSV2;
}

static void print_set(const struct ir_set *set, unsigned flags, struct str *out)
{
	str_addf(out, "\t%s %s {\n", set->flags & (IR_SET_MAP | IR_SET_VMAP) ? "map" : "set", set->name);
	print_type(set, out);
	print_flags(set, out);
	if (set->size)
		str_addf(out, "\t\tsize %u\n", set->size);
	if (set->flags & IR_SET_COUNTER)
		str_add(out, "\t\tcounter\n");
	if (!(flags & TEXT_RUNTIME && is_runtime(set)))
		print_elements(set, out);
	str_add(out, "\t}\n\n");
}

static void print_chain(const struct ir_chain *chain, struct str *out)
{
	static const char *const hooks[] = {[NF_INET_PRE_ROUTING] = "prerouting",
					    [NF_INET_LOCAL_IN] = "input",
					    [NF_INET_FORWARD] = "forward",
					    [NF_INET_LOCAL_OUT] = "output",
					    [NF_INET_POST_ROUTING] = "postrouting"};

	str_addf(out, "\tchain %s {\n", chain->name);
	if (chain->base)
		str_addf(out, "\t\ttype %s hook %s priority %d; policy %s;\n", chain->type, hooks[chain->hook],
			 chain->priority, chain->policy_drop ? "drop" : "accept");
	VEC_FOREACH (&chain->rules, rule) {
		str_add(out, "\t\t");
		text_rule(rule, NULL, out);
		if (rule->comment)
			str_addf(out, " comment \"%s\"", rule->comment);
		str_add(out, "\n");
	}
	str_add(out, "\t}\n");
}

void ir_text(const struct ir *ir, unsigned flags, struct str *out)
{
	const char *separator = "";

	if (flags & TEXT_REPLACE)
		str_addf(out, "table inet %s\ndelete table inet %s\n\n", ir->table, ir->table);
	str_addf(out, "table inet %s {\n%s", ir->table, ir->dormant ? "\tflags dormant;\n\n" : "");
	print_counters(ir, out);
	VEC_FOREACH (&ir->sets, set)
		print_set(set, flags, out);
	VEC_FOREACH (&ir->chains, chain) {
		str_add(out, separator);
		print_chain(chain, out);
		separator = "\n";
	}
	str_add(out, "}\n");
}

void ir_rule_text(const struct ir *ir, const struct ir_rule *rule, struct str *out)
{
	text_rule(rule, ir, out);
}
