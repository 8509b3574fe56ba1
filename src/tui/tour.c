/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The steps of the tour, and how one leads to the next. A step whose command
 * the screen does not serve is left out, and with it those that follow from
 * it.
 */
#include "tui/tour.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "tui/inner.h"
#include "tui/practice.h"
#include "tui/view_table_side.h"

struct step {
	enum tui_command awaits;
	unsigned times;         /* that key has to be pressed */
	enum tui_command needs; /* what the screen has to serve */
	bool follows;           /* left out with the step before */
	const char *ask;        /* N_: what to press, %s is the key */
	const char *done;       /* N_: what that shows */
};

/* The values to be ticked, and how one of them is written. */
#define TICKS 2
#define TOWN "Marseille"

/* TRANSLATORS: the tour. %s is the name of a key: Enter, Down arrow, f, :. Two
 * lines of 78 columns at most for what is said and what is asked together. */
static const struct step table[] = {
	{ TUI_DOWN, 1, TUI_DOWN, false,
	  N_("These are the cinemas of a region, as people typed them. Press "
	     "[%s]."),
	  N_("One row further.") },
	{ TUI_RIGHT, 2, TUI_RIGHT, false,
	  N_("Now to the column Commune. Press [%s] twice."),
	  N_("AIX EN PCE: a town, as somebody abbreviated it.") },
	{ TUI_ENTER, 1, TUI_FACET, false,
	  N_("What is in this cell? Press [%s]."),
	  N_("A cell has a story: what it holds, and what is like it.") },
	{ TUI_BACK, 1, TUI_FACET, true, N_("Press [%s]: it goes back."),
	  N_("Back in the table.") },
	{ TUI_FACET, 1, TUI_FACET, false,
	  N_("Count the values of this column. Press [%s]."),
	  N_("One town has several spellings: counted by town, it is several "
	     "towns.") },
	{ TUI_TICK, TICKS, TUI_MERGE, true,
	  N_("Tick Marseille and MARSEILLE with [%s]; the arrows move."),
	  N_("Two are ticked.") },
	{ TUI_MERGE, 1, TUI_MERGE, true, N_("Give them one name. Press [%s]."),
	  N_("The most frequent one is proposed.") },
	{ TUI_ENTER, 1, TUI_MERGE, true, N_("Take it. Press [%s]."),
	  N_("Nothing is changed yet: you see before and after.") },
	{ TUI_ENTER, 1, TUI_HISTORY, true, N_("Apply it. Press [%s]."),
	  N_("Done: it is one town. The file itself is never written.") },
	{ TUI_UNDO, 1, TUI_UNDO, true, N_("Take it back. Press [%s]."),
	  N_("As if nothing had been.") },
	{ TUI_REDO, 1, TUI_REDO, true,
	  N_("And once more. Press [%s], a capital."),
	  N_("Nothing that you do is ever lost.") },
	{ TUI_COMMAND, 1, TUI_COMMAND, false,
	  N_("All that dpipe can do is in one list. Press [%s]."),
	  N_("Each command has its key and a sentence; letters narrow the "
	     "list.") },
	{ TUI_BACK, 1, TUI_COMMAND, true, N_("Leave the line. Press [%s]."),
	  N_("Nothing was run.") },
	{ TUI_HELP, 1, TUI_HELP, false,
	  N_("Every screen explains itself. Press [%s]."),
	  N_("Enter runs the line that > points at.") },
	{ TUI_BACK, 1, TUI_HELP, true, N_("Go back. Press [%s]."),
	  N_("That is all you need.") },
};

#define STEPS (sizeof table / sizeof table[0])

static void
say_key(enum tui_command c, const char *fmt, struct dp_buf *out)
{
	struct dp_buf key = { 0 };

	tui_key_name(tui_command_info(c)->key, &key);
	dp_buf_char(&key, '\0');
/* the formats are those of the table above, with one %s each */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	dp_buf_format(out, fmt, key.p);
#pragma GCC diagnostic pop
	dp_buf_done(&key);
}

