/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/list_field.h"

#include "base/i18n.h"
#include "ui/widget/guide.h"

#define CHANGED (REACTION_HANDLED | REACTION_CHANGED)
#define WRONG	(REACTION_HANDLED | REACTION_WRONG)

static struct list_field *field_of(struct widget *widget)
{
	return (struct list_field *)widget;
}

bool list_field_has_button(const struct list_field *field, enum list_button button)
{
	return button != LIST_PICK || field->can_pick;
}

static unsigned choose(struct list_field *field, bool these)
{
	bool changed = field->these != these;

	if (field->plain)
		return REACTION_HANDLED;
	field->these = these;
	field->on_these = these;
	return changed ? CHANGED : REACTION_HANDLED;
}

static void stop_editing(struct list_field *field)
{
	field->edited = SIZE_MAX;
	text_field_set(&field->entry, "");
}

static size_t find(const strlist_t *items, const char *text)
{
	for (size_t i = 0; i < items->n; i++)
		if (str_equal(items->v[i], text))
			return i;
	return items->n;
}

/* Puts a right item into the list, in the place of the edited one if there is one. */
static void put_item(struct list_field *field, const char *item)
{
	size_t at = find(&field->items, item);

	if (at == field->items.n && field->edited < field->items.n) {
		at = field->edited;
		free(field->items.v[at]);
		field->items.v[at] = mem_strdup(item);
	} else if (at == field->items.n) {
		strlist_add(&field->items, item);
	} else if (field->edited < field->items.n && field->edited != at) {
		free(field->items.v[field->edited]);
		vec_remove(&field->items, field->edited);
		at -= at > field->edited;
	}
	field->edited = SIZE_MAX;
	field->selected = at;
	field->these = true;
	field->on_these = true;
}

static bool check(struct list_field *field, const char *text, struct str *canonical)
{
	str_clear(canonical);
	str_clear(&field->complaint);
	if (!field->ops->check(field->context, text, canonical, &field->complaint))
		return true;
	if (!field->complaint.length)
		str_addf(&field->complaint, _("'%s' does not fit here"), text);
	return false;
}

/* Every part is right: their canonical forms are in *ret. The complaint is about the first that is not. */
static bool check_parts(struct list_field *field, const char *text, strlist_t *ret)
{
	_cleanup_strlist_ strlist_t parts = {0};

	strlist_split(&parts, text, ',');
	VEC_FOREACH (&parts, part) {
		_cleanup_str_ struct str canonical = {0};

		if (!check(field, *part, &canonical))
			return false;
		strlist_add(ret, str_text(&canonical));
	}
	return parts.n > 0;
}

static bool add_text(struct list_field *field, const char *text)
{
	_cleanup_str_ struct str canonical = {0};
	_cleanup_strlist_ strlist_t parts = {0};

	if (check(field, text, &canonical)) {
		put_item(field, str_text(&canonical));
		return true;
	}
	if (!strchr(text, ',') || !check_parts(field, text, &parts))
		return false;
	VEC_FOREACH (&parts, part) {
		put_item(field, *part);
	}
	return true;
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " ")] == 0;
}

/* Takes over what is typed. False when it is not right; it stays to be mended. */
static bool take_entry(struct list_field *field)
{
	_cleanup_free_ char *text = mem_strdup(text_field_text(&field->entry));

	str_clear(&field->complaint);
	if (!is_blank(text) && !add_text(field, text))
		return false;
	stop_editing(field);
	return true;
}

bool list_field_add(struct list_field *field, const char *item)
{
	field->edited = SIZE_MAX;
	return add_text(field, item);
}

static unsigned add(struct list_field *field)
{
	if (is_blank(text_field_text(&field->entry)))
		return REACTION_NONE;
	field->part = LIST_ENTRY;
	return take_entry(field) ? CHANGED : WRONG;
}

static unsigned remove_selected(struct list_field *field)
{
	if (field->selected >= field->items.n)
		return REACTION_HANDLED;
	if (field->edited < field->items.n)
		stop_editing(field);
	free(field->items.v[field->selected]);
	vec_remove(&field->items, field->selected);
	if (field->selected && field->selected >= field->items.n)
		field->selected--;
	if (!field->items.n && field->part == LIST_ITEMS)
		field->part = LIST_ENTRY;
	return CHANGED;
}

/* What is typed already is taken over before another item takes its place. */
static unsigned edit_selected(struct list_field *field)
{
	_cleanup_free_ char *item = mem_strdup(field->items.v[field->selected]);

	if (!take_entry(field)) {
		field->part = LIST_ENTRY;
		return WRONG;
	}
	field->selected = find(&field->items, item);
	field->edited = field->selected;
	text_field_set(&field->entry, item);
	field->part = LIST_ENTRY;
	return CHANGED;
}

static unsigned press(struct list_field *field)
{
	if (field->button == LIST_PICK)
		return REACTION_HANDLED | REACTION_PICK;
	if (field->button == LIST_REMOVE)
		return remove_selected(field);
	return add(field) | REACTION_HANDLED;
}

