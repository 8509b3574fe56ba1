/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parser of expressions: arguments that say how, and are one of a few
 * words or numbers. One that stands in the expression is looked at when that
 * is read, for with a wrong one no row gets a result; one that each row gives
 * is the function's matter.
 */
#include "op/expr_parse.h"

#include "base/i18n.h"
#include "op/grel.h"
#include "op/recipe.h"

/* More than any function has. */
#define WORDS_MAX 40

enum kind {
	WORD,   /* as it is written */
	FOLDED, /* in capitals or small letters */
	DIGITS, /* what round keeps */
	YES,
	FORMAT, /* of dates, or a language before them */
	ENCODING
};

struct option {
	bool grel;
	const char *function;
	unsigned from, to; /* arguments, from 0 */
	enum kind kind;
	const char *words; /* as dpi_x_word takes them */
};

#define DATE_UNITS \
	"years,year|months,month|weeks,week,w|days,day,d|hours,hour,h|" \
	"minutes,minute,min|seconds,sec,s|milliseconds,ms,S"

static const struct option options[] = {
	{ false, "datePart", 1, 1, WORD, DPI_X_DATE_PARTS },
	{ false, "toDate", 1, 1, WORD, DPI_X_DATE_ORDERS },
	{ false, "round", 1, 1, DIGITS, NULL },
	{ false, "split", 2, 2, YES, "true|false" },
	{ true, "datePart", 1, 1, WORD,
	  DATE_UNITS "|nanos,nano,n|time|weekday" },
	{ true, "inc", 2, 2, WORD, DATE_UNITS },
	{ true, "diff", 2, 2, FOLDED,
	  "years|months|weeks|days|hours|minutes|seconds|milliseconds|nanos" },
	{ true, "timeSinceUnixEpochToDate", 1, 1, FOLDED,
	  "second|millisecond|microsecond" },
	{ true, "toDate", 1, DPI_X_ANY, FORMAT, NULL },
	{ true, "escape", 1, 1, FOLDED, "html|xml|csv|url|javascript" },
	{ true, "unescape", 1, 1, FOLDED, "html|xml|csv|url|javascript" },
	{ true, "reinterpret", 1, 2, ENCODING, NULL },
	{ true, "encode", 1, 1, WORD,
	  "base16|base32|base32hex|base64|base64url" },
	{ true, "decode", 1, 1, WORD,
	  "base16|base32|base32hex|base64|base64url" },
};

static const struct option *
option_of(const struct dpi_parse *p, const struct dpi_x_function *f, size_t i)
{
	for (size_t k = 0; k < sizeof options / sizeof *options; k++)
		if (options[k].grel == p->e->grel && i >= options[k].from &&
		    i <= options[k].to &&
		    strcmp(options[k].function, f->name) == 0)
			return &options[k];
	return NULL;
}

int
dpi_x_word(const char *words, dp_str word)
{
	dp_str all = dp_str_c(words);

	for (int i = 0; all.p; i++) {
		dp_str group = dp_str_cut(&all, '|');

		while (group.p)
			if (dp_str_eq(dp_str_cut(&group, ','), word))
				return i;
	}
	return -1;
}

/* The first word of each group of O, as “a, b or c”, and the nearest. */
static void
put_words(const struct option *o, dp_str word, struct dp_buf *known,
	  struct dp_buf *near)
{
	dp_str all = dp_str_c(o->words), name[WORDS_MAX];
	char shown[DPI_SHOWN_BYTES];
	size_t n = 0;

	while (all.p) {
		dp_str group = dp_str_cut(&all, '|');
		size_t first = n;

		while (group.p && n < WORDS_MAX)
			name[n++] = dp_str_cut(&group, ',');
		dp_buf_c(known, !first ? "" : all.p ? ", " : _(" or "));
		dp_buf_c(known, dpi_show(name[first], shown));
	}
	if (word.p)
		dpi_did_you_mean(word, name, n, near);
}

/* Fails at AT, where O is wanted and TEXT, which is WORD if it is one, is. */
static bool
no_option(struct dpi_parse *p, const struct option *o, const char *at,
	  dp_str word)
{
	dp_str text = { at, (size_t)(p->at - at) };
	struct dp_buf known = { 0 }, near = { 0 };
	char shown[DPI_SHOWN_BYTES];

	(void)dpi_show(word.p ? word : dp_trim(text), shown);
	if (o->kind == DIGITS) {
		dpi_parse_fail(p, at,
			       _("%s expects a number of digits from -18 to "
				 "18 here, found %s"),
			       o->function, shown);
	} else if (o->kind == FORMAT) {
		dpi_parse_fail(p, at,
			       _("%s expects a format of dates here, such as "
				 "\"dd/MM/yyyy\", found %s"),
			       o->function, shown);
	} else if (o->kind == ENCODING) {
		dpi_parse_fail(p, at,
			       _("%s expects an encoding here, such as "
				 "\"utf-8\", found %s"),
			       o->function, shown);
	} else {
		put_words(o, word, &known, &near);
		dpi_parse_fail(p, at, _("%s expects %.*s here, found %s%.*s"),
			       o->function, DP_FMT(dp_buf_view(&known)), shown,
			       DP_FMT(dp_buf_view(&near)));
	}
	dp_buf_done(&known);
	dp_buf_done(&near);
	return false;
}

/* Does round know what to do with so many digits, below 0 or not? */
static bool
is_digits(const struct dpi_x_node *c)
{
	double d;

	return dpi_x_double(c->constant, &d) && d >= -18 && d <= 18;
}

bool
dpi_parse_option(struct dpi_parse *p, const struct dpi_x_function *f, size_t i,
		 uint32_t node, const char *at)
{
	const struct option *o = option_of(p, f, i);
	const struct dpi_x_node *c = &p->e->node[node];
	bool minus = c->op == DPI_X_MINUS, good = true;
	dp_str word = { NULL, 0 };
	struct dp_buf small = { 0 };

	if (minus)
		c = &p->e->node[p->e->arg[c->first]];
	if (!o || c->op != DPI_X_CONST)
		return true;
	if (c->constant.kind == DP_X_TEXT && !minus)
		word = c->constant.text;
	switch (o->kind) {
	case DIGITS:
		good = is_digits(c);
		break;
	case YES:
		good = (c->constant.kind == DP_X_BOOL && !minus) ||
		       (word.p && dpi_x_word(o->words, word) >= 0);
		break;
	case FORMAT:
		good = (c->constant.kind == DP_X_BOOL && i == 1) ||
		       (word.p && dpi_grel_is_date_format(word, i <= 2));
		break;
	case ENCODING:
		good = word.p && dpi_grel_is_encoding(word);
		break;
	case FOLDED:
		dp_case_change(word, DP_CASE_LOWER, &small);
		good = dpi_x_word(o->words, dp_buf_view(&small)) >= 0;
		break;
	case WORD:
		good = word.p && dpi_x_word(o->words, word) >= 0;
		break;
	}
	dp_buf_done(&small);
	return good || no_option(p, o, at, word);
}
