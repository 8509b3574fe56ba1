/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lesson as lines, entries and their values. Which keys there are is not
 * known here.
 */
#include "lesson/parse.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "text/number.h"

/* Widest line that fits. */
#define WIDTH_COLS 80

int
dpi_lesson_fail(struct dpi_lesson_reader *r, uint32_t line, const char *fmt,
		...)
{
	struct dp_buf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	dp_buf_vformat(&b, fmt, ap);
	va_end(ap);
	dp_fail(r->err, DP_ERECIPE, _("%s, line %u: %.*s"), r->l->file, line,
		DP_FMT(dp_buf_view(&b)));
	dp_err_file(r->err, r->l->file);
	r->err->at.line = line;
	dp_buf_done(&b);
	return -1;
}

/* Columns that the blanks at the start of LINE take. */
static size_t
indent(dp_str line, size_t *bytes)
{
	size_t cols = 0, i = 0;

	for (; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'); i++)
		cols += line.p[i] == '\t' ? 8 - cols % 8 : 1;
	*bytes = i;
	return cols;
}

int
dpi_lesson_lines(struct dpi_lesson_reader *r, dp_str text)
{
	uint32_t number = 0;

	while (text.p && text.n > 0) {
		dp_str line = dp_str_cut(&text, '\n');
		struct dpi_lesson_line *l;
		size_t bytes;

		number++;
		if (dp_utf8_valid(line) != line.n)
			return dpi_lesson_fail(r, number,
					       _("the text is not UTF-8."));
		if (memchr(line.p, '\0', line.n) ||
		    memchr(line.p, '\r', line.n))
			return dpi_lesson_fail(
				r, number,
				_("lines end in LF, and hold no control "
				  "character."));
		if (dp_width_cols(line) > WIDTH_COLS && !r->l->wide_line)
			r->l->wide_line = number;
		dp_grow(&r->line, &r->cap, r->n, sizeof *r->line);
		l = &r->line[r->n++];
		l->number = number;
		l->indent_cols = indent(line, &bytes);
		l->text = dp_str_strip(dp_str_from(line, bytes));
		if (number == 1 && dp_str_starts(line, "\xef\xbb\xbf"))
			return dpi_lesson_fail(
				r, 1,
				_("the file starts with a byte order "
				  "mark; take it out."));
	}
	return 0;
}

static bool
is_comment(const struct dpi_lesson_line *l)
{
	return l->indent_cols == 0 && l->text.n > 0 && l->text.p[0] == '#';
}

int
dpi_entry_next(struct dpi_lesson_reader *r, size_t *at, size_t end,
	       struct dpi_entry *out)
{
	const struct dpi_lesson_line *l;
	dp_str rest;

	while (*at < end &&
	       (r->line[*at].text.n == 0 || is_comment(&r->line[*at])))
		++*at;
	if (*at == end)
		return 0;
	l = &r->line[(*at)++];
	rest = l->text;
	out->line = l->number;
	out->indent_cols = l->indent_cols;
	out->key = dp_str_strip(dp_str_cut(&rest, ':'));
	out->value = dp_str_strip(rest);
	if (!rest.p || out->key.n == 0)
		return dpi_lesson_fail(r, l->number,
				       _("a line is “key: value”; one that "
					 "goes on with the line above starts "
					 "with two blanks."));
	out->from = *at;
	while (*at < end && (r->line[*at].text.n == 0 ||
			     r->line[*at].indent_cols > l->indent_cols))
		++*at;
	out->to = *at;
	while (out->to > out->from && r->line[out->to - 1].text.n == 0)
		out->to--;
	return 1;
}

/* ---- values ----------------------------------------------------------- */

dp_str
dpi_entry_text(struct dpi_lesson_reader *r, const struct dpi_entry *e)
{
	struct dp_buf b = { 0 };
	bool apart = false;
	dp_str kept;

	dp_buf_str(&b, e->value);
	for (size_t i = e->from; i < e->to; i++) {
		dp_str line = r->line[i].text;

		if (line.n == 0) {
			apart = true;
			continue;
		}
		if (b.n > 0)
			dp_buf_c(&b, apart ? "\n\n" : " ");
		dp_buf_str(&b, line);
		apart = false;
	}
	kept = dp_keep(&r->l->text, b.n ? dp_buf_view(&b) : DP_S(""));
	dp_buf_done(&b);
	return kept;
}

dp_str
dpi_entry_block(struct dpi_lesson_reader *r, const struct dpi_entry *e)
{
	size_t least = SIZE_MAX;
	struct dp_buf b = { 0 };
	dp_str kept;

	for (size_t i = e->from; i < e->to; i++)
		if (r->line[i].text.n && r->line[i].indent_cols < least)
			least = r->line[i].indent_cols;
	for (size_t i = e->from; i < e->to; i++) {
		const struct dpi_lesson_line *l = &r->line[i];

		for (size_t k = least; l->text.n && k < l->indent_cols; k++)
			dp_buf_char(&b, ' ');
		dp_buf_str(&b, l->text);
		dp_buf_char(&b, '\n');
	}
	kept = dp_keep(&r->l->text, b.n ? dp_buf_view(&b) : DP_S(""));
	dp_buf_done(&b);
	return kept;
}

static void
add_action(struct dpi_lesson_reader *r, struct dp_route *out, struct dp_buf *b)
{
	if (b->n == 0)
		return;
	dp_grow(&out->action, &out->cap, out->n, sizeof *out->action);
	out->action[out->n++] = dp_keep(&r->l->text, dp_buf_view(b));
	b->n = 0;
}

void
dpi_entry_route(struct dpi_lesson_reader *r, const struct dpi_entry *e,
		struct dp_route *out)
{
	struct dp_buf b = { 0 };

	out->line = e->line;
	dp_buf_str(&b, e->value);
	for (size_t i = e->from; i < e->to; i++) {
		const struct dpi_lesson_line *l = &r->line[i];

		if (l->text.n == 0)
			continue;
		if (l->indent_cols < e->indent_cols + 4)
			add_action(r, out, &b);
		else
			dp_buf_c(&b, "\n    ");
		dp_buf_str(&b, l->text);
	}
	add_action(r, out, &b);
	dp_buf_done(&b);
}

void
dpi_entry_words(struct dpi_lesson_reader *r, const struct dpi_entry *e,
		struct dp_words_list *out)
{
	dp_str rest = dpi_entry_text(r, e);

	out->line = e->line;
	while (rest.p) {
		dp_str word = dp_str_strip(dp_str_cut(&rest, ' '));

		if (word.n == 0)
			continue;
		dp_grow(&out->at, &out->cap, out->n, sizeof *out->at);
		out->at[out->n++] = word;
	}
}

/* A blank before S stays with it: a high sign, as a word of its own. */
static bool
is_sign(dp_str s)
{
	static const char *const sign[] = { ":", ";", "?", "!", "%", "»" };

	for (size_t i = 0; i < sizeof sign / sizeof *sign; i++) {
		size_t n = strlen(sign[i]);

		if (dp_str_starts(s, sign[i]) &&
		    (s.n == n || strchr(" ,.;:)\n", s.p[n])))
			return true;
	}
	return false;
}

/* Is the blank at I of TEXT that of 12 500? */
static bool
is_in_number(dp_str text, size_t i)
{
	size_t n = 0;

	if (i == 0 || !dpi_is_digit(text.p[i - 1]))
		return false;
	while (i + 1 + n < text.n && dpi_is_digit(text.p[i + 1 + n]))
		n++;
	return n == 3;
}

/*
 * TEXT, French, with no-break spaces where a line must not end: before high
 * signs, inside guillemets and between the thousands of a number. What stands
 * between backquotes is typed, and stays as it is.
 */
static dp_str
french_spaces(struct dpi_lesson_reader *r, dp_str text)
{
	struct dp_buf b = { 0 };
	bool typed = false, opened = false;
	dp_str kept;

	for (size_t i = 0; i < text.n; i++) {
		typed ^= text.p[i] == '`';
		if (text.p[i] == ' ' && !typed &&
		    (opened || is_in_number(text, i) ||
		     is_sign(dp_str_from(text, i + 1))))
			dp_buf_c(&b, "\xC2\xA0");
		else
			dp_buf_char(&b, text.p[i]);
		/* the second byte of the guillemet ends it */
		opened = i > 0 && text.p[i - 1] == '\xC2' &&
			 text.p[i] == '\xAB';
	}
	kept = dp_keep(&r->l->text, b.n ? dp_buf_view(&b) : DP_S(""));
	dp_buf_done(&b);
	return kept;
}

int
dpi_entry_said(struct dpi_lesson_reader *r, const struct dpi_entry *e,
	       const char *name, struct dp_said *said)
{
	size_t n = strlen(name);
	dp_str language, *into;

	if (!dp_str_starts(e->key, name) || e->key.n != n + 3 ||
	    e->key.p[n] != '.')
		return 0;
	language = dp_str_from(e->key, n + 1);
	if (dp_str_is(language, "fr"))
		into = &said->fr;
	else if (dp_str_is(language, "en"))
		into = &said->en;
	else
		return 0;
	if (into->p)
		return dpi_lesson_fail(r, e->line, _("%.*s is said twice."),
				       DP_FMT(e->key));
	*into = dpi_entry_text(r, e);
	if (into == &said->fr)
		*into = french_spaces(r, *into);
	return 1;
}
