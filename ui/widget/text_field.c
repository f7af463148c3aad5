/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/text_field.h"

#include "base/utf8.h"
#include "ui/widget/guide.h"
#include "ui/widget/text.h"

/* Puts n bytes at the cursor and moves it behind them; false when they would not fit. */
static bool insert(struct text_field *field, const char *bytes, size_t n)
{
	struct str new = {0};

	if (field->max && field->text.length + n > field->max)
		return false;
	str_add_n(&new, str_text(&field->text), field->cursor);
	str_add_n(&new, bytes, n);
	str_add(&new, str_text(&field->text) + field->cursor);
	str_done(&field->text);
	field->text = new;
	field->cursor += n;
	return true;
}

/* The insertion point stays between characters when what was put before combining ones becomes their base. */
static void keep_together(struct text_field *field)
{
	const char *text = str_text(&field->text);
	uint32_t c;
	int columns;
	size_t step;

	while (field->cursor && (step = text_next(text + field->cursor, &c, &columns)) && columns == 0)
		field->cursor += step;
}

/* Breaks and tabs become blanks, control characters and broken bytes are dropped, and what is over the limit. */
static void insert_clean(struct text_field *field, const char *text)
{
	_cleanup_str_ struct str clean = {0};
	size_t room = field->max ? field->max - field->text.length : SIZE_MAX, n;
	uint32_t c;

	for (; *text; text += n ? n : 1) {
		n = utf8_decode(text, &c);
		if (n && (c == '\n' || c == '\r' || c == '\t'))
			c = ' ';
		if (!n || !key_is_text((int)c))
			continue;
		if (clean.length + n > room)
			break;
		str_add_code_point(&clean, c);
	}
	insert(field, str_text(&clean), clean.length);
	keep_together(field);
}

static void erase(struct text_field *field, size_t from, size_t to)
{
	struct str *text = &field->text;

	if (from < to) {
		memmove(text->text + from, text->text + to, text->length - to + 1);
		text->length -= to - from;
	}
	field->cursor = from;
}

static size_t word_before(const struct text_field *field)
{
	const char *text = str_text(&field->text);
	size_t i = field->cursor;

	while (i && text[i - 1] == ' ')
		i--;
	while (i && text[i - 1] != ' ')
		i--;
	return i;
}

static size_t word_after(const struct text_field *field)
{
	const char *text = str_text(&field->text);
	size_t i = field->cursor;

	while (text[i] && text[i] != ' ')
		i++;
	while (text[i] == ' ')
		i++;
	return i;
}

static size_t left_of(const struct text_field *field)
{
	return text_before(str_text(&field->text), field->cursor);
}

static size_t right_of(const struct text_field *field)
{
	return text_after(str_text(&field->text), field->cursor);
}

static size_t start_of(const struct text_field *field)
{
	(void)field;
	return 0;
}

static size_t end_of(const struct text_field *field)
{
	return field->text.length;
}

/* Every editing key goes to a place, or takes away what lies between the cursor and that place. */
static const struct {
	int key;
	size_t (*place)(const struct text_field *field);
	bool erases;
} keys[] = {
    {KEYS_LEFT, left_of, false},	  {KEYS_RIGHT, right_of, false},
    {KEYS_HOME, start_of, false},	  {KEYS_END, end_of, false},
    {KEYS_CTRL('A'), start_of, false},	  {KEYS_CTRL('E'), end_of, false},
    {KEYS_CTRL_LEFT, word_before, false}, {KEYS_CTRL_RIGHT, word_after, false},
    {KEYS_ALT | 'b', word_before, false}, {KEYS_ALT | 'f', word_after, false},
    {KEYS_BACKSPACE, left_of, true},	  {KEYS_DELETE, right_of, true},
    {KEYS_CTRL('U'), start_of, true},	  {KEYS_CTRL('K'), end_of, true},
    {KEYS_CTRL('W'), word_before, true},
};

static unsigned edit(struct text_field *field, size_t place, bool erases)
{
	size_t from = place < field->cursor ? place : field->cursor, to = place < field->cursor ? field->cursor : place;

	if (!erases || from == to) {
		field->cursor = place;
		return REACTION_HANDLED;
	}
	erase(field, from, to);
	return REACTION_HANDLED | REACTION_CHANGED;
}

static unsigned handle_key(struct text_field *field, int key)
{
	struct str bytes = {0};
	bool taken;

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (keys[i].key == key)
			return edit(field, keys[i].place(field), keys[i].erases);
	if (!key_is_text(key))
		return REACTION_NONE;
	str_add_code_point(&bytes, (uint32_t)key);
	taken = bytes.length && insert(field, str_text(&bytes), bytes.length);
	str_done(&bytes);
	keep_together(field);
	return taken ? REACTION_HANDLED | REACTION_CHANGED : REACTION_HANDLED;
}

