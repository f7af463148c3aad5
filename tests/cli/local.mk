dist_check_SCRIPTS += \
	tests/cli/charset.sh \
	tests/cli/command-line.sh \
	tests/cli/documents.sh \
	tests/cli/history.sh \
	tests/cli/kernel.sh \
	tests/cli/objects.sh \
	tests/cli/presets.sh \
	tests/cli/readme.sh \
	tests/cli/rules.sh \
	tests/cli/unprivileged.sh
EXTRA_DIST += tests/cli/cli.sh
noinst_PROGRAMS += tests/cli/json
tests_cli_json_SOURCES = tests/cli/json.c
tests_cli_json_LDADD = $(JANSSON_LIBS)
