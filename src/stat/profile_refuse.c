/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Says why a figure of a column makes no sense: what the column holds, the
 * evidence, and what to do instead.
 */
#include "stat/profile.h"

#include "base/i18n.h"

#include <inttypes.h>

static int
percent(uint64_t part, uint64_t whole)
{
	/* 100 is said of all only. */
	int p = whole ? (int)((double)part * 100 / (double)whole + 0.5) : 0;

	return p == 100 && part < whole ? 99 : p;
}

/* Appends S as a word of a shell's command line. */
static void
shell_word(dp_str s, struct dp_buf *out)
{
	bool plain = s.n > 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		unsigned char small = c | 32;

		plain &= c >= 0x80 || (small >= 'a' && small <= 'z') ||
			 (c >= '0' && c <= '9') || (c && strchr("_-./", c));
	}
	if (plain) {
		dp_buf_str(out, s);
		return;
	}
	dp_buf_char(out, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\'')
			dp_buf_c(out, "'\\''");
		else
			dp_buf_char(out, s.p[i]);
	}
	dp_buf_char(out, '\'');
}

/* "code_postal holds codes: …" */
static void
say_code(const struct dp_profile *p, dp_str column, struct dp_buf *out)
{
	uint64_t n = p->n_number + p->n_other, n_width;
	unsigned width = dpi_profile_width(p, &n_width);

	if (p->code && p->n_code * 10 >= n * 9) {
		dp_buf_format(out,
			      _("%.*s holds codes: %d %% of its values "
				"have this form (%s)."),
			      DP_FMT(column), percent(p->n_code, n),
			      _(p->code->summary));
		if (p->n_zero_led) {
			dp_buf_char(out, ' ');
			dp_buf_format(out,
				      P_("%" PRIu64 " starts with 0.",
					 "%" PRIu64 " start with 0.",
					 p->n_zero_led),
				      p->n_zero_led);
		}
	} else if (p->n_zero_led) {
		dp_buf_format(out,
			      _("%.*s holds codes: %" PRIu64 " of its "
				"values start with 0, and %d %% have %u "
				"digits."),
			      DP_FMT(column), p->n_zero_led,
			      percent(n_width, n), width);
	} else {
		dp_buf_format(out,
			      _("%.*s holds codes: its name says so, "
				"and %d %% of its values are whole "
				"numbers."),
			      DP_FMT(column), percent(p->n_whole, n));
	}
}

static void
say_what(const struct dp_profile *p, enum dp_content c, dp_str column,
	 struct dp_buf *out)
{
	uint64_t n = p->n_number + p->n_other;

	switch (c) {
	case DP_CONTENT_CODE:
		say_code(p, column, out);
		break;
	case DP_CONTENT_PHONE:
		dp_buf_format(out,
			      _("%.*s holds telephone numbers: %d %% of "
				"its values have that form."),
			      DP_FMT(column), percent(p->n_code, n));
		break;
	case DP_CONTENT_IDENTIFIER:
		dp_buf_format(out,
			      _("%.*s holds identifiers: its name says "
				"so, and %d %% of its values are whole "
				"numbers."),
			      DP_FMT(column), percent(p->n_whole, n));
		break;
	case DP_CONTENT_YEAR:
		dp_buf_format(out,
			      _("%.*s holds years: its name says so, and "
				"%d %% of its values are whole numbers "
				"from 1800 to 2100."),
			      DP_FMT(column), percent(p->n_year, n));
		break;
	case DP_CONTENT_COMMA:
	case DP_CONTENT_GROUPED:
		dp_buf_format(
			out,
			c == DP_CONTENT_COMMA ?
				_("%.*s is written as the French do, such as "
				  "%s: "
				  "to a program these are not numbers.") :
				_("%.*s is written with commas between "
				  "thousands, "
				  "such as %s: to a program these are not "
				  "numbers."),
			DP_FMT(column), p->foreign);
		break;
	default:
		dp_buf_format(out,
			      _("%.*s holds no numbers, but texts such "
				"as %s."),
			      DP_FMT(column), p->other);
	}
}

static void
say_instead(enum dp_content c, dp_str column, const char *file,
	    struct dp_buf *out)
{
	struct dp_buf word = { 0 }, path = { 0 }, step = { 0 };

	shell_word(column, &word);
	dp_buf_char(&word, '\0');
	shell_word(dp_str_c(file ? file : _("FILE")), &path);
	dp_buf_char(&path, '\0');
	if (c == DP_CONTENT_COMMA || c == DP_CONTENT_GROUPED) {
		bool bare = strcspn(word.p, "'") == word.n - 1;

		dp_buf_format(&step,
			      bare ? "number %.*s locale=%s" :
				     "number \"%.*s\" locale=%s",
			      DP_FMT(column),
			      c == DP_CONTENT_COMMA ? "fr" : "en");
		word.n = 0;
		shell_word(dp_buf_view(&step), &word);
		dp_buf_char(&word, '\0');
		dp_buf_format(out,
			      _("Clean them first: dpipe clean -e %s "
				"%s"),
			      word.p, path.p);
	} else if (c == DP_CONTENT_TEXT || c == DP_CONTENT_DATE ||
		   c == DP_CONTENT_NUMBER) {
		dp_buf_format(out, _("Count them: dpipe analyse freq %s %s"),
			      word.p, path.p);
	} else {
		dp_buf_format(
			out,
			c == DP_CONTENT_YEAR ?
				_("Years are counted or put in order (min, "
				  "max), "
				  "not averaged. Try: dpipe analyse freq %s %s "
				  "(or "
				  "add --as-number %s if they are "
				  "quantities).") :
				_("Codes are counted, not averaged. Try: dpipe "
				  "analyse freq %s %s (or add --as-number %s "
				  "if "
				  "they are quantities)."),
			word.p, path.p, word.p);
	}
	dp_buf_done(&word);
	dp_buf_done(&path);
	dp_buf_done(&step);
}

bool
dp_profile_refuses(const struct dp_profile *p, enum dp_stat_meaning meaning,
		   dp_str column, const char *file, struct dp_buf *out)
{
	enum dp_content c = dp_profile_content(p);
	bool refused;

	switch (c) {
	case DP_CONTENT_EMPTY:
		refused = false;
		break;
	case DP_CONTENT_YEAR:
	case DP_CONTENT_IDENTIFIER:
		refused = meaning == DP_STAT_AVERAGES;
		break;
	case DP_CONTENT_NUMBER:
	case DP_CONTENT_TEXT:
	case DP_CONTENT_DATE:
		refused = meaning != DP_STAT_COUNTS && !p->n_number;
		break;
	default:
		refused = meaning != DP_STAT_COUNTS;
	}
	if (!refused)
		return false;
	say_what(p, c, column, out);
	dp_buf_char(out, ' ');
	say_instead(c, column, file, out);
	return true;
}
