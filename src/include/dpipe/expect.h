/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expect: what is expected of a table and of the project around it, said as
 * predicates. `dpipe verify --expect FILE` judges a table by a file of them;
 * lessons judge by the same ones what a learner has made.
 */
#ifndef DPIPE_EXPECT_H
#define DPIPE_EXPECT_H

#include <dpipe/op.h>
#include <dpipe/verify.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 *   predicate = [ "in" FILE ":" ] NAME [ "(" argument { "," argument } ")" ]
 *               [ comparison value ] { option }
 *   comparison = "=" | "!=" | "<" | "<=" | ">" | ">=" | "has"
 *   option     = "within" NUMBER [ "%" ] | "exact" | "in" "order"
 *
 * Words with blanks or signs stand in "quotes". The names, and what each
 * takes, are those of dp_expect_kind; lessons/README.md tells them in full.
 *
 * What looks at one table takes it as it is written. What compares a table
 * with the one before compares what is meant: a decimal comma is a point, a
 * no-break space a space, 01/02/2024 is 2024-02-01, the order of rows and of
 * columns does not count; "exact" compares bytes.
 */
struct dp_expect;

/* Kind I (from 0), NULL when there are no more. Static. */
const struct dp_expect_kind *dp_expect_kind(size_t i);

#define DP_EXPECT_MAX_BYTES (1u << 20) /* longest file of expectations */

/* No expectation yet. Freed by dp_expect_free. */
struct dp_expect *dp_expect_new(void);
void dp_expect_free(struct dp_expect *e);
/*
 * Adds the predicate TEXT, which stands on line LINE of the file NAME.
 * MEASURE: it has no comparison, its value is wanted. Fails with DP_ERECIPE;
 * the message starts with NAME and LINE; E stays as it was.
 */
int dp_expect_add(struct dp_expect *e, dp_str text, const char *name,
		  uint32_t line, bool measure, struct dp_err *err);
/*
 * Reads TEXT, a file of expectations: `dpipe-expect 1`, then a predicate a
 * line, # comments, and perhaps `before FILE` and `key COLUMN`. NAME is said
 * in messages. Fails with DP_ERECIPE.
 */
struct dp_expect *dp_expect_parse(dp_str text, const char *name,
				  struct dp_err *err);
/* How many predicates E holds, and the text of the I-th (from 0). */
size_t dp_expect_n(const struct dp_expect *e);
dp_str dp_expect_text(const struct dp_expect *e, size_t i);
/* Line on which the I-th stands. */
uint32_t dp_expect_line(const struct dp_expect *e, size_t i);

/* Where things are. NULL and zero: not given. */
struct dp_expect_on {
	const char *folder; /* of the project; paths are relative to it */
	const char *data;   /* where files are that are not there */
	const char *table;  /* that is judged, relative to folder */
	const char *before; /* the same before, as the system opens it */
	const char *recipe; /* recipe of record, relative to folder */
	dp_str key;         /* column that names a record */
	const struct dp_read_opts *read; /* of the table; NULL: found out */
	bool tolerant; /* what cannot be judged does not hold, and says why */
	bool nested;   /* judged for a predicate of another file */
};

/* What came of one predicate. Texts live in the verdicts. */
struct dp_verdict {
	bool holds;
	bool guards;           /* it asks that something stays as it was */
	bool broken;           /* it cannot be judged: sentence says why */
	dp_str measured;       /* number, canonical, or text */
	dp_str wanted;         /* for people, translated */
	double gap;            /* between them, where both are numbers */
	uint64_t line, record; /* first offender; 0: none, or not known */
	dp_str column, value;  /* of it; p == NULL: none */
	dp_str sentence;       /* measured, wanted, where; translated */
};

struct dp_verdicts {
	struct dp_verdict *at; /* one for each predicate, in order */
	size_t n, n_failed;
	struct dp_arena text;
};

/*
 * Judges every predicate of E and fills OUT, which is zeroed. Tables are
 * read once each (twice where something compares with before). Unless it is
 * tolerant, fails when a table cannot be read; for a column that there is not
 * as dp_schema_need does, the predicate's line in err->at.line; with DP_ELIMIT
 * where more than DP_VERIFY_KEYS records would have to be kept.
 */
int dp_expect_judge(const struct dp_expect *e, const struct dp_expect_on *on,
		    struct dp_verdicts *out, struct dp_err *err);
void dp_verdicts_done(struct dp_verdicts *v);

/*
 * Writes the expectation TEXT into the file PATH: in the place of the one
 * that is about the same (the same predicate, file and arguments), or as its
 * last line. The file is begun where there is none. Fails with DP_ERECIPE,
 * the file left as it was, for a TEXT or a file that cannot be read.
 */
int dp_expect_write(const char *path, dp_str text, struct dp_err *err);

/*
 * Judges the table of WHAT by the file of expectations EXPECT and fills R:
 * "expectations" (a frame: line, expectation, holds, measured, wanted) and,
 * where one does not hold, "failures" (a frame: line, expectation, why). It
 * is doubtful then. Fails as dp_expect_parse and dp_expect_judge do.
 */
int dp_verify_expect(const struct dp_verify *what, const char *expect,
		     struct dp_result *r, struct dp_err *err);

#ifdef __cplusplus
}
#endif
#endif
