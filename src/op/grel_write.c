/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions that write a text otherwise: as a key, a sum, or for
 * another language.
 */
#include "op/grel.h"

#include <dpipe/alike.h>

#include "text/repair.h"

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

/* What the thread's buffer holds. */
static value
made(eval *v)
{
	return dpi_grel_text(v, dp_buf_view(&v->l->buf));
}

static value
md5(eval *v, node *n)
{
	char hex[DP_MD5_HEX];
	dp_str s;

	if (!dpi_grel_arg_text(v, n, 0, &s))
		return dpi_x_error();
	dp_md5(s, hex);
	return dpi_grel_text(v, dp_str_c(hex));
}

static value
sha1(eval *v, node *n)
{
	char hex[DP_SHA1_HEX];
	dp_str s;

	if (!dpi_grel_arg_text(v, n, 0, &s))
		return dpi_x_error();
	dp_sha1(s, hex);
	return dpi_grel_text(v, dp_str_c(hex));
}

static value
fingerprint(eval *v, node *n)
{
	dp_str s;

	if (!dpi_grel_arg_text(v, n, 0, &s))
		return dpi_x_error();
	v->l->buf.n = 0;
	dp_cluster_key(s, DP_KEY_FINGERPRINT, &v->l->buf);
	return made(v);
}

static value
ngram_fingerprint(eval *v, node *n)
{
	value size = n->n > 1 ? dpi_x_arg(v, n, 1) : dpi_grel_whole(1);
	dp_str s;

	if (!dpi_grel_arg_text(v, n, 0, &s) || size.kind != DP_X_WHOLE ||
	    size.whole < 1 || size.whole > 1000)
		return dpi_x_error();
	v->l->buf.n = 0;
	dp_ngram_key(s, (unsigned)size.whole, &v->l->buf);
	/* half a character is written as Java writes it */
	for (size_t i = 0; i < v->l->buf.n; i++)
		if (v->l->buf.p[i] == '\xED' &&
		    (unsigned char)v->l->buf.p[i + 1] >= 0xA0) {
			v->l->buf.p[i] = '?';
			memmove(v->l->buf.p + i + 1, v->l->buf.p + i + 3,
				v->l->buf.n - i - 3);
			v->l->buf.n -= 2;
		}
	return made(v);
}

/* ---- writing for others ----------------------------------------------- */

static value
unescape(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), how = dpi_x_arg(v, n, 1);

	if (x.kind == DP_X_ERROR)
		return x;
	if (x.kind != DP_X_TEXT || how.kind != DP_X_TEXT)
		return dpi_x_null();
	if (!dp_str_is(how.text, "html") && !dp_str_is(how.text, "xml"))
		return dpi_x_error();
	v->l->buf.n = 0;
	return dpi_unescape_html(x.text, &v->l->buf) ? made(v) : x;
}

static void
escape_xml(dp_str s, struct dp_buf *out)
{
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '&':
			dp_buf_c(out, "&amp;");
			break;
		case '<':
			dp_buf_c(out, "&lt;");
			break;
		case '>':
			dp_buf_c(out, "&gt;");
			break;
		case '"':
			dp_buf_c(out, "&quot;");
			break;
		case '\'':
			dp_buf_c(out, "&apos;");
			break;
		default:
			dp_buf_char(out, s.p[i]);
		}
}

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

static void
escape_csv(dp_str s, struct dp_buf *out)
{
	bool quote = false;

	for (size_t i = 0; i < s.n; i++)
		quote = quote || memchr(",\"\r\n", s.p[i], 4);
	if (!quote) {
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

static value
escape(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	dp_str s = dpi_grel_string(v, x), how;

	if (x.kind == DP_X_ERROR || !dpi_grel_arg_text(v, n, 1, &how))
		return dpi_x_error();
	v->l->buf.n = 0;
	if (dp_str_is(how, "xml"))
		escape_xml(s, &v->l->buf);
	else if (dp_str_is(how, "url"))
		escape_url(s, &v->l->buf);
	else if (dp_str_is(how, "csv"))
		escape_csv(s, &v->l->buf);
	else
		return dpi_x_error();
	return made(v);
}

const struct dpi_x_function dpi_grel_of_writing[] = {
	DPI_GREL("md5", 1, 1, false, md5),
	DPI_GREL("sha1", 1, 1, false, sha1),
	DPI_GREL("fingerprint", 1, 1, false, fingerprint),
	DPI_GREL("ngramFingerprint", 1, 2, false, ngram_fingerprint),
	DPI_GREL("unescape", 2, 2, false, unescape),
	DPI_GREL("escape", 2, 2, false, escape),
	{ NULL, 0, 0, false, false, false, false, NULL },
};
