/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * table: records. Splitting text into cells, batches of records, streams of
 * batches, dialects, the writer, the log of changes. Knows nothing of
 * operations or steps.
 */
#ifndef DPIPE_TABLE_H
#define DPIPE_TABLE_H

#include <dpipe/base.h>
#include <dpipe/batch.h>
#include <dpipe/findings.h>
#include <dpipe/frame.h>
#include <dpipe/source.h>
#include <dpipe/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- limits, announced ------------------------------------------------ */

#define DP_BLOCK_BYTES (192u << 10)      /* text read at a time */
#define DP_RECORD_MAX_BYTES (8u << 20)   /* longest record */
#define DP_COLUMNS_MAX 65536u            /* widest record */
#define DP_CELL_MAX_BYTES (16u << 20)    /* longest cell a step may make */
#define DP_SPOOL_RECORD_BYTES (1u << 28) /* longest record put aside */

/* ---- schemas and streams ---------------------------------------------- */

struct dp_column {
	dp_str name;   /* in the schema's arena */
	uint32_t slot; /* where batches hold it */
	bool labelled; /* it stands otherwise in the file, as label: blank,
			* with spaces around it, or the name of another */
	dp_str label;  /* p == NULL: nothing between the commas */
};

/* The columns of a stream, in order. */
struct dp_schema {
	struct dp_column *column;
	size_t n, cap;
	uint32_t n_slots;
	bool unnamed; /* the file has no header: names are invented, and
		       * nothing needs them yet */
	struct dp_arena names;
};

/* Adds a column at INDEX (n or more: last) in a new slot; returns it. */
uint32_t dp_schema_add(struct dp_schema *s, size_t index, dp_str name);
/* The same; NAME stays where it is, as long as S. */
uint32_t dp_schema_put(struct dp_schema *s, size_t index, dp_str name);
/* Calls column I NAME, which is then its label too. */
void dp_schema_rename(struct dp_schema *s, size_t i, dp_str name);
/* Index of the column called NAME, or -1. */
ptrdiff_t dp_schema_find(const struct dp_schema *s, dp_str name);
/*
 * The same, and when there is none fails with DP_EUSAGE and a sentence
 * that names the nearest columns; with DP_EDATA when there are no columns.
 */
ptrdiff_t dp_schema_need(const struct dp_schema *s, dp_str name,
			 struct dp_err *err);
void dp_schema_copy(struct dp_schema *to, const struct dp_schema *from);
/* The same; FROM's texts stay where they are, as long as TO is looked at. */
void dp_schema_view(struct dp_schema *to, const struct dp_schema *from);
void dp_schema_done(struct dp_schema *s);

/*
 * Anything that yields records. next fills the batch: 1 there may be records
 * (or none, and findings), 0 the end, -1 failed; call it through dp_next.
 * work, or NULL, is the part of filling a batch that needs no order: dp_next
 * does it after next, a pipeline on its own threads. ahead, or NULL, may be
 * called before next, on any thread: batch number N, from 0, gets what can be
 * had before its turn. close frees the stream and what it wraps.
 */
struct dp_stream {
	void (*ahead)(struct dp_stream *, struct dp_batch *, uint64_t n);
	int (*next)(struct dp_stream *, struct dp_batch *, struct dp_err *);
	int (*work)(struct dp_stream *, struct dp_batch *, struct dp_err *);
	void (*close)(struct dp_stream *);
	/* Or NULL. Before the first record: what will be looked at; it must
	 * outlive the stream. */
	void (*need)(struct dp_stream *, const struct dp_need *);
	struct dp_schema schema;
	const struct dp_dialect *dialect; /* of the file read, or NULL */
};

/* Fills B with the next batch of S: 1, 0 at the end, -1 on failure. */
int dp_next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err);
/* Closes S; NULL is fine. */
void dp_close(struct dp_stream *s);

/* ---- dialects and reading --------------------------------------------- */

