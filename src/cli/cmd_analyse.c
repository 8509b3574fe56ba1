/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe analyse: describe, freq, group, rate, count. Reads the options, asks
 * the step, prints its result or writes its main table; no figure is
 * computed here.
 */
#include <dpipe/analyse.h>

#include <stdlib.h>

#include "cli/cli.h"

#define TOP_STANDARD 5

#define WHERE_OPTION \
	{ \
		"where", 0, CLI_TEXT, N_("EXPRESSION"), NULL, \
			N_("only records for which this is true, as in " \
			   "filter"), \
			false \
	}
#define AS_NUMBER_OPTION \
	{ \
		"as-number", 0, CLI_TEXT, N_("COLUMN"), NULL, \
			N_("this column holds quantities, though it looks " \
			   "like codes"), \
			true \
	}
#define BY_OPTION \
	{ \
		"by", 'b', CLI_TEXT, N_("COLUMN,…"), NULL, \
			N_("for each group of records with the same values " \
			   "here"), \
			true \
	}
#define QTYPE_OPTION \
	{ \
		"qtype", 0, CLI_INT, N_("1-9"), NULL, \
			N_("definition of quartiles and median after Hyndman " \
			   "and Fan (7)"), \
			false \
	}
#define DIGITS_OPTION \
	{ \
		"digits", 0, CLI_INT, N_("N"), NULL, \
			N_("round to this many significant digits; exact " \
			   "figures stay"), \
			false \
	}
#define CSV_OPTION \
	{ \
		"csv", 0, CLI_FLAG, NULL, NULL, \
			N_("answer as CSV: the main table, all digits"), false \
	}

static const struct cli_option describe_option[] = {
	AS_NUMBER_OPTION,
	WHERE_OPTION,
	QTYPE_OPTION,
	{ "top", 0, CLI_INT, N_("N"), NULL,
	  N_("give the N most frequent values of what is no number (5)"),
	  false },
	{ "no-quantiles", 0, CLI_FLAG, NULL, NULL,
	  N_("no median and quartiles: memory does not grow with the file"),
	  false },
	DIGITS_OPTION,
	CLI_JSON_OPTION,
	CSV_OPTION,
	CLI_OUTPUT_OPTION,
	CLI_READ_OPTIONS,
	CLI_END
};

static const struct cli_option freq_option[] = {
	{ "top", 0, CLI_INT, N_("N"), NULL,
	  N_("give the N most frequent values only"), false },
	WHERE_OPTION,
	DIGITS_OPTION,
	CLI_JSON_OPTION,
	CSV_OPTION,
	CLI_OUTPUT_OPTION,
	CLI_READ_OPTIONS,
	CLI_END
};

static const struct cli_option group_option[] = {
	BY_OPTION,        AS_NUMBER_OPTION, WHERE_OPTION, QTYPE_OPTION,
	DIGITS_OPTION,    CLI_JSON_OPTION,  CSV_OPTION,   CLI_OUTPUT_OPTION,
	CLI_READ_OPTIONS, CLI_END
};

static const struct cli_option rate_option[] = {
	BY_OPTION,
	{ "per", 0, CLI_TEXT, N_("NUMBER"), NULL,
	  N_("multiply the rate by this: 100, 1000, 100000 … (1)"), false },
	AS_NUMBER_OPTION,
	WHERE_OPTION,
	DIGITS_OPTION,
	CLI_JSON_OPTION,
	CSV_OPTION,
	CLI_OUTPUT_OPTION,
	CLI_READ_OPTIONS,
	CLI_END
};

static const struct cli_option count_option[] = {
	WHERE_OPTION,      CLI_JSON_OPTION,  CSV_OPTION,
	CLI_OUTPUT_OPTION, CLI_READ_OPTIONS, CLI_END
};

/* ---- what was asked --------------------------------------------------- */

/* A request: the table, the options, the columns. */
struct request {
	const struct cli_args *args;
	struct dp_stream *in;
	struct dp_analyse_opts opts;
	dp_str *column; /* operands before the file */
	size_t n_columns;
	dp_str *by;
	size_t n_by, cap_by;
	dp_str *as_number;
	struct dp_arena text;
	struct dp_result result;
};

static bool
ends_with(const char *s, const char *end)
{
	size_t n = s ? strlen(s) : 0, m = strlen(end);

	return n > m && strcmp(s + n - m, end) == 0;
}

static bool
wants_json(const struct cli_args *a)
{
	return cli_flag(a, "json") ||
	       (!cli_flag(a, "csv") &&
		ends_with(cli_text(a, "output"), ".json"));
}

static bool
wants_csv(const struct cli_args *a)
{
	return cli_flag(a, "csv") || (!cli_flag(a, "json") &&
				      ends_with(cli_text(a, "output"), ".csv"));
}

/* The values of option NAME. */
static dp_str *
all_values(const struct cli_args *a, const char *name, size_t *n)
{
	dp_str *v;

	for (*n = 0; cli_text_at(a, name, *n); ++*n)
		;
	v = dp_realloc_array(NULL, *n + 1, sizeof(*v));
	for (size_t i = 0; i < *n; i++)
		v[i] = dp_str_c(cli_text_at(a, name, i));
	return v;
}

