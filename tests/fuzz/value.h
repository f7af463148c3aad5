/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_FUZZ_VALUE_H
#define TESTS_FUZZ_VALUE_H

/* What holds for every value type of the field tables. */

#include "model/type.h"

/* Room for a value of any type. */
union value {
	char *text;
	struct log_options log;
	struct endpoint endpoint;
	strlist_t list;
	protocol_t protocol;
	bool boolean;
};

/* Gives the text to the type's parser. Refused: the value is as it was and the error is a good one. Taken: its
 * canonical text gives the same value and the same text again, copies are equal, and nothing is left when it is done.
 */
void value_check(const struct value_type *type, const char *text);

#endif
