/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe learn: lessons as a dialogue in plain lines, that a screen reader
 * reads and a pipe can drive. What is right is the library's business.
 */
#include <dpipe/lesson.h>

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/aside.h"
#include "cli/inner.h"

/* Lines are short: what is read aloud is heard once. */
#define LINE_COLS 76

static const struct cli_option options[] = {
	{ "list", 0, CLI_FLAG, NULL, NULL,
	  N_("only list the lessons, and how far you are"), false },
	{ "check", 0, CLI_FLAG, NULL, NULL,
	  N_("judge a lesson instead of taking it: FILE, or every lesson"),
	  false },
	{ "export", 0, CLI_FILE, N_("FILE"), NULL,
	  N_("write your work of the track, or of all, into one file"), false },
	{ "import", 0, CLI_FILE, N_("FILE"), NULL,
	  N_("bring the work in this file back"), false },
	{ "reset", 0, CLI_FLAG, NULL, NULL,
	  N_("begin the track, or all, anew; the work so far is moved aside"),
	  false },
	CLI_JSON_OPTION,
	CLI_END,
};

static const struct dp_learn_front front = {
	.inside = cli_inside,
	.command = cli_carry_out,
};

static void
find_places(struct dp_learn_places *p)
{
	memset(p, 0, sizeof *p);
	p->data = cli_data_folder();
}

/* ---- the dialogue ----------------------------------------------------- */

/* Appends TEXT, wrapped and indented by INDENT. */
static void
prose(struct dp_buf *out, dp_str text, size_t indent_cols)
{
	struct dp_buf tame = { 0 };

	cli_tame_text(text, &tame);
	cli_blanks(out, indent_cols);
	cli_wrap(out, dp_buf_view(&tame), LINE_COLS, indent_cols, indent_cols);
	dp_buf_done(&tame);
}

/* Appends TEXT as it is, each line indented. */
static void
verbatim(struct dp_buf *out, dp_str text, size_t indent_cols)
{
	struct dp_buf tame = { 0 };
	dp_str rest;

	cli_tame_text(text, &tame);
	rest = dp_buf_view(&tame);
	while (rest.p) {
		cli_blanks(out, indent_cols);
		dp_buf_str(out, dp_str_cut(&rest, '\n'));
		dp_buf_char(out, '\n');
	}
	dp_buf_done(&tame);
}

static void
show(const struct dp_say *s, struct dp_buf *out)
{
	char number[32];

	switch (s->kind) {
	case DP_SAY_TITLE:
		dp_buf_char(out, '\n');
		prose(out, s->text, 0);
		break;
	case DP_SAY_CHOICE:
		(void)snprintf(number, sizeof number, "%2zu  ", s->number);
		dp_buf_c(out, number);
		cli_wrap(out, s->text, LINE_COLS, 4, 4);
		break;
	case DP_SAY_ROUTE:
		if (s->number)
			dp_buf_format(out, "%2zu\n", s->number);
		verbatim(out, s->text, 4);
		break;
	case DP_SAY_OUTPUT:
		verbatim(out, s->text, 0);
		break;
	default:
		prose(out, s->text, 0);
		break;
	}
}

static void
speak(dp_str language)
{
	char *code = dp_strdup(language);

	free(cli_speak(code));
	free(code);
}

/* Shows what was said. Returns 1 when another language was asked for. */
static int
show_all(struct dp_says *says, struct dp_err *err)
{
	bool other = false;
	struct dp_buf out = { 0 };
	int status;

	for (size_t i = 0; i < says->n; i++) {
		if (says->at[i].kind == DP_SAY_LANGUAGE) {
			speak(says->at[i].text);
			other = true;
		} else {
			show(&says->at[i], &out);
		}
	}
	dp_says_clear(says);
	status = cli_write(&out, err);
	dp_buf_done(&out);
	return status == 0 ? other : -1;
}

/* A line of standard input without its end: 1, 0 at the end. */
static int
read_line(char **room, size_t *cap, dp_str *out)
{
	ssize_t n;

	if (isatty(STDIN_FILENO)) {
		(void)fputs("> ", stdout);
		(void)fflush(stdout);
	}
	n = getline(room, cap, stdin);
	if (n < 0)
		return 0;
	*out = (dp_str){ *room, (size_t)n };
	return 1;
}

