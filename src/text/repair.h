/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting texts right: what a wrong encoding broke, HTML's way of writing. */
#ifndef DPI_TEXT_REPAIR_H
#define DPI_TEXT_REPAIR_H

#include <dpipe/text.h>

enum dpi_mojibake {
	DPI_MOJIBAKE_NONE,   /* nothing is broken: OUT is left alone */
	DPI_MOJIBAKE_UNDONE, /* OUT has got the text */
	DPI_MOJIBAKE_DEEP,   /* broken more than LAYERS times: left alone */
};

/*
 * Appends to OUT what S was before its UTF-8 was read, up to LAYERS times, as
 * windows-1252, Mac Roman, cp850 or cp437 ("Ã©", "â€™", "√©", "├®"); single
 * controls U+0080 to U+009F are windows-1252's characters. Only characters
 * of western Europe are put back, so that good text is never touched. What it
 * gives is not mojibake any more. (The idea of judging by what is won is
 * that of ftfy, R. Speer 2019; the method here is another.)
 */
enum dpi_mojibake dpi_mojibake_undo(dp_str s, unsigned layers,
				    struct dp_buf *out);

/*
 * Appends S with the character references of HTML 4 resolved (&eacute; &#233;
 * &#xE9;), again and again until none is left; true when there were any, else
 * OUT is left alone. Unknown names stay; numbers of controls are read as
 * windows-1252, as browsers do.
 */
bool dpi_unescape_html(dp_str s, struct dp_buf *out);
/*
 * The same, but what comes out of a reference is none again; always appends.
 * Returns how many there were.
 */
size_t dpi_unescape_html_once(dp_str s, struct dp_buf *out);
/* The name that HTML 4 has for C, without & and ;, or NULL. */
const char *dpi_entity_name(uint32_t c);

/*
 * Appends S with its Latin letters as ASCII has them: é e, Œ Oe (OE before a
 * capital), ß ss, ø o. Case stays, and so do letters in KEEP, other scripts
 * and signs.
 */
void dpi_unaccent(dp_str s, dp_str keep, struct dp_buf *out);

#endif
