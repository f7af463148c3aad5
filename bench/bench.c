/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench/bench.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static const struct {
	const char *name;
	void (*run)(size_t n, const char *file);
} parts[] = {
    {"text", bench_text_child},
    {"load", bench_load_child},
    {"change", bench_change_child},
    {"counters", bench_counters_child},
};

static int run_part(const char *name, const char *number, const char *file)
{
	unsigned long n;

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (str_equal(parts[i].name, name) && str_to_uint(number, 1, 10000000, &n)) {
			parts[i].run(n, file);
			return 0;
		}
	bench_die(name, "no such part");
}

static void remove_texts(const char *directory)
{
	static const size_t sizes[] = {1000, 10000, 100000};

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		_cleanup_free_ char *file = mem_printf("%s/load-%zu.nft", directory, sizes[i]);

		(void)unlink(file);
	}
	(void)rmdir(directory);
}

int main(int argc, char **argv)
{
	char directory[] = "/tmp/nftabs-bench-XXXXXX";

	if (argc == 4)
		return run_part(argv[1], argv[2], argv[3]);
	if (geteuid() != 0) {
		fputs("bench: run as root: it measures in network namespaces of its own\n", stderr);
		return 77;
	}
	if (!mkdtemp(directory))
		bench_die(directory, strerror(errno));
	printf("%-46s %7s %12s %12s     %10s\n", "what: against", "rules", "nftabs", "other", "ratio");
	bench_load(directory);
	bench_changes(directory);
	bench_counters(directory);
	bench_packets();
	remove_texts(directory);
	return 0;
}
