/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a table beside a front end: nobody waits for a pipe. */
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "table/pages.h"

struct dp_opening {
	char *path;
	int fd; /* the table's, once there is a thread */
	struct dp_read_opts opts;
	struct dpi_bell bell, stop_bell;
	dpi_thread thread;
	bool has_thread;
	atomic_bool done; /* what follows does not change any more */
	struct dp_pages *pages;
	struct dp_err err;
};

static void *
open_it(void *opening)
{
	struct dp_opening *g = opening;

	g->pages = dpi_pages_open_fd(g->fd, g->path, &g->opts, &g->stop_bell,
				     &g->err);
	atomic_store(&g->done, true);
	dpi_bell_ring(&g->bell);
	return NULL;
}

struct dp_opening *
dp_opening_start(const char *path, const struct dp_read_opts *o,
		 struct dp_err *err)
{
	struct dp_opening *g = dp_alloc0(sizeof *g);

	g->path = dp_strdup(dp_str_c(path));
	g->opts = *o;
	g->bell = g->stop_bell = (struct dpi_bell){ -1, -1 };
	g->fd = dp_open_read(path, err);
	if (g->fd >= 0 && dpi_bell_init(&g->bell, err) == 0 &&
	    dpi_bell_init(&g->stop_bell, err) == 0)
		g->has_thread = dpi_thread_start(&g->thread, open_it, g);
	if (g->has_thread)
		return g;
	if (err->code == DP_OK)
		(void)dp_fail(err, DP_ELIMIT,
			      _("no thread can be started; close other "
				"programs and try again."));
	dp_opening_free(g);
	return NULL;
}

int
dp_opening_fd(const struct dp_opening *g)
{
	return g->bell.read_fd;
}

int
dp_opening_take(struct dp_opening *g, struct dp_pages **out, struct dp_err *err)
{
	if (!atomic_load(&g->done))
		return 0;
	*out = g->pages;
	g->pages = NULL;
	if (*out)
		return 1;
	*err = g->err;
	return -1;
}

void
dp_opening_free(struct dp_opening *g)
{
	if (!g)
		return;
	if (g->has_thread) {
		dpi_bell_ring(&g->stop_bell);
		dpi_thread_join(g->thread);
	} else if (g->fd >= 0) {
		(void)close(g->fd);
	}
	dp_pages_close(g->pages);
	dpi_bell_done(&g->bell);
	dpi_bell_done(&g->stop_bell);
	free(g->path);
	free(g);
}
