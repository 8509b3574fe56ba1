/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Judging facts: which of them are worth a word for this kind of column, and
 * which recipe line would repair it.
 */
#include "step/verify_inner.h"

#include <math.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "stat/profile.h"
#include "text/missing.h"

/* Share of the values above which a column is of a kind. */
#define MOSTLY 0.8
/* The same where the heading says so already: a column called SIRET. */
#define CALLED 0.5

static uint64_t
n(const struct dpi_judging *j, enum dpi_trait t)
{
	return dpi_facts_count(j->f, t);
}

void
dpi_judge_repair(const struct dpi_judging *j, struct dp_finding *g,
		 const char *repair)
{
	ptrdiff_t at = dp_str_search(dp_str_c(repair), DP_S("%"));
	struct dp_buf word = { 0 };

	dp_buf_add(&word, repair, (size_t)at);
	dp_recipe_word(j->column, &word);
	dp_buf_c(&word, repair + at + 1);
	g->repair = dp_keep(&j->out->text, dp_buf_view(&word));
	dp_buf_done(&word);
}

struct dp_finding *
dpi_judge_file(const struct dpi_judging *j, enum dpi_trait t,
	       enum dp_finding_id id, const char *repair)
{
	const struct dpi_tally *all = j->f->tally[t];
	struct dp_finding *g =
		all ? dpi_tally_file(all, id, j->column, j->out) : NULL;

	if (g && repair)
		dpi_judge_repair(j, g, repair);
	return g;
}

void
dpi_judge_tokens(const struct dpi_judging *j, enum dpi_trait t,
		 struct dp_finding *g)
{
	const struct dpi_facts *f = j->f;
	struct dp_buf repair = { 0 };

	for (size_t i = 0; i < f->value.n; i++) {
		dp_str v = f->value.text[i];

		if (!(f->traits[i] >> t & 1) || dp_str_find(v, '"') >= 0 ||
		    dp_str_find(v, '|') >= 0 || dp_str_find(v, '\\') >= 0)
			continue;
		dp_buf_c(&repair, repair.n ? "|" : "na % tokens=\"");
		dp_buf_str(&repair, v);
	}
	if (repair.n) {
		dp_buf_add(&repair, "\"", 2);
		dpi_judge_repair(j, g, repair.p);
	}
	dp_buf_done(&repair);
}

/* Numbers that only French, or only English, writes so. */
static uint64_t
french_only(const struct dpi_facts *f)
{
	return dpi_facts_count(f, DPI_NUMBER_FR) -
	       dpi_facts_count(f, DPI_NUMBER_COMMA);
}

bool
dpi_is_english(const struct dpi_facts *f)
{
	const struct dp_profile *p = &f->profile;

	return french_only(f) == 0 &&
	       dpi_facts_count(f, DPI_NUMBER_COMMA) > 0 &&
	       (dpi_facts_count(f, DPI_NUMBER_EN) > 0 ||
		p->n_number > p->n_whole + dpi_facts_count(f, DPI_NUMBER_TWO));
}

enum dp_content
dpi_judge_content(const struct dpi_facts *f, uint64_t n_records)
{
	enum dp_content c = dp_profile_content(&f->profile);
	double present = (double)dpi_facts_present(f, n_records);
	double dates = (double)(dpi_facts_count(f, DPI_DATE_ISO) +
				dpi_facts_count(f, DPI_DATE_DIGITS) +
				dpi_facts_count(f, DPI_DATE_WORDS) +
				dpi_facts_count(f, DPI_DATE_IMPOSSIBLE) +
				dpi_facts_count(f, DPI_DATE_ZERO));
	/* Broken by a spreadsheet, but codes: they must not be read as
	 * numbers. */
	double codes = (double)(dpi_facts_count(f, DPI_CODE) +
				dpi_facts_count(f, DPI_CODE_SHORT) +
				dpi_facts_count(f, DPI_SCIENTIFIC));
	double impossible = (double)dpi_facts_count(f, DPI_DATE_IMPOSSIBLE);
	double plain = (double)dpi_facts_count(f, DPI_NUMBER);
	double french = (double)dpi_facts_count(f, DPI_NUMBER_FR);
	double english = (double)dpi_facts_count(f, DPI_NUMBER_EN);

	if (present <= 0)
		return DP_CONTENT_EMPTY;
	if (f->code && codes >= CALLED * present)
		return DP_CONTENT_CODE;
	if (dates - impossible >= CALLED * dates && dates >= MOSTLY * present)
		return DP_CONTENT_DATE;
	if (c == DP_CONTENT_TEXT || c == DP_CONTENT_EMPTY) {
		if (plain + french >= MOSTLY * present && french > 0)
			c = DP_CONTENT_COMMA;
		else if (plain + english >= MOSTLY * present && english > 0)
			c = DP_CONTENT_GROUPED;
	}
	return c == DP_CONTENT_COMMA && dpi_is_english(f) ? DP_CONTENT_GROUPED :
							    c;
}

