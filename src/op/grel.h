/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL as OpenRefine 3.6 evaluates it, for expressions that start with grel:.
 * Values have types (7 / 2 is 3, "5" + 1 is "51", 5 == "5" is false), lengths
 * count UTF-16 units, numbers are written as Java writes them. The parser is
 * that of our own expressions. Internal to the library.
 */
#ifndef DPI_OP_GREL_H
#define DPI_OP_GREL_H

#include "op/expr.h"

/* The function called NAME, or NULL. */
const struct dpi_x_function *dpi_grel_function(dp_str name);
/* Appends each name of a function to NAMES (see dpi_did_you_mean). */
size_t dpi_grel_names(dp_str *names, size_t most);
/* How many arguments of NAME, from the second on, name variables. */
unsigned dpi_grel_binds(dp_str name);

/* What the operator N gives. */
struct dp_expr_value dpi_grel_operator(const struct dpi_eval *v,
				       const struct dpi_x_node *n);
/* X as a cell keeps it: text, yes or no, null or an error. */
struct dp_expr_value dpi_grel_stored(const struct dpi_eval *v,
				     struct dp_expr_value x);

/* What the cell C holds. */
struct dp_expr_value dpi_grel_of_cell(const struct dp_cell *c);

/* ---- values ----------------------------------------------------------- */

struct dp_expr_value dpi_grel_whole(int64_t n);
/* A number that may be infinite. */
struct dp_expr_value dpi_grel_number(double d);
/*
 * Milliseconds since 1970 as a date: whole holds them, and number the minutes
 * by which the clock that it was read from is AHEAD of UTC.
 */
struct dp_expr_value dpi_grel_date(int64_t ms, int ahead);
/* What the clock of the date X shows, as if it were that of UTC. */
int64_t dpi_grel_clock(struct dp_expr_value x);
/* An error that says so: a text of GREL, in no language but its own. */
__attribute__((format(printf, 2, 3))) struct dp_expr_value
dpi_grel_fail(const struct dpi_eval *v, const char *fmt, ...);
/* What is said where nothing was asked for its text; %s is its name there. */
#define DPI_GREL_NOTHING \
	"java.lang.NullPointerException: Cannot invoke " \
	"\"Object.toString()\" because \"%s\" is null"
/* The error of a call that was not given WHAT, as in "a string". */
struct dp_expr_value dpi_grel_expects(const struct dpi_eval *v,
				      const struct dpi_x_node *n,
				      const char *what);
/* A text kept in the batch. */
struct dp_expr_value dpi_grel_text(const struct dpi_eval *v, dp_str s);
/* X as Java's toString has it, in the batch; p is NULL for null and errors. */
dp_str dpi_grel_string(const struct dpi_eval *v, struct dp_expr_value x);
/* Appends X as Java's toString has it; false for null. */
bool dpi_grel_put_string(struct dp_expr_value x, struct dp_buf *out);
/* The same of what may stand in a list: of an error, what it says. */
dp_str dpi_grel_shown(const struct dpi_eval *v, struct dp_expr_value x);
/* Argument I as a text, whatever it is; false for null and lists. */
bool dpi_grel_arg_text(const struct dpi_eval *v, const struct dpi_x_node *n,
		       size_t i, dp_str *s);
/* Appends D as Java writes it: 5.0, 1.0E10. */
void dpi_grel_put_double(double d, struct dp_buf *out);
/* Appends D as the language has numbers: no exponent. */
void dpi_grel_put_plain(double d, struct dp_buf *out);
/*
 * Appends the date MS as ISO 8601, on a clock that is AHEAD of UTC by so many
 * minutes; SHORT: without seconds that are none.
 */
void dpi_grel_put_date(int64_t ms, int ahead, bool is_short,
		       struct dp_buf *out);
/* Reads S as Java's parseLong or parseDouble does. */
bool dpi_grel_read_number(dp_str s, struct dp_expr_value *out);
/* Reads S as Java's parseDouble does. */
bool dpi_grel_read_double(dp_str s, double *out);
/* A number of either kind as a double. */
bool dpi_grel_double(struct dp_expr_value x, double *out);
/* True for yes and for the text "true", in capitals or not. */
bool dpi_grel_yes(struct dp_expr_value x);
/* True when A and B are of one type and equal. */
bool dpi_grel_same(struct dp_expr_value a, struct dp_expr_value b);

/* Is NAME an encoding that reinterpret knows? */
bool dpi_grel_is_encoding(dp_str name);
/* Is HOW an encoding that phonetic knows? */
bool dpi_grel_sounds(dp_str how);
/* Appends the bytes S as UTF-8, those that are none as U+FFFD. */
void dpi_grel_mend(dp_str s, struct dp_buf *out);
/* UTF-16 units of S. */
size_t dpi_grel_units(dp_str s);
/* Units FROM to TO of S; half of a pair is written ?. */
struct dp_expr_value dpi_grel_cut(const struct dpi_eval *v, dp_str s,
				  size_t from, size_t to);

/*
 * Appends Java's pattern S as PCRE2 has it; ANY_CASE: it takes letters of
 * ASCII in either case, and no others. False when that cannot be.
 */
bool dpi_grel_pattern(dp_str s, bool any_case, struct dp_buf *out);

/* Byte behind the character at AT of S. */
size_t dpi_grel_behind(dp_str s, size_t at);
/*
 * Looks for the pattern of N in S from byte FROM: 1 and its place, 0, -1 at a
 * limit.
 */
int dpi_grel_find_at(const struct dpi_eval *v, const struct dpi_x_node *n,
		     dp_str s, size_t from, size_t *start, size_t *end);
