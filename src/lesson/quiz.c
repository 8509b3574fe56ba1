/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tasks that are answered: choosing, predicting, writing freely. Nothing of
 * it is ever counted against the learner.
 */
#include "lesson/session.h"

#include <dpipe/source.h>

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "step/expect.h"

/* ---- quiz ------------------------------------------------------------- */

/* Where choice I of T comes when they are shuffled: the same every time. */
static uint64_t
rank(const struct dp_lesson *lesson, const struct dp_task *t, size_t i)
{
	struct dp_buf b = { 0 };
	uint64_t h;

	dp_buf_format(&b, "%.*s/%.*s/%.*s", DP_FMT(lesson->id), DP_FMT(t->id),
		      DP_FMT(t->choice[i].id));
	h = dp_hash64(b.p, b.n);
	dp_buf_done(&b);
	return h;
}

size_t
dpi_quiz_at(const struct dp_lesson *lesson, const struct dp_task *t, size_t i)
{
	for (size_t k = 0; k < t->n_choices; k++) {
		size_t before = 0;

		for (size_t j = 0; j < t->n_choices; j++)
			before += rank(lesson, t, j) < rank(lesson, t, k);
		if (before == i)
			return k;
	}
	return 0;
}

/* True when A and B are the same words. */
static bool
same_words(dp_str a, dp_str b)
{
	struct dp_buf x = { 0 }, y = { 0 };
	bool same;

	dp_fold(dp_str_strip(a), &x);
	dp_fold(b, &y);
	same = dp_str_eq(dp_buf_view(&x), dp_buf_view(&y));
	dp_buf_done(&x);
	dp_buf_done(&y);
	return same;
}

ptrdiff_t
dpi_quiz_find(const struct dp_lesson *lesson, const struct dp_task *t,
	      dp_str line)
{
	dp_str word = dp_str_strip(line);
	int64_t n;

	if (dp_str_int(word, &n) && n >= 1 && (size_t)n <= t->n_choices)
		return (ptrdiff_t)dpi_quiz_at(lesson, t, (size_t)n - 1);
	for (size_t i = 0; i < t->n_choices; i++)
		if (same_words(word, t->choice[i].id) ||
		    same_words(word, dp_said(&t->choice[i].text)))
			return (ptrdiff_t)i;
	return -1;
}

void
dpi_quiz_say(const struct dp_learn *l, struct dp_says *says)
{
	const struct dp_task *t = dpi_task(l);

	for (size_t i = 0; i < t->n_choices; i++) {
		size_t k = dpi_quiz_at(l->lesson, t, i);

		dpi_say_text(says, DP_SAY_CHOICE, i + 1,
			     dp_said(&t->choice[k].text));
	}
}

int
dpi_quiz_line(struct dp_learn *l, dp_str line, struct dp_says *says,
	      struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);
	ptrdiff_t i = dpi_quiz_find(l->lesson, t, line);
	const struct dp_choice *c;

	if (i < 0)
		return 0;
	c = &t->choice[i];
	if (dpi_note(l, "choose", c->id, err) != 0)
		return -1;
	if (!dp_str_eq(c->id, t->right)) {
		dpi_say(says, DP_SAY_FAIL, _("Not that one. %.*s"),
			DP_FMT(dp_said(&c->why)));
		return 1;
	}
	dpi_say(says, DP_SAY_TEXT, _("Yes. %.*s"), DP_FMT(dp_said(&c->why)));
	dpi_say(says, DP_SAY_TEXT, _("Source: %.*s"), DP_FMT(t->source));
	return l->complete || dpi_pass(l, says, err) == 0 ? 1 : -1;
}

/* ---- prediction ------------------------------------------------------- */

void
dpi_predict_say(const struct dp_learn *l, struct dp_says *says)
{
	const struct dp_task *t = dpi_task(l);

	dpi_say(says, DP_SAY_TEXT, _("You say %s. Enter carries this out:"),
		l->predicted);
	for (size_t i = 0; i < t->run.n; i++)
		dpi_say_text(says, DP_SAY_ROUTE, 0, t->run.action[i]);
}

int
dpi_predict_line(struct dp_learn *l, dp_str line, struct dp_says *says,
		 struct dp_err *err)
{
	struct dp_dd v;

