/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of a table over a file of any size share. Who holds what:
 * everything in struct dp_pages below "guarded" is looked at with the lock
 * held; what stands above does not change once the threads run.
 */
#ifndef DPI_PAGES_H
#define DPI_NEWS_SECONDS 0.05 /* between two rings for progress */
#define DPI_PAGES_H

#include <stdatomic.h>
#include <time.h>

#include <dpipe/pages.h>

#include "table/reader.h"
#include "table/rows.h"
#include "table/threads.h"

/* Text of a page: one place of the index each. */
#define DPI_PAGE_BYTES (64u << 10)
#define DPI_CHUNK_ROWS 64u
#define DPI_CHUNKS 64u
#define DPI_CHUNKS_BYTES (6u << 20)

/* Where a page starts. The last one is followed by the end. */
struct dpi_mark {
	uint64_t at_bytes, line, record;
	uint64_t row; /* of its first row, or the next page's if it has none */
};

/* One reading of the bytes, that may be stopped. */
struct dpi_reading {
	struct dp_pages *pages;
	const atomic_bool *stop; /* or NULL */
	uint64_t limit;          /* the bytes end here; 0: where they do */
	bool counts;             /* the index is made of them */
};

/*
 * Rows that stand behind the last page of the index while a pipe says nothing
 * more: they can be seen, until more comes and they are counted anew.
 */
struct dpi_tail {
	struct dpi_mark mark;
	uint64_t end_bytes; /* 0: there is none */
	uint64_t n_rows;
	size_t number; /* as of a page: one of its own each time */
};

/* Some rows of a view, ready to be handed over. */
struct dpi_chunk {
	uint64_t view, number; /* whose; view 0: the place is free */
	bool whole;            /* one row, number, uncut */
	uint64_t used;         /* when last asked for */
	size_t n_rows, n_columns, bytes;
	struct dp_window_row *row;
	struct dp_cell *cell;
	struct dp_arena text;
	struct dp_err err;
};

struct dp_view {
	struct dp_pages *pages;
	struct dp_view *next;
	uint64_t id;
	struct dp_schema schema;
	struct dp_overlay overlay; /* wrap NULL: none */
	struct dpi_rows *rows;     /* in order; NULL: all, as in the file */
	struct dpi_rows *set;      /* the same, ascending; NULL: all */
	bool sorted;               /* rows are not ascending */
	struct dpi_seen *seen;     /* the server's */
	/* guarded: what was asked for last, not yet looked after */
	uint64_t want_first;
	size_t want_n;
	uint64_t want_row;
	bool wants_row;
	struct dp_seen *told; /* of each column; NULL: nothing was seen yet */
};

struct dp_pages {
	struct dpi_reader *origin; /* as the table was opened */
	char *path;                /* NULL: standard input */
	char *cache;               /* folder for indexes, or NULL */
	uint64_t cache_least_bytes;
	struct dp_findings findings;
	int fd;                           /* where bytes are read again */
	bool is_temporary;                /* fd is a copy, ours to close */
	struct dp_pages *base;            /* of what it is made, or NULL */
	struct dp_stream *made;           /* what is copied: MADE */
	atomic_uint_least64_t used_bytes; /* of base, that went into it */
	enum dp_pages_copy copy;
	uint64_t first_byte, first_line;
	uint64_t file_bytes; /* size when opened */
	struct timespec modified;
	uint64_t device, inode;
	struct dpi_bell bell, stop_bell;
	atomic_bool stop;
	atomic_bool enough; /* of the pipe */
	atomic_bool whole;  /* all_there, for those who do not hold the lock */
	dpi_thread spooler, counter, server, runner;
	bool has_spooler, has_counter, has_server, has_runner;
	struct dpi_lock lock;
	/* guarded */
	uint64_t end_bytes; /* bytes that are there; fixed once whole is set */
	bool all_there;     /* there will be no more */
	unsigned n_waiting; /* threads that wait for more rows */
	struct dpi_mark *mark;
	size_t n_marks, cap_marks;
	uint64_t n_rows;           /* in the marks' pages */
	struct dpi_mark next_mark; /* of the page that is being counted */
	struct dpi_tail tail;
	uint64_t done_bytes; /* up to the end of the last page */
	bool counted, changed;
	struct dp_err err;
	struct dp_view *views, *serving;
	uint64_t last_id, clock;
	struct dpi_chunk chunk[DPI_CHUNKS];
	size_t chunks_bytes;
	struct dp_job *job, *last_job; /* waiting or running, first first */
};

