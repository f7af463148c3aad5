/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/zone.h"

#include "base/i18n.h"
#include "base/str.h"
#include "base/zone_rule.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#define ZONEINFO     "/usr/share/zoneinfo/"
#define LOCALTIME    "/etc/localtime"
#define SIZE_LIMIT   (256 * 1024)
#define NAME_MAX_LEN 255

#define HEADER_SIZE 44
/* RFC 8536 section 3.2: what a local time type may be off UTC. */
#define OFFSET_MIN (-89999)
#define OFFSET_MAX 93599

struct transition {
	int64_t at;
	int32_t offset; /* from then on */
};

struct zone {
	char *name;
	int32_t before; /* offset before the first transition */
	VEC(struct transition) transitions;
	bool has_rule;
	int64_t rule_from; /* the last transition of the file: from there on the rule holds */
	struct zone_rule rule;
};

/* The rest of the file. Numbers in it are big-endian. */
struct reader {
	const unsigned char *at;
	size_t left;
};

struct counts {
	uint32_t isut, isstd, leap, time, type, abbreviation;
};

static const unsigned char *reader_take(struct reader *r, size_t n)
{
	const unsigned char *at = r->at;

	if (n > r->left)
		return NULL;
	r->at += n;
	r->left -= n;
	return at;
}

static uint32_t load_u32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t load_time(const unsigned char *p, size_t width)
{
	if (width == 4)
		return (int32_t)load_u32(p);
	return (int64_t)((uint64_t)load_u32(p) << 32 | load_u32(p + 4));
}

static bool read_header(struct reader *r, char *ret_version, struct counts *ret)
{
	const unsigned char *p = reader_take(r, HEADER_SIZE);

	if (!p || memcmp(p, "TZif", 4) != 0 || (p[4] != '\0' && (p[4] < '2' || p[4] > '4')))
		return false;
	*ret_version = (char)p[4];
	ret->isut = load_u32(p + 20);
	ret->isstd = load_u32(p + 24);
	ret->leap = load_u32(p + 28);
	ret->time = load_u32(p + 32);
	ret->type = load_u32(p + 36);
	ret->abbreviation = load_u32(p + 40);
	/* The file is at most SIZE_LIMIT bytes, so larger counts are wrong and smaller ones cannot overflow. */
	return ret->isut < SIZE_LIMIT && ret->isstd < SIZE_LIMIT && ret->leap < SIZE_LIMIT && ret->time < SIZE_LIMIT &&
	       ret->type < SIZE_LIMIT && ret->abbreviation < SIZE_LIMIT;
}

static size_t body_size(const struct counts *c, size_t width)
{
	return c->time * (width + 1) + (size_t)c->type * 6 + c->abbreviation + c->leap * (width + 4) + c->isstd +
	       c->isut;
}

static bool type_offset(const unsigned char *types, size_t index, int32_t *ret)
{
	int32_t offset = (int32_t)load_u32(types + index * 6);

	*ret = offset;
	return offset >= OFFSET_MIN && offset <= OFFSET_MAX;
}

static bool read_transitions(struct zone *zone, const unsigned char *body, const struct counts *c, size_t width)
{
	const unsigned char *indices = body + c->time * width;
	const unsigned char *types = indices + c->time;
	int32_t offset, last;

	if (!type_offset(types, 0, &zone->before))
		return false;
	last = zone->before;
	zone->rule_from = INT64_MIN;
	for (size_t i = 0; i < c->time; i++) {
		int64_t at = load_time(body + i * width, width);

		if (indices[i] >= c->type || !type_offset(types, indices[i], &offset) || (i && at <= zone->rule_from))
			return false;
		/* Many transitions change only the abbreviation. */
		if (offset != last)
			vec_push(&zone->transitions, ((struct transition){at, offset}));
		last = offset;
		zone->rule_from = at;
	}
	return true;
}

static bool read_body(struct zone *zone, struct reader *r, const struct counts *c, size_t width)
{
	const unsigned char *body = reader_take(r, body_size(c, width));

	return body && c->type > 0 && c->leap == 0 && read_transitions(zone, body, c, width);
}

/* "\n" text "\n"; an empty text says that nothing is known of the years after the last transition. */
static bool read_footer(struct zone *zone, struct reader *r)
{
	const unsigned char *end;

	if (!reader_take(r, 1) || r->at[-1] != '\n')
		return false;
	end = memchr(r->at, '\n', r->left);
	if (!end)
		return false;
	zone->has_rule = end != r->at;
	return !zone->has_rule || zone_rule_parse((const char *)r->at, (size_t)(end - r->at), &zone->rule);
}

static bool read_file(struct zone *zone, struct reader *r)
{
	struct counts counts;
	char version;

	if (!read_header(r, &version, &counts))
		return false;
	if (version == '\0')
		return read_body(zone, r, &counts, 4);
	/* The first body repeats the transitions in 32 bits, for readers older than version 2. */
	return reader_take(r, body_size(&counts, 4)) && read_header(r, &version, &counts) &&
	       read_body(zone, r, &counts, 8) && read_footer(zone, r);
}

