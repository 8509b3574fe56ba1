/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening a table, again when its file has changed, and what is known of the
 * file.
 */
#include <stdlib.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "tui/view_table_out.h"

static void
name_columns(struct tui_table *t)
{
	const struct dp_schema *s = dp_pages_schema(t->pages);

	free(t->column);
	t->n_columns = s->n;
	t->column = dp_alloc0((s->n + 1) * sizeof *t->column);
	for (size_t i = 0; i < s->n; i++) {
		size_t cols = dp_shown_cols(s->column[i].name);

		t->column[i].index = i;
		t->column[i].seen_cols = cols < TUI_COLUMN_MOST ?
						 (int)cols :
						 TUI_COLUMN_MOST;
	}
}

static struct dp_pages *
open_pages(const char *path, struct dp_err *err)
{
	struct dp_pages *p;
	struct dp_read_opts o;

	dp_read_opts_init(&o);
	o.threads = 1;
	p = dp_pages_open(path, &o, err);
	if (p && dp_pages_schema(p)->n == 0) {
		dp_pages_close(p);
		return dp_fail_null(err, DP_EDATA,
				    _("there are no columns in %s."), path);
	}
	return p;
}

/* What is read of the file, from its start. */
static void
start(struct tui_table *t, struct dp_pages *pages)
{
	struct stat st;

	t->pages = pages;
	t->size_bytes = stat(t->path, &st) == 0 ? (uint64_t)st.st_size : 0;
	t->file = dp_view_new(pages, NULL, NULL);
	t->work = dp_alloc0(sizeof *t->work);
	t->sort_column = DP_ANY_COLUMN;
	t->seen_rows = 0;
}

static void
stop(struct tui_table *t)
{
	tui_save_close(t);
	tui_work_done(t);
	tui_facet_close(t);
	tui_cell_close(t);
	dp_view_free(t->sorted);
	t->sorted = NULL;
	while (t->n_filters > 0) {
		struct tui_filter *f = &t->filter[--t->n_filters];

		dp_view_free(f->view);
		free(f->words);
	}
	dp_view_free(t->file);
	t->file = NULL;
	dp_pages_close(t->pages);
	t->pages = NULL;
}

int
tui_table_open(struct tui_app *app, struct tui_view *v, const char *arg,
	       struct dp_err *err)
{
	struct tui_table *t = v->state;
	struct dp_pages *pages = open_pages(arg, err);

	(void)app;
	if (!pages)
		return -1;
	t->path = dp_strdup(dp_str_c(arg));
	start(t, pages);
	name_columns(t);
	return 0;
}

void
tui_table_close(struct tui_view *v)
{
	struct tui_table *t = v->state;

	if (t->pages)
		stop(t);
	dp_window_done(&t->window);
	dp_window_done(&t->whole);
	free(t->column);
	free(t->path);
}

bool
tui_table_reload(struct tui_app *app, struct tui_table *t)
{
	struct dp_err err = { 0 };
	struct dp_pages *pages;
	bool arranged = t->n_filters > 0 || t->sorted;

	if (!t->now.changed)
		return false;
	pages = open_pages(t->path, &err);
	if (!pages) {
		tui_say_err(app, &err);
		return true;
	}
	stop(t);
	start(t, pages);
	if (dp_pages_schema(pages)->n != t->n_columns) {
		name_columns(t);
		t->at = t->left = t->frozen = 0;
	}
	t->side = TUI_SIDE_NONE;
	t->side_focus = false;
	t->wanted_row = t->row;
	tui_say(app, "%s",
		arranged ? _("The file was read again, in its own order and "
			     "without filters.") :
			   _("The file was read again."));
	return true;
}

/* ---- what is known of the file ----------------------------------------- */

/* What the table was taken out of. */
static void
say_origin(const struct dp_origin *o, struct dp_buf *out)
{
	if (!o)
		return;
	if (o->packed) {
		dp_buf_format(out, _("The file is packed (%s)."), o->packed);
		dp_buf_char(out, '\n');
	}
	if (o->member.p) {
		dp_buf_format(out, _("The file is a zip; read of it is %.*s."),
			      DP_FMT(o->member));
		dp_buf_char(out, '\n');
	}
	if (o->book) {
		dp_buf_format(out, _("Sheet %.*s of a spreadsheet (%s)"),
			      DP_FMT(o->sheet), o->book);
		dp_buf_char(out, '\n');
	}
}

static void
say_marks(const struct dp_dialect *d, struct dp_buf *out)
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
}

static void
say_dialect(const struct dp_dialect *d, struct dp_buf *out)
{
	say_origin(d->origin, out);
	if (!d->origin || !d->origin->book)
		say_marks(d, out);
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
say_columns(const struct tui_table *t, struct dp_buf *out)
{
	const struct dp_schema *s = dp_pages_schema(t->pages);

	dp_buf_format(out, P_("%zu column:", "%zu columns:", s->n), s->n);
	dp_buf_char(out, '\n');
	for (size_t i = 0; i < s->n; i++)
		dp_buf_format(out, "  %zu %.*s (%s)\n", i + 1,
			      DP_FMT(s->column[i].name), tui_column_kind(t, i));
}

/* What can be done with it next, as commands. */
static void
say_next(const char *path, struct dp_buf *out)
{
	dp_buf_char(out, '\n');
	dp_buf_c(out, _("On the command line:"));
	dp_buf_format(out, "\n  dpipe verify %s\n  dpipe analyse describe %s\n",
		      path, path);
}

void
tui_table_tell_file(struct tui_app *app, const struct tui_table *t)
{
	struct dp_buf b = { 0 };

	dp_buf_format(&b, "%s\n", t->path);
	tui_table_say_rows(t, &b);
	dp_buf_c(&b, "\n\n");
	say_dialect(dp_pages_dialect(t->pages), &b);
	say_columns(t, &b);
	say_next(t->path, &b);
	dp_buf_char(&b, '\0');
	(void)tui_push(app, &tui_view_text, b.p);
	dp_buf_done(&b);
}
