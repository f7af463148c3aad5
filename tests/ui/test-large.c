/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * More rules than are read before the first screen: keys that come while the rest is read act on all of them, and the
 * screen does not jump when it is there.
 */

#include "tests/ui/fixture.h"

#include "ui/widget/key.h"

#include <sqlite3.h>
#include <stdio.h>

#define RULES 3000

struct place {
	struct vt_kit *kit;
	char *program, *db;
};

static void place_done(struct place *place)
{
	free(place->program);
	free(place->db);
}

static void write_rules(const char *path)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fputs("{\"format\": \"nftabs-policy\", \"version\": 1, \"rules\": [", file);
	for (size_t i = 1; i <= RULES; i++)
		fprintf(file,
			"%s\n{\"name\": \"rule %zu\", \"action\": \"allow\", \"direction\": \"outbound\", "
			"\"protocol\": \"tcp\", \"remote_service\": [\"%zu\"]}",
			i > 1 ? "," : "", i, i);
	fputs("\n]}\n", file);
	assert_int_equal(fclose(file), 0);
}

static void make_place(void **state, const char *name, struct place *place)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *document = mem_printf("%s/%s.json", kit->directory, name);

	place->kit = kit;
	place->program = mem_printf("%s/nftabs", kit->program_directory);
	place->db = mem_printf("%s/%s.db", kit->directory, name);
	write_rules(document);
	assert_int_equal(
	    vt_kit_run(kit, NULL, (const char *const[]){place->program, "--db", place->db, "import", document, NULL}),
	    0);
}

static struct vt *start(struct place *place)
{
	return vt_start(place->kit, (const char *const[]){place->program, NULL}, 24, 80,
			&(struct vt_options){.db = place->db});
}

/* The only rule that is off. */
static void expect_off(struct place *place, const char *name)
{
	_cleanup_free_ char *want = mem_printf("\"name\": \"%s\",", name);
	_cleanup_str_ struct str document = {0};
	const char *off;

	assert_int_equal(vt_kit_run(place->kit, &document,
				    (const char *const[]){place->program, "--db", place->db, "export", "json", NULL}),
			 0);
	off = strstr(document.text, "\"enabled\": false");
	assert_non_null(off);
	assert_null(strstr(off + 1, "\"enabled\": false"));
	while (off > document.text && *off != '{')
		off--;
	assert_true(strstr(off, want) && strstr(off, want) < strchr(off, '}'));
}

/* Keys that are there before the first screen is. */
static void test_keys_at_once(void **state)
{
	static const char keys[] = "\033[F\033[A\033[A\033[A "; /* End, three up from the defaults, Space */
	_cleanup_(place_done) struct place place = {0};
	_cleanup_vt_ struct vt *vt = NULL;

	make_place(state, "keys", &place);
	vt = start(&place);
	vt_send(vt, keys, sizeof(keys) - 1);
	vt_wait_events(vt, 5);
	vt_expect(vt, -1, "Disabled: rule 3000");
	vt_keys(vt, "q");
	assert_int_equal(vt_wait_end(vt), 0);
	expect_off(&place, "rule 3000");
}

static void test_nothing_jumps(void **state)
{
	_cleanup_(place_done) struct place place = {0};
	_cleanup_free_ char *first = NULL, *then = NULL;
	_cleanup_vt_ struct vt *vt = NULL;

	make_place(state, "jump", &place);
	vt = start(&place);
	first = vt_screen(vt);
	vt_keys(vt, "Down Up");
	then = vt_screen(vt);
	/* The title alone says more by now. */
	assert_string_equal(strchr(first, '\n'), strchr(then, '\n'));
}

/* What cannot be read ends the editor with the reason, as if it had been the first rule. */
static void test_damage(void **state)
{
	_cleanup_(place_done) struct place place = {0};
	_cleanup_vt_ struct vt *vt = NULL;
	sqlite3 *db;

	make_place(state, "damage", &place);
	assert_int_equal(sqlite3_open(place.db, &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(db, "UPDATE rules SET action = 'maybe' WHERE name = 'rule 2999'", NULL, NULL, NULL),
	    SQLITE_OK);
	sqlite3_close(db);
	vt = start(&place);
	assert_int_equal(vt_wait_end(vt), 1);
	vt_expect(vt, -1, "cannot be read");
	vt_expect_restored(vt);
}

static void key_painted(struct vt *vt, int key)
{
	_cleanup_str_ struct str bytes = {0};

	vt_key_bytes(vt, key, &bytes);
	vt_send(vt, bytes.text, bytes.length);
	vt_wait_painted(vt, vt->painted + 1);
}

/* A held key moves the line only; when it is let go, the rule is told in full. */
static void test_held_key(void **state)
{
	_cleanup_(place_done) struct place place = {0};
	_cleanup_vt_ struct vt *vt = NULL;
	size_t put_off = 0, bytes = 0;

	make_place(state, "held", &place);
	vt = start(&place);
	vt_keys(vt, "Down");
	for (size_t i = 2; i < 30; i++) {
		_cleanup_free_ char *rule = mem_printf("to open TCP %zu", i + 1);

		key_painted(vt, KEYS_DOWN);
		if (vt->events == vt->painted)
			continue; /* the machine was too slow for a key that is held */
		put_off++;
		bytes = vt->raw.length > bytes ? vt->raw.length : bytes;
		vt_expect_not(vt, rule);
		if (i % 5)
			continue;
		vt_wait_events(vt, vt->painted);
		vt_expect(vt, -1, rule);
	}
	assert_in_range(put_off, 1, SIZE_MAX);
	assert_in_range(bytes, 1, 256);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_keys_at_once),
	    cmocka_unit_test(test_nothing_jumps),
	    cmocka_unit_test(test_damage),
	    cmocka_unit_test(test_held_key),
	};

	return cmocka_run_group_tests_name("large", tests, ui_setup, ui_teardown);
}
