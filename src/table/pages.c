/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table over a file of any size: opening it, its threads, its state. What
 * the threads do is in pages_source.c (copies), pages_index.c (counts) and
 * pages_serve.c (rows asked for).
 */
#include "table/pages.h"

#include <assert.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"

/* The findings of opening, which a stream would give with its first batch. */
static void
take_findings(struct dp_pages *p)
{
	struct dp_log *first = p->origin->first;

	dp_findings_merge(&p->findings, &first->findings);
	dp_log_done(first);
	free(first);
	p->origin->first = NULL;
}

static int
start(struct dp_pages *p, struct dp_err *err)
{
	if (dpi_bell_init(&p->bell, err) != 0 ||
	    dpi_bell_init(&p->stop_bell, err) != 0 ||
	    dpi_pages_source(p, err) != 0)
		return -1;
	if (p->copy != DP_PAGES_NO_COPY)
		p->has_spooler = dpi_thread_start(&p->spooler,
						  p->made ? dpi_pages_make :
							    dpi_pages_spool,
						  p);
	p->has_counter = dpi_thread_start(&p->counter, dpi_pages_count, p);
	p->has_server = dpi_thread_start(&p->server, dpi_pages_serve, p);
	if ((p->copy != DP_PAGES_NO_COPY && !p->has_spooler) ||
	    !p->has_counter || !p->has_server)
		return dp_fail(err, DP_ELIMIT,
			       _("no thread can be started; close other "
				 "programs and try again."));
	return 0;
}

static struct dp_pages *
pages_new(void)
{
	struct dp_pages *p = dp_alloc0(sizeof *p);

	p->bell = p->stop_bell = (struct dpi_bell){ -1, -1 };
	p->fd = -1;
	dpi_lock_init(&p->lock);
	return p;
}

/* P goes on with ORIGIN, which may be NULL; freed on failure. */
static struct dp_pages *
open_pages(struct dp_pages *p, struct dp_stream *origin, struct dp_err *err)
{
	p->origin = (struct dpi_reader *)origin;
	if (origin) {
		if (p->origin->block_bytes > DPI_PAGE_BYTES)
			p->origin->block_bytes = DPI_PAGE_BYTES;
		take_findings(p);
	}
	if (origin && start(p, err) == 0)
		return p;
	dp_pages_close(p);
	return NULL;
}

struct dp_pages *
dpi_pages_open_fd(int fd, const char *path, const struct dp_read_opts *o,
		  struct dpi_bell *stop_bell, struct dp_err *err)
{
	struct dp_pages *p = pages_new();

	p->path = strcmp(path, "-") == 0 ? NULL : dp_strdup(dp_str_c(path));
	return open_pages(p, dpi_table_open_fd(fd, path, o, stop_bell, err),
			  err);
}

struct dp_pages *
dp_pages_open_cached(const char *path, const struct dp_read_opts *o,
		     const char *folder, uint64_t least_bytes,
		     struct dp_err *err)
{
	struct dp_pages *p = pages_new();

	p->path = strcmp(path, "-") == 0 ? NULL : dp_strdup(dp_str_c(path));
	p->cache = folder ? dp_strdup(dp_str_c(folder)) : NULL;
	p->cache_least_bytes = least_bytes;
	return open_pages(p, dp_table_open(path, o, err), err);
}

struct dp_pages *
dp_pages_open(const char *path, const struct dp_read_opts *o,
	      struct dp_err *err)
{
	return dp_pages_open_cached(path, o, NULL, 0, err);
}

/* A table without rows that has the columns of SCHEMA. */
static struct dp_stream *
open_header(const struct dp_schema *schema, struct dp_err *err)
{
	struct dp_buf header = { 0 };
	struct dp_read_opts o;
	struct dp_stream *s;

	dp_read_opts_written(&o);
	dp_csv_header(&header, schema);
	s = dp_table_open_memory(header.p, header.n, &o, err);
	dp_buf_done(&header);
	if (!s)
		return NULL;
	/* Names are what they are, blanks at their ends included. The reader
	 * goes on with the text of those that it read. */
	s->schema.n = 0;
	s->schema.n_slots = 0;
	s->schema.unnamed = false;
	for (size_t i = 0; i < schema->n; i++)
		(void)dp_schema_add(&s->schema, i, schema->column[i].name);
	return s;
}

