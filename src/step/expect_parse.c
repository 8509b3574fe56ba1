/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A predicate from its text. Whether it holds, or names columns that there
 * are, is not known here.
 */
#include "step/expect.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"

/* A text being read. */
struct reader {
	dp_str rest;
	struct dpi_predicate *p;
	struct dp_arena *text;
	struct dp_err *err;
};

static bool
is_sign(char c)
{
	return memchr(",()=<>!\"", c, 8) != NULL;
}

static void
skip(struct reader *x)
{
	x->rest = dp_str_strip(x->rest);
}

static bool
sign(struct reader *x, const char *s)
{
	skip(x);
	if (!dp_str_starts(x->rest, s))
		return false;
	x->rest = dp_str_from(x->rest, strlen(s));
	return true;
}

/*
 * Next word or string. Returns 1, 0 when none stands here, -1 for a string
 * that is not closed. QUOTED (or NULL) tells which.
 */
static int
word(struct reader *x, dp_str *out, bool *quoted)
{
	size_t n = 0;

	skip(x);
	if (quoted)
		*quoted = x->rest.n > 0 && *x->rest.p == '"';
	if (x->rest.n > 0 && *x->rest.p == '"') {
		const char *end = dpi_string_end(x->rest.p,
						 x->rest.p + x->rest.n);
		struct dp_buf b = { 0 };

		if (!end)
			return dp_fail(x->err, DP_ERECIPE,
				       _("a quote is opened and never "
					 "closed."));
		dpi_unescape(x->rest.p, end, &b);
		*out = dp_keep(x->text, b.n ? dp_buf_view(&b) : DP_S(""));
		dp_buf_done(&b);
		x->rest = dp_str_from(x->rest, (size_t)(end - x->rest.p));
		return 1;
	}
	while (n < x->rest.n && !is_sign(x->rest.p[n]) && x->rest.p[n] != ' ' &&
	       x->rest.p[n] != '\t' && x->rest.p[n] != '\n')
		n++;
	if (n == 0)
		return 0;
	*out = dp_keep(x->text, (dp_str){ x->rest.p, n });
	x->rest = dp_str_from(x->rest, n);
	return 1;
}

static bool
bare(struct reader *x, const char *what)
{
	struct reader before = *x;
	bool quoted;
	dp_str w;

	if (word(x, &w, &quoted) == 1 && !quoted && dp_str_is(w, what))
		return true;
	*x = before;
	return false;
}

static int
expected(struct reader *x, const char *what)
{
	char shown[DPI_SHOWN_BYTES];

	skip(x);
	if (x->rest.n == 0)
		return dp_fail(x->err, DP_ERECIPE,
			       _("%s is expected at the end."), what);
	return dp_fail(x->err, DP_ERECIPE, _("%s is expected before %s."), what,
		       dpi_show(x->rest, shown));
}

/*
 * What stands in brackets, up to MAX words; key=text counts as two. The
 * opening bracket is read.
 */
static int
arguments(struct reader *x, dp_str *out, size_t max, size_t *n)
{
	int status;

	*n = 0;
	do {
		if (*n == max)
			return dp_fail(x->err, DP_ERECIPE,
				       _("there are too many words in the "
					 "brackets."));
		status = word(x, &out[*n], NULL);
		if (status == 0)
			return expected(x, _("a name"));
		if (status < 0)
			return -1;
		++*n;
	} while (sign(x, ",") || sign(x, "="));
	return sign(x, ")") ? 0 : expected(x, _("a closing bracket"));
}

/* ---- the name --------------------------------------------------------- */

