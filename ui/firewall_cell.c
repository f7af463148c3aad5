/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/firewall_cell.h"

#include "base/i18n.h"
#include "model/check.h"
#include "model/table.h"
#include "ui/firewall.h"
#include "ui/widget/text.h"

#include <ctype.h>

#define LEAST_WIDTH 20 /* to type in, also where the column is narrower */

static const char *const keys[LISTING_COLUMNS] = {
    [LISTING_ENABLED] = "enabled",	   [LISTING_ACTION] = "action",
    [LISTING_DIRECTION] = "direction",	   [LISTING_PROTOCOL] = "protocol",
    [LISTING_APPLICATION] = "application", [LISTING_SERVICE] = "remote_service",
    [LISTING_ADDRESS] = "remote_address",  [LISTING_NAME] = "name",
};

static struct firewall *of(struct editor *editor)
{
	return editor->view_state;
}

/* The column of services shows the side that is connected to. */
static const struct field *field_of(const struct rule *rule, size_t column)
{
	bool inbound =
	    rule->direction == DIRECTION_INBOUND || (rule->direction == DIRECTION_BOTH && !rule->remote_service.n);

	if (column >= LISTING_COLUMNS || !keys[column])
		return NULL;
	return field_find(&rule_fields, column == LISTING_SERVICE && inbound ? "local_service" : keys[column]);
}

/* What there is to choose from; NULL: it is typed. */
static const char *const *choices(const struct field *field)
{
	static const char *const booleans[] = {"yes", "no", NULL};

	return field->type->boolean ? booleans : field->type->words;
}

static void enter_column(struct firewall_cell *cell, size_t column)
{
	_cleanup_str_ struct str text = {0};

	cell->column = column;
	cell->field = field_of(&cell->rule, column);
	field_print(cell->field, &cell->rule, &text);
	text_field_set(&cell->text, str_text(&text));
}

static void begin(struct editor *editor, size_t column)
{
	struct firewall *firewall = of(editor);
	size_t index = firewall_current_rule(firewall);
	struct firewall_cell *cell = &firewall->cell;

	if (firewall_is_folded(firewall, index)) {
		editor_say(editor, _("This line is a whole group: z shows its rules."));
		return;
	}
	if (!field_of(&editor->policy.rules.v[index], column)) {
		editor_say(editor, _("This column is not edited in the line: Enter opens the rule."));
		return;
	}
	cell->open = true;
	cell->rule = rule_copy(&editor->policy.rules.v[index]);
	text_field_init(&cell->text, "");
	enter_column(cell, column);
}

void firewall_cell_edit(struct editor *editor)
{
	size_t column = of(editor)->table.column;

	begin(editor, column == TABLE_NO_COLUMN ? LISTING_NAME : column);
}

void firewall_cell_rename(struct editor *editor)
{
	begin(editor, LISTING_NAME);
}

void firewall_cell_give_up(struct firewall *firewall)
{
	struct firewall_cell *cell = &firewall->cell;

	if (!cell->open)
		return;
	cell->open = false;
	rule_done(&cell->rule);
	widget_done(&cell->text.widget);
}

/* Takes what was typed; the reason why not is said, and the field stays. */
static bool leave(struct firewall *firewall)
{
	struct firewall_cell *cell = &firewall->cell;
	_cleanup_error_ struct error err = {0};
	_cleanup_free_ char *text = NULL;

	if (choices(cell->field) || !field_set(cell->field, &cell->rule, text_field_text(&cell->text), &err))
		return true;
	text = field_error_text(&err);
	editor_say(firewall->editor, "%s", text);
	firewall->editor->message_is_error = true;
	return false;
}

static void go_on(struct firewall *firewall, bool backwards)
{
	struct firewall_cell *cell = &firewall->cell;
	size_t n = LISTING_COLUMNS, step = backwards ? n - 1 : 1;

	if (!leave(firewall))
		return;
	for (size_t i = 1, column = cell->column; i < n; i++) {
		column = (column + step) % n;
		if (field_of(&cell->rule, column) && firewall->table.width[column]) {
			enter_column(cell, column);
			return;
		}
	}
}

