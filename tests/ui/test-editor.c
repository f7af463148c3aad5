/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The editor from end to end, in both languages: the three mail rules are made by keys, through the tabs of the dialog
 * and by the preset, applied and kept, and real sockets show what is open. Both ways give the same policy document.
 * What was made is taken back by undo, and a change that nobody keeps by itself.
 */

#include "tests/ui/fixture.h"

#include "tests/net/probe.h"
#include "tests/net/program.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE 20 /* s until a process counts as hung */

static const uint16_t ports[] = {110, 25, 143, 80};

static const char *const mail_ports[] = {"110", "25", "143"};

/* What the user reads, and the names of the rules as the instructions have them. */
struct language {
	const char *code, *new_rule, *preset, *apply, *apply_one, *keep, *in_sync, *undone;
	const char *names[ARRAY_SIZE(mail_ports)];
};

static const struct language english = {
    "en",
    "New rule",
    "Mail client",
    "Apply 3 changes",
    "Apply 1 change",
    "Keep the new rules?",
    "in sync",
    "Undone: ",
    {"POP3 service (outbound)", "SMTP service (outbound)", "IMAP4 service (outbound)"}};

static const struct language japanese = {"ja",
					 "新しいルール",
					 "メールクライアント",
					 "3 件の変更を適用",
					 "1 件の変更を適用",
					 "新しいルールを残しますか?",
					 "同期済み",
					 "元に戻しました: ",
					 {"POP3サービス(外向き)", "SMTPサービス(外向き)", "IMAP4サービス(外向き)"}};

struct place {
	struct vt_kit kit;
	struct vt *vt;
};

static void place_done(struct place *place)
{
	vt_close(place->vt);
	vt_kit_close(&place->kit);
}