/* Values of the column that are of its kind. */
static uint64_t
of_kind(const struct dpi_facts *f, enum dp_content c)
{
	switch (c) {
	case DP_CONTENT_NUMBER:
	case DP_CONTENT_YEAR:
		return dpi_facts_count(f, DPI_NUMBER);
	case DP_CONTENT_COMMA:
		return dpi_facts_count(f, DPI_NUMBER) +
		       dpi_facts_count(f, DPI_NUMBER_FR);
	case DP_CONTENT_GROUPED:
		return dpi_facts_count(f, DPI_NUMBER) +
		       dpi_facts_count(f, DPI_NUMBER_EN) +
		       dpi_facts_count(f, DPI_NUMBER_COMMA);
	case DP_CONTENT_DATE:
		return dpi_facts_count(f, DPI_DATE_ISO) +
		       dpi_facts_count(f, DPI_DATE_DIGITS) +
		       dpi_facts_count(f, DPI_DATE_WORDS);
	case DP_CONTENT_CODE:
		if (f->code)
			return dpi_facts_count(f, DPI_CODE) +
			       dpi_facts_count(f, DPI_CODE_SHORT);
		return f->profile.n_whole;
	case DP_CONTENT_EMPTY:
	case DP_CONTENT_PHONE:
	case DP_CONTENT_IDENTIFIER:
	case DP_CONTENT_TEXT:
	case DP_CONTENT_COUNT:
		break;
	}
	return UINT64_MAX;
}

uint64_t
dpi_judge_of_type(const struct dpi_facts *f, uint64_t n_records)
{
	uint64_t present = dpi_facts_present(f, n_records);
	uint64_t k = of_kind(f, dpi_judge_content(f, n_records));

	return k < present ? k : present;
}

void
dpi_judge_type(const struct dpi_facts *f, uint64_t n_records,
	       struct dp_buf *out)
{
	enum dp_content c = dpi_judge_content(f, n_records);

	dp_buf_c(out, _(dp_content_title(c)));
	if (c == DP_CONTENT_CODE && f->code)
		dp_buf_format(out, " (%s)", f->code->name);
}

static bool
is_number(enum dp_content c)
{
	return c == DP_CONTENT_NUMBER || c == DP_CONTENT_COMMA ||
	       c == DP_CONTENT_GROUPED;
}

/*
 * Words that say "no value", emptied. na knows them by one language only, and
 * by itself the signs of INSEE as well: these count among numbers; elsewhere,
 * where s may be a size, the words are named.
 */
static void
judge_missing(struct dpi_judging *j, enum dp_content c)
{
	struct dp_finding *g = dpi_judge_file(j, DPI_NA_WORD, DP_F_NA_TOKEN,
					      "na %");
	struct dp_buf scratch = { 0 };
	bool other = false;
	uint64_t insee = 0;

	for (size_t i = 0; i < j->f->value.n; i++) {
		dp_str v = j->f->value.text[i];

		if (j->f->traits[i] >> DPI_NA_WORD & 1)
			other = other || !dpi_missing_is_french(v, &scratch);
		else if (dpi_missing_is_insee(v))
			insee += j->f->count[i];
	}
	if (g && (other || (insee && !is_number(c)))) {
		dpi_judge_tokens(j, DPI_NA_WORD, g);
	} else if (g && insee) {
		g->count += insee;
		j->insee = true;
	}
	dp_buf_done(&scratch);
}

/* Values that no other finding speaks of and that are not of the kind C. */
static void
judge_others(const struct dpi_judging *j, enum dp_content c)
{
	const struct dpi_facts *f = j->f;
	struct dpi_tally t = { 0 };
	struct dp_arena text = { 0 };
	struct dp_finding *g;

	if (!j->insee) {
		g = dpi_judge_file(j, DPI_OTHER, DP_F_DEVIATED_TYPE, NULL);
	} else {
		for (size_t i = 0; i < f->value.n; i++) {
			if (!(f->traits[i] >> DPI_OTHER & 1) ||
			    dpi_missing_is_insee(f->value.text[i]))
				continue;
			dpi_tally_add(&t, &text, 0, f->line[i],
				      f->value.text[i]);
			t.count += f->count[i] - 1;
		}
		g = dpi_tally_file(&t, DP_F_DEVIATED_TYPE, j->column, j->out);
	}
	if (g)
		g->expected = dp_keep(&j->out->text,
				      dp_str_c(_(dp_content_title(c))));
	dp_arena_done(&text);
}

