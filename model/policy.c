/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/policy.h"

#include "model/field.h"

#include <stdlib.h>

/* The four vectors, behind one set of functions. */
struct object_list {
	struct object *(*at)(const struct policy *policy, size_t index);
	size_t (*count)(const struct policy *policy);
	struct object *(*add)(struct policy *policy);
	void (*remove)(struct policy *policy, size_t index);
	void (*done)(struct policy *policy);
};

#define OBJECT_LIST(thing, member)                                                                                     \
	static struct object *thing##_at(const struct policy *policy, size_t index)                                    \
	{                                                                                                              \
		return &policy->member.v[index].object;                                                                \
	}                                                                                                              \
	static size_t thing##_count(const struct policy *policy)                                                       \
	{                                                                                                              \
		return policy->member.n;                                                                               \
	}                                                                                                              \
	static struct object *thing##_add(struct policy *policy)                                                       \
	{                                                                                                              \
		return &vec_add(&policy->member)->object;                                                              \
	}                                                                                                              \
	static void thing##_remove(struct policy *policy, size_t index)                                                \
	{                                                                                                              \
		vec_remove(&policy->member, index);                                                                    \
	}                                                                                                              \
	static void thing##_done(struct policy *policy)                                                                \
	{                                                                                                              \
		vec_done(&policy->member);                                                                             \
	}

OBJECT_LIST(address_set, address_sets)
OBJECT_LIST(service, services)
OBJECT_LIST(application, applications)
OBJECT_LIST(schedule, schedules)

#define OBJECT_LIST_ROW(thing)                                                                                         \
	{                                                                                                              \
		thing##_at, thing##_count, thing##_add, thing##_remove, thing##_done                                   \
	}

static const struct object_list object_lists[] = {
    [OBJECT_ADDRESS_SET] = OBJECT_LIST_ROW(address_set),
    [OBJECT_SERVICE] = OBJECT_LIST_ROW(service),
    [OBJECT_APPLICATION] = OBJECT_LIST_ROW(application),
    [OBJECT_SCHEDULE] = OBJECT_LIST_ROW(schedule),
};

void policy_init(struct policy *policy)
{
	*policy = (struct policy){0};
	fields_init(&settings_fields, &policy->settings);
}

static void policy_done_objects(struct policy *policy, enum object_kind kind)
{
	struct object *object;

	for (size_t i = 0; (object = policy_object(policy, kind, i)); i++)
		fields_done(&object_fields[kind], object);
	object_lists[kind].done(policy);
}

void policy_done(struct policy *policy)
{
	fields_done(&settings_fields, &policy->settings);
	for (enum object_kind kind = 0; kind < OBJECT_MAX; kind++)
		policy_done_objects(policy, kind);
	VEC_FOREACH (&policy->rules, rule)
		rule_done(rule);
	vec_done(&policy->rules);
	*policy = (struct policy){0};
}

static void policy_copy_objects(struct policy *to, const struct policy *from, enum object_kind kind)
{
	const struct object *object;

	for (size_t i = 0; (object = policy_object(from, kind, i)); i++) {
		struct object *copy = object_lists[kind].add(to);

		fields_copy(&object_fields[kind], copy, object);
		copy->id = object->id;
	}
}

/* Where it shall lie: by value, many of them would be moved about more than once. */
static void copy_rule(struct rule *to, const struct rule *from)
{
	fields_copy(&rule_fields, to, from);
	to->id = from->id;
}

struct policy policy_copy(const struct policy *policy)
{
	struct policy copy = *policy;

	fields_copy(&settings_fields, &copy.settings, &policy->settings);
	memset(&copy.address_sets, 0, sizeof(copy.address_sets));
	memset(&copy.services, 0, sizeof(copy.services));
	memset(&copy.applications, 0, sizeof(copy.applications));
	memset(&copy.schedules, 0, sizeof(copy.schedules));
	memset(&copy.rules, 0, sizeof(copy.rules));
	for (enum object_kind kind = 0; kind < OBJECT_MAX; kind++)
		policy_copy_objects(&copy, policy, kind);
	if (policy->rules.n)
		vec_reserve(&copy.rules, policy->rules.n);
	for (; copy.rules.n < policy->rules.n; copy.rules.n++)
		copy_rule(&copy.rules.v[copy.rules.n], &policy->rules.v[copy.rules.n]);
	return copy;
}

