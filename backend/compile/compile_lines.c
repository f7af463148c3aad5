/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines that no rule of the policy makes: what passes first, and what decides when nothing matched. */
#include "backend/compile/compile.h"
#include "backend/compile/lower.h"

#include <linux/netfilter.h>
#include <string.h>

/* NF_CT_STATE_BIT() of linux/netfilter/nf_conntrack_common.h. */
#define STATE_INVALID	  0x1u
#define STATE_ESTABLISHED 0x2u
#define STATE_RELATED	  0x4u

#define DEFAULT_LOG_RATE  10 /* a second: a flood that matches nothing must not flood the log too */
#define DEFAULT_LOG_BURST 20

static const enum hook filter_hooks[] = {HOOK_OUTPUT, HOOK_INPUT, HOOK_FORWARD};

static const char *const hook_words[HOOK_MAX] = {
    [HOOK_OUTPUT] = "output", [HOOK_INPUT] = "input", [HOOK_FORWARD] = "forward"};

static struct ir_rule *builtin_rule(struct compiler *compiler, enum hook hook, const char *counter, const char *comment)
{
	_cleanup_free_ char *name = mem_printf("%s_%s_", counter, hook_words[hook]);

	if (!ir_find_counter(compiler->ir, name))
		compiler_counter(compiler, name, 0);
	return compiler_rule(compiler, hook, 0, comment);
}

static void builtin_accept(struct compiler *compiler, struct ir_rule *rule, const char *counter, enum hook hook)
{
	_cleanup_free_ char *name = mem_printf("%s_%s_", counter, hook_words[hook]);

	(void)compiler;
	build_counter(rule, name);
	build_verdict(rule, IR_ACCEPT);
}

static void line_established(struct compiler *compiler, enum hook hook)
{
	struct ir_rule *rule = builtin_rule(compiler, hook, "established", "established and related connections");

	build_ct_state(rule, STATE_ESTABLISHED | STATE_RELATED);
	builtin_accept(compiler, rule, "established", hook);
}

static void line_loopback(struct compiler *compiler, enum hook hook)
{
	struct ir_rule *rule = builtin_rule(compiler, hook, "loopback", "loopback");

	build_interface(rule, hook == HOOK_OUTPUT ? NFT_META_OIFNAME : NFT_META_IIFNAME, "lo");
	builtin_accept(compiler, rule, "loopback", hook);
}

static void line_invalid(struct compiler *compiler, enum hook hook)
{
	struct ir_rule *rule = builtin_rule(compiler, hook, "invalid", "invalid packets");
	_cleanup_free_ char *name = mem_printf("invalid_%s_", hook_words[hook]);

	build_ct_state(rule, STATE_INVALID);
	build_counter(rule, name);
	build_verdict(rule, IR_DROP);
}

static const char *neighbour_set(struct compiler *compiler)
{
	/* Errors that connections depend on (RFC 4890), multicast listeners, neighbour and router discovery (RFC 4861).
	 */
	static const uint8_t types[] = {1, 2, 3, 4, 130, 131, 132, 133, 134, 135, 136, 137, 143};
	static const char name[] = "neighbour_";
	struct ir_set *set;

	if (ir_find_set(compiler->ir, name))
		return name;
	set = build_set(compiler->ir, name, IR_TYPE_ICMPV6_TYPE, 0);
	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		build_element(set, &types[i], NULL);
	return name;
}

static void line_neighbour(struct compiler *compiler, enum hook hook)
{
	struct ir_rule *rule = builtin_rule(compiler, hook, "neighbour", "ICMPv6 neighbour discovery and errors");

	build_meta_byte(rule, NFT_META_NFPROTO, NFPROTO_IPV6);
	build_meta_byte(rule, NFT_META_L4PROTO, IPPROTO_ICMPV6);
	build_icmp_load(rule);
	build_lookup(rule, neighbour_set(compiler));
	builtin_accept(compiler, rule, "neighbour", hook);
}

struct dhcp {
	uint8_t family;
	uint16_t server, client; /* ports: RFC 2131, RFC 8415 */
};

static const struct dhcp dhcp_versions[] = {{4, 67, 68}, {6, 547, 546}};

static void match_dhcp(struct ir_rule *rule, const struct dhcp *dhcp, bool out)
{
	static const uint8_t link_local[16] = {0xfe, 0x80};

	build_meta_byte(rule, NFT_META_NFPROTO, dhcp->family == 6 ? NFPROTO_IPV6 : NFPROTO_IPV4);
	if (dhcp->family == 6 && !out)
		build_address(rule, 6, END_SOURCE, link_local, link_local, 10);
	build_meta_byte(rule, NFT_META_L4PROTO, IPPROTO_UDP);
	build_port_pair(rule, out ? dhcp->client : dhcp->server, out ? dhcp->server : dhcp->client);
}

