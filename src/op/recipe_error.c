/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages about recipes: where something stands and what stands there.
 * What was expected is said by whoever expected it.
 */
#include "op/recipe.h"

#include "base/i18n.h"

#define SHOWN_CHARS 40
#define SUGGESTIONS 3

const char *
dpi_show(dp_str text, char out[DPI_SHOWN_BYTES])
{
	char cut[SHOWN_CHARS * 4 + 8];
	size_t n = 0, chars = 0, i = 0;
	uint32_t c;

	while (i < text.n && chars < SHOWN_CHARS) {
		unsigned len = dp_utf8_decode(text.p + i, text.n - i, &c);

		if (len == 0 || c < 0x20 || c == 0x7F) {
			cut[n++] = ' ';
			i++;
		} else {
			memcpy(cut + n, text.p + i, len);
			n += len;
			i += len;
		}
		chars++;
	}
	cut[n] = '\0';
	(void)snprintf(out, DPI_SHOWN_BYTES,
		       i < text.n ? _("\"%s…\"") : _("\"%s\""), cut);
	return out;
}

const char *
dpi_show_arg(const struct dp_line *l, size_t i, char out[DPI_SHOWN_BYTES])
{
	const struct dp_arg *a;
	dp_str s;

	if (i >= l->n_args) {
		(void)snprintf(out, DPI_SHOWN_BYTES, "%s",
			       _("the end of the step"));
		return out;
	}
	a = &l->arg[i];
	s = a->raw;
	if (a->kind == DP_ARG_STRING)
		s = a->text;
	if (a->kind == DP_ARG_PARAM)
		s = a->key;
	return dpi_show(s, out);
}

void
dpi_place(const struct dp_line *l, const char *at, uint32_t *line,
	  uint32_t *column)
{
	const char *p = l->raw.p, *start = p;
	dp_str before;

	*line = l->line;
	for (; p < at; p++) {
		if (*p == '\n') {
			++*line;
			start = p + 1;
		}
	}
	before.p = start;
	before.n = (size_t)(at - start);
	*column = (uint32_t)dp_utf8_chars(before) + 1;
}

/* ---- the line that is wrong ------------------------------------------- */

/* Columns that are shown, and of them before the place. */
#define POINTED_COLS 72
#define BEFORE_COLS 44

/* The physical line of TEXT that has byte *AT, which is then counted in it. */
static dp_str
line_of(dp_str text, size_t *at)
{
	size_t from = *at, end = *at;

	while (from > 0 && text.p[from - 1] != '\n')
		from--;
	while (end < text.n && text.p[end] != '\n')
		end++;
	*at -= from;
	return (dp_str){ text.p + from, end - from };
}

/* The next cell of a screen off REST; a tab is one blank. */
static bool
next_cell(dp_str *rest, struct dp_cluster *c)
{
	bool tab = rest->n > 0 && *rest->p == '\t';

	if (!dp_cluster_next(rest, c))
		return false;
	if (tab) {
		c->text[0] = ' ';
		c->n = c->cols = 1;
	}
	return true;
}

/* Columns of LINE up to byte AT. */
static size_t
cells_before(dp_str line, size_t at)
{
	const char *place = line.p + at;
	struct dp_cluster c;
	size_t cols = 0;

	while (line.p < place && next_cell(&line, &c) && line.p <= place)
		cols += c.cols;
	return cols;
}

void
dpi_err_point(struct dp_err *err, dp_str text, size_t at_bytes)
{
	dp_str rest = line_of(text, &at_bytes);
	size_t before = cells_before(rest, at_bytes), cut = 0, cols = 0;
	bool ends = cells_before(rest, rest.n) <=
		    (before > BEFORE_COLS ? before - BEFORE_COLS : 0) +
			    POINTED_COLS;
	struct dp_buf out = { 0 };
	struct dp_cluster c;

	while (before - cut > BEFORE_COLS && next_cell(&rest, &c))
		cut += c.cols;
	if (cut > 0)
		dp_buf_c(&out, "…");
	while (cols + !ends < POINTED_COLS && next_cell(&rest, &c)) {
		dp_buf_add(&out, c.text, c.n);
		cols += c.cols;
	}
	if (!ends)
		dp_buf_c(&out, "…");
	dp_buf_char(&out, '\n');
	for (cols = before - cut + (cut > 0); cols > 0; cols--)
		dp_buf_char(&out, ' ');
	dp_buf_char(&out, '^');
	/* marks without end on one letter: better nothing than a part */
	if (out.n < sizeof err->shown) {
		memcpy(err->shown, out.p, out.n);
		err->shown[out.n] = '\0';
	}
	dp_buf_done(&out);
}

/* ---- failing ---------------------------------------------------------- */

static int
fail_place(const char *name, uint32_t line, uint32_t column, struct dp_err *err,
	   const char *fmt, va_list ap)
{
	char sentence[DP_ERR_BYTES];

	(void)vsnprintf(sentence, sizeof sentence, fmt, ap);
	dp_fail(err, DP_ERECIPE, _("%s, line %u, column %u: %s"), name, line,
		column, sentence);
	dp_err_file(err, name);
	err->at.line = line;
	err->at.column = column;
	return -1;
}

