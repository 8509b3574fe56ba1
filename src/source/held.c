/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be read only once, kept for those who look at it again. */
#include <dpipe/source.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "source/bytes.h"

struct dp_held {
	int fd;
	uint64_t from_bytes; /* where it starts */
};

int
dp_hold(const char *path, struct dp_held **out, struct dp_err *err)
{
	bool is_standard = strcmp(path, "-") == 0;
	const char *name = is_standard ? _("standard input") : path;
	struct dpi_file *f;
	int fd;

	*out = NULL;
	if (dp_is_file(path))
		return 0;
	fd = dp_open_read(path, err);
	if (fd < 0)
		return -1;
	f = dpi_file_bytes(fd, name);
	if (!f->seeks)
		f = dpi_bytes_spool(&f->bytes, name, UINT64_MAX, err);
	if (!f)
		return -1;
	*out = dp_alloc0(sizeof **out);
	(*out)->from_bytes = f->from_bytes;
	(*out)->fd = fcntl(f->fd, F_DUPFD_CLOEXEC, 3);
	dpi_bytes_close(&f->bytes);
	if ((*out)->fd >= 0)
		return 0;
	free(*out);
	*out = NULL;
	return dp_fail_errno(err, _("%s cannot be read"), name);
}

int
dp_held_open(const struct dp_held *h, struct dp_err *err)
{
	int fd = fcntl(h->fd, F_DUPFD_CLOEXEC, 3);

	if (fd >= 0 && lseek(fd, (off_t)h->from_bytes, SEEK_SET) >= 0)
		return fd;
	if (fd >= 0)
		(void)close(fd);
	return dp_fail_errno(err, _("what was put aside cannot be read"));
}

void
dp_held_free(struct dp_held *h)
{
	if (h)
		(void)close(h->fd);
	free(h);
}
