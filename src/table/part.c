/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One of several parts of a file, read by itself: by size, cut where a record
 * starts. Whoever reads another part finds the same places, without a word
 * from this one.
 */
#include "table/part.h"

#include <dpipe/part.h>

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

struct part {
	struct dp_stream stream;
	struct dpi_reader *origin, *reader;
	uint64_t first_byte, end_bytes; /* of the records, then of the part */
	bool is_last;
};

/* Bytes of the file that belong to the part. */
static ptrdiff_t
read_at(void *self, char *p, size_t n, uint64_t at, struct dp_err *err)
{
	const struct part *x = self;
	ssize_t got;

	if (dp_cancelled())
		return dp_fail(err, DP_ECANCEL, _("stopped."));
	if (at >= x->end_bytes)
		return 0;
	if (n > x->end_bytes - at)
		n = (size_t)(x->end_bytes - at);
	do
		got = pread(dpi_input_fd(x->origin->input), p, n, (off_t)at);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return dp_fail_errno(err, _("%s cannot be read"),
				     x->origin->name);
	if (got == 0)
		return dp_fail(err, DP_EDATA,
			       _("%s has become shorter since it was opened; "
				 "open it again."),
			       x->origin->name);
	return got;
}

/* Up to N bytes from AT on. */
static int
look(struct part *x, uint64_t at, size_t n, struct dp_buf *out,
     struct dp_err *err)
{
	out->n = 0;
	while (out->n < n) {
		ptrdiff_t got = read_at(x, dp_buf_room(out, n - out->n),
					n - out->n, at + out->n, err);

		if (got < 0)
			return -1;
		if (got == 0)
			break;
		out->n += (size_t)got;
	}
	return 0;
}

/*
 * The text around AT does not say where a record starts: the file is read
 * from its first record on, up to the block that reaches AT.
 */
static int
read_up_to(struct part *x, uint64_t at, uint64_t *start, struct dp_err *err)
{
	struct dpi_reader *r = dpi_reader_again(x->origin, read_at, x);
	struct dp_batch *b = dp_batch_new();
	int status = 1;

	dpi_reader_place(r, x->first_byte, 1, 1);
	*start = x->first_byte;
	while (status == 1 && *start < at) {
		status = dpi_reader_next(&r->stream, b, err);
		if (status == 1)
			*start += b->block.n;
	}
	if (*start > x->end_bytes || status == 0)
		*start = x->end_bytes;
	dp_batch_free(b);
	dpi_reader_close(&r->stream);
	return status < 0 ? -1 : 0;
}

/* Where the part that should start at AT of the file does. */
static int
find_start(struct part *x, uint64_t at, uint64_t *start, struct dp_err *err)
{
	const struct dpi_split *s = &x->origin->split;
	size_t want = DPI_PART_LOOK_BYTES * 4;
	struct dp_buf text = { 0 };
	ptrdiff_t found = -1;
	int inside = -1;

	/* The byte before says what a quote at AT is. */
	for (;;) {
		bool all;

		if (look(x, at - 1, want, &text, err) != 0) {
			dp_buf_done(&text);
			return -1;
		}
		all = text.n < want || want >= DPI_PART_LOOK_MAX_BYTES;
		inside = dpi_part_inside(text.p, text.n, 1, &s->marks, all);
		if (inside >= 0)
			found = dpi_part_record(text.p, text.n, 1, inside == 1,
						&s->marks, s->n_columns);
		if (found >= 0 || all)
			break;
		want *= 8;
		if (want > DPI_PART_LOOK_MAX_BYTES)
			want = DPI_PART_LOOK_MAX_BYTES;
	}
	dp_buf_done(&text);
	if (found < 0)
		return read_up_to(x, at, start, err);
	*start = at - 1 + (uint64_t)found;
	return 0;
}

/*
 * Where part K of N starts, from 0. The end of the file, where a footer may
 * be, is not cut.
 */
static int
bound(struct part *x, unsigned k, unsigned n, uint64_t *at, struct dp_err *err)
{
	const uint64_t tail = 2 * (uint64_t)DPI_LOOKAHEAD_BYTES;
	uint64_t size = x->end_bytes - x->first_byte;
	uint64_t here = size / n * k + size % n * k / n, start;

	*at = k == n ? x->end_bytes : x->first_byte;
	/* Where the parts before start may be beyond HERE; it is not before. */
	for (unsigned i = k; k < n && i > 0; i--) {
		uint64_t wanted = size / n * i + size % n * i / n;

		if (here - wanted > 2 * (uint64_t)DPI_PART_LOOK_MAX_BYTES)
			break;
		start = x->end_bytes;
		if (wanted == 0)
			continue;
		if (wanted + tail < size &&
		    find_start(x, x->first_byte + wanted, &start, err) != 0)
			return -1;
		if (start > *at)
			*at = start;
	}
	if (k > 0 && *at + tail > x->end_bytes)
		*at = x->end_bytes;
	return 0;
}