/* Argument 1 is a pattern. */
bool dpi_grel_has_pattern(const struct dpi_eval *v, const struct dpi_x_node *n);
/* Java's parseInt of argument I; false when it is none. */
bool dpi_grel_arg_int(const struct dpi_eval *v, const struct dpi_x_node *n,
		      size_t i, int32_t *out);
/* Java's (int) and (long) of D. */
int32_t dpi_grel_int(double d);
int64_t dpi_grel_long(double d);

/* ---- lists ------------------------------------------------------------ */

struct dpi_grel_list {
	struct dp_expr_value *item;
	size_t n, cap;
};
void dpi_grel_put(struct dpi_grel_list *l, struct dp_expr_value x);
/* The text S, as long as the batch. */
void dpi_grel_put_text(struct dpi_grel_list *l, dp_str s);
/* L as a list of the batch; L is empty then. */
struct dp_expr_value dpi_grel_finish(const struct dpi_eval *v,
				     struct dpi_grel_list *l);
/* The same when all of it are texts. */
struct dp_expr_value dpi_grel_finish_texts(const struct dpi_eval *v,
					   struct dpi_grel_list *l);
/* The item called NAME of X; null when there is none. */
struct dp_expr_value dpi_grel_field(struct dp_expr_value x, dp_str name);
/* The text X in quotes, as JSON writes it. */
struct dp_expr_value dpi_grel_json_text(const struct dpi_eval *v,
					struct dp_expr_value x);
/* Appends X as JSON, as Jackson writes it; PRETTY: with blanks and lines. */
void dpi_grel_put_json(struct dp_expr_value x, bool pretty, struct dp_buf *out);

/* ---- dates ------------------------------------------------------------ */

/* The parts of the date MS; *MILLIS is below 1000. */
void dpi_grel_parts(int64_t ms, struct dp_date *d, int *millis);
/* Years further from 0 have no date; Java's wrap round some time beyond. */
#define DPI_GREL_YEARS 90000000
/* Is MS in one of the years that have? */
bool dpi_grel_in_time(int64_t ms);
/*
 * The date of D, whose parts may go over: the 31st of April is May 1st. False
 * when it has none.
 */
bool dpi_grel_instant(const struct dp_date *d, int64_t *ms);
/*
 * Reads S as OpenRefine's CalendarParser does: in whatever order its numbers
 * make sense, the month first or not.
 */
bool dpi_grel_read_calendar(dp_str s, bool month_first, int64_t *ms);
/*
 * Reads S as ISO 8601, and its parts that XML Schema has: 2020, 2020-05. AHEAD
 * are the minutes by which its clock is.
 */
bool dpi_grel_read_iso(dp_str s, int64_t *ms, int *ahead);
/* Is FORMAT one of Java's SimpleDateFormat? */
bool dpi_grel_is_format(dp_str format);
/* Can toDate use FORMAT, the FIRST of them or not: as one, or a language? */
bool dpi_grel_is_date_format(dp_str format, bool first);
/*
 * Reads the start of S by FORMAT, of Java's SimpleDateFormat, in LANGUAGE
 * ("fr", else English); *BAD: FORMAT is none.
 */
bool dpi_grel_read_by(dp_str s, dp_str format, dp_str language, int64_t *ms,
		      bool *bad);
/* A letter stands for a part, in a format. */
bool dpi_format_letter(char c);
/* How often the letter at I of FORMAT stands there. */
size_t dpi_format_run(dp_str format, size_t i);
/*
 * Text between quotes at *I of FORMAT goes to OUT, '' being one; *I is behind
 * it then. False: the quotes do not end.
 */
bool dpi_format_quoted(dp_str format, size_t *i, struct dp_buf *out);
/*
 * Appends the date X by FORMAT, of Java's DateTimeFormatter; false when it is
 * none.
 */
bool dpi_grel_put_by(struct dp_expr_value x, dp_str format, struct dp_buf *out);
/* Appends X by FORMAT, of Java's Formatter; false when it does not fit. */
bool dpi_grel_put_format(struct dp_expr_value x, dp_str format,
			 struct dp_buf *out);

/* ---- functions, ended by one without a name ---------------------------- */

extern const struct dpi_x_function dpi_grel_of_values[];
extern const struct dpi_x_function dpi_grel_of_controls[];
extern const struct dpi_x_function dpi_grel_of_facets[];
extern const struct dpi_x_function dpi_grel_of_texts[];
extern const struct dpi_x_function dpi_grel_of_parts[];
extern const struct dpi_x_function dpi_grel_of_splits[];
extern const struct dpi_x_function dpi_grel_of_numbers[];
extern const struct dpi_x_function dpi_grel_of_mathematics[];
extern const struct dpi_x_function dpi_grel_of_dates[];
extern const struct dpi_x_function dpi_grel_of_writing[];
extern const struct dpi_x_function dpi_grel_of_escapes[];
extern const struct dpi_x_function dpi_grel_of_codes[];
extern const struct dpi_x_function dpi_grel_of_lists[];
extern const struct dpi_x_function dpi_grel_of_json[];

/* A row of such a table; PATTERN: the second argument may be one. */
#define DPI_GREL(name, min, max, pattern, call) \
	{ \
		name, min, max, pattern, false, true, true, true, call \
	}
/* The same of what looks at its arguments itself, one by one. */
#define DPI_GREL_CONTROL(name, min, max, call) \
	{ \
		name, min, max, false, false, true, true, false, call \
	}
#define DPI_GREL_END \
	{ \
		NULL, 0, 0, false, false, false, false, false, NULL \
	}

#endif
