/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/ui/golden_walk.h"

#include "tests/ui/fixture.h"
#include "tests/ui/focus.h"
#include "tests/ui/golden.h"

#include <unistd.h>

struct size {
	int rows, columns;
};

static const struct size sizes[] = {{24, 80}, {16, 60}, {43, 132}}, too_small[] = {{10, 30}, {3, 10}};

/* The editor that is looked at, and the ones that must not differ from it but for colours. */
enum { COLOUR, MONO, OTHER_LANGUAGE, EDITORS };

struct walker {
	struct vt_kit *kit;
	const struct golden_walk *walk;
	const struct golden_locale *locale;
	const struct golden_step *step;
	struct vt *editors[EDITORS];
	struct size size;
	struct str *faults;
};

static void walker_done(struct walker *walker)
{
	for (size_t i = 0; i < EDITORS; i++)
		vt_close(walker->editors[i]);
}

static void fault(struct walker *walker, const char *what, const char *difference)
{
	str_addf(walker->faults, "%s, %s, %dx%d, after %s: %s\n%s", walker->locale->name,
		 walker->step && walker->step->name ? walker->step->name : walker->walk->name, walker->size.columns,
		 walker->size.rows, walker->step ? walker->step->keys : "the start", what, difference);
}

/* Without a colour the looks are the same; a colour is replaced by anything but a colour. */
static bool same_looks(const struct vt *colour, const struct vt *mono, int row)
{
	for (int column = 0; column < colour->columns; column++) {
		struct vt_look with = vt_look(colour, row, column), without = vt_look(mono, row, column);

		if (without.foreground >= 0 || without.background >= 0)
			return false;
		if (with.foreground < 0 && with.background < 0 && with.attributes != without.attributes)
			return false;
	}
	return true;
}

static void compare(struct walker *walker, size_t other, const char *what)
{
	const struct vt *one = walker->editors[COLOUR], *two = walker->editors[other];
	_cleanup_free_ char *want = golden_text(one), *have = golden_text(two);
	_cleanup_str_ struct str difference = {0};
	int row, column, other_row, other_column;

	golden_difference(want, have, &difference);
	vt_cursor(one, &row, &column);
	vt_cursor(two, &other_row, &other_column);
	if (row != other_row || column != other_column)
		str_addf(&difference, "cursor %d,%d and %d,%d\n", row, column, other_row, other_column);
	for (row = 0; other == MONO && row < one->rows; row++)
		if (!same_looks(one, two, row)) {
			str_addf(&difference, "looks of row %d:\n", row);
			vt_print_looks(one, row, &difference);
			vt_print_looks(two, row, &difference);
		}
	if (difference.length)
		fault(walker, what, difference.text);
}

/* By eyes, by a screen reader and by an input method. */
static bool is_seen(const struct vt *vt)
{
	return vt && is_on_focus(vt) && vt->cursor_visible;
}

static void check_size(struct walker *walker)
{
	if (walker->editors[MONO])
		compare(walker, MONO, "differs without colours");
	if (walker->editors[OTHER_LANGUAGE])
		compare(walker, OTHER_LANGUAGE, "differs in the other language");
	if (!is_seen(walker->editors[COLOUR]) || !is_seen(walker->editors[MONO])) {
		_cleanup_free_ char *screen = vt_screen(walker->editors[COLOUR]);

		fault(walker, "the cursor is not on the focus", screen);
	}
}

static void resize(struct walker *walker, struct size size)
{
	walker->size = size;
	for (size_t i = 0; i < EDITORS; i++)
		if (walker->editors[i])
			vt_resize(walker->editors[i], size.rows, size.columns);
}

/* In all sizes, and back: what was small is as before. */
static void look(struct walker *walker)
{
	_cleanup_free_ char *name = mem_printf("%s/%s", walker->locale->name, walker->step->name);
	_cleanup_free_ char *otherwise = walker->locale->charset == VT_UTF8
					     ? NULL
					     : mem_printf("%s/%s", walker->locale->language, walker->step->name);
	_cleanup_str_ struct str all = {0}, first = {0}, again = {0}, difference = {0};

	golden_add(walker->editors[COLOUR], &first);
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		if (i)
			resize(walker, sizes[i]);
		golden_add(walker->editors[COLOUR], &all);
		check_size(walker);
	}
	for (size_t i = 0; i < ARRAY_SIZE(too_small); i++)
		resize(walker, too_small[i]);
	resize(walker, sizes[0]);
	golden_add(walker->editors[COLOUR], &again);
	if (!str_equal(first.text, again.text)) {
		golden_difference(first.text, again.text, &difference);
		fault(walker, "does not come back after other sizes", difference.text);
	}
	str_clear(&difference);
	if (!golden_is(name, otherwise, all.text, &difference))
		str_add(walker->faults, difference.text);
}

static void act(struct walker *walker, struct vt *vt)
{
	const struct golden_step *step = walker->step;

	if (step->keys[0] == '\1')
		vt_paste(vt, step->keys + 1);
	else
		vt_keys(vt, step->keys);
	if (step->wait)
		vt_wait_text(vt, step->wait);
	vt_settle(vt);
}

static struct vt *start(struct walker *walker, size_t i)
{
	const char *environment[8] = {"ESCDELAY=5", "SUDO_UID=0"};
	_cleanup_free_ char *program = mem_printf("%s/nftabs", walker->kit->program_directory);
	_cleanup_free_ char *db = mem_printf("%s/%s-%zu.db", walker->kit->directory, walker->walk->name, i);
	struct vt_options options = {.language = walker->locale->language,
				     .charset = walker->locale->charset,
				     .no_color = i == MONO,
				     .db = db,
				     .environment = environment};
	struct vt *vt;

	for (size_t at = 2, from = 0; walker->walk->environment && walker->walk->environment[from]; from++)
		environment[at++] = walker->walk->environment[from];
	if (i == OTHER_LANGUAGE)
		options.language = str_equal(options.language, "ja") ? "en" : "ja";
	ui_own_network();
	ui_remove_store(db);
	if (walker->walk->make)
		walker->walk->make(walker->kit, db);
	vt = vt_start(walker->kit, (const char *const[]){program, walker->walk->argument, NULL}, sizes[0].rows,
		      sizes[0].columns, &options);
	vt_settle(vt);
	return vt;
}

void golden_walk_go(struct vt_kit *kit, const struct golden_walk *walk, const struct golden_locale *locale,
		    struct str *ret_faults)
{
	_cleanup_(walker_done) struct walker walker = {
	    .kit = kit, .walk = walk, .locale = locale, .size = sizes[0], .faults = ret_faults};

	walker.editors[COLOUR] = start(&walker, COLOUR);
	walker.editors[MONO] = start(&walker, MONO);
	if (locale->charset == VT_C)
		walker.editors[OTHER_LANGUAGE] = start(&walker, OTHER_LANGUAGE);
	for (const struct golden_step *step = walk->steps; step->keys; step++) {
		walker.step = step;
		for (size_t i = 0; i < EDITORS; i++)
			if (walker.editors[i])
				act(&walker, walker.editors[i]);
		if (step->name)
			look(&walker);
	}
}
