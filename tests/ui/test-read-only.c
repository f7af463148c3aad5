/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Every key of every action in a read-only editor: neither the file nor the kernel is another one afterwards. */

#include "tests/ui/fixture.h"

#include "base/file.h"
#include "ui/view.h"

#include <dirent.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>

/* In any dialog that a key opens: take what is offered, answer yes, go on; then out of all of it. */
#define AFTERWARDS "Enter y F2 Ctrl-G Ctrl-G Ctrl-G Ctrl-G"

struct place {
	struct vt_kit *kit;
	char *program, *directory, *db;
	struct vt *vt;
};

static void place_done(struct place *place)
{
	vt_close(place->vt);
	free(place->program);
	free(place->directory);
	free(place->db);
}

static void run(const struct place *place, const char *const *words, struct str *output)
{
	const char *argv[8] = {place->program, "--db", place->db};
	size_t n = 3;

	while (*words)
		argv[n++] = *words++;
	assert_int_equal(vt_kit_run(place->kit, output, argv), 0);
}
#define RUN(place, output, ...) run((place), (const char *const[]){__VA_ARGS__, NULL}, (output))

/* A directory of its own: what is written beside the file is seen too. */
static void make_place(struct place *place, const char *name)
{
	place->program = mem_printf("%s/nftabs", place->kit->program_directory);
	place->directory = mem_printf("%s/%s", place->kit->directory, name);
	place->db = mem_printf("%s/policy.db", place->directory);
	RUN(place, NULL, "rule", "add", "--name", "first");
	RUN(place, NULL, "apply");
	RUN(place, NULL, "rule", "add", "--name", "second");
}

static void start(struct place *place, const char *argument)
{
	static const char *const environment[] = {"ESCDELAY=5", NULL};
	const struct vt_options options = {.db = place->db, .environment = environment};

	vt_close(place->vt);
	place->vt = vt_start(place->kit, (const char *const[]){place->program, argument, NULL}, 24, 80, &options);
	vt_expect(place->vt, 0, "READ ONLY");
}

static int compare(const void *a, const void *b)
{
	char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

/* Names and contents of all files there. */
static void look(const struct place *place, struct str *ret)
{
	DIR *directory = opendir(place->directory);
	const struct dirent *entry;
	_cleanup_strlist_ strlist_t names = {0};

	assert_non_null(directory);
	while ((entry = readdir(directory)))
		if (entry->d_name[0] != '.')
			strlist_add(&names, entry->d_name);
	closedir(directory);
	assert_true(names.n > 0);
	if (names.n)
		qsort(names.v, names.n, sizeof(*names.v), compare);
	VEC_FOREACH (&names, name) {
		_cleanup_free_ char *path = mem_printf("%s/%s", place->directory, *name);
		_cleanup_str_ struct str text = {0};

		assert_int_equal(file_read(path, &text, NULL), 0);
		str_addf(ret, "%s %zu\n", *name, text.length);
		str_add_n(ret, text.text, text.length);
	}
}

static void press(struct place *place, int view_key, int key)
{
	_cleanup_str_ struct str bytes = {0};

	if (!vt_key_bytes(place->vt, key, &bytes) || key == KEYS_CTRL('Z'))
		return; /* none of this terminal, or the one that stops the program */
	vt_key(place->vt, view_key);
	vt_keys(place->vt, "Home Down Down Down Down Down Down");
	vt_key(place->vt, key);
	if (!place->vt->ended)
		vt_keys(place->vt, AFTERWARDS);
	if (place->vt->ended)
		start(place, "--read-only");
}

static void press_all(struct place *place, int view_key, const struct action_table *table)
{
	for (size_t i = 0; i < table->n; i++)
		for (size_t k = 0; k < ACTION_KEYS && table->actions[i].keys[k]; k++)
			press(place, view_key, table->actions[i].keys[k]);
}

static void test_all_keys(void **state)
{
	static const struct view_ops *const views[] = {&firewall_view, &objects_view, &history_view};
	_cleanup_(place_done) struct place place = {.kit = *state};
	_cleanup_str_ struct str before = {0}, after = {0}, status_before = {0}, status_after = {0};

	if (!ui_own_network())
		skip();
	make_place(&place, "keys");
	RUN(&place, &status_before, "counters");
	look(&place, &before);
	start(&place, "--read-only");
	for (size_t i = 0; i < ARRAY_SIZE(views); i++) {
		press_all(&place, KEYS_ALT + '1' + (int)i, &main_actions);
		press_all(&place, KEYS_ALT + '1' + (int)i, views[i]->actions);
	}
	look(&place, &after);
	assert_int_equal(before.length, after.length);
	assert_memory_equal(before.text, after.text, before.length);
	RUN(&place, &status_after, "counters");
	assert_string_equal(str_text(&status_before), str_text(&status_after));
}

/* So that root cannot write there either. */
static bool mount_read_only(const char *directory)
{
	return unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount(directory, directory, NULL, MS_BIND, NULL) == 0 &&
	       mount(NULL, directory, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) == 0;
}

/* The reason is told, when it starts and when something is asked for that would change anything. */
static void test_by_itself(void **state)
{
	_cleanup_(place_done) struct place place = {.kit = *state};

	if (!ui_own_network())
		skip();
	make_place(&place, "reason");
	start(&place, "--read-only");
	vt_expect_not(place.vt, "Read only");
	vt_keys(place.vt, "d");
	vt_expect(place.vt, -1, "Read only, as asked for");
	if (!mount_read_only(place.directory))
		skip();
	start(&place, NULL);
	vt_expect(place.vt, -1, "Read only: ");
	vt_expect(place.vt, -1, "cannot be changed");
	vt_keys(place.vt, "Down");
	vt_expect_not(place.vt, "Read only: ");
	vt_keys(place.vt, "d");
	vt_expect(place.vt, -1, "Read only: ");
	vt_close(place.vt);
	place.vt = NULL;
	assert_int_equal(umount(place.directory), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_all_keys),
	    cmocka_unit_test(test_by_itself),
	};

	return cmocka_run_group_tests_name("read-only", tests, ui_setup, ui_teardown);
}
