/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting for a job over a table in plain lines: rare sentences say how far. */
#include <dpipe/workbench.h>

#include "cli/dialogue.h"
#include "cli/inner.h"
#include "cli/plain_table.h"

#define FIRST_PROGRESS_SECONDS 2
#define PROGRESS_SECONDS 10

/* How far job J, whose state is S, is; LASTING: it works on what it read. */
static void
say_progress(struct cli_table *t, const struct dp_job_state *s, bool lasting)
{
	struct dp_err ignored = { 0 };
	char n[48];

	if (lasting && s->share >= 0)
		cli_table_sayf(t, _("%u %% compared"),
			       (unsigned)(s->share * 100));
	else
		cli_table_sayf(t, _("%s rows so far."),
			       cli_table_count(s->n_rows, n));
	(void)cli_write(&t->out, &ignored);
}

/* Says once, into LASTING, why the trial J takes long, when it knows. */
static void
say_lasting(struct cli_table *t, struct dp_job *j, bool *lasting)
{
	struct dp_trial trial = { 0 };
	struct dp_err ignored = { 0 };

	dp_trial_get(j, &trial);
	if (trial.lasting.p) {
		*lasting = true;
		cli_table_sayf(t, _("It takes long: %.*s Ctrl-C stops it."),
			       DP_FMT(trial.lasting));
		(void)cli_write(&t->out, &ignored);
	}
	dp_trial_done(&trial);
}

bool
cli_table_wait(struct cli_table *t, struct dp_job *j, bool trial)
{
	double next = FIRST_PROGRESS_SECONDS;
	struct dp_job_state s;
	bool lasting = false;

	for (dp_job_look(j, &s);
	     s.status == DP_JOB_WAITING || s.status == DP_JOB_RUNNING;
	     dp_job_look(j, &s)) {
		if (dp_cancelled())
			dp_job_cancel(j);
		if (trial && !lasting)
			say_lasting(t, j, &lasting);
		if (s.seconds >= next) {
			next = s.seconds + PROGRESS_SECONDS;
			say_progress(t, &s, lasting);
		}
		cli_table_await(t);
	}
	if (s.status == DP_JOB_FAILED)
		cli_table_err(t, &s.err);
	return s.status == DP_JOB_DONE;
}
