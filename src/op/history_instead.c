/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of OpenRefine cannot be run here, and what does its work instead: told
 * beside the step that is off.
 */
#include "op/history.h"

#include "base/i18n.h"

#define TAKES_APART \
	N_("Cells are not taken apart as HTML or XML here. " \
	   "replace pattern=/<[^>]*>/ with=\"\" takes the tags off, and " \
	   "entities turns what is written with & into its characters.")
#define RECONCILES \
	N_("Nothing is asked of services here: reconcile finds names in a " \
	   "list that you have, and lookup brings columns along.")

static const struct {
	const char *word; /* of an expression, or the start of an operation */
	const char *sentence; /* marked N_ */
} instead[] = {
	{ "cross(",
	  N_("cross looks into another project: export that one as a table, "
	     "and lookup takes columns of it by a key.") },
	{ "parseHtml(", TAKES_APART },
	{ "parseXml(", TAKES_APART },
	{ "select(", TAKES_APART },
	{ "htmlText(", TAKES_APART },
	{ "htmlAttr(", TAKES_APART },
	{ "innerHtml(", TAKES_APART },
	{ "innerXml(", TAKES_APART },
	{ "ownText(", TAKES_APART },
	{ "wholeText(", TAKES_APART },
	{ "xmlText(", TAKES_APART },
	{ "xmlAttr(", TAKES_APART },
	{ "phonetic(",
	  N_("cluster method=phonetic-fr, or method=metaphone, brings "
	     "together what sounds the same.") },
	{ ".recon", RECONCILES },
	{ "core/recon", RECONCILES },
	{ "core/extend-reconciled-data", RECONCILES },
	{ "core/column-addition-by-fetching-urls",
	  N_("No page is fetched for each row here: dpipe get fetches a file "
	     "once, and lookup takes columns of it by a key.") },
	{ "jython:",
	  N_("What this language does is to be written anew, in GREL: "
	     "derive COLUMN = grel:\xe2\x80\xa6") },
	{ "clojure:",
	  N_("What this language does is to be written anew, in GREL: "
	     "derive COLUMN = grel:\xe2\x80\xa6") },
};

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Does WORD stand in EXPRESSION, not as the end of another? */
static bool
has_word(dp_str expression, dp_str word)
{
	dp_str rest = expression;
	ptrdiff_t at;

	while ((at = dp_str_search(rest, word)) >= 0) {
		if (at == 0 || !is_letter(word.p[0]) ||
		    !is_letter(rest.p[at - 1]))
			return true;
		rest = dp_str_from(rest, (size_t)at + word.n);
	}
	return false;
}

const char *
dpi_history_instead(const json_t *op)
{
	dp_str expression = dpi_json_text(op, "expression");
	dp_str name = dpi_json_text(op, "op");

	for (size_t i = 0; i < sizeof instead / sizeof *instead; i++) {
		dp_str word = dp_str_c(instead[i].word);

		if (dp_str_starts(word, "core/") ?
			    dp_str_starts(name, instead[i].word) :
			    has_word(expression, word))
			return instead[i].sentence;
	}
	return NULL;
}
