/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * op: operations on records, plans that apply a recipe to a stream. One
 * descriptor an operation; help, completion, manual and tests come from it.
 * The expressions that operations take are expr.h's.
 */
#ifndef DPIPE_OP_H
#define DPIPE_OP_H

#include <dpipe/expr.h>
#include <dpipe/recipe.h>
#include <dpipe/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- operations ------------------------------------------------------- */

enum dp_scope {
	DP_CELL,     /* a cell gives a cell: any thread */
	DP_ROW,      /* a row gives a row, or none: any thread */
	DP_SEQUENCE, /* rows in their order */
	DP_TABLE,    /* needs all rows before the first */
	DP_SCHEMA,   /* columns and names only: costs nothing per row */
};

enum dp_param_kind {
	DP_P_TEXT,
	DP_P_INT,
	DP_P_YES,     /* yes or no */
	DP_P_CHOICE,  /* one of choices */
	DP_P_PATTERN, /* PCRE2 */
	DP_P_COLUMN,
	DP_P_COLUMNS,
	DP_P_EXPR,
	DP_P_FILE,     /* a file that the step reads */
	DP_P_OUTPUT,   /* a file that it writes */
	DP_P_COMPARED, /* text, behind one of the signs in choices */
};

struct dp_param {
	const char *name; /* "*": any other key; bind reads the line */
	enum dp_param_kind kind;
	const char *standard; /* value when not given, or NULL */
	const char *choices;  /* "a|b|c" */
	const char *summary;  /* marked N_ */
	bool required;
};

/* What the words of a step mean. */
enum dp_takes {
	DP_TAKES_COLUMNS,        /* a list of columns; * for all */
	DP_TAKES_COLUMNS_OR_ALL, /* the same; none means all */
	DP_TAKES_MAPPING,        /* columns, then "A" | "B" -> "C" … */
	DP_TAKES_NOTHING,
	DP_TAKES_EXPR,  /* one expression */
	DP_TAKES_RULES, /* the same, or columns or none and parameters */
	DP_TAKES_WORDS, /* the operation reads its arguments itself */
};

/* Where what is kept of each different key goes. */
enum dp_keyed_memory {
	DP_KEYS_NONE,
	DP_KEYS_SPILL, /* beyond a bound to temporary files */
	DP_KEYS_BOUND, /* to memory: beyond a bound the step fails */
};

struct dp_step;

/* What an operation is given while it works. */
struct dp_work {
	struct dp_batch *batch;
	void *local; /* made by local_new for this batch's thread */
	void **note; /* per batch, NULL at its start: row leaves something
			   for sequence here, in the batch's arena */
	enum dp_finding_id bad; /* set by dp_bad */
	struct dp_err *err;     /* of row and sequence, which then set failed */
	bool failed;            /* the run cannot go on */
	/* Of a cell operation's cell: its row, its column in the step. */
	size_t row, column;
	bool room; /* 32 bytes behind that cell may be read */
	/* The engine's: where changed cells are counted, when nothing else is
	 * asked of them; or NULL. */
	uint64_t *changed;
};

/*
 * Says that a cell cannot be read, and why (a finding of the catalogue). The
 * engine then does as on-error= asks. Returns IN, for: return dp_bad(…).
 */
dp_str dp_bad(struct dp_work *w, enum dp_finding_id why, dp_str in);

/*
 * args are what follows the verb. For DP_CELL, in and out are one cell of a
 * table whose only column is called x. For the others they are small CSV
 * texts with a header and LF.
 */
struct dp_example {
	const char *args, *in, *out;
};

