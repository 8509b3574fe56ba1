/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions, as the parser leaves them and the evaluator walks them: nodes
 * in one array, children by index. Internal to the library.
 */
#ifndef DPI_OP_EXPR_H
#define DPI_OP_EXPR_H

#include <dpipe/op.h>

/* Nodes below one another; keeps recursion within any thread's stack. */
#define DPI_X_DEPTH 200u
/* Nodes in all. */
#define DPI_X_NODES 100000u

enum dpi_x_op {
	DPI_X_CONST,
	DPI_X_COLUMN,  /* n is the slot */
	DPI_X_CELL,    /* what `value` means */
	DPI_X_VAR,     /* of GREL; n says which */
	DPI_X_PATTERN, /* only below contains, match and replace */
	DPI_X_OR,      /* of n children */
	DPI_X_AND,
	DPI_X_NOT,
	DPI_X_EQ,
	DPI_X_NE,
	DPI_X_LT,
	DPI_X_LE,
	DPI_X_GT,
	DPI_X_GE,
	DPI_X_ADD,
	DPI_X_SUB,
	DPI_X_MUL,
	DPI_X_DIV,
	DPI_X_MOD,
	DPI_X_MINUS,
	DPI_X_CALL,
	DPI_X_FIELD, /* of GREL: what constant names in the child */
};

struct dpi_x_function;

/* The parts of a canonical number; fraction without zeros at its end. */
struct dpi_x_parts {
	dp_str whole, fraction;
	bool minus;
};

struct dpi_x_node {
	enum dpi_x_op op;
	uint32_t depth;
	uint32_t first;                /* in arg, of the children */
	uint32_t n;                    /* children, or the slot of a column */
	struct dp_expr_value constant; /* text: also of a pattern */
	bool is_number;                /* its text is a canonical one */
	struct dpi_x_parts parts;      /* of that */
	const struct dpi_x_function *function;
	uint32_t regex;           /* index from 0, when a child is a pattern */
	struct dp_template *with; /* of replace with a pattern */
};

/*
 * The commonest condition, of a column and a number that is given: number is
 * NULL when it is another. It decides where the cell is a canonical number.
 */
struct dpi_x_test {
	const struct dpi_x_parts *number;
	uint32_t slot;
	bool holds[3]; /* where the cell's is less, the same, more */
};

struct dp_expr {
	struct dpi_x_node *node;
	size_t n, cap;
	uint32_t *arg;
	size_t n_args, cap_args;
	struct dp_regex **regex;
	size_t n_regex, cap_regex;
	uint32_t root;
	struct dpi_x_test test;
	bool needs_local;
	bool grel;      /* what it means is OpenRefine's matter */
	uint32_t n_var; /* its variables */
	int64_t now_ms; /* when it was read, which is the time of the run */
	struct dp_arena text;
};

struct dp_expr_local {
	struct dp_match **match; /* one for each pattern */
	size_t n;
	struct dp_expr_value *var; /* of GREL, what each holds now */
	struct dp_buf buf;
	uint64_t told_record; /* plus 1, the last that a pattern gave up on */
};

/* One evaluation. */
struct dpi_eval {
	const struct dp_expr *e;
	struct dp_expr_local *l;
	struct dp_batch *b;
	size_t r;
	dp_str value;
	/* Arguments of the call that is made now, when it wants them all. */
	const struct dpi_x_node *call;
	const struct dp_expr_value *arg;
};

#define DPI_X_ANY 255u

/* What toDate and datePart take, as dpi_x_word does. */
#define DPI_X_DATE_ORDERS "dmy|mdy|ymd"
#define DPI_X_DATE_PARTS \
	"year,years|quarter|month,months|week,weeks,w|day,days,d|weekday|" \
	"hour,hours,h|minute,minutes,min|second,seconds,sec,s"
/*
 * WORDS are groups between bars; in one stand words for the same between
 * commas. Returns the number of the group that WORD is in, from 0, or -1.
 */
int dpi_x_word(const char *words, dp_str word);

struct dpi_x_function {
	const char *name;
	unsigned min, max; /* arguments; DPI_X_ANY: any number */
	bool pattern;      /* the second argument may be a pattern */
	bool only_pattern; /* and must */
	bool local;        /* makes text, so needs room */
	bool yes;          /* its value may be yes */
	bool strict;       /* of GREL: an error among its arguments is its
			      result, and they are looked at once */
	struct dp_expr_value (*call)(const struct dpi_eval *,
				     const struct dpi_x_node *);
};

/* Functions, ended by one whose name is NULL. */
const struct dpi_x_function *dpi_x_functions(void);

