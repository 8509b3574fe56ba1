/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small tables of awkward cells: numbers, dates, codes and texts as people
 * write them, and what the recipe to be tried names, since a step that looks
 * for a value does nothing where it is not.
 */
#include "op/plan_probe.h"

#include <stdlib.h>

#include "op/draw.h"

#define WORD_MAX_BYTES 64
#define WORDS_MAX 200
#define VALUES_MAX 12u
#define ROWS_MAX 200
#define PASSED_MAX 50

struct words {
	dp_str *at;
	size_t n, cap;
};

struct dpi_probe {
	const struct dp_schema *schema;
	struct words all, *own; /* named in the recipe; by slot */
	size_t n_slots;
	uint64_t state; /* of the lot */
	struct dp_arena text, values;
	dp_str *record;
	/* The last table, row by row, and rows of others that have passed what
	 * leaves rows out; by slot, the columns which that looks at. */
	dp_str *table, *passed;
	size_t n_rows, n_passed;
	bool *condition, any_condition;
};

static const char *const numbers[] = {
	"-",    "5",     "12",    "7",    "0",      "1",     "10",   "9",
	"3",    "12,5",  "2",     "7.25", "12.34",  "1 234", "-3",   "03",
	"0007", "1,234", "2.0",   "15 %", "1e3",    "100",   "2,50", "1.234,5",
	"250",  "1500",  "40000", "99,9", "1000000"
};

/* Dates that can be read both ways, and years alone, tell the least. */
static const char *const dates[] = {
	"12/03/2021", "03/04/2021", "01/02/2020",
	"5/6/1999",   "2021",       "2020",
	"1999",       "13/25/2020", "44197",
	"2021-03-12", "2020-02-30", "3 mars 2021",
	"T2 2021",    "2021-03",    "12-Mar-21",
	"20210312",   "31/12/2020", "2021-03-12T08:30:00Z"
};

static const char *const codes[] = {
	"6000",     "06000",           "1000000",    "2A004",
	"61",       "15-20",           "10-19",      "44,5;6,1",
	"44.5 6.1", "POINT(6.1 44.5)", "0612345678", "06 12 34 56 78"
};

static const char *const addresses[] = {
	"a@B.fr", "A@b", "www.x.fr", "http://x.fr/", "x.fr", "HTTP://X.FR"
};

static const char *const texts[] = { "x",
				     "X",
				     "x ",
				     " x",
				     "y",
				     "z",
				     "a b",
				     "b a",
				     "A  B",
				     "a,b",
				     "x, y",
				     "Paris",
				     "paris",
				     "PARIS",
				     "Pariss",
				     "oui",
				     "Non",
				     "O",
				     "NC",
				     "nc",
				     "n.d.",
				     "-",
				     "?",
				     "",
				     "x\u200b",
				     "\u00a0",
				     " ",
				     "\u00c9t\u00e9",
				     "ete",
				     "\u00ab\u00a0a\u00a0\u00bb",
				     "\u00ab a \u00bb",
				     "\"a\"",
				     "&amp;amp;",
				     "&amp;",
				     "&eacute;",
				     "\u00c3\u00a9",
				     "\u00c3\u00a9t\u00c3\u00a9",
				     "vrai",
				     "true",
				     "\u0153uf",
				     "l\u2019eau",
				     "\ufb01n" };

static const struct {
	const char *const *at;
	size_t n;
} kinds[] = {
	{ numbers, sizeof numbers / sizeof *numbers },
	{ texts, sizeof texts / sizeof *texts },
	{ dates, sizeof dates / sizeof *dates },
	{ codes, sizeof codes / sizeof *codes },
	{ addresses, sizeof addresses / sizeof *addresses },
};

/* Of any kind; of none, but named in the recipe. */
#define KINDS (sizeof kinds / sizeof *kinds)
#define NAMED (KINDS + 1)

static size_t
draw(struct dpi_probe *x, size_t n)
{
	return (size_t)(dpi_draw(&x->state) % n);
}

/* ---- what the recipe names ---------------------------------------------- */

static void
add_word(struct dpi_probe *x, struct words *w, dp_str word)
{
	word = dp_trim(word);
	if (word.n == 0 || word.n > WORD_MAX_BYTES || w->n >= WORDS_MAX ||
	    dp_schema_find(x->schema, word) >= 0)
		return;
	for (size_t i = 0; i < w->n; i++)
		if (dp_str_eq(w->at[i], word))
			return;
	dp_grow(&w->at, &w->cap, w->n + 1, sizeof *w->at);
	w->at[w->n++] = dp_keep(&x->text, word);
}

