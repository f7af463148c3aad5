/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/state.h"

#include "backend/kernel/dump.h"
#include "backend/kernel/plan.h"
#include "backend/kernel/refusal.h"
#include "backend/kernel/wire.h"
#include "base/i18n.h"

#include <errno.h>
#include <linux/netfilter/nf_tables.h>

#define ATTEMPTS     50	 /* at a ruleset that others change at the same time */
#define REMEMBER_MAX 512 /* objects and elements of a change after which the table is remembered and not read again */

int kernel_open(struct kernel **ret, struct error *err)
{
	struct kernel *kernel = MEM_NEW(struct kernel);

	ir_init(&kernel->held, NULL);
	if (nl_open(&kernel->nl, err) < 0) {
		kernel_close(kernel);
		return -1;
	}
	*ret = kernel;
	return 0;
}

void kernel_close(struct kernel *kernel)
{
	if (!kernel)
		return;
	ir_done(&kernel->held);
	nl_close(&kernel->nl);
	free(kernel);
}

void kernel_closep(struct kernel **kernel)
{
	kernel_close(*kernel);
}

static void kernel_forget(struct kernel *kernel)
{
	ir_done(&kernel->held);
	ir_init(&kernel->held, NULL);
}

int kernel_read(struct kernel *kernel, const char *table, struct ir *ret, bool *ret_exists, struct error *err)
{
	uint32_t generation;
	int code = dump_table(&kernel->nl, table, NULL, ret, ret_exists, &generation);

	return code ? refusal_errno(code, err) : 0;
}

static bool kernel_knows(struct kernel *kernel, const char *table, int *ret_code)
{
	uint32_t now;

	if (!kernel->held.table || !str_equal(kernel->held.table, table))
		return false;
	*ret_code = nl_generation(&kernel->nl, &now);
	if (*ret_code)
		return true;
	if (now != kernel->generation)
		return false;
	*ret_code = dump_timed(&kernel->nl, &kernel->held);
	return true;
}

/* Makes held the table as it is. *ret_remembered: not read anew. */
static int kernel_see(struct kernel *kernel, const char *table, struct watch *watch, bool *ret_remembered,
		      struct error *err)
{
	int code = 0;

	*ret_remembered = kernel_knows(kernel, table, &code);
	if (!*ret_remembered) {
		struct ir now;

		kernel_forget(kernel);
		code = dump_table(&kernel->nl, table, watch, &now, &kernel->exists, &kernel->generation);
		if (!code)
			kernel->held = now;
	}
	if (!code)
		return 0;
	kernel_forget(kernel);
	return watch_refuse(watch, err) ? -1 : refusal_errno(code, err);
}

int kernel_prepare(struct kernel *kernel, const char *table, struct watch *watch, struct error *err)
{
	bool remembered;

	return kernel_see(kernel, table, watch, &remembered, err);
}

/* The kernel counts its transactions and skips 0. */
static uint32_t generation_next(uint32_t generation)
{
	return generation + 1 ? generation + 1 : 1;
}

static bool made_message(const struct nlmsghdr *message, void *data)
{
	plan_made_t *made = data;
	size_t low = 0, high = made ? made->n : 0;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (made->v[middle].seq < message->nlmsg_seq)
			low = middle + 1;
		else
			high = middle;
	}
	if (made && low < made->n && made->v[low].seq == message->nlmsg_seq)
		(void)wire_rule_handle(message, &made->v[low].handle);
	return true;
}

static bool made_all(const plan_made_t *made)
{
	VEC_FOREACH (made, rule)
		if (!rule->handle)
			return false;
	return true;
}

static bool change_is_small(const struct kernel_change *change)
{
	return change->rules_added + change->rules_removed + change->elements_added + change->elements_removed +
		   change->sets_added + change->chains_added + change->counters_added <
	       REMEMBER_MAX;
}

/* After success: what the table holds now, when that is cheaper than reading it. */
static void kernel_settle(struct kernel *kernel, struct plan *plan, const plan_made_t *made, bool small)
{
	uint32_t now, expected = generation_next(kernel->generation);

	if (!small || !made_all(made) || nl_generation(&kernel->nl, &now) != 0 || now != expected) {
		kernel_forget(kernel);
		return;
	}
	plan_remember(plan, &kernel->held, made);
	kernel->exists = true;
	kernel->generation = now;
}