enum dp_tristate { DP_AUTO, DP_YES, DP_NO };

enum dp_newline { DP_LF, DP_CRLF, DP_CR, DP_CRCRLF, DP_NEWLINE_MIXED };

/* How a header that is not as wide as the records was made so. */
enum dp_header_kind {
	DP_HEADER_FITS,      /* it is, or it was filled up at its end */
	DP_HEADER_ROW_NAMES, /* its first name is missing: that of the column
				of row names, as R writes them */
	DP_HEADER_OTHER,     /* cut by another delimiter than the records */
	DP_HEADER_SURPLUS,   /* an empty cell too many was left out */
};

/* What the lines of a table stand in, taken off before they are cut. */
enum dp_framing {
	DP_FRAMING_AUTO,   /* found out; of no dialect */
	DP_FRAMING_NONE,   /* nothing */
	DP_FRAMING_QUOTED, /* quotes around some whole lines, or all */
	DP_FRAMING_DRAWN,  /* bars and lines that draw the table */
};

/* "none", "quoted" or "drawn"; "auto". Static. */
const char *dp_framing_name(enum dp_framing f);
/* The framing of that name; DP_FRAMING_AUTO for any other. */
enum dp_framing dp_framing_find(dp_str name);

/* How a file is written, and how sure we are. */
struct dp_dialect {
	enum dp_encoding encoding;
	unsigned bom_bytes;
	enum dp_framing framing;
	bool has_rules;         /* lines that only draw are no records of it */
	char delimiter;         /* 0: one column, nothing separates */
	char delimiter_text[4]; /* how it is written where that takes several
				 * characters, for which it stands; or "" */
	char quote;             /* 0: none */
	char escape;     /* stands before a quote that is text; 0: a second
			 * quote does */
	bool skip_space; /* spaces before a cell are not of it */
	enum dp_newline newline;
	enum dp_newline usual_end; /* of most records seen, when mixed */
	bool by_cr;                /* CR ends the lines at the start, and lines
				    * are counted by it */
	bool only_cr;              /* nothing else ends a record: it was asked
				    * for, or the text is a sheet's */
	uint64_t preamble_lines;   /* before the header */
	uint64_t preamble_bytes;   /* the same, of decoded text */
	unsigned header_rows;      /* 0: no header */
	unsigned units_rows;       /* 1: a row of units stands below it */
	enum dp_header_kind header_kind;
	dp_str header_join;   /* between stacked names; p == NULL: space */
	unsigned sep_line;    /* 1: the first line said sep=; */
	uint64_t below_lines; /* of another table, left out below it */
	size_t n_columns;
	double confidence;              /* 0 to 1, of the whole */
	const struct dp_origin *origin; /* NULL: the file is its own text */
	enum dp_tristate repeats; /* DP_YES: a record like the header is none,
				   * though little says so */
	bool names_alone;   /* no record seen holds a name of the header */
	bool encoding_thin; /* another encoding reads nearly as well */
	/* The evidence, in the user's language. */
	char why_encoding[160], why_delimiter[160], why_quote[160];
	char why_header[160], why_framing[160];
};

/* What parts cells, as it is written in the file; empty: nothing. In D. */
dp_str dp_dialect_delimiter(const struct dp_dialect *d);
/* Can TEXT, two or three signs of ASCII, part cells as one delimiter? */
bool dp_delimiter_is_long(dp_str text);
/* Can TEXT stand between the names of stacked rows? It has no line end. */
bool dp_header_join_fits(dp_str text);

/*
 * Who wants to know how far reading a file is. look is called after each
 * batch, in order but on any thread, with the records so far and the share of
 * the bytes, from 0 to 1, or -1 where it is not known; end when the file is
 * closed.
 */
struct dp_read_watch {
	void (*look)(void *self, uint64_t n_records, double share);
	void (*end)(void *self);
	void *self;
};