struct dp_op_class {
	const char *name;
	enum dp_scope scope;
	enum dp_takes takes;
	const char *synopsis; /* N_: arguments as the manual shows them */
	const char *summary;  /* marked N_: one sentence */
	const char *why;      /* marked N_: when one needs it */
	const struct dp_param *param; /* ended by name NULL; or NULL */
	enum dp_keyed_memory keyed_memory;
	bool changes_again; /* a second run may change the result */
	bool shifts;        /* DP_SCHEMA: and does so every time */
	bool renames_all;   /* DP_SCHEMA: by a rule, and numbers equal names */
	bool makes_over; /* a column it makes may be there: it is made over */
	bool settles;  /* DP_CELL: gives any cell a form that it leaves alone */
	bool rewrites; /* DP_SEQUENCE, DP_TABLE: changes cells of its columns */
	bool parts;    /* DP_TABLE: and makes several rows of one */
	bool reports;  /* it changes no cell and leaves no row out */
	bool drops_rows; /* row may leave rows out */
	bool flows;      /* DP_TABLE, but no row waits */
	/* DP_TABLE: rows stay ones, and cells, those of columns that go too */
	bool keeps_cells;
	/* DP_TABLE: rows may come out that are new, several of one or one of
	 * several, so that no change of a cell says what was before */
	bool mixes;
	bool reorders; /* DP_TABLE: rows only come out in another order */

	/*
	 * Reads the step's arguments into self (allocated in the step's
	 * arena), checks them, and changes SCHEMA to what comes out. Columns
	 * named in the step are already found (step->column) when takes says
	 * so. NULL: nothing to do.
	 */
	int (*bind)(struct dp_step *, struct dp_schema *, struct dp_err *);
	/*
	 * Frees what bind made outside the arena, also when it failed: self
	 * is there, and what bind did not come to is still empty.
	 */
	void (*unbind)(struct dp_step *);
	/* State for one thread (a dp_match …); NULL when there is none. */
	void *(*local_new)(const struct dp_step *);
	void (*local_free)(void *);

	/*
	 * DP_CELL: returns IN itself (same p, same n) when it stays. What is
	 * over DP_CELL_MAX_BYTES ends the run with DP_ELIMIT.
	 */
	dp_str (*cell)(const struct dp_step *, struct dp_work *, dp_str in);
	/*
	 * DP_CELL, for speed, or NULL: writes to HIT the indices of those of
	 * N cells, STRIDE apart, that cell might change or call bad; too many
	 * is slow, too few is wrong. Returns how many.
	 */
	size_t (*suspects)(const struct dp_step *, const struct dp_cell *cell,
			   size_t stride, size_t n, uint32_t *hit);
	/*
	 * DP_CELL with suspects, for speed, or NULL: adds to NEED all cells
	 * that cell might change or call bad, as they were read, whatever
	 * their column. Returns why they are in doubt, DP_DOUBT_….
	 */
	uint32_t (*doubts)(const struct dp_step *, struct dp_need *need);
	/*
	 * For speed, or NULL, which is: all of them. Marks in CELL, by slot,
	 * the cells of a row that cell, row and sequence look at.
	 */
	void (*needs)(const struct dp_step *, bool *cell);
	/* DP_ROW, and the part of DP_SEQUENCE that any thread may do. */
	enum dp_row_state (*row)(const struct dp_step *, struct dp_work *,
				 size_t r);
	/* DP_SEQUENCE: row R, in order. */
	enum dp_row_state (*sequence)(struct dp_step *, struct dp_work *,
				      size_t r);
	/*
	 * The same of all rows of a batch that are kept, which is quicker:
	 * writes to DROPPED those that go, in order, and returns how many.
	 * Not called with where=, nor is w->bad looked at.
	 */
	size_t (*rows)(const struct dp_step *, struct dp_work *,
		       uint32_t *dropped);
	size_t (*sequence_rows)(struct dp_step *, struct dp_work *,
				uint32_t *dropped);
	/*
	 * DP_CELL, of a step whose bind set step->scouts: the first rows tell
	 * how cells are read. Called, before cell is, for the step's column I
	 * in row R of B, those that where= asks for.
	 */
	void (*scout)(struct dp_step *, size_t i, const struct dp_batch *,
		      size_t r);
	/* The same: once, after all of these; files what it found. */
	void (*decide)(struct dp_step *, struct dp_findings *);
	/*
	 * DP_TABLE, of a step whose bind set step->gathers: its columns are
	 * known only from the rows. Reads INNER to its end, keeps what table
	 * will give, and changes SCHEMA. Called before the next step is bound;
	 * table then gets the same INNER, which has no more rows.
	 */
	int (*gather)(struct dp_step *, struct dp_stream *inner,
		      struct dp_schema *, struct dp_err *);
	/* DP_TABLE: wraps INNER, which it then owns (also on failure). */
	struct dp_stream *(*table)(struct dp_step *, struct dp_stream *inner,
				   struct dp_err *);
	/*
	 * Called once, in order, after the last batch: files what only the
	 * end shows (a record that never came) and finishes side files. -1
	 * on failure. NULL: nothing to do.
	 */
	int (*finish)(struct dp_step *, struct dp_findings *, struct dp_err *);

