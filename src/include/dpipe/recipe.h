/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recipe: the language in which steps are written, as text. What the steps
 * mean is in op.h.
 */
#ifndef DPIPE_RECIPE_H
#define DPIPE_RECIPE_H

#include <dpipe/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- the recipe, as text ---------------------------------------------- */

/*
 * Grammar, one for recipe files, `dpipe clean -e`, the command line of the
 * TUI, lessons and tests:
 *
 *   recipe   = { line }
 *   line     = blank | comment | step | directive
 *   step     = [ "off" ] verb { argument } [ label ] [ comment ]
 *              { continuation }         continuation lines are indented
 *   argument = word | string | "*" | "," | "->" | "|" | regex
 *            | key "=" value | "=" expression
 *   columns  = item { "," item }    item: a, "b c", *, /pattern/, a..d
 *   mapping  = text { "|" text } "->" text
 *   label    = "[" name "]"         last on a line of the step
 *   word     = characters other than blank , | = " [ ], up to "->"
 *   string   = '"' … '"' on one line; \" \\ \n \t, any other \ is itself
 *   regex    = "/" … "/" [ "i" ]    a slash inside is \/
 *   comment  = "#" after a blank or at the start, to the end of the line
 *
 * A recipe is UTF-8 without a byte order mark, its lines end in LF; anything
 * else is an error that says so. Blank and comment lines between a step and
 * its continuation lines belong to the step.
 *
 * No blank stands around the = of a parameter. Its value is a string, or runs
 * to the next blank: commas, bars, brackets and # are then part of it. After
 * a comma or a bar of such a value a string may follow: columns=a,"b c". The
 * value of a parameter that is a pattern may be written /between slashes/.
 *
 * After a verb that takes an expression (filter, drop), and after an = that
 * stands alone (derive NAME = …), the rest of the step is one expression, up
 * to a label or comment outside its strings and patterns.
 *
 * After a verb that takes rules (expect) stand columns and parameters, whose
 * sign may compare (na<1%, rows>=100), again without blanks: when, before any
 * columns or right behind them, a name it knows is followed by such a sign,
 * or behind columns any name by one. Otherwise the rest is one expression,
 * before which where= and on-error= may stand.
 *
 * Directives are lines too: `dpipe-recipe 1` (first, if there),
 * `title TEXT` (free to the end of the line), `source key=value …`,
 * `locale fr|en`, `needs COLUMNS`. A step that is off may have a verb that
 * is not known here; its arguments are then not read.
 */

enum dp_arg_kind {
	DP_ARG_WORD,   /* bare: a column or a word */
	DP_ARG_STRING, /* quoted; text is the unescaped value */
	DP_ARG_REGEX,  /* between slashes; text is without them, /x/i (?i)x */
	DP_ARG_PARAM,  /* key=value; key and text; /x/i as (?i)x */
	DP_ARG_ARROW,
	DP_ARG_BAR,
	DP_ARG_COMMA,
	DP_ARG_EXPR, /* the rest, as an expression */
};

struct dp_arg {
	enum dp_arg_kind kind;
	dp_str key;   /* of a parameter */
	dp_str sign;  /* of a parameter: "=", or what it compares with */
	dp_str text;  /* value, unescaped */
	dp_str raw;   /* value as written, a part of the line's raw text */
	bool quoted;  /* value was one string */
	bool pattern; /* value was /between slashes/ */
	uint32_t line, column; /* place in the recipe, from 1 */
	bool continued;        /* stood on a continuation line */
};

/* One logical line of a recipe, blank lines and comments included. */
struct dp_line {
	dp_str raw;    /* exact text with its line ends */
	uint32_t line; /* first physical line, from 1 */
	dp_str verb;   /* p == NULL: blank or comment */
	uint32_t verb_column;
	dp_str label; /* p == NULL: none */
	bool off;
	struct dp_arg *arg;
	size_t n_args;
	const struct dp_op_class *op; /* NULL: a directive, blank, or off and
					 not known */
};

/*
 * A recipe. Directives (dpipe-recipe, title, source, locale, needs) are
 * lines too.
 */
struct dp_recipe {
	struct dp_line *line;
	size_t n, cap;
	char *name; /* file, or "-e", for messages */
	struct dp_arena text;
};

/*
 * Reads a recipe from TEXT; NAME is said in messages. Fails with DP_ERECIPE:
 * err has line and column, and the message starts with file, line and column
 * and says what was expected. Freed by dp_recipe_free.
 */