static unsigned handle_mouse(struct text_field *field, const struct event *event)
{
	int row, column, used;

	if (event->mouse > MOUSE_DOUBLE_CLICK)
		return REACTION_NONE;
	canvas_hit(&field->inside, event->row, event->column, &row, &column);
	field->cursor = field->scroll + text_fit(str_text(&field->text) + field->scroll, column, &used);
	return REACTION_HANDLED;
}

static unsigned field_handle(struct widget *widget, const struct event *event)
{
	struct text_field *field = (struct text_field *)widget;
	size_t before = field->text.length;

	if (event->type == EVENT_KEY)
		return handle_key(field, event->key);
	if (event->type == EVENT_MOUSE)
		return handle_mouse(field, event);
	if (event->type != EVENT_PASTE)
		return REACTION_NONE;
	insert_clean(field, event->text);
	return REACTION_HANDLED | (field->text.length != before ? REACTION_CHANGED : 0);
}

/* Leaves out characters at the beginning until the cursor, and the character under it, is within width. */
static void scroll_to_cursor(struct text_field *field, int width)
{
	const char *text = str_text(&field->text);
	size_t next = text_after(text, field->cursor);
	int under = next > field->cursor ? text_width_n(text + field->cursor, next - field->cursor) : 1;
	int before;

	if (field->cursor < field->scroll)
		field->scroll = field->cursor;
	before = text_width_n(text + field->scroll, field->cursor - field->scroll);
	while (before > 0 && before + under > width) {
		next = text_after(text, field->scroll);
		before -= text_width_n(text + field->scroll, next - field->scroll);
		field->scroll = next;
	}
}

/* Room that deleting has left at the end is filled from the beginning. */
static void scroll_back(struct text_field *field, int width)
{
	const char *text = str_text(&field->text);
	int shown;

	if (field->scroll > field->text.length)
		field->scroll = field->text.length;
	shown = text_width(text + field->scroll) + 1;
	while (field->scroll && shown < width) {
		size_t back = text_before(text, field->scroll);

		shown += text_width_n(text + back, field->scroll - back);
		if (shown > width)
			return;
		field->scroll = back;
	}
}

static struct canvas put_brackets(const struct text_field *field, const struct canvas *canvas)
{
	if (field->bare || canvas->width < 4)
		return canvas_part(canvas, 0, 0, 1, canvas->width);
	canvas_put(canvas, 0, 0, STYLE_NORMAL, "[");
	canvas_put(canvas, 0, canvas->width - 1, STYLE_NORMAL, "]");
	return canvas_part(canvas, 0, 1, 1, canvas->width - 2);
}

static void field_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct text_field *field = (struct text_field *)widget;
	const char *text = str_text(&field->text);
	struct canvas inside = put_brackets(field, canvas);
	int used;

	field->inside = inside;
	if (!focused) {
		field->scroll = 0;
		canvas_put_in(&inside, 0, 0, inside.width, STYLE_FIELD, text);
		return;
	}
	scroll_back(field, inside.width);
	scroll_to_cursor(field, inside.width);
	canvas_row(&inside, 0, STYLE_FIELD_FOCUS);
	text_fit(text + field->scroll, inside.width, &used);
	canvas_put(&inside, 0, 0, STYLE_FIELD_FOCUS, text + field->scroll);
	canvas_cursor(&inside, 0, text_width_n(text + field->scroll, field->cursor - field->scroll));
}

static void field_enter(struct widget *widget, bool backwards)
{
	struct text_field *field = (struct text_field *)widget;

	(void)backwards;
	field->cursor = field->text.length;
}

static const char *field_complaint(struct widget *widget)
{
	struct text_field *field = (struct text_field *)widget;

	return field->check ? field->check(field, field->context) : NULL;
}

static void field_done(struct widget *widget)
{
	str_done(&((struct text_field *)widget)->text);
}

static const struct widget_ops ops = {
    .handle = field_handle,
    .keys = guide_text_keys,
    .draw = field_draw,
    .enter = field_enter,
    .complaint = field_complaint,
    .done = field_done,
};

void text_field_init(struct text_field *field, const char *initial)
{
	*field = (struct text_field){.widget = {&ops}};
	text_field_set(field, initial);
}

const char *text_field_text(const struct text_field *field)
{
	return str_text(&field->text);
}

void text_field_set(struct text_field *field, const char *text)
{
	_cleanup_free_ char *copy = mem_strdup(text ? text : "");

	str_clear(&field->text);
	field->cursor = 0;
	field->scroll = 0;
	insert_clean(field, copy);
	field->cursor = field->text.length;
}