/* What the user forces; zeroed: everything is found out. */
struct dp_read_opts {
	dp_str encoding;             /* name, or p == NULL */
	enum dp_framing framing;     /* DP_FRAMING_AUTO: found out */
	char delimiter, quote;       /* 0: found out */
	bool no_quote;               /* quotes are ordinary characters */
	bool delimiter_set;          /* delimiter holds, 0 meaning one column */
	char delimiter_text[4];      /* two or three signs that part cells,
					delimiter not being set; or "" */
	char escape;                 /* what stands before a quote in quotes */
	bool escape_set;             /* escape holds, 0 meaning another quote */
	enum dp_tristate skip_space; /* are spaces before cells no part of
					them? */
	bool newline_set;            /* newline holds: DP_CR, or DP_LF, which
					may stand behind CR */
	enum dp_newline newline;
	enum dp_tristate header;
	unsigned header_rows;       /* rows of the header; 0: found out */
	enum dp_tristate units;     /* does a row of units follow it? */
	enum dp_tristate row_names; /* a header one name short: does the
				       first column lack its name? */
	enum dp_tristate repeats;   /* is a record that equals the header that
				       once more, and none? */
	int64_t skip_lines;         /* lines before the header; -1: found out
				     (set by dp_read_opts_init) */
	dp_str header_join;         /* between names of stacked rows */
	int64_t footer_lines;       /* lines below the table; -1: the same */
	dp_str footer;              /* a pattern of the first of them */
	bool as_is;                 /* keep preamble, footer, blank rows */
	dp_str member;              /* of a zip; p == NULL: the only table */
	dp_str sheet;               /* name or number; p == NULL: the first */
	unsigned threads;           /* 0: as many as is sensible */
	const struct dp_read_watch *watch; /* or NULL; outlives the stream */
	const struct dp_held *held; /* or NULL; what is read, the path being
				     * its name; outlives the stream */
	size_t block_bytes; /* 0: DP_BLOCK_BYTES; tests use small ones */
};

/* Sets O to: everything is found out. */
void dp_read_opts_init(struct dp_read_opts *o);

/*
 * Sets O to: a table as dpipe writes it (RFC 4180, commas, UTF-8, a header of
 * one row), of which nothing is to be found out and every row is kept.
 */
void dp_read_opts_written(struct dp_read_opts *o);

/*
 * Finds the dialect of the N bytes at P, the start of a file (WHOLE: all of
 * it), as far as O leaves it open. Fails with DP_EDATA for a binary.
 */
int dp_dialect_detect(const void *p, size_t n_bytes, bool whole,
		      const struct dp_read_opts *o, struct dp_dialect *out,
		      struct dp_err *err);

/*
 * Opens PATH ("-": standard input) as a table. Columns are named by the
 * header, or c1, c2 … Fails with one clear sentence for what is no table.
 * Batches come in order whatever the number of threads.
 */
struct dp_stream *dp_table_open(const char *path, const struct dp_read_opts *o,
				struct dp_err *err);

/* The same over N bytes at P, which must outlive the stream (tests, TUI). */
struct dp_stream *dp_table_open_memory(const void *p, size_t n_bytes,
				       const struct dp_read_opts *o,
				       struct dp_err *err);

/* ---- pipelines -------------------------------------------------------- */

/*
 * One part of a pipeline. work may run on any thread, for several batches at
 * a time, but for one batch by one thread. order is called in input order,
 * one batch at a time, before work. Either may be NULL. self is given to
 * both and freed by free.
 */
struct dp_stage {
	int (*order)(void *self, struct dp_batch *b, struct dp_err *err);
	int (*work)(void *self, struct dp_batch *b, struct dp_err *err);
	void (*free)(void *self);
	void *self;
};

/*
 * A stream that pulls INNER and runs the N stages on each batch, on THREADS
 * threads (0: as many as is sensible; 1: in the caller). Owns INNER and the
 * stages; SCHEMA's texts stay where they are, as long as INNER's. Batches come
 * out in order and are the same for any number of threads.
 */
