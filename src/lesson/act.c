/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a learner types, carried out: a recipe line, or a command of dpipe.
 * There is no shell and no network, and no path leads out of the folder.
 */
#include "lesson/session.h"

#include <dpipe/op.h>
#include <dpipe/source.h>

#include <stdlib.h>

#include "base/i18n.h"

/* Commands that may be carried out in a lesson. */
static const char *const good[] = { "define",  "find",  "get",
				    "verify",  "clean", "analyse",
				    "present", "run",   "help" };

static dp_str
first_word(dp_str line, dp_str *rest)
{
	dp_str word;

	*rest = dp_str_strip(line);
	word = dp_str_cut(rest, ' ');
	return word;
}

/* LINE without the word dpipe at its start. */
static dp_str
without_name(dp_str line)
{
	dp_str rest;

	return dp_str_is(first_word(line, &rest), "dpipe") && rest.p ? rest :
								       line;
}

static bool
is_command(dp_str word)
{
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (dp_str_is(word, good[i]))
			return true;
	return false;
}

bool
dpi_is_action(dp_str line)
{
	dp_str rest, word = first_word(without_name(line), &rest);

	return is_command(word) || dp_op_find(word) ||
	       (dp_str_is(word, "off") && rest.p);
}

/* ---- commands --------------------------------------------------------- */

int
dpi_check_inside(void *self, dp_str path, struct dp_err *err)
{
	(void)self;
	if (!dpi_leads_out(path))
		return 0;
	return dp_fail(err, DP_EUSAGE,
		       _("%.*s leads out of your folder; in a lesson every "
			 "file is in it."),
		       DP_FMT(path));
}

/* What may be a path in WORD: behind = of an option, or all of it. */
static dp_str
path_part(dp_str word)
{
	ptrdiff_t equal = dp_str_find(word, '=');

	if (dp_str_starts(word, "-") && equal > 0)
		return dp_str_from(word, (size_t)equal + 1);
	if (word.n > 2 && word.p[0] == '-' && word.p[1] != '-')
		return dp_str_from(word, 2);
	return word;
}

/* get brings nothing over a network: a bundled dataset, or a file. */
static int
check_get(const struct dp_learn *l, const struct dp_command *c,
	  struct dp_err *err)
{
	char *folder = dp_path_join(l->places.data, "sample-data/catalogue");
	struct dp_catalogue *known = dp_catalogue_open(folder, err);
	int status = known ? 0 : -1;

	for (size_t i = 1; status == 0 && i < c->n; i++) {
		const struct dp_dataset *d;

		if (dp_source_is_url(c->word[i]))
			status = dp_fail(err, DP_EUSAGE,
					 _("a lesson needs no network: name a "
					   "dataset of the catalogue, or a "
					   "file of your folder."));
		d = dp_catalogue_get(known, dp_str_c(c->word[i]));
		if (status == 0 && d && d->file.n == 0)
			status = dp_fail(err, DP_EUSAGE,
					 _("%s is on the web only, and a "
					   "lesson needs no network."),
					 c->word[i]);
	}
	dp_catalogue_free(known);
	free(folder);
	return status;
}

/* May C be carried out here? */
static int
check_command(const struct dp_learn *l, const struct dp_command *c,
	      struct dp_err *err)
{
	for (size_t i = 1; i < c->n; i++) {
		if (strcmp(c->word[i], "-") == 0)
			return dp_fail(err, DP_EUSAGE,
				       _("nothing can be typed into a command "
					 "here: name a file instead of -."));
		if (dpi_check_inside(NULL, path_part(dp_str_c(c->word[i])),
				     err) != 0)
			return -1;
	}
	if (c->n > 1 && strcmp(c->word[0], "present") == 0 &&
	    strcmp(c->word[1], "api") == 0)
		return dp_fail(err, DP_EUSAGE,
			       _("“present api” waits for people and never "
				 "ends; a lesson does without it."));
	if (strcmp(c->word[0], "get") == 0 && check_get(l, c, err) != 0)
		return -1;
	return dpi_recipe_files(l->folder, c, dpi_check_inside, NULL, err);
}

int
dpi_act_command(const struct dp_learn *l, dp_str line, struct dp_command *out,
		struct dp_err *err)
{
	dp_str rest;

	line = without_name(line);
	if (!is_command(first_word(line, &rest)))
		return 0;
	if (dp_command_split(line, out, err) != 0 ||
	    check_command(l, out, err) != 0) {
		dp_command_done(out);
		return -1;
	}
	return 1;
}

/* ---- a clean command that makes the lesson's table -------------------- */

/* The value of option SHORT or LONG at word I: *I moves on; NULL: another. */
static const char *
option(const struct dp_command *c, size_t *i, const char *letter,
       const char *name)
{
	size_t n = strlen(name);
	const char *w = c->word[*i];

	if ((strcmp(w, letter) == 0 || strcmp(w, name) == 0) && *i + 1 < c->n)
		return c->word[++*i];
	return strncmp(w, name, n) == 0 && w[n] == '=' ? w + n + 1 : NULL;
}

/* What a clean command says. */
struct cleaning {
	const char *output, *recipe, *input;
	struct dp_buf steps;
};

