/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets of characters in Java's patterns: sets in sets, what they have in
 * common, and properties by the names that Java gives them.
 */
#include "op/grel_pattern.h"

/* ---- properties ------------------------------------------------------- */

static const struct {
	const char *java, *ours; /* [: of a set, or a property, or a range */
	bool cased;              /* where case does not matter it is another */
} properties[] = {
	{ "Alpha", "[:alpha:]", false },
	{ "Lower", "[:lower:]", true },
	{ "Upper", "[:upper:]", true },
	{ "Digit", "[:digit:]", false },
	{ "Alnum", "[:alnum:]", false },
	{ "Punct", "[:punct:]", false },
	{ "Graph", "[:graph:]", false },
	{ "Print", "[:print:]", false },
	{ "Blank", "[:blank:]", false },
	{ "Cntrl", "[:cntrl:]", false },
	{ "XDigit", "[:xdigit:]", false },
	{ "Space", "[:space:]", false },
	{ "ASCII", "[:ascii:]", false },
	{ "Lu", "Lu", true },
	{ "Ll", "Ll", true },
	{ "Lt", "Lt", true },
	{ "LC", "L&", false },
	{ "Alphabetic", "Alphabetic", false },
	{ "Ideographic", "Ideographic", false },
	{ "Letter", "L", false },
	{ "Lowercase", "Lowercase", true },
	{ "Uppercase", "Uppercase", true },
	{ "Titlecase", "Lt", true },
	{ "Punctuation", "P", false },
	{ "Control", "Cc", false },
	{ "White_Space", "White_Space", false },
	{ "javaLowerCase", "Lowercase", true },
	{ "javaUpperCase", "Uppercase", true },
	{ "javaAlphabetic", "Alphabetic", false },
	{ "javaLetter", "L", false },
	{ "javaDigit", "Nd", false },
	{ "InCombiningDiacriticalMarks", "\\x{300}-\\x{36F}", false },
	{ "InCombining_Diacritical_Marks", "\\x{300}-\\x{36F}", false },
	{ "InBasicLatin", "\\x{0}-\\x{7F}", false },
	{ "InLatin-1Supplement", "\\x{80}-\\x{FF}", false },
	{ "InLatin1Supplement", "\\x{80}-\\x{FF}", false },
	{ "InGreek", "\\x{370}-\\x{3FF}", false },
	{ "InCyrillic", "\\x{400}-\\x{4FF}", false },
};

/* Appends the property OURS, NOT it where that is said; in a SET or alone. */
static void
put_property(struct dpi_pattern *p, dp_str ours, bool negated, bool set)
{
	const char *open = set ? "" : "[", *close = set ? "" : "]";

	if (dp_str_starts(ours, "[:")) {
		dp_buf_format(p->out, "%s[:%s%.*s%s", open, negated ? "^" : "",
			      DP_FMT(dp_str_from(ours, 2)), close);
	} else if (dp_str_starts(ours, "\\")) {
		p->failed = p->failed || (set && negated);
		dp_buf_format(p->out, "%s%s%.*s%s", open, negated ? "^" : "",
			      DP_FMT(ours), close);
	} else {
		dp_buf_format(p->out, "\\%c{%.*s}", negated ? 'P' : 'p',
			      DP_FMT(ours));
	}
}

void
dpi_pattern_property(struct dpi_pattern *p, bool set)
{
	bool negated = dpi_pattern_at(p, 1) == 'P', any = false;
	dp_str name = { p->s.p + p->i + 2, 1 }, ours;

	if (dpi_pattern_at(p, 2) == '{') {
		ptrdiff_t end = dp_str_find(dp_str_from(p->s, p->i), '}');

		name.p++;
		name.n = end < 3 ? 0 : (size_t)end - 3;
		p->i += name.n + 4;
	} else {
		p->i += 3;
	}
	if (p->i > p->s.n || name.n == 0) {
		p->failed = true;
		return;
	}
	if (dp_str_starts(name, "Is"))
		name = dp_str_from(name, 2);
	ours = name;
	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
		if (dp_str_is(name, properties[i].java)) {
			ours = dp_str_c(properties[i].ours);
			any = p->any_case && properties[i].cased;
		}
	/* no other block, nor what Java alone asks */
	if ((ours.p == name.p &&
	     (dp_str_starts(name, "In") || dp_str_starts(name, "java"))) ||
	    (any && negated && ours.n > 2 && ours.p[0] != '['))
		p->failed = true;
	if (!any)
		put_property(p, ours, negated, set);
	else if (ours.p[0] == '[')
		put_property(p, DP_S("[:alpha:]"), negated, set);
	else if (ours.n == 2)
		put_property(p, DP_S("L&"), negated, set);
	else
		dp_buf_c(p->out, set ? "\\p{Lowercase}\\p{Uppercase}\\p{Lt}" :
				       "[\\p{Lowercase}\\p{Uppercase}\\p{Lt}]");
}

/* ---- sets ------------------------------------------------------------- */

/* One of what && stands between: characters, and sets besides. */
struct operand {
	struct dp_buf plain, sets;
};

/* Appends X as what matches one character. */
static void
put_operand(struct dpi_pattern *p, struct operand *x, bool negated,
	    struct dp_buf *out)
{
	bool both = x->plain.n && x->sets.n;

