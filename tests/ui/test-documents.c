/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Import and export inside the editor: what a file would change is seen first, becomes one change that undo takes back,
 * and a file that is wrong, or a reading that is called off, changes nothing. */

#include "tests/ui/fixture.h"

#include <stdio.h>
#include <sys/stat.h>

#define MANY 50000

/* A policy of its own for each test. */
static struct vt *start(void **state, const char *name)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory);
	_cleanup_free_ char *db = mem_printf("%s/%s.db", kit->directory, name);
	_cleanup_free_ char *home = mem_printf("HOME=%s", kit->directory);
	const char *const environment[] = {"ESCDELAY=5", home, NULL};
	struct vt *vt;

	vt = vt_start(kit, (const char *const[]){program, NULL}, 24, 80,
		      &(struct vt_options){.db = db, .environment = environment});
	vt_expect(vt, -1, "DNS (outbound)");
	return vt;
}

static char *in_home(void **state, const char *name)
{
	return mem_printf("%s/%s", ((struct vt_kit *)*state)->directory, name);
}

static FILE *open_in_home(void **state, const char *name, const char *mode)
{
	_cleanup_free_ char *path = in_home(state, name);
	FILE *file = fopen(path, mode);

	assert_non_null(file);
	return file;
}

static void write_rule(FILE *file, const char *name, const char *port, const char *separator)
{
	fprintf(file,
		"{\"name\":\"%s\",\"action\":\"allow\",\"direction\":\"outbound\",\"protocol\":\"tcp\","
		"\"remote_service\":[\"%s\"]}%s\n",
		name, port, separator);
}

static void write_document(void **state, const char *name, const char *port, size_t more)
{
	FILE *file = open_in_home(state, name, "we");

	fprintf(file, "{\"format\":\"nftabs-policy\",\"version\":1,\"rules\":[\n");
	for (size_t i = 0; i < more; i++)
		write_rule(file, "one of many", "25", ",");
	write_rule(file, "From a file", port, "");
	fprintf(file, "]}\n");
	fclose(file);
}

static void test_import(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, "import");

	write_document(state, "import-me.json", "587", 0);
	vt_keys(vt, "I =~/import- Tab");
	vt_expect(vt, -1, "[~/import-me.json");
	vt_keys(vt, "Enter");
	vt_wait_text(vt, "+ rule 1 \"From a file\"");
	vt_expect(vt, -1, "- rule 1 \"DNS (outbound)\"");
	vt_keys(vt, "n"); /* the name stays */
	vt_expect(vt, -1, "[~/import-me.json");
	vt_keys(vt, "Enter");
	vt_wait_text(vt, "From a file");
	vt_keys(vt, "y");
	vt_wait_text(vt, "Imported: 1 rules.");
	vt_expect(vt, -1, "1 x Allow");
	vt_expect_not(vt, "DNS (outbound)");
	vt_keys(vt, "u");
	vt_wait_text(vt, "DNS (outbound)");
	vt_expect_not(vt, "From a file ");
}

static void test_wrong(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, "wrong");

	write_document(state, "wrong.json", "58x7", 0);
	vt_keys(vt, "Ctrl-Shift-F5 =~/wrong.json Enter");
	vt_wait_text(vt, "remote_service: '58x7' is neither");
	vt_keys(vt, "Enter");
	vt_expect(vt, -1, "[~/wrong.json");
	vt_keys(vt, "Ctrl-U =~/nothing-of-that-name Enter");
	vt_wait_text(vt, "No such file");
	vt_keys(vt, "Enter Ctrl-U =/dev/null Enter");
	vt_wait_text(vt, "no ordinary file");
	vt_keys(vt, "Enter Ctrl-U =~/ Enter");
	vt_expect(vt, -1, "this is a directory");
	vt_keys(vt, "Esc");
	vt_expect(vt, -1, "DNS (outbound)");
	vt_wait_text(vt, "nothing applied yet");
}

/* While the file is read there is a way out, and nothing has changed then. */
static void test_called_off(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, "called-off");

	write_document(state, "many.json", "587", MANY);
	vt_keys(vt, "I =~/many.json");
	vt_keys(vt, "Enter");
	vt_wait_text(vt, "The file is read.");
	vt_wait_text(vt, "%");
	vt_keys(vt, "Esc");
	while (vt_find(vt, "Importing") >= 0)
		vt_read_for(vt, 10);
	vt_expect(vt, -1, "[~/many.json");
	vt_keys(vt, "Esc");
	vt_expect(vt, -1, "DNS (outbound)");
	vt_keys(vt, "u");
	vt_expect(vt, -1, "Nothing to undo.");
}

static void expect_begins(void **state, const char *name, const char *beginning)
{
	FILE *file = open_in_home(state, name, "re");
	char text[128] = "";

	assert_true(fread(text, 1, strlen(beginning), file) == strlen(beginning));
	fclose(file);
	assert_string_equal(text, beginning);
}

static void test_export(void **state)
{
	_cleanup_free_ char *path = in_home(state, "out.md");
	_cleanup_vt_ struct vt *vt = start(state, "export");
	struct stat st;
	mode_t mask = umask(0);

	vt_keys(vt, "W Ctrl-U =~/out.json Enter");
	vt_wait_text(vt, "Written: ");
	expect_begins(state, "out.json", "{\n  \"format\": \"nftabs-policy\"");
	vt_keys(vt, "W Ctrl-U =~/out.json Up Right Right");
	vt_expect(vt, -1, "[~/out.md");
	vt_keys(vt, "F2");
	vt_wait_text(vt, "Written: ");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & S_IWOTH, 0);
	umask(mask);
	/* What is there is not replaced without a word. */
	vt_keys(vt, "Ctrl-Shift-F6 Ctrl-U =~/out.json F2");
	vt_wait_text(vt, "Replace it?");
	vt_keys(vt, "n Esc");
	expect_begins(state, "out.json", "{\n  \"format\"");
}

static void test_list_of_files(void **state)
{
	_cleanup_free_ char *directory = in_home(state, "a-directory");
	_cleanup_vt_ struct vt *vt = start(state, "list-of-files");

	mkdir(directory, 0700);
	write_document(state, "a-directory/inside.json", "587", 0);
	vt_keys(vt, "I =~/ F4");
	vt_expect(vt, -1, "a-directory/");
	vt_keys(vt, "=a-dir Enter");
	vt_expect(vt, -1, "Files in ~/a-directory/");
	vt_keys(vt, "=inside Enter");
	vt_expect(vt, -1, "[~/a-directory/inside.json");
	vt_resize(vt, 16, 60);
	vt_expect(vt, -1, "[~/a-directory/inside.json");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_import), cmocka_unit_test(test_wrong),	 cmocka_unit_test(test_called_off),
	    cmocka_unit_test(test_export), cmocka_unit_test(test_list_of_files),
	};

	if (!ui_own_network()) {
		puts("1..0 # SKIP no network namespaces here");
		return 0;
	}
	return cmocka_run_group_tests_name("documents", tests, ui_setup, ui_teardown);
}
