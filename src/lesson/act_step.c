/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recipe lines: added to the recipe of the lesson, or put in the place of a
 * step, and what they did to the table.
 */
#include "lesson/session.h"

#include <dpipe/op.h>

#include <stdlib.h>

#include "base/i18n.h"

/* Says what the last step of R, a result of clean, did. */
static void
say_step(struct dp_result *r, struct dp_says *says)
{
	struct dp_part *p = dp_result_find(r, "steps");
	const struct dp_value *row;
	struct dp_buf cells = { 0 }, rows = { 0 }, bad = { 0 };

	if (!p || p->frame.n_rows == 0) {
		dpi_say(says, DP_SAY_DONE, _("The table is made."));
		return;
	}
	row = dp_frame_at(&p->frame, p->frame.n_rows - 1, 0);
	dp_number_show(row[3].text, &cells);
	dp_number_show(row[4].text, &rows);
	dp_number_show(row[5].text, &bad);
	if (dp_str_is(row[3].text, "0") && dp_str_is(row[4].text, "0"))
		dpi_say(says, DP_SAY_DONE,
			_("Done. No cell changed and no record was left out."));
	else
		dpi_say(says, DP_SAY_DONE,
			_("Done. Cells changed: %.*s; records left out: "
			  "%.*s."),
			DP_FMT(dp_buf_view(&cells)),
			DP_FMT(dp_buf_view(&rows)));
	if (!dp_str_is(row[5].text, "0"))
		dpi_say(says, DP_SAY_DONE, _("Values not read: %.*s."),
			DP_FMT(dp_buf_view(&bad)));
	dp_buf_done(&cells);
	dp_buf_done(&rows);
	dp_buf_done(&bad);
}

/* Refuses STEP when it is none, or names a file that is not in the folder. */
static int
check_step(const struct dp_learn *l, dp_str step, struct dp_err *err)
{
	char *text = dp_strdup(step),
	     *word[] = { (char[]){ "clean" }, (char[]){ "-e" }, text, NULL };
	struct dp_command c = { word, 3 };
	int status = dpi_recipe_files(l->folder, &c, dpi_check_inside, NULL,
				      err);

	free(text);
	return status;
}

/*
 * Puts TEXT as the recipe and says CHANGED (a sentence), or what its last step
 * did when that is NULL.
 */
static int
put(struct dp_learn *l, dp_str text, const char *changed, struct dp_says *says,
    struct dp_err *err)
{
	struct dp_result r = { 0 };
	int status = dpi_recipe_put(l, text, &r, err);

	if (status == 1 && changed)
		dpi_say(says, DP_SAY_DONE, "%s", changed);
	else if (status == 1)
		say_step(&r, says);
	else if (status == 0)
		dpi_say(says, DP_SAY_ERROR, "%s", err->msg);
	dp_result_done(&r);
	return status;
}

int
dpi_act_step(struct dp_learn *l, dp_str line, struct dp_says *says,
	     struct dp_err *err)
{
	struct dp_buf text = { 0 };
	int status = 0;

	if (check_step(l, line, err) != 0 || dpi_recipe_get(l, &text, err) != 0)
		dpi_say(says, DP_SAY_ERROR, "%s", err->msg);
	else {
		if (text.n && text.p[text.n - 1] != '\n')
			dp_buf_char(&text, '\n');
		dp_buf_str(&text, dp_str_strip(line));
		dp_buf_char(&text, '\n');
		status = put(l, dp_buf_view(&text), NULL, says, err);
	}
	dp_buf_done(&text);
	return status;
}

/* ---- the recipe, shown and changed ------------------------------------ */

static bool
is_step(const struct dp_line *line)
{
	return line->verb.p && (line->op || line->off);
}

static void
show(const struct dp_recipe *r, struct dp_says *says)
{
	struct dp_buf b = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		if (is_step(&r->line[i]))
			dp_buf_format(&b, "%2zu  %.*s", ++n,
				      DP_FMT(r->line[i].raw));
	while (b.n > 0 && b.p[b.n - 1] == '\n')
		b.n--;
	if (n == 0)
		dpi_say(says, DP_SAY_TEXT,
			_("The recipe has no step yet. A line such as “trim "
			  "*” adds one."));
	dpi_say_text(says, DP_SAY_OUTPUT, 0, dp_buf_view(&b));
	dp_buf_done(&b);
}

