/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A rule's lists as alternatives, and the sets they need. */
#include "backend/compile/compile.h"
#include "backend/compile/lower.h"
#include "base/i18n.h"
#include "model/resolve.h"

#include <stdio.h>
#include <string.h>

#define HOST_TIMEOUT                                                                                                   \
	(24u * 3600 * 1000) /* of an address that a name resolved to, until the agent brings the real one */
#define DAY 86400

/* What a set filled at run time stands for is part of its name: the kernel's elements outlive an apply, and those of
 * other names or programs must not come along when the rule is given new ones. */
#define FNV_START 0x811c9dc5u

static uint32_t content_hash(uint32_t hash, const char *text)
{
	do
		hash = (hash ^ (uint8_t)*text) * 0x01000193u;
	while (*text++);
	return hash;
}

static const enum ir_type address_types[] = {[4] = IR_TYPE_IPV4_ADDR, [6] = IR_TYPE_IPV6_ADDR};

static struct address_alternative *side_add(struct side *side, uint8_t family)
{
	struct address_alternative *alternative = vec_add(&side->alternatives);

	alternative->family = family;
	return alternative;
}

static void lower_fixed(struct lowering *lowering, const char *letters, const address_list_t *addresses, uint8_t family,
			struct side *ret)
{
	const struct address *only = NULL;
	struct address_alternative *alternative;
	_cleanup_free_ char *suffix = NULL;
	bool interval = false;
	struct ir_set *set;
	size_t n = 0;

	VEC_FOREACH (addresses, address) {
		if (address->family != family)
			continue;
		only = address;
		n++;
		interval = interval || address->kind != ADDRESS_HOST;
	}
	if (!n)
		return;
	alternative = side_add(ret, family);
	if (n == 1) {
		alternative->address = address_copy(only);
		return;
	}
	suffix = mem_printf("%s%u_", letters, family);
	lowering_name(lowering, alternative->set, suffix);
	set =
	    build_set(lowering->compiler->ir, alternative->set, address_types[family], interval ? IR_SET_INTERVAL : 0);
	VEC_FOREACH (addresses, address)
		if (address->family == family)
			build_element(set, address->low, address->high);
}

static void lower_names(struct lowering *lowering, const char *letter, const address_list_t *addresses, uint8_t family,
			struct side *ret)
{
	const struct environment *env = lowering->compiler->env;
	struct address_alternative *alternative = side_add(ret, family);
	_cleanup_free_ char *suffix = NULL;
	uint32_t content = FNV_START;
	struct ir_set *set;

	VEC_FOREACH (addresses, address)
		if (address->kind == ADDRESS_NAME)
			content = content_hash(content, address->name);
	suffix = mem_printf("%cn%u_%08x", *letter, family, content);
	lowering_name(lowering, alternative->set, suffix);
	set =
	    build_set(lowering->compiler->ir, alternative->set, address_types[family], IR_SET_TIMEOUT | IR_SET_DYNAMIC);
	VEC_FOREACH (addresses, address) {
		_cleanup_(address_list_done) address_list_t hosts = {0};

		if (address->kind == ADDRESS_NAME && env->host_addresses)
			env->host_addresses(env, address->name, &hosts);
		VEC_FOREACH (&hosts, host) {
			if (host->family != family)
				continue;
			build_element(set, host->low, NULL);
			set->elements.v[set->elements.n - 1].timeout = HOST_TIMEOUT;
		}
	}
}

void lower_side(struct lowering *lowering, const char *letters, const address_list_t *addresses, struct side *ret)
{
	bool names = false;

	ret->any = addresses->n == 0;
	VEC_FOREACH (addresses, address)
		names = names || address->kind == ADDRESS_NAME;
	for (uint8_t family = 4; family <= 6; family += 2) {
		lower_fixed(lowering, letters, addresses, family, ret);
		if (names)
			lower_names(lowering, letters, addresses, family, ret);
	}
}

typedef VEC(uint32_t) number_list_t;

static void number_list_done(number_list_t *list)
{
	vec_done(list);
}

static void cgroup_refs_done(cgroup_ref_list_t *list)
{
	vec_done(list);
}

static void user_add(struct lowering *lowering, enum program_match match, enum ir_type type, const char *suffix,
		     const number_list_t *numbers)
{
	struct program_alternative *alternative;
	struct ir_set *set;

	if (!numbers->n)
		return;
	alternative = vec_add(&lowering->programs);
	alternative->match = match;
	alternative->number = numbers->v[0];
	if (numbers->n == 1)
		return;
	lowering_name(lowering, alternative->set, suffix);
	set = build_set(lowering->compiler->ir, alternative->set, type, 0);
	VEC_FOREACH (numbers, number)
		build_element(set, number, NULL);
}

static unsigned cgroup_depth(const char *path)
{
	unsigned depth = 0;

	for (; *path; path++)
		depth += path[0] == '/' && path[1] && path[1] != '/';
	return depth;
}

/* Cgroup paths have their depth, units and executables may be anywhere (depth 0). */
static bool cgroup_has_depth(const struct program *program, unsigned depth)
{
	if (program->kind == PROGRAM_CGROUP)
		return cgroup_depth(program->name) == depth;
	return depth == 0 && (program->kind == PROGRAM_UNIT || program->kind == PROGRAM_EXECUTABLE);
}

