/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * na: the many ways of saying "no value" become an empty cell. Zero and 9999
 * are never taken for one unless the user says so.
 */
#include "base/strtab.h"
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"
#include "text/missing.h"

struct na {
	size_t longest_bytes;     /* of what can be emptied, trimmed */
	struct dpi_strtab word;   /* vocabulary, folded */
	const char *const *exact; /* more of it, compared as it is, or NULL */
	uint32_t lengths[256];    /* of the words, by first byte */
	dp_str *token;
	size_t n_tokens;
	struct dp_column *reason; /* one a column of the step, or NULL */
	bool shared;              /* one of its own for all columns */
	/* What may start, by its first byte alone or the first two. */
	bool alone[256];
	uint8_t pair[256][32]; /* bit of the second byte */
};

static const struct dp_param params[] = {
	{ "tokens", DP_P_TEXT, NULL, NULL,
	  N_("what means \"no value\" here, between bars: \"NC|n.d.|-\"; "
	     "compared exactly, blanks at the ends aside"),
	  false },
	{ "profile", DP_P_CHOICE, NULL, "fr|en",
	  N_("a ready vocabulary, French or English; capitals, accents and "
	     "blanks do not matter. Taken as fr when there are no tokens"),
	  false },
	{ "reason", DP_P_TEXT, NULL, NULL,
	  N_("a column that gets what was emptied, such as NC, made behind "
	     "the column if there is none; with several columns one name "
	     "each, in their order, reason=a_na,b_na, or one for all, which "
	     "then joins the words of a record by bars"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct na *x = s->self;

	dpi_strtab_done(&x->word);
}

static void
add_pair(struct na *x, unsigned a, unsigned b)
{
	x->pair[a][b >> 3] |= (uint8_t)(1u << (b & 7));
}

static unsigned
upper(unsigned c)
{
	return c >= 'a' && c <= 'z' ? c - 32 : c;
}

/*
 * Notes that a cell may start as WORD does; FOLDED: in either case, and with
 * blanks or accents in it.
 */
static void
add_start(struct na *x, dp_str word, bool folded)
{
	unsigned a = (unsigned char)word.p[0];
	unsigned b = word.n > 1 ? (unsigned char)word.p[1] : ' ';

	for (unsigned k = 0; k < 2; k++, a = folded ? upper(a) : a) {
		x->alone[a] = x->alone[a] || word.n == 1;
		add_pair(x, a, b);
		add_pair(x, a, folded ? upper(b) : b);
		/* a blank may follow: in the word, or at its end */
		for (unsigned c = 0; c <= ' '; c++)
			add_pair(x, a, c);
		for (unsigned c = 0x80; c < 256; c++)
			add_pair(x, a, c);
	}
}

/* Cells that start with byte A are all looked at. */
static void
add_any(struct na *x, unsigned a)
{
	x->alone[a] = true;
	memset(x->pair[a], 0xff, sizeof x->pair[a]);
}

static void
add_vocabulary(struct na *x, bool fr)
{
	const char *const *w = fr ? dpi_missing_french : dpi_missing_english;

	for (; *w; w++) {
		bool added;

		(void)dpi_strtab_add(&x->word, dp_str_c(*w), &added);
		x->lengths[(unsigned char)**w] |= 1u << strlen(*w);
		add_start(x, dp_str_c(*w), true);
	}
	x->exact = fr ? dpi_missing_insee : NULL;
	for (w = x->exact; w && *w; w++)
		add_start(x, dp_str_c(*w), false);
	/* accents, dashes and dots of several bytes */
	for (unsigned c = 0xc2; c < 0xf0; c++)
		add_any(x, c);
	if (x->longest_bytes < 2 * DPI_MISSING_MAX_BYTES)
		x->longest_bytes = 2 * DPI_MISSING_MAX_BYTES;
}

static int
read_args(struct dp_step *s, struct dp_err *err)
{
	struct na *x = dp_arena_alloc(&s->arena, sizeof *x);
	dp_str tokens = dp_step_param(s, "tokens");

	memset(x, 0, sizeof *x);
	s->self = x;
	dpi_text_list(&s->arena, tokens, '|', &x->token, &x->n_tokens);
	if (tokens.p && x->n_tokens == 0)
		return dp_step_fail(s, dp_step_arg(s, "tokens"), err,
				    _("tokens= is empty: write what means "
				      "\"no value\", such as "
				      "tokens=\"NC|n.d.|-\"."));
	for (size_t i = 0; i < x->n_tokens; i++) {
		add_start(x, x->token[i], false);
		if (x->token[i].n > x->longest_bytes)
			x->longest_bytes = x->token[i].n;
	}
	/* white space may stand before anything */
	for (unsigned c = 0; c <= ' '; c++)
		add_any(x, c);
	add_any(x, 0xc2);
	add_any(x, 0xe1);
	add_any(x, 0xe2);
	add_any(x, 0xe3);
	add_any(x, 0xef);
	if (dp_step_arg(s, "profile") || !tokens.p)
		add_vocabulary(x, dp_step_choice(s, "profile") != 1);
	return 0;
}

/* Finds or makes the column NAME that gets the reasons of the I-th column. */
static int
bind_reason(struct dp_step *s, struct dp_schema *schema, size_t i, dp_str name,
	    struct dp_err *err)
{
	const struct dp_arg *arg = dp_step_arg(s, "reason");
	struct na *x = s->self;
	ptrdiff_t at = dp_schema_find(schema, name);
	struct dp_column *to = &x->reason[i];

	to->name = dp_keep(&s->arena, name);
	x->shared = at < 0;
	if (at < 0) {
		at = dpi_schema_slot(schema, s->column[i].slot);
		to->slot = dp_schema_add(schema, (size_t)at + 1, name);
		return 0;
	}
	to->slot = schema->column[at].slot;
	for (size_t k = 0; k < s->n_columns; k++)
		if (to->slot == s->column[k].slot ||
		    (k < i && to->slot == x->reason[k].slot))
			return dp_step_fail(s, arg, err,
					    _("reason= names %.*s, which "
					      "stands in this step already; "
					      "choose another name."),
					    DP_FMT(name));
	return 0;
}

static int
bind_reasons(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	const struct dp_arg *arg = dp_step_arg(s, "reason");
	struct na *x = s->self;
	dp_str *name;
	size_t n;

	if (!arg)
		return 0;
	dpi_param_list(s, "reason", &name, &n);
	if (n != s->n_columns && n != 1)
		return dp_step_fail(s, arg, err,
				    _("reason= has %zu names for %zu columns; "
				      "write one for each, such as "
				      "reason=a_na,b_na, or one for all."),
				    n, s->n_columns);
	if (dp_step_arg(s, "as"))
		return dp_step_fail(s, arg, err,
				    _("reason= and as= do not go together: "
				      "with as= the column keeps its "
				      "reasons."));
	x->reason = dp_arena_alloc(&s->arena, s->n_columns * sizeof *x->reason);
	for (size_t i = 0; i < n; i++)
		if (bind_reason(s, schema, i, name[i], err) != 0)
			return -1;
	x->shared = x->shared && n < s->n_columns;
	for (size_t i = n; i < s->n_columns; i++)
		x->reason[i] = x->reason[0];
	return 0;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	return read_args(s, err) == 0 ? bind_reasons(s, schema, err) : -1;
}

static bool
is_exact(const struct na *x, dp_str t)
{
	for (const char *const *w = x->exact; w && *w && t.n <= 2; w++)
		if (dp_str_is(t, *w))
			return true;
	return false;
}

static bool
is_word(const struct na *x, dp_str t, struct dp_buf *local)
{
	char folded[DPI_MISSING_MAX_BYTES];
	dp_str f = { folded, 0 };

	if (x->word.n == 0)
		return false;
	if (is_exact(x, t))
		return true;
	f.n = dpi_missing_fold(t, local, folded);
	return f.n && x->lengths[(unsigned char)folded[0]] >> f.n & 1 &&
	       dpi_strtab_find(&x->word, f) >= 0;
}

/* Can a cell that starts with the N bytes at P be a missing value? */
static inline bool
is_suspect(const struct na *x, const char *p, size_t n)
{
	unsigned a = (unsigned char)p[0], b;

	if (n == 1)
		return x->alone[a];
	b = (unsigned char)p[1];
	return x->pair[a][b >> 3] >> (b & 7) & 1;
}

static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	const struct na *x = s->self;
	size_t k = 0;

	for (size_t i = 0; i < n; i++, c += stride) {
		if (c->n == 0)
			continue;
		hit[k] = (uint32_t)i;
		k += is_suspect(x, c->p, c->n);
	}
	return k;
}

/*
 * Bytes of the longest cell that can be emptied, as it stands in the file and
 * with no blank around it. Where nobody else looks for blanks, it is not worth
 * while to tell these cells by their length.
 */
static uint32_t
most_bytes(const struct na *x, const struct dp_need *need)
{
	/* in quotes, and CR before the line end; a quote inside is doubled */
	size_t most = 2 * x->longest_bytes + 3, n = 0;

	for (size_t i = 0; i < x->n_tokens; i++)
		n += dp_str_find(x->token[i], '"') >= 0;
	if (n == 0)
		most -= x->longest_bytes;
	return need->blanks && x->word.n == 0 && most < 100 ? (uint32_t)most :
							      UINT32_MAX;
}

static uint32_t
doubts(const struct dp_step *s, struct dp_need *need)
{
	const struct na *x = s->self;

	uint32_t most = most_bytes(x, need), why = DP_DOUBT_START;

	need->has_starts = true;
	if (need->starts_most_bytes < most)
		need->starts_most_bytes = most;
	if (most < UINT32_MAX)
		why |= DP_DOUBT_BLANKS;
	for (unsigned a = 0; a < 256; a++) {
		need->alone[a] = need->alone[a] || x->alone[a];
		for (unsigned i = 0; i < sizeof x->pair[a]; i++)
			need->starts[a][i] |= x->pair[a][i];
	}
	/* reasons are looked at and written, in doubt or not */
	for (size_t i = 0; x->reason && i < s->n_columns; i++)
		need->cell[x->reason[i].slot] = true;
	return why;
}

static void
needs(const struct dp_step *s, bool *cell)
{
	const struct na *x = s->self;

	dpi_needs_columns(s, cell);
	for (size_t i = 0; x->reason && i < s->n_columns; i++)
		cell[x->reason[i].slot] = true;
}

/* True when T, trimmed, says that there is no value. */
static bool
says_nothing(const struct na *x, dp_str t, struct dp_buf *local)
{
	if (t.n > x->longest_bytes)
		return false;
	for (size_t i = 0; i < x->n_tokens; i++)
		if (dp_str_eq(x->token[i], t))
			return true;
	return is_word(x, t, local);
}

static dp_str
na(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	static const dp_str nothing = { NULL, 0 };
	const struct na *x = s->self;
	const struct dp_column *reason;
	dp_str t, was;

	if (in.n == 0 || !is_suspect(x, in.p, in.n))
		return in;
	t = dp_trim(in);
	if (t.n == 0)
		return nothing;
	if (!says_nothing(x, t, w->local))
		return in;
	if (!x->reason)
		return nothing;
	reason = &x->reason[w->column];
	was = dp_cell_str(dp_batch_cell(w->batch, w->row, reason->slot));
	/* Another column's, where all have one. */
	if (x->shared && was.n > 0)
		t = dp_keep_format(&w->batch->text, "%.*s|%.*s", DP_FMT(was),
				   DP_FMT(t));
	else if (was.n > 0 && !dp_str_eq(was, t))
		return dp_bad(w, DP_F_REASON_TAKEN, in);
	dp_step_set(s, w, w->row, reason, t);
	return nothing;
}

static const struct dp_example examples[] = {
	{ "x", "NC", "" },
	{ "x", "n. d.", "" },
	{ "x", "Non renseign\u00e9", "" },
	{ "x", "///", "" },
	{ "x", "\u2014", "" },
	{ "x", "0", "0" },
	{ "x", "Nice", "Nice" },
	{ "x", "S", "S" },
	{ "x tokens=\"NC|n.d.|-\"", " n.d. ", "" },
	{ "x tokens=\"NC|n.d.|-\"", "inconnu", "inconnu" },
	{ "x tokens=\"9999|01/01/1900\"", "01/01/1900", "" },
	{ "x profile=en", "Not available", "" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_na = {
	.name = "na",
	.scope = DP_CELL,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [tokens=\"A|B|C\"] [profile=fr|en] "
		       "[reason=COLUMN,COLUMN\u2026]"),
	.summary = N_("Empty the cells that say \"no value\" in words."),
	.why = N_("NC, n.d., a dash or \"inconnu\" among numbers keep them "
		  "from being added up, and are counted as values. An empty "
		  "cell says the same to every program. 0, 9999 and "
		  "01/01/1900 are left alone, for they may be true: name them "
		  "in tokens= once you know. In the French vocabulary s, ss "
		  "and so (INSEE's signs) count in small letters only. Why a "
		  "value is missing can matter: reason= keeps the words in a "
		  "column of their own."),
	.param = params,
	.makes_over = true,
	.bind = bind,
	.unbind = unbind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = na,
	.suspects = suspects,
	.doubts = doubts,
	.needs = needs,
	.example = examples,
};
