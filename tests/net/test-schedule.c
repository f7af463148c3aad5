/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Open and closed by the clock of a zone. The machine's clock stays as it is: windows are chosen around it, zones vary,
 * and so does the instant at which the policy is compiled, also to one before a change of daylight saving. What a wall
 * clock shows comes from the C library, which nftabs does not ask. */
#include "tests/test.h"

#include "tests/net/probe.h"
#include "tests/net/program.h"

#include "backend/deploy/deploy.h"

#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MINUTE 60
#define HOUR   3600
#define DAY    86400

static const char *const zones[] = {"Asia/Tokyo",	   "Pacific/Auckland", "America/New_York",
				    "Australia/Lord_Howe", "Asia/Kathmandu",   "UTC"};
static const char *const changing[] = {"Pacific/Auckland", "America/New_York", "Australia/Lord_Howe", "Europe/London"};

static struct tm wall_clock(const char *zone, time_t instant)
{
	struct tm tm;

	setenv("TZ", zone, 1);
	tzset();
	localtime_r(&instant, &tm);
	setenv("TZ", "UTC", 1);
	tzset();
	return tm;
}

static bool has_zone(const char *zone)
{
	_cleanup_free_ char *path = mem_printf("/usr/share/zoneinfo/%s", zone);

	return access(path, R_OK) == 0;
}

static long offset_at(const char *zone, time_t instant)
{
	return wall_clock(zone, instant).tm_gmtoff;
}

/* No change of the clocks, and no new day, close by, which would make the windows below other windows. */
static bool is_quiet(const char *zone, time_t now)
{
	bool quiet = offset_at(zone, now - 4 * HOUR) == offset_at(zone, now + 4 * HOUR) &&
		     wall_clock(zone, now).tm_mday == wall_clock(zone, now + 5 * MINUTE).tm_mday;

	if (!quiet)
		print_message("# %s: too close to a new day or a change of the clocks\n", zone);
	return quiet;
}

/* The clock of the zone as hours from..until, both seconds away from now. */
static char *window(const char *zone, time_t now, int from, int until)
{
	struct tm first = wall_clock(zone, now + from), last = wall_clock(zone, now + until);

	return mem_printf("%02d:%02d-%02d:%02d", first.tm_hour, first.tm_min, last.tm_hour, last.tm_min);
}