static int
next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct part *x = (struct part *)s;
	struct dp_schema *read = &x->reader->stream.schema;
	int status;

	/* a plan has asked this stream for the slots of columns it makes */
	if (read->n_slots != s->schema.n_slots)
		read->n_slots = s->schema.n_slots;
	status = dpi_reader_next(&x->reader->stream, b, err);

	/* What ends here is not the table. */
	if (!x->is_last)
		b->is_last = false;
	return status;
}

static int
work(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct part *x = (struct part *)s;

	return dpi_reader_work(&x->reader->stream, b, err);
}

static void
close_part(struct dp_stream *s)
{
	struct part *x = (struct part *)s;

	if (x->reader)
		dpi_reader_close(&x->reader->stream);
	dpi_reader_close(&x->origin->stream);
	dp_schema_done(&s->schema);
	free(x);
}

/* The bytes of the file that hold records. */
static int
find_records(struct part *x, struct dp_err *err)
{
	const struct dpi_reader *r = x->origin;
	int fd = dpi_input_fd(r->input);
	struct stat st;
	off_t at;

	if (fstat(fd, &st) != 0)
		return dp_fail_errno(err, _("%s cannot be read"), r->name);
	at = lseek(fd, 0, SEEK_CUR);
	if (!dpi_input_is_plain(r->input) || at < 0)
		return dp_fail(err, DP_EUSAGE,
			       _("%s is no file of a known size: its parts "
				 "cannot be read apart."),
			       r->name);
	if (r->in_order || r->rewrites)
		return dp_fail(err, DP_EUSAGE,
			       _("%s is written so that it must be read from "
				 "its start: its parts cannot be read apart. "
				 "dpipe clean %s -o FILE writes it so that "
				 "they can."),
			       r->name, r->name);
	x->first_byte = (uint64_t)at - r->below_bytes - r->carry.n;
	x->end_bytes = (uint64_t)st.st_size - r->below_bytes;
	return 0;
}

static int
start(struct part *x, unsigned k, unsigned n, struct dp_part_of *of,
      struct dp_err *err)
{
	uint64_t from, to, end;

	if (find_records(x, err) != 0)
		return -1;
	end = x->end_bytes;
	if (bound(x, k - 1, n, &from, err) != 0 ||
	    bound(x, k, n, &to, err) != 0)
		return -1;
	x->end_bytes = to > from ? to : from;
	x->is_last = x->end_bytes == end;
	x->reader = dpi_reader_again(x->origin, read_at, x);
	x->reader->watch = x->origin->watch;
	x->reader->watch_from_bytes = from;
	x->reader->watch_size = x->end_bytes - from;
	x->origin->watch = NULL;
	if (from == x->first_byte && k == 1) {
		/* What was found above the table is of the first part. */
		x->reader->first = x->origin->first;
		x->origin->first = NULL;
		dpi_reader_place(x->reader, from, x->origin->next_line, 1);
	} else {
		dpi_reader_place(x->reader, from, 1, 1);
	}
	if (k == n) {
		/* What was found below it is of the last one. */
		x->reader->below = x->origin->below;
		x->reader->below_is = x->origin->below_is;
		memset(&x->origin->below, 0, sizeof x->origin->below);
	}
	of->from_bytes = from;
	of->to_bytes = x->end_bytes;
	of->is_first = k == 1;
	return 0;
}

struct dp_stream *
dp_table_open_part(const char *path, const struct dp_read_opts *o, unsigned k,
		   unsigned n, struct dp_part_of *of, struct dp_err *err)
{
	struct dp_stream *whole = dp_table_open(path, o, err);
	struct part *x;

	if (!whole)
		return NULL;
	x = dp_alloc0(sizeof *x);
	x->origin = (struct dpi_reader *)whole;
	x->stream.next = next;
	x->stream.work = work;
	x->stream.close = close_part;
	x->stream.dialect = &x->origin->dialect;
	dp_schema_view(&x->stream.schema, &whole->schema);
	if (start(x, k, n, of, err) == 0)
		return &x->stream;
	close_part(&x->stream);
	return NULL;
}
