/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents of office programs are zips: which one is told by the names of
 * what is in them, or, for OpenDocument, by the member mimetype.
 */
#include "source/office.h"

#include "base/i18n.h"
#include "source/kind.h"

#define ODF "application/vnd.oasis.opendocument."

static bool
has_folder(const struct dpi_zip *z, const char *folder)
{
	for (size_t i = 0; i < z->n; i++)
		if (dp_str_starts(dp_str_c(z->at[i].name), folder))
			return true;
	return false;
}

/* Does what Z says of itself start with WORD behind "opendocument."? */
static bool
is_open_document(const struct dpi_zip *z, const char *word)
{
	ptrdiff_t i = dpi_zip_find(z, "mimetype");
	struct dp_err ignored = { 0 };
	dp_str text = { NULL, 0 };
	struct dpi_bytes *b;
	bool is = false;

	if (i < 0)
		return false;
	b = dpi_zip_open(z, (size_t)i, z->file->name, &ignored);
	if (b && dpi_bytes_look(b, 128, &text, &ignored) == 0)
		is = dp_str_starts(text, ODF) &&
		     dp_str_starts(dp_str_from(text, sizeof ODF - 1), word);
	dpi_bytes_close(b);
	return is;
}

int
dpi_office_locked(const char *name, struct dp_err *err)
{
	return dp_fail(err, DP_EDATA,
		       _("%s is a spreadsheet locked by a password. Open it "
			 "in a spreadsheet program and save it without one."),
		       name);
}

int
dpi_office_kind(const struct dpi_zip *z, const char *name,
		const struct dpi_book_class **class, struct dp_err *err)
{
	bool types = dpi_zip_find(z, "[Content_Types].xml") >= 0;

	if (types && dpi_zip_find(z, "xl/workbook.bin") >= 0)
		return dpi_kind_not(name, _("a binary Excel workbook (.xlsb)"),
				    DPI_ADVICE_SAVE, err);
	if (types && has_folder(z, "xl/")) {
		*class = &dpi_book_xlsx;
		return 1;
	}
	if (types && has_folder(z, "word/"))
		return dpi_kind_not(name, _("a Word document (.docx)"),
				    DPI_ADVICE_ASK, err);
	if (types && has_folder(z, "ppt/"))
		return dpi_kind_not(name, _("a slide show (.pptx)"),
				    DPI_ADVICE_ASK, err);
	if (is_open_document(z, "spreadsheet")) {
		*class = &dpi_book_ods;
		return 1;
	}
	if (is_open_document(z, ""))
		return dpi_kind_not(name,
				    _("an OpenDocument file of another "
				      "kind (.odt, .odp …)"),
				    DPI_ADVICE_ASK, err);
	if (has_folder(z, "Index/") && has_folder(z, "Metadata/"))
		return dpi_kind_not(name, _("a document of Numbers or Pages"),
				    DPI_ADVICE_SAVE, err);
	return 0;
}
