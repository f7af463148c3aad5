/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_COMPILE_LOWER_H
#define BACKEND_COMPILE_LOWER_H

/*
 * The plain lowering: one line of the policy becomes one kernel rule, or one for each combination of alternatives that
 * a kernel rule cannot hold together (address family, protocol, host names beside fixed addresses, users beside
 * cgroups, cgroup level). A `struct lowering` is one line on its way: its values flattened, its sets made once,
 * whichever hooks use them.
 */

#include "backend/compile/build.h"
#include "model/environment.h"
#include "model/policy.h"

enum hook { HOOK_OUTPUT, HOOK_INPUT, HOOK_FORWARD, HOOK_PREROUTING, HOOK_NAT_OUTPUT, HOOK_MAX };

struct compiler {
	const struct policy *policy;
	const struct environment *env;
	int64_t now;
	struct watch *watch; /* of the rules; may be NULL */
	struct ir *ir;
	size_t chains[HOOK_MAX]; /* index into ir->chains */
	bool publishes;		 /* the nat chains are there */
	bool tcp_udp;		 /* the shared set is made */
};

/* One way an address list can match in one family: fixed addresses, or the addresses of host names. */
struct address_alternative {
	uint8_t family;
	char set[IR_NAME_MAX + 1]; /* "" : one address, below */
	struct address address;	   /* borrowed */
};

struct side {
	bool any;
	VEC(struct address_alternative) alternatives;
};

/* One way the protocol and service lists can match. */
struct service_alternative {
	int protocol; /* IANA number, PROTOCOL_ANY or PROTOCOL_TCP_UDP */
	bool has_remote, has_local;
	char remote_set[IR_NAME_MAX + 1], local_set[IR_NAME_MAX + 1]; /* "": the one range below */
	struct proto_port remote, local;
};

enum program_match { PROGRAM_MATCH_ALL, PROGRAM_MATCH_USER, PROGRAM_MATCH_GROUP, PROGRAM_MATCH_CGROUP };

struct program_alternative {
	enum program_match match;
	uint8_t level; /* of a cgroup */
	char set[IR_NAME_MAX + 1];
	uint32_t number; /* of one user or group, when set is "" */
};

struct lowering {
	struct compiler *compiler;
	const struct rule *rule;
	struct side remote, local;
	VEC(struct service_alternative) services; /* at least one */
	VEC(struct program_alternative) programs; /* at least one */
	char validity_set[IR_NAME_MAX + 1];	  /* "": always */
	char counter[IR_NAME_MAX + 1];
	char *comment;
	char *log_prefix; /* NULL when the rule does not log */
};

/* Flattens the rule and makes its sets and counter in the table. The error names the field. */
int lowering_init(struct lowering *lowering, struct compiler *compiler, const struct rule *rule, struct error *err);
void lowering_done(struct lowering *lowering);

/* Parts of lowering_init(), a file each. */
void lower_side(struct lowering *lowering, const char *letters, const address_list_t *addresses, struct side *ret);
void lower_services(struct lowering *lowering, const proto_port_list_t *remote, const proto_port_list_t *local);
int lower_programs(struct lowering *lowering, const program_list_t *programs, struct error *err);
int lower_validity(struct lowering *lowering, struct error *err);

/* "r12_" and the suffix. */
void lowering_name(const struct lowering *lowering, char name[IR_NAME_MAX + 1], const char *suffix);

/* One combination of alternatives. */
struct combination {
	uint8_t family; /* 0: either */
	const struct address_alternative *remote, *local;
	const struct service_alternative *service;
	const struct program_alternative *program;
};

/* Calls visit for every combination that can match, in a fixed order. */
void lowering_combinations(const struct lowering *lowering,
			   void (*visit)(const struct lowering *lowering, const struct combination *combination,
					 void *data),
			   void *data);

/* Adds what the combination asks of a packet at the hook. protocol: PROTOCOL_ANY for the combination's own, else the
 * one protocol of it that this kernel rule is about. */
void lowering_match(const struct lowering *lowering, const struct combination *combination, enum hook hook,
		    protocol_t protocol, struct ir_rule *rule);

/* Adds the rule's lines at a hook: its action, log and counter. */
void lowering_emit(struct lowering *lowering, enum hook hook);

/* Publish rules: what they add to the nat chains and the forward chain, and inbound rules asked before them there. */
void lowering_emit_publish(struct lowering *lowering);
void lowering_emit_stay(struct lowering *lowering);

/* A new rule at the end of the hook's chain. The pointer dies with the next one. */
struct ir_rule *compiler_rule(struct compiler *compiler, enum hook hook, int64_t id, const char *comment);
/* A new named counter. */
void compiler_counter(struct compiler *compiler, const char *name, int64_t id);

/* The built-in lines at the beginning of the three filter chains, and the default at their end. */
void compile_builtin_lines(struct compiler *compiler);
void compile_default_lines(struct compiler *compiler);

/* The shared set of the two protocols of tcp+udp, made at first use. */
const char *compiler_tcp_udp_set(struct compiler *compiler);

#endif
