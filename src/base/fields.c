/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts of "key: value" lines with indented continuation lines: sheets of the
 * catalogue and provenance sidecars. Knows no key and no meaning.
 */
#include <dpipe/base.h>

#include "base/i18n.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Next line of F without its end; false when there is none. */
static bool
next_line(struct dp_fields *f, dp_str *line)
{
	if (f->rest.n == 0)
		return false;
	if (f->lines == 0 && dp_str_starts(f->rest, "\xef\xbb\xbf"))
		f->rest = dp_str_from(f->rest, 3);
	*line = dp_str_cut(&f->rest, '\n');
	if (line->n > 0 && line->p[line->n - 1] == '\r')
		line->n--;
	f->lines++;
	return true;
}

/*
 * The continuation lines that follow. Blank lines count only when the value
 * goes on behind them.
 */
static void
read_more(struct dp_fields *f)
{
	size_t n_blank = 0;

	while (f->rest.n > 0) {
		struct dp_fields before = *f;
		dp_str line = { NULL, 0 };
		bool indented;

		(void)next_line(f, &line);
		indented = line.n > 0 && is_blank(line.p[0]);
		line = dp_str_strip(line);
		if (line.n > 0 && !indented) {
			f->rest = before.rest;
			f->lines = before.lines;
			return;
		}
		if (line.n == 0) {
			n_blank++;
			continue;
		}
		for (; n_blank > 0 && f->value.n > 0; n_blank--)
			dp_buf_char(&f->value, '\n');
		n_blank = 0;
		if (f->value.n > 0)
			dp_buf_char(&f->value, '\n');
		dp_buf_str(&f->value, line);
	}
}

int
dp_fields_next(struct dp_fields *f, struct dp_field *out, struct dp_err *err)
{
	dp_str line = { NULL, 0 };
	bool indented;

	do {
		if (!next_line(f, &line))
			return 0;
		indented = line.n > 0 && is_blank(line.p[0]);
		line = dp_str_strip(line);
	} while (line.n == 0 || (line.p[0] == '#' && !indented));
	out->line = f->lines;
	out->key = dp_str_strip(dp_str_cut(&line, ':'));
	if (indented || !line.p || out->key.n == 0) {
		err->at.line = f->lines;
		return dp_fail(err, DP_EDATA,
			       _("line %llu is no \"key: value\" line."),
			       (unsigned long long)f->lines);
	}
	f->value.n = 0;
	dp_buf_str(&f->value, dp_str_strip(line));
	read_more(f);
	out->value = dp_buf_view(&f->value);
	return 1;
}

void
dp_fields_done(struct dp_fields *f)
{
	dp_buf_done(&f->value);
}
