# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# For the scripts beside this one: TAP of one line per check, and the list of sources.
set -u
: "${top_srcdir:?run by make check}" "${top_builddir:?}"
test_number=0

# report TITLE FINDINGS: passes when there are no findings, else shows them.
report()
{
	test_number=$((test_number + 1))
	if [ -z "$2" ]; then
		echo "ok $test_number - $1"
	else
		echo "not ok $test_number - $1"
		printf '%s\n' "$2" | sed 's/^/# /'
	fi
}

# skip_all REASON
skip_all()
{
	echo "1..0 # SKIP $1"
	exit 0
}

need()
{
	command -v "$1" >/dev/null || skip_all "$1 is not installed"
}

# shellcheck disable=SC2034 # for the scripts
rooms='base model db backend cli agent ui'

# sources PATTERN [DIRECTORY...]: paths below the source directory, sorted; build trees are no sources.
sources()
{
	pattern=$1
	shift
	(cd "$top_srcdir" && for directory; do
		[ ! -d "$directory" ] || find "$directory" -name "$pattern" -type f
	done | sort)
}
