/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes in order: of files and pipes, looked at before they are read, and put
 * into a temporary file where they must be read in any order.
 */
#include "source/bytes.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <dpipe/source.h>

#include "base/i18n.h"
#include "base/temporary.h"

#define SPOOL_BYTES (256u << 10)
#define LEAST_BYTES 8u  /* looked at, however long they take to come */
#define PATIENCE_MS 200 /* with a pipe that has begun to speak */

ptrdiff_t
dpi_bytes_read(struct dpi_bytes *b, char *p, size_t n_bytes, struct dp_err *err)
{
	size_t left = b->head.n - b->head_at;

	if (!left)
		return b->read(b, p, n_bytes, err);
	if (n_bytes > left)
		n_bytes = left;
	memcpy(p, b->head.p + b->head_at, n_bytes);
	b->head_at += n_bytes;
	if (b->head_at == b->head.n) {
		dp_buf_done(&b->head);
		memset(&b->head, 0, sizeof b->head);
		b->head_at = 0;
	}
	return (ptrdiff_t)n_bytes;
}

bool
dpi_bytes_idle(struct dpi_bytes *b)
{
	return b->head.n == b->head_at && b->idle && b->idle(b);
}

int
dpi_bytes_look(struct dpi_bytes *b, size_t n_bytes, dp_str *out,
	       struct dp_err *err)
{
	ptrdiff_t got = 1;

	while (got > 0 && b->head.n - b->head_at < n_bytes) {
		size_t want = n_bytes - (b->head.n - b->head_at);

		if (b->head.n - b->head_at >= LEAST_BYTES && b->idle &&
		    b->idle(b))
			break;
		got = b->read(b, dp_buf_room(&b->head, want), want, err);
		b->head.n += got > 0 ? (size_t)got : 0;
	}
	*out = dp_str_from(dp_buf_view(&b->head), b->head_at);
	if (out->n > n_bytes)
		out->n = n_bytes;
	return got < 0 ? -1 : 0;
}

void
dpi_bytes_close(struct dpi_bytes *b)
{
	if (!b)
		return;
	dp_buf_done(&b->head);
	b->close(b);
}

int
dpi_check_growth(const char *name, uint64_t in_bytes, uint64_t out_bytes,
		 struct dp_err *err)
{
	if (out_bytes <= DP_UNPACK_FREE_BYTES ||
	    out_bytes / DP_UNPACK_MAX_RATIO <= in_bytes)
		return 0;
	return dp_fail(err, DP_ELIMIT,
		       _("%s unpacks to more than %u times its size: it was "
			 "probably made to fill the disk. If it was not, "
			 "unpack it first, then read what comes out."),
		       name, DP_UNPACK_MAX_RATIO);
}

/* ---- files ------------------------------------------------------------ */

static ptrdiff_t
read_file(struct dpi_bytes *b, char *p, size_t n, struct dp_err *err)
{
	struct dpi_file *f = (struct dpi_file *)b;
	ssize_t got;

	do {
		if (dp_cancelled() || (f->wait && !f->wait(f->self, f->fd)))
			return dp_fail(err, DP_ECANCEL, _("stopped."));
		got = read(f->fd, p, n);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return dp_fail_errno(err, _("%s cannot be read"), f->name);
	return got;
}

/* Only of a pipe that somebody waits for, with something else to do. */
static bool
file_idle(struct dpi_bytes *b)
{
	const struct dpi_file *f = (const struct dpi_file *)b;
	struct pollfd wait = { f->fd, POLLIN, 0 };

	return f->wait && poll(&wait, 1, PATIENCE_MS) == 0;
}

static void
close_file(struct dpi_bytes *b)
{
	(void)close(((struct dpi_file *)b)->fd);
	free(b);
}

struct dpi_file *
dpi_file_bytes(int fd, const char *name)
{
	struct dpi_file *f = dp_alloc0(sizeof *f);
	off_t at = lseek(fd, 0, SEEK_CUR);
	struct stat st;

	f->bytes.read = read_file;
	f->bytes.close = close_file;
	f->bytes.idle = file_idle;
	f->name = name;
	f->fd = fd;
	f->seeks = at >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
	f->from_bytes = f->seeks ? (uint64_t)at : 0;
	return f;
}

ptrdiff_t
dpi_file_at(const struct dpi_file *f, void *p, size_t n_bytes, uint64_t at,
	    struct dp_err *err)
{
	ssize_t got;

	do {
		if (dp_cancelled())
			return dp_fail(err, DP_ECANCEL, _("stopped."));
		got = pread(f->fd, p, n_bytes, (off_t)(f->from_bytes + at));
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return dp_fail_errno(err, _("%s cannot be read"), f->name);
	return got;
}

struct dpi_file *
dpi_bytes_spool(struct dpi_bytes *b, const char *name, uint64_t most_bytes,
		struct dp_err *err)
{
	int fd = dpi_temporary_open(err), status = fd < 0 ? -1 : 0;
	char *p = dp_alloc(SPOOL_BYTES);
	uint64_t all = 0;
	ptrdiff_t got;

	while (status == 0 &&
	       (got = dpi_bytes_read(b, p, SPOOL_BYTES, err)) != 0) {
		all += got > 0 ? (uint64_t)got : 0;
		if (got < 0)
			status = -1;
		else if (all > most_bytes)
			status = dp_fail(
				err, DP_ELIMIT,
				_("%s holds a file of more than %llu MB, the "
				  "most that is put aside to be read. Unpack "
				  "it first, then read what comes out."),
				name, (unsigned long long)(most_bytes >> 20));
		else
			status = dpi_temporary_write(fd, p, (size_t)got, err);
	}
	free(p);
	dpi_bytes_close(b);
	if (status == 0 && lseek(fd, 0, SEEK_SET) == 0)
		return dpi_file_bytes(fd, name);
	if (fd >= 0)
		(void)close(fd);
	return NULL;
}