/* dp_pages_open, as dpi_table_open_fd opens. */
struct dp_pages *dpi_pages_open_fd(int fd, const char *path,
				   const struct dp_read_opts *o,
				   struct dpi_bell *stop_bell,
				   struct dp_err *err);

/* ---- pages_source.c: bytes -------------------------------------------- */

/* A dpi_read_at_fn whose source is a dpi_reading. */
ptrdiff_t dpi_pages_read(void *reading, char *p, size_t n_bytes, uint64_t at,
			 struct dp_err *err);
/* Prepares P's bytes for being read again. */
int dpi_pages_source(struct dp_pages *p, struct dp_err *err);
/* Copies what is read once only; a thread. */
void *dpi_pages_spool(void *pages);
/* Copies what P's stream gives; a thread. */
void *dpi_pages_make(void *pages);
/* Notes whether the file is still what it was. Takes the lock. */
void dpi_pages_check(struct dp_pages *p);

/* ---- pass.c: all pages, in order -------------------------------------- */

/*
 * The rows of P as a stream, which fails once *STOP is set. *USED_BYTES (or
 * NULL) follows how many bytes of P went into it.
 */
struct dp_stream *dpi_pages_stream(struct dp_pages *p, const atomic_bool *stop,
				   atomic_uint_least64_t *used_bytes);

/* ---- pages_index.c: where rows are ------------------------------------ */

/* Makes the index; a thread. */
void *dpi_pages_count(void *pages);
/* Index of the page that holds ROW, which is counted. The lock is held. */
size_t dpi_pages_find(const struct dp_pages *p, uint64_t row);

/* ---- pages_tail.c: what a pipe has said so far ------------------------ */

/* Makes the tail, if there is one. Only for the thread that counts. */
void dpi_tail_make(struct dp_pages *p);
/* There is none any more. The lock is held. */
void dpi_tail_drop(struct dp_pages *p);
/* Rows of P that can be seen. The lock is held. */
uint64_t dpi_tail_rows(const struct dp_pages *p);

/* ---- pages_cache.c: the index of a large file, kept --------------------- */

/* Fills the index with what was kept of P; false: it has to be made. */
bool dpi_cache_read(struct dp_pages *p);
/* Keeps P's index, which is complete. That it fails does not matter. */
void dpi_cache_write(struct dp_pages *p);

/* ---- pages_page.c: pages ---------------------------------------------- */

/* A page as it was read. */
struct dpi_page {
	size_t number; /* SIZE_MAX: none */
	struct dpi_mark mark;
	struct dp_batch *batch;
	uint32_t *kept; /* rows of the batch that are rows of the table */
	size_t n_kept, cap_kept;
	bool has_bad; /* some cells have DP_CELL_BAD */
	uint64_t used;
};

#define DPI_PAGES_HELD 8u
#define DPI_HELD_BYTES (6u << 20)

/* Pages read lately, for one thread. */
struct dpi_holder {
	struct dpi_reading reading;
	struct dpi_reader *reader;
	struct dpi_page page[DPI_PAGES_HELD];
	uint64_t clock;
};

void dpi_holder_init(struct dpi_holder *h, struct dp_pages *p,
		     const atomic_bool *stop);
void dpi_holder_done(struct dpi_holder *h);
/*
 * Page NUMBER, which starts at MARK; it holds until the next call. NULL on
 * failure.
 */
const struct dpi_page *dpi_holder_page(struct dpi_holder *h, size_t number,
				       const struct dpi_mark *mark,
				       struct dp_err *err);
/*
 * Reads the next page of R into B, cells cut and cells of bad bytes marked
 * with DP_CELL_BAD. 1, 0 at the end, -1. *USED_BYTES gets the bytes it takes
 * in the file.
 */
int dpi_page_read(struct dpi_reader *r, struct dp_batch *b,
		  uint64_t *used_bytes, struct dp_err *err);

/* ---- seen.c: columns, as far as seen ---------------------------------- */

/* Takes note of C, a chunk of V that was not seen before. */
void dpi_seen_add(struct dp_view *v, const struct dpi_chunk *c);
/* Lets the front end know. The lock is held. */
void dpi_seen_tell(struct dp_view *v);
void dpi_seen_free(struct dp_view *v);

/* ---- pages_serve.c: what a front end asked for ------------------------ */

/* Reads what views ask for; a thread. */
void *dpi_pages_serve(void *pages);
/* Gives back what C holds. The lock is held. */
void dpi_chunk_clear(struct dp_pages *p, struct dpi_chunk *c);

#endif
