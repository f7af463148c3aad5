/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/check.h"
#include "model/cover.h"
#include "tests/model/environment.h"
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

struct fixture {
	struct test_environment environment;
	struct policy policy;
};

static int setup(void **state)
{
	struct fixture *f = MEM_NEW(struct fixture);

	test_environment_init(&f->environment);
	policy_init(&f->policy);
	test_set(&f->policy, "default_inbound", "drop");
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

static void expect_taken(struct fixture *f, size_t i)
{
	_cleanup_error_ struct error err = {0};

	if (rule_check(&f->policy, &f->environment.env, &f->policy.rules.v[i], i, &err) < 0) {
		_cleanup_free_ char *text = error_text(&err);

		fail_msg("%s", text);
	}
}

static void expect_refused(struct fixture *f, size_t i, const char *field, const char *named)
{
	_cleanup_error_ struct error err = {0};
	_cleanup_free_ char *text = NULL;

	if (rule_check(&f->policy, &f->environment.env, &f->policy.rules.v[i], i, &err) == 0)
		fail_msg("rule %zu was taken: %s %s", i + 1, field, named);
	text = error_text(&err);
	if (!str_equal(err.subject.field, field) || !strstr(err.message, named))
		fail_msg("not about %s or does not name '%s': %s", field, named, text);
	assert_string_equal(err.subject.kind, "rule");
	assert_int_equal(err.subject.position, i + 1);
}

#define RULE(...)		    test_add_rule(&f->policy, __VA_ARGS__, NULL)
#define PUBLISH(...)		    RULE("action", "publish", "direction", "inbound", __VA_ARGS__)
#define TAKEN(rule)		    expect_taken(f, rule)
#define REFUSED(rule, field, named) expect_refused(f, rule, field, named)

static void test_text(void **state)
{
	struct fixture *f = *state;
	size_t i = RULE("protocol", "tcp");

	TAKEN(i);
	free(f->policy.rules.v[i].name);
	f->policy.rules.v[i].name = NULL;
	REFUSED(i, "name", "name");
	REFUSED(PUBLISH("protocol", "tcp"), "publish_to", "192.168.10.2:25");
	REFUSED(RULE("publish_to", "192.168.10.2"), "publish_to", "publish");
	REFUSED(RULE("action", "publish", "publish_to", "192.168.10.2"), "direction", "inbound");
	REFUSED(PUBLISH("publish_to", "192.168.10.2", "application", "user:alice"), "application", "empty");
	REFUSED(RULE("direction", "forward", "application", "unit:postfix.service"), "application", "outbound");
	REFUSED(RULE("source_interface", "eth0"), "source_interface", "forward");
	TAKEN(RULE("direction", "forward", "source_interface", "eth0"));
	TAKEN(RULE("direction", "both", "application", "unit:postfix.service, /usr/bin/msmtp, cgroup:/a"));
}

static void test_users(void **state)
{
	struct fixture *f = *state;

	TAKEN(RULE("application", "user:alice, group:staff, user:4711"));
	REFUSED(RULE("application", "user:bob"), "application", "bob");
	REFUSED(RULE("application", "group:alice"), "application", "alice");
	REFUSED(RULE("direction", "both", "application", "user:alice"), "application", "one inbound rule");
	REFUSED(RULE("direction", "inbound", "application", "group:staff"), "application", "outbound");
	test_add_object(&f->policy, OBJECT_APPLICATION, "Mail", "/usr/bin/msmtp, user:alice");
	REFUSED(RULE("direction", "inbound", "application", "@Mail"), "application", "user:alice");
}

static void test_services(void **state)
{
	struct fixture *f = *state;

	REFUSED(RULE("remote_service", "110"), "remote_service", "tcp+udp");
	REFUSED(RULE("protocol", "icmp", "local_service", "8"), "local_service", "remote_service");
	test_add_object(&f->policy, OBJECT_SERVICE, "Mail", "tcp/110");
	test_add_object(&f->policy, OBJECT_SERVICE, "Names", "udp/53");
	TAKEN(RULE("remote_service", "Mail, Names"));
	REFUSED(RULE("remote_service", "Mail", "local_service", "Names"), "local_service", "in common");
}

static void test_families(void **state)
{
	struct fixture *f = *state;

	test_add_object(&f->policy, OBJECT_ADDRESS_SET, "Both", "192.0.2.0/24, 2001:db8::/32");
	test_add_object(&f->policy, OBJECT_SERVICE, "Ping", "icmp/8, icmpv6/128");
	test_add_object(&f->policy, OBJECT_SERVICE, "Ping6", "icmpv6/128");
	TAKEN(RULE("remote_address", "@Both, mail.example.com"));
	TAKEN(RULE("remote_address", "192.0.2.1", "local_address", "mail.example.com"));
	TAKEN(RULE("remote_address", "@Both", "local_address", "@Both"));
	TAKEN(RULE("remote_address", "192.0.2.1", "remote_service", "Ping"));
	REFUSED(RULE("protocol", "icmp", "remote_address", "2001:db8::1"), "remote_address", "2001:db8::1");
	REFUSED(RULE("protocol", "icmpv6", "local_address", "192.0.2.1"), "local_address", "192.0.2.1");
	REFUSED(RULE("protocol", "icmp", "remote_address", "@Both"), "remote_address", "2001:db8::/32");
	REFUSED(RULE("remote_service", "Ping6", "remote_address", "192.0.2.1"), "remote_address", "IPv6");
	REFUSED(RULE("remote_address", "192.0.2.1", "local_address", "2001:db8::1"), "remote_address", "192.0.2.1");
	/* No rule is installed for one family only. */
	REFUSED(RULE("remote_address", "@Both", "local_address", "192.0.2.1"), "remote_address", "2001:db8::/32");
	REFUSED(RULE("remote_address", "192.0.2.1", "local_address", "@Both"), "local_address", "2001:db8::/32");
	REFUSED(PUBLISH("local_address", "2001:db8::1", "publish_to", "192.168.10.2"), "local_address", "publish_to");
	REFUSED(PUBLISH("protocol", "icmpv6", "publish_to", "192.168.10.2"), "protocol", "IPv6");
}

static void test_publish(void **state)
{
	struct fixture *f = *state;

	test_add_object(&f->policy, OBJECT_SERVICE, "Mail", "tcp/25");
	TAKEN(PUBLISH("protocol", "tcp", "local_service", "25", "publish_to", "192.168.10.2:2525"));
	TAKEN(PUBLISH("protocol", "tcp", "local_service", "110-143", "publish_to", "192.168.10.2"));
	TAKEN(PUBLISH("protocol", "tcp+udp", "local_service", "53", "publish_to", "192.168.10.2:5353"));
	TAKEN(PUBLISH("local_service", "Mail", "local_address", "2001:db8::9", "interface", "wan1", "publish_to",
		      "[fd00::2]:25"));
	REFUSED(PUBLISH("publish_to", "192.168.10.2:25"), "protocol", "tcp+udp");
	REFUSED(PUBLISH("protocol", "tcp", "publish_to", "192.168.10.2:25"), "local_service", "25");
	REFUSED(PUBLISH("protocol", "tcp", "local_service", "9000-9001", "publish_to", "192.168.10.2:25"),
		"local_service", "exactly one port");
	REFUSED(PUBLISH("protocol", "tcp", "local_service", "9000,9002", "publish_to", "192.168.10.2:25"),
		"local_service", "exactly one port");
	REFUSED(PUBLISH("local_address", "mail.example.com", "publish_to", "192.168.10.2"), "local_address",
		"mail.example.com");
}

static void test_publish_conflicts(void **state)
{
	struct fixture *f = *state;
	size_t other;

	TAKEN(PUBLISH("name", "Mail", "protocol", "tcp", "local_service", "20-30", "local_address", "192.0.2.0/28",
		      "publish_to", "192.168.10.2"));
	REFUSED(PUBLISH("protocol", "tcp+udp", "local_service", "25", "local_address", "192.0.2.5", "publish_to",
			"192.168.10.3"),
		"local_service", "rule 1 \"Mail\"");
	f->policy.rules.v[1].enabled = false;
	TAKEN(PUBLISH("protocol", "udp", "local_service", "25", "local_address", "192.0.2.5", "publish_to",
		      "192.168.10.3"));
	TAKEN(PUBLISH("protocol", "tcp", "local_service", "25", "local_address", "192.0.2.16", "publish_to",
		      "192.168.10.3"));
	REFUSED(PUBLISH("protocol", "tcp", "publish_to", "192.168.10.3"), "local_address", "rule 1");
	REFUSED(PUBLISH("publish_to", "192.168.10.3"), "local_address", "rule 1");
	TAKEN(PUBLISH("publish_to", "fd00::3"));
	TAKEN(PUBLISH("enabled", "no", "publish_to", "192.168.10.3"));
	other = PUBLISH("protocol", "tcp", "local_service", "25", "interface", "wan0", "publish_to", "192.168.10.2");
	REFUSED(other, "local_service", "rule 1");
	f->policy.rules.v[0].interface = mem_strdup("wan1");
	for (size_t i = 1; i < other; i++)
		f->policy.rules.v[i].enabled = false;
	TAKEN(other);
}

static void test_references(void **state)
{
	struct fixture *f = *state;

	test_add_object(&f->policy, OBJECT_ADDRESS_SET, "None", "");
	REFUSED(RULE("remote_address", "@Missing"), "remote_address", "Missing");
	REFUSED(RULE("local_address", "@None"), "local_address", "None");
	REFUSED(RULE("application", "@Missing"), "application", "Missing");
	REFUSED(RULE("validity", "@Missing"), "validity", "Missing");
	REFUSED(RULE("validity", "mon Mars/Olympus"), "validity", "Mars/Olympus");
}

static void test_objects(void **state)
{
	struct fixture *f = *state;
	const struct environment *env = &f->environment.env;
	struct policy *p = &f->policy;
	_cleanup_error_ struct error err = {0};

	test_add_object(p, OBJECT_ADDRESS_SET, "A", "@B");
	test_add_object(p, OBJECT_ADDRESS_SET, "B", "@A");
	test_add_object(p, OBJECT_ADDRESS_SET, "Empty", "");
	test_add_object(p, OBJECT_ADDRESS_SET, "Holds empty", "@Empty");
	test_add_object(p, OBJECT_SERVICE, "S", "@S2");
	test_add_object(p, OBJECT_SCHEDULE, "Night", "22:00-06:00");
	test_add_object(p, OBJECT_SCHEDULE, "Night", "23:00-06:00");
	assert_int_equal(object_check(p, env, OBJECT_ADDRESS_SET, &p->address_sets.v[0].object, &err), -1);
	assert_non_null(strstr(err.message, "B → A → B"));
	assert_string_equal(err.subject.kind, "address-set");
	assert_string_equal(err.subject.field, "members");
	assert_int_equal(object_check(p, env, OBJECT_ADDRESS_SET, &p->address_sets.v[2].object, NULL), 0);
	assert_int_equal(object_check(p, env, OBJECT_ADDRESS_SET, &p->address_sets.v[3].object, NULL), 0);
	assert_int_equal(object_check(p, env, OBJECT_SERVICE, &p->services.v[0].object, NULL), -1);
	assert_int_equal(object_check(p, env, OBJECT_SCHEDULE, &p->schedules.v[1].object, NULL), -1);
	free(p->schedules.v[1].object.name);
	p->schedules.v[1].object.name = mem_strdup("Late");
	assert_int_equal(object_check(p, env, OBJECT_SCHEDULE, &p->schedules.v[1].object, NULL), 0);
	p->schedules.v[1].timezone = mem_strdup("Mars/Olympus");
	assert_int_equal(object_check(p, env, OBJECT_SCHEDULE, &p->schedules.v[1].object, NULL), -1);
}

static void test_every_error(void **state)
{
	struct fixture *f = *state;
	_cleanup_report_ struct report report = {0};

	RULE("remote_service", "110");
	RULE("protocol", "tcp", "remote_service", "110");
	RULE("application", "user:bob");
	RULE("enabled", "no", "application", "user:bob");
	test_add_object(&f->policy, OBJECT_ADDRESS_SET, "A", "@B");
	test_set(&f->policy, "timezone", "Mars/Olympus");
	policy_check(&f->policy, &f->environment.env, 0, &report);
	assert_int_equal(report.errors, 4);
	assert_string_equal(report.findings.v[0].error.subject.field, "timezone");
	assert_string_equal(report.findings.v[1].error.subject.kind, "address-set");
	assert_int_equal(report.findings.v[2].error.subject.position, 1);
	assert_int_equal(report.findings.v[3].error.subject.position, 3);
	assert_string_equal(report.findings.v[4].id, "disabled-error");
	assert_int_equal(report.findings.v[4].severity, SEVERITY_WARNING);
}

/* The ids of the findings about the last rule, in order, joined by blanks. */
static char *findings(struct fixture *f, int64_t now)
{
	_cleanup_report_ struct report report = {0};
	_cleanup_str_ struct str text = {0};

	policy_check(&f->policy, &f->environment.env, now, &report);
	VEC_FOREACH (&report.findings, finding) {
		assert_true(strlen(finding->error.message) > 0);
		if (finding->error.subject.position == f->policy.rules.n)
			str_addf(&text, "%s%s", text.length ? " " : "", finding->id);
	}
	return str_take(&text);
}

static void expect_findings(struct fixture *f, size_t index, const char *expected)
{
	_cleanup_free_ char *text = findings(f, civil_to_days(2026, 11, 30) * 86400);

	assert_int_equal(index, f->policy.rules.n - 1);
	if (!str_equal(text, expected))
		fail_msg("rule %zu: '%s', expected '%s'", index + 1, text, expected);
	/* The next rule is looked at alone. */
	rule_done(&f->policy.rules.v[--f->policy.rules.n]);
}

#define FOUND(rule, expected) expect_findings(f, rule, expected)

static void test_findings_of_traffic(void **state)
{
	struct fixture *f = *state;

	FOUND(RULE("protocol", "tcp", "remote_service", "995"), "");
	FOUND(RULE("action", "allow"), "any-any");
	FOUND(RULE("action", "drop"), "");
	FOUND(RULE("validity", "mon"), "any-any");
	FOUND(RULE("interface", "eth0"), "");
	FOUND(RULE("protocol", "tcp", "remote_service", "110"), "cleartext");
	FOUND(RULE("protocol", "tcp", "remote_service", "100-150"), "cleartext");
	FOUND(RULE("protocol", "tcp", "remote_service", "1-65535"), "");
	FOUND(RULE("protocol", "udp", "remote_service", "110"), "");
	FOUND(RULE("action", "drop", "protocol", "tcp", "remote_service", "110"), "");
	FOUND(RULE("enabled", "no", "protocol", "tcp", "remote_service", "110"), "");
	FOUND(RULE("direction", "inbound", "protocol", "tcp", "local_service", "143"), "cleartext");
	FOUND(RULE("direction", "inbound", "protocol", "tcp", "remote_service", "25"), "remote-port-only");
	FOUND(RULE("direction", "inbound", "protocol", "tcp", "remote_service", "25", "local_service", "1024-65535"),
	      "");
	FOUND(RULE("direction", "inbound", "protocol", "icmp", "remote_service", "8"), "");
	FOUND(RULE("direction", "both", "protocol", "udp", "remote_service", "53"), "remote-port-only");
}

static void test_findings_of_time(void **state)
{
	struct fixture *f = *state;

	FOUND(RULE("protocol", "udp", "validity", "mon-fri 09:00-18:00"), "");
	FOUND(RULE("protocol", "udp", "validity", "..2026-11-29"), "expired");
	FOUND(RULE("protocol", "udp", "validity", "..2026-11-29; 2026-11-30"), "");
	FOUND(RULE("protocol", "udp", "validity", "2026-12-01.. mon"), "not-yet-valid");
	FOUND(RULE("protocol", "udp", "validity", "..2026-11-01; 2026-12-01"), "not-yet-valid");
	FOUND(RULE("protocol", "udp", "validity", "2026-12-01 mon"), "never-valid"); /* a Tuesday */
}

static void test_findings_of_programs(void **state)
{
	struct fixture *f = *state;
	_cleanup_report_ struct report report = {0};

	FOUND(RULE("application", "/usr/bin/placed"), "");
	FOUND(RULE("application", "unit:postfix.service"), "");
	FOUND(RULE("application", "unit:other.service"), "application-not-running");
	FOUND(RULE("application", "/usr/bin/msmtp"), "application-without-agent");
	RULE("application", "/usr/bin/msmtp", "action", "drop");
	policy_check(&f->policy, &f->environment.env, 0, &report);
	assert_int_equal(report.findings.n, 1);
	assert_non_null(strstr(report.findings.v[0].error.message, "does not stop it"));
}

static void test_findings_of_names(void **state)
{
	struct fixture *f = *state;

	FOUND(RULE("protocol", "udp", "remote_address", "mail.example.com"), "");
	test_set(&f->policy, "default_outbound", "reject");
	FOUND(RULE("protocol", "udp", "remote_address", "mail.example.com"), "name-needs-dns");
	FOUND(RULE("protocol", "udp", "remote_address", "192.0.2.1"), "");
	RULE("protocol", "tcp", "remote_service", "53");
	RULE("enabled", "no", "protocol", "udp", "remote_service", "53");
	FOUND(RULE("protocol", "udp", "remote_address", "mail.example.com"), "name-needs-dns");
	RULE("protocol", "tcp+udp", "remote_service", "domain", "remote_address", "192.0.2.53");
	FOUND(RULE("protocol", "udp", "remote_address", "mail.example.com"), "");
}

static void test_findings_of_the_whole(void **state)
{
	struct fixture *f = *state;
	_cleanup_report_ struct report report = {0};
	static const char *const ids[] = {"default-accept-inbound", "unused-object", "duplicate-name",
					  "duplicate-name"};

	test_set(&f->policy, "default_inbound", "accept");
	test_add_object(&f->policy, OBJECT_ADDRESS_SET, "Used", "192.0.2.1");
	test_add_object(&f->policy, OBJECT_ADDRESS_SET, "Unused", "192.0.2.1");
	RULE("name", "a", "protocol", "udp", "remote_address", "@Used");
	RULE("name", "b", "protocol", "sctp");
	RULE("name", "a", "protocol", "dccp");
	RULE("name", "a", "protocol", "esp");
	policy_check(&f->policy, &f->environment.env, 0, &report);
	assert_int_equal(report.errors, 0);
	assert_int_equal(report.findings.n, ARRAY_SIZE(ids));
	for (size_t i = 0; i < report.findings.n; i++)
		assert_string_equal(report.findings.v[i].id, ids[i]);
	assert_string_equal(report.findings.v[1].error.subject.name, "Unused");
	assert_int_equal(report.findings.v[2].error.subject.position, 3);
	assert_non_null(strstr(report.findings.v[3].error.message, "rule 1"));
}

static void test_shadowed(void **state)
{
	struct fixture *f = *state;

	RULE("action", "drop", "direction", "both", "protocol", "tcp+udp", "remote_service", "1-1023", "remote_address",
	     "10.0.0.0/8, 2001:db8::/32, mail.example.com");
	FOUND(RULE("protocol", "tcp", "remote_service", "995", "remote_address", "10.1.2.3, mail.example.com"),
	      "shadowed");
	FOUND(RULE("protocol", "tcp", "remote_service", "995", "remote_address", "10.1.2.3", "application",
		   "user:alice", "validity", "mon"),
	      "shadowed");
	FOUND(RULE("protocol", "tcp", "remote_service", "995", "remote_address", "10.1.2.3, 11.0.0.1"), "");
	FOUND(RULE("protocol", "tcp", "remote_service", "995-1024", "remote_address", "10.1.2.3"), "");
	FOUND(RULE("protocol", "tcp", "remote_address", "10.1.2.3"), "");
	FOUND(RULE("protocol", "sctp", "remote_service", "995", "remote_address", "10.1.2.3"), "");
	FOUND(RULE("protocol", "tcp", "remote_service", "995"), "");
	FOUND(RULE("direction", "forward", "protocol", "tcp", "remote_service", "995", "remote_address", "10.1.2.3"),
	      "");
	FOUND(RULE("protocol", "tcp", "remote_service", "995", "remote_address", "other.example.com"), "");
	f->policy.rules.v[0].enabled = false;
	FOUND(RULE("protocol", "tcp", "remote_service", "995", "remote_address", "10.1.2.3"), "");
	f->policy.rules.v[0].enabled = true;
	f->policy.rules.v[0].interface = mem_strdup("eth0");
	FOUND(RULE("protocol", "tcp", "remote_service", "995", "remote_address", "10.1.2.3"), "");
	FOUND(RULE("protocol", "tcp", "remote_service", "995", "remote_address", "10.1.2.3", "interface", "eth0"),
	      "shadowed");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_text),
	    TEST(test_users),
	    TEST(test_services),
	    TEST(test_families),
	    TEST(test_publish),
	    TEST(test_publish_conflicts),
	    TEST(test_references),
	    TEST(test_objects),
	    TEST(test_every_error),
	    TEST(test_findings_of_traffic),
	    TEST(test_findings_of_time),
	    TEST(test_findings_of_programs),
	    TEST(test_findings_of_names),
	    TEST(test_findings_of_the_whole),
	    TEST(test_shadowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