/* Adds what A says, and what stands between signs in it, as in a list. */
static void
add_words(struct dpi_probe *x, struct words *w, const struct dp_arg *a)
{
	dp_str text = a->text;
	size_t start = 0;

	if (a->kind != DP_ARG_EXPR)
		add_word(x, w, text);
	for (size_t i = 0; i <= text.n; i++)
		if (i == text.n ||
		    strchr("|,\"'()=<>!&^$*+?[]{}\\/", text.p[i])) {
			add_word(x, w, (dp_str){ text.p + start, i - start });
			start = i + 1;
		}
}

/*
 * Adds what step I names to the words of the columns it looks at; of id=12, to
 * those of the column that it is a value of.
 */
static void
add_step(struct dpi_probe *x, const struct dp_plan *p, size_t i)
{
	const struct dp_schema *now = &p->before[i];
	const struct dp_line *l = p->step[i]->line;
	bool *cell = dp_alloc0((p->schema.n_slots + 1) * sizeof *cell);

	dpi_plan_looks_at(p, i, cell);
	if (p->step[i]->op->drops_rows &&
	    p->step[i]->op->takes == DP_TAKES_EXPR)
		for (size_t k = 0; k < x->n_slots; k++) {
			x->condition[k] = x->condition[k] || cell[k];
			x->any_condition = x->any_condition || cell[k];
		}
	for (size_t a = 0; a < l->n_args; a++) {
		const struct dp_arg *arg = &l->arg[a];
		ptrdiff_t at = arg->kind == DP_ARG_PARAM ?
				       dp_schema_find(now, arg->key) :
				       -1;

		if (!arg->text.p || arg->kind == DP_ARG_ARROW)
			continue;
		add_words(x, &x->all, arg);
		for (size_t k = 0; k < x->n_slots; k++)
			if (at < 0 ? cell[k] : now->column[at].slot == k)
				add_words(x, &x->own[k], arg);
	}
	free(cell);
}

struct dpi_probe *
dpi_probe_new(const struct dp_plan *p)
{
	struct dpi_probe *x = dp_alloc0(sizeof *x);

	x->schema = &p->before[0];
	x->n_slots = x->schema->n_slots;
	x->own = dp_alloc0((x->n_slots + 1) * sizeof *x->own);
	x->condition = dp_alloc0((x->n_slots + 1) * sizeof *x->condition);
	x->record = dp_alloc0((x->schema->n + 1) * sizeof *x->record);
	x->table = dp_alloc0((x->schema->n + 1) * ROWS_MAX * sizeof *x->table);
	x->passed =
		dp_alloc0((x->schema->n + 1) * PASSED_MAX * sizeof *x->passed);
	for (size_t i = 0; i < p->n; i++)
		add_step(x, p, i);
	return x;
}

void
dpi_probe_free(struct dpi_probe *x)
{
	if (!x)
		return;
	for (size_t k = 0; k < x->n_slots; k++)
		free(x->own[k].at);
	free(x->own);
	free(x->all.at);
	free(x->record);
	free(x->table);
	free(x->passed);
	free(x->condition);
	dp_arena_done(&x->text);
	dp_arena_done(&x->values);
	free(x);
}

/* ---- cells --------------------------------------------------------------- */

/* A text for the column in SLOT, of KIND. */
static dp_str
plain(struct dpi_probe *x, uint32_t slot, size_t kind)
{
	const struct words *own = &x->own[slot];
	size_t chance = draw(x, 16);

	if (own->n && (chance < 7 || kind == NAMED))
		return own->at[draw(x, own->n)];
	if (x->all.n && chance == 7)
		return x->all.at[draw(x, x->all.n)];
	if (kind >= KINDS || chance == 15)
		kind = draw(x, KINDS);
	return dp_str_c(kinds[kind].at[draw(x, kinds[kind].n)]);
}

/*
 * The same, as somebody else writes it: with a space, and what the recipe
 * names in capitals. Not so entities and what mojibake is made of: in other
 * letters they are not met with, and are others.
 */