/* What an attempt may come to, besides 0 and -1. */
enum {
	TRY_AGAIN = 1, /* with the table read anew; err is filled, too */
	TRY_TWO,       /* in two transactions */
};

static int kernel_try(struct kernel *kernel, const struct ir *wanted, struct kernel_change *ret, struct error *err)
{
	_cleanup_plan_ struct plan plan = {0};
	_cleanup_batch_ struct batch batch = {0};
	plan_made_t made = {0};
	struct nl_refusal refusal;
	bool remembered, small;

	if (kernel_see(kernel, wanted->table, NULL, &remembered, err) < 0)
		return -1;
	plan_make(&plan, &kernel->held, kernel->exists, wanted);
	*ret = plan.change;
	if (plan_is_empty(&plan))
		return 0;
	if (plan_needs_two(&plan))
		return TRY_TWO;
	small = change_is_small(&plan.change);
	batch_init(&batch, kernel->nl.seq);
	batch_begin(&batch, kernel->generation);
	plan_write(&plan, &batch, small ? &made : NULL);
	batch_end(&batch);
	ret->messages = batch.count - 2;
	if (batch.overflown) {
		vec_done(&made);
		return refusal_overflow(&batch, wanted, err);
	}
	nl_transact(&kernel->nl, &batch, made_message, small ? &made : NULL, &refusal);
	if (!refusal.code)
		kernel_settle(kernel, &plan, &made, small);
	else
		refusal_of_batch(&batch, &refusal, wanted, err);
	vec_done(&made);
	if (!refusal.code)
		return 0;
	kernel_forget(kernel);
	return remembered || refusal.code == ERESTART || refusal.code == EAGAIN || refusal.code == ENOBUFS ? TRY_AGAIN
													   : -1;
}

static int kernel_try_often(struct kernel *kernel, const struct ir *wanted, struct kernel_change *ret,
			    struct error *err)
{
	int result = TRY_AGAIN;

	for (int i = 0; i < ATTEMPTS && result == TRY_AGAIN; i++) {
		_cleanup_error_ struct error failed = {0};

		result = kernel_try(kernel, wanted, ret, &failed);
		if (result < 0 || (result == TRY_AGAIN && i == ATTEMPTS - 1))
			error_move(err, &failed);
	}
	return result == TRY_AGAIN ? -1 : result;
}

/* Everything is changed while the table sleeps, so that packets see one step all the same. */
static int kernel_try_two(struct kernel *kernel, const struct ir *wanted, struct kernel_change *ret, struct error *err)
{
	struct ir asleep = *wanted;
	int result;

	asleep.dormant = true;
	if (wanted->dormant && kernel_set_dormant(kernel, wanted->table, true, err) < 0)
		return -1;
	result = kernel_try_often(kernel, &asleep, ret, err);
	if (result) {
		if (result == TRY_TWO) /* someone switched it between our steps */
			refusal_errno(ERESTART, err);
		if (wanted->dormant)
			(void)kernel_set_dormant(kernel, wanted->table, false, NULL);
		return -1;
	}
	ret->messages++;
	return wanted->dormant ? 0 : kernel_set_dormant(kernel, wanted->table, false, err);
}

int kernel_apply(struct kernel *kernel, const struct ir *wanted, struct kernel_change *ret, struct error *err)
{
	struct kernel_change change;
	int result = kernel_try_often(kernel, wanted, &change, err);

	if (result == TRY_TWO)
		result = kernel_try_two(kernel, wanted, &change, err);
	if (result < 0)
		return -1;
	if (ret)
		*ret = change;
	return 0;
}

int kernel_diff(struct kernel *kernel, const struct ir *wanted, struct kernel_change *ret, struct error *err)
{
	_cleanup_plan_ struct plan plan = {0};
	_cleanup_batch_ struct batch batch = {0};
	bool remembered;

	if (kernel_see(kernel, wanted->table, NULL, &remembered, err) < 0)
		return -1;
	plan_make(&plan, &kernel->held, kernel->exists, wanted);
	*ret = plan.change;
	if (plan_is_empty(&plan))
		return 0;
	batch_init(&batch, kernel->nl.seq);
	batch_begin(&batch, kernel->generation);
	plan_write(&plan, &batch, NULL);
	batch_end(&batch);
	ret->messages = batch.count - 2;
	return 0;
}

