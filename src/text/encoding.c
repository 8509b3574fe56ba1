/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which encoding some bytes are in. Looks at the bytes only: it does not
 * decode (decode.c) and knows nothing of lines or cells.
 */
#include <dpipe/text.h>

#include "base/i18n.h"
#include "base/lane.h"
#include "text/encoding.h"

/* ---- what is no text -------------------------------------------------- */

static const struct {
	const char *magic;
	unsigned n;
} magics[] = {
	{ "\x1f\x8b", 2 },
	{ "PK\x03\x04", 4 }, /* zip, xlsx, ods */
	{ "PK\x05\x06", 4 },
	{ "%PDF-", 5 },
	{ "\x89PNG\r\n", 6 },
	{ "\xff\xd8\xff", 3 },
	{ "GIF87a", 6 },
	{ "GIF89a", 6 },
	{ "SQLite format 3", 16 },
	{ "\x7f"
	  "ELF",
	  4 },
	{ "\xfd"
	  "7zXZ\x00",
	  6 },
	{ "BZh91AY&SY", 10 },
	{ "\x28\xb5\x2f\xfd", 4 }, /* zstd */
	{ "7z\xbc\xaf\x27\x1c", 6 },
	{ "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8 }, /* xls, doc */
	{ "PAR1\x15", 5 },                         /* parquet */
};

bool
dpi_has_magic(const void *p, size_t n)
{
	for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++) {
		if (n >= magics[i].n &&
		    memcmp(p, magics[i].magic, magics[i].n) == 0)
			return true;
	}
	return false;
}

#define BINARY_SAMPLE_BYTES 65536

/* Bytes at P, of N, before the first that is a control character. */
static size_t
printable_bytes(const unsigned char *p, size_t n)
{
	size_t i = 0;

	for (; n - i >= DPI_LANE_BYTES; i += DPI_LANE_BYTES) {
		dpi_lane x = dpi_lane_load((const char *)p + i);
		dpi_lane control = (dpi_lane)(x < 0x20);

		if (dpi_lane_any(control))
			return i + dpi_lane_which(control);
	}
	while (i < n && p[i] >= 0x20)
		i++;
	return i;
}

/*
 * Too many control characters for a text. A few NULs are a defect of the
 * text and not the end of it; NULs at the end come from interrupted copies.
 */
static bool
looks_binary(const unsigned char *p, size_t n)
{
	size_t n_text = n > BINARY_SAMPLE_BYTES ? BINARY_SAMPLE_BYTES : n;
	size_t odd = 0, parts = 0, lines = 0;

	while (n_text > 0 && (p[n_text - 1] == 0 || p[n_text - 1] == '\n' ||
			      p[n_text - 1] == '\r'))
		n_text--;
	if (n_text == 0)
		return memchr(p, 0, n) != NULL;
	for (size_t i = 0; i < n_text; i++) {
		unsigned char c;

		i += printable_bytes(p + i, n_text - i);
		if (i == n_text)
			break;
		c = p[i];
		odd += (c < '\t' || c > '\r') && c != 0x1a && c != 0x1b;
		parts += c == 1 || c >= 0x1c;
		lines += c == '\n' || c == '\r';
	}
	/* Those made to part cells do, in lines and with no others. */
	if (lines > 1 && odd == parts)
		return false;
	/* In a text of a few bytes, one control character is many. */
	if (odd > 2 && odd * 10 > n_text)
		return true;
	return odd > 8 && odd * 50 > n_text &&
	       dp_utf8_valid((dp_str){ (const char *)p, n_text }) < n_text;
}

/* ---- UTF-8 or one byte a character ------------------------------------ */

/* Sequences of several bytes that are UTF-8, and bytes that are in none. */
struct utf8_count {
	size_t good, bad;
};

/* True when the N bytes at P are the start of a longer UTF-8 sequence. */
static bool
is_cut(const unsigned char *p, size_t n)
{
	return dpi_utf8_is_prefix((const char *)p, n);
}

static bool
has_high(const unsigned char *p, size_t n)
{
	size_t i = 0;

	for (; n - i >= 8; i += 8) {
		uint64_t w;

		memcpy(&w, p + i, 8);
		if (w & UINT64_C(0x8080808080808080))
			return true;
	}
	for (; i < n; i++)
		if (p[i] >= 0x80)
			return true;
	return false;
}

