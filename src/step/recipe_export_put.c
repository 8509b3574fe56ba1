/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How other tools write texts, names of columns and the frames of their
 * statements.
 */
#include "step/recipe_export.h"

/*
 * White space as the classes of patterns have it: all, what can be seen of it,
 * and what is of width zero. In SQL it is a text, read out of JSON: there it
 * can be written without standing in the file itself.
 */
#define SEEN(c) \
	"\\t-\\r " c "x{85}" c "x{a0}" c "x{1680}" c "x{2000}-" c "x{200a}" c \
	"x{2028}" c "x{2029}" c "x{202f}" c "x{205f}" c "x{3000}"
#define HIDDEN(c) c "x{200b}" c "x{2060}" c "x{feff}"
#define SEEN_R \
	"\\\\t-\\\\r \\\\x{85}\\\\x{a0}\\\\x{1680}\\\\x{2000}-\\\\x{200a}" \
	"\\\\x{2028}\\\\x{2029}\\\\x{202f}\\\\x{205f}\\\\x{3000}"
#define HIDDEN_R "\\\\x{200b}\\\\x{2060}\\\\x{feff}"

static const struct {
	char key;
	const char *in[DPI_EXPORT_TARGETS];
} spaces[] = {
	{ 's',
	  { SEEN("\\") HIDDEN("\\"), SEEN("\\") HIDDEN("\\"),
	    "'\"\\t\\n\\u000b\\f\\r \\u0085\\u00a0\\u1680\\u2000\\u2001\\u2002"
	    "\\u2003\\u2004\\u2005\\u2006\\u2007\\u2008\\u2009\\u200a\\u200b"
	    "\\u2028\\u2029\\u202f\\u205f\\u2060\\u3000\\ufeff\"' ->> '$'",
	    SEEN_R HIDDEN_R } },
	{ 'v', { SEEN("\\"), SEEN("\\"), "", SEEN_R } },
	{ 'z', { HIDDEN("\\"), HIDDEN("\\"), "", HIDDEN_R } },
};

/* TEXT between QUOTE, which a backslash hides inside. */
static void
put_escaped(struct dp_buf *out, dp_str text, char quote)
{
	dp_buf_char(out, quote);
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == quote || c == '\\')
			dp_buf_char(out, '\\');
		if (c == '\n')
			dp_buf_c(out, "\\n");
		else if (c == '\t')
			dp_buf_c(out, "\\t");
		else if (c == '\r')
			dp_buf_c(out, "\\r");
		else if ((unsigned char)c < 0x20)
			dp_buf_format(out, "\\u%04x", c);
		else
			dp_buf_char(out, c);
	}
	dp_buf_char(out, quote);
}

/* TEXT between QUOTE, doubled inside. */
static void
put_doubled(struct dp_buf *out, dp_str text, char quote)
{
	dp_buf_char(out, quote);
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == quote)
			dp_buf_char(out, quote);
		dp_buf_char(out, text.p[i]);
	}
	dp_buf_char(out, quote);
}

/* Has TEXT a control that only some tools can write? */
static bool
has_control(dp_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] < 0x20 &&
		    !strchr("\t\n\r", text.p[i]))
			return true;
	return text.n && memchr(text.p, 0, text.n);
}

void
dpi_export_text(struct dpi_exporting *x, struct dp_buf *out, dp_str text)
{
	/* \1 is what a pattern found before, in any text of Miller's */
	x->failed = x->failed || has_control(text) ||
		    (x->to == DP_EXPORT_MILLER && dp_str_find(text, '\\') >= 0);
	if (x->to == DP_EXPORT_SQL)
		put_doubled(out, text, '\'');
	else
		put_escaped(out, text, '"');
}

void
dpi_export_quoted(struct dp_buf *out, dp_str text)
{
	put_escaped(out, text, '"');
}

void
dpi_export_name(struct dpi_exporting *x, struct dp_buf *out, dp_str name)
{
	x->failed = x->failed || has_control(name);
	if (x->to == DP_EXPORT_SQL) {
		put_doubled(out, name, '"');
	} else if (x->to == DP_EXPORT_R) {
		put_escaped(out, name, '`');
	} else if (x->to == DP_EXPORT_MILLER) {
		/* between braces it cannot have accents */
		dp_buf_c(out, "$[");
		put_escaped(out, name, '"');
		dp_buf_char(out, ']');
	} else {
		put_escaped(out, name, '"');
	}
}

dp_str
dpi_export_called(struct dpi_exporting *x, uint32_t slot)
{
	if (x->called[slot].p)
		return x->called[slot];
	x->failed = true;
	for (size_t i = 0; i < x->before->n; i++)
		if (x->before->column[i].slot == slot &&
		    !dp_str_is(x->before->column[i].name, DP_OTHER_COLUMNS))
			x->missing = x->before->column[i].name;
	return DP_S("");
}

void
dpi_export_cell(struct dpi_exporting *x, struct dp_buf *out, uint32_t slot)
{
	dp_str name = dpi_export_called(x, slot);

	if (x->to != DP_EXPORT_OPENREFINE) {
		dpi_export_name(x, out, name);
		return;
	}
	/* an empty cell is no text there, and an error to most functions */
	dp_buf_c(out, "forNonBlank(cells[");
	dpi_export_name(x, out, name);
	dp_buf_c(out, "].value, v, v, \"\")");
}

void
dpi_export_shell(struct dp_buf *out, dp_str text)
{
	dp_buf_char(out, '\'');
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '\'')
			dp_buf_c(out, "'\\''");
		else
			dp_buf_char(out, text.p[i]);
	dp_buf_char(out, '\'');
}

