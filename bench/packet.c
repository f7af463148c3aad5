/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a packet costs: UDP to a bridge without ports, which throws it away (loopback passes before the rules), of a
 * connection that is not answered and so stays new, matched by the last rule; against no table at all.
 */
#include "bench/bench.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define PACKETS 20000
#define BATCHES 7

static int open_sender(uint32_t address, uint16_t port)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(address)};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0)
		bench_die("socket", strerror(errno));
	return fd;
}

/* Nanoseconds a packet. */
static double send_cost(int fd, size_t packets)
{
	struct bench_runs runs = {.n = 0};

	for (int batch = 0; batch < BATCHES; batch++) {
		double begin = bench_now();

		for (size_t i = 0; i < packets; i++)
			if (send(fd, "x", 1, 0) < 0)
				bench_die("send", strerror(errno));
		bench_add(&runs, (struct bench_cost){.milliseconds = (bench_now() - begin) * 1e6 / (double)packets});
	}
	return bench_time(&runs);
}

static void load_policy(size_t n)
{
	_cleanup_kernel_ struct kernel *kernel = bench_kernel();
	_cleanup_policy_ struct policy policy;
	_cleanup_ir_ struct ir ir;

	bench_policy(n, "udp", &policy);
	bench_compile(&policy, &ir);
	bench_apply(kernel, &ir);
}

void bench_packets(void)
{
	static const size_t sizes[] = {10, 100, 1000, 10000};

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		size_t n = sizes[i], last = n - 1;
		double without, with;
		int fd;

		bench_namespace();
		bench_run("/usr/sbin/ip", "link", "add", "sink0", "type", "bridge", NULL);
		bench_run("/usr/sbin/ip", "addr", "add", "10.255.255.1/8", "dev", "sink0", NULL);
		bench_run("/usr/sbin/ip", "link", "set", "sink0", "up", NULL);
		/* A neighbour for the one address, or every packet waits for ARP. */
		bench_run("/usr/sbin/ip", "link", "set", "sink0", "arp", "off", NULL);
		fd = open_sender(0x0a000000u + (uint32_t)last, (uint16_t)(1 + last % 30000));
		without = send_cost(fd, PACKETS);
		load_policy(n);
		with = send_cost(fd, n > 1000 ? PACKETS / 20 : PACKETS);
		close(fd);
		printf("%-46s %7zu %12.0f %12.0f ns  %+9.0f ns a packet\n", "packet, last rule matches: no table", n,
		       with, without, with - without);
		fflush(stdout);
	}
}
