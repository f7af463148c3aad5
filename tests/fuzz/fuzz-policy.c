/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whole policies, from check to netlink. The input is lines: "rule", "settings" or the kind of an object begins one,
 * "key text" sets a field of it. A policy without errors compiles, and one with errors does not; what is written for
 * the kernel reads back as the same table; document, texts and evaluation take every policy.
 */
#include "backend/compile/compile.h"
#include "backend/compile/text.h"
#include "backend/kernel/dump.h"
#include "backend/kernel/plan.h"
#include "base/utf8.h"
#include "model/check.h"
#include "model/document.h"
#include "model/evaluate.h"
#include "model/item.h"
#include "model/table.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/machine.h"

#define NOW INT64_C(1790000000) /* 2026-09-21 */

static size_t find_list(const char *kind)
{
	size_t list = 0;

	while (list < ITEM_LISTS && !str_equal(item_table(list)->kind, kind))
		list++;
	return list;
}

/* Where the lines stand: the item whose fields are set. */
struct cursor {
	struct policy *policy;
	const struct field_table *table;
	void *of;
};

static void take_line(struct cursor *cursor, const char *line)
{
	size_t list = find_list(line), n = strcspn(line, " ");
	_cleanup_free_ char *key = mem_strndup(line, n);
	const struct field *field;

	if (list < ITEM_LISTS) {
		cursor->table = item_table(list);
		cursor->of = item_add(cursor->policy, list);
		item_set_id(cursor->table, cursor->of, (int64_t)item_count(cursor->policy, list));
	} else if (str_equal(line, "settings")) {
		cursor->table = &settings_fields;
		cursor->of = &cursor->policy->settings;
	} else {
		field = field_find(cursor->table, key);
		if (field)
			(void)field_set(field, cursor->of, line[n] ? line + n + 1 : "", NULL);
	}
}

/* Names are what a document cannot do without. */
static void name_all(struct policy *policy)
{
	for (size_t list = 0; list < ITEM_LISTS; list++)
		for (size_t i = 0; i < item_count(policy, list); i++) {
			char **name = list == ITEM_RULES ? &policy->rules.v[i].name
							 : &policy_object(policy, (enum object_kind)list, i)->name;

			if (!*name)
				*name = mem_printf("unnamed %zu", i + 1);
		}
}

static void check_document(const struct policy *policy)
{
	_cleanup_free_ char *text = document_write_with_ids(policy);
	_cleanup_policy_ struct policy back = {0};
	_cleanup_error_ struct error err = {0};

	fuzz_require(document_read_with_ids(text, strlen(text), &back, &err) == 0);
	fuzz_require(policy_equal(policy, &back));
}

static void check_texts(const struct policy *policy, const struct environment *env)
{
	_cleanup_str_ struct str out = {0};
	_cleanup_strlist_ strlist_t lines = {0};

	table_csv(policy, true, &out);
	table_markdown(policy, env, &out);
	VEC_FOREACH (&policy->rules, rule) {
		table_print(rule, env, &out);
		table_sentence(rule, env, &out);
		str_add_char(&out, '\n');
	}
	for (char *c = out.text; c && *c; c++)
		if (*c == '\r')
			*c = '\n';
	fuzz_lines((const uint8_t *)str_text(&out), out.length, &lines);
	VEC_FOREACH (&lines, line)
		fuzz_require(utf8_is_printable(*line));
}

