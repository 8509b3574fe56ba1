/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frame: small tables of results, typed and ready to be shown. Part of the
 * layer table.
 */
#ifndef DPIPE_FRAME_H
#define DPIPE_FRAME_H

#include <dpipe/base.h>

#ifdef __cplusplus
extern "C" {
#endif

enum dp_value_kind {
	DP_VALUE_NULL,
	DP_VALUE_TEXT,
	DP_VALUE_NUMBER, /* text holds it, canonical, all its digits */
	DP_VALUE_BOOL,   /* text is "true" or "false" */
};

struct dp_value {
	enum dp_value_kind kind;
	dp_str text;
	dp_str brief; /* of a text, for people; p NULL: the text itself */
};

struct dp_frame_column {
	dp_str key;   /* machine name, English, snake_case: JSON, CSV */
	dp_str title; /* for people, translated */
	dp_str unit;  /* or p == NULL */
	bool number;  /* numbers: set to the right */
	bool data;    /* key is a column of the user's table */
	bool exact;   /* cells of it as they are: every blank counts */
};

/*
 * A table small enough for a screen: results, not data. Text lives in its
 * arena. Zeroed is ready for use.
 */
struct dp_frame {
	struct dp_frame_column *column;
	size_t n_columns, cap_columns;
	struct dp_value *value; /* row by row */
	size_t n_rows, cap_values;
	struct dp_arena text;
};

/* Adds a column (before any row). KEY, TITLE, UNIT are copied. */
struct dp_frame_column *dp_frame_column(struct dp_frame *f, const char *key,
					const char *title, const char *unit,
					bool number);
/* Adds a row of nulls and returns its first value. */
struct dp_value *dp_frame_row(struct dp_frame *f);
/* Value of row R, column C (both from 0). */
struct dp_value *dp_frame_at(const struct dp_frame *f, size_t r, size_t c);
/* Setters; text is copied into the frame. */
void dp_set_text(struct dp_frame *f, struct dp_value *v, dp_str s);
/* A text that people get as BRIEF; machines get S, whole. */
void dp_set_long_text(struct dp_frame *f, struct dp_value *v, dp_str s,
		      dp_str brief);
void dp_set_int(struct dp_frame *f, struct dp_value *v, int64_t i);
/* V with 17 significant digits; NaN and infinities become null. */
void dp_set_real(struct dp_frame *f, struct dp_value *v, double d);
/* A number already in canonical text. */
void dp_set_number(struct dp_frame *f, struct dp_value *v, dp_str canonical);
void dp_set_bool(struct dp_frame *f, struct dp_value *v, bool yes);
void dp_frame_done(struct dp_frame *f);

#ifdef __cplusplus
}
#endif
#endif
