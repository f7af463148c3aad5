#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# nmtui talks to NetworkManager alone, so one is mocked, on a bus of its own. Prints the address of the bus when it is
# there, and ends with its input; fails where the programs are missing.
set -eu

# Debian's own python3, which has Debian's dbusmock.
/usr/bin/python3 -c 'import dbusmock' 2>/dev/null
command -v dbus-daemon >/dev/null
command -v dbus-send >/dev/null
directory=$(mktemp -d)
pids=
finish()
{
	# shellcheck disable=SC2086 # a list
	kill $pids 2>/dev/null || true
	rm -rf "$directory"
}
trap finish EXIT
trap 'exit 1' INT TERM
DBUS_SYSTEM_BUS_ADDRESS=unix:path=$directory/bus
export DBUS_SYSTEM_BUS_ADDRESS
dbus-daemon --session --nofork --address="$DBUS_SYSTEM_BUS_ADDRESS" </dev/null >"$directory/log" 2>&1 &
pids=$!
tries=50
until [ -S "$directory/bus" ] || [ $((tries -= 1)) = 0 ]; do
	sleep 0.1
done
/usr/bin/python3 -m dbusmock --system --template networkmanager </dev/null >>"$directory/log" 2>&1 &
pids="$pids $!"
until dbus-send --bus="$DBUS_SYSTEM_BUS_ADDRESS" --dest=org.freedesktop.DBus --print-reply /org/freedesktop/DBus \
	org.freedesktop.DBus.NameHasOwner string:org.freedesktop.NetworkManager 2>/dev/null | grep -q 'boolean true'; do
	[ $((tries -= 1)) -gt 0 ] || exit 1
	sleep 0.1
done
printf '%s\n' "$DBUS_SYSTEM_BUS_ADDRESS"
cat >/dev/null
