/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe present: charts and reports on the command line. Reads the options,
 * asks the step, prints its result; nothing is drawn here.
 */
#include <dpipe/present.h>

#include "cli/cli.h"

#define TOP_MAX 100000
#define WIDTH_MAX 1000

static const struct cli_option chart_option[] = {
	{ "x", 'x', CLI_TEXT, N_("COLUMN"), NULL,
	  N_("names, dates or values along the chart"), false },
	{ "y", 'y', CLI_TEXT, N_("COLUMN"), NULL,
	  N_("the numbers: a column, or count(), sum(COLUMN), mean(COLUMN)"),
	  false },
	{ "of", 0, CLI_CHOICE, N_("HOW"), "count|sum|mean",
	  N_("what to make of the rows that have the same x"), false },
	{ "sort", 0, CLI_CHOICE, N_("HOW"), "value|label|none",
	  N_("order of bars (value: the largest first)"), false },
	{ "top", 0, CLI_INT, N_("N"), NULL,
	  N_("keep the N largest bars and add the others up"), false },
	{ "title", 0, CLI_TEXT, N_("TEXT"), NULL,
	  N_("what the chart says, in one sentence"), false },
	{ "source", 0, CLI_TEXT, N_("TEXT"), NULL,
	  N_("where the data come from"), false },
	{ "note", 0, CLI_TEXT, N_("TEXT"), NULL,
	  N_("what a reader must know besides"), false },
	{ "alt", 0, CLI_TEXT, N_("TEXT"), NULL,
	  N_("what to tell those who cannot see the chart"), false },
	{ "as", 0, CLI_CHOICE, N_("FORM"), "terminal|svg|text|json",
	  N_("draw in the terminal, as SVG, in words, as data"), false },
	{ "width", 0, CLI_INT, N_("COLUMNS"), NULL,
	  N_("draw this wide in the terminal"), false },
	{ "draw-with", 0, CLI_CHOICE, N_("SIGNS"), "ascii|unicode",
	  N_("signs of the drawing (by itself: what the terminal shows)"),
	  false },
	CLI_OUTPUT_OPTION,
	CLI_JSON_OPTION,
	CLI_READ_OPTIONS,
	CLI_END
};

static const struct cli_option charts_option[] = { CLI_JSON_OPTION, CLI_END };

static const struct cli_option report_option[] = { CLI_OUTPUT_OPTION, CLI_END };

static const struct cli_option verify_option[] = {
	{ "in", 0, CLI_FILE, N_("FOLDER"), NULL,
	  N_("look for the data there instead of beside the report"), false },
	CLI_JSON_OPTION,
	CLI_END
};

/* The form that the name of a file asks for. */
static int
form_of(const char *file, enum dp_present_as *as, struct dp_err *err)
{
	static const struct {
		const char *end;
		enum dp_present_as as;
	} known[] = { { ".svg", DP_PRESENT_SVG },
		      { ".txt", DP_PRESENT_TERMINAL },
		      { ".json", DP_PRESENT_JSON } };
	size_t n = strlen(file);

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		size_t m = strlen(known[i].end);

		if (n > m && !strcmp(file + n - m, known[i].end)) {
			*as = known[i].as;
			return 0;
		}
	}
	return dp_fail(err, DP_EUSAGE,
		       _("%s does not say what to write: end its name with "
			 ".svg, .txt or .json, or add --as; for a picture of "
			 "dots, write an SVG and use rsvg-convert"),
		       file);
}

static int
read_out(const struct cli_args *a, struct dp_present_out *o, struct dp_err *err)
{
	const char *as = cli_text(a, "as"), *signs = cli_text(a, "draw-with");
	int64_t width = cli_int(a, "width", 0);

	o->file = cli_text(a, "output");
	if (o->file && !strcmp(o->file, "-"))
		o->file = NULL;
	if (width < 0 || width > WIDTH_MAX)
		return dp_fail(err, DP_EUSAGE,
			       _("--width takes a number of columns up to "
				 "%d"),
			       WIDTH_MAX);
	o->as = DP_PRESENT_CHART;
	if (as)
		dp_present_as_find(dp_str_c(as), &o->as);
	else if (o->file && form_of(o->file, &o->as, err) < 0)
		return -1;
	else if (width || signs)
		o->as = DP_PRESENT_TERMINAL;
	o->width_cols = width ? (int)width : o->file ? 80 : cli_width();
	o->ascii = signs ? !strcmp(signs, "ascii") : !o->file && !cli_unicode();
	return 0;
}

