/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

/*
 * Time zones without the process-wide TZ of tzset(3): several zones at once, and the same answer in every process.
 * Reads TZif files (RFC 8536, versions 1 to 4) with their POSIX TZ footer for the years after the last transition.
 */

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zone; /* opaque, immutable once made */

/* The zone of that name ("Asia/Tokyo", "UTC") from the system's zoneinfo directory, "" for the system's own zone
 * (/etc/localtime, UTC where there is none). Names with "..", a leading "/" or odd characters are refused.
 * Errors: ERROR_REFERENCE no such zone, ERROR_SYNTAX not a TZif file. The caller frees with zone_free(). */
int zone_load(const char *name, struct zone **ret, struct error *err);

/* The same from bytes; name is copied. Files that count leap seconds ("right/…") are refused: the kernel's clock does
 * not. */
int zone_parse(const char *name, const void *data, size_t size, struct zone **ret, struct error *err);

/* True for a text that zone_load() would look for: letters, digits, "_", "+", "-" and single "/" between them. */
bool zone_name_is_valid(const char *name);

void zone_free(struct zone *zone);
void zone_freep(struct zone **zone);

/* The name it was loaded by; of the system's zone the name behind the link /etc/localtime, "localtime" when it is none.
 */
const char *zone_name(const struct zone *zone);

/* Seconds east of UTC at the instant utc (seconds since 1970). *ret_from and *ret_until, where not NULL, get the
 * half-open span [from, until) around utc in which the offset does not change (INT64_MIN, INT64_MAX when unbounded). */
int32_t zone_offset(const struct zone *zone, int64_t utc, int64_t *ret_from, int64_t *ret_until);

/* Days since 1970-01-01 of a civil date, and back (proleptic Gregorian calendar). */
int64_t civil_to_days(int year, unsigned month, unsigned day);
void civil_from_days(int64_t days, int *ret_year, unsigned *ret_month, unsigned *ret_day);
unsigned civil_days_in_month(int year, unsigned month);

/* Weekday of a day number, 0 = Monday … 6 = Sunday. */
unsigned civil_weekday(int64_t days);

#endif