	if (!dpi_cell_number(line, &v))
		return 0;
	free(l->predicted);
	l->predicted = dp_strdup(dp_str_strip(line));
	if (dpi_note(l, "predict", dp_str_strip(line), err) != 0)
		return -1;
	dpi_predict_say(l, says);
	return 1;
}

/* V as people take it in: cents where it is 1 or more, else three digits. */
static double
readable(double v)
{
	return fabs(v) >= 1 ? round(v * 100) / 100 : v;
}

static void
number(double v, struct dp_buf *out)
{
	struct dp_buf room = { 0 };

	dp_number_double_text(v, fabs(v) < 1 ? 3 : 15, &room);
	dp_number_show(dp_buf_view(&room), out);
	dp_buf_done(&room);
}

static void
show_gap(double said, double measured, struct dp_says *says)
{
	struct dp_buf a = { 0 }, b = { 0 }, c = { 0 };
	double is = readable(measured);

	number(said, &a);
	number(is, &b);
	number(readable(fabs(said - is)), &c);
	if (said == is)
		dpi_say(says, DP_SAY_TEXT, _("You said %.*s, and so it is."),
			DP_FMT(dp_buf_view(&a)));
	else
		dpi_say(says, DP_SAY_TEXT,
			said > is ? _("You said %.*s; it is %.*s. That is "
				      "%.*s fewer than you thought.") :
				    _("You said %.*s; it is %.*s. That is "
				      "%.*s more than you thought."),
			DP_FMT(dp_buf_view(&a)), DP_FMT(dp_buf_view(&b)),
			DP_FMT(dp_buf_view(&c)));
	dp_buf_done(&a);
	dp_buf_done(&b);
	dp_buf_done(&c);
}

int
dpi_predict_show(struct dp_learn *l, struct dp_says *says, struct dp_err *err)
{
	struct dp_verdicts v = { 0 };
	struct dp_dd said = { 0, 0 };
	double is = 0;
	int status = dpi_judge(l, &v, err);

	if (status == 0) {
		const struct dp_verdict *last = &v.at[v.n - 1];

		(void)dpi_cell_number(dp_str_c(l->predicted), &said);
		if (last->broken || !dp_number_double(last->measured, &is)) {
			dpi_say(says, DP_SAY_FAIL, "%.*s",
				DP_FMT(last->sentence));
			dp_verdicts_done(&v);
			return 0;
		}
		show_gap(said.hi, is, says);
		status = dpi_note(l, "outcome", last->measured, err);
	}
	dp_verdicts_done(&v);
	if (status == 0)
		status = dpi_pass(l, says, err);
	return status;
}

/* ---- reflection ------------------------------------------------------- */

/* Adds TEXT at the end of the diary. */
static int
append(const struct dp_learn *l, dp_str text, struct dp_err *err)
{
	char *path = dp_path_join(l->folder, DPI_DIARY);
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	int status = 0;

	if (fd < 0 || write(fd, text.p, text.n) != (ssize_t)text.n)
		status = dp_fail_errno(err, _("%s cannot be written"), path);
	if (fd >= 0)
		(void)close(fd);
	free(path);
	return status;
}

int
dpi_reflect_line(struct dp_learn *l, dp_str line, struct dp_says *says,
		 struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);
	char date[DP_PROVENANCE_DATE_BYTES];
	struct dp_buf b = { 0 };
	int status = 0;

	line = dp_str_strip(line);
	if (line.n > 0) {
		dp_provenance_date(date);
		dp_buf_format(&b, "## %.*s, %.10s\n\n> %.*s\n\n%.*s\n\n",
			      DP_FMT(dp_said(&l->lesson->title)), date,
			      DP_FMT(dp_said(&t->ask)), DP_FMT(line));
		status = append(l, dp_buf_view(&b), err);
		dp_buf_done(&b);
		if (status == 0)
			dpi_say(says, DP_SAY_TEXT,
				_("Kept in %s, for you alone."), DPI_DIARY);
	}
	if (status == 0 && !l->complete)
		status = dpi_pass(l, says, err);
	return status == 0 ? 1 : -1;
}