static dp_str
value(struct dpi_probe *x, uint32_t slot, size_t kind)
{
	static const char *const between[] = { "", " ", ", " };
	struct dp_buf b = { 0 };
	size_t how = draw(x, 10);
	dp_str text, kept;

	if (x->own[slot].n && draw(x, 4) == 0)
		kind = NAMED;
	text = plain(x, slot, kind);
	if (how == 0)
		dp_buf_char(&b, ' ');
	if ((how == 1 || how == 2) && kind == NAMED)
		dp_case_change(text, how == 1 ? DP_CASE_UPPER : DP_CASE_LOWER,
			       &b);
	else
		dp_buf_str(&b, text);
	if (how == 3)
		dp_buf_char(&b, ' ');
	if (how == 4 || how == 6)
		dp_buf_c(&b, how == 4 ? ",5" : "1");
	if (how == 5) {
		dp_buf_c(&b, between[draw(x, 3)]);
		dp_buf_str(&b, plain(x, slot, kind));
	}
	kept = dp_keep(&x->values, dp_buf_view(&b));
	dp_buf_done(&b);
	return kept;
}

/* The values of one column: few, so that rows are alike. */
struct vocabulary {
	dp_str at[VALUES_MAX];
	size_t n;
	bool gaps; /* and cells are empty */
};

static void
draw_values(struct dpi_probe *x, uint32_t slot, struct vocabulary *v)
{
	/* numbers once more: most steps look for them */
	size_t kind = draw(x, KINDS + 3);
	bool stray = kind > KINDS && draw(x, 2) == 0;
	size_t other = draw(x, 4) ? kind : draw(x, KINDS);

	if (kind > KINDS)
		kind = 0;
	if (other > KINDS)
		other = 0;
	v->n = 1 + draw(x, 1 + draw(x, VALUES_MAX)); /* few, mostly */
	v->gaps = draw(x, 2) == 0;
	for (size_t i = 0; i < v->n; i++)
		v->at[i] = value(x, slot, draw(x, 2) ? kind : other);
	/* and one among them that is none */
	if (stray)
		v->at[0] = value(x, slot, 1);
}

/* A row, and how it comes by its cells. */
struct making {
	const struct vocabulary *v; /* by column */
	bool named;                 /* of what the recipe names */
	const dp_str *passed;       /* or NULL: a row that has passed */
};

static dp_str
draw_cell(struct dpi_probe *x, size_t k, const struct making *m)
{
	uint32_t slot = x->schema->column[k].slot;
	const struct vocabulary *v = &m->v[k];
	dp_str none = { NULL, 0 };

	if (m->passed && x->condition[slot])
		return m->passed[k];
	if (m->named && x->own[slot].n)
		return draw(x, 2) ? plain(x, slot, NAMED) :
				    value(x, slot, NAMED);
	return v->gaps && draw(x, 4) == 0 ? none : v->at[draw(x, v->n)];
}

static void
draw_row(struct dpi_probe *x, const struct vocabulary *v, dp_str *row)
{
	struct making m = { .v = v };

	/* what is looked for in several columns stands in one row */
	m.named = draw(x, 4) == 0;
	if (x->n_passed && draw(x, 2))
		m.passed = &x->passed[draw(x, x->n_passed) * x->schema->n];
	for (size_t k = 0; k < x->schema->n; k++)
		row[k] = draw_cell(x, k, &m);
}

void
dpi_probe_next(struct dpi_probe *x, struct dp_buf *out)
{
	static const uint8_t most[] = { 4, 8, 12, 12, 30, 30, 100, ROWS_MAX };
	const struct dp_schema *s = x->schema;
	struct vocabulary *v = dp_alloc0((s->n + 1) * sizeof *v);

	out->n = 0;
	dp_arena_reset(&x->values);
	for (size_t k = 0; k < s->n; k++) {
		draw_values(x, s->column[k].slot, &v[k]);
		x->record[k] = s->column[k].name;
	}
	dp_csv_record(out, x->record, s->n);
	x->n_rows = 1 + draw(x, most[draw(x, sizeof most)]);
	for (size_t r = 0; r < x->n_rows; r++) {
		draw_row(x, v, &x->table[r * s->n]);
		dp_csv_record(out, &x->table[r * s->n], s->n);
	}
	dp_csv_guard(out);
	free(v);
}

void
dpi_probe_passed(struct dpi_probe *x, uint64_t record)
{
	dp_str *to = &x->passed[x->n_passed * x->schema->n];

	if (!x->any_condition || x->n_passed == PASSED_MAX || record == 0 ||
	    record > x->n_rows)
		return;
	for (size_t k = 0; k < x->schema->n; k++) {
		dp_str from = x->table[(record - 1) * x->schema->n + k];

		to[k] = from.p ? dp_keep(&x->text, from) : from;
	}
	x->n_passed++;
}
