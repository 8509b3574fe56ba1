/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Searching: what is typed is cut into words, each becomes a quoted term in
 * both numbers, and only those terms reach FTS5. When not all the words can
 * be found together, some are; when a word is in no sheet, the nearest that
 * is gets suggested.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "catalogue/inner.h"

#define WORDS_MAX 32       /* of a query; the others are not looked at */
#define WORD_MAX_BYTES 100 /* longer ones are in no sheet */
#define PREFIX_MIN_BYTES 2

struct term {
	dp_str folded, singular, shown;
	bool known;
	dp_str nearest; /* another word, or p == NULL */
};

struct query {
	const struct dp_catalogue *c;
	struct dp_hits *out;
	struct term term[WORDS_MAX];
	size_t n;
	bool typed; /* something other than blanks was */
};

static void
add_term(struct query *q, const struct dpi_word *w)
{
	struct dp_arena *a = &q->out->text;
	struct term *t = &q->term[q->n++];

	t->folded = dp_keep(a, w->folded);
	t->singular = dp_keep(a, w->singular);
	t->shown = dp_keep(a, w->shown);
}

/* The words of TYPED; the very frequent ones only if there are no others. */
static void
read_words(struct query *q, dp_str typed)
{
	for (int stop = 0; stop < 2 && q->n == 0; stop++) {
		struct dpi_word_reader r = { 0 };
		struct dp_buf lower = { 0 };
		struct dpi_word w;

		dpi_word_lower(typed, &lower);
		r.words.rest = dp_buf_view(&lower);
		q->typed = dp_trim(r.words.rest).n > 0;
		while (q->n < WORDS_MAX && dpi_query_word_next(&r, &w))
			if ((stop || !w.stop) && w.folded.n <= WORD_MAX_BYTES)
				add_term(q, &w);
		dpi_word_done(&r);
		dp_buf_done(&lower);
	}
}

static int
look_up(struct query *q, struct dp_err *err)
{
	for (size_t i = 0; i < q->n; i++) {
		int known = dpi_store_knows(q->c->store, q->term[i].folded,
					    q->term[i].singular, err);

		if (known < 0)
			return -1;
		q->term[i].known = known > 0;
	}
	return 0;
}

/* Words are letters and digits; a quote is doubled should that change. */
static void
quote(dp_str word, struct dp_buf *out)
{
	dp_buf_char(out, '"');
	for (size_t i = 0; i < word.n; i++) {
		if (word.p[i] == '"')
			dp_buf_char(out, '"');
		dp_buf_char(out, word.p[i]);
	}
	dp_buf_char(out, '"');
}

/*
 * The last word counts as the start of one only when it is none itself, so
 * that siren does not bring sirene.
 */
static bool
is_prefix(const struct query *q, size_t i)
{
	return i == q->n - 1 && !q->term[i].known &&
	       q->term[i].folded.n >= PREFIX_MIN_BYTES;
}

/* ("cinemas" OR "cinema") AND (…); USEFUL: without words of no sheet. */
static void
make_expression(const struct query *q, const char *between, bool useful,
		struct dp_buf *out)
{
	out->n = 0;
	for (size_t i = 0; i < q->n; i++) {
		const struct term *t = &q->term[i];

		if (useful && !t->known && !is_prefix(q, i))
			continue;
		dp_buf_c(out, out->n ? between : "");
		dp_buf_char(out, '(');
		quote(t->folded, out);
		if (is_prefix(q, i))
			dp_buf_char(out, '*');
		if (!dp_str_eq(t->folded, t->singular)) {
			dp_buf_c(out, " OR ");
			quote(t->singular, out);
		}
		dp_buf_char(out, ')');
	}
}

static int
filter(const struct query *q, const char *kind, const char *value,
       struct dp_err *err)
{
	struct dp_buf folded = { 0 };
	int status;

	if (!value)
		return 0;
	dpi_word_fold(dp_str_c(value), &folded);
	if (strcmp(kind, "licence") == 0 &&
	    (dp_str_is(dp_buf_view(&folded), "open") ||
	     dp_str_is(dp_buf_view(&folded), "ouverte")))
		status = dpi_store_filter(q->c->store, "open", DP_S("open"),
					  true, err);
	else
		status = dpi_store_filter(q->c->store, kind,
					  dp_str_strip(dp_buf_view(&folded)),
					  false, err);
	dp_buf_done(&folded);
	return status;
}

/* Makes the hits of EXPRESSION and returns how many the filters leave. */
static int64_t
match(const struct query *q, const struct dp_search *s, dp_str expression,
      struct dp_err *err)
{
	struct dpi_store *store = q->c->store;
	char year[24];

