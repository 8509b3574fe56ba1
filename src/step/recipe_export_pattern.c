/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Patterns that mean the same in PCRE2, in Java, in ICU and in RE2: signs,
 * classes of some that are told, groups and repetitions. All others have a
 * tool in which they find something else.
 */
#include "step/recipe_export.h"

/* Groups within one another. */
#define DEPTH_MAX 8u

/* A pattern on its way. */
struct pattern {
	enum dp_export_to to;
	dp_str s;
	size_t i;
	unsigned depth;
	/* By depth: a sign at least is found, whatever the cell, by what was
	 * read of this alternative, and by each of those before. */
	bool finds[DEPTH_MAX], others[DEPTH_MAX];
	bool ok;
	struct dp_buf *out;
};

/* Appends A, of the pattern itself, as the target writes patterns. */
static void
put(struct pattern *p, const char *a, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char c = a[i];

		if (c == '/' && p->to == DP_EXPORT_OPENREFINE &&
		    (i == 0 || a[i - 1] != '\\'))
			dp_buf_char(p->out, '\\');
		if ((c == '\\' && p->to == DP_EXPORT_R) ||
		    (c == '"' && p->to != DP_EXPORT_OPENREFINE))
			dp_buf_char(p->out, '\\');
		dp_buf_char(p->out, c);
	}
}

static void
put_c(struct pattern *p, const char *c)
{
	put(p, c, strlen(c));
}

static bool
is_sign(char c)
{
	return (unsigned char)c >= 0x20 && !strchr("\\^$.[]|()?*+{}\x7f", c);
}

/* Bytes of the sign that a backslash at I stands before, with it; or 0. */
static size_t
escaped_bytes(const struct pattern *p, size_t i)
{
	return i + 1 < p->s.n && p->s.p[i] == '\\' &&
			       strchr("\\^$.[]|()?*+{}/-", p->s.p[i + 1]) ?
		       2 :
		       0;
}

/* A class: signs and ranges of them. */
static void
read_class(struct pattern *p)
{
	size_t i = p->i + 1, first;

	i += i < p->s.n && p->s.p[i] == '^';
	for (first = i; i < p->s.n && p->s.p[i] != ']'; i++) {
		size_t n = escaped_bytes(p, i);
		char c = p->s.p[i];

		/* two of a kind are an operation to some */
		if ((n == 0 && !is_sign(c) && !strchr(".$|()?*+{}", c)) ||
		    (strchr("&-~", c) && i + 1 < p->s.n && p->s.p[i + 1] == c))
			p->ok = false;
		i += n ? 1 : 0;
	}
	p->ok = p->ok && i < p->s.n && i > first;
	if (!p->ok)
		return;
	put(p, p->s.p + p->i, i + 1 - p->i);
	p->i = i + 1;
}

/* What says how often; *MAY_BE_NONE: not at all is enough. */
static void
read_repetition(struct pattern *p, bool *may_be_none)
{
	size_t from = p->i;

	*may_be_none = false;
	if (p->i == p->s.n || !strchr("?*+{", p->s.p[p->i]))
		return;
	*may_be_none = p->s.p[p->i] != '+';
	if (p->s.p[p->i] == '{') {
		p->i++;
		*may_be_none = p->i < p->s.n && p->s.p[p->i] == '0';
		while (p->i < p->s.n && strchr("0123456789,", p->s.p[p->i]))
			p->i++;
		/* {,3} is plain text to some, and 1000 the most to others */
		p->ok = p->ok && p->i < p->s.n && p->s.p[p->i] == '}' &&
			p->i > from + 1 && p->i < from + 6 &&
			p->s.p[from + 1] != ',';
	}
	p->i++;
	if (p->i < p->s.n && p->s.p[p->i] == '?')
		p->i++;
	p->ok = p->ok && p->i <= p->s.n &&
		(p->i == p->s.n || !strchr("?*+{", p->s.p[p->i]));
	if (p->ok)
		put(p, p->s.p + from, p->i - from);
}

/* One sign, class or what stands for some; false: it is none of these. */
static bool
read_atom(struct pattern *p)
{
	size_t n = escaped_bytes(p, p->i);
	char c = p->s.p[p->i];

	if (c == '[') {
		read_class(p);
	} else if (c == '.') {
		/* Java and ICU know more ends of lines */
		put_c(p, "[^\\n]");
		p->i++;
	} else if (n || is_sign(c)) {
		n = n ? n : dp_utf8_next(p->s, p->i) - p->i;
		put(p, p->s.p + p->i, n);
		p->i += n;
	} else if (dp_str_starts(dp_str_from(p->s, p->i), "\\d")) {
		put_c(p, "\\p{Nd}");
		p->i += 2;
	} else {
		return false;
	}
	return true;
}

/* The end of the text, or the line end that is the last of it. */
static void
read_end(struct pattern *p)
{
	p->ok = p->ok && p->i + 1 == p->s.n && p->depth == 0 &&
		p->to != DP_EXPORT_MILLER;
	put_c(p, "(?=\\n?\\z)");
	p->i++;
}

/* A bracket or bar; *FINDS: the group that it ends, if it is there. */
static void
read_group(struct pattern *p, bool *finds)
{
	char c = p->s.p[p->i++];
	unsigned d = p->depth;

	*finds = false;
	put(p, &c, 1);
	if (c == '|') {
		p->others[d] = p->others[d] && p->finds[d];
		p->finds[d] = false;
	} else if (c == '(' && d + 1 < DEPTH_MAX) {
		p->depth++;
		p->finds[d + 1] = false;
		p->others[d + 1] = true;
	} else if (c == ')' && d > 0) {
		*finds = p->finds[d] && p->others[d];
		p->depth--;
	} else {
		p->ok = false;
	}
	/* (?…), and what nothing stands before */
	if (c != ')' && p->i < p->s.n && strchr("?*+{", p->s.p[p->i]))
		p->ok = false;
}

static void
read_one(struct pattern *p)
{
	bool may_be_none, finds = true;
	char c = p->s.p[p->i];

	if (c == '^' && p->i == 0) {
		put_c(p, "^");
		p->i++;
		/* a place is not repeated */
		p->ok = p->s.n > 1 && !strchr("?*+{", p->s.p[1]);
		return;
	}
	if (c == '$') {
		read_end(p);
		return;
	}
	if (strchr("(|)", c))
		read_group(p, &finds);
	else if (!read_atom(p))
		p->ok = false;
	if (!p->ok || c == '(' || c == '|')
		return;
	read_repetition(p, &may_be_none);
	if (finds && !may_be_none)
		p->finds[p->depth] = true;
}

bool
dpi_export_pattern(const struct dpi_exporting *x, dp_str pattern,
		   struct dp_buf *out)
{
	struct pattern p = {
		.to = x->to, .s = pattern, .ok = true, .out = out
	};

	p.others[0] = true;
	while (p.ok && p.i < p.s.n)
		read_one(&p);
	/* engines differ in where nothing is found */
	return p.ok && p.finds[0] && p.others[0] && p.depth == 0 &&
	       x->to != DP_EXPORT_SQL;
}
