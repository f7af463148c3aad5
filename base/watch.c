/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/watch.h"

#include "base/i18n.h"

#define EVERY 128 /* items; a power of two */

bool watch_go_on(struct watch *watch, size_t done, size_t total)
{
	return !watch || (done % EVERY && !watch->cancelled) || watch_ask(watch, done, total);
}

bool watch_ask(struct watch *watch, size_t done, size_t total)
{
	if (!watch)
		return true;
	if (!watch->cancelled)
		watch->cancelled = !watch->go_on(watch->context, done, total);
	return !watch->cancelled;
}

int watch_refuse(const struct watch *watch, struct error *err)
{
	if (!watch || !watch->cancelled)
		return 0;
	return error_set(err, ERROR_CANCELLED, _("cancelled: nothing was changed"));
}