/* The rule may have moved, or gone, in another editor. */
static bool store(struct firewall *firewall)
{
	struct editor *editor = firewall->editor;
	struct firewall_cell *cell = &firewall->cell;
	size_t index = policy_find_rule(&editor->policy, cell->rule.id);
	_cleanup_free_ char *summary = mem_printf(_("Rule \"%s\" changed"), cell->rule.name ? cell->rule.name : "");
	_cleanup_error_ struct error err = {0};
	struct policy after;

	if (index == SIZE_MAX) {
		editor_say(editor, _("The rule is not there any more; Esc leaves it."));
		return false;
	}
	if (rule_equal(&cell->rule, &editor->policy.rules.v[index]))
		return true;
	if (rule_check(&editor->policy, editor_environment(editor), &cell->rule, index, &err)) {
		editor_say_error(editor, &err);
		return false;
	}
	after = editor_copy(editor);
	rule_done(&after.rules.v[index]);
	after.rules.v[index] = rule_copy(&cell->rule);
	if (!firewall_store(editor, &after, summary))
		return false;
	firewall_stay_near(firewall, index);
	return true;
}

static size_t choice_at(const struct firewall_cell *cell)
{
	const char *const *words = choices(cell->field);
	_cleanup_str_ struct str text = {0};
	size_t at = 0;

	field_print(cell->field, &cell->rule, &text);
	while (words[at] && !str_equal(words[at], str_text(&text)))
		at++;
	return words[at] ? at : 0;
}

static size_t choice_count(const struct firewall_cell *cell)
{
	size_t n = 1; /* there is no choice among none */

	while (choices(cell->field)[n])
		n++;
	return n;
}

/* The next one, or that whose word begins with a letter. */
static unsigned choose(struct firewall_cell *cell, int key)
{
	const char *const *words = choices(cell->field);
	size_t n = choice_count(cell), at = choice_at(cell);
	bool letter = key > ' ' && key < 0x7f && isalpha(key);

	if (key == KEYS_LEFT || key == '-') {
		at = (at + n - 1) % n;
	} else if (key == KEYS_RIGHT || key == '+' || key == KEYS_SPACE) {
		at = (at + 1) % n;
	} else if (letter) {
		for (size_t i = 1; i <= n; i++)
			if (words[(at + i) % n][0] == tolower(key)) {
				at = (at + i) % n;
				break;
			}
	}
	(void)field_set(cell->field, &cell->rule, words[at], NULL);
	return REACTION_HANDLED;
}

unsigned firewall_cell_handle(struct firewall *firewall, const struct event *event)
{
	struct firewall_cell *cell = &firewall->cell;
	int key = event->type == EVENT_KEY ? event->key : 0;

	if (key == KEYS_ENTER) {
		if (leave(firewall) && store(firewall))
			firewall_cell_give_up(firewall);
	} else if (key == KEYS_TAB || key == KEYS_BACK_TAB) {
		go_on(firewall, key == KEYS_BACK_TAB);
	} else if (choices(cell->field)) {
		return choose(cell, key);
	} else if (event->type != EVENT_MOUSE) {
		(void)widget_handle(&cell->text.widget, event);
	}
	return REACTION_HANDLED;
}

/* Over the cell, and over what is at its right where that is not enough. */
static struct canvas place(const struct firewall *firewall)
{
	const struct table *table = &firewall->table;
	struct canvas cell = table_cell_canvas(table, firewall->cell.column);
	int width = cell.width < LEAST_WIDTH ? LEAST_WIDTH : cell.width, most = table->drawn.width;
	int at = table->left[firewall->cell.column];

	width = width < most ? width : most;
	return canvas_part(&table->drawn, cell.row - table->drawn.row, at + width > most ? most - width : at, 1, width);
}

static void draw_choice(const struct firewall_cell *cell, const struct canvas *canvas)
{
	_cleanup_str_ struct str text = {0};

	table_value(cell->field, &cell->rule, &text);
	canvas_row(canvas, 0, STYLE_FIELD_FOCUS);
	canvas_putf(canvas, 0, 0, STYLE_FIELD_FOCUS, "< %s >", str_text(&text));
	canvas_cursor(canvas, 0, 2);
}

void firewall_cell_draw(struct firewall *firewall)
{
	struct canvas canvas = place(firewall);

	if (choices(firewall->cell.field))
		draw_choice(&firewall->cell, &canvas);
	else
		widget_draw(&firewall->cell.text.widget, &canvas, true);
}
