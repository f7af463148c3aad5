/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/diff.h"

#include "model/document.h"
#include "model/item.h"
#include "model/table.h"
#include "tests/model/environment.h"
#include "tests/model/random.h"
#include "tests/test.h"

#include <stdlib.h>

#define ROUNDS 400

static void diff(const struct policy *before, const struct policy *after, change_list_t *ret)
{
	vec_done(ret);
	policy_diff(before, after, ret);
}

/* The same ids in the same places. */
static bool ids_equal(const struct policy *a, const struct policy *b)
{
	for (size_t list = 0; list < ITEM_LISTS; list++) {
		size_t n = item_count(a, list);

		if (n != item_count(b, list))
			return false;
		for (size_t i = 0; i < n; i++)
			if (item_id(item_table(list), item_at(a, list, i)) !=
			    item_id(item_table(list), item_at(b, list, i)))
				return false;
	}
	return true;
}

static size_t index_of_id(const struct policy *policy, size_t list, int64_t id)
{
	for (size_t i = 0; i < item_count(policy, list); i++)
		if (item_id(item_table(list), item_at(policy, list, i)) == id)
			return i;
	return SIZE_MAX;
}

static const struct change *find_change(const change_list_t *changes, enum change_op op, const void *item)
{
	VEC_FOREACH (changes, change)
		if (change->op == op && (change->old == item || change->new == item))
			return change;
	return NULL;
}

/* The line names each field that differs, with both values, and no other. */
static void check_fields(const struct change *change)
{
	_cleanup_str_ struct str line = {0};

	change_print(change, &line);
	for (size_t i = 0; i < change->table->n; i++) {
		const struct field *field = &change->table->fields[i];
		_cleanup_str_ struct str part = {0};
		bool differs =
		    !field->type->equal(field_value_const(field, change->old), field_value_const(field, change->new));

		str_addf(&part,
			 " %s: ", change->table == &rule_fields ? table_label(field, change->new) : field->label);
		table_value(field, change->old, &part);
		str_add(&part, " → ");
		table_value(field, change->new, &part);
		if ((strstr(str_text(&line), str_text(&part)) != NULL) != differs)
			fail_msg("'%s' in '%s' should%s be", str_text(&part), str_text(&line), differs ? "" : " not");
	}
}

/* The most kept items that keep their order, the slow way. */
static size_t longest_kept(const struct policy *before, const struct policy *after, size_t list, size_t *ret_kept)
{
	size_t n = item_count(after, list), longest = 0;
	_cleanup_free_ size_t *length = mem_calloc(n + 1, sizeof(*length)), *old = mem_calloc(n + 1, sizeof(*old));

	*ret_kept = 0;
	for (size_t i = 0; i < n; i++) {
		old[i] = index_of_id(before, list, item_id(item_table(list), item_at(after, list, i)));
		if (old[i] == SIZE_MAX)
			continue;
		++*ret_kept;
		length[i] = 1;
		for (size_t j = 0; j < i; j++)
			if (old[j] != SIZE_MAX && old[j] < old[i] && length[j] + 1 > length[i])
				length[i] = length[j] + 1;
		longest = length[i] > longest ? length[i] : longest;
	}
	return longest;
}

/* Every item is accounted for by its id, and by nothing else. */
static size_t check_list(const struct policy *before, const struct policy *after, size_t list,
			 const change_list_t *changes)
{
	const struct field_table *table = item_table(list);
	size_t expected = 0, moved = 0, kept, longest = longest_kept(before, after, list, &kept);

	for (size_t i = 0; i < item_count(before, list); i++) {
		const void *item = item_at(before, list, i);
		bool gone = index_of_id(after, list, item_id(table, item)) == SIZE_MAX;

		expected += gone;
		assert_int_equal(find_change(changes, CHANGE_REMOVED, item) != NULL, gone);
	}
	for (size_t i = 0; i < item_count(after, list); i++) {
		const void *item = item_at(after, list, i);
		size_t old = index_of_id(before, list, item_id(table, item));
		bool changed = old != SIZE_MAX && !fields_equal(table, item_at(before, list, old), item);
		const struct change *change = find_change(changes, CHANGE_CHANGED, item);

		assert_int_equal(find_change(changes, CHANGE_ADDED, item) != NULL, old == SIZE_MAX);
		assert_int_equal(change != NULL, changed);
		if (change)
			check_fields(change);
		moved += find_change(changes, CHANGE_MOVED, item) != NULL;
		expected += (size_t)(old == SIZE_MAX) + changed;
	}
	assert_int_equal(moved, kept - longest);
	return expected + moved;
}

static void check_diff(const struct policy *before, const struct policy *after, unsigned seed)
{
	change_list_t changes = {0};
	bool same = policy_equal(before, after) && ids_equal(before, after);
	const struct change *settings;
	size_t expected = 0;

	diff(before, after, &changes);
	if ((changes.n == 0) != same)
		fail_msg("seed %u: %zu differences of %s policies", seed, changes.n, same ? "equal" : "different");
	settings = find_change(&changes, CHANGE_CHANGED, &after->settings);
	assert_int_equal(settings != NULL, !fields_equal(&settings_fields, &before->settings, &after->settings));
	if (settings)
		check_fields(settings);
	expected += settings != NULL;
	for (size_t list = 0; list < ITEM_LISTS; list++)
		expected += check_list(before, after, list, &changes);
	if (changes.n != expected)
		fail_msg("seed %u: %zu differences, not %zu", seed, changes.n, expected);
	vec_done(&changes);
}

