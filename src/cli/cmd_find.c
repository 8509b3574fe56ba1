/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe find: the catalogue on the command line. Reads the options, asks the
 * step, prints its result; searching is not done here.
 */
#include <dpipe/find.h>

#include <stdlib.h>

#include "cli/cli.h"

#define LIMIT_STANDARD 20

static const struct cli_option search_option[] = {
	{ "format", 0, CLI_TEXT, N_("FORMAT"), NULL,
	  N_("only datasets in this format (csv, json, xlsx …)"), false },
	{ "licence", 0, CLI_TEXT, N_("LICENCE"), NULL,
	  N_("only datasets under this licence; open: under any open one"),
	  false },
	{ "area", 0, CLI_TEXT, N_("AREA"), NULL,
	  N_("only datasets about this area"), false },
	{ "producer", 0, CLI_TEXT, N_("PRODUCER"), NULL,
	  N_("only datasets of this producer"), false },
	{ "year", 0, CLI_INT, N_("YEAR"), NULL,
	  N_("only datasets about this year"), false },
	{ "limit", 'n', CLI_INT, N_("N"), NULL,
	  N_("show this many datasets at most (20; 0: all)"), false },
	CLI_JSON_OPTION,
	CLI_END
};

static const struct cli_option show_option[] = { CLI_JSON_OPTION, CLI_END };

static struct dp_catalogue *
open_catalogue(struct dp_err *err)
{
	char *folder = dp_path_join(cli_data_folder(), "sample-data/catalogue");
	struct dp_catalogue *c = dp_catalogue_open(folder, err);

	free(folder);
	return c;
}

static int
search(const struct cli_args *a, enum dp_order order, struct dp_err *err)
{
	struct dp_search q = { .order = order };
	struct dp_result r = { 0 };
	struct dp_buf words = { 0 };
	struct dp_catalogue *c;
	int64_t limit = cli_int(a, "limit", LIMIT_STANDARD);
	int status;

	if (limit < 0)
		return dp_fail(err, DP_EUSAGE, _("--limit cannot be below 0."));
	for (size_t i = 0; i < cli_operands(a); i++) {
		dp_buf_c(&words, i ? " " : "");
		dp_buf_c(&words, cli_operand(a, i));
	}
	q.words = dp_buf_view(&words);
	q.format = cli_text(a, "format");
	q.licence = cli_text(a, "licence");
	q.area = cli_text(a, "area");
	q.producer = cli_text(a, "producer");
	q.year = cli_int(a, "year", 0);
	q.limit = (size_t)limit;
	c = open_catalogue(err);
	status = c ? dp_find_search(c, &q, &r, err) : -1;
	if (status == 0)
		status = cli_print(a, &r, err);
	dp_result_done(&r);
	dp_catalogue_free(c);
	dp_buf_done(&words);
	return status;
}

static int
run_search(const struct cli_args *a, struct dp_err *err)
{
	return search(a, DP_ORDER_RELEVANCE, err);
}

static int
run_recent(const struct cli_args *a, struct dp_err *err)
{
	return search(a, DP_ORDER_RECENT, err);
}

static int
run_popular(const struct cli_args *a, struct dp_err *err)
{
	return search(a, DP_ORDER_POPULAR, err);
}

static int
run_show(const struct cli_args *a, struct dp_err *err)
{
	struct dp_result r = { 0 };
	struct dp_catalogue *c = open_catalogue(err);
	int status = -1;

	if (c)
		status = dp_find_show(c, dp_str_c(cli_operand(a, 0)), &r, err);
	if (status == 0)
		status = cli_print(a, &r, err);
	dp_result_done(&r);
	dp_catalogue_free(c);
	return status;
}

static const struct cli_verb verb[] = {
	{ NULL, N_("[WORD …]"),
	  N_("Look for datasets; without a word, list "
	     "them all."),
	  search_option, 0, -1, run_search },
	{ "search", N_("[WORD …]"),
	  N_("The same, also for words that name "
	     "another of these commands."),
	  search_option, 0, -1, run_search },
	{ "recent", N_("[WORD …]"), N_("The datasets updated last."),
	  search_option, 0, -1, run_recent },
	{ "popular", N_("[WORD …]"), N_("The datasets most downloaded."),
	  search_option, 0, -1, run_popular },
	{ "show", N_("ID"),
	  N_("The sheet of a dataset: who, when, where, "
	     "which columns, under which licence."),
	  show_option, 1, 1, run_show },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL }
};

static const struct cli_example example[] = {
	{ "dpipe find cinéma", N_("Datasets about cinemas, best first.") },
	{ "dpipe find --licence open --year 2023",
	  N_("What may be reused and tells of 2023.") },
	{ "dpipe find show cinemas-paca", N_("One sheet in full.") },
	{ NULL, NULL }
};

const struct cli_command cli_cmd_find = {
	.name = "find",
	.summary = N_("Find out which data exist"),
	.about = N_("Searches a catalogue that needs no network. Accents and "
		    "capitals do not matter, plurals find singulars, and the "
		    "last word may be the start of one. What stands in a "
		    "title counts most, then keywords, producer and "
		    "description.\n\n"
		    "A sheet says what the data are, who made them, what one "
		    "row stands for, and whether you may reuse them. Read it "
		    "before you get the file."),
	.verb = verb,
	.example = example,
	.hidden = false,
};