struct dp_stream *dp_pipeline_new(struct dp_stream *inner,
				  const struct dp_stage *stage, size_t n,
				  const struct dp_schema *schema,
				  unsigned threads, struct dp_err *err);

/* Threads that "as many as is sensible" means here: cores, at most 4. */
unsigned dp_threads_default(void);

/* ---- writing ---------------------------------------------------------- */

/*
 * Appends one record of N cells as RFC 4180 with LF: quoted where a comma, a
 * quote or a line end asks for it; an empty quoted cell stays quoted; a
 * record of one cell also where it is empty or holds what could part cells.
 */
void dp_csv_record(struct dp_buf *out, const dp_str *cell, size_t n);
/* One cell, without a separator. */
void dp_csv_cell(struct dp_buf *out, dp_str cell);
/*
 * The header of SCHEMA, each column by its label where it has one; nothing
 * where the columns are unnamed.
 */
void dp_csv_header(struct dp_buf *out, const struct dp_schema *schema);
/*
 * Quotes the first cell of OUT, the start of a file, where bare it would be
 * read as something else: as a byte order mark, as a line end of UTF-16,
 * as the start of another kind of file, or as "sep=;" alone on its line, which
 * declares a delimiter.
 */
void dp_csv_guard(struct dp_buf *out);
/* Appends the kept rows of B, the columns of SCHEMA in order. */
void dp_csv_batch(struct dp_buf *out, const struct dp_batch *b,
		  const struct dp_schema *schema);
/*
 * A stage that renders each batch into its out, so that threads share the
 * writing; the texts of SCHEMA stay where they are, longer than the stage.
 */
struct dp_stage dp_csv_stage(const struct dp_schema *schema);

/* ---- spool ------------------------------------------------------------ */

/*
 * Records put aside: in memory up to a bound, then in an unlinked temporary
 * file. Used by what needs the whole table.
 */
struct dp_spool;

/* An empty spool, on disk beyond MEMORY_BYTES; freeing NULL is fine. */
struct dp_spool *dp_spool_new(size_t memory_bytes);
void dp_spool_free(struct dp_spool *s);
/*
 * Keeps row R of B, the first N_SLOTS slots of it. Fails with DP_ELIMIT when
 * that is over DP_SPOOL_RECORD_BYTES, or with DP_EIO.
 */
int dp_spool_add(struct dp_spool *s, const struct dp_batch *b, size_t r,
		 size_t n_slots, struct dp_err *err);
/* Starts to read from the first record. */
int dp_spool_rewind(struct dp_spool *s, struct dp_err *err);
/* Fills B, b->stride slots wide, with some records: 1, 0 at the end, -1. */
int dp_spool_next(struct dp_spool *s, struct dp_batch *b, struct dp_err *err);
/* Records kept, and bytes written to disk so far. */
uint64_t dp_spool_records(const struct dp_spool *s);
uint64_t dp_spool_disk_bytes(const struct dp_spool *s);

/*
 * A stream over rows of its own making: NEXT fills, CLOSE frees SELF. The
 * schema is copied.
 */
struct dp_stream *dp_stream_new(void *self, const struct dp_schema *schema,
				int (*next)(void *self, struct dp_batch *b,
					    struct dp_err *err),
				void (*close)(void *self));

/* ---- the log of changes ----------------------------------------------- */

/* What one step did. */
struct dp_tally {
	uint64_t changed_cells, dropped_rows, bad_cells, added_rows;
};

/* How much a change may mean, from what it touches. */
enum dp_risk {
	DP_RISK_SPACE,  /* white space or punctuation only */
	DP_RISK_CASE,   /* capitals or accents */
	DP_RISK_LETTER, /* letters */
	DP_RISK_DIGIT,  /* digits */
	DP_RISK_LOST,   /* a value became empty */
	DP_RISK_RECORD, /* the record is left out */
};

