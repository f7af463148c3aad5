DEPLOY_MACHINE = tests/deploy/machine.c tests/deploy/machine.h

check_PROGRAMS += tests/deploy/test-names
tests_deploy_test_names_SOURCES = tests/deploy/test-names.c tests/deploy/dns.c tests/deploy/dns.h $(DEPLOY_MACHINE) $(KERNEL_KIT)
tests_deploy_test_names_LDADD = $(DEPLOY_LIBS) $(CMOCKA_LIBS)
DEPLOY_FIREWALL = tests/deploy/firewall.c tests/deploy/firewall.h $(DEPLOY_MACHINE) $(DB_TEST_FIXTURE) $(KERNEL_KIT)
check_PROGRAMS += tests/deploy/test-deploy
tests_deploy_test_deploy_SOURCES = tests/deploy/test-deploy.c $(DEPLOY_FIREWALL)
tests_deploy_test_deploy_LDADD = $(DEPLOY_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/deploy/test-timer
tests_deploy_test_timer_SOURCES = tests/deploy/test-timer.c $(DEPLOY_FIREWALL)
tests_deploy_test_timer_LDADD = $(DEPLOY_LIBS) $(CMOCKA_LIBS)
