/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Random policies and packets: the evaluation function and the policy as loaded in the kernel must agree about every
 * packet, on which line decides (by its counter) and on what becomes of the packet (by watching the wire). Random edits
 * in between test the reconciliation; for some policies the exported text must load into the same state as the netlink
 * batch.
 *
 * NFTABS_PROPERTY_POLICIES: how many policies (40), NFTABS_PROPERTY_SEED: the first of their seeds (1). A failing
 * policy is made as small as possible and printed with its packet.
 */
#include "backend/compile/compile.h"
#include "backend/compile/text.h"
#include "backend/kernel/kernel.h"
#include "model/document.h"
#include "tests/property/random.h"
#include "tests/property/world.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PACKETS 40
#define EDITS	6

struct trial {
	struct world *world;
	struct kernel *kernel;
	struct environment env;
	unsigned long policies, packets, edits, texts, skipped;
};

static bool load(struct trial *trial, const struct policy *policy, char **ret_why)
{
	_cleanup_error_ struct error err = {0};
	_cleanup_ir_ struct ir ir = {0};

	if (policy_compile(policy, &trial->env, time(NULL), &ir, &err) == 0 &&
	    kernel_apply(trial->kernel, &ir, NULL, &err) == 0)
		return true;
	*ret_why = error_text(&err);
	return false;
}

static uint64_t counter_value(const kernel_counter_list_t *list, const char *name)
{
	VEC_FOREACH (list, counter)
		if (str_equal(counter->name, name))
			return counter->packets;
	return 0;
}

/* Names of the counters of rules and defaults that went up: what decided, as the kernel tells it. */
static char *deciders(const kernel_counter_list_t *before, const kernel_counter_list_t *after)
{
	_cleanup_str_ struct str names = {0};

	VEC_FOREACH (after, counter) {
		bool counts = (counter->name[0] == 'r' && counter->name[1] >= '0' && counter->name[1] <= '9') ||
			      str_has_prefix(counter->name, "default_");

		if (counts && counter->packets != counter_value(before, counter->name))
			str_addf(&names, "%s%s", names.length ? " " : "", counter->name);
	}
	return str_take(&names);
}

static char *expected_decider(const struct policy *policy, const struct packet *packet, const struct decision *decision)
{
	static const char *const defaults[] = {[DIRECTION_OUTBOUND] = "default_output_",
					       [DIRECTION_INBOUND] = "default_input_",
					       [DIRECTION_FORWARD] = "default_forward_"};

	if (decision->decider == DECIDER_RULE)
		return mem_printf("r%" PRId64, policy->rules.v[decision->index].id);
	return mem_strdup(decision->decider == DECIDER_DEFAULT ? defaults[packet->direction] : "");
}

static const char *translation_fault(const struct rule *rule, const struct packet *packet,
				     const struct outcome *outcome)
{
	size_t length = packet->family == 6 ? 16 : 4;
	uint16_t port = rule->publish_to.port ? rule->publish_to.port : packet->local_port;

	if (!outcome->passed || !outcome->forwarded)
		return "the published packet did not reach the inside";
	if (memcmp(outcome->to, rule->publish_to.address, length) != 0)
		return "the published packet went to another server";
	if (memcmp(outcome->from, packet->remote, length) != 0)
		return "the published packet lost its source address";
	if (protocol_has_ports(packet->protocol) && outcome->to_port != port)
		return "the published packet went to another port";
	return NULL;
}

static const char *outcome_fault(const struct policy *policy, const struct packet *packet,
				 const struct decision *decision, const struct outcome *outcome)
{
	if (decision->translated)
		return translation_fault(&policy->rules.v[decision->index], packet, outcome);
	if (outcome->forwarded)
		return "the packet was translated";
	if (outcome->passed != (decision->verdict == VERDICT_ACCEPT))
		return outcome->passed ? "the packet passed" : "the packet did not pass";
	if (packet->direction != DIRECTION_OUTBOUND && outcome->refused != (decision->verdict == VERDICT_REJECT) &&
	    decision->verdict != VERDICT_ACCEPT)
		return outcome->refused ? "the packet was refused, not dropped" : "the packet was dropped, not refused";
	return NULL;
}

static bool same_decision(const struct decision *a, const struct decision *b)
{
	return a->decider == b->decider && a->index == b->index && a->verdict == b->verdict;
}

