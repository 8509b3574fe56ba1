/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal of a track: what the learner did, a line each, only ever
 * appended to. A kill can tear its last line; that line is then passed over.
 */
#include "lesson/session.h"

#include <dpipe/source.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "op/recipe.h"

#define CHECK_BYTES 10 /* " #" and eight digits */

static void
check_of(dp_str line, char out[CHECK_BYTES + 1])
{
	uint64_t h = dp_hash64(line.p, line.n);

	(void)snprintf(out, CHECK_BYTES + 1, " #%08x",
		       (unsigned)(h ^ (h >> 32)));
}

int
dpi_journal_open(const char *path, struct dp_err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	char last = '\n';
	off_t size;

	if (fd < 0)
		return dp_fail_errno(err, _("the journal %s cannot be opened"),
				     path);
	size = lseek(fd, 0, SEEK_END);
	if (size > 0 && pread(fd, &last, 1, size - 1) == 1 && last != '\n' &&
	    write(fd, "\n", 1) != 1) {
		(void)close(fd);
		return dp_fail_errno(err, _("the journal %s cannot be written"),
				     path);
	}
	return fd;
}

int
dpi_journal_add(int fd, const struct dpi_record *record, struct dp_err *err)
{
	char check[CHECK_BYTES + 1];
	struct dp_buf b = { 0 };
	ssize_t n;

	dp_buf_format(&b, "%.*s %.*s %.*s/%.*s ", DP_FMT(record->date),
		      DP_FMT(record->word), DP_FMT(record->lesson),
		      DP_FMT(record->task));
	dp_recipe_quote(record->rest, &b);
	check_of(dp_buf_view(&b), check);
	dp_buf_add(&b, check, CHECK_BYTES);
	dp_buf_char(&b, '\n');
	do
		n = write(fd, b.p, b.n);
	while (n < 0 && errno == EINTR);
	if (n >= 0 && (size_t)n < b.n)
		errno = ENOSPC;
	if (n < 0 || (size_t)n < b.n)
		dp_fail_errno(err, _("the journal of your progress cannot be "
				     "written"));
	else
		(void)fdatasync(fd);
	n = n == (ssize_t)b.n ? 0 : -1;
	dp_buf_done(&b);
	return (int)n;
}

/* The record in LINE, or false: it is not whole. */
static bool
read_record(dp_str line, struct dp_arena *a, struct dpi_record *out)
{
	char check[CHECK_BYTES + 1];
	struct dp_buf b = { 0 };
	dp_str tail;

	if (line.n < CHECK_BYTES || dp_utf8_valid(line) != line.n)
		return false;
	tail = dp_str_from(line, line.n - CHECK_BYTES);
	line.n -= CHECK_BYTES;
	check_of(line, check);
	if (!dp_str_is(tail, check))
		return false;
	line = dp_keep(a, line);
	out->date = dp_str_cut(&line, ' ');
	out->word = dp_str_cut(&line, ' ');
	out->lesson = dp_str_cut(&line, '/');
	out->task = dp_str_cut(&line, ' ');
	if (!line.p || line.n < 2)
		return false;
	dpi_unescape(line.p, line.p + line.n, &b);
	out->rest = dp_keep(a, b.n ? dp_buf_view(&b) : DP_S(""));
	dp_buf_done(&b);
	return true;
}

int
dpi_journal_next(dp_str *rest, struct dp_arena *a, struct dpi_record *out)
{
	while (rest->p && rest->n > 0) {
		dp_str line = dp_str_cut(rest, '\n');

		if (rest->p && read_record(line, a, out))
			return 1;
	}
	return 0;
}
