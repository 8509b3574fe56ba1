/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Blanks, strings and patterns of recipes: where they end, what they mean.
 */
#include "op/recipe.h"

unsigned
dpi_blank(const char *at, const char *end)
{
	dp_str s = { at, (size_t)(end - at) };

	if (at >= end || *at == '\n')
		return 0;
	if (*at == ' ' || *at == '\t')
		return 1;
	return (unsigned char)*at < 0x80 ? 0 : dp_space_bytes(s);
}

const char *
dpi_skip_blanks(const char *at, const char *end)
{
	unsigned n;

	while ((n = dpi_blank(at, end)) > 0)
		at += n;
	return at;
}

const char *
dpi_string_end(const char *at, const char *end)
{
	char quote = *at++;

	for (; at < end && *at != '\n'; at++) {
		if (*at == quote)
			return at + 1;
		if (*at == '\\' && at + 1 < end && at[1] != '\n')
			at++;
	}
	return NULL;
}

const char *
dpi_regex_end(const char *at, const char *end)
{
	return dpi_string_end(at, end);
}

void
dpi_unescape(const char *from, const char *end, struct dp_buf *out)
{
	static const char written[] = "\"\\ntr'", meant[] = "\"\\\n\t\r'";
	char quote = *from++;

	for (end--; from < end; from++) {
		const char *w = NULL;

		/* \' is an escape only between such quotes. */
		if (*from == '\\' && from + 1 < end)
			w = memchr(written, from[1], quote == '\'' ? 6 : 5);
		if (w)
			from++;
		dp_buf_char(out, w ? meant[w - written] : *from);
	}
}

bool
dpi_after_blank(const char *at, const char *start)
{
	const char *p = at;

	if (at == start || at[-1] == '\n')
		return true;
	do {
		p--;
	} while (p > start && ((unsigned char)*p & 0xC0) == 0x80);
	return dpi_blank(p, at) > 0;
}

const char *
dpi_regex_value(const char *at, const char *end, struct dp_buf *out)
{
	const char *close = dpi_regex_end(at, end), *p;
	bool flag = close && close < end && *close == 'i';

	if (!close)
		return NULL;
	dp_buf_c(out, flag ? "(?i)" : "");
	for (p = at + 1; p < close - 1; p++) {
		if (p[0] == '\\' && p[1] == '/')
			p++;
		else if (p[0] == '\\')
			dp_buf_char(out, *p++);
		dp_buf_char(out, *p);
	}
	return close + flag;
}
