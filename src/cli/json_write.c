/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small writer of JSON (RFC 8259): always valid UTF-8, numbers with all
 * their digits. What is written is up to the caller.
 */
#include "cli/inner.h"

static void
separate(struct cli_json *j)
{
	if (j->comma)
		dp_buf_char(j->out, ',');
	j->comma = true;
}

void
cli_json_open(struct cli_json *j, char bracket)
{
	separate(j);
	dp_buf_char(j->out, bracket);
	j->comma = false;
}

void
cli_json_close(struct cli_json *j, char bracket)
{
	dp_buf_char(j->out, bracket);
	j->comma = true;
}

static void
quoted(struct dp_buf *out, dp_str s)
{
	dp_buf_char(out, '"');
	while (s.n > 0) {
		uint32_t c = 0;
		unsigned n = dp_utf8_decode(s.p, s.n, &c);

		if (n == 0)
			dp_buf_c(out, "\xef\xbf\xbd");
		else if (c == '"' || c == '\\')
			dp_buf_format(out, "\\%c", (char)c);
		else if (c == '\n')
			dp_buf_c(out, "\\n");
		else if (c == '\r')
			dp_buf_c(out, "\\r");
		else if (c == '\t')
			dp_buf_c(out, "\\t");
		else if (c < 0x20 || (c >= 0x7F && c < 0xA0))
			dp_buf_format(out, "\\u%04x", (unsigned)c);
		else
			dp_buf_add(out, s.p, n);
		s = dp_str_from(s, n ? n : 1);
	}
	dp_buf_char(out, '"');
}

void
cli_json_key(struct cli_json *j, dp_str key)
{
	separate(j);
	quoted(j->out, key);
	dp_buf_char(j->out, ':');
	j->comma = false;
}

void
cli_json_string(struct cli_json *j, dp_str s)
{
	separate(j);
	quoted(j->out, s);
}

/* True when S is a number as RFC 8259 writes one, without exponent. */
static bool
is_number(dp_str s)
{
	size_t i = s.n > 0 && s.p[0] == '-', from = i;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	if (i == from || (s.p[from] == '0' && i > from + 1))
		return false;
	if (i < s.n && s.p[i] == '.') {
		from = ++i;
		while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
			i++;
		if (i == from)
			return false;
	}
	return i == s.n;
}

void
cli_json_number(struct cli_json *j, dp_str canonical)
{
	if (is_number(canonical))
		cli_json_raw(j, canonical);
	else
		cli_json_string(j, canonical);
}

void
cli_json_count(struct cli_json *j, uint64_t n)
{
	separate(j);
	dp_buf_format(j->out, "%llu", (unsigned long long)n);
}

void
cli_json_raw(struct cli_json *j, dp_str text)
{
	separate(j);
	dp_buf_str(j->out, text);
}
