/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The rule list: search, sorting, marks, groups, what is not applied yet. */

#include "tests/ui/fixture.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const char document[] =
    "{\"format\": \"nftabs-policy\", \"version\": 1, \"rules\": [\n"
    "{\"name\": \"Web\", \"action\": \"allow\", \"direction\": \"inbound\", \"protocol\": \"tcp\", "
    "\"local_service\": [\"80\"]},\n"
    "{\"name\": \"POP3\", \"action\": \"allow\", \"direction\": \"outbound\", \"protocol\": \"tcp\", "
    "\"remote_service\": [\"110\"], \"group\": \"Mail\"},\n"
    "{\"name\": \"SMTP\", \"action\": \"allow\", \"direction\": \"outbound\", \"protocol\": \"tcp\", "
    "\"remote_service\": [\"25\"], \"group\": \"Mail\"},\n"
    "{\"name\": \"IMAP4\", \"enabled\": false, \"action\": \"allow\", \"direction\": \"outbound\", \"protocol\": "
    "\"tcp\", \"remote_service\": [\"143\"], \"group\": \"Mail\"},\n"
    "{\"name\": \"Names\", \"action\": \"allow\", \"direction\": \"outbound\", \"protocol\": \"udp\", "
    "\"remote_service\": [\"53\"]},\n"
    "{\"name\": \"Old\", \"action\": \"drop\", \"direction\": \"inbound\", \"protocol\": \"udp\", "
    "\"local_service\": [\"9\"]}\n"
    "]}\n";

struct place {
	struct vt_kit *kit;
	char *program, *db;
};

static void place_done(struct place *place)
{
	free(place->program);
	free(place->db);
}

static void run(const struct place *place, const char *command, const char *argument)
{
	assert_int_equal(vt_kit_run(place->kit, NULL,
				    (const char *const[]){place->program, "--db", place->db, command, argument, NULL}),
			 0);
}

static void make_place(void **state, const char *name, struct place *place)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *path = mem_printf("%s/%s.json", kit->directory, name);
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fputs(document, file);
	assert_int_equal(fclose(file), 0);
	place->kit = kit;
	place->program = mem_printf("%s/nftabs", kit->program_directory);
	place->db = mem_printf("%s/%s.db", kit->directory, name);
	run(place, "import", path);
}

static struct vt *start(void **state, const char *name, struct place *place, bool applied)
{
	static const char *const environment[] = {"ESCDELAY=5", NULL};

	make_place(state, name, place);
	if (applied)
		run(place, "apply", NULL);
	return vt_start(place->kit, (const char *const[]){place->program, NULL}, 24, 80,
			&(struct vt_options){.db = place->db, .environment = environment});
}

/* The line that the cursor is on. */
static void expect_current(const struct vt *vt, const char *text)
{
	_cleanup_free_ char *line = NULL;
	int row, column;

	vt_cursor(vt, &row, &column);
	line = vt_row(vt, row);
	if (!strstr(line, text))
		vt_fail(vt, "the cursor is not on a line with '%s'", text);
}

/* Where a text stands on the screen looks like a match. */
static void expect_shown_as_match(struct vt *vt, const char *text, bool match)
{
	for (int row = 3; row < vt->rows; row++) {
		_cleanup_free_ char *line = vt_row(vt, row);
		const char *at = strstr(line, text);

		if (!at)
			continue;
		/* The lines looked at are of ASCII up to there but for three dots. */
		assert_int_equal(
		    !!(vt_look(vt, row, (int)(at - line) - (strstr(line, "···") ? 3 : 0)).attributes & VT_UNDERLINE),
		    match);
		return;
	}
	vt_fail(vt, "there is no '%s'", text);
}

static void test_search(void **state)
{
	_cleanup_(place_done) struct place place = {0};
	_cleanup_vt_ struct vt *vt = start(state, "search", &place, false);

	vt_keys(vt, "/ =p Enter");
	vt_expect(vt, -1, "lines of 16");
	vt_keys(vt, "/ Ctrl-U =pop|smtp Enter");
	vt_expect(vt, -1, "2 lines of 16");
	vt_expect_not(vt, "IMAP4");
	expect_shown_as_match(vt, "SMTP", true);
	expect_current(vt, "  2 x");
	vt_keys(vt, "Esc");
	expect_current(vt, "  2 x");
	expect_shown_as_match(vt, "POP3", false);
	vt_keys(vt, "n");
	expect_current(vt, "  3 x");
	expect_shown_as_match(vt, "POP3", true);
	vt_keys(vt, "n");
	expect_current(vt, "  2 x");
	vt_expect(vt, -1, "Gone on from the top");
	vt_keys(vt, "N");
	expect_current(vt, "  3 x");
}

