/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step beside the interface: its thread, its progress; see errand.h. */
#include "tui/errand.h"

#include <stdlib.h>
#include <time.h>

#include "base/i18n.h"
#include "table/threads.h"

#define NEWS_SECONDS 0.1 /* between two pieces of news of its progress */

struct tui_errand {
	int (*run)(void *self, const struct dp_watch *watch,
		   struct dp_err *err);
	void *self;
	struct dpi_bell bell;
	struct dpi_lock lock;
	dpi_thread thread;
	double started, told;
	/* guarded */
	enum dp_go go;
	struct tui_errand_state now;
};

static double
seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* On the thread: how far it is, and whether to go on. */
static enum dp_go
look(void *self, uint64_t n_records, double share)
{
	struct tui_errand *e = self;
	double now = seconds();
	enum dp_go go;

	dpi_lock(&e->lock);
	e->now.n_records = n_records;
	e->now.share = share;
	go = e->go;
	dpi_unlock(&e->lock);
	if (now - e->told > NEWS_SECONDS) {
		e->told = now;
		dpi_bell_ring(&e->bell);
	}
	return go;
}

static void *
carry_out(void *self)
{
	struct tui_errand *e = self;
	const struct dp_watch watch = { look, e };
	struct dp_err err = { 0 };
	int status = e->run(e->self, &watch, &err);

	dpi_lock(&e->lock);
	e->now.status = status;
	e->now.err = err;
	e->now.over = true;
	dpi_unlock(&e->lock);
	dpi_bell_ring(&e->bell);
	return NULL;
}

static void
done(struct tui_errand *e)
{
	dpi_bell_done(&e->bell);
	dpi_lock_done(&e->lock);
	free(e);
}

struct tui_errand *
tui_errand_start(int (*run)(void *self, const struct dp_watch *watch,
			    struct dp_err *err),
		 void *self, struct dp_err *err)
{
	struct tui_errand *e = dp_alloc0(sizeof *e);

	e->run = run;
	e->self = self;
	e->now.share = -1;
	e->started = e->told = seconds();
	dpi_lock_init(&e->lock);
	if (dpi_bell_init(&e->bell, err) != 0) {
		done(e);
		return NULL;
	}
	if (!dpi_thread_start(&e->thread, carry_out, e)) {
		done(e);
		return dp_fail_null(err, DP_ELIMIT,
				    _("no thread can be started; close other "
				      "programs and try again."));
	}
	return e;
}

int
tui_errand_fd(const struct tui_errand *e)
{
	return e->bell.read_fd;
}

void
tui_errand_hush(struct tui_errand *e)
{
	dpi_bell_hush(&e->bell);
}

void
tui_errand_look(struct tui_errand *e, struct tui_errand_state *out)
{
	dpi_lock(&e->lock);
	*out = e->now;
	dpi_unlock(&e->lock);
	out->seconds = seconds() - e->started;
}

static void
tell(struct tui_errand *e, enum dp_go go)
{
	dpi_lock(&e->lock);
	e->go = go;
	dpi_unlock(&e->lock);
}

void
tui_errand_stop(struct tui_errand *e)
{
	tell(e, DP_GO_ENOUGH);
}

void
tui_errand_free(struct tui_errand *e)
{
	if (!e)
		return;
	tell(e, DP_GO_AWAY);
	dpi_thread_join(e->thread);
	done(e);
}
