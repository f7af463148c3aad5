/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/ui/fixture.h"

static void fail_test(const char *reason)
{
	fail_msg("%s", reason);
}

int ui_setup(void **state)
{
	struct vt_kit *kit = MEM_NEW(struct vt_kit);

	kit->fail = fail_test;
	vt_kit_open(kit);
	*state = kit;
	return 0;
}

int ui_teardown(void **state)
{
	struct vt_kit *kit = *state;

	vt_kit_close(kit);
	free(kit);
	return 0;
}

static struct vt *spawn(struct vt_kit *kit, int rows, int columns, const struct vt_options *options,
			const char *argument)
{
	_cleanup_free_ char *path = mem_printf("%s/tests/ui/demo", kit->program_directory);

	return vt_spawn(kit, (const char *const[]){path, argument, NULL}, rows, columns, options);
}

struct vt *demo_spawn(void **state, int rows, int columns, const struct vt_options *options)
{
	return spawn(*state, rows, columns, options, NULL);
}

struct vt *demo_start(void **state, int rows, int columns, const struct vt_options *options, const char *argument)
{
	struct vt *vt = spawn(*state, rows, columns, options, argument);

	vt_wait_frames(vt, 1);
	return vt;
}
