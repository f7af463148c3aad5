/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/log.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <strings.h>

/* nft(8) LOG STATEMENT; the first row of a number is the canonical one. */
static const struct {
	const char *word;
	int8_t level;
} log_levels[] = {
    {"emerg", 0},  {"alert", 1}, {"crit", 2},  {"err", 3},   {"warn", 4},
    {"notice", 5}, {"info", 6},	 {"debug", 7}, {"error", 3}, {"warning", 4},
};

static const struct {
	const char *word;
	uint32_t seconds;
} log_units[] = {
    {"second", 1}, {"minute", 60}, {"hour", 3600}, {"day", 86400}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400},
};

static int refuse_double(const char *key, struct error *err)
{
	return error_set(err, ERROR_SYNTAX, _("the log option '%s' stands twice: leave one out"), key);
}

static int parse_on(struct log_options *log, const char *value, struct error *err)
{
	(void)log;
	if (*value)
		return error_set(err, ERROR_SYNTAX, _("'on' takes no value: write on alone"));
	return 0;
}

static int parse_prefix(struct log_options *log, const char *value, struct error *err)
{
	if (!*value || !utf8_is_printable(value) || strchr(value, '"'))
		return error_set(
		    err, ERROR_VALUE,
		    _("the log prefix '%s' is empty, or has a quotation mark or a control character in it: "
		      "use other printable text"),
		    utf8_is_printable(value) ? value : "?");
	if (strlen(value) > LOG_PREFIX_MAX)
		return error_set(err, ERROR_VALUE, _("the log prefix has %zu bytes: %d are the most"), strlen(value),
				 LOG_PREFIX_MAX);
	log->prefix = mem_strdup(value);
	return 0;
}

static int parse_level(struct log_options *log, const char *value, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(log_levels); i++)
		if (strcasecmp(value, log_levels[i].word) == 0) {
			log->level = log_levels[i].level;
			return 0;
		}
	return error_set(err, ERROR_SYNTAX,
			 _("'%s' is not a log level: write emerg, alert, crit, err, warn, notice, info or debug"),
			 value);
}

static int parse_burst(struct log_options *log, const char *value, struct error *err)
{
	unsigned long n;

	if (log->burst)
		return refuse_double("burst", err);
	if (!str_to_uint(value, 1, UINT32_MAX, &n))
		return error_set(err, ERROR_SYNTAX, _("'%s' is not a burst: write a number of packets from 1"), value);
	log->burst = (uint32_t)n;
	return 0;
}

static bool log_unit(const char *word, uint32_t *ret)
{
	for (size_t i = 0; i < ARRAY_SIZE(log_units); i++)
		if (strcasecmp(word, log_units[i].word) == 0) {
			*ret = log_units[i].seconds;
			return true;
		}
	return false;
}

/* "10/minute", or as nft(8) writes it "10/minute burst 20" */
static int parse_limit(struct log_options *log, const char *value, struct error *err)
{
	const char *slash = strchr(value, '/');
	const char *blank = strchr(value, ' ');
	_cleanup_free_ char *number = mem_strndup(value, strcspn(value, "/"));
	_cleanup_free_ char *unit = slash ? mem_strndup(slash + 1, strcspn(slash + 1, " ")) : mem_strdup("");
	unsigned long n;

	if (!str_to_uint(number, 1, UINT32_MAX, &n) || !log_unit(unit, &log->limit_unit) ||
	    (blank && !str_has_prefix(blank, " burst ")))
		return error_set(
		    err, ERROR_SYNTAX,
		    _("'%s' is not a limit: write packets per second, minute, hour or day, like 10/minute"), value);
	log->limit = (uint32_t)n;
	return blank ? parse_burst(log, blank + strlen(" burst "), err) : 0;
}

static const struct {
	const char *key;
	int (*parse)(struct log_options *log, const char *value, struct error *err);
} log_keys[] = {
    {"on", parse_on}, {"prefix", parse_prefix}, {"level", parse_level}, {"limit", parse_limit}, {"burst", parse_burst},
};

