/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line: one file a command, one descriptor each. Options, help,
 * the manual, completion and the plain home all come from the descriptors.
 */
#ifndef DPI_CLI_H
#define DPI_CLI_H

#include <dpipe/base.h>
#include <dpipe/step.h>

#include "base/i18n.h"

enum cli_kind { CLI_FLAG, CLI_TEXT, CLI_INT, CLI_CHOICE, CLI_FILE };

/* One option. Tables end with name NULL. */
struct cli_option {
	const char *name; /* long name, without dashes */
	char letter;      /* short name, or 0 */
	enum cli_kind kind;
	const char *value;   /* N_("FILE"): name of its value; NULL for flags */
	const char *choices; /* "a|b|c" for CLI_CHOICE */
	const char *summary; /* marked N_ */
	bool many;           /* may be given several times */
};

struct cli_args;

/* One way to call a command: `dpipe find search`, `dpipe clean`. */
struct cli_verb {
	const char *name;     /* NULL: the command itself */
	const char *operands; /* "FILE", "[WORD …]": as the manual shows */
	const char *summary;  /* marked N_ */
	const struct cli_option *option;
	int min_operands, max_operands; /* max -1: any number */
	/* Returns the exit status: 0, 1, or -1 with err filled in. */
	int (*run)(const struct cli_args *a, struct dp_err *err);
};

struct cli_example {
	const char *command; /* as typed, without the prompt */
	const char *summary; /* marked N_ */
};

struct cli_command {
	const char *name;
	const char *summary;               /* marked N_: one line */
	const char *about;                 /* marked N_: a paragraph or two */
	const struct cli_verb *verb;       /* ends with run NULL */
	const struct cli_example *example; /* ends with command NULL */
	bool hidden;                       /* not in the list of `dpipe help` */
};

/* Commands in the order help shows them; ends with NULL. */
extern const struct cli_command *const cli_commands[];

/* ---- what was given --------------------------------------------------- */

const struct cli_verb *cli_args_verb(const struct cli_args *a);
bool cli_flag(const struct cli_args *a, const char *option);
/* Value of OPTION, the last one given; NULL when it was not. */
const char *cli_text(const struct cli_args *a, const char *option);
/* I-th (from 0) value of an option that may be given several times. */
const char *cli_text_at(const struct cli_args *a, const char *option, size_t i);
/* Value of a CLI_INT, STANDARD when not given. */
int64_t cli_int(const struct cli_args *a, const char *option, int64_t standard);
size_t cli_operands(const struct cli_args *a);
/* I-th operand (from 0), or NULL. */
const char *cli_operand(const struct cli_args *a, size_t i);
/* The whole command line, quoted for a shell; the caller frees it. */
char *cli_command_line(const struct cli_args *a);

/*
 * Options shared by all that read a table: --encoding --framing --delimiter
 * --quote --escape --skip-space --newline --header --header-rows
 * --header-join --units --row-names --skip-lines --footer-lines --footer
 * --as-is --progress --no-progress --threads. Put CLI_READ_OPTIONS in a table.
 */
