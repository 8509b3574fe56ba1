/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every fuzz target needs: libFuzzer's entry, which returns 0, and how it
 * says that what it was given is read wrongly.
 */
#ifndef DPIPE_FUZZ_H
#define DPIPE_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What does not hold is a finding. */
static inline void
must(bool ok)
{
	if (!ok)
		abort();
}

#endif
