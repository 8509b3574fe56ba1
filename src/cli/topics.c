/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of the program as topics of help: what there is of each kind,
 * and the text on one. Operations are in topic_operation.c.
 */
#include <dpipe/chart.h>
#include <dpipe/expect.h>
#include <dpipe/op.h>
#include <dpipe/stat.h>

#include <ctype.h>
#include <stdlib.h>

#include "cli/help.h"
#include "cli/inner.h"

/* "sd: standard deviation"; the name alone when the title says no more. */
static char *
named(const char *name, const char *title)
{
	title = cli_tr(title);
	return strcmp(name, title) == 0 ? dp_strdup(dp_str_c(name)) :
					  dp_format(_("%s: %s"), name, title);
}

/* ---- commands --------------------------------------------------------- */

static size_t
commands(void)
{
	size_t n = 0;

	for (size_t i = 0; cli_commands[i]; i++)
		n += !cli_commands[i]->hidden;
	return n;
}

static const struct cli_command *
command(size_t i)
{
	const struct cli_command *const *c = cli_commands;

	for (; (*c)->hidden || i-- > 0; c++)
		;
	return *c;
}

static const char *
command_name(size_t i)
{
	return command(i)->name;
}

static const char *
command_summary(size_t i)
{
	return command(i)->summary;
}

static void
command_page(struct cli_doc *d, size_t i)
{
	cli_page_command(d, command(i), NULL);
}

/* ---- steps ------------------------------------------------------------ */

static size_t
steps(void)
{
	return DP_STEPS;
}

static const char *
step_name(size_t i)
{
	return dp_step_info(i)->name;
}

static const char *
step_summary(size_t i)
{
	return dp_step_info(i)->purpose;
}

void
cli_topic_step(struct cli_doc *d, size_t i)
{
	const struct dp_step_info *s = dp_step_info(i);
	char *heading = dp_format(_("Step %zu of 7: %s"), i + 1,
				  cli_tr(s->title));

	cli_doc_section(d, heading);
	cli_doc_text(d, cli_tr(s->purpose));
	cli_doc_text(d, _("At its end you hold:"));
	cli_doc_text(d, cli_tr(s->gives));
	cli_doc_text(d, _("To start:"));
	cli_doc_code(d, dp_str_c(s->first), NULL);
	free(heading);
}

/* ---- statistics ------------------------------------------------------- */

static const char *
statistic_name(size_t i)
{
	return dp_stat_at(i)->name;
}

static const char *
statistic_summary(size_t i)
{
	return dp_stat_at(i)->summary;
}

static const char *
statistic_takes(enum dp_stat_takes takes)
{
	switch (takes) {
	case DP_STAT_RECORDS:
		return _("It counts records, so it takes no column.");
	case DP_STAT_CELLS:
		return _("It takes any column.");
	case DP_STAT_NUMBERS:
		return _("It takes a column of numbers.");
	case DP_STAT_EITHER:
		break;
	}
	return _("It takes a column of numbers, or none: then it counts "
		 "records.");
}

void
cli_topic_statistic(struct cli_doc *d, size_t i)
{
	const struct dp_stat_class *s = dp_stat_at(i);
	char *heading = named(s->name, s->title);

	cli_doc_section(d, heading);
	cli_doc_text(d, cli_tr(s->summary));
	cli_doc_text(d, statistic_takes(s->takes));
	if (s->source)
		cli_doc_text(d, cli_tr(s->source));
	if (s->uses & DP_STAT_USES_VALUES)
		cli_doc_text(d, _("All values are kept in memory until the "
				  "end."));
	free(heading);
}

/* ---- charts ----------------------------------------------------------- */

static const char *
chart_name(size_t i)
{
	return dp_chart_class_at(i)->name;
}

static const char *
chart_summary(size_t i)
{
	return dp_chart_class_at(i)->summary;
}

void
cli_topic_chart(struct cli_doc *d, size_t i)
{
	const struct dp_chart_class *c = dp_chart_class_at(i);
	char *heading = named(c->name, c->title);

	cli_doc_section(d, heading);
	cli_doc_text(d, cli_tr(c->summary));
	cli_doc_text(d, cli_tr(c->when));
	free(heading);
}

/* ---- findings --------------------------------------------------------- */

static size_t
findings(void)
{
	return DP_F_COUNT - 1;
}

static const struct dp_finding_kind *
finding(size_t i)
{
	return dp_finding_kind((enum dp_finding_id)(i + 1));
}

static const char *
finding_code(size_t i)
{
	return finding(i)->code;
}

static const char *
finding_sentence(size_t i)
{
	return finding(i)->sentence;
}

char *
cli_topic_text(const char *text)
{
	dp_str rest = dp_str_c(cli_tr(text));
	struct dp_buf b = { 0 };

	while (rest.p && rest.n > 0) {
		dp_buf_str(&b, dp_str_cut(&rest, '{'));
		if (!rest.p)
			break;
		dp_buf_c(&b, "…");
		(void)dp_str_cut(&rest, '}');
	}
	return dp_buf_take(&b);
}

