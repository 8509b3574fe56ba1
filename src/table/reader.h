/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reading a file and opening it share. */
#ifndef DPI_READER_H
#define DPI_READER_H

#include <dpipe/table.h>

#include <stdatomic.h>

#include "source/input.h"
#include "table/framing.h"
#include "table/giant.h"
#include "table/header.h"
#include "table/rewrite.h"
#include "table/sample.h"
#include "table/split.h"

/* Always known beyond a block, so that a footer is seen with its table. */
#define DPI_LOOKAHEAD_BYTES DPI_FOOTER_BYTES

/*
 * Reads up to N bytes from AT of a source that can be read again; 0 at the
 * end, -1.
 */
typedef ptrdiff_t dpi_read_at_fn(void *source, char *p, size_t n_bytes,
				 uint64_t at, struct dp_err *err);

struct dpi_bell;

/* What was seen of the start of a table, beside its dialect. */
struct dpi_glance {
	bool there;
	enum dpi_giant giant;
	struct dpi_columns columns;
};

struct dpi_reader {
	struct dp_stream stream;
	struct dp_dialect dialect;
	struct dpi_split split;
	char *name;
	struct dpi_input *input; /* or NULL: memory */
	dp_str memory;           /* what is left of it */
	dpi_read_at_fn *read_at; /* or NULL: input or memory, in order */
	void *source;            /* given to read_at */
	uint64_t at_bytes;       /* where reading goes on */
	const struct dp_read_watch *watch;     /* or NULL */
	uint64_t watch_from_bytes, watch_size; /* of what is watched; 0: not
						  known */
	/* Where the bytes of the first batch would stand if each took
	 * block_bytes, so that those to come stand where they will, once
	 * known; how often they did not. */
	atomic_bool is_placed;
	atomic_uint_least64_t ahead_bytes;
	atomic_uint n_missed;
	uint64_t n_batches; /* given so far */
	size_t block_bytes;
	struct dp_decoder decoder; /* for what is decoded in order */
	bool settles;              /* see table/settle.h */
	bool rules;                /* what is read was drawn */
	bool in_order;             /* decode while reading (UTF-16, UTF-32) */
	bool rewrites;             /* what is read is not the file's text */
	bool requotes;             /* it is rewritten */
	struct dpi_rewriter rewriter;
	struct dpi_framing framing; /* before that, what lines stand in is
				       taken off; its kind says whether */
	bool eof, done;
	bool closed;               /* the last record had no line end */
	bool is_sheet;             /* its line ends are none of a file */
	uint64_t n_end_marks;      /* Ctrl-Z at the end, left out */
	enum dp_newline usual_end; /* of records at the start */
	struct dp_buf raw;         /* bytes to decode or rewrite in order */
	struct dp_buf carry;       /* text read and not yet in a batch */
	struct dp_buf below;       /* what stands under the table, decoded */
	size_t below_bytes;        /* of the file, that it takes */
	enum dp_finding_id below_is;
	uint64_t next_line, next_record;
	dp_str *header; /* its cells, in the schema's arena; NULL when
				there is none */
	struct dpi_glance glance;
	enum dpi_look *look; /* of each column */
	bool *full;          /* the same */
	bool cut;            /* the last block ends in a run of short records */
	struct dp_regex *footer; /* the split's, of the first reader */
	struct dp_need need;     /* what will be looked at, if it was said */
	bool *cut_cell;          /* its cell, and what else is better cut */
	uint32_t *needed;        /* the slots of both */
	struct dp_log *first;    /* what to say with the first batch */
};

/* Reads once, N bytes at most, and decodes what was read behind B's text. */
int dpi_reader_more(struct dpi_reader *r, struct dp_buf *b, size_t n_bytes,
		    struct dp_err *err);
/*
 * Reads until B holds WANT bytes of text or the end is there; of a pipe that
 * is waited for, also until nothing more comes for a while and B holds some
 * lines.
 */
int dpi_reader_fill(struct dpi_reader *r, struct dp_buf *b, size_t want,
		    struct dp_err *err);
/*
 * R, just opened on a file, lets batches have their bytes before their turn
 * where it can.
 */
void dpi_reader_plan_ahead(struct dpi_reader *r);
/*
 * B's block, which is empty, gets the carry, and what was read ahead of its
 * turn if that is what follows. Returns how many bytes it is to hold: WANT at
 * least.
 */
size_t dpi_reader_start(struct dpi_reader *r, struct dp_batch *b,
			size_t want_bytes);
/* B's block has room for N bytes in all, or is memory that can grow. */
void dpi_reader_own(struct dp_batch *b, size_t n_bytes);
/* One more batch was given. */
void dpi_reader_end_batch(struct dpi_reader *r);
/* O gets the marks of a sheet, whose text source/sheet.h tells of. */
void dpi_reader_sheet(struct dp_read_opts *o);
/*
 * Gives R the columns that the rows of its header, which S holds, and TEXT
 * says; files what is to be said of them. TEXT starts with the first of them.
 */
void dpi_reader_schema(struct dpi_reader *r, dp_str text,
		       const struct dpi_sample *s);
/* WATCH, or NULL, is told from now on how far R, just opened, is. */
void dpi_reader_watch(struct dpi_reader *r, const struct dp_read_watch *watch);
/* R's watch is told. */
void dpi_reader_look(struct dpi_reader *r);
/* Files what is to be said of the file R's table was taken out of. */
void dpi_reader_notes(struct dpi_reader *r);
/* Byte of the file where R's carry stands, as dp_batch has it. */
uint64_t dpi_reader_at(const struct dpi_reader *r);
/* Reads the first bytes of R; their encoding is found out, or is O's. */
int dpi_reader_encoding(struct dpi_reader *r, const struct dp_read_opts *o,
			struct dp_err *err);
