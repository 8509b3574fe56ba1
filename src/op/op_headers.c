/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * headers: the names of all columns by one rule. One name by another is
 * rename's.
 */
#include "base/strtab.h"
#include "op/words.h"

#include "base/i18n.h"

enum style { DATAGOUV, SNAKE, KEEP };

struct rule {
	enum style style;
	size_t max_chars; /* 0: no limit */
};

static const struct dp_param params[] = {
	{ "style", DP_P_CHOICE, "datagouv", "datagouv|snake|keep",
	  N_("datagouv: small letters without accents, digits and _; snake: "
	     "the same with accents; keep: only blanks are put in order"),
	  false },
	{ "max", DP_P_INT, "63", NULL,
	  N_("longest name in characters; keep has no limit unless one is "
	     "given"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/* True for the bytes of small letters of French. */
static bool
is_small(dp_str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];

	return (c >= 'a' && c <= 'z') ||
	       (c >= 0xa0 && i > 0 && (unsigned char)s.p[i - 1] == 0xc3);
}

/* A capital after two small letters starts a word: dateDebut, codeINSEE. */
static bool
starts_word(dp_str s, size_t i)
{
	size_t before = i;

	if (s.p[i] < 'A' || s.p[i] > 'Z' || i < 2 || !is_small(s, i - 1))
		return false;
	before -= (unsigned char)s.p[i - 1] >= 0x80 ? 2 : 1;
	return before > 0 && is_small(s, before - 1);
}

/* Appends S with its signs spelled out and its words apart. */
static void
spell(dp_str s, struct dp_buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		dp_str rest = dp_str_from(s, i);

		if (dp_str_starts(rest, "\u20ac")) {
			dp_buf_c(out, " eur ");
			i += 2;
		} else if (dp_str_starts(rest, "\u00b0")) {
			bool numero = i > 0 && (s.p[i - 1] | 0x20) == 'n';

			dp_buf_c(out, numero ? "o " : " ");
			i++;
		} else if (s.p[i] == '%') {
			dp_buf_c(out, " pct ");
		} else {
			if (starts_word(s, i))
				dp_buf_char(out, ' ');
			dp_buf_char(out, s.p[i]);
		}
	}
}

/* Appends the words of S joined by _, letters outside ASCII only if KEPT. */
static void
join_words(dp_str s, bool accents, struct dp_buf *out)
{
	struct dp_words w = { s };
	dp_str word;

	while (dp_words_next(&w, &word)) {
		size_t before;

		if (out->n)
			dp_buf_char(out, '_');
		before = out->n;
		for (size_t i = 0; i < word.n; i++)
			if (accents || (unsigned char)word.p[i] < 0x80)
				dp_buf_char(out, word.p[i]);
		if (out->n == before && out->n > 0)
			out->n--;
	}
}

/* Appends S with single spaces inside and none at its ends. */
static void
tidy(dp_str s, struct dp_buf *out)
{
	bool gap = false;

	s = dp_trim(s);
	while (s.n) {
		unsigned len = dp_space_bytes(s);

		if (len) {
			gap = true;
		} else {
			if (gap)
				dp_buf_char(out, ' ');
			gap = false;
			len = 1;
			dp_buf_char(out, s.p[0]);
		}
		s = dp_str_from(s, len);
	}
}

/* Leaves at most MAX characters of B, and no _ or space at its end. */
static void
shorten(struct dp_buf *b, size_t max_chars)
{
	size_t i = dp_utf8_offset(dp_buf_view(b), max_chars);

	if (i == b->n)
		return;
	b->n = i;
	while (b->n && (b->p[b->n - 1] == '_' || b->p[b->n - 1] == ' '))
		b->n--;
}

/* Writes to OUT what the column called NAME, at INDEX, is called now. */
static void
make_name(const struct rule *rule, dp_str name, size_t index,
	  struct dp_buf *out)
{
	struct dp_buf spelled = { 0 }, folded = { 0 };

	out->n = 0;
	if (rule->style == KEEP) {
		tidy(name, out);
	} else {
		spell(name, &spelled);
		if (rule->style == DATAGOUV)
			dp_fold(dp_buf_view(&spelled), &folded);
		else
			dp_case_change(dp_buf_view(&spelled), DP_CASE_LOWER,
				       &folded);
		join_words(dp_buf_view(&folded), rule->style == SNAKE, out);
	}
	if (rule->max_chars)
		shorten(out, rule->max_chars);
	if (out->n == 0)
		dp_buf_format(out, "c%zu", index + 1);
	dp_buf_done(&spelled);
	dp_buf_done(&folded);
}

/* Adds to *SEEN the name in B, numbered when it is there already. */
static uint32_t
add_once(struct dpi_strtab *seen, const struct rule *rule, struct dp_buf *b)
{
	struct dp_buf base = { 0 };
	bool added;
	uint32_t k = dpi_strtab_add(seen, dp_buf_view(b), &added);

	for (unsigned i = 2; !added; i++) {
		char number[16];
		int n = snprintf(number, sizeof number, "_%u", i);

		base.n = 0;
		dp_buf_str(&base, dp_buf_view(b));
		if (rule->max_chars)
			shorten(&base, rule->max_chars - (size_t)n);
		dp_buf_c(&base, number);
		k = dpi_strtab_add(seen, dp_buf_view(&base), &added);
	}
	dp_buf_done(&base);
	return k;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	const struct dp_arg *max_arg = dp_step_arg(s, "max");
	int64_t max = dp_step_int(s, "max");
	struct dpi_strtab seen = { 0 };
	struct dp_buf name = { 0 };
	struct rule rule;

	if (max < 10 || max > 1000)
		return dp_step_fail(s, max_arg, err,
				    _("max= goes from 10 to 1000 characters."));
	rule.style = (enum style)dp_step_choice(s, "style");
	rule.max_chars = rule.style == KEEP && !max_arg ? 0 : (size_t)max;
	for (size_t i = 0; i < schema->n; i++) {
		uint32_t k;

		make_name(&rule, schema->column[i].name, i, &name);
		k = add_once(&seen, &rule, &name);
		dp_schema_rename(schema, i, seen.text[k]);
	}
	dp_buf_done(&name);
	dpi_strtab_done(&seen);
	return 0;
}

static const struct dp_example examples[] = {
	{ "", "Nom du cin\u00e9ma,Tarif moyen (\u20ac),N\u00b0 SIRET\na,1,2\n",
	  "nom_du_cinema,tarif_moyen_eur,no_siret\na,1,2\n" },
	{ "", "Date d\u2019ouverture,dateFermeture,Taux (%)\na,b,1\n",
	  "date_d_ouverture,date_fermeture,taux_pct\na,b,1\n" },
	{ "style=datagouv", "\"Date de derni\u00e8re\nmise \u00e0 jour\"\na\n",
	  "date_de_derniere_mise_a_jour\na\n" },
	{ "style=datagouv", "Montant,montant,MONTANT\n1,2,3\n",
	  "montant,montant_2,montant_3\n1,2,3\n" },
	{ "style=snake", "D\u00e9partement,Code INSEE\na,b\n",
	  "d\u00e9partement,code_insee\na,b\n" },
	{ "style=keep", " Code  INSEE ,Nom\na,b\n", "Code INSEE,Nom\na,b\n" },
	{ "max=10", "Nombre de places,Ville\n1,a\n", "nombre_de,ville\n1,a\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_headers = {
	.name = "headers",
	.scope = DP_SCHEMA,
	.takes = DP_TAKES_NOTHING,
	.renames_all = true,
	.synopsis = N_("[style=datagouv|snake|keep] [max=CHARS]"),
	.summary = N_("Name the columns by one simple rule."),
	.why = N_("\"Tarif moyen (\u20ac)\" has to be quoted in every formula "
		  "and every query; tarif_moyen_eur does not. The rule is the "
		  "one the guides for open data ask for: small letters "
		  "without accents, words joined by _, at most 63 characters. "
		  "Signs such as \u20ac are spelled out, equal names are "
		  "numbered."),
	.param = params,
	.bind = bind,
	.example = examples,
};