static void test_search_as_typed(void **state)
{
	_cleanup_(place_done) struct place place = {0};
	_cleanup_vt_ struct vt *vt = start(state, "typed", &place, false);

	vt_keys(vt, "n"); /* nothing is remembered */
	vt_expect(vt, -1, "Search: [");
	vt_keys(vt, "=names");
	vt_expect(vt, -1, ">   5 x");
	vt_keys(vt, "Esc");
	expect_current(vt, "  1 x");
	vt_keys(vt, "s =imap Enter");
	expect_current(vt, "  4  ");
	vt_keys(vt, "s =nowhere Enter n");
	expect_current(vt, "  4  ");
	vt_expect(vt, -1, "No line has all of this: nowhere");
}

static void test_sort(void **state)
{
	_cleanup_(place_done) struct place place = {0};
	_cleanup_vt_ struct vt *vt = start(state, "sort", &place, false);

	vt_keys(vt, "o");
	vt_expect(vt, -1, "Show sorted by");
	vt_keys(vt, "=Name Enter");
	vt_expect(vt, -1, "Sorted by Name; the rules decide in the order of No.");
	vt_expect(vt, -1, "▾Name");
	expect_current(vt, "Web");
	vt_keys(vt, "Home");
	expect_current(vt, "established");
	vt_keys(vt, "/ =tcp|udp Enter Home Down Down");
	expect_current(vt, "IMAP4");
	vt_keys(vt, "Down");
	expect_current(vt, "Names");
	vt_keys(vt, "J");
	vt_expect(vt, -1, "Sorted: o shows the order that decides");
	vt_keys(vt, "Esc J");
	vt_expect(vt, -1, "Sorted: o shows the order that decides");
	vt_keys(vt, "m =1 Enter");
	vt_expect(vt, -1, "Moved to No. 1: rule 5 \"Names\"");
	vt_keys(vt, "o");
	expect_current(vt, "  1 x");
	vt_expect_not(vt, "Sorted by");
	vt_keys(vt, "J");
	vt_expect(vt, -1, "Moved to No. 2");
}

static void test_marks(void **state)
{
	_cleanup_(place_done) struct place place = {0};
	_cleanup_vt_ struct vt *vt = start(state, "marks", &place, false);

	vt_keys(vt, "t");
	vt_expect(vt, -1, "1 marked");
	vt_expect(vt, -1, " *  1 x");
	vt_keys(vt, "Down Down R");
	vt_expect(vt, -1, "4 marked");
	vt_keys(vt, "t");
	vt_expect(vt, -1, "3 marked");
	vt_keys(vt, "T");
	vt_expect(vt, -1, "6 marked");
	vt_keys(vt, "T");
	vt_expect_not(vt, "marked");
	vt_keys(vt, "/ =mail Enter T Esc d");
	vt_expect(vt, -1, "Deleted: 3 rules");
	vt_expect_not(vt, "marked");
	vt_expect_not(vt, "SMTP");
	vt_keys(vt, "u t Esc");
	vt_expect_not(vt, "marked");
}

static void test_groups(void **state)
{
	_cleanup_(place_done) struct place place = {0};
	_cleanup_vt_ struct vt *vt = start(state, "groups", &place, false);

	vt_keys(vt, "Down Down z");
	expect_current(vt, "  2 /");
	expect_current(vt, "3 rules, 2 on");
	expect_current(vt, "[+] Mail");
	vt_expect_not(vt, "IMAP4");
	vt_keys(vt, "Space");
	vt_expect(vt, -1, "Disabled: 3 rules");
	expect_current(vt, "3 rules, 0 on");
	vt_keys(vt, "Space");
	expect_current(vt, "  2 x");
	vt_keys(vt, "J");
	vt_expect(vt, -1, "Moved to No. 3: 3 rules");
	expect_current(vt, "  3 x");
	vt_keys(vt, "Up J");
	expect_current(vt, "Names");
	expect_current(vt, "  5 x"); /* past the group, not into it */
	vt_keys(vt, "K Down x");
	vt_expect(vt, -1, "Cut: 3 rules");
	vt_keys(vt, "Home v");
	vt_expect(vt, -1, "Pasted: 3 rules, from No. 1 on");
	vt_keys(vt, "u c");
	vt_keys(vt, "u u");
	vt_keys(vt, "s =imap Enter"); /* found in the group */
	expect_current(vt, "[+] Mail");
	vt_keys(vt, "Enter");
	vt_expect(vt, -1, "SMTP");
}

