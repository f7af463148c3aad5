/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/file_dialog.h"

#include "base/i18n.h"
#include "ui/file_names.h"
#include "ui/widget/dialog.h"
#include "ui/widget/form.h"
#include "ui/widget/picker.h"
#include "ui/widget/radio_field.h"
#include "ui/widget/text_field.h"

#include <stdlib.h>
#include <string.h>

struct file_dialog {
	struct layer layer;
	struct editor *editor;
	struct dialog dialog;
	struct form form;
	struct text_field name;
	struct radio_field format;
	struct file_dialog_options options;
	size_t chosen; /* format, whose suffix the name has */
	size_t name_item;
};

/* ---- the list of files ---- */

struct listing {
	struct file_dialog *dialog;
	char *directory; /* as typed */
	strlist_t names;
};

static void open_listing(struct file_dialog *dialog, const char *directory);

static size_t listing_count(void *context)
{
	return ((const struct listing *)context)->names.n;
}

static void listing_text(void *context, size_t row, size_t column, struct str *out)
{
	(void)column;
	str_add(out, ((const struct listing *)context)->names.v[row]);
}

static void listing_chosen(void *context, const size_t *rows, size_t n)
{
	const struct listing *listing = context;
	const char *name = n ? listing->names.v[rows[0]] : "";
	_cleanup_free_ char *path = mem_printf("%s%s", listing->directory, name);

	if (!*name)
		return;
	if (name[strlen(name) - 1] == '/')
		open_listing(listing->dialog, path);
	else
		text_field_set(&listing->dialog->name, path);
}

static void listing_release(void *context)
{
	struct listing *listing = context;

	strlist_done(&listing->names);
	free(listing->directory);
	free(listing);
}

static void open_listing(struct file_dialog *dialog, const char *directory)
{
	static const struct table_ops ops = {.count = listing_count, .text = listing_text};
	static const struct table_column columns[1] = {{0}};
	struct listing *listing = MEM_NEW(struct listing);
	_cleanup_free_ char *title = mem_printf(_("Files in %s"), *directory ? directory : "./");

	listing->dialog = dialog;
	listing->directory = mem_strdup(directory);
	file_name_list(directory, false, &listing->names);
	if (!listing->names.n) {
		listing_release(listing);
		file_dialog_complain(dialog, _("that directory cannot be read"));
		return;
	}
	picker_open(dialog->editor->loop, &(struct picker_options){.title = title,
								   .ops = &ops,
								   .context = listing,
								   .columns = columns,
								   .n = ARRAY_SIZE(columns),
								   .width = 56,
								   .chosen = listing_chosen,
								   .release = listing_release});
}

static void list_files(struct file_dialog *dialog)
{
	_cleanup_free_ char *directory = file_name_directory(text_field_text(&dialog->name));

	open_listing(dialog, directory);
}

/* ---- the dialog ---- */

static bool on_name(const struct file_dialog *dialog)
{
	return !dialog->dialog.on_buttons && dialog->form.focus == dialog->name_item;
}

/* Tab goes on to the next field only where there is nothing to complete. */
static bool complete(struct file_dialog *dialog)
{
	_cleanup_str_ struct str name = {0};

	if (!on_name(dialog) || dialog->name.cursor != strlen(text_field_text(&dialog->name)) ||
	    !file_name_complete(text_field_text(&dialog->name), &name))
		return false;
	text_field_set(&dialog->name, str_text(&name));
	return true;
}

/* Another format: the end of the name follows, if it was that of the one before. */
static void follow_format(struct file_dialog *dialog)
{
	size_t format = dialog->options.n ? radio_field_selected(&dialog->format) : 0;
	_cleanup_free_ char *end = NULL, *name = NULL;
	const char *text = text_field_text(&dialog->name);
	size_t length;

	if (format == dialog->chosen)
		return;
	end = mem_printf(".%s", dialog->options.suffixes[dialog->chosen]);
	dialog->chosen = format;
	length = strlen(text);
	if (length < strlen(end) || !str_equal(text + length - strlen(end), end))
		return;
	name = mem_printf("%.*s.%s", (int)(length - strlen(end)), text, dialog->options.suffixes[format]);
	text_field_set(&dialog->name, name);
}

static const char *check_name(struct text_field *field, void *context)
{
	const char *text = text_field_text(field);

	(void)context;
	if (!*text)
		return _("write the name of a file; F4 shows what there is");
	return text[strlen(text) - 1] == '/' ? _("this is a directory: add the name of a file") : NULL;
}

static unsigned accept(struct file_dialog *dialog)
{
	_cleanup_free_ char *path = file_name_expand(text_field_text(&dialog->name));
	const char *reason = check_name(&dialog->name, NULL);

	if (reason)
		file_dialog_complain(dialog, reason);
	else
		dialog->options.accept(dialog, path, dialog->chosen);
	return REACTION_HANDLED;
}

static unsigned handle(struct layer *layer, const struct event *event)
{
	struct file_dialog *dialog = (struct file_dialog *)layer;
	unsigned reaction;

	if (event->type == EVENT_KEY && event->key == KEYS_F(4)) {
		list_files(dialog);
		return REACTION_HANDLED;
	}
	if (event->type == EVENT_KEY && event->key == KEYS_TAB && complete(dialog))
		return REACTION_HANDLED;
	reaction = dialog_handle(&dialog->dialog, event);
	follow_format(dialog);
	if (reaction & REACTION_CANCEL)
		return REACTION_CLOSE;
	return reaction & REACTION_ACCEPT ? accept(dialog) : reaction;
}

static void draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	dialog_draw(&((struct file_dialog *)layer)->dialog, screen, on_top);
}

static void free_dialog(struct layer *layer)
{
	struct file_dialog *dialog = (struct file_dialog *)layer;

	form_done(&dialog->form);
	widget_done(&dialog->name.widget);
	if (dialog->options.n)
		widget_done(&dialog->format.widget);
	dialog_done(&dialog->dialog);
	free(dialog);
}

static const struct layer_ops ops = {.handle = handle, .draw = draw, .free = free_dialog};

void file_dialog_open(struct editor *editor, const struct file_dialog_options *options)
{
	struct file_dialog *dialog = MEM_NEW(struct file_dialog);

	dialog->layer.ops = &ops;
	dialog->editor = editor;
	dialog->options = *options;
	dialog->chosen = options->format;
	form_init(&dialog->form);
	if (options->n) {
		radio_field_init(&dialog->format, options->formats, options->n, options->format);
		form_add(&dialog->form, _("Format"), NULL, &dialog->format.widget);
	}
	text_field_init(&dialog->name, options->initial);
	dialog->name_item = form_add(&dialog->form, _("File"), options->help, &dialog->name.widget);
	form_focus(&dialog->form, dialog->name_item);
	dialog_init(&dialog->dialog, options->title, options->n ? 8 : 6, 66, &dialog->form.widget);
	dialog_add_ok_cancel(&dialog->dialog);
	dialog_set_hint(&dialog->dialog, _("Tab completes  F4 files"));
	dialog->dialog.enter_accepts = true;
	loop_push(editor->loop, &dialog->layer);
}

struct editor *file_dialog_editor(const struct file_dialog *dialog)
{
	return dialog->editor;
}

void file_dialog_complain(struct file_dialog *dialog, const char *reason)
{
	dialog->dialog.on_buttons = false;
	form_complain(&dialog->form, dialog->name_item, reason);
}

void file_dialog_close(struct file_dialog *dialog)
{
	loop_close(dialog->editor->loop, &dialog->layer);
}
