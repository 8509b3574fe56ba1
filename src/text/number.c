/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading numbers as people write them, into decimal text. Digits are moved,
 * never computed with: nothing is rounded. Showing them is number_show.c.
 */
#include "text/number.h"

/* ---- plain numbers ---------------------------------------------------- */

/* Writes at OUT, of CAP bytes; OVER once it did not fit. */
struct sink {
	char *p;
	size_t n, cap;
	bool over;
};

static void
put(struct sink *o, char c)
{
	if (o->n < o->cap)
		o->p[o->n++] = c;
	else
		o->over = true;
}

/* Makes of -0 and -0.00 what they are worth. */
static void
drop_minus_zero(struct sink *o)
{
	if (o->n < 2 || o->p[0] != '-' || o->p[1] != '0')
		return;
	for (size_t i = 1; i < o->n; i++) {
		if (o->p[i] != '0' && o->p[i] != '.')
			return;
	}
	o->n--;
	memmove(o->p, o->p + 1, o->n);
}

/* Bytes of the space at P, where LEFT bytes are left; 0: it is none. */
static inline size_t
group_space(const char *p, size_t left_bytes)
{
	if (p[0] == ' ')
		return 1;
	if (left_bytes > 2 && p[0] == '\xc2' && p[1] == '\xa0')
		return 2;
	if (left_bytes > 3 && p[0] == '\xe2' && p[1] == '\x80' &&
	    (p[2] == '\xaf' || p[2] == '\x89'))
		return 3;
	return 0;
}

/* Copies the digits at *P, before END; returns the end of the copy. */
static inline char *
put_digits(char *to, const char **p, const char *end)
{
	while (*p < end && dpi_is_digit(**p))
		*to++ = *(*p)++;
	return to;
}

/*
 * Copies groups of three digits at *P, each after the same space as the
 * first; stops before what is none. NULL: a group of another size.
 */
static inline char *
put_groups(char *to, const char **p, const char *end)
{
	const char *sign = *p;
	size_t space = group_space(sign, (size_t)(end - sign));

	while (space && (size_t)(end - *p) >= space + 3 &&
	       group_space(*p, (size_t)(end - *p)) == space &&
	       (*p)[space - 1] == sign[space - 1]) {
		const char *group = *p + space;

		*p = group;
		to = put_digits(to, p, group + 3);
		if (*p != group + 3)
			return NULL;
	}
	return to;
}

/*
 * The common case, written to OUT, which has room for it: an optional minus,
 * digits, perhaps groups of three after spaces (SPACED), and at most one sign
 * DECIMAL with digits after it. Returns how many bytes were written; 0 for
 * anything else.
 */
static size_t
read_common(dp_str s, char decimal, bool spaced, char *out)
{
	const char *p = s.p, *end = s.p + s.n, *start, *first;
	struct sink o = { .p = out };
	char *to = out;

	if (*p == '-')
		*to++ = *p++;
	start = p;
	while (p + 1 < end && *p == '0' && dpi_is_digit(p[1]))
		p++;
	first = p;
	to = put_digits(to, &p, end);
	if (p == first)
		return 0;
	if (spaced && p < end && p - first <= 3 && *start != '0')
		to = put_groups(to, &p, end);
	if (to && p + 1 < end && *p == decimal) {
		*to++ = '.';
		p++;
		to = put_digits(to, &p, end);
	}
	if (!to || p != end)
		return 0;
	o.n = (size_t)(to - out);
	drop_minus_zero(&o);
	return o.n;
}

/* ---- digits and what stands between them ------------------------------ */

enum sep { SEP_NONE, SEP_SPACE, SEP_QUOTE, SEP_DOT, SEP_COMMA };

