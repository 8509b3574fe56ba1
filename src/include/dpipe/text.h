/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text: what text means. Encodings, numbers, dates, patterns, folding. Knows
 * nothing of records or tables.
 */
#ifndef DPIPE_TEXT_H
#define DPIPE_TEXT_H

#include <dpipe/alike.h>
#include <dpipe/base.h>
#include <dpipe/encoding.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- normal forms ----------------------------------------------------- */

enum dp_form { DP_NFC, DP_NFKC };

/* Appends S, which is UTF-8, in a normal form of Unicode (UAX #15). */
void dp_normalise(dp_str s, enum dp_form form, struct dp_buf *out);

/* ---- spaces ----------------------------------------------------------- */

/*
 * Bytes of the white space character at the start of S, 0 when there is
 * none. White space: the White_Space property of Unicode (no-break, narrow
 * no-break and thin spaces included) and ZERO WIDTH SPACE, WORD JOINER and
 * ZERO WIDTH NO-BREAK SPACE.
 */
unsigned dp_space_bytes(dp_str s);
/* S without white space at both ends; S itself when there is none. */
dp_str dp_trim(dp_str s);
/*
 * Columns of a terminal that S takes (UAX #11); controls and combining marks
 * count 0, a byte that is not UTF-8 counts 1.
 */
size_t dp_width_cols(dp_str s);

/* ---- what a text is made of ------------------------------------------- */

/*
 * What cannot be seen in a text, and what can: numbers of characters unless
 * said otherwise. Letters, capitals, digits and marks: general categories of
 * Unicode (L; Lu and Lt; Nd; M).
 */
struct dp_text_facts {
	size_t n_bytes, n_chars, n_cols; /* columns of a terminal */
	size_t n_letters, n_capitals, n_small, n_digits;
	size_t n_marks;           /* combining ones, as in form NFD */
	size_t n_spaces;          /* of every kind, line breaks left out */
	size_t n_before, n_after; /* of them, at either end */
	size_t n_no_break;        /* U+00A0, U+2007, U+202F */
	size_t n_breaks;          /* line ends: LF, CR, CR LF */
	size_t n_hidden; /* controls and formats: U+00AD, U+200B, U+FEFF … */
	uint32_t first_hidden; /* the first of them */
	size_t n_bad;    /* bytes that are not UTF-8; counted nowhere else */
	bool decomposed; /* form NFC would write it with other characters */
};

/* What S, UTF-8 or nearly, is made of. */
void dp_text_look(dp_str s, struct dp_text_facts *out);

/* ---- on a screen ------------------------------------------------------ */

#define DP_CLUSTER_BYTES 24

/* One cell, or two, of a screen: a character and the marks on it. */
struct dp_cluster {
	char text[DP_CLUSTER_BYTES]; /* UTF-8 to show, without a NUL */
	uint8_t n;                   /* its bytes */
	uint8_t cols;                /* 0: nothing is to be seen */
};

/*
 * Takes the next cluster off REST, any bytes, and says in OUT how it is
 * shown; false at the end. Nothing that a terminal obeys gets through:
 * controls are two ASCII signs (^[), bidirectional controls, joiners and
 * variation selectors are dropped, of joined pictograms the first is shown.
 * What is not UTF-8, private or unassigned is U+FFFD; spaces one column wide
 * are U+0020. Marks beyond DP_CLUSTER_BYTES are dropped.
 */
bool dp_cluster_next(dp_str *rest, struct dp_cluster *out);
/* Columns that S takes when it is shown so. */
size_t dp_shown_cols(dp_str s);
/*
 * Appends S, as it would be shown, in ASCII for a screen that has no more: é
 * as e, Œ as Oe, « as ", other scripts as ? for each letter.
 */
void dp_shown_ascii(dp_str s, struct dp_buf *out);

/* ---- folding ---------------------------------------------------------- */

/*
 * Appends S folded for comparison: compatibility decomposition, marks removed,
 * case folded, œ æ ß spelled out, typographic apostrophes and dashes ASCII.
 */
void dp_fold(dp_str s, struct dp_buf *out);
/* The same of what the heading of a column begins with, a giant one. */
void dp_fold_heading(dp_str heading, struct dp_buf *out);
enum dp_case {
	DP_CASE_UPPER,
	DP_CASE_LOWER,
	DP_CASE_TITLE,
	DP_CASE_SENTENCE,
	DP_CASE_NAME_FR
};

