/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/policy.h"

#include "model/type.h"

#include <stdlib.h>

/* The name of an object that item i of a list names, or NULL: the slot itself, so that it can be replaced. */

static char **address_reference(void *value, size_t i)
{
	struct address *address = &((address_list_t *)value)->v[i];

	return address->kind == ADDRESS_SET ? &address->name : NULL;
}

static char **port_reference(void *value, size_t i)
{
	return &((port_list_t *)value)->v[i].name;
}

static char **service_member_reference(void *value, size_t i)
{
	return &((service_member_list_t *)value)->v[i].service;
}

static char **program_reference(void *value, size_t i)
{
	struct program *program = &((program_list_t *)value)->v[i];

	return program->kind == PROGRAM_OBJECT ? &program->name : NULL;
}

static char **validity_reference(void *value, size_t i)
{
	return &((validity_list_t *)value)->v[i].schedule;
}

static const struct reference_type {
	const struct value_type *type;
	enum object_kind kind;
	char **(*slot)(void *value, size_t i);
} reference_types[] = {
    {&type_address_list, OBJECT_ADDRESS_SET, address_reference},
    {&type_port_list, OBJECT_SERVICE, port_reference},
    {&type_service_member_list, OBJECT_SERVICE, service_member_reference},
    {&type_program_list, OBJECT_APPLICATION, program_reference},
    {&type_validity_list, OBJECT_SCHEDULE, validity_reference},
};

/* How a field names objects of the kind; NULL when it does not. */
static const struct reference_type *reference_type_find(const struct field *field, enum object_kind kind)
{
	for (size_t i = 0; i < ARRAY_SIZE(reference_types); i++)
		if (field->flags & FIELD_REFERS && reference_types[i].type == field->type &&
		    reference_types[i].kind == kind)
			return &reference_types[i];
	return NULL;
}

/* Replaces `from` in one field where `to` is given. Gives the number of items that name it. */
static size_t references_in_field(const struct field *field, void *of, enum object_kind kind, const char *from,
				  const char *to)
{
	const struct reference_type *reference = reference_type_find(field, kind);
	void *value = field_value(field, of);
	size_t n = reference ? field->type->count(value) : 0;
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		char **slot = reference->slot(value, i);

		if (!slot || !*slot || !str_equal(*slot, from))
			continue;
		found++;
		if (to) {
			free(*slot);
			*slot = mem_strdup(to);
		}
	}
	return found;
}

void policy_rename_object(struct policy *policy, enum object_kind kind, const char *from, const char *to)
{
	_cleanup_free_ char *old = mem_strdup(from); /* from may be the name that is replaced */
	_cleanup_free_ char *new = mem_strdup(to);
	struct object *object = policy_find_object(policy, kind, old);

	if (!object)
		return;
	free(object->name);
	object->name = mem_strdup(new);
	for (size_t i = 0; i < policy->rules.n; i++)
		for (size_t f = 0; f < rule_fields.n; f++)
			references_in_field(&rule_fields.fields[f], &policy->rules.v[i], kind, old, new);
	for (size_t i = 0; (object = policy_object(policy, kind, i)); i++)
		for (size_t f = 0; f < object_fields[kind].n; f++)
			references_in_field(&object_fields[kind].fields[f], object, kind, old, new);
}

/* Adds the fields of one rule or object that name the object. */
static void where_used_in(const struct field_table *table, void *of, enum object_kind kind, const char *name,
			  struct usage usage, usage_list_t *ret)
{
	for (size_t f = 0; f < table->n; f++) {
		if (!references_in_field(&table->fields[f], of, kind, name, NULL))
			continue;
		usage.field = table->fields[f].key;
		vec_push(ret, usage);
	}
}

void policy_where_used(const struct policy *policy, enum object_kind kind, const char *name, usage_list_t *ret)
{
	struct object *object;

	for (size_t i = 0; i < policy->rules.n; i++)
		where_used_in(&rule_fields, &policy->rules.v[i], kind, name,
			      (struct usage){.is_rule = true, .index = i}, ret);
	for (size_t i = 0; (object = policy_object(policy, kind, i)); i++)
		where_used_in(&object_fields[kind], object, kind, name, (struct usage){.index = i}, ret);
}
