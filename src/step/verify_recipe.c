/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The repairs as a recipe: a step a finding where there is one, and in
 * comments what no step repairs, so that nobody takes a table for sound
 * because its recipe ran.
 */
#include "step/verify_inner.h"

#include "base/i18n.h"

/* The order in which repairs make sense. */
static const char *const order[] = {
	"mojibake", "entities", "controls", "trim",        "squeeze", "replace",
	"na",       "edit",     "number",   "date",        "code",    "coords",
	"email",    "cluster",  "drop",     "split-cells", "longer",  "remove",
	"dedupe",   "rename",   "headers",  NULL
};

static bool
has_verb(dp_str line, const char *verb)
{
	size_t n = strlen(verb);

	return dp_str_starts(line, verb) && (line.n == n || line.p[n] == ' ');
}

/* One line of comment behind MARK, whatever the data has put into TEXT. */
static void
put_comment(const char *mark, dp_str text, struct dp_buf *out)
{
	dp_buf_c(out, mark);
	for (size_t i = 0; i < text.n; i++)
		dp_buf_char(out,
			    (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i]);
	dp_buf_char(out, '\n');
}

static void
put_sentence(const char *mark, const struct dp_finding *f, struct dp_buf *out)
{
	struct dp_buf sentence = { 0 };

	dp_finding_sentence(f, &sentence);
	put_comment(mark, dp_buf_view(&sentence), out);
	dp_buf_done(&sentence);
}

/* A person has to look before records or values go, or are made of a guess. */
static bool
takes_away(enum dp_finding_id id)
{
	return id == DP_F_DUPLICATE_KEY || id == DP_F_PLACEHOLDER ||
	       id == DP_F_RARE_ZERO || id == DP_F_TOTAL_ROW ||
	       id == DP_F_EXCEL_SERIAL || id == DP_F_EXCEL_DATE_CODE ||
	       id == DP_F_MULTI_VALUED || id == DP_F_INDENTED ||
	       id == DP_F_TWO_COMMAS || id == DP_F_EQUAL_COLUMN ||
	       id == DP_F_CROSSTAB;
}

/* What says how F, which may be read in two ways, is to be read. */
static void
put_guess(const struct dp_finding *f, struct dp_buf *out)
{
	dp_str last = dp_str_from(f->repair, f->repair.n - strlen("dmy"));
	struct dp_buf text = { 0 };

	dp_buf_c(&text, _("No value says whether the day or the month comes "
			  "first."));
	if (f->as_in.p)
		dp_buf_format(&text,
			      dp_str_is(last, "dmy") ?
				      _(" In %.*s it is the day: this step "
					"does the same.") :
				      _(" In %.*s it is the month: this step "
					"does the same."),
			      (int)f->as_in.n, f->as_in.p);
	put_comment("# ", dp_buf_view(&text), out);
	dp_buf_done(&text);
}

static void
put_step(const struct dp_finding *f, struct dp_buf *out)
{
	put_sentence("# ", f, out);
	if (f->guess)
		put_guess(f, out);
	if (takes_away(f->id) || f->off || f->guess) {
		put_comment("# ",
			    dp_str_c(_("This step is off: look first, then "
				       "delete the word off if you agree.")),
			    out);
		dp_buf_c(out, "off ");
	}
	dp_buf_str(out, f->repair);
	dp_buf_char(out, '\n');
}

/* "lines 5, 9 and 40 more", where the sentence has not said it all. */
static void
put_places(const struct dp_finding *f, struct dp_buf *out)
{
	struct dp_buf text = { 0 };
	uint64_t told = 0;

	if (f->count == 1 && strstr(dp_finding_kind(f->id)->sentence, "{line}"))
		return;
	for (unsigned i = 0; i < f->n_samples; i++)
		told += f->sample[i].line > 0;
	for (unsigned i = 0; i < f->n_samples; i++)
		if (f->sample[i].line) {
			dp_buf_c(&text, text.n ? _(", ") :
						 P_("line ", "lines ", told));
			dp_buf_format(&text, "%llu",
				      (unsigned long long)f->sample[i].line);
		}
	if (told && f->count > told)
		dp_buf_format(&text,
			      P_(" and %llu more", " and %llu more",
				 f->count - told),
			      (unsigned long long)(f->count - told));
	if (told)
		put_comment("#   ", dp_buf_view(&text), out);
	dp_buf_done(&text);
}

static void
put_rest(const struct dp_findings *f, struct dp_buf *out)
{
	struct dp_fold fold = { .f = f, .unrepaired = true };
	struct dp_buf how = { 0 }, others = { 0 };
	bool any = false;

	for (size_t i = 0; i < f->n; i++) {
		const struct dp_finding *g = &f->at[i];
		const char *text = dp_finding_kind(g->id)->how;

		if (g->repair.p || !dp_fold_tells(&fold, i, &others))
			continue;
		if (!any)
			put_comment("# ",
				    dp_str_c(_("No step here repairs what "
					       "follows; it is for you to "
					       "settle:")),
				    out);
		any = true;
		put_sentence("# - ", g, out);
		put_places(g, out);
		how.n = 0;
		dp_finding_fill(g, _(text), &how);
		put_comment("#   ", dp_buf_view(&how), out);
		if (others.n)
			put_comment("#   ", dp_buf_view(&others), out);
		others.n = 0;
	}
	dp_buf_done(&how);
	dp_buf_done(&others);
}

bool
dpi_verify_recipe(const struct dp_findings *f, dp_str source,
		  struct dp_buf *out)
{
	struct dpi_strtab said = { 0 };
	bool any = false;

	dp_buf_c(out, "dpipe-recipe 1\n");
	if (source.p) {
		put_comment("# ",
			    dp_str_c(_("This is how the file was read. For "
				       "another export of the same kind, "
				       "take the line out.")),
			    out);
		dp_buf_str(out, source);
	}
	for (size_t k = 0; order[k]; k++)
		for (size_t i = 0; i < f->n; i++) {
			dp_str line = f->at[i].repair;
			bool added = false;

			if (!line.p || !has_verb(line, order[k]))
				continue;
			(void)dpi_strtab_add(&said, line, &added);
			if (added)
				put_step(&f->at[i], out);
			any = true;
		}
	put_rest(f, out);
	dpi_strtab_done(&said);
	return any;
}
