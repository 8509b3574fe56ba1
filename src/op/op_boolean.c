/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * boolean: yes and no in one notation. Other values with few spellings are
 * edit's.
 */
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

/* Longest answer, in bytes; anything longer is none. */
#define LONGEST_BYTES 64u

/* The words of a profile, folded, and how an answer is written. */
static const char *const yes_fr[] = { "oui",    "o",      "vrai",   "v",
				      "x",      "true",   "yes",    "1",
				      "\u2713", "\u2714", "\u2611", NULL };
static const char *const no_fr[] = { "non",    "n",      "faux", "f",
				     "false",  "no",     "0",    "\u2717",
				     "\u2718", "\u2610", NULL };
static const char *const yes_en[] = { "yes",    "y",      "true", "t",
				      "x",      "1",      "on",   "\u2713",
				      "\u2714", "\u2611", NULL };
static const char *const no_en[] = {
	"no", "n", "false", "f", "0", "off", "\u2717", "\u2718", "\u2610", NULL
};
static const char *const written[][2] = {
	{ "false", "true" },
	{ "non", "oui" },
	{ "no", "yes" },
	{ "0", "1" },
};

struct answers {
	dp_str *word[2]; /* of no and of yes, folded */
	size_t n[2];
	dp_str written[2];
	bool blank_is_no;
};

static const struct dp_param params[] = {
	{ "true", DP_P_TEXT, NULL, NULL,
	  N_("what means yes in this column, instead of the profile: "
	     "true=\"ouvert|en service\""),
	  false },
	{ "false", DP_P_TEXT, NULL, NULL, N_("what means no, the same way"),
	  false },
	{ "profile", DP_P_CHOICE, "fr", "fr|en",
	  N_("fr: oui o vrai v x 1 \u2713, non n faux f 0; en: yes y true t x "
	     "1 on, no n false f 0 off"),
	  false },
	{ "blank", DP_P_CHOICE, "keep", "keep|false",
	  N_("false: an empty cell means no, as beside an X; keep: nobody "
	     "has answered"),
	  false },
	{ "to", DP_P_CHOICE, "true", "true|oui|yes|1",
	  N_("how yes is written; no follows: false, non, no, 0"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/* The words of answer YES, folded, into X. */
static void
use_words(struct dp_step *s, bool yes, dp_str *item, size_t n)
{
	struct answers *x = s->self;
	struct dp_buf b = { 0 };

	x->word[yes] = dp_arena_alloc(&s->arena, (n + 1) * sizeof(dp_str));
	x->n[yes] = n + 1;
	for (size_t i = 0; i <= n; i++) {
		b.n = 0;
		/* its own notation is always read */
		dp_fold(i < n ? item[i] : x->written[yes], &b);
		x->word[yes][i] = dp_keep(&s->arena, dp_buf_view(&b));
	}
	dp_buf_done(&b);
}

static void
use_profile(struct dp_step *s, bool yes, bool french)
{
	const char *const *word = french ? (yes ? yes_fr : no_fr) :
					   (yes ? yes_en : no_en);
	size_t n = 0;
	dp_str *item;

	while (word[n])
		n++;
	item = dp_arena_alloc(&s->arena, n * sizeof *item);
	for (size_t i = 0; i < n; i++)
		item[i] = dp_str_c(word[i]);
	use_words(s, yes, item, n);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct answers *x = dp_arena_alloc(&s->arena, sizeof *x);
	const struct dp_arg *arg[2] = { dp_step_arg(s, "false"),
					dp_step_arg(s, "true") };
	int to = dp_step_choice(s, "to");

	(void)schema;
	memset(x, 0, sizeof *x);
	s->self = x;
	x->blank_is_no = dp_step_choice(s, "blank") == 1;
	for (unsigned yes = 0; yes < 2; yes++) {
		dp_str *item = NULL;
		size_t n = 0;

		x->written[yes] = dp_str_c(written[to][yes]);
		if (arg[yes])
			dpi_text_list(&s->arena, arg[yes]->text, '|', &item,
				      &n);
		if (arg[0] || arg[1])
			use_words(s, yes, item, n);
		else
			use_profile(s, yes, dp_step_choice(s, "profile") == 0);
	}
	for (size_t i = 0; i < x->n[0]; i++)
		for (size_t k = 0; k < x->n[1]; k++)
			if (dp_str_eq(x->word[0][i], x->word[1][k]))
				return dp_step_fail(s, arg[1] ? arg[1] : arg[0],
						    err,
						    _("%.*s cannot mean both "
						      "yes and no."),
						    DP_FMT(x->word[0][i]));
	return 0;
}

/* 1 yes, 0 no, -1 neither. */
static int
answer(const struct answers *x, dp_str folded)
{
	for (unsigned yes = 0; yes < 2; yes++)
		for (size_t i = 0; i < x->n[yes]; i++)
			if (dp_str_eq(x->word[yes][i], folded))
				return (int)yes;
	return -1;
}

static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	const struct answers *x = s->self;
	size_t k = 0;

	for (size_t i = 0; i < n; i++, c += stride) {
		dp_str in = dp_cell_str(c);

		hit[k] = (uint32_t)i;
		k += in.n == 0 ? x->blank_is_no :
				 !dp_str_eq(in, x->written[0]) &&
					 !dp_str_eq(in, x->written[1]);
	}
	return k;
}

static dp_str
boolean(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct answers *x = s->self;
	struct dp_buf *folded = w->local;
	dp_str t = dp_trim(in);
	int yes;

	if (t.n == 0)
		return x->blank_is_no ? x->written[0] : in;
	if (t.n > LONGEST_BYTES)
		return dp_bad(w, DP_F_NOT_AN_ANSWER, in);
	folded->n = 0;
	dp_fold(t, folded);
	yes = answer(x, dp_buf_view(folded));
	if (yes < 0)
		return dp_bad(w, DP_F_NOT_AN_ANSWER, in);
	return dp_str_eq(in, x->written[yes]) ? in : x->written[yes];
}

static const struct dp_example examples[] = {
	{ "x", "Oui", "true" },
	{ "x", "N", "false" },
	{ "x", "VRAI", "true" },
	{ "x", "X", "true" },
	{ "x", "", "" },
	{ "x blank=false", "", "false" },
	{ "x", "parfois", "parfois" },
	{ "x to=oui", "1", "oui" },
	{ "x profile=en to=yes", "T", "yes" },
	{ "x true=\"ouvert\" false=\"ferm\u00e9|en travaux\"", "Ferm\u00e9",
	  "false" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_boolean = {
	.name = "boolean",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [profile=fr|en] [true=\"A|B\"] [false=\"A|B\"] "
		       "[blank=keep|false] [to=true|oui|yes|1]"),
	.summary = N_("Write yes and no in one notation."),
	.why = N_("Oui, O, X, VRAI and 1 say the same to a reader and are five "
		  "values to a program. An empty cell is no answer, unless "
		  "you know that it means no. What is neither yes nor no "
		  "stays and is reported."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = boolean,
	.suspects = suspects,
	.needs = dpi_needs_columns,
	.example = examples,
};
