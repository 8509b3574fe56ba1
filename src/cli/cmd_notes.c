/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe notes: what the facilitator of a room reads beside the projector
 * view, task after task, in a terminal that is not projected.
 */
#include <dpipe/lesson.h>

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/inner.h"

#define INDENT_COLS 4
#define LINE_MOST_BYTES 4096

struct notes {
	struct dp_lessons all;
	struct dp_room_now now;
	bool known;      /* now is something */
	int64_t minutes; /* said last; -1: none were */
	struct dp_buf read, out;
};

/* ---- what is said ----------------------------------------------------- */

static void
say(struct notes *n, const char *mark, dp_str text)
{
	size_t used = strlen(mark);

	dp_buf_c(&n->out, mark);
	if (used < INDENT_COLS)
		cli_blanks(&n->out, INDENT_COLS - used);
	cli_wrap(&n->out, text, (size_t)cli_width(),
		 used < INDENT_COLS ? INDENT_COLS : used, INDENT_COLS);
}

static void
say_heading(struct notes *n, const char *text)
{
	dp_buf_char(&n->out, '\n');
	cli_wrap(&n->out, dp_str_c(text), (size_t)cli_width(), 0, 0);
}

static void
say_says(struct notes *n, const char *heading, const struct dp_says *says)
{
	if (says->n > 0)
		say_heading(n, heading);
	for (size_t i = 0; i < says->n; i++) {
		char mark[INDENT_COLS + 1] = "";

		if (says->at[i].kind == DP_SAY_CHOICE)
			mark[0] = (char)('A' + (says->at[i].number + 25) % 26);
		else if (says->at[i].kind == DP_SAY_FAIL)
			mark[0] = '!';
		else if (says->at[i].number)
			(void)snprintf(mark, sizeof mark, "%zu",
				       says->at[i].number % 100);
		say(n, mark, says->at[i].text);
	}
}

static int64_t
now_seconds(void)
{
	return (int64_t)time(NULL);
}

/* Minutes left, the last one begun counted; -1: there is no clock. */
static int64_t
minutes_left(const struct notes *n)
{
	int64_t left = n->now.ends_at - now_seconds();

	if (n->now.ends_at == 0)
		return -1;
	return left > 0 ? (left + 59) / 60 : 0;
}

static void
say_minutes(struct notes *n)
{
	int64_t left = minutes_left(n);

	n->minutes = left;
	if (left == 0)
		dp_buf_c(&n->out, _("Time is up."));
	else if (left > 0)
		dp_buf_format(&n->out,
			      P_("%lld minute left.", "%lld minutes left.",
				 (unsigned long)left),
			      (long long)left);
	if (left >= 0)
		dp_buf_char(&n->out, '\n');
}

/* What comes after task I of L. */
static void
say_next(struct notes *n, const struct dp_lesson *l, size_t i)
{
	say_heading(n, _("Next step:"));
	if (i + 1 < l->n_tasks)
		say(n, "", dp_said(&l->task[i + 1].ask));
	else
		say(n, "",
		    dp_str_c(_("This was the last task of the "
			       "lesson.")));
}

static void
say_task(struct notes *n, const struct dp_lesson *l, size_t i)
{
	const struct dp_task *t = &l->task[i];
	struct dp_says says = { 0 };

	dp_buf_format(&n->out, "---- %zu.%zu %.*s (%zu/%zu)\n", l->step + 1,
		      i + 1, DP_FMT(dp_said(&l->title)), i + 1, l->n_tasks);
	say_minutes(n);
	say(n, "", dp_said(&t->ask));
	dp_room_answer(l, t, &says);
	say_says(n,
		 n->now.answer ? _("Answer (the room sees it):") :
				 _("Answer (the room does not see it):"),
		 &says);
	dp_says_clear(&says);
	dp_room_mistakes(l, t, &says);
	say_says(n, _("Common mistakes:"), &says);
	dp_says_done(&says);
	if (t->n_hints > 0)
		say_heading(n, _("Hints to give:"));
	for (size_t k = 0; k < t->n_hints; k++)
		say(n, "", dp_said(&t->hint[k].text));
	if (dp_said(&t->after).n > 0) {
		say_heading(n, _("To say afterwards:"));
		say(n, "", dp_said(&t->after));
	}
	say_next(n, l, i);
	dp_buf_char(&n->out, '\n');
}