int
dpi_recipe_fail_place(const char *name, uint32_t line, uint32_t column,
		      struct dp_err *err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fail_place(name, line, column, err, fmt, ap);
	va_end(ap);
	return -1;
}

/* Byte of the raw text of L where COLUMN of LINE is; its length: nowhere. */
static size_t
offset_of(const struct dp_line *l, uint32_t line, uint32_t column)
{
	dp_str rest = l->raw;

	for (uint32_t i = l->line; rest.p && i < line; i++)
		(void)dp_str_cut(&rest, '\n');
	if (!rest.p || line < l->line)
		return l->raw.n;
	return (size_t)(rest.p - l->raw.p) + dpi_char_offset(rest, column);
}

int
dpi_recipe_fail_arg(const char *name, const struct dp_line *l,
		    const struct dp_arg *a, struct dp_err *err, const char *fmt,
		    ...)
{
	va_list ap;

	va_start(ap, fmt);
	fail_place(name, a->line, a->column, err, fmt, ap);
	va_end(ap);
	dpi_err_point(err, l->raw, offset_of(l, a->line, a->column));
	return -1;
}

int
dpi_recipe_fail_at(const char *name, const struct dp_line *l, const char *at,
		   struct dp_err *err, const char *fmt, ...)
{
	uint32_t line, column;
	va_list ap;

	dpi_place(l, at, &line, &column);
	va_start(ap, fmt);
	fail_place(name, line, column, err, fmt, ap);
	va_end(ap);
	dpi_err_point(err, l->raw, (size_t)(at - l->raw.p));
	return -1;
}

/* Bytes of what parts commands in a shell, at the start of S. */
static size_t
shell_sign(dp_str s)
{
	if (dp_str_starts(s, "&&") || dp_str_starts(s, "||"))
		return 2;
	return s.n && (*s.p == ';' || *s.p == '|');
}

/* Does REST, of a recipe's line, begin with an operation? */
static bool
begins_step(dp_str rest)
{
	const char *end = rest.p + rest.n;
	dp_str word = dp_str_from(rest, (size_t)(dpi_skip_blanks(rest.p, end) -
						 rest.p));
	size_t n = 0;

	while (n < word.n && !dpi_blank(word.p + n, end))
		n++;
	word.n = n;
	return dp_op_find(word) != NULL;
}

void
dpi_tell_steps(const struct dp_line *l, struct dp_err *err)
{
	size_t said = strlen(err->msg);
	bool quoted = false;

	said -= said > 0 && err->msg[said - 1] == '.';
	for (size_t i = 0; i < l->raw.n; i++) {
		dp_str rest = dp_str_from(l->raw, i);
		size_t n = shell_sign(rest);

		quoted ^= *rest.p == '"';
		if (quoted || !n || !begins_step(dp_str_from(rest, n)))
			continue;
		(void)snprintf(err->msg + said, sizeof err->msg - said, "%s",
			       _(". Steps are given one at a time"));
		return;
	}
}

void
dpi_no_column(struct dp_err *err, const struct dp_err *why)
{
	err->no_column = why->no_column;
	memcpy(err->at.field, why->at.field, sizeof err->at.field);
}

const char *
dpi_arg_at(const struct dp_arg *a, size_t offset)
{
	const char *p = a->raw.p, *end = p + a->raw.n;
	size_t prefix = 0, i;

	if (a->kind == DP_ARG_EXPR || (!a->quoted && !a->pattern))
		return offset < a->raw.n ? p + offset : end;
	/* A pattern's text starts with (?i) when /…/i was written. */
	if (a->pattern && end[-1] == 'i')
		prefix = 4;
	p++;
	for (i = prefix; i < offset && p < end; i++) {
		bool two = p[0] == '\\' && p + 1 < end;

		if (two && a->pattern)
			two = p[1] == '/';
		else if (two)
			two = memchr("\"\\ntr", p[1], 5) != NULL;
		p += two ? 2 : 1;
	}
	return p;
}

size_t
dpi_char_offset(dp_str s, uint64_t chars)
{
	size_t i = 0;
	uint32_t c;

	while (i < s.n && chars > 1) {
		unsigned n = dp_utf8_decode(s.p + i, s.n - i, &c);

		i += n ? n : 1;
		chars--;
	}
	return i;
}

void
dpi_did_you_mean(dp_str word, const dp_str *name, size_t n, struct dp_buf *out)
{
	size_t found[SUGGESTIONS], i, k;
	char shown[DPI_SHOWN_BYTES];
	struct dp_buf list = { 0 };

	k = dp_nearest(word, name, n, SUGGESTIONS, found);
	if (k == 0)
		return;
	for (i = 0; i < k; i++) {
		if (i > 0)
			dp_buf_c(&list, ", ");
		dp_buf_c(&list, dpi_show(name[found[i]], shown));
	}
	dp_buf_format(out,
		      P_("; the nearest is %.*s", "; the nearest are %.*s", k),
		      DP_FMT(dp_buf_view(&list)));
	dp_buf_done(&list);
}
