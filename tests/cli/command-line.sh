#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Parsing, help, completion, exit codes.
# shellcheck disable=SC2016 # $0 and $1 are of the inner shell
. "${top_srcdir:-.}/tests/cli/cli.sh"

no_terminal()
{
	nftabs "$@" </dev/null
}
exits 1 "no command opens the editor, which needs a terminal" no_terminal
has "and says what else there is" "nftabs --help" "$output"
exits 2 "options of the editor are not for commands" nftabs rule list --read-only
exits 0 "the version is told" nftabs --version
has "with the name" "nftabs " "$output"
exits 0 "help is printed" nftabs --help
for command in rule address-set service application schedule settings preset check compile apply confirm rollback status diff off on \
	restore export import history explain counters; do
	has "help names $command" "
  $command " "$output"
	exits 0 "$command has help" nftabs "$command" --help
	output=$(nftabs --help)
done
output=$(nftabs rule --help)
for verb in list show add set delete move copy enable disable; do
	has "rule help names $verb" "
  $verb " "$output"
done
output=$(nftabs rule add --help)
for option in name action direction protocol application remote-service local-service remote-address local-address validity \
	log enabled group interface source-interface comment owner ticket review-by publish-to db json; do
	has "rule add takes --$option" "  --$option" "$output"
done
is "help fits the screen" "" "$(nftabs rule add --help | awk 'length($0) > 80')"

exits 2 "an unknown command is refused" nftabs rules
exits 2 "an unknown verb is refused" nftabs rule remove 1
exits 2 "a slip of the finger is seen" nftabs rule lsit
has "and what was meant is told" "did you mean nftabs rule list?" "$output"
exits 2 "in options too" nftabs rule add --name X --remote-adress=192.0.2.1
has "and what was meant is told" "did you mean --remote-address?" "$output"
exits 2 "nothing is guessed where nothing is near" nftabs frobnicate
has "then help is named" "nftabs --help" "$output"
exits 2 "a group needs a command" nftabs rule
exits 2 "an unknown option is refused" nftabs rule list --colour red
has "it is named" "--colour" "$output"
exits 2 "an option needs its value" nftabs apply --confirm
exits 2 "a value must fit" nftabs apply --confirm soon
exits 2 "a flag takes no value" nftabs rule list --json=yes
exits 2 "words too many are refused" nftabs check everything
exits 2 "words too few are refused" nftabs rule show
exits 2 "--db needs a file" nftabs --db
exits 2 "what is no UTF-8 is refused" nftabs rule show "$(printf '\377')"
exits 0 "common options stand before the command" nftabs --db "$work/other.db" --json rule list
exits 0 "and behind it" nftabs rule list --db="$work/other.db" --json
nftabs --json rule show 99 2>"$work/error"
is "errors are JSON when asked for" reference "$(json error <"$work/error")"
nftabs rule lst --json 2>"$work/error"
is "also where the command line was not understood" usage "$(json error <"$work/error")"
nftabs rule show 99 >"$work/out" 2>"$work/error"
is "errors do not go to standard output" "" "$(cat "$work/out")"
has "they begin with the program's name" "nftabs: " "$(cat "$work/error")"
[ -e "$work/other.db" ] || [ -e "$NFTABS_DB" ]
is "reading makes no file" 1 $?
exits 1 "a full disk is told" sh -c '"$0" rule list >/dev/full' "$top_builddir/nftabs"
has "in words" "could not be written" "$output"
nftabs rule add --name --json >"$work/out" 2>&1
is "a value may look like an option" "--json" "$(nftabs rule show "$(nftabs rule list --json | json '#')" --json | json 0.name)"
is "a file made by writing is not readable by others" 600 "$(stat -c %a "$NFTABS_DB")"

offers()
{
	nftabs complete -- "$@" | tr '\n' ' '
}
is "commands are completed" "restore " "$(offers res)"
is "verbs are completed" "show set " "$(offers rule s | tr ' ' '\n' | sort -r | tr '\n' ' ' | sed 's/^ //')"
is "options are completed" "--remote-service --remote-address " "$(offers rule add --remote)"
is "options of a preset are completed" "--server --service " "$(offers preset apply mail-client --ser)"
is "words of an option are completed" "drop " "$(offers rule add --action d)"
is "and of an option of a preset" "pop3 pop3s " "$(offers preset apply mail-client --service pop)"
is "protocols are completed" "icmp icmpv6 " "$(offers explain outbound icm)"
is "values of settings are completed" "reject " "$(offers settings default_inbound re)"
is "yes and no as well" "yes no " "$(offers settings keep_ssh '')"
is "settings are completed" "keep_ssh " "$(offers settings keep)"
exits 2 "words of other programs are known" nftabs rule ls
has "and what they are here" "nftabs rule list?" "$output"
exits 2 "below another command too" nftabs undo
has "in whole" "nftabs history undo?" "$output"
exits 0 "help is a command as well" nftabs help rule add
has "of the one that is named" "Usage: nftabs rule add" "$output"
exits 1 "a rule is no name" nftabs rule show 'Ping (outbound)'
has "but its number is told" "rule 6" "$output"
exits 0 "every edit says that it is not applied" nftabs rule move 1 2
has "with the cure" "nftabs apply" "$output"
nftabs service add Reading --ports tcp/110 >"$work/out"
is "objects are completed" "Reading " "$(offers service show R)"
finish
