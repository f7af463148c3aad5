/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/deploy/dns.h"

#include "tests/test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define DNS_PORT	53
#define HEADER_SIZE	12
#define UDP_SIZE	512
#define CONNECTIONS_MAX 16
#define NAMES_MAX	64

#define FLAGS_ANSWER	0x8580 /* response, authoritative, recursion desired and available */
#define FLAGS_TRUNCATED 0x0200
#define RCODE_SERVFAIL	2
#define RCODE_NXDOMAIN	3
#define RCODE_REFUSED	5

struct server {
	int udp, listener, connections[CONNECTIONS_MAX];
	const struct dns_name *names;
	unsigned asked[NAMES_MAX]; /* queries for each name of the table, both types together */
};

struct question {
	uint8_t bytes[UDP_SIZE];
	size_t size; /* header and question, without what follows */
	char name[256];
	uint16_t type;
};

static void put16(struct str *out, unsigned value)
{
	str_add_char(out, (char)(value >> 8));
	str_add_char(out, (char)value);
}

static void put_name(struct str *out, const char *name)
{
	while (*name) {
		size_t n = strcspn(name, ".");

		str_add_char(out, (char)n);
		str_add_n(out, name, n);
		name += n + (name[n] == '.');
	}
	str_add_char(out, '\0');
}

static bool read_question(const uint8_t *bytes, size_t size, struct question *ret)
{
	_cleanup_str_ struct str name = {0};
	size_t at = HEADER_SIZE;

	while (at < size && bytes[at] && at + bytes[at] + 1 < size) {
		if (name.length)
			str_add_char(&name, '.');
		str_add_n(&name, (const char *)bytes + at + 1, bytes[at]);
		at += bytes[at] + 1u;
	}
	if (at + 5 > size || name.length >= sizeof(ret->name) || at + 5 > sizeof(ret->bytes))
		return false;
	ret->size = at + 5;
	memcpy(ret->bytes, bytes, ret->size);
	ret->type = (uint16_t)(bytes[at + 1] << 8 | bytes[at + 2]);
	snprintf(ret->name, sizeof(ret->name), "%s", str_text(&name));
	return true;
}

static void put_header(struct str *out, const struct question *question, unsigned flags, unsigned answers)
{
	str_add_n(out, (const char *)question->bytes, 2);
	put16(out, FLAGS_ANSWER | flags);
	put16(out, 1);
	put16(out, answers);
	put16(out, 0);
	put16(out, 0);
	str_add_n(out, (const char *)question->bytes + HEADER_SIZE, question->size - HEADER_SIZE);
}

static void put_record(struct str *out, const char *owner, uint16_t type, const char *data)
{
	_cleanup_str_ struct str value = {0};
	uint8_t address[16];

	if (type == DNS_CNAME)
		put_name(&value, data);
	else if (inet_pton(type == DNS_A ? AF_INET : AF_INET6, data, address) == 1)
		str_add_n(&value, (const char *)address, type == DNS_A ? 4 : 16);
	put_name(out, owner);
	put16(out, type);
	put16(out, 1);
	put16(out, 0);
	put16(out, 300);
	put16(out, (unsigned)value.length);
	str_add_n(out, str_text(&value), value.length);
}

static void answer_records(struct str *out, const struct question *question, const struct dns_name *name)
{
	_cleanup_str_ struct str records = {0};
	const char *owner = name->name;
	unsigned answers = 0;

	for (size_t i = 0; i < ARRAY_SIZE(name->records) && name->records[i].type; i++) {
		const struct dns_record *record = &name->records[i];

		if (record->type != DNS_CNAME && record->type != question->type)
			continue;
		put_record(&records, owner, record->type, record->data);
		answers++;
		if (record->type == DNS_CNAME)
			owner = record->data;
	}
	put_header(out, question, 0, answers);
	str_add_n(out, str_text(&records), records.length);
}

static void answer_many(struct str *out, const struct question *question, const struct dns_name *name)
{
	unsigned n = question->type == DNS_A ? name->number : 0;

	put_header(out, question, 0, n);
	for (unsigned i = 0; i < n; i++) {
		_cleanup_free_ char *address = mem_printf("10.%u.%u.%u", i >> 16, i >> 8 & 255, i & 255);

		put_record(out, name->name, DNS_A, address);
	}
}

static void answer_garbage(struct str *out, const struct question *question, unsigned kind)
{
	static const char *const tails[DNS_GARBAGE_KINDS] = {
	    [0] = "",						/* promises an answer and has none */
	    [1] = "\xc0\x0c\0\1\0\1\0\0\1\x2c\0\4\1\2\3",	/* an address cut short */
	    [2] = "\xc0\x0c\0\1\0\1\0\0\1\x2c\xff\xff\1\2\3\4", /* data that reaches far beyond the end */
	    [3] = "\xc0\x0c\0\1\0\1\0\0\1\x2c\0\3\1\2\3",	/* an address of three bytes */
	    [4] = "\xc0\x30\0\1\0\1\0\0\1\x2c\0\4\1\2\3\4",	/* a name that points behind the end */
	    [5] = "\x3f\x61\x62",				/* a label that ends nowhere */
	    [6] = "\x80\0\1\0\1\0\0\1\x2c\0\4\1\2\3\4",		/* a label of no known kind */
	};
	static const size_t sizes[DNS_GARBAGE_KINDS] = {0, 15, 16, 15, 16, 3, 15};
	size_t end;

	if (kind == 8)
		return; /* an empty datagram */
	put_header(out, question, 0, kind == 0 ? 65535 : 1);
	end = out->length;
	if (kind == 7) { /* a name that points at itself */
		put16(out, 0xc000u | (unsigned)end);
		str_add_n(out, "\0\1\0\1\0\0\1\x2c\0\4\1\2\3\4", 14);
		return;
	}
	str_add_n(out, tails[kind], sizes[kind]);
}

