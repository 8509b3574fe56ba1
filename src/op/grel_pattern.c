/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Patterns of GREL, which are Java's, as PCRE2 has them: sets in sets and what
 * they have in common, properties by Java's names, words that begin and end
 * with any letter, and capitals that are ASCII's alone.
 */
#include "op/grel_pattern.h"

/* All but the line ends that a dot does not stand for. */
#define NO_LINE_END "[^\\n\\r\\x{85}\\x{2028}\\x{2029}]"
/* What a word is made of, where it begins and ends. */
#define WORD "[\\p{L}\\p{Nd}\\p{Mn}_]"

void
dpi_pattern_copy(struct dpi_pattern *p, size_t n)
{
	if (n > p->s.n - p->i)
		n = p->s.n - p->i;
	dp_buf_add(p->out, p->s.p + p->i, n);
	p->i += n;
}

/* ---- characters ------------------------------------------------------- */

/* The value of N digits of base BASE, from byte FROM on; -1: they are none. */
static int32_t
digits(const struct dpi_pattern *p, size_t from, size_t n, unsigned base)
{
	int32_t value = 0;

	for (size_t i = from; i < from + n; i++) {
		char c = dpi_pattern_at(p, i);
		unsigned d = c >= '0' && c <= '9' ?
				     (unsigned)(c - '0') :
			     dpi_pattern_letter((unsigned char)c) ?
				     (unsigned)((c | 0x20) - 'a' + 10) :
				     base;

		if (d >= base || value > 0x10FFFF)
			return -1;
		value = (int32_t)((unsigned)value * base + d);
	}
	return n ? value : -1;
}

/* The character of \uXXXX, or of two that are halves; *BYTES of the pattern. */
static int32_t
java_unit(const struct dpi_pattern *p, size_t *bytes)
{
	int32_t high = digits(p, 2, 4, 16), low;

	*bytes = 6;
	if (high < 0xD800 || high >= 0xDC00)
		return high >= 0xDC00 && high < 0xE000 ? -1 : high;
	low = dpi_pattern_at(p, 6) == '\\' && dpi_pattern_at(p, 7) == 'u' ?
		      digits(p, 8, 4, 16) :
		      -1;
	*bytes = 12;
	return low < 0xDC00 || low >= 0xE000 ?
		       -1 :
		       0x10000 + ((high - 0xD800) << 10) + low - 0xDC00;
}

int32_t
dpi_pattern_numbered(struct dpi_pattern *p, size_t *bytes)
{
	char c = dpi_pattern_at(p, 1);
	int32_t value = -1;
	size_t n = 0;

	if (c == 'u') {
		value = java_unit(p, bytes);
	} else if (c == 'x' && dpi_pattern_at(p, 2) == '{') {
		while (dpi_pattern_at(p, 3 + n) &&
		       dpi_pattern_at(p, 3 + n) != '}')
			n++;
		*bytes = n + 4;
		value = digits(p, 3, n, 16);
	} else if (c == 'x') {
		*bytes = 4;
		value = digits(p, 2, 2, 16);
	} else if (c == '0') {
		size_t most = dpi_pattern_at(p, 2) <= '3' ? 3 : 2;

		while (n < most && dpi_pattern_at(p, 2 + n) >= '0' &&
		       dpi_pattern_at(p, 2 + n) <= '7')
			n++;
		*bytes = 2 + n;
		value = digits(p, 2, n, 8);
	} else {
		return -1;
	}
	p->failed = p->failed || value < 0 || value > 0x10FFFF;
	return value;
}

void
dpi_pattern_plain(uint32_t c, struct dp_buf *out)
{
	if (dpi_pattern_letter(c) || (c >= '0' && c <= '9'))
		dp_buf_char(out, (char)c);
	else if (c > ' ' && c < 0x7F)
		dp_buf_format(out, "\\%c", (int)c);
	else
		dp_buf_format(out, "\\x{%X}", (unsigned)c);
}

/* The same outside sets, in either case where that is asked for. */
static void
put_char(struct dpi_pattern *p, uint32_t c)
{
	if (p->any_case && !p->all_case && dpi_pattern_letter(c))
		dp_buf_format(p->out, "[%c%c]", (int)c, (int)c ^ 0x20);
	else
		dpi_pattern_plain(c, p->out);
}

/* ---- the rest --------------------------------------------------------- */

/* \Q and what follows, up to \E, as it stands. */
static void
quoted(struct dpi_pattern *p)
{
	p->i += 2;
	while (p->i < p->s.n &&
	       !(dpi_pattern_at(p, 0) == '\\' && dpi_pattern_at(p, 1) == 'E')) {
		uint32_t c;
		unsigned n = dp_utf8_decode(p->s.p + p->i, p->s.n - p->i, &c);

		if (n)
			put_char(p, c);
		p->i += n ? n : 1;
	}
	p->i += 2;
}

