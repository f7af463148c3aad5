/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/resolve.h"

#include "base/i18n.h"
#include "model/nesting.h"

static int open_addresses(struct nesting *nesting, const address_list_t *list, address_list_t *ret)
{
	VEC_FOREACH (list, item) {
		size_t index;
		int r;

		if (item->kind != ADDRESS_SET) {
			vec_push(ret, address_copy(item));
			continue;
		}
		r = nesting_open(nesting, item->name, &index);
		if (r < 0)
			return -1;
		if (r == 0)
			continue;
		if (open_addresses(nesting, &nesting->policy->address_sets.v[index].members, ret) < 0)
			return -1;
		nesting_close(nesting);
	}
	return 0;
}

/* One item of the rule at a time: one set without members is an error even where another set has some. */
static int resolve_address(const struct policy *policy, const struct address *item, const char *field,
			   address_list_t *ret, struct error *err)
{
	_cleanup_nesting_ struct nesting nesting = {policy, OBJECT_ADDRESS_SET, field, err, {0}, {0}};
	struct address copy = *item;
	address_list_t one = {&copy, 1, 1};
	size_t before = ret->n;

	if (open_addresses(&nesting, &one, ret) < 0)
		return -1;
	if (ret->n == before)
		return nesting_refuse_empty(&nesting, item->name);
	return 0;
}

int resolve_addresses(const struct policy *policy, const address_list_t *list, const char *field, address_list_t *ret,
		      struct error *err)
{
	_cleanup_(address_list_done) address_list_t flat = {0};

	VEC_FOREACH (list, item)
		if (resolve_address(policy, item, field, &flat, err) < 0)
			return -1;
	VEC_FOREACH (&flat, item)
		vec_push(ret, *item);
	flat.n = 0;
	return 0;
}

static int open_programs(struct nesting *nesting, const program_list_t *list, program_list_t *ret)
{
	VEC_FOREACH (list, item) {
		size_t index;
		int r;

		if (item->kind != PROGRAM_OBJECT) {
			vec_push(ret, program_copy(item));
			continue;
		}
		r = nesting_open(nesting, item->name, &index);
		if (r < 0)
			return -1;
		if (r == 0)
			continue;
		if (open_programs(nesting, &nesting->policy->applications.v[index].members, ret) < 0)
			return -1;
		nesting_close(nesting);
	}
	return 0;
}

static int resolve_program(const struct policy *policy, const struct program *item, const char *field,
			   program_list_t *ret, struct error *err)
{
	_cleanup_nesting_ struct nesting nesting = {policy, OBJECT_APPLICATION, field, err, {0}, {0}};
	struct program copy = *item;
	program_list_t one = {&copy, 1, 1};
	size_t before = ret->n;

	if (open_programs(&nesting, &one, ret) < 0)
		return -1;
	if (ret->n == before)
		return nesting_refuse_empty(&nesting, item->name);
	return 0;
}

int resolve_programs(const struct policy *policy, const program_list_t *list, const char *field, program_list_t *ret,
		     struct error *err)
{
	_cleanup_(program_list_done) program_list_t flat = {0};

	VEC_FOREACH (list, item)
		if (resolve_program(policy, item, field, &flat, err) < 0)
			return -1;
	VEC_FOREACH (&flat, item)
		vec_push(ret, *item);
	flat.n = 0;
	return 0;
}

/* Its own zone, else that of the schedule it stands in, else the policy's, else the system's. */
static int find_zone(struct nesting *nesting, const struct environment *env, const struct validity *item,
		     const char *schedule_zone, const struct zone **ret)
{
	const char *policy_zone = nesting->policy->settings.timezone;
	const char *name = item->zone ? item->zone : !str_empty(schedule_zone) ? schedule_zone : policy_zone;
	const struct zone *zone = env && env->zone ? env->zone(env, name ? name : "") : NULL;

	if (!zone && str_empty(name))
		error_set(nesting->err, ERROR_REFERENCE,
			  _("the time zone of this machine is not known: set the policy's time zone, like Asia/Tokyo"));
	else if (!zone)
		error_set(nesting->err, ERROR_REFERENCE,
			  _("there is no time zone '%s' on this machine: write a name like Asia/Tokyo or UTC"), name);
	if (!zone)
		return error_in_field(nesting->err, nesting->field);
	*ret = zone;
	return 0;
}

static int open_validity(struct nesting *nesting, const struct environment *env, const validity_list_t *list,
			 const char *schedule_zone, zoned_validity_list_t *ret)
{
	VEC_FOREACH (list, item) {
		struct zoned_validity zoned = {.validity = item};
		const struct schedule *schedule;
		size_t index;
		int r;

		if (!item->schedule) {
			if (find_zone(nesting, env, item, schedule_zone, &zoned.zone) < 0)
				return -1;
			vec_push(ret, zoned);
			continue;
		}
		r = nesting_open(nesting, item->schedule, &index);
		if (r < 0)
			return -1;
		if (r == 0)
			continue;
		schedule = &nesting->policy->schedules.v[index];
		if (open_validity(nesting, env, &schedule->validity, schedule->timezone, ret) < 0)
			return -1;
		nesting_close(nesting);
	}
	return 0;
}

int resolve_validity(const struct policy *policy, const struct environment *env, const validity_list_t *list,
		     zoned_validity_list_t *ret, struct error *err)
{
	size_t start = ret->n;

	for (size_t i = 0; i < list->n; i++) {
		_cleanup_nesting_ struct nesting nesting = {policy, OBJECT_SCHEDULE, "validity", err, {0}, {0}};
		validity_list_t one = {list->v + i, 1, 1};
		size_t before = ret->n;
		int r = open_validity(&nesting, env, &one, NULL, ret);

		if (r == 0 && ret->n == before)
			r = nesting_refuse_empty(&nesting, list->v[i].schedule);
		if (r < 0) {
			ret->n = start;
			return -1;
		}
	}
	return 0;
}

int resolve_object(const struct policy *policy, const struct environment *env, enum object_kind kind,
		   const struct object *object, struct error *err)
{
	static const char *const fields[OBJECT_MAX] = {"members", "ports", "members", "validity"};
	_cleanup_nesting_ struct nesting nesting = {policy, kind, fields[kind], err, {0}, {0}};
	_cleanup_(address_list_done) address_list_t addresses = {0};
	_cleanup_(program_list_done) program_list_t programs = {0};
	zoned_validity_list_t validity = {0};
	const struct schedule *schedule = (const struct schedule *)object;
	int r = -1;

	/* The four kinds begin alike, with struct object. */
	if (kind == OBJECT_ADDRESS_SET)
		r = open_addresses(&nesting, &((const struct address_set *)object)->members, &addresses);
	else if (kind == OBJECT_SERVICE)
		r = nesting_open_services(&nesting, (const struct service *)object);
	else if (kind == OBJECT_APPLICATION)
		r = open_programs(&nesting, &((const struct application *)object)->members, &programs);
	else if (kind == OBJECT_SCHEDULE)
		r = open_validity(&nesting, env, &schedule->validity, schedule->timezone, &validity);
	vec_done(&validity);
	return r;
}
