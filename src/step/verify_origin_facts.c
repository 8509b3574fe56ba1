/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a table was taken out of, packed file, zip or spreadsheet, for a
 * program or for people.
 */
#include "step/verify_inner.h"

#include "base/i18n.h"

/* A text, or null where it is not there. */
static void
fact_or_null(struct dp_part *p, const char *key, dp_str text)
{
	dp_fact_text(p, key, NULL, text);
	if (!text.p)
		dp_frame_at(&p->frame, 0, p->frame.n_columns - 1)->kind =
			DP_VALUE_NULL;
}

void
dpi_fact_or_null(struct dp_part *p, const char *key, const char *text)
{
	fact_or_null(p, key, dp_str_c(text));
}

void
dpi_origin_facts(const struct dp_origin *from, struct dp_part *p)
{
	static const struct dp_origin none;
	const struct dp_origin *o = from ? from : &none;

	fact_or_null(p, "compression", dp_str_c(o->packed));
	fact_or_null(p, "container",
		     dp_str_c(o->book     ? o->book :
			      o->member.p ? "zip" :
					    NULL));
	fact_or_null(p, "member", o->member);
	fact_or_null(p, "sheet", o->sheet);
}

void
dpi_origin_evidence(const struct dp_origin *from,
		    const struct dp_read_opts *asked, struct dp_part *p)
{
	const char *bytes = _("its first bytes say so");
	const char *no = _("its first bytes are those of no such file");
	const char *none = _("there is nothing to choose from");
	const char *member = none, *sheet = none;

	if (from && from->member.p)
		member = asked->member.p ?
				 _("asked for") :
				 _("no other file of the zip is a table");
	if (from && from->sheet.p)
		sheet = asked->sheet.p ? _("asked for") :
					 _("the first sheet that shows");
	dp_fact_text(p, "compression", NULL,
		     dp_str_c(from && from->packed ? bytes : no));
	dp_fact_text(p, "container", NULL,
		     dp_str_c(from && (from->book || from->member.p) ? bytes :
								       no));
	dp_fact_text(p, "member", NULL, dp_str_c(member));
	dp_fact_text(p, "sheet", NULL, dp_str_c(sheet));
}

/* All sheets of O, for a program. */
static void
sheet_list(const struct dp_origin *o, struct dp_result *result)
{
	struct dp_frame *f = &dp_result_part(result, DP_PART_FRAME, "sheets",
					     _("Sheets"))
				      ->frame;

	(void)dp_frame_column(f, "name", _("name"), NULL, false);
	(void)dp_frame_column(f, "hidden", _("hidden"), NULL, false);
	for (size_t i = 0; i < o->n_sheets; i++) {
		struct dp_value *row = dp_frame_row(f);

		dp_set_text(f, &row[0], o->sheets[i].name);
		dp_set_text(f, &row[1],
			    o->sheets[i].hidden ? DP_S("yes") : DP_S("no"));
	}
}

void
dpi_origin_sheets(const struct dp_origin *o, struct dp_result *result)
{
	if (o && o->book)
		sheet_list(o, result);
}

/* The sheets of a book, and which of them is the table. */
static void
note_book(const struct dp_origin *o, struct dp_result *result)
{
	struct dp_buf list = { 0 };

	for (size_t i = 0; i < o->n_sheets; i++) {
		dp_buf_format(&list, "%s%.*s", i ? ", " : "",
			      DP_FMT(o->sheets[i].name));
		if (o->sheets[i].hidden)
			dp_buf_format(&list, " (%s)", _("hidden"));
	}
	dp_result_note(result, "sheets",
		       P_("It is a spreadsheet (%s) with %zu sheet: %.*s.",
			  "It is a spreadsheet (%s) with %zu sheets: %.*s.",
			  (unsigned long)o->n_sheets),
		       o->book, o->n_sheets, DP_FMT(dp_buf_view(&list)));
	dp_result_note(result, "sheet", _("Read of it is the sheet %.*s."),
		       DP_FMT(o->sheet));
	dp_buf_done(&list);
}

void
dpi_origin_note(const struct dp_origin *o, struct dp_result *result)
{
	if (!o)
		return;
	if (o->packed)
		dp_result_note(result, "compression",
			       _("The file is packed (%s)."), o->packed);
	if (o->member.p)
		dp_result_note(result, "member",
			       _("The file is a zip; read of it is %.*s."),
			       DP_FMT(o->member));
	if (o->book)
		note_book(o, result);
}
