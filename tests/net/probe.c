/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/test.h"

#include "tests/net/probe.h"

#include "base/str.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char *const answer_words[] = {"open", "prohibited", "refused", "silent", "another error"};

struct trial {
	struct probe *probe;
	int fd;		/* -1 when it is over */
	bool connected; /* and waits for what the server says */
	int64_t begun;
};

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* ---- the servers' side ---- */

static void address_text(const struct sockaddr_storage *peer, char text[INET6_ADDRSTRLEN])
{
	const struct sockaddr_in *in = (const void *)peer;
	const struct sockaddr_in6 *in6 = (const void *)peer;

	assert_non_null(inet_ntop(peer->ss_family,
				  peer->ss_family == AF_INET ? (const void *)&in->sin_addr : &in6->sin6_addr, text,
				  INET6_ADDRSTRLEN));
}

static void greet(int listener)
{
	struct sockaddr_storage peer = {0};
	socklen_t length = sizeof(peer);
	int fd = accept4(listener, (struct sockaddr *)&peer, &length, SOCK_CLOEXEC);
	char text[INET6_ADDRSTRLEN];

	if (fd < 0)
		return;
	address_text(&peer, text);
	(void)send(fd, text, strlen(text), MSG_NOSIGNAL);
	close(fd);
}

static void answer(int fd)
{
	struct sockaddr_storage peer = {0};
	socklen_t length = sizeof(peer);
	char text[INET6_ADDRSTRLEN], byte;

	if (recvfrom(fd, &byte, 1, 0, (struct sockaddr *)&peer, &length) < 0)
		return;
	address_text(&peer, text);
	(void)sendto(fd, text, strlen(text), 0, (struct sockaddr *)&peer, length);
}

static void serve(const struct server *server)
{
	if (server->type == SOCK_STREAM)
		greet(server->fd);
	else
		answer(server->fd);
}

/* ---- the clients' side ---- */

static enum answer classify(int error)
{
	static const struct {
		int error;
		enum answer answer;
	} answers[] = {
	    {EHOSTUNREACH, ANSWER_PROHIBITED}, /* ICMP, RFC 1812 5.2.7.1 */
	    {EACCES, ANSWER_PROHIBITED},       /* ICMPv6, RFC 4443 3.1 */
	    {ECONNREFUSED, ANSWER_REFUSED},
	};

	for (size_t i = 0; i < ARRAY_SIZE(answers); i++)
		if (answers[i].error == error)
			return answers[i].answer;
	return ANSWER_OTHER;
}

static void own_address(struct probe *probe, int fd)
{
	struct sockaddr_storage name = {0};
	socklen_t length = sizeof(name);

	assert_int_equal(getsockname(fd, (struct sockaddr *)&name, &length), 0);
	address_text(&name, probe->own);
}

static void trial_end(struct trial *trial, enum answer have, int error)
{
	struct probe *probe = trial->probe;

	if (have == ANSWER_OPEN)
		own_address(probe, trial->fd);
	probe->have = have;
	probe->error = error;
	if (!trial->connected)
		probe->microseconds = now() - trial->begun;
	if (trial->fd >= 0)
		close(trial->fd);
	trial->fd = -1;
}

/* The kernel notes whose a socket is when it is made. */
static int make_socket(const struct world *world, const struct probe *probe, sa_family_t family)
{
	int fd;

	world_enter(world, probe->from);
	if (probe->gid)
		assert_int_equal(setegid(probe->gid), 0);
	if (probe->uid)
		assert_int_equal(seteuid(probe->uid), 0);
	fd = socket(family, probe->type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	assert_int_equal(seteuid(0), 0);
	assert_int_equal(setegid(0), 0);
	world_leave(world);
	assert_true(fd >= 0);
	return fd;
}

static void bind_source(const struct probe *probe, int fd)
{
	socklen_t length;
	struct sockaddr_storage name = {0};

	if (!probe->source)
		return;
	name = world_address(probe->source, 0, &length);
	assert_int_equal(bind(fd, (struct sockaddr *)&name, length), 0);
}

/* The output hook lets send() fail at once; whether an ICMP error comes too is what counts. */
static bool start(const struct probe *probe, int fd, const struct sockaddr_storage *name, socklen_t length)
{
	if (connect(fd, (const struct sockaddr *)name, length) != 0)
		return errno == EINPROGRESS;
	return probe->type != SOCK_DGRAM || send(fd, "?", 1, 0) >= 0 || errno == EPERM;
}

static void trial_begin(const struct world *world, struct trial *trial)
{
	struct probe *probe = trial->probe;
	socklen_t length;
	struct sockaddr_storage name = world_address(probe->to, probe->port, &length);

	trial->fd = make_socket(world, probe, name.ss_family);
	bind_source(probe, trial->fd);
	probe->have = ANSWER_SILENT;
	trial->begun = now();
	if (!start(probe, trial->fd, &name, length))
		trial_end(trial, classify(errno), errno);
}

static int socket_error(int fd)
{
	int error = 0;
	socklen_t length = sizeof(error);

	assert_int_equal(getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length), 0);
	return error;
}

