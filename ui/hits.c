/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/hits.h"

#include "backend/compile/compile.h"
#include "model/listing.h"

#include <inttypes.h>
#include <stdlib.h>

/* Which line a counter of the kernel is of: "r12" that of rule 12, "default_output_" that of a default,
 * "loopback_output_" that of a built-in line. 0: of none. */
static int64_t id_of(const char *name)
{
	static const struct {
		const char *name;
		enum direction direction;
	} defaults[] = {{"default_output_", DIRECTION_OUTBOUND},
			{"default_input_", DIRECTION_INBOUND},
			{"default_forward_", DIRECTION_FORWARD}};
	size_t builtin = listing_of_counter(name);
	unsigned long id;

	for (size_t i = 0; i < ARRAY_SIZE(defaults); i++)
		if (str_equal(defaults[i].name, name))
			return HITS_DEFAULT((int64_t)defaults[i].direction);
	if (builtin != SIZE_MAX)
		return HITS_BUILTIN((int64_t)builtin);
	return name[0] == 'r' && str_to_uint(name + 1, 1, INT64_MAX, &id) ? (int64_t)id : 0;
}

static int compare(const void *a, const void *b)
{
	const struct hit *left = a, *right = b;

	return (left->id > right->id) - (left->id < right->id);
}

const struct hit *hits_find(const struct hits *hits, int64_t id)
{
	struct hit key = {.id = id};

	return hits->list.n ? bsearch(&key, hits->list.v, hits->list.n, sizeof(key), compare) : NULL;
}

/* Packets since the last reading become the newest step; a counter that went back began anew. */
static void carry_on(struct hit *hit, const struct hit *before)
{
	if (!before)
		return;
	for (size_t i = 1; i < HITS_STEPS; i++)
		hit->grown[i - 1] = before->grown[i];
	if (hit->packets >= before->packets) {
		uint64_t grown = hit->packets - before->packets;

		hit->grown[HITS_STEPS - 1] = grown > UINT32_MAX ? UINT32_MAX : (uint32_t)grown;
	}
}

/* What one line stands for may be counted in several places. */
static void add_up(struct hits *hits)
{
	size_t kept = 0;

	if (hits->list.n)
		qsort(hits->list.v, hits->list.n, sizeof(*hits->list.v), compare);
	VEC_FOREACH (&hits->list, hit)
		if (kept && hits->list.v[kept - 1].id == hit->id)
			hits->list.v[kept - 1].packets += hit->packets;
		else
			hits->list.v[kept++] = *hit;
	hits->list.n = kept;
}

bool hits_read(struct hits *hits, struct deploy *deploy)
{
	kernel_counter_list_t counters = {0};
	struct hits now = {0};

	if (hits->failed || deploy_connect(deploy, NULL) ||
	    kernel_counters(deploy->kernel, COMPILE_TABLE, &counters, NULL)) {
		hits_done(hits);
		hits->failed = true;
		return false;
	}
	VEC_FOREACH (&counters, counter) {
		struct hit hit = {.id = id_of(counter->name), .packets = counter->packets};

		if (hit.id)
			vec_push(&now.list, hit);
	}
	vec_done(&counters);
	add_up(&now);
	VEC_FOREACH (&now.list, hit)
		carry_on(hit, hits_find(hits, hit->id));
	hits_done(hits);
	*hits = now;
	return true;
}

void hits_done(struct hits *hits)
{
	vec_done(&hits->list);
}

void hits_print(const struct hit *hit, struct str *out)
{
	static const char units[] = {'k', 'M', 'G', 'T', 'P', 'E'};
	uint64_t n = hit ? hit->packets : 0, scale = 1;
	size_t unit = 0;

	if (n < 10000) {
		str_addf(out, "%" PRIu64, n);
		return;
	}
	for (scale = 1000; n / scale >= 1000; scale *= 1000)
		unit++;
	if (n / scale < 100)
		str_addf(out, "%" PRIu64 ".%" PRIu64 "%c", n / scale, n % scale * 10 / scale, units[unit]);
	else
		str_addf(out, "%" PRIu64 "%c", n / scale, units[unit]);
}

/* By powers of four, so that a trickle and a flood are both seen. */
int hits_step(const struct hit *hit, size_t i)
{
	uint32_t n = hit->grown[i];
	int step = -1;

	for (; n; n /= 4)
		step++;
	return step > 7 ? 7 : step;
}
