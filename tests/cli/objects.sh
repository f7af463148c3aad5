#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Objects and settings.
. "${top_srcdir:-.}/tests/cli/cli.sh"

printf '%s' '{"format":"nftabs-policy","version":1,"rules":[]}' >"$work/empty.json"
nftabs import "$work/empty.json" >"$work/out"

exits 0 "an address set is added" nftabs address-set add 'Mail servers' --members 192.168.10.5,mail.domain.co.jp
is "its members are there" '["192.168.10.5","mail.domain.co.jp"]' \
	"$(nftabs address-set show 'Mail servers' --json | json members)"
exits 1 "a name is taken once" nftabs address-set add 'Mail servers' --members 10.0.0.1
exits 0 "sets nest" nftabs address-set add All --members '@Mail servers,10.0.0.1'
exits 1 "a cycle is refused" nftabs address-set set 'Mail servers' --members @All
exits 1 "an unknown set is refused" nftabs address-set add Other --members @Nothing
exits 0 "a service is added" nftabs service add Reading --ports tcp/110,tcp/143
exits 0 "a schedule is added" nftabs schedule add Office --validity 'mon-fri 09:00-18:00' --timezone Asia/Tokyo
exits 1 "an unknown zone is refused" nftabs schedule add Bad --validity 09:00-18:00 --timezone Asia/Nowhere
exits 0 "an application is added" nftabs application add Mailer --members /usr/bin/msmtp,user:0
exits 0 "a rule uses all of them" nftabs rule add --name R --direction outbound --protocol tcp --remote-service Reading \
	--remote-address @All --application @Mailer --validity @Office
exits 0 "where-used names the rule" nftabs service where-used Reading
has "with its field" 'rule 1 "R"' "$output"
is "also for programs" R "$(nftabs schedule where-used Office --json | json 0.name)"
nftabs rule add --name F --direction forward --local-address "@Mail servers" >"$work/out"
has "a forward rule has a source" "Address (source)" "$(nftabs address-set where-used 'Mail servers')"
nftabs history undo >"$work/out"
is "nesting is a use" All "$(nftabs address-set where-used 'Mail servers' --json | json 0.name)"
exits 1 "what is used is not deleted" nftabs application delete Mailer
has "the use is named" 'rule 1 "R"' "$output"
exits 0 "a new name is followed" nftabs address-set set All --name Everything
is "in the rule" '["@Everything"]' "$(nftabs rule show 1 --json | json 0.remote_address)"
nftabs rule delete 1 >"$work/out"
exits 0 "objects that nest one another go together" nftabs address-set delete 'Mail servers' Everything
is "they are gone" '[]' "$(nftabs address-set list --json | json .)"
has "the list shows content" "tcp/110" "$(nftabs service list)"
exits 1 "an unknown object is named" nftabs schedule show Night
has "with the way to the others" "schedule list" "$output"

exits 0 "a setting is changed" nftabs settings default_outbound reject
is "it is printed" reject "$(nftabs settings default_outbound)"
is "dashes do as well" reject "$(nftabs settings default-outbound)"
is "and as JSON" '"reject"' "$(nftabs settings default_outbound --json)"
exits 1 "a bad value is refused" nftabs settings default_outbound maybe
is "and changes nothing" reject "$(nftabs settings default_outbound)"
exits 1 "an unknown setting is refused" nftabs settings colour
has "the others are named" keep_ssh "$output"
has "all settings are listed" timezone "$(nftabs settings)"
is "JSON has the values" false "$(nftabs settings keep_ssh no >"$work/out"; nftabs settings --json | json keep_ssh)"
finish