static bool has_part(const struct list_field *field, enum list_part part)
{
	if (part == LIST_CHOICE)
		return !field->plain;
	return field->these && (part != LIST_ITEMS || field->items.n);
}

/* To the next part, or out of the field. last: the last one that this way goes to. */
static unsigned go(struct list_field *field, bool backwards, enum list_part last)
{
	int part = (int)field->part;

	do
		part += backwards ? -1 : 1;
	while (part >= 0 && part <= (int)last && !has_part(field, (enum list_part)part));
	if (part < 0 || part > (int)last)
		return backwards ? REACTION_PREVIOUS : REACTION_NEXT;
	field->part = (enum list_part)part;
	if (part == LIST_CHOICE)
		field->on_these = field->these;
	return REACTION_HANDLED;
}

/* What is typed on the choice can only be meant for the list. */
static unsigned type_on_choice(struct list_field *field, int key)
{
	struct event event = event_key(key);
	unsigned reaction = choose(field, true);

	field->part = LIST_ENTRY;
	return reaction | widget_handle(&field->entry.widget, &event);
}

static unsigned handle_choice(struct list_field *field, int key)
{
	if (key_is_text(key) && key != KEYS_SPACE)
		return type_on_choice(field, key);
	if (key == KEYS_SPACE)
		return choose(field, field->on_these);
	if (key == KEYS_LEFT || key == KEYS_RIGHT)
		return choose(field, !field->these);
	if (key == KEYS_UP && field->on_these) {
		field->on_these = false;
		return REACTION_HANDLED;
	}
	if (key == KEYS_DOWN && !field->on_these) {
		field->on_these = true;
		return REACTION_HANDLED;
	}
	return REACTION_NONE;
}

static unsigned select_item(struct list_field *field, size_t i)
{
	field->selected = i;
	return REACTION_HANDLED;
}

static unsigned handle_items(struct list_field *field, int key)
{
	size_t n = field->items.n, at = field->selected, page = (size_t)field->max_rows;

	if ((key == KEYS_UP || key == 'k') && at)
		return select_item(field, at - 1);
	if ((key == KEYS_DOWN || key == 'j') && at + 1 < n)
		return select_item(field, at + 1);
	if (key == KEYS_HOME || key == KEYS_PAGE_UP)
		return select_item(field, key == KEYS_HOME || at < page ? 0 : at - page);
	if (key == KEYS_END || key == KEYS_PAGE_DOWN)
		return select_item(field, key == KEYS_END || at + page >= n ? n - 1 : at + page);
	if (key == KEYS_ENTER || key == 'e')
		return edit_selected(field);
	if (key == KEYS_DELETE || key == 'd' || key == KEYS_BACKSPACE)
		return remove_selected(field);
	return REACTION_NONE;
}

static unsigned handle_entry(struct list_field *field, int key)
{
	struct event event = event_key(key);

	if (key == KEYS_ENTER)
		return add(field);
	if (key == KEYS_ESC && field->edited < field->items.n) {
		stop_editing(field);
		return CHANGED;
	}
	return widget_handle(&field->entry.widget, &event);
}

static unsigned handle_buttons(struct list_field *field, int key)
{
	int step = key == KEYS_LEFT ? -1 : key == KEYS_RIGHT ? 1 : 0, to = (int)field->button + step;

	if (key == KEYS_SPACE || key == KEYS_ENTER)
		return press(field);
	if (!step)
		return REACTION_NONE;
	if (to >= 0 && to < LIST_BUTTON_MAX && list_field_has_button(field, (enum list_button)to))
		field->button = (enum list_button)to;
	return REACTION_HANDLED;
}

static unsigned (*const part_handlers[])(struct list_field *field, int key) = {
    [LIST_CHOICE] = handle_choice,
    [LIST_ITEMS] = handle_items,
    [LIST_ENTRY] = handle_entry,
    [LIST_BUTTONS] = handle_buttons,
};

/* Tab stops at the buttons, Down does not: they are beside the entry and not below it. */
static unsigned handle_key(struct list_field *field, int key)
{
	unsigned reaction = part_handlers[field->part](field, key);

	if (reaction != REACTION_NONE)
		return reaction;
	if (key == KEYS_F(4) && field->can_pick)
		return REACTION_HANDLED | REACTION_PICK;
	if (key == KEYS_TAB || key == KEYS_BACK_TAB)
		return go(field, key == KEYS_BACK_TAB, LIST_BUTTONS);
	if (key == KEYS_DOWN)
		return field->part == LIST_BUTTONS ? REACTION_NEXT : go(field, false, LIST_ENTRY);
	if (key == KEYS_UP) {
		if (field->part == LIST_BUTTONS)
			field->part = LIST_ENTRY;
		return go(field, true, LIST_BUTTONS);
	}
	return REACTION_NONE;
}

/* Both in one row, where room is short: the other one is meant, unless the click is on the chosen one. */
static unsigned click_choice(struct list_field *field, int row, int column)
{
	bool on_these = row > 0;

	if (field->drawn_choice.height == 1)
		on_these = field->these_column ? column >= field->these_column : !field->these;
	field->part = LIST_CHOICE;
	return choose(field, on_these);
}