static int
say_now(struct notes *n, struct dp_err *err)
{
	const struct dp_lesson *l = dp_lessons_find(&n->all,
						    dp_str_c(n->now.lesson));

	if (!l || n->now.task >= l->n_tasks)
		return dp_fail(err, DP_EDATA,
			       _("the projector view shows another lesson than "
				 "the ones that are here."));
	say_task(n, l, n->now.task);
	return cli_write(&n->out, err);
}

/* ---- following -------------------------------------------------------- */

/* The last whole line that came says what is shown. */
static int
take_lines(struct notes *n, struct dp_err *err)
{
	dp_str text = dp_buf_view(&n->read);
	bool news = false;

	while (memchr(text.p, '\n', text.n)) {
		if (!dp_room_read(dp_str_cut(&text, '\n'), &n->now))
			return dp_fail(err, DP_EDATA,
				       _("the projector view is of another "
					 "version of dpipe."));
		news = n->known = true;
		if (text.n == 0)
			break;
	}
	if (text.n > 0 && text.p != n->read.p)
		memmove(n->read.p, text.p, text.n);
	n->read.n = news ? text.n : n->read.n;
	return news ? say_now(n, err) : 0;
}

/* Milliseconds until the number of minutes changes; -1: it does not. */
static int
patience(const struct notes *n)
{
	int64_t left = n->now.ends_at - now_seconds();

	if (!n->known || n->now.ends_at == 0 || left <= 0)
		return -1;
	return (int)(((left - 1) % 60 + 1) * 1000);
}

/* 1 to go on, 0 at the end of the room, -1. */
static int
follow_once(struct notes *n, int fd, struct dp_err *err)
{
	struct pollfd f = { fd, POLLIN, 0 };
	int ready = poll(&f, 1, patience(n));
	ssize_t got;

	if (ready < 0)
		return errno == EINTR && !dp_cancelled();
	if (ready == 0) {
		if (minutes_left(n) == n->minutes)
			return 1;
		say_minutes(n);
		return cli_write(&n->out, err) == 0 ? 1 : -1;
	}
	got = read(fd, dp_buf_room(&n->read, LINE_MOST_BYTES), LINE_MOST_BYTES);
	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return 1;
	if (got <= 0 || n->read.n > LINE_MOST_BYTES)
		return 0;
	n->read.n += (size_t)got;
	return take_lines(n, err) == 0 ? 1 : -1;
}

static int
run(const struct cli_args *a, struct dp_err *err)
{
	struct notes n = { .minutes = -1 };
	int fd = dp_room_follow(err), status = fd < 0 ? -1 : 1;

	(void)a;
	if (status == 1 && dp_lessons_read(cli_data_folder(), &n.all, err) != 0)
		status = -1;
	while (status == 1)
		status = follow_once(&n, fd, err);
	if (status == 0 && !dp_cancelled()) {
		dp_buf_c(&n.out, _("The projector view is closed."));
		dp_buf_char(&n.out, '\n');
		status = cli_write(&n.out, err);
	}
	if (fd >= 0)
		(void)close(fd);
	dp_lessons_done(&n.all);
	dp_buf_done(&n.read);
	dp_buf_done(&n.out);
	return status;
}

static const struct cli_verb verbs[] = {
	{ NULL, "",
	  N_("Follow the projector view with the facilitator's "
	     "notes."),
	  NULL, 0, 0, run },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL },
};

static const struct cli_example examples[] = {
	{ "dpipe notes",
	  N_("In a second terminal, once dpipe --present runs in the "
	     "first.") },
	{ NULL, NULL },
};

const struct cli_command cli_cmd_notes = {
	.name = "notes",
	.summary = N_("Read the facilitator's notes beside the projector view"),
	.about = N_("dpipe --present, or P, shows a lesson to a room: one task "
		    "at a time, in few and large letters, the answer hidden. "
		    "This command, in a terminal that the room does not see, "
		    "follows it: the answer, common mistakes, hints, what to "
		    "say afterwards, the minutes left, the next step.\n\n"
		    "The two meet at a socket below $XDG_RUNTIME_DIR that you "
		    "alone can open. Nothing goes over a network."),
	.verb = verbs,
	.example = examples,
};
