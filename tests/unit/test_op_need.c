/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells that a recipe does not look at are not cut: whatever the table, the
 * recipe, the blocks and the threads, it gives what it gives when all are.
 */
#include "test.h"

#include "recipe_run.h"

static uint64_t seed = 20261128;

static unsigned
pick(unsigned n)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

/* How a table is written. */
struct dialect {
	char delimiter;
	const char *newline;
	bool quotes_all;
	unsigned width; /* columns */
};

static void
random_cell(struct dp_buf *out, const struct dialect *d)
{
	static const char *const piece[] = {
		"a",      "Bc",     "n",      "NC",     " ",    "  ",   "\t",
		"\u00a0", "\u202f", "\u00e9", "\u2019", "12",   "1,5",  ";",
		"\"",     "\n",     "\r",     "-",      "n.d.", "name",
	};
	struct dp_buf text = { 0 };
	bool quoted = d->quotes_all || pick(8) == 0;

	for (unsigned n = pick(5); n > 0; n--)
		dp_buf_c(&text, piece[pick(n > 2 ? 7 : 20)]);
	for (size_t i = 0; i < text.n; i++)
		quoted |= text.p[i] == d->delimiter || text.p[i] == '"' ||
			  text.p[i] == '\n' || text.p[i] == '\r';
	if (quoted)
		dp_buf_char(out, '"');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"')
			dp_buf_char(out, '"');
		dp_buf_char(out, text.p[i]);
	}
	if (quoted)
		dp_buf_char(out, '"');
	dp_buf_done(&text);
}

static void
put_header(struct dp_buf *out, const struct dialect *d)
{
	static const char *const name[] = { "id", "name", "x", "y",
					    "c5", "c6",   "c7" };

	for (unsigned i = 0; i < d->width; i++) {
		if (i)
			dp_buf_char(out, d->delimiter);
		dp_buf_c(out, name[i]);
	}
	dp_buf_c(out, d->newline);
}

/*
 * A table nearly all of whose records are as wide as it is. It is longer than
 * what is looked at together for the sake of a footer: there all cells are
 * cut.
 */
static void
random_table(struct dp_buf *out, const struct dialect *d)
{
	for (unsigned r = 0; r < 2500; r++) {
		unsigned n = pick(40) ? d->width : pick(d->width + 3);

		if (r == 0 || pick(100) == 0) {
			put_header(out, d);
			continue;
		}
		for (unsigned i = 0; i < n; i++) {
			if (i)
				dp_buf_char(out, d->delimiter);
			random_cell(out, d);
		}
		dp_buf_c(out, d->newline);
		/* a quote where none may be: libcsv judges that block */
		if (pick(2000) == 0)
			dp_buf_format(out, "1 2\" b%c\"q\"w%s", d->delimiter,
				      d->newline);
	}
}

struct result {
	struct dp_buf out;
	struct dp_log *log;
	struct dp_plan *plan;
	struct dp_recipe *recipe;
};

struct how {
	unsigned threads;
	size_t block_bytes;
	bool audit; /* which asks for the cells of a column that goes */
	bool cuts_all;
};

static void
run(struct result *x, const char *recipe, dp_str in, const struct dialect *d,
    const struct how *how)
{
	struct dp_apply_opts o = { .threads = how->threads,
				   .audit = how->audit,
				   .rejects = true,
				   .render = true };
	struct dp_batch *b = dp_batch_new();
	struct dp_err err = { 0 };
	struct dp_read_opts read;
	struct dp_stream *s;
	int status;

	dp_read_opts_init(&read);
	read.delimiter = d->delimiter;
	read.delimiter_set = true;
	read.header = DP_YES;
	read.skip_lines = 0;
	read.threads = how->threads;
	read.block_bytes = how->block_bytes;
	x->recipe = dp_recipe_parse(dp_str_c(recipe), "recipe", &err);
	assert_non_null(x->recipe);
	s = dp_table_open_memory(in.p, in.n, &read, &err);
	assert_non_null(s);
	assert_non_null(s->need);
	if (how->cuts_all)
		s->need = NULL;
	x->plan = dp_plan_new(x->recipe, s, &o, &err);
	if (!x->plan)
		fail_msg("%s: %s", recipe, err.msg);
	x->log = dp_plan_log(x->plan);
	while ((status = dp_next(dp_plan_stream(x->plan), b, &err)) > 0) {
		dp_buf_str(&x->out, dp_buf_view(&b->out));
		dp_plan_account(x->plan, b);
	}
	assert_int_equal(status, 0);
	dp_batch_free(b);
}

