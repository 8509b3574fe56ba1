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
		       strerror_r(saved, reason, sizeof reason));
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