/*
 * Appends S in the case asked. TITLE puts the first character after white
 * space in capitals and all others small, as OpenRefine's toTitlecase does;
 * SENTENCE the first letter only; NAME_FR does as French place and person
 * names do: "l'isle-sur-la-sorgue" gives "L'Isle-sur-la-Sorgue" (particles
 * de, du, des, la, le, les, l', d', sur, sous, en, et, à, au, aux, lès, lez,
 * ès stay small except at the start).
 */
void dp_case_change(dp_str s, enum dp_case how, struct dp_buf *out);

/* The general category of C in Unicode: "Lu", "Nd"; always two letters. */
const char *dp_category(uint32_t c);

/* The words of a folded text: appends each run of letters and digits. */
struct dp_words {
	dp_str rest;
};
/* Next word of W in *WORD; false at the end. Zero and set rest to start. */
bool dp_words_next(struct dp_words *w, dp_str *word);

/*
 * The folded French word WORD without its plural mark (s, x, aux → al …):
 * the light part of J. Savoy's "minimal French stemmer" (A Stemming Procedure
 * and Stopword List for General French Corpora, JASIS 50(10), 1999), with
 * irregular plurals (travaux: travail) and words that are none (paris, prix,
 * cours). A final e stays, so siren and sirene stay apart; marche and marché
 * are one word already when folded. Appends to OUT.
 */
void dp_singular_fr(dp_str word, struct dp_buf *out);

/* ---- missing values --------------------------------------------------- */

/*
 * True when V, trimmed, is a word or sign that says there is no value: NC,
 * n.d., non renseigné, N/A, ///, - … (French and English; usage of public
 * bodies, and the conventional signs of INSEE). SCRATCH is room to work in.
 */
bool dp_missing_word(dp_str v, struct dp_buf *scratch);

/* ---- numbers ---------------------------------------------------------- */

/* How numbers are written: which signs mean decimal and group. */
enum dp_notation {
	DP_NUMBER_FR,        /* 1 234,5 */
	DP_NUMBER_EN,        /* 1,234.5 */
	DP_NUMBER_CANONICAL, /* 1234.5 */
};

struct dp_number_opts {
	enum dp_notation notation;
	bool currency; /* € $ £ EUR … before or after are dropped */
	bool percent;  /* a trailing % is dropped (the value is kept) */
};

enum dp_number_read {
	DP_NUMBER_OK,
	DP_NUMBER_NO,        /* not a number in this notation */
	DP_NUMBER_AMBIGUOUS, /* a number, but it may mean two: 1,234 or 1.234 */
};

/*
 * Reads S, all of it but white space around, as a number of that notation
 * and writes its canonical form at OUT (cap OUT_BYTES): optional minus,
 * digits, optional point and digits. Zeros before the first digit go, digits
 * after the point are kept as they are, so nothing is rounded; minus nought
 * is 0. Accepts as group sign space, U+00A0, U+202F, U+2007, U+2009,
 * apostrophes, and "." for FR, "," for EN: every group but the first has
 * three digits, the first starts with none but 1 to 9, and all signs are of
 * one kind. Minus as -, U+2212, trailing - or brackets; exponents (written
 * out). French accepts a decimal point where the comma is absent; it is
 * AMBIGUOUS, and read as a decimal point, where it could mark a group
 * (1.234). A sign of decimals with nothing after it is NO, and so is what
 * does not fit in OUT. Sets *N to the length. The value is decimal text,
 * never a double.
 */
enum dp_number_read dp_number_read(dp_str s, const struct dp_number_opts *o,
				   char *out, size_t out_bytes, size_t *n);

/*
 * True when the number that S, which dp_number_read reads, is written with
 * zeros that no number needs: 007, -012,5, but not 0,5. Codes are so written.
 */
bool dp_number_zero_led(dp_str s);

#define DP_NUMBER_BYTES 64

/* The double nearest to canonical text S; false when it is not one. */
bool dp_number_double(dp_str s, double *out);
/*
 * Appends canonical number text as people read it in the current language:
 * "1 234,5" (U+00A0) or "1,234.5".
 */
