/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/widget/chance.h"

#include "base/str.h"
#include "base/utf8.h"
#include "tests/test.h"
#include "ui/widget/text.h"

unsigned chance_next(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16 & 0x7fff;
}

struct event chance_event(unsigned *state, const struct screen *screen)
{
	static const char *const pastes[] = {"443, 80", "外向き\nの規則", "\x80\xff|\xe3\x81", "", "ががが, e\xcc\x81"};
	static const int characters[] = {' ', 'a', 'e', 'd', '1', ',', 0x3042, 0x5916, 0x301, 0x1f600, '~'};
	unsigned kind = chance_next(state) % 20;

	if (kind == 0)
		return (struct event){.type = EVENT_PASTE, .text = pastes[chance_next(state) % ARRAY_SIZE(pastes)]};
	if (kind <= 2)
		return (struct event){.type = EVENT_MOUSE,
				      .mouse = (enum mouse_action)(chance_next(state) % 4),
				      .row = (int)(chance_next(state) % (unsigned)screen->height),
				      .column = (int)(chance_next(state) % (unsigned)screen->width)};
	if (kind <= 8)
		return event_key(characters[chance_next(state) % ARRAY_SIZE(characters)]);
	if (kind <= 10)
		return event_key(1 + (int)(chance_next(state) % 27));
	return event_key(KEYS_NAMED + 1 + (int)(chance_next(state) % (KEYS_LAST - KEYS_NAMED - 1)));
}

void chance_check_screen(const struct screen *screen)
{
	for (int row = 0; row < screen->height; row++) {
		_cleanup_str_ struct str text = {0};

		screen_row_text(screen, row, &text);
		assert_true(utf8_is_printable(str_text(&text)));
		assert_true(text_width(str_text(&text)) <= screen->width);
	}
}
