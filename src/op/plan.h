/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What binding a recipe and running it share. */
#ifndef DPI_PLAN_H
#define DPI_PLAN_H

#include <dpipe/op.h>

/*
 * A step that can do with cells in doubt: in the columns that no step before
 * it may have changed, it looks at no others.
 */
struct dpi_doubtful {
	uint32_t why;     /* DP_DOUBT_…; 0: it is no such step */
	bool *stirred;    /* by slot: changed before, or new */
	uint32_t *column; /* by slot: which of the step's, or UINT32_MAX */
	bool alone; /* nothing is stirred, and columns are in slots' order */
};

/* Columns that the rows, or the names of the others, would tell. */
struct dpi_presumed {
	struct dp_schema named; /* by the steps */
	uint32_t slot;          /* of the first that stands for others */
	bool any;               /* there are such */
	size_t from;            /* the first step that finds them */
};

struct around; /* of plan_stream.c */

struct dp_plan {
	const struct dp_recipe *recipe;
	struct dp_apply_opts opts;
	struct dp_step **step;
	size_t n, bound;          /* steps made, steps whose bind went well */
	struct dp_schema *before; /* columns as each step found them */
	uint32_t *target;         /* slot that as= made, or UINT32_MAX */
	struct dp_schema input;   /* of the table, before opts.map */
	struct dp_schema schema;  /* columns at the end of what is bound */
	struct dpi_presumed presumed; /* where no rows come */
	size_t raw_slot; /* of the record as it was read, plus 1; 0: not kept */
	struct dp_stage *stage; /* of the segment being built */
	size_t n_stages;
	size_t built;           /* steps whose streams are there */
	bool told_need;         /* or it is too late to say what is needed */
	struct dp_stream *last; /* outermost stream so far */
	bool unnamed;           /* the table had no header */
	const struct dp_dialect *dialect; /* of the table, or NULL */
	/* The step behind which records are not in their order any more. */
	const struct dp_step *disorder;
	struct dp_log log;
	struct around *account; /* where rows are accounted for on their way */
	struct dpi_written_told *written; /* or NULL: nothing is told of it */
	struct dp_need need;              /* of the records read */
	struct dpi_doubtful *doubtful;    /* one a step */
	struct dp_arena arena;            /* of these */
};

/* The last of the first N steps that had all rows at once, or NULL. */
const struct dp_step *dpi_plan_last_table(const struct dp_plan *p, size_t n);
/* Gives B its places for the plan's steps, and its log. */
void dpi_plan_places(struct dp_plan *p, struct dp_batch *b);
/*
 * A stream over INNER that gives each batch its places for the plan's steps
 * and its log before it is filled. Owns INNER.
 */
struct dp_stream *dpi_plan_attach(struct dp_plan *p, struct dp_stream *inner);
/*
 * A stream over INNER that accounts for each batch in the plan's log. STEP
 * is the last before it that could put records in another order, or NULL.
 */
struct dp_stream *dpi_plan_accounted(struct dp_plan *p, struct dp_stream *inner,
				     const struct dp_step *step);
/*
 * A stream over INNER, what a step with all rows makes of those of ACCOUNTED,
 * made by dpi_plan_accounted: once it gives rows, the plan's log is that of
 * who takes them at the end, and what is accounted for goes along with them.
 */
struct dp_stream *dpi_plan_carrying(struct dp_plan *p, struct dp_stream *inner,
				    struct dp_stream *accounted);
/* Moves what FROM says behind what TO does. */
void dpi_plan_take_log(struct dp_log *to, struct dp_log *from);
/*
 * A stream over INNER that lets S see the first rows before it gives them.
 * Batches come with their places already. Owns INNER.
 */
struct dp_stream *dpi_plan_scouted(struct dp_step *s, struct dp_stream *inner);
/* A stream over INNER that lets each step finish at its end. STEP as above. */
struct dp_stream *dpi_plan_finished(struct dp_plan *p, struct dp_stream *inner,
				    const struct dp_step *step);
/* Is a text of the list of SEEKER, to be replaced by another, one that the
   list of WRITER puts into cells? */
bool dpi_plan_seeks(struct dp_step *seeker, struct dp_step *writer);
/* Does a step after step I change what I decides by, so that it may decide
   otherwise in a second run? */
bool dpi_plan_sees_later(const struct dp_plan *p, size_t i);
/* Marks in CELL, by slot, the columns whose cells step I looks at. */
void dpi_plan_looks_at(const struct dp_plan *p, size_t i, bool *cell);
/*
 * Tries the steps of P, which has some, on small tables: does a second run
 * change what the first has made? *I is then the first step that changes
 * something in it, or that puts rows into another order.
 */
