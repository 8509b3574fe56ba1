/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe learn: a lesson as a dialogue, the list of lessons, the gate, and
 * work taken from one machine to another.
 */
#include <dpipe/lesson.h>

#include "cli/aside.h"
#include "cli/dialogue.h"
#include "cli/inner.h"

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
		return cli_dialogue(track, a->screen, err) < 0 ? -1 : 0;
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
