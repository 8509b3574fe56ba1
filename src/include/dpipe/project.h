/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * project: a question and everything that answers it, in one folder that can
 * be carried on a key and replayed anywhere.
 *
 *   project.dpipe   the question, the horizon table, the wanted data, and
 *                   the commands that lead from raw files to the answer
 *   raw/            files got, never changed, each with its provenance
 *   recipes/        recipes (.dpr)
 *   clean/ results/ charts/ verify/   what commands make; nothing else
 *   report.md       the text; report.html is made from it
 */
#ifndef DPIPE_PROJECT_H
#define DPIPE_PROJECT_H

#include <dpipe/step.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DP_PROJECT_FILE "project.dpipe"
#define DP_PROJECT_RAW "raw"
#define DP_PROJECT_MAX_BYTES (4u << 20) /* largest project file read */

/* ---- the project file ------------------------------------------------- */

/*
 * UTF-8 without a byte order mark, LF, in the lexical style of recipes: a
 * word, then what it takes; # starts a comment; indented lines go on with
 * the line above. The words:
 *
 *   dpipe-project 1                 first, the version of the format
 *   title TEXT                      once; TEXT goes to the end of the line
 *   language fr|en                  once: what outputs are written in
 *   question TEXT                   once
 *   hypothesis TEXT                 any number, each can be proved wrong
 *   row TEXT                        once: what one row of the table is
 *   column NAME type=T unit="U" from="S" "why"    the horizon table
 *   wanted NAME priority=1 status=S date=2026-03 from="S" "what for"
 *   do COMMAND                      a dpipe command, without the word dpipe
 *
 * Only NAME is required of column and wanted; names are unique. A line with
 * another word is kept and has no meaning.
 */
enum dp_project_word {
	DP_PROJECT_NONE, /* blank or comment */
	DP_PROJECT_VERSION,
	DP_PROJECT_TITLE,
	DP_PROJECT_LANGUAGE,
	DP_PROJECT_QUESTION,
	DP_PROJECT_HYPOTHESIS,
	DP_PROJECT_ROW,
	DP_PROJECT_COLUMN,
	DP_PROJECT_WANTED,
	DP_PROJECT_DO,
	DP_PROJECT_UNKNOWN,
};

/* One logical line, with its continuation lines. */
struct dp_project_line {
	enum dp_project_word word;
	dp_str raw;    /* exact text with its line ends */
	dp_str verb;   /* the word as written; p == NULL: none */
	uint32_t line; /* first physical line, from 1 */
};

/* A text; continuation lines are joined by a space. */
struct dp_project_text {
	dp_str text;
	uint32_t line; /* where it stands, from 1 */
};

/* A column of the horizon table. Texts not given have p == NULL. */
struct dp_project_column {
	dp_str name, type, unit, from, why;
	uint32_t line;
};

/* Data that are wanted. Texts not given have p == NULL. */
struct dp_project_wanted {
	dp_str name, status, date, from, why;
	int priority; /* 1 first, 2, 3; 0: not given */
	uint32_t line;
};

/* A project file as read. Text lives in its arena. */
struct dp_project {
	char *name;  /* of the file, for messages */
	dp_str text; /* the whole file */
	struct dp_project_line *line;
	size_t n, cap;
	dp_str title, language, question, row; /* p == NULL: not given */
	struct dp_project_text *hypothesis;
	size_t n_hypotheses, cap_hypotheses;
	struct dp_project_column *column;
	size_t n_columns, cap_columns;
	struct dp_project_wanted *wanted;
	size_t n_wanted, cap_wanted;
	struct dp_project_text *step; /* the do lines */
	size_t n_steps, cap_steps;
	struct dp_arena arena;
};

/*
 * Reads a project from TEXT; NAME is said in messages. Fails with DP_ERECIPE
 * at the first line that does not say what it should: file, line, column.
 * Freed by dp_project_free.
 */
struct dp_project *dp_project_parse(dp_str text, const char *name,
				    struct dp_err *err);
/* The same of the project file in FOLDER; DP_ENOTFOUND when there is none. */
struct dp_project *dp_project_read(const char *folder, struct dp_err *err);
/* Writes the project file of FOLDER, whole or not at all. */
int dp_project_write(const struct dp_project *p, const char *folder,
		     struct dp_err *err);
void dp_project_free(struct dp_project *p);

/*
 * The folder of the project that FROM (NULL: the current folder) belongs to:
 * FROM itself or the nearest folder above it that has a project file. A new
 * C string that the caller frees; NULL with DP_ENOTFOUND.
 */
char *dp_project_find(const char *from, struct dp_err *err);

/* What a new project starts with. Texts may be NULL. */
struct dp_project_start {
	const char *title, *question;
	const char *language; /* NULL: that of messages */
};
/*
 * Makes FOLDER (and its parents), the folders of a project in it, and a
 * project file. An existing folder is fine, an existing project is a
 * DP_EUSAGE.
 */
int dp_project_new(const char *folder, const struct dp_project_start *s,
		   struct dp_err *err);

/* ---- changes ---------------------------------------------------------- */

/*
 * Each changes one line of P and leaves every other byte as it is; P is read
 * again, so borrowed texts no longer hold. On failure P stays as it was.
 */

/*
 * Sets title, language, question or row to TEXT; adds a hypothesis or a do
 * line. Line ends in TEXT become spaces. Fails with DP_EUSAGE for an empty
 * text or another word.
 */
int dp_project_say(struct dp_project *p, enum dp_project_word word, dp_str text,
		   struct dp_err *err);
