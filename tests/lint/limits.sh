#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Sizes: a source file up to 500 lines, a header up to 150; every file says its licence. Functions: see .clang-tidy.
. "${top_srcdir:-.}/tests/lint/lint.sh"

too_long()
{
	# shellcheck disable=SC2046,SC2086
	(cd "$top_srcdir" && wc -l $(sources "$1" $rooms tests bench) | awk -v limit="$2" '
		$1 > limit && $2 != "total" { print $2 " has " $1 " lines, more than " limit }')
}

without_licence()
{
	# shellcheck disable=SC2046,SC2086
	(cd "$top_srcdir" && for file in $(sources '*.[ch]' $rooms tests bench) $(sources '*.sh' tests bench); do
		head -n 2 "$file" | grep -q 'SPDX-License-Identifier: GPL-2.0-or-later' || echo "$file"
	done)
}

unfinished()
{
	# shellcheck disable=SC2046,SC2086
	(cd "$top_srcdir" && grep -nwE 'TO''DO|FIX''ME|XX''X' $(sources '*.[ch]' $rooms tests bench))
}

echo 1..4
report "source files have at most 500 lines" "$(too_long '*.c' 500)"
report "headers have at most 150 lines" "$(too_long '*.h' 150)"
report "every file says its licence" "$(without_licence)"
report "nothing is marked as unfinished" "$(unfinished)"
