/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * encoding: which encoding a text is in, and decoding it as it comes.
 */
#ifndef DPIPE_ENCODING_H
#define DPIPE_ENCODING_H

#include <dpipe/base.h>

#ifdef __cplusplus
extern "C" {
#endif

enum dp_encoding {
	DP_UTF8,
	DP_UTF16LE,
	DP_UTF16BE,
	DP_UTF32LE,
	DP_UTF32BE,
	DP_SHIFT_JIS, /* and what Windows added: Japanese */
	DP_EUC_JP,
	DP_ISO2022_JP,
	DP_GB18030, /* gbk, gb2312: Chinese, simplified */
	DP_BIG5,    /* Chinese, traditional */
	DP_EUC_TW,
	DP_EUC_KR, /* and what Windows added: Korean */
	DP_ISO2022_KR,
	DP_CP1252,   /* from here on one byte a character */
	DP_LATIN9,   /* iso-8859-15 */
	DP_CP850,    /* DOS, western Europe */
	DP_MACROMAN, /* macOS before Unicode */
	DP_CP1250,   /* Windows, central Europe */
	DP_LATIN2,   /* iso-8859-2 */
	DP_CP852,    /* DOS, central Europe */
	DP_CP1251,   /* Windows, Cyrillic */
	DP_KOI8R,
	DP_ISO8859_5,   /* Cyrillic */
	DP_CP866,       /* DOS, Cyrillic */
	DP_CP1253,      /* Windows, Greek */
	DP_ISO8859_7,   /* Greek */
	DP_CP1254,      /* Windows, Turkish */
	DP_CP1257,      /* Windows, Baltic */
	DP_CP437,       /* DOS */
	DP_LATIN3,      /* Esperanto, Maltese */
	DP_LATIN4,      /* Baltic, north */
	DP_LATIN6,      /* Nordic, Baltic */
	DP_LATIN7,      /* Baltic */
	DP_LATIN10,     /* south-eastern Europe */
	DP_MACCE,       /* macOS before Unicode, central Europe */
	DP_MACCYRILLIC, /* the same, Cyrillic */
	DP_KOI8U,       /* Ukrainian */
	DP_CP855,       /* DOS, Cyrillic, older */
	DP_CP1256,      /* Windows, Arabic */
	DP_ISO8859_6,   /* Arabic */
	DP_CP1255,      /* Windows, Hebrew */
	DP_ISO8859_8,   /* Hebrew */
	DP_CP874,       /* Thai; tis-620 and iso-8859-11 with it */
	DP_CP1258,      /* Windows, Vietnamese */
	DP_VISCII,      /* Vietnamese */
	DP_CP737,       /* DOS, Greek */
	DP_CP869,       /* the same, later */
	DP_CP775,       /* DOS, Baltic */
	DP_CP857,       /* DOS, Turkish */
	DP_CP858,       /* ibm850 with the euro */
	DP_CP860,       /* DOS, Portuguese */
	DP_CP861,       /* DOS, Icelandic */
	DP_CP863,       /* DOS, French of Canada */
	DP_CP865,       /* DOS, Nordic */
	DP_LATIN8,      /* Celtic */
	DP_MACGREEK,    /* macOS before Unicode, Greek */
	DP_MACICELAND,  /* the same, Icelandic */
	DP_MACTURKISH,  /* the same, Turkish */
	DP_MACROMANIA,  /* the same, Romanian */
	DP_MACCROATIAN, /* the same, Croatian */
};

#define DP_N_ENCODINGS (DP_MACCROATIAN + 1)

struct dp_encoding_guess {
	enum dp_encoding encoding;
	unsigned bom_bytes;   /* length of the byte order mark, or 0 */
	double confidence;    /* 0 to 1 */
	const char *evidence; /* static, translated: why */
	bool binary;          /* this is no text at all */
	bool thin;            /* another one reads nearly as well */
};

/*
 * What the first bytes of a file say of its encoding: byte order mark, then
 * zero bytes in the pattern of UTF-16 and UTF-32, then strict UTF-8 (some
 * bad bytes in a file that has UTF-8 otherwise do not change that), then an
 * encoding of Asia in which all of it is well known characters, then the
 * single-byte encoding in which the text reads best as a language,
 * windows-1252 and French before the others. WHOLE: P holds the whole file,
 * so a sequence cut at its end is an error and not the edge of the sample.
 */
void dp_encoding_guess(const void *p, size_t n_bytes, bool whole,
		       struct dp_encoding_guess *out);
/*
 * Can this system decode E? Tables for several bytes a character that are none
 * of Unicode's come with its C library, or do not.
 */
bool dp_encoding_usable(enum dp_encoding e);
/* Name as IANA registers it, lower case: "utf-8", "windows-1252" … Static. */
const char *dp_encoding_name(enum dp_encoding e);
/*
 * Encoding for a name, case and punctuation ignored, usual aliases known
 * (latin1 and iso-8859-1 mean windows-1252, as in the WHATWG standard).
 * Returns -1 when unknown.
 */
int dp_encoding_find(dp_str name, enum dp_encoding *out);

#define DP_BAD_KEPT 5

/*
 * Turns bytes of one encoding into UTF-8, block by block. Zero it and set
 * encoding. A sequence cut at the end of a block is kept for the next. The
 * byte order mark is for the caller to skip.
 */
struct dp_decoder {
	enum dp_encoding encoding;
	unsigned char tail[4];
	unsigned n_tail;
	bool shifted;          /* amid characters of two bytes, in encodings
				* that switch */
	uint64_t offset_bytes; /* bytes of input consumed */
	uint64_t n_bad;        /* bytes replaced by their windows-1252 reading
				  (UTF-8), or sequences by U+FFFD (others) */
	uint64_t first_bad_bytes; /* offset of the first of them; 0 in encodings
				     that switch */
	/* UTF-16 and UTF-32: the first of them, where they stood and where in
	 * the text made so far their U+FFFD stands. */
	struct {
		uint64_t at_bytes, text_bytes;
	} bad[DP_BAD_KEPT];
	uint64_t text_bytes; /* the same: of text made so far */
};

/*
 * Appends the UTF-8 of N bytes at P to OUT. With LAST set nothing is kept
 * back. For DP_UTF8 a bad byte is read as windows-1252 and counted.
 */
void dp_decode(struct dp_decoder *d, const void *p, size_t n_bytes, bool last,
	       struct dp_buf *out);

#ifdef __cplusplus
}
#endif
#endif
