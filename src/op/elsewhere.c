/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words that are no operation here, and what to write in their place: what
 * reading does by itself, and names that operations have in other tools.
 */
#include <dpipe/op.h>

#include "base/i18n.h"

static const struct dp_elsewhere words[] = {
	{ "transcode", NULL,
	  N_("Reading does it: the encoding is found out, of single lines too "
	     "where two files were put together, and the result is UTF-8. "
	     "encoding= in the line source names it. What was decoded wrongly "
	     "before it came here is repaired by mojibake.") },
	{ "fix-quotes", NULL,
	  N_("Reading does it: a quote that stands where none may, or is "
	     "never closed, is read as it was meant, and reported. quote= and "
	     "escape= in the line source say how quotes are written.") },
	{ "fix-rows", NULL,
	  N_("Reading does it: a record broken over two lines is joined, one "
	     "with too many or too few cells is made as wide as the others "
	     "where one way clearly wins, and each is reported. delimiter=, "
	     "quote= and newline= in the line source say where cells and "
	     "records end.") },
	{ "merge-headers", NULL,
	  N_("Reading does it: the rows of a header are joined. header= and "
	     "header-rows= in the line source say where it stands and how "
	     "many rows it has, join= what stands between their names.") },
	{ "drop-preamble", NULL,
	  N_("Reading does it: lines above the table are left out, and "
	     "reported. skip= in the line source says how many there are; "
	     "as-is=yes keeps them.") },
	{ "drop-footer", NULL,
	  N_("Reading does it: lines below the table are left out, and "
	     "reported. footer= in the line source says how many there are, or "
	     "what the first of them matches; as-is=yes keeps them.") },
	{ "drop-repeated-headers", NULL,
	  N_("Reading does it: a header that comes again inside the table is "
	     "left out, and reported. as-is=yes in the line source keeps "
	     "it.") },
	{ "drop-units-row", NULL,
	  N_("Reading does it: a row of units below the header is left out, "
	     "and reported. units= in the line source says whether there is "
	     "one.") },
	{ "split-tables", NULL,
	  N_("Reading takes one table of a file and says where lines of "
	     "others stand. skip= and footer= in the line source choose "
	     "another; of a workbook sheet= does, of a zip member=.") },
	{ "drop-empty-rows", "drop-empty", NULL },
	{ "drop-empty-columns", "drop-empty what=columns", NULL },
	{ "remove-empty", "drop-empty", NULL },
	{ "remove-constant", "drop-constant", NULL },
	{ "clean-names", "headers", NULL },
	{ "collapse-whitespace", "squeeze", NULL },
	{ "normalise", "unicode", NULL },
	{ "normalize", "unicode", NULL },
	{ "unescape", "entities", NULL },
	{ "transliterate", "accents", NULL },
	{ "uppercase", "case to=upper", NULL },
	{ "lowercase", "case to=lower", NULL },
	{ "titlecase", "case to=title", NULL },
	{ "replace-regex", "replace pattern=/\xe2\x80\xa6/", NULL },
	{ "recode", "edit", NULL },
	{ "mass-edit", "edit", NULL },
	{ "crosswalk", "edit", NULL },
	{ "keep", "filter", NULL },
	{ "distinct", "dedupe", NULL },
	{ "arrange", "sort", NULL },
	{ "fill-down", "fill", NULL },
	{ "fill-up", "fill direction=up", NULL },
	{ "star", "flag", NULL },
	{ "reorder", "select", NULL },
	{ "mutate", "derive", NULL },
	{ "separate", "split", NULL },
	{ "unite", "join", NULL },
	{ "explode", "split-cells", NULL },
	{ "insert", "add-row", NULL },
	{ "append", "add-row", NULL },
	{ "implode", "join-cells", NULL },
	{ "melt", "longer", NULL },
	{ "unpivot", "longer", NULL },
	{ "pivot", "wider", NULL },
	{ "columnize", "key-value", NULL },
	{ "pseudonymise", "hash", NULL },
	{ "assert", "expect", NULL },
};

size_t
dp_elsewhere_count(void)
{
	return sizeof words / sizeof words[0];
}

const struct dp_elsewhere *
dp_elsewhere_at(size_t i)
{
	return i < dp_elsewhere_count() ? &words[i] : NULL;
}

bool
dp_elsewhere_say(dp_str line, struct dp_buf *out)
{
	dp_str name = dp_str_cut(&line, ' ');
	const struct dp_elsewhere *w = NULL;
	struct dp_buf same = { 0 };

	/* remove_empty and Remove-Empty are one word */
	dp_case_change(name, DP_CASE_LOWER, &same);
	for (size_t i = 0; i < same.n; i++)
		same.p[i] = (char)(same.p[i] == '_' ? '-' : same.p[i]);
	for (size_t i = 0; !w && i < dp_elsewhere_count(); i++)
		if (dp_str_is(dp_buf_view(&same), words[i].name))
			w = &words[i];
	dp_buf_done(&same);
	if (!w)
		return false;
	if (w->written)
		dp_buf_format(out,
			      _("there is no operation %.*s; here it is: %s"),
			      DP_FMT(name), w->written);
	else
		dp_buf_format(out, _("there is no operation %.*s. %s"),
			      DP_FMT(name), _(w->text));
	return true;
}
