/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a unit test includes, and nothing else of cmocka: its header needs
 * the others before it, in this order.
 */
#ifndef DP_TEST_H
#define DP_TEST_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#endif