static void
read_clean(const struct dp_command *c, struct cleaning *out)
{
	for (size_t i = 1; i < c->n; i++) {
		const char *v;

		if ((v = option(c, &i, "-o", "--output")) != NULL) {
			out->output = v;
		} else if ((v = option(c, &i, "-r", "--recipe")) != NULL) {
			out->recipe = v;
		} else if ((v = option(c, &i, "-e", "--expression")) != NULL) {
			dp_buf_c(&out->steps, v);
			dp_buf_char(&out->steps, '\n');
		} else if (c->word[i][0] != '-') {
			out->input = c->word[i];
		}
	}
}

/*
 * When C made the table of the lesson of its first raw file, its steps become
 * the recipe, so that the recipe always is what made the table: 1; 0 it did
 * not.
 */
static int
adopt(struct dp_learn *l, const struct dp_command *c, struct dp_err *err)
{
	struct cleaning x = { NULL, NULL, NULL, { 0 } };
	const struct dp_lesson *lesson = l->lesson;
	struct dp_result ignored = { 0 };
	struct dp_buf text = { 0 };
	int status = 0;

	if (strcmp(c->word[0], "clean") != 0 || !lesson->table.p)
		return 0;
	read_clean(c, &x);
	if (x.output && dp_str_is(lesson->table, x.output) && x.input &&
	    dpi_is_in(x.input, DP_PROJECT_RAW)) {
		char *path = x.recipe ? dp_path_join(l->folder, x.recipe) :
					NULL;

		status = path ? dp_read_file(path, DPI_COPY_MAX_BYTES, &text,
					     err) :
				0;
		if (!path)
			dp_buf_c(&text, "dpipe-recipe 1\n");
		dp_buf_str(&text, dp_buf_view(&x.steps));
		if (status == 0)
			status = dpi_recipe_put(l, dp_buf_view(&text), &ignored,
						err);
		free(path);
	}
	dp_result_done(&ignored);
	dp_buf_done(&text);
	dp_buf_done(&x.steps);
	return status;
}

/* What a command answers may start with its own name for people. */
static void
say_output(struct dp_says *says, enum dp_say_kind kind, dp_str said)
{
	while (said.n > 0 && (said.p[said.n - 1] == '\n'))
		said.n--;
	dpi_say_text(says, kind, 0, said);
}

int
dpi_act_run(struct dp_learn *l, const struct dp_command *c,
	    struct dp_says *says, struct dp_err *err)
{
	struct dp_buf said = { 0 };
	int status = l->front.command(l->front.self, l->folder, c, &said, err);
	bool well = status == 0 || status == 1;

	say_output(says, well ? DP_SAY_OUTPUT : DP_SAY_ERROR,
		   dp_buf_view(&said));
	if (!well && err->code == DP_OK)
		dp_fail(err, DP_EUSAGE, "%.*s", DP_FMT(dp_buf_view(&said)));
	dp_buf_done(&said);
	if (!well)
		return dp_cancelled() ? -1 : 0;
	status = adopt(l, c, err);
	if (status < 0)
		return -1;
	return status == 1 || dpi_work_step(l, c, err) == 0 ? 1 : -1;
}

/* ---- any action ------------------------------------------------------- */

static bool
same_files(const struct dpi_files *a, const struct dpi_files *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		const struct dpi_file *x = &a->at[i], *y = &b->at[i];

		if (strcmp(x->path, y->path) != 0 || x->inode != y->inode ||
		    x->bytes != y->bytes || x->seconds != y->seconds ||
		    x->nanoseconds != y->nanoseconds)
			return false;
	}
	return true;
}

/* Carries ACTION out. As dpi_act. */
static int
act(struct dp_learn *l, dp_str action, struct dp_says *says, struct dp_err *err)
{
	struct dp_command c = { 0 };
	dp_str rest;
	int status;

	if (dpi_word_find(action, &rest) == DPI_WORD_RECIPE)
		return dpi_recipe_word(l, rest, says, err);
	status = dpi_act_command(l, action, &c, err);
	if (status < 0) {
		dpi_say(says, DP_SAY_ERROR, "%s", err->msg);
		return 0;
	}
	status = status ? dpi_act_run(l, &c, says, err) :
			  dpi_act_step(l, without_name(action), says, err);
	dp_command_done(&c);
	return status;
}

int
dpi_act(struct dp_learn *l, dp_str action, bool *changed, struct dp_says *says,
	struct dp_err *err)
{
	struct dpi_files before = { 0 }, after = { 0 };
	char *undo = dpi_undo_keep(l, err);
	bool same = true;
	int status;

	if (!undo || dpi_files_gather(&before, l->folder, "", err) != 0) {
		free(undo);
		return -1;
	}
	status = act(l, action, says, err);
	if (status >= 0 && dpi_files_gather(&after, l->folder, "", err) == 0)
		same = same_files(&before, &after);
	if (same)
		dpi_undo_drop(l, undo);
	if (changed)
		*changed = !same;
	dpi_files_done(&before);
	dpi_files_done(&after);
	free(undo);
	return status;
}

int
dpi_act_route(struct dp_learn *l, const struct dp_route *r, struct dp_err *err)
{
	for (size_t i = 0; i < r->n; i++) {
		int status = dpi_act(l, r->action[i], NULL, NULL, err);

		if (status == 1)
			continue;
		if (status == 0) {
			char why[DP_ERR_BYTES];

			memcpy(why, err->msg, sizeof why);
			dp_fail(err, DP_EDATA, _("“%.*s”: %s"),
				DP_FMT(r->action[i]), why);
			err->at.line = r->line;
		}
		return -1;
	}
	return 0;
}
