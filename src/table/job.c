/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Jobs over a whole table: the queue, the thread that runs them, what can be
 * asked of any. What they do is in job_find.c, job_facet.c, job_sort.c and
 * job_filter.c.
 */
#include "table/job.h"

#include <assert.h>
#include <stdlib.h>

#include "base/i18n.h"

double
dpi_seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void
free_job(struct dp_job *j)
{
	j->class->done(j);
	dpi_rows_free(j->rows);
	dpi_rows_free(j->set);
	dpi_rows_free(j->made);
	dp_schema_done(&j->schema);
	free(j);
}

int
dpi_job_init(struct dp_job *j, const struct dpi_job_class *class,
	     struct dp_view *v, struct dp_err *err)
{
	j->class = class;
	j->pages = v->pages;
	j->overlay = v->overlay;
	j->sorted = v->sorted;
	j->share = -1;
	dp_schema_copy(&j->schema, &v->schema);
	if ((v->rows && !(j->rows = dpi_rows_copy(v->rows, err))) ||
	    (v->set && !(j->set = dpi_rows_copy(v->set, err)))) {
		free_job(j);
		return -1;
	}
	return 0;
}

int
dpi_job_column(const struct dp_view *v, size_t i, bool any, struct dp_err *err)
{
	if (i < v->schema.n || (any && i == DP_ANY_COLUMN))
		return 0;
	return dp_fail(err, DP_EUSAGE, _("the table has no column %zu."),
		       i + 1);
}

void
dpi_job_tell(struct dp_job *j, uint64_t n_rows, double share)
{
	dpi_lock(&j->pages->lock);
	j->n_rows = n_rows;
	j->share = share;
	dpi_unlock(&j->pages->lock);
	if (dpi_seconds() - j->told > DPI_NEWS_SECONDS) {
		dpi_bell_ring(&j->pages->bell);
		j->told = dpi_seconds();
	}
}

int
dpi_job_await(struct dp_job *j, uint64_t row, struct dp_err *err)
{
	struct dp_pages *p = j->pages;
	int status = 0;

	dpi_lock(&p->lock);
	p->n_waiting++;
	while (p->n_rows <= row && !p->counted && p->err.code == DP_OK &&
	       !atomic_load(&j->stop) && !atomic_load(&p->stop))
		dpi_wait(&p->lock);
	p->n_waiting--;
	if (p->n_rows <= row && !p->counted) {
		*err = p->err;
		status = p->err.code ? -1 :
				       dp_fail(err, DP_ECANCEL, _("stopped."));
	}
	dpi_unlock(&p->lock);
	return status;
}

/* Runs J, which is first in the queue. The lock is held, and given up. */
static void
run_first(struct dp_pages *p, struct dp_job *j)
{
	struct dp_err err = { 0 };
	int status;

	j->status = DP_JOB_RUNNING;
	dpi_unlock(&p->lock);
	status = j->class->run(j, &err);
	dpi_lock(&p->lock);
	if (atomic_load(&j->stop) || err.code == DP_ECANCEL) {
		j->status = DP_JOB_CANCELLED;
	} else if (status != 0) {
		j->status = DP_JOB_FAILED;
		j->err = err;
	} else {
		j->status = DP_JOB_DONE;
		j->share = 1;
	}
	p->job = j->next;
	if (!p->job)
		p->last_job = NULL;
	dpi_tell(&p->lock);
	dpi_bell_ring(&p->bell);
}

static void *
run_jobs(void *pages)
{
	struct dp_pages *p = pages;

	dpi_lock(&p->lock);
	while (!atomic_load(&p->stop))
		if (p->job)
			run_first(p, p->job);
		else
			dpi_wait(&p->lock);
	dpi_unlock(&p->lock);
	return NULL;
}

struct dp_job *
dpi_job_start(struct dp_job *j, struct dp_err *err)
{
	struct dp_pages *p = j->pages;

	if (!p->has_runner)
		p->has_runner = dpi_thread_start(&p->runner, run_jobs, p);
	if (!p->has_runner) {
		(void)dp_fail(err, DP_ELIMIT,
			      _("no thread can be started; close other "
				"programs and try again."));
		free_job(j);
		return NULL;
	}
	j->started = dpi_seconds();
	dpi_lock(&p->lock);
	j->generation = ++p->last_id;
	if (p->last_job)
		p->last_job->next = j;
	else
		p->job = j;
	p->last_job = j;
	dpi_tell(&p->lock);
	dpi_unlock(&p->lock);
	return j;
}

void
dp_job_look(struct dp_job *j, struct dp_job_state *out)
{
	memset(out, 0, sizeof *out);
	dpi_lock(&j->pages->lock);
	out->generation = j->generation;
	out->status = j->status;
	out->n_rows = j->n_rows;
	out->share = j->share;
	out->err = j->err;
	dpi_unlock(&j->pages->lock);
	out->seconds = dpi_seconds() - j->started;
}

/* Takes J out of the queue, where it waits. The lock is held. */
static void
unqueue(struct dp_pages *p, struct dp_job *j)
{
	struct dp_job **at = &p->job, *last = NULL;

	while (*at != j) {
		last = *at;
		at = &last->next;
	}
	*at = j->next;
	if (p->last_job == j)
		p->last_job = last;
	j->status = DP_JOB_CANCELLED;
}

void
dp_job_cancel(struct dp_job *j)
{
	struct dp_pages *p = j->pages;

	dpi_lock(&p->lock);
	atomic_store(&j->stop, true);
	if (j->status == DP_JOB_WAITING)
		unqueue(p, j);
	/* It may wait for bytes of a pipe. */
	dpi_tell(&p->lock);
	dpi_unlock(&p->lock);
}

void
dp_job_free(struct dp_job *j)
{
	struct dp_pages *p;

	if (!j)
		return;
	p = j->pages;
	dp_job_cancel(j);
	dpi_lock(&p->lock);
	while (j->status == DP_JOB_RUNNING)
		dpi_wait(&p->lock);
	dpi_unlock(&p->lock);
	free_job(j);
}

struct dp_view *
dp_job_view(struct dp_job *j)
{
	struct dp_job_state s;
	struct dp_view *v;

	dp_job_look(j, &s);
	if (s.status != DP_JOB_DONE || !j->made)
		return NULL;
	v = dp_view_new(j->pages, &j->overlay, &j->schema);
	/* Nobody has asked it for rows yet, so nobody looks at them. */
	v->rows = j->made;
	v->sorted = j->made_sorted;
	v->set = j->set;
	j->made = j->set = NULL;
	return v;
}
