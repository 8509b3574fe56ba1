/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's escape and unescape: a text as another language writes it.
 */
#include "op/grel.h"

#include "text/repair.h"

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

static int
hex_of(char c)
{
	return c >= '0' && c <= '9'                   ? c - '0' :
	       (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 :
							-1;
}

/* N digits of base 16 at the start of S. */
static bool
hex(dp_str s, size_t n, uint32_t *out)
{
	*out = 0;
	for (size_t i = 0; i < n; i++) {
		if (i >= s.n || hex_of(s.p[i]) < 0)
			return false;
		*out = *out * 16 + (uint32_t)hex_of(s.p[i]);
	}
	return true;
}

/* ---- HTML and XML ----------------------------------------------------- */

static const char *
xml_name(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&apos;";
	default:
		return NULL;
	}
}

static void
escape_xml(dp_str s, struct dp_buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		const char *name = xml_name(s.p[i]);

		/* XML has no such controls */
		if (name)
			dp_buf_c(out, name);
		else if ((unsigned char)s.p[i] >= 0x20 ||
			 memchr("\t\n\r", s.p[i], 3))
			dp_buf_char(out, s.p[i]);
	}
}

static void
escape_html(dp_str s, struct dp_buf *out)
{
	uint32_t c;

	for (size_t i = 0; i < s.n;) {
		unsigned n = dp_utf8_decode(s.p + i, s.n - i, &c);
		const char *name = c == '\'' ? NULL : dpi_entity_name(c);

		if (name)
			dp_buf_format(out, "&%s;", name);
		else
			dp_buf_add(out, s.p + i, n ? n : 1);
		i += n ? n : 1;
	}
}

/* The five names of XML, and numbers; all others are text. */
static void
unescape_xml(dp_str s, struct dp_buf *out)
{
	while (s.n) {
		static const char signs[] = "&<>\"'";
		bool found = false;

		for (size_t i = 0; i < 5 && !found && s.p[0] == '&'; i++) {
			const char *name = xml_name(signs[i]);

			if (dp_str_starts(s, name)) {
				dp_buf_char(out, signs[i]);
				s = dp_str_from(s, strlen(name));
				found = true;
			}
		}
		if (!found && dp_str_starts(s, "&#")) {
			ptrdiff_t end = dp_str_find(s, ';');
			size_t n = end < 0 ? 2 : (size_t)end + 1;

			(void)dpi_unescape_html_once((dp_str){ s.p, n }, out);
			s = dp_str_from(s, n);
		} else if (!found) {
			dp_buf_char(out, s.p[0]);
			s = dp_str_from(s, 1);
		}
	}
}

/* ' is not among the names of HTML 4. */
static void
unescape_html(dp_str s, struct dp_buf *out)
{
	while (s.n) {
		ptrdiff_t at = dp_str_search(s, DP_S("&apos;"));
		size_t n = at < 0 ? s.n : (size_t)at;

		(void)dpi_unescape_html_once((dp_str){ s.p, n }, out);
		if (at >= 0)
			dp_buf_c(out, "&apos;");
		s = dp_str_from(s, at < 0 ? n : n + strlen("&apos;"));
	}
}

/* ---- addresses -------------------------------------------------------- */

static void
escape_url(dp_str s, struct dp_buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == ' ')
			dp_buf_char(out, '+');
		else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			 (c >= '0' && c <= '9') || memchr(".-*_", c, 4))
			dp_buf_char(out, c);
		else
			dp_buf_format(out, "%%%02X", (unsigned char)c);
	}
}

/* False where a % has no two digits behind it. */
static bool
unescape_url(dp_str s, struct dp_buf *out)
{
	struct dp_buf raw = { 0 };
	bool good = true;
	uint32_t c;

	for (size_t i = 0; i < s.n && good; i++) {
		if (s.p[i] != '%') {
			dp_buf_char(&raw, (char)(s.p[i] == '+' ? ' ' : s.p[i]));
			continue;
		}
		good = hex(dp_str_from(s, i + 1), 2, &c);
		dp_buf_char(&raw, (char)c);
		i += 2;
	}
	if (good)
		dpi_grel_mend(dp_buf_view(&raw), out);
	dp_buf_done(&raw);
	return good;
}

/* ---- CSV -------------------------------------------------------------- */

static bool
wants_quotes(dp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (memchr(",\"\r\n", s.p[i], 4))
			return true;
	return false;
}

static void
escape_csv(dp_str s, struct dp_buf *out)
{
	if (!wants_quotes(s)) {
		dp_buf_str(out, s);
		return;
	}
	dp_buf_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			dp_buf_char(out, '"');
		dp_buf_char(out, s.p[i]);
	}
	dp_buf_char(out, '"');
}

static void
unescape_csv(dp_str s, struct dp_buf *out)
{
	dp_str inner = { s.p + 1, s.n - 2 };

	if (s.n < 2 || s.p[0] != '"' || s.p[s.n - 1] != '"') {
		dp_buf_str(out, s);
		return;
	}
	for (size_t i = 0; i < inner.n; i++) {
		dp_buf_char(out, inner.p[i]);
		if (inner.p[i] == '"' && i + 1 < inner.n &&
		    inner.p[i + 1] == '"')
			i++;
	}
}

/* ---- JavaScript ------------------------------------------------------- */

