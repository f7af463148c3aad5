#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Presets, the starter policy, and the seed's table in Japanese.
. "${top_srcdir:-.}/tests/cli/cli.sh"

rule()
{
	nftabs rule show "$1" --json | json "0.$2"
}

exits 0 "presets are listed" nftabs preset list
for preset in mail-client dns dhcp ntp web-client ssh-server web-server ping workstation; do
	has "$preset is there" "$preset" "$output"
done
exits 0 "a preset is shown" nftabs preset show mail-client
has "with its options" "--server" "$output"
exits 1 "an unknown preset is refused" nftabs preset apply nothing
has "and named" nothing "$output"
exits 1 "a mistyped preset is named, not its options" nftabs preset apply mail-clinet --server 192.0.2.1
has "with those there are" "mail-client" "$output"
exits 2 "an unknown option is refused" nftabs preset apply mail-client --colour red
has "with the help of the preset" "nftabs preset apply mail-client --help" "$output"
exits 1 "a bad value is refused" nftabs preset apply mail-client --server 192.168.10.500
has "by its option" "--server: '192.168.10.500'" "$output"

mkdir -p "$work/data/presets"
damaged()
{
	printf '%s\n' "$2" >"$work/data/presets/broken.json"
	exits 1 "$1" env NFTABS_DATADIR="$work/data" "$top_builddir/nftabs" preset show broken
	has "and the file named" "$work/data/presets/broken.json: " "$output"
	has "with the place" "$3" "$output"
}
damaged "a preset that is no JSON is refused" '{ "format": }' "line 1"
damaged "so is one that names an option it has not" '{ "format": "nftabs-preset", "version": 1, "name": "broken",
	"rules": [ { "name": "a", "when": [["tsl"]], "rule": {} } ] }' "rules[0].when: tsl"

reject=$(nftabs settings default_outbound)
is "a new policy rejects what no rule allows outbound" reject "$reject"
is "and drops inbound" drop "$(nftabs settings default_inbound)"
is "it has no mail rule" "" "$(nftabs rule list | grep -E '(^| )(110|143|25) ')"

exits 0 "the mail client's rules are made" nftabs preset apply mail-client --server 192.168.10.5
has "it says what to do next" "nftabs apply" "$output"
is "the rule has the server" '["192.168.10.5"]' "$(rule 1 remote_address)"
is "it is outbound" outbound "$(rule 1 direction)"
is "for tcp" tcp "$(rule 1 protocol)"
exits 0 "the policy has no errors" nftabs check
exits 0 "mail goes to the server" nftabs explain outbound tcp 192.168.10.5:110
has "allowed" "Allowed by rule" "$output"
exits 0 "and nowhere else" nftabs explain outbound tcp 192.168.10.6:110
has "rejected" "Rejected" "$output"
exits 0 "all of it is one change" nftabs history undo
is "mail is closed again" default "$(nftabs explain outbound tcp 192.168.10.5:110 --json | json decider)"
exits 0 "a program is taken" nftabs preset apply mail-client --server 192.168.10.5 --application user:0
is "by every rule" '["user:0"]' "$(rule 1 application)"

before=$(nftabs export json)
exits 0 "a preset may be applied twice" nftabs preset apply mail-client --server 192.168.10.5 --application user:0
has "it names what is there" 'Rule 1 "POP3 service (outbound)" is there already' "$output"
has "and says how to double it" "--again" "$output"
is "nothing is doubled" "$before" "$(nftabs export json)"
entries=$(nftabs history --json | json '#')
nftabs preset apply mail-client --server 192.168.10.5 --application user:0 --json >"$work/again.json"
is "programs are told too" 3 "$(json existing.2.position <"$work/again.json")"
is "and that none was made" "[]" "$(json rules <"$work/again.json")"
is "nothing comes into the history" "$entries" "$(nftabs history --json | json '#')"
nftabs rule set 2 --name "My SMTP" --enabled no >"$work/out"
exits 0 "only what is missing is made" nftabs preset apply mail-client --server 192.168.10.5 --application user:0 \
	--service imaps,smtp
has "a disabled one is told with the cure" 'Rule 3 "My SMTP" is there already and disabled: nftabs rule enable 3' "$output"
is "the new one is first" '["993"]' "$(rule 1 remote_service)"
exits 0 "it is made again when asked for" nftabs preset apply mail-client --server 192.168.10.5 --application user:0 \
	--service imaps --again
is "by the same name" "$(rule 1 name)" "$(rule 2 name)"

nftabs rule add --position 2 --name Botnet --action drop --direction inbound --remote-address 203.0.113.0/24 >"$work/out"
nftabs rule add --position 9 --name "No web" --action reject --direction inbound --protocol tcp >"$work/out"
exits 0 "a preset opens a port" nftabs preset apply web-server
has "and names the ban that stays above" 'rule 2 "Botnet"' "$output"
has "and that which is below" 'rule 11 "No web"' "$output"
is "it stands behind the ban" "Web server (inbound)" "$(rule 3 name)"
exits 0 "who was banned" nftabs explain inbound tcp 203.0.113.9 --local :80
has "stays banned" 'Dropped by rule 2 "Botnet"' "$output"
has "others may come in" 'Allowed by rule 3' "$(nftabs explain inbound tcp 203.0.114.9 --local :80)"
nftabs history undo >"$work/out"
exits 0 "a position may be asked for" nftabs preset apply web-server --position 1
has "what is banned no longer is told" 'no longer stop what these rules allow: rule 4 "Botnet"' "$output"
is "it stands there" "Web server (inbound)" "$(rule 1 name)"

# begun LANGUAGE COMMAND...: on a store that was begun in the language, in English
begun()
{
	store=$work/$1.db
	shift
	env NFTABS_DB="$store" LANGUAGE=en "$top_builddir/nftabs" "$@"
}

for language in ja en; do
	env NFTABS_DB="$work/$language.db" LANGUAGE=$language "$top_builddir/nftabs" preset apply workstation >"$work/out"
	exits 0 "a starter begun in $language gives way in English" begun $language preset apply server
	begun $language rule add --name x --protocol tcp >"$work/out"
	exits 1 "a touched one does not" begun $language preset apply workstation
done

cat >"$work/seed.json" <<'JSON'
{ "format": "nftabs-policy", "version": 1, "rules": [
  { "name": "POP3サービス(外向き)", "action": "allow", "direction": "outbound", "protocol": "tcp", "remote_service": ["110"],
    "remote_address": ["192.168.10.5"] } ] }
JSON
nftabs import "$work/seed.json" >"$work/out"
table=$(LANGUAGE=ja nftabs rule show 1 | grep -v "^ " | head -n 11 | sed "s/  */ /g")
is "the table is the seed's, in its words and order" "名前 POP3サービス(外向き)
動作 許可
向き 外向き
プロトコル TCP
アプリケーション すべて
サービス(リモート) 110
サービス(ローカル) すべて
アドレス(リモート) ホスト指定
アドレス(ローカル) すべて
有効期間 指定しない
ログ 指定しない" "$table"
has "errors are Japanese" "ルール" "$(LANGUAGE=ja nftabs rule show 99 2>&1)"
has "a locale that was not generated speaks its language" "ルール" \
	"$(env -u LC_ALL -u LANGUAGE LANG=ja_JP.UTF-8 TERM=xterm "$top_builddir/nftabs" rule show 99 2>&1)"
has "the console, which cannot show it, gets English" "there is no rule" \
	"$(env -u LC_ALL -u LANGUAGE LANG=ja_JP.UTF-8 TERM=linux "$top_builddir/nftabs" rule show 99 2>&1)"
finish