	/*
	 * Once all rows went through: appends steps with what this one did to
	 * them, that recompute nothing; no line when it did nothing. NULL:
	 * the step is such a one already.
	 */
	void (*frozen)(const struct dp_step *, struct dp_buf *out);

	const struct dp_example *example; /* ended by in NULL */
};

enum dp_on_error {
	DP_ON_ERROR_FLAG,
	DP_ON_ERROR_KEEP,
	DP_ON_ERROR_BLANK,
	DP_ON_ERROR_REJECT,
	DP_ON_ERROR_STOP
};

/* One step of a recipe, bound to the columns of a table. */
struct dp_step {
	const struct dp_op_class *op;
	const struct dp_line *line;
	size_t index;             /* among the steps, from 0 */
	size_t number;            /* in the recipe, from 1, left out or not */
	dp_str label;             /* as written, or "1", "2" … */
	struct dp_column *column; /* columns it works on */
	size_t n_columns;
	size_t next_arg;       /* argument after the columns, from 0 */
	struct dp_expr *where; /* or NULL */
	enum dp_on_error on_error;
	void *self; /* the operation's own */
	struct dp_arena arena;
	struct dp_log *log;    /* for DP_TABLE: where to tally */
	bool dry;              /* it writes no file of its own */
	uint64_t memory_bytes; /* for what it holds; 0: as it finds right */
	bool gathers;          /* set by bind: the rows tell its columns */
	bool thins;            /* and those are some of the columns before */
	/* set by bind, of DP_SEQUENCE or DP_TABLE: what becomes of a row
	 * depends on that row alone */
	bool apart;
	/* set by bind, of DP_CELL: the parameter whose value the first rows
	 * tell; or NULL */
	const char *scouts;
	const struct dp_recipe *recipe;
};

/*
 * Besides what an operation declares, cell, row and sequence operations have
 * where=EXPRESSION and on-error=flag|keep|blank|reject|stop, and cell
 * operations as=NAME: the result goes to a new column after the source
 * column, which stays. They are checked before bind.
 */

/*
 * Parameter NAME as written or its standard value; p NULL when neither. A
 * parameter called locale follows the recipe's locale line.
 */
dp_str dp_step_param(const struct dp_step *s, const char *name);
/* The argument that gave NAME, for error places; NULL when not written. */
const struct dp_arg *dp_step_arg(const struct dp_step *s, const char *name);
/* True when parameter NAME is yes. */
bool dp_step_yes(const struct dp_step *s, const char *name);
/* Value of a DP_P_INT; 0 when neither written nor standard. */
int64_t dp_step_int(const struct dp_step *s, const char *name);
/*
 * Index (from 0) of the value of a DP_P_CHOICE among its choices; -1 when
 * neither written nor standard.
 */
int dp_step_choice(const struct dp_step *s, const char *name);
/*
 * Fails with DP_ERECIPE at argument A (NULL: the verb): file, line, column,
 * then the formatted sentence. Returns -1.
 */
int dp_step_fail(const struct dp_step *s, const struct dp_arg *a,
		 struct dp_err *err, const char *fmt, ...) DP_PRINTF(4, 5);
/*
 * Reads arguments from index *I of the step as a list of columns of SCHEMA
 * and appends them to *OUT (in the step's arena; *OUT and *N start as NULL
 * and 0, or as an earlier call left them). Parameters are passed over. *I
 * ends after the list. A column listed twice is kept once.
 */
int dp_step_columns(struct dp_step *s, const struct dp_schema *schema,
		    size_t *i, struct dp_column **out, size_t *n,
		    struct dp_err *err);
/*
 * The same for the value of parameter NAME: by=a,"b c". A value that is one
 * string is one name when there is such a column, a list otherwise. Leaves
 * *OUT alone when the parameter is neither written nor standard.
 */
