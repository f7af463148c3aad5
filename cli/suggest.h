/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_SUGGEST_H
#define CLI_SUGGEST_H

#include "base/str.h"

/* What was meant: the name of the list that differs least from a mistyped word, NULL where none is near. */
const char *suggest_name(const char *word, const strlist_t *names);

/* What other programs call by the word: "list" for "ls", where the list has it. NULL: no such word. */
const char *suggest_other_word(const char *word, const strlist_t *names);

#endif
