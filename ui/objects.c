/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Objects: what rules name with @ or as a service, of all four kinds in one list. */
#include "ui/view.h"

#include "base/i18n.h"
#include "model/check.h"
#include "ui/fields_dialog.h"
#include "ui/print.h"
#include "ui/usage.h"
#include "ui/widget/picker.h"

#include <stdlib.h>

enum { COLUMN_KIND, COLUMN_NAME, COLUMN_MEMBERS, COLUMN_USED, COLUMN_COMMENT, COLUMNS };

static const struct table_column columns[COLUMNS] = {
    [COLUMN_KIND] = {.title = N_("Kind")},
    [COLUMN_NAME] = {.title = N_("Name"), .wish = 18, .least = 10, .yields = 4, .grows = 1},
    [COLUMN_MEMBERS] = {.title = N_("Members"), .wish = 24, .least = 10, .yields = 2, .grows = 3},
    [COLUMN_USED] = {.title = N_("Used"), .wish = 5, .least = 4, .right = true},
    [COLUMN_COMMENT] = {.title = N_("Comment"), .wish = 12, .yields = 1, .grows = 1},
};

struct place {
	enum object_kind kind;
	size_t index;
};

struct objects {
	struct editor *editor;
	struct table table;
	VEC(struct place) places;
};

static struct objects *view_of(const struct editor *editor)
{
	return editor->view_state;
}

static struct object *object_at(const struct objects *objects, size_t row)
{
	const struct place *place = &objects->places.v[row];

	return policy_object(&objects->editor->policy, place->kind, place->index);
}

static size_t row_count(void *context)
{
	const struct objects *objects = context;

	return objects->places.n;
}

static size_t use_count(const struct objects *objects, size_t row)
{
	return usage_count(objects->editor, objects->places.v[row].kind, object_at(objects, row)->name);
}

static void row_cell(void *context, size_t row, size_t column, struct str *out)
{
	const struct objects *objects = context;
	const struct field_table *table = &object_fields[objects->places.v[row].kind];
	const struct object *object = object_at(objects, row);

	if (column == COLUMN_KIND)
		str_add(out, _(table->label));
	else if (column == COLUMN_NAME)
		str_add(out, object->name);
	else if (column == COLUMN_MEMBERS)
		field_print(&table->fields[1], object, out);
	else if (column == COLUMN_USED)
		str_addf(out, "%zu", use_count(objects, row));
	else
		str_add(out, object->comment ? object->comment : "");
}

static const struct table_ops source = {.count = row_count, .text = row_cell};

static void objects_refresh(void *view)
{
	struct objects *objects = view;

	objects->places.n = 0;
	for (size_t kind = 0; kind < OBJECT_MAX; kind++)
		for (size_t i = 0; i < policy_object_count(&objects->editor->policy, (enum object_kind)kind); i++)
			vec_push(&objects->places, ((struct place){(enum object_kind)kind, i}));
	table_refresh(&objects->table);
}

static void *objects_create(struct editor *editor)
{
	struct objects *objects = MEM_NEW(struct objects);

	objects->editor = editor;
	table_init(&objects->table, &source, objects, columns, COLUMNS);
	objects->table.vi_keys = true;
	objects_refresh(objects);
	return objects;
}

static void objects_destroy(void *view)
{
	struct objects *objects = view;

	widget_done(&objects->table.widget);
	vec_done(&objects->places);
	free(objects);
}

static void objects_draw(void *view, const struct canvas *canvas, bool focused)
{
	struct objects *objects = view;

	widget_draw(&objects->table.widget, canvas, focused);
	if (!objects->places.n)
		canvas_put_wrapped(canvas, canvas->height / 3, 4, STYLE_DIM,
				   _("No address sets, services, applications or schedules yet: a adds one. Rules name "
				     "them with @, services by their name."));
}

/* What is being edited: which kind, and under which name it is stored; NULL for a new one. */
struct edited {
	enum object_kind kind;
	char name[RULE_NAME_MAX * 4 + 1];
};

static int store(struct editor *editor, void *context, const void *value, struct error *err)
{
	const struct edited *edited = context;
	const struct field_table *table = &object_fields[edited->kind];
	const struct object *typed = value;
	struct policy after = editor_copy(editor);
	_cleanup_free_ char *summary = mem_printf(*edited->name ? _("%s \"%s\" changed") : _("%s \"%s\" added"),
						  _(table->label), typed->name ? typed->name : "");
	struct object *object = *edited->name ? policy_find_object(&after, edited->kind, edited->name)
					      : policy_add_object(&after, edited->kind);
	int64_t id;

	if (!object) {
		policy_done(&after);
		return error_set(err, ERROR_REFERENCE,
				 _("it is not there any more, someone deleted it: leave the dialog and add it anew"));
	}
	if (*edited->name && typed->name && !str_equal(edited->name, typed->name) &&
	    !policy_find_object(&after, edited->kind, typed->name))
		policy_rename_object(&after, edited->kind, edited->name, typed->name);
	id = object->id;
	fields_done(table, object);
	fields_copy(table, object, value);
	object->id = id;
	if (object_check(&after, editor_environment(editor), edited->kind, object, err)) {
		policy_done(&after);
		return -1;
	}
	if (editor_change(editor, &after, summary, err))
		return -1;
	editor_say(editor, "%s", summary);
	return 0;
}