	if (dpi_store_match(store, expression, err) != 0 ||
	    filter(q, "producer", s->producer, err) != 0 ||
	    filter(q, "licence", s->licence, err) != 0 ||
	    filter(q, "format", s->format, err) != 0 ||
	    filter(q, "area", s->area, err) != 0)
		return -1;
	if (s->year) {
		(void)snprintf(year, sizeof year, "%lld", (long long)s->year);
		if (dpi_store_filter(store, "year", dp_str_c(year), true,
				     err) != 0)
			return -1;
	}
	return dpi_store_count(store, err);
}

/* ---- did you mean ----------------------------------------------------- */

struct nearest {
	dp_str folded;
	size_t distance;
	int64_t count;
	dp_str shown;
	struct dp_arena *text;
};

static void
consider(void *self, dp_str folded, dp_str shown, int64_t count)
{
	struct nearest *n = self;
	size_t d;

	if (folded.n > n->folded.n + 4 || n->folded.n > folded.n + 4)
		return;
	d = dp_edit_distance(n->folded, folded, n->distance + 1);
	if (d > n->distance || (d == n->distance && count <= n->count))
		return;
	n->distance = d;
	n->count = count;
	n->shown = dp_keep(n->text, shown);
}

/* Short words have too many neighbours: one change; longer ones two. */
static int
suggest(struct query *q, struct dp_err *err)
{
	struct dp_buf text = { 0 };
	bool any = false;

	for (size_t i = 0; i < q->n; i++) {
		struct term *t = &q->term[i];
		struct nearest n = { .folded = t->folded,
				     .distance = t->folded.n < 6 ? 1 : 2,
				     .text = &q->out->text };

		if (!t->known && t->folded.n > 2 &&
		    dpi_store_words(q->c->store, consider, &n, err) != 0) {
			dp_buf_done(&text);
			return -1;
		}
		any = any || n.shown.n;
		dp_buf_c(&text, i ? " " : "");
		dp_buf_str(&text, n.shown.n ? n.shown : t->shown);
	}
	if (any)
		q->out->suggestion = dp_keep(&q->out->text, dp_buf_view(&text));
	dp_buf_done(&text);
	return 0;
}

/* ---- hits ------------------------------------------------------------- */

struct gather {
	const struct dp_catalogue *c;
	struct dp_hits *out;
	size_t cap;
};

static void
on_hit(void *self, size_t row, double score)
{
	struct gather *g = self;

	dp_grow(&g->out->hit, &g->cap, g->out->n, sizeof *g->out->hit);
	g->out->hit[g->out->n].dataset = &g->c->dataset[row];
	g->out->hit[g->out->n++].score = score;
}

static void
on_facet(void *self, dp_str kind, dp_str value, uint64_t count)
{
	struct gather *g = self;
	struct dp_sheet_facet *f;

	dp_grow(&g->out->facet, &g->cap, g->out->n_facets,
		sizeof *g->out->facet);
	f = &g->out->facet[g->out->n_facets++];
	f->kind = dp_keep_c(&g->out->text, kind);
	f->value = dp_keep(&g->out->text, value);
	f->count = count;
}

static int
gather(const struct dp_catalogue *c, const struct dp_search *s,
       struct dp_hits *out, struct dp_err *err)
{
	struct gather hits = { c, out, 0 }, facets = { c, out, 0 };

	if (dpi_store_hits(c->store, s->order, s->limit, on_hit, &hits, err) !=
	    0)
		return -1;
	return dpi_store_facets(c->store, on_facet, &facets, err);
}

/* All the words together; failing that, those that are known, any of them. */
static int64_t
match_words(struct query *q, const struct dp_search *s, struct dp_err *err)
{
	struct dp_buf expression = { 0 };
	int64_t total;

	make_expression(q, " AND ", false, &expression);
	total = match(q, s, dp_buf_view(&expression), err);
	if (total == 0) {
		make_expression(q, " OR ", true, &expression);
		if (q->n > 1 && expression.n > 0)
			total = match(q, s, dp_buf_view(&expression), err);
		q->out->some_words = total > 0;
	}
	dp_buf_done(&expression);
	return total;
}

int
dp_catalogue_search(const struct dp_catalogue *c, const struct dp_search *s,
		    struct dp_hits *out, struct dp_err *err)
{
	struct query q = { .c = c, .out = out };
	int64_t total;

	read_words(&q, s->words);
	out->no_words = q.typed && q.n == 0;
	if (out->no_words)
		return 0;
	if (look_up(&q, err) != 0)
		return -1;
	total = q.n ? match_words(&q, s, err) :
		      match(&q, s, (dp_str){ NULL, 0 }, err);
	if (total < 0)
		return -1;
	out->total = (uint64_t)total;
	if ((total == 0 || out->some_words) && suggest(&q, err) != 0)
		return -1;
	return gather(c, s, out, err);
}

void
dp_hits_done(struct dp_hits *h)
{
	free(h->hit);
	free(h->facet);
	dp_arena_done(&h->text);
	memset(h, 0, sizeof *h);
}
