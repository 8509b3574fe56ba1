/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows that belong together: a record that goes on in the rows whose key cell
 * is empty, as OpenRefine has it, or so many rows each.
 */
#ifndef DPI_OP_RECORD_ROWS_H
#define DPI_OP_RECORD_ROWS_H

#include <dpipe/op.h>

/* One row of a record. */
struct dpi_record_row {
	dp_str *cell;  /* by slot; may be changed */
	dp_str *was;   /* as they came */
	uint8_t *kind; /* enum dp_kind of each cell, as it came */
	uint64_t record, line;
	bool hit; /* where= of the step, or true */
};

/* The rows of one record, and where those go that it becomes. */
struct dpi_record {
	struct dpi_record_row *row;
	size_t n, cap;
	const struct dp_schema *schema; /* of the rows as they come */
	size_t n_slots; /* more than its columns: some are gone or hidden */
	struct dp_arena text; /* of the cells */
	const struct dp_step *step;
	const struct dpi_record_how *how;
	struct dp_batch *out;
	struct dp_batch *look; /* of one row, for expressions */
};

/* How rows are brought together, and what becomes of them. */
struct dpi_record_how {
	size_t every; /* so many rows each; 0: by the key */
	/* A record begins where the key or the step's column is not empty, and
	   with the first row. */
	bool values;
	/* With records=first as OpenRefine: a row without anything is a record,
	   and an error is nothing. */
	bool alone;
	/* Columns that do not count among what is in a row. */
	struct dp_column *aside;
	size_t n_aside;
	void (*put)(struct dp_step *, struct dpi_record *);
};

/* Does records= of S say first, which is a name in quotes only? */
bool dpi_record_by_first(const struct dp_step *s);
/*
 * Index in SCHEMA of the column that records= of S names, or of the first one;
 * -1 on failure. Before the first key each row is a record, unless HOW->values.
 */
ptrdiff_t dpi_record_key(const struct dp_step *s,
			 const struct dp_schema *schema, struct dp_err *err);
/*
 * Makes HOW such records as OpenRefine's for S, bound to SCHEMA, with what its
 * aside= names. -1 on failure.
 */
int dpi_record_alone(struct dp_step *s, const struct dp_schema *schema,
		     struct dpi_record_how *how, struct dp_err *err);
/* What aside= says. */
#define DPI_RECORD_ASIDE \
	N_("with records=first, columns that do not count: a row that has " \
	   "nothing besides is a record of its own")
/* Puts ROW, as it is now, into x->look. */
void dpi_record_look(struct dpi_record *x, const struct dpi_record_row *row);
/* A cell of ROW is empty, or holds spaces. */
bool dpi_record_blank(const struct dpi_record_row *row, uint32_t slot);
/* All cells of ROW are, as it is now, but that of slot BUT (UINT32_MAX: none
   is left out) and those aside. SPACES: those that hold spaces are as well. */
bool dpi_record_bare(const struct dpi_record *x,
		     const struct dpi_record_row *row, bool spaces,
		     uint32_t but);
/* Appends ROW to what comes out; a change of its cell in CHANGED is told. */
void dpi_record_put(struct dpi_record *x, const struct dpi_record_row *row,
		    const struct dp_column *changed);
/* ROW is left out, as it came. */
void dpi_record_drop(struct dpi_record *x, const struct dpi_record_row *row);
/* An empty row that says it is of the record of ROW; as long as the record. */
struct dpi_record_row dpi_record_new_row(struct dpi_record *x,
					 const struct dpi_record_row *row);
/* Records of INNER by the cells in slot KEY, or HOW->every rows each. */
struct dp_stream *dpi_record_rows(struct dp_step *s, struct dp_stream *inner,
				  uint32_t key,
				  const struct dpi_record_how *how);

#endif