static void
finding_text(struct cli_doc *d, const char *text)
{
	char *shown = cli_topic_text(text);

	cli_doc_text(d, shown);
	free(shown);
}

void
cli_topic_finding(struct cli_doc *d, size_t i)
{
	const struct dp_finding_kind *k = finding(i);
	char *heading = dp_format(_("%s (%s)"), k->code,
				  dp_level_word(k->level));

	cli_doc_section(d, heading);
	finding_text(d, k->sentence);
	finding_text(d, k->why);
	finding_text(d, k->how);
	free(heading);
}

/* ---- French identifiers ----------------------------------------------- */

static size_t
codes(void)
{
	size_t n = 0;

	while (dp_code_kinds()[n].name)
		n++;
	return n;
}

static const char *
code_name(size_t i)
{
	return dp_code_kinds()[i].name;
}

static const char *
code_summary(size_t i)
{
	return dp_code_kinds()[i].summary;
}

void
cli_topic_code(struct cli_doc *d, size_t i)
{
	const struct dp_code_kind *k = &dp_code_kinds()[i];
	char *try = dp_format("dpipe clean -e 'code COLUMN kind=%s' FILE",
			      k->name);

	cli_doc_section(d, k->name);
	cli_doc_text(d, cli_tr(k->summary));
	if (k->pads)
		cli_doc_text(d, _("A value that lost its zeros in a "
				  "spreadsheet gets them back with "
				  "pad=yes."));
	cli_doc_code(d, dp_str_c(try), NULL);
	free(try);
}

/* ---- expectations ----------------------------------------------------- */

static size_t
expectations(void)
{
	size_t n = 0;

	while (dp_expect_kind(n))
		n++;
	return n;
}

static const char *
expectation_name(size_t i)
{
	return dp_expect_kind(i)->name;
}

static const char *
expectation_summary(size_t i)
{
	return dp_expect_kind(i)->summary;
}

void
cli_topic_expectation(struct cli_doc *d, size_t i)
{
	const struct dp_expect_kind *k = dp_expect_kind(i);
	char *heading = named(k->name, k->summary);

	cli_doc_section(d, heading);
	cli_doc_text(d, _("A line of a file of expectations, which dpipe "
			  "verify --expect judges a table by:"));
	cli_doc_code(d, dp_str_c(k->form), NULL);
	free(heading);
}

/* ---- all -------------------------------------------------------------- */

static const char *
operation_name(size_t i)
{
	return dp_op_at(i)->name;
}

static const char *
operation_summary(size_t i)
{
	return dp_op_at(i)->summary;
}

static const char *
other_name(size_t i)
{
	return dp_elsewhere_at(i)->name;
}

static const char *
other_summary(size_t i)
{
	const struct dp_elsewhere *w = dp_elsewhere_at(i);

	return w->written ? w->written : w->text;
}

/* What is to be written in the place of word I. */
static void
other_page(struct cli_doc *d, size_t i)
{
	const struct dp_elsewhere *w = dp_elsewhere_at(i);
	struct dp_buf b = { 0 };
	char *sentence;

	(void)dp_elsewhere_say(dp_str_c(w->name), &b);
	if (w->written)
		dp_buf_char(&b, '.');
	sentence = dp_buf_take(&b);
	*sentence = (char)toupper((unsigned char)*sentence);
	cli_doc_section(d, w->name);
	cli_doc_text(d, sentence);
	free(sentence);
}

const struct cli_topics cli_topics[] = {
	{ "commands", N_("what dpipe can be told to do"), commands,
	  command_name, command_summary, command_page },
	{ "steps", N_("the seven steps from a question to a chart"), steps,
	  step_name, step_summary, cli_topic_step },
	{ "operations", N_("what a recipe can do to a table"), dp_op_count,
	  operation_name, operation_summary, cli_topic_operation },
	{ "names", N_("words that are no operation here, and what to write"),
	  dp_elsewhere_count, other_name, other_summary, other_page },
	{ "statistics", N_("figures of a column or of groups"), dp_stat_count,
	  statistic_name, statistic_summary, cli_topic_statistic },
	{ "charts", N_("drawings of a table"), dp_chart_classes, chart_name,
	  chart_summary, cli_topic_chart },
	{ "findings", N_("what can be wrong with a table"), findings,
	  finding_code, finding_sentence, cli_topic_finding },
	{ "codes", N_("French identifiers that are recognised and checked"),
	  codes, code_name, code_summary, cli_topic_code },
	{ "expectations", N_("what can be expected of a table"), expectations,
	  expectation_name, expectation_summary, cli_topic_expectation },
	{ NULL, NULL, NULL, NULL, NULL, NULL }
};