bool dpi_plan_changes_twice(const struct dp_plan *p, size_t *i);
/* Does step I put cells into a form that a later step's texts are not in, or
   does a later step put them into one that step I may find something in? */
bool dpi_plan_form_clashes(const struct dp_plan *p, size_t i);
/* Does S, a replace, find something in what it has made of some text? */
bool dpi_plan_replaces_again(const struct dp_step *s);
/* Does step I take away, or call otherwise, a column that needs names? */
bool dpi_plan_loses_needed(const struct dp_plan *p, size_t i);
/* Does step I name a column that has another name at the end, or is gone? */
bool dpi_plan_misses(const struct dp_plan *p, size_t i);
/*
 * Gives the columns of the table the names that the recipe has for them: all
 * at once, so that two can be exchanged.
 */
int dpi_plan_map_names(struct dp_plan *p, struct dp_err *err);
/* Behind the last step made, the rows that do not come would tell columns. */
void dpi_plan_presume_all(struct dp_plan *p);
/* It calls all columns otherwise: those whose names are not known as well. */
void dpi_plan_presume_renamed(struct dp_plan *p);
/* Is what failed with ERR a column that the rows may tell? */
bool dpi_plan_presumes(const struct dp_plan *p, const struct dp_err *err);
/* It is taken for one: the steps behind such a one find it. */
void dpi_plan_presume(struct dp_plan *p, const struct dp_err *err);
/*
 * True when what LINE does not find may be there once rows come: it chooses
 * columns by a pattern.
 */
bool dpi_plan_cannot_tell(const struct dp_plan *p, const struct dp_line *line);
/* Does A of LINE, or a part of it, choose columns by a pattern? */
bool dpi_is_pattern(const struct dp_line *line, const struct dp_arg *a);
/* Does anything in LINE? */
bool dpi_has_pattern(const struct dp_line *line);
/* Tells INNER what the plan, whose steps are bound, will look at. */
void dpi_plan_need(struct dp_plan *p, struct dp_stream *inner);
/* Fills STAGE with what runs S on a batch (0 to 2); returns how many. */
size_t dpi_plan_stages(struct dp_plan *p, struct dp_step *s,
		       struct dp_stage *stage);
/*
 * Does the audit tell what stood in SLOT, a column that is there before step
 * I? That is so when the step removes it and it was read.
 */
bool dpi_plan_tells_removed(const struct dp_plan *p, size_t i, uint32_t slot);
/* Marks in CELL, by slot, what is told so. */
void dpi_plan_need_removed(const struct dp_plan *p, size_t i, bool *cell);
/* Fills STAGE with what tells it, behind step I; returns how many, 0 or 1. */
size_t dpi_plan_removed_stage(const struct dp_plan *p, size_t i,
			      struct dp_stage *stage);
/*
 * Does the audit tell each record as step I finds it? That is so of the first
 * step that mixes them: what went into it is nowhere else, or nobody could
 * say where.
 */
bool dpi_plan_tells_records(const struct dp_plan *p, size_t i);
/* Fills STAGE with what tells them, before step I; returns how many, 0 or 1. */
size_t dpi_plan_records_stage(const struct dp_plan *p, size_t i,
			      struct dp_stage *stage);
/*
 * Fills STAGE with what tells the audit, at the end of all steps, which cells
 * of a column that is written alone were empty in quotes: there all empty
 * cells have them. Returns how many, 0 or 1.
 */
size_t dpi_plan_lone_stage(struct dp_plan *p, struct dp_stage *stage);
/*
 * Does the audit tell which of the records read each is that is written? That
 * is so where a step puts them in another order, and none mixes them.
 */
bool dpi_plan_tells_order(const struct dp_plan *p);
/*
 * Fills STAGE with what tells the audit which records are written, at the end
 * of all steps, where these put them in another order or mix them; returns how
 * many, 0 or 1.
 */
size_t dpi_plan_written_stage(struct dp_plan *p, struct dp_stage *stage);
/* Appends to OUT what of it is not told yet, after the last record. */
void dpi_plan_written_rest(const struct dp_plan *p, struct dp_buf *out);
void dpi_plan_written_free(struct dpi_written_told *t);
/*
 * Fills STAGE with what tells the audit how records that are too wide or too
 * narrow were read, where they may come back from rejects; returns how many,
 * 0 or 1.
 */
size_t dpi_plan_misfit_stage(const struct dp_plan *p, struct dp_stage *stage);
/*
 * A stage that puts each record, as it was read, into the plan's raw_slot:
 * steps that put rows aside take it along, and rejects hold it.
 */
struct dp_stage dpi_plan_raw_stage(struct dp_plan *p);

#endif
