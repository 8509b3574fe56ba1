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
#define VALUES_MAX 8u

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
};

static const char *const numbers[] = { "5",    "12",    "7",      "0",    "1",
				       "10",   "9",     "3",      "12,5", "2",
				       "7.25", "12.34", "1 234",  "-3",   "03",
				       "0007", "1,234", "2.0",    "15 %", "1e3",
				       "100",  "2,50",  "1.234,5" };

static const char *const dates[] = { "12/03/2021",
				     "03/04/2021",
				     "13/25/2020",
				     "2021-03-12",
				     "2021",
				     "3 mars 2021",
				     "T2 2021",
				     "44197",
				     "2020-02-30",
				     "2021-03",
				     "12-Mar-21",
				     "20210312",
				     "2021-03-12T08:30:00Z" };

static const char *const codes[] = { "6000",
				     "06000",
				     "1000000",
				     "2A004",
				     "61",
				     "15-20",
				     "10-19",
				     "44,5;6,1",
				     "44.5 6.1",
				     "POINT(6.1 44.5)",
				     "a@B.fr",
				     "A@b",
				     "www.x.fr",
				     "http://x.fr/",
				     "HTTP://X.FR",
				     "0612345678",
				     "06 12 34 56 78" };

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
				     "\u00c9t\u00e9",
				     "ete",
				     "\u00ab\u00a0a\u00a0\u00bb",
				     "&amp;amp;",
				     "\u00c3\u00a9",
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
};

#define KINDS (sizeof kinds / sizeof *kinds)

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
	if (word.n == 0 || word.n > WORD_MAX_BYTES || w->n >= WORDS_MAX)
		return;
	for (size_t i = 0; i < w->n; i++)
		if (dp_str_eq(w->at[i], word))
			return;
	dp_grow(&w->at, &w->cap, w->n + 1, sizeof *w->at);
	w->at[w->n++] = dp_keep(&x->text, word);
}

/* Adds TEXT, and what stands between signs in it: a list, an expression. */
static void
add_words(struct dpi_probe *x, struct words *w, dp_str text)
{
	size_t start = 0;

	add_word(x, w, text);
	for (size_t i = 0; i <= text.n; i++)
		if (i == text.n ||
		    strchr("|,\"'()=<>!&^$*+?[]{}\\/", text.p[i])) {
			add_word(x, w, (dp_str){ text.p + start, i - start });
			start = i + 1;
		}
}

/* Adds what step I names to the words of the columns it looks at. */
static void
add_step(struct dpi_probe *x, const struct dp_plan *p, size_t i)
{
	const struct dp_line *l = p->step[i]->line;
	bool *cell = dp_alloc0((p->schema.n_slots + 1) * sizeof *cell);

	dpi_plan_looks_at(p, i, cell);
	for (size_t a = 0; a < l->n_args; a++) {
		if (!l->arg[a].text.p)
			continue;
		add_words(x, &x->all, l->arg[a].text);
		for (size_t k = 0; k < x->n_slots; k++)
			if (cell[k])
				add_words(x, &x->own[k], l->arg[a].text);
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
	x->record = dp_alloc0((x->schema->n + 1) * sizeof *x->record);
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
	dp_arena_done(&x->text);
	dp_arena_done(&x->values);
	free(x);
}

/* ---- cells --------------------------------------------------------------- */

/* A text for the column in SLOT, of KIND, KINDS being any. */
static dp_str
plain(struct dpi_probe *x, uint32_t slot, size_t kind)
{
	const struct words *own = &x->own[slot];
	size_t chance = draw(x, 16);

	if (own->n && chance < 7)
		return own->at[draw(x, own->n)];
	if (x->all.n && chance == 7)
		return x->all.at[draw(x, x->all.n)];
	if (kind == KINDS || chance == 15)
		kind = draw(x, KINDS);
	return dp_str_c(kinds[kind].at[draw(x, kinds[kind].n)]);
}

/* The same, as somebody else writes it: with a space, in capitals. */
static dp_str
value(struct dpi_probe *x, uint32_t slot, size_t kind)
{
	static const char *const between[] = { "", " ", ", " };
	dp_str text = plain(x, slot, kind), kept;
	struct dp_buf b = { 0 };
	size_t how = draw(x, 12);

	if (how == 0)
		dp_buf_char(&b, ' ');
	if (how == 1 || how == 2)
		dp_case_change(text, how == 1 ? DP_CASE_UPPER : DP_CASE_LOWER,
			       &b);
	else
		dp_buf_str(&b, text);
	if (how == 3)
		dp_buf_char(&b, ' ');
	if (how == 4)
		dp_buf_c(&b, ",5");
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

	if (kind > KINDS)
		kind = 0;
	v->n = 1 + draw(x, VALUES_MAX);
	v->gaps = draw(x, 2) == 0;
	for (size_t i = 0; i < v->n; i++)
		v->at[i] = value(x, slot, kind);
	/* and one among them that is none */
	if (stray)
		v->at[0] = value(x, slot, 1);
}

void
dpi_probe_next(struct dpi_probe *x, struct dp_buf *out)
{
	const struct dp_schema *s = x->schema;
	struct vocabulary *v = dp_alloc0((s->n + 1) * sizeof *v);
	size_t rows = draw(x, 4) ? 2 + draw(x, 10) : 30;
	dp_str none = { NULL, 0 };

	out->n = 0;
	dp_arena_reset(&x->values);
	for (size_t k = 0; k < s->n; k++) {
		draw_values(x, s->column[k].slot, &v[k]);
		x->record[k] = s->column[k].name;
	}
	dp_csv_record(out, x->record, s->n);
	for (size_t r = 0; r < rows; r++) {
		for (size_t k = 0; k < s->n; k++)
			x->record[k] = v[k].gaps && draw(x, 4) == 0 ?
					       none :
					       v[k].at[draw(x, v[k].n)];
		dp_csv_record(out, x->record, s->n);
	}
	dp_csv_guard(out);
	free(v);
}