static const struct dns_name *find_name(struct server *server, const struct question *question, unsigned *ret_asked)
{
	for (size_t i = 0; server->names[i].name; i++) {
		if (strcasecmp(server->names[i].name, question->name) != 0)
			continue;
		*ret_asked = server->asked[i]++;
		return &server->names[i];
	}
	return NULL;
}

/* False: no answer at all. */
static bool answer(struct server *server, const struct question *question, bool tcp, struct str *out)
{
	unsigned asked = 0;
	const struct dns_name *name = find_name(server, question, &asked);
	enum dns_manner manner = name ? name->manner : DNS_PLAIN;

	if (manner == DNS_SILENT || (manner == DNS_SECOND && asked < 2))
		return false;
	if (!name)
		put_header(out, question, RCODE_NXDOMAIN, 0);
	else if (manner == DNS_FAIL || manner == DNS_REFUSE)
		put_header(out, question, manner == DNS_FAIL ? RCODE_SERVFAIL : RCODE_REFUSED, 0);
	else if (manner == DNS_GARBAGE)
		answer_garbage(out, question, name->number);
	else if (!tcp && (manner == DNS_TRUNCATED || manner == DNS_MANY))
		put_header(out, question, FLAGS_TRUNCATED, 0);
	else if (manner == DNS_MANY)
		answer_many(out, question, name);
	else
		answer_records(out, question, name);
	return true;
}

static void serve_udp(struct server *server)
{
	struct sockaddr_storage from;
	socklen_t from_size = sizeof(from);
	uint8_t bytes[UDP_SIZE];
	struct question question;
	_cleanup_str_ struct str out = {0};
	ssize_t n = recvfrom(server->udp, bytes, sizeof(bytes), 0, (struct sockaddr *)&from, &from_size);

	if (n > HEADER_SIZE && read_question(bytes, (size_t)n, &question) && answer(server, &question, false, &out))
		(void)sendto(server->udp, str_text(&out), out.length, 0, (struct sockaddr *)&from, from_size);
}

static bool read_all(int fd, uint8_t *bytes, size_t n)
{
	return recv(fd, bytes, n, MSG_WAITALL) == (ssize_t)n;
}

/* One question of a connection; false when it has ended. */
static bool serve_tcp(struct server *server, int fd)
{
	_cleanup_str_ struct str out = {0}, framed = {0};
	uint8_t length[2], bytes[UDP_SIZE];
	struct question question;
	size_t n;

	if (!read_all(fd, length, 2))
		return false;
	n = (size_t)length[0] << 8 | length[1];
	if (n > sizeof(bytes) || !read_all(fd, bytes, n) || !read_question(bytes, n, &question))
		return false;
	if (answer(server, &question, true, &out)) {
		put16(&framed, (unsigned)out.length);
		str_add_n(&framed, str_text(&out), out.length);
		for (size_t sent = 0; sent < framed.length;) {
			ssize_t part = send(fd, framed.text + sent, framed.length - sent, MSG_NOSIGNAL);

			if (part <= 0)
				return false;
			sent += (size_t)part;
		}
	}
	return true;
}

static void take_connection(struct server *server)
{
	int fd = accept(server->listener, NULL, NULL);

	for (size_t i = 0; fd >= 0 && i < CONNECTIONS_MAX; i++) {
		if (server->connections[i] < 0) {
			server->connections[i] = fd;
			fd = -1;
		}
	}
	if (fd >= 0)
		close(fd);
}

static void serve(struct server *server)
{
	struct pollfd fds[2 + CONNECTIONS_MAX] = {{.fd = server->udp, .events = POLLIN},
						  {.fd = server->listener, .events = POLLIN}};

	for (size_t i = 0; i < CONNECTIONS_MAX; i++)
		fds[2 + i] = (struct pollfd){.fd = server->connections[i], .events = POLLIN};
	if (poll(fds, ARRAY_SIZE(fds), -1) < 0)
		return;
	if (fds[0].revents)
		serve_udp(server);
	if (fds[1].revents)
		take_connection(server);
	for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
		if (fds[2 + i].fd < 0 || !fds[2 + i].revents || serve_tcp(server, fds[2 + i].fd))
			continue;
		close(fds[2 + i].fd);
		server->connections[i] = -1;
	}
}

static int bound(int type, const char *text)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(DNS_PORT)};
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0), yes = 1;

	assert_true(fd >= 0);
	assert_int_equal(inet_pton(AF_INET, text, &address.sin_addr), 1);
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	return fd;
}

void dns_start(struct dns *dns, const char *address, const struct dns_name *names)
{
	struct server server = {
	    .names = names, .udp = bound(SOCK_DGRAM, address), .listener = bound(SOCK_STREAM, address)};

	for (size_t i = 0; i < CONNECTIONS_MAX; i++)
		server.connections[i] = -1;
	assert_int_equal(listen(server.listener, CONNECTIONS_MAX), 0);
	dns->pid = fork();
	assert_true(dns->pid >= 0);
	if (dns->pid == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			serve(&server);
	}
	close(server.udp);
	close(server.listener);
}

void dns_stop(struct dns *dns)
{
	kill(dns->pid, SIGKILL);
	(void)waitpid(dns->pid, NULL, 0);
}
