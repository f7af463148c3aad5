/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/fields_dialog.h"

#include "base/i18n.h"
#include "ui/field_widget.h"
#include "ui/help.h"
#include "ui/widget/dialog.h"
#include "ui/widget/guide.h"

#include <stdlib.h>

#define WIDTH  76
#define HEIGHT 18

struct fields_dialog {
	struct layer layer;
	struct editor *editor;
	struct fields_dialog_options options;
	void *value; /* a struct of the table */
	struct dialog dialog;
	struct form form;
	struct field_widget *fields;
};

static int collect(struct fields_dialog *fd, struct error *err)
{
	for (size_t i = 0; i < fd->options.table->n; i++)
		if (field_widget_store(&fd->fields[i], fd->value, err))
			return -1;
	return 0;
}

static size_t index_of(const struct fields_dialog *fd, const char *key)
{
	const struct field *field = key ? field_find(fd->options.table, key) : NULL;

	return field ? (size_t)(field - fd->options.table->fields) : fd->form.focus;
}

static unsigned accept(struct fields_dialog *fd)
{
	_cleanup_error_ struct error err = {0};

	if (form_complaint(&fd->form, NULL))
		return REACTION_HANDLED;
	if (collect(fd, &err) || fd->options.accept(fd->editor, fd->options.context, fd->value, &err)) {
		fd->dialog.on_buttons = false;
		form_complain(&fd->form, index_of(fd, err.subject.field), err.message);
		return REACTION_HANDLED;
	}
	return REACTION_CLOSE;
}

static unsigned fields_dialog_handle(struct layer *layer, const struct event *event)
{
	struct fields_dialog *fd = (struct fields_dialog *)layer;
	unsigned reaction;

	reaction = dialog_handle(&fd->dialog, event);
	if (reaction & REACTION_PICK)
		(void)field_widget_pick(&fd->fields[fd->form.focus]);
	if (reaction & REACTION_CANCEL)
		return REACTION_CLOSE;
	return reaction & REACTION_ACCEPT ? accept(fd) : reaction;
}

static void fields_dialog_guide(struct layer *layer, struct guide *guide)
{
	const struct fields_dialog *fd = (const struct fields_dialog *)layer;

	help_of_field(fd->fields[fd->form.focus].field, guide);
	dialog_guide(&fd->dialog, guide);
}

static void fields_dialog_draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	struct fields_dialog *fd = (struct fields_dialog *)layer;

	dialog_draw(&fd->dialog, screen, on_top);
}

static void fields_dialog_free(struct layer *layer)
{
	struct fields_dialog *fd = (struct fields_dialog *)layer;

	form_done(&fd->form);
	for (size_t i = 0; i < fd->options.table->n; i++)
		field_widget_done(&fd->fields[i]);
	free(fd->fields);
	fields_done(fd->options.table, fd->value);
	free(fd->value);
	dialog_done(&fd->dialog);
	free(fd->options.context);
	free(fd);
}

static const struct layer_ops fields_dialog_ops = {.handle = fields_dialog_handle,
						   .draw = fields_dialog_draw,
						   .guide = fields_dialog_guide,
						   .free = fields_dialog_free};

void fields_dialog_open(struct editor *editor, const struct fields_dialog_options *options)
{
	struct fields_dialog *fd = MEM_NEW(struct fields_dialog);
	const struct field_table *table = options->table;

	fd->layer.ops = &fields_dialog_ops;
	fd->editor = editor;
	fd->options = *options;
	fd->value = mem_calloc(1, table->size);
	if (options->value)
		fields_copy(table, fd->value, options->value);
	else
		fields_init(table, fd->value);
	form_init(&fd->form);
	fd->fields = mem_calloc(table->n, sizeof(*fd->fields));
	for (size_t i = 0; i < table->n; i++) {
		field_widget_init(&fd->fields[i], editor, table, &table->fields[i], fd->value);
		form_add(&fd->form, _(table->fields[i].label), _(table->fields[i].help), fd->fields[i].widget);
	}
	dialog_init(&fd->dialog, options->title, HEIGHT, WIDTH, &fd->form.widget);
	if (!str_empty(options->note))
		dialog_add_footer(&fd->dialog, STYLE_DIM, options->note);
	dialog_add_ok_cancel(&fd->dialog);
	dialog_set_hint(&fd->dialog, _("F4 choose  F1 help"));
	loop_push(editor->loop, &fd->layer);
}
