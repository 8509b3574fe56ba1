/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the recipe language share: the lexer, places in a
 * recipe, the check of a step. Internal to the library.
 */
#ifndef DPI_OP_RECIPE_H
#define DPI_OP_RECIPE_H

#include <dpipe/op.h>

/* Largest recipe that is read: any text of it fits into a cell. */
#define DPI_RECIPE_MAX_BYTES DP_CELL_MAX_BYTES

/* ---- places and messages ---------------------------------------------- */

/* Room for a piece of the user's text in a message. */
#define DPI_SHOWN_BYTES 200

/*
 * Writes TEXT in quotation marks at OUT, cut to some forty characters,
 * controls made visible. Returns OUT.
 */
const char *dpi_show(dp_str text, char out[DPI_SHOWN_BYTES]);
/* The same for what stands at argument I of L, or "the end of the step". */
const char *dpi_show_arg(const struct dp_line *l, size_t i,
			 char out[DPI_SHOWN_BYTES]);
/* Line and column (from 1) of AT, which points into the raw text of L. */
void dpi_place(const struct dp_line *l, const char *at, uint32_t *line,
	       uint32_t *column);
/*
 * Fails with DP_ERECIPE: NAME, line and column, then the formatted sentence.
 * Returns -1.
 */
int dpi_recipe_fail_place(const char *name, uint32_t line, uint32_t column,
			  struct dp_err *err, const char *fmt, ...)
	DP_PRINTF(5, 6);
/* The same where argument A of L starts. */
int dpi_recipe_fail_arg(const char *name, const struct dp_line *l,
			const struct dp_arg *a, struct dp_err *err,
			const char *fmt, ...) DP_PRINTF(5, 6);
/* The same where AT points into the raw text of L. */
int dpi_recipe_fail_at(const char *name, const struct dp_line *l,
		       const char *at, struct dp_err *err, const char *fmt, ...)
	DP_PRINTF(5, 6);
/*
 * Puts into ERR, which has failed, the line of TEXT in which byte AT_BYTES is,
 * with a ^ below it (see dp_err): blanks for tabs and controls, and what is
 * long is cut on both sides of the place.
 */
void dpi_err_point(struct dp_err *err, dp_str text, size_t at_bytes);
/* ERR has failed because of WHY: when that is a column, so is ERR. */
void dpi_no_column(struct dp_err *err, const struct dp_err *why);
/*
 * Adds to ERR, with which the step of L has failed, that a step has a line of
 * its own, where another one follows it as in a shell.
 */
void dpi_tell_steps(const struct dp_line *l, struct dp_err *err);
/*
 * Where byte OFFSET of the value of A stands in the raw text of its line:
 * quotes, slashes and escapes are counted in.
 */
const char *dpi_arg_at(const struct dp_arg *a, size_t offset_bytes);
/* Byte at which character CHARS (from 1) of S starts; s.n past the end. */
size_t dpi_char_offset(dp_str s, uint64_t chars);
/*
 * Appends up to three of the N names nearest to WORD as a question (", did
 * you mean …"), or nothing.
 */
void dpi_did_you_mean(dp_str word, const dp_str *name, size_t n,
		      struct dp_buf *out);

/* ---- lexer ------------------------------------------------------------ */

/* Bytes of the white space at AT, 0 when there is none before END. */
unsigned dpi_blank(const char *at, const char *end);
/* The first byte from AT on that is no white space; END or a line feed. */
const char *dpi_skip_blanks(const char *at, const char *end);
/* True when AT starts a line, or a blank stands before it. */
bool dpi_after_blank(const char *at, const char *start);
/*
 * End of the string that opens at AT with its quote: the byte after the
 * closing one; NULL when it is not closed before END.
 */
const char *dpi_string_end(const char *at, const char *end);
/* End of the pattern that opens at AT with a slash, or NULL; no flag. */
const char *dpi_regex_end(const char *at, const char *end);
/*
 * Appends the value of the pattern that opens at AT with a slash, its flag as
 * (?i). Returns its end, flag included, or NULL when it is not closed.
 */
const char *dpi_regex_value(const char *at, const char *end,
			    struct dp_buf *out);
/* Bytes of the sign at AT of a parameter that compares, or 0. */
unsigned dpi_sign(const char *at, const char *end);
/* True when a parameter KEY may stand before a condition. */
bool dpi_before_condition(dp_str key);
/*
 * True when rules stand at AT, behind the verb of OP, and not an expression.
 */
bool dpi_rules_at(const struct dp_op_class *op, const char *at,
		  const char *end);
/* Appends the value of the string between FROM and END, quotes left out. */
void dpi_unescape(const char *from, const char *end, struct dp_buf *out);
/*
 * When a label stands at AT and nothing but a comment follows it before END
 * (of the physical line), puts it in *LABEL and returns true.
 */
bool dpi_label_at(const char *at, const char *end, dp_str *label);
/*
 * Splits what follows the verb of L, from AT, into arguments, kept in the
 * recipe's arena. l->op is set, or NULL for a directive.
 */
int dpi_lex_args(struct dp_recipe *r, struct dp_line *l, const char *at,
		 struct dp_err *err);
/*
 * Finds the expression that starts at AT and ends with L: its text, where
 * comments, label and line ends are spaces, has the length of its raw text.
 * a->text.n is 0 when there is none.
 */
int dpi_lex_expr(struct dp_recipe *r, struct dp_line *l, const char *at,
		 struct dp_arg *a, struct dp_err *err);

/* ---- directives ------------------------------------------------------- */

struct dpi_directive {
	const char *name;
	bool once;
	bool free_text; /* to the end of the line: not lexed */
	int (*check)(const struct dp_recipe *, const struct dp_line *,
		     struct dp_err *);
};

/* Directive called NAME, or NULL. */
const struct dpi_directive *dpi_directive_find(dp_str name);
/* All of them, ended by one whose name is NULL. */
const struct dpi_directive *dpi_directives(void);
/* The line of directive NAME that is on, or NULL. */
const struct dp_line *dpi_directive_line(const struct dp_recipe *r,
					 const char *name);

/* ---- steps ------------------------------------------------------------ */

/* Name of the step's recipe, for messages. */
const char *dpi_step_recipe(const struct dp_step *s);
/* Parameter NAME of OP, its own or one that all such have; or NULL. */
const struct dp_param *dpi_param_find(const struct dp_op_class *op,
				      dp_str name);
/* Index of V among CHOICES ("a|b|c"), or -1. */
int dpi_choice_index(const char *choices, dp_str v);
/*
 * Checks every argument of step->line against step->op, and fills column,
 * next_arg, where, label and on_error. op, line, index and recipe are set by
 * the caller. On failure step->where and the arena are still the caller's to
 * free.
 */
int dpi_step_prepare(struct dp_step *step, const struct dp_schema *schema,
		     struct dp_err *err);

#endif
