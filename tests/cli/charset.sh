#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A terminal of another charset is spoken to in its own; documents are UTF-8 everywhere.
. "${top_srcdir:-.}/tests/cli/cli.sh"

mkdir "$work/locales"
(cd "$work/locales" && localedef -c -i ja_JP -f EUC-JP ./ja_JP.eucJP) >/dev/null 2>&1
if [ ! -d "$work/locales/ja_JP.eucJP" ]; then
	echo "1..0 # SKIP the locale ja_JP.eucJP cannot be made here"
	exit 0
fi
euc()
{
	LOCPATH=$work/locales LC_ALL=ja_JP.eucJP LANGUAGE=ja NFTABS_LOCALEDIR=$top_builddir/locale nftabs "$@"
}
# What it printed, as UTF-8; nothing where it is not EUC-JP.
euc_text()
{
	euc "$@" >"$work/euc" 2>&1
	iconv -f EUC-JP -t UTF-8 "$work/euc" 2>/dev/null || echo "no EUC-JP: $(od -c "$work/euc" | head -3)"
}

name=メール受信ルール
nftabs rule add --name "$name" --protocol tcp --remote-service 110 >"$work/out" 2>&1

has "names are in the locale's charset" "$name" "$(euc_text rule list)"
has "so are labels" "動作" "$(euc_text rule show 8)"
has "and help" "使い方" "$(euc_text --help)"
is "and errors" 0 "$(euc_text rule show 99 | grep -c 'no EUC-JP')"
has "errors quote names" "存在しない名前" "$(euc_text address-set show 存在しない名前)"

euc rule add --name "$(printf '別の規則' | iconv -t EUC-JP)" --protocol tcp --remote-service 143 >"$work/out" 2>&1
has "what is typed in that charset is read" "別の規則" "$(nftabs rule list)"
euc rule add --name "別の名前" --protocol tcp --remote-service 993 >"$work/out" 2>&1
has "and so is UTF-8" "別の名前" "$(nftabs rule list)"
exits 2 "other bytes are refused" euc rule add --name "$(printf '\377\376')"

nftabs rule add --name 'Café ☃' --protocol tcp --remote-service 25 >"$work/out" 2>&1
has "what the charset lacks is a question mark" " ?" "$(euc_text rule list | grep Caf)"

for format in json csv markdown nft; do
	euc export "$format" >"$work/document" 2>/dev/null
	is "$format is UTF-8 whatever the locale" "" "$(iconv -f UTF-8 -t UTF-8 "$work/document" 2>&1 >/dev/null)"
	has "with the name" "$name" "$(cat "$work/document")"
done
euc rule list --json >"$work/document"
has "so is --json" "$name" "$(cat "$work/document")"
LC_ALL=C nftabs rule list >"$work/document"
has "the C locale has no charset: UTF-8 stays" "$name" "$(cat "$work/document")"
finish
