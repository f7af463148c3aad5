#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The commands of `nftabs rule`, without the kernel.
. "${top_srcdir:-.}/tests/cli/cli.sh"

# The rules as one line of names, in order.
names()
{
	nftabs rule list --json >"$work/list"
	i=0
	while name=$(json "$i.name" <"$work/list" 2>/dev/null); do
		printf '%s ' "$name"
		i=$((i + 1))
	done
}

rule()
{
	nftabs rule show "$1" --json | json "0.$2"
}

printf '%s' '{"format":"nftabs-policy","version":1,"rules":[]}' >"$work/empty.json"
exits 0 "an empty policy can be read" nftabs import "$work/empty.json"

exits 0 "a rule with every kind of list is added" nftabs rule add --name Mail --direction outbound --protocol tcp \
	--remote-service 110,143 --remote-service 6000-6010 --remote-address 192.168.10.5,fd00::/8 \
	--validity 'mon,wed 09:00-18:00' --log on --application user:0 --comment 'two, three'
has "the command says what became of it" "nftabs apply" "$output"
is "lists take commas and repeated options" '["110","143","6000-6010"]' "$(rule 1 remote_service)"
is "IPv4 and IPv6 stand in one list" '["192.168.10.5","fd00::/8"]' "$(rule 1 remote_address)"
is "commas between weekdays do not cut" '["mon,wed 09:00-18:00"]' "$(rule 1 validity)"
is "a text keeps its comma" "two, three" "$(rule 1 comment)"

exits 1 "a rule without a name is refused" nftabs rule add --action drop
exits 1 "a bad port is refused" nftabs rule add --name Bad --protocol tcp --remote-service 110,11x-
has "the error names the bad part" "11x-" "$output"
exits 1 "a port without a protocol that has ports is refused" nftabs rule add --name Bad --remote-service 110
has "the cure is named" "tcp+udp" "$output"
is "nothing was added by a refused command" "Mail " "$(names)"

nftabs rule add --name B --action drop --direction inbound >"$work/out" 2>&1
nftabs rule add --name C --action reject >"$work/out" 2>&1
nftabs rule add --name A --position 1 >"$work/out" 2>&1
is "a position is taken" "A Mail B C " "$(names)"
id=$(rule 3 id)
exits 0 "rules move together" nftabs rule move 3 4 1
is "they keep their order" "B C A Mail " "$(names)"
is "ids stay with their rules" "$id" "$(rule 1 id)"
exits 0 "a rule is found by its id" nftabs rule move "#$id" last
is "the last place is the last" "C A Mail B " "$(names)"
exits 2 "a place outside the list is refused" nftabs rule move 1 9
exits 1 "a rule that is not there is refused" nftabs rule show 9
has "it says what there is" "from 1 to 4" "$output"
exits 1 "one bad word refuses all" nftabs rule delete 1 2 77
is "and deletes none" "C A Mail B " "$(names)"

exits 0 "fields are changed in several rules" nftabs rule set 1 2 --group Office --owner alice
is "in the one" Office "$(rule 1 group)"
is "and in the other" alice "$(rule 2 owner)"
exits 0 "a group is disabled" nftabs rule disable --group Office
is "its rules are off" false "$(rule 1 enabled)"
is "others are not" true "$(rule 3 enabled)"
exits 1 "an unknown group is refused" nftabs rule enable --group Nobody
exits 0 "a rule is enabled" nftabs rule enable 1
is "it is on" true "$(rule 1 enabled)"
exits 0 "an empty value empties a list" nftabs rule set 3 --remote-service '' --log ''
is "the list is empty" '[]' "$(rule 3 remote_service)"
is "no log is null" null "$(rule 3 log)"
exits 2 "set without a field is refused" nftabs rule set 3

exits 0 "a copy may differ" nftabs rule copy 3 --name Copy --protocol udp --remote-service 53
is "it stands behind the original" "C A Mail Copy B " "$(names)"
is "what was not named is copied" '["192.168.10.5","fd00::/8"]' "$(rule 4 remote_address)"
exits 0 "rules are deleted" nftabs rule delete 1 3
is "the others stay" "A Copy B " "$(names)"

nftabs rule add --name '長い名前の規則がここに入ります、とても長い名前です' --direction outbound --protocol tcp+udp \
	--remote-service 1-2,3-4,5-6,7-8,9-10 --remote-address 2001:db8:1111:2222:3333:4444:5555:6666 >"$work/out" 2>&1
wide=$(nftabs rule list | sed 's/·/./g; s/[^ -~]/XX/g' | awk 'length($0) > 80')
is "the list fits the screen" "" "$wide"
has "built-in lines are shown" "(built in)" "$(nftabs rule list)"
has "defaults are shown" "(default)" "$(nftabs rule list)"
is "the table begins with eleven rows" 11 "$(nftabs rule show 4 | head -n 11 | grep -c '[^ ]')"
has "all rows have their label" "Validity" "$(nftabs rule show 4)"
finish
