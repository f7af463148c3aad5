/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_POLICY_H
#define MODEL_POLICY_H

#include "model/rule.h"

enum verdict { VERDICT_ACCEPT, VERDICT_DROP, VERDICT_REJECT, VERDICT_MAX };

struct settings {
	uint8_t default_outbound; /* enum verdict */
	uint8_t default_inbound;
	uint8_t default_forward;
	bool log_unmatched;
	bool keep_ssh;
	char *timezone; /* NULL: the system's; owned */
};

/* The four kinds of object begin alike (struct object), so that list, store and command line treat them alike. */
struct object {
	int64_t id; /* 0: not stored yet */
	char *name;
	char *comment;
};

struct address_set {
	struct object object;
	address_list_t members; /* may name other sets */
};

/* One member of a service object: "tcp/110", "udp/6000-6010", "icmp/echo-request", "esp", or "@Other service". */
struct service_member {
	struct proto_port port;
	char *service; /* nested service object; the port is unset then; owned */
};
typedef VEC(struct service_member) service_member_list_t;

struct service {
	struct object object;
	service_member_list_t ports; /* key "ports" */
};

struct application {
	struct object object;
	program_list_t members;
};

struct schedule {
	struct object object;
	validity_list_t validity;
	char *timezone; /* NULL: the policy's; owned */
};

enum object_kind { OBJECT_ADDRESS_SET, OBJECT_SERVICE, OBJECT_APPLICATION, OBJECT_SCHEDULE, OBJECT_MAX };

struct policy {
	struct settings settings;
	VEC(struct address_set) address_sets;
	VEC(struct service) services;
	VEC(struct application) applications;
	VEC(struct schedule) schedules;
	VEC(struct rule) rules;
	int64_t version; /* of the store it was loaded from; store_save() compares it */
};

/* An empty policy with the settings of a document that leaves them out: accept, accept, accept, no log, keep_ssh on. */
void policy_init(struct policy *policy);
void policy_done(struct policy *policy);
struct policy policy_copy(const struct policy *policy);
/* Makes the policy a copy of the other one, ids and version included, in place: where they differ little, as before and
 * after an edit, at little cost. */
void policy_follow(struct policy *policy, const struct policy *other);
bool policy_equal(const struct policy *a, const struct policy *b); /* ids and version are not compared */
#define _cleanup_policy_ _cleanup_(policy_done)

/* Index of the rule with the id, or SIZE_MAX. */
size_t policy_find_rule(const struct policy *policy, int64_t id);

/* Objects of one kind, seen through their common beginning. index runs from 0; NULL past the end. */
struct object *policy_object(const struct policy *policy, enum object_kind kind, size_t index);
size_t policy_object_count(const struct policy *policy, enum object_kind kind);
/* By exact name; NULL when there is none. */
struct object *policy_find_object(const struct policy *policy, enum object_kind kind, const char *name);
/* Adds an empty object of the kind (name and comment unset). Pointers to objects of this kind die. */
struct object *policy_add_object(struct policy *policy, enum object_kind kind);
void policy_remove_object(struct policy *policy, enum object_kind kind, size_t index);

/* Gives the object a new name and follows every reference to it, in rules and other objects. */
void policy_rename_object(struct policy *policy, enum object_kind kind, const char *from, const char *to);

/* Where an object is used. */
struct usage {
	bool is_rule;
	size_t index;		/* of the rule, or of the object of the same kind that nests it */
	const char *field;	/* key of the field that names it, static */
};
typedef VEC(struct usage) usage_list_t;
void policy_where_used(const struct policy *policy, enum object_kind kind, const char *name, usage_list_t *ret);

#endif
