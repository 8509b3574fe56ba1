/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of a session share: the learner's folder, the journal, steps
 * back, and where in the lesson one is.
 */
#ifndef DPI_LESSON_SESSION_H
#define DPI_LESSON_SESSION_H

#include <dpipe/lesson.h>

#include "step/project.h"

/* Steps back that are kept. */
#define DPI_UNDO_MAX 30
/* Largest file that is copied for a step back. */
#define DPI_COPY_MAX_BYTES (256u << 20)
/* What a learner wrote in reflect tasks; never taken back. */
#define DPI_DIARY "diary.md"
/* After so many failures of one cause a hint is offered. */
#define DPI_FAILURES 3

/* ---- places ----------------------------------------------------------- */

/* Absolute folders, made when they are missing; freed by places_done. */
struct dpi_learn_folders {
	char *data, *work, *state;
};

int dpi_learn_folders(const struct dp_learn_places *p,
		      struct dpi_learn_folders *out, struct dp_err *err);
void dpi_learn_folders_done(struct dpi_learn_folders *f);

/* PATH from the current folder as an absolute one, to be freed; or NULL. */
char *dpi_absolute(const char *path, struct dp_err *err);
/* Copies the file FROM to TO, whose folder is made. */
int dpi_copy_file(const char *from, const char *to, struct dp_err *err);
/* Copies every file of FOLDER (raw files too) below TO. */
int dpi_copy_tree(const char *folder, const char *to, struct dp_err *err);

/* ---- journal ---------------------------------------------------------- */

/*
 * One thing that happened. A record is a line: date, word, lesson/task, the
 * rest as a string, and a check of it all, so that a line that was not
 * written to its end is seen.
 */
struct dpi_record {
	dp_str date, word, lesson, task, rest;
};

/* Appends RECORD to the journal of file descriptor FD, in one write. */
int dpi_journal_add(int fd, const struct dpi_record *record,
		    struct dp_err *err);
/* Opens the journal PATH to append; a torn last line is closed. */
int dpi_journal_open(const char *path, struct dp_err *err);
/*
 * Next good record of *REST: 1, 0 at the end; lines that are damaged are
 * passed over. Texts are kept in A.
 */
int dpi_journal_next(dp_str *rest, struct dp_arena *a, struct dpi_record *out);

/* ---- the session ------------------------------------------------------ */

/* How far the tasks of one lesson are. */
struct dpi_marks {
	enum dp_progress *task;
};

/* Texts that are owned, one after the other. */
struct dpi_texts {
	char **at;
	size_t n, cap;
};

void dpi_texts_add(struct dpi_texts *t, dp_str s);
/* Moves the last of FROM, if there is one, behind those of TO. */
void dpi_texts_move(struct dpi_texts *from, struct dpi_texts *to);
void dpi_texts_clear(struct dpi_texts *t);

struct dp_learn {
	struct dpi_learn_folders places;
	struct dp_learn_front front;
	struct dp_lessons lessons; /* of the track */
	struct dpi_marks *mark;    /* one a lesson */
	char *track, *folder, *state;
	int lock, journal;
	const struct dp_lesson *lesson;
	size_t task;             /* from 0; n_tasks: the lesson is over */
	bool complete;           /* the task in hand is */
	size_t n_hints;          /* shown */
	char *cause;             /* of the last failure, or NULL */
	size_t n_failures;       /* of that cause, one after the other */
	size_t n_attempts;       /* changes since the task began, in vain */
	struct dpi_texts done;   /* actions since the task began … */
	struct dpi_texts undone; /* … and those taken back, the last one last */
	char *predicted;         /* what was said, or NULL */
};

/*
 * Opens a session with the lessons ALL, which it takes over; otherwise as
 * dp_learn_open.
 */
struct dp_learn *dpi_learn_open(const struct dp_learn_places *places,
				struct dp_lessons *all, const char *track,
				const struct dp_learn_front *front,
				struct dp_err *err);
