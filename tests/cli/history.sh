#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The journal: every change is in it and can be taken back.
. "${top_srcdir:-.}/tests/cli/cli.sh"

printf '%s' '{"format":"nftabs-policy","version":1,"rules":[]}' >"$work/empty.json"
nftabs import "$work/empty.json" >"$work/out"
nftabs rule add --name One --ticket 1 >"$work/out" 2>&1
id=$(nftabs rule show 1 --json | json 0.id)
nftabs export json >"$work/one.json"
nftabs rule set 1 --ticket 2 >"$work/out" 2>&1
nftabs rule add --name Two >"$work/out" 2>&1
nftabs rule delete 1 >"$work/out" 2>&1

nftabs history --json >"$work/history"
has "the newest entry is first" 'One' "$(json journal.0.summary <"$work/history")"
has "the user is named" "$(id -un)" "$(json journal.0.user <"$work/history")"
has "what changed is kept" One "$(json journal.0.details <"$work/history")"
is "nothing was applied" '[]' "$(json revisions <"$work/history")"
is "the number of entries is limited" 2 "$(nftabs history -n 2 --json | json journal | grep -o '"entry":' | wc -l)"
has "people see it too" '"One" deleted' "$(nftabs history)"

exits 0 "the last change is taken back" nftabs history undo
is "the rule is there again, with its id" "$id" "$(nftabs rule show 1 --json | json 0.id)"
has "it is named" 'taken back: Rule "One" deleted' "$output"
exits 0 "undo is taken back" nftabs history redo
has "it is named too" 'Made again: Rule "One" deleted' "$output"
is "the rule is gone again" Two "$(nftabs rule show 1 --json | json 0.name)"
exits 1 "there is no more to make again" nftabs history redo
exits 0 "undo goes back" nftabs history undo
exits 0 "and each time one further" nftabs history undo
is "two changes are gone" 1 "$(nftabs rule list --json | json '#')"
exits 0 "and forward again" nftabs history redo
exits 0 "one by one" nftabs history redo
is "as before" Two "$(nftabs rule show 1 --json | json 0.name)"
exits 1 "nothing is left to make again" nftabs history redo
entry=$(json journal.2.entry <"$work/history")
exits 0 "several changes are taken back at once" nftabs history undo "$entry"
nftabs export json | cmp -s - "$work/one.json"
is "the policy is as it was then" 0 $?
exits 1 "an entry that is not there is refused" nftabs history undo 9999
exits 2 "an entry is a number" nftabs history undo yesterday
exits 1 "a revision that is not there is refused" nftabs history show 1
exits 2 "a revision is a number" nftabs history show one
while nftabs history undo >"$work/out" 2>&1; do
	:
done
has "undo ends" "nothing to undo" "$(cat "$work/out")"
is "with the policy that the store began with" "$(NFTABS_DB=$work/fresh.db nftabs rule list --json | json '#')" \
	"$(nftabs rule list --json | json '#')"
finish
