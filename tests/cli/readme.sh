#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The README's first screen is what a new user sees: its commands are run, and print what stands there.
. "${top_srcdir:-.}/tests/cli/cli.sh"

PATH=$PATH:/usr/sbin:/sbin
if [ "${in_namespace-}" != yes ]; then
	if ! unshare -Urn true 2>/dev/null; then
		echo "1..0 # SKIP user namespaces are not permitted"
		exit 0
	fi
	in_namespace=yes unshare -Urn sh "$0"
	exit $?
fi
command -v nft >/dev/null || { echo "1..0 # SKIP nft is not installed" && exit 0; }

# Command lines to $work/N.command and what shall be printed to $work/N.wanted.
awk -v work="$work" '
	/^    \$ / {
		n++
		print substr($0, 7) >(work "/" n ".command")
		printf "" >(work "/" n ".wanted")
		next
	}
	/^    / && n { print substr($0, 5) >(work "/" n ".wanted"); next }
	/^$/ && n { exit }
	END { print n + 0 >(work "/count") }' "$top_srcdir/README.md"

# What differs from one run to the next.
unify()
{
	sed 's/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]/DATE TIME/g'
}

# agrees WANTED HAVE: line by line, where a line "…" of the wanted stands for any number of lines.
agrees()
{
	awk '
		NR == FNR { want[++n] = $0; next }
		{ have[++m] = $0 }
		END {
			for (i = j = 1; i <= n; i++) {
				if (want[i] ~ /^ *…$/) {
					if (i == n)
						exit 0
					while (j <= m && have[j] != want[i + 1])
						j++
					continue
				}
				if (have[j++] != want[i])
					exit 1
			}
			exit j <= m
		}' "$1" "$2"
}

# agrees() must see a difference, or the rest proves nothing.
printf '%s\n' one … three >"$work/pattern"
printf '%s\n' one two three >"$work/good"
printf '%s\n' one two >"$work/short"
printf '%s\n' one two three four >"$work/long"
is "the comparison takes what is left out" 0 "$(agrees "$work/pattern" "$work/good" && echo 0)"
for bad in short long; do
	agrees "$work/pattern" "$work/$bad"
	is "and notices what is too $bad" 1 $?
done

count=$(cat "$work/count")
is "the README shows a session" yes "$([ "$count" -ge 8 ] && echo yes)"
mkdir "$work/tree"
printf '#!/bin/sh\nexec "%s/nftabs" "$@"\n' "$top_builddir" >"$work/tree/nftabs"
printf '#!/bin/sh\nshift\nexec "%s/nftabs" "$@"\n' "$top_builddir" >"$work/tree/bootstrap"
chmod +x "$work/tree/nftabs" "$work/tree/bootstrap"
n=0
while [ $n -lt "$count" ]; do
	n=$((n + 1))
	(cd "$work/tree" && sh "$work/$n.command") 2>&1 | unify >"$work/$n.have"
	unify <"$work/$n.wanted" >"$work/$n.unified"
	if agrees "$work/$n.unified" "$work/$n.have"; then
		result ok "$(cat "$work/$n.command")"
	else
		result 'not ok' "$(cat "$work/$n.command")"
		diff "$work/$n.unified" "$work/$n.have" | sed 's/^/# /'
	fi
done
finish
