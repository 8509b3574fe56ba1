/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * analyse: the sixth step. Counts, describes, compares; refuses to average
 * what is no quantity; says with every figure how it is defined and how many
 * values it comes from. Like every step it prints nothing.
 */
#ifndef DPIPE_ANALYSE_H
#define DPIPE_ANALYSE_H

#include <dpipe/stat.h>
#include <dpipe/step.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What all analyses take; zeroed gives every digit to a program. */
struct dp_analyse_opts {
	const dp_str *as_number; /* columns to take as quantities, whatever */
	size_t n_as_number;      /* they look like */
	int qtype;               /* type of quantile, 1 to 9; 0: the standard */
	bool no_quantiles;       /* describe in constant memory */
	size_t top;              /* most frequent values to give; 0: all (freq),
				none (describe) */
	bool people;             /* the answer is read by people: words are
				translated, counts that are all 0 left out */
	unsigned digits;         /* and figures rounded to this many significant
				digits; 0: not here */
	const char *file;        /* said in suggestions, or NULL */
	unsigned threads;        /* 0: as many as is sensible */
};

/*
 * A stream of the records of IN for which EXPRESSION (as filter takes it) is
 * true; owns IN, also on failure. Fails with DP_ERECIPE.
 */
struct dp_stream *dp_analyse_where(struct dp_stream *in, dp_str expression,
				   struct dp_err *err);

/*
 * The functions below read IN to its end, close it in every case, and add
 * parts to OUT, which becomes doubtful when values that are not numbers were
 * left out. The main part is a frame with the key of the function's name.
 * They return 0, or -1 with DP_ENOTFOUND (no such column), DP_EUSAGE (a
 * figure that makes no sense), DP_ELIMIT (named in the message), or what the
 * stream failed with.
 */

/* Each of the N columns (none: all): a row each. */
int dp_analyse_describe(struct dp_stream *in, const dp_str *column, size_t n,
			const struct dp_analyse_opts *o, struct dp_result *out,
			struct dp_err *err);
/* How often each value of each of the N columns occurs. */
int dp_analyse_freq(struct dp_stream *in, const dp_str *column, size_t n,
		    const struct dp_analyse_opts *o, struct dp_result *out,
		    struct dp_err *err);
/* MEASURES (see dp_measures_read) for each group that the N columns BY make;
   without any, of all records. */
int dp_analyse_group(struct dp_stream *in, const dp_str *by, size_t n,
		     dp_str measures, const struct dp_analyse_opts *o,
		     struct dp_result *out, struct dp_err *err);
/*
 * PER times the sum of NUMERATOR over the sum of DENOMINATOR, over records
 * where both are numbers; for each group that the N columns BY make, or of
 * all. PER is a number above 0 (p NULL: 1). Unlike the mean of the records'
 * own rates it gives large records their weight.
 */
int dp_analyse_rate(struct dp_stream *in, dp_str numerator, dp_str denominator,
		    const dp_str *by, size_t n, dp_str per,
		    const struct dp_analyse_opts *o, struct dp_result *out,
		    struct dp_err *err);
/* The number of records. */
int dp_analyse_count(struct dp_stream *in, const struct dp_analyse_opts *o,
		     struct dp_result *out, struct dp_err *err);

#ifdef __cplusplus
}
#endif
#endif