struct dp_change {
	uint64_t line, record;
	/* in the log's arena; of a record left out before, as it was read */
	dp_str column, before, after;
	enum dp_risk risk;
};

#define DP_EXAMPLES 3

struct dpi_written;

/*
 * Who watches a step that works long on records it holds; called on the thread
 * of the step. say is told, before the work, what is expected to take longer
 * than PATIENCE_SECONDS, and what to do about it; look what share is done, from
 * 0 to 1, and answers whether to go on: false fails with DP_ECANCEL.
 */
struct dp_work_watch {
	void (*say)(void *self, dp_str sentence);
	bool (*look)(void *self, double share);
	void *self;
	double patience_seconds;
};

/*
 * What happened to one batch, or, merged in order, to the whole table. audit
 * and rejects hold finished CSV records (see dp_log_change, dp_log_reject)
 * and stay empty unless asked for; example holds the riskiest changes of
 * each step, DP_EXAMPLES of them a step, where want_examples is set.
 */
struct dp_log {
	struct dp_tally *step;
	size_t n_steps;
	bool want_audit, want_rejects, want_examples;
	struct dp_change *example; /* DP_EXAMPLES places for each step */
	unsigned *n_examples;      /* of each step */
	struct dp_arena text;
	struct dp_buf audit, rejects;
	struct dpi_written *written; /* the log's own, where want_audit */
	struct dp_findings findings;
	uint64_t rows_in, rows_out;
	/* or NULL, as dp_log_init leaves it; outlives the log */
	const struct dp_work_watch *watch;
};

/* Empties L and prepares it for N_STEPS steps and what is wanted. */
void dp_log_init(struct dp_log *l, size_t n_steps, bool audit, bool rejects);
/* Asks for examples as well; after dp_log_init. */
void dp_log_want_examples(struct dp_log *l);
/* What a change of BEFORE into AFTER touches. */
enum dp_risk dp_change_risk(dp_str before, dp_str after);
/* Gives back what L holds. */
void dp_log_done(struct dp_log *l);
/* Forgets what L holds; it stays prepared. */
void dp_log_clear(struct dp_log *l);
/* Adds FROM to TO; audit and rejects are not moved (the caller writes). */
void dp_log_merge(struct dp_log *to, const struct dp_log *from);

/* Header of the audit and of the rejects, CSV with LF. */
extern const char dp_audit_header[];
extern const char dp_rejects_header[];

/*
 * Notes that step STEP (index from 0; label and operation named) changed
 * COLUMN of row R of B. Cheap when the audit is off. A step has one label and
 * one operation, and in it a slot one name.
 */
void dp_log_change(struct dp_log *l, const struct dp_batch *b, size_t r,
		   size_t step, dp_str label, const char *operation,
		   const struct dp_column *column, dp_str before, dp_str after);
/*
 * Where examples are wanted: step STEP (index from 0) leaves row R of B out,
 * which is among the riskiest there is.
 */
void dp_log_left_out(struct dp_log *l, const struct dp_batch *b, size_t r,
		     size_t step);
/*
 * Notes that row R of B is left out, why (a finding's code or an operation),
 * and keeps the raw record. Does not change the row's state.
 */
void dp_log_reject(struct dp_log *l, const struct dp_batch *b, size_t r,
		   dp_str label, const char *reason);

/*
 * Row R of B has a number and is no record of the table: the audit says so,
 * for who counts the records.
 */
void dp_log_no_record(struct dp_log *l, const struct dp_batch *b, size_t r);

/*
 * As dp_log_reject for a line of the file that is no record of the table;
 * RECORD: its number if it were one, or 0.
 */
void dp_log_reject_line(struct dp_log *l, uint64_t line, uint64_t record,
			dp_str raw, const char *reason);

#ifdef __cplusplus
}
#endif
#endif
