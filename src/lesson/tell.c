/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a front end asks of a session besides its answers: the checks of the
 * task one by one, what was said so far, whether a line means something.
 */
#include "lesson/session.h"

#include "base/i18n.h"
#include "step/expect.h"

int
dp_learn_checks(struct dp_learn *l, struct dp_verdicts *out, struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);
	int status = t && t->n_checks > 0 ? dpi_judge(l, out, err) : 0;

	if (status == 0 && t && out->n > t->n_checks - t->n_secret)
		out->n = t->n_checks - t->n_secret;
	out->n_failed = 0;
	for (size_t i = 0; i < out->n; i++)
		out->n_failed += !out->at[i].holds;
	return status;
}

int
dp_learn_told(struct dp_learn *l, struct dp_says *out, struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);
	struct dp_verdicts v = { 0 };
	int status = 0;

	if (!t)
		return 0;
	for (size_t i = 0; i < l->n_hints && i < t->n_hints; i++) {
		dpi_say(out, DP_SAY_PROGRESS, _("Hint %zu of %zu"), i + 1,
			t->n_hints);
		dpi_say_text(out, DP_SAY_HINT, i + 1,
			     dp_said(&t->hint[i].text));
	}
	if (l->complete)
		dpi_pass_say(l, out);
	else if (l->predicted)
		dpi_predict_say(l, out);
	else if (l->cause && (status = dpi_judge(l, &v, err)) == 0)
		dpi_failure_say(l, &v, out);
	dp_verdicts_done(&v);
	return status;
}

bool
dp_learn_knows(const struct dp_learn *l, dp_str line)
{
	const struct dp_task *t = dpi_task(l);
	struct dp_dd number;
	dp_str rest;

	line = dp_str_strip(line);
	if (line.n == 0 || dpi_word_find(line, &rest) || dpi_is_action(line))
		return true;
	if (!t || (l->complete && t->kind != DP_TASK_QUIZ))
		return false;
	return t->kind == DP_TASK_REFLECT ||
	       (t->kind == DP_TASK_QUIZ &&
		dpi_quiz_find(l->lesson, t, line) >= 0) ||
	       (t->kind == DP_TASK_PREDICT && dpi_cell_number(line, &number));
}