static char *weekday(const char *zone, time_t instant)
{
	static const char *const names[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

	return mem_strdup(names[wall_clock(zone, instant).tm_wday]);
}

static char *date(const char *zone, time_t instant)
{
	struct tm tm = wall_clock(zone, instant);

	return mem_printf("%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

/* Rules that allow one port each, and what is to come of it. */
struct plan {
	json_t *rules;
	strlist_t notes;
	VEC(struct probe) probes;
};

static void plan_done(struct plan *plan)
{
	json_decref(plan->rules);
	strlist_done(&plan->notes);
	vec_done(&plan->probes);
}

static void plan_add(struct world *world, struct plan *plan, const char *validity, bool open)
{
	uint16_t port = (uint16_t)(5000 + plan->probes.n);
	_cleanup_free_ char *service = mem_printf("%u", port);
	enum answer want = open ? ANSWER_OPEN : ANSWER_PROHIBITED;
	char *note = mem_strdup(validity);

	world_serve(world, HOST_SERVER, SOCK_STREAM, SERVER, port);
	json_array_append_new(plan->rules, json_pack("{s:s, s:s, s:[s], s:[s]}", "name", validity, "protocol", "tcp",
						     "remote_service", service, "validity", validity));
	vec_push(&plan->notes, note);
	vec_push(&plan->probes, ((struct probe)PROBE(SOCK_STREAM, HOST_CLIENT, SERVER, port, want, .note = note)));
}

static void plan_addf(struct world *world, struct plan *plan, bool open, const char *format, ...) _printf_format_(4, 5);
static void plan_addf(struct world *world, struct plan *plan, bool open, const char *format, ...)
{
	_cleanup_str_ struct str text = {0};
	va_list ap;

	va_start(ap, format);
	str_vaddf(&text, format, ap);
	va_end(ap);
	plan_add(world, plan, str_text(&text), open);
}

/* The policy with these rules, and schedules where they are asked for, which it takes over. */
static char *document(json_t *rules, const char *zone, json_t *schedules)
{
	json_t *settings =
	    json_pack("{s:s, s:s, s:s, s:b, s:b, s:s}", "default_outbound", "reject", "default_inbound", "drop",
		      "default_forward", "accept", "log_unmatched", 0, "keep_ssh", 0, "timezone", zone);
	json_t *policy =
	    json_pack("{s:s, s:i, s:o, s:o, s:o}", "format", "nftabs-policy", "version", 1, "settings", settings,
		      "schedules", schedules ? schedules : json_array(), "rules", json_incref(rules));
	char *text = json_dumps(policy, 0);

	json_decref(policy);
	assert_non_null(text);
	return text;
}

/* ---- now ---- */

static void plan_zone(struct world *world, struct plan *plan, const char *zone, time_t now)
{
	_cleanup_free_ char *open = window(zone, now, -30 * MINUTE, 30 * MINUTE);
	_cleanup_free_ char *early = window(zone, now, -3 * HOUR, -HOUR), *late = window(zone, now, HOUR, 3 * HOUR);
	_cleanup_free_ char *nearly_all = window(zone, now, HOUR, -HOUR);
	_cleanup_free_ char *today = weekday(zone, now), *tomorrow = weekday(zone, now + DAY);
	_cleanup_free_ char *yesterday = weekday(zone, now - DAY);
	_cleanup_free_ char *first = date(zone, now), *before = date(zone, now - DAY), *after = date(zone, now + DAY);

	plan_addf(world, plan, true, "%s %s", open, zone);
	plan_addf(world, plan, false, "%s %s", early, zone);
	plan_addf(world, plan, false, "%s %s", late, zone);
	plan_addf(world, plan, false, "%s %s", nearly_all, zone);
	plan_addf(world, plan, true, "%s %s", today, zone);
	plan_addf(world, plan, false, "%s-%s %s", tomorrow, yesterday, zone);
	plan_addf(world, plan, true, "%s..%s %s", before, first, zone);
	plan_addf(world, plan, false, "..%s %s", before, zone);
	plan_addf(world, plan, false, "%s.. %s", after, zone);
}

static void run_plan(struct world *world, struct plan *plan, const char *zone, json_t *schedules)
{
	_cleanup_free_ char *text = document(plan->rules, zone, schedules);

	program_apply(world, HOST_CLIENT, text);
	probe_check(world, plan->probes.v, plan->probes.n);
}

static void test_zones(void **state)
{
	struct world *world = *state;
	_cleanup_(plan_done) struct plan plan = {.rules = json_array()};
	time_t now = time(NULL);

	if (!world)
		skip();
	for (size_t i = 0; i < ARRAY_SIZE(zones); i++)
		if (has_zone(zones[i]) && is_quiet(zones[i], now))
			plan_zone(world, &plan, zones[i], now);
	assert_true(plan.probes.n > 0);
	run_plan(world, &plan, "", NULL);
}

/* An item's own zone, else the schedule's, else the policy's; a list holds when any of its items does. */
static void test_whose_zone(void **state)
{
	static const char policy_zone[] = "Asia/Tokyo", schedule_zone[] = "Pacific/Auckland";
	struct world *world = *state;
	_cleanup_(plan_done) struct plan plan = {.rules = json_array()};
	time_t now = time(NULL);
	_cleanup_free_ char *tokyo = NULL, *auckland = NULL;

	if (!world || !is_quiet(policy_zone, now) || !is_quiet(schedule_zone, now))
		skip();
	tokyo = window(policy_zone, now, -30 * MINUTE, 30 * MINUTE);
	auckland = window(schedule_zone, now, -30 * MINUTE, 30 * MINUTE);
	plan_add(world, &plan, tokyo, true);
	plan_add(world, &plan, auckland, false);
	plan_addf(world, &plan, true, "%s %s", auckland, schedule_zone);
	plan_add(world, &plan, "@Auckland, by its own zone", true);
	plan_add(world, &plan, "@Tokyo, by the policy's", true);
	plan_add(world, &plan, "@Neither", false);
	plan_add(world, &plan, "@One of them", true);
	run_plan(world, &plan, policy_zone,
		 json_pack("[{s:s, s:[s], s:s}, {s:s, s:[s]}, {s:s, s:[s], s:s}, {s:s, s:[s, s], s:s}]", "name",
			   "Auckland, by its own zone", "validity", auckland, "timezone", schedule_zone, "name",
			   "Tokyo, by the policy's", "validity", tokyo, "name", "Neither", "validity", tokyo,
			   "timezone", schedule_zone, "name", "One of them", "validity", tokyo, auckland, "timezone",
			   schedule_zone));
}

/* ---- compiled at another time ---- */

/* Applies the stored policy as if the compiler's clock stood there. */
static void apply_at(const struct world *world, time_t instant)
{
	static const struct author author = {.user = "test", .origin = "test"};
	_cleanup_error_ struct error err = {0};
	_cleanup_(deploy_result_done) struct deploy_result result = {0};
	_cleanup_(system_freep) struct system *system = system_new();
	_cleanup_(store_closep) struct store *store = NULL;
	struct deploy deploy = {.system = system, .now = instant};
	int done;

	if (store_open(world->stores[HOST_CLIENT], STORE_WRITE, &store, &err) != 0)
		fail_msg("%s", err.message);
	deploy.store = store;
	world_enter(world, HOST_CLIENT);
	done = deploy_apply(&deploy, &author, "", 0, &result, &err);
	kernel_close(deploy.kernel);
	world_leave(world);
	if (done != 0)
		fail_msg("%s", err.message);
}

/* Takes rules over. */
static void import(const struct world *world, json_t *rules)
{
	_cleanup_free_ char *text = document(rules, "", NULL);

	json_decref(rules);
	program_import(world, HOST_CLIENT, text);
}

/* The last time when the zone's clock was set otherwise than now, within the time that a policy is compiled for. */
static time_t before_change(const char *zone, time_t now)
{
	for (int days = 1; days < 390; days++)
		if (offset_at(zone, now - (time_t)days * DAY) != offset_at(zone, now))
			return now - (time_t)days * DAY;
	return 0;
}

/* Compiled before the clocks changed, and asked after it: what counts is the clock of the day, not that of the
 * compiler. */
static void check_change(struct world *world, const char *zone, time_t now)
{
	time_t then = has_zone(zone) ? before_change(zone, now) : 0;
	_cleanup_(plan_done) struct plan plan = {.rules = json_array()};
	_cleanup_free_ char *open = NULL, *old_clock = NULL;
	int shift;

	if (!then || !is_quiet(zone, now)) {
		print_message("# %s: no change of the clocks to look at\n", zone);
		return;
	}
	shift = (int)(offset_at(zone, then) - offset_at(zone, now));
	open = window(zone, now, -10 * MINUTE, 10 * MINUTE);
	old_clock = window(zone, now, shift - 10 * MINUTE, shift + 10 * MINUTE);
	plan_addf(world, &plan, true, "%s %s", open, zone);
	plan_addf(world, &plan, false, "%s %s", old_clock, zone);
	import(world, json_incref(plan.rules));
	apply_at(world, then);
	probe_check(world, plan.probes.v, plan.probes.n);
}

static void test_after_change(void **state)
{
	struct world *world = *state;
	time_t now = time(NULL);

	if (!world)
		skip();
	for (size_t i = 0; i < ARRAY_SIZE(changing); i++) {
		check_change(world, changing[i], now);
		world_stop_serving(world);
	}
}

/* ---- what the kernel holds ---- */

struct hours {
	const char *zone;
	int year, month, day; /* when it is compiled */
	const char *validity;
	unsigned weekdays; /* bit 0 Sunday, as tm_wday */
	int from, until;   /* minutes of the day */
};

static const struct hours all_hours[] = {
    {"America/New_York", 2026, 10, 28, "00:30-02:30", 0x7f, 30, 150}, /* an hour comes twice */
    {"America/New_York", 2026, 3, 5, "02:15-02:45", 0x7f, 135, 165},  /* and is left out */
    {"America/New_York", 2026, 3, 5, "mon-fri 09:00-18:00", 0x3e, 540, 1080},
    {"Pacific/Auckland", 2026, 9, 24, "sat,sun 22:00-06:00", 0x41, 1320, 360}, /* over midnight and the change */
    {"Pacific/Auckland", 2027, 4, 1, "01:00-04:00", 0x7f, 60, 240},
    {"Australia/Lord_Howe", 2026, 10, 1, "01:30-03:00", 0x7f, 90, 180}, /* by half an hour */
    {"Europe/Dublin", 2027, 3, 25, "sun 00:00-24:00", 0x01, 0, 1440},	/* winter is the exception there */
    {"Asia/Tokyo", 2026, 11, 20, "mon-fri 09:00-18:00", 0x3e, 540, 1080},
};

static bool holds(const struct hours *hours, const struct tm *tm)
{
	int minute = tm->tm_hour * 60 + tm->tm_min;
	unsigned yesterday = ((unsigned)tm->tm_wday + 6) % 7;

	if (hours->from < hours->until)
		return hours->weekdays >> tm->tm_wday & 1 && minute >= hours->from && minute < hours->until;
	return (hours->weekdays >> tm->tm_wday & 1 && minute >= hours->from) ||
	       (hours->weekdays >> yesterday & 1 && minute < hours->until);
}

struct span {
	time_t from, until;
};
typedef VEC(struct span) span_list_t;

/* Minute by minute, as one would with a clock on the wall. */
static void spans_by_clock(const struct hours *hours, time_t from, time_t until, span_list_t *ret)
{
	bool before = false;

	setenv("TZ", hours->zone, 1);
	tzset();
	for (time_t instant = from; instant <= until; instant += MINUTE) {
		struct tm tm;
		bool now;

		localtime_r(&instant, &tm);
		now = instant < until && holds(hours, &tm);
		if (now && !before)
			vec_push(ret, ((struct span){.from = instant}));
		if (!now && before)
			ret->v[ret->n - 1].until = instant;
		before = now;
	}
	setenv("TZ", "UTC", 1);
	tzset();
}

static time_t read_instant(const json_t *text)
{
	struct tm tm = {0};

	assert_non_null(json_string_value(text));
	assert_non_null(strptime(json_string_value(text), "%Y-%m-%d %H:%M:%S", &tm));
	return timegm(&tm);
}

/* The elements of the one set of intervals, those that begin before the end of what is looked at. */
static void spans_of_kernel(const struct world *world, time_t from, time_t until, span_list_t *ret)
{
	_cleanup_free_ char *text = NFT_TEXT(world, HOST_CLIENT, "-j", "list", "table", "inet", "nftabs");
	json_t *root = json_loads(text, 0, NULL), *item, *element;
	size_t i, j;

	assert_non_null(root);
	json_array_foreach(json_object_get(root, "nftables"), i, item)
	{
		const json_t *set = json_object_get(item, "set");

		if (!str_equal(json_string_value(json_object_get(set, "type")), "time"))
			continue;
		json_array_foreach(json_object_get(set, "elem"), j, element)
		{
			const json_t *range = json_object_get(element, "range");
			struct span span = {read_instant(json_array_get(range, 0)),
					    read_instant(json_array_get(range, 1))};

			if (span.from < until)
				vec_push(ret, ((struct span){span.from < from ? from : span.from,
							     span.until > until ? until : span.until}));
		}
	}
	json_decref(root);
}

static void check_hours(const struct world *world, const struct hours *hours)
{
	struct tm tm = {.tm_year = hours->year - 1900, .tm_mon = hours->month - 1, .tm_mday = hours->day};
	time_t from = timegm(&tm), until = from + 20 * (time_t)DAY;
	_cleanup_free_ char *validity = mem_printf("%s %s", hours->validity, hours->zone);
	span_list_t want = {0}, have = {0};

	import(world, json_pack("[{s:s, s:s, s:[s]}]", "name", validity, "protocol", "tcp", "validity", validity));
	apply_at(world, from + 12 * HOUR);
	spans_by_clock(hours, from, until, &want);
	spans_of_kernel(world, from, until, &have);
	for (size_t i = 0; i < want.n && i < have.n; i++)
		if (want.v[i].from != have.v[i].from || want.v[i].until != have.v[i].until)
			fail_msg("%s: span %zu is %lld-%lld and should be %lld-%lld", validity, i + 1,
				 (long long)have.v[i].from, (long long)have.v[i].until, (long long)want.v[i].from,
				 (long long)want.v[i].until);
	if (want.n != have.n)
		fail_msg("%s: %zu spans instead of %zu", validity, have.n, want.n);
	assert_true(want.n > 0);
	vec_done(&want);
	vec_done(&have);
}

static void test_spans(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	for (size_t i = 0; i < ARRAY_SIZE(all_hours); i++)
		if (has_zone(all_hours[i].zone))
			check_hours(world, &all_hours[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    world_test(test_zones),
	    world_test(test_whose_zone),
	    world_test(test_after_change),
	    world_test(test_spans),
	};

	return cmocka_run_group_tests_name("net/schedule", tests, world_setup, world_teardown);
}
