/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * findings: what is odd about the data, gathered while it is read. The
 * catalogue of what may be found is findings.def.
 */
#ifndef DPIPE_FINDINGS_H
#define DPIPE_FINDINGS_H

#include <dpipe/base.h>

#ifdef __cplusplus
extern "C" {
#endif

struct dp_schema; /* table.h */

enum dp_level { DP_NOTE, DP_WARNING, DP_ERROR };
/* "note", "warning", "error", translated. Static. */
const char *dp_level_word(enum dp_level level);

/* One for each row of findings.def: DP_F_BLANK_HEADER … */
enum dp_finding_id {
	DP_F_NONE,
#define DP_FINDING(name, code, level, sentence, why, how) DP_F_##name,
#include <dpipe/findings.def>
#undef DP_FINDING
	DP_F_COUNT
};

/* What the catalogue says of a finding; texts are marked N_, untranslated. */
struct dp_finding_kind {
	const char *code; /* "blank-header": for people to search */
	enum dp_level level;
	const char *sentence, *why, *how;
};
/* What the catalogue says of ID. Static. */
const struct dp_finding_kind *dp_finding_kind(enum dp_finding_id id);

#define DP_SAMPLES 5

struct dp_sample {
	uint64_t line, record;
	uint64_t byte; /* of the file, from 1; 0: not known */
	dp_str value;
};

/* All the places of one finding in one column (column.p NULL: the table). */
struct dp_finding {
	enum dp_finding_id id;
	dp_str column;
	uint64_t count;
	struct dp_sample *sample; /* the first, DP_SAMPLES at most; in the
				     arena of the findings */
	unsigned n_samples;
	/* Fill {expected} and {found}; found is the {outcome} as well, and
	   p == NULL then: it stayed. */
	dp_str expected, found;
	dp_str repair; /* a recipe line, or p == NULL */
	bool loses;    /* the repair takes away what may say something */
	bool off;      /* a person has to agree to the repair first */
	bool guess;    /* the repair reads what may be read in two ways */
	dp_str as_in;  /* a column that shows which, or p == NULL */
};

/* Findings gathered; zeroed is ready for use. */
struct dp_findings {
	struct dp_finding *at;
	size_t n, cap;
	uint32_t *slot; /* where each is, plus 1, by hash; NULL: few */
	size_t n_slots; /* a power of two */
	struct dp_arena text;
};

/*
 * Counts one more ID in COLUMN and keeps its place if it is among the first.
 * Returns the group, whose expected, found and repair may then be set with
 * text kept in F's arena. The pointer holds until the next call.
 */
struct dp_finding *dp_finding_add(struct dp_findings *f, enum dp_finding_id id,
				  dp_str column, uint64_t line, uint64_t record,
				  dp_str value);
/*
 * The same for who finds in any order: the places kept are those of the first
 * records, in their order.
 */
struct dp_finding *dp_finding_add_anyhow(struct dp_findings *f,
					 enum dp_finding_id id, dp_str column,
					 uint64_t line, uint64_t record,
					 dp_str value);
/*
 * Puts those from index FROM on, all made so, in the order of the first record
 * of each.
 */
void dp_findings_by_record(struct dp_findings *f, size_t from);
/* The group of ID in COLUMN, or NULL. The pointer holds until one is added. */
struct dp_finding *dp_findings_get(struct dp_findings *f, enum dp_finding_id id,
				   dp_str column);
/* Adds all of FROM, which came later in the file. */
void dp_findings_merge(struct dp_findings *to, const struct dp_findings *from);
/* The same, without a copy where TO has none; FROM is empty then. */
void dp_findings_take(struct dp_findings *to, struct dp_findings *from);
/* Worst first, then by column as given in SCHEMA (or NULL). */
void dp_findings_sort(struct dp_findings *f, const struct dp_schema *schema);
void dp_findings_done(struct dp_findings *f);
/* Level of the worst, or -1 when there are none. */
int dp_findings_worst(const struct dp_findings *f);
/*
 * Appends the finding's sentence in the user's language, its {column},
 * {count}, {value}, {expected}, {found}, {line}, {record} filled in.
 */
void dp_finding_sentence(const struct dp_finding *f, struct dp_buf *out);
/* The same for any TEXT of the catalogue, already translated. */
void dp_finding_fill(const struct dp_finding *f, const char *text,
		     struct dp_buf *out);

/*
 * Findings of a kind that very many columns have are told to people once.
 * Zeroed, with the findings it is of, it is ready for use.
 */
struct dp_fold {
	const struct dp_findings *f;
	bool unrepaired; /* those with a repair are told elsewhere */
	bool counted;
	size_t n[DP_F_COUNT]; /* columns that have it */
	bool told[DP_F_COUNT];
};

/*
 * Is finding I, of those without repair where only they count, to be told? Of
 * each kind in very many columns only the first is: then a sentence that says
 * how many others there are, and names some, is appended to OTHERS.
 */
bool dp_fold_tells(struct dp_fold *fold, size_t i, struct dp_buf *others);

#ifdef __cplusplus
}
#endif
#endif