/* What the backslash here says. */
static void
escaped(struct dpi_pattern *p)
{
	char c = dpi_pattern_at(p, 1);
	size_t bytes = 2;
	int32_t value = dpi_pattern_numbered(p, &bytes);

	if (value >= 0) {
		put_char(p, (uint32_t)value);
		p->i += bytes;
	} else if (c == 'p' || c == 'P') {
		dpi_pattern_property(p, false);
	} else if (c == 'Q') {
		quoted(p);
	} else if (c == 'b' || c == 'B') {
		dp_buf_c(p->out, c == 'b' ? "(?:(?<=" WORD ")(?!" WORD
					    ")|(?<!" WORD ")(?=" WORD "))" :
					    "(?:(?<=" WORD ")(?=" WORD
					    ")|(?<!" WORD ")(?!" WORD "))");
		p->failed = p->failed || dpi_pattern_at(p, 2) == '{';
		p->i += 2;
	} else if (c == 'k') {
		ptrdiff_t end = dp_str_find(dp_str_from(p->s, p->i), '>');

		dpi_pattern_copy(p, end < 0 ? 2 : (size_t)end + 1);
	} else {
		p->failed = p->failed || c == 'N' || c == '\0';
		dpi_pattern_copy(p, c == 'c' ? 3 : 2);
	}
}

/*
 * The letters of (?ims-x) from I on; returns where they end. What PCRE2 has as
 * well goes to KEPT.
 */
static size_t
flags(struct dpi_pattern *p, size_t i, struct dp_buf *kept)
{
	bool on = true;

	for (; dpi_pattern_at(p, i) == '-' ||
	       dpi_pattern_letter((unsigned char)dpi_pattern_at(p, i));
	     i++) {
		char c = dpi_pattern_at(p, i);

		if (c == '-')
			on = false;
		else if (c == 'i')
			p->any_case = on;
		else if (c == 'u')
			p->all_case = on;
		else if (c == 's')
			p->dot_all = on;
		else if (c == 'x')
			p->comments = on;
		else if (c != 'm')
			p->failed = true;
		if (c != 'i' && c != 'u')
			dp_buf_char(kept, c);
	}
	if (kept->n && kept->p[kept->n - 1] == '-')
		kept->n--;
	return i;
}

/* Appends what flags say, before : or ) as END has it. */
static void
put_flags(struct dpi_pattern *p, dp_str kept, char end, bool all)
{
	bool now = p->any_case && p->all_case;

	if (kept.n || end == ':')
		dp_buf_format(p->out, "(?%.*s%c", DP_FMT(kept), end);
	/* only of all letters it is what PCRE2 means by i */
	if (now != all)
		dp_buf_c(p->out, now ? "(?i)" : "(?-i)");
}

static void sequence(struct dpi_pattern *p);

/* The group that starts here, or flags for the rest of one. */
static void
group(struct dpi_pattern *p)
{
	struct dpi_pattern before = *p;
	struct dp_buf kept = { 0 };
	size_t i;
	char end;

	if (dpi_pattern_at(p, 1) != '?') {
		dpi_pattern_copy(p, 1);
	} else if (dpi_pattern_at(p, 2) == '<' &&
		   dpi_pattern_letter((unsigned char)dpi_pattern_at(p, 3))) {
		ptrdiff_t to = dp_str_find(dp_str_from(p->s, p->i), '>');

		dpi_pattern_copy(p, to < 0 ? 3 : (size_t)to + 1);
	} else if (strchr(":=!><", dpi_pattern_at(p, 2)) &&
		   dpi_pattern_at(p, 2)) {
		dpi_pattern_copy(p, dpi_pattern_at(p, 2) == '<' ? 4 : 3);
	} else {
		i = flags(p, 2, &kept);
		end = dpi_pattern_at(p, i);
		p->failed = p->failed || (end != ')' && end != ':');
		put_flags(p, dp_buf_view(&kept), end,
			  before.any_case && before.all_case);
		dp_buf_done(&kept);
		p->i += i + 1;
		if (p->failed || end == ')')
			return;
	}
	p->failed = p->failed || ++p->depth > DPI_PATTERN_DEPTH;
	sequence(p);
	dpi_pattern_copy(p, 1);
	p->depth--;
	p->any_case = before.any_case;
	p->all_case = before.all_case;
	p->dot_all = before.dot_all;
	p->comments = before.comments;
}

/* What stands here, up to a ) that closes it. */
static void
sequence(struct dpi_pattern *p)
{
	while (p->i < p->s.n && !p->failed && dpi_pattern_at(p, 0) != ')') {
		char c = dpi_pattern_at(p, 0);

		if (c == '\\') {
			escaped(p);
		} else if (c == '[') {
			dpi_pattern_set(p);
		} else if (c == '(') {
			group(p);
		} else if (c == '.' && !p->dot_all) {
			dp_buf_c(p->out, NO_LINE_END);
			p->i++;
		} else if (c == '#' && p->comments) {
			while (dpi_pattern_at(p, 0) &&
			       dpi_pattern_at(p, 0) != '\n')
				dpi_pattern_copy(p, 1);
		} else if (dpi_pattern_letter((unsigned char)c)) {
			put_char(p, (unsigned char)c);
			p->i++;
		} else {
			dpi_pattern_copy(p, 1);
		}
	}
}

bool
dpi_grel_pattern(dp_str s, bool any_case, struct dp_buf *out)
{
	struct dpi_pattern p = { .s = s, .out = out, .any_case = any_case };

	sequence(&p);
	/* a bracket too many is a fault that is told of the whole */
	if (p.i < s.n)
		dpi_pattern_copy(&p, s.n - p.i);
	return !p.failed;
}
