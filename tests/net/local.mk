# net: real sockets through the real program, in network namespaces
NET_KIT = \
	tests/net/probe.c tests/net/probe.h \
	tests/net/program.c tests/net/program.h \
	tests/net/world.c tests/net/world.h
NET_LIBS = $(BASE_LIBS) $(JANSSON_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/net/test-mail
tests_net_test_mail_SOURCES = tests/net/test-mail.c $(NET_KIT)
tests_net_test_mail_LDADD = $(NET_LIBS)
check_PROGRAMS += tests/net/test-refusal
tests_net_test_refusal_SOURCES = tests/net/test-refusal.c $(NET_KIT)
tests_net_test_refusal_LDADD = $(NET_LIBS)
check_PROGRAMS += tests/net/test-gateway
tests_net_test_gateway_SOURCES = tests/net/test-gateway.c $(NET_KIT)
tests_net_test_gateway_LDADD = $(NET_LIBS)
check_PROGRAMS += tests/net/test-program
tests_net_test_program_SOURCES = tests/net/test-program.c $(NET_KIT)
tests_net_test_program_LDADD = $(NET_LIBS)
check_PROGRAMS += tests/net/test-schedule
tests_net_test_schedule_SOURCES = tests/net/test-schedule.c $(NET_KIT)
tests_net_test_schedule_LDADD = $(DEPLOY_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/net/test-survive
tests_net_test_survive_SOURCES = tests/net/test-survive.c $(NET_KIT)
tests_net_test_survive_LDADD = $(NET_LIBS)
check_PROGRAMS += tests/net/test-confirm
tests_net_test_confirm_SOURCES = tests/net/test-confirm.c $(NET_KIT)
tests_net_test_confirm_LDADD = $(NET_LIBS)
check_PROGRAMS += tests/net/test-log
tests_net_test_log_SOURCES = tests/net/test-log.c $(NET_KIT)
tests_net_test_log_LDADD = $(NET_LIBS) $(NETLINK_LIBS)
