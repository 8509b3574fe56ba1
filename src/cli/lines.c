/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text made fit for a terminal: no control character gets through, lines are
 * wrapped, columns are as wide as they look.
 */
#include "cli/inner.h"

#include <unistd.h>

const char *
cli_tr(const char *text)
{
	return text && *text ? dgettext(DP_TEXT_DOMAIN, text) : "";
}

/* True for what could change how a terminal behaves or orders text. */
static bool
is_unsafe(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static void
tame(dp_str s, bool keep_lines, struct dp_buf *out)
{
	while (s.n > 0) {
		uint32_t c = 0;
		unsigned n = dp_utf8_decode(s.p, s.n, &c);

		if (n == 0)
			dp_buf_c(out, "\xef\xbf\xbd");
		else if (!is_unsafe(c))
			dp_buf_add(out, s.p, n);
		else if (c == '\n' || c == '\t')
			dp_buf_c(out, c == '\n'  ? keep_lines ? "\n" : "\\n" :
				      keep_lines ? "\t" :
						   "\\t");
		else if (c <= 0x7F)
			dp_buf_format(out, "^%c", (char)(c ^ 0x40));
		else
			dp_buf_c(out, "\xef\xbf\xbd");
		s = dp_str_from(s, n ? n : 1);
	}
}

void
cli_tame(dp_str s, struct dp_buf *out)
{
	tame(s, false, out);
}

void
cli_tame_text(dp_str s, struct dp_buf *out)
{
	tame(s, true, out);
}

void
cli_blanks(struct dp_buf *out, size_t n)
{
	memset(dp_buf_room(out, n), ' ', n);
	out->n += n;
}

void
cli_left(struct dp_buf *out, dp_str s, size_t width_cols)
{
	size_t cols = dp_width_cols(s);

	dp_buf_str(out, s);
	if (cols < width_cols)
		cli_blanks(out, width_cols - cols);
}

void
cli_right(struct dp_buf *out, dp_str s, size_t width_cols)
{
	size_t cols = dp_width_cols(s);

	if (cols < width_cols)
		cli_blanks(out, width_cols - cols);
	dp_buf_str(out, s);
}

/* One paragraph, USED columns of its first line being taken. */
static void
wrap_paragraph(struct dp_buf *out, dp_str s, size_t width_cols,
	       size_t used_cols, size_t indent_cols)
{
	bool empty = true;

	while (s.p && s.n > 0) {
		dp_str word = dp_str_cut(&s, ' ');
		size_t cols = dp_width_cols(word);

		if (word.n == 0)
			continue;
		if (!empty && used_cols + 1 + cols > width_cols) {
			dp_buf_char(out, '\n');
			cli_blanks(out, indent_cols);
			used_cols = indent_cols;
			empty = true;
		}
		if (!empty) {
			dp_buf_char(out, ' ');
			used_cols++;
		}
		dp_buf_str(out, word);
		used_cols += cols;
		empty = false;
	}
	dp_buf_char(out, '\n');
}

void
cli_wrap(struct dp_buf *out, dp_str text, size_t width_cols, size_t used_cols,
	 size_t indent_cols)
{
	wrap_paragraph(out, dp_str_cut(&text, '\n'), width_cols, used_cols,
		       indent_cols);
	while (text.p && text.n > 0) {
		dp_str line = dp_str_cut(&text, '\n');

		if (line.n > 0)
			cli_blanks(out, indent_cols);
		wrap_paragraph(out, line, width_cols, indent_cols, indent_cols);
	}
}

void
cli_list_item(struct dp_buf *out, size_t i, size_t n, const char *name)
{
	if (i > 0 && i + 1 == n)
		/* TRANSLATORS: before the last of a list: a, b or c */
		dp_buf_c(out, _(" or "));
	else if (i > 0)
		dp_buf_c(out, _(", "));
	dp_buf_c(out, name);
}

void
cli_point(const struct dp_err *err, size_t indent_cols, struct dp_buf *out)
{
	dp_str rest = dp_str_c(err->shown);

	if (rest.n == 0)
		return;
	cli_blanks(out, indent_cols);
	dp_buf_str(out, dp_str_cut(&rest, '\n'));
	dp_buf_char(out, '\n');
	cli_blanks(out, indent_cols);
	dp_buf_str(out, rest);
}

int
cli_write(struct dp_buf *b, struct dp_err *err)
{
	struct dp_outfile f;
	int status = dp_outfile_open(&f, NULL, err);

	if (status == 0)
		status = dp_outfile_write(&f, b->p, b->n, err);
	if (status == 0)
		status = dp_outfile_commit(&f, err);
	dp_buf_done(b);
	return status;
}

void
cli_say(const char *fmt, ...)
{
	struct dp_buf text = { 0 }, line = { 0 };
	va_list ap;
	size_t done = 0;

	va_start(ap, fmt);
	dp_buf_vformat(&text, fmt, ap);
	va_end(ap);
	dp_buf_c(&line, "dpipe: ");
	cli_tame_text(dp_buf_view(&text), &line);
	dp_buf_char(&line, '\n');
	while (done < line.n) {
		ssize_t n = write(STDERR_FILENO, line.p + done, line.n - done);

		if (n <= 0)
			break;
		done += (size_t)n;
	}
	dp_buf_done(&text);
	dp_buf_done(&line);
}
