/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table as the kernel tells it: a stream of netlink messages, each read from memory of its exact size. What was
 * understood is printed, compared and written as a transaction, as apply would do with it.
 */
#include "backend/compile/text.h"
#include "backend/kernel/dump.h"
#include "backend/kernel/plan.h"
#include "backend/kernel/wire.h"
#include "tests/fuzz/fuzz.h"

#include <arpa/inet.h>
#include <linux/netfilter/nfnetlink.h>

#define OFFSETS 12

/* What a refusal asks about the message it is about. */
static void check_refusal(const struct nlmsghdr *message)
{
	struct batch_subject subject;

	wire_subject(message, &subject);
	for (size_t at = 0; at < OFFSETS; at++) {
		const struct nlattr *data;
		size_t offset = MNL_NLMSG_HDRLEN + at * 4;
		const char *name = wire_rule_expr_at(message, offset, &data);

		fuzz_require(!name || strlen(name) < message->nlmsg_len);
		(void)wire_elements_id_at(message, offset);
	}
	(void)wire_rule_has_expr(message, "reject");
}

/* Gives every whole message to the reader; false when it refused one. */
static bool read_stream(const uint8_t *data, size_t size, struct dump *dump)
{
	struct nlmsghdr header;

	while (size >= sizeof(header)) {
		_cleanup_free_ struct nlmsghdr *message = NULL;
		size_t whole;
		bool good;

		memcpy(&header, data, sizeof(header));
		if (header.nlmsg_len < sizeof(header) || header.nlmsg_len > size)
			break;
		message = mem_dup(data, header.nlmsg_len);
		good = dump_message(message, dump);
		check_refusal(message);
		if (!good)
			return false;
		whole = MNL_ALIGN(header.nlmsg_len);
		if (whole >= size)
			break;
		data += whole;
		size -= whole;
	}
	return true;
}

static void check_plan(const struct ir *have, bool exists, const struct ir *want)
{
	_cleanup_plan_ struct plan plan = {0};
	_cleanup_batch_ struct batch batch;

	plan_make(&plan, have, exists, want);
	batch_init(&batch, 1);
	batch_begin(&batch, 0);
	plan_write(&plan, &batch, NULL);
	batch_end(&batch);
}

/* Sets of which nothing is known, rules that are not understood and elements of the same key twice stay as they are in
 * no plan. */
static bool is_plain(const struct ir *ir)
{
	VEC_FOREACH (&ir->chains, chain)
		VEC_FOREACH (&chain->rules, rule)
			if (!rule->exprs.n)
				return false;
	VEC_FOREACH (&ir->sets, set) {
		if (!set->n_types)
			return false;
		for (size_t i = 1; i < set->elements.n; i++)
			if (ir_element_compare(set, &set->elements.v[i - 1], &set->elements.v[i]) >= 0)
				return false;
	}
	return true;
}

static bool has_names_twice(const struct ir *ir)
{
	for (size_t i = 0; i < ir->sets.n; i++)
		if (ir_find_set(ir, ir->sets.v[i].name) != &ir->sets.v[i])
			return true;
	for (size_t i = 0; i < ir->chains.n; i++)
		if (ir_find_chain(ir, ir->chains.v[i].name) != &ir->chains.v[i])
			return true;
	for (size_t i = 0; i < ir->counters.n; i++)
		if (ir_find_counter(ir, ir->counters.v[i].name) != &ir->counters.v[i])
			return true;
	return false;
}

static void check_ir(const struct ir *ir, bool exists)
{
	_cleanup_ir_ struct ir nothing;
	_cleanup_str_ struct str text = {0};

	VEC_FOREACH (&ir->sets, set)
		fuzz_require(set->key_len <= IR_DATA_MAX || !set->n_types);
	ir_init(&nothing, "nftabs");
	check_plan(ir, exists, &nothing);
	if (!is_plain(ir) || has_names_twice(ir))
		return;
	ir_text(ir, TEXT_REPLACE, &text);
	check_plan(&nothing, false, ir);
	if (exists) {
		_cleanup_plan_ struct plan plan = {0};

		plan_make(&plan, ir, true, ir);
		fuzz_require(plan_is_empty(&plan));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	_cleanup_ir_ struct ir ir;
	struct dump dump = {.ir = &ir};

	ir_init(&ir, "nftabs");
	if (read_stream(data, size, &dump)) {
		dump_finish(&dump);
		check_ir(&ir, dump.exists);
	}
	return 0;
}
