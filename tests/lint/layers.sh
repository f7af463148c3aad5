#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The arrows of the architecture, from one table: who may include and call whom.
. "${top_srcdir:-.}/tests/lint/lint.sh"

# room, its archive, the rooms it may use besides itself
rooms_table='
base            libbase.a
model           libmodel.a    base
db              libdb.a       model base
backend/compile libcompile.a  model base
backend/kernel  libkernel.a   backend/compile base
backend/deploy  libdeploy.a   backend/compile backend/kernel db model base
ui/widget       libwidget.a   base
ui              libui.a       ui/widget backend/compile backend/deploy backend/kernel db model base
cli             -             ui backend/compile backend/deploy backend/kernel db model base
'

# Libraries that belong to one room: header, room
headers_table='
sqlite3.h   db
libmnl/     backend/kernel
libnftnl/   backend/kernel
curses.h    ui/widget
term.h      ui/widget
'

# The rooms that the table lets $1 use, itself included.
allowed()
{
	printf '%s\n' "$rooms_table" | awk -v room="$1" '$1 == room { $2 = ""; print }'
}

each_room()
{
	printf '%s\n' "$rooms_table" | awk 'NF { print $1 }'
}

archive_of()
{
	printf '%s\n' "$rooms_table" | awk -v room="$1" '$1 == room { print $2 }'
}

# Prints the includes of other rooms that the table does not allow, as file: room.
wrong_includes()
{
	(cd "$top_srcdir" && find "$1" -name '*.[ch]' -exec grep -Ho '^#include "[^"]*/' {} +) |
		awk -F: -v allowed=" $(allowed "$1") " '{
			room = substr($2, 11)
			sub(/\/$/, "", room)
			if (index(allowed, " " room " ") == 0)
				print $1 " includes " room "/"
		}'
}

# symbols ARCHIVE TYPES: names of the symbols of these types, one a line.
symbols()
{
	nm -P "$top_builddir/$1" 2>/dev/null | awk -v types="$2" 'NF > 1 && index(types, $2) { print $1 }' | sort -u
}

# Symbols that the archive of room $1 takes from a room that it may not use.
wrong_symbols()
{
	own=$(archive_of "$1")
	[ "$own" != - ] || return 0
	symbols "$own" U >"$work/undefined"
	for other in $(each_room); do
		case " $(allowed "$1") " in
		*" $other "*) continue ;;
		esac
		[ "$(archive_of "$other")" != - ] || continue
		symbols "$(archive_of "$other")" TDBRVW | comm -12 "$work/undefined" - |
			sed "s|^|$own uses |; s|\$| of $other|"
	done
}

wrong_headers()
{
	printf '%s\n' "$headers_table" | while read -r header owner; do
		[ -n "$header" ] || continue
		# shellcheck disable=SC2086
		(cd "$top_srcdir" && find $rooms -name '*.[ch]' -exec grep -l "#include <$header" {} + 2>/dev/null) |
			grep -v "^$owner/" | sed "s|\$| includes $header, which belongs to $owner|"
	done
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count=$(each_room | wc -l)
echo "1..$((2 * count + 2))"
for room in $(each_room); do
	report "$room includes only what it may" "$(wrong_includes "$room")"
	report "$room calls only what it may" "$(wrong_symbols "$room")"
done
report "libraries stay in their rooms" "$(wrong_headers)"
# The check itself: a breach put in front of it is seen.
symbols libbase.a TDBRVW | grep -qx error_set && found= || found='no symbol of libbase.a was read'
report "archives are read" "$found"