static int
find_class(struct reader *x, dp_str name)
{
	const struct dpi_expect_class *c;
	dp_str known[64];
	struct dp_buf b = { 0 };
	size_t n = 0;

	while ((c = dpi_expect_class_at(n)) != NULL) {
		if (dp_str_is(name, c->kind.name)) {
			x->p->class = c;
			return 0;
		}
		known[n++] = dp_str_c(c->kind.name);
	}
	dpi_did_you_mean(name, known, n, &b);
	dp_fail(x->err, DP_ERECIPE, _("there is no predicate %.*s%.*s."),
		DP_FMT(name), DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
	return -1;
}

/* "in FILE:", where it stands. */
static int
read_file(struct reader *x)
{
	dp_str *file = &x->p->file;
	int status;

	if (!bare(x, "in"))
		return 0;
	status = word(x, file, NULL);
	if (status == 0)
		return expected(x, _("the name of a file"));
	if (status < 0)
		return -1;
	if (file->n > 1 && file->p[file->n - 1] == ':')
		file->n--;
	else if (!sign(x, ":"))
		return expected(x, _("a colon"));
	return 0;
}

static int
read_name(struct reader *x)
{
	struct dpi_predicate *p = x->p;
	dp_str name;
	int status = word(x, &name, NULL);

	if (status == 0)
		return expected(x, _("the name of a predicate"));
	if (status < 0 || find_class(x, name) != 0)
		return -1;
	if (sign(x, "(") &&
	    arguments(x, p->arg, DPI_EXPECT_ARGS, &p->n_args) != 0)
		return -1;
	if (p->n_args < p->class->min_args || p->n_args > p->class->max_args)
		return dp_fail(x->err, DP_ERECIPE, _("%s is written so: %s"),
			       p->class->kind.name, p->class->kind.form);
	return 0;
}

/* ---- the value -------------------------------------------------------- */

static int
read_comparison(struct reader *x)
{
	static const struct {
		const char *sign;
		unsigned bits;
	} list[] = {
		{ "!=", DPI_UNEQUAL },
		{ "<=", DPI_BELOW | DPI_EQUAL },
		{ ">=", DPI_ABOVE | DPI_EQUAL },
		{ "<", DPI_BELOW },
		{ ">", DPI_ABOVE },
		{ "=", DPI_EQUAL },
	};
	unsigned bits = bare(x, "has")   ? DPI_HAS :
			bare(x, "lacks") ? DPI_LACKS :
					   0;

	for (size_t i = 0; !bits && i < sizeof list / sizeof *list; i++)
		if (sign(x, list[i].sign))
			bits = list[i].bits;
	if (bits == DPI_UNEQUAL && (x->p->class->comparisons & DPI_DIFFERS))
		bits = DPI_DIFFERS;
	if (!bits && x->p->class->comparisons == 0)
		return 0;
	if (!bits)
		return expected(x, _("a comparison"));
	if (bits & ~x->p->class->comparisons)
		return dp_fail(x->err, DP_ERECIPE, _("%s is written so: %s"),
			       x->p->class->kind.name, x->p->class->kind.form);
	x->p->comparison = bits;
	return 0;
}

static int
read_number(struct reader *x, double *out, bool *percent)
{
	dp_str w;
	int status = word(x, &w, NULL);

	if (status < 0)
		return -1;
	*percent = status == 1 && w.n > 1 && w.p[w.n - 1] == '%';
	w.n -= *percent;
	if (status == 0 || !dpi_predicate_number(w, out))
		return expected(x, _("a number"));
	*percent = *percent || bare(x, "%");
	return 0;
}

static int
read_list(struct reader *x)
{
	bool quoted;
	dp_str w;

	do {
		int status = word(x, &w, &quoted);

		if (status == 0)
			return expected(x, _("a value"));
		if (status < 0)
			return -1;
		if (quoted || !dp_str_is(w, "none"))
			dpi_predicate_item(x->p, w);
	} while (sign(x, ","));
	return 0;
}

static int
read_range(struct reader *x)
{
	dp_str w;

	if (word(x, &w, NULL) != 1 || !dpi_predicate_range(x->p, w))
		return dp_fail(x->err, DP_ERECIPE,
			       _("a range is written 2..20; 2.. and ..20 are "
				 "open."));
	dpi_predicate_item(x->p, w);
	return 0;
}

/* A pattern between slashes, or in quotes; the whole cell has to match. */
static int
read_pattern(struct reader *x)
{
	struct dpi_predicate *p = x->p;
	struct dp_buf b = { 0 };
	dp_str w;
	int status = 1;

	skip(x);
	if (x->rest.n > 0 && *x->rest.p == '/') {
		const char *from = x->rest.p;
		const char *end = dpi_regex_value(from, from + x->rest.n, &b);

		if (!end) {
			dp_buf_done(&b);
			return expected(x, _("a pattern between slashes"));
		}
		dpi_predicate_item(p, (dp_str){ from, (size_t)(end - from) });
		x->rest = dp_str_from(x->rest, (size_t)(end - from));
	} else if ((status = word(x, &w, NULL)) == 1) {
		dp_buf_str(&b, w);
		dpi_predicate_item(p, w);
	}
	if (status == 1)
		p->pattern = dp_regex_new(dp_buf_view(&b), DP_REGEX_WHOLE,
					  x->err);
	dp_buf_done(&b);
	if (status == 0)
		return expected(x, _("a pattern between slashes"));
	return p->pattern ? 0 : -1;
}

static int
read_finding(struct reader *x)
{
	static const char *const name[] = { "", "max", "min", "value" };
	struct dpi_predicate *p = x->p;
	bool quoted;
	dp_str w;
	int status = word(x, &w, &quoted);

	if (status == 0)
		return expected(x, _("a text"));
	if (status < 0)
		return -1;
	dpi_predicate_item(p, w);
	for (int i = DPI_MAX; !quoted && i <= DPI_VALUE; i++)
		if (dp_str_is(w, name[i]) && sign(x, "(")) {
			size_t need = i == DPI_VALUE ? 4 : 3;

			p->finding = (enum dpi_finding)i;
			if (arguments(x, p->of, 4, &p->n_of) != 0)
				return -1;
			if (p->n_of != need)
				return expected(x, i == DPI_VALUE ?
							   "FILE, COLUMN, "
							   "KEY=TEXT" :
							   "FILE, COLUMN, "
							   "LABEL");
		}
	return 0;
}

static int
read_value(struct reader *x)
{
	struct dpi_predicate *p = x->p;
	dp_str w;

	switch (p->class->takes) {
	case DPI_TAKES_NUMBER:
		p->same = bare(x, "same");
		if (!p->same && read_number(x, &p->number, &p->percent) != 0)
			return -1;
		if (p->percent && p->class->row != dpi_row_blank &&
		    p->class->row != dpi_row_join)
			return dp_fail(x->err, DP_ERECIPE,
				       _("%s is no share: leave out %%."),
				       p->class->kind.name);
		return 0;
	case DPI_TAKES_WORD:
		/* of what a project says, any of several will do */
		do {
			if (word(x, &w, NULL) != 1)
				return expected(x, _("a word"));
			if (p->class->row == dpi_row_type &&
			    dpi_predicate_type(w, x->err) != 0)
				return -1;
			dpi_predicate_item(p, w);
		} while ((p->class->comparisons & DPI_HAS) && sign(x, ","));
		return 0;
	case DPI_TAKES_LIST:
		return read_list(x);
	case DPI_TAKES_RANGE:
		return read_range(x);
	case DPI_TAKES_PATTERN:
		return read_pattern(x);
	case DPI_TAKES_FINDING:
		return read_finding(x);
	case DPI_TAKES_NOTHING:
		break;
	}
	return 0;
}

static int
read_options(struct reader *x)
{
	struct dpi_predicate *p = x->p;

	for (;;) {
		if (bare(x, "within")) {
			if (read_number(x, &p->within, &p->within_percent) != 0)
				return -1;
		} else if (bare(x, "exact")) {
			p->exact = true;
		} else if (bare(x, "in")) {
			if (!bare(x, "order"))
				return expected(x, "order");
			p->in_order = true;
		} else {
			break;
		}
	}
	skip(x);
	return x->rest.n == 0 ? 0 : expected(x, _("the end"));
}

/* ---- the whole -------------------------------------------------------- */

/* What is about the table before, or the project, is not about a file. */
static int
check_file(struct reader *x)
{
	const struct dpi_predicate *p = x->p;

	if (!p->file.p || (!p->same && (p->class->about == DPI_TABLE ||
					p->class->about == DPI_FILE)))
		return 0;
	return dp_fail(x->err, DP_ERECIPE,
		       p->same ? _("“same” is about the table that is judged, "
				   "not about another file: leave out in "
				   "FILE.") :
				 _("%s is not about a file: leave out in "
				   "FILE."),
		       p->class->kind.name);
}

static int
read_all(struct reader *x, bool measure)
{
	if (read_file(x) != 0 || read_name(x) != 0 || check_file(x) != 0)
		return -1;
	if (measure) {
		if (!x->p->class->measures)
			return dp_fail(x->err, DP_ERECIPE,
				       _("%s measures nothing that could be "
					 "predicted."),
				       x->p->class->kind.name);
		return read_options(x);
	}
	if (read_comparison(x) != 0 || (x->p->comparison && read_value(x) != 0))
		return -1;
	return check_file(x) == 0 ? read_options(x) : -1;
}

int
dp_expect_add(struct dp_expect *e, dp_str text, const char *name, uint32_t line,
	      bool measure, struct dp_err *err)
{
	struct dpi_predicate p = { .line = line };
	struct reader x = { .text = &e->text, .p = &p, .err = err };

	p.text = dp_keep(&e->text, dp_str_strip(text));
	x.rest = p.text;
	if (read_all(&x, measure) != 0) {
		char why[DP_ERR_BYTES];

		dpi_predicate_done(&p);
		memcpy(why, err->msg, sizeof why);
		dp_fail(err, DP_ERECIPE, _("%s, line %u: %s"), name, line, why);
		dp_err_file(err, name);
		err->at.line = line;
		return -1;
	}
	dp_grow(&e->at, &e->cap, e->n, sizeof *e->at);
	e->at[e->n++] = p;
	return 0;
}
