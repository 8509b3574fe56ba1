/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Our expressions in the words of other tools, which are in
 * recipe_export_expr.def. There cells are texts, and an empty one is "": where
 * it matters whether one is "" or nothing at all, there is no word.
 */
#include "step/recipe_export_expr.h"

static const struct dpi_export_word words[] = {
#define WORD(key, takes, openrefine, miller, sql, r) \
	{ key, takes, { openrefine, miller, sql, r } },
#include "step/recipe_export_expr.def"
#undef WORD
};

const struct dpi_x_node *
dpi_tell_child(const struct dpi_telling *t, const struct dpi_x_node *n,
	       size_t i)
{
	return &t->e->node[t->e->arg[n->first + i]];
}

bool
dpi_tell_is_text(const struct dpi_x_node *n)
{
	return n->op == DPI_X_CONST && n->constant.kind == DP_X_TEXT;
}

bool
dpi_tell_is_number(const struct dpi_x_node *n)
{
	return n->op == DPI_X_CONST && n->constant.kind == DP_X_NUMBER;
}

bool
dpi_tell_is_cell(const struct dpi_x_node *n)
{
	return n->op == DPI_X_COLUMN || n->op == DPI_X_CELL;
}

/* ---- words ------------------------------------------------------------- */

static void
put_key(struct dpi_exporting *x, const void *self, dp_str key,
	struct dp_buf *out)
{
	const struct dpi_filling *f = self;
	size_t i = (size_t)(key.p[key.n - 1] - '1');

	x->failed = x->failed || out->n > DPI_TELL_BYTES;
	if (key.n > 1)
		dp_buf_format(out, "%zu", f->chars[i]);
	else if (!x->failed)
		dp_buf_str(out, f->arg[i]);
}

/* The word KEY with what is filled in; what it gives. */
char
dpi_tell_word(struct dpi_telling *t, const char *key,
	      const struct dpi_filling *f, struct dp_buf *out)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *word = words[i].in[t->x->to];

		if (strcmp(words[i].key, key) != 0)
			continue;
		if (!word)
			return DPI_TELL_NOTHING;
		dpi_export_fill(t->x, word, put_key, f, out);
		return words[i].takes[strlen(words[i].takes) - 1];
	}
	return DPI_TELL_NOTHING;
}

/* The same of one or two texts. */
char
dpi_tell_two(struct dpi_telling *t, const char *key, const struct dp_buf *a,
	     const struct dp_buf *b, struct dp_buf *out)
{
	struct dpi_filling f = { .arg = { dp_buf_view(a) } };

	if (b)
		f.arg[1] = dp_buf_view(b);
	return dpi_tell_word(t, key, &f, out);
}

/* ---- conditions -------------------------------------------------------- */

/* NODE where yes or no is asked: a text may say "true". */
static char
tell_condition(struct dpi_telling *t, uint32_t node, struct dp_buf *out)
{
	struct dp_buf cell = { 0 }, yes = { 0 };
	char kind;

	if (!dpi_tell_is_cell(&t->e->node[node]))
		return dpi_tell_node(t, node, out) == DPI_TELL_CONDITION ?
			       DPI_TELL_CONDITION :
			       DPI_TELL_NOTHING;
	kind = dpi_tell_node(t, node, &cell);
	dpi_export_text(t->x, &yes, DP_S("true"));
	if (kind)
		kind = dpi_tell_two(t, "==", &cell, &yes, out);
	dp_buf_done(&cell);
	dp_buf_done(&yes);
	return kind;
}

/* The children of N from the first on, joined two by two by KEY. */
static char
tell_logic(struct dpi_telling *t, const struct dpi_x_node *n, const char *key,
	   struct dp_buf *out)
{
	struct dp_buf all = { 0 };
	char kind = tell_condition(t, t->e->arg[n->first], &all);

	for (size_t i = 1; kind && i < n->n; i++) {
		struct dp_buf one = { 0 }, both = { 0 };

		kind = tell_condition(t, t->e->arg[n->first + i], &one);
		if (kind)
			kind = dpi_tell_two(t, key, &all, &one, &both);
		dp_buf_done(&one);
		dp_buf_done(&all);
		all = both;
	}
	if (kind)
		dp_buf_str(out, dp_buf_view(&all));
	dp_buf_done(&all);
	/* what cannot be told is no, like any other */
	t->may_be_null = false;
	return kind;
}

static char
tell_not(struct dpi_telling *t, const struct dpi_x_node *n, struct dp_buf *out)
{
	struct dp_buf one = { 0 };
	char kind = tell_condition(t, t->e->arg[n->first], &one);

	if (kind)
		kind = dpi_tell_two(t, "not", &one, NULL, out);
	t->may_be_null = false;
	dp_buf_done(&one);
	return kind;
}

/* ---- functions --------------------------------------------------------- */