/* The sign between groups at the start of S; *LEN is its bytes. */
static enum sep
sep_at(dp_str s, unsigned *len)
{
	*len = 1;
	switch (s.p[0]) {
	case '.':
		return SEP_DOT;
	case ',':
		return SEP_COMMA;
	case '\'':
		return SEP_QUOTE;
	case ' ':
		return SEP_SPACE;
	default:
		if (!(s.p[0] & 0x80))
			return SEP_NONE;
		break;
	}
	if (dp_str_starts(s, "\xc2\xa0")) {
		*len = 2;
		return SEP_SPACE;
	}
	*len = 3;
	/* U+2007, 2009, 202F: figure, thin and narrow no-break space */
	if (dp_str_starts(s, "\xe2\x80\x87") ||
	    dp_str_starts(s, "\xe2\x80\x89") ||
	    dp_str_starts(s, "\xe2\x80\xaf"))
		return SEP_SPACE;
	if (dp_str_starts(s, "\xe2\x80\x99"))
		return SEP_QUOTE;
	return SEP_NONE;
}

#define RUNS 24 /* groups of digits: more than any output can hold */

/* Runs of digits, the sign before each, and the exponent. */
struct shape {
	dp_str run[RUNS];
	enum sep before[RUNS];
	unsigned n;
	int exponent;
	bool has_exponent;
};

/* Reads the exponent, all of S after the e. */
static bool
read_exponent(dp_str s, struct shape *w)
{
	bool minus = s.n > 0 && s.p[0] == '-';

	if (s.n > 0 && (s.p[0] == '-' || s.p[0] == '+'))
		s = dp_str_from(s, 1);
	if (s.n == 0 || s.n > 4)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!dpi_is_digit(s.p[i]))
			return false;
		w->exponent = w->exponent * 10 + (s.p[i] - '0');
	}
	w->has_exponent = true;
	if (minus)
		w->exponent = -w->exponent;
	return true;
}

static bool
read_shape(dp_str s, struct shape *w)
{
	enum sep before = SEP_NONE;
	size_t i = 0;

	w->n = 0;
	w->exponent = 0;
	w->has_exponent = false;
	for (;;) {
		size_t from = i;
		unsigned len;

		while (i < s.n && dpi_is_digit(s.p[i]))
			i++;
		/* only ",5" may start without digits */
		if (w->n == RUNS || (i == from && w->n > 0))
			return false;
		w->run[w->n] = (dp_str){ s.p + from, i - from };
		w->before[w->n++] = before;
		if (i == s.n)
			return true;
		if ((s.p[i] | 0x20) == 'e')
			return i > from &&
			       read_exponent(dp_str_from(s, i + 1), w);
		before = sep_at(dp_str_from(s, i), &len);
		if (before == SEP_NONE)
			return false;
		i += len;
	}
}

/* ---- what the signs mean ---------------------------------------------- */

/* True when the runs FROM to TO (not included) are groups of three. */
static bool
are_groups(const struct shape *w, unsigned to)
{
	if (to == 1)
		return true;
	if (w->run[0].n < 1 || w->run[0].n > 3 || w->run[0].p[0] == '0')
		return false;
	for (unsigned i = 1; i < to; i++) {
		if (w->run[i].n != 3 || w->before[i] != w->before[1])
			return false;
	}
	return true;
}

/* Number of signs KIND in W. */
static unsigned
count(const struct shape *w, enum sep kind)
{
	unsigned n = 0;

	for (unsigned i = 1; i < w->n; i++)
		n += w->before[i] == kind;
	return n;
}

/* A lone sign before exactly three digits, where it may mark a group. */
static bool
may_be_group(const struct shape *w)
{
	return w->n == 2 && !w->has_exponent && are_groups(w, 2);
}

/*
 * Decides how many runs are the whole part (*WHOLE); the one after them, if
 * any, is the fraction.
 */
static enum dp_number_read
interpret(const struct shape *w, enum dp_notation notation, unsigned *whole)
{
	enum sep decimal = notation == DP_NUMBER_FR ? SEP_COMMA : SEP_DOT;
	enum dp_number_read answer = DP_NUMBER_OK;

	if (notation == DP_NUMBER_CANONICAL && count(w, SEP_DOT) + 1 != w->n &&
	    w->n > 1)
		return DP_NUMBER_NO;
	if (notation == DP_NUMBER_FR && count(w, SEP_COMMA) == 0 &&
	    count(w, SEP_DOT) == 1) {
		decimal = SEP_DOT;
		if (may_be_group(w))
			answer = DP_NUMBER_AMBIGUOUS;
	}
	*whole = w->n;
	if (count(w, decimal) > 0) {
		if (count(w, decimal) > 1 || w->before[w->n - 1] != decimal)
			return DP_NUMBER_NO;
		*whole = w->n - 1;
	}
	if (*whole > 1) {
		enum sep group = w->before[1];

		/* the other notation's decimal sign is our group sign */
		if (group == decimal || notation == DP_NUMBER_CANONICAL ||
		    w->has_exponent ||
		    (notation == DP_NUMBER_FR && group == SEP_COMMA) ||
		    (notation == DP_NUMBER_EN && group == SEP_DOT))
			return DP_NUMBER_NO;
		if (!are_groups(w, *whole))
			return DP_NUMBER_NO;
	}
	if (*whole == w->n && w->run[0].n == 0)
		return DP_NUMBER_NO;
	return answer;
}

