/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages of help as text for a terminal; as man(7) they are written by
 * doc_man.c.
 */
#include "cli/doc.h"

#include "cli/doc_man.h"
#include "cli/inner.h"

#define INDENT_COLS 2u
#define TERM_COLS 24u    /* terms set beside their text are shorter */
#define WIDEST_COLS 100u /* lines longer than that are hard to read */

static size_t
width(void)
{
	size_t cols = (size_t)cli_width();

	return cols < WIDEST_COLS ? cols : WIDEST_COLS;
}

void
cli_doc_page(struct cli_doc *d, const char *name, int section,
	     const char *summary)
{
	if (d->man) {
		cli_man_page(d->out, name, section, summary);
		return;
	}
	if (d->out->n)
		dp_buf_char(d->out, '\n');
	dp_buf_format(d->out, _("%s: "), name);
	cli_wrap(d->out, dp_str_c(summary), width(),
		 dp_width_cols(dp_str_c(name)) + 2, INDENT_COLS);
}

static void
heading(struct cli_doc *d, const char *text)
{
	if (d->out->n)
		dp_buf_char(d->out, '\n');
	dp_buf_format(d->out, cli_colour() ? "\033[1m%s\033[0m\n" : "%s\n",
		      text);
	d->last = CLI_DOC_HEADING;
}

void
cli_doc_section(struct cli_doc *d, const char *text)
{
	if (d->man)
		cli_man_section(d->out, text);
	else
		heading(d, text);
}

void
cli_doc_subsection(struct cli_doc *d, const char *text)
{
	if (d->man)
		cli_man_subsection(d->out, text);
	else
		heading(d, text);
}

void
cli_doc_text(struct cli_doc *d, const char *text)
{
	if (!*text)
		return;
	if (d->man) {
		cli_man_text(d->out, text);
		return;
	}
	if (d->last != CLI_DOC_HEADING)
		dp_buf_char(d->out, '\n');
	cli_blanks(d->out, INDENT_COLS);
	cli_wrap(d->out, dp_str_c(text), width(), INDENT_COLS, INDENT_COLS);
	d->last = CLI_DOC_TEXT;
}

void
cli_doc_item(struct cli_doc *d, const char *term, const char *text)
{
	size_t room = d->term_cols ? d->term_cols : TERM_COLS;
	size_t at = INDENT_COLS + room;

	if (d->man) {
		cli_man_item(d->out, term, text);
		return;
	}
	if (d->last == CLI_DOC_TEXT || d->last == CLI_DOC_CODE)
		dp_buf_char(d->out, '\n');
	d->last = CLI_DOC_ITEM;
	cli_blanks(d->out, INDENT_COLS);
	cli_left(d->out, dp_str_c(term), *text ? room : 0);
	if (!*text) {
		dp_buf_char(d->out, '\n');
		return;
	}
	if (dp_width_cols(dp_str_c(term)) + 1 > room) {
		dp_buf_char(d->out, '\n');
		cli_blanks(d->out, at);
	}
	cli_wrap(d->out, dp_str_c(text), width(), at, at);
}

void
cli_doc_code(struct cli_doc *d, dp_str lines, const char *text)
{
	if (d->man) {
		cli_man_code(d->out, lines, text);
		return;
	}
	if (d->last == CLI_DOC_TEXT || d->last == CLI_DOC_ITEM)
		dp_buf_char(d->out, '\n');
	d->last = CLI_DOC_CODE;
	while (lines.p && lines.n > 0) {
		dp_str line = dp_str_cut(&lines, '\n');

		cli_blanks(d->out, line.n ? 2 * INDENT_COLS : 0);
		dp_buf_str(d->out, line);
		dp_buf_char(d->out, '\n');
	}
	if (text && *text) {
		cli_blanks(d->out, 4 * INDENT_COLS);
		cli_wrap(d->out, dp_str_c(text), width(), 4 * INDENT_COLS,
			 4 * INDENT_COLS);
	}
}
