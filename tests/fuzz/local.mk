# Fuzzers: one file each. The replay program of each runs its corpus and changed copies of it in every `make check`;
# --enable-fuzz links the same file with libFuzzer as well.
FUZZ_COMMON = tests/fuzz/fuzz.c tests/fuzz/fuzz.h
FUZZ_REPLAY = $(FUZZ_COMMON) tests/fuzz/mutate.c tests/fuzz/mutate.h tests/fuzz/replay.c
FUZZ_VALUE = tests/fuzz/value.c tests/fuzz/value.h
FUZZ_ZONE = tests/fuzz/zone.c tests/fuzz/zone.h
FUZZ_MACHINE = tests/fuzz/machine.c tests/fuzz/machine.h
# The objects of the program but for its main().
CLI_OBJECTS = $(filter-out cli/main.$(OBJEXT),$(nftabs_OBJECTS))

check_PROGRAMS += tests/fuzz/replay-address
tests_fuzz_replay_address_SOURCES = tests/fuzz/fuzz-address.c $(FUZZ_REPLAY) $(FUZZ_VALUE)
tests_fuzz_replay_address_LDADD = $(MODEL_LIBS)

check_PROGRAMS += tests/fuzz/replay-answers
tests_fuzz_replay_answers_SOURCES = tests/fuzz/fuzz-answers.c $(FUZZ_REPLAY)
tests_fuzz_replay_answers_LDADD = $(KERNEL_LIBS)

check_PROGRAMS += tests/fuzz/replay-arguments
tests_fuzz_replay_arguments_SOURCES = tests/fuzz/fuzz-arguments.c $(FUZZ_REPLAY) $(FUZZ_ZONE)
tests_fuzz_replay_arguments_LDADD = $(CLI_OBJECTS) $(nftabs_LDADD)
tests_fuzz_replay_arguments_DEPENDENCIES = $(CLI_OBJECTS) $(nftabs_DEPENDENCIES)

check_PROGRAMS += tests/fuzz/replay-document
tests_fuzz_replay_document_SOURCES = tests/fuzz/fuzz-document.c $(FUZZ_REPLAY)
tests_fuzz_replay_document_LDADD = $(MODEL_LIBS)

check_PROGRAMS += tests/fuzz/replay-dump
tests_fuzz_replay_dump_SOURCES = tests/fuzz/fuzz-dump.c $(FUZZ_REPLAY)
tests_fuzz_replay_dump_LDADD = $(KERNEL_LIBS)

check_PROGRAMS += tests/fuzz/replay-field
tests_fuzz_replay_field_SOURCES = tests/fuzz/fuzz-field.c $(FUZZ_REPLAY)
tests_fuzz_replay_field_LDADD = $(MODEL_LIBS)

check_PROGRAMS += tests/fuzz/replay-log
tests_fuzz_replay_log_SOURCES = tests/fuzz/fuzz-log.c $(FUZZ_REPLAY) $(FUZZ_VALUE)
tests_fuzz_replay_log_LDADD = $(MODEL_LIBS)

check_PROGRAMS += tests/fuzz/replay-machine
tests_fuzz_replay_machine_SOURCES = tests/fuzz/fuzz-machine.c $(FUZZ_REPLAY)
tests_fuzz_replay_machine_LDADD = $(DEPLOY_LIBS)

check_PROGRAMS += tests/fuzz/replay-policy
tests_fuzz_replay_policy_SOURCES = tests/fuzz/fuzz-policy.c $(FUZZ_REPLAY) $(FUZZ_MACHINE) $(FUZZ_ZONE)
tests_fuzz_replay_policy_LDADD = libkernel.a $(COMPILE_LIBS) $(NETLINK_LIBS)

check_PROGRAMS += tests/fuzz/replay-preset
tests_fuzz_replay_preset_SOURCES = tests/fuzz/fuzz-preset.c $(FUZZ_REPLAY)
tests_fuzz_replay_preset_LDADD = $(MODEL_LIBS)

check_PROGRAMS += tests/fuzz/replay-program
tests_fuzz_replay_program_SOURCES = tests/fuzz/fuzz-program.c $(FUZZ_REPLAY) $(FUZZ_VALUE)
tests_fuzz_replay_program_LDADD = $(MODEL_LIBS)

check_PROGRAMS += tests/fuzz/replay-service
tests_fuzz_replay_service_SOURCES = tests/fuzz/fuzz-service.c $(FUZZ_REPLAY) $(FUZZ_VALUE)
tests_fuzz_replay_service_LDADD = $(MODEL_LIBS)

