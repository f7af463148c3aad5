/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "base/utf8.h"
#include "model/table.h"
#include "tests/model/environment.h"
#include "tests/test.h"

#include <stdlib.h>

struct fixture {
	struct test_environment environment;
	struct policy policy;
};

static int setup(void **state)
{
	struct fixture *f = MEM_NEW(struct fixture);

	test_environment_init(&f->environment);
	policy_init(&f->policy);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	policy_done(&f->policy);
	test_environment_done(&f->environment);
	free(f);
	return 0;
}

/* gettext keeps what it has found until the domain is named again. */
static void speak(const char *language)
{
	assert_int_equal(setenv("LANGUAGE", language, 1), 0);
	assert_non_null(textdomain("nftabs"));
}

static int back_to_english(void **state)
{
	speak("en");
	return teardown(state);
}

#define RULE(...) test_add_rule(&f->policy, __VA_ARGS__, NULL)

static char *table_of(const struct fixture *f, size_t i)
{
	struct str text = {0};

	table_print(&f->policy.rules.v[i], &f->environment.env, &text);
	return str_take(&text);
}

static void expect_sentence(struct fixture *f, size_t i, const char *expected)
{
	_cleanup_str_ struct str text = {0};

	table_sentence(&f->policy.rules.v[i], &f->environment.env, &text);
	assert_string_equal(str_text(&text), expected);
}

/* The columns are padding, and no matter of these texts. */
static char *squeezed(const char *text)
{
	struct str out = {0};

	for (; *text; text++)
		if (*text != ' ' || (out.length && str_text(&out)[out.length - 1] != ' '))
			str_add_char(&out, *text);
	return str_take(&out);
}

/* The three rules that the mail client needs. */
static const struct {
	const char *name, *port;
} mail_rules[] = {{"POP3サービス(外向き)", "110"}, {"SMTPサービス(外向き)", "25"}, {"IMAP4サービス(外向き)", "143"}};

static void expect_mail_tables(struct fixture *f, const char *form)
{
	for (size_t i = 0; i < ARRAY_SIZE(mail_rules); i++) {
		size_t rule = RULE("name", mail_rules[i].name, "protocol", "tcp", "application",
				   "/usr/lib/thunderbird/thunderbird-bin", "remote_service", mail_rules[i].port,
				   "remote_address", "192.168.10.5");
		_cleanup_free_ char *padded = table_of(f, rule), *text = squeezed(padded);
		struct str expected = {0};

		for (const char *c = form; *c; c++)
			if (*c == '$')
				str_add(&expected, *++c == 'n' ? mail_rules[i].name : mail_rules[i].port);
			else
				str_add_char(&expected, *c);
		assert_string_equal(text, str_text(&expected));
		str_done(&expected);
	}
}

static void test_mail_tables(void **state)
{
	expect_mail_tables(*state, "Name $n\n"
				   "Action Allow\n"
				   "Direction Outbound\n"
				   "Protocol TCP\n"
				   "Application Application specified\n"
				   " /usr/lib/thunderbird/thunderbird-bin\n"
				   "Service (remote) $p\n"
				   "Service (local) All\n"
				   "Address (remote) Host specified\n"
				   " 192.168.10.5\n"
				   "Address (local) All\n"
				   "Validity Not set\n"
				   "Log Not set\n");
}

static void test_mail_tables_japanese(void **state)
{
	speak("ja");
	expect_mail_tables(*state, "名前 $n\n"
				   "動作 許可\n"
				   "向き 外向き\n"
				   "プロトコル TCP\n"
				   "アプリケーション アプリケーションを指定\n"
				   " /usr/lib/thunderbird/thunderbird-bin\n"
				   "サービス(リモート) $p\n"
				   "サービス(ローカル) すべて\n"
				   "アドレス(リモート) ホスト指定\n"
				   " 192.168.10.5\n"
				   "アドレス(ローカル) すべて\n"
				   "有効期間 指定しない\n"
				   "ログ 指定しない\n");
}

/* Values stand in one column of the screen, not of bytes. */
static void test_columns(void **state)
{
	static const char *const languages[] = {"en", "ja"};
	struct fixture *f = *state;
	size_t rule = RULE("name", "Mail", "comment", "Mail", "owner", "Mail", "ticket", "Mail", "group", "Mail");

	for (size_t l = 0; l < ARRAY_SIZE(languages); l++) {
		_cleanup_free_ char *text = NULL;
		_cleanup_strlist_ strlist_t lines = {0};
		size_t column = 0, found = 0;

		speak(languages[l]);
		text = table_of(f, rule);
		strlist_split(&lines, text, '\n');
		VEC_FOREACH (&lines, line) {
			char *at = strstr(*line, "Mail");

			if (!at)
				continue;
			*at = '\0';
			assert_true(found == 0 || utf8_width(*line) == column);
			column = utf8_width(*line);
			found++;
		}
		assert_int_equal(found, 5);
		assert_true(column > 0);
	}
}