void
dpi_export_list(struct dpi_exporting *x, const struct dp_column *column,
		size_t n, const char *before)
{
	struct dp_buf all = { 0 }, *out = x->out;

	for (size_t i = 0; i < n; i++) {
		dp_str name = dpi_export_called(x, column[i].slot);

		if (x->to == DP_EXPORT_MILLER) {
			/* the list is one word of a shell, cut at commas */
			x->failed = x->failed || dp_str_find(name, ',') >= 0;
			dp_buf_c(&all, i ? "," : "");
			dp_buf_str(&all, name);
			continue;
		}
		dp_buf_c(out, i ? ", " : "");
		dp_buf_c(out, before);
		dpi_export_name(x, out, name);
	}
	if (x->to == DP_EXPORT_MILLER)
		dpi_export_shell(out, dp_buf_view(&all));
	dp_buf_done(&all);
}

void
dpi_export_next(struct dpi_exporting *x)
{
	static const char *const between[] = { ",\n  ", " then \\\n  ", "\n",
					       "\n" };

	if (x->out->n)
		dp_buf_c(x->out, between[x->to]);
}

/* What our own functions are, in each piece of Miller's that calls one. */
static const struct {
	const char *call, *function;
} miller[] = {
	{ "trimmed(", "func trimmed(a) {return gsub(a, \"^[{s}]+|[{s}]+$\", "
		      "\"\")} " },
	{ "canonical(",
	  "func canonical(a) {return a != \"\" && regextract_or_else(a, "
	  "\"^-?(0|[1-9][0-9]*)([.][0-9]+)?$\", \"\") != \"\"} " },
	{ "numeral(",
	  "func numeral(a) {return a != \"\" && regextract_or_else(a, "
	  "\"^-?[0-9]+([.][0-9]+)?$\", \"\") != \"\"} " },
};

void
dpi_export_miller(struct dpi_exporting *x, const char *verb, dp_str code)
{
	struct dp_buf all = { 0 };

	for (size_t i = 0; i < sizeof miller / sizeof *miller; i++)
		if (dp_str_search(code, dp_str_c(miller[i].call)) >= 0)
			dpi_export_fill(x, miller[i].function, NULL, NULL,
					&all);
	dp_buf_str(&all, code);
	dpi_export_next(x);
	dp_buf_format(x->out, "%s ", verb);
	dpi_export_shell(x->out, dp_buf_view(&all));
	dp_buf_done(&all);
}

/* Bytes of the key in the braces that S starts with; 0: it does not. */
static size_t
key_bytes(dp_str s)
{
	size_t n = 1;

	while (n < s.n && strchr("abcdefghijklmnopqrstuvwxyz123#+*-", s.p[n]))
		n++;
	return *s.p == '{' && n < s.n && s.p[n] == '}' ? n - 1 : 0;
}

static bool
put_space(const struct dpi_exporting *x, dp_str key, struct dp_buf *out)
{
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
		if (key.n == 1 && *key.p == spaces[i].key) {
			dp_buf_c(out, spaces[i].in[x->to]);
			return true;
		}
	return false;
}

void
dpi_export_fill(struct dpi_exporting *x, const char *word,
		void (*put)(struct dpi_exporting *, const void *, dp_str,
			    struct dp_buf *),
		const void *self, struct dp_buf *out)
{
	dp_str rest = dp_str_c(word);

	while (rest.n) {
		size_t n = key_bytes(rest);
		dp_str key = { rest.p + 1, n };

		if (n == 0) {
			dp_buf_char(out, *rest.p);
			rest = dp_str_from(rest, 1);
			continue;
		}
		if (!put_space(x, key, out))
			put(x, self, key, out);
		rest = dp_str_from(rest, n + 2);
	}
}

void
dpi_export_operation(struct dpi_exporting *x, const char *op, dp_str where)
{
	struct dp_buf all = { 0 };

	dp_buf_format(&all, "grel:%.*s", DP_FMT(where));
	dpi_export_next(x);
	dp_buf_format(x->out,
		      "{\"op\": \"%s\", \"engineConfig\": "
		      "{\"facets\": [",
		      op);
	if (where.n) {
		dp_buf_c(x->out, "{\"type\": \"list\", \"name\": \"where\", "
				 "\"columnName\": \"\", \"expression\": ");
		dpi_export_quoted(x->out, dp_buf_view(&all));
		dp_buf_c(x->out,
			 ", \"invert\": false, \"omitBlank\": false, "
			 "\"omitError\": false, \"selection\": [{\"v\": "
			 "{\"v\": true, \"l\": \"true\"}}], \"selectBlank\": "
			 "false, \"selectError\": false}");
	}
	dp_buf_c(x->out, "], \"mode\": \"row-based\"}");
	dp_buf_done(&all);
}

bool
dpi_export_grel(const struct dpi_exporting *x, dp_str text, struct dp_buf *out)
{
	static const char *const ours[] = { "typed(",      "facet(",
					    "inRange(",    "firstOf(",
					    "items(",      "searched(",
					    "splitAtMost(" };

	if (x->to != DP_EXPORT_OPENREFINE || !dp_str_starts(text, "grel:"))
		return false;
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		if (dp_str_search(text, dp_str_c(ours[i])) >= 0)
			return false;
	dp_buf_str(out, dp_str_strip(dp_str_from(text, strlen("grel:"))));
	return true;
}