/* seen: one bit for each key. */
static int parse_part(struct log_options *log, const char *part, unsigned *seen, struct error *err)
{
	size_t n = strcspn(part, "=");

	for (size_t i = 0; i < ARRAY_SIZE(log_keys); i++) {
		if (strlen(log_keys[i].key) != n || strncasecmp(part, log_keys[i].key, n) != 0)
			continue;
		if (*seen & 1u << i)
			return refuse_double(log_keys[i].key, err);
		*seen |= 1u << i;
		return log_keys[i].parse(log, part[n] ? part + n + 1 : "", err);
	}
	return error_set(err, ERROR_SYNTAX,
			 _("'%s' is not a log option: write on, prefix=TEXT, level=warn, limit=10/minute or burst=5"),
			 utf8_is_printable(part) ? part : "?");
}

/* The kernel keeps the burst as a 64-bit number of nanoseconds and refuses or wraps beyond. */
static int check_burst(const struct log_options *log, struct error *err)
{
	uint64_t each;

	if (!log->burst)
		return 0;
	if (!log->limit)
		return error_set(err, ERROR_VALUE, _("a burst belongs to a limit: add limit=10/minute"));
	each = (uint64_t)log->limit_unit * 1000000000u / log->limit;
	if (each && log->burst > INT64_MAX / each)
		return error_set(err, ERROR_VALUE, _("a burst of %u is too large for this limit: %llu is the most"),
				 log->burst, (unsigned long long)(INT64_MAX / each));
	return 0;
}

int log_options_parse(const char *text, struct log_options *ret, struct error *err)
{
	_cleanup_(log_options_done) struct log_options log = {.level = -1};
	_cleanup_strlist_ strlist_t parts = {0};
	unsigned seen = 0;

	strlist_split(&parts, text, ',');
	log.on = parts.n > 0;
	VEC_FOREACH (&parts, part)
		if (parse_part(&log, *part, &seen, err) < 0)
			return -1;
	if (check_burst(&log, err) < 0)
		return -1;
	*ret = log;
	log.prefix = NULL;
	return 0;
}

static void print_key(const char *key, struct str *out)
{
	if (out->length)
		str_add_char(out, ',');
	str_addf(out, "%s=", key);
}

static void print_prefix(const char *prefix, struct str *out)
{
	print_key("prefix", out);
	for (; *prefix; prefix++) {
		if (*prefix == ',' || *prefix == '\\')
			str_add_char(out, '\\');
		str_add_char(out, *prefix);
	}
}

static const char *log_unit_word(uint32_t seconds)
{
	size_t i = 0;

	while (i + 1 < ARRAY_SIZE(log_units) && log_units[i].seconds != seconds)
		i++;
	return log_units[i].word;
}

void log_options_print(const struct log_options *log, struct str *out)
{
	_cleanup_str_ struct str parts = {0};

	if (!log->on)
		return;
	if (log->prefix)
		print_prefix(log->prefix, &parts);
	if (log->level >= 0) {
		print_key("level", &parts);
		str_add(&parts, log_levels[log->level].word);
	}
	if (log->limit) {
		print_key("limit", &parts);
		str_addf(&parts, "%u/%s", log->limit, log_unit_word(log->limit_unit));
	}
	if (log->burst) {
		print_key("burst", &parts);
		str_addf(&parts, "%u", log->burst);
	}
	str_add(out, parts.length ? str_text(&parts) : "on");
}

void log_options_done(struct log_options *log)
{
	free(log->prefix);
	*log = (struct log_options){.level = -1};
}

struct log_options log_options_copy(const struct log_options *log)
{
	struct log_options copy = *log;

	copy.prefix = mem_strdup(log->prefix);
	return copy;
}

bool log_options_equal(const struct log_options *a, const struct log_options *b)
{
	if (!a->on || !b->on)
		return a->on == b->on;
	return a->level == b->level && a->limit == b->limit && (!a->limit || a->limit_unit == b->limit_unit) &&
	       a->burst == b->burst && str_equal(a->prefix, b->prefix);
}
