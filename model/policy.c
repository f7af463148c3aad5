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
	VEC_FOREACH (&policy->rules, rule)
		vec_push(&copy.rules, rule_copy(rule));
	return copy;
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
