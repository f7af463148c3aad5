/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_COMPILE_NFT_H
#define TESTS_COMPILE_NFT_H

/* nft(8) as the other opinion about the text we print, in a network namespace of the test program's own. */

#include "backend/compile/ir.h"
#include "tests/test.h"

/* Group set-up for cmocka: enters the namespace; *state is non-NULL when nft works there. Otherwise the reason is
 * printed as a TAP comment and the tests that NFT_NEED it skip. */
int nft_setup(void **state);
#define NFT_NEED(state)                                                                                                \
	do {                                                                                                           \
		if (!*(state))                                                                                         \
			skip();                                                                                        \
	} while (0)

/* Loads the text into the empty namespace; fails the test, showing nft's words and the text, when nft refuses it. Gives
 * what nft says it sends to the kernel for each rule (--debug=netlink), chain by chain. The caller frees. */
char *nft_load(const char *text);

/* `nft list table inet NAME`, which must succeed. The caller frees. */
char *nft_list(const char *table);

/* Empties the namespace. */
void nft_flush(void);

/* The rules of a table in the words of nft_load(): what nft must make of our text. */
void nft_expected(const struct ir *ir, struct str *out);

#endif
