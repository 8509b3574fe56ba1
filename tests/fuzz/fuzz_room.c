/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a line that says what is projected: it is refused, or names a
 * lesson and a task that fit where they are kept.
 */
#include <stdlib.h>

#include <dpipe/lesson.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dp_room_now now;
	bool read = dp_room_read((dp_str){ (const char *)data, size }, &now);
	size_t n = strnlen(now.lesson, sizeof now.lesson);

	if (n == sizeof now.lesson || read != (n > 0) || now.task > INT64_MAX)
		abort();
	return 0;
}