/* Says FIRST (or "") and what is to be pressed now. */
static void
say_ask(struct tui_app *app, dp_str first)
{
	const struct step *s = &table[app->tour.step];
	struct dp_buf b = { 0 };

	dp_buf_str(&b, first);
	dp_buf_c(&b, first.n ? " " : "");
	say_key(s->awaits, _(s->ask), &b);
	tui_say(app, "%.*s", DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
}

/* What was learnt, as a text to read. */
static void
finish(struct tui_app *app)
{
	static const struct {
		enum tui_command command;
		const char *what;
	} learnt[] = {
		{ TUI_ENTER, N_("%s opens what > points at, and applies what "
				"is shown.") },
		{ TUI_BACK, N_("%s goes back, and never loses anything.") },
		{ TUI_FACET, N_("%s counts the values of a column.") },
		{ TUI_TICK, N_("%s ticks a value.") },
		{ TUI_MERGE, N_("%s gives what is ticked one name; you see it "
				"first.") },
		{ TUI_UNDO, N_("%s takes a change back.") },
		{ TUI_REDO, N_("%s makes it again.") },
		{ TUI_COMMAND, N_("%s lists everything; a few letters find "
				  "it.") },
		{ TUI_HELP, N_("%s explains the screen you are on.") },
	};
	struct dp_buf b = { 0 };

	app->tour.on = false;
	while (app->n_views > 1)
		tui_pop(app);
	dp_buf_c(&b, _("You know these keys now:"));
	dp_buf_c(&b, "\n\n");
	for (size_t i = 0; i < sizeof learnt / sizeof learnt[0]; i++) {
		dp_buf_c(&b, "  ");
		say_key(learnt[i].command, _(learnt[i].what), &b);
		dp_buf_char(&b, '\n');
	}
	dp_buf_c(&b, "\n");
	dp_buf_c(&b, _("q leaves; your work is kept. The numbers 1 to 7 open "
		       "the lessons: start with any of them."));
	dp_buf_char(&b, '\0');
	(void)tui_push(app, &tui_view_text, b.p);
	tui_say(app, _("The tour is over. q goes to the start; T takes the "
		       "tour again."));
	dp_buf_done(&b);
}

/* The first step from the one in hand on that can be taken here. */
static void
find_step(struct tui_app *app, dp_str first, bool left_out)
{
	struct tui_tour *t = &app->tour;

	t->times = 0;
	while (t->step < STEPS) {
		const struct step *s = &table[t->step];

		left_out = (s->follows && left_out) ||
			   !tui_serves(tui_top(app), s->needs);
		if (!left_out)
			break;
		t->step++;
	}
	if (t->step < STEPS)
		say_ask(app, first);
	else
		finish(app);
}

void
tui_tour_start(struct tui_app *app)
{
	struct tui_practice p = { 0 };

	app->tour = (struct tui_tour){ 0 };
	while (app->n_views > 1)
		tui_pop(app);
	tui_practice_read(&p, tui_world(app)->data_folder);
	if (p.n == 0)
		tui_say(app, _("The practice data are not here; the tour needs "
			       "them."));
	else {
		app->tour.on = true;
		if (tui_push(app, &tui_view_table, p.path[0]))
			find_step(app, DP_S(""), false);
		else
			app->tour.on = false;
	}
	tui_practice_done(&p);
}

bool
tui_tour_is_on(const struct tui_app *app)
{
	return app->tour.on;
}

/* What does no harm at step S; ticking needs moving. */
static bool
is_free(const struct step *s, enum tui_command c)
{
	return (s->awaits == TUI_TICK && c >= TUI_UP && c <= TUI_LAST) ||
	       c == TUI_LANGUAGE || c == TUI_REPAINT || c == TUI_MOUSE ||
	       c == TUI_NOTHING;
}

/* Was C asked for in a step before this one? */
static bool
is_known(const struct tui_tour *t, enum tui_command c)
{
	for (size_t i = 0; i < t->step; i++)
		if (table[i].awaits == c)
			return true;
	return false;
}

bool
tui_tour_refuses(struct tui_app *app, enum tui_command c)
{
	const struct step *s = &table[app->tour.step];
	struct dp_buf b = { 0 };

	app->tour.typing = app->ask != NULL;
	if (app->ask || c == s->awaits || is_free(s, c))
		return false;
	if (c == TUI_QUIT || c == TUI_STOP) {
		app->tour.on = false;
		while (app->n_views > 1)
			tui_pop(app);
		tui_say(app, _("You left the tour; T takes it again."));
		return true;
	}
	if (is_known(&app->tour, c))
		dp_buf_format(&b, _("“%s”: you know that key already."),
			      _(tui_command_info(c)->title));
	else
		dp_buf_format(&b, _("“%s” comes later: %s"),
			      _(tui_command_info(c)->title),
			      _(tui_command_info(c)->help));
	say_ask(app, dp_buf_view(&b));
	dp_buf_done(&b);
	return true;
}

/* Goes on to the next step, after FIRST. */
static void
go_on(struct tui_app *app, dp_str first)
{
	char *kept = dp_strdup(first);

	app->tour.step++;
	app->tour.number++;
	find_step(app, dp_str_c(kept), false);
	free(kept);
}

static bool
is_the_town(dp_str value)
{
	struct dp_buf x = { 0 }, y = { 0 };
	bool same;

	dp_fold(dp_trim(value), &x);
	dp_fold(DP_S(TOWN), &y);
	same = dp_str_eq(dp_buf_view(&x), dp_buf_view(&y));
	dp_buf_done(&x);
	dp_buf_done(&y);
	return same;
}

/* A value was ticked or unticked, or > moved. */
static void
look_at_ticks(struct tui_app *app)
{
	const struct tui_table *t = tui_table_top(app);
	struct dp_buf b = { 0 };
	const dp_str *value = NULL;
	size_t n = t ? tui_facet_ticked(t, &value) : 0;

	for (size_t i = 0; i < n && b.n == 0; i++)
		if (!is_the_town(value[i]))
			dp_buf_format(&b,
				      _("“%.*s” is another town: untick it."),
				      DP_FMT(value[i]));
	if (b.n == 0 && n == TICKS)
		go_on(app, dp_str_c(_(table[app->tour.step].done)));
	else
		say_ask(app, dp_buf_view(&b));
	dp_buf_done(&b);
}

/* The line was left in another way than asked. */
static void
line_left(struct tui_app *app, const struct step *s)
{
	/* no name was given: once more */
	if (s->needs == TUI_MERGE) {
		app->tour.step--;
		app->tour.number--;
		say_ask(app, DP_S(""));
		return;
	}
	/* a command was run, and has said so */
	go_on(app, dp_buf_view(&app->status));
}

void
tui_tour_did(struct tui_app *app, enum tui_command c)
{
	const struct step *s = &table[app->tour.step];
	bool opens = s->awaits == TUI_COMMAND || s->awaits == TUI_MERGE;
	char *kept;

	if (app->n_views <= 1) {
		app->tour.on = false;
	} else if (s->awaits == TUI_TICK) {
		look_at_ticks(app);
	} else if (opens ? app->ask != NULL :
			   !app->ask && c == s->awaits &&
				   ++app->tour.times == s->times) {
		go_on(app, dp_str_c(_(s->done)));
	} else if (app->tour.typing && !app->ask) {
		line_left(app, s);
	} else if (!app->ask) {
		/* what the key itself said comes first */
		kept = c == TUI_LANGUAGE || c == TUI_NOTHING ?
			       dp_strdup(dp_buf_view(&app->status)) :
			       NULL;
		say_ask(app, dp_str_c(kept ? kept : ""));
		free(kept);
	}
}

void
tui_tour_remark(const struct tui_app *app, struct dp_buf *out)
{
	if (app->tour.on)
		/* TRANSLATORS: first line of the screen; 14 columns */
		dp_buf_format(out, _("tour, step %zu"), app->tour.number + 1);
}
