/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/nesting.h"

#include "base/i18n.h"
#include "model/resolve.h"

/* By enum object_kind. */
static const char *const labels[OBJECT_MAX] = {
    [OBJECT_ADDRESS_SET] = N_("address set"),
    [OBJECT_SERVICE] = N_("service"),
    [OBJECT_APPLICATION] = N_("application"),
    [OBJECT_SCHEDULE] = N_("schedule"),
};

static size_t find(const struct nesting *nesting, const char *name)
{
	size_t n = policy_object_count(nesting->policy, nesting->kind);

	for (size_t i = 0; i < n; i++)
		if (str_equal(policy_object(nesting->policy, nesting->kind, i)->name, name))
			return i;
	return SIZE_MAX;
}

static int refuse_cycle(struct nesting *nesting, size_t first, const char *name)
{
	_cleanup_str_ struct str chain = {0};

	for (size_t i = first; i < nesting->path.n; i++)
		str_addf(&chain, "%s → ", policy_object(nesting->policy, nesting->kind, nesting->path.v[i])->name);
	str_add(&chain, name);
	error_set(nesting->err, ERROR_CONFLICT, _("the %s '%s' contains itself: %s; take one of these references away"),
		  _(labels[nesting->kind]), name, str_text(&chain));
	return error_in_field(nesting->err, nesting->field);
}

int nesting_refuse_empty(struct nesting *nesting, const char *name)
{
	error_set(nesting->err, ERROR_VALUE, _("the %s '%s' is empty and would match nothing: add a member to it"),
		  _(labels[nesting->kind]), name);
	return error_in_field(nesting->err, nesting->field);
}

int nesting_open(struct nesting *nesting, const char *name, size_t *ret_index)
{
	size_t index = find(nesting, name);

	if (index == SIZE_MAX) {
		error_set(nesting->err, ERROR_REFERENCE,
			  _("there is no %s '%s': make it first, or write what it stands for"),
			  _(labels[nesting->kind]), name);
		return error_in_field(nesting->err, nesting->field);
	}
	for (size_t i = 0; i < nesting->path.n; i++)
		if (nesting->path.v[i] == index)
			return refuse_cycle(nesting, i, name);
	if (nesting->path.n == NESTING_MAX) {
		error_set(nesting->err, ERROR_VALUE,
			  _("the %s '%s' is nested more than %d levels deep: name it further up"),
			  _(labels[nesting->kind]), name, NESTING_MAX);
		return error_in_field(nesting->err, nesting->field);
	}
	VEC_FOREACH (&nesting->seen, seen)
		if (*seen == index)
			return 0;
	vec_push(&nesting->path, index);
	vec_push(&nesting->seen, index);
	*ret_index = index;
	return 1;
}

int nesting_open_services(struct nesting *nesting, const struct service *service)
{
	VEC_FOREACH (&service->ports, member) {
		size_t index = 0;
		int r = member->service ? nesting_open(nesting, member->service, &index) : 0;

		if (r < 0)
			return -1;
		if (r == 0)
			continue;
		if (nesting_open_services(nesting, &nesting->policy->services.v[index]) < 0)
			return -1;
		nesting_close(nesting);
	}
	return 0;
}

void nesting_close(struct nesting *nesting)
{
	nesting->path.n--;
}

void nesting_done(struct nesting *nesting)
{
	vec_done(&nesting->path);
	vec_done(&nesting->seen);
}
