/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson: lessons as text files, and the session of a learner who works
 * through them. It judges by effect (expect.h), never prints, and says what
 * it has to say as events that a front end shows. The format of a lesson is
 * told in lessons/README.md.
 */
#ifndef DPIPE_LESSON_H
#define DPIPE_LESSON_H

#include <dpipe/catalogue.h>
#include <dpipe/expect.h>
#include <dpipe/project.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- lessons as text -------------------------------------------------- */

#define DP_LESSON_MAX_BYTES (1u << 20) /* longest lesson */

enum dp_task_kind {
	DP_TASK_DO,
	DP_TASK_PREDICT,
	DP_TASK_FIX,
	DP_TASK_QUIZ,
	DP_TASK_REFLECT,
};

/* Actions that follow each other: recipe lines and commands. */
struct dp_route {
	dp_str *action;
	size_t n, cap;
	uint32_t line;        /* where it stands, from 1; 0: there is none */
	const char *language; /* of what is written in it; NULL: any */
};

/* A mistake with a name. */
struct dp_wrong {
	dp_str name;
	size_t first, n;      /* its predicates in the task's expectations */
	struct dp_route make; /* actions that make it */
	struct dp_said say;
	uint32_t line;
};

struct dp_hint {
	dp_str name; /* idea, where, tool, example */
	struct dp_said text;
	uint32_t line;
};

struct dp_choice {
	dp_str id;
	struct dp_said text, why;
	uint32_t line;
};

/* A file that is there when a task starts, in the learner's language. */
struct dp_given {
	dp_str file;
	struct dp_said content;
	uint32_t line;
};

struct dp_task {
	dp_str id;
	enum dp_task_kind kind;
	uint32_t line;
	struct dp_said ask;       /* goal, or question */
	struct dp_said after;     /* said when it is done */
	struct dp_expect *expect; /* checks, then those of mistakes, then the
				     outcome of predict */
	size_t n_checks;
	size_t n_secret; /* of them, at their end: those not listed */
	struct dp_route *route;
	size_t n_routes, cap_routes;
	struct dp_wrong *wrong;
	size_t n_wrongs, cap_wrongs;
	struct dp_hint *hint;
	size_t n_hints, cap_hints;
	struct dp_choice *choice;
	size_t n_choices, cap_choices;
	struct dp_given *given;
	size_t n_givens, cap_givens;
	struct dp_route prepare; /* actions when it starts */
	struct dp_route run;     /* predict: what is predicted */
	uint32_t outcome_line;   /* predict: 0 when there is none */
	dp_str right, source;    /* quiz */
};

/* A list of words. */
struct dp_words_list {
	dp_str *at;
	size_t n, cap;
	uint32_t line;
};

struct dp_lesson {
	char *file;             /* as messages name it */
	dp_str id, track, name; /* id is track/name */
	size_t step;            /* 0 to 6: dp_step_info */
	bool has_step;
	uint32_t wide_line; /* first of more than 80 columns, or 0 */
	unsigned minutes;
	struct dp_words_list needs, skills, data;
	dp_str table, recipe, key, licence; /* p == NULL: not said */
	struct dp_said title, intro, end, credit;
	struct dp_task *task;
	size_t n_tasks, cap_tasks;
	struct dp_arena text;
};

/*
 * Reads TEXT, a lesson; NAME is said in messages. Fails with DP_ERECIPE at
 * the first line that is not as the format has it: file and line stand in
 * front of the message, and in err->at. What is merely missing is for
 * dp_lesson_lint. Freed by dp_lesson_free.
 */
struct dp_lesson *dp_lesson_parse(dp_str text, const char *name,
				  struct dp_err *err);
/* The same of the file PATH. */
struct dp_lesson *dp_lesson_read(const char *path, struct dp_err *err);
void dp_lesson_free(struct dp_lesson *l);
/* Word of the format for KIND: "do" … Static. */
const char *dp_task_kind_name(enum dp_task_kind kind);

/* Lessons found, by track, then step, then name. */
struct dp_lessons {
	struct dp_lesson **at;
	size_t n, cap;
};

/*
 * Reads DATA/lessons/TRACK/NAME.lesson, all there are, into OUT, which is
 * zeroed. Fails as dp_lesson_parse does; a folder without lessons is empty.
 */
int dp_lessons_read(const char *data, struct dp_lessons *out,
		    struct dp_err *err);
/* The lesson called ID ("track/name"), or NULL. */
const struct dp_lesson *dp_lessons_find(const struct dp_lessons *l, dp_str id);
void dp_lessons_done(struct dp_lessons *l);

/* ---- progress --------------------------------------------------------- */

enum dp_progress { DP_OPEN, DP_BEGUN, DP_PASSED, DP_SKIPPED };

/*
 * Where a learner's work is. NULL: below the user's own folders, as the XDG
 * base directory specification has it.
 */
struct dp_learn_places {
	const char *data;  /* lessons/ and sample-data/ are here */
	const char *work;  /* one folder a track: the projects */
	const char *state; /* journals, steps back, checkpoints */
};