void dp_number_show(dp_str canonical, struct dp_buf *out);
/*
 * Appends V with at most DIGITS significant digits (17 at most), canonical;
 * with DIGITS 0 the fewest, from 15, that give V back. Nothing when V is not
 * finite.
 */
void dp_number_double_text(double v, int digits, struct dp_buf *out);

/* ---- dates ------------------------------------------------------------ */

enum dp_date_order { DP_DATE_AUTO, DP_DATE_DMY, DP_DATE_MDY, DP_DATE_YMD };
enum dp_date_precision {
	DP_DATE_NONE,
	DP_DATE_YEAR,
	DP_DATE_QUARTER,
	DP_DATE_HALF,
	DP_DATE_MONTH,
	DP_DATE_DAY,
	DP_DATE_MINUTE,
	DP_DATE_SECOND
};

struct dp_date {
	int year, month, day, hour, minute, second;
	int nanosecond; /* with DP_DATE_SECOND only */
	int part;       /* quarter or half of the year, from 1 */
	enum dp_date_precision precision;
	bool ambiguous;   /* day and month could be exchanged: 03/04/2021 */
	bool misnamed;    /* its day of the week is said, and is another */
	bool zoned;       /* the time is said to be of a zone */
	int zone_minutes; /* east of Greenwich */
};

struct dp_date_opts {
	/*
	 * AUTO: dmy, and ambiguous is set where mdy would do too; mdy where dmy
	 * does not exist. A year of four digits in front is read in any order.
	 */
	enum dp_date_order order;
	bool french, english; /* which month names are read */
	int century_pivot;    /* two-digit years below it are 20xx; 0: 50 */
};

/*
 * Reads S, all of it, as a date: 12/03/2021, 12.3.21, 2021-03-12,
 * 2021-03-12T08:00[:00[.5]][Z|+01:00], 12/03/2021 à 8h30, 20210312,
 * "12 mars 2021", "lundi 3 mai 2021", "1er août 2020", "déc. 2019",
 * "DECEMBRE-19", "March 12, 2021", "03/2021", "2021", "T2 2021", "2021-S1",
 * "2e trimestre 2021". Accents and case weigh nothing. Returns false when it
 * is none or does not exist (31/02).
 */
bool dp_date_read(dp_str s, const struct dp_date_opts *o, struct dp_date *out);

/* Why a text of the shape of a date is none. */
enum dp_date_flaw {
	DP_DATE_FLAW_NONE, /* it has not that shape, or is a date */
	DP_DATE_FLAW_SLIP, /* 31/02/2024, 29/02/2023, 2024-13-01 */
	DP_DATE_FLAW_WILD, /* 77/45/2024: no slip of a key explains it */
	DP_DATE_FLAW_ZERO, /* 0000-00-00 00:00:00 */
};
/*
 * Looks at S, all of it: day, month and a year of four digits (with
 * TWO_DIGITS, of two as well) in figures, or the month in words, perhaps a
 * time after them. What has but two numbers (31/02), or letters around, has
 * not the shape of a date.
 */
enum dp_date_flaw dp_date_flaw_of(dp_str s, bool two_digits);
/*
 * Appends D as ISO 8601 with the precision it has: 2019-12,
 * 2021-03-12T08:00:00Z; quarters and halves, which the standard lacks, as
 * 2021-Q2 and 2021-S1.
 */
void dp_date_iso(const struct dp_date *d, struct dp_buf *out);
/* Days since 1970-01-01 (proleptic Gregorian) of a date with a day. */
int64_t dp_date_days(const struct dp_date *d);
/* The date of so many days. */
void dp_date_of_days(int64_t days, struct dp_date *out);

/* ---- codes ------------------------------------------------------------ */

/*
 * French identifiers. Each kind is a name ("insee", "postal", "departement",
 * "siren", "siret", "uai", "rna", "finess", "tva", "iban", "nir", "tel") with
 * its width, what it is made of, and its check.
 */