static struct utf8_count
count_utf8(const unsigned char *p, size_t n, bool whole)
{
	struct utf8_count k = { 0, 0 };
	size_t i = dp_utf8_valid((dp_str){ (const char *)p, n });

	/* Nearly always all is valid, which is found out faster. */
	if (i == n || (!whole && n - i < 4 && is_cut(p + i, n - i))) {
		k.good = has_high(p, i);
		return k;
	}
	i = 0;

	while (i < n) {
		uint32_t c;
		unsigned len;

		if (p[i] < 0x80) {
			i++;
			continue;
		}
		len = dp_utf8_decode((const char *)p + i, n - i, &c);
		if (len > 0) {
			k.good++;
		} else {
			if (!whole && n - i < 4 && is_cut(p + i, n - i))
				break;
			k.bad++;
			len = 1;
		}
		i += len;
	}
	return k;
}

/* ---- wide encodings --------------------------------------------------- */

#define WIDE_SAMPLE_BYTES 65536

uint32_t
dpi_wide_unit(const unsigned char *p, unsigned width, bool big)
{
	uint32_t c = 0;

	for (unsigned k = 0; k < width; k++)
		c = c << 8 | p[big ? k : width - 1 - k];
	return c;
}

/*
 * How far the bytes are from text in units of WIDTH bytes: true when every
 * unit is a character, NUL is none of them, and enough of them are ASCII for
 * it not to be chance.
 */
static bool
is_wide(const unsigned char *p, size_t n, unsigned width, bool big)
{
	size_t units = n / width, ascii = 0, odd = 0;
	bool high = false;

	if (units < 2)
		return false;
	for (size_t i = 0; i < units; i++) {
		uint32_t c = dpi_wide_unit(p + i * width, width, big);
		bool low = width == 2 && c >= 0xdc00 && c < 0xe000;

		if (c > 0x10ffff || low != high)
			return false;
		high = width == 2 && c >= 0xd800 && c < 0xdc00;
		if (width == 4 && c >= 0xd800 && c < 0xe000)
			return false;
		odd += c == 0 || c == 0xfffe || c == 0xffff;
		ascii += (c >= 0x20 && c < 0x7f) || (c >= '\t' && c <= '\r');
	}
	/* In a few bytes, one zero is where it is by chance. */
	return odd * 100 <= units &&
	       (units < 16 ? ascii * 4 >= units * 3 : ascii * 4 >= units);
}

static bool
guess_wide(const unsigned char *p, size_t n, struct dp_encoding_guess *out)
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

	if (n > WIDE_SAMPLE_BYTES)
		n = WIDE_SAMPLE_BYTES;
	/* Accents make no valid UTF-8 in these: that has NULs by damage. */
	if (memchr(p, 0, n) == NULL ||
	    (has_high(p, n) && count_utf8(p, n, false).bad == 0))
		return false;
	for (size_t i = 0; i < sizeof(wides) / sizeof(*wides); i++) {
		if (!is_wide(p, n, wides[i].width, wides[i].big))
			continue;
		out->encoding = wides[i].encoding;
		out->confidence = 0.95;
		out->evidence = _("zero bytes stand where this encoding puts "
				  "them");
		return true;
	}
	return false;
}

/* The same for units of WIDTH bytes, which a mark says there are. */
static bool
looks_binary_wide(const unsigned char *p, size_t n, unsigned width, bool big)
{
	size_t units = n / width, odd = 0;

	for (size_t i = 0; i < units; i++) {
		uint32_t c = dpi_wide_unit(p + i * width, width, big);

		odd += c < 0x20 && (c < '\t' || c > '\r');
	}
	return odd > 2 && odd * 10 > units;
}

/* ---- byte order marks ------------------------------------------------- */

