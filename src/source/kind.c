/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a file is, by its first bytes. Of what is no table, the sentence says
 * what it is and what to do next.
 */
#include "source/kind.h"

#include <dpipe/source.h>

#include "base/i18n.h"
#include "source/office.h"

#define ASK DPI_ADVICE_ASK
#define EXPORT DPI_ADVICE_EXPORT
#define SAVE DPI_ADVICE_SAVE
#define UNPACK DPI_ADVICE_UNPACK

static const char *const advices[] = {
	[ASK] = N_("Ask whoever gave it for the same data as CSV, xlsx or "
		   "ods."),
	[EXPORT] = N_("Export the table from the program it was made with, "
		      "as CSV."),
	[SAVE] = N_("Open it in a spreadsheet program and save it as xlsx, "
		    "ods or CSV."),
	[UNPACK] = N_("Unpack it first, then read what comes out."),
};

/* A file begins with BYTES, after AT others. */
struct magic {
	unsigned at, n;
	const char *bytes;
	bool letters; /* a table could begin so: controls must follow */
	enum dpi_advice advice;
	const char *what;
};

/* clang-format off */
static const struct magic magics[] = {
	{ 0, 5, "%PDF-", false, ASK, N_("a PDF document") },
	{ 0, 4, "PAR1", true, EXPORT, N_("a Parquet file") },
	{ 0, 6, "ARROW1", true, EXPORT, N_("an Arrow file") },
	{ 0, 4, "FEA1", true, EXPORT, N_("a Feather file") },
	{ 0, 4, "Obj\001", false, EXPORT, N_("an Avro file") },
	{ 0, 15, "SQLite format 3", true, EXPORT, N_("an SQLite database") },
	{ 0, 8, "\x89HDF\r\n\x1a\n", false, EXPORT, N_("an HDF5 file") },
	{ 0, 4, "$FL2", true, EXPORT, N_("an SPSS file") },
	{ 0, 11, "<stata_dta>", false, EXPORT, N_("a Stata file") },
	{ 0, 8, "\x89PNG\r\n\x1a\n", false, ASK, N_("a picture (PNG)") },
	{ 0, 3, "\xff\xd8\xff", false, ASK, N_("a picture (JPEG)") },
	{ 0, 4, "GIF8", true, ASK, N_("a picture (GIF)") },
	{ 0, 4, "II*\0", false, ASK, N_("a picture (TIFF)") },
	{ 0, 4, "MM\0*", false, ASK, N_("a picture (TIFF)") },
	{ 0, 2, "BM", true, ASK, N_("a picture (BMP)") },
	{ 0, 4, "RIFF", true, ASK, N_("a picture, a sound or a film") },
	{ 4, 4, "ftyp", true, ASK, N_("a picture or a film") },
	{ 0, 3, "ID3", true, ASK, N_("a sound") },
	{ 0, 4, "\177ELF", false, ASK, N_("a program") },
	{ 0, 2, "MZ", true, ASK, N_("a program") },
	{ 0, 4, "\xcf\xfa\xed\xfe", false, ASK, N_("a program") },
	{ 0, 4, "\xca\xfe\xba\xbe", false, ASK, N_("a program") },
	{ 0, 5, "{\\rtf", false, ASK, N_("an RTF document") },
	{ 0, 11, "BEGIN:VCARD", false, EXPORT, N_("an address book (vCard)") },
	{ 0, 15, "BEGIN:VCALENDAR", false, EXPORT,
	  N_("a calendar (iCalendar)") },
	{ 0, 6, "7z\xbc\xaf\x27\x1c", false, UNPACK, N_("a 7z archive") },
	{ 0, 6, "Rar!\x1a\x07", false, UNPACK, N_("a RAR archive") },
	{ 257, 5, "ustar", true, UNPACK, N_("a tar archive") },
	{ 0, 4, "\x04\x22\x4d\x18", false, UNPACK, N_("packed with lz4") },
	{ 0, 4, "LZIP", true, UNPACK, N_("packed with lzip") },
	{ 0, 2, "\x1f\x9d", false, UNPACK, N_("packed with compress") },
};
/* clang-format on */

static bool
starts(dp_str s, const char *bytes, size_t n)
{
	return s.n >= n && memcmp(s.p, bytes, n) == 0;
}

/* Does S hold what no text holds? */
static bool
has_controls(dp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < '\t')
			return true;
	return false;
}

static const struct magic *
find_magic(dp_str head)
{
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
		const struct magic *m = &magics[i];

		if (starts(dp_str_from(head, m->at), m->bytes, m->n) &&
		    (!m->letters || has_controls(head)))
			return m;
	}
	return NULL;
}