static void
judge_text(struct dpi_judging *j, enum dp_content c)
{
	if (n(j, DPI_OUTER_SPACE) && !dpi_judge_indents(j))
		(void)dpi_judge_file(j, DPI_OUTER_SPACE, DP_F_OUTER_SPACE,
				     "trim %");
	if (n(j, DPI_INVISIBLE))
		(void)dpi_judge_file(j, DPI_INVISIBLE, DP_F_INVISIBLE,
				     "controls %");
	if (n(j, DPI_MOJIBAKE))
		(void)dpi_judge_file(j, DPI_MOJIBAKE, DP_F_MOJIBAKE,
				     "mojibake %");
	if (n(j, DPI_ENTITY))
		(void)dpi_judge_file(j, DPI_ENTITY, DP_F_HTML_ENTITY,
				     "entities %");
	if (n(j, DPI_NA_WORD) && !dpi_are_words_ordinary(j))
		judge_missing(j, c);
}

/*
 * French and English numbers in one column: the fewer are shown. True when
 * others could be either, so that no notation may be chosen for them.
 */
static bool
judge_mixed(const struct dpi_judging *j)
{
	uint64_t fr = french_only(j->f), en = n(j, DPI_NUMBER_EN);
	struct dp_finding *g;

	if (!fr || !en)
		return false;
	g = dpi_judge_file(j, en <= fr ? DPI_NUMBER_EN : DPI_NUMBER_FR,
			   DP_F_MIXED_NUMBERS, NULL);
	g->count = en <= fr ? en : fr;
	g->found = dp_keep_format(&j->out->text,
				  _("%llu in French, %llu in English"),
				  (unsigned long long)fr,
				  (unsigned long long)en);
	return n(j, DPI_NUMBER_COMMA) > 0;
}

/* How the numbers are written, and the step that reads them so. */
static void
judge_notation(const struct dpi_judging *j, enum dp_content c)
{
	const char *locale = c == DP_CONTENT_GROUPED ? "en" : "fr";
	struct dp_finding *g;
	char repair[80];

	if (c == DP_CONTENT_NUMBER || dpi_judge_marks(j, locale) ||
	    judge_mixed(j))
		return;
	(void)snprintf(repair, sizeof repair, "number %% locale=%s%s%s", locale,
		       dpi_judge_currency(j) ? " currency=strip" : "",
		       dpi_judge_percent(j) ? " percent=strip" : "");
	if (c == DP_CONTENT_GROUPED) {
		g = dpi_judge_file(j,
				   n(j, DPI_NUMBER_EN) ? DPI_NUMBER_EN :
							 DPI_NUMBER_COMMA,
				   DP_F_ENGLISH_NUMBER, repair);
		g->count = n(j, DPI_NUMBER_EN) + n(j, DPI_NUMBER_COMMA);
		return;
	}
	(void)dpi_judge_file(j, DPI_NUMBER_FR,
			     french_only(j->f) ? DP_F_LOCAL_NUMBER :
						 DP_F_TWO_COMMAS,
			     repair);
	/* A point that parts thousands, or one beside decimal commas. */
	if (n(j, DPI_NUMBER_TWO))
		(void)dpi_judge_file(j, DPI_NUMBER_TWO, DP_F_TWO_NUMBERS, NULL);
}

static void
judge_number(const struct dpi_judging *j, enum dp_content c)
{
	uint64_t zero = n(j, DPI_ZERO);
	struct dp_finding *g;

	judge_notation(j, c);
	if (n(j, DPI_NINES) && !dpi_are_nines_ordinary(j->f)) {
		g = dpi_judge_file(j, DPI_NINES, DP_F_PLACEHOLDER, NULL);
		dpi_judge_tokens(j, DPI_NINES, g);
	}
	/* Values that never come twice count something off, from 0 on. */
	if (zero && zero * 50 < j->present && j->f->value.n < j->present &&
	    dpi_are_zeros_far(j->f)) {
		g = dpi_judge_file(j, DPI_ZERO, DP_F_RARE_ZERO, NULL);
		dpi_judge_tokens(j, DPI_ZERO, g);
	}
	if (is_number(c))
		dpi_judge_far(j);
}