static void
add_by(struct request *q, dp_str name)
{
	dp_grow(&q->by, &q->cap_by, q->n_by, sizeof(*q->by));
	q->by[q->n_by++] = dp_keep(&q->text, dp_str_strip(name));
}

/* One name, or several between commas where no column is called so. */
static void
read_by(struct request *q, dp_str list)
{
	if (dp_schema_find(&q->in->schema, list) >= 0) {
		add_by(q, list);
		return;
	}
	while (list.p)
		add_by(q, dp_str_cut(&list, ','));
}

static int
read_numbers(struct request *q, struct dp_err *err)
{
	const struct cli_args *a = q->args;
	int64_t qtype = cli_int(a, "qtype", DP_QTYPE_STANDARD);
	int64_t digits = cli_int(a, "digits", 0), top;

	top = cli_int(a, "top", q->opts.top ? (int64_t)q->opts.top : 0);
	if (qtype < 1 || qtype > 9)
		return dp_fail(err, DP_EUSAGE,
			       _("--qtype is a number from 1 to 9; 7 is what "
				 "spreadsheets and R do."));
	if (digits < 0 || digits > 17)
		return dp_fail(err, DP_EUSAGE,
			       _("--digits is a number from 1 to 17."));
	if (top < 0)
		return dp_fail(err, DP_EUSAGE, _("--top cannot be below 0."));
	q->opts.qtype = (int)qtype;
	q->opts.digits = (unsigned)digits;
	q->opts.top = (size_t)top;
	return 0;
}

/* The file is the last operand; says so when it stands elsewhere. */
static int
check_file(const struct cli_args *a, struct dp_err *err)
{
	size_t n = cli_operands(a);
	const char *file = cli_operand(a, n - 1);

	if (strcmp(file, "-") != 0 && !dp_exists(file))
		for (size_t i = 0; i + 1 < n; i++)
			if (dp_exists(cli_operand(a, i)))
				return dp_fail(
					err, DP_EUSAGE,
					_("the file comes last: put %s after "
					  "%s."),
					cli_operand(a, i), file);
	return 0;
}

static int
open_request(struct request *q, struct dp_err *err)
{
	const struct cli_args *a = q->args;
	const char *where;
	struct dp_read_opts read;
	const char *list;

	if (read_numbers(q, err) < 0 || check_file(a, err) < 0 ||
	    cli_read_opts(a, &read, err) < 0)
		return -1;
	q->n_columns = cli_operands(a) - 1;
	q->column = dp_realloc_array(NULL, q->n_columns + 1,
				     sizeof(*q->column));
	for (size_t i = 0; i < q->n_columns; i++)
		q->column[i] = dp_str_c(cli_operand(a, i));
	q->opts.people = !wants_json(a) && !wants_csv(a);
	q->opts.file = cli_operand(a, q->n_columns);
	q->opts.threads = read.threads;
	if (dp_check_output(q->opts.file, cli_text(a, "output"), err) != 0)
		return -1;
	q->as_number = all_values(a, "as-number", &q->opts.n_as_number);
	q->opts.as_number = q->as_number;
	q->in = dp_table_open(q->opts.file, &read, err);
	if (!q->in)
		return -1;
	where = cli_text(a, "where");
	if (where)
		q->in = dp_analyse_where(q->in, dp_str_c(where), err);
	if (!q->in)
		return -1;
	for (size_t i = 0; (list = cli_text_at(a, "by", i)); i++)
		read_by(q, dp_str_c(list));
	return 0;
}

static void
close_request(struct request *q)
{
	free(q->column);
	free(q->by);
	free(q->as_number);
	dp_arena_done(&q->text);
	dp_result_done(&q->result);
}

/* ---- the answer ------------------------------------------------------- */

/* The frame F as CSV, its keys as header. */
static void
frame_csv(const struct dp_frame *f, struct dp_buf *out)
{
	dp_str *cell = dp_realloc_array(NULL, f->n_columns + 1, sizeof(*cell));

	for (size_t c = 0; c < f->n_columns; c++)
		cell[c] = f->column[c].key;
	dp_csv_record(out, cell, f->n_columns);
	for (size_t r = 0; r < f->n_rows; r++) {
		for (size_t c = 0; c < f->n_columns; c++) {
			const struct dp_value *v = dp_frame_at(f, r, c);

			cell[c] = v->text;
			if (v->kind == DP_VALUE_NULL)
				cell[c] = dp_str_c(NULL);
		}
		dp_csv_record(out, cell, f->n_columns);
	}
	free(cell);
}

/* What is said to people goes to standard error when a file is written. */
static void
say_notes(const struct dp_result *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->part[i].kind == DP_PART_NOTE)
			cli_say("%.*s", DP_FMT(r->part[i].text));
}

