/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Every action of every view has a letter, a function key and a place in the menu, no key does two things, and the
 * manual page tells all of it: with --print this program writes that part of the page.
 */

#include "tests/test.h"

#include "base/file.h"
#include "ui/main_screen.h"

#include <stdio.h>

typedef void (*visit_t)(const struct ui_action *action, void *context);

static void each_of(const struct action_table *table, visit_t visit, void *context)
{
	for (size_t i = 0; i < table->n; i++)
		visit(&table->actions[i], context);
}

static void each(visit_t visit, void *context)
{
	each_of(&main_actions, visit, context);
	for (size_t i = 0; main_views[i]; i++)
		each_of(main_views[i]->actions, visit, context);
}

static bool has_key(const struct ui_action *action, bool function)
{
	for (size_t k = 0; k < ACTION_KEYS && action->keys[k]; k++)
		if (action_key_is_function(action->keys[k]) == function)
			return true;
	return false;
}

/* Shift-F3 looks like a late answer to the probe for the width, and does not arrive. */
static void check_action(const struct ui_action *action, void *context)
{
	(void)context;
	if (!has_key(action, false))
		fail_msg("%s has no letter", action->name);
	if (!has_key(action, true))
		fail_msg("%s has no function key", action->name);
	if (action->menu == MENU_NONE || action->menu >= MENU_MAX)
		fail_msg("%s stands in no menu", action->name);
	if (str_empty(action->help) || action->help[strlen(action->help) - 1] != '.')
		fail_msg("%s has no sentence to explain it", action->name);
	if (action->enabled && !action->reason)
		fail_msg("%s does not say why it cannot be done", action->name);
	for (size_t k = 0; k < ACTION_KEYS; k++)
		assert_int_not_equal(action->keys[k], KEYS_SHIFT_F(3));
}

static void test_every_action_can_be_reached(void **state)
{
	(void)state;
	each(check_action, NULL);
}

struct keys {
	VEC(int) keys;
	const char *where;
};

static void check_keys(const struct ui_action *action, void *context)
{
	struct keys *seen = context;

	for (size_t k = 0; k < ACTION_KEYS && action->keys[k]; k++) {
		VEC_FOREACH (&seen->keys, key) {
			_cleanup_str_ struct str name = {0};

			if (*key != action->keys[k])
				continue;
			key_print(*key, &name);
			fail_msg("%s: %s, the key of %s, has another use too", seen->where, str_text(&name),
				 action->name);
		}
		vec_push(&seen->keys, action->keys[k]);
	}
}

static void test_no_key_does_two_things(void **state)
{
	(void)state;
	for (size_t i = 0; main_views[i]; i++) {
		struct keys seen = {.where = main_views[i]->title};

		each_of(&main_actions, check_keys, &seen);
		each_of(main_views[i]->actions, check_keys, &seen);
		vec_done(&seen.keys);
	}
}

/* A terminal has 16 rows at least, of which the bar and the frame of a menu take four. */
static void test_menus_fit(void **state)
{
	(void)state;
	for (size_t v = 0; main_views[v]; v++)
		for (int menu = MENU_NONE + 1; menu < MENU_MAX; menu++) {
			const struct action_table *tables[] = {&main_actions, main_views[v]->actions};
			size_t rows[2] = {0};

			for (size_t t = 0; t < ARRAY_SIZE(tables); t++)
				for (size_t i = 0; i < tables[t]->n; i++)
					rows[t] += (int)tables[t]->actions[i].menu == menu;
			assert_true(rows[0] + rows[1] > 0);
			assert_in_range(rows[0] + rows[1] + (rows[0] && rows[1]), 1, 12);
		}
}

/* In mdoc a mark alone is punctuation unless it is escaped. */
static void add_keys(const struct ui_action *action, struct str *out)
{
	for (size_t k = 0; k < ACTION_KEYS && action->keys[k]; k++) {
		_cleanup_str_ struct str name = {0};

		key_print(action->keys[k], &name);
		str_addf(out, "%s%s%s", k ? " , " : "", strpbrk(str_text(&name), "?!") ? "\\&" : "", str_text(&name));
	}
}

static void add_action(const struct ui_action *action, void *context)
{
	struct str *out = context;

	str_add(out, ".It ");
	add_keys(action, out);
	str_addf(out, "\n.Em %s :\n%s\n", action->name, action->help);
}

static void add_table(const char *title, const struct action_table *table, struct str *out)
{
	if (out->length)
		str_add(out, ".Pp\n");
	str_addf(out, "%s:\n.Pp\n.Bl -tag -width Ds -compact\n", title);
	each_of(table, add_action, out);
	str_add(out, ".El\n");
}

static void manual_part(struct str *out)
{
	add_table("Everywhere", &main_actions, out);
	for (size_t i = 0; main_views[i]; i++) {
		_cleanup_free_ char *title = mem_printf("In the tab %s", main_views[i]->title);

		add_table(title, main_views[i]->actions, out);
	}
}

static void test_manual_tells_every_key(void **state)
{
	const char *top = getenv("top_srcdir");
	_cleanup_free_ char *path = mem_printf("%s/man/nftabs.8", top ? top : ".");
	_cleanup_str_ struct str part = {0}, page = {0};
	_cleanup_strlist_ strlist_t lines = {0};

	(void)state;
	if (file_read(path, &page, NULL))
		fail_msg("%s cannot be read", path);
	manual_part(&part);
	strlist_split(&lines, str_text(&part), '\n');
	VEC_FOREACH (&lines, line)
		if (!strstr(str_text(&page), *line))
			fail_msg("the manual page does not have '%s': put in what this program prints with --print",
				 *line);
	if (!strstr(str_text(&page), str_text(&part)))
		fail_msg("the keys in the manual page are others: put in what this program prints with --print");
}

static int print_part(void)
{
	_cleanup_str_ struct str part = {0};

	manual_part(&part);
	return fputs(str_text(&part), stdout) < 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_action_can_be_reached),
	    cmocka_unit_test(test_no_key_does_two_things),
	    cmocka_unit_test(test_menus_fit),
	    cmocka_unit_test(test_manual_tells_every_key),
	};

	if (argc > 1 && str_equal(argv[1], "--print"))
		return print_part();
	return cmocka_run_group_tests_name("actions", tests, NULL, NULL);
}
