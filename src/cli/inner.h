/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the command line share and commands need not know.
 */
#ifndef DPI_CLI_INNER_H
#define DPI_CLI_INNER_H

#include <dpipe/table.h>

#include "cli/cli.h"

/* ---- what was given --------------------------------------------------- */

struct cli_given {
	const struct cli_option *option;
	const char *text; /* NULL for flags */
};

struct cli_args {
	const char *word;                  /* the command as typed, or NULL */
	const struct cli_command *command; /* NULL: none is called so */
	const struct cli_verb *verb;
	bool verb_named;
	const struct cli_screen *screen;
	struct cli_given *given;
	size_t n_given, cap_given;
	char **operand; /* in MOVED */
	size_t n_operands;
	int argc; /* the whole command line, as it was */
	char **argv;
	char **moved; /* copies of the pointers, reordered by getopt */
};

/* --help --lang --plain --version: good with every command. */
extern const struct cli_option cli_global_options[];
/* --script --size --dump: good without a command. */
extern const struct cli_option cli_screen_options[];

/*
 * Reads ARGV as far as the command's name. Returns the index of the first
 * argument after it, or -1 with DP_EUSAGE.
 */
int cli_args_start(struct cli_args *a, int argc, char **argv,
		   struct dp_err *err);
/* Reads the arguments from index REST on: verb, options, operands. */
int cli_args_parse(struct cli_args *a, int rest, struct dp_err *err);
/*
 * Reads the options from index REST on, behind the name of a file to open on
 * a screen: those that go without a command.
 */
int cli_args_file(struct cli_args *a, int rest, struct dp_err *err);
/* Checks that there are as many operands as the verb takes. */
int cli_args_operands(const struct cli_args *a, struct dp_err *err);
void cli_args_done(struct cli_args *a);
/* True when option NAME was given. */
bool cli_given(const struct cli_args *a, const char *name);

/* ---- commands --------------------------------------------------------- */

/* Command called NAME, or NULL. */
const struct cli_command *cli_command_find(const char *name);
/* Number of verbs of C. */
size_t cli_command_verbs(const struct cli_command *c);
/*
 * Appends a sentence that asks whether one of the N names at NAME was meant
 * by WORD, PREFIX before each; nothing, and false, when none is near.
 */
bool cli_advise(const char *word, const dp_str *name, size_t n,
		const char *prefix, struct dp_buf *out);
/* Appends NAME as the I-th (from 0) of N in a list: "a, b or c". */
void cli_list_item(struct dp_buf *out, size_t i, size_t n, const char *name);

/* ---- text for people -------------------------------------------------- */

/* Translation of TEXT; "" for NULL and "". */
const char *cli_tr(const char *text);
/*
 * Appends S as one line of a terminal: line ends and tabs as \n and \t,
 * other controls as ^X, what is not UTF-8 as U+FFFD.
 */
void cli_tame(dp_str s, struct dp_buf *out);
/* The same, but line ends and tabs stay. */
void cli_tame_text(dp_str s, struct dp_buf *out);
/*
 * Appends the line of a recipe or an expression that ERR shows, and the line
 * with ^ below it, indented; the second is not ended. Nothing when ERR shows
 * none.
 */
void cli_point(const struct dp_err *err, size_t indent_cols,
	       struct dp_buf *out);
/*
 * Appends the paragraphs of TEXT in lines of at most WIDTH columns, USED of
 * the first of which are taken; the others start with INDENT blanks. No-break
 * spaces hold. The last line is ended too.
 */
void cli_wrap(struct dp_buf *out, dp_str text, size_t width_cols,
	      size_t used_cols, size_t indent_cols);
/* Appends N blanks. */
void cli_blanks(struct dp_buf *out, size_t n);
/* Appends S, then blanks up to WIDTH columns. */
void cli_left(struct dp_buf *out, dp_str s, size_t width_cols);
/* Appends blanks up to WIDTH columns before S, then S. */
void cli_right(struct dp_buf *out, dp_str s, size_t width_cols);
/* Writes B to standard output and empties it. */
int cli_write(struct dp_buf *b, struct dp_err *err);

/* ---- terminal --------------------------------------------------------- */

/* Says that --plain was given. */
void cli_terminal_plain(void);
/*
 * True when --plain, DPIPE_PLAIN, ACCESSIBLE or a dumb terminal asks for plain
 * lines.
 */
bool cli_plain_wanted(void);
/*
 * True when something is piped in and shown on a terminal, whose keys can be
 * read, and plain lines are not asked for.
 */
bool cli_piped(void);
/* True when somebody types and reads. */
bool cli_answers(void);
/* True when somebody types and reads, and has not asked for plain lines. */
bool cli_interactive(void);

/*
 * Who shows how far reading is, as A asks for it and the terminal allows;
 * NULL: nobody is to be told.
 */
const struct dp_read_watch *cli_progress(const struct cli_args *a);
/* The same for work on what was read; of the last cli_progress. */
const struct dp_work_watch *cli_work_progress(const struct cli_args *a);

/* ---- printers, one a kind of part ------------------------------------- */

/* What the printers of one result share. */
struct cli_printer {
	struct dp_buf out;
	size_t width_cols;
	bool blocks; /* tables as "title: value" lines only */
	bool colour;
	bool draws;   /* on a screen: charts are drawn */
	bool as_is;   /* texts go out with whatever they hold */
	bool rounded; /* some number was shown with fewer digits */
};

void cli_print_facts(struct cli_printer *p, const struct dp_frame *f);
void cli_print_frame(struct cli_printer *p, const struct dp_frame *f);
void cli_print_findings(struct cli_printer *p, const struct dp_findings *f);
/* Appends V as people read it; sets p->rounded when digits were left out. */
void cli_show_value(struct cli_printer *p, const struct dp_value *v,
		    struct dp_buf *out);
/*
 * Appends S with a sign for each blank that nobody would see: at the ends,
 * beside another, of an unusual width.
 */
void cli_show_blanks(dp_str s, struct dp_buf *out);

/* ---- JSON (RFC 8259) -------------------------------------------------- */

/* Commas are kept right by cli_json_…; start with zeroes and OUT set. */
struct cli_json {
	struct dp_buf *out;
	bool comma; /* a value stands before, on this level */
};

void cli_json_open(struct cli_json *j, char bracket);
void cli_json_close(struct cli_json *j, char bracket);
void cli_json_key(struct cli_json *j, dp_str key);
void cli_json_string(struct cli_json *j, dp_str s);
/* A number in canonical text, all its digits; a string when it is none. */
void cli_json_number(struct cli_json *j, dp_str canonical);
void cli_json_count(struct cli_json *j, uint64_t n);
/* true, false, null, or a finished object. */
void cli_json_raw(struct cli_json *j, dp_str text);

#endif
