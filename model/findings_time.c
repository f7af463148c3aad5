/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/findings.h"

#include "base/i18n.h"

static bool say(struct error *err, const char *message)
{
	error_set(err, ERROR_VALUE, "%s", message);
	error_in_field(err, "validity");
	return true;
}

static bool holds_after(const struct meaning *m, int64_t now)
{
	VEC_FOREACH (&m->validity, item)
		if (validity_holds_after(item->validity, item->zone, now))
			return true;
	return m->validity.n == 0;
}

bool finding_never_valid(const struct finding_rule *f, struct error *err)
{
	if (holds_after(f->meaning, INT64_MIN))
		return false;
	return say(err,
		   _("none of the dates falls on one of the weekdays, so the rule never holds: change one of the two"));
}

bool finding_expired(const struct finding_rule *f, struct error *err)
{
	if (!f->context->now || holds_after(f->meaning, f->context->now) || !holds_after(f->meaning, INT64_MIN))
		return false;
	return say(err,
		   _("the validity is over, so the rule has no effect any more: set new dates, or delete the rule"));
}

/* Its dates have not come yet; a weekly window that is closed just now does not count. */
static bool begins_later(const struct zoned_validity *item, int64_t now)
{
	int64_t local = now + zone_offset(item->zone, now, NULL, NULL);
	const struct validity *v = item->validity;

	if (v->from_day == VALIDITY_DAY_MIN)
		return false;
	return local < (int64_t)v->from_day * 86400 + (v->span ? v->from_minute * 60 : 0);
}

bool finding_not_yet_valid(const struct finding_rule *f, struct error *err)
{
	if (!f->context->now || !f->meaning->validity.n || !holds_after(f->meaning, INT64_MIN))
		return false;
	VEC_FOREACH (&f->meaning->validity, item)
		if (!begins_later(item, f->context->now) &&
		    validity_holds_after(item->validity, item->zone, f->context->now))
			return false;
	if (!holds_after(f->meaning, f->context->now))
		return false;
	return say(
	    err, _("the validity has not begun, so the rule has no effect yet: nothing need be done if this is meant"));
}