static void
judge_code(const struct dpi_judging *j)
{
	struct dp_finding *g;
	char *repair;

	if (!j->f->code)
		return;
	repair = dp_format("code %% kind=%s pad=yes", j->f->code->name);
	if (n(j, DPI_CODE_SHORT))
		(void)dpi_judge_file(j, DPI_CODE_SHORT, DP_F_LEADING_ZERO_LOST,
				     repair);
	/* written so all the way down, it is a manner like another */
	if (n(j, DPI_CODE_UNTIDY) && n(j, DPI_CODE_UNTIDY) < n(j, DPI_CODE))
		(void)dpi_judge_file(j, DPI_CODE_UNTIDY, DP_F_UNTIDY_CODE,
				     repair);
	if (n(j, DPI_SCIENTIFIC))
		(void)dpi_judge_file(j, DPI_SCIENTIFIC, DP_F_SCIENTIFIC_CODE,
				     NULL);
	if (n(j, DPI_CODE_BAD)) {
		g = dpi_judge_file(j, DPI_CODE_BAD, DP_F_BAD_CODE, NULL);
		if (g)
			g->expected = dp_keep(&j->out->text,
					      dp_str_c(_(j->f->code->summary)));
	}
	free(repair);
}

/* ---- the column as a whole -------------------------------------------- */

static void
judge_shape(const struct dpi_judging *j)
{
	const struct dpi_facts *f = j->f;

	if (j->present == 0 && j->n_records > 0)
		(void)dp_finding_add(j->out, DP_F_EMPTY_COLUMN, j->column, 0, 0,
				     (dp_str){ NULL, 0 });
	else if (!f->full && f->value.n == 1 && j->n_records > 2 &&
		 f->n_missing == 0)
		(void)dp_finding_add(j->out, DP_F_CONSTANT_COLUMN, j->column,
				     f->line[0], 0, f->value.text[0]);
}

/*
 * A column that is nearly unique and called an identifier should be unique
 * altogether.
 */
static void
judge_key(const struct dpi_judging *j, enum dp_content c)
{
	const struct dpi_facts *f = j->f;
	struct dpi_tally twice = { 0 };
	struct dp_arena text = { 0 };
	struct dp_buf repair = { 0 };
	struct dp_finding *g;

	if (c != DP_CONTENT_IDENTIFIER &&
	    !(f->profile.heading & DPI_HEADING_IDENTIFIER))
		return;
	if (f->full || f->value.n * 10 < j->present * 8 ||
	    f->value.n == j->present)
		return;
	for (size_t i = 0; i < f->value.n; i++)
		if (f->count[i] > 1)
			dpi_tally_add(&twice, &text, 0, f->line[i],
				      f->value.text[i]);
	g = dpi_tally_file(&twice, DP_F_DUPLICATE_KEY, j->column, j->out);
	if (g) {
		dp_buf_c(&repair, "dedupe ");
		dp_recipe_word(j->column, &repair);
		g->repair = dp_keep(&j->out->text, dp_buf_view(&repair));
	}
	dp_buf_done(&repair);
	dp_arena_done(&text);
}

void
dpi_judge_column(struct dpi_judging *j)
{
	enum dp_content c = dpi_judge_content(j->f, j->n_records);
	uint64_t k = of_kind(j->f, c);
	struct dp_finding *g;
	bool is_list = false;

	j->present = dpi_facts_present(j->f, j->n_records);
	j->column = j->f->column->name;
	if (j->is_whole)
		judge_shape(j);
	judge_text(j, c);
	if (j->is_first)
		dpi_judge_totals(j);
	if (c == DP_CONTENT_TEXT && n(j, DPI_INNER_SPACE)) {
		g = dpi_judge_file(j, DPI_INNER_SPACE, DP_F_INNER_SPACE,
				   "squeeze %");
		g->loses = n(j, DPI_LAID_OUT) > 0;
	}
	dpi_judge_dates(j, c);
	dpi_judge_excel(j, c);
	if (dpi_judge_answers(j))
		return;
	if (c == DP_CONTENT_TEXT) {
		dpi_judge_points(j);
		is_list = dpi_judge_lists(j);
	}
	if (c == DP_CONTENT_TEXT && dpi_judge_units(j))
		return;
	/* of lists, the parts have spellings: once they are taken apart */
	if (c == DP_CONTENT_TEXT && !is_list)
		dpi_judge_spellings(j);
	if (is_number(c))
		judge_number(j, c);
	if (c == DP_CONTENT_CODE)
		judge_code(j);
	judge_key(j, c);
	if (c != DP_CONTENT_CODE && k < j->present && n(j, DPI_OTHER))
		judge_others(j, c);
}
