/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/policy.h"

#include "model/item.h"
#include "tests/model/environment.h"
#include "tests/test.h"

#include <stdlib.h>

/* Where each kind of object may be named, and where a name that is spelt alike is none of its kind. */
static void fill(struct policy *policy)
{
	policy_init(policy);
	test_add_object(policy, OBJECT_ADDRESS_SET, "A", "192.0.2.1");
	test_add_object(policy, OBJECT_ADDRESS_SET, "B", "@A,192.0.2.2");
	test_add_object(policy, OBJECT_SERVICE, "A", "tcp/110");
	test_add_object(policy, OBJECT_SERVICE, "B", "@A,@Other,tcp/25");
	test_add_object(policy, OBJECT_APPLICATION, "A", "/usr/bin/a");
	test_add_object(policy, OBJECT_APPLICATION, "B", "@A,user:A");
	test_add_object(policy, OBJECT_SCHEDULE, "A", "mon");
	test_add_object(policy, OBJECT_SCHEDULE, "B", "@A; tue");
	test_add_rule(policy, "name", "A", "protocol", "tcp", "application", "@A,user:A", "remote_service", "A,110",
		      "local_service", "25,A", "remote_address", "@A,A", "local_address", "192.0.2.3,@A", "validity",
		      "wed; @A", "comment", "A", NULL);
	test_add_rule(policy, "name", "none", "remote_address", "a", NULL);
	for (enum object_kind kind = 0; kind < OBJECT_MAX; kind++)
		for (size_t i = 0; i < policy_object_count(policy, kind); i++)
			policy_object(policy, kind, i)->id = (int64_t)(kind * 10u + i + 1);
}

static char *uses(const struct policy *policy, enum object_kind kind, const char *name)
{
	usage_list_t list = {0};
	struct str text = {0};

	policy_where_used(policy, kind, name, &list);
	VEC_FOREACH (&list, usage)
		str_addf(&text, "%s%zu.%s ", usage->is_rule ? "rule" : "object", usage->index, usage->field);
	vec_done(&list);
	return str_take(&text);
}

static const char *const expected_uses[OBJECT_MAX] = {
    [OBJECT_ADDRESS_SET] = "rule0.remote_address rule0.local_address object1.members ",
    [OBJECT_SERVICE] = "rule0.remote_service rule0.local_service object1.ports ",
    [OBJECT_APPLICATION] = "rule0.application object1.members ",
    [OBJECT_SCHEDULE] = "rule0.validity object1.validity ",
};

static void test_where_used(void **state)
{
	_cleanup_policy_ struct policy policy;

	(void)state;
	fill(&policy);
	for (enum object_kind kind = 0; kind < OBJECT_MAX; kind++) {
		_cleanup_free_ char *a = uses(&policy, kind, "A"), *b = uses(&policy, kind, "B");

		assert_string_equal(a, expected_uses[kind]);
		assert_string_equal(b, "");
	}
}

/* A new name is followed everywhere, by its own kind only, and nothing else of the policy changes. */
static void test_rename(void **state)
{
	(void)state;
	for (enum object_kind kind = 0; kind < OBJECT_MAX; kind++) {
		_cleanup_policy_ struct policy policy, before;

		fill(&policy);
		fill(&before);
		policy_rename_object(&policy, kind, policy_object(&policy, kind, 0)->name, "New, name");
		assert_null(policy_find_object(&policy, kind, "A"));
		assert_ptr_equal(policy_find_object(&policy, kind, "New, name"), policy_object(&policy, kind, 0));
		assert_false(policy_equal(&policy, &before));
		for (enum object_kind other = 0; other < OBJECT_MAX; other++) {
			_cleanup_free_ char *old = uses(&policy, other, "A"), *new = uses(&policy, other, "New, name");

			assert_string_equal(old, other == kind ? "" : expected_uses[other]);
			assert_string_equal(new, other == kind ? expected_uses[other] : "");
		}
		policy_rename_object(&policy, kind, "nothing", "x");
		policy_rename_object(&policy, kind, "New, name", "A");
		assert_true(policy_equal(&policy, &before));
	}
}

