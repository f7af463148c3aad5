/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The editor as its user feels it: from start to the first whole screen, from a key to its screen, bytes for a step
 * down the list (slow lines), with 10, 10,000 and 100,000 rules, against programs of the same kind in the same run.
 */

#include "bench/ui.h"

#include "base/mem.h"

#include <sched.h>
#include <stdio.h>
#include <unistd.h>

#define STARTS 15
#define KEYS   100
#define SINGLE 10  /* keys with a rest before and after */
#define HELD   33  /* ms between keys that repeat: 30 in a second */
#define REST   100 /* ms */
#define EDITS  11

struct result {
	const char *name;
	bool missing;
	double start, key, key_95; /* ms: medians, and the 95th of 100; the key is held */
	double processor_95;	   /* ms of a processor for a key, as above */
	double bytes;		   /* for a step while the key is held */
	size_t single;		   /* for one step and all that it changes, the most */
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

/* What else is done with very many rules. Each key is waited for, and what is told apart is measured. */
static const struct work {
	const char *name;
	int before[4]; /* not measured */
	int keys[2];
	size_t times;
} works[] = {
    {"Page Down", {0}, {KEYS_PAGE_DOWN}, KEYS},
    {"End and Home", {0}, {KEYS_END, KEYS_HOME}, KEYS / 2},
    {"first letter of a filter", {'/'}, {'8'}, 1},
    {"second letter", {0}, {'8'}, 1},
    {"third letter", {0}, {'8'}, 1},
    {"switch a rule off and on", {KEYS_ENTER, KEYS_ESC, KEYS_HOME, KEYS_PAGE_DOWN}, {KEYS_SPACE, KEYS_SPACE}, EDITS},
    {"move a rule", {0}, {'J'}, EDITS},
    {"undo", {0}, {'u'}, EDITS},
    {"redo", {0}, {KEYS_CTRL('R')}, EDITS},
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

static void measure_held(struct vt *vt, bool marks, struct result *ret)
{
	double times[KEYS], processor[KEYS];
	size_t bytes = 0;

	for (int i = 0; i < KEYS; i++) {
		processor[i] = bench_processor(vt);
		times[i] = bench_key(vt, i < KEYS / 2 || i % 2 ? KEYS_DOWN : KEYS_UP, marks);
		if (times[i] < HELD)
			vt_read_for(vt, HELD - (int)times[i]);
		processor[i] = bench_processor(vt) - processor[i];
		bytes += vt->raw.length;
	}
	ret->bytes = (double)bytes / KEYS;
	ret->key = part_of(times, KEYS, 0.5);
	ret->key_95 = part_of(times, KEYS, 0.95);
	ret->processor_95 = part_of(processor, KEYS, 0.95);
}

static void measure_single(struct vt *vt, bool marks, struct result *ret)
{
	for (int i = 0; i < SINGLE; i++) {
		vt_read_for(vt, REST);
		bench_key(vt, i % 4 < 2 ? KEYS_DOWN : KEYS_UP, marks);
		vt_read_for(vt, REST);
		if (vt->raw.length > ret->single)
			ret->single = vt->raw.length;
	}
}

static void print(const struct result *result)
{
	if (result->missing)
		printf("%-18s not here, or it does not start\n", result->name);
	else
		printf("%-18s %12.1f %12.2f %12.2f %12.0f %12zu\n", result->name, result->start, result->key,
		       result->key_95, result->bytes, result->single);
	fflush(stdout);
}

static void print_work(struct vt *vt, const struct work *work)
{
	double times[2 * KEYS];
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_SIZE(work->before) && work->before[i]; i++)
		bench_key(vt, work->before[i], true);
	bench_rest(vt);
	for (size_t i = 0; i < work->times; i++)
		for (size_t k = 0; k < ARRAY_SIZE(work->keys) && work->keys[k]; k++) {
			times[n++] = bench_key(vt, work->keys[k], true);
			vt_read_for(vt, HELD);
		}
	printf("  %-40s %12.2f %12.2f\n", work->name, part_of(times, n, 0.5), part_of(times, n, 0.95));
	fflush(stdout);
}

static struct result measure(struct vt_kit *kit, const char *name, const char *const *argv,
			     const struct vt_options *options, bool works_too)
{
	struct result result = {.name = name};
	double times[STARTS], all[STARTS];
	bool marks = options->db;

	for (int i = 0; i < STARTS; i++) {
		_cleanup_vt_ struct vt *vt = NULL;

		times[i] = bench_start(kit, argv, options, marks, &vt);
		if (times[i] < 0) {
			result.missing = true;
			return result;
		}
		all[i] = times[i] + bench_key(vt, KEYS_DOWN, marks);
		if (i < STARTS - 1)
			continue;
		bench_rest(vt);
		measure_held(vt, marks, &result);
		measure_single(vt, marks, &result);
		result.start = part_of(times, STARTS, 0.5);
		print(&result);
		if (!works_too)
			continue;
		printf("  %-40s %12.2f %12.2f\n", "start, and a key at once", part_of(all, STARTS, 0.5),
		       part_of(all, STARTS, 0.95));
		for (size_t k = 0; k < ARRAY_SIZE(works); k++)
			print_work(vt, &works[k]);
	}
	return result;
}

static struct result measure_anchor(struct vt_kit *kit, const struct anchor *anchor, const char *bus)
{
	_cleanup_free_ char *path = bench_find_program(anchor->name);
	_cleanup_free_ char *address = mem_printf("DBUS_SYSTEM_BUS_ADDRESS=%s", bus ? bus : "");
	const char *const environment[] = {address, NULL};
	const struct vt_options options = {.term = "xterm-256color", .environment = environment};
	struct result result = {.name = anchor->name, .missing = true};
	const char *argv[ARRAY_SIZE(anchor->argv)];

