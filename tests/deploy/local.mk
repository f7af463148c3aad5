DEPLOY_MACHINE = tests/deploy/machine.c tests/deploy/machine.h

check_PROGRAMS += tests/deploy/test-names
tests_deploy_test_names_SOURCES = tests/deploy/test-names.c tests/deploy/dns.c tests/deploy/dns.h $(DEPLOY_MACHINE) $(KERNEL_KIT)
tests_deploy_test_names_LDADD = $(DEPLOY_LIBS) $(CMOCKA_LIBS)
