/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions that make a key of a text, or a sum of it; and reinterpret.
 * Writing it for another language is in grel_escape.c.
 */
#include "op/grel.h"

#include <dpipe/alike.h>

#include "text/key.h"

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
		return dpi_grel_expects(v, n, "a string");
	dp_md5(s, hex);
	return dpi_grel_text(v, dp_str_c(hex));
}

static value
sha1(eval *v, node *n)
{
	char hex[DP_SHA1_HEX];
	dp_str s;

	if (!dpi_grel_arg_text(v, n, 0, &s))
		return dpi_grel_expects(v, n, "a string");
	dp_sha1(s, hex);
	return dpi_grel_text(v, dp_str_c(hex));
}

static value
fingerprint(eval *v, node *n)
{
	dp_str s;

	if (!dpi_grel_arg_text(v, n, 0, &s))
		return dpi_x_null();
	v->l->buf.n = 0;
	dp_cluster_key(s, DP_KEY_FINGERPRINT, &v->l->buf);
	return made(v);
}

static value
ngram_fingerprint(eval *v, node *n)
{
	int32_t size = 1;
	dp_str s;

	if (!dpi_grel_arg_text(v, n, 0, &s))
		return dpi_x_null();
	if (n->n > 1 && dpi_x_arg(v, n, 1).kind != DP_X_NULL &&
	    (!dpi_grel_arg_int(v, n, 1, &size) || size < 1 || size > 1000))
		return dpi_x_error();
	v->l->buf.n = 0;
	dp_ngram_key(s, (unsigned)size, &v->l->buf);
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

/* ---- sounds ----------------------------------------------------------- */

/*
 * A letter and three digits; H and W do not part two of one digit, and what is
 * no letter is left out. Returns the letter beyond ASCII that it comes to, for
 * which there is no digit; 0: to none.
 */
static uint32_t
put_soundex(dp_str up, struct dp_buf *out)
{
	/*                     ABCDEFGHIJKLMNOPQRSTUVWXYZ */
	static const char digit[] = "01230120022455012623010202";
	size_t start = out->n;
	char last = '0';
	uint32_t c;

	for (size_t i = 0; i < up.n && out->n < start + 4;) {
		unsigned n = dp_utf8_decode(up.p + i, up.n - i, &c);
		char d;

		i += n ? n : 1;
		if (c > 'Z' && c < 0x10000 && dp_category(c)[0] == 'L')
			return c;
		if (c < 'A' || c > 'Z')
			continue;
		d = digit[c - 'A'];
		if (out->n == start)
			dp_buf_char(out, (char)c);
		else if (c == 'H' || c == 'W')
			continue;
		else if (d != '0' && d != last)
			dp_buf_char(out, d);
		last = d;
	}
	while (out->n > start && out->n < start + 4)
		dp_buf_char(out, '0');
	return 0;
}

/* phonetic(x, encoding): those that are known here. */
static value
phonetic(eval *v, node *n)
{
	struct dp_buf up = { 0 };
	dp_str s, how = dpi_x_arg(v, n, 1).text;
	uint32_t strange = 0;
	char text[5] = "";

	if (!dpi_grel_arg_text(v, n, 0, &s))
		return dpi_grel_expects(v, n, "at least one argument");
	dp_case_change(s, DP_CASE_UPPER, &up);
	v->l->buf.n = 0;
	if ((how.p[0] | 0x20) == 's')
		strange = put_soundex(dp_buf_view(&up), &v->l->buf);
	else
		/* what is no letter parts letters, and is silent */
		dpi_metaphone(dp_buf_view(&up), &v->l->buf);
	dp_buf_done(&up);
	if (!strange)
		return made(v);
	text[dp_utf8_encode(strange, text)] = '\0';
	return dpi_grel_fail(v,
			     "java.lang.IllegalArgumentException: The "
			     "character is not mapped: %s (index=%u)",
			     text, (unsigned)(strange - 'A'));
}

bool
dpi_grel_sounds(dp_str how)
{
	struct dp_buf small = { 0 };
	bool known;

	dp_case_change(how, DP_CASE_LOWER, &small);
	known = dp_str_is(dp_buf_view(&small), "soundex") ||
		dp_str_is(dp_buf_view(&small), "metaphone");
	dp_buf_done(&small);
	return known;
}

/* ---- reinterpret ------------------------------------------------------ */

enum { LATIN1 = -1, ASCII = -2, UNKNOWN = -3 };

/* The encoding called NAME: one of enum dp_encoding or of those above. */
static int
encoding_of(dp_str name)
{
	static const char *const latin1[] = { "iso-8859-1", "iso8859-1",
					      "iso8859_1",  "latin1",
					      "iso_8859-1", "l1" };
	struct dp_buf small = { 0 };
	enum dp_encoding e;
	int found = UNKNOWN;

	dp_case_change(name, DP_CASE_LOWER, &small);
	if (name.n == 0 || dp_str_is(dp_buf_view(&small), "utf8"))
		found = DP_UTF8;
	else if (dp_encoding_find(dp_buf_view(&small), &e) == 0 &&
		 dp_encoding_usable(e))
		found = (int)e;
	for (size_t i = 0; i < sizeof latin1 / sizeof *latin1; i++)
		if (dp_str_is(dp_buf_view(&small), latin1[i]))
			found = LATIN1;
	if (dp_str_is(dp_buf_view(&small), "us-ascii") ||
	    dp_str_is(dp_buf_view(&small), "ascii"))
		found = ASCII;
	dp_buf_done(&small);
	return found;
}

bool
dpi_grel_is_encoding(dp_str name)
{
	return encoding_of(name) != UNKNOWN;
}

/* The character that BYTE is; U+FFFD where it is none. */
static uint32_t
decoded(int encoding, unsigned char byte)
{
	struct dp_decoder d = { .encoding = (enum dp_encoding)encoding };
	struct dp_buf b = { 0 };
	uint32_t c = 0xFFFD;

	if (encoding == LATIN1 || byte < 0x80)
		return byte;
	if (encoding == ASCII)
		return c;
	dp_decode(&d, &byte, 1, true, &b);
	(void)dp_utf8_decode(b.p, b.n, &c);
	dp_buf_done(&b);
	return c;
}

/* S as bytes of ENCODING, which has one for a character, or is UTF-8. */
static void
encode(dp_str s, int encoding, struct dp_buf *out)
{
	uint32_t table[128], c;

	if (encoding == DP_UTF8) {
		dp_buf_str(out, s);
		return;
	}
	for (unsigned k = 0; k < 128; k++)
		table[k] = decoded(encoding, (unsigned char)(k + 128));
	for (size_t i = 0; i < s.n;) {
		unsigned n = dp_utf8_decode(s.p + i, s.n - i, &c), k = 0;

		while (k < 128 && table[k] != c)
			k++;
		dp_buf_char(out, c < 0x80               ? (char)c :
				 k < 128 && c != 0xFFFD ? (char)(k + 128) :
							  '?');
		i += n ? n : 1;
	}
}

/* Bytes of S, which begins no character, that could have begun one. */
static size_t
fault(dp_str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t most = p[0] >= 0xF0 && p[0] < 0xF5 ? 3 :
		      p[0] >= 0xE0 && p[0] < 0xF0 ? 2 :
						    1;
	unsigned char low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
	unsigned char high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
	size_t n = 1;

	while (n < most && n < s.n && p[n] >= low && p[n] <= high) {
		low = 0x80;
		high = 0xBF;
		n++;
	}
	return n;
}

void
dpi_grel_mend(dp_str s, struct dp_buf *out)
{
	while (s.n) {
		size_t n = dp_utf8_valid(s);

		dp_buf_add(out, s.p, n);
		s = dp_str_from(s, n);
		if (s.n == 0)
			break;
		dp_buf_c(out, "\xEF\xBF\xBD");
		s = dp_str_from(s, fault(s));
	}
}

/* reinterpret(x, to[, from]): the bytes of x are meant otherwise. */
static value
reinterpret(eval *v, node *n)
{
	value to = dpi_x_arg(v, n, 1), from = dpi_x_text(DP_S("utf-8"));
	struct dp_buf bytes = { 0 };
	int source, target;
	dp_str s;

	if (n->n > 2)
		from = dpi_x_arg(v, n, 2);
	if (!dpi_grel_arg_text(v, n, 0, &s) || to.kind != DP_X_TEXT ||
	    from.kind != DP_X_TEXT)
		return dpi_grel_expects(v, n,
					"String to reinterpret with a given "
					"target encoding and optional source "
					"encoding");
	source = encoding_of(from.text);
	target = encoding_of(to.text);
	if (source == UNKNOWN || target == UNKNOWN)
		return dpi_grel_fail(v,
				     "%s: %s encoding '%.*s' is not available "
				     "or recognized.",
				     n->function->name,
				     source == UNKNOWN ? "source" : "target",
				     DP_FMT(source == UNKNOWN ? from.text :
								to.text));
	if (source > DP_UTF8 && source < DP_CP1252)
		return dpi_x_error();
	v->l->buf.n = 0;
	encode(s, source, &bytes);
	if (target == DP_UTF8) {
		dpi_grel_mend(dp_buf_view(&bytes), &v->l->buf);
	} else if (target > DP_UTF8 && target < DP_CP1252) {
		struct dp_decoder d = { .encoding = (enum dp_encoding)target };

		dp_decode(&d, bytes.p, bytes.n, true, &v->l->buf);
	} else {
		for (size_t i = 0; i < bytes.n; i++) {
			char c[4];

			dp_buf_add(&v->l->buf, c,
				   dp_utf8_encode(
					   decoded(target,
						   (unsigned char)bytes.p[i]),
					   c));
		}
	}
	dp_buf_done(&bytes);
	return made(v);
}

const struct dpi_x_function dpi_grel_of_writing[] = {
	DPI_GREL("md5", 1, 1, false, md5),
	DPI_GREL("sha1", 1, 1, false, sha1),
	DPI_GREL("fingerprint", 1, 1, false, fingerprint),
	DPI_GREL("ngramFingerprint", 1, 2, false, ngram_fingerprint),
	DPI_GREL("phonetic", 2, 2, false, phonetic),
	DPI_GREL("reinterpret", 2, 3, false, reinterpret),
	DPI_GREL_END,
};
