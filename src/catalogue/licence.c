/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a licence allows, from its name as sheets and servers write it. Not
 * legal advice: a licence nobody has put in the table is said to be unknown.
 */
#include "base/i18n.h"
#include "catalogue/inner.h"

struct known {
	const char *words; /* all of them in the folded name, in order */
	enum dp_licence kind;
};

/* The first that fits holds: restrictions come before what they restrict. */
static const struct known known[] = {
	{ "tous droits reserves", DP_LICENCE_CLOSED },
	{ "all rights reserved", DP_LICENCE_CLOSED },
	{ "cc nc", DP_LICENCE_CLOSED },
	{ "cc nd", DP_LICENCE_CLOSED },
	{ "creativecommons nc", DP_LICENCE_CLOSED },
	{ "creativecommons nd", DP_LICENCE_CLOSED },
	{ "non commercial", DP_LICENCE_CLOSED },
	{ "noncommercial", DP_LICENCE_CLOSED },
	{ "pas d utilisation commerciale", DP_LICENCE_CLOSED },
	{ "no derivatives", DP_LICENCE_CLOSED },
	{ "pas de modification", DP_LICENCE_CLOSED },
	{ "odbl", DP_LICENCE_SHARE },
	{ "open database license", DP_LICENCE_SHARE },
	{ "cc sa", DP_LICENCE_SHARE },
	{ "creativecommons sa", DP_LICENCE_SHARE },
	{ "licence ouverte", DP_LICENCE_OPEN },
	{ "open licence", DP_LICENCE_OPEN },
	{ "etalab", DP_LICENCE_OPEN },
	{ "lov2", DP_LICENCE_OPEN },
	{ "fr lo", DP_LICENCE_OPEN },
	{ "cc by", DP_LICENCE_OPEN },
	{ "creativecommons by", DP_LICENCE_OPEN },
	{ "creative commons attribution", DP_LICENCE_OPEN },
	{ "cc0", DP_LICENCE_OPEN },
	{ "cc zero", DP_LICENCE_OPEN },
	{ "creativecommons zero", DP_LICENCE_OPEN },
	{ "odc by", DP_LICENCE_OPEN },
	{ "pddl", DP_LICENCE_OPEN },
	{ "domaine public", DP_LICENCE_OPEN },
	{ "public domain", DP_LICENCE_OPEN },
	{ NULL, DP_LICENCE_UNKNOWN },
};

/* True when the words of WANTED stand in NAME (folded) in that order. */
static bool
has_words(dp_str name, const char *wanted)
{
	dp_str rest = dp_str_c(wanted), want = dp_str_cut(&rest, ' '), word;
	struct dp_words words = { name };

	while (dp_words_next(&words, &word)) {
		if (!dp_str_eq(word, want))
			continue;
		if (!rest.p)
			return true;
		want = dp_str_cut(&rest, ' ');
	}
	return false;
}

enum dp_licence
dp_licence_kind(dp_str name)
{
	enum dp_licence kind = DP_LICENCE_NONE;
	struct dp_buf folded = { 0 };
	const struct known *k = known;

	dpi_word_fold(name, &folded);
	if (dp_str_strip(dp_buf_view(&folded)).n > 0) {
		while (k->words && !has_words(dp_buf_view(&folded), k->words))
			k++;
		kind = k->kind;
	}
	dp_buf_done(&folded);
	return kind;
}

const char *
dp_licence_sentence(enum dp_licence l)
{
	switch (l) {
	case DP_LICENCE_OPEN:
		return _("Open: anyone may reuse it, also for money; name the "
			 "source and the date of its last update.");
	case DP_LICENCE_SHARE:
		return _("Open, with a duty to share: name the source, and "
			 "publish a database made from it under the same "
			 "licence.");
	case DP_LICENCE_CLOSED:
		return _("Not open: the licence forbids some uses (commercial "
			 "ones, changes, or all). Read it before you use the "
			 "data.");
	case DP_LICENCE_UNKNOWN:
		return _("This licence is not one of those dpipe knows: read "
			 "its terms before you use the data.");
	case DP_LICENCE_NONE:
		break;
	}
	return _("No licence: what can be read may not thereby be reused, "
		 "since its author keeps all rights that are not given. Ask "
		 "the producer in writing, or look for other data.");
}
