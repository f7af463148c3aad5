/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_TABS_H
#define UI_WIDGET_TABS_H

/*
 * The row of tabs at the top of a page: "│ 1 General* │ 2 Application │". The number is the key (Alt-1), the star says
 * that something is set there. The tabs never have the focus.
 */

#include "base/vec.h"
#include "ui/widget/widget.h"

struct tab {
	char *label;	 /* owned */
	bool marked;	 /* shown as "*" */
	bool wrong;	 /* something there is wrong: shown as "!" */
	int left, right; /* columns on the screen, when drawn last */
};

struct tabs {
	VEC(struct tab) tabs;
	size_t open;
	size_t first; /* shown first when not all fit */
	bool numbered;
	bool tight; /* as not all of them fit otherwise */
	struct canvas drawn;
};

void tabs_init(struct tabs *tabs);
void tabs_done(struct tabs *tabs);
size_t tabs_add(struct tabs *tabs, const char *label);
/* Alt-1 to Alt-9, Ctrl-PgUp, Ctrl-PgDn (going round), a click: CHANGED when another is open now. */
unsigned tabs_handle(struct tabs *tabs, const struct event *event);
/* Into the first row of the canvas. */
void tabs_draw(struct tabs *tabs, const struct canvas *canvas);

#endif