static unsigned click_items(struct list_field *field, const struct event *event, int row)
{
	if (field->first + (size_t)row >= field->items.n)
		return REACTION_HANDLED;
	field->part = LIST_ITEMS;
	field->selected = field->first + (size_t)row;
	return event->mouse == MOUSE_DOUBLE_CLICK ? edit_selected(field) : REACTION_HANDLED;
}

static unsigned click(struct list_field *field, const struct event *event)
{
	int row, column;

	if (canvas_hit(&field->drawn_choice, event->row, event->column, &row, &column))
		return click_choice(field, row, column);
	if (canvas_hit(&field->drawn_items, event->row, event->column, &row, &column))
		return click_items(field, event, row);
	for (int i = 0; i < LIST_BUTTON_MAX; i++)
		if (canvas_hit(&field->drawn_buttons[i], event->row, event->column, &row, &column)) {
			field->part = LIST_BUTTONS;
			field->button = (enum list_button)i;
			return press(field);
		}
	if (!canvas_hit(&field->drawn_entry, event->row, event->column, &row, &column))
		return REACTION_NONE;
	field->part = LIST_ENTRY;
	return widget_handle(&field->entry.widget, event);
}

static unsigned handle_mouse(struct list_field *field, const struct event *event)
{
	if (event->mouse <= MOUSE_DOUBLE_CLICK)
		return click(field, event);
	if (!has_part(field, LIST_ITEMS))
		return REACTION_NONE;
	if (event->mouse == MOUSE_WHEEL_UP)
		return select_item(field, field->selected ? field->selected - 1 : 0);
	return select_item(field, field->selected + 1 < field->items.n ? field->selected + 1 : field->selected);
}

/* Pasting anywhere into the field adds: that is what it can only mean. */
static unsigned paste(struct list_field *field, const struct event *event)
{
	unsigned reaction;

	(void)choose(field, true);
	field->part = LIST_ENTRY;
	reaction = widget_handle(&field->entry.widget, event);
	return strchr(text_field_text(&field->entry), ',') ? add(field) : reaction;
}

static unsigned field_handle(struct widget *widget, const struct event *event)
{
	struct list_field *field = field_of(widget);

	if (event->type == EVENT_KEY)
		return handle_key(field, event->key);
	if (event->type == EVENT_MOUSE)
		return handle_mouse(field, event);
	return event->type == EVENT_PASTE ? paste(field, event) : REACTION_NONE;
}

static void field_enter(struct widget *widget, bool backwards)
{
	struct list_field *field = field_of(widget);

	if (backwards && field->these)
		field->part = LIST_BUTTONS;
	else
		field->part = field->plain ? LIST_ENTRY : LIST_CHOICE;
	field->on_these = field->these;
	field->button = LIST_ADD;
}

/* The only complaint that mends itself: what is typed and right is taken over. */
static const char *field_complaint(struct widget *widget)
{
	struct list_field *field = field_of(widget);

	if (!field->these)
		return NULL;
	if (!take_entry(field)) {
		field->part = LIST_ENTRY;
		return str_text(&field->complaint);
	}
	if (field->items.n || field->plain)
		return NULL;
	str_addf(&field->complaint, _("nothing is listed: add something, or choose '%s'"), field->all_label);
	return str_text(&field->complaint);
}

static void field_done(struct widget *widget)
{
	struct list_field *field = field_of(widget);

	widget_done(&field->entry.widget);
	strlist_done(&field->items);
	str_done(&field->complaint);
	free(field->all_label);
	free(field->these_label);
}

static const struct widget_ops ops = {
    .handle = field_handle,
    .keys = guide_list_keys,
    .draw = list_field_draw,
    .height = list_field_height,
    .enter = field_enter,
    .complaint = field_complaint,
    .done = field_done,
};

void list_field_init(struct list_field *field, const char *all_label, const char *these_label, const strlist_t *items,
		     const struct list_field_ops *list_ops, void *context)
{
	*field = (struct list_field){.widget = {&ops},
				     .ops = list_ops,
				     .context = context,
				     .all_label = mem_strdup(all_label),
				     .these_label = mem_strdup(these_label),
				     .max_rows = 6,
				     .plain = !all_label,
				     .edited = SIZE_MAX};
	text_field_init(&field->entry, "");
	for (size_t i = 0; items && i < items->n; i++)
		strlist_add(&field->items, items->v[i]);
	field->these = field->plain || field->items.n > 0;
	field->part = field->plain ? LIST_ENTRY : LIST_CHOICE;
	field->on_these = field->these;
}

void list_field_items(const struct list_field *field, strlist_t *ret)
{
	_cleanup_str_ struct str canonical = {0}, complaint = {0};
	const char *typed = text_field_text(&field->entry);
	bool counts = field->these && *typed && !field->ops->check(field->context, typed, &canonical, &complaint);

	for (size_t i = 0; field->these && i < field->items.n; i++)
		strlist_add(ret, counts && i == field->edited ? str_text(&canonical) : field->items.v[i]);
	if (counts && field->edited >= field->items.n && !strlist_has(ret, str_text(&canonical)))
		strlist_add(ret, str_text(&canonical));
}
