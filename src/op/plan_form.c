/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a second run of two steps of one column gives, where one of them puts
 * cells into a form and the other looks for texts or writes some: case and
 * then edit, edit and then trim. They are tried on the texts that the recipe
 * names; what a table holds is not known here.
 */
#include "op/plan.h"
#include "op/words.h"

#include <stdlib.h>

/* Characters, and how many of them, of the texts that patterns are tried on. */
#define LETTERS_MAX 5
#define LONGEST 5

/* A step of cells, tried. */
struct trial {
	const struct dp_step *s;
	void *local;
	struct dp_batch *b;
	struct dp_buf text;
};

static void
start(struct trial *t, const struct dp_step *s)
{
	memset(t, 0, sizeof *t);
	t->s = s;
	if (s->op->local_new)
		t->local = s->op->local_new(s);
	t->b = dp_batch_new();
	dp_batch_clear(t->b, 1, 1);
}

static void
finish(struct trial *t)
{
	if (t->s->op->local_free)
		t->s->op->local_free(t->local);
	dp_batch_free(t->b);
	dp_buf_done(&t->text);
}

/* What becomes of TEXT; *READ: the step could make something of it. */
static dp_str
becomes(struct trial *t, dp_str text, bool *read)
{
	struct dp_work w = { .batch = t->b, .local = t->local };
	dp_str out = t->s->op->cell(t->s, &w, text);

	*read = !w.bad;
	/* what it makes is in the batch */
	/* cppcheck-suppress returnDanglingLifetime */
	return out;
}

/* A and B one behind the other, as long as the trial. */
static dp_str
joined(struct trial *t, dp_str a, dp_str b)
{
	t->text.n = 0;
	dp_buf_str(&t->text, a);
	dp_buf_str(&t->text, b);
	return dp_keep(&t->b->text, dp_buf_view(&t->text));
}

static bool
stays(struct trial *t, dp_str text)
{
	bool read;

	return dp_str_eq(becomes(t, text, &read), text);
}

/* May the step make TEXT of something else? */
static bool
may_give(struct trial *t, dp_str text)
{
	bool read;

	if (text.n == 0)
		return becomes(t, DP_S(" "), &read).n == 0;
	return dp_str_eq(becomes(t, text, &read), text) && read;
}

/* ---- what is written, and then put into a form ------------------------- */

/* Does the list of S make the same of TEXT as of what M is for? */
static bool
maps_to(const struct dp_mapping *m, dp_str text)
{
	for (size_t k = 0; k < m->n_from; k++)
		if (dp_str_eq(m->from[k]->text, text))
			return true;
	return false;
}

/* A text of the list of WRITER does not stay, and is in no list then. */
static bool
list_is_lost(struct trial *t, struct dp_step *writer)
{
	struct dp_err ignored = { 0 };
	struct dp_mapping m;
	size_t i = writer->next_arg;
	bool read;

	while (dp_step_mapping(writer, &i, &m, &ignored) > 0) {
		dp_str out = becomes(t, m.to->text, &read);

		if (!dp_str_eq(out, m.to->text) && !maps_to(&m, out))
			return true;
	}
	return false;
}

/* Cells that a piece of text is put into. */
static const char *const around[] = { "Ab1", "12", "a", " b " };

/*
 * Does PIECE, written AT_START of a cell, AT_END or between, stay? FORMED: that
 * cell went through the step before.
 */
static bool
piece_stays(struct trial *t, dp_str piece, bool at_start, bool at_end,
	    bool formed)
{
	for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
		bool read;
		dp_str cell = dp_str_c(around[i]), all, out;
		dp_str none = { NULL, 0 };
		ptrdiff_t at;

		if (formed)
			cell = dp_keep(&t->b->text, becomes(t, cell, &read));
		all = joined(t, at_start ? none : cell, piece);
		all = joined(t, all, at_end ? none : cell);
		out = becomes(t, all, &read);
		at = dp_str_search(out, piece);
		if (at < 0 || (at_start && at > 0) ||
		    (at_end &&
		     !dp_str_eq(dp_str_from(out, out.n < piece.n ?
							 out.n :
							 out.n - piece.n),
				piece)))
			return false;
	}
	return true;
}

/* Does WRITER write what the step of T would change? */
static bool
is_lost(struct trial *t, struct dp_step *writer)
{
	const char *name = writer->op->name;
	dp_str text;

	if (writer->op->takes == DP_TAKES_MAPPING)
		return list_is_lost(t, writer);
	if (strcmp(name, "replace") == 0) {
		text = dp_step_param(writer, "with");
		return text.n && !piece_stays(t, text, false, false, true);
	}
	if (strcmp(name, "prefix") == 0 || strcmp(name, "suffix") == 0)
		return !piece_stays(t, dp_step_param(writer, "text"),
				    *name == 'p', *name == 's', true);
	if (strcmp(name, "fill") == 0 || strcmp(name, "impute") == 0) {
		text = dp_step_param(writer, "value");
		return text.n && !stays(t, text);
	}
	return false;
}

/* ---- what is looked for, and then made by a form ----------------------- */

/* Nothing in TEXT is special to a pattern. */
static bool
is_plain(dp_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (strchr("\\^$.[]|()?*+{}", text.p[i]))
			return false;
	return true;
}

