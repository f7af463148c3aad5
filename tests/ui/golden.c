/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/ui/golden.h"

#include "base/file.h"
#include "base/utf8.h"
#include "ui/widget/text.h"

#include <ctype.h>
#include <regex.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define DIFFERENCES_MAX 60 /* lines told of one file */

/* Whose digits are of the moment. Each has as many columns at every time. */
static const char *const moments[] = {
    "20[2-4][0-9]-[0-9][0-9]-[0-9][0-9] [0-9]{1,2}(:[0-9]{1,2}){0,2}",
    "[0-9][0-9]+ (seconds unless|秒)",
};

/* Bytes of characters other than ASCII are never digits, so this may look at bytes. */
static void hide(char *text, const char *pattern)
{
	regmatch_t match;
	regex_t regex;

	if (regcomp(&regex, pattern, REG_EXTENDED))
		abort();
	for (char *at = text; regexec(&regex, at, 1, &match, 0) == 0; at += match.rm_eo)
		for (regoff_t i = match.rm_so; i < match.rm_eo; i++)
			if (isdigit((unsigned char)at[i]))
				at[i] = '0';
	regfree(&regex);
}

char *golden_text(const struct vt *vt)
{
	char *text = vt_screen(vt);

	for (size_t i = 0; i < ARRAY_SIZE(moments); i++)
		hide(text, moments[i]);
	return text;
}

void golden_add(const struct vt *vt, struct str *out)
{
	_cleanup_free_ char *text = golden_text(vt);
	int row, column;

	vt_cursor(vt, &row, &column);
	str_addf(out, "== %dx%d, cursor %d,%d\n%s--\n", vt->columns, vt->rows, row, column, text);
	for (row = 0; row < vt->rows; row++)
		vt_print_looks(vt, row, out);
}

static void make_directory(const char *path)
{
	_cleanup_free_ char *directory = mem_strndup(path, (size_t)(strrchr(path, '/') - path));

	(void)mkdir(directory, 0777);
}

static size_t line_length(const char *text)
{
	return strcspn(text, "\n");
}

static const char *next_line(const char *text)
{
	text += line_length(text);
	return *text ? text + 1 : text;
}

static bool same_line(const char *a, const char *b)
{
	return line_length(a) == line_length(b) && strncmp(a, b, line_length(a)) == 0;
}

/* Whether the line stands further down in the other text, near enough for being the same one. */
static bool comes_later(const char *line, const char *other)
{
	for (int i = 0; i < 3 && *other; i++, other = next_line(other))
		if (line_length(line) > 4 && same_line(line, other))
			return true;
	return false;
}

static void tell(char sign, int number, const char **line, struct str *out)
{
	str_addf(out, "%c%4d %.*s\n", sign, number, (int)line_length(*line), *line);
	*line = next_line(*line);
}

void golden_difference(const char *want, const char *have, struct str *out)
{
	int told = 0, w = 1, h = 1;

	while ((*want || *have) && told < DIFFERENCES_MAX) {
		bool both = *want && *have;

		if (both && same_line(want, have)) {
			if (str_has_prefix(want, "== "))
				str_addf(out, " %4d %.*s\n", w, (int)line_length(want), want);
			want = next_line(want);
			have = next_line(have);
			w++;
			h++;
			continue;
		}
		told++;
		if (both && comes_later(want, have)) {
			tell('+', h++, &have, out);
			continue;
		}
		if (*want)
			tell('-', w++, &want, out);
		if (*have && !(both && comes_later(have, want)))
			tell('+', h++, &have, out);
	}
}

/* As it stands in a charset without lines and narrow signs. */
static void add_plain(const char *text, struct str *out)
{
	uint32_t c;

	for (size_t i = 0, n; text[i] && (n = utf8_decode(text + i, &c)); i += n) {
		if (c == 0x2500 || c == 0x2502)
			c = c == 0x2500 ? '-' : '|';
		else if (c > 0x2502 && c < 0x2580)
			c = '+';
		else if (c == 0x2588 || c == 0x2590)
			c = '#';
		str_add_code_point(out, text_plain(c));
	}
}

static char *path_of(const char *name)
{
	const char *top = getenv("top_srcdir");

	return mem_printf("%s/tests/ui/golden/%s.txt", top ? top : ".", name);
}

static void read_golden(const char *name, const char *otherwise, struct str *ret)
{
	_cleanup_free_ char *path = path_of(name), *other = otherwise ? path_of(otherwise) : NULL;
	_cleanup_str_ struct str text = {0};

	if (file_read(path, ret, NULL) == 0 || !other)
		return;
	(void)file_read(other, &text, NULL);
	add_plain(str_text(&text), ret);
}

static bool update(const char *name, const char *otherwise, const char *have, struct str *ret_difference)
{
	_cleanup_free_ char *path = path_of(name);
	_cleanup_error_ struct error err = {0};
	_cleanup_str_ struct str derived = {0};

	(void)unlink(path);
	read_golden(name, otherwise, &derived);
	if (str_equal(str_text(&derived), have))
		return true;
	make_directory(path);
	if (file_write(path, have, strlen(have), &err) == 0)
		return true;
	str_addf(ret_difference, "%s\n", err.message);
	return false;
}

bool golden_is(const char *name, const char *otherwise, const char *have, struct str *ret_difference)
{
	const char *updating = getenv("NFTABS_GOLDEN_UPDATE");
	_cleanup_str_ struct str want = {0};

	if (updating && *updating)
		return update(name, otherwise, have, ret_difference);
	read_golden(name, otherwise, &want);
	if (str_equal(str_text(&want), have))
		return true;
	str_addf(ret_difference, "--- golden/%s.txt%s\n", name, want.length ? "" : " (is missing or empty)");
	golden_difference(str_text(&want), have, ret_difference);
	return false;
}
