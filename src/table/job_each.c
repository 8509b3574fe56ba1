/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The job that hands the rows of a view to somebody, one after the other:
 * for what is counted above this layer.
 */
#include "table/job.h"

struct each_job {
	struct dp_job job;
	struct dp_each each;
};

static int
run(struct dp_job *j, struct dp_err *err)
{
	const struct dp_each *e = &((struct each_job *)j)->each;
	struct dpi_pass a;
	int status;

	if (dpi_pass_open(&a, j, 0, false, err) != 0)
		return -1;
	status = e->start(e->self, &a.stream->schema, err);
	while (status == 0 && (status = dpi_pass_next(&a, err)) == 1)
		status = e->row(e->self, a.batch, a.r, err);
	dpi_pass_close(&a);
	return status;
}

static void
done(struct dp_job *j)
{
	(void)j;
}

static const struct dpi_job_class each_class = { run, done };

struct dp_job *
dp_each_start(struct dp_view *v, const struct dp_each *each, struct dp_err *err)
{
	struct each_job *e = dp_alloc0(sizeof *e);

	e->each = *each;
	if (dpi_job_init(&e->job, &each_class, v, err) != 0)
		return NULL;
	return dpi_job_start(&e->job, err);
}
