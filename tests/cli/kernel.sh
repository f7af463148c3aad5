#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# apply, status, diff, counters, off, on, confirm, rollback, restore: against a kernel, in a network namespace of its own.
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

ruleset()
{
	nft list ruleset
}

cat >"$work/policy.json" <<'JSON'
{ "format": "nftabs-policy", "version": 1,
  "settings": { "default_outbound": "reject", "default_inbound": "drop", "default_forward": "accept" },
  "rules": [ { "name": "Mail", "protocol": "tcp", "remote_service": ["110"], "remote_address": ["192.168.10.5"] } ] }
JSON
nftabs import "$work/policy.json" >"$work/out"
exits 4 "nothing was applied: status differs" nftabs status
exits 4 "diff shows all" nftabs diff
has "the rule is new" "Mail" "$output"
nft add table ip other
nft add chain ip other in '{ type filter hook input priority 10; policy drop; }'
other=$(nft list table ip other)

exits 0 "the policy is applied" nftabs apply --message 'first one'
has "as the first revision" "1" "$output"
has "the kernel has the table" "table inet nftabs" "$(ruleset)"
has "with the address" "192.168.10.5" "$(ruleset)"
exits 0 "nothing differs" nftabs status
has "status says what other tables can drop" "other" "$output"
exits 0 "diff is empty" nftabs diff
exits 0 "applying again sends nothing" nftabs apply --json
is "and makes no revision" 1 "$(printf '%s' "$output" | json revision)"
exits 0 "which it says" nftabs apply
has "to people" "Nothing to apply" "$output"
nft add rule inet nftabs input_ counter
exits 0 "what somebody put in is taken out" nftabs apply --json
is "without a revision" 1 "$(printf '%s' "$output" | json revision)"
is "one line" 1 "$(printf '%s' "$output" | json kernel.rules_removed)"
is "no rule was added" 0 "$(printf '%s' "$output" | json kernel.rules_added)"
is "the other table was not touched" "$other" "$(nft list table ip other)"

id=$(nftabs rule show 1 --json | json 0.id)
exits 0 "counters are read" nftabs counters --json
is "the rule's is the first" "$id" "$(printf '%s' "$output" | json 0.id)"
is "by position" 1 "$(printf '%s' "$output" | json 0.position)"
is "nothing was counted" 0 "$(printf '%s' "$output" | json 0.packets)"
exits 0 "people read them too" nftabs counters
has "with the name" Mail "$output"

exits 0 "off" nftabs off
has "the table sleeps" "flags dormant" "$(ruleset)"
has "status says so" "OFF" "$(nftabs status)"
exits 0 "on" nftabs on
is "it is awake" 0 "$(ruleset | grep -c dormant)"

nftabs rule add --name Second --protocol tcp --remote-service 143 --remote-address 192.168.10.7 >"$work/out" 2>&1
exits 4 "a change differs" nftabs diff
exits 0 "it is applied" nftabs apply
has "it is in the kernel" 192.168.10.7 "$(ruleset)"
exits 0 "rollback" nftabs rollback
is "it is gone" 0 "$(ruleset | grep -c 192.168.10.7)"
exits 4 "the stored policy is as it was" nftabs diff
exits 0 "it is applied until confirmed" nftabs apply --confirm 600
has "status says so" "confirm" "$(nftabs status)"
exits 0 "it is confirmed" nftabs confirm
exits 1 "nothing waits any more" nftabs confirm
exits 0 "two revisions are compared" nftabs history diff 1 1
revision=$(nftabs status --json | json revision)
exits 4 "with the difference" nftabs history diff 1 "$revision"
has "by name" Second "$output"
has "history shows the message" "first one" "$(nftabs history)"
is "a revision is kept whole" Mail "$(nftabs history show 1 --json | json policy.rules.0.name)"

exits 1 "restore without a store fails" nftabs --db "$work/none.db" restore
[ ! -e "$work/none.db" ]
is "and makes none" 0 $?
nft delete table inet nftabs
exits 4 "a missing table is seen" nftabs status
exits 0 "restore brings it back" nftabs restore
has "with the second rule" 192.168.10.7 "$(ruleset)"
nft flush chain inet nftabs "$(nft list table inet nftabs | awk '$1 == "chain" { chain = $2 } $4 == "output" { print chain; exit }')"
exits 4 "someone's change is seen" nftabs status
exits 0 "and repaired" nftabs apply
exits 0 "status agrees" nftabs status

before=$(ruleset)
sed 's/"192.168.10.5"/"192.168.10.5", "mail.invalid"/' "$work/policy.json" >"$work/name.json"
nftabs import "$work/name.json" >"$work/out" 2>&1
exits 0 "a name that does not resolve stops nothing" nftabs apply
has "and is reported" mail.invalid "$output"
[ "$before" != "$(ruleset)" ]
is "the rest is loaded" 0 $?
finish