static void check_decisions(const struct policy *policy, const struct environment *env)
{
	static const struct packet packets[] = {
	    {.direction = DIRECTION_OUTBOUND,
	     .family = 4,
	     .protocol = 6,
	     .remote = {203, 0, 113, 9},
	     .local = {10, 0, 0, 1},
	     .remote_port = 80,
	     .local_port = 40000,
	     .interface = "eth0",
	     .has_user = true,
	     .uid = 8,
	     .time = NOW},
	    {.direction = DIRECTION_OUTBOUND,
	     .family = 6,
	     .protocol = 17,
	     .remote = {0x20, 1, 0xd, 0xb8},
	     .remote_port = 53,
	     .executable = "/usr/bin/placed",
	     .time = NOW},
	    {.direction = DIRECTION_INBOUND,
	     .family = 4,
	     .protocol = 1,
	     .remote = {10, 0, 0, 3},
	     .remote_port = 8,
	     .time = NOW},
	    {.direction = DIRECTION_INBOUND,
	     .family = 4,
	     .protocol = 6,
	     .remote = {198, 51, 100, 7},
	     .local = {192, 0, 2, 1},
	     .remote_port = 40000,
	     .local_port = 25,
	     .time = NOW + 43200},
	    {.direction = DIRECTION_FORWARD,
	     .family = 6,
	     .protocol = 58,
	     .remote_port = 128,
	     .source_interface = "eth0",
	     .translated = true,
	     .time = NOW},
	};

	for (size_t i = 0; i < ARRAY_SIZE(packets); i++) {
		_cleanup_(decision_done) struct decision decision = {0};

		policy_evaluate(policy, env, &packets[i], true, &decision);
		if (decision.decider == DECIDER_RULE || decision.decider == DECIDER_PUBLISHED) {
			fuzz_require(decision.index < policy->rules.n);
			fuzz_require(policy->rules.v[decision.index].enabled);
			VEC_FOREACH (&decision.misses, miss)
				fuzz_require(miss->index < decision.index);
		}
		VEC_FOREACH (&decision.misses, miss)
			fuzz_require(miss->index < policy->rules.n && !str_empty(miss->field));
		fuzz_require(decision.verdict < VERDICT_MAX);
	}
}

/* Everything that was written, given to the reader of dumps. */
static void read_back(const struct batch *batch, struct dump *dump)
{
	VEC_FOREACH (&batch->chunks, chunk)
		for (size_t at = 0; at < chunk->used;) {
			const struct nlmsghdr *message = (const void *)(chunk->data + at);

			fuzz_require(dump_message(message, dump));
			at += message->nlmsg_len;
		}
	dump_finish(dump);
}

static void check_netlink(const struct ir *ir)
{
	_cleanup_ir_ struct ir nothing, back;
	struct dump dump = {.ir = &back};
	_cleanup_plan_ struct plan plan = {0}, again = {0};
	_cleanup_batch_ struct batch batch;

	ir_init(&nothing, ir->table);
	ir_init(&back, ir->table);
	plan_make(&plan, &nothing, false, ir);
	batch_init(&batch, 1);
	batch_begin(&batch, 0);
	plan_write(&plan, &batch, NULL);
	batch_end(&batch);
	fuzz_require(!batch.overflown);
	read_back(&batch, &dump);
	fuzz_require(dump.exists);
	plan_make(&again, &back, true, ir);
	fuzz_require(plan_is_empty(&again));
}

static void check_compiled(const struct policy *policy, const struct environment *env, const struct report *report)
{
	_cleanup_ir_ struct ir ir = {0};
	_cleanup_error_ struct error err = {0};
	_cleanup_str_ struct str text = {0};

	if (policy_compile(policy, env, NOW, &ir, &err)) {
		fuzz_require_error(&err);
		fuzz_require(report->errors);
		return;
	}
	ir_text(&ir, TEXT_REPLACE, &text);
	fuzz_require(text.length > 0);
	check_netlink(&ir);
}

static void check_policy(struct policy *policy, const struct environment *env)
{
	_cleanup_report_ struct report report = {0};

	name_all(policy);
	check_document(policy);
	policy_check(policy, env, NOW, &report);
	VEC_FOREACH (&report.findings, finding) {
		fuzz_require_error(&finding->error);
		fuzz_require(!str_empty(finding->id));
	}
	check_compiled(policy, env, &report);
	check_texts(policy, env);
	check_decisions(policy, env);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	_cleanup_(machine_freep) struct machine *machine = machine_new();
	_cleanup_policy_ struct policy policy;
	_cleanup_strlist_ strlist_t lines = {0};
	struct cursor cursor = {.policy = &policy, .table = &settings_fields, .of = &policy.settings};

	policy_init(&policy);
	fuzz_lines(data, size, &lines);
	VEC_FOREACH (&lines, line)
		take_line(&cursor, *line);
	check_policy(&policy, machine_environment(machine));
	return 0;
}
