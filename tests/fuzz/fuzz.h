/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

/*
 * One fuzzer a file: LLVMFuzzerTestOneInput() gives bytes to a parser and asks what must hold whatever they are. Its
 * corpus is tests/fuzz/corpus/<name of the fuzzer>/, replayed by replay.c in every `make check`, and where libFuzzer
 * begins with --enable-fuzz.
 */

#include "base/error.h"
#include "base/str.h"

#include <stdint.h>

/* libFuzzer's name for it. Always 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold. A broken one is said and ends the program, which libFuzzer and replay.c see as a crash. */
#define fuzz_require(condition)                                                                                        \
	do {                                                                                                           \
		if (!(condition))                                                                                      \
			fuzz_broken(#condition, __FILE__, __LINE__);                                                   \
	} while (0)
_Noreturn void fuzz_broken(const char *what, const char *file, int line);

/* The error of a function that returned -1: it has a code and a message of one printable line. */
void fuzz_require_error(const struct error *err);

/* Whether memory was left as it was, padding and all. */
bool fuzz_untouched(const void *now, const void *before, size_t size);

/* Adds the input's lines: cut at line feeds, and at null characters, which no text can hold. At most FUZZ_LINES_MAX. */
#define FUZZ_LINES_MAX 200
void fuzz_lines(const uint8_t *data, size_t size, strlist_t *ret);

#endif