/* The first of N's arguments from I on that is something. */
static char
tell_coalesce(struct dpi_telling *t, const struct dpi_x_node *n, size_t i,
	      struct dp_buf *out)
{
	struct dp_buf one = { 0 }, rest = { 0 };
	char kind = dpi_tell_node(t, t->e->arg[n->first + i], &one);

	if (kind != DPI_TELL_TEXT && kind != DPI_TELL_FULL) {
		kind = DPI_TELL_NOTHING;
	} else if (i + 1 == n->n) {
		dp_buf_str(out, dp_buf_view(&one));
	} else {
		kind = tell_coalesce(t, n, i + 1, &rest);
		if (kind && dpi_tell_two(t, "coalesce", &one, &rest, out) ==
				    DPI_TELL_NOTHING)
			kind = DPI_TELL_NOTHING;
	}
	dp_buf_done(&one);
	dp_buf_done(&rest);
	return kind;
}

/* Is the first argument one of the others? */
static char
tell_in(struct dpi_telling *t, const struct dpi_x_node *n, struct dp_buf *out)
{
	struct dp_buf all = { 0 };
	char kind = dpi_tell_compare(t, DPI_X_EQ, t->e->arg[n->first],
				     t->e->arg[n->first + 1], &all);

	for (size_t i = 2; kind && i < n->n; i++) {
		struct dp_buf one = { 0 }, both = { 0 };

		kind = dpi_tell_compare(t, DPI_X_EQ, t->e->arg[n->first],
					t->e->arg[n->first + i], &one);
		if (kind)
			kind = dpi_tell_two(t, "or", &all, &one, &both);
		dp_buf_done(&one);
		dp_buf_done(&all);
		all = both;
	}
	if (kind)
		dp_buf_str(out, dp_buf_view(&all));
	dp_buf_done(&all);
	return kind;
}

/* Argument NODE of a word that TAKES it, to OUT; what it is. */
static char
put_argument(struct dpi_telling *t, uint32_t node, char takes, size_t *chars,
	     struct dp_buf *out)
{
	const struct dpi_x_node *n = &t->e->node[node];
	double d = n->constant.number;
	char kind;

	*chars = dpi_tell_is_text(n) ? dp_utf8_chars(n->constant.text) : 0;
	switch (takes) {
	case 'p':
		return n->op == DPI_X_PATTERN && !n->constant.yes &&
				       dpi_export_pattern(t->x,
							  n->constant.text,
							  out) ?
			       'p' :
			       DPI_TELL_NOTHING;
	case 'n':
		if (!dpi_tell_is_number(n) || d < 0 || d > 1000 || d != (int)d)
			return DPI_TELL_NOTHING;
		*chars = (size_t)d;
		dp_buf_format(out, "%zu", *chars);
		return DPI_TELL_NUMBER;
	case 'l':
	case 'm':
		if (!dpi_tell_is_text(n) || (takes == 'l' && *chars == 0))
			return DPI_TELL_NOTHING;
		dpi_export_text(t->x, out, n->constant.text);
		return takes;
	case 'h':
		return tell_condition(t, node, out);
	default:
		kind = dpi_tell_node(t, node, out);
		return kind == DPI_TELL_TEXT || kind == DPI_TELL_FULL ?
			       kind :
			       DPI_TELL_NOTHING;
	}
}

/* The word W, if it takes what N gives it; else nothing is appended. */
static char
try_word(struct dpi_telling *t, const struct dpi_export_word *w,
	 const struct dpi_x_node *n, struct dp_buf *out)
{
	const char *takes = w->takes, *gives = strchr(takes, ':') + 1;
	bool fits = (size_t)(gives - 1 - takes) == n->n && w->in[t->x->to];
	struct dp_buf arg[DPI_TELL_ARGS] = { { 0 } };
	struct dpi_filling f = { .chars = { 0 } };
	char kind = *gives, is[DPI_TELL_ARGS] = { 0 };

	for (size_t i = 0; fits && i < n->n; i++) {
		is[i] = put_argument(t, t->e->arg[n->first + i], takes[i],
				     &f.chars[i], &arg[i]);
		fits = is[i] != DPI_TELL_NOTHING;
		f.arg[i] = dp_buf_view(&arg[i]);
	}
	/* from a place to one that is not behind it */
	if (fits && strstr(takes, "nn") && f.chars[2] <= f.chars[1])
		fits = false;
	if (fits)
		dpi_export_fill(t->x, w->in[t->x->to], put_key, &f, out);
	/* of two that are never empty, either is not */
	if (strcmp(w->key, "if") == 0 && is[1] == DPI_TELL_FULL &&
	    is[2] == DPI_TELL_FULL)
		kind = DPI_TELL_FULL;
	for (size_t i = 0; i < DPI_TELL_ARGS; i++)
		dp_buf_done(&arg[i]);
	return fits ? kind : DPI_TELL_NOTHING;
}

