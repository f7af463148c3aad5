# Fuzzers: one file each. The replay program of each runs its corpus and changed copies of it in every `make check`;
# --enable-fuzz links the same file with libFuzzer as well.
FUZZ_REPLAY = tests/fuzz/fuzz.c tests/fuzz/fuzz.h tests/fuzz/mutate.c tests/fuzz/mutate.h tests/fuzz/replay.c
FUZZ_VALUE = tests/fuzz/value.c tests/fuzz/value.h

check_PROGRAMS += tests/fuzz/replay-address
tests_fuzz_replay_address_SOURCES = tests/fuzz/fuzz-address.c $(FUZZ_REPLAY) $(FUZZ_VALUE)
tests_fuzz_replay_address_LDADD = $(MODEL_LIBS)

check_PROGRAMS += tests/fuzz/replay-utf8
tests_fuzz_replay_utf8_SOURCES = tests/fuzz/fuzz-utf8.c $(FUZZ_REPLAY)
tests_fuzz_replay_utf8_LDADD = $(BASE_LIBS)

EXTRA_DIST += tests/fuzz/corpus

if ENABLE_FUZZ
FUZZERS =
FUZZ_COMMON = tests/fuzz/fuzz.c tests/fuzz/fuzz.h
LIBFUZZER = $(AM_LDFLAGS) -fsanitize=fuzzer

FUZZERS += tests/fuzz/fuzz-address
tests_fuzz_fuzz_address_SOURCES = tests/fuzz/fuzz-address.c $(FUZZ_COMMON) $(FUZZ_VALUE)
tests_fuzz_fuzz_address_LDADD = $(MODEL_LIBS)
tests_fuzz_fuzz_address_LDFLAGS = $(LIBFUZZER)

FUZZERS += tests/fuzz/fuzz-utf8
tests_fuzz_fuzz_utf8_SOURCES = tests/fuzz/fuzz-utf8.c $(FUZZ_COMMON)
tests_fuzz_fuzz_utf8_LDADD = $(BASE_LIBS)
tests_fuzz_fuzz_utf8_LDFLAGS = $(LIBFUZZER)

noinst_PROGRAMS += $(FUZZERS)

# Each fuzzer for FUZZ_SECONDS, from the corpus and what earlier runs in this build directory found.
FUZZ_SECONDS = 60
FUZZ_OPTIONS = -timeout=20 -rss_limit_mb=2048 -print_final_stats=1
check-fuzz: $(FUZZERS)
	@status=0; for fuzzer in $(FUZZERS); do \
		name=`basename $$fuzzer`; name=$${name#fuzz-}; found=tests/fuzz/found/$$name; \
		$(MKDIR_P) $$found; \
		$$fuzzer $(FUZZ_OPTIONS) -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=tests/fuzz/failed-$$name- \
			$$found $(top_srcdir)/tests/fuzz/corpus/$$name >$$fuzzer.log 2>&1 && result=PASS || { result=FAIL; status=1; }; \
		echo "$$result: $$fuzzer, `sed -n 's/stat::number_of_executed_units: *//p' $$fuzzer.log` runs"; \
		test $$result = PASS || tail -n 20 $$fuzzer.log; \
	done; exit $$status
.PHONY: check-fuzz
endif
