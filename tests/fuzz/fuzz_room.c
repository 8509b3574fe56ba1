/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a line that says what is projected: it is refused, or names a
 * lesson and a task that fit where they are kept.
 */
#include <dpipe/lesson.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dp_room_now now;
	bool read = dp_room_read((dp_str){ (const char *)data, size }, &now);
	size_t n = strnlen(now.lesson, sizeof now.lesson);

	must(n < sizeof now.lesson && read == (n > 0) && now.task <= INT64_MAX);
	return 0;
}