static char
tell_call(struct dpi_telling *t, const struct dpi_x_node *n, struct dp_buf *out)
{
	const char *name = n->function->name;
	char kind = DPI_TELL_NOTHING;

	if (strcmp(name, "and") == 0 || strcmp(name, "or") == 0)
		return tell_logic(t, n, name, out);
	if (strcmp(name, "not") == 0 && n->n == 1)
		return tell_not(t, n, out);
	if (strcmp(name, "coalesce") == 0)
		return tell_coalesce(t, n, 0, out);
	if (strcmp(name, "in") == 0)
		return tell_in(t, n, out);
	for (size_t i = 0; !kind && i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].key, name) == 0)
			kind = try_word(t, &words[i], n, out);
	return kind;
}

/* Two texts that are never empty; of others one may be nothing at all. */
static char
tell_joined(struct dpi_telling *t, const struct dpi_x_node *n,
	    struct dp_buf *out)
{
	struct dp_buf a = { 0 }, b = { 0 };
	char kind = DPI_TELL_NOTHING;

	if (!dpi_tell_is_number(dpi_tell_child(t, n, 0)) &&
	    !dpi_tell_is_number(dpi_tell_child(t, n, 1)) &&
	    dpi_tell_node(t, t->e->arg[n->first], &a) == DPI_TELL_FULL &&
	    dpi_tell_node(t, t->e->arg[n->first + 1], &b) == DPI_TELL_FULL)
		kind = dpi_tell_two(t, "joined", &a, &b, out);
	dp_buf_done(&a);
	dp_buf_done(&b);
	return kind;
}

static char
tell_constant(struct dpi_telling *t, const struct dpi_x_node *n,
	      struct dp_buf *out)
{
	if (!dpi_tell_is_text(n) &&
	    !(dpi_tell_is_number(n) && n->constant.text.p))
		return DPI_TELL_NOTHING;
	dpi_export_text(t->x, out, n->constant.text);
	return n->constant.text.n ? DPI_TELL_FULL : DPI_TELL_TEXT;
}

/* Appends what NODE is there; returns what that gives. */
char
dpi_tell_node(struct dpi_telling *t, uint32_t node, struct dp_buf *out)
{
	const struct dpi_x_node *n = &t->e->node[node];

	switch (n->op) {
	case DPI_X_CONST:
		return tell_constant(t, n, out);
	case DPI_X_CELL:
	case DPI_X_COLUMN:
		if (n->op == DPI_X_CELL && t->value == DPI_EXPORT_NO_SLOT)
			return DPI_TELL_NOTHING;
		dpi_export_cell(t->x, out,
				n->op == DPI_X_CELL ? t->value : n->n);
		return DPI_TELL_TEXT;
	case DPI_X_AND:
		return tell_logic(t, n, "and", out);
	case DPI_X_OR:
		return tell_logic(t, n, "or", out);
	case DPI_X_NOT:
		return tell_not(t, n, out);
	case DPI_X_EQ:
	case DPI_X_NE:
	case DPI_X_LT:
	case DPI_X_LE:
	case DPI_X_GT:
	case DPI_X_GE:
		return dpi_tell_compare(t, n->op, t->e->arg[n->first],
					t->e->arg[n->first + 1], out);
	case DPI_X_ADD:
		return tell_joined(t, n, out);
	case DPI_X_CALL:
		return tell_call(t, n, out);
	default:
		return DPI_TELL_NOTHING;
	}
}

/* ---- whole expressions ------------------------------------------------- */

bool
dpi_export_condition(struct dpi_exporting *x, const struct dp_expr *e,
		     uint32_t value, struct dp_buf *out)
{
	struct dpi_telling t = { .x = x, .e = e, .value = value };
	bool told = !e->grel &&
		    tell_condition(&t, e->root, out) == DPI_TELL_CONDITION;

	dp_buf_done(&t.guard);
	dp_buf_done(&t.divide);
	return told;
}

bool
dpi_export_value(struct dpi_exporting *x, const struct dp_expr *e,
		 uint32_t value, struct dp_buf *out)
{
	struct dpi_telling t = { .x = x, .e = e, .value = value };
	struct dp_buf text = { 0 };
	char kind = dpi_tell_node(&t, e->root, &text);

	if (kind == DPI_TELL_CONDITION)
		kind = t.may_be_null ?
			       DPI_TELL_NOTHING :
			       dpi_tell_two(&t, "said", &text, NULL, out);
	else if (kind == DPI_TELL_TEXT || kind == DPI_TELL_FULL)
		dp_buf_str(out, dp_buf_view(&text));
	else
		kind = dpi_tell_written(&t, out) ? DPI_TELL_TEXT :
						   DPI_TELL_NOTHING;
	dp_buf_done(&text);
	dp_buf_done(&t.guard);
	dp_buf_done(&t.divide);
	return kind != DPI_TELL_NOTHING;
}
