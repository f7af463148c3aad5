/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/deploy/parts.h"
#include "backend/deploy/system.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <pthread.h>

struct service_entry {
	const char *name;
	const char *protocol;
	uint16_t port;
	size_t order; /* in the database: of two entries with one key the first counts, as for getservbyname(3) */
};
typedef VEC(struct service_entry) service_list_t;

struct services {
	service_list_t by_name;
	service_list_t by_port; /* without aliases */
	strlist_t texts;	/* owns what both lists point at */
};

static int compare_numbers(size_t a, size_t b)
{
	return a < b ? -1 : a > b;
}

static int compare_names(const void *a, const void *b)
{
	const struct service_entry *x = a, *y = b;
	int result = strcmp(x->name, y->name);

	if (result == 0)
		result = strcmp(x->protocol, y->protocol);
	return result ? result : compare_numbers(x->order, y->order);
}

static int compare_ports(const void *a, const void *b)
{
	const struct service_entry *x = a, *y = b;
	int result = compare_numbers(x->port, y->port);

	if (result == 0)
		result = strcmp(x->protocol, y->protocol);
	return result ? result : compare_numbers(x->order, y->order);
}

static const char *keep_text(struct services *services, const char *text)
{
	strlist_add(&services->texts, text);
	return services->texts.v[services->texts.n - 1];
}

static void add_entry(void *context, const struct servent *found)
{
	struct services *services = context;
	struct service_entry entry = {
	    .name = keep_text(services, found->s_name),
	    .protocol = keep_text(services, found->s_proto),
	    .port = ntohs((uint16_t)found->s_port),
	    .order = services->by_name.n,
	};

	vec_push(&services->by_name, entry);
	vec_push(&services->by_port, entry);
	for (char **alias = found->s_aliases; alias && *alias; alias++) {
		entry.name = keep_text(services, *alias);
		vec_push(&services->by_name, entry);
	}
}

void system_each_service(void (*visit)(void *context, const struct servent *service), void *context)
{
	static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
	const struct servent *found;

	pthread_mutex_lock(&one_at_a_time);
	setservent(1);
	while ((found = getservent()))
		visit(context, found);
	endservent();
	pthread_mutex_unlock(&one_at_a_time);
}

struct services *services_new(void)
{
	struct services *services = MEM_NEW(struct services);

	system_each_service(add_entry, services);
	if (services->by_name.n > 0) {
		qsort(services->by_name.v, services->by_name.n, sizeof(struct service_entry), compare_names);
		qsort(services->by_port.v, services->by_port.n, sizeof(struct service_entry), compare_ports);
	}
	return services;
}

void services_free(struct services *services)
{
	if (!services)
		return;
	vec_done(&services->by_name);
	vec_done(&services->by_port);
	strlist_done(&services->texts);
	free(services);
}

/* The first entry that does not stand before key; NULL past the end. */
static const struct service_entry *find_first(const service_list_t *list, const struct service_entry *key,
					      int (*compare)(const void *, const void *))
{
	size_t low = 0, high = list->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(&list->v[middle], key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < list->n ? &list->v[low] : NULL;
}

bool services_port(const struct services *services, const char *name, const char *protocol, uint16_t *ret)
{
	struct service_entry key = {.name = name, .protocol = protocol};
	const struct service_entry *found = find_first(&services->by_name, &key, compare_names);

	if (!found || strcmp(found->name, name) != 0 || strcmp(found->protocol, protocol) != 0)
		return false;
	*ret = found->port;
	return true;
}

const char *services_name(const struct services *services, uint16_t port, const char *protocol)
{
	struct service_entry key = {.port = port, .protocol = protocol};
	const struct service_entry *found = find_first(&services->by_port, &key, compare_ports);

	return found && found->port == port && strcmp(found->protocol, protocol) == 0 ? found->name : NULL;
}