/* The cell becomes a field; what is wrong is said as it is left, and all is one step. */
static void test_edit_in_line(void **state)
{
	_cleanup_(place_done) struct place place = {0};
	_cleanup_vt_ struct vt *vt = start(state, "cell", &place, false);

	vt_keys(vt, "r");
	vt_expect(vt, -1, "[Web");
	vt_expect(vt, -1, "Name: Enter stores");
	vt_keys(vt, "=site Enter");
	vt_expect(vt, -1, "Rule \"Website\" changed");
	expect_current(vt, "Website");
	vt_keys(vt, "Left Left Left Left Left"); /* hits, name, flags, address, service */
	vt_keys(vt, "E Ctrl-U =80,99999 Tab");
	vt_expect(vt, -1, "[80,99999");
	vt_expect(vt, 22, "99999");
	vt_keys(vt, "Ctrl-U =80,8080 Shift-Tab Shift-Tab Shift-Tab");
	vt_expect(vt, -1, "< Allow >");
	vt_keys(vt, "Space");
	vt_expect(vt, -1, "< Drop >");
	vt_keys(vt, "=r Enter");
	expect_current(vt, "Reject in   TCP     80 (http), 8");
	vt_keys(vt, "u");
	expect_current(vt, "Allow  in   TCP     80 (http) ");
	expect_current(vt, "Website");
	vt_keys(vt, "E Ctrl-U =443 Esc");
	expect_current(vt, "80 (http)");
	vt_keys(vt, "Esc r Ctrl-U Enter");
	vt_expect(vt, -1, "[  ");
	vt_keys(vt, "=x Enter u u");
	expect_current(vt, "··· Web");
	vt_keys(vt, "Right E");
	vt_expect(vt, 22, "This column is not edited in the line");
	vt_keys(vt, "Esc Home r");
	vt_expect(vt, 22, "The cursor is on no rule");
	vt_keys(vt, "s =imap Enter Esc z E");
	vt_expect(vt, 22, "This line is a whole group");
}

static void test_pending(void **state)
{
	_cleanup_(place_done) struct place place = {0};
	_cleanup_vt_ struct vt *vt = NULL;

	if (!ui_own_network())
		skip();
	vt = start(state, "pending", &place, true);
	vt_wait_text(vt, "in sync");
	vt_keys(vt, "Down d");
	vt_expect(vt, -1, " -    x Allow  out  TCP");
	expect_current(vt, "SMTP");
	vt_keys(vt, "Up");
	expect_current(vt, ">-");
	vt_expect(vt, -1, "Deleted, and not applied yet");
	vt_keys(vt, "Space");
	vt_expect(vt, -1, "The cursor is on no rule");
	vt_keys(vt, "v");
	vt_expect(vt, -1, "Nothing was cut yet");
	vt_keys(vt, "u");
	vt_expect_not(vt, " -    x");
	vt_keys(vt, "s =names Enter Esc K");
	vt_expect(vt, -1, ">^");
	vt_keys(vt, "Space");
	vt_expect(vt, -1, ">~");
	vt_keys(vt, "c");
	vt_expect(vt, -1, ">+");
}

/* A packet to this machine itself, in the network of the test. */
static void send_to_self(void)
{
	struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
	struct sockaddr_in to = {
	    .sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	assert_int_equal(ioctl(fd, SIOCSIFFLAGS, &request), 0);
	assert_int_equal(sendto(fd, "x", 1, 0, (const struct sockaddr *)&to, sizeof(to)), 1);
	close(fd);
}

/* What the kernel counted, also for built-in lines; a dash where nothing ever matched. */
static void test_hits(void **state)
{
	_cleanup_(place_done) struct place place = {0};
	_cleanup_vt_ struct vt *vt = NULL;
	_cleanup_free_ char *line = NULL;

	if (!ui_own_network())
		skip();
	vt = start(state, "hits", &place, true);
	send_to_self();
	vt_wait_text(vt, "  ─");
	vt_keys(vt, "Home");
	line = vt_row(vt, 4);
	if (!strstr(line, "loopback") || !strpbrk(line, "0123456789"))
		vt_fail(vt, "the hits of the loopback interface are not shown");
	vt_keys(vt, "o Enter Down");
	vt_expect(vt, -1, "Sorted by Hits");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_search),  cmocka_unit_test(test_search_as_typed),
	    cmocka_unit_test(test_sort),    cmocka_unit_test(test_marks),
	    cmocka_unit_test(test_groups),  cmocka_unit_test(test_edit_in_line),
	    cmocka_unit_test(test_pending), cmocka_unit_test(test_hits),
	};

	return cmocka_run_group_tests_name("list", tests, ui_setup, ui_teardown);
}
