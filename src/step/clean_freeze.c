/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recipe frozen: steps that compute what they do from the whole table, such
 * as cluster, become steps that say what it was. Everything else stays as it
 * is written.
 */
#include <dpipe/clean.h>

/* Appends RAW, the text of a step, as comments. */
static void
put_comment(dp_str raw, struct dp_buf *out)
{
	while (raw.n) {
		dp_buf_c(out, "# ");
		dp_buf_str(out, dp_str_cut(&raw, '\n'));
		dp_buf_char(out, '\n');
	}
}

/* Appends STEPS, LABEL (or nothing) at the end of their first line. */
static void
put_steps(dp_str steps, dp_str label, struct dp_buf *out)
{
	if (!steps.n)
		return;
	dp_buf_str(out, dp_str_cut(&steps, '\n'));
	if (label.p) {
		dp_buf_c(out, " [");
		dp_buf_str(out, label);
		dp_buf_char(out, ']');
	}
	dp_buf_char(out, '\n');
	dp_buf_str(out, steps);
}

static const struct dp_step *
step_of(struct dp_plan *plan, const struct dp_line *line)
{
	for (size_t i = 0; i < dp_plan_log(plan)->n_steps; i++)
		if (dp_plan_step(plan, i)->line == line)
			return dp_plan_step(plan, i);
	return NULL;
}

static void
put_recipe(const struct dp_recipe *r, struct dp_plan *plan, struct dp_buf *out)
{
	struct dp_buf steps = { 0 };

	for (size_t i = 0; i < r->n; i++) {
		const struct dp_line *line = &r->line[i];
		const struct dp_step *s = step_of(plan, line);

		if (!s || !s->op->frozen) {
			dp_buf_str(out, line->raw);
			continue;
		}
		steps.n = 0;
		s->op->frozen(s, &steps);
		put_comment(line->raw, out);
		put_steps(dp_buf_view(&steps), line->label, out);
	}
	dp_buf_done(&steps);
}

int
dp_clean_freeze(const struct dp_clean *c, struct dp_buf *out,
		struct dp_err *err)
{
	struct dp_apply_opts o = {
		.threads = c->read.threads,
		.dry = true,
		.map = c->map,
		.n_map = c->n_map,
		.skip_missing = c->skip_missing,
		.memory_bytes = c->memory_bytes,
	};
	struct dp_read_opts read = c->read;
	struct dp_stream *in;
	struct dp_plan *plan;
	struct dp_batch *b;
	int status;

	if (dp_recipe_source(c->recipe, &read, err) != 0)
		return -1;
	in = dp_table_open(c->input, &read, err);
	plan = in ? dp_plan_new(c->recipe, in, &o, err) : NULL;
	if (!plan)
		return -1;
	dp_plan_log(plan)->watch = c->watch;
	b = dp_batch_new();
	while ((status = dp_next(dp_plan_stream(plan), b, err)) == 1)
		dp_plan_account(plan, b);
	dp_batch_free(b);
	if (status == 0)
		put_recipe(c->recipe, plan, out);
	dp_plan_free(plan);
	return status;
}
