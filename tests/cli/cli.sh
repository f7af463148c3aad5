# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# For the scripts beside this one: the built program on a policy of its own, and TAP.
set -u
: "${top_srcdir:?run by make check}" "${top_builddir:?}"
export NFTABS_DATADIR="$top_srcdir/data" NFTABS_LOCALEDIR="$top_builddir/locale" TZ=UTC COLUMNS=80
unset SSH_CONNECTION NO_COLOR
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NFTABS_DB="$work/policy.db"
test_number=0

nftabs()
{
	"$top_builddir/nftabs" "$@"
}

json()
{
	"$top_builddir/tests/cli/json" "$@"
}

result()
{
	test_number=$((test_number + 1))
	echo "$1 $test_number - $2"
}

# is TITLE WANTED HAVE
is()
{
	if [ "$2" = "$3" ]; then
		result ok "$1"
	else
		result 'not ok' "$1"
		printf 'wanted: %s\n' "$2" | sed 's/^/# /'
		printf 'have:   %s\n' "$3" | sed 's/^/# /'
	fi
}

# has TITLE TEXT HAVE: the text stands in it
has()
{
	case $3 in
	*"$2"*) result ok "$1" ;;
	*)
		result 'not ok' "$1"
		printf 'wanted in it: %s\n' "$2" | sed 's/^/# /'
		printf '%s\n' "$3" | sed 's/^/# /'
		;;
	esac
}

# exits CODE TITLE COMMAND...: what it prints on both ways is left in $output
exits()
{
	wanted=$1 title=$2
	shift 2
	output=$("$@" 2>&1)
	code=$?
	if [ "$code" = "$wanted" ]; then
		result ok "$title"
	else
		result 'not ok' "$title"
		printf 'exit %s instead of %s\n%s\n' "$code" "$wanted" "$output" | sed 's/^/# /'
	fi
}

# skip TITLE REASON
skip()
{
	result ok "$1 # SKIP $2"
}

finish()
{
	echo "1..$test_number"
}
