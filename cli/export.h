/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_EXPORT_H
#define CLI_EXPORT_H

#include <stddef.h>

/* Names of the formats, NULL past the last. */
const char *export_format(size_t index);

#endif
