/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The vocabulary of project files: types of columns and statuses of wanted
 * data. Files hold one word for each, whatever the language; people are
 * shown, and may type, the word of their own.
 */
#include <dpipe/project.h>
#include <dpipe/text.h>

#include "base/i18n.h"
#include "step/project.h"

const struct dp_project_term *
dp_project_types(void)
{
	static const struct dp_project_term all[] = {
		{ "text", N_("text"), N_("Words, names, sentences.") },
		{ "number", N_("number"),
		  N_("A quantity: it can be added up or compared.") },
		{ "date", N_("date"), N_("A day, a month or a year.") },
		{ "code", N_("code"),
		  N_("Digits or letters that name something and are never "
		     "added up: INSEE code, SIRET …") },
		{ "yes-no", N_("yes-no"), N_("One of two answers.") },
		{ NULL, NULL, NULL },
	};

	return all;
}

const struct dp_project_term *
dp_project_statuses(void)
{
	static const struct dp_project_term all[] = {
		{ "wanted", N_("wanted"), N_("Nobody has looked yet.") },
		{ "found", N_("found"),
		  N_("We know where it is; it is not here yet.") },
		{ "requested", N_("requested"),
		  N_("Asked from whoever holds it; no answer yet.") },
		{ "got", N_("got"),
		  N_("It is among the raw files, with its provenance.") },
		{ "refused", N_("refused"), N_("Whoever holds it said no.") },
		{ "nowhere", N_("nowhere"),
		  N_("Looked for and not found: nobody seems to collect "
		     "it.") },
		{ "dropped", N_("dropped"),
		  N_("We do without it, and say so.") },
		{ NULL, NULL, NULL },
	};

	return all;
}

/* True when A and B are one word but for case and accents. */
static bool
same_folded(dp_str a, dp_str b)
{
	struct dp_buf fa = { 0 }, fb = { 0 };
	bool same;

	dp_fold(a, &fa);
	dp_fold(b, &fb);
	same = dp_str_eq(dp_buf_view(&fa), dp_buf_view(&fb));
	dp_buf_done(&fa);
	dp_buf_done(&fb);
	return same;
}

void
dpi_project_terms(const struct dp_project_term *list, bool words,
		  struct dp_buf *out)
{
	size_t i;

	for (i = 0; list[i].word; i++)
		dp_buf_format(out, "%s%s", i > 0 ? ", " : "",
			      words ? list[i].word : _(list[i].title));
}

const struct dp_project_term *
dp_project_term(const struct dp_project_term *list, dp_str text,
		struct dp_err *err)
{
	struct dp_buf names = { 0 };
	size_t i;

	text = dp_trim(text);
	for (i = 0; list[i].word; i++)
		if (dp_str_is(text, list[i].word) ||
		    same_folded(text, dp_str_c(_(list[i].title))))
			return &list[i];
	dpi_project_terms(list, false, &names);
	dp_fail(err, DP_EUSAGE, _("\"%.*s\" is none of: %.*s."), DP_FMT(text),
		DP_FMT(dp_buf_view(&names)));
	dp_buf_done(&names);
	return NULL;
}
