/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One rule of many is changed: by us in a process that holds the table already, and in a new one that reads it first.
 */
#include "bench/bench.h"

#include <stdio.h>

#define RULES 10000
#define TURNS 9
#define PLACE 5000 /* of the changed rule */

static double changed_ms(struct kernel *kernel, struct policy *policy, unsigned turn)
{
	_cleanup_ir_ struct ir ir;
	double begin;

	bench_change_rule(policy, PLACE, turn);
	begin = bench_now();
	bench_compile(policy, &ir);
	bench_apply(kernel, &ir);
	return bench_now() - begin;
}

static double changed_without_compile_ms(struct kernel *kernel, struct policy *policy, unsigned turn)
{
	_cleanup_ir_ struct ir ir;
	double begin;

	bench_change_rule(policy, PLACE, turn);
	bench_compile(policy, &ir);
	begin = bench_now();
	bench_apply(kernel, &ir);
	return bench_now() - begin;
}

/* n rules are in the kernel afterwards. file: "held", "apply" or "new". */
void bench_change_child(size_t n, const char *file)
{
	_cleanup_kernel_ struct kernel *kernel = bench_kernel(), *fresh = NULL;
	_cleanup_policy_ struct policy policy;
	struct bench_runs runs = {.n = 0};
	_cleanup_ir_ struct ir ir;

	bench_policy(n, "tcp", &policy);
	bench_compile(&policy, &ir);
	bench_apply(kernel, &ir);
	(void)changed_ms(kernel, &policy, 0); /* reads the table, which a large load leaves unread */
	for (unsigned turn = 1; turn <= TURNS; turn++) {
		double ms;

		if (str_equal(file, "new")) {
			kernel_close(fresh);
			fresh = bench_kernel();
			ms = changed_ms(fresh, &policy, turn);
		} else if (str_equal(file, "apply")) {
			ms = changed_without_compile_ms(kernel, &policy, turn);
		} else {
			ms = changed_ms(kernel, &policy, turn);
		}
		bench_add(&runs, (struct bench_cost){.milliseconds = ms});
	}
	bench_report(bench_time(&runs));
}

static uint64_t handle_of(size_t rule)
{
	_cleanup_kernel_ struct kernel *kernel = bench_kernel();
	_cleanup_error_ struct error err = {0};
	_cleanup_ir_ struct ir ir;
	uint64_t handle = 0;
	bool exists;

	if (kernel_read(kernel, COMPILE_TABLE, &ir, &exists, &err) < 0)
		bench_die("read", err.message);
	VEC_FOREACH (&ir.chains, chain)
		VEC_FOREACH (&chain->rules, line)
			if (line->id == (int64_t)rule)
				handle = line->handle;
	return handle;
}

/* The table stands loaded: nft's two ways to change it. */
static void change_by_nft(const char *file, struct bench_runs *reload, struct bench_runs *replace)
{
	for (int i = 0; i < 5; i++) {
		_cleanup_free_ char *handle = NULL;

		bench_add(reload, bench_run(BENCH_NFT, "-f", file, NULL));
		handle = mem_printf("%llu", (unsigned long long)handle_of(PLACE));
		bench_add(replace,
			  bench_run(BENCH_NFT, "replace", "rule", "inet", COMPILE_TABLE, "output_", "handle", handle,
				    "ip", "daddr", "10.200.0.1", "tcp", "dport", "99", "accept", NULL));
	}
}

void bench_changes(const char *directory)
{
	static const struct {
		const char *part, *what;
		double target;
	} rows[] = {
	    {"held", "change of one rule, compile included: nft -f", 20},
	    {"apply", "  comparing and sending only: nft -f", 0},
	    {"new", "  in a new process, reads first: nft -f", 0},
	};
	_cleanup_free_ char *file = mem_printf("%s/load-%d.nft", directory, RULES);
	struct bench_runs reload = {.n = 0}, replace = {.n = 0};
	struct bench_cost held = {0};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct bench_cost ours;

		bench_namespace();
		ours = bench_child("change", RULES, rows[i].part);
		if (i == 0) {
			held = ours;
			change_by_nft(file, &reload, &replace);
		}
		bench_line(rows[i].what, RULES, "ms ", ours.milliseconds, bench_time(&reload), rows[i].target);
	}
	bench_line("change of one rule: nft replace rule", RULES, "ms ", held.milliseconds, bench_time(&replace), 0);
}
