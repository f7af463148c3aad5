#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
. "${top_srcdir:-.}/tests/lint/lint.sh"

need cppcheck
cache=$top_builddir/tests/lint/cppcheck
mkdir -p "$cache"
# missingInclude: the system's headers are not read. __typeof__ is not understood in a declaration.
# shellcheck disable=SC2046,SC2086
findings=$(cd "$top_srcdir" && cppcheck --quiet -j "$(nproc)" --cppcheck-build-dir="$cache" --std=c11 -I . -D_GNU_SOURCE '-D__typeof__(x)=struct any *' \
	--enable=warning,performance,portability --inline-suppr --suppress=missingInclude --suppress=missingIncludeSystem \
	--suppress=unmatchedSuppression --template='{file}:{line}: {id}: {message}' $(sources '*.c' $rooms) 2>&1)
echo 1..1
report "cppcheck finds nothing" "$findings"