int dp_step_param_columns(struct dp_step *s, const struct dp_schema *schema,
			  const char *name, struct dp_column **out, size_t *n,
			  struct dp_err *err);
/*
 * The expression that argument A (an expression or a parameter) holds; an
 * error has its place in the recipe. Freed by dp_expr_free.
 */
struct dp_expr *dp_step_expr(const struct dp_step *s, const struct dp_arg *a,
			     const struct dp_schema *schema,
			     struct dp_err *err);
/*
 * The same for what is asked of each row; fails too when the answer can never
 * be yes, as of a number.
 */
struct dp_expr *dp_step_condition(const struct dp_step *s,
				  const struct dp_arg *a,
				  const struct dp_schema *schema,
				  struct dp_err *err);
/*
 * The pattern that argument A (a pattern or a parameter) holds, compiled
 * with FLAGS; an error has its place in the recipe. Freed by dp_regex_free.
 */
struct dp_regex *dp_step_regex(const struct dp_step *s, const struct dp_arg *a,
			       unsigned flags, struct dp_err *err);

/* One line of a mapping: the texts before the arrow, and the one after. */
struct dp_mapping {
	const struct dp_arg **from; /* in the step's arena */
	size_t n_from;
	const struct dp_arg *to;
};
/*
 * Reads `"A" | "B" -> "C"` from index *I of the step; *I ends after it and a
 * comma that follows. Parameters are passed over. Returns 1, 0 when there
 * are no arguments left, -1 when what stands there is no mapping.
 */
int dp_step_mapping(struct dp_step *s, size_t *i, struct dp_mapping *out,
		    struct dp_err *err);
/*
 * Sets the cell of row R in COLUMN and logs the change. For DP_ROW,
 * DP_SEQUENCE and DP_TABLE operations, and for a cell operation that has a
 * second column. TEXT must live as long as the batch and be a cell, a part of
 * one or a text of the recipe: at most DP_CELL_MAX_BYTES.
 */
void dp_step_set(const struct dp_step *s, struct dp_work *w, size_t r,
		 const struct dp_column *column, dp_str text);

/* Operations known: count, one by index, one by name (or NULL). */
size_t dp_op_count(void);
const struct dp_op_class *dp_op_at(size_t i);
const struct dp_op_class *dp_op_find(dp_str name);

/* A kind of predicate, for lists of them. */
struct dp_expect_kind {
	const char *name;
	const char *form;    /* an example: "rows = 180" */
	const char *summary; /* marked N_: what it says */
};

/* ---- applying a recipe ------------------------------------------------ */

/* A column of the table, and what a recipe calls it. */
struct dp_renamed {
	dp_str from, to;
};

struct dp_apply_opts {
	unsigned threads; /* 0: as many as is sensible */
	bool audit, rejects, examples;
	bool render;   /* batches carry finished CSV in out */
	bool dry;      /* steps write no files; the audit is of changes only */
	bool part;     /* of a table only: nothing is judged at its end */
	bool headless; /* a part that is written without a header */
	/*
	 * No rows come. Behind a step whose columns they would tell, a step
	 * may name any column; see dp_plan_presumed.
	 */
	bool no_rows;
	uint64_t memory_bytes; /* for what each step holds; 0: see work.h */
	/* Columns that the table calls otherwise: they are renamed first,
	   all at once. */
	const struct dp_renamed *map;
	size_t n_map;
	/*
	 * A step that names a column that is not there is left out, with a
	 * finding, instead of being an error; so are those that need what it
	 * would have made.
	 */
	bool skip_missing;
	/*
	 * While a step waits for all rows, takes the audit and the rejects out
	 * of the log: they can be larger than the table. NULL: they wait there.
	 */
	int (*drain)(void *drain_self, struct dp_log *log, struct dp_err *err);
	void *drain_self;
};

/* A recipe bound to a stream. */
struct dp_plan;

/* In schemas without rows: the columns whose names are not known. */
#define DP_OTHER_COLUMNS "\u2026"

/*
 * Binds the steps of R to INNER (which it then owns, also on failure). The
 * recipe must outlive the plan.
 */
