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
exits 2 "an unknown option is refused" nftabs preset apply mail-client --colour red

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
finish
