#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every message that a user can see is translated: catalogues are complete and know every message of the sources.
. "${top_srcdir:-.}/tests/lint/lint.sh"

need msgcmp
need xgettext
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$top_srcdir" || exit 1

with_messages()
{
	# shellcheck disable=SC2086
	sources '*.c' $rooms | xargs grep -lE '\<(N?_|ngettext)\("'
}

unlisted()
{
	with_messages >"$work/with"
	grep -v '^#' po/POTFILES.in | sed '/^$/d' | sort >"$work/listed"
	comm -23 "$work/with" "$work/listed" | sed 's/$/ has messages and is not in po\/POTFILES.in/'
	comm -13 "$work/with" "$work/listed" | while read -r file; do
		[ -f "$file" ] || echo "$file is in po/POTFILES.in and not there"
	done
}

incomplete()
{
	LC_ALL=C msgcmp "$1" "$work/all.pot" 2>&1
	LC_ALL=C msgfmt --check-format --check-domain --statistics -o "$work/messages.mo" "$1" 2>&1 |
		grep -vE '^[0-9]+ translated messages?\.$'
}

with_messages | xargs xgettext --from-code=UTF-8 --keyword=_ --keyword=N_ -o "$work/all.pot" || exit 1
languages=$(grep -v '^#' po/LINGUAS)
# shellcheck disable=SC2086
set -- $languages
echo "1..$((1 + $#))"
report "every source with messages is listed" "$(unlisted)"
for language; do
	report "$language is complete" "$(incomplete "po/$language.po")"
done