static void test_objects(void **state)
{
	_cleanup_policy_ struct policy policy;

	(void)state;
	fill(&policy);
	for (enum object_kind kind = 0; kind < OBJECT_MAX; kind++) {
		struct object *object;

		assert_int_equal(policy_object_count(&policy, kind), 2);
		assert_null(policy_object(&policy, kind, 2));
		assert_null(policy_object(&policy, kind, SIZE_MAX));
		assert_null(policy_find_object(&policy, kind, "a"));
		object = policy_add_object(&policy, kind);
		assert_true(object->id == 0 && !object->name && !object->comment);
		policy_remove_object(&policy, kind, 0);
		assert_int_equal(policy_object_count(&policy, kind), 2);
		assert_string_equal(policy_object(&policy, kind, 0)->name, "B");
		assert_null(policy_find_object(&policy, kind, "A"));
	}
}

static void test_copy(void **state)
{
	_cleanup_policy_ struct policy policy, copy;

	(void)state;
	fill(&policy);
	policy.version = 42;
	copy = policy_copy(&policy);
	assert_true(policy_equal(&policy, &copy));
	assert_int_equal(copy.version, 42);
	for (size_t list = 0; list < ITEM_LISTS; list++)
		for (size_t i = 0; i < item_count(&policy, list); i++)
			assert_int_equal(item_id(item_table(list), item_at(&copy, list, i)),
					 item_id(item_table(list), item_at(&policy, list, i)));
	policy_done(&policy); /* the copy owns all of its own */
	fill(&policy);
	assert_true(policy_equal(&policy, &copy));
	policy.rules.v[0].id = 77;
	policy.version = 43;
	assert_true(policy_equal(&policy, &copy));
}

/* Any one field of any one part makes the difference. */
static void test_equal_sees_all(void **state)
{
	_cleanup_policy_ struct policy policy;
	size_t tried = 0;

	(void)state;
	fill(&policy);
	for (size_t list = 0; list < ITEM_LISTS; list++) {
		const struct field_table *table = item_table(list);

		for (size_t f = 0; f < table->n; f++) {
			_cleanup_policy_ struct policy other = policy_copy(&policy);
			const struct field *field = &table->fields[f];
			void *item = (void *)(uintptr_t)item_at(&other, list, 0);

			if (field->type->boolean) {
				*(bool *)field_value(field, item) = false;
			} else if (field_is_empty(field, item)) {
				continue;
			} else if (field->type->words) {
				*(uint8_t *)field_value(field, item) = 1;
			} else {
				field->type->done(field_value(field, item));
			}
			if (policy_equal(&policy, &other))
				fail_msg("%s.%s makes no difference", table->kind, field->key);
			tried++;
		}
	}
	assert_true(tried >= 20);
}

static void test_order_counts(void **state)
{
	_cleanup_policy_ struct policy policy, other;
	struct rule rule;

	(void)state;
	fill(&policy);
	other = policy_copy(&policy);
	rule = other.rules.v[0];
	other.rules.v[0] = other.rules.v[1];
	other.rules.v[1] = rule;
	assert_false(policy_equal(&policy, &other));
	assert_int_equal(policy_find_rule(&other, 1), 1);
	assert_int_equal(policy_find_rule(&other, 2), 0);
	assert_true(policy_find_rule(&other, 3) == SIZE_MAX);
}

static void test_defaults(void **state)
{
	_cleanup_policy_ struct policy policy;
	struct rule rule;

	(void)state;
	policy_init(&policy);
	rule_init(&rule);
	assert_true(policy.settings.keep_ssh && !policy.settings.log_unmatched && !policy.settings.timezone);
	assert_int_equal(policy.settings.default_inbound, VERDICT_ACCEPT);
	assert_true(rule.enabled && !rule.log.on && !rule.publish_to.family);
	assert_int_equal(rule.action, ACTION_ALLOW);
	assert_int_equal(rule.direction, DIRECTION_OUTBOUND);
	assert_int_equal(rule.protocol, PROTOCOL_ANY);
	rule_done(&rule);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_where_used),	   cmocka_unit_test(test_rename),
	    cmocka_unit_test(test_objects),	   cmocka_unit_test(test_copy),
	    cmocka_unit_test(test_equal_sees_all), cmocka_unit_test(test_order_counts),
	    cmocka_unit_test(test_defaults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
