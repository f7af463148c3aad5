/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sockets for c-ares. Where no name server listens, the kernel keeps the ICMP error of a datagram for the next call on
 * the socket. When that is the send of another question, c-ares takes the error for that one alone and waits for an
 * answer to the first until its time is over. So an error of the past is passed over: what is sent then brings one of
 * its own, which is found by reading, where c-ares gives up the server for all that it was asked. */
#include "backend/deploy/names_socket.h"

#include <errno.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static ares_socket_t open_socket(int family, int type, int protocol, void *data)
{
	(void)data;
	return socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
}

static int close_socket(ares_socket_t fd, void *data)
{
	(void)data;
	return close(fd);
}

static int connect_socket(ares_socket_t fd, const struct sockaddr *address, ares_socklen_t length, void *data)
{
	(void)data;
	return connect(fd, address, length);
}

static ares_ssize_t receive(ares_socket_t fd, void *buffer, size_t size, int flags, struct sockaddr *from,
			    ares_socklen_t *length, void *data)
{
	(void)data;
	return recvfrom(fd, buffer, size, flags, from, length);
}

static ares_ssize_t send_parts(ares_socket_t fd, const struct iovec *parts, int n, void *data)
{
	const struct msghdr message = {.msg_iov = (struct iovec *)(uintptr_t)parts, .msg_iovlen = (size_t)n};
	ares_ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);

	(void)data;
	return sent < 0 && errno == ECONNREFUSED ? sendmsg(fd, &message, MSG_NOSIGNAL) : sent;
}

void names_set_sockets(ares_channel channel)
{
	static const struct ares_socket_functions functions = {open_socket, close_socket, connect_socket, receive,
							       send_parts};

	ares_set_socket_functions(channel, &functions, NULL);
}