/*
 * Adds column C, or changes what C gives (p not NULL) of the one with its
 * name. The type may be said in the user's language. ADDED (or NULL) tells
 * which.
 */
int dp_project_put_column(struct dp_project *p,
			  const struct dp_project_column *c, bool *added,
			  struct dp_err *err);
/* The same for wanted data; priority 0 leaves it. */
int dp_project_put_wanted(struct dp_project *p,
			  const struct dp_project_wanted *w, bool *added,
			  struct dp_err *err);
/* Index of the column, or of the wanted data, called NAME; -1. */
ptrdiff_t dp_project_column_find(const struct dp_project *p, dp_str name);
ptrdiff_t dp_project_wanted_find(const struct dp_project *p, dp_str name);

/* ---- its vocabulary --------------------------------------------------- */

/* A word that files hold, and what people are shown. */
struct dp_project_term {
	const char *word;    /* in the file, whatever the language */
	const char *title;   /* marked N_ */
	const char *summary; /* marked N_: one sentence */
};

/* Types of columns; statuses of wanted data. Ended by word NULL. */
const struct dp_project_term *dp_project_types(void);
const struct dp_project_term *dp_project_statuses(void);
/*
 * The term that TEXT means: its word, or its title in the user's language
 * (case and accents weigh nothing). NULL with DP_EUSAGE and the list.
 */
const struct dp_project_term *
dp_project_term(const struct dp_project_term *list, dp_str text,
		struct dp_err *err);

/* ---- commands --------------------------------------------------------- */

/* The words of a do line. */
struct dp_command {
	char **word; /* ended by NULL */
	size_t n;
};

/*
 * Cuts LINE into words as a POSIX shell does: blanks separate; 'as it is';
 * "where \ keeps its meaning before a quote, \, $ and `"; \x; # starts a
 * comment. There is no shell: what a shell would expand or carry out (* ? [
 * $ ` | & ; < > ( ) ~ { }) fails with DP_EUSAGE where it is not quoted, so
 * that the line means the same when it is pasted into one. OUT is zeroed by
 * the caller and freed by dp_command_done.
 */
int dp_command_split(dp_str line, struct dp_command *out, struct dp_err *err);
void dp_command_done(struct dp_command *c);
/* Appends WORD as dp_command_split reads it, in quotes where needed. */
void dp_command_quote(dp_str word, struct dp_buf *out);
/*
 * Fails with DP_EUSAGE when C is no step of a project: a command that is not
 * among get, verify, clean, analyse and present, one that waits for people,
 * or a word that is a path out of the project (absolute, or with "..").
 */
int dp_command_check(const struct dp_command *c, struct dp_err *err);

/* ---- replaying -------------------------------------------------------- */

/*
 * A run carries out the do lines, in order, on a stage: a hidden folder in
 * the project with links to its sources (everything but what steps make).
 * What appears there is what a step made; it gets a provenance sidecar, and
 * its final name at the end, when all steps are done. The caller carries the
 * steps out, in the stage as the current folder:
 *
 *     r = dp_run_open(folder, &opts, err);
 *     while ((s = dp_run_next(r, &command, err)) > 0)
 *             dp_run_made(r, status of command, err);
 *     dp_run_finish(r, result, err);
 *     dp_run_close(r);
 */
struct dp_run;

struct dp_run_opts {
	bool check; /* compare with what is there; change nothing */
	bool fetch; /* steps may get files over the network */
};

/*
 * Reads the project of FOLDER, all its commands, and its raw files, and sets
 * the stage. Fails before the first step for a command that may not run
 * (DP_EUSAGE, with the line), for a raw file that is not what its provenance
 * says (DP_EDATA), and while another run works in that project (DP_EUSAGE).
 * A run that was killed while its outputs took their names is completed
 * first; to check only, that is a DP_EDATA.
 */
struct dp_run *dp_run_open(const char *folder, const struct dp_run_opts *o,
			   struct dp_err *err);
/* Absolute path of the stage. */
const char *dp_run_stage(const struct dp_run *r);
/* The project that is replayed. */
const struct dp_project *dp_run_project(const struct dp_run *r);
/*
 * The next step to carry out: 1 and its words, which R owns; 0 none is left;
 * -1 failed. A step that needs the network is passed over without fetch.
 */
int dp_run_next(struct dp_run *r, const struct dp_command **out,
		struct dp_err *err);
/* Where that step stands in the project file (from 1). */
uint32_t dp_run_line(const struct dp_run *r);
/*
 * Tells what the step that dp_run_next gave has made. STATUS is its exit
 * status, 0 or 1. Fails when it wrote where it may not.
 */
int dp_run_made(struct dp_run *r, int status, struct dp_err *err);
/*
 * Puts the line of that step before the message of ERR, and asks about files
 * that it would read and no step makes: what to do when it failed. Returns
 * -1.
 */
int dp_run_failed(const struct dp_run *r, struct dp_err *err);
/*
 * Compares what was made with what is there and, but for check, gives it its
 * names: all or none. Killed while it does, each name has its old file or its
 * new one, and the next run says so and completes it. Fills OUT: "raw" (a
 * frame: file, bytes, state), "steps" (a frame: step, command, output, bytes,
 * rows_in, rows_out, state), notes, and "sha256" (a text, as sha256sum writes
 * it, of raw files and outputs). It is doubtful when a step was (but for
 * check), when a raw file has no provenance, and, for check, when anything
 * differs.
 */
int dp_run_finish(struct dp_run *r, struct dp_result *out, struct dp_err *err);
/* Takes the stage away; NULL is fine. */
void dp_run_close(struct dp_run *r);

#ifdef __cplusplus
}
#endif
#endif
