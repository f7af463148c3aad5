#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# check, export, import, explain.
# shellcheck disable=SC2016 # $0 and $1 are of the inner shell
. "${top_srcdir:-.}/tests/cli/cli.sh"

cat >"$work/policy.json" <<'JSON'
{ "format": "nftabs-policy", "version": 1,
  "settings": { "default_outbound": "reject", "default_inbound": "drop", "timezone": "Asia/Tokyo" },
  "address_sets": [ { "name": "Mail servers", "members": ["192.168.10.5", "fd00::5"] } ],
  "rules": [
    { "name": "Night", "action": "drop", "direction": "outbound", "protocol": "tcp", "validity": ["22:00-06:00"] },
    { "name": "POP3サービス(外向き)", "action": "allow", "direction": "outbound", "protocol": "tcp",
      "remote_service": ["110"], "remote_address": ["@Mail servers"] },
    { "name": "Root", "action": "allow", "direction": "outbound", "protocol": "udp", "application": ["user:root"] },
    { "name": "Web", "action": "allow", "direction": "inbound", "protocol": "tcp", "local_service": ["80"] } ] }
JSON
exits 0 "a document is imported" nftabs import "$work/policy.json"
id=$(nftabs rule show 2 --json | json 0.id)
nftabs export json >"$work/first.json"
exits 0 "its export is JSON" json <"$work/first.json"
exits 0 "its export is imported again" nftabs import "$work/first.json"
nftabs export json >"$work/second.json"
exits 0 "a round trip changes nothing" cmp "$work/first.json" "$work/second.json"
is "not even the ids" "$id" "$(nftabs rule show 2 --json | json 0.id)"
is "nor the history" 1 "$(nftabs history --json | json journal >"$work/journal"; grep -o '"Policy read' "$work/journal" | wc -l)"
exits 0 "standard input is read" sh -c '"$0" import - <"$1"' "$top_builddir/nftabs" "$work/first.json"

printf '%s' '{"format":"nftabs-policy","version":1,"rules":[{"name":"X","colour":"red"}]}' >"$work/bad.json"
exits 1 "an unknown key is refused" nftabs import "$work/bad.json"
has "with its place" 'colour' "$output"
printf '%s' '{"format":"nftabs-policy","version":1,"rules":[{"name":"X","remote_service":["1"]}]}' >"$work/bad.json"
exits 3 "a policy with errors is not imported" nftabs import "$work/bad.json"
exits 1 "a missing file is named" nftabs import "$work/nothing.json"
has "by its name" nothing.json "$output"
nftabs export json | cmp -s - "$work/first.json"
is "refused documents change nothing" 0 $?

exits 0 "csv is exported" nftabs export csv
has "with the names" 'POP3サービス(外向き)' "$output"
is "a byte order mark when asked for" "357 273 277" "$(nftabs export csv --bom | head -c 3 | od -An -to1 | sed 's/^ *//')"
exits 0 "markdown is exported" nftabs export markdown
has "as a table" '| ' "$output"
exits 0 "a rule is compiled" nftabs compile 1
has "to nft text" "meta l4proto tcp" "$output"
has "with its chain" "output_" "$output"
is "for programs too" output_ "$(nftabs compile 1 --json | json 0.lines.0.chain)"
is "and the whole policy as for export" "$(nftabs export nft)" "$(nftabs compile)"
exits 1 "a rule that is not there is refused" nftabs compile 99
exits 0 "nft is exported" nftabs export nft -o "$work/rules.nft"
has "as nft text" "table inet nftabs" "$(cat "$work/rules.nft")"
is "and nothing is printed" "" "$output"
if unshare -Urn true 2>/dev/null && PATH=$PATH:/usr/sbin command -v nft >/dev/null; then
	exits 0 "nft takes it" env PATH="$PATH:/usr/sbin" unshare -Urn nft -f "$work/rules.nft"
else
	skip "nft takes it" "no user namespaces or no nft"
fi
: >"$work/kept"
chmod 0640 "$work/kept"
nftabs export json -o "$work/kept"
is "a replaced file keeps its rights" 640 "$(stat -c %a "$work/kept")"
exits 1 "a directory that is not there is named" nftabs export json -o "$work/no/file"
is "no part is left behind" "" "$(find "$work" -name '*.??????' ! -name '*.json' ! -name 'policy*')"
exits 2 "an unknown format is refused" nftabs export pdf
has "--json wraps other formats" '"format": "csv"' "$(nftabs export csv --json)"

exits 0 "check passes" nftabs check
exits 0 "check prints JSON" sh -c '"$0" check --json | "$1"' "$top_builddir/nftabs" "$top_builddir/tests/cli/json"

explain()
{
	nftabs explain --json "$@"
}
day='2026-10-05 12:00' night='2026-10-05 23:00'
exits 0 "explain names the rule" nftabs explain outbound tcp 192.168.10.5:110 --at "$day"
has "by position and name" 'rule 2 "POP3サービス(外向き)"' "$output"
has "and why the one before did not decide" 'rule 1 "Night"' "$output"
is "the field is named" validity "$(explain outbound tcp 192.168.10.5:110 --at "$day" | json misses.0.field)"
is "at night the first rule decides" 1 "$(explain outbound tcp 192.168.10.5:110 --at "$night" | json rule.position)"
is "service names are understood" 2 "$(explain outbound tcp '[fd00::5]:pop3' --at "$day" | json rule.position)"
is "another server falls to the default" default "$(explain outbound tcp 192.168.10.6:110 --at "$day" | json decider)"
is "and is rejected" reject "$(explain outbound tcp 192.168.10.6:110 --at "$day" | json verdict)"
is "the user decides" 3 "$(explain outbound udp 192.0.2.1:53 --user root | json rule.position)"
is "another user does not" default "$(explain outbound udp 192.0.2.1:53 --user 65533 | json decider)"
is "inbound takes the local service" 4 "$(explain inbound tcp 203.0.113.9 --local 192.0.2.1:80 | json rule.position)"
exits 2 "inbound without it is asked for" nftabs explain inbound tcp 203.0.113.9
exits 2 "outbound needs a port" nftabs explain outbound tcp 203.0.113.9
exits 2 "a direction is needed" nftabs explain sideways tcp 203.0.113.9:1
exits 1 "a host has one address" nftabs explain outbound tcp 203.0.113.0/24:1
finish
