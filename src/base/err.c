/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Errors as values: filling in what went wrong and where. Nothing is
 * printed; the command line and the TUI do that.
 */
#include <dpipe/base.h>

#include <errno.h>

#include "base/i18n.h"

static void
fill(struct dp_err *err, enum dp_code code, const char *fmt, va_list ap)
{
	int saved = errno;

	err->code = code;
	err->no_column = false;
	err->shown[0] = '\0';
	err->os_errno = code == DP_EIO ? saved : 0;
	(void)vsnprintf(err->msg, sizeof err->msg, fmt, ap);
	errno = saved;
}

int
dp_fail(struct dp_err *err, enum dp_code code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fill(err, code, fmt, ap);
	va_end(ap);
	return -1;
}

void *
dp_fail_null(struct dp_err *err, enum dp_code code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fill(err, code, fmt, ap);
	va_end(ap);
	return NULL;
}

/*
 * The system's words for an error are English wherever its own translations
 * are not installed; the frequent ones are ours.
 */
static const char *
reason_for(int number, char *room, size_t room_bytes)
{
	switch (number) {
	case ENOENT:
		return _("there is no such file or folder");
	case EACCES:
	case EPERM:
		return _("its permissions forbid it");
	case ENOTDIR:
		return _("a part of the path is no folder");
	case EISDIR:
		return _("it is a folder");
	case EEXIST:
		return _("it exists already");
	case ENOSPC:
	case EDQUOT:
		return _("the device is full");
	case EROFS:
		return _("the device cannot be written to");
	case EIO:
		return _("the device failed");
	case EBADF:
		return _("it is closed");
	case EXDEV:
		return _("it is on another disk");
	case EPIPE:
		return _("nobody reads it any more");
	case EMFILE:
	case ENFILE:
		return _("too many files are open");
	case ENAMETOOLONG:
		return _("the name is too long");
	case ELOOP:
		return _("its links lead in a circle");
	case EFBIG:
		return _("the file would become too large");
	case ENOMEM:
		return _("there is not enough memory");
	default:
		return strerror_r(number, room, room_bytes);
	}
}

int
dp_fail_errno(struct dp_err *err, const char *fmt, ...)
{
	int saved = errno;
	char reason[128];
	size_t n;
	va_list ap;

	va_start(ap, fmt);
	fill(err, DP_EIO, fmt, ap);
	va_end(ap);
	n = strlen(err->msg);
	(void)snprintf(err->msg + n, sizeof err->msg - n, _(": %s."),
		       reason_for(saved, reason, sizeof reason));
	err->os_errno = saved;
	return -1;
}

void
dp_err_file(struct dp_err *err, const char *name)
{
	size_t n = strlen(name), room = sizeof err->at.file - 1;

	(void)snprintf(err->at.file, sizeof err->at.file, "%s",
		       n > room ? name + (n - room) : name);
}

int
dp_code_status(enum dp_code code)
{
	switch (code) {
	case DP_OK:
		return 0;
	case DP_EUSAGE:
	case DP_ERECIPE:
		return 2;
	case DP_EIO:
	case DP_EDATA:
	case DP_ENOTFOUND:
	case DP_ELIMIT:
	case DP_ENET:
	case DP_ECANCEL:
		break;
	}
	return 3;
}