/* TEXT gets what was read, decoded. */
void dpi_reader_decoded(const struct dpi_reader *r, struct dp_buf *text);
/*
 * Takes off what was read, TEXT when decoded, what its lines stand in, as far
 * as O leaves that open; O then says what that says of the rest.
 */
void dpi_reader_take_off(struct dpi_reader *r, struct dp_read_opts *o,
			 struct dp_buf *text);
/*
 * Finds the dialect in what was read, which TEXT gets decoded, the way O says,
 * unless that was done; for dpi_reader_start_table, which takes it.
 */
void dpi_reader_glance(struct dpi_reader *r, const struct dp_read_opts *o,
		       struct dp_buf *text);
/* What was seen does not count. */
void dpi_reader_forget(struct dpi_reader *r);
/*
 * Finds out how R's table is written, the way O says, and cuts its header off
 * the carry, for which more is read where need be. TEXT is what was read,
 * decoded.
 */
int dpi_reader_start_table(struct dpi_reader *r, const struct dp_read_opts *o,
			   struct dp_buf *text, struct dp_err *err);
/*
 * Bytes of the carry that are TEXT once decoded: line ends are the same in
 * both, and TEXT ends with one or is all there is.
 */
size_t dpi_reader_raw_bytes(const struct dpi_reader *r, dp_str text);
/* Rewrites what was read, TEXT when decoded, from the header on. */
void dpi_reader_rewrite(struct dpi_reader *r, struct dp_buf *text);
/*
 * Leaves out the byte order marks that stand at the header, behind lines of
 * TEXT, the carry decoded: they are no part of a name. True: there were some.
 */
bool dpi_reader_drop_marks(struct dpi_reader *r, dp_str text);
/*
 * R's dialect and what is found first get what follows from what was taken
 * off: O is what was asked for. HEADER: where the header is, that says too.
 */
void dpi_reader_tell(struct dpi_reader *r, const struct dp_read_opts *o,
		     bool header);
/* Files in F what was taken off lines since the last time. */
void dpi_reader_framed(struct dpi_reader *r, struct dp_findings *f);
/* Where the file ends in B, a Ctrl-Z at its end is no text of it. */
void dpi_reader_end_mark(struct dpi_reader *r, struct dp_buf *b);
/* Says which NULs B's block holds. */
void dpi_reader_nuls(const struct dpi_reader *r, struct dp_batch *b);
/* Says what could not be decoded, in order, of B's block. */
void dpi_reader_undecoded(const struct dpi_reader *r, struct dp_batch *b);
/*
 * The same of what stands above the records: TEXT, which is the RAW bytes
 * decoded.
 */
void dpi_reader_bad_above(struct dpi_reader *r, dp_str raw, dp_str text);
/* Makes B's whole block UTF-8, its records and cells with it. */
void dpi_reader_decode(const struct dpi_reader *r, struct dp_batch *b);
/* How the line ends that ends at byte END of TEXT. */
enum dp_newline dpi_line_end_kind(dp_str text, size_t end);
/* Says which records of B do not end as is usual in the file. */
void dpi_reader_ends(const struct dpi_reader *r, struct dp_batch *b);
/* Fails: the record that starts on LINE is longer than one may be. */
int dpi_reader_too_long(const struct dpi_reader *r, uint64_t line,
			struct dp_err *err);
/* The stream's own functions. */
int dpi_reader_next(struct dp_stream *s, struct dp_batch *b,
		    struct dp_err *err);
int dpi_reader_work(struct dp_stream *s, struct dp_batch *b,
		    struct dp_err *err);
void dpi_reader_need(struct dp_stream *s, const struct dp_need *need);
void dpi_reader_close(struct dp_stream *s);

/*
 * As dp_table_open, of PATH that is open already: FD, then the stream's. With
 * a STOP_BELL it may be a pipe that says nothing for long: it is judged by
 * what has come when nothing more does for a while, and given up, with
 * DP_ECANCEL, when the bell is rung.
 */
struct dp_stream *dpi_table_open_fd(int fd, const char *path,
				    const struct dp_read_opts *o,
				    struct dpi_bell *stop_bell,
				    struct dp_err *err);
/*
 * As dp_table_open_memory, of TEXT, which is not read twice to see whether it
 * is read alike. RULES: it was taken out of a drawing, lines that only draw
 * being left.
 */
struct dp_stream *dpi_table_open_once(dp_str text, bool rules,
				      const struct dp_read_opts *o,
				      struct dp_err *err);
/* For dpi_input_wait, with a bell: false when it was rung. */
bool dpi_reader_wait(void *stop_bell, int fd);

/*
 * A second reader of the table that R, which must outlive it, has opened: its
 * bytes come from READ_AT. Where R decodes in order, they are decoded
 * already. Closed by dpi_reader_close.
 */
struct dpi_reader *dpi_reader_again(const struct dpi_reader *r,
				    dpi_read_at_fn *read_at, void *source);
/* R, made by dpi_reader_again, goes on at byte AT, where a record starts. */
void dpi_reader_place(struct dpi_reader *r, uint64_t at_bytes, uint64_t line,
		      uint64_t record);

#endif
