/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What opening a file shows: how it is written and which columns it has, read
 * from its first block.
 */
#include <stdlib.h>

#include <dpipe/table.h>

#include "base/i18n.h"
#include "tui/inner.h"
#include "tui/recent.h"

static void
say_dialect(const struct dp_dialect *d, struct dp_buf *out)
{
	dp_buf_format(out, _("Encoding: %s"), dp_encoding_name(d->encoding));
	dp_buf_char(out, '\n');
	if (d->delimiter == '\t')
		dp_buf_c(out, _("Cells are separated by tabulations."));
	else if (d->delimiter)
		dp_buf_format(out, _("Cells are separated by: %c"),
			      d->delimiter);
	else
		dp_buf_c(out, _("There is one column; nothing separates "
				"cells."));
	dp_buf_char(out, '\n');
	if (d->preamble_lines > 0) {
		dp_buf_format(out,
			      P_("%llu line stands before the header.",
				 "%llu lines stand before the header.",
				 d->preamble_lines),
			      (unsigned long long)d->preamble_lines);
		dp_buf_char(out, '\n');
	}
}

static void
say_columns(const struct dp_schema *s, struct dp_buf *out)
{
	dp_buf_format(out, P_("%zu column:", "%zu columns:", s->n), s->n);
	dp_buf_char(out, '\n');
	for (size_t i = 0; i < s->n; i++)
		dp_buf_format(out, "  %zu %.*s\n", i + 1,
			      DP_FMT(s->column[i].name));
}

/* What can be done with PATH next, as commands. */
static void
say_next(const char *path, struct dp_buf *out)
{
	dp_buf_char(out, '\n');
	dp_buf_c(out, _("On the command line:"));
	dp_buf_format(out, "\n  dpipe verify %s\n  dpipe analyse describe %s\n",
		      path, path);
}

bool
tui_open_file(struct tui_app *app, const char *path)
{
	struct dp_err err = { 0 };
	struct dp_read_opts o;
	struct dp_stream *s;
	struct dp_buf b = { 0 };
	bool opened;

	dp_read_opts_init(&o);
	o.threads = 1;
	s = dp_table_open(path, &o, &err);
	if (!s) {
		tui_say_err(app, &err);
		return false;
	}
	dp_buf_format(&b, "%s\n\n", path);
	if (s->dialect)
		say_dialect(s->dialect, &b);
	say_columns(&s->schema, &b);
	say_next(path, &b);
	dp_close(s);
	dp_buf_char(&b, '\0');
	opened = tui_push(app, &tui_view_text, b.p);
	dp_buf_done(&b);
	if (opened)
		tui_recent_note(app->world.state_folder, path, tui_now(app));
	return opened;
}
