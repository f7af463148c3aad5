/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All counters are read, against the two ways nft has to show them. */
#include "bench/bench.h"

#define RULES 10000
#define TURNS 9

void bench_counters_child(size_t n, const char *file)
{
	_cleanup_kernel_ struct kernel *kernel = bench_kernel();
	_cleanup_error_ struct error err = {0};
	struct bench_runs runs = {.n = 0};

	(void)file;
	for (int turn = 0; turn < TURNS; turn++) {
		kernel_counter_list_t list;
		double begin = bench_now();

		if (kernel_counters(kernel, COMPILE_TABLE, &list, &err) < 0)
			bench_die("counters", err.message);
		bench_add(&runs, (struct bench_cost){.milliseconds = bench_now() - begin});
		if (list.n < n)
			bench_die("counters", "some are missing");
		vec_done(&list);
	}
	bench_report(bench_time(&runs));
}

void bench_counters(const char *directory)
{
	struct bench_runs ours = {.n = 0}, json = {.n = 0}, text = {.n = 0};

	(void)directory;
	bench_namespace();
	bench_child("load", RULES, NULL);
	for (int run = 0; run < 3; run++) {
		bench_add(&ours, bench_child("counters", RULES, NULL));
		bench_add(&json, bench_run(BENCH_NFT, "-j", "list", "table", "inet", COMPILE_TABLE, NULL));
		bench_add(&text, bench_run(BENCH_NFT, "list", "counters", NULL));
	}
	bench_line("reading all counters: nft -j list table", RULES, "ms ", bench_time(&ours), bench_time(&json), 25);
	bench_line("reading all counters: nft list counters", RULES, "ms ", bench_time(&ours), bench_time(&text), 0);
}
