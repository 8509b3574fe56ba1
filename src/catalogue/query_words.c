/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of a text as a French catalogue needs them: folded first, then in
 * the singular, elided articles dropped. The same for sheets and for what is
 * typed, or nothing would be found.
 */
#include "catalogue/inner.h"

static const char *const stop_words[] = {
	"a",    "and", "au",  "aux", "avec", "by",  "ce",   "ces",
	"dans", "de",  "des", "du",  "en",   "est", "et",   "for",
	"from", "in",  "is",  "la",  "le",   "les", "leur", "leurs",
	"of",   "on",  "ou",  "par", "pour", "que", "qui",  "sa",
	"ses",  "son", "sur", "the", "to",   "un",  "une",  "with"
};

static bool
is_stop(dp_str word)
{
	for (size_t i = 0; i < sizeof stop_words / sizeof *stop_words; i++)
		if (dp_str_is(word, stop_words[i]))
			return true;
	return false;
}

/* True when an apostrophe, straight or typographic, starts S. */
static bool
apostrophe(dp_str s)
{
	return dp_str_starts(s, "'") || dp_str_starts(s, "\xe2\x80\x99");
}

/* l' d' j' m' n' s' t' c' qu' before a word. */
static bool
is_elided(dp_str folded, dp_str after)
{
	if (!apostrophe(after))
		return false;
	return dp_str_is(folded, "qu") ||
	       (folded.n == 1 && memchr("ldjmnstc", folded.p[0], 8));
}

bool
dpi_query_word_next(struct dpi_word_reader *r, struct dpi_word *out)
{
	do {
		if (!dp_words_next(&r->words, &out->shown))
			return false;
		r->folded.n = 0;
		dp_fold(out->shown, &r->folded);
		out->folded = dp_buf_view(&r->folded);
	} while (out->folded.n == 0 || is_elided(out->folded, r->words.rest));
	r->singular.n = 0;
	dp_singular_fr(out->folded, &r->singular);
	out->singular = dp_buf_view(&r->singular);
	out->stop = is_stop(out->folded);
	return true;
}

void
dpi_word_done(struct dpi_word_reader *r)
{
	dp_buf_done(&r->folded);
	dp_buf_done(&r->singular);
}

static void
as_utf8(dp_str text, struct dp_buf *out)
{
	struct dp_decoder d = { .encoding = DP_UTF8 };

	dp_decode(&d, text.p, text.n, true, out);
}

void
dpi_word_lower(dp_str text, struct dp_buf *out)
{
	struct dp_buf clean = { 0 };

	as_utf8(text, &clean);
	dp_case_change(dp_buf_view(&clean), DP_CASE_LOWER, out);
	dp_buf_done(&clean);
}

void
dpi_word_fold(dp_str text, struct dp_buf *out)
{
	struct dp_buf clean = { 0 };

	as_utf8(text, &clean);
	dp_fold(dp_buf_view(&clean), out);
	dp_buf_done(&clean);
}
