/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * step: the seven steps of the School of Data pipeline. A step never prints:
 * it returns a result, made of parts, that the command line, the TUI and the
 * lessons show each in its own way.
 */
#ifndef DPIPE_STEP_H
#define DPIPE_STEP_H

#include <dpipe/chart.h>
#include <dpipe/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- results ---------------------------------------------------------- */

enum dp_part_kind {
	DP_PART_NOTE,     /* a sentence */
	DP_PART_FACTS,    /* names and values: a frame of one row */
	DP_PART_FRAME,    /* a small table */
	DP_PART_FINDINGS, /* what is wrong with the data */
	DP_PART_CHART,    /* a drawing with its data and its sentence */
	DP_PART_TEXT,     /* a text as it is: a recipe, a letter, a file */
};

struct dp_part {
	enum dp_part_kind kind;
	char *key;             /* machine name for --json, snake_case; unique */
	char *title;           /* for people, translated; NULL: none */
	dp_str text;           /* NOTE, TEXT */
	struct dp_frame frame; /* FACTS, FRAME */
	struct dp_findings findings; /* FINDINGS */
	struct dp_chart *chart;      /* CHART */
};

/* What a step answers. Zeroed is ready for use. */
struct dp_result {
	struct dp_part *part;
	size_t n, cap;
	bool doubtful; /* findings, or a result to be checked: status 1 */
};

/*
 * Adds a part and returns it; it holds until the next is added. KEY and
 * TITLE are copied; TITLE may be NULL.
 */
struct dp_part *dp_result_part(struct dp_result *r, enum dp_part_kind kind,
			       const char *key, const char *title);
/* Adds a NOTE with a formatted sentence, already translated. */
void dp_result_note(struct dp_result *r, const char *key, const char *fmt, ...)
	DP_PRINTF(3, 4);
/* Adds a TEXT with a copy of TEXT. */
void dp_result_text(struct dp_result *r, const char *key, dp_str text);
/* Part called KEY, or NULL. */
struct dp_part *dp_result_find(struct dp_result *r, const char *key);
void dp_result_done(struct dp_result *r);

/* Facts, one by one: adds a column and its value to a FACTS part. */
void dp_fact_text(struct dp_part *p, const char *key, const char *title,
		  dp_str value);
/* The same, unless VALUE is empty. */
void dp_fact_told(struct dp_part *p, const char *key, const char *title,
		  dp_str value);
void dp_fact_int(struct dp_part *p, const char *key, const char *title,
		 int64_t value);
void dp_fact_real(struct dp_part *p, const char *key, const char *title,
		  double value);
void dp_fact_bool(struct dp_part *p, const char *key, const char *title,
		  bool value);

/* ---- steps that take time ---------------------------------------------- */

enum dp_go {
	DP_GO_ON,
	DP_GO_ENOUGH, /* read no more: say what is known by now */
	DP_GO_AWAY,   /* fail with DP_ECANCEL */
};

/*
 * Who watches a step while it reads. LOOK is told how many records were read
 * and what share of the work is done (0 to 1; below 0: not known), on the
 * thread of the step, some times for each megabyte; it says how to go on.
 */
struct dp_watch {
	enum dp_go (*look)(void *self, uint64_t n_records, double share);
	void *self;
};

/* ---- the seven steps -------------------------------------------------- */

struct dp_step_info {
	const char *name;    /* "define": command and key */
	const char *title;   /* N_("Define") */
	const char *purpose; /* N_: one sentence */
	const char *gives;   /* N_: what one holds at its end */
	const char *first;   /* N_: a first command to try */
};

#define DP_STEPS 7
/* Step I (0 to 6) in pipeline order. */
const struct dp_step_info *dp_step_info(size_t i);

#ifdef __cplusplus
}
#endif
#endif
