/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/zone.h"

/* Years are counted from March here, so that the leap day is the last day of its year; 400 of them are one era of
 * 146097 days, after which the calendar, weekdays included, repeats. */
#define DAYS_PER_ERA	  146097
#define DAYS_0000_TO_1970 719468

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t civil_to_days(int year, unsigned month, unsigned day)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = floor_div(y, 400);
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (int64_t)(month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * DAYS_PER_ERA + day_of_era - DAYS_0000_TO_1970;
}

void civil_from_days(int64_t days, int *ret_year, unsigned *ret_month, unsigned *ret_day)
{
	int64_t shifted = days + DAYS_0000_TO_1970;
	int64_t era = floor_div(shifted, DAYS_PER_ERA);
	int64_t doe = shifted - era * DAYS_PER_ERA;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	unsigned mp = (unsigned)((5 * doy + 2) / 153);

	*ret_day = (unsigned)(doy - (153 * mp + 2) / 5 + 1);
	*ret_month = mp < 10 ? mp + 3 : mp - 9;
	*ret_year = (int)(yoe + era * 400 + (*ret_month <= 2));
}

unsigned civil_days_in_month(int year, unsigned month)
{
	static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (month < 1 || month > 12)
		return 0;
	return month == 2 && leap ? 29 : days[month - 1];
}

unsigned civil_weekday(int64_t days)
{
	/* 1970-01-01 was a Thursday. */
	int64_t weekday = (days % 7 + 3) % 7;

	return (unsigned)(weekday < 0 ? weekday + 7 : weekday);
}
