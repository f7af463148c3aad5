/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_DB_FAULT_H
#define TESTS_DB_FAULT_H

/* Faults in the system calls with which SQLite changes files, at any one of them: through the table of system calls of
 * its unix VFS. */

enum fault_kind {
	FAULT_KILL, /* half of the write is made, then the process is killed */
	FAULT_FULL, /* from this call on the disk is full */
};

/* Counts from now on; the fault comes at call number `at` (from 1). */
void fault_arm(enum fault_kind kind, long at);
/* No faults any more. Gives the number of calls since fault_arm(). */
long fault_disarm(void);

#endif
