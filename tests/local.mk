# Unit tests: one program a file, cmocka printing TAP. A test links its own room and those below it, never more: that is
# one of the gates that keep the arrows of the architecture.
TEST_EXTENSIONS = .sh
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_DRIVER = $(LOG_DRIVER)
LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/tap.sh
EXTRA_DIST += tests/tap.sh
AM_TESTS_ENVIRONMENT = CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
	LC_ALL=C.UTF-8; export LC_ALL; LANGUAGE=en; export LANGUAGE; \
	LSAN_OPTIONS='suppressions=$(abs_top_srcdir)/tests/leaks.supp:print_suppressions=0'; export LSAN_OPTIONS; \
	top_srcdir='$(abs_top_srcdir)'; export top_srcdir; \
	top_builddir='$(abs_top_builddir)'; export top_builddir;
TESTS += $(check_PROGRAMS) $(dist_check_SCRIPTS)
EXTRA_DIST += tests/leaks.supp tests/test.h

include tests/base/local.mk
include tests/model/local.mk
include tests/db/local.mk
include tests/compile/local.mk
include tests/kernel/local.mk
include tests/deploy/local.mk
include tests/cli/local.mk
include tests/net/local.mk
include tests/property/local.mk
include tests/ui/local.mk
include tests/lint/local.mk
include tests/widget/local.mk
include tests/fuzz/local.mk

# What takes chance and time: more random policies, other ones than in `check`, and more changed copies of each corpus. The
# fuzzers themselves need clang: `make check-fuzz` after configure --enable-fuzz.
LONG_POLICIES = 1000
LONG_SEED = 1000
LONG_MUTATIONS = 2000
LONG_TESTS = $(filter tests/property/% tests/fuzz/%,$(TESTS))
check-long: all
	NFTABS_PROPERTY_POLICIES=$(LONG_POLICIES) NFTABS_PROPERTY_SEED=$(LONG_SEED) NFTABS_FUZZ_MUTATIONS=$(LONG_MUTATIONS) \
		$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(LONG_TESTS)'
.PHONY: check-long