struct dp_recipe *dp_recipe_parse(dp_str text, const char *name,
				  struct dp_err *err);
/* The same of the file PATH ("-": standard input). */
struct dp_recipe *dp_recipe_read(const char *path, struct dp_err *err);
/*
 * Appends one step written on its own ("trim *"), with its continuation
 * lines. On failure the recipe stays as it was. Pointers into r->line move.
 */
int dp_recipe_append(struct dp_recipe *r, dp_str step, struct dp_err *err);
/* Appends the exact text of the recipe; parse then print gives the bytes. */
void dp_recipe_print(const struct dp_recipe *r, struct dp_buf *out);
void dp_recipe_free(struct dp_recipe *r);
/*
 * Fills O with what the recipe's source line says; others stay, and so does
 * what says auto. Text in O lives as long as the recipe. Values:
 *
 *   encoding=   a name that dp_encoding_find knows
 *   framing=    none, quoted or drawn: what lines stand in
 *   delimiter=  one ASCII character, two or three signs, tab, or none: a
 *               single column
 *   quote=      one ASCII character, or none: quotes are ordinary
 *   header=     yes, no, or the line where it stands (4: three lines above
 *               are left out, as skip=3 says)
 *   skip=       lines above the header
 *   as-is=      yes or no: preamble, footer and blank rows are kept
 *   member=     the file to read of a zip
 *   sheet=      the sheet to read of a spreadsheet, by its name or number
 *
 * Fails with DP_ERECIPE at the first thing else.
 */
int dp_recipe_source(const struct dp_recipe *r, struct dp_read_opts *o,
		     struct dp_err *err);
/*
 * Appends to OUT the source line that reads a file again as D says it was
 * read: its dialect, where its header is, and FOOTER_LINES lines left out at
 * its end; AS_IS: all rows are kept.
 */
void dp_recipe_source_line(const struct dp_dialect *d, uint64_t footer_lines,
			   bool as_is, struct dp_buf *out);
/*
 * Appends what a source line says of O (or NULL), the zip or spreadsheet that
 * was read: " member=… sheet=…", or nothing.
 */
void dp_recipe_origin(const struct dp_origin *o, struct dp_buf *out);

/* What the locale line says, "fr" or "en"; p == NULL when there is none. */
dp_str dp_recipe_locale(const struct dp_recipe *r);
/* What the title line says; p == NULL when there is none. */
dp_str dp_recipe_title(const struct dp_recipe *r);
/*
 * Fails with DP_ERECIPE at the first column of the needs line that SCHEMA,
 * the table before the first step, does not have; with LACKS, files there
 * each of them instead.
 */
int dp_recipe_needs(const struct dp_recipe *r, const struct dp_schema *schema,
		    struct dp_findings *lacks, struct dp_err *err);
/* What an import has made. */
struct dp_imported {
	size_t n;       /* operations */
	size_t n_off;   /* of them, kept but not done */
	size_t n_other; /* of them, done with a difference that is said */
	size_t n_more;  /* other lists of operations behind the one read */
};
/*
 * Appends to OUT the recipe that does what TEXT, a history of OpenRefine,
 * says; NAME is said in messages. TEXT is UTF-8 or UTF-16, with or without a
 * byte order mark: the array of operations, an object that has it as
 * "operations" or piece by piece as "entries", one operation, or any text
 * around it: a page, or a script that has it as a text of its own. What
 * cannot be run is a step that is off, with the operation as it was. Fails
 * with DP_EDATA when there are no operations.
 */
int dp_recipe_import(dp_str text, const char *name, struct dp_buf *out,
		     struct dp_imported *what, struct dp_err *err);
/* Appends NAME as the recipe writes a column: bare, or in quotes. */
void dp_recipe_word(dp_str name, struct dp_buf *out);
/* Appends TEXT as a string in quotes. */
void dp_recipe_quote(dp_str text, struct dp_buf *out);

/*
 * A word that is no operation here: in its place either WRITTEN, an operation
 * with its parameters, or what TEXT says, marked N_, of reading.
 */
struct dp_elsewhere {
	const char *name, *written, *text;
};
/* Those that are known: count, one by index (or NULL). */
size_t dp_elsewhere_count(void);
const struct dp_elsewhere *dp_elsewhere_at(size_t i);
/*
 * When LINE begins with one, however it is written (remove_empty), appends a
 * sentence that says what to write, translated, without a capital.
 */
bool dp_elsewhere_say(dp_str line, struct dp_buf *out);

#ifdef __cplusplus
}
#endif
#endif