check_PROGRAMS += tests/fuzz/replay-utf8
tests_fuzz_replay_utf8_SOURCES = tests/fuzz/fuzz-utf8.c $(FUZZ_REPLAY)
tests_fuzz_replay_utf8_LDADD = $(BASE_LIBS)

check_PROGRAMS += tests/fuzz/replay-validity
tests_fuzz_replay_validity_SOURCES = tests/fuzz/fuzz-validity.c $(FUZZ_REPLAY) $(FUZZ_VALUE) $(FUZZ_ZONE)
tests_fuzz_replay_validity_LDADD = $(MODEL_LIBS)

check_PROGRAMS += tests/fuzz/replay-zone
tests_fuzz_replay_zone_SOURCES = tests/fuzz/fuzz-zone.c $(FUZZ_REPLAY)
tests_fuzz_replay_zone_LDADD = $(BASE_LIBS)

EXTRA_DIST += tests/fuzz/corpus

if ENABLE_FUZZ
FUZZERS =
WITH_LIBFUZZER = $(AM_LDFLAGS) -fsanitize=fuzzer

FUZZERS += tests/fuzz/fuzz-address
tests_fuzz_fuzz_address_SOURCES = tests/fuzz/fuzz-address.c $(FUZZ_COMMON) $(FUZZ_VALUE)
tests_fuzz_fuzz_address_LDADD = $(MODEL_LIBS)
tests_fuzz_fuzz_address_LDFLAGS = $(WITH_LIBFUZZER)

FUZZERS += tests/fuzz/fuzz-answers
tests_fuzz_fuzz_answers_SOURCES = tests/fuzz/fuzz-answers.c $(FUZZ_COMMON)
tests_fuzz_fuzz_answers_LDADD = $(KERNEL_LIBS)
tests_fuzz_fuzz_answers_LDFLAGS = $(WITH_LIBFUZZER)

FUZZERS += tests/fuzz/fuzz-arguments
tests_fuzz_fuzz_arguments_SOURCES = tests/fuzz/fuzz-arguments.c $(FUZZ_COMMON) $(FUZZ_ZONE)
tests_fuzz_fuzz_arguments_LDADD = $(CLI_OBJECTS) $(nftabs_LDADD)
tests_fuzz_fuzz_arguments_LDFLAGS = $(WITH_LIBFUZZER)
tests_fuzz_fuzz_arguments_DEPENDENCIES = $(CLI_OBJECTS) $(nftabs_DEPENDENCIES)

FUZZERS += tests/fuzz/fuzz-document
tests_fuzz_fuzz_document_SOURCES = tests/fuzz/fuzz-document.c $(FUZZ_COMMON)
tests_fuzz_fuzz_document_LDADD = $(MODEL_LIBS)
tests_fuzz_fuzz_document_LDFLAGS = $(WITH_LIBFUZZER)

FUZZERS += tests/fuzz/fuzz-dump
tests_fuzz_fuzz_dump_SOURCES = tests/fuzz/fuzz-dump.c $(FUZZ_COMMON)
tests_fuzz_fuzz_dump_LDADD = $(KERNEL_LIBS)
tests_fuzz_fuzz_dump_LDFLAGS = $(WITH_LIBFUZZER)

FUZZERS += tests/fuzz/fuzz-field
tests_fuzz_fuzz_field_SOURCES = tests/fuzz/fuzz-field.c $(FUZZ_COMMON)
tests_fuzz_fuzz_field_LDADD = $(MODEL_LIBS)
tests_fuzz_fuzz_field_LDFLAGS = $(WITH_LIBFUZZER)

FUZZERS += tests/fuzz/fuzz-log
tests_fuzz_fuzz_log_SOURCES = tests/fuzz/fuzz-log.c $(FUZZ_COMMON) $(FUZZ_VALUE)
tests_fuzz_fuzz_log_LDADD = $(MODEL_LIBS)
tests_fuzz_fuzz_log_LDFLAGS = $(WITH_LIBFUZZER)

FUZZERS += tests/fuzz/fuzz-machine
tests_fuzz_fuzz_machine_SOURCES = tests/fuzz/fuzz-machine.c $(FUZZ_COMMON)
tests_fuzz_fuzz_machine_LDADD = $(DEPLOY_LIBS)
tests_fuzz_fuzz_machine_LDFLAGS = $(WITH_LIBFUZZER)