struct dp_code_kind {
	const char *name;
	const char *summary; /* marked N_ */
	unsigned width;      /* characters when complete (the fewest for
				 "departement"); 0: varies */
	/*
	 * Of a normalised value. Below 0: no such code; 0: shape is right;
	 * 1: check digit proved.
	 */
	int (*check)(dp_str s);
	bool pads; /* a shorter all-digit value lost its zeros */
	/* # a digit, A a capital, ? either, * more; NULL: no check digit */
	const char *shape;
};
/* Kind by name, or NULL. */
const struct dp_code_kind *dp_code_kind_find(dp_str name);
/* All kinds, ended by one whose name is NULL. */
const struct dp_code_kind *dp_code_kinds(void);
/* True when the normalised S has the shape of KIND; false when it has none. */
bool dp_code_has_shape(const struct dp_code_kind *kind, dp_str s);
/*
 * Normalises S as a code of KIND into OUT: spaces, a spreadsheet's ".0", and
 * what made it take the code for a text (="05000") dropped, upper case, lost
 * zeros put back when PAD (one, or up to four where a check digit proves
 * them). Appends to OUT in any case, and returns the check's answer for the
 * result.
 */
int dp_code_normalise(const struct dp_code_kind *kind, dp_str s, bool pad,
		      struct dp_buf *out);

/* ---- patterns --------------------------------------------------------- */

/*
 * A compiled PCRE2 pattern (UTF, UCP), with JIT where the system allows it
 * and match limits always. Read-only once made: any number of threads may
 * match with it, each with its own dp_match.
 */
struct dp_regex;
struct dp_match;

#define DP_REGEX_ICASE 1u   /* case ignored */
#define DP_REGEX_WHOLE 2u   /* must match the whole subject */
#define DP_REGEX_LITERAL 4u /* the pattern is plain text */
#define DP_REGEX_ASCII 8u   /* \w, \d and \s are those of ASCII, as in Java */
#define DP_REGEX_ONCE 16u   /* for little text: no study, no JIT */

/*
 * Compiles PATTERN. The error's place.column is the character of the pattern
 * where it fails and the message says what was expected there.
 */
struct dp_regex *dp_regex_new(dp_str pattern, unsigned flags,
			      struct dp_err *err);
void dp_regex_free(struct dp_regex *re);
/* Number of capturing groups. */
unsigned dp_regex_groups(const struct dp_regex *re);

/* A place for results, for one thread and one pattern. */
struct dp_match *dp_match_new(const struct dp_regex *re);
void dp_match_free(struct dp_match *m);
/* False when RE, as its first and required bytes tell, matches nowhere in S. */
bool dp_regex_may_match(const struct dp_regex *re, dp_str s);
/* The same, quicker, of a text behind which 32 bytes may be read. */
bool dp_regex_may_match_near(const struct dp_regex *re, dp_str s);
/*
 * Looks for RE in S (valid UTF-8) from byte FROM, which starts a character.
 * Returns 1 found, 0 not, -1 when a limit was reached (the value is left as
 * it was; say so). The limit grows with the length of S.
 */
int dp_regex_find(const struct dp_regex *re, dp_str s, size_t from_bytes,
		  struct dp_match *m);
/* Group I (0: all) of the last match in S; p == NULL when it took no part. */
dp_str dp_match_group(const struct dp_match *m, dp_str s, unsigned i);
/* Byte offset in the subject where the last match starts and ends. */
void dp_match_span(const struct dp_match *m, size_t *from, size_t *to);

/*
 * Replacement text, read once: $0 … $99, ${1}, ${name}, \1, $$ or \$ for a
 * dollar, \n, \t, \r, \\ ; checked against RE. "$12" is group 1 and a 2 where
 * there is no group 12, as in Java. Freed by dp_template_free.
 */
struct dp_template;
struct dp_template *dp_template_new(const struct dp_regex *re, dp_str text,
				    bool literal, struct dp_err *err);
void dp_template_free(struct dp_template *t);
/*
 * Replaces every match of RE in S (the first only, unless ALL) and appends
 * the result to OUT. After an empty match the search goes on one character
 * further, as in Java. Returns the number of replacements, 0 when OUT was
 * left alone, -1 when a limit was reached (OUT is left alone too).
 */
int dp_regex_replace(const struct dp_regex *re, const struct dp_template *t,
		     dp_str s, bool all, struct dp_match *m,
		     struct dp_buf *out);

#ifdef __cplusplus
}
#endif
#endif
