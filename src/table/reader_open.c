/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening a table: its encoding, what its lines stand in, whether it is read
 * again as it was written, and then the table itself, all from the first bytes.
 */
#include "table/reader.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "table/dialect.h"
#include "table/settle.h"

/* The dialect of R has the evidence that TOLD has. */
static void
tell(struct dpi_reader *r, const struct dp_dialect *told)
{
	struct dp_dialect *d = &r->dialect;

	memcpy(d->why_delimiter, told->why_delimiter, sizeof d->why_delimiter);
	memcpy(d->why_quote, told->why_quote, sizeof d->why_quote);
	memcpy(d->why_header, told->why_header, sizeof d->why_header);
	d->confidence = told->confidence;
}

/* What O says of the names of a stacked header and of what is below. */
static int
take_words(struct dpi_reader *r, const struct dp_read_opts *o,
	   struct dp_err *err)
{
	if (o->header_join.p && !dp_str_is(o->header_join, " "))
		r->dialect.header_join = dp_keep(&r->stream.schema.names,
						 o->header_join);
	if (!o->footer.p)
		return 0;
	r->split.footer = r->footer = dp_regex_new(o->footer, 0, err);
	return r->footer ? 0 : -1;
}

/*
 * TEXT, what was read, is read twice (see dpi_settle) unless it is the start of
 * a plain table.
 */
static int
settle(struct dpi_reader *r, const struct dp_read_opts *asked,
       struct dp_read_opts *own, struct dp_buf *text, struct dp_dialect *told,
       struct dp_err *err)
{
	const struct dp_dialect before = r->dialect;
	struct dpi_unsettled u = { .whole = r->eof,
				   .has_rules = before.has_rules };
	struct dp_read_opts bare = *own;
	int settled;

	bare.framing = DP_FRAMING_NONE;
	if (r->eof)
		dpi_reader_decoded(r, text);
	else
		dpi_reader_glance(r, &bare, text);
	if (!r->eof && dpi_is_plain(&r->dialect, own))
		return 0;
	u.text = dp_buf_view(text);
	settled = dpi_settle(&u, asked, own, told, err);
	if (settled) {
		dpi_reader_forget(r);
		r->dialect = before;
	}
	return settled;
}

static int
start(struct dpi_reader *r, const struct dp_read_opts *o, struct dp_err *err)
{
	struct dp_read_opts own = *o, drawn;
	struct dp_dialect told;
	struct dp_buf text = { 0 };
	struct dp_err why = { 0 };
	double encoding;
	int status, settled = 0;

	if (take_words(r, o, err) != 0 || dpi_reader_encoding(r, o, err) != 0)
		return -1;
	encoding = r->dialect.confidence;
	dpi_reader_take_off(r, &own, &text);
	drawn = own;
	dpi_reader_end_mark(r, &r->carry);
	r->split.as_is = o->as_is;
	r->split.scan = dpi_scan_best();
	r->dialect.has_rules = r->dialect.has_rules || r->rules;
	if (r->settles)
		settled = settle(r, o, &own, &text, &told, &why);
	if (settled < 0) {
		dp_buf_done(&text);
		return dpi_dialect_binary(r->name,
					  _("it holds too many control "
					    "characters for a text"),
					  err);
	}
	if (settled && own.framing > DP_FRAMING_NONE) {
		dpi_reader_take_off(r, &own, &text);
		memcpy(r->dialect.why_framing, told.why_framing,
		       sizeof told.why_framing);
	}
	own.framing = DP_FRAMING_NONE;
	r->dialect.repeats = own.repeats;
	r->split.footer_lines = own.footer_lines;
	r->split.has_rules = r->dialect.has_rules;
	status = dpi_reader_start_table(r, &own, &text, err);
	dp_buf_done(&text);
	if (settled)
		tell(r, &told);
	dpi_reader_tell(r, o,
			own.header_rows && own.skip_lines == drawn.skip_lines &&
				own.header_rows == drawn.header_rows);
	if (encoding < r->dialect.confidence)
		r->dialect.confidence = encoding;
	return status;
}

static struct dp_stream *
open_reader(struct dpi_reader *r, const struct dp_read_opts *o,
	    struct dp_err *err)
{
	r->stream.next = dpi_reader_next;
	r->stream.work = dpi_reader_work;
	r->stream.close = dpi_reader_close;
	r->stream.need = dpi_reader_need;
	r->stream.dialect = &r->dialect;
	r->block_bytes = o->block_bytes ? o->block_bytes : DP_BLOCK_BYTES;
	r->first = dp_alloc0(sizeof *r->first);
	dp_log_init(r->first, 0, false, true);
	dpi_reader_notes(r);
	if (start(r, o, err) != 0) {
		dp_err_file(err, r->name);
		dpi_reader_close(&r->stream);
		return NULL;
	}
	return &r->stream;
}

struct dp_stream *
dpi_table_open_fd(int fd, const char *path, const struct dp_read_opts *o,
		  struct dpi_bell *stop_bell, struct dp_err *err)
{
	struct dpi_want want = { o->member, o->sheet,
				 o->delimiter_set && o->delimiter };
	struct dpi_input *in = dpi_input_open_fd(fd, path, &want,
						 stop_bell ? dpi_reader_wait :
							     NULL,
						 stop_bell, err);
	struct dp_read_opts own = *o;
	struct dpi_reader *r;

	if (!in)
		return NULL;
	r = dp_alloc0(sizeof *r);
	r->settles = true;
	r->input = in;
	r->dialect.origin = dpi_input_origin(in);
	r->name = dp_strdup(dp_str_c(dpi_input_name(in)));
	if (r->dialect.origin && r->dialect.origin->book)
		dpi_reader_sheet(&own);
	if (!open_reader(r, &own, err))
		return NULL;
	dpi_input_wait(in, NULL, NULL);
	dpi_reader_plan_ahead(r);
	dpi_reader_watch(r, o->watch);
	return &r->stream;
}

struct dp_stream *
dp_table_open(const char *path, const struct dp_read_opts *o,
	      struct dp_err *err)
{
	int fd = o->held ? dp_held_open(o->held, err) : dp_open_read(path, err);

	return fd < 0 ? NULL : dpi_table_open_fd(fd, path, o, NULL, err);
}

static struct dp_stream *
open_memory(dp_str text, bool settles, bool rules, const struct dp_read_opts *o,
	    struct dp_err *err)
{
	struct dpi_reader *r = dp_alloc0(sizeof *r);

	r->settles = settles;
	r->rules = rules;
	r->memory = text;
	r->name = dp_strdup(dp_str_c(_("text in memory")));
	return open_reader(r, o, err);
}

struct dp_stream *
dp_table_open_memory(const void *p, size_t n_bytes,
		     const struct dp_read_opts *o, struct dp_err *err)
{
	return open_memory((dp_str){ p, n_bytes }, true, false, o, err);
}

struct dp_stream *
dpi_table_open_once(dp_str text, bool rules, const struct dp_read_opts *o,
		    struct dp_err *err)
{
	return open_memory(text, false, rules, o, err);
}
