#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
. "${top_srcdir:-.}/tests/lint/lint.sh"

need cppcheck
cache=$top_builddir/tests/lint/cppcheck
mkdir -p "$cache"

# missingInclude: the system's headers are not read. __typeof__ is not understood in a declaration, and what stands for it
# makes every vector one of pointers (assignBoolToPointer, AssignmentIntegerToAddress).
set -- --quiet -j "$(nproc)" --cppcheck-build-dir="$cache" --std=c11 -I . -D_GNU_SOURCE '-D__typeof__(x)=struct any *' \
	--enable=warning,performance,portability --inline-suppr --template='{file}:{line}: {id}: {message}' \
	--suppress=missingInclude --suppress=missingIncludeSystem --suppress=assignBoolToPointer \
	--suppress=AssignmentIntegerToAddress \
	'-Djson_array_foreach(array,index,value)=for(index=0;index<json_array_size(array)&&(value=json_array_get(array,index));index++)' \
	'-Djson_object_foreach(object,key,value)=for(key=json_next_key(object);(value=json_next_value(object));)' \
	--suppress=unmatchedSuppression
echo 1..1
# shellcheck disable=SC2046,SC2086
report "cppcheck finds nothing" "$(cd "$top_srcdir" && cppcheck "$@" $(sources '*.c' $rooms) 2>&1)"