	if (x->plain.n == 0 && x->sets.n == 0)
		p->failed = true;
	dp_buf_c(out, x->sets.n ? (negated ? "(?:(?!" : "(?:") : "");
	if (x->plain.n)
		dp_buf_format(out, negated && !x->sets.n ? "[^%.*s]" : "[%.*s]",
			      DP_FMT(dp_buf_view(&x->plain)));
	dp_buf_c(out, both ? "|" : "");
	dp_buf_str(out, dp_buf_view(&x->sets));
	dp_buf_c(out, x->sets.n ? (negated ? ")(?s:.))" : ")") : "");
	x->plain.n = x->sets.n = 0;
}

/* The control character that Java writes \\ and C, or -1. */
static int32_t
control(uint32_t c)
{
	switch (c) {
	case 'a':
		return 7;
	case 't':
		return '\t';
	case 'n':
		return '\n';
	case 'f':
		return '\f';
	case 'r':
		return '\r';
	case 'e':
		return 27;
	default:
		return -1;
	}
}

/* The character here, in a set; -1: it is something else, which went out. */
static int32_t
set_char(struct dpi_pattern *p)
{
	uint32_t c;
	size_t bytes;

	if (dpi_pattern_at(p, 0) != '\\') {
		unsigned n = dp_utf8_decode(p->s.p + p->i, p->s.n - p->i, &c);

		p->i += n ? n : 1;
		p->failed = p->failed || n == 0;
		return (int32_t)c;
	}
	if (strchr("ux0", dpi_pattern_at(p, 1)) && dpi_pattern_at(p, 1)) {
		int32_t value = dpi_pattern_numbered(p, &bytes);

		p->i += bytes;
		return value;
	}
	c = (unsigned char)dpi_pattern_at(p, 1);
	if (c == 'p' || c == 'P') {
		dpi_pattern_property(p, true);
		return -1;
	}
	if (c == 'Q' || c == 'N' || c == '\0') {
		p->failed = true;
		return -1;
	}
	if (control(c) >= 0) {
		p->i += 2;
		return control(c);
	}
	if (dpi_pattern_letter(c) || c >= 0x80) {
		dpi_pattern_copy(p, c == 'c' ? 3 : 2);
		return -1;
	}
	p->i += 2;
	return (int32_t)c;
}

/* Appends FROM to TO to a set; and what they are in the other case. */
static void
put_range(struct dpi_pattern *p, uint32_t from, uint32_t to)
{
	dpi_pattern_plain(from, p->out);
	if (from != to) {
		dp_buf_char(p->out, '-');
		dpi_pattern_plain(to, p->out);
	}
	for (uint32_t c = 'A'; c <= 'z' && p->any_case && !p->all_case; c++)
		if (dpi_pattern_letter(c) && c >= from && c <= to)
			dp_buf_char(p->out, (char)(c ^ 0x20));
}

/* A character or a range of a set. */
static void
set_item(struct dpi_pattern *p)
{
	int32_t from = set_char(p), to = from;

	if (from >= 0 && dpi_pattern_at(p, 0) == '-' &&
	    dpi_pattern_at(p, 1) != ']' && dpi_pattern_at(p, 1) != '[' &&
	    dpi_pattern_at(p, 1)) {
		p->i++;
		to = set_char(p);
		p->failed = p->failed || to < from;
	}
	if (from >= 0)
		put_range(p, (uint32_t)from, (uint32_t)to);
}

void
dpi_pattern_set(struct dpi_pattern *p)
{
	struct operand x = { { 0 }, { 0 } };
	struct dp_buf *out = p->out, all = { 0 };
	bool negated = dpi_pattern_at(p, 1) == '^', several = false;

	p->failed = p->failed || ++p->depth > DPI_PATTERN_DEPTH;
	p->i += negated ? 2 : 1;
	while (!p->failed && (dpi_pattern_at(p, 0) != ']' ||
			      (!several && !x.plain.n && !x.sets.n))) {
		if (p->i >= p->s.n) {
			p->failed = true;
		} else if (dpi_pattern_at(p, 0) == '[') {
			dp_buf_c(&x.sets, x.sets.n ? "|" : "");
			p->out = &x.sets;
			dpi_pattern_set(p);
		} else if (dpi_pattern_at(p, 0) == '&' &&
			   dpi_pattern_at(p, 1) == '&') {
			while (dpi_pattern_at(p, 0) == '&')
				p->i++;
			several = true;
			dp_buf_c(&all, "(?=");
			put_operand(p, &x, false, &all);
			dp_buf_char(&all, ')');
		} else {
			p->out = &x.plain;
			set_item(p);
		}
	}
	p->i++;
	p->depth--;
	p->out = out;
	if (several) {
		put_operand(p, &x, false, &all);
		dp_buf_format(out, negated ? "(?:(?!%.*s)(?s:.))" : "(?:%.*s)",
			      DP_FMT(dp_buf_view(&all)));
	} else {
		put_operand(p, &x, negated, out);
	}
	dp_buf_done(&all);
	dp_buf_done(&x.plain);
	dp_buf_done(&x.sets);
}
