/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * na: the many ways of saying "no value" become an empty cell. Zero and 9999
 * are never taken for one unless the user says so.
 */
#include "op/strtab.h"
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

#define TOKEN_MAX_BYTES 31u /* of a vocabulary's token, folded */

/*
 * Folded, without blanks: "N. C." is compared as "n.c.". The French list is
 * the usage of public bodies and INSEE's conventional signs.
 */
static const char *const french[] = {
	"nc", "n.c.", "n.c", "n/c", "nd", "n.d.", "n.d", "n/d", "nr", "n.r.",
	"n.r", "n/r", "ns", "n.s.", "na", "n.a.", "n/a", "#n/a", "#na",
	"#ref!", "#valeur!", "#div/0!", "#nom?", "#nombre!", "#nul!", "s.o.",
	"nul", "null", "nan", "vide", "inconnu", "inconnue", "nonconnu",
	"nonconnue", "nonrenseigne", "nonrenseignee", "noncommunique",
	"noncommuniquee", "nondisponible", "nondetermine", "nondeterminee",
	"nonprecise", "nonprecisee", "indisponible", "indetermine",
	"indeterminee", "sansobjet", "acompleter", "arenseigner", "-", "--",
	"---", "/", "//", "///", "..", "...", "?", "??", "???", NULL
};

static const char *const english[] = {
	"na", "n.a.", "n/a", "#n/a", "#na", "#ref!", "#value!", "#div/0!",
	"#name?", "#num!", "#null!", "nan", "null", "none", "nil", "nd",
	"n.d.", "nodata", "notavailable", "notapplicable", "notknown",
	"notstated", "notprovided", "notspecified", "unknown", "unspecified",
	"missing", "blank", "(blank)", "empty", "tbc", "tbd", "-", "--",
	"---", "/", "//", "///", ".", "..", "...", "?", "??", "???", NULL
};

/*
 * INSEE's secret statistique and sans objet, as INSEE writes them: S may be
 * a size and SO a direction.
 */
static const char *const french_exact[] = { "s", "ss", "so", NULL };

struct na {
	bool may_start[256];  /* a cell that is emptied may start so */
	size_t longest_bytes; /* of what can be emptied, trimmed */
	struct dpi_strtab word;   /* vocabulary, folded */
	const char *const *exact; /* more of it, compared as it is, or NULL */
	uint32_t lengths[256];    /* of the words, by first byte */
	dp_str *token;
	size_t n_tokens;
};

