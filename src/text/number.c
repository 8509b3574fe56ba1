/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading numbers as people write them, into decimal text. Digits are moved,
 * never computed with: nothing is rounded. Showing them is number_show.c.
 */
#include <dpipe/text.h>

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

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
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

/*
 * The common case: an optional minus, digits, and at most one sign DECIMAL
 * with digits after it. Returns false for anything else, having written
 * nothing that counts.
 */
static bool
read_plain(dp_str s, char decimal, struct sink *o)
{
	size_t i = 0, digits;

	if (i < s.n && s.p[i] == '-') {
		put(o, '-');
		i++;
	}
	digits = i;
	while (i + 1 < s.n && s.p[i] == '0' && is_digit(s.p[i + 1]))
		i++;
	while (i < s.n && is_digit(s.p[i]))
		put(o, s.p[i++]);
	if (i == digits)
		return false;
	if (i < s.n && s.p[i] == decimal) {
		size_t point = i++;

		put(o, '.');
		while (i < s.n && is_digit(s.p[i]))
			put(o, s.p[i++]);
		if (i == point + 1)
			return false;
	}
	if (i < s.n || o->over)
		return false;
	drop_minus_zero(o);
	return true;
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

/*
 * The next commonest: groups of three digits after one kind of space, then
 * perhaps DECIMAL and digits. Returns false for anything else.
 */
static bool
read_spaced(dp_str s, char decimal, struct sink *o)
{
	size_t i = 0, first, space, from;

	o->n = 0;
	if (s.p[0] == '-') {
		put(o, '-');
		i++;
	}
	first = i;
	while (i < s.n && is_digit(s.p[i]))
		put(o, s.p[i++]);
	if (i == first || i - first > 3 || s.p[first] == '0' || i == s.n)
		return false;
	space = group_space(s.p + i, s.n - i);
	if (space == 0)
		return false;
	from = i;
	while (i + space + 3 <= s.n &&
	       memcmp(s.p + i, s.p + from, space) == 0) {
		for (size_t end = i += space; i < end + 3; i++) {
			if (!is_digit(s.p[i]))
				return false;
			put(o, s.p[i]);
		}
	}
	if (i + 1 < s.n && s.p[i] == decimal)
		for (put(o, '.'), i++; i < s.n && is_digit(s.p[i]); i++)
			put(o, s.p[i]);
	return i == s.n && !o->over;
}

/* ---- signs around the digits ------------------------------------------ */

/* The number without what stands around its digits. */
struct body {
	dp_str s;
	bool minus, sign, currency, percent;
};

/* Drops PREFIX from B, if it is there. */
static bool
take(struct body *b, const char *prefix)
{
	if (!dp_str_starts(b->s, prefix))
		return false;
	b->s = dp_trim(dp_str_from(b->s, strlen(prefix)));
	return true;
}

static bool
take_back(struct body *b, const char *suffix)
{
	size_t n = strlen(suffix);

	if (b->s.n < n || memcmp(b->s.p + b->s.n - n, suffix, n) != 0)
		return false;
	b->s = dp_trim((dp_str){ b->s.p, b->s.n - n });
	return true;
}

static const char *const currency_signs[] = { "\xe2\x82\xac", "$", "\xc2\xa3",
	"\xc2\xa5" };
static const char *const currency_words[] = { "euros", "euro", "eur", "usd",
	"gbp", "chf", "frf", "cad", "jpy" };

static bool
same_letters(const char *p, const char *word, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char c = p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (c != word[i])
			return false;
	}
	return true;
}

static bool
take_currency(struct body *b, bool back)
{
	dp_str s = b->s;
	unsigned char c;

	if (s.n == 0)
		return false;
	c = (unsigned char)s.p[back ? s.n - 1 : 0];
	if (c < 0x80 && c != '$' && ((c | 0x20) < 'a' || (c | 0x20) > 'z'))
		return false;
	for (size_t i = 0; i < sizeof(currency_signs) / sizeof(char *); i++) {
		if (back ? take_back(b, currency_signs[i])
			 : take(b, currency_signs[i]))
			return true;
	}
	for (size_t i = 0; i < sizeof(currency_words) / sizeof(char *); i++) {
		size_t n = strlen(currency_words[i]);

		if (s.n < n
		    || !same_letters(back ? s.p + s.n - n : s.p,
				     currency_words[i], n))
			continue;
		b->s = dp_trim((dp_str){ back ? s.p : s.p + n, s.n - n });
		return true;
	}
	return false;
}