static int
answer(struct request *q, struct dp_err *err)
{
	const struct cli_args *a = q->args;
	const char *path = cli_text(a, "output");
	struct dp_outfile file;
	struct dp_buf out = { 0 };
	int r;

	if (!path && !wants_csv(a))
		return cli_print(a, &q->result, err);
	if (wants_csv(a))
		frame_csv(&dp_result_find(&q->result, cli_args_verb(a)->name)
				   ->frame,
			  &out);
	else if (wants_json(a))
		cli_render_json(&q->result, &out);
	else
		cli_render_text(&q->result, 80, &out);
	r = dp_outfile_open(&file, path, err);
	if (r == 0) {
		r = dp_outfile_write(&file, out.p, out.n, err);
		if (r == 0)
			r = dp_outfile_commit(&file, err);
		if (r < 0)
			dp_outfile_abort(&file);
	}
	dp_buf_done(&out);
	if (r < 0)
		return -1;
	if (wants_csv(a))
		say_notes(&q->result);
	return q->result.doubtful ? 1 : 0;
}

/* Prints what a function of the step made, when R says that it did. */
static int
finish(struct request *q, int r, struct dp_err *err)
{
	if (r == 0)
		r = answer(q, err);
	close_request(q);
	return r;
}

/* ---- the verbs -------------------------------------------------------- */

static int
describe(const struct cli_args *a, struct dp_err *err)
{
	struct request q = { .args = a };
	int r;

	q.opts.top = TOP_STANDARD;
	q.opts.no_quantiles = cli_flag(a, "no-quantiles");
	r = open_request(&q, err);
	if (r == 0)
		r = dp_analyse_describe(q.in, q.column, q.n_columns, &q.opts,
					&q.result, err);
	return finish(&q, r, err);
}

static int
freq(const struct cli_args *a, struct dp_err *err)
{
	struct request q = { .args = a };
	int r = open_request(&q, err);

	if (r == 0)
		r = dp_analyse_freq(q.in, q.column, q.n_columns, &q.opts,
				    &q.result, err);
	return finish(&q, r, err);
}

static int
group(const struct cli_args *a, struct dp_err *err)
{
	struct request q = { .args = a };
	int r = open_request(&q, err);

	if (r == 0)
		r = dp_analyse_group(q.in, q.by, q.n_by, q.column[0], &q.opts,
				     &q.result, err);
	return finish(&q, r, err);
}

static int
rate(const struct cli_args *a, struct dp_err *err)
{
	struct request q = { .args = a };
	int r = open_request(&q, err);

	if (r == 0)
		r = dp_analyse_rate(q.in, q.column[0], q.column[1], q.by,
				    q.n_by, dp_str_c(cli_text(a, "per")),
				    &q.opts, &q.result, err);
	return finish(&q, r, err);
}

static int
count(const struct cli_args *a, struct dp_err *err)
{
	struct request q = { .args = a };
	int r = open_request(&q, err);

	if (r == 0)
		r = dp_analyse_count(q.in, &q.opts, &q.result, err);
	return finish(&q, r, err);
}

static const struct cli_verb verbs[] = {
	{ "describe", N_("[COLUMN …] FILE"),
	  N_("Describe each column: what it holds, how much is missing, its "
	     "figures."),
	  describe_option, 1, -1, describe },
	{ "freq", N_("COLUMN … FILE"), N_("Count how often each value occurs."),
	  freq_option, 2, -1, freq },
	{ "group", N_("FIGURES FILE"),
	  N_("Compute figures, such as 'n(), mean(price)', by group."),
	  group_option, 2, 2, group },
	{ "rate", N_("NUMERATOR DENOMINATOR FILE"),
	  N_("Divide the sum of one column by the sum of another."),
	  rate_option, 3, 3, rate },
	{ "count", N_("FILE"), N_("Count the records."), count_option, 1, 1,
	  count },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL },
};

static const struct cli_example examples[] = {
	{ "dpipe analyse describe cinemas.csv",
	  N_("What does each column hold, and how much is missing?") },
	{ "dpipe analyse freq --top 10 commune cinemas.csv",
	  N_("The ten towns with the most cinemas.") },
	{ "dpipe analyse group --by departement 'n(), sum(entrees), "
	  "median(fauteuils)' cinemas.csv",
	  N_("Cinemas, tickets and the median size, by département.") },
	{ "dpipe analyse rate entrees fauteuils --by departement "
	  "cinemas.csv",
	  N_("Tickets per seat by département: sums divided, not rates "
	     "averaged.") },
	{ "dpipe analyse count --where 'ecrans > 8' cinemas.csv",
	  N_("How many cinemas have more than eight screens?") },
	{ NULL, NULL },
};

const struct cli_command cli_cmd_analyse = {
	.name = "analyse",
	.summary = N_("Count, describe and compare, with every figure's "
		      "definition"),
	.about = N_("Computes figures without losing a digit, and says beside "
		    "each how many values were used, missing and no numbers. "
		    "Codes, identifiers and years are counted, not averaged: "
		    "--as-number says that a column holds quantities after "
		    "all. Figures for group: n, count, missing, distinct, "
		    "sum, share, mean, sd, min, q1, median, q3, max; "
		    "'name = mean(price)' names one. Leaves with status 1 "
		    "when values that are not numbers were left out."),
	.verb = verbs,
	.example = examples,
};
