/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The source line of a recipe: how the file is to be read. Finding out what
 * it leaves open is the reader's work.
 */
#include "op/recipe.h"

#include "base/i18n.h"

/* So many rows a header may have, at most. */
#define HEADER_ROWS_MAX 64

struct source {
	const struct dp_recipe *r;
	struct dp_read_opts *o;
	struct dp_err *err;
	const struct dp_line *line;
	const struct dp_arg *skip; /* what said how many lines to skip */
	const struct dp_arg *rows; /* what said how many the header has */
	bool told;                 /* err says what was wrong */
};

/* One key of the source line. */
struct key {
	const char *name;
	const char *values; /* marked N_: what is expected after it */
	bool (*set)(struct source *, const struct dp_arg *);
};

static bool
set_encoding(struct source *s, const struct dp_arg *a)
{
	enum dp_encoding e;

	if (dp_encoding_find(a->text, &e) < 0)
		return false;
	s->o->encoding = a->text;
	return true;
}

/* The one character that V is; 0 when it is none that may stand there. */
static char
sign(dp_str v)
{
	unsigned char c = v.n == 1 ? (unsigned char)v.p[0] : 0;

	if ((c < ' ' && c != '\t') || c >= 0x7F)
		return 0;
	return (char)c;
}

static bool
set_delimiter(struct source *s, const struct dp_arg *a)
{
	char c = dp_str_is(a->text, "tab") ? '\t' : sign(a->text);

	if (dp_delimiter_is_long(a->text)) {
		memcpy(s->o->delimiter_text, a->text.p, a->text.n);
		return true;
	}
	/* Control characters that are made to part cells. */
	if (a->text.n == 1 &&
	    (a->text.p[0] == 1 || (a->text.p[0] >= 0x1c && a->text.p[0] < ' ')))
		c = a->text.p[0];
	if (c == 0 && !dp_str_is(a->text, "none"))
		return false;
	s->o->delimiter = c;
	s->o->delimiter_set = true;
	return true;
}

static bool
set_quote(struct source *s, const struct dp_arg *a)
{
	char c = sign(a->text);

	if (c == 0 && !dp_str_is(a->text, "none"))
		return false;
	s->o->quote = c;
	s->o->no_quote = c == 0;
	return true;
}

static bool
set_escape(struct source *s, const struct dp_arg *a)
{
	char c = sign(a->text);

	if (c == 0 && !dp_str_is(a->text, "none"))
		return false;
	s->o->escape = c;
	s->o->escape_set = true;
	return true;
}

static bool
set_skip_space(struct source *s, const struct dp_arg *a)
{
	bool yes = dp_str_is(a->text, "yes");

	s->o->skip_space = yes ? DP_YES : DP_NO;
	return yes || dp_str_is(a->text, "no");
}

static bool
set_framing(struct source *s, const struct dp_arg *a)
{
	s->o->framing = dp_framing_find(a->text);
	return s->o->framing != DP_FRAMING_AUTO;
}

static bool
set_newline(struct source *s, const struct dp_arg *a)
{
	bool cr = dp_str_is(a->text, "cr");

	s->o->newline_set = true;
	s->o->newline = cr ? DP_CR : DP_LF;
	return cr || dp_str_is(a->text, "lf");
}

/* A whole number from LEAST on that A gives. */
static bool
count_of(const struct dp_arg *a, int64_t least, int64_t *out)
{
	return dp_str_int(a->text, out) && *out >= least && *out <= INT32_MAX;
}

/* Lines to skip; header= and skip= may both say it, if they agree. */
static bool
set_skip_lines(struct source *s, const struct dp_arg *a, int64_t lines)
{
	if (s->skip && s->o->skip_lines != lines)
		return false;
	s->o->skip_lines = lines;
	s->skip = a;
	return true;
}

/* Rows of the header; header= and header-rows= may both say it, the same. */
static bool
set_rows(struct source *s, const struct dp_arg *a, int64_t rows)
{
	if (rows < 1 || rows > HEADER_ROWS_MAX ||
	    (s->rows && s->o->header_rows != rows))
		return false;
	s->o->header_rows = (unsigned)rows;
	s->rows = a;
	return true;
}

static bool
set_header(struct source *s, const struct dp_arg *a)
{
	dp_str last = a->text, first = last;
	ptrdiff_t dots = dp_str_search(last, DP_S(".."));
	int64_t line, end;

	s->o->header = DP_YES;
	if (dp_str_is(a->text, "yes"))
		return true;
	if (dots >= 0) {
		first.n = (size_t)dots;
		last = dp_str_from(last, first.n + 2);
	}
	if (dp_str_int(first, &line) && line >= 1 && line <= INT32_MAX &&
	    dp_str_int(last, &end) && end >= line && end <= INT32_MAX)
		return set_skip_lines(s, a, line - 1) &&
		       (dots < 0 || set_rows(s, a, end - line + 1));
	s->o->header = DP_NO;
	return dp_str_is(a->text, "no");
}

static bool
set_skip(struct source *s, const struct dp_arg *a)
{
	int64_t lines;

	return count_of(a, 0, &lines) && set_skip_lines(s, a, lines);
}

static bool
set_header_rows(struct source *s, const struct dp_arg *a)
{
	int64_t rows;

	s->o->header = DP_YES;
	return count_of(a, 1, &rows) && set_rows(s, a, rows);
}