/* Functions of numbers, dates and places in a text: expr_extra.c. */
struct dp_expr_value dpi_x_fn_round(const struct dpi_eval *v,
				    const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_floor(const struct dpi_eval *v,
				    const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_ceil(const struct dpi_eval *v,
				   const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_abs(const struct dpi_eval *v,
				  const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_min(const struct dpi_eval *v,
				  const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_max(const struct dpi_eval *v,
				  const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_to_date(const struct dpi_eval *v,
				      const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_date_part(const struct dpi_eval *v,
					const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_chomp(const struct dpi_eval *v,
				    const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_index_of(const struct dpi_eval *v,
				       const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_last_index_of(const struct dpi_eval *v,
					    const struct dpi_x_node *n);
/* Of lists: expr_list.c. */
struct dp_expr_value dpi_x_fn_split(const struct dpi_eval *v,
				    const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_partition(const struct dpi_eval *v,
					const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_get(const struct dpi_eval *v,
				  const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_join(const struct dpi_eval *v,
				   const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_uniques(const struct dpi_eval *v,
				      const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_reverse(const struct dpi_eval *v,
				      const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_sort(const struct dpi_eval *v,
				   const struct dpi_x_node *n);
struct dp_expr_value dpi_x_fn_value(const struct dpi_eval *v,
				    const struct dpi_x_node *n);

/*
 * As dp_expr_new, but the message is the bare sentence and *AT_BYTES is where
 * it goes wrong. CELL: `value` means something.
 */
struct dp_expr *dpi_expr_make(dp_str text, const struct dp_schema *schema,
			      bool cell, size_t *at_bytes, struct dp_err *err);

/*
 * May NODE ever be yes? Not so a number, a text and what makes one: as a
 * condition they would leave out every row. A cell may hold true.
 */
bool dpi_x_may_be_yes(const struct dp_expr *e, uint32_t node);

/* True when E starts with grel: */
bool dpi_expr_is_grel(const struct dp_expr *e);

/* Value of E for row R of B as it is, not as a cell keeps it. */
struct dp_expr_value dpi_expr_raw(const struct dp_expr *e,
				  struct dp_expr_local *l, struct dp_batch *b,
				  size_t r);

/*
 * Writes to ROW the rows of B that are kept and where E is true, or where it
 * is not: those where that is what HOLDS says. Returns how many.
 */
size_t dpi_expr_rows(const struct dp_expr *e, struct dp_expr_local *l,
		     struct dp_batch *b, bool holds, uint32_t *row);

/* Sets the test of E, which has been read. */
void dpi_x_find_test(struct dp_expr *e);

/* Marks in CELL, by slot, the columns that E names. */
void dpi_expr_needs(const struct dp_expr *e, bool *cell);

/* Adds a node and returns its index. */
uint32_t dpi_x_add(struct dp_expr *e, enum dpi_x_op op);
/* Gives NODE the N children at CHILD; false when that is too deep. */
bool dpi_x_children(struct dp_expr *e, uint32_t node, const uint32_t *child,
		    size_t n);

/* ---- evaluation ------------------------------------------------------- */

struct dp_expr_value dpi_x_eval(const struct dpi_eval *v, uint32_t node);
/* Value of child I of N. */
struct dp_expr_value dpi_x_arg(const struct dpi_eval *v,
			       const struct dpi_x_node *n, size_t i);

/*
 * Looks for the pattern of call N in S, from byte FROM: 1, 0, or -1 when a
 * limit was reached, which is then a finding of the row.
 */
int dpi_x_find(const struct dpi_eval *v, const struct dpi_x_node *n, dp_str s,
	       size_t from_bytes);
/*
 * Replaces it everywhere by WITH, into the buffer of the thread: how often,
 * or -1 in the same way.
 */
int dpi_x_replace(const struct dpi_eval *v, const struct dpi_x_node *n,
		  const struct dp_template *with, dp_str s);

struct dp_expr_value dpi_x_null(void);
struct dp_expr_value dpi_x_error(void);
struct dp_expr_value dpi_x_bool(bool yes);
/* A text; p == NULL gives null. */
struct dp_expr_value dpi_x_text(dp_str text);
/* A number; what is not finite gives an error. */
struct dp_expr_value dpi_x_number(double d);

/* True when S is a canonical number: -12, 0.5; not 007. */
bool dpi_x_canonical(dp_str s);
/* The same; its parts, of S, go to OUT. */
bool dpi_x_take_apart(dp_str s, struct dpi_x_parts *out);
/* True when V is yes. */
bool dpi_x_yes(struct dp_expr_value v);
/* null or "". */
bool dpi_x_blank(struct dp_expr_value v);
/* True when A and B, neither an error, are equal. */
bool dpi_x_equal(const struct dp_expr_value *a, const struct dp_expr_value *b);
/* False when A and B have no order; else puts it in *ORDER. */
bool dpi_x_order(const struct dp_expr_value *a, const struct dp_expr_value *b,
		 int *order);
/*
 * The same for a text and a number that was taken apart; false when A is no
 * canonical number. ROOM: 32 bytes behind it may be read.
 */
bool dpi_x_number_order(dp_str a, bool room, const struct dpi_x_parts *b,
			int *order);
/* V as a double, when it is a number or reads as one. */
bool dpi_x_double(struct dp_expr_value v, double *out);
/* V as text; what must be made lives in the batch. p == NULL for null. */
dp_str dpi_x_string(const struct dpi_eval *v, struct dp_expr_value x);
/*
 * Is RESULT, reckoned with doubles from A and B, right to the last digit that
 * is written? If not, dpi_x_exact reckons A OP B digit by digit: an error,
 * where that cannot be and no double holds it.
 */
bool dpi_x_is_sure(struct dp_expr_value a, struct dp_expr_value b,
		   double result);
struct dp_expr_value dpi_x_exact(const struct dpi_eval *v, enum dpi_x_op op,
				 struct dp_expr_value a, struct dp_expr_value b,
				 double result);

#endif
