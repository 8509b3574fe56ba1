/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a sign outside ASCII is worth between its neighbours, for the choice
 * between encodings: a file of English or French may hold no accent at all,
 * but a pound sign before a number, a curly quote behind a word.
 */
#include "text/encoding.h"

/* What stands beside a sign. */
enum beside { SPACE, DIGIT, LETTER, POINT };

static enum beside
what_is(unsigned char b, bool letter)
{
	if (letter)
		return LETTER;
	if (b >= '0' && b <= '9')
		return DIGIT;
	return b == ' ' || b == '\t' || b == '\n' || b == '\r' ? SPACE : POINT;
}

static bool
is_small(unsigned char b)
{
	return b >= 'a' && b <= 'z';
}

/*
 * ’ “ ” « » and the like. Which of them opens is another matter in each
 * language: »Wort« and „Wort“ are German, ”sana” is Finnish.
 */
static int
worth_of_quote(uint32_t c, enum beside left, enum beside right)
{
	/* One side of a quotation is its own, the other none of its own. */
	int either = left == LETTER && right == LETTER ? -3 :
		     left == LETTER || right == LETTER ? 3 :
							 1;

	switch (c) {
	case 0x2019:
		return left == LETTER || left == DIGIT ? 4 : -1;
	case 0x2018:
	case 0x201c:
		return left != LETTER && right == LETTER ? 4 : either;
	case 0x201e:
		return left == LETTER || right == POINT ? -3 : 3;
	case 0xab: /* French has spaces inside them, and wide ones */
	case 0xbb:
		return left == LETTER && right == LETTER ? -3 : 3;
	default: /* 0x201d */
		return either;
	}
}

/* Signs of money, which numbers stand beside. */
static int
worth_of_money(enum beside left, enum beside right)
{
	if (left == LETTER || right == LETTER)
		return -3;
	return left == DIGIT || right == DIGIT || left == SPACE ? 4 : 1;
}

/* Signs that stand behind what they belong to, or alone. */
static int
worth_behind(enum beside left, enum beside right)
{
	if (right == LETTER || right == DIGIT)
		return -3;
	return left == LETTER || left == DIGIT ? 4 : 1;
}

/* Signs that stand before what they belong to, or alone. */
static int
worth_before(enum beside left, enum beside right)
{
	if (left == LETTER)
		return -3;
	return right == POINT ? 1 : 4;
}

static int
worth_of_degree(unsigned char before, enum beside left, enum beside right)
{
	if (before == 'n' || before == 'N' || left == DIGIT)
		return 4;
	return left == LETTER ? -3 : right == LETTER ? 2 : 1;
}

int
dpi_worth_of_sign(uint32_t c, unsigned char before, bool letter_before,
		  unsigned char after, bool letter_after)
{
	enum beside left = what_is(before, letter_before);
	enum beside right = what_is(after, letter_after);

	switch (c) {
	case 0x2018:
	case 0x2019:
	case 0x201c:
	case 0x201d:
	case 0x201e:
	case 0xab:
	case 0xbb:
		return worth_of_quote(c, left, right);
	case 0xa2:
	case 0xa3:
	case 0xa5:
	case 0x20ac:
		return worth_of_money(left, right);
	case 0xb0:
	case 0xba:
		return worth_of_degree(before, left, right);
	case 0xb2:
	case 0xb3:
		return before == 'm' ? 4 : worth_behind(left, right);
	case 0xae:
	case 0x2122:
		return worth_behind(left, right);
	case 0xbc:
	case 0xbd:
	case 0xbe:
		return left == LETTER || right == LETTER ? -3 : 3;
	case 0xa7:
	case 0xa9:
		return right == LETTER ? -3 : worth_before(left, right);
	case 0xa1:
	case 0xb1:
	case 0xbf:
		return worth_before(left, right);
	case 0xb5:
		return left != LETTER && right == LETTER ? 4 : -3;
	case 0xd7:
		return left != LETTER && right != LETTER ? 3 : -3;
	case 0x2013:
	case 0x2014:
		return is_small(before) && is_small(after) ? -3 :
		       left == right                       ? 3 :
							     1;
	case 0xa0: /* parts thousands */
		if (left == DIGIT && right == DIGIT)
			return 4;
		return left == LETTER && right == LETTER ? -3 : 1;
	default: /* points, № */
		return left == LETTER && right == LETTER ? -3 : 1;
	}
}