#define CLI_READ_OPTIONS \
	{ "member",   0,    CLI_TEXT, \
	  N_("NAME"), NULL, N_("of a zip, read this file"), \
	  false }, \
		{ "sheet", \
		  0, \
		  CLI_TEXT, \
		  N_("NAME"), \
		  NULL, \
		  N_("of a spreadsheet, read this sheet (a name or a " \
		     "number)"), \
		  false }, \
		{ "encoding", 0,    CLI_TEXT, \
		  N_("NAME"), NULL, N_("read the file in this encoding"), \
		  false }, \
		{ "framing", \
		  0, \
		  CLI_CHOICE, \
		  N_("KIND"), \
		  "auto|none|quoted|drawn", \
		  N_("what lines stand in, to be taken off (quoted: quotes " \
		     "around whole lines; drawn: bars and rules)"), \
		  false }, \
		{ "delimiter", \
		  0, \
		  CLI_TEXT, \
		  N_("CHAR"), \
		  NULL, \
		  N_("cells are separated by this character (tab for a " \
		     "tabulation), or by two or three such as ||"), \
		  false }, \
		{ "quote", \
		  0, \
		  CLI_TEXT, \
		  N_("CHAR"), \
		  NULL, \
		  N_("cells are quoted by this character (none: by nothing)"), \
		  false }, \
		{ "escape", \
		  0, \
		  CLI_TEXT, \
		  N_("CHAR"), \
		  NULL, \
		  N_("this stands before a quote inside quotes (none: " \
		     "another quote)"), \
		  false }, \
		{ "skip-space", \
		  0, \
		  CLI_CHOICE, \
		  N_("WHETHER"), \
		  "auto|yes|no", \
		  N_("are spaces after a delimiter no part of the cell?"), \
		  false }, \
		{ "newline", \
		  0, \
		  CLI_CHOICE, \
		  N_("KIND"), \
		  "auto|lf|cr", \
		  N_("records end with this (lf: also behind carriage " \
		     "returns)"), \
		  false }, \
		{ "header",      0, \
		  CLI_CHOICE,    N_("WHETHER"), \
		  "auto|yes|no", N_("does the first row name the columns?"), \
		  false }, \
		{ "header-rows", \
		  0, \
		  CLI_INT, \
		  N_("N"), \
		  NULL, \
		  N_("the header has this many rows, to be joined"), \
		  false }, \
		{ "header-join", \
		  0, \
		  CLI_TEXT, \
		  N_("TEXT"), \
		  NULL, \
		  N_("this stands between the names of those rows (by " \
		     "itself: a space)"), \
		  false }, \
		{ "units",       0, \
		  CLI_CHOICE,    N_("WHETHER"), \
		  "auto|yes|no", N_("does a row of units follow the header?"), \
		  false }, \
		{ "row-names", \
		  0, \
		  CLI_CHOICE, \
		  N_("WHETHER"), \
		  "auto|yes|no", \
		  N_("a header one name short: is it the first column's " \
		     "that is missing?"), \
		  false }, \
		{ "skip-lines", \
		  0, \
		  CLI_INT, \
		  N_("N"), \
		  NULL, \
		  N_("leave out this many lines before the header"), \
		  false }, \
		{ "footer-lines", 0, \
		  CLI_INT,        N_("N"), \
		  NULL,           N_("leave out this many lines at the end"), \
		  false }, \
		{ "footer", \
		  0, \
		  CLI_TEXT, \
		  N_("PATTERN"), \
		  NULL, \
		  N_("leave out the first line that this matches, of the " \
		     "last 16 kB, and all below"), \
		  false }, \
		{ "as-is", \
		  0, \
		  CLI_FLAG, \
		  NULL, \
		  NULL, \
		  N_("keep title lines, footers and blank rows as data"), \
		  false }, \
		{ "progress", \
		  0, \
		  CLI_FLAG, \
		  NULL, \
		  NULL, \
		  N_("say on standard error how far reading is, from the " \
		     "start (by itself: on a terminal, when it takes long)"), \
		  false }, \
		{ "no-progress", 0,    CLI_FLAG, \
		  NULL,          NULL, N_("do not say how far reading is"), \
		  false }, \
	{ \
		"threads", 0, CLI_INT, N_("N"), NULL, \
			N_("work on this many threads (by itself: up to 4)"), \
			false \
	}

/* *OUT is the number of OPTION, if it is given: from MIN to MAX. */
int cli_read_count(const struct cli_args *a, const char *option, int64_t min,
		   int64_t max, int64_t *out, struct dp_err *err);
/* Reads those options. */
int cli_read_opts(const struct cli_args *a, struct dp_read_opts *o,
		  struct dp_err *err);

/* { "json" } and { "output", 'o' }: for a table of options. */
#define CLI_JSON_OPTION \
	{ \
		"json", 0, CLI_FLAG, NULL, NULL, \
			N_("answer as one JSON object"), false \
	}