static void start_editor(const struct world *world, struct place *place, const struct language *language)
{
	static const char *const environment[] = {"ESCDELAY=5", NULL};
	const struct vt_options options = {
	    .db = world->stores[HOST_CLIENT], .environment = environment, .language = language->code};
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
static void make_rule(struct vt *vt, const struct language *language, size_t i)
{
	_cleanup_free_ char *service = mem_printf("Alt-3 Down Space Down =%s Enter", mail_ports[i]);
	_cleanup_free_ char *told = mem_printf("TCP %s", mail_ports[i]);

	vt_keys(vt, "End a"); /* on the defaults: new rules come above them */
	vt_expect(vt, 0, language->new_rule);
	vt_type(vt, language->names[i]);
	vt_expect(vt, 3, language->names[i]);
	vt_keys(vt, "Tab Tab Tab Ctrl-U =tcp Tab Tab =mail");
	vt_keys(vt, "Alt-2 Down Space Down =user:root Enter");
	vt_keys(vt, service);
	vt_expect(vt, -1, mail_ports[i]);
	vt_keys(vt, "Alt-4 Down Space Down =" SERVER " Enter");
	vt_expect(vt, -1, told); /* the sentence at the foot */
	vt_keys(vt, "Ctrl-S");
	vt_expect(vt, 0, "nftabs");
}

static void make_by_hand(struct vt *vt, const struct language *language)
{
	for (size_t i = 0; i < ARRAY_SIZE(mail_ports); i++)
		make_rule(vt, language, i);
}

static void make_by_preset(struct vt *vt, const struct language *language)
{
	vt_keys(vt, "F5 =mail Enter");
	vt_expect(vt, -1, language->preset);
	vt_keys(vt, "=" SERVER " Tab =user:root F2");
	vt_expect(vt, 0, "nftabs");
}

static void apply(struct vt *vt, const struct language *language, const char *title)
{
	vt_settle(vt);
	vt_keys(vt, "F9");
	vt_wait_text(vt, title);
	vt_keys(vt, "F2");
	vt_wait_text(vt, language->keep);
}

static void apply_and_keep(struct vt *vt, const struct language *language, const char *title)
{
	apply(vt, language, title);
	vt_keys(vt, "y");
	vt_wait_text(vt, language->in_sync);
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

static void begin(struct world *world, struct place *place, const struct language *language)
{
	program_settle(world, HOST_CLIENT, "reject", "drop", "accept");
	check_sockets(world, ANSWER_PROHIBITED);
	start_editor(world, place, language);
}

/* From a policy without rules, by one of the ways; gives the document. */
static char *make(struct world *world, struct place *place, const struct language *language,
		  void (*by)(struct vt *vt, const struct language *language))
{
	begin(world, place, language);
	by(place->vt, language);
	check_sockets(world, ANSWER_PROHIBITED); /* not before it is applied */
	apply_and_keep(place->vt, language, language->apply);
	leave_editor(place);
	check_sockets(world, ANSWER_OPEN);
	return NFTABS_TEXT(world, HOST_CLIENT, "export", "json");
}

static void check_both_ways(struct world *world, const struct language *language)
{
	_cleanup_(place_done) struct place place = {0};
	_cleanup_free_ char *by_hand = NULL, *by_preset = NULL;

	if (!world) {
		skip();
		return;
	}
	serve_all(world);
	by_hand = make(world, &place, language, make_by_hand);
	by_preset = make(world, &place, language, make_by_preset);
	assert_string_equal(by_hand, by_preset);
	for (size_t i = 0; i < ARRAY_SIZE(mail_ports); i++)
		assert_non_null(strstr(by_hand, language->names[i]));
}

static void test_english(void **state)
{
	check_both_ways(*state, &english);
}

static void test_japanese(void **state)
{
	check_both_ways(*state, &japanese);
}

static void check_pop3(const struct world *world, enum answer answer)
{
	PROBE_CHECK(world, {.from = HOST_CLIENT, .type = SOCK_STREAM, .to = SERVER, .port = 110, .want = answer});
}

/* The first use of all: a rule, applied, kept, taken back, applied, and out. */
static void check_first_use(struct world *world, const struct language *language)
{
	_cleanup_(place_done) struct place place = {0};

	if (!world) {
		skip();
		return;
	}
	serve_all(world);
	begin(world, &place, language);
	make_rule(place.vt, language, 0);
	apply_and_keep(place.vt, language, language->apply_one);
	check_pop3(world, ANSWER_OPEN);
	vt_keys(place.vt, "u");
	vt_expect(place.vt, -1, language->undone);
	check_pop3(world, ANSWER_OPEN);
	apply_and_keep(place.vt, language, language->apply_one);
	check_pop3(world, ANSWER_PROHIBITED);
	leave_editor(&place);
}

static void test_first_use_in_english(void **state)
{
	check_first_use(*state, &english);
}

static void test_first_use_in_japanese(void **state)
{
	check_first_use(*state, &japanese);
}

/* Until all that was started here has ended, also what the editor left behind. */
static void await_all(void)
{
	alarm(PATIENCE);
	while (wait(NULL) > 0)
		;
	alarm(0);
}

/* The terminal is closed while the editor asks: a process of its own takes the change back. */
static void test_terminal_closed(void **state)
{
	_cleanup_(place_done) struct place place = {0};
	struct world *world = *state;

	if (!world) {
		skip();
		return;
	}
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
	serve_all(world);
	begin(world, &place, &english);
	make_rule(place.vt, &english, 0);
	vt_settle(place.vt);
	vt_keys(place.vt, "F9");
	vt_wait_text(place.vt, english.apply_one);
	vt_keys(place.vt, "Tab Ctrl-U =2 F2");
	vt_wait_text(place.vt, english.keep);
	check_pop3(world, ANSWER_OPEN);
	vt_hang_up(place.vt);
	vt_wait_end(place.vt);
	await_all();
	check_pop3(world, ANSWER_PROHIBITED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    world_test(test_english),
	    world_test(test_japanese),
	    world_test(test_first_use_in_english),
	    world_test(test_first_use_in_japanese),
	    world_test(test_terminal_closed),
	};

	return cmocka_run_group_tests_name("editor", tests, world_setup, world_teardown);
}
