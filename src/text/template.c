/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replacement texts: read once, filled in for every match. */
#include <dpipe/text.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "text/regex.h"

struct part {
	dp_str text; /* when it is no group */
	int group;   /* or -1 */
};

struct dp_template {
	struct part *part;
	size_t n, cap;
	char *text; /* what the parts borrow from */
};

/* What is being read. */
struct reader {
	const struct dp_regex *re;
	dp_str s;
	size_t at;
	struct dp_template *t;
	char *o; /* where the next plain byte goes */
	struct dp_err *err;
};

static int
fail(struct reader *r, size_t at, const char *why)
{
	r->err->at.column = dp_utf8_chars((dp_str){ r->s.p, at }) + 1;
	return dp_fail(r->err, DP_ERECIPE, _("replacement, character %llu: %s"),
		       (unsigned long long)r->err->at.column, why);
}

static void
add_part(struct dp_template *t, struct part p)
{
	if (t->n == t->cap) {
		t->cap = t->cap ? t->cap * 2 : 8;
		t->part = dp_realloc_array(t->part, t->cap, sizeof(*t->part));
	}
	t->part[t->n++] = p;
}

/* Adds a plain byte: to the last part when that is plain too. */
static void
add_byte(struct reader *r, char c)
{
	struct dp_template *t = r->t;

	*r->o = c;
	if (t->n > 0 && t->part[t->n - 1].group < 0)
		t->part[t->n - 1].text.n++;
	else
		add_part(t, (struct part){ { r->o, 1 }, -1 });
	r->o++;
}

static bool
is_digit_at(const struct reader *r, size_t at)
{
	return at < r->s.n && r->s.p[at] >= '0' && r->s.p[at] <= '9';
}

/* A number after $ or \: two digits where there is such a group. */
static int
read_number(struct reader *r, size_t sign)
{
	int groups = (int)dp_regex_groups(r->re);
	int v = r->s.p[r->at++] - '0';

	if (is_digit_at(r, r->at) && v * 10 + (r->s.p[r->at] - '0') <= groups)
		v = v * 10 + (r->s.p[r->at++] - '0');
	if (v > groups)
		return fail(r, sign,
			    _("the pattern has no group of that "
			      "number"));
	add_part(r->t, (struct part){ { NULL, 0 }, v });
	return 0;
}

/* "{1}" or "{name}" after a $. */
static int
read_braces(struct reader *r, size_t sign)
{
	dp_str rest = dp_str_from(r->s, r->at + 1), name = rest;
	int64_t v = -1;

	name.n = 0;
	while (name.n < rest.n && rest.p[name.n] != '}')
		name.n++;
	if (name.n == rest.n)
		return fail(r, sign, _("a ${ is not closed: a } is missing"));
	r->at += name.n + 2;
	if (!dp_str_int(name, &v))
		v = dpi_regex_group_number(r->re, name);
	if (v < 0 || v > (int64_t)dp_regex_groups(r->re))
		return fail(r, sign,
			    _("the pattern has no group of that "
			      "number or name"));
	add_part(r->t, (struct part){ { NULL, 0 }, (int)v });
	return 0;
}

static int
read_dollar(struct reader *r)
{
	size_t sign = r->at++;

	if (r->at < r->s.n && r->s.p[r->at] == '$') {
		r->at++;
		add_byte(r, '$');
		return 0;
	}
	if (r->at < r->s.n && r->s.p[r->at] == '{')
		return read_braces(r, sign);
	if (is_digit_at(r, r->at))
		return read_number(r, sign);
	return fail(r, sign,
		    _("a $ stands for a group: write $$ for the sign "
		      "itself"));
}

static int
read_backslash(struct reader *r)
{
	size_t sign = r->at++;
	char c;

	if (r->at == r->s.n)
		return fail(r, sign,
			    _("a \\ ends the text: write \\\\ for "
			      "the sign itself"));
	if (is_digit_at(r, r->at))
		return read_number(r, sign);
	c = r->s.p[r->at++];
	add_byte(r, c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c);
	return 0;
}

static int
read_all(struct reader *r)
{
	while (r->at < r->s.n) {
		char c = r->s.p[r->at];
		int rc = 0;

		if (c == '$')
			rc = read_dollar(r);
		else if (c == '\\')
			rc = read_backslash(r);
		else
			add_byte(r, r->s.p[r->at++]);
		if (rc < 0)
			return -1;
	}
	return 0;
}

struct dp_template *
dp_template_new(const struct dp_regex *re, dp_str text, bool literal,
		struct dp_err *err)
{
	struct dp_template *t = dp_alloc0(sizeof(*t));
	struct reader r = { .re = re, .s = text, .t = t, .err = err };

	t->text = r.o = dp_alloc(text.n + 1);
	if (literal) {
		while (r.at < text.n)
			add_byte(&r, text.p[r.at++]);
		return t;
	}
	if (read_all(&r) == 0)
		return t;
	dp_template_free(t);
	return NULL;
}

void
dp_template_free(struct dp_template *t)
{
	if (!t)
		return;
	free(t->part);
	free(t->text);
	free(t);
}

void
dpi_template_add(const struct dp_template *t, const struct dp_match *m,
		 dp_str s, struct dp_buf *out)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct part *p = &t->part[i];

		dp_buf_str(out,
			   p->group < 0 ?
				   p->text :
				   dp_match_group(m, s, (unsigned)p->group));
	}
}

/* ---- replacing -------------------------------------------------------- */

int
dp_regex_replace(const struct dp_regex *re, const struct dp_template *t,
		 dp_str s, bool all, struct dp_match *m, struct dp_buf *out)
{
	size_t start = out->n, copied = 0, at = 0;
	int n = 0;

	if (!s.p)
		s = DP_S("");
	while (at <= s.n) {
		size_t from, to;
		int found = dp_regex_find(re, s, at, m);

		if (found < 0) {
			out->n = start;
			return -1;
		}
		if (found == 0)
			break;
		dp_match_span(m, &from, &to);
		if (from < copied) /* \K in a lookbehind */
			from = copied;
		if (to < from)
			to = from;
		dp_buf_add(out, s.p + copied, from - copied);
		dpi_template_add(t, m, s, out);
		copied = to;
		if (n < INT32_MAX)
			n++;
		if (!all)
			break;
		at = to > from ? to : dp_utf8_next(s, to);
	}
	if (n > 0)
		dp_buf_str(out, dp_str_from(s, copied));
	return n;
}
