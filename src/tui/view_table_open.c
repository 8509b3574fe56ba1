/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening a table, again when its file has changed, and what is known of the
 * file.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/inner.h"
#include "tui/name.h"
#include "tui/view_table_bench.h"
#include "tui/view_table_out.h"

/* What a column called NAME was set to among those before, named as OLD. */
static void
keep_settings(const struct tui_table *t, const struct dp_schema *old,
	      dp_str name, struct tui_column *out)
{
	for (size_t i = 0; old && i < t->n_columns; i++) {
		const struct tui_column *c = &t->column[i];

		if (!dp_str_eq(old->column[c->index].name, name))
			continue;
		out->set_cols = c->set_cols;
		out->hidden = c->hidden;
	}
}

static bool
same_names(const struct dp_schema *a, const struct dp_schema *b)
{
	bool same = a->n == b->n;

	for (size_t i = 0; same && i < a->n; i++)
		same = dp_str_eq(a->column[i].name, b->column[i].name);
	return same;
}

/*
 * The columns of what is shown. Those that were shown before, named as OLD
 * (NULL: none were), keep what was set of them.
 */
static void
name_columns(struct tui_table *t, const struct dp_schema *old)
{
	const struct dp_schema *s = dp_view_schema(t->file);
	struct tui_column *column;
	ptrdiff_t at;

	if (old && same_names(s, old))
		return;
	column = dp_alloc0((s->n + 1) * sizeof *column);
	for (size_t i = 0; i < s->n; i++) {
		size_t cols = dp_shown_cols(s->column[i].name);

		column[i].index = i;
		column[i].seen_cols = cols < TUI_COLUMN_MOST ? (int)cols :
							       TUI_COLUMN_MOST;
		keep_settings(t, old, s->column[i].name, &column[i]);
	}
	at = old && t->at < t->n_columns ?
		     dp_schema_find(s,
				    old->column[t->column[t->at].index].name) :
		     -1;
	t->at = at >= 0 ? (size_t)at : 0;
	t->left = t->frozen = 0;
	free(t->column);
	t->column = column;
	t->n_columns = s->n;
}

/* NAME, of the file PATH, anew; or PIPED, which was opened before. */
static struct dp_pages *
open_pages(const struct tui_app *app, const char *name, const char *path,
	   struct dp_pages *piped, struct dp_err *err)
{
	const char *state = tui_world(app)->state_folder;
	char *cache = state ? dp_path_join(state, "index") : NULL;
	struct dp_pages *p = piped;
	struct dp_read_opts o;
	struct dp_recipe *read = tui_name_read(name, &o);

	if (!p)
		p = dp_pages_open_cached(path, &o, cache, DP_CACHE_LEAST_BYTES,
					 err);
	dp_recipe_free(read);
	free(cache);
	if (p && dp_pages_schema(p)->n == 0) {
		dp_pages_close(p);
		return dp_fail_null(err, DP_EDATA,
				    _("there are no columns in %s."), path);
	}
	return p;
}

/* Shows SHOWN, or the rows of the file when it is NULL. */
static void
show_rows(struct tui_table *t, struct dp_shown *shown)
{
	t->bench.shown = shown;
	t->file = shown ? dp_shown_view(shown) :
			  dp_view_new(t->pages, NULL, NULL);
	t->work = dp_alloc0(sizeof *t->work);
	t->sort_column = DP_ANY_COLUMN;
	t->seen_rows = 0;
}

/* Ends what runs on the rows shown, and gives them back. */
static void
hide_rows(struct tui_table *t)
{
	tui_save_close(t);
	tui_work_done(t);
	tui_facet_close(t);
	tui_cell_close(t);
	dp_view_free(t->sorted);
	t->sorted = NULL;
	t->sorted_last = false;
	while (t->n_filters > 0) {
		struct tui_filter *f = &t->filter[--t->n_filters];

		dp_view_free(f->view);
		free(f->words);
	}
	if (t->bench.shown)
		dp_shown_free(t->bench.shown);
	else
		dp_view_free(t->file);
	t->bench.shown = NULL;
	t->file = NULL;
	t->whole_view = NULL;
	if (t->side != TUI_SIDE_CELL)
		t->side = TUI_SIDE_NONE;
	t->side_focus = false;
}

/* What is read of the file, from its start. */
static void
start(struct tui_table *t, struct dp_pages *pages)
{
	memset(&t->seen, 0, sizeof t->seen);
	if (!t->piped)
		(void)stat(t->path, &t->seen);
	t->pages = pages;
	show_rows(t, NULL);
}

void
tui_table_show(struct tui_app *app, struct tui_table *t)
{
	const struct dp_bench *b = t->bench.bench;
	dp_str none = { NULL, 0 };
	struct dp_shown *shown = NULL;
	struct dp_schema old = { 0 };
	struct dp_err err = { 0 };
	struct dp_window_row focus;
	uint64_t row = tui_table_focus(t, &focus) ? focus.row : t->row;

	if (b && dp_bench_current(b) != 0) {
		shown = dp_bench_show(b, dp_bench_current(b), none, &err);
		if (!shown) {
			tui_say_err(app, &err);
			return;
		}
	}
	dp_schema_copy(&old, dp_view_schema(t->file));
	hide_rows(t);
	show_rows(t, shown);
	name_columns(t, &old);
	dp_schema_done(&old);
	t->wanted_row = t->row = row;
	t->window.n = t->window.n_missing = 0;
	tui_table_settle(app, t);
}

