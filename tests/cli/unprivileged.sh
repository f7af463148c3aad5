#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# An ordinary user reads what the file permits; changing says what is missing. Needs root, to become somebody else.
. "${top_srcdir:-.}/tests/cli/cli.sh"

if [ "$(id -u)" != 0 ] || ! setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null; then
	echo "1..0 # SKIP becoming another user needs root"
	exit 0
fi
# The build tree may lie where nobody else may look.
cp "$top_builddir/nftabs" "$work/program"
cp -R "$top_srcdir/data" "$work/data"
export NFTABS_DATADIR="$work/data"
chmod -R a+rX "$work"
as_user()
{
	setpriv --reuid 65534 --regid 65534 --clear-groups "$work/program" "$@"
}

mkdir "$work/open" "$work/closed"
chmod 0755 "$work/open"
chmod 0700 "$work/closed"
NFTABS_DB=$work/open/policy.db
nftabs rule add --name Readable >"$work/out" 2>&1
chmod 0644 "$NFTABS_DB"
cp "$NFTABS_DB" "$work/before.db"
exits 0 "rules are read" as_user rule list
has "they are there" Readable "$output"
exits 0 "they are exported" as_user export json
exits 0 "and checked" as_user check
exits 0 "and explained" as_user explain outbound tcp 192.0.2.1:80
exits 0 "history is read" as_user history
exits 1 "changing is refused" as_user rule add --name Mine
has "with the cure" "sudo" "$output"
exits 1 "so is applying" as_user apply
has "with the cure" "sudo" "$output"
exits 1 "and switching off" as_user off
as_user status >"$work/status" 2>&1
is "status does not say that rules run" "" "$(grep '^ON' "$work/status")"
has "status says what it cannot know" "needs root" "$(cat "$work/status")"
is "nothing was written beside the file" "policy.db" "$(ls "$work/open")"

NFTABS_DB=$work/closed/policy.db
nftabs rule add --name Secret >"$work/out" 2>&1
exits 1 "a policy that may not be read is not" as_user rule list
has "with the cure" "--db" "$output"
NFTABS_DB=$work/absent/policy.db
exits 0 "where there is no policy the starter is shown" as_user rule list
exits 1 "and none is made" as_user rule add --name Mine
finish