/* True when kernel and evaluation agree about the packet; false with the reason. */
static bool agree(struct trial *trial, const struct policy *policy, struct packet packet, char **ret_why)
{
	_cleanup_free_ char *seen = NULL, *expected = NULL;
	_cleanup_(decision_done) struct decision decision = {0}, later = {0};
	kernel_counter_list_t before = {0}, after = {0};
	_cleanup_error_ struct error err = {0};
	struct outcome outcome;
	const char *fault;

	packet.time = time(NULL);
	policy_evaluate(policy, &trial->env, &packet, false, &decision);
	if (kernel_counters(trial->kernel, COMPILE_TABLE, &before, &err) != 0)
		goto failed;
	world_send(trial->world, &packet, &outcome);
	if (kernel_counters(trial->kernel, COMPILE_TABLE, &after, &err) != 0)
		goto failed;
	packet.time = time(NULL);
	policy_evaluate(policy, &trial->env, &packet, false, &later);
	trial->packets++;
	seen = deciders(&before, &after);
	vec_done(&before);
	vec_done(&after);
	if (!same_decision(&decision, &later)) { /* a window opened or closed just now */
		trial->skipped++;
		return true;
	}
	expected = expected_decider(policy, &packet, &decision);
	fault = outcome_fault(policy, &packet, &decision, &outcome);
	if (str_equal(seen, expected) && !fault)
		return true;
	*ret_why = mem_printf("evaluation says '%s', the kernel counted '%s'%s%s", expected, seen, fault ? "; " : "",
			      fault ? fault : "");
	return false;
failed:
	vec_done(&before);
	*ret_why = error_text(&err);
	return false;
}

static bool still_fails(struct trial *trial, const struct policy *policy, const struct packet *packet)
{
	_cleanup_free_ char *why = NULL;

	return load(trial, policy, &why) && !agree(trial, policy, *packet, &why);
}

/* Keeps the smaller policy when it fails as well. */
static bool shrink_to(struct trial *trial, struct policy *policy, struct policy *smaller, const struct packet *packet)
{
	if (policy_equal(policy, smaller) || !still_fails(trial, smaller, packet)) {
		policy_done(smaller);
		return false;
	}
	policy_done(policy);
	*policy = *smaller;
	return true;
}

static void shrink(struct trial *trial, struct policy *policy, const struct packet *packet)
{
	for (size_t i = policy->rules.n; i-- > 0;) {
		struct policy smaller = policy_copy(policy);

		rule_done(&smaller.rules.v[i]);
		vec_remove(&smaller.rules, i);
		shrink_to(trial, policy, &smaller, packet);
	}
	for (size_t i = 0; i < policy->rules.n; i++) {
		for (size_t f = 0; f < rule_fields.n; f++) {
			const struct field *field = &rule_fields.fields[f];
			struct policy smaller = policy_copy(policy);

			if (!str_equal(field->key, "name"))
				(void)field_set(field, &smaller.rules.v[i], "", NULL);
			shrink_to(trial, policy, &smaller, packet);
		}
	}
}

static void report(struct trial *trial, struct policy *policy, const struct packet *packet, uint64_t seed,
		   const char *why)
{
	_cleanup_free_ char *document = NULL, *small = NULL;
	_cleanup_str_ struct str text = {0};

	if (packet) {
		shrink(trial, policy, packet);
		if (load(trial, policy, &small))
			(void)agree(trial, policy, *packet, &small);
		random_packet_print(packet, &text);
	}
	document = document_write(policy);
	printf("# seed %" PRIu64 ": %s\n# made small: %s\n# %s\n%s\n", seed, why, small ? small : "-", str_text(&text),
	       document);
}

/* The listing of the table as nft prints it, without counters. */
static char *listing(void)
{
	_cleanup_str_ struct str text = {0};
	int ends[2], status;
	char buffer[4096];
	ssize_t n;
	pid_t pid;

	if (pipe(ends) != 0 || (pid = fork()) < 0)
		abort();
	if (pid == 0) {
		dup2(ends[1], 1);
		execlp("nft", "nft", "-s", "list", "table", "inet", COMPILE_TABLE, NULL);
		_exit(127);
	}
	close(ends[1]);
	while ((n = read(ends[0], buffer, sizeof(buffer))) > 0)
		str_add_n(&text, buffer, (size_t)n);
	close(ends[0]);
	waitpid(pid, &status, 0);
	return str_take(&text);
}

static bool load_text(const char *text)
{
	int ends[2], status = -1;
	size_t size = strlen(text);
	bool sent;
	pid_t pid;

	if (pipe(ends) != 0 || (pid = fork()) < 0)
		abort();
	if (pid == 0) {
		dup2(ends[0], 0);
		close(ends[1]);
		execlp("nft", "nft", "-f", "-", NULL);
		_exit(127);
	}
	close(ends[0]);
	sent = write(ends[1], text, size) == (ssize_t)size;
	close(ends[1]);
	waitpid(pid, &status, 0);
	return sent && status == 0;
}

