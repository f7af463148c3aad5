# kernel: tests in a network namespace of their own
KERNEL_KIT = tests/kernel/kit-ir.c tests/kernel/kit.c tests/kernel/kit.h
check_PROGRAMS += tests/kernel/test-kinds
tests_kernel_test_kinds_SOURCES = tests/kernel/test-kinds.c $(KERNEL_KIT)
tests_kernel_test_kinds_LDADD = $(KERNEL_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/kernel/test-change
tests_kernel_test_change_SOURCES = tests/kernel/test-change.c $(KERNEL_KIT)
tests_kernel_test_change_LDADD = $(KERNEL_LIBS) $(CMOCKA_LIBS) -lpthread
check_PROGRAMS += tests/kernel/test-random
tests_kernel_test_random_SOURCES = tests/kernel/test-random.c $(KERNEL_KIT)
tests_kernel_test_random_LDADD = $(KERNEL_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/kernel/test-foreign
tests_kernel_test_foreign_SOURCES = tests/kernel/test-foreign.c $(KERNEL_KIT)
tests_kernel_test_foreign_LDADD = $(KERNEL_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/kernel/test-others
tests_kernel_test_others_SOURCES = tests/kernel/test-others.c $(KERNEL_KIT)
tests_kernel_test_others_LDADD = $(KERNEL_LIBS) $(CMOCKA_LIBS)