static void trial_read(struct trial *trial)
{
	struct probe *probe = trial->probe;
	ssize_t n = recv(trial->fd, probe->seen, sizeof(probe->seen) - 1, MSG_DONTWAIT);

	if (n > 0)
		trial_end(trial, ANSWER_OPEN, 0);
	else if (n == 0 || errno != EAGAIN)
		trial_end(trial, ANSWER_OTHER, n < 0 ? errno : EPIPE);
}

static void trial_step(struct trial *trial)
{
	int error = socket_error(trial->fd);

	if (error) {
		trial_end(trial, classify(error), error);
		return;
	}
	if (!trial->connected) {
		trial->probe->microseconds = now() - trial->begun;
		trial->connected = trial->probe->type == SOCK_STREAM;
	}
	trial_read(trial);
}

/* ---- all together ---- */

static short events_of(const struct trial *trial)
{
	return trial->probe->type == SOCK_STREAM && !trial->connected ? POLLOUT : POLLIN;
}

static bool is_over(const struct trial *trials, size_t n, int64_t begun)
{
	int64_t milliseconds = (now() - begun) / 1000;

	for (size_t i = 0; i < n; i++) {
		int64_t limit = trials[i].probe->want == ANSWER_SILENT ? PROBE_SILENCE : PROBE_PATIENCE;

		if (trials[i].fd >= 0 && milliseconds < limit)
			return false;
	}
	return true;
}

static void wait_once(const struct world *world, struct trial *trials, size_t n)
{
	size_t servers = world->servers.n;
	_cleanup_free_ struct pollfd *fds = mem_calloc(n + servers, sizeof(*fds));

	for (size_t i = 0; i < servers; i++)
		fds[i] = (struct pollfd){.fd = world->servers.v[i].fd, .events = POLLIN};
	for (size_t i = 0; i < n; i++)
		fds[servers + i] = (struct pollfd){.fd = trials[i].fd, .events = events_of(&trials[i])};
	if (poll(fds, n + servers, 20) <= 0)
		return;
	for (size_t i = 0; i < servers; i++)
		if (fds[i].revents)
			serve(&world->servers.v[i]);
	for (size_t i = 0; i < n; i++)
		if (fds[servers + i].revents && trials[i].fd >= 0)
			trial_step(&trials[i]);
}

void probe_run(const struct world *world, struct probe *probes, size_t n)
{
	_cleanup_free_ struct trial *trials = mem_calloc(n, sizeof(*trials));
	int64_t begun = now();

	for (size_t i = 0; i < n; i++) {
		trials[i] = (struct trial){.probe = &probes[i], .fd = -1};
		trial_begin(world, &trials[i]);
	}
	while (!is_over(trials, n, begun))
		wait_once(world, trials, n);
	for (size_t i = 0; i < n; i++)
		if (trials[i].fd >= 0)
			trial_end(&trials[i], ANSWER_SILENT, 0);
}

static void complain(const struct probe *probe, size_t number, struct str *out)
{
	bool other_address = probe->have == ANSWER_OPEN && strcmp(probe->seen, probe->own) != 0;

	if (probe->have == probe->want && !other_address)
		return;
	str_addf(out, "%zu: %s to %s port %u", number, probe->type == SOCK_STREAM ? "tcp" : "udp", probe->to,
		 probe->port);
	if (probe->note)
		str_addf(out, " [%s]", probe->note);
	if (probe->have != probe->want)
		str_addf(out, " is %s (%s) and not %s", answer_words[probe->have], strerror(probe->error),
			 answer_words[probe->want]);
	if (other_address)
		str_addf(out, " comes from %s and is seen as %s", probe->own, probe->seen);
	str_add_char(out, '\n');
}

void probe_check(const struct world *world, const struct probe *probes, size_t n)
{
	_cleanup_free_ struct probe *copies = mem_dup(probes, n * sizeof(*probes));
	_cleanup_str_ struct str wrong = {0};

	probe_run(world, copies, n);
	for (size_t i = 0; i < n; i++)
		complain(&copies[i], i + 1, &wrong);
	if (wrong.length)
		fail_msg("%s", str_text(&wrong));
}
