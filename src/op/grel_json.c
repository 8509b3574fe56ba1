/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions of JSON. An object is a list whose items have names; what
 * was read remembers that it was JSON, and is written as such.
 */
#include "op/grel.h"

#include <math.h>

#include <jansson.h>

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

/* Objects within one another. */
#define DEPTH_MAX 100u

/* ---- reading ---------------------------------------------------------- */

static dp_str
kept(eval *v, const char *p, size_t n)
{
	return n ? dp_keep(&v->b->text, (dp_str){ p, n }) : DP_S("");
}

static value
value_of(eval *v, json_t *j, unsigned depth)
{
	struct dpi_grel_list l = { 0 };
	const char *name;
	dp_str *key = NULL;
	json_t *one;
	size_t i = 0;
	value x;

	if (json_is_string(j))
		return dpi_x_text(kept(v, json_string_value(j),
				       json_string_length(j)));
	if (json_is_integer(j))
		return dpi_grel_whole(json_integer_value(j));
	if (json_is_real(j))
		return dpi_grel_number(json_real_value(j));
	if (json_is_boolean(j))
		return dpi_x_bool(json_is_true(j));
	if (depth > DEPTH_MAX || (!json_is_array(j) && !json_is_object(j)))
		return dpi_x_null();
	if (json_is_object(j)) {
		key = dp_arena_alloc(&v->b->text,
				     (json_object_size(j) + 1) * sizeof *key);
		json_object_foreach(j, name, one)
		{
			key[l.n] = kept(v, name, strlen(name));
			dpi_grel_put(&l, value_of(v, one, depth + 1));
		}
	}
	for (; i < json_array_size(j); i++)
		dpi_grel_put(&l, value_of(v, json_array_get(j, i), depth + 1));
	x = dpi_grel_finish(v, &l);
	x.yes = true;
	x.key = key;
	return x;
}

/* What Jackson calls J. */
static const dp_str *
node_name(const json_t *j)
{
	static const dp_str name[] = { { "TextNode", 8 },
				       { "IntNode", 7 },
				       { "DoubleNode", 10 },
				       { "BooleanNode", 11 },
				       { "NullNode", 8 } };

	return &name[json_is_string(j)  ? 0 :
		     json_is_integer(j) ? 1 :
		     json_is_real(j)    ? 2 :
		     json_is_boolean(j) ? 3 :
					  4];
}

/*
 * J was read from the first USED bytes of S. To Jackson a number ends at white
 * space only, so that 2021-03-12 is no JSON; behind other values may stand
 * anything.
 */
static bool
runs_on(const json_t *j, dp_str s, int used)
{
	return json_is_number(j) && used >= 0 && (size_t)used < s.n &&
	       !memchr(" \t\r\n", s.p[used], 4);
}

static value
parse_json(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	dp_str s = dpi_grel_string(v, x);
	json_error_t why;
	json_t *j;

	if (!s.p)
		return dpi_x_null();
	j = json_loadb(s.p, s.n,
		       JSON_DECODE_ANY | JSON_ALLOW_NUL |
			       JSON_DISABLE_EOF_CHECK,
		       &why);
	if (j && runs_on(j, s, why.position)) {
		json_decref(j);
		return dpi_grel_fail(v,
				     "%s failed: Expected space separating "
				     "root-level values",
				     n->function->name);
	}
	if (!j)
		return dp_trim(s).n ?
			       dpi_grel_fail(v, "%s failed: %s",
					     n->function->name, why.text) :
			       dpi_x_null();
	x = value_of(v, j, 0);
	/* what is neither an array nor an object no cell can keep */
	if (x.kind != DP_X_LIST)
		x.key = node_name(j);
	json_decref(j);
	return x;
}

/*
 * items(x), items(x, column): what an index of values holds, as a list that is
 * no JSON.
 */
static value
items(eval *v, node *n)
{
	value x = parse_json(v, n);
	struct dpi_grel_list l = { 0 };

	/* an index of one column does not name it */
	if (x.kind == DP_X_LIST && x.key)
		x = dpi_grel_field(x, n->n > 1 ? dpi_x_arg(v, n, 1).text :
						 DP_S(""));
	for (size_t i = 0; x.kind == DP_X_LIST && i < x.n_items; i++) {
		value one = x.item[i], date = { .kind = DP_X_DATE };
		int ahead = 0;

		if (one.kind == DP_X_LIST &&
		    dpi_grel_read_iso(dpi_grel_field(one, DP_S("date")).text,
				      &date.whole, &ahead))
			one = dpi_grel_date(date.whole, ahead);
		dpi_grel_put(&l, one);
	}
	return dpi_grel_finish(v, &l);
}

value
dpi_grel_field(value x, dp_str name)
{
	if (x.kind != DP_X_LIST || !x.key)
		return x.kind == DP_X_ERROR ? x : dpi_x_null();
	for (size_t i = 0; i < x.n_items; i++)
		if (dp_str_eq(x.key[i], name))
			return x.item[i];
	return dpi_x_null();
}

