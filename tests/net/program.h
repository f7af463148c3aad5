/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_NET_PROGRAM_H
#define TESTS_NET_PROGRAM_H

/* Runs programs on a host of the network. "nftabs" is the one that was built, with a store of its own on each host. */

#include "tests/net/world.h"

#include <jansson.h>
#include <sys/types.h>

/* Starts a program; input may be NULL. What it writes goes to the file *ret_output where that is not NULL (close it).
 */
pid_t program_start(const struct world *world, enum host host, const char *input, int *ret_output,
		    const char *const *argv);

/* Runs it to its end. Caller frees the output, which is that of both channels. */
char *program_run(const struct world *world, enum host host, int *ret_status, const char *input,
		  const char *const *argv);

/* The same where anything but the given exit is a failure of the test. */
char *program_expect(const struct world *world, enum host host, int exit, const char *input, const char *const *argv);

/* NFTABS(world, host, "rule", "add", …): must succeed. */
#define NFTABS(world, host, ...)                                                                                       \
	free(program_expect(world, host, 0, NULL, (const char *const[]){"nftabs", __VA_ARGS__, NULL}))

/* NFTABS_TEXT(…), NFT_TEXT(…): the same, gives the output. */
#define NFTABS_TEXT(world, host, ...)                                                                                  \
	program_expect(world, host, 0, NULL, (const char *const[]){"nftabs", __VA_ARGS__, NULL})
#define NFT_TEXT(world, host, ...) program_expect(world, host, 0, NULL, (const char *const[]){"nft", __VA_ARGS__, NULL})
#define NFT(world, host, ...)	   free(NFT_TEXT(world, host, __VA_ARGS__))

/* Makes a document the policy of a host; program_apply() loads it into the kernel too. */
void program_import(const struct world *world, enum host host, const char *document);
void program_apply(const struct world *world, enum host host, const char *document);

/* Empties the list of rules of a fresh policy with these defaults. */
void program_settle(const struct world *world, enum host host, const char *outbound, const char *inbound,
		    const char *forward);

#endif
