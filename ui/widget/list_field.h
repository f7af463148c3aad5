/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_LIST_FIELD_H
#define UI_WIDGET_LIST_FIELD_H

/*
 * All, or a list: "(*) All services / ( ) These:", the items, and an entry to add to them. Up and Down walk through the
 * parts without changing anything; Space, Left and Right choose between All and These, and so does typing. Enter in the
 * entry adds; what was typed and not added is added as the field is left, or complained about. On an item Enter or e
 * puts it back into the entry, Del or d removes it. All keeps the items, to be there again when These is chosen. A
 * plain list has items and entry only, and may be empty.
 */

#include "base/str.h"
#include "ui/widget/text_field.h"
#include "ui/widget/widget.h"

struct list_field_ops {
	/* 0: right, and its canonical form is in *canonical; -1: why not is in *complaint. */
	int (*check)(void *context, const char *item, struct str *canonical, struct str *complaint);
	/* What is shown beside an item: "(pop3)"; NULL: nothing. */
	void (*describe)(void *context, const char *item, struct str *out);
};

enum list_part { LIST_CHOICE, LIST_ITEMS, LIST_ENTRY, LIST_BUTTONS };
enum list_button { LIST_ADD, LIST_REMOVE, LIST_PICK, LIST_BUTTON_MAX };

struct list_field {
	struct widget widget;
	const struct list_field_ops *ops;
	void *context;
	bool plain;
	char *all_label, *these_label; /* owned; NULL in a plain list */
	strlist_t items;
	bool these;    /* the items count; always in a plain list */
	bool can_pick; /* F4 and its button answer REACTION_PICK */
	int max_rows;  /* of items shown at once, 6 unless set */
	enum list_part part;
	bool on_these;	 /* cursor of the choice */
	size_t selected; /* item */
	size_t first;	 /* item in the first row */
	size_t edited;	 /* item that is in the entry to be replaced; SIZE_MAX none */
	enum list_button button;
	struct text_field entry;
	struct str complaint;
	struct canvas drawn_choice, drawn_items, drawn_entry; /* where they were drawn last; empty when not */
	struct canvas drawn_buttons[LIST_BUTTON_MAX];
	int these_column; /* of the choice when it is in one row; 0: only one of both is shown, or it is in two */
};

/* items: copied; empty is All. Without labels (NULL) it is a plain list. ops and context outlive the field.
 * widget_done() frees. */
void list_field_init(struct list_field *field, const char *all_label, const char *these_label, const strlist_t *items,
		     const struct list_field_ops *ops, void *context);
/* Adds copies of the items that count to *ret: none for All. What is still typed in the entry is among them when it is
 * right, as leaving the field takes it over; widget_complaint() tells why it is not. */
void list_field_items(const struct list_field *field, strlist_t *ret);
/* Adds one as a picker does, and chooses These. false when it is not right: the complaint has the reason. One that is
 * there already is right. */
bool list_field_add(struct list_field *field, const char *item);

/* For list_field_draw.c: the parts. */
bool list_field_has_button(const struct list_field *field, enum list_button button);
void list_field_draw(struct widget *widget, const struct canvas *canvas, bool focused);
int list_field_height(const struct widget *widget, int width);

#endif
