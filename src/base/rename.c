/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several files that take their names together. rename(2) gives one name at
 * once, never two: what was there is kept under a second name until all have
 * theirs, and put back when one cannot have it.
 */
#include <dpipe/base.h>

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

/* Keeps what stands under the name; errno says why not. */
static int
keep_old(struct dp_renaming *r)
{
	struct stat st;

	if (lstat(r->to, &st) != 0)
		return errno == ENOENT ? 0 : -1;
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return -1;
	}
	/* Some file systems have no second names. */
	r->kept = (!r->account && link(r->to, r->old) == 0) ||
		  rename(r->to, r->old) == 0;
	return r->kept ? 0 : -1;
}

/* Everything as it was, the last first. */
static void
put_back(struct dp_renaming *r, size_t n)
{
	while (n-- > 0) {
		if (r[n].moved)
			(void)rename(r[n].to, r[n].from);
		/* Two names of one file stay two when one is given both. */
		if (r[n].kept && rename(r[n].old, r[n].to) == 0)
			(void)unlink(r[n].old);
		r[n].moved = r[n].kept = false;
	}
}

int
dp_rename_together(struct dp_renaming *r, size_t n, struct dp_err *err)
{
	size_t bad = n, i;

	for (i = 0; i < n; i++)
		r[i].kept = r[i].moved = false;
	/* The accounts go before what they tell of is replaced. */
	for (i = n; n > 1 && bad == n && i-- > 0;)
		if (keep_old(&r[i]) != 0)
			bad = i;
	for (i = 0; bad == n && i < n; i++) {
		r[i].moved = rename(r[i].from, r[i].to) == 0;
		if (!r[i].moved)
			bad = i;
	}
	if (bad < n) {
		dp_fail_errno(err, _("%s cannot be written"), r[bad].to);
		put_back(r, n);
		return -1;
	}
	for (i = 0; i < n; i++)
		if (r[i].kept)
			(void)unlink(r[i].old);
	return 0;
}