static bool
guess_bom(const unsigned char *p, size_t n, struct dp_encoding_guess *out)
{
	static const struct {
		const char *mark;
		unsigned n;
		enum dp_encoding encoding;
	} marks[] = {
		{ "\xef\xbb\xbf", 3, DP_UTF8 },
		/* before UTF-16LE, whose mark is the start of this one */
		{ "\xff\xfe\x00\x00", 4, DP_UTF32LE },
		{ "\x00\x00\xfe\xff", 4, DP_UTF32BE },
		{ "\xff\xfe", 2, DP_UTF16LE },
		{ "\xfe\xff", 2, DP_UTF16BE },
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		if (n < marks[i].n || memcmp(p, marks[i].mark, marks[i].n) != 0)
			continue;
		out->encoding = marks[i].encoding;
		/* Programs that add a mark to a file that has one exist. */
		do
			out->bom_bytes += marks[i].n;
		while (n - out->bom_bytes >= marks[i].n &&
		       memcmp(p + out->bom_bytes, marks[i].mark, marks[i].n) ==
			       0);
		out->confidence = 1;
		out->evidence = _("it starts with a byte order mark");
		return true;
	}
	return false;
}

/* ---- one of them ----------------------------------------------------- */

/* How sure one is of a guess that another is as good as. */
#define THIN_MOST 0.5
/* Nearly every letter is one of the language. */
#define READS_WELL 0.78

static void
guess_bytes(const unsigned char *p, size_t n, bool whole,
	    struct dp_encoding_guess *out)
{
	struct utf8_count k = count_utf8(p, n, whole);
	struct dp_encoding_guess single = *out;

	out->encoding = DP_UTF8;
	if (k.bad == 0) {
		out->confidence = k.good > 0 || whole ? 1 : 0.9;
		out->evidence = k.good > 0 ?
					_("every byte is part of valid UTF-8") :
					_("every byte is ASCII");
		return;
	}
	/*
	 * Valid sequences hardly ever come about by chance, so a file with a
	 * fair number of them is UTF-8 to which something else was appended:
	 * the decoder reads the other bytes as windows-1252. Unless all of it
	 * reads well in a script where chance has more to choose from.
	 */
	if (k.good <= k.bad && dpi_guess_multi_byte(p, n, whole, out))
		return;
	dpi_guess_single_byte(p, n, &single);
	if (k.good * 10 >= k.bad &&
	    (k.good > k.bad || single.confidence < READS_WELL)) {
		out->confidence = (double)k.good / (double)(k.good + k.bad);
		out->evidence = _("most of it is UTF-8, but some bytes are "
				  "not");
		return;
	}
	*out = single;
	if (out->thin && out->confidence > THIN_MOST)
		out->confidence = THIN_MOST;
}

/* Do the N bytes behind the mark of the encoding E hold no text? */
static bool
marked_binary(const unsigned char *p, size_t n, enum dp_encoding e)
{
	bool big = e == DP_UTF16BE || e == DP_UTF32BE;

	if (e == DP_UTF8)
		return looks_binary(p, n);
	if (n > WIDE_SAMPLE_BYTES)
		n = WIDE_SAMPLE_BYTES;
	return looks_binary_wide(p, n,
				 e == DP_UTF16LE || e == DP_UTF16BE ? 2 : 4,
				 big);
}

static void
call_binary(struct dp_encoding_guess *out)
{
	out->binary = true;
	out->confidence = 0.9;
	out->evidence = _("it holds too many control characters for a text");
}

void
dp_encoding_guess(const void *p, size_t n_bytes, bool whole,
		  struct dp_encoding_guess *out)
{
	const unsigned char *b = p;

	*out = (struct dp_encoding_guess){ .encoding = DP_UTF8 };
	if (n_bytes == 0) {
		out->confidence = 1;
		out->evidence = _("it is empty");
		return;
	}
	if (guess_bom(b, n_bytes, out)) {
		/* A mark before a text that it is none of. */
		if (out->encoding == DP_UTF8 &&
		    dpi_guess_escapes(b + out->bom_bytes,
				      n_bytes - out->bom_bytes, out))
			return;
		if (marked_binary(b + out->bom_bytes, n_bytes - out->bom_bytes,
				  out->encoding))
			call_binary(out);
		return;
	}
	if (dpi_has_magic(b, n_bytes)) {
		out->binary = true;
		out->confidence = 1;
		out->evidence = _("its first bytes are those of another kind "
				  "of file");
		return;
	}
	if (guess_wide(b, n_bytes, out))
		return;
	if (dpi_guess_escapes(b, n_bytes, out))
		return;
	if (looks_binary(b, n_bytes)) {
		call_binary(out);
		return;
	}
	guess_bytes(b, n_bytes, whole, out);
}