/* ---- the session ------------------------------------------------------ */

/* Kinds of what is said. A front end may show each in its own way. */
enum dp_say_kind {
	DP_SAY_TITLE,    /* a heading: lesson, task */
	DP_SAY_TEXT,     /* prose; blank lines part paragraphs */
	DP_SAY_ASK,      /* the goal or question of the task */
	DP_SAY_CHOICE,   /* a choice; number says which */
	DP_SAY_OUTPUT,   /* lines as they are: what a command answered */
	DP_SAY_DONE,     /* an action was carried out: what it did */
	DP_SAY_PASS,     /* the task is complete */
	DP_SAY_FAIL,     /* not yet: what was measured and wanted */
	DP_SAY_HINT,     /* a rung; number says which */
	DP_SAY_OFFER,    /* something one may ask for */
	DP_SAY_ROUTE,    /* a way to the goal, as one would type it */
	DP_SAY_ERROR,    /* that could not be done, and why */
	DP_SAY_PROGRESS, /* where one is */
	DP_SAY_LANGUAGE, /* the learner asks for this language: "fr" */
};

struct dp_say {
	enum dp_say_kind kind;
	size_t number;
	dp_str text; /* in the user's language */
};

/* What was said to one line of the learner, in order. Zeroed is ready. */
struct dp_says {
	struct dp_say *at;
	size_t n, cap;
	struct dp_arena text;
};

/* Forgets what was said. */
void dp_says_clear(struct dp_says *s);
void dp_says_done(struct dp_says *s);

/* What a session asks of its front end. */
struct dp_learn_front {
	void *self;
	/* Calls WORK with FOLDER as the current folder, and goes back. */
	int (*inside)(void *self, const char *folder,
		      int (*work)(void *on, struct dp_err *err), void *on,
		      struct dp_err *err);
	/*
	 * Carries out the command of dpipe C in FOLDER, without standard
	 * input, and adds what it answers to SAID. Returns its exit status.
	 */
	int (*command)(void *self, const char *folder,
		       const struct dp_command *c, struct dp_buf *said,
		       struct dp_err *err);
};

struct dp_learn;

/*
 * Opens the work of the learner on the track TRACK ("cinemas") or on one of
 * its lessons ("cinemas/clean"), where it was left; makes what is missing.
 * Fails with DP_ENOTFOUND for a track or lesson that there is not, DP_EUSAGE
 * while another session works there. Freed by dp_learn_close.
 */
struct dp_learn *dp_learn_open(const struct dp_learn_places *places,
			       const char *track,
			       const struct dp_learn_front *front,
			       struct dp_err *err);
void dp_learn_close(struct dp_learn *l);

/* Says where one is and what is to be done. */
void dp_learn_start(const struct dp_learn *l, struct dp_says *out);
/*
 * Takes LINE, what the learner typed, and adds the answer to OUT. Returns 1
 * to go on, 0 when the session is over (stop, or nothing is left), -1 when
 * the work itself cannot go on (no space, no permission). What is wrong with
 * the line is an answer, not a failure.
 */
int dp_learn_line(struct dp_learn *l, dp_str line, struct dp_says *out,
		  struct dp_err *err);

/* Where a session is, for a status line. Texts are borrowed. */
struct dp_learn_at {
	const struct dp_lesson *lesson;
	const struct dp_task *task;
	size_t task_number, n_tasks; /* from 1 */
	size_t n_hints_shown;
	size_t n_attempts;     /* judged in vain since the task began */
	bool complete;         /* the task is; next goes on */
	const char *predicted; /* what was said of a predict task, or NULL */
	const char *folder;    /* of the learner's project */
};
/* Fills OUT; what it borrows holds until the next line. */
void dp_learn_at(const struct dp_learn *l, struct dp_learn_at *out);
/*
 * Judges what the learner's folder holds by the checks of the task in hand
 * and fills OUT, zeroed: a verdict a check, those left out that would tell
 * the answer; none for a task that is answered.
 * Nothing is noted. Fails as dp_expect_judge does. Freed by dp_verdicts_done.
 */
int dp_learn_checks(struct dp_learn *l, struct dp_verdicts *out,
		    struct dp_err *err);
/*
 * Says anew, in the user's language, what the task in hand has told so far:
 * the hints that were read; what is wrong, after a failure; the ways to the
 * goal, once it is complete. Nothing is noted. Fails as dp_learn_checks does.
 */
int dp_learn_told(struct dp_learn *l, struct dp_says *out, struct dp_err *err);
/*
 * True when LINE says something to the session: a word of the lesson, an
 * action, or an answer to what the task in hand asks.
 */
bool dp_learn_knows(const struct dp_learn *l, dp_str line);
/* How far task TASK (from 0) of LESSON is. */
enum dp_progress dp_learn_progress(const struct dp_learn *l,
				   const struct dp_lesson *lesson, size_t task);
/*
 * The I-th (from 0) word that a lesson knows, as it is written in the user's
 * language, and what it does; false when there are no more. Static.
 */
