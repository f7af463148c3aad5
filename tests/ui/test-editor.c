/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The editor from end to end: the three mail rules are made by keys, through the tabs of the dialog and by the preset,
 * applied and kept, and real sockets show what is open. Both ways give the same policy document.
 */

#include "tests/ui/fixture.h"

#include "tests/net/probe.h"
#include "tests/net/program.h"

static const uint16_t ports[] = {110, 25, 143, 80};

static const struct {
	const char *name, *port;
} rules[] = {
    {"POP3 service (outbound)", "110"}, {"SMTP service (outbound)", "25"}, {"IMAP4 service (outbound)", "143"}};

struct place {
	struct vt_kit kit;
	struct vt *vt;
};

static void place_done(struct place *place)
{
	vt_close(place->vt);
	vt_kit_close(&place->kit);
}

static void start_editor(const struct world *world, struct place *place)
{
	static const char *const environment[] = {"ESCDELAY=5", NULL};
	const struct vt_options options = {.db = world->stores[HOST_CLIENT], .environment = environment};
	_cleanup_free_ char *program = NULL;

	if (!place->kit.directory) {
		place->kit.fail = ui_fail;
		vt_kit_open(&place->kit);
	}
	program = mem_printf("%s/nftabs", place->kit.program_directory);
	world_enter(world, HOST_CLIENT);
	place->vt = vt_start(&place->kit, (const char *const[]){program, NULL}, 24, 80, &options);
	world_leave(world);
}

static void leave_editor(struct place *place)
{
	vt_keys(place->vt, "F10");
	assert_int_equal(vt_wait_end(place->vt), 0);
	vt_expect_restored(place->vt);
	vt_close(place->vt);
	place->vt = NULL;
}

/* The steps of the instructions: General, Application, Service, Address. */
static void make_rule(struct vt *vt, const char *name, const char *port)
{
	_cleanup_free_ char *service = mem_printf("Alt-3 Down Space Down =%s Enter", port);

	vt_keys(vt, "a");
	vt_expect(vt, 0, "New rule");
	vt_type(vt, name);
	vt_expect(vt, 3, name);
	vt_keys(vt, "Tab Tab Tab Ctrl-U =tcp Tab Tab =mail");
	vt_keys(vt, "Alt-2 Down Space Down =user:root Enter");
	vt_keys(vt, service);
	vt_expect(vt, -1, port);
	vt_keys(vt, "Alt-4 Down Space Down =" SERVER " Enter");
	vt_expect(vt, -1, "Allow user:root to open TCP");
	vt_keys(vt, "Ctrl-S");
	vt_expect(vt, 0, "nftabs");
}

static void make_by_hand(struct vt *vt)
{
	for (size_t i = 0; i < ARRAY_SIZE(rules); i++) {
		vt_keys(vt, "End"); /* on the defaults: new rules come above them */
		make_rule(vt, rules[i].name, rules[i].port);
	}
}

static void make_by_preset(struct vt *vt)
{
	vt_keys(vt, "F5 =mail Enter");
	vt_expect(vt, -1, "Mail client");
	vt_keys(vt, "=" SERVER " Tab =user:root F2");
	vt_expect(vt, 0, "nftabs");
}

static void apply_and_keep(struct vt *vt)
{
	vt_keys(vt, "F9");
	vt_expect(vt, -1, "Apply 3 changes");
	vt_keys(vt, "F2");
	vt_wait_text(vt, "Keep");
	vt_keys(vt, "y");
	vt_wait_text(vt, "in sync");
}

static void serve_all(struct world *world)
{
	for (size_t i = 0; i < ARRAY_SIZE(ports); i++)
		world_serve(world, HOST_SERVER, SOCK_STREAM, SERVER, ports[i]);
}

static void check_sockets(const struct world *world, enum answer mail)
{
	struct probe probes[ARRAY_SIZE(ports)];

	for (size_t i = 0; i < ARRAY_SIZE(ports); i++)
		probes[i] = (struct probe){.from = HOST_CLIENT,
					   .type = SOCK_STREAM,
					   .to = SERVER,
					   .port = ports[i],
					   .want = ports[i] == 80 ? ANSWER_PROHIBITED : mail};
	probe_check(world, probes, ARRAY_SIZE(probes));
}

/* From a policy without rules, by one of the ways; gives the document. */
static char *make(struct world *world, struct place *place, void (*by)(struct vt *vt))
{
	program_settle(world, HOST_CLIENT, "reject", "drop", "accept");
	check_sockets(world, ANSWER_PROHIBITED);
	start_editor(world, place);
	by(place->vt);
	check_sockets(world, ANSWER_PROHIBITED); /* not before it is applied */
	apply_and_keep(place->vt);
	leave_editor(place);
	check_sockets(world, ANSWER_OPEN);
	return NFTABS_TEXT(world, HOST_CLIENT, "export", "json");
}

static void test_by_hand_and_by_preset(void **state)
{
	_cleanup_(place_done) struct place place = {0};
	_cleanup_free_ char *by_hand = NULL, *by_preset = NULL;
	struct world *world = *state;

	if (!world) {
		skip();
		return;
	}
	serve_all(world);
	by_hand = make(world, &place, make_by_hand);
	by_preset = make(world, &place, make_by_preset);
	assert_string_equal(by_hand, by_preset);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    world_test(test_by_hand_and_by_preset),
	};

	return cmocka_run_group_tests_name("editor", tests, world_setup, world_teardown);
}
