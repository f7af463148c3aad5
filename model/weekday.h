/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_WEEKDAY_H
#define MODEL_WEEKDAY_H

/* Weekday words of validity items. Days are numbered as by civil_weekday(): 0 = Monday; a mask has bit 0 for Monday. */

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

#define WEEKDAY_ALL 0x7f

/* Reads "mon", "Monday", 月, 月曜 or 月曜日 at text. Gives its bytes and the day, or 0. */
size_t weekday_read(const char *text, unsigned *ret_day);

/* Reads a day or a range of days ("sat-mon" runs over Sunday) at text. Gives its bytes and the mask, or 0. */
size_t weekday_read_range(const char *text, uint8_t *ret_mask);

/* "mon-fri", "mon,wed", "sat-mon": three days or more in a row become a range. */
void weekday_print(uint8_t mask, struct str *out);

#endif