#define CLI_OUTPUT_OPTION \
	{ \
		"output", 'o', CLI_FILE, N_("FILE"), NULL, \
			N_("write here instead of on standard output"), false \
	}
#define CLI_END \
	{ \
		NULL, 0, CLI_FLAG, NULL, NULL, NULL, false \
	}

/* ---- printing --------------------------------------------------------- */

/*
 * Prints R on standard output, for people or, when the command has --json
 * and it was given, as one JSON object. Returns the exit status (0 or 1), or
 * -1 when standard output cannot be written.
 */
int cli_print(const struct cli_args *a, const struct dp_result *r,
	      struct dp_err *err);
/* The same into a buffer: for people, WIDTH_COLS wide, or as JSON. */
void cli_render_text(const struct dp_result *r, int width_cols,
		     struct dp_buf *out);
/* The same for a person: in plain mode, without tables. */
void cli_render_shown(const struct dp_result *r, int width_cols,
		      struct dp_buf *out);
void cli_render_json(const struct dp_result *r, struct dp_buf *out);
/* Width of the terminal on standard output, 80 when it is none. */
int cli_width(void);
/* True when standard output is a terminal that shows UTF-8 and blocks. */
bool cli_unicode(void);
/* True when colours may be used: a terminal, no NO_COLOR. */
bool cli_colour(void);
/* A line on standard error: "dpipe: " and the formatted sentence. */
void cli_say(const char *fmt, ...) DP_PRINTF(1, 2);

/*
 * True when nothing but plain lines of text may be shown: --plain,
 * DPIPE_PLAIN, ACCESSIBLE, a dumb terminal, or no terminal at all.
 */
bool cli_plain(void);

/*
 * Where lessons and sample data are: DPIPE_DATA_DIR, beside the program when
 * it runs where it was built, or as installed.
 */
const char *cli_data_folder(void);
/* The same for translations: DPIPE_LOCALE_DIR … */
const char *cli_locale_folder(void);
/*
 * Where what is remembered of a user is kept, as the XDG Base Directory
 * Specification has it: $XDG_STATE_HOME/dpipe, ~/.local/state/dpipe. NULL
 * when there is no home.
 */
const char *cli_state_folder(void);

/* ---- the program ------------------------------------------------------ */

/* A file of keys that is replayed instead of a terminal: --script. */
struct cli_script {
	const char *path, *size; /* as given; size may be NULL */
	const char *open;        /* a file to open first, or NULL */
	const char *present;     /* a lesson to project, or "" or NULL */
	bool dump;
};

#define CLI_NO_SCREEN (-2)

/*
 * The interface on a screen, which the command line knows nothing of: main.c
 * hands it over.
 */
struct cli_screen {
	/*
	 * Runs it on the terminal, with the file PATH open unless it is NULL,
	 * or the lesson PRESENT ("": the one in hand) projected. Returns the
	 * exit status, -1 with err, or CLI_NO_SCREEN when this terminal cannot
	 * show it.
	 */
	int (*run)(const char *path, const char *present, struct dp_err *err);
	/*
	 * Reads a line of the terminal, LABEL before it, with what edits a
	 * line but no escape sequence. To be freed; NULL at the end.
	 */
	char *(*line)(const char *label);
	/*
	 * The I-th (from 0) of the data to practise on: its file, to be
	 * freed, and what it is, appended to SAID. NULL: there are no more.
	 */
	char *(*practice)(size_t i, struct dp_buf *said);
	/* Replays S and appends what is printed to OUT: 0, or -1. */
	int (*script)(const struct cli_script *s, struct dp_buf *out,
		      struct dp_err *err);
};

/*
 * Runs what the command line asks for; without a command, SCREEN where there
 * is a terminal (NULL: there is no screen). Returns the exit status, or
 * -EPIPE when nobody reads standard output any more.
 */
int cli_main(int argc, char **argv, const struct cli_screen *screen);

#endif