struct dp_plan *dp_plan_new(const struct dp_recipe *r, struct dp_stream *inner,
			    const struct dp_apply_opts *o, struct dp_err *err);
/*
 * The same, dry, on a table of SCHEMA's columns, which is copied, and no rows:
 * to learn whether the steps can be bound, and what columns they make.
 */
struct dp_plan *dp_plan_dry(const struct dp_recipe *r,
			    const struct dp_schema *schema, struct dp_err *err);
/*
 * Columns that steps of such a plan name, and of which only a table could tell
 * whether they are there. They belong to the plan.
 */
const struct dp_schema *dp_plan_presumed(const struct dp_plan *p);
/* The stream of results; it belongs to the plan. */
struct dp_stream *dp_plan_stream(struct dp_plan *p);
/* Bound step I, from 0; the log has one tally for each. */
const struct dp_step *dp_plan_step(const struct dp_plan *p, size_t i);
/*
 * The columns that step I, from 0, finds; behind the last step, those at the
 * end. They belong to the plan.
 */
const struct dp_schema *dp_plan_schema(const struct dp_plan *p, size_t i);
/*
 * What has happened so far: each batch got from the stream must be given to
 * dp_plan_account once, in order; its audit and rejects are moved to the end
 * of the log's (the caller writes and empties them).
 */
void dp_plan_account(struct dp_plan *p, struct dp_batch *b);
struct dp_log *dp_plan_log(struct dp_plan *p);
/* What a second run of a step, on the result of all, may do to it. */
enum dp_again {
	DP_AGAIN_SAME,   /* nothing */
	DP_AGAIN_MADE,   /* fail: the column it makes is there already */
	DP_AGAIN_GONE,   /* fail: the column it takes is there no more */
	DP_AGAIN_VALUES, /* change what it has written itself */
	DP_AGAIN_LATER,  /* see what a later step has changed */
};
/* The same of bound step I, from 0, as far as can be told without data. */
enum dp_again dp_plan_again(const struct dp_plan *p, size_t i);
/*
 * The same of all steps, bound again to the columns at the end, then tried on
 * small tables: *I is the step that fails, puts columns or rows into another
 * order, or first changes something. DP_AGAIN_SAME when none is found.
 */
enum dp_again dp_plan_again_all(const struct dp_plan *p, size_t *i);

/* How far a step looks for what it does to one row. */
enum dp_reach {
	DP_REACH_ROW,    /* at that row only */
	DP_REACH_END,    /* the same, and something is judged at the end */
	DP_REACH_BEFORE, /* at the rows before it */
	DP_REACH_FIRST,  /* at the first rows of the table */
	DP_REACH_TABLE,  /* at all rows */
};
/* The same of bound step I, from 0. */
enum dp_reach dp_plan_reach(const struct dp_plan *p, size_t i);
/*
 * Appends the last rows of the audit, at the end: what was done besides
 * changing cells. Their record is empty. Nothing is appended when columns
 * and records are those that were read. What stood in columns that were read
 * and are gone is told before, record by record, with the operation removed:
 * of one column its name and the cell, of several no name and the cells as
 * CSV, in the order in which they are named here; and, with the operation
 * quotes, what was empty in quotes in a column that is written alone. Then,
 * for each step in order, one row at least, with its label and operation:
 *
 *   column      before           after
 *   name        as in the header new name     renamed
 *   name        as in the header              removed; the operation
 *                                             is removed when its cells
 *                                             are told
 *                                name         made
 *               all names        all names    moved or removed, as CSV
 *               order of records              only in rows order, if at all
 *                                             nothing of the kind
 *               all names        all labels   operation record: the first
 *                                             that mixes records; all are
 *                                             told before, as it finds them,
 *                                             with record and as such CSV
 *
 * and without a label: operation header, the table had none, or, none behind
 * it, it is written without; operation names, what columns are called at the
 * end where their labels differ; operation records, how many went in and came
 * out when these differ or records were mixed; operation source, how they were.
 * Before them all stand rows order and check, where records were mixed or
 * put in another order: see dpipe-clean(1).
 */
void dp_plan_outline(const struct dp_plan *p, struct dp_buf *out);
void dp_plan_free(struct dp_plan *p);

#ifdef __cplusplus
}
#endif
#endif
