/* SPDX-License-Identifier: GPL-2.0-or-later */
/* First load: policy to loaded table, against nft -f of the exported text. */
#include "bench/bench.h"

static const struct {
	size_t n, runs;
	double time_target, memory_target;
} sizes[] = {
    {1000, 9, 0, 0},
    {10000, 5, 2.5, 5},
    {100000, 2, 0, 0},
};

void bench_text_child(size_t n, const char *file)
{
	_cleanup_policy_ struct policy policy;
	_cleanup_ir_ struct ir ir;

	bench_policy(n, "tcp", &policy);
	bench_compile(&policy, &ir);
	bench_write_text(&ir, file);
	bench_report(0);
}

/* The policy's own memory counts, the time to make it does not. */
void bench_load_child(size_t n, const char *file)
{
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_policy_ struct policy policy;
	_cleanup_ir_ struct ir ir;
	double begin;

	(void)file;
	bench_policy(n, "tcp", &policy);
	begin = bench_now();
	bench_compile(&policy, &ir);
	kernel = bench_kernel();
	bench_apply(kernel, &ir);
	bench_report(bench_now() - begin);
}

void bench_load(const char *directory)
{
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		_cleanup_free_ char *file = mem_printf("%s/load-%zu.nft", directory, sizes[i].n);
		struct bench_runs ours = {.n = 0}, theirs = {.n = 0};

		bench_child("text", sizes[i].n, file);
		for (size_t run = 0; run < sizes[i].runs; run++) {
			bench_namespace();
			bench_add(&ours, bench_child("load", sizes[i].n, NULL));
			bench_namespace();
			bench_add(&theirs, bench_run(BENCH_NFT, "-f", file, NULL));
		}
		bench_line("first load, compile included: nft -f", sizes[i].n, "ms ", bench_time(&ours),
			   bench_time(&theirs), sizes[i].time_target);
		bench_line("  peak memory: nft -f", sizes[i].n, "MiB", bench_memory(&ours) / 1024,
			   bench_memory(&theirs) / 1024, sizes[i].memory_target);
	}
}