static const struct dp_param params[] = {
	{ "tokens", DP_P_TEXT, NULL, NULL,
	  N_("what means \"no value\" here, between bars: \"NC|n.d.|-\"; "
	     "compared exactly, blanks at the ends aside"), false },
	{ "profile", DP_P_CHOICE, NULL, "fr|en",
	  N_("a ready vocabulary, French or English; capitals, accents and "
	     "blanks do not matter. Taken as fr when there are no tokens"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct na *x = s->self;

	dpi_strtab_done(&x->word);
}

/* Notes that a cell may start as WORD does, in either case. */
static void
add_start(struct na *x, const char *word)
{
	unsigned char c = (unsigned char)*word;

	x->may_start[c] = true;
	if (c >= 'a' && c <= 'z')
		x->may_start[c - 32] = true;
}

static void
add_vocabulary(struct na *x, bool fr)
{
	for (const char *const *w = fr ? french : english; *w; w++) {
		bool added;

		(void)dpi_strtab_add(&x->word, dp_str_c(*w), &added);
		x->lengths[(unsigned char)**w] |= 1u << strlen(*w);
		add_start(x, *w);
	}
	x->exact = fr ? french_exact : NULL;
	for (const char *const *w = x->exact; w && *w; w++)
		add_start(x, *w);
	/* accents, dashes and dots of several bytes */
	for (int c = 0xc2; c < 0xf0; c++)
		x->may_start[c] = true;
	if (x->longest_bytes < 2 * TOKEN_MAX_BYTES)
		x->longest_bytes = 2 * TOKEN_MAX_BYTES;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct na *x = dp_arena_alloc(&s->arena, sizeof *x);
	dp_str tokens = dp_step_param(s, "tokens");

	(void)schema;
	memset(x, 0, sizeof *x);
	s->self = x;
	dpi_text_list(&s->arena, tokens, '|', &x->token, &x->n_tokens);
	if (tokens.p && x->n_tokens == 0)
		return dp_step_fail(s, dp_step_arg(s, "tokens"), err,
				    _("tokens= is empty: write what means "
				      "\"no value\", such as "
				      "tokens=\"NC|n.d.|-\"."));
	for (size_t i = 0; i < x->n_tokens; i++) {
		x->may_start[(unsigned char)x->token[i].p[0]] = true;
		if (x->token[i].n > x->longest_bytes)
			x->longest_bytes = x->token[i].n;
	}
	/* white space may stand before anything */
	for (int c = 0; c <= ' '; c++)
		x->may_start[c] = true;
	x->may_start[0xc2] = x->may_start[0xe1] = x->may_start[0xe2] = true;
	x->may_start[0xe3] = x->may_start[0xef] = true;
	if (dp_step_arg(s, "profile") || !tokens.p)
		add_vocabulary(x, dp_step_choice(s, "profile") != 1);
	return 0;
}

static bool
is_exact(const struct na *x, dp_str t)
{
	for (const char *const *w = x->exact; w && *w && t.n <= 2; w++)
		if (dp_str_is(t, *w))
			return true;
	return false;
}

/*
 * Writes T folded and without blanks at OUT, of TOKEN_MAX_BYTES. Returns its
 * length, or 0 when it does not fit.
 */
static size_t
fold_token(dp_str t, struct dp_buf *local, char *out)
{
	size_t n = 0;

	local->n = 0;
	dp_fold(t, local);
	for (size_t i = 0; i < local->n;) {
		unsigned blank = dp_space_bytes(
			dp_str_from(dp_buf_view(local), i));

		if (blank) {
			i += blank;
			continue;
		}
		if (n == TOKEN_MAX_BYTES)
			return 0;
		out[n++] = local->p[i++];
	}
	return n;
}

static bool
is_word(const struct na *x, dp_str t, struct dp_buf *local)
{
	char folded[TOKEN_MAX_BYTES];
	dp_str f = { folded, 0 };

	if (x->word.n == 0)
		return false;
	if (is_exact(x, t))
		return true;
	f.n = fold_token(t, local, folded);
	return f.n && x->lengths[(unsigned char)folded[0]] >> f.n & 1 &&
	       dpi_strtab_find(&x->word, f) >= 0;
}

static dp_str
na(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	static const dp_str nothing = { NULL, 0 };
	const struct na *x = s->self;
	dp_str t;

	if (in.n == 0 || !x->may_start[(unsigned char)in.p[0]])
		return in;
	t = dp_trim(in);
	if (t.n == 0)
		return nothing;
	if (t.n > x->longest_bytes)
		return in;
	for (size_t i = 0; i < x->n_tokens; i++)
		if (dp_str_eq(x->token[i], t))
			return nothing;
	return is_word(x, t, w->local) ? nothing : in;
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
	.synopsis = "COLUMNS [tokens=\"A|B|C\"] [profile=fr|en]",
	.summary = N_("Empty the cells that say \"no value\" in words."),
	.why = N_("NC, n.d., a dash or \"inconnu\" among numbers keep them "
		  "from being added up, and are counted as values. An empty "
		  "cell says the same to every program. 0, 9999 and "
		  "01/01/1900 are left alone, for they may be true: name them "
		  "in tokens= once you know. In the French vocabulary s, ss "
		  "and so (INSEE's signs) count in small letters only."),
	.param = params,
	.bind = bind,
	.unbind = unbind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = na,
	.example = examples,
};
