/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The options of every command that reads a table, turned into what the
 * reader wants.
 */
#include "cli/inner.h"

/* Is TEXT one ASCII character, "tab", or "none" (0)? That is *OUT then. */
static bool
is_sign(const char *text, char *out)
{
	if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0)
		*out = '\t';
	else if (strcmp(text, "none") == 0)
		*out = '\0';
	else if (text[0] > ' ' && text[0] < 0x7F && text[1] == '\0')
		*out = text[0];
	else if (strcmp(text, " ") == 0 || strcmp(text, "\t") == 0)
		*out = text[0];
	else
		return false;
	return true;
}

static int
read_char(const char *option, const char *text, char *out, struct dp_err *err)
{
	if (is_sign(text, out))
		return 0;
	return dp_fail(err, DP_EUSAGE,
		       _("--%s takes one ASCII character, tab or none, not "
			 "“%s”."),
		       option, text);
}

static int
read_delimiter(const char *text, struct dp_read_opts *o, struct dp_err *err)
{
	if (dp_delimiter_is_long(dp_str_c(text))) {
		memcpy(o->delimiter_text, text, strlen(text));
		return 0;
	}
	o->delimiter_set = is_sign(text, &o->delimiter);
	if (o->delimiter_set)
		return 0;
	return dp_fail(err, DP_EUSAGE,
		       _("--delimiter takes one ASCII character, two or three "
			 "signs, tab or none, not “%s”."),
		       text);
}

static int
read_encoding(const char *text, dp_str *out, struct dp_err *err)
{
	const size_t n = DP_N_ENCODINGS;
	struct dp_buf list = { 0 };
	enum dp_encoding e;

	*out = dp_str_c(text);
	if (dp_encoding_find(*out, &e) == 0)
		return 0;
	for (size_t i = 0; i < n; i++)
		cli_list_item(&list, i, n,
			      dp_encoding_name((enum dp_encoding)i));
	(void)dp_fail(err, DP_EUSAGE,
		      _("the encoding “%s” is not known; it is one of %.*s."),
		      text, DP_FMT(dp_buf_view(&list)));
	dp_buf_done(&list);
	return -1;
}

int
cli_read_count(const struct cli_args *a, const char *option, int64_t min,
	       int64_t max, int64_t *out, struct dp_err *err)
{
	if (!cli_given(a, option))
		return 0;
	*out = cli_int(a, option, min);
	if (*out >= min && *out <= max)
		return 0;
	return dp_fail(err, DP_EUSAGE, _("--%s goes from %lld to %lld."),
		       option, (long long)min, (long long)max);
}

/* yes, no, or found out. */
static enum dp_tristate
read_whether(const struct cli_args *a, const char *option)
{
	const char *text = cli_text(a, option);

	if (!text || strcmp(text, "auto") == 0)
		return DP_AUTO;
	return strcmp(text, "yes") == 0 ? DP_YES : DP_NO;
}

/* What stands between stacked names, and what starts the footer. */
static int
read_words(const struct cli_args *a, struct dp_read_opts *o, struct dp_err *err)
{
	const char *join = cli_text(a, "header-join");
	const char *footer = cli_text(a, "footer");
	struct dp_err why = { 0 };
	struct dp_regex *re;

	if (join)
		o->header_join = dp_str_c(join);
	if (join && !dp_header_join_fits(o->header_join))
		return dp_fail(err, DP_EUSAGE,
			       _("--header-join takes a text without line "
				 "ends."));
	if (!footer)
		return 0;
	o->footer = dp_str_c(footer);
	/* As a recipe writes it. */
	if (o->footer.n > 1 && footer[0] == '/' &&
	    footer[o->footer.n - 1] == '/')
		o->footer = (dp_str){ footer + 1, o->footer.n - 2 };
	re = dp_regex_new(o->footer, DP_REGEX_ONCE, &why);
	dp_regex_free(re);
	if (re)
		return 0;
	return dp_fail(err, DP_EUSAGE, _("--footer: %s"), why.msg);
}

/* What lines stand in, where records end, where header and table are. */
static int
read_extent(const struct cli_args *a, struct dp_read_opts *o,
	    struct dp_err *err)
{
	const char *newline = cli_text(a, "newline");
	const char *framing = cli_text(a, "framing");
	int64_t rows = 0;

	if (framing)
		o->framing = dp_framing_find(dp_str_c(framing));
	o->skip_space = read_whether(a, "skip-space");
	o->newline_set = newline && strcmp(newline, "auto") != 0;
	if (o->newline_set)
		o->newline = strcmp(newline, "cr") == 0 ? DP_CR : DP_LF;
	o->header = read_whether(a, "header");
	o->units = read_whether(a, "units");
	o->row_names = read_whether(a, "row-names");
	if (cli_read_count(a, "header-rows", 1, 64, &rows, err) != 0 ||
	    cli_read_count(a, "skip-lines", 0, INT32_MAX, &o->skip_lines,
			   err) != 0 ||
	    cli_read_count(a, "footer-lines", 0, INT32_MAX, &o->footer_lines,
			   err) != 0)
		return -1;
	o->header_rows = (unsigned)rows;
	if (read_words(a, o, err) != 0)
		return -1;
	if (rows && o->header == DP_NO)
		return dp_fail(err, DP_EUSAGE,
			       _("--header-rows goes with a header, not with "
				 "--header=no."));
	if (rows)
		o->header = DP_YES;
	if (cli_flag(a, "as-is"))
		o->as_is = true;
	return 0;
}

int
cli_read_opts(const struct cli_args *a, struct dp_read_opts *o,
	      struct dp_err *err)
{
	const char *encoding = cli_text(a, "encoding");
	const char *delimiter = cli_text(a, "delimiter");
	const char *quote = cli_text(a, "quote");
	const char *escape = cli_text(a, "escape");
	int64_t threads = 0;

	dp_read_opts_init(o);
	if (cli_text(a, "member"))
		o->member = dp_str_c(cli_text(a, "member"));
	if (cli_text(a, "sheet"))
		o->sheet = dp_str_c(cli_text(a, "sheet"));
	if (encoding && read_encoding(encoding, &o->encoding, err) != 0)
		return -1;
	if (delimiter && read_delimiter(delimiter, o, err) != 0)
		return -1;
	if (quote) {
		if (read_char("quote", quote, &o->quote, err) != 0)
			return -1;
		o->no_quote = o->quote == '\0';
	}
	if (o->delimiter && o->delimiter == o->quote)
		return dp_fail(err, DP_EUSAGE,
			       _("--delimiter and --quote cannot be the same "
				 "character."));
	if (escape) {
		if (read_char("escape", escape, &o->escape, err) != 0)
			return -1;
		o->escape_set = true;
	}
	if (read_extent(a, o, err) != 0 ||
	    cli_read_count(a, "threads", 1, 64, &threads, err) != 0)
		return -1;
	if (threads)
		o->threads = (unsigned)threads;
	if (cli_flag(a, "progress") && cli_flag(a, "no-progress"))
		return dp_fail(err, DP_EUSAGE,
			       _("--progress and --no-progress cannot go "
				 "together."));
	o->watch = cli_progress(a);
	return 0;
}
