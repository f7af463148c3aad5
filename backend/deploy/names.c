/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Host names through c-ares: many at once on one thread, and a deadline that holds. getaddrinfo(3) has neither. */
#include "backend/deploy/names_socket.h"
#include "backend/deploy/parts.h"

#include <ares.h>
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <time.h>

#define WATCHED_MS 100 /* after which someone who waits for it is asked */
#define WAITS	   5   /* for an answer, within the time that is given for all */

struct query {
	address_list_t *addresses;
	size_t *waiting;
};

static bool has_address(const address_list_t *list, const struct address *address)
{
	VEC_FOREACH (list, have)
		if (address_equal(have, address))
			return true;
	return false;
}

static void add_node(address_list_t *list, const struct ares_addrinfo_node *node)
{
	struct address address;

	if (node->ai_family == AF_INET) {
		const struct sockaddr_in *in = (const void *)node->ai_addr;

		address = address_from_bytes(4, (const uint8_t *)&in->sin_addr);
	} else if (node->ai_family == AF_INET6) {
		const struct sockaddr_in6 *in6 = (const void *)node->ai_addr;

		address = address_from_bytes(6, (const uint8_t *)&in6->sin6_addr);
	} else {
		return;
	}
	if (!has_address(list, &address))
		vec_push(list, address);
}

static void query_answered(void *data, int status, int timeouts, struct ares_addrinfo *result)
{
	struct query *query = data;

	(void)timeouts;
	(*query->waiting)--;
	if (status != ARES_SUCCESS || !result)
		return;
	for (const struct ares_addrinfo_node *node = result->nodes; node; node = node->ai_next)
		add_node(query->addresses, node);
	ares_freeaddrinfo(result);
}

static int64_t now_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static nfds_t wanted_sockets(ares_channel channel, struct pollfd *fds)
{
	ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
	/* Not c-ares' own macros, which shift a signed one into the sign. */
	unsigned bits = (unsigned)ares_getsock(channel, sockets, ARES_GETSOCK_MAXNUM);
	nfds_t n = 0;

	for (int i = 0; i < ARES_GETSOCK_MAXNUM; i++) {
		short events =
		    (short)((bits >> i & 1 ? POLLIN : 0) | (bits >> (i + ARES_GETSOCK_MAXNUM) & 1 ? POLLOUT : 0));

		if (events)
			fds[n++] = (struct pollfd){.fd = sockets[i], .events = events};
	}
	return n;
}

/* One round: wait for an answer, c-ares' own retry timer or the deadline. */
static void process_once(ares_channel channel, int64_t left)
{
	struct pollfd fds[ARES_GETSOCK_MAXNUM];
	nfds_t n = wanted_sockets(channel, fds);
	struct timeval most = {.tv_sec = left / 1000, .tv_usec = left % 1000 * 1000}, timer, *next;

	next = ares_timeout(channel, &most, &timer);
	if (poll(fds, n, (int)(next->tv_sec * 1000 + next->tv_usec / 1000 + 1)) <= 0) {
		ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD); /* retries what is due */
		return;
	}
	for (nfds_t i = 0; i < n; i++)
		ares_process_fd(channel, fds[i].revents & (POLLIN | POLLERR | POLLHUP) ? fds[i].fd : ARES_SOCKET_BAD,
				fds[i].revents & POLLOUT ? fds[i].fd : ARES_SOCKET_BAD);
}

/* c-ares waits 5 s for an answer before it asks again, or the next server: our whole time. A packet that was lost and a
 * first server that is dead must leave time for the others. */
static bool channel_open(const char *root, unsigned milliseconds, ares_channel *ret)
{
	_cleanup_free_ char *path = mem_printf("%s/etc/resolv.conf", root);
	struct ares_options options = {
	    .resolvconf_path = path, .timeout = (int)(milliseconds / WAITS) + 1, .tries = WAITS};
	int given = ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES;

	return ares_init_options(ret, &options, given | (*root ? ARES_OPT_RESOLVCONF : 0)) == ARES_SUCCESS;
}

void names_resolve(const char *root, const strlist_t *names, unsigned milliseconds, struct watch *watch,
		   address_list_t *addresses)
{
	const struct ares_addrinfo_hints hints = {.ai_family = AF_UNSPEC, .ai_flags = ARES_AI_NOSORT};
	int64_t deadline = now_milliseconds() + milliseconds;
	_cleanup_free_ struct query *queries = mem_calloc(names->n, sizeof(*queries));
	size_t waiting = names->n;
	ares_channel channel;

	if (ares_library_init(ARES_LIB_INIT_ALL) != ARES_SUCCESS)
		return;
	if (channel_open(root, milliseconds, &channel)) {
		names_set_sockets(channel);
		for (size_t i = 0; i < names->n; i++) {
			queries[i] = (struct query){&addresses[i], &waiting};
			ares_getaddrinfo(channel, names->v[i], NULL, &hints, query_answered, &queries[i]);
		}
		for (int64_t left; waiting && (left = deadline - now_milliseconds()) > 0 &&
				   watch_ask(watch, names->n - waiting, names->n);)
			process_once(channel, watch && left > WATCHED_MS ? WATCHED_MS : left);
		ares_destroy(channel); /* calls back for what is still asked */
	}
	ares_library_cleanup();
}