/*
 * Takes the lessons of TRACK out of ALL into L, with their marks, and frees
 * the others.
 */
void dpi_learn_take(struct dp_learn *l, struct dp_lessons *all, dp_str track);
/* The task in hand, or NULL. */
const struct dp_task *dpi_task(const struct dp_learn *l);
/* True when R is for readers of the language of messages. */
bool dpi_route_suits(const struct dp_route *r);
/* The model answer of T: the first route that suits; NULL: it has none. */
const struct dp_route *dpi_model(const struct dp_task *t);
/* Index of LESSON in the track's. */
size_t dpi_lesson_index(const struct dp_learn *l,
			const struct dp_lesson *lesson);
/* Writes WORD with REST about the task in hand into the journal. */
int dpi_note(struct dp_learn *l, const char *word, dp_str rest,
	     struct dp_err *err);
/* Takes what the journal says for what is so. */
int dpi_progress_read(struct dp_learn *l, struct dp_err *err);
/* The same for one record; only marks and position. */
void dpi_progress_apply(struct dp_learn *l, const struct dpi_record *r);

/* ---- steps back ------------------------------------------------------- */

/*
 * Keeps the learner's folder as the state KEY ("start/clean/c1", "undo"), but
 * for the diary.
 */
int dpi_state_keep(const struct dp_learn *l, const char *key,
		   struct dp_err *err);
/* Makes the folder as it was then; DP_ENOTFOUND when there is no such state. */
int dpi_state_restore(const struct dp_learn *l, const char *key,
		      struct dp_err *err);
/* Path of FILE as it was in the state KEY, to be freed. */
char *dpi_state_file(const struct dp_learn *l, const char *key,
		     const char *file);
/* Name of the state in which the task in hand started; to be freed. */
char *dpi_start_key(const struct dp_learn *l);

/* Keeps a state to come back to, and gives its name; to be freed. */
char *dpi_undo_keep(const struct dp_learn *l, struct dp_err *err);
/* Drops the state NAME. */
void dpi_undo_drop(const struct dp_learn *l, const char *name);
/* Goes back to the last state kept: 1, 0 there is none, -1. */
int dpi_undo_last(const struct dp_learn *l, struct dp_err *err);
/* The same forward again, to where dpi_undo_last came from. */
int dpi_redo_last(const struct dp_learn *l, struct dp_err *err);
/* Something else was done: there is no way forward any more. */
void dpi_redo_clear(const struct dp_learn *l);
/* Drops them all. */
void dpi_undo_clear(const struct dp_learn *l);

/* ---- working ---------------------------------------------------------- */

/* Makes the learner's folder and the data of the lesson in hand. */
int dpi_work_prepare(struct dp_learn *l, struct dp_err *err);
/* True when the lesson's table is to be made and is not there. */
bool dpi_table_missing(const struct dp_learn *l);
/* Makes the table by its recipe. Fills R as dp_clean_run does. */
int dpi_table_make(struct dp_learn *l, struct dp_result *r, struct dp_err *err);
/* Path of FILE in the learner's folder, to be freed. */
char *dpi_work_path(const struct dp_learn *l, dp_str file);
/* Notes COMMAND, which wrote a file, as a step of the project. */
int dpi_work_step(struct dp_learn *l, const struct dp_command *c,
		  struct dp_err *err);

/*
 * Carries out one action: a recipe line or a command. SAYS (or NULL) gets
 * what it answers. Returns 1 it was carried out, 0 it could not be, and that
 * was said (in ERR too), -1 the work cannot go on. CHANGED (or NULL) tells
 * whether a file is not as it was.
 */
int dpi_act(struct dp_learn *l, dp_str action, bool *changed,
	    struct dp_says *says, struct dp_err *err);
/* All actions of R, quietly; the first that cannot be carried out fails. */
int dpi_act_route(struct dp_learn *l, const struct dp_route *r,
		  struct dp_err *err);