/* An empty one joins names without anything between them. */
static bool
set_join(struct source *s, const struct dp_arg *a)
{
	s->o->header_join = a->text.n ? a->text : DP_S("");
	return dp_header_join_fits(a->text);
}

static bool
set_units(struct source *s, const struct dp_arg *a)
{
	bool yes = dp_str_is(a->text, "yes");

	s->o->units = yes ? DP_YES : DP_NO;
	return yes || dp_str_is(a->text, "no");
}

static bool
set_row_names(struct source *s, const struct dp_arg *a)
{
	bool yes = dp_str_is(a->text, "yes");

	s->o->row_names = yes ? DP_YES : DP_NO;
	return yes || dp_str_is(a->text, "no");
}

static bool
set_repeated_header(struct source *s, const struct dp_arg *a)
{
	bool yes = dp_str_is(a->text, "yes");

	s->o->repeats = yes ? DP_YES : DP_NO;
	return yes || dp_str_is(a->text, "no");
}

static bool
set_footer(struct source *s, const struct dp_arg *a)
{
	struct dp_err why = { 0 };
	struct dp_regex *re;

	if (!a->pattern)
		return count_of(a, 0, &s->o->footer_lines);
	re = dp_regex_new(a->text, DP_REGEX_ONCE, &why);
	if (!re) {
		size_t at = dpi_char_offset(a->text, why.at.column);

		dpi_recipe_fail_at(s->r->name, s->line, dpi_arg_at(a, at),
				   s->err, "%s", why.msg);
		s->told = true;
	}
	dp_regex_free(re);
	s->o->footer = a->text;
	return !s->told;
}

static bool
set_as_is(struct source *s, const struct dp_arg *a)
{
	s->o->as_is = dp_str_is(a->text, "yes");
	return s->o->as_is || dp_str_is(a->text, "no");
}

static bool
set_member(struct source *s, const struct dp_arg *a)
{
	s->o->member = a->text;
	return a->text.n > 0;
}

static bool
set_sheet(struct source *s, const struct dp_arg *a)
{
	s->o->sheet = a->text;
	return a->text.n > 0;
}

static const struct key keys[] = {
	{ "member", N_("the name of a file in the zip"), set_member },
	{ "sheet", N_("the name or the number of a sheet"), set_sheet },
	{ "encoding",
	  N_("the name of an encoding, such as utf-8 or "
	     "windows-1252"),
	  set_encoding },
	{ "framing", N_("none, quoted or drawn"), set_framing },
	{ "delimiter",
	  N_("one character in quotes, two or three signs, tab or none"),
	  set_delimiter },
	{ "quote", N_("one character in quotes, or none"), set_quote },
	{ "escape", N_("one character in quotes, or none"), set_escape },
	{ "skip-space", N_("yes or no"), set_skip_space },
	{ "newline", N_("lf or cr"), set_newline },
	{ "header",
	  N_("yes, no, the line where the header stands, or the first and "
	     "the last of its lines, such as 4..5, in agreement with skip= "
	     "and header-rows="),
	  set_header },
	{ "skip",
	  N_("the number of lines above the header, in agreement "
	     "with header="),
	  set_skip },
	{ "header-rows",
	  N_("the number of rows of the header, from 1 to 64, in agreement "
	     "with header="),
	  set_header_rows },
	{ "join", N_("a text without line ends"), set_join },
	{ "units", N_("yes or no"), set_units },
	{ "row-names", N_("yes or no"), set_row_names },
	{ "repeated-header", N_("yes or no"), set_repeated_header },
	{ "footer",
	  N_("the number of lines below the table, or a pattern between "
	     "slashes"),
	  set_footer },
	{ "as-is", N_("yes or no"), set_as_is },
};

#define N_KEYS (sizeof keys / sizeof keys[0])

static int
unknown_key(struct source *s, const struct dp_arg *a)
{
	char shown[DPI_SHOWN_BYTES];
	struct dp_buf list = { 0 };
	size_t i;

	for (i = 0; i < N_KEYS; i++)
		dp_buf_format(&list, "%s%s=", i ? " " : "", keys[i].name);
	dpi_recipe_fail_arg(s->r->name, s->line, a, s->err,
			    _("expected one of %.*s after source, found %s"),
			    DP_FMT(dp_buf_view(&list)),
			    dpi_show(a->key, shown));
	dp_buf_done(&list);
	return -1;
}

static int
set_one(struct source *s, const struct dp_arg *a)
{
	char shown[DPI_SHOWN_BYTES];
	size_t i;

	for (i = 0; i < N_KEYS; i++)
		if (dp_str_is(a->key, keys[i].name))
			break;
	if (i == N_KEYS)
		return unknown_key(s, a);
	if (!a->quoted && dp_str_is(a->text, "auto"))
		return 0;
	if (keys[i].set(s, a))
		return 0;
	if (s->told)
		return -1;
	return dpi_recipe_fail_arg(s->r->name, s->line, a, s->err,
				   _("expected %s after %s=, found %s"),
				   _(keys[i].values), keys[i].name,
				   dpi_show(a->text, shown));
}

int
dp_recipe_source(const struct dp_recipe *r, struct dp_read_opts *o,
		 struct dp_err *err)
{
	const struct dp_line *l = dpi_directive_line(r, "source");
	struct source s = { .r = r, .o = o, .err = err, .line = l };
	size_t i;

	for (i = 0; l && i < l->n_args; i++)
		if (set_one(&s, &l->arg[i]))
			return -1;
	return 0;
}
