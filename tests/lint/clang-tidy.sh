#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# clang-tidy over every source, with what .clang-tidy asks. A file that passed is not read again until it, a header of
# the tree that it includes, or the configuration changes; to know that takes a while, so the first run in a build
# directory, which may be the only one, does without.
. "${top_srcdir:-.}/tests/lint/lint.sh"

need clang-tidy
cache=$top_builddir/tests/lint/cache
mkdir -p "$cache"
again=no
[ ! -f "$cache/compile_flags.txt" ] || again=yes
make -s --no-print-directory -C "$top_builddir" lint-flags >"$cache/compile_flags.txt" || exit 1

cat >"$cache/one.sh" <<'ONE'
cd "$1" && file=$2 cache=$3 again=$4
key=
[ "$again" = no ] || key=$( (cat .clang-tidy "$cache/compile_flags.txt"
	xargs clang -MM "$file" <"$cache/compile_flags.txt" 2>/dev/null | sed 's/^[^:]*://; s/\\$//' | xargs cat) |
	sha256sum | cut -c1-64)
[ -z "$key" ] || [ ! -f "$cache/$key" ] || exit 0
if findings=$(clang-tidy --quiet -p "$cache" "$file" 2>/dev/null); then
	[ -z "$key" ] || : >"$cache/$key"
else
	printf '%s\n' "$findings" | grep -A 3 -E '(warning|error):'
fi
ONE
# shellcheck disable=SC2086
findings=$(sources '*.c' $rooms tests bench | xargs -P "$(nproc)" -I '{}' sh "$cache/one.sh" "$top_srcdir" '{}' "$cache" "$again")
echo 1..1
report "clang-tidy finds nothing" "$findings"
