/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Temporary files: where they are made and what is said when that fails.
 */
#include "base/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"

int
dpi_temporary_open(struct dp_err *err)
{
	const char *folder = getenv("TMPDIR");
	char *name;
	int fd;

	if (!folder || !*folder)
		folder = "/tmp";
	name = dp_format("%s/dpipe-XXXXXX", folder);
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0)
		(void)unlink(name);
	free(name);
	if (fd < 0)
		return dp_fail_errno(
			err,
			_("no temporary file can be made in %s; set TMPDIR "
			  "to another folder"),
			folder);
	return fd;
}

int
dpi_temporary_write(int fd, const void *p, size_t n_bytes, struct dp_err *err)
{
	struct dp_outfile f = { .fd = fd };

	if (dp_outfile_write(&f, p, n_bytes, err) == 0)
		return 0;
	return dp_fail(err, err->code,
		       _("the temporary file cannot be written; make "
			 "room, or set TMPDIR to a larger folder."));
}

int
dpi_temporary_read(int fd, void *p, size_t n_bytes, uint64_t at,
		   struct dp_err *err)
{
	char *to = p;

	while (n_bytes > 0) {
		ssize_t got = pread(fd, to, n_bytes, (off_t)at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return dp_fail_errno(
				err, _("the temporary file cannot be read"));
		to += got;
		at += (uint64_t)got;
		n_bytes -= (size_t)got;
	}
	return 0;
}