static void open_object(struct editor *editor, enum object_kind kind, const struct object *object)
{
	struct edited *edited = MEM_NEW(struct edited);
	_cleanup_free_ char *title = object ? mem_printf("%s · %s", _(object_fields[kind].label), object->name)
					    : mem_printf(_("New: %s"), _(object_fields[kind].label));
	_cleanup_str_ struct str used = {0};

	edited->kind = kind;
	if (object)
		memcpy(edited->name, object->name, strnlen(object->name, sizeof(edited->name) - 1));
	if (object)
		usage_summary(editor, kind, object->name, &used);
	fields_dialog_open(editor, &(struct fields_dialog_options){.table = &object_fields[kind],
								   .value = object,
								   .title = title,
								   .note = str_text(&used),
								   .accept = store,
								   .context = edited});
}

static size_t kind_count(void *context)
{
	(void)context;
	return OBJECT_MAX;
}

static void kind_text(void *context, size_t row, size_t column, struct str *out)
{
	(void)context;
	(void)column;
	str_add(out, _(object_fields[row].label));
}

static void kind_chosen(void *context, const size_t *rows, size_t n)
{
	if (n)
		open_object(context, (enum object_kind)rows[0], NULL);
}

static void add(struct editor *editor)
{
	static const struct table_ops ops = {.count = kind_count, .text = kind_text};
	static const struct table_column column[] = {{0}};

	picker_open(editor->loop,
		    &(struct picker_options){.title = _("Add which kind?"),
					     .help = _("Address sets, applications and schedules are named in rules as "
						       "@name; services by their name alone."),
					     .ops = &ops,
					     .context = editor,
					     .columns = column,
					     .n = ARRAY_SIZE(column),
					     .height = 10,
					     .width = 40,
					     .chosen = kind_chosen});
}

static bool has_object(const struct editor *editor)
{
	return table_selected(&view_of(editor)->table) != SIZE_MAX;
}

static void edit(struct editor *editor)
{
	const struct objects *objects = view_of(editor);
	size_t row = table_selected(&objects->table);

	open_object(editor, objects->places.v[row].kind, object_at(objects, row));
}

static void open_place(struct editor *editor, enum object_kind kind, size_t index)
{
	open_object(editor, kind, policy_object(&editor->policy, kind, index));
}

static void show_usage(struct editor *editor, const char *title)
{
	const struct objects *objects = view_of(editor);
	size_t row = table_selected(&objects->table);

	usage_open(editor, objects->places.v[row].kind, object_at(objects, row)->name, title, open_place);
}

static void where_used(struct editor *editor)
{
	show_usage(editor, _("Where it is used: Enter goes there"));
}

static void delete (struct editor *editor)
{
	const struct objects *objects = view_of(editor);
	struct place place = objects->places.v[table_selected(&objects->table)];
	_cleanup_error_ struct error err = {0};
	_cleanup_free_ char *summary = NULL;
	struct policy after;

	if (use_count(objects, table_selected(&objects->table))) {
		show_usage(editor, _("It is used, and stays: Enter goes there"));
		return;
	}
	summary = mem_printf(_("Deleted: %s \"%s\""), _(object_fields[place.kind].label),
			     object_at(objects, table_selected(&objects->table))->name);
	after = editor_copy(editor);
	policy_remove_object(&after, place.kind, place.index);
	if (editor_change(editor, &after, summary, &err))
		editor_say_error(editor, &err);
	else
		editor_say(editor, _("%s. u takes it back."), summary);
}

static void print_object(struct editor *editor, struct str *out)
{
	const struct objects *objects = view_of(editor);
	size_t row = table_selected(&objects->table);

	print_fields(&object_fields[objects->places.v[row].kind], object_at(objects, row), out);
}

static void print_objects(struct editor *editor, struct str *out)
{
	print_table(&view_of(editor)->table, out);
}

static const struct view_print prints[] = {{N_("This object"), 't', has_object, print_object},
					   {N_("The list"), 'l', NULL, print_objects},
					   {NULL, 0, NULL, NULL}};

static const struct ui_action actions[] = {
    {N_("Add"),
     N_("Makes an address set, service, application or schedule."),
     {'a', KEYS_INSERT, KEYS_F(7)},
     MENU_ENTRY,
     .changes = true,
     .bar = 1,
     .run = add},
    {N_("Edit"),
     N_("Opens it."),
     {KEYS_ENTER, 'e', KEYS_F(3)},
     MENU_ENTRY,
     .bar = 1,
     .enabled = has_object,
     .reason = N_("There is no object yet: add one."),
     .run = edit},
    {N_("Delete"),
     N_("Deletes it, unless it is used."),
     {'d', KEYS_DELETE, KEYS_F(8)},
     MENU_ENTRY,
     .changes = true,
     .bar = 1,
     .enabled = has_object,
     .reason = N_("There is no object yet: add one."),
     .run = delete},
    {N_("Where used"),
     N_("Says which rules and objects name it."),
     {'w', KEYS_F(4)},
     MENU_ENTRY,
     .bar = 1,
     .enabled = has_object,
     .reason = N_("There is no object yet: add one."),
     .run = where_used},
};

static const struct action_table objects_actions = {actions, ARRAY_SIZE(actions)};

static unsigned objects_handle(void *view, const struct event *event)
{
	struct objects *objects = view;
	unsigned reaction = table_handle(&objects->table, event);

	if (reaction & REACTION_ACCEPT)
		action_run(action_find(&objects_actions, KEYS_ENTER), objects->editor);
	return reaction;
}

const struct view_ops objects_view = {
    .title = N_("Objects"),
    .entry = N_("Object"),
    .create = objects_create,
    .destroy = objects_destroy,
    .draw = objects_draw,
    .handle = objects_handle,
    .refresh = objects_refresh,
    .actions = &objects_actions,
    .prints = prints,
};