struct dp_pages *
dp_pages_make(struct dp_pages *base, const struct dp_overlay *overlay,
	      struct dp_err *err)
{
	struct dp_pages *p = pages_new();

	p->base = base;
	p->made =
		overlay->wrap(overlay->self,
			      dpi_pages_stream(base, &p->stop, &p->used_bytes),
			      err);
	return open_pages(p,
			  p->made ? open_header(&p->made->schema, err) : NULL,
			  err);
}

void
dp_pages_close(struct dp_pages *p)
{
	if (!p)
		return;
	assert(!p->views && !p->job);
	dpi_lock(&p->lock);
	atomic_store(&p->stop, true);
	dpi_tell(&p->lock);
	dpi_unlock(&p->lock);
	if (p->base) {
		/* It may wait there for bytes of a pipe. */
		dpi_lock(&p->base->lock);
		dpi_tell(&p->base->lock);
		dpi_unlock(&p->base->lock);
	}
	if (p->stop_bell.write_fd >= 0)
		dpi_bell_ring(&p->stop_bell);
	if (p->has_spooler)
		dpi_thread_join(p->spooler);
	if (p->has_counter)
		dpi_thread_join(p->counter);
	if (p->has_server)
		dpi_thread_join(p->server);
	if (p->has_runner)
		dpi_thread_join(p->runner);
	for (size_t i = 0; i < DPI_CHUNKS; i++)
		dpi_chunk_clear(p, &p->chunk[i]);
	if (p->is_temporary && p->fd >= 0)
		(void)close(p->fd);
	dpi_bell_done(&p->bell);
	dpi_bell_done(&p->stop_bell);
	dpi_lock_done(&p->lock);
	dp_findings_done(&p->findings);
	dp_close(p->made);
	if (p->origin)
		dpi_reader_close(&p->origin->stream);
	free(p->mark);
	free(p->path);
	free(p->cache);
	free(p);
}

bool
dp_pages_enough(struct dp_pages *p)
{
	bool flows;

	dpi_lock(&p->lock);
	flows = p->copy == DP_PAGES_COPY_PIPE && !p->all_there;
	dpi_unlock(&p->lock);
	if (flows) {
		atomic_store(&p->enough, true);
		dpi_bell_ring(&p->stop_bell);
	}
	return flows;
}

int
dp_pages_fd(const struct dp_pages *p)
{
	return p->bell.read_fd;
}

void
dp_pages_hush(struct dp_pages *p)
{
	dpi_bell_hush(&p->bell);
}

/* How much of its base went into P; below 0 while nobody knows. */
static double
share_of_base(const struct dp_pages *p)
{
	struct dp_pages *base = p->base;
	double all = 0, used = (double)atomic_load(&p->used_bytes);

	dpi_lock(&base->lock);
	if (base->all_there)
		all = (double)(base->end_bytes - base->first_byte);
	dpi_unlock(&base->lock);
	return all > 0 ? used / all : -1;
}

void
dp_pages_look(struct dp_pages *p, struct dp_pages_state *out)
{
	memset(out, 0, sizeof *out);
	dpi_lock(&p->lock);
	out->n_rows = dpi_tail_rows(p);
	out->counted = p->counted;
	out->done_bytes = p->done_bytes;
	out->total_bytes = p->all_there ? p->end_bytes - p->first_byte : 0;
	out->copy = p->copy;
	out->changed = p->changed;
	out->err = p->err;
	out->made_share = p->all_there ? 1 : -1;
	dpi_unlock(&p->lock);
	if (p->base && out->made_share < 0)
		out->made_share = share_of_base(p);
}

const struct dp_schema *
dp_pages_schema(const struct dp_pages *p)
{
	return &p->origin->stream.schema;
}

const struct dp_dialect *
dp_pages_dialect(const struct dp_pages *p)
{
	return &p->origin->dialect;
}

const struct dp_findings *
dp_pages_findings(const struct dp_pages *p)
{
	return &p->findings;
}
