/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/deploy/firewall.h"

#include "backend/deploy/parts.h"
#include "tests/kernel/kit.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAUSE_MS 10

int firewall_group(void **state)
{
	if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0)
		return -1;
	return kit_setup(state);
}

static void failed(const struct error *err)
{
	_cleanup_free_ char *text = error_text(err);

	fail_msg("%s", text);
}

int firewall_setup(void **state)
{
	struct firewall *firewall;
	void *fixture = NULL, *machine = NULL;

	if (!*state)
		return 0;
	firewall = MEM_NEW(struct firewall);
	if (fixture_setup(&fixture) != 0 || machine_setup(&machine) != 0)
		return -1;
	firewall->fixture = fixture;
	firewall->machine = machine;
	firewall->deploy.store = fixture_open(firewall->fixture->path, STORE_WRITE);
	firewall->deploy.system = system_new_at(firewall->machine->root);
	*state = firewall;
	return 0;
}

static void end_timers(void)
{
	pid_list_t timers = {0};

	firewall_timers(&timers);
	VEC_FOREACH (&timers, pid) {
		kill(*pid, SIGKILL);
		(void)waitpid(*pid, NULL, 0);
	}
	vec_done(&timers);
}

int firewall_teardown(void **state)
{
	struct firewall *firewall = *state;
	_cleanup_kernel_ struct kernel *kernel = NULL;
	void *fixture, *machine;

	if (!firewall)
		return 0;
	end_timers();
	kernel_close(firewall->deploy.kernel);
	store_close(firewall->deploy.store);
	system_free(firewall->deploy.system);
	fixture = firewall->fixture;
	machine = firewall->machine;
	free(firewall);
	kernel = kit_kernel();
	return kernel_delete(kernel, "nftabs", NULL) || fixture_teardown(&fixture) || machine_teardown(&machine);
}

/* What the timer is started as: PROGRAM --db FILE take-back NUMBER DEADLINE. */
void firewall_timer_main(int argc, char **argv)
{
	_cleanup_error_ struct error err = {0};
	struct deploy deploy = {0};
	bool taken_back;
	int result;

	if (argc != 6 || strcmp(argv[3], TAKE_BACK_COMMAND) != 0)
		return;
	if (getenv(FIREWALL_NO_TIMER)) {
		fprintf(stderr, "%s\n", getenv(FIREWALL_NO_TIMER));
		exit(1);
	}
	if (store_open(argv[2], STORE_WRITE, &deploy.store, &err) != 0) {
		fprintf(stderr, "%s\n", err.message);
		exit(1);
	}
	deploy.system = system_new_at("/nowhere");
	result = deploy_wait_and_take_back(&deploy, strtoll(argv[4], NULL, 10), strtoll(argv[5], NULL, 10), &taken_back,
					   &err);
	if (result != 0)
		fprintf(stderr, "%s\n", err.message);
	kernel_close(deploy.kernel);
	store_close(deploy.store);
	system_free(deploy.system);
	exit(result != 0);
}

void firewall_draft(struct firewall *firewall, const char *address)
{
	_cleanup_policy_ struct policy before = fixture_load(firewall->deploy.store);
	_cleanup_policy_ struct policy after = policy_copy(&before);

	if (!after.rules.n)
		fixture_insert(&after, 0, "one");
	fixture_set(&rule_fields, &after.rules.v[0], "action", "drop");
	fixture_set(&rule_fields, &after.rules.v[0], "remote_address", address);
	fixture_save(firewall->deploy.store, &before, &after, address);
}

int64_t firewall_apply(struct firewall *firewall, const char *address, unsigned confirm_seconds)
{
	_cleanup_(deploy_result_done) struct deploy_result result = {0};
	struct error err = {0};

	firewall_draft(firewall, address);
	if (deploy_apply(&firewall->deploy, &fixture_author, address, confirm_seconds, &result, &err) != 0)
		failed(&err);
	return result.revision;
}

void firewall_apply_refused(struct firewall *firewall, const char *address, unsigned confirm_seconds,
			    enum error_code code, const char *words)
{
	_cleanup_error_ struct error err = {0};
	struct deploy_result result = {0};

	firewall_draft(firewall, address);
	assert_int_equal(deploy_apply(&firewall->deploy, &fixture_author, address, confirm_seconds, &result, &err), -1);
	fixture_error(&err, code, words);
}

/* Addresses of the tests are 192.0.2.x: nothing else of the table looks like one. */
char *firewall_holds(void)
{
	int status;
	_cleanup_free_ char *text = kit_run(NULL, &status, "/usr/sbin/nft", "list", "table", "inet", "nftabs", NULL);
	const char *address = strstr(text, "192.0.2.");

	if (status)
		return NULL;
	return address ? mem_strndup(address, strspn(address, "0123456789.")) : mem_strdup("");
}

void firewall_assert_holds(const char *address)
{
	_cleanup_free_ char *held = firewall_holds();

	if (!str_equal(held, address) || !held != !address)
		fail_msg("the kernel holds '%s', not '%s'", held ? held : "no table", address ? address : "no table");
}

static void pause_shortly(void)
{
	const struct timespec pause = {.tv_nsec = PAUSE_MS * 1000000L};

	(void)nanosleep(&pause, NULL);
}

void firewall_await(const char *address)
{
	for (unsigned waited = 0; waited < 5000; waited += PAUSE_MS) {
		_cleanup_free_ char *held = firewall_holds();

		if (str_equal(held, address) && !held == !address)
			return;
		pause_shortly();
	}
	firewall_assert_holds(address);
}

void firewall_assert_state(struct firewall *firewall, int64_t number, enum revision_state state)
{
	_cleanup_(revision_done) struct revision revision = {0};
	struct error err = {0};

	if (store_revision(firewall->deploy.store, number, false, &revision, &err) != 0)
		failed(&err);
	assert_int_equal(revision.state, state);
}

void firewall_timers(pid_list_t *ret)
{
	_cleanup_free_ char *path = mem_printf("/proc/self/task/%d/children", getpid());
	FILE *file = fopen(path, "re");
	int pid;

	assert_non_null(file);
	while (fscanf(file, "%d", &pid) == 1)
		vec_push(ret, pid);
	fclose(file);
}

void firewall_await_timers(void)
{
	for (unsigned waited = 0; waited < 10000; waited += PAUSE_MS) {
		pid_t pid = waitpid(-1, NULL, WNOHANG);

		if (pid < 0 && errno == ECHILD)
			return;
		if (pid == 0)
			pause_shortly();
	}
	fail_msg("a timer does not end");
}