static int
run_chart(const struct cli_args *a, struct dp_err *err)
{
	struct dp_present_chart q = {
		.type = cli_operand(a, 0),
		.file = cli_operand(a, 1),
		.x = cli_text(a, "x"),
		.y = cli_text(a, "y"),
		.of = cli_text(a, "of"),
		.sort = cli_text(a, "sort"),
		.title = cli_text(a, "title"),
		.source = cli_text(a, "source"),
		.note = cli_text(a, "note"),
		.alt = cli_text(a, "alt"),
	};
	struct dp_present_out o = { 0 };
	struct dp_read_opts read;
	struct dp_result r = { 0 };
	int64_t top = cli_int(a, "top", 0);
	int status;

	if (top < 0 || top > TOP_MAX)
		return dp_fail(err, DP_EUSAGE,
			       _("--top takes a number of bars"));
	q.top = (size_t)top;
	if (cli_read_opts(a, &read, err) < 0 || read_out(a, &o, err) < 0)
		return -1;
	q.read = &read;
	status = dp_present_chart(&q, &o, &r, err);
	if (status == 0)
		status = cli_print(a, &r, err);
	dp_result_done(&r);
	return status;
}

static int
run_charts(const struct cli_args *a, struct dp_err *err)
{
	struct dp_result r = { 0 };
	int status;

	dp_present_charts(&r);
	status = cli_print(a, &r, err);
	dp_result_done(&r);
	return status;
}

static int
run_report(const struct cli_args *a, struct dp_err *err)
{
	struct dp_result r = { 0 };
	int status = dp_present_report(cli_operand(a, 0), cli_text(a, "output"),
				       &r, err);

	if (status == 0)
		status = cli_print(a, &r, err);
	dp_result_done(&r);
	return status;
}

static int
run_verify(const struct cli_args *a, struct dp_err *err)
{
	struct dp_result r = { 0 };
	int status = dp_present_verify(cli_operand(a, 0), cli_text(a, "in"), &r,
				       err);

	if (status == 0)
		status = cli_print(a, &r, err);
	dp_result_done(&r);
	return status;
}

static const struct cli_verb verb[] = {
	{ "chart", N_("TYPE FILE"),
	  N_("Draw a chart of a table; dpipe present charts lists the types."),
	  chart_option, 2, 2, run_chart },
	{ "charts", "", N_("List the charts, and when to use which."),
	  charts_option, 0, 0, run_charts },
	{ "report", N_("REPORT.md"),
	  N_("Make one HTML page of a text with live charts and numbers."),
	  report_option, 1, 1, run_report },
	{ "verify", N_("REPORT.html"),
	  N_("Make a report again from its data and tell what differs."),
	  verify_option, 1, 1, run_verify },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL }
};

static const struct cli_example example[] = {
	{ "dpipe present chart bar sample-data/departements-paca.csv -x nom "
	  "-y population",
	  N_("Bars, the longest first.") },
	{ "dpipe present chart bar sample-data/communes-paca.csv "
	  "-x departement -y 'count()'",
	  N_("How many rows each département has.") },
	{ "dpipe present chart histogram sample-data/communes-paca.csv "
	  "-x population",
	  N_("How the communes spread by size.") },
	{ "dpipe present report report.md -o report.html",
	  N_("A page whose numbers are computed when it is made.") },
	{ "dpipe present verify report.html",
	  N_("Are its numbers still those of the data?") },
	{ NULL, NULL }
};

const struct cli_command cli_cmd_present = {
	.name = "present",
	.summary = N_("Show what was found: charts, reports with their "
		      "sources"),
	.about = N_(
		"A chart starts bars at 0, says how many rows it stands for "
		"and what was left out, and can be drawn in a terminal, "
		"written as SVG, or told in words: the same numbers each "
		"time. What others will see (-o) needs a title, a source and "
		"an alternative text.\n\n"
		"A report is Markdown. A block fenced with ```dpipe and made "
		"of lines \"key: value\" becomes a chart (chart, file, x, y, "
		"of, sort, top, title, source, alt, note) or a table (table, "
		"columns, top, title, source). In a sentence, {dpipe value "
		"FILE COLUMN where KEY = TEXT}, {dpipe count FILE} and "
		"{dpipe sum FILE COLUMN} become the number. Each figure says "
		"where it comes from, and dpipe present verify tells whether "
		"the page is still true."),
	.verb = verb,
	.example = example,
	.hidden = false,
};
