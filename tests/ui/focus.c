/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/ui/focus.h"

/* From the cursor to the border on one side there is nothing. */
static bool is_blank(const struct vt *vt, int row, int column, int step)
{
	for (; column >= 0 && column < vt->columns; column += step) {
		_cleanup_free_ char *text = vt_cell(vt, row, column);

		if (str_equal(text, "│") || str_equal(text, "|"))
			break;
		if (!str_equal(text, " ") && !str_equal(text, ""))
			return false;
	}
	return true;
}

bool is_on_focus(const struct vt *vt)
{
	_cleanup_free_ char *text = NULL, *here = NULL;
	int row, column;

	vt_cursor(vt, &row, &column);
	text = vt_row(vt, row);
	here = vt_cell(vt, row, column);
	if (str_equal(here, ">"))
		return true;
	for (int at = column ? column - 1 : 0; at <= column + 1 && at < vt->columns; at++)
		if (vt_look(vt, row, at).attributes & (VT_REVERSE | VT_UNDERLINE))
			return true;
	return strstr(text, "█") || (is_blank(vt, row, column, 1) && is_blank(vt, row, column, -1));
}
