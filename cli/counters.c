/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "cli/columns.h"
#include "cli/output.h"
#include "cli/run.h"
#include "model/listing.h"

#include <inttypes.h>

static const struct column counter_columns[] = {
    {N_("No."), 0, true},    {N_("Id"), 0, true},      {N_("Dir"), 0, false},
    {N_("Name"), 12, false}, {N_("Packets"), 0, true}, {N_("Bytes"), 0, true},
};

/* What the counters of lines that are no rules are called in the kernel: the beginning and the end of the name. */
static const struct {
	const char *prefix;
	const char *label;
} builtins[] = {
    {"established_", N_("(built in) established")},
    {"loopback_", N_("(built in) loopback")},
    {"invalid_", N_("(built in) invalid")},
    {"neighbour_", N_("(built in) neighbours, ICMP errors")},
    {"dhcp_", N_("(built in) DHCP")},
    {"ssh_", N_("(built in) SSH")},
    {"default_", N_("(default)")},
};
static const struct {
	const char *suffix;
	enum direction direction;
} hooks[] = {{"output_", DIRECTION_OUTBOUND}, {"input_", DIRECTION_INBOUND}, {"forward_", DIRECTION_FORWARD}};

static const char *builtin_label(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(builtins); i++)
		if (str_has_prefix(name, builtins[i].prefix))
			return _(builtins[i].label);
	return name;
}

static const char *hook_label(const char *name)
{
	const char *word = strchr(name, '_');

	for (size_t i = 0; word && i < ARRAY_SIZE(hooks); i++)
		if (str_equal(word + 1, hooks[i].suffix))
			return listing_direction(hooks[i].direction);
	return "";
}

/* One line of the answer: a rule's counter, or that of a default or built-in line. */
struct line {
	const struct kernel_counter *counter;
	int64_t id;	 /* of the rule, 0 none */
	size_t position; /* in the stored policy, 0: not there */
	const char *name;
	const char *direction; /* in short */
};
typedef VEC(struct line) line_list_t;

/* Which rule a counter is of is told by the revision that runs, which may hold rules that are stored no more. */
static int64_t counter_rule(const struct ir *ir, const char *name)
{
	const struct ir_counter *counter = ir_find_counter(ir, name);

	return counter ? counter->id : 0;
}

static struct line make_line(const struct policy *stored, const struct ir *running,
			     const struct kernel_counter *counter)
{
	int64_t id = counter_rule(running, counter->name);
	size_t index = id ? policy_find_rule(stored, id) : SIZE_MAX;

	if (index == SIZE_MAX)
		return (struct line){counter, id, 0, builtin_label(counter->name), hook_label(counter->name)};
	return (struct line){counter, id, index + 1, stored->rules.v[index].name,
			     listing_direction((enum direction)stored->rules.v[index].direction)};
}

/* Rules by position first, then those that are stored no more, then the rest by name. */
static int compare_lines(const void *a, const void *b)
{
	const struct line *left = a, *right = b;
	size_t l = left->position ? left->position : SIZE_MAX, r = right->position ? right->position : SIZE_MAX;

	if (l != r)
		return l < r ? -1 : 1;
	if (!left->id != !right->id)
		return left->id ? -1 : 1;
	return strcmp(left->counter->name, right->counter->name);
}

static json_t *line_json(const struct line *line)
{
	json_t *object =
	    json_pack("{s:s, s:I, s:I, s:n}", "name", line->position ? line->name : line->counter->name, "packets",
		      (json_int_t)line->counter->packets, "bytes", (json_int_t)line->counter->bytes, "last_hit");

	json_object_set_new(object, "id", line->id ? json_integer(line->id) : json_null());
	json_object_set_new(object, "position",
			    line->position ? json_integer((json_int_t)line->position) : json_null());
	return object;
}

static void print_json(const line_list_t *lines)
{
	json_t *array = json_array();

	VEC_FOREACH (lines, line)
		json_array_append_new(array, line_json(line));
	output_json(array);
}

static void print_text(const line_list_t *lines)
{
	_cleanup_columns_ struct columns table;

	columns_init(&table, counter_columns, ARRAY_SIZE(counter_columns));
	VEC_FOREACH (lines, line) {
		_cleanup_free_ char *position = line->position ? mem_printf("%zu", line->position) : NULL;
		_cleanup_free_ char *id = line->id ? mem_printf("#%" PRId64, line->id) : NULL;
		_cleanup_free_ char *packets = mem_printf("%" PRIu64, line->counter->packets);
		_cleanup_free_ char *bytes = mem_printf("%" PRIu64, line->counter->bytes);
		const char *cells[] = {position, id, line->direction, line->name, packets, bytes};

		columns_add(&table, !line->id, cells);
	}
	columns_print(&table);
}

static int print_counters(struct cli *cli, const struct policy *stored, const struct ir *running, struct error *err)
{
	kernel_counter_list_t counters = {0};
	line_list_t lines = {0};

	if (kernel_counters(cli->deploy.kernel, running->table, &counters, err))
		return -1;
	VEC_FOREACH (&counters, counter)
		vec_push(&lines, make_line(stored, running, counter));
	if (lines.n)
		qsort(lines.v, lines.n, sizeof(*lines.v), compare_lines);
	if (cli->json)
		print_json(&lines);
	else
		print_text(&lines);
	vec_done(&lines);
	vec_done(&counters);
	return EXIT_DONE;
}

int counters_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_policy_ struct policy stored = {0};
	_cleanup_ir_ struct ir running = {0};

	(void)args;
	if (cli_open(cli, STORE_READ, err) || store_load(cli->deploy.store, &stored, err) ||
	    deploy_connect(&cli->deploy, err) || deploy_compile_running(&cli->deploy, NULL, &running, err))
		return -1;
	return print_counters(cli, &stored, &running, err);
}