static bool same_rule(const struct rule *a, const struct rule *b)
{
	return a->id == b->id && rule_equal(a, b);
}

static void follow_objects(struct policy *policy, const struct policy *other)
{
	for (enum object_kind kind = 0; kind < OBJECT_MAX; kind++) {
		policy_done_objects(policy, kind);
		policy_copy_objects(policy, other, kind);
	}
}

/* What lies between the rules that are alike at the beginning and at the end is copied anew. */
static void follow_rules(struct policy *policy, const struct policy *other)
{
	const struct rule *from = other->rules.v;
	size_t n = other->rules.n, old = policy->rules.n, first = 0, tail = 0;

	while (first < old && first < n && same_rule(&policy->rules.v[first], &from[first]))
		first++;
	while (tail < old - first && tail < n - first &&
	       same_rule(&policy->rules.v[old - tail - 1], &from[n - tail - 1]))
		tail++;
	for (size_t i = first; i < old - tail; i++)
		rule_done(&policy->rules.v[i]);
	while (policy->rules.n < n)
		(void)vec_add(&policy->rules);
	if (tail && n != old)
		memmove(&policy->rules.v[n - tail], &policy->rules.v[old - tail], tail * sizeof(*policy->rules.v));
	policy->rules.n = n;
	for (size_t i = first; i < n - tail; i++)
		copy_rule(&policy->rules.v[i], &from[i]);
}

void policy_follow(struct policy *policy, const struct policy *other)
{
	fields_done(&settings_fields, &policy->settings);
	fields_copy(&settings_fields, &policy->settings, &other->settings);
	follow_objects(policy, other);
	follow_rules(policy, other);
	policy->version = other->version;
}

static bool policy_equal_objects(const struct policy *a, const struct policy *b, enum object_kind kind)
{
	size_t n = policy_object_count(a, kind);

	if (n != policy_object_count(b, kind))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!fields_equal(&object_fields[kind], policy_object(a, kind, i), policy_object(b, kind, i)))
			return false;
	return true;
}

bool policy_equal(const struct policy *a, const struct policy *b)
{
	if (!fields_equal(&settings_fields, &a->settings, &b->settings) || a->rules.n != b->rules.n)
		return false;
	for (enum object_kind kind = 0; kind < OBJECT_MAX; kind++)
		if (!policy_equal_objects(a, b, kind))
			return false;
	for (size_t i = 0; i < a->rules.n; i++)
		if (!rule_equal(&a->rules.v[i], &b->rules.v[i]))
			return false;
	return true;
}

size_t policy_find_rule(const struct policy *policy, int64_t id)
{
	VEC_FOREACH (&policy->rules, rule)
		if (rule->id == id)
			return (size_t)(rule - policy->rules.v);
	return SIZE_MAX;
}

struct object *policy_object(const struct policy *policy, enum object_kind kind, size_t index)
{
	return index < policy_object_count(policy, kind) ? object_lists[kind].at(policy, index) : NULL;
}

size_t policy_object_count(const struct policy *policy, enum object_kind kind)
{
	return object_lists[kind].count(policy);
}

struct object *policy_find_object(const struct policy *policy, enum object_kind kind, const char *name)
{
	struct object *object;

	for (size_t i = 0; (object = policy_object(policy, kind, i)); i++)
		if (str_equal(object->name, name))
			return object;
	return NULL;
}

struct object *policy_add_object(struct policy *policy, enum object_kind kind)
{
	struct object *object = object_lists[kind].add(policy);

	fields_init(&object_fields[kind], object);
	return object;
}

void policy_remove_object(struct policy *policy, enum object_kind kind, size_t index)
{
	fields_done(&object_fields[kind], policy_object(policy, kind, index));
	object_lists[kind].remove(policy, index);
}