static value
has_field(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), name = dpi_x_arg(v, n, 1);

	if (x.kind == DP_X_LIST && x.key && name.kind == DP_X_TEXT)
		for (size_t i = 0; i < x.n_items; i++)
			if (dp_str_eq(x.key[i], name.text))
				return dpi_x_bool(true);
	return dpi_x_bool(false);
}

/* ---- writing ---------------------------------------------------------- */

static void
put_text(dp_str s, struct dp_buf *out)
{
	dp_buf_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		static const char from[] = "\"\\\n\r\t\b\f";
		static const char to[] = "\"\\nrtbf";
		const char *at = s.p[i] ? strchr(from, s.p[i]) : NULL;

		if (at) {
			dp_buf_char(out, '\\');
			dp_buf_char(out, to[at - from]);
		} else if ((unsigned char)s.p[i] < 0x20) {
			dp_buf_format(out, "\\u%04X", (unsigned)s.p[i]);
		} else {
			dp_buf_char(out, s.p[i]);
		}
	}
	dp_buf_char(out, '"');
}

/* A new line of an object, so deep. */
static void
indent(unsigned depth, struct dp_buf *out)
{
	dp_buf_char(out, '\n');
	for (unsigned i = 0; i < depth; i++)
		dp_buf_c(out, "  ");
}

/* MS without what is less than a second. */
static int64_t
seconds(int64_t ms)
{
	return ms - (ms % 1000 + 1000) % 1000;
}

/* JSONIZED: the point is left out where a long has the value. */
static void
put_number(double d, bool jsonized, struct dp_buf *out)
{
	bool whole = jsonized && d == trunc(d) && fabs(d) <= 0x1p63 &&
		     !(d == 0 && signbit(d));

	/* what no number of JSON is stands between quotes */
	if (!isfinite(d))
		dp_buf_char(out, '"');
	if (whole)
		dp_buf_format(out, "%lld", (long long)dpi_grel_long(d));
	else
		dpi_grel_put_double(d, out);
	if (!isfinite(d))
		dp_buf_char(out, '"');
}

/* READ: X was read as JSON. */
static void
put(value x, bool pretty, bool read, unsigned depth, struct dp_buf *out)
{
	switch (x.kind) {
	case DP_X_TEXT:
		put_text(x.text, out);
		return;
	case DP_X_BOOL:
		dp_buf_c(out, x.yes ? "true" : "false");
		return;
	case DP_X_WHOLE:
		dp_buf_format(out, "%lld", (long long)x.whole);
		return;
	case DP_X_NUMBER:
		put_number(x.number, pretty && !read, out);
		return;
	case DP_X_DATE:
		dp_buf_char(out, '"');
		/* without fractions of a second, and as if of UTC */
		if (pretty)
			dpi_grel_put_date(seconds(dpi_grel_clock(x)), 0, false,
					  out);
		else
			dpi_grel_put_date(x.whole, (int)x.number, false, out);
		dp_buf_char(out, '"');
		return;
	case DP_X_LIST:
		break;
	case DP_X_NULL:
	case DP_X_ERROR:
		dp_buf_c(out, "null");
		return;
	}
	dp_buf_char(out, x.key ? '{' : '[');
	for (size_t i = 0; i < x.n_items; i++) {
		if (i)
			dp_buf_char(out, ',');
		if (pretty && x.key)
			indent(depth + 1, out);
		else if (pretty)
			dp_buf_char(out, ' ');
		if (x.key) {
			put_text(x.key[i], out);
			dp_buf_c(out, pretty ? " : " : ":");
		}
		put(x.item[i], pretty, read || x.yes, depth + 1, out);
	}
	if (pretty && x.key && x.n_items)
		indent(depth, out);
	else if (pretty)
		dp_buf_char(out, ' ');
	dp_buf_char(out, x.key ? '}' : ']');
}

void
dpi_grel_put_json(value x, bool pretty, struct dp_buf *out)
{
	put(x, pretty, false, 0, out);
}

value
dpi_grel_json_text(eval *v, value x)
{
	struct dp_buf b = { 0 };

	put_text(x.text, &b);
	x = dpi_grel_text(v, dp_buf_view(&b));
	dp_buf_done(&b);
	return x;
}

static value
jsonize(eval *v, node *n)
{
	struct dp_buf b = { 0 };
	value x = dpi_x_arg(v, n, 0);

	dpi_grel_put_json(x, true, &b);
	x = dpi_grel_text(v, dp_buf_view(&b));
	dp_buf_done(&b);
	return x;
}

const struct dpi_x_function dpi_grel_of_json[] = {
	DPI_GREL("parseJson", 1, 1, false, parse_json),
	DPI_GREL("items", 1, 2, false, items),
	DPI_GREL("jsonize", 1, 1, false, jsonize),
	DPI_GREL("hasField", 2, 2, false, has_field),
	DPI_GREL_END,
};