static void
result_done(struct result *x)
{
	dp_buf_done(&x->out);
	dp_plan_free(x->plan);
	dp_recipe_free(x->recipe);
}

/* Fails with what stands around the first difference. */
static void
assert_texts(const struct dp_buf *x, const struct dp_buf *y, const char *recipe)
{
	size_t i = 0, from;

	while (i < x->n && i < y->n && x->p[i] == y->p[i])
		i++;
	if (i == x->n && i == y->n)
		return;
	from = i < 60 ? 0 : i - 60;
	fail_msg("%s gives [%.*s] not [%.*s]", recipe,
		 (int)(i - from + (x->n - i < 20 ? x->n - i : 20)), x->p + from,
		 (int)(i - from + (y->n - i < 20 ? y->n - i : 20)),
		 y->p + from);
}

static void
assert_same(const struct result *x, const struct result *y, const char *recipe)
{
	assert_texts(&x->out, &y->out, recipe);
	assert_texts(&x->log->audit, &y->log->audit, recipe);
	assert_texts(&x->log->rejects, &y->log->rejects, recipe);
	assert_int_equal(x->log->rows_in, y->log->rows_in);
	assert_int_equal(x->log->rows_out, y->log->rows_out);
	assert_int_equal(x->log->findings.n, y->log->findings.n);
	for (size_t i = 0; i < x->log->findings.n; i++) {
		assert_int_equal(x->log->findings.at[i].id,
				 y->log->findings.at[i].id);
		assert_int_equal(x->log->findings.at[i].count,
				 y->log->findings.at[i].count);
	}
}

static const char *const recipe[] = {
	"",
	"select y, id",
	"select name",
	"remove x",
	"trim",
	"squeeze",
	"na *",
	"na * tokens=\"NC|n|-\"",
	"trim\nsqueeze\nna * tokens=\"n.d.|-\"",
	"squeeze y, x, id\ntrim id, name, y",
	"case name to=upper\nreplace x pattern=n with=\"  \"\ntrim\nna *",
	"na id, name, x, y tokens=\"NC|-\" reason=a,b,c,d\ntrim",
	"trim\nna id, name, x tokens=\"NC|n|-\" reason=y,b,c\nsqueeze",
	"number x as=z\ntrim\nsqueeze\nfilter id != \"a\"",
	"trim * where=\"contains(name, \\\"a\\\")\"\ndedupe id",
	"dedupe\ntrim on-error=reject",
	"rename x -> x2\ntrim\nselect x2, name",
	"fill x\ntrim",
	"sort name\ntrim",
};

static void
what_is_not_cut_is_the_same(void **state)
{
	enum { WAYS = 7 };
	static const struct dialect dialect[WAYS] = {
		{ ',', "\n", false, 4 }, { ';', "\r\n", false, 4 },
		{ ',', "\n", true, 4 },  { ',', "\r\n", true, 4 },
		{ ';', "\n", false, 4 }, { ';', "\n", false, 7 },
		{ ',', "\n", true, 7 },
	};

	(void)state;
	for (unsigned i = 0; i < WAYS * sizeof recipe / sizeof *recipe; i++) {
		static const unsigned threads[] = { 1, 2, 7 };
		const char *r = recipe[i / WAYS];
		const struct dialect *d = &dialect[i % WAYS];
		struct dp_buf in = { 0 };
		struct result x = { 0 }, y = { 0 };
		struct how how = { threads[i % 3], 100 + pick(3000), pick(2),
				   false };
		dp_str text;

		random_table(&in, d);
		text = dp_buf_view(&in);
		run(&x, r, text, d, &how);
		how.threads = 1;
		how.cuts_all = true;
		run(&y, r, text, d, &how);
		assert_same(&x, &y, r);
		result_done(&x);
		result_done(&y);
		dp_buf_done(&in);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_cut_is_the_same),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