static int
dialogue(struct dp_learn *l, struct dp_says *says, struct dp_err *err)
{
	size_t cap = 0;
	char *room = NULL;
	int status = 1;
	dp_str line;

	dp_learn_start(l, says);
	while (status == 1) {
		int shown = show_all(says, err);

		if (shown < 0) {
			status = -1;
		} else if (shown == 1) {
			status = dp_learn_line(l, DP_S("again"), says, err);
		} else if (dp_cancelled() ||
			   read_line(&room, &cap, &line) == 0) {
			break;
		} else {
			status = dp_learn_line(l, line, says, err);
		}
	}
	if (status == 0 && show_all(says, err) < 0)
		status = -1;
	free(room);
	return status < 0 ? -1 : 0;
}

static int
take(const char *track, struct dp_err *err)
{
	struct dp_learn_places places;
	struct dp_says says = { 0 };
	struct dp_learn *l;
	int status = -1;

	find_places(&places);
	cli_terminal_plain();
	l = dp_learn_open(&places, track, &front, err);
	if (l)
		status = dialogue(l, &says, err);
	dp_learn_close(l);
	dp_says_done(&says);
	return status;
}

/* ---- the quality gate ------------------------------------------------- */

/* Judges every lesson there is. */
static int
check_all(const struct dp_learn_places *places, struct dp_result *r,
	  struct dp_err *err)
{
	struct dp_lessons all = { 0 };
	int status = dp_lessons_read(places->data, &all, err);

	for (size_t i = 0; status == 0 && i < all.n; i++)
		status = dp_lesson_lint(places, all.at[i]->file, &front, r,
					err);
	if (status == 0 && !r->doubtful)
		dp_result_note(r, "good",
			       P_("%zu lesson is as it should be.",
				  "%zu lessons are as they should be.", all.n),
			       all.n);
	dp_lessons_done(&all);
	return status;
}

static int
check(const struct dp_learn_places *places, const char *file,
      struct dp_result *r, struct dp_err *err)
{
	if (!file)
		return check_all(places, r, err);
	if (dp_lesson_lint(places, file, &front, r, err) != 0)
		return -1;
	if (!r->doubtful)
		dp_result_note(r, "good", _("%s is as it should be."), file);
	return 0;
}

/* ---- all the rest ----------------------------------------------------- */

static int
run(const struct cli_args *a, struct dp_err *err)
{
	const char *track = cli_operand(a, 0);
	struct dp_learn_places places;
	struct dp_result r = { 0 };
	int status;

	find_places(&places);
	if (cli_flag(a, "check"))
		status = check(&places, track, &r, err);
	else if (cli_text(a, "export"))
		status = dp_learn_export(&places, track, cli_text(a, "export"),
					 &r, err);
	else if (cli_text(a, "import"))
		status = dp_learn_import(&places, cli_text(a, "import"), &r,
					 err);
	else if (cli_flag(a, "reset"))
		status = dp_learn_reset(&places, track, &r, err);
	else if (cli_flag(a, "list") || !track)
		status = dp_learn_list(&places, &r, err);
	else
		return take(track, err);
	if (status == 0)
		status = cli_print(a, &r, err);
	dp_result_done(&r);
	return status;
}

static const struct cli_verb verbs[] = {
	{ NULL, N_("[TRACK[/LESSON]]"),
	  N_("Take a lesson; without a track, list them."), options, 0, 1,
	  run },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL },
};

static const struct cli_example examples[] = {
	{ "dpipe learn cinemas",
	  N_("Go on where you were. Type keys for what there is, stop to "
	     "leave.") },
	{ "dpipe learn cinemas/clean", N_("One lesson.") },
	{ "dpipe learn --export my-work.dpl cinemas",
	  N_("Take your work home, in one file.") },
	{ "dpipe learn --check lessons/cinemas/clean.lesson",
	  N_("For those who write lessons: is it one?") },
	{ NULL, NULL },
};

const struct cli_command cli_cmd_learn = {
	.name = "learn",
	.summary = N_("Learn the seven steps on real work, lesson by lesson"),
	.about = N_("A lesson says what is to be reached and judges what you "
		    "reached, whatever way you took. You type recipe lines "
		    "and commands of dpipe, as you would anywhere; hint, "
		    "answer, undo and skip are always there and cost "
		    "nothing.\n\n"
		    "Your work is an ordinary project, in a folder of your "
		    "own below $XDG_DATA_HOME/dpipe, that you keep. Nothing "
		    "leaves it, nothing is got over a network, raw files "
		    "cannot be broken. Progress is kept at every step."),
	.verb = verbs,
	.example = examples,
};