/* Is what S is to find plain text? */
static bool
finds_plain(const struct dp_step *s)
{
	return dp_step_yes(s, "literal") ||
	       is_plain(dp_step_arg(s, "pattern")->text);
}

/* May the step of T make what the pattern of LOOKER finds? */
static bool
may_make_match(struct trial *t, const struct dp_step *looker)
{
	dp_str text = dp_step_arg(looker, "pattern")->text, cell, all;
	bool trims = strcmp(t->s->op->name, "trim") == 0, read;

	if (!finds_plain(looker))
		return !trims || text.p[0] == '^' || text.p[text.n - 1] == '$';
	if (trims)
		return false;
	cell = becomes(t, dp_str_c(around[0]), &read);
	all = joined(t, joined(t, cell, text), cell);
	return dp_str_search(becomes(t, all, &read), text) >= 0 && read;
}

static bool
may_make_listed(struct trial *t, struct dp_step *looker)
{
	struct dp_err ignored = { 0 };
	struct dp_mapping m;
	size_t i = looker->next_arg;

	while (dp_step_mapping(looker, &i, &m, &ignored) > 0)
		for (size_t k = 0; k < m.n_from; k++)
			if (may_give(t, m.from[k]->text) &&
			    !dp_str_eq(m.from[k]->text, m.to->text))
				return true;
	return false;
}

/* May the step of T, behind LOOKER, give what that one looks for? */
static bool
gives_again(struct trial *t, struct dp_step *looker)
{
	const char *name = looker->op->name;

	if (strcmp(name, "edit") == 0)
		return may_make_listed(t, looker);
	if (strcmp(name, "replace") == 0)
		return may_make_match(t, looker);
	return strcmp(name, "prefix") == 0 || strcmp(name, "suffix") == 0 ?
		       !piece_stays(t, dp_step_param(looker, "text"),
				    *name == 'p', *name == 's', false) :
		       false;
}

static bool
share_column(const struct dp_step *a, const struct dp_step *b)
{
	for (size_t i = 0; i < a->n_columns; i++)
		for (size_t k = 0; k < b->n_columns; k++)
			if (a->column[i].slot == b->column[k].slot)
				return true;
	return false;
}

/* Does S, step I of P, put the cells of its columns into a form? */
static bool
is_form(const struct dp_plan *p, size_t i)
{
	const struct dp_step *s = p->step[i];

	return s->op->scope == DP_CELL && s->op->settles && !s->scouts &&
	       p->target[i] == UINT32_MAX;
}

bool
dpi_plan_form_clashes(const struct dp_plan *p, size_t i)
{
	bool found = false, is = is_form(p, i);

	for (size_t j = i + 1; j < p->n && !found; j++) {
		struct dp_step *one = p->step[i], *other = p->step[j];
		struct trial t;

		if (is == is_form(p, j) || p->target[i] != UINT32_MAX ||
		    p->target[j] != UINT32_MAX || !share_column(one, other))
			continue;
		start(&t, is ? one : other);
		found = is ? is_lost(&t, other) : gives_again(&t, one);
		finish(&t);
	}
	return found;
}

/* ---- one step, twice ---------------------------------------------------- */

static bool
changes_twice(struct trial *t, dp_str text)
{
	bool read;
	dp_str once = becomes(t, text, &read);

	once = dp_keep(&t->b->text, once);
	return !dp_str_eq(becomes(t, once, &read), once);
}

/* Adds to LETTER, of N, the characters of TEXT that are one byte and new. */
static size_t
add_letters(char *letter, size_t n, dp_str text, bool plain)
{
	size_t most = n + (LETTERS_MAX + 1) / 2;

	for (size_t i = 0; i < text.n && n < most && n < LETTERS_MAX; i++) {
		char c = text.p[i];

		if (c > 0 && !memchr(letter, c, n) &&
		    (plain || is_plain((dp_str){ &text.p[i], 1 })))
			letter[n++] = c;
	}
	return n;
}

/* Does a text of N more letters behind TEXT change twice? */
static bool
any_changes_twice(struct trial *t, char *text, size_t n, const char *letter,
		  size_t n_letters)
{
	for (size_t i = 0; i < n_letters; i++) {
		text[n] = letter[i];
		if (changes_twice(t, (dp_str){ text, n + 1 }) ||
		    (n + 1 < LONGEST &&
		     any_changes_twice(t, text, n + 1, letter, n_letters)))
			return true;
	}
	return false;
}

bool
dpi_plan_replaces_again(const struct dp_step *s)
{
	dp_str pattern = dp_step_arg(s, "pattern")->text;
	char letter[LETTERS_MAX], text[LONGEST];
	bool plain = dp_step_yes(s, "literal"), found;
	struct trial t;
	size_t n;

	start(&t, s);
	n = add_letters(letter, 0, dp_step_param(s, "with"), true);
	n = add_letters(letter, n, pattern, plain);
	found = any_changes_twice(&t, text, 0, letter, n);
	/* what is found twice, one place over the other */
	for (size_t i = 1; !found && finds_plain(s) && i < pattern.n; i++)
		found = changes_twice(&t, joined(&t, pattern,
						 dp_str_from(pattern, i)));
	finish(&t);
	return found;
}