/* True when LINE looks like an action. */
bool dpi_is_action(dp_str line);
/* Refuses PATH when it leads out of the learner's folder. SELF is not used. */
int dpi_check_inside(void *self, dp_str path, struct dp_err *err);
/*
 * Reads LINE as a command of dpipe, with or without that word: 1, 0 it is
 * none, -1 it may not be carried out here.
 */
int dpi_act_command(const struct dp_learn *l, dp_str line,
		    struct dp_command *out, struct dp_err *err);
/* A recipe line. As dpi_act. */
int dpi_act_step(struct dp_learn *l, dp_str line, struct dp_says *says,
		 struct dp_err *err);
/* A command. As dpi_act. */
int dpi_act_run(struct dp_learn *l, const struct dp_command *c,
		struct dp_says *says, struct dp_err *err);
/* The recipe shown, or a line of it changed: "recipe 3 trim nom". */
int dpi_recipe_word(struct dp_learn *l, dp_str rest, struct dp_says *says,
		    struct dp_err *err);
/* Writes TEXT as the recipe and makes the table; on failure it stays as it
   was. Returns as dpi_act. R gets what was done. */
int dpi_recipe_put(struct dp_learn *l, dp_str text, struct dp_result *r,
		   struct dp_err *err);
/* The recipe's text, or how one begins. */
int dpi_recipe_get(const struct dp_learn *l, struct dp_buf *out,
		   struct dp_err *err);

/* ---- judging ---------------------------------------------------------- */

/* Judges the task in hand. OUT is zeroed. */
int dpi_judge(struct dp_learn *l, struct dp_verdicts *out, struct dp_err *err);
/* True when all checks of T hold. */
bool dpi_judge_holds(const struct dp_task *t, const struct dp_verdicts *v);
/* The mistake that V shows, or NULL. */
const struct dp_wrong *dpi_judge_wrong(const struct dp_task *t,
				       const struct dp_verdicts *v);
/* Appends what W says, its braces filled in from V; false if one cannot be. */
bool dpi_wrong_say(const struct dp_wrong *w, const struct dp_verdicts *v,
		   struct dp_buf *out);
/* Judges and says what came of it; when asked, EACH point that is open. */
int dpi_judge_say(struct dp_learn *l, bool each, struct dp_says *says,
		  struct dp_err *err);
/* The same for who asks: says so, too, when the task was complete and is. */
int dpi_check_say(struct dp_learn *l, struct dp_says *says, struct dp_err *err);
/* Says what V, of the task in hand, finds wrong; nothing when all holds. */
void dpi_failure_say(const struct dp_learn *l, const struct dp_verdicts *v,
		     struct dp_says *says);
/* Says that the task in hand is done, and what goes with that. */
void dpi_pass_say(const struct dp_learn *l, struct dp_says *says);
/* The task in hand is done: notes it, says so and what goes with it. */
int dpi_pass(struct dp_learn *l, struct dp_says *says, struct dp_err *err);

/* ---- tasks ------------------------------------------------------------ */

/* Starts the task in hand: what is given, prepared, and the state kept. */
int dpi_task_begin(struct dp_learn *l, struct dp_err *err);
/* Says the task in hand. */
void dpi_task_say(const struct dp_learn *l, struct dp_says *says);
/* Goes on; over the last task there is the next lesson. As dp_learn_line. */
int dpi_task_next(struct dp_learn *l, struct dp_says *says, struct dp_err *err);
/* Leaves the task in hand by its model answer. */
int dpi_task_skip(struct dp_learn *l, struct dp_err *err);
/* Starts task TASK (from 0) of the lesson in hand anew, or skips up to it. */
int dpi_task_go(struct dp_learn *l, size_t task, struct dp_err *err);
/* Starts LESSON at the first task that is not done; catches up on needs. */
int dpi_lesson_begin(struct dp_learn *l, const struct dp_lesson *lesson,
		     struct dp_err *err);
/* Forgets what belongs to one task only. */
void dpi_task_forget(struct dp_learn *l);