static void cgroup_elements(const struct environment *env, const struct program *program, struct ir_set *set)
{
	_cleanup_(cgroup_refs_done) cgroup_ref_list_t refs = {0};

	if (env->cgroups)
		env->cgroups(env, program, &refs);
	VEC_FOREACH (&refs, ref)
		build_element(set, &ref->id, NULL);
}

static void cgroup_add(struct lowering *lowering, const program_list_t *programs, unsigned depth)
{
	_cleanup_free_ char *suffix = NULL;
	char name[IR_NAME_MAX + 1];
	uint32_t content = FNV_START;
	struct ir_set *set;

	VEC_FOREACH (programs, program)
		if (cgroup_has_depth(program, depth))
			content = content_hash(content, program->name);
	if (content == FNV_START)
		return;
	suffix = mem_printf("cg%u_%08x", depth, content);
	lowering_name(lowering, name, suffix);
	set = build_set(lowering->compiler->ir, name, IR_TYPE_CGROUPSV2, IR_SET_DYNAMIC);
	VEC_FOREACH (programs, program)
		if (cgroup_has_depth(program, depth))
			cgroup_elements(lowering->compiler->env, program, set);
	for (unsigned level = depth ? depth : 1; level <= (depth ? depth : COMPILE_LEVELS); level++) {
		struct program_alternative *alternative = vec_add(&lowering->programs);

		alternative->match = PROGRAM_MATCH_CGROUP;
		alternative->level = (uint8_t)level;
		memcpy(alternative->set, name, sizeof(name));
	}
}

static int users_collect(const struct environment *env, const program_list_t *programs, enum program_kind kind,
			 number_list_t *ret, struct error *err)
{
	bool (*look_up)(const struct environment *env, const char *name, uint32_t *ret) =
	    kind == PROGRAM_USER ? env->user_id : env->group_id;

	VEC_FOREACH (programs, program) {
		uint32_t number;

		if (program->kind != kind)
			continue;
		if (!look_up || !look_up(env, program->name, &number)) {
			error_set(err, ERROR_REFERENCE,
				  kind == PROGRAM_USER ? _("there is no user '%s' on this machine: create it, or name "
							   "another")
						       : _("there is no group '%s' on this machine: create it, or name "
							   "another"),
				  program->name);
			return error_in_field(err, "application");
		}
		vec_push(ret, number);
	}
	return 0;
}

int lower_programs(struct lowering *lowering, const program_list_t *programs, struct error *err)
{
	const struct environment *env = lowering->compiler->env;
	_cleanup_(number_list_done) number_list_t users = {0}, groups = {0};

	if (!programs->n) {
		(void)vec_add(&lowering->programs); /* all zero: every program */
		return 0;
	}
	if (users_collect(env, programs, PROGRAM_USER, &users, err) != 0 ||
	    users_collect(env, programs, PROGRAM_GROUP, &groups, err) != 0)
		return -1;
	user_add(lowering, PROGRAM_MATCH_USER, IR_TYPE_UID, "us_", &users);
	user_add(lowering, PROGRAM_MATCH_GROUP, IR_TYPE_GID, "gr_", &groups);
	for (unsigned depth = 0; depth <= COMPILE_LEVELS; depth++)
		cgroup_add(lowering, programs, depth);
	return 0;
}

static void time_key(int64_t seconds, uint8_t key[8])
{
	uint64_t nanoseconds = seconds > 0 ? (uint64_t)seconds * 1000000000u : 0;

	for (int i = 0; i < 8; i++)
		key[i] = (uint8_t)(nanoseconds >> (56 - 8 * i));
}

/* Absolute intervals, from the beginning of today in UTC so that the same day gives the same set. The end is written as
 * the instant itself: nft's text knows whole seconds only, and a window that holds one nanosecond longer is the nearest
 * that text and netlink can both say. */
int lower_validity(struct lowering *lowering, struct error *err)
{
	const struct compiler *compiler = lowering->compiler;
	int64_t from = compiler->now - compiler->now % DAY, until = from + (int64_t)COMPILE_HORIZON_DAYS * DAY;
	zoned_validity_list_t items = {0};
	interval_list_t intervals = {0};
	struct ir_set *set;

	if (!lowering->rule->validity.n)
		return 0;
	if (resolve_validity(compiler->policy, compiler->env, &lowering->rule->validity, &items, err) != 0)
		return -1;
	VEC_FOREACH (&items, item)
		validity_intervals(item->validity, item->zone, from, until, &intervals);
	interval_list_normalise(&intervals);
	lowering_name(lowering, lowering->validity_set, "va_");
	set = build_set(compiler->ir, lowering->validity_set, IR_TYPE_TIME, IR_SET_INTERVAL);
	VEC_FOREACH (&intervals, interval) {
		uint8_t low[8], high[8];

		time_key(interval->from, low);
		time_key(interval->until, high);
		build_element(set, low, high);
	}
	vec_done(&items);
	vec_done(&intervals);
	return 0;
}