static void
escape_javascript(dp_str s, struct dp_buf *out)
{
	static const char from[] = "'\"\\/\b\n\t\f\r";
	static const char to[] = "'\"\\/bntfr";
	uint32_t c;

	for (size_t i = 0; i < s.n;) {
		unsigned n = dp_utf8_decode(s.p + i, s.n - i, &c);
		const char *at = c && c < 0x80 ? strchr(from, (int)c) : NULL;

		if (at)
			dp_buf_format(out, "\\%c", to[at - from]);
		else if (c >= 0x10000)
			dp_buf_format(out, "\\u%04X\\u%04X",
				      0xD800u + ((c - 0x10000) >> 10),
				      0xDC00u + ((c - 0x10000) & 0x3FF));
		else if (c < 0x20 || c > 0x7F)
			dp_buf_format(out, "\\u%04X", (unsigned)c);
		else
			dp_buf_char(out, (char)c);
		i += n ? n : 1;
	}
}

/* \uXXXX at the start of S: the bytes it takes, two of them for a pair. */
static size_t
unicode_escape(dp_str s, struct dp_buf *out)
{
	uint32_t c, low;
	char bytes[4];
	size_t u = 1, n;

	while (u < s.n && s.p[u] == 'u')
		u++;
	if (u < s.n && s.p[u] == '+')
		u++;
	if (!hex(dp_str_from(s, u), 4, &c))
		return 0;
	n = u + 4;
	if (c >= 0xD800 && c < 0xDC00 &&
	    dp_str_starts(dp_str_from(s, n), "\\u") &&
	    hex(dp_str_from(s, n + 2), 4, &low) && low >= 0xDC00 &&
	    low < 0xE000) {
		c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
		n += 6;
	} else if (c >= 0xD800 && c < 0xE000) {
		c = '?';
	}
	dp_buf_add(out, bytes, dp_utf8_encode(c, bytes));
	return n;
}

/* False where \u has no four digits behind it. */
static bool
unescape_javascript(dp_str s, struct dp_buf *out)
{
	static const char from[] = "bntfr";
	static const char to[] = "\b\n\t\f\r";

	for (size_t i = 0; i < s.n; i++) {
		const char *at;
		size_t n;

		if (s.p[i] != '\\' || i + 1 == s.n) {
			dp_buf_char(out, s.p[i]);
			continue;
		}
		if (s.p[i + 1] == 'u') {
			n = unicode_escape(dp_str_from(s, i), out);
			if (n == 0)
				return false;
			i += n - 1;
			continue;
		}
		i++;
		at = s.p[i] ? strchr(from, s.p[i]) : NULL;
		dp_buf_char(out, at ? to[at - from] : s.p[i]);
	}
	return true;
}

/* ---- the functions ---------------------------------------------------- */

static value
unknown_mode(eval *v, node *n, dp_str mode)
{
	return dpi_grel_fail(v, "%s does not recognize mode '%.*s'.",
			     n->function->name, DP_FMT(mode));
}

static value
unescape(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), how = dpi_x_arg(v, n, 1);
	struct dp_buf mode = { 0 };
	bool good = true;

	if (x.kind != DP_X_TEXT || how.kind != DP_X_TEXT)
		return dpi_x_null();
	dp_case_change(how.text, DP_CASE_LOWER, &mode);
	how.text = dp_buf_view(&mode);
	v->l->buf.n = 0;
	if (dp_str_is(how.text, "html"))
		unescape_html(x.text, &v->l->buf);
	else if (dp_str_is(how.text, "xml"))
		unescape_xml(x.text, &v->l->buf);
	else if (dp_str_is(how.text, "csv"))
		unescape_csv(x.text, &v->l->buf);
	else if (dp_str_is(how.text, "url"))
		good = unescape_url(x.text, &v->l->buf);
	else if (dp_str_is(how.text, "javascript"))
		good = unescape_javascript(x.text, &v->l->buf);
	else
		x = unknown_mode(v, n, how.text);
	dp_buf_done(&mode);
	if (x.kind == DP_X_ERROR)
		return x;
	return good ? dpi_grel_text(v, dp_buf_view(&v->l->buf)) :
		      dpi_grel_fail(v, "java.lang.IllegalArgumentException");
}

static value
escape(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), how = dpi_x_arg(v, n, 1);
	dp_str s = x.kind == DP_X_NULL ? DP_S("") : dpi_grel_string(v, x);
	struct dp_buf mode = { 0 };

	if (x.kind == DP_X_DATE)
		s = dpi_grel_stored(v, x).text;
	if (how.kind != DP_X_TEXT)
		return dpi_x_null();
	dp_case_change(how.text, DP_CASE_LOWER, &mode);
	how.text = dp_buf_view(&mode);
	v->l->buf.n = 0;
	if (dp_str_is(how.text, "html"))
		escape_html(s, &v->l->buf);
	else if (dp_str_is(how.text, "xml"))
		escape_xml(s, &v->l->buf);
	else if (dp_str_is(how.text, "url"))
		escape_url(s, &v->l->buf);
	else if (dp_str_is(how.text, "csv"))
		escape_csv(s, &v->l->buf);
	else if (dp_str_is(how.text, "javascript"))
		escape_javascript(s, &v->l->buf);
	else
		x = unknown_mode(v, n, how.text);
	dp_buf_done(&mode);
	return x.kind == DP_X_ERROR ? x :
				      dpi_grel_text(v, dp_buf_view(&v->l->buf));
}

const struct dpi_x_function dpi_grel_of_escapes[] = {
	DPI_GREL("unescape", 2, 2, false, unescape),
	DPI_GREL("escape", 2, 2, false, escape),
	DPI_GREL_END,
};