/* The kinds that stand for several values, and the fields behind the eleven. */
static void test_kinds(void **state)
{
	struct fixture *f = *state;
	_cleanup_free_ char *padded = NULL, *text = NULL;
	size_t rule = RULE("name", "x", "enabled", "no", "direction", "inbound", "protocol", "17", "remote_address",
			   "192.0.2.0/24, 198.51.100.0/24", "local_address", "192.0.2.1-192.0.2.9, mail.example.com",
			   "validity", "mon-fri 09:00-18:00", "log", "on", "comment", "why", "interface", "eth0");

	test_add_object(&f->policy, OBJECT_ADDRESS_SET, "A", "192.0.2.1");
	padded = table_of(f, rule);
	text = squeezed(padded);
	assert_string_equal(text, "Name x\n"
				  "Action Allow\n"
				  "Direction Inbound\n"
				  "Protocol UDP\n"
				  "Application All\n"
				  "Service (remote) All\n"
				  "Service (local) All\n"
				  "Address (remote) Network specified\n"
				  " 192.0.2.0/24\n"
				  " 198.51.100.0/24\n"
				  "Address (local) Addresses specified\n"
				  " 192.0.2.1-192.0.2.9\n"
				  " mail.example.com\n"
				  "Validity mon-fri 09:00-18:00\n"
				  "Log On\n"
				  "Enabled No\n"
				  "Interface eth0\n"
				  "Comment why\n");
}

static void expect_cell(struct fixture *f, size_t rule, const char *key, const char *expected)
{
	_cleanup_str_ struct str text = {0};

	table_cell(field_find(&rule_fields, key), &f->policy.rules.v[rule], &f->environment.env, false, &text);
	assert_string_equal(str_text(&text), expected);
}

static void test_cells(void **state)
{
	struct fixture *f = *state;
	size_t mail = RULE("protocol", "tcp", "remote_service", "110,143,6000-6010,smtp,4242", "remote_address",
			   "192.168.10.5,@A");
	size_t ping = RULE("protocol", "icmp", "remote_service", "8,3/4,255");
	size_t clock = RULE("protocol", "udp", "remote_service", "123,110");

	expect_cell(f, mail, "remote_service", "110 (pop3), 143 (imap), 6000-6010, smtp, 4242");
	expect_cell(f, mail, "remote_address", "192.168.10.5, @A");
	expect_cell(f, mail, "local_service", "All");
	expect_cell(f, mail, "enabled", "Yes");
	expect_cell(f, mail, "publish_to", "Not set");
	expect_cell(f, ping, "remote_service", "8 (echo-request), 3/4 (destination-unreachable), 255");
	expect_cell(f, clock, "remote_service", "123 (ntp), 110");
	expect_cell(f, clock, "protocol", "UDP");
}

/* In a forward rule nothing is local: its two sides are source and destination, wherever people read them. */
static void test_forward(void **state)
{
	struct fixture *f = *state;
	size_t rule = RULE("name", "x", "direction", "forward", "protocol", "tcp", "local_address", "10.0.0.0/24",
			   "local_service", "1024-65535", "remote_address", "192.0.2.25", "remote_service", "25",
			   "interface", "eth0", "source_interface", "eth1");
	_cleanup_free_ char *padded = table_of(f, rule), *text = squeezed(padded);

	assert_string_equal(text, "Name x\n"
				  "Action Allow\n"
				  "Direction Forward\n"
				  "Protocol TCP\n"
				  "Application All\n"
				  "Service (destination) 25\n"
				  "Service (source) 1024-65535\n"
				  "Address (destination) Host specified\n"
				  " 192.0.2.25\n"
				  "Address (source) Network specified\n"
				  " 10.0.0.0/24\n"
				  "Validity Not set\n"
				  "Log Not set\n"
				  "Interface (destination) eth0\n"
				  "Interface (source) eth1\n");
	expect_sentence(f, rule,
			"Let TCP 25 (smtp) from 10.0.0.0/24 to 192.0.2.25 pass through, at any time. Only from the "
			"source service 1024-65535. Only in through the interface eth1. Only out through the "
			"interface eth0.");
	speak("ja");
	expect_sentence(f, rule,
			"10.0.0.0/24から192.0.2.25への TCP 25 (smtp) の通り抜けを常時許可します。送信元サービスは "
			"1024-65535 に限ります。入ってくるインターフェースは eth1 に限ります。出ていくインターフェース"
			"は eth0 に限ります。");
	/* No blanks between Japanese and Japanese, but those of a name stay. */
	rule =
	    RULE("action", "drop", "direction", "outbound", "protocol", "tcp", "application", "@営業 部", "log", "on");
	expect_sentence(
	    f, rule, "@営業 部からすべてのアドレスへ送られるすべての TCP 通信を常時黙って破棄します。ログに残します。");
}