/* A choice as the learner types it. Index in the task, or -1. */
ptrdiff_t dpi_quiz_find(const struct dp_lesson *lesson, const struct dp_task *t,
			dp_str line);
/* Index in the task of the choice shown as number I (from 0). */
size_t dpi_quiz_at(const struct dp_lesson *lesson, const struct dp_task *t,
		   size_t i);
void dpi_quiz_say(const struct dp_learn *l, struct dp_says *says);
/* LINE as the answer to a quiz, a prediction, a reflection; 0: it is none. */
int dpi_quiz_line(struct dp_learn *l, dp_str line, struct dp_says *says,
		  struct dp_err *err);
/* Says what was predicted, and what Enter carries out. */
void dpi_predict_say(const struct dp_learn *l, struct dp_says *says);
int dpi_predict_line(struct dp_learn *l, dp_str line, struct dp_says *says,
		     struct dp_err *err);
int dpi_reflect_line(struct dp_learn *l, dp_str line, struct dp_says *says,
		     struct dp_err *err);
/* The outcome of a prediction, after it was run. */
int dpi_predict_show(struct dp_learn *l, struct dp_says *says,
		     struct dp_err *err);

/* A word of the lesson at the start of LINE. */
enum dpi_word {
	DPI_WORD_NONE,
	DPI_WORD_HINT,
	DPI_WORD_ANSWER,
	DPI_WORD_SKIP,
	DPI_WORD_UNDO,
	DPI_WORD_REDO,
	DPI_WORD_NEXT,
	DPI_WORD_WHERE,
	DPI_WORD_AGAIN,
	DPI_WORD_KEYS,
	DPI_WORD_CHECK,
	DPI_WORD_RECIPE,
	DPI_WORD_TASKS,
	DPI_WORD_GO,
	DPI_WORD_RESET,
	DPI_WORD_KEEP,
	DPI_WORD_BACK,
	DPI_WORD_ROW,
	DPI_WORD_FILES,
	DPI_WORD_TAKE,
	DPI_WORD_SHOW,
	DPI_WORD_LANG,
	DPI_WORD_STOP,
};

/* The word that LINE starts with, and what follows it. */
enum dpi_word dpi_word_find(dp_str line, dp_str *rest);
/* Says all of them. */
void dpi_words_say(struct dp_says *says);
/* Appends the names nearest to the word of LINE as a question. */
void dpi_word_advise(dp_str line, struct dp_buf *out);

/* The words undo and redo. As dp_learn_line. */
int dpi_undo_line(struct dp_learn *l, struct dp_says *says, struct dp_err *err);
int dpi_redo_line(struct dp_learn *l, struct dp_says *says, struct dp_err *err);
/* KEEP: keeps the folder under the name REST; else goes back to it. */
int dpi_keep_line(struct dp_learn *l, bool keep, dp_str rest,
		  struct dp_says *says, struct dp_err *err);

/* ---- looking ---------------------------------------------------------- */

/* Says record N, a text, of the lesson's table: one column a line. */
void dpi_look_row(const struct dp_learn *l, dp_str n, struct dp_says *says);
/* Says which files are in the learner's folder. */
void dpi_look_files(const struct dp_learn *l, struct dp_says *says);
/* Says the first lines of FILE, a path in it. */
void dpi_look_file(const struct dp_learn *l, dp_str file, struct dp_says *says);

/*
 * Copies the learner's folder to the new folder NAME, a path from the current
 * folder; called as the track when NAME is empty. Says where it is.
 */
void dpi_take(const struct dp_learn *l, dp_str name, struct dp_says *says);

/* ---- saying ----------------------------------------------------------- */

/* Adds a formatted text; nothing when SAYS is NULL. */
void dpi_say(struct dp_says *says, enum dp_say_kind kind, const char *fmt, ...)
	DP_PRINTF(3, 4);
/* Adds TEXT as it is, with a number. */
void dpi_say_text(struct dp_says *says, enum dp_say_kind kind, size_t number,
		  dp_str text);

#endif