/* ---- canonical text --------------------------------------------------- */

/* The digit at place I counted from the first, '0' outside. */
static char
digit_at(const struct shape *w, long i)
{
	for (unsigned r = 0; r < w->n && i >= 0; r++) {
		if ((size_t)i < w->run[r].n)
			return w->run[r].p[i];
		i -= (long)w->run[r].n;
	}
	return '0';
}

static void
write_canonical(const struct shape *w, unsigned n_whole, bool minus,
		struct sink *o)
{
	long whole = 0, all = 0, point, i = 0;
	bool zero = true;

	for (unsigned r = 0; r < w->n; r++) {
		all += (long)w->run[r].n;
		if (r < n_whole)
			whole += (long)w->run[r].n;
	}
	point = whole + w->exponent;
	for (long k = 0; k < all && zero; k++)
		zero = digit_at(w, k) == '0';
	if (zero && w->has_exponent && w->exponent > 0)
		point = whole; /* 0E9 */
	/* also false for exponents nobody could write out */
	if (point > (long)o->cap || point < -(long)o->cap) {
		o->over = true;
		return;
	}
	if (minus && !zero)
		put(o, '-');
	while (i + 1 < point && digit_at(w, i) == '0')
		i++;
	if (point <= 0)
		put(o, '0');
	for (; i < point; i++)
		put(o, digit_at(w, i));
	if (all <= point)
		return;
	put(o, '.');
	for (i = point; i < all; i++)
		put(o, digit_at(w, i));
}

enum dp_number_read
dp_number_read(dp_str s, const struct dp_number_opts *o, char *out,
	       size_t out_bytes, size_t *n)
{
	struct sink sink = { .p = out, .cap = out_bytes };
	struct dpi_body b = { .s = dp_trim(s) };
	struct shape w;
	enum dp_number_read answer;
	unsigned whole;

	if (b.s.n == 0)
		return DP_NUMBER_NO;
	if (b.s.n <= out_bytes) {
		*n = read_common(b.s, o->notation == DP_NUMBER_FR ? ',' : '.',
				 o->notation != DP_NUMBER_CANONICAL, out);
		if (*n)
			return DP_NUMBER_OK;
	}
	if (o->notation != DP_NUMBER_CANONICAL) {
		if (!dpi_number_peel(&b, o))
			return DP_NUMBER_NO;
	} else if (b.s.p[0] == '-' || b.s.p[0] == '+') {
		b.minus = b.s.p[0] == '-';
		b.s = dp_str_from(b.s, 1);
		if (b.s.n == 0)
			return DP_NUMBER_NO;
	}
	if (!read_shape(b.s, &w))
		return DP_NUMBER_NO;
	answer = interpret(&w, o->notation, &whole);
	if (answer == DP_NUMBER_NO)
		return answer;
	sink = (struct sink){ .p = out, .cap = out_bytes };
	write_canonical(&w, whole, b.minus, &sink);
	if (sink.over)
		return DP_NUMBER_NO;
	*n = sink.n;
	return answer;
}

bool
dp_number_zero_led(dp_str s)
{
	size_t i = 0;

	/* Signs and currencies have no digits: the first is the number's. */
	while (i < s.n && !dpi_is_digit(s.p[i]))
		i++;
	if (i + 1 >= s.n || s.p[i] != '0' || !dpi_is_digit(s.p[i + 1]))
		return false;
	/* ,05 and .05 */
	return i == 0 || (s.p[i - 1] != ',' && s.p[i - 1] != '.');
}