int zone_parse(const char *name, const void *data, size_t size, struct zone **ret, struct error *err)
{
	_cleanup_(zone_freep) struct zone *zone = MEM_NEW(struct zone);
	struct reader r = {data, size};

	zone->name = mem_strdup(name);
	if (size > SIZE_LIMIT || !read_file(zone, &r))
		return error_set(
		    err, ERROR_SYNTAX,
		    _("the file of the time zone '%s' cannot be read as TZif without leap seconds: reinstall "
		      "the package tzdata"),
		    name);
	*ret = TAKE_PTR(zone);
	return 0;
}

bool zone_name_is_valid(const char *name)
{
	bool part = false; /* something stands after the last slash */

	if (strlen(name) > NAME_MAX_LEN)
		return false;
	for (; *name; name++) {
		bool alphanumeric =
		    (*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z') || (*name >= '0' && *name <= '9');

		if (*name == '/' ? !part : !alphanumeric && !(part && strchr("_+-", *name)))
			return false;
		part = *name != '/';
	}
	return part;
}

static int read_up_to(int fd, void *data, size_t size, size_t *ret)
{
	size_t n = 0;

	while (n < size) {
		ssize_t got = read(fd, (char *)data + n, size - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*ret = n;
	return 0;
}

static int load_file(const char *path, const char *name, struct zone **ret, struct error *err)
{
	_cleanup_free_ void *data = NULL;
	struct stat st;
	size_t size;
	int fd, read_errno;
	bool done;

	/* Without O_NONBLOCK a fifo in place of the file would hold us up. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return error_set(
		    err, errno == ENOENT || errno == ENOTDIR ? ERROR_REFERENCE : ERROR_IO,
		    _("there is no time zone '%s' on this machine: write a name like Asia/Tokyo or UTC (%s)"), name,
		    strerror(errno));
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size > SIZE_LIMIT) {
		close(fd);
		return error_set(err, ERROR_REFERENCE,
				 _("'%s' is not a time zone: write a whole name like Asia/Tokyo or UTC"), name);
	}
	data = mem_calloc(1, SIZE_LIMIT);
	done = read_up_to(fd, data, SIZE_LIMIT, &size) == 0;
	read_errno = errno;
	close(fd);
	if (!done)
		return error_set(err, ERROR_IO, _("the file of the time zone '%s' cannot be read: %s"), name,
				 strerror(read_errno));
	return zone_parse(name, data, size, ret, err);
}

/* Minimal systems have no tzdata; UTC needs none. */
static int make_utc(struct zone **ret)
{
	struct zone *zone = MEM_NEW(struct zone);

	zone->name = mem_strdup("UTC");
	*ret = zone;
	return 0;
}

static int load_system(struct zone **ret, struct error *err)
{
	_cleanup_free_ char *target = mem_calloc(PATH_MAX, 1);
	const char *name = "localtime", *found;

	if (readlink(LOCALTIME, target, PATH_MAX - 1) > 0) {
		found = strstr(target, "/zoneinfo/");
		if (found && zone_name_is_valid(found + strlen("/zoneinfo/")))
			name = found + strlen("/zoneinfo/");
	}
	if (access(LOCALTIME, F_OK) < 0 && (errno == ENOENT || errno == ENOTDIR))
		return make_utc(ret);
	return load_file(LOCALTIME, name, ret, err);
}

int zone_load(const char *name, struct zone **ret, struct error *err)
{
	_cleanup_free_ char *path = NULL;

	if (str_empty(name))
		return load_system(ret, err);
	if (!zone_name_is_valid(name))
		return error_set(err, ERROR_REFERENCE,
				 _("'%s' cannot be the name of a time zone: write a name like Asia/Tokyo or UTC"),
				 name);
	path = mem_printf("%s%s", ZONEINFO, name);
	if (str_equal(name, "UTC") && access(path, F_OK) < 0)
		return make_utc(ret);
	return load_file(path, name, ret, err);
}

void zone_free(struct zone *zone)
{
	if (!zone)
		return;
	free(zone->name);
	vec_done(&zone->transitions);
	free(zone);
}

void zone_freep(struct zone **zone)
{
	zone_free(*zone);
}

const char *zone_name(const struct zone *zone)
{
	return zone->name;
}

/* The number of transitions at or before utc. */
static size_t transitions_before(const struct zone *zone, int64_t utc)
{
	size_t low = 0, high = zone->transitions.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (zone->transitions.v[middle].at <= utc)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int32_t zone_offset(const struct zone *zone, int64_t utc, int64_t *ret_from, int64_t *ret_until)
{
	size_t i = transitions_before(zone, utc);
	int64_t from = i ? zone->transitions.v[i - 1].at : INT64_MIN;
	int64_t until = i < zone->transitions.n ? zone->transitions.v[i].at : INT64_MAX;
	int32_t offset = i ? zone->transitions.v[i - 1].offset : zone->before;

	if (zone->has_rule && utc >= zone->rule_from) {
		offset = zone_rule_offset(&zone->rule, utc, &from, &until);
		if (from < zone->rule_from)
			from = zone->rule_from;
	} else if (zone->has_rule && i == zone->transitions.n) {
		until = zone->rule_from;
	}
	if (ret_from)
		*ret_from = from;
	if (ret_until)
		*ret_until = until;
	return offset;
}