static void test_sentences(void **state)
{
	struct fixture *f = *state;

	expect_sentence(f,
			RULE("protocol", "tcp", "application", "/usr/bin/msmtp", "remote_service", "110",
			     "remote_address", "192.168.10.5", "log", "on"),
			"Allow msmtp to open TCP 110 (pop3) to 192.168.10.5, at any time. It is logged.");
	expect_sentence(f, RULE("direction", "inbound"),
			"Allow any program to receive any connection from any address, at any time.");
	expect_sentence(
	    f,
	    RULE("action", "drop", "direction", "inbound", "protocol", "udp", "remote_service", "53", "local_address",
		 "192.0.2.1", "interface", "eth0", "enabled", "no"),
	    "Silently drop any UDP connection from any address for any program, at any time. Only for the local "
	    "address 192.0.2.1. Only from the remote service 53. Only on interface eth0. It is switched "
	    "off.");
	expect_sentence(
	    f,
	    RULE("action", "reject", "direction", "both", "protocol", "sctp", "remote_address", "192.0.2.1,192.0.2.2",
		 "local_service", "80", "validity", "mon; tue; wed"),
	    "Refuse any SCTP connection between any program and 192.0.2.1 and 192.0.2.2, during mon and 2 more. "
	    "Only from the local service 80.");
	expect_sentence(f,
			RULE("action", "publish", "direction", "inbound", "protocol", "tcp", "local_service", "25",
			     "publish_to", "192.168.10.2:2525"),
			"Pass TCP 25 (smtp) from any address on to the inner server, at any time. The inner server is "
			"192.168.10.2:2525.");
	expect_sentence(f, RULE("action", "reject", "direction", "forward"),
			"Refuse any connection that would pass through from any address to any address, at any time.");
	expect_sentence(
	    f, RULE("action", "drop", "direction", "forward", "local_address", "10.0.0.1"),
	    "Silently drop any connection that would pass through from 10.0.0.1 to any address, at any time.");
}

/* No condition of a rule is missing from its sentence: each, set alone, changes it. */
static void test_sentence_says_all(void **state)
{
	static const char *const values[][2] = {
	    {"protocol", "tcp"},    {"application", "user:0"},	     {"remote_service", "1"},
	    {"local_service", "2"}, {"remote_address", "192.0.2.1"}, {"local_address", "::1"},
	    {"validity", "mon"},    {"interface", "eth0"},	     {"source_interface", "eth1"},
	};
	struct fixture *f = *state;

	for (size_t d = 0; d < DIRECTION_MAX; d++) {
		for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
			const char *direction = (const char *[]){"outbound", "inbound", "both", "forward"}[d];
			size_t without = RULE("direction", direction, "protocol", i ? "udp" : "any");
			size_t with =
			    RULE("direction", direction, "protocol", i ? "udp" : "any", values[i][0], values[i][1]);
			_cleanup_str_ struct str a = {0}, b = {0};
			bool forward = d == DIRECTION_FORWARD;

			/* Refused by every check: nothing to say. */
			if (forward ? i == 1 : str_equal(values[i][0], "source_interface"))
				continue;
			table_sentence(&f->policy.rules.v[without], &f->environment.env, &a);
			table_sentence(&f->policy.rules.v[with], &f->environment.env, &b);
			if (str_equal(str_text(&a), str_text(&b)))
				fail_msg("%s %s is not in: %s", direction, values[i][0], str_text(&b));
			if (forward && strstr(str_text(&b), "local"))
				fail_msg("a forward rule has no local side: %s", str_text(&b));
		}
	}
}

#define TEST(name)     cmocka_unit_test_setup_teardown(name, setup, teardown)
#define JAPANESE(name) cmocka_unit_test_setup_teardown(name, setup, back_to_english)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_mail_tables), JAPANESE(test_mail_tables_japanese),
	    JAPANESE(test_columns), TEST(test_kinds),
	    TEST(test_cells),	    JAPANESE(test_forward),
	    TEST(test_sentences),   TEST(test_sentence_says_all),
	};
	const char *top = getenv("top_builddir");
	_cleanup_free_ char *catalogues = mem_printf("%s/locale", top ? top : ".");

	i18n_init(catalogues);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