/* Takes one sign off the front. */
static bool
peel_front(struct body *b, const struct dp_number_opts *o)
{
	if (!b->sign) {
		if (take(b, "-") || take(b, "\xe2\x88\x92")) {
			b->minus = b->sign = true;
			return true;
		}
		if (take(b, "+")) {
			b->sign = true;
			return true;
		}
	}
	if (o->currency && !b->currency && take_currency(b, false)) {
		b->currency = true;
		return true;
	}
	return false;
}

static bool
peel_back(struct body *b, const struct dp_number_opts *o)
{
	if (!b->sign && (take_back(b, "-") || take_back(b, "\xe2\x88\x92"))) {
		b->minus = b->sign = true;
		return true;
	}
	if (o->percent && !b->percent && take_back(b, "%")) {
		b->percent = true;
		return true;
	}
	if (o->currency && !b->currency && take_currency(b, true)) {
		b->currency = true;
		return true;
	}
	return false;
}

/* Takes all signs off both ends. */
static void
peel_ends(struct body *b, const struct dp_number_opts *o)
{
	if (b->s.n > 0 && !is_digit(b->s.p[0])) {
		while (peel_front(b, o))
			;
	}
	if (b->s.n > 0 && !is_digit(b->s.p[b->s.n - 1])) {
		while (peel_back(b, o))
			;
	}
}

/* Leaves digits and what stands between them in B; false when none are. */
static bool
peel(struct body *b, const struct dp_number_opts *o)
{
	peel_ends(b, o);
	if (!b->sign && b->s.n > 2 && b->s.p[0] == '('
	    && b->s.p[b->s.n - 1] == ')') {
		b->s = dp_trim((dp_str){ b->s.p + 1, b->s.n - 2 });
		b->minus = b->sign = true;
		peel_ends(b, o);
	}
	return b->s.n > 0;
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
	if (dp_str_starts(s, "\xe2\x80\x87") || dp_str_starts(s, "\xe2\x80\x89")
	    || dp_str_starts(s, "\xe2\x80\xaf"))
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
		if (!is_digit(s.p[i]))
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

		while (i < s.n && is_digit(s.p[i]))
			i++;
		/* only ",5" may start without digits */
		if (w->n == RUNS || (i == from && w->n > 0))
			return false;
		w->run[w->n] = (dp_str){ s.p + from, i - from };
		w->before[w->n++] = before;
		if (i == s.n)
			return true;
		if ((s.p[i] | 0x20) == 'e')
			return i > from
			       && read_exponent(dp_str_from(s, i + 1), w);
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

	if (notation == DP_NUMBER_CANONICAL
	    && count(w, SEP_DOT) + 1 != w->n && w->n > 1)
		return DP_NUMBER_NO;
	if (notation == DP_NUMBER_FR && count(w, SEP_COMMA) == 0
	    && count(w, SEP_DOT) == 1) {
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
		if (group == decimal || notation == DP_NUMBER_CANONICAL
		    || w->has_exponent
		    || (notation == DP_NUMBER_FR && group == SEP_COMMA)
		    || (notation == DP_NUMBER_EN && group == SEP_DOT))
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
	struct body b = { .s = dp_trim(s) };
	struct shape w;
	enum dp_number_read answer;
	unsigned whole;

	if (b.s.n == 0)
		return DP_NUMBER_NO;
	if (read_plain(b.s, o->notation == DP_NUMBER_FR ? ',' : '.', &sink)) {
		*n = sink.n;
		return DP_NUMBER_OK;
	}
	if (o->notation != DP_NUMBER_CANONICAL &&
	    read_spaced(b.s, o->notation == DP_NUMBER_FR ? ',' : '.', &sink)) {
		*n = sink.n;
		return DP_NUMBER_OK;
	}
	if (o->notation != DP_NUMBER_CANONICAL) {
		if (!peel(&b, o))
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
