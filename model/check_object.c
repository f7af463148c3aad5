/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/check.h"

#include "base/i18n.h"
#include "model/field.h"
#include "model/resolve.h"

static int check_name(const struct policy *policy, enum object_kind kind, const struct object *object,
		      struct error *err)
{
	const struct object *other;

	if (str_empty(object->name)) {
		error_set(err, ERROR_VALUE, _("an object needs a name: rules use it to refer to the object"));
		return error_in_field(err, "name");
	}
	for (size_t i = 0; (other = policy_object(policy, kind, i)); i++) {
		if (other == object || (object->id && other->id == object->id) || !str_equal(other->name, object->name))
			continue;
		error_set(err, ERROR_CONFLICT,
			  _("the name '%s' is taken by another object of this kind: choose another"), object->name);
		return error_in_field(err, "name");
	}
	return 0;
}

static int check_timezone(const struct environment *env, enum object_kind kind, const struct object *object,
			  struct error *err)
{
	const char *name = kind == OBJECT_SCHEDULE ? ((const struct schedule *)object)->timezone : NULL;

	if (str_empty(name) || (env && env->zone && env->zone(env, name)))
		return 0;
	error_set(err, ERROR_REFERENCE,
		  _("there is no time zone '%s' on this machine: write a name like Asia/Tokyo or UTC"), name);
	return error_in_field(err, "timezone");
}

int object_check(const struct policy *policy, const struct environment *env, enum object_kind kind,
		 const struct object *object, struct error *err)
{
	if (check_name(policy, kind, object, err) < 0 || check_timezone(env, kind, object, err) < 0 ||
	    resolve_object(policy, env, kind, object, err) < 0)
		return error_about(err, object_fields[kind].kind, object->id, 0, object->name);
	return 0;
}
