#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
. "${top_srcdir:-.}/tests/lint/lint.sh"

need shellcheck
echo 1..1
# SC1091: sourced files are found at run time.
# shellcheck disable=SC2046
report "shell scripts are clean" "$(cd "$top_srcdir" && shellcheck -e SC1091 -f gcc bootstrap .ci/run data/completions/nftabs \
	$(sources '*.sh' tests bench) 2>&1)"