	memcpy(argv, anchor->argv, sizeof(argv));
	argv[0] = path;
	if (path && (bus || strcmp(anchor->name, "nmtui") != 0))
		result = measure(kit, anchor->name, argv, &options, false);
	if (result.missing)
		print(&result);
	return result;
}

static void print_target(const char *name, const char *most, bool missing, double is)
{
	if (missing)
		printf("%-58s %8s %8s\n", name, most, "?");
	else
		printf("%-58s %8s %8.2f\n", name, most, is);
}

/* What was asked for, as ratios; one without its anchor cannot be said. */
static void print_targets(const struct result *large, const struct result *other)
{
	const struct result *htop = &other[0], *nmtui = &other[1];

	printf("\n%-58s %8s %8s\n", "target, with 100,000 rules", "at most", "is");
	print_target("first screen / nmtui", "1.0", nmtui->missing, large->start / nmtui->start);
	print_target("key to screen, p95 / median of htop", "2.0", htop->missing, large->key_95 / htop->key);
	print_target("key to screen, p95, ms", "2.0", false, large->key_95);
	print_target("the same without waiting for a processor", "", false, large->processor_95);
	print_target("bytes for a step down, the key held", "256", false, large->bytes);
	print_target("bytes for one step, with all that it changes", "", false, (double)large->single);
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
	struct bench_bus bus = {0};

	if (unshare(CLONE_NEWNET))
		fprintf(stderr, "no network of its own: the editor shows the state of this machine\n");
	vt_kit_open(&kit);
	program = mem_printf("%s/nftabs", kit.program_directory);
	bench_bus_open(&bus);
	printf("%-18s %12s %12s %12s %12s %12s\n", "", "start, ms", "key, ms", "key p95, ms", "bytes, held",
	       "bytes, one");
	for (size_t i = 0; i < ARRAY_SIZE(anchors); i++)
		other[i] = measure_anchor(&kit, &anchors[i], bus.address);
	bench_bus_close(&bus);
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		_cleanup_free_ char *db = bench_store(&kit, program, sizes[i].rules);

		own = measure(&kit, sizes[i].name, (const char *const[]){program, NULL},
			      &(struct vt_options){.db = db, .term = VT_TERM}, i == ARRAY_SIZE(sizes) - 1);
	}
	print_targets(&own, other);
	vt_kit_close(&kit);
	return 0;
}
