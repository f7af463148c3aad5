/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_MODEL_VALUES_H
#define TESTS_MODEL_VALUES_H

/* What every type of value keeps, tried with one text at a time. Lists are tried with a list of one item. */

#include "model/type.h"

/* Reads the text and expects its canonical form (NULL: the text itself), which must read as an equal value, and so must
 * a copy be. */
void test_value(const struct value_type *type, const char *text, const char *canonical);

/* Expects the text refused with a message that has the words in it and a cure behind a colon; the value that was there
 * before must be as it was. */
void test_refusal(const struct value_type *type, const char *text, const char *words);

/* Both for every row: {text, canonical or NULL} and {text, words}. */
#define TEST_VALUES(type, rows)                                                                                        \
	for (size_t row_ = 0; row_ < ARRAY_SIZE(rows); row_++)                                                         \
	test_value(type, rows[row_][0], rows[row_][1])
#define TEST_REFUSALS(type, rows)                                                                                      \
	for (size_t row_ = 0; row_ < ARRAY_SIZE(rows); row_++)                                                         \
	test_refusal(type, rows[row_][0], rows[row_][1])

#endif