bool dp_learn_word(size_t i, const char **word, const char **summary);
/* The lessons of the session's track. */
const struct dp_lessons *dp_learn_lessons(const struct dp_learn *l);

/* ---- all of a learner's work ------------------------------------------ */

/*
 * Fills R with the lessons there are: "lessons" (a frame: lesson, title,
 * step, minutes, tasks, done).
 */
int dp_learn_list(const struct dp_learn_places *places, struct dp_result *r,
		  struct dp_err *err);
/* Where a learner is on a track, for a home. */
struct dp_learn_glance {
	struct dp_lessons lessons; /* of the track, in their order */
	size_t *n_done;            /* of the tasks of each lesson */
	bool begun;                /* there is work on this track */
	size_t lesson, task;       /* in hand, or the first; task from 0, the
				      number of tasks when all are done */
};
/*
 * Looks where the learner is on TRACK and fills OUT, zeroed; needs no session
 * and hinders none. No such track is an empty one. Fails as dp_lessons_read
 * and when nothing says where the learner's files are. Freed by
 * dp_learn_glance_done.
 */
int dp_learn_glance(const struct dp_learn_places *places, const char *track,
		    struct dp_learn_glance *out, struct dp_err *err);
void dp_learn_glance_done(struct dp_learn_glance *g);
/*
 * Writes the work of all tracks (TRACK: of one) into one file, FILE: journals
 * and projects. Fails with DP_ENOTFOUND when there is none.
 */
int dp_learn_export(const struct dp_learn_places *places, const char *track,
		    const char *file, struct dp_result *r, struct dp_err *err);
/*
 * Brings the work in FILE back. Fails with DP_EUSAGE where there is work of
 * such a track already, DP_EDATA for a file that is damaged or names a path
 * that leads out; nothing is changed then.
 */
int dp_learn_import(const struct dp_learn_places *places, const char *file,
		    struct dp_result *r, struct dp_err *err);
/*
 * Begins TRACK (NULL: every track) anew. The work so far is moved aside, and
 * R says where to.
 */
int dp_learn_reset(const struct dp_learn_places *places, const char *track,
		   struct dp_result *r, struct dp_err *err);

/* ---- in front of a room ------------------------------------------------ */

/* Which choice (from 0) of the quiz T of L is shown as the I-th (from 0). */
size_t dp_quiz_choice(const struct dp_lesson *l, const struct dp_task *t,
		      size_t i);
/*
 * Adds the answer to T of L to OUT: the right choice and why, or each route,
 * its number with its first action. Nothing where people write freely.
 */
void dp_room_answer(const struct dp_lesson *l, const struct dp_task *t,
		    struct dp_says *out);
/* Adds what is said of each mistake that T of L knows, … for what varies. */
void dp_room_mistakes(const struct dp_lesson *l, const struct dp_task *t,
		      struct dp_says *out);

#define DP_ROOM_ID_BYTES 128

/* What is projected. */
struct dp_room_now {
	char lesson[DP_ROOM_ID_BYTES]; /* its id */
	size_t task;                   /* from 0 */
	bool answer;                   /* it is shown */
	int64_t ends_at;               /* of the timer, seconds since 1970; 0 */
};

/*
 * The end of a socket, in XDG_RUNTIME_DIR, by which notes of the same user
 * follow what is projected. Fails with DP_ENOTFOUND where that folder is not
 * named, DP_EUSAGE while another room is open, DP_EIO, DP_ELIMIT. Closed by
 * dp_room_close, which takes the socket away; NULL is fine.
 */
struct dp_room;
struct dp_room *dp_room_open(struct dp_err *err);
void dp_room_close(struct dp_room *r);
/* A descriptor for poll: readable when somebody wants to follow. */
int dp_room_fd(const struct dp_room *r);
/* Lets in those who want to follow, and tells them what is shown. */
void dp_room_admit(struct dp_room *r);
/* NOW is shown: tells all who follow, if it is news. Never waits. */
void dp_room_show(struct dp_room *r, const struct dp_room_now *now);
/*
 * Follows the room that is open. Returns a descriptor, which the caller closes,
 * that gives lines and ends with the room; DP_ENOTFOUND: none is open.
 */
int dp_room_follow(struct dp_err *err);
/* Reads LINE, without its end, into OUT; false when it is none of a room. */
bool dp_room_read(dp_str line, struct dp_room_now *out);

/* ---- the quality gate ------------------------------------------------- */

/*
 * Judges the lesson in FILE: whether it can be read; what is missing or
 * unequal in French and English, too wide, without a source; and, played in
 * a folder of its own that is removed, whether untouched data fail, routes
 * pass, mistakes are told apart. Adds to R what is wrong: "complaints" (a
 * frame: file, line, complaint), which makes it doubtful. Fails only when it
 * cannot be played at all.
 */
int dp_lesson_lint(const struct dp_learn_places *places, const char *file,
		   const struct dp_learn_front *front, struct dp_result *r,
		   struct dp_err *err);

#ifdef __cplusplus
}
#endif
#endif
