/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What key.c and key_fr.c share. */
#ifndef DPI_TEXT_KEY_H
#define DPI_TEXT_KEY_H

#include <dpipe/text.h>

#define DPI_WORDS 48 /* of a value, before memory is asked for */

/* Borrowed words of one value. */
struct dpi_wordlist {
	dp_str *word;
	size_t n, cap;
	dp_str own[DPI_WORDS];
};

void dpi_wordlist_init(struct dpi_wordlist *l);
void dpi_wordlist_add(struct dpi_wordlist *l, dp_str word);
/* Appends the words sorted, without doubles, and frees the list. */
void dpi_wordlist_finish(struct dpi_wordlist *l, struct dp_buf *out);

/* Appends S in lower case, as Java makes it in the root locale. */
void dpi_lower_java(dp_str s, struct dp_buf *out);
/* Appends OpenRefine's fingerprint of S; SCRATCH holds text while it runs. */
void dpi_key_refine(dp_str s, struct dp_buf *scratch, struct dp_buf *out);
/* Appends the key of how S sounds: HOW is one of the two such keys. */
void dpi_key_sound(dp_str s, enum dp_key how, struct dp_buf *scratch,
		   struct dp_buf *out);
/* Appends the folded S, its white space single. */
void dpi_key_folded(dp_str s, struct dp_buf *scratch, struct dp_buf *out);
/*
 * Appends how the WORD, of capitals A to Z (and - for FONEM, and anything for
 * Metaphone), sounds; nothing for a word of silent letters.
 */
void dpi_fonem(dp_str word, struct dp_buf *out);
void dpi_metaphone(dp_str word, struct dp_buf *out);

/* Appends the French key of S; SCRATCH holds text while it runs. */
void dpi_key_fr(dp_str s, struct dp_buf *scratch, struct dp_buf *out);
/* Appends its words in their order, none dropped, as that key spells them. */
void dpi_key_fr_form(dp_str s, struct dp_buf *scratch, struct dp_buf *out);
/* How many words of S the French key spells out: St, Bd, s/ … */
size_t dpi_key_fr_brief(dp_str s);

/*
 * A hash of the numbers in FOLDED, in their order: 1 and 01 are one, so are 14
 * and 14e; Roman ones below 40 count, and a single letter at the end
 * (Bâtiment A).
 */
uint64_t dpi_key_numbers(dp_str folded);
/*
 * Is WORD, of the folded text ALL, a single letter behind everything else, and
 * no article: Escale (L')?
 */
bool dpi_is_last_letter(dp_str all, dp_str word);

#endif
