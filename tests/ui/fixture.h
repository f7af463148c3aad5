/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UI_FIXTURE_H
#define TESTS_UI_FIXTURE_H

/* What the cmocka programs of this directory share. */

#include "tests/test.h"
#include "tests/ui/vt.h"

/* Fails the test, as a struct vt_kit wants it. */
void ui_fail(const char *reason);

/* For cmocka: *state is the struct vt_kit. */
int ui_setup(void **state);
int ui_teardown(void **state);

/* Moves this program, and all it starts, into a network of its own, where rules may be loaded; false where the system
 * does not allow that. */
bool ui_own_network(void);

/* Gives this program, and all it starts, a host name and a login user that are the same everywhere; false as above. */
bool ui_own_name(void);
/* Removes a store and what SQLite and the program put beside it. */
void ui_remove_store(const char *db);

/* Starts the demo of this directory and waits for its first screen; argument may be NULL. */
struct vt *demo_start(void **state, int rows, int columns, const struct vt_options *options, const char *argument);
/* The same without waiting. */
struct vt *demo_spawn(void **state, int rows, int columns, const struct vt_options *options);

#endif
