/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/position.h"

#include "base/i18n.h"
#include "db/rows.h"

/* Room between neighbours: 40 insertions at one place until the list is numbered anew, and eight million items until
 * the numbers end. */
#define POSITION_STEP (INT64_C(1) << 40)

struct position_plan {
	struct store *store;
	const struct policy *policy;
	size_t list;
	sqlite3_stmt *find;
};

static int position_find(const struct position_plan *plan, size_t index, int64_t *ret, struct error *err)
{
	const struct field_table *fields = item_table(plan->list);
	const void *item = item_at(plan->policy, plan->list, index);
	bool row;

	sqlite3_bind_int64(plan->find, 1, item_id(fields, item));
	if (statement_step(plan->store, plan->find, &row, err))
		return -1;
	if (!row) {
		error_set(err, ERROR_STORE, _("%s: it is not in the file any more: load the policy again and repeat"),
			  plan->store->path);
		return error_about(err, fields->kind, item_id(fields, item), index + 1, item_name(fields, item));
	}
	*ret = sqlite3_column_int64(plan->find, 0);
	sqlite3_reset(plan->find);
	return 0;
}

/* Numbers count items evenly into the gap between two neighbours, either of which may be missing. False: no room. */
static bool position_fill(const int64_t *low, const int64_t *high, size_t count, int64_t *ret)
{
	int64_t start = 0, step = POSITION_STEP, span;

	if (low && high) {
		if (__builtin_sub_overflow(*high, *low, &span))
			span = INT64_MAX;
		step = span / ((int64_t)count + 1);
		start = *low;
	} else if (low) {
		start = *low;
	} else if (high && (__builtin_mul_overflow((int64_t)count + 1, step, &span) ||
			    __builtin_sub_overflow(*high, span, &start))) {
		return false;
	}
	if (step < 1)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (__builtin_add_overflow(start, step, &start))
			return false;
		ret[i] = start;
	}
	return true;
}

/* One run of placed items: first up to end. */
static int position_run(const struct position_plan *plan, size_t first, size_t end, int64_t *ret, bool *ret_full,
			struct error *err)
{
	size_t n = item_count(plan->policy, plan->list);
	int64_t low, high;

	if (first && position_find(plan, first - 1, &low, err))
		return -1;
	if (end < n && position_find(plan, end, &high, err))
		return -1;
	*ret_full = !position_fill(first ? &low : NULL, end < n ? &high : NULL, end - first, ret + first);
	return 0;
}

static int position_runs(const struct position_plan *plan, const bool *placed, int64_t *ret, bool *ret_full,
			 struct error *err)
{
	size_t n = item_count(plan->policy, plan->list);
	size_t end;

	for (size_t i = 0; i < n && !*ret_full; i = end + 1) {
		for (end = i; end < n && placed[end]; end++)
			;
		if (end > i && position_run(plan, i, end, ret, ret_full, err))
			return -1;
	}
	return 0;
}

int position_plan(struct store *store, const struct policy *policy, size_t list, const bool *placed, int64_t *ret,
		  bool *ret_all, struct error *err)
{
	_cleanup_free_ char *sql =
	    mem_printf("SELECT position FROM \"%s\" WHERE id = ?1", rows_table(item_table(list)));
	struct position_plan plan = {.store = store, .policy = policy, .list = list};
	bool full = false;
	int result;

	if (statement_prepare(store, sql, &plan.find, err))
		return -1;
	result = position_runs(&plan, placed, ret, &full, err);
	statement_done(&plan.find);
	if (full)
		position_fill(NULL, NULL, item_count(policy, list), ret);
	*ret_all = full;
	return result;
}
