/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a reader is in its file, told to whoever watches. Shows nothing.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "table/reader.h"

void
dpi_reader_watch(struct dpi_reader *r, const struct dp_read_watch *watch)
{
	struct stat st;

	r->watch = watch;
	if (watch && fstat(dpi_input_fd(r->input), &st) == 0 &&
	    S_ISREG(st.st_mode) &&
	    !(r->dialect.origin && r->dialect.origin->book))
		r->watch_size = (uint64_t)st.st_size;
}

/* Bytes of the file that are behind: of a compressed one, as it stands. */
static double
behind(const struct dpi_reader *r)
{
	off_t at;

	if (r->read_at || dpi_input_is_plain(r->input))
		return (double)(r->at_bytes - r->watch_from_bytes);
	at = lseek(dpi_input_fd(r->input), 0, SEEK_CUR);
	return at < 0 ? 0 : (double)at;
}

void
dpi_reader_look(struct dpi_reader *r)
{
	double share = -1;

	if (!r->watch)
		return;
	if (r->watch_size > 0)
		share = behind(r) / (double)r->watch_size;
	r->watch->look(r->watch->self, r->next_record - 1,
		       share > 1 ? 1 : share);
}