static bool no_message(const struct nlmsghdr *message, void *data)
{
	(void)message;
	(void)data;
	return true;
}

/* Sends a small batch that was opened with batch_begin(). */
static void kernel_send(struct kernel *kernel, struct batch *batch, struct nl_refusal *ret)
{
	batch_end(batch);
	nl_transact(&kernel->nl, batch, no_message, NULL, ret);
}

int kernel_delete(struct kernel *kernel, const char *table, struct error *err)
{
	_cleanup_batch_ struct batch batch = {0};
	struct nl_refusal refusal;

	batch_init(&batch, kernel->nl.seq);
	batch_begin(&batch, 0);
	wire_table_delete(&batch, table);
	kernel_send(kernel, &batch, &refusal);
	return !refusal.code || refusal.code == ENOENT ? 0 : refusal_of_batch(&batch, &refusal, NULL, err);
}

/* The generation makes sure of the table: NEWTABLE would make one where there is none. */
int kernel_set_dormant(struct kernel *kernel, const char *table, bool dormant, struct error *err)
{
	struct nl_refusal refusal = {.code = ERESTART};

	for (int i = 0; i < ATTEMPTS && refusal.code == ERESTART; i++) {
		_cleanup_batch_ struct batch batch = {0};
		bool exists, was_dormant;
		uint32_t generation;
		int code = dump_exists(&kernel->nl, table, &exists, &was_dormant, &generation);

		if (code)
			return refusal_errno(code, err);
		if (!exists)
			return error_set(err, ERROR_REFERENCE,
					 _("the kernel holds no table '%s': apply the policy first"), table);
		if (was_dormant == dormant)
			return 0;
		batch_init(&batch, kernel->nl.seq);
		batch_begin(&batch, generation);
		wire_table_put(&batch, table, dormant, 0);
		kernel_send(kernel, &batch, &refusal);
		if (refusal.code && refusal.code != ERESTART)
			return refusal_of_batch(&batch, &refusal, NULL, err);
	}
	return refusal.code ? refusal_errno(refusal.code, err) : 0;
}

static int kernel_elements_send(struct kernel *kernel, const char *table, const struct ir_set *set,
				const struct ir_element *elements, size_t n, bool add, int *ret_code, struct error *err)
{
	_cleanup_batch_ struct batch batch = {0};
	struct wire_elements writer = {
	    .batch = &batch, .table = table, .set = set, .type = add ? NFT_MSG_NEWSETELEM : NFT_MSG_DELSETELEM};
	struct nl_refusal refusal;

	batch_init(&batch, kernel->nl.seq);
	batch_begin(&batch, 0);
	for (size_t i = 0; i < n; i++)
		wire_elements_add(&writer, &elements[i]);
	wire_elements_close(&writer);
	if (batch.overflown)
		return refusal_overflow(&batch, NULL, err);
	kernel_send(kernel, &batch, &refusal);
	*ret_code = refusal.code;
	return refusal.code ? refusal_of_batch(&batch, &refusal, NULL, err) : 0;
}

int kernel_elements(struct kernel *kernel, const char *table, const struct ir_set *set, bool add, struct error *err)
{
	_cleanup_error_ struct error failed = {0};
	int code = 0;

	if (!set->elements.n)
		return 0;
	if (kernel_elements_send(kernel, table, set, set->elements.v, set->elements.n, add, &code, &failed) == 0)
		return 0;
	if (add || code != ENOENT) {
		error_move(err, &failed);
		return -1;
	}
	/* One of them is gone already, timed out perhaps, and the others stayed for its sake: take them one by one. */
	VEC_FOREACH (&set->elements, element) {
		error_done(&failed);
		if (kernel_elements_send(kernel, table, set, element, 1, false, &code, &failed) < 0 && code != ENOENT) {
			error_move(err, &failed);
			return -1;
		}
	}
	return 0;
}
