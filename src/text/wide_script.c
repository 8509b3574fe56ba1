/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wide characters that hold little ASCII: Russian or Greek in UTF-16 without a
 * mark has a zero byte in every sixth character and looks like a binary.
 */
#include <dpipe/text.h>

#include "base/i18n.h"
#include "text/encoding.h"

/*
 * Are the N bytes at P characters of WIDTH bytes, of ASCII, its signs and one
 * script? A script is within 256 characters. Of ASCII there are spaces.
 */
static bool
is_wide_script(const unsigned char *p, size_t n, unsigned width, bool big)
{
	size_t units = n / width, in_block[256] = { 0 }, most = 0, ascii = 0;
	size_t spaces = 0;

	for (size_t i = 0; i < units; i++) {
		uint32_t c = dpi_wide_unit(p + i * width, width, big);

		if (c > 0xffff || (c < 0x20 && (c < '\t' || c > '\r')))
			return false;
		spaces += c == ' ' || c == '\n' || c == '\t';
		ascii += c < 0x80;
		if (c >= 0x100 && c < 0x2000)
			in_block[c >> 8]++;
	}
	for (size_t i = 1; i < 0x20; i++)
		if (in_block[i] > most)
			most = in_block[i];
	return units >= 16 && spaces * 20 >= units &&
	       (ascii + most) * 20 >= units * 19;
}

void
dpi_guess_wide_script(const unsigned char *p, size_t n,
		      struct dp_encoding_guess *g)
{
	static const struct {
		enum dp_encoding encoding;
		unsigned width;
		bool big;
	} wides[] = {
		{ DP_UTF32LE, 4, false },
		{ DP_UTF32BE, 4, true },
		{ DP_UTF16LE, 2, false },
		{ DP_UTF16BE, 2, true },
	};

	for (size_t i = 0; i < sizeof wides / sizeof *wides; i++) {
		if (!is_wide_script(p, n, wides[i].width, wides[i].big))
			continue;
		*g = (struct dp_encoding_guess){
			.encoding = wides[i].encoding,
			.confidence = 0.9,
			.evidence = _("zero bytes stand where this encoding "
				      "puts them"),
		};
		return;
	}
}
