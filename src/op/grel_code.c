/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions of codes: base 16, 32 and 64, the numbers and kinds of
 * characters, and the parts of an address.
 */
#include "op/grel.h"

#include <limits.h>
#include <stdlib.h>

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

/* ---- base 16, 32, 64 -------------------------------------------------- */

struct base {
	const char *name;
	unsigned bits;
	size_t group; /* digits; what is missing of one is = */
	const char *digits;
};

static const struct base bases[] = {
	{ "base16", 4, 1, "0123456789ABCDEF" },
	{ "base32", 5, 8, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" },
	{ "base32hex", 5, 8, "0123456789ABCDEFGHIJKLMNOPQRSTUV" },
	{ "base64", 6, 4,
	  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" },
	{ "base64url", 6, 4,
	  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_" },
};

static const struct base *
base_of(dp_str name)
{
	for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
		if (dp_str_is(name, bases[i].name))
			return &bases[i];
	return NULL;
}

static void
put_encoded(const struct base *b, dp_str s, struct dp_buf *out)
{
	unsigned held = 0, bits = 0;
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		held = held << 8 | (unsigned char)s.p[i];
		for (bits += 8; bits >= b->bits; n++) {
			bits -= b->bits;
			dp_buf_char(out, b->digits[held >> bits &
						   ((1u << b->bits) - 1)]);
		}
		held &= bits < 32 ? (1u << bits) - 1 : UINT_MAX;
	}
	if (bits) {
		dp_buf_char(out, b->digits[held << (b->bits - bits)]);
		n++;
	}
	for (; n % b->group; n++)
		dp_buf_char(out, '=');
}

/* False when S has other digits, or a number of them that none makes. */
static bool
decoded(const struct base *b, dp_str s, struct dp_buf *out)
{
	unsigned held = 0, bits = 0;

	while (s.n && b->group > 1 && s.p[s.n - 1] == '=')
		s.n--;
	/* the digits of a group that would not make a byte more */
	if (s.n * b->bits / 8 && s.n % b->group &&
	    (s.n % b->group) * b->bits % 8 >= b->bits)
		return false;
	if (s.n * b->bits < 8 && s.n)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		const char *at = s.p[i] ? strchr(b->digits, s.p[i]) : NULL;

		if (!at)
			return false;
		held = held << b->bits | (unsigned)(at - b->digits);
		bits += b->bits;
		if (bits < 8)
			continue;
		bits -= 8;
		dp_buf_char(out, (char)(held >> bits));
		held &= (1u << bits) - 1;
	}
	return b->group > 1 || bits == 0;
}

static value
encode(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), how = dpi_x_arg(v, n, 1);
	const struct base *b;

	if (x.kind != DP_X_TEXT || how.kind != DP_X_TEXT)
		return dpi_grel_expects(v, n,
					"two arguments: a string and an "
					"encoding.");
	b = base_of(how.text);
	if (!b)
		return dpi_grel_fail(v, "%s: Unknown encoding: %.*s",
				     n->function->name, DP_FMT(how.text));
	v->l->buf.n = 0;
	put_encoded(b, x.text, &v->l->buf);
	return dpi_grel_text(v, dp_buf_view(&v->l->buf));
}

static value
decode(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), how = dpi_x_arg(v, n, 1);
	struct dp_buf raw = { 0 };
	const struct base *b;

	if (x.kind != DP_X_TEXT || how.kind != DP_X_TEXT)
		return dpi_grel_fail(v,
				     "%s: expects two arguments: a string and "
				     "an encoding.",
				     n->function->name);
	b = base_of(how.text);
	if (!b)
		return dpi_grel_fail(v, "%s: Unknown encoding: %.*s",
				     n->function->name, DP_FMT(how.text));
	v->l->buf.n = 0;
	if (decoded(b, x.text, &raw)) {
		dpi_grel_mend(dp_buf_view(&raw), &v->l->buf);
		x = dpi_grel_text(v, dp_buf_view(&v->l->buf));
	} else {
		x = dpi_grel_fail(v, "java.lang.IllegalArgumentException");
	}
	dp_buf_done(&raw);
	return x;
}

/* ---- characters ------------------------------------------------------- */

/* Calls PUT for each unit of UTF-16: of a pair, the character and its end. */
static value
each_unit(eval *v, node *n, void (*put)(uint32_t c, struct dpi_grel_list *l))
{
	struct dpi_grel_list l = { 0 };
	uint32_t c;
	dp_str s;

	if (!dpi_grel_arg_text(v, n, 0, &s))
		return dpi_x_null();
	for (size_t i = 0; i < s.n;) {
		unsigned bytes = dp_utf8_decode(s.p + i, s.n - i, &c);

		put(c, &l);
		if (c >= 0x10000)
			put(0xDC00 + ((c - 0x10000) & 0x3FF), &l);
		i += bytes ? bytes : 1;
	}
	return dpi_grel_finish(v, &l);
}

static void
put_number(uint32_t c, struct dpi_grel_list *l)
{
	dpi_grel_put(l, dpi_grel_whole(c));
}

static value
unicode(eval *v, node *n)
{
	value x = each_unit(v, n, put_number);

	x.text = DP_S("Integer[]");
	return x;
}

static void
put_kind(uint32_t c, struct dpi_grel_list *l)
{
	static const char *const kind[][2] = {
		{ "Lu", "uppercase letter" },
		{ "Ll", "lowercase letter" },
		{ "Lt", "titlecase letter" },
		{ "Lm", "modifier letter" },
		{ "Lo", "other letter" },
		{ "Mn", "non spacing mark" },
		{ "Me", "enclosing mark" },
		{ "Mc", "combining spacing mark" },
		{ "Nd", "decimal digit number" },
		{ "Nl", "letter number" },
		{ "No", "other number" },
		{ "Zs", "space separator" },
		{ "Zl", "line separator" },
		{ "Zp", "paragraph separator" },
		{ "Cc", "control" },
		{ "Cf", "format" },
		{ "Co", "private use" },
		{ "Cs", "surrogate" },
		{ "Pd", "dash punctuation" },
		{ "Ps", "start punctuation" },
		{ "Pe", "end punctuation" },
		{ "Pc", "connector punctuation" },
		{ "Po", "other punctuation" },
		{ "Sm", "math symbol" },
		{ "Sc", "currency symbol" },
		{ "Sk", "modifier symbol" },
		{ "So", "other symbol" },
		{ "Pi", "initial quote punctuation" },
		{ "Pf", "final quote punctuation" },
	};
	const char *category = dp_category(c), *name = "unassigned";

	for (size_t i = 0; i < sizeof kind / sizeof *kind; i++)
		if (strcmp(kind[i][0], category) == 0)
			name = kind[i][1];
	dpi_grel_put_text(l, dp_str_c(name));
}

static value
unicode_type(eval *v, node *n)
{
	value x = each_unit(v, n, put_kind);

	x.text = DP_S("String[]");
	return x;
}

const struct dpi_x_function dpi_grel_of_codes[] = {
	DPI_GREL("encode", 2, 2, false, encode),
	DPI_GREL("decode", 2, 2, false, decode),
	DPI_GREL("unicode", 1, 1, false, unicode),
	DPI_GREL("unicodeType", 1, 1, false, unicode_type),
	DPI_GREL_END,
};
