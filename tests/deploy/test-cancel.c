/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An apply that is called off: in every step up to the last that allows it nothing is changed, and from there on it
 * goes to its end. */
#include "tests/deploy/firewall.h"

#include "backend/deploy/revision.h"

#define RULES 20000
#define ONE   "192.0.2.1"
#define TWO   "192.0.2.2"

/* Calls it off in one step, when that step asks for the nth time. */
struct caller {
	enum deploy_step step;
	unsigned nth;
	unsigned asked[DEPLOY_STEPS];
	size_t most_done;
};

static bool call_off(void *context, enum deploy_step step, size_t done, size_t total)
{
	struct caller *caller = context;

	if (total)
		assert_true(done <= total);
	caller->asked[step]++;
	caller->most_done = done > caller->most_done ? done : caller->most_done;
	return step != caller->step || caller->asked[step] < caller->nth;
}

static int apply(struct firewall *firewall, struct caller *caller, struct error *err)
{
	_cleanup_(deploy_result_done) struct deploy_result result = {0};
	const struct deploy_watch watch = {call_off, caller};
	int answer;

	firewall->deploy.watch = &watch;
	answer = deploy_apply(&firewall->deploy, &fixture_author, "", 0, &result, err);
	firewall->deploy.watch = NULL;
	return answer;
}

/* Many rules, the first of which is the one that firewall_holds() knows. */
static void fill(struct firewall *firewall)
{
	_cleanup_policy_ struct policy before = {0}, after = {0};

	firewall_draft(firewall, ONE);
	before = fixture_load(firewall->deploy.store);
	after = policy_copy(&before);
	for (size_t i = 0; i < RULES; i++) {
		_cleanup_free_ char *address =
		    mem_printf("10.0.%u.%u", (unsigned)(i >> 8 & 0xff), (unsigned)(i & 0xff));

		fixture_insert(&after, after.rules.n, "more");
		fixture_set(&rule_fields, &after.rules.v[after.rules.n - 1], "remote_address", address);
	}
	fixture_save(firewall->deploy.store, &before, &after, "many");
}

static size_t revisions(struct firewall *firewall)
{
	_cleanup_(revision_list_done) revision_list_t list = {0};

	assert_int_equal(store_revision_states(firewall->deploy.store, &list, NULL), 0);
	return list.n;
}

static int64_t last_change(struct firewall *firewall)
{
	_cleanup_(journal_list_done) journal_list_t list = {0};

	assert_int_equal(store_journal(firewall->deploy.store, 0, 1, &list, NULL), 0);
	return list.v[0].id;
}

static void test_called_off(void **state)
{
	static const struct {
		enum deploy_step step;
		unsigned nth;
	} moments[] = {
	    {DEPLOY_WAIT, 1},	 {DEPLOY_CHECK, 1},    {DEPLOY_CHECK, 50}, {DEPLOY_RESOLVE, 1}, {DEPLOY_COMPILE, 1},
	    {DEPLOY_COMPILE, 2}, {DEPLOY_COMPILE, 99}, {DEPLOY_READ, 1},   {DEPLOY_READ, 99},	{DEPLOY_KEEP, 1},
	};
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	struct caller nobody = {.step = DEPLOY_STEPS};
	_cleanup_error_ struct error none = {0};
	int64_t change;
	size_t n;

	fill(firewall);
	assert_int_equal(apply(firewall, &nobody, &none), 0);
	firewall_draft(firewall, TWO);
	n = revisions(firewall);
	change = last_change(firewall);
	for (size_t i = 0; i < ARRAY_SIZE(moments); i++) {
		struct caller caller = {.step = moments[i].step, .nth = moments[i].nth};
		_cleanup_error_ struct error err = {0};

		kernel_close(firewall->deploy.kernel);
		firewall->deploy.kernel = NULL;
		if (apply(firewall, &caller, &err) == 0)
			fail_msg("step %d asked %u times only", moments[i].step, caller.asked[moments[i].step]);
		fixture_error(&err, ERROR_CANCELLED, "nothing was changed");
		assert_int_equal(caller.asked[moments[i].step], moments[i].nth);
		assert_int_equal(caller.asked[DEPLOY_SEND], 0);
		firewall_assert_holds(ONE);
		assert_int_equal(revisions(firewall), n);
		assert_int_equal(last_change(firewall), change);
	}
	assert_int_equal(apply(firewall, &(struct caller){.step = DEPLOY_STEPS}, &none), 0);
	firewall_assert_holds(TWO);
}

static void test_too_late(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;

	for (size_t i = 0; i < 2; i++) {
		struct caller caller = {.step = DEPLOY_SEND, .nth = 1};
		_cleanup_error_ struct error err = {0};
		const char *address = i % 2 ? TWO : ONE;

		firewall_draft(firewall, address);
		assert_int_equal(apply(firewall, &caller, &err), 0);
		assert_int_equal(caller.asked[DEPLOY_SEND], 1);
		firewall_assert_holds(address);
		assert_int_equal(revisions(firewall), i + 1);
	}
}

/* What cannot be compiled is no revision: nothing was tried with it. */
static void test_refused_before(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	struct caller caller = {.step = DEPLOY_STEPS};
	_cleanup_policy_ struct policy before = {0}, after = {0};
	_cleanup_error_ struct error err = {0};

	firewall_draft(firewall, ONE);
	before = fixture_load(firewall->deploy.store);
	after = policy_copy(&before);
	fixture_set(&rule_fields, &after.rules.v[0], "application", "user:nobody-of-that-name");
	fixture_save(firewall->deploy.store, &before, &after, "wrong");
	assert_int_equal(apply(firewall, &caller, &err), -1);
	assert_int_equal(revisions(firewall), 0);
	assert_int_equal(caller.asked[DEPLOY_KEEP], 0);
	firewall_assert_holds(NULL);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_called_off, firewall_setup, firewall_teardown),
	    cmocka_unit_test_setup_teardown(test_too_late, firewall_setup, firewall_teardown),
	    cmocka_unit_test_setup_teardown(test_refused_before, firewall_setup, firewall_teardown),
	};

	firewall_timer_main(argc, argv);
	return cmocka_run_group_tests_name("cancel", tests, firewall_group, NULL);
}
