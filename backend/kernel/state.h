/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_KERNEL_STATE_H
#define BACKEND_KERNEL_STATE_H

/* What is behind struct kernel, for the files that implement kernel.h. */

#include "backend/kernel/kernel.h"
#include "backend/kernel/socket.h"

struct kernel {
	struct nl nl;
	struct ir held; /* the table as it was at generation; without name: not known */
	bool exists;	/* held is there */
	uint32_t generation;
};

#endif