struct dp_pages *
tui_table_made(const struct tui_table *t)
{
	return t->bench.shown ? dp_shown_pages(t->bench.shown) : NULL;
}

/* Called by what was read of it, whether that was asked for or found; by its
   file alone where there is nothing else in that. */
static void
name_it(struct tui_table *t, const struct dp_pages *pages)
{
	const struct dp_origin *o = dp_pages_dialect(pages)->origin;
	struct dp_buf from = { 0 };

	if (dp_origin_of_several(o))
		dp_recipe_origin(o, &from);
	t->name = tui_name_make(t->path, dp_buf_view(&from));
	dp_buf_done(&from);
}

void
tui_table_say_name(const struct tui_table *t, struct dp_buf *out)
{
	tui_name_say(t->path, tui_name_from(t->name), out);
}

bool
tui_table_is(const struct tui_table *t, const char *name)
{
	return strcmp(t->name, name) == 0 || strcmp(t->path, name) == 0;
}

int
tui_table_open(struct tui_app *app, struct tui_table *t, const char *called,
	       struct dp_pages *piped, struct dp_err *err)
{
	const char *name = piped ? C_("title", "standard input") : called;
	char *path = piped ? dp_strdup(dp_str_c(name)) : tui_name_path(name);
	struct dp_pages *pages = open_pages(app, name, path, piped, err);

	t->path = path;
	if (!pages)
		return -1;
	name_it(t, pages);
	t->piped = piped;
	start(t, pages);
	name_columns(t, NULL);
	tui_bench_open(app, t);
	return 0;
}

void
tui_table_close(struct tui_table *t)
{
	struct tui_table empty = { .owner = t->owner,
				   .owner_self = t->owner_self,
				   .part = t->part };

	if (t->pages) {
		hide_rows(t);
		tui_bench_close(t);
		dp_pages_close(t->pages);
	}
	dp_window_done(&t->window);
	dp_window_done(&t->whole);
	free(t->column);
	free(t->path);
	free(t->name);
	*t = empty;
}

/* ---- read again -------------------------------------------------------- */

/* The table as PAGES have it now, from the place one was at. */
static void
read_again(struct tui_table *t, struct dp_pages *pages)
{
	struct dp_schema old = { 0 };

	dp_schema_copy(&old, dp_view_schema(t->file));
	hide_rows(t);
	tui_bench_close(t);
	dp_pages_close(t->pages);
	start(t, pages);
	name_columns(t, &old);
	dp_schema_done(&old);
	t->wanted_row = t->row;
	t->window.n = t->window.n_missing = 0;
}

bool
tui_table_reload(struct tui_app *app, struct tui_table *t)
{
	struct dp_err err = { 0 };
	struct dp_pages *pages;
	bool arranged = t->n_filters > 0 || t->sorted;

	if (!t->now.changed || t->piped)
		return false;
	pages = open_pages(app, t->name, t->path, NULL, &err);
	if (!pages) {
		tui_say_err(app, &err);
		return true;
	}
	read_again(t, pages);
	t->side = TUI_SIDE_NONE;
	tui_bench_again(app, t);
	tui_say(app, "%s",
		arranged ? _("The file was read again, in its own order and "
			     "without filters.") :
			   _("The file was read again."));
	return true;
}

static bool
is_as_seen(const struct tui_table *t)
{
	struct stat st;

	return stat(t->path, &st) == 0 && st.st_ino == t->seen.st_ino &&
	       st.st_size == t->seen.st_size &&
	       st.st_mtim.tv_sec == t->seen.st_mtim.tv_sec &&
	       st.st_mtim.tv_nsec == t->seen.st_mtim.tv_nsec;
}

bool
tui_table_refresh(struct tui_app *app, struct tui_table *t)
{
	struct dp_err err = { 0 };
	struct dp_pages *pages;
	char *counted;
	size_t line;

	if (is_as_seen(t))
		return true;
	pages = open_pages(app, t->name, t->path, NULL, &err);
	if (!pages) {
		tui_say_err(app, &err);
		return false;
	}
	counted = tui_facet_name(t, &line);
	read_again(t, pages);
	tui_facet_again(app, t, counted, line);
	free(counted);
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
		dp_buf_format(out, _("Cells are separated by: %.*s"),
			      DP_FMT(dp_dialect_delimiter(d)));
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
	const struct dp_schema *s = dp_view_schema(t->file);

	dp_buf_format(out, P_("%zu column:", "%zu columns:", s->n), s->n);
	dp_buf_char(out, '\n');
	for (size_t i = 0; i < s->n; i++)
		dp_buf_format(out, "  %zu %.*s (%s)\n", i + 1,
			      DP_FMT(s->column[i].name), tui_column_kind(t, i));
}

/* What can be done with it next, as commands. */
static void
say_next(const struct tui_table *t, struct dp_buf *out)
{
	static const char *const command[] = { "verify", "analyse describe" };

	dp_buf_char(out, '\n');
	dp_buf_c(out, _("On the command line:"));
	for (size_t i = 0; i < sizeof command / sizeof *command; i++) {
		dp_buf_format(out, "\n  dpipe %s %s", command[i], t->path);
		tui_name_options(tui_name_from(t->name), out);
	}
	dp_buf_char(out, '\n');
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
	if (!t->piped)
		say_next(t, &b);
	dp_buf_char(&b, '\0');
	(void)tui_push(app, &tui_view_text, b.p);
	dp_buf_done(&b);
}
