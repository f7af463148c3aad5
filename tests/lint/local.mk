LINT_TESTS = \
	tests/lint/clang-tidy.sh \
	tests/lint/cppcheck.sh \
	tests/lint/layers.sh \
	tests/lint/limits.sh \
	tests/lint/manual.sh \
	tests/lint/messages.sh \
	tests/lint/scripts.sh
dist_check_SCRIPTS += $(LINT_TESTS)
EXTRA_DIST += tests/lint/lint.sh .clang-tidy

# Arguments with which a checker reads the sources, one a line (the format of compile_flags.txt).
lint-flags:
	@printf '%s\n' $(DEFS) -I$(abs_top_builddir) -I$(abs_top_srcdir) -D_GNU_SOURCE \
		-DLOCALEDIR='"$(localedir)"' -DPKGDATADIR='"$(pkgdatadir)"' -DSTATEDIR='"$(localstatedir)/lib/nftabs"' \
		-std=gnu11 $(WARN_CFLAGS) $(JANSSON_CFLAGS) $(SQLITE_CFLAGS) $(NETLINK_CFLAGS) $(IDN_CFLAGS) $(GNUTLS_CFLAGS)

# What the sanitizer build runs: everything that runs code.
check-programs: all
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(filter-out $(LINT_TESTS),$(TESTS))'
.PHONY: lint-flags check-programs
