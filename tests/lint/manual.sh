#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
. "${top_srcdir:-.}/tests/lint/lint.sh"

need mandoc
echo 1..1
# shellcheck disable=SC2046
report "manual pages are well formed" "$(cd "$top_srcdir" && mandoc -Tlint -W warning $(sources '*.[1-8]' man) 2>&1)"
