/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One flag: the user wants it to stop. Set in a signal handler, looked at by
 * everything that streams.
 */
#include <dpipe/base.h>

#include <stdatomic.h>

static atomic_bool wanted;

void
dp_cancel(void)
{
	atomic_store_explicit(&wanted, true, memory_order_relaxed);
}

bool
dp_cancelled(void)
{
	return atomic_load_explicit(&wanted, memory_order_relaxed);
}
