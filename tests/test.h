/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

/* cmocka wants these before it, in this order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
