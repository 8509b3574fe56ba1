/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * batch: some hundreds of records at a time, as cells that point into the text
 * they were read from. A part of table.h.
 */
#ifndef DPIPE_BATCH_H
#define DPIPE_BATCH_H

#include <dpipe/base.h>

#ifdef __cplusplus
extern "C" {
#endif

struct dp_log;
struct dpi_mask;

#define DP_CELL_ROOM 1u   /* 32 bytes from p + n on may be read */
#define DP_CELL_BARE 2u   /* a piece of the block; no comma, quote, CR or LF */
#define DP_CELL_QUOTED 4u /* a piece of what stands in quotes in the block */
/* Of the first cell as it was read: its record was not as wide as the table,
   so what stands in a column may belong to another. */
#define DP_CELL_SHORT 8u /* empty cells were added at its end */
#define DP_CELL_LONG 16u /* the surplus was joined to its last cell */

/*
 * What a cell of OpenRefine's held, of which its text is the writing: see
 * dp_cell_kind. Most cells are DP_KIND_TEXT, and empty ones nothing.
 */
enum dp_kind {
	DP_KIND_TEXT,
	DP_KIND_NUMBER,
	DP_KIND_DATE,
	DP_KIND_BOOL,
	DP_KIND_EMPTY, /* a text without a character, which is something */
	DP_KIND_ERROR
};
#define DP_CELL_KIND_SHIFT 5
#define DP_CELL_KIND (7u << DP_CELL_KIND_SHIFT)
#define DP_CELL_AHEAD_SHIFT 16 /* of a date alone: see dp_cell_ahead */

/* A cell: a dp_str in 16 bytes. p == NULL: nothing between the commas. */
struct dp_cell {
	const char *p;
	uint32_t n;
	uint32_t flags;
};

/* The text of C, borrowed; p is NULL where it is missing. */
static inline dp_str
dp_cell_str(const struct dp_cell *c)
{
	dp_str s = { c->p, c->n };

	return s;
}

/* What C holds, if that is told. */
static inline enum dp_kind
dp_cell_kind(const struct dp_cell *c)
{
	return (enum dp_kind)((c->flags & DP_CELL_KIND) >> DP_CELL_KIND_SHIFT);
}

/* Tells it; a new text in C takes it away again. */
static inline void
dp_cell_set_kind(struct dp_cell *c, enum dp_kind kind)
{
	c->flags = (c->flags & ~DP_CELL_KIND) | (uint32_t)kind
							<< DP_CELL_KIND_SHIFT;
	if (kind == DP_KIND_DATE)
		c->flags &= (1u << DP_CELL_AHEAD_SHIFT) - 1;
}

/*
 * The minutes by which the clock that the date C was read from is ahead of
 * UTC, of which its text is.
 */
static inline int
dp_cell_ahead(const struct dp_cell *c)
{
	return dp_cell_kind(c) == DP_KIND_DATE ?
		       (int16_t)(c->flags >> DP_CELL_AHEAD_SHIFT) :
		       0;
}

/* Tells it of a date whose kind was just told. */
static inline void
dp_cell_set_ahead(struct dp_cell *c, int minutes)
{
	if (dp_cell_kind(c) == DP_KIND_DATE)
		c->flags |= (uint32_t)(uint16_t)minutes << DP_CELL_AHEAD_SHIFT;
}

enum dp_row_state {
	DP_ROW_KEPT = 0,
	DP_ROW_DROPPED, /* left out; the log says by what */
};

/*
 * What will be looked at in the records of a stream, told before the first of
 * them, for speed. Other cells may stay uncut, and only dp_csv_batch may look
 * at those: see dp_batch_is_cut.
 */
struct dp_need {
	bool *cell;    /* by slot: looked at in every record */
	bool *written; /* by slot: for dp_csv_batch; NULL: none is */
	bool blanks;   /* looked at: cells with white space at an end or
			   beside other white space, or other than spaces */
	/* Looked at: cells of one byte A where alone[A], and longer ones that
	 * start with A and B where starts[A][B / 8] has bit B % 8. */
	bool has_starts;
	/* Longer cells, as they stand in the file, are not: they start so only
	 * once they have lost blanks, and are in doubt for these. UINT32_MAX:
	 * cells of any length are. */
	uint32_t starts_most_bytes;
	bool alone[256];
	uint8_t starts[256][32];
};

/* Why a cell that is not needed in every record was cut. */
#define DP_DOUBT_BLANKS 1u
#define DP_DOUBT_START 2u
#define DP_DOUBT_WRITTEN 4u /* the writer does not copy it as it stands */

struct dp_doubt {
	uint32_t row, slot;
	uint32_t why; /* DP_DOUBT_… */
};

/* Of a row all of whose cells are cut: see dp_batch. */
#define DP_ROW_WHOLE UINT32_MAX

/*
 * Some hundreds of records. The cell of row r (from 0) in slot s is
 * cell[r * stride + s]; a schema says which slot holds which column. Text
 * lives in block and text until the next dp_next on this batch.
 */
struct dp_batch {
	struct dp_cell *cell;
	size_t cap_cells;
	size_t stride;
	size_t n_rows;
	uint8_t *state;   /* enum dp_row_state of each row */
	uint64_t *record; /* number of each record, from 1 */
	uint64_t *line;   /* line of each record, where has_lines */
	bool has_lines;   /* false: counted from first_line on demand */
	uint32_t *start;  /* where each record starts in block, n_rows of
				   them and the end; where has_raw */
	bool has_raw;
	size_t raw_slot; /* of the record as it was read, plus 1; 0: none;
				    for rows that left their block */
	size_t cap_rows;
	uint64_t first_line;   /* line of the file where block starts */
	uint64_t first_record; /* number of the block's first record */
	struct dp_buf block;   /* the records as they stood, decoded */
	struct dp_arena text;  /* text that operations made */
	struct dp_log *log;    /* what happened to these records */
	struct dp_buf out;     /* rendered output, where a stage renders */
	uint32_t *sep;         /* the splitter's: places of separators,
				  UINT32_MAX before the block first */
	size_t cap_sep;
	struct dpi_mask *mask; /* the splitter's: what it has seen in block */
	uint64_t *blank;       /* the same, for doubts */
	uint64_t *special;
	size_t cap_masks, cap_blanks;
	bool canonical; /* block is as dp_csv_batch would write it */
	/* NULL: all cells are cut. Else those of the slots that need names,
	 * and those in doubt, by row and slot. */
	const struct dp_need *need;
	struct dp_doubt *doubt;
	size_t n_doubts, cap_doubts;
	size_t n_whole;  /* rows all of whose cells are cut, where need */
	size_t n_read;   /* slots that the records fill, where need */
	uint32_t *first; /* where need: index in sep of the separator behind
			    the first cell of a row; or DP_ROW_WHOLE */
	char delimiter;  /* of the block, where need */
	/* The reader's: bytes of the file read before the batch's turn, and
	 * where they stand; is_ahead: block is a part of that memory. */
	struct dp_buf ahead;
	uint64_t ahead_at_bytes;
	/* The same: byte of the file where block starts, of what it says once
	 * decoded if that is done in order; UINT64_MAX: not known. */
	uint64_t at_bytes;
	bool is_ahead;
	unsigned worker; /* the pipeline's: which thread of it had it last,
			    from 1; 0: none */
	bool is_split;   /* cells are there; else block waits for work */
	bool is_last;    /* nothing comes after it */
	/* A run of records that are too short reaches into the batch before,
	 * or the next one. */
	bool cut_before, cut_after;
	void **note;    /* an operation's own, one a step */
	void **local;   /* kept from batch to batch, one a step */
	size_t n_steps; /* length of note and local */
	void (*drop_local)(struct dp_batch *); /* frees what local holds */
	const void *local_owner;               /* the plan local belongs to */
};

/* The cell of row R in SLOT (both from 0). */
static inline struct dp_cell *
dp_batch_cell(const struct dp_batch *b, size_t r, size_t slot)
{
	return &b->cell[r * b->stride + slot];
}

/* Is each record's cell in SLOT cut, whatever stands in it? */
static inline bool
dp_batch_is_cut(const struct dp_batch *b, size_t slot)
{
	return !b->need || slot >= b->n_read || b->need->cell[slot];
}

/* A batch to hand to dp_next; freed by dp_batch_free. */
struct dp_batch *dp_batch_new(void);
void dp_batch_free(struct dp_batch *b);
/* Exchanges the contents of two batches. */
void dp_batch_swap(struct dp_batch *a, struct dp_batch *b);
/* Makes the batch empty, STRIDE slots wide, with room for N rows. */
void dp_batch_clear(struct dp_batch *b, size_t stride, size_t n_rows);
/* Empties B's block, which gets other memory when it is filled. */
void dp_batch_drop_block(struct dp_batch *b);
/* Room for N rows in all; kept rows stay. */
void dp_batch_reserve(struct dp_batch *b, size_t n_rows);
/* Line of the file where row R (from 0) starts, from 1; 0: unknown. */
uint64_t dp_batch_line(const struct dp_batch *b, size_t r);
/*
 * The record of row R as it stood in the file, without its line end; p is
 * NULL when it was not kept.
 */
dp_str dp_batch_raw(const struct dp_batch *b, size_t r);

#ifdef __cplusplus
}
#endif
#endif