static void test_random_edits(void **state)
{
	size_t equal = 0;

	(void)state;
	for (unsigned seed = 1; seed <= ROUNDS; seed++) {
		_cleanup_policy_ struct policy before, after;
		unsigned roll = seed, edits;
		int64_t next_id = 1000;

		random_policy(&roll, 8, &before);
		after = policy_copy(&before);
		edits = random_roll(&roll, 8);
		for (unsigned i = 0; i < edits; i++)
			random_edit(&roll, &next_id, &after);
		equal += policy_equal(&before, &after);
		check_diff(&before, &after, seed);
		check_diff(&after, &before, seed);
	}
	assert_in_range(equal, ROUNDS / 20, ROUNDS / 2);
}

/* Documents have no ids: what has a name is paired by it, and still nothing is missed or invented. */
static void test_random_edits_without_ids(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= ROUNDS; seed++) {
		_cleanup_policy_ struct policy before, after;
		change_list_t changes = {0};
		unsigned roll = seed, edits;
		int64_t none = 0;

		random_policy(&roll, 8, &before);
		for (size_t i = 0; i < before.rules.n; i++)
			before.rules.v[i].id = 0;
		for (size_t list = 0; list < OBJECT_MAX; list++)
			for (size_t i = 0; i < item_count(&before, list); i++)
				policy_object(&before, (enum object_kind)list, i)->id = 0;
		after = policy_copy(&before);
		edits = random_roll(&roll, 6);
		for (unsigned i = 0; i < edits; i++)
			random_edit(&roll, &none, &after);
		diff(&before, &after, &changes);
		if ((changes.n == 0) != policy_equal(&before, &after))
			fail_msg("seed %u: %zu differences", seed, changes.n);
		VEC_FOREACH (&changes, change)
			if (change->op == CHANGE_CHANGED)
				check_fields(change);
		vec_done(&changes);
	}
}

/* Each field of each table, changed alone, is the one that is named. */
static void test_each_field(void **state)
{
	_cleanup_policy_ struct policy full, empty;
	unsigned seed = 7;
	size_t tried = 0;

	(void)state;
	random_policy(&seed, 40, &full);
	policy_init(&empty);
	test_add_rule(&empty, "name", "zz", NULL);
	for (size_t i = 0; i < rule_fields.n; i++) {
		const struct field *field = &rule_fields.fields[i];

		VEC_FOREACH (&full.rules, from) {
			_cleanup_policy_ struct policy after = policy_copy(&empty);
			change_list_t changes = {0};
			void *value = field_value(field, &after.rules.v[0]);

			field->type->done(value);
			field->type->copy(value, field_value_const(field, from));
			diff(&empty, &after, &changes);
			assert_int_equal(changes.n, !policy_equal(&empty, &after));
			if (changes.n) {
				assert_int_equal(changes.v[0].op, CHANGE_CHANGED);
				check_fields(&changes.v[0]);
				tried++;
			}
			vec_done(&changes);
		}
	}
	assert_true(tried > 100);
}

static char *printed(const struct policy *before, const struct policy *after)
{
	change_list_t changes = {0};
	struct str text = {0};

	diff(before, after, &changes);
	VEC_FOREACH (&changes, change) {
		change_print(change, &text);
		str_add_char(&text, '\n');
	}
	vec_done(&changes);
	return str_take(&text);
}

static void test_lines(void **state)
{
	_cleanup_policy_ struct policy before, after;
	_cleanup_free_ char *text = NULL;

	(void)state;
	policy_init(&before);
	policy_init(&after);
	test_set(&after, "default_inbound", "drop");
	test_add_object(&before, OBJECT_ADDRESS_SET, "Old", "192.0.2.1");
	test_add_object(&after, OBJECT_ADDRESS_SET, "New", "192.0.2.1");
	test_add_rule(&before, "name", "POP3", "protocol", "tcp", "remote_service", "110", NULL);
	test_add_rule(&before, "name", "SMTP", "protocol", "tcp", "remote_service", "25", NULL);
	test_add_rule(&before, "name", "NAT", "direction", "forward", NULL);
	test_add_rule(&after, "name", "SMTP", "protocol", "tcp", "remote_service", "465", "enabled", "no", NULL);
	test_add_rule(&after, "name", "POP3", "protocol", "tcp", "remote_service", "110", NULL);
	test_add_rule(&after, "name", "NAT", "direction", "forward", "local_address", "10.0.0.1", NULL);
	after.rules.v[0].id = 2;
	after.rules.v[1].id = 1;
	text = printed(&before, &after);
	assert_string_equal(text, "~ settings: Default inbound: Accept → Drop\n"
				  "- address set 1 \"Old\"\n"
				  "+ address set 1 \"New\"\n"
				  "~ rule 1 \"SMTP\": Service (remote): 25 → 465; Enabled: Yes → No\n"
				  "> rule 1 \"SMTP\": moved from 2 to 1\n"
				  "~ rule 3 \"NAT\": Address (source): All → 10.0.0.1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_random_edits),
	    cmocka_unit_test(test_random_edits_without_ids),
	    cmocka_unit_test(test_each_field),
	    cmocka_unit_test(test_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
