/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/guide.h"

#include "base/i18n.h"
#include "ui/widget/loop.h"
#include "ui/widget/picker.h"

#include <stdlib.h>

void guide_add(struct guide *guide, const int keys[GUIDE_KEYS], const char *name, const char *help)
{
	struct guide_row row = {.name = mem_strdup(name), .help = mem_strdup(help)};

	memcpy(row.keys, keys, sizeof(row.keys));
	vec_push(&guide->rows, row);
}

void guide_add_keys(struct guide *guide, const struct guide_key *table)
{
	for (; table->help; table++)
		guide_add(guide, table->keys, table->name ? _(table->name) : NULL, _(table->help));
}

void guide_set(struct guide *guide, const char *title, const char *text)
{
	if (!guide->title.length)
		str_add(&guide->title, title);
	if (!guide->text.length)
		str_add(&guide->text, text ? text : "");
}

void guide_done(struct guide *guide)
{
	VEC_FOREACH (&guide->rows, row) {
		free(row->name);
		free(row->help);
	}
	vec_done(&guide->rows);
	str_done(&guide->title);
	str_done(&guide->text);
}

/* Lives as long as it is shown. */
struct shown {
	struct loop *loop;
	struct guide guide;
};

static size_t row_count(void *context)
{
	const struct shown *shown = context;

	return shown->guide.rows.n;
}

static void row_text(void *context, size_t at, size_t column, struct str *out)
{
	const struct shown *shown = context;
	const struct guide_row *row = &shown->guide.rows.v[at];

	if (column == 1) {
		str_add(out, row->help);
		return;
	}
	for (size_t i = 0; i < GUIDE_KEYS && row->keys[i]; i++) {
		str_add(out, i ? ", " : "");
		key_print(row->keys[i], out);
	}
}

static void chosen(void *context, const size_t *rows, size_t n)
{
	const struct shown *shown = context;
	struct event event;

	if (!n)
		return;
	event = event_key(shown->guide.rows.v[rows[0]].keys[0]);
	loop_feed(shown->loop, &event);
}

static void release(void *context)
{
	struct shown *shown = context;

	guide_done(&shown->guide);
	free(shown);
}

void guide_open(struct loop *loop, struct layer *layer)
{
	static const struct table_ops ops = {.count = row_count, .text = row_text};
	static const struct table_column columns[2] = {{0}, {0}};
	struct shown *shown = MEM_NEW(struct shown);
	_cleanup_free_ char *title = NULL;

	shown->loop = loop;
	layer->ops->guide(layer, &shown->guide);
	title = mem_printf(_("Help: %s"), str_text(&shown->guide.title));
	picker_open(loop, &(struct picker_options){.title = title,
						   .text = str_text(&shown->guide.text),
						   .is_help = true,
						   .ops = &ops,
						   .context = shown,
						   .columns = columns,
						   .n = ARRAY_SIZE(columns),
						   .chosen = chosen,
						   .release = release});
}
