/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * alike: texts that may mean the same thing. Keys under which they fall
 * together, distances between them, names near a word. Part of text.h.
 */
#ifndef DPIPE_ALIKE_H
#define DPIPE_ALIKE_H

#include <dpipe/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- keys ------------------------------------------------------------- */

/*
 * Clustering keys.
 *
 * FINGERPRINT as OpenRefine (3.5 and later) defines it: trimmed, lower case,
 * diacritics and punctuation removed, words sorted, doubles removed, joined by
 * a space; like there, "- a" gives " a".
 * FINGERPRINT_FR folds (dp_fold), cuts words at every sign, drops articles,
 * elisions and legal forms (sa, S.A.R.L., asso …) and spells out St, Ste, bd,
 * av, Pce behind en or de (Provence), s/ between two words (sur).
 * NGRAM is dp_ngram_key with n-grams of 2.
 * PHONETIC_FR codes each word, in its place, by FONEM (Bouchard, Brard,
 * Lavoie, FONEM : un code de transcription phonétique pour la reconstitution
 * automatique des familles saguenayennes, Population 36(6), 1981); METAPHONE
 * by the original Metaphone for English (Philips, Hanging on the Metaphone,
 * Computer Language 7(12), 1990), as Apache's commons-codec reads it, without
 * a longest code. Words are cut at every sign; one with a digit or a letter
 * that is none of A to Z once folded stays itself.
 * FOLDED is dp_fold, its white space single and none at the ends.
 */
enum dp_key {
	DP_KEY_FINGERPRINT,
	DP_KEY_FINGERPRINT_FR,
	DP_KEY_NGRAM,
	DP_KEY_PHONETIC_FR,
	DP_KEY_METAPHONE,
	DP_KEY_FOLDED
};
/* Appends the key of S that HOW asks for. */
void dp_cluster_key(dp_str s, enum dp_key how, struct dp_buf *out);
/*
 * Appends OpenRefine's n-gram fingerprint: its normal form without white
 * space, the runs of SIZE (1 and more) units of UTF-16 sorted, doubles
 * removed, joined. Half a character is written as UTF-8 would write its
 * number, which is no valid UTF-8.
 */
void dp_ngram_key(dp_str s, unsigned size, struct dp_buf *out);

/* ---- distances -------------------------------------------------------- */

/*
 * Damerau-Levenshtein distance (restricted: optimal string alignment) in
 * characters; LIMIT + 1 when it is more than LIMIT.
 */
size_t dp_edit_distance(dp_str a, dp_str b, size_t limit);
/* The same of Levenshtein: two neighbours exchanged are two changes. */
size_t dp_levenshtein(dp_str a, dp_str b, size_t limit);
/*
 * Similarity of Jaro and Winkler, from 0 to 1 (the same): Jaro's, and for each
 * of the first four characters that are the same a tenth of what it lacks.
 * Winkler, String Comparator Metrics and Enhanced Decision Rules in the
 * Fellegi-Sunter Model of Record Linkage, 1990. The same for (B, A).
 */
double dp_jaro_winkler(dp_str a, dp_str b);

/* A text may have so many bytes to be compared by prediction. */
#define DP_PPM_MAX_BYTES 1024u

/*
 * How badly each of two texts predicts the other, beside how it predicts
 * itself: 10 (C(ab) + C(ba)) / (C(aa) + C(bb)) - 10, C being the length of two
 * texts one behind the other, predicted by partial matching (contexts of 4
 * bytes, escapes by method C, no exclusions). 0 for the same text, rarely for
 * another; a letter in thirty is about 1. The same for (B, A). HUGE_VAL when
 * one has more than DP_PPM_MAX_BYTES. Cilibrasi, Vitányi, Clustering by
 * Compression, IEEE Trans. on Information Theory 51(4), 2005; the formula is
 * the one of OpenRefine, its numbers are near ones: it counts whole bytes, of
 * contexts of 8, with exclusions.
 */
double dp_ppm_distance(dp_str a, dp_str b);

/*
 * Up to MAX names nearest to WORD among the N names at NAME, nearest first,
 * as indices (from 0) in FOUND. Case and accents weigh nothing; a name is near
 * that differs by a letter in three (three letters at most), and a longer one
 * that starts with WORD or nearly so, holds it, or that it is short for, as
 * dept for departement. Returns how many are near enough to suggest.
 */
size_t dp_nearest(dp_str word, const dp_str *name, size_t n, size_t max,
		  size_t *found);

#ifdef __cplusplus
}
#endif
#endif
