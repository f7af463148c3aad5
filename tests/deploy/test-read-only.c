/* SPDX-License-Identifier: GPL-2.0-or-later */

/* With a store that was opened to be read nothing changes the firewall: not the kernel, not the store. */

#include "base/file.h"
#include "tests/deploy/firewall.h"

#define ONE  "192.0.2.1"
#define TWO  "192.0.2.2"
#define LONG 600

static int apply(struct deploy *deploy, struct error *err)
{
	struct deploy_result result = {0};

	return deploy_apply(deploy, &fixture_author, "", 0, &result, err);
}

static int apply_to_confirm(struct deploy *deploy, struct error *err)
{
	struct deploy_result result = {0};

	return deploy_apply(deploy, &fixture_author, "", LONG, &result, err);
}

static int switch_off(struct deploy *deploy, struct error *err)
{
	return deploy_switch(deploy, false, err);
}

static int switch_on(struct deploy *deploy, struct error *err)
{
	return deploy_switch(deploy, true, err);
}

static int take_back(struct deploy *deploy, struct error *err)
{
	bool taken_back;

	return deploy_wait_and_take_back(deploy, 2, 0, &taken_back, err);
}

/* All of deploy.h that changes something, but the restore of a boot. */
static int (*const changers[])(struct deploy *deploy, struct error *err) = {
    apply, apply_to_confirm, deploy_confirm, deploy_rollback, switch_off, switch_on, take_back};

static void file_text(const struct firewall *firewall, const char *suffix, struct str *ret)
{
	_cleanup_free_ char *path = mem_printf("%s%s", firewall->fixture->path, suffix);

	(void)file_read(path, ret, NULL);
}

static void refuse_all(struct firewall *firewall, const char *holds)
{
	for (size_t i = 0; i < ARRAY_SIZE(changers); i++) {
		_cleanup_error_ struct error err = {0};

		assert_int_equal(changers[i](&firewall->deploy, &err), -1);
		fixture_error(&err, ERROR_PERMISSION, "opened to be read");
		firewall_assert_holds(holds);
	}
}

/* A change waits, so that it could be confirmed or taken back; the draft differs, so that it could be applied. */
static void test_refuses(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_str_ struct str before = {0}, after = {0}, log_before = {0}, log_after = {0};

	firewall_apply(firewall, ONE, 0);
	firewall_apply(firewall, TWO, LONG);
	firewall_draft(firewall, ONE);
	store_close(firewall->deploy.store);
	firewall->deploy.store = fixture_open(firewall->fixture->path, STORE_READ);
	file_text(firewall, "", &before);
	file_text(firewall, "-wal", &log_before);
	refuse_all(firewall, TWO);
	file_text(firewall, "", &after);
	file_text(firewall, "-wal", &log_after);
	assert_int_equal(before.length, after.length);
	assert_memory_equal(before.text, after.text, before.length);
	assert_int_equal(log_before.length, log_after.length);
	assert_memory_equal(log_before.text, log_after.text, log_before.length);
	firewall_assert_state(firewall, 2, REVISION_PENDING);

	/* The timer is still there, and only it may. */
	store_close(firewall->deploy.store);
	firewall->deploy.store = fixture_open(firewall->fixture->path, STORE_WRITE);
	assert_int_equal(deploy_rollback(&firewall->deploy, NULL), 0);
	firewall_assert_holds(ONE);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_refuses, firewall_setup, firewall_teardown),
	};

	firewall_timer_main(argc, argv);
	return cmocka_run_group_tests_name("read-only", tests, firewall_group, NULL);
}
