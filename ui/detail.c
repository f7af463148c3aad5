/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/detail.h"

#include "backend/compile/compile.h"
#include "backend/compile/text.h"
#include "base/i18n.h"
#include "model/check.h"
#include "model/table.h"
#include "ui/widget/text.h"

#include <time.h>

#define TWO_COLUMNS 70 /* from this width on the fields stand in two columns */
#define LEFT_FIELDS 5  /* as in the seed: up to the application; services and the rest at the right */

int detail_nft(const struct policy *policy, const struct environment *env, size_t index, struct str *out,
	       struct error *err)
{
	_cleanup_ir_ struct ir ir = {0};

	if (rule_compile(policy, env, time(NULL), index, &ir, err))
		return -1;
	VEC_FOREACH (&ir.chains, chain)
		VEC_FOREACH (&chain->rules, rule) {
			if (rule->id != policy->rules.v[index].id)
				continue;
			if (out->length)
				str_add(out, "; ");
			ir_rule_text(&ir, rule, out);
		}
	return 0;
}

/* Findings of the whole policy are known from the check in the background; an error of this rule is told at once. */
static void make_finding(struct detail *detail, struct editor *editor, size_t index, const struct error *err)
{
	const struct finding *finding = status_finding(&editor->status, editor->policy.rules.v[index].id);

	detail->finding_is_error = err->code != ERROR_NONE;
	if (err->code) {
		str_add(&detail->finding, err->message);
		return;
	}
	if (!finding)
		return;
	detail->finding_is_error = finding->severity == SEVERITY_ERROR;
	str_add(&detail->finding, finding->error.message);
}

/* The rule among the policy's objects and settings, without the others: these take no part in what it becomes, and
 * there may be very many. Nothing is copied. */
static struct policy alone(const struct policy *policy, size_t index)
{
	struct policy alone = *policy;

	alone.rules.v = &policy->rules.v[index];
	alone.rules.n = 1;
	return alone;
}

static void make_rule(struct detail *detail, struct editor *editor, size_t index)
{
	const struct environment *env = editor_environment(editor);
	const struct policy policy = alone(&editor->policy, index);
	_cleanup_error_ struct error err = {0};

	table_sentence(&policy.rules.v[0], env, &detail->sentence);
	(void)detail_nft(&policy, env, 0, &detail->nft, &err);
	make_finding(detail, editor, index, &err);
}

static bool same_line(struct listing_line a, struct listing_line b)
{
	return a.kind == b.kind && a.index == b.index;
}

static bool is_made(const struct detail *detail, const struct editor *editor, struct listing_line line)
{
	return detail->made && detail->generation == editor->generation && same_line(detail->line, line);
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Whether the line before stays until the keys pause. What happens to that line, or to the policy, is seen at once. */
static bool put_off(struct detail *detail, const struct editor *editor, struct listing_line line)
{
	int64_t now = now_ms(), quiet = now - detail->moved;
	bool moved = !same_line(line, detail->wanted);

	detail->wanted = line;
	if (moved)
		detail->moved = now;
	/* Both are cut to whole milliseconds. */
	return detail->made && detail->generation == editor->generation && !same_line(line, detail->line) &&
	       quiet < DETAIL_PAUSE - 1;
}

static void make(struct detail *detail, struct editor *editor, struct listing_line line)
{
	if (is_made(detail, editor, line))
		return;
	str_clear(&detail->sentence);
	str_clear(&detail->finding);
	str_clear(&detail->nft);
	detail->made = true;
	detail->generation = editor->generation;
	detail->line = line;
	if (line.kind == LISTING_RULE)
		make_rule(detail, editor, line.index);
	else
		str_add(&detail->sentence, listing_explanation(&editor->policy, line));
}

static void draw_field(const struct canvas *canvas, int row, int label_width, const struct rule *rule,
		       const struct environment *env, const struct field *field)
{
	_cleanup_str_ struct str value = {0};

	table_cell(field, rule, env, false, &value);
	canvas_put_in(canvas, row, 0, label_width, STYLE_DIM, table_label(field, rule));
	canvas_put_in(canvas, row, label_width + 1, canvas->width - label_width - 1, STYLE_NORMAL, str_text(&value));
}

static int label_width(const struct rule *rule, size_t from, size_t to, int limit)
{
	int widest = 0;

	for (size_t i = from; i < to; i++) {
		int width = text_width(table_label(&rule_fields.fields[i], rule));

		widest = width > widest ? width : widest;
	}
	return widest > limit ? limit : widest;
}

static void draw_fields(const struct canvas *canvas, const struct rule *rule, const struct environment *env,
			size_t from, size_t to)
{
	int width = label_width(rule, from, to, canvas->width / 2);

	for (size_t i = from; i < to; i++)
		draw_field(canvas, (int)(i - from), width, rule, env, &rule_fields.fields[i]);
}

static size_t eleven(void)
{
	size_t n = 0;

	while (n < rule_fields.n && rule_fields.fields[n].flags & FIELD_ROW)
		n++;
	return n;
}

static int draw_table(const struct canvas *canvas, int row, const struct rule *rule, const struct environment *env)
{
	int half = canvas->width / 2, height = (int)(eleven() - LEFT_FIELDS);
	struct canvas left = canvas_part(canvas, row, 1, height, half - 2);
	struct canvas right = canvas_part(canvas, row, half, height, canvas->width - half);

	if (canvas->width < TWO_COLUMNS) {
		left = canvas_part(canvas, row, 1, canvas->height - row - 1, canvas->width - 2);
		draw_fields(&left, rule, env, 0, eleven());
		return left.height;
	}
	draw_fields(&left, rule, env, 0, LEFT_FIELDS);
	draw_fields(&right, rule, env, LEFT_FIELDS, eleven());
	return height;
}

/* In two rows if need be; in one when there is a finding, which needs the other. */
static int draw_sentence(const struct detail *detail, const struct canvas *text)
{
	if (!detail->finding.length)
		return canvas_put_wrapped(text, 0, 2, STYLE_STRONG, str_text(&detail->sentence));
	canvas_put_in(text, 0, 0, text->width, STYLE_STRONG, str_text(&detail->sentence));
	return 1;
}

void detail_draw(struct detail *detail, struct editor *editor, struct listing_line line, const struct canvas *canvas)
{
	struct canvas text = canvas_part(canvas, 0, 1, canvas->height, canvas->width - 2);
	int row;

	editor->put_off = put_off(detail, editor, line);
	if (editor->put_off)
		line = detail->line;
	make(detail, editor, line);
	row = draw_sentence(detail, &text);
	if (line.kind != LISTING_RULE)
		return;
	if (detail->finding.length)
		canvas_put_in(&text, row++, 0, text.width, detail->finding_is_error ? STYLE_ERROR : STYLE_WARNING,
			      str_text(&detail->finding));
	row += draw_table(canvas, row, &editor->policy.rules.v[line.index], editor_environment(editor));
	if (row < text.height) {
		int at = canvas_put(&text, text.height - 1, 0, STYLE_DIM, "nft") + 1;

		canvas_put_in(&text, text.height - 1, at, text.width - at, STYLE_DIM, str_text(&detail->nft));
	}
}

void detail_done(struct detail *detail)
{
	str_done(&detail->sentence);
	str_done(&detail->finding);
	str_done(&detail->nft);
}