static void line_dhcp(struct compiler *compiler, enum hook hook, const struct dhcp *dhcp)
{
	struct ir_rule *rule = builtin_rule(compiler, hook, "dhcp", "DHCP client");

	match_dhcp(rule, dhcp, hook == HOOK_OUTPUT);
	builtin_accept(compiler, rule, "dhcp", hook);
}

static void ssh_ports(const struct compiler *compiler, port_number_list_t *ret)
{
	if (compiler->policy->settings.keep_ssh && compiler->env->ssh_ports)
		compiler->env->ssh_ports(compiler->env, ret);
}

static void match_ssh(struct ir_rule *rule, uint16_t port)
{
	build_meta_byte(rule, NFT_META_L4PROTO, IPPROTO_TCP);
	build_port(rule, END_DESTINATION, port, port);
}

static void lines_ssh(struct compiler *compiler)
{
	port_number_list_t ports = {0};

	ssh_ports(compiler, &ports);
	VEC_FOREACH (&ports, port) {
		struct ir_rule *rule = builtin_rule(compiler, HOOK_INPUT, "ssh", "SSH stays reachable");

		match_ssh(rule, *port);
		builtin_accept(compiler, rule, "ssh", HOOK_INPUT);
	}
	vec_done(&ports);
}

/* What keeps the host reachable is not published away either: it stays untranslated, and input decides. */
static void lines_stay(struct compiler *compiler)
{
	port_number_list_t ports = {0};
	struct ir_rule *rule;

	for (size_t version = 0; version < ARRAY_SIZE(dhcp_versions); version++) {
		rule = compiler_rule(compiler, HOOK_PREROUTING, 0, "DHCP client");
		match_dhcp(rule, &dhcp_versions[version], false);
		build_verdict(rule, IR_ACCEPT);
	}
	ssh_ports(compiler, &ports);
	VEC_FOREACH (&ports, port) {
		rule = compiler_rule(compiler, HOOK_PREROUTING, 0, "SSH stays reachable");
		build_local_destination(rule);
		match_ssh(rule, *port);
		build_verdict(rule, IR_ACCEPT);
	}
	vec_done(&ports);
}

void compile_builtin_lines(struct compiler *compiler)
{
	for (size_t i = 0; i < ARRAY_SIZE(filter_hooks); i++) {
		enum hook hook = filter_hooks[i];

		line_established(compiler, hook);
		if (hook != HOOK_FORWARD)
			line_loopback(compiler, hook);
		line_invalid(compiler, hook);
		if (hook == HOOK_FORWARD)
			continue;
		line_neighbour(compiler, hook);
		for (size_t version = 0; version < ARRAY_SIZE(dhcp_versions); version++)
			line_dhcp(compiler, hook, &dhcp_versions[version]);
	}
	lines_ssh(compiler);
	if (compiler->publishes)
		lines_stay(compiler);
}

static void default_log(struct compiler *compiler, enum hook hook)
{
	_cleanup_free_ char *prefix = mem_printf("default %s ", hook_words[hook]);
	struct ir_rule *rule = compiler_rule(compiler, hook, 0, "log what matched nothing");

	build_limit(rule, DEFAULT_LOG_RATE, 1, DEFAULT_LOG_BURST);
	build_log(rule, -1, COMPILE_LOG_GROUP, prefix);
}

static void default_line(struct compiler *compiler, enum hook hook, enum verdict verdict)
{
	_cleanup_free_ char *counter = mem_printf("default_%s_", hook_words[hook]);
	struct ir_rule *rule;

	compiler_counter(compiler, counter, 0);
	if (compiler->policy->settings.log_unmatched)
		default_log(compiler, hook);
	if (verdict == VERDICT_REJECT && hook == HOOK_OUTPUT) {
		rule = compiler_rule(compiler, hook, 0, "default");
		build_meta_byte(rule, NFT_META_NFPROTO, NFPROTO_IPV6);
		build_meta_byte(rule, NFT_META_L4PROTO, IPPROTO_TCP);
		build_counter(rule, counter);
		build_reject(rule, true);
	}
	rule = compiler_rule(compiler, hook, 0, "default");
	build_counter(rule, counter);
	if (verdict == VERDICT_REJECT)
		build_reject(rule, false);
	else
		build_verdict(rule, verdict == VERDICT_ACCEPT ? IR_ACCEPT : IR_DROP);
}

void compile_default_lines(struct compiler *compiler)
{
	const struct settings *settings = &compiler->policy->settings;

	default_line(compiler, HOOK_OUTPUT, settings->default_outbound);
	default_line(compiler, HOOK_INPUT, settings->default_inbound);
	default_line(compiler, HOOK_FORWARD, settings->default_forward);
}