/* The remaining time of a timed element is another in every listing. */
static void forget_expiry(char *text)
{
	for (char *at = text; (at = strstr(at, " expires ")); at++)
		memset(at, ' ', strcspn(at, ",}\n"));
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sets and counters are listed in the order in which they were made, which edits change and which means nothing. */
static char *sort_blocks(char *text)
{
	_cleanup_strlist_ strlist_t blocks = {0};
	_cleanup_str_ struct str sorted = {0};

	for (char *at = text, *end; at; at = end) {
		end = strstr(at, "\n\n");
		if (end) {
			*end = '\0';
			end += 2;
		}
		strlist_add(&blocks, at);
	}
	if (blocks.n)
		qsort(blocks.v, blocks.n, sizeof(*blocks.v), compare_texts);
	VEC_FOREACH(&blocks, block)
		str_addf(&sorted, "%s\n\n", *block);
	return str_take(&sorted);
}

static bool text_agrees(struct trial *trial, const struct policy *policy, char **ret_why)
{
	_cleanup_free_ char *netlink = NULL, *loaded = NULL, *first = listing(), *second = NULL;
	_cleanup_ir_ struct ir ir = {0};
	_cleanup_str_ struct str text = {0};

	trial->texts++;
	if (policy_compile(policy, &trial->env, time(NULL), &ir, NULL) != 0)
		abort();
	ir_text(&ir, TEXT_REPLACE, &text);
	if (!load_text(str_text(&text))) {
		*ret_why = mem_printf("nft refuses the exported text:\n%s", str_text(&text));
		return false;
	}
	second = listing();
	forget_expiry(first);
	forget_expiry(second);
	netlink = sort_blocks(first);
	loaded = sort_blocks(second);
	if (str_equal(netlink, loaded))
		return true;
	*ret_why = mem_printf("text and netlink differ; netlink:\n%s\ntext:\n%s", netlink, loaded);
	return false;
}

static bool packets_agree(struct trial *trial, struct dice *dice, struct policy *policy, uint64_t seed)
{
	char *why = NULL;

	for (unsigned i = 0; i < PACKETS; i++) {
		struct packet packet;

		random_packet(dice, &packet);
		if (agree(trial, policy, packet, &why))
			continue;
		report(trial, policy, &packet, seed, why);
		free(why);
		return false;
	}
	return true;
}

static bool try_policy(struct trial *trial, uint64_t seed)
{
	struct dice dice = {
	    .state = seed * 0x9e3779b97f4a7c15u + 1, .users = world_has_users(trial->world), .next_id = 1};
	_cleanup_policy_ struct policy policy = {0};
	_cleanup_free_ char *why = NULL;

	random_policy(&dice, &trial->env, &policy);
	trial->policies++;
	for (unsigned edit = 0; edit <= EDITS; edit++) {
		if (edit) {
			random_edit(&dice, &trial->env, &policy);
			trial->edits++;
		}
		if (!load(trial, &policy, &why)) {
			report(trial, &policy, NULL, seed, why);
			return false;
		}
		if (!packets_agree(trial, &dice, &policy, seed))
			return false;
	}
	if (seed % 4 == 0 && !text_agrees(trial, &policy, &why)) {
		report(trial, &policy, NULL, seed, why);
		return false;
	}
	return true;
}

static unsigned long from_environment(const char *name, unsigned long otherwise)
{
	unsigned long n;

	return str_to_uint(getenv(name), 1, 100000000, &n) ? n : otherwise;
}

int main(void)
{
	unsigned long policies = from_environment("NFTABS_PROPERTY_POLICIES", 40);
	unsigned long first = from_environment("NFTABS_PROPERTY_SEED", 1);
	_cleanup_error_ struct error err = {0};
	_cleanup_free_ char *reason = NULL;
	struct trial trial = {0};
	bool good = true;

	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("1..1\n");
	trial.world = world_open(&reason);
	if (!trial.world) {
		printf("ok 1 - evaluation and kernel agree # SKIP %s\n", reason);
		return 0;
	}
	if (kernel_open(&trial.kernel, &err) != 0) {
		printf("Bail out! %s\n", err.message);
		return 1;
	}
	random_environment(&trial.env);
	for (unsigned long i = 0; i < policies && good; i++)
		good = try_policy(&trial, first + i);
	printf("# %lu policies, %lu edits, %lu packets (%lu at the edge of a window left out), %lu texts, users %s\n",
	       trial.policies, trial.edits, trial.packets, trial.skipped, trial.texts,
	       world_has_users(trial.world) ? "yes" : "no (not root)");
	printf("%s 1 - evaluation and kernel agree\n", good ? "ok" : "not ok");
	random_environment_done(&trial.env);
	kernel_close(trial.kernel);
	world_close(trial.world);
	return good ? 0 : 1;
}
