/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The editor as its user feels it: from start to the first whole screen, from a key to its screen, bytes for a step
 * down the list (slow lines), with 10, 10,000 and 100,000 rules, against programs of the same kind in the same run.
 */

#include "bench/ui.h"

#include "base/mem.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

#define STARTS 15
#define KEYS   200

struct result {
	const char *name;
	bool missing;
	double start, key, key_95; /* ms: medians, and the 95th of 100 */
	size_t bytes;		   /* for a step, the most */
};

static const struct anchor {
	const char *name;
	const char *argv[40];
} anchors[] = {
    {"htop", {"htop"}},
    {"nmtui", {"nmtui"}},
    {"whiptail", {"whiptail", "--menu", "Rules", "24",	"78",	"16",	  "1",	 "one",	   "2",	    "two", "3",
		  "three",    "4",	"four",	 "5",	"five", "6",	  "six", "7",	   "seven", "8",   "eight",
		  "9",	      "nine",	"10",	 "ten", "11",	"eleven", "12",	 "twelve", NULL}},
};

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double part_of(double *values, size_t n, double part)
{
	qsort(values, n, sizeof(*values), by_size);
	return values[(size_t)((double)(n - 1) * part)];
}

static void measure_keys(struct vt *vt, bool marks, struct result *ret)
{
	double times[KEYS];

	for (int i = 0; i < KEYS; i++) {
		times[i] = bench_key(vt, i < KEYS / 2 || i % 2 ? KEYS_DOWN : KEYS_UP, marks);
		if (vt->raw.length > ret->bytes && i < 15)
			ret->bytes = vt->raw.length;
	}
	ret->key = part_of(times, KEYS, 0.5);
	ret->key_95 = part_of(times, KEYS, 0.95);
}

static struct result measure(struct vt_kit *kit, const char *name, const char *const *argv, const char *db)
{
	const struct vt_options options = {.db = db, .term = db ? VT_TERM : "xterm-256color"};
	struct result result = {.name = name};
	double times[STARTS];

	for (int i = 0; i < STARTS; i++) {
		_cleanup_vt_ struct vt *vt = NULL;

		times[i] = bench_start(kit, argv, &options, db, &vt);
		if (times[i] < 0) {
			result.missing = true;
			return result;
		}
		if (i == STARTS - 1)
			measure_keys(vt, db, &result);
	}
	result.start = part_of(times, STARTS, 0.5);
	return result;
}

static struct result measure_anchor(struct vt_kit *kit, const struct anchor *anchor)
{
	_cleanup_free_ char *path = bench_find_program(anchor->name);
	const char *argv[ARRAY_SIZE(anchor->argv)];

	if (!path)
		return (struct result){.name = anchor->name, .missing = true};
	memcpy(argv, anchor->argv, sizeof(argv));
	argv[0] = path;
	return measure(kit, anchor->name, argv, NULL);
}

static void print(const struct result *result)
{
	if (result->missing)
		printf("%-18s not here, or it does not start\n", result->name);
	else
		printf("%-18s %12.1f %12.2f %12.2f %10zu\n", result->name, result->start, result->key, result->key_95,
		       result->bytes);
	fflush(stdout);
}

/* What was asked for, as ratios; one without its anchor cannot be said. */
static void print_targets(const struct result *large, const struct result *other)
{
	const struct result *htop = &other[0], *nmtui = &other[1];

	printf("\n%-58s %8s %8s\n", "target, with 100,000 rules", "at most", "is");
	if (nmtui->missing)
		printf("%-58s %8s %8s\n", "first screen / nmtui", "1.0", "no nmtui");
	else
		printf("%-58s %8s %8.2f\n", "first screen / nmtui", "1.0", large->start / nmtui->start);
	if (htop->missing)
		printf("%-58s %8s %8s\n", "key to screen, p95 / median of htop", "2.0", "no htop");
	else
		printf("%-58s %8s %8.2f\n", "key to screen, p95 / median of htop", "2.0", large->key_95 / htop->key);
	printf("%-58s %8s %8.2f\n", "key to screen, p95, ms", "2.0", large->key_95);
	printf("%-58s %8s %8zu\n", "bytes for a step down", "256", large->bytes);
}

int main(void)
{
	static const struct {
		const char *name;
		unsigned rules;
	} sizes[] = {{"10 rules", 10}, {"10,000 rules", 10000}, {"100,000 rules", 100000}};
	struct result other[ARRAY_SIZE(anchors)], own = {0};
	struct vt_kit kit = {0};
	_cleanup_free_ char *program = NULL;

	if (unshare(CLONE_NEWNET))
		fprintf(stderr, "no network of its own: the editor shows the state of this machine\n");
	vt_kit_open(&kit);
	program = mem_printf("%s/nftabs", kit.program_directory);
	printf("%-18s %12s %12s %12s %10s\n", "", "start, ms", "key, ms", "key p95, ms", "bytes/key");
	for (size_t i = 0; i < ARRAY_SIZE(anchors); i++) {
		other[i] = measure_anchor(&kit, &anchors[i]);
		print(&other[i]);
	}
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		_cleanup_free_ char *db = bench_store(&kit, program, sizes[i].rules);

		own = measure(&kit, sizes[i].name, (const char *const[]){program, NULL}, db);
		print(&own);
	}
	print_targets(&own, other);
	vt_kit_close(&kit);
	return 0;
}