static bool
is_packed(dp_str head, enum dpi_filter *filter)
{
	/* RFC 1952: deflate is the only method; no compressed text is "BZh9"
	 * alone, so the mark of a block (pi) or of the end must follow. */
	if (starts(head, "\x1f\x8b\x08", 3))
		*filter = DPI_GZIP;
	else if (starts(head, "BZh", 3) && head.n >= 10 &&
		 (memcmp(head.p + 4, "1AY&SY", 6) == 0 ||
		  memcmp(head.p + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0))
		*filter = DPI_BZIP2;
	else if (starts(head,
			"\xfd"
			"7zXZ\0",
			6))
		*filter = DPI_XZ;
	else if (starts(head, "\x28\xb5\x2f\xfd", 4))
		*filter = DPI_ZSTD;
	else
		return false;
	return true;
}

static dp_str
without_blanks(dp_str s)
{
	while (s.n && strchr(" \t\r\n", s.p[0]))
		s = dp_str_from(s, 1);
	return s;
}

/*
 * An object whose first member has a name, in lists or not, as RFC 8259 has
 * it; that is never the start of a table. A list of plain values may be.
 */
static bool
is_json(dp_str s)
{
	size_t depth = 0;

	for (s = without_blanks(s); s.n && s.p[0] == '['; depth++)
		s = without_blanks(dp_str_from(s, 1));
	if (!starts(s, "{", 1) || depth > 64)
		return false;
	s = without_blanks(dp_str_from(s, 1));
	if (starts(s, "}", 1))
		return without_blanks(dp_str_from(s, 1)).n == depth;
	if (!starts(s, "\"", 1))
		return false;
	for (s = dp_str_from(s, 1); s.n && s.p[0] != '"';)
		s = dp_str_from(s, s.p[0] == '\\' && s.n > 1 ? 2 : 1);
	s = without_blanks(dp_str_from(s, s.n ? 1 : 0));
	return starts(s, ":", 1);
}

enum dpi_kind
dpi_kind_of(dp_str head, enum dpi_filter *filter)
{
	dp_str text = head;

	if (is_packed(head, filter))
		return DPI_KIND_PACKED;
	if (starts(head, "PK\003\004", 4) || starts(head, "PK\005\006", 4))
		return DPI_KIND_ZIP;
	if (starts(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
		return DPI_KIND_OLE;
	if (find_magic(head))
		return DPI_KIND_OTHER;
	if (starts(text, "\xef\xbb\xbf", 3))
		text = dp_str_from(text, 3);
	if (dp_source_is_html(text.p, text.n))
		return DPI_KIND_HTML;
	if (starts(without_blanks(text), "<?xml", 5))
		return dp_str_search(text, DP_S("<html")) >= 0 ? DPI_KIND_HTML :
								 DPI_KIND_XML;
	return is_json(text) ? DPI_KIND_JSON : DPI_KIND_TEXT;
}

/* ---- sentences -------------------------------------------------------- */

static int
refuse(const char *name, const char *what, const char *advice,
       struct dp_err *err)
{
	/* As in "prices.pdf is a PDF document, not a table. Ask …" */
	return dp_fail(err, DP_EDATA, _("%s is %s, not a table. %s"), name,
		       what, advice);
}

int
dpi_kind_not(const char *name, const char *what, enum dpi_advice advice,
	     struct dp_err *err)
{
	return refuse(name, what, _(advices[advice]), err);
}

int
dpi_kind_refuse(enum dpi_kind kind, const char *name, dp_str head,
		struct dp_err *err)
{
	const struct magic *m = find_magic(head);

	switch (kind) {
	case DPI_KIND_HTML:
		return refuse(name, _("a web page"),
			      _("A server may have answered with a page in "
				"place of the file: open it in a browser, "
				"and look there for the address of the "
				"data."),
			      err);
	case DPI_KIND_XML:
		return dpi_kind_not(name, _("an XML file"), EXPORT, err);
	case DPI_KIND_JSON:
		return refuse(name, _("a JSON file"),
			      _("Ask for the same data as CSV; many servers "
				"give it at another address, such as one "
				"with format=csv."),
			      err);
	default:
		break;
	}
	return m ? refuse(name, _(m->what), _(advices[m->advice]), err) :
		   dpi_kind_refuse_ole(NULL, name, err);
}

/* ---- compound files --------------------------------------------------- */

/* Does DIRECTORY, sectors of a compound file, have an entry WORD? */
static bool
has_entry(dp_str directory, const char *word)
{
	size_t n = strlen(word);

	/* [MS-CFB] 2.6.1: entries of 128 bytes that start with 64 bytes of
	 * name, in UTF-16. */
	for (; directory.n >= 128; directory = dp_str_from(directory, 128)) {
		size_t i = 0;

		while (i < n && directory.p[2 * i] == word[i] &&
		       directory.p[2 * i + 1] == 0)
			i++;
		if (i == n)
			return true;
	}
	return false;
}

static uint32_t
little(const unsigned char *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

int
dpi_kind_refuse_ole(const struct dpi_file *f, const char *name,
		    struct dp_err *err)
{
	unsigned char header[512];
	char entries[4096];
	dp_str directory = { entries, 0 };
	ptrdiff_t got;

	/* [MS-CFB] 2.2: the shift of the sector size at 30, the first sector
	 * of the directory at 48; sector 0 stands behind the header. */
	if (f && dpi_file_at(f, header, sizeof header, 0, err) == 512 &&
	    header[30] >= 9 && header[30] <= 12) {
		uint64_t at = ((uint64_t)little(header + 48) + 1) << header[30];

		got = dpi_file_at(f, entries, sizeof entries, at, err);
		directory.n = got > 0 ? (size_t)got : 0;
	}
	if (has_entry(directory, "EncryptedPackage"))
		return dpi_office_locked(name, err);
	if (has_entry(directory, "WordDocument"))
		return dpi_kind_not(name, _("a Word document (.doc)"), ASK,
				    err);
	if (has_entry(directory, "Workbook") || has_entry(directory, "Book"))
		return dp_fail(err, DP_EDATA,
			       _("%s is an Excel workbook of before 2007 "
				 "(.xls), which is not read here. %s"),
			       name, _(advices[SAVE]));
	return dp_fail(err, DP_EDATA,
		       _("%s is an Office file of before 2007 (.xls, .doc …), "
			 "which is not read here. %s"),
		       name, _(advices[SAVE]));
}