static bool
is_remove(dp_str how)
{
	return dp_str_is(how, "remove") || dp_str_is(how, "ôter");
}

/* Appends STEP as it is to be: replaced, off, on, or nothing at all. */
static void
change(const struct dp_line *step, dp_str how, struct dp_buf *out)
{
	dp_str raw = step->raw;

	if (is_remove(how))
		return;
	if (dp_str_is(how, "off")) {
		dp_buf_c(out, step->off ? "" : "off ");
		dp_buf_str(out, raw);
	} else if (dp_str_is(how, "on")) {
		dp_buf_str(out, step->off ? dp_str_from(raw, 4) : raw);
	} else {
		dp_buf_str(out, how);
		dp_buf_char(out, '\n');
	}
}

/* The number that WORD is, or of the last step of R; 0: none. */
static int64_t
step_number(const struct dp_recipe *r, dp_str word)
{
	int64_t n = 0;

	if (dp_str_is(word, "last") || dp_str_is(word, "fin"))
		for (size_t i = 0; i < r->n; i++)
			n += is_step(&r->line[i]);
	else
		(void)dp_str_int(word, &n);
	return n;
}

/* Fills OUT with R, its step NUMBER (from 1) changed; false: no such step. */
static bool
change_step(const struct dp_recipe *r, int64_t number, dp_str how,
	    struct dp_buf *out)
{
	bool found = false;
	int64_t n = 0;

	for (size_t i = 0; i < r->n; i++) {
		const struct dp_line *line = &r->line[i];

		if (is_step(line) && ++n == number) {
			change(line, how, out);
			found = true;
		} else {
			dp_buf_str(out, line->raw);
		}
	}
	return found;
}

/*
 * What became of step NUMBER of R, as a sentence to be freed; NULL when it is
 * the last, whose own effect says more.
 */
static char *
what_changed(const struct dp_recipe *r, int64_t number, dp_str how)
{
	const char *said = is_remove(how) ? _("Step %lld is taken out.") :
			   dp_str_is(how, "off") ? _("Step %lld is off.") :
			   dp_str_is(how, "on")  ? _("Step %lld is on.") :
			   number < step_number(r, DP_S("last")) ?
						  _("Step %lld is replaced.") :
						  NULL;
	char *text = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	if (said)
		text = dp_format(said, (long long)number);
#pragma GCC diagnostic pop
	return text;
}

static int
change_recipe(struct dp_learn *l, const struct dp_recipe *r, dp_str rest,
	      struct dp_says *says, struct dp_err *err)
{
	dp_str how = dp_str_strip(rest), word = dp_str_cut(&how, ' ');
	int64_t number = step_number(r, word);
	struct dp_buf text = { 0 };
	char *changed = NULL;
	int status = 0;

	how = dp_str_strip(how);
	if (how.n == 0 || !change_step(r, number, how, &text))
		dpi_say(says, DP_SAY_ERROR,
			_("To change a step, name its number and what it is "
			  "to be: “recipe 3 trim nom”, “recipe 3 off”, "
			  "“recipe 3 on” or “recipe 3 remove”; “last” is the "
			  "number "
			  "of the last."));
	else if (!is_remove(how) && !dp_str_is(how, "off") &&
		 !dp_str_is(how, "on") && check_step(l, how, err) != 0)
		dpi_say(says, DP_SAY_ERROR, "%s", err->msg);
	else
		status = put(l, dp_buf_view(&text),
			     changed = what_changed(r, number, how), says, err);
	free(changed);
	dp_buf_done(&text);
	return status;
}

int
dpi_recipe_word(struct dp_learn *l, dp_str rest, struct dp_says *says,
		struct dp_err *err)
{
	struct dp_recipe *r = NULL;
	struct dp_buf text = { 0 };
	int status = 0;

	if (dpi_recipe_get(l, &text, err) == 0)
		r = dp_recipe_parse(dp_buf_view(&text), "recipe", err);
	if (!r) {
		dpi_say_text(says, DP_SAY_OUTPUT, 0, dp_buf_view(&text));
		dpi_say(says, DP_SAY_ERROR, "%s", err->msg);
	} else if (dp_str_strip(rest).n == 0) {
		show(r, says);
	} else {
		status = change_recipe(l, r, rest, says, err);
	}
	dp_recipe_free(r);
	dp_buf_done(&text);
	return status;
}
