/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/ui/golden_stores.h"

#include "base/file.h"

#define WORDS_MAX 16

/* One command, its words apart by blanks; a failure fails the test. */
static void run(struct vt_kit *kit, const char *db, const char *command)
{
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory);
	const char *argv[WORDS_MAX + 4] = {program, "--db", db};
	_cleanup_strlist_ strlist_t words = {0};
	_cleanup_str_ struct str output = {0};

	strlist_split(&words, command, ' ');
	for (size_t i = 0; i < words.n && i < WORDS_MAX; i++)
		argv[3 + i] = words.v[i];
	if (vt_kit_run(kit, &output, argv)) {
		str_addf(&output, "nftabs %s failed\n", command);
		kit->fail(output.text);
	}
}

/* By a path that is the same on every machine: it stands in the history. */
static void import(struct vt_kit *kit, const char *db, const char *name)
{
	_cleanup_free_ char *from = mem_printf("%s/../tests/ui/policies/%s", kit->data_directory, name);
	_cleanup_free_ char *to = mem_printf("%s/%s", kit->directory, name);
	_cleanup_free_ char *command = mem_printf("import %s", name);
	_cleanup_error_ struct error err = {0};
	_cleanup_str_ struct str text = {0};

	if (file_read(from, &text, &err) || file_write(to, text.text, text.length, &err))
		kit->fail(err.message);
	run(kit, db, command);
}

void store_empty(struct vt_kit *kit, const char *db)
{
	import(kit, db, "empty.json");
}

void store_full(struct vt_kit *kit, const char *db)
{
	import(kit, db, "full.json");
}

void store_running(struct vt_kit *kit, const char *db)
{
	static const char *const commands[] = {
	    "preset apply mail-client --server 192.168.10.5 --application user:root",
	    "apply --message first",
	    "rule set 2 --remote-service 465 --log on",
	    "rule delete 5",
	    "rule add --name Printers --action allow --direction outbound --protocol tcp --remote-service 631,9100",
	};

	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		run(kit, db, commands[i]);
}