FUZZERS += tests/fuzz/fuzz-policy
tests_fuzz_fuzz_policy_SOURCES = tests/fuzz/fuzz-policy.c $(FUZZ_COMMON) $(FUZZ_MACHINE) $(FUZZ_ZONE)
tests_fuzz_fuzz_policy_LDADD = libkernel.a $(COMPILE_LIBS) $(NETLINK_LIBS)
tests_fuzz_fuzz_policy_LDFLAGS = $(WITH_LIBFUZZER)

FUZZERS += tests/fuzz/fuzz-preset
tests_fuzz_fuzz_preset_SOURCES = tests/fuzz/fuzz-preset.c $(FUZZ_COMMON)
tests_fuzz_fuzz_preset_LDADD = $(MODEL_LIBS)
tests_fuzz_fuzz_preset_LDFLAGS = $(WITH_LIBFUZZER)

FUZZERS += tests/fuzz/fuzz-program
tests_fuzz_fuzz_program_SOURCES = tests/fuzz/fuzz-program.c $(FUZZ_COMMON) $(FUZZ_VALUE)
tests_fuzz_fuzz_program_LDADD = $(MODEL_LIBS)
tests_fuzz_fuzz_program_LDFLAGS = $(WITH_LIBFUZZER)

FUZZERS += tests/fuzz/fuzz-service
tests_fuzz_fuzz_service_SOURCES = tests/fuzz/fuzz-service.c $(FUZZ_COMMON) $(FUZZ_VALUE)
tests_fuzz_fuzz_service_LDADD = $(MODEL_LIBS)
tests_fuzz_fuzz_service_LDFLAGS = $(WITH_LIBFUZZER)

FUZZERS += tests/fuzz/fuzz-utf8
tests_fuzz_fuzz_utf8_SOURCES = tests/fuzz/fuzz-utf8.c $(FUZZ_COMMON)
tests_fuzz_fuzz_utf8_LDADD = $(BASE_LIBS)
tests_fuzz_fuzz_utf8_LDFLAGS = $(WITH_LIBFUZZER)

FUZZERS += tests/fuzz/fuzz-validity
tests_fuzz_fuzz_validity_SOURCES = tests/fuzz/fuzz-validity.c $(FUZZ_COMMON) $(FUZZ_VALUE) $(FUZZ_ZONE)
tests_fuzz_fuzz_validity_LDADD = $(MODEL_LIBS)
tests_fuzz_fuzz_validity_LDFLAGS = $(WITH_LIBFUZZER)

FUZZERS += tests/fuzz/fuzz-zone
tests_fuzz_fuzz_zone_SOURCES = tests/fuzz/fuzz-zone.c $(FUZZ_COMMON)
tests_fuzz_fuzz_zone_LDADD = $(BASE_LIBS)
tests_fuzz_fuzz_zone_LDFLAGS = $(WITH_LIBFUZZER)

noinst_PROGRAMS += $(FUZZERS)

# libFuzzer works best on small inputs: where each line is an item, each becomes a seed of its own.
FUZZ_BY_LINE = address log program service utf8 validity

# Each fuzzer for FUZZ_SECONDS, from the corpus and what earlier runs in this build directory found.
FUZZ_SECONDS = 60
FUZZ_OPTIONS = -timeout=20 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1
check-fuzz: $(FUZZERS)
	@status=0; for fuzzer in $(FUZZERS); do \
		name=`basename $$fuzzer`; name=$${name#fuzz-}; found=tests/fuzz/found/$$name; \
		seeds=$(top_srcdir)/tests/fuzz/corpus/$$name; $(MKDIR_P) $$found; \
		case " $(FUZZ_BY_LINE) " in *" $$name "*) \
			rm -rf tests/fuzz/seeds/$$name && $(MKDIR_P) tests/fuzz/seeds/$$name; \
			cat $$seeds/* | split -l 1 -a 4 - tests/fuzz/seeds/$$name/; \
			seeds=tests/fuzz/seeds/$$name;; \
		esac; \
		$(TESTS_ENVIRONMENT) $(AM_TESTS_ENVIRONMENT) $$fuzzer $(FUZZ_OPTIONS) -max_total_time=$(FUZZ_SECONDS) \
			-artifact_prefix=tests/fuzz/failed-$$name- $$found $$seeds \
			>$$fuzzer.log 2>&1 && result=PASS || { result=FAIL; status=1; }; \
		echo "$$result: $$fuzzer, `sed -n 's/stat::number_of_executed_units: *//p' $$fuzzer.log` runs"; \
		test $$result = PASS || tail -n 20 $$fuzzer.log; \
	done; exit $$status
.PHONY: check-fuzz
endif
