/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Patterns: the only user of PCRE2. White space, numbers and dates have
 * their own code, several times as fast; this is for what users write.
 */
#include <dpipe/text.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "text/regex.h"
#include "text/starts.h"

#define HEAP_KIB 65536u
#define JIT_STACK_BYTES (32u * 1024)
#define JIT_STACK_MAX_BYTES (1024u * 1024)
#define GROUP_NAME_BYTES 128
#define TRIAL_STEPS 1000u

struct dp_regex {
	pcre2_code *code;
	bool jit;
	unsigned groups;
	size_t least_bytes; /* no shorter subject matches */
	int last;           /* a byte that every match holds, or -1 */
	struct dpi_starts starts;
};

struct dp_match {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack; /* made when the machine's own is too small */
	const PCRE2_SIZE *span;
	unsigned groups;
};

/* ---- errors ----------------------------------------------------------- */

/* What users get wrong, by PCRE2's number (pcre2.h, PCRE2_ERROR_…). */
static const char *
reason(int code)
{
	switch (code) {
	case PCRE2_ERROR_END_BACKSLASH:
		return _("a \\ ends the pattern: write \\\\ for the sign "
			 "itself");
	case PCRE2_ERROR_QUANTIFIER_OUT_OF_ORDER:
		return _("the numbers in { } are in the wrong order");
	case PCRE2_ERROR_QUANTIFIER_TOO_BIG:
		return _("a number in { } is too big");
	case PCRE2_ERROR_MISSING_SQUARE_BRACKET:
		return _("a [ is not closed: a ] is missing");
	case PCRE2_ERROR_CLASS_RANGE_ORDER:
		return _("the ends of a range such as a-z are in the wrong "
			 "order");
	case PCRE2_ERROR_QUANTIFIER_INVALID:
		return _("there is nothing to repeat before this sign: write "
			 "\\ before it for the sign itself");
	case PCRE2_ERROR_MISSING_CLOSING_PARENTHESIS:
		return _("a ( is not closed: a ) is missing");
	case PCRE2_ERROR_UNMATCHED_CLOSING_PARENTHESIS:
		return _("a ) has no ( before it: write \\) for the sign "
			 "itself");
	case PCRE2_ERROR_BAD_SUBPATTERN_REFERENCE:
		return _("there is no group of that number or name");
	case PCRE2_ERROR_UNKNOWN_ESCAPE:
		return _("this letter means nothing after a \\");
	case PCRE2_ERROR_UNKNOWN_UNICODE_PROPERTY:
	case PCRE2_ERROR_MALFORMED_UNICODE_PROPERTY:
		return _("there is no such property of characters after "
			 "\\p");
	case PCRE2_ERROR_DUPLICATE_SUBPATTERN_NAME:
		return _("two groups have the same name");
	case PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH:
		return _("what stands in (?<= ) must have a fixed length");
	case PCRE2_ERROR_PATTERN_TOO_LARGE:
	case PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP:
	case PCRE2_ERROR_PATTERN_TOO_COMPLICATED:
		return _("the pattern is too large");
	default:
		return NULL;
	}
}

static void *
fail(dp_str pattern, int code, size_t at_bytes, struct dp_err *err)
{
	char text[160] = "";
	const char *why = reason(code);

	if (at_bytes > pattern.n)
		at_bytes = pattern.n;
	if (!why) {
		pcre2_get_error_message(code, (PCRE2_UCHAR *)text,
					sizeof(text));
		why = text;
	}
	err->at.column = dp_utf8_chars((dp_str){ pattern.p, at_bytes }) + 1;
	return dp_fail_null(err, DP_ERECIPE, _("pattern, character %llu: %s"),
			    (unsigned long long)err->at.column, why);
}

/* ---- compiling -------------------------------------------------------- */

static void *
need(void *p)
{
	/* PCRE2 returns NULL for want of memory only: let it end as usual */
	return p ? p : dp_alloc(SIZE_MAX / 2);
}

/* True when some part of PATTERN may switch case off: (?i), (?s-i) … */
static bool
may_ignore_case(dp_str pattern)
{
	for (size_t i = 0; i + 2 < pattern.n; i++) {
		if (pattern.p[i] != '(' || pattern.p[i + 1] != '?')
			continue;
		for (size_t k = i + 2; k < pattern.n; k++) {
			if (pattern.p[k] == 'i')
				return true;
			if (!memchr("msnxJUa-^", pattern.p[k], 9))
				break;
		}
	}
	return false;
}

/* A byte that every match has, from PCRE2's own study of the pattern. */
static int
required(const pcre2_code *code, uint32_t type_of, uint32_t unit_of)
{
	uint32_t type = 0, unit = 0;

	if (pcre2_pattern_info(code, type_of, &type) || type != 1 ||
	    pcre2_pattern_info(code, unit_of, &unit) || unit > 0xff)
		return -1;
	return (int)unit;
}

/* One that may be half of a letter, too. */
static bool
is_letter(int byte)
{
	return byte >= 0x80 || (byte >= 'a' && byte <= 'z') ||
	       (byte >= 'A' && byte <= 'Z');
}

/* A pattern tried on texts of a few bytes. */
struct trial {
	const pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
};

/* Where a match would need more than the N bytes at P, PCRE2 says so. */
static bool
may_begin(void *self, const char *p, size_t n)
{
	const struct trial *t = self;
	int rc = pcre2_match(t->code, (PCRE2_SPTR)p, n, 0,
			     PCRE2_ANCHORED | PCRE2_PARTIAL_HARD |
				     PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT,
			     t->data, t->context);

	return rc != PCRE2_ERROR_NOMATCH;
}

static void
study_prefixes(struct dp_regex *re)
{
	struct trial t = {
		.code = re->code,
		.data = need(pcre2_match_data_create(1, NULL)),
		.context = need(pcre2_match_context_create(NULL)),
	};

	pcre2_set_match_limit(t.context, TRIAL_STEPS);
	dpi_starts_prefixes(&re->starts, may_begin, &t);
	pcre2_match_context_free(t.context);
	pcre2_match_data_free(t.data);
}

/* How matches begin: with FIRST, or else as PCRE2 found out. */
static void
study_starts(struct dp_regex *re, int first)
{
	uint8_t only[32] = { 0 };
	const uint8_t *bits = NULL;
	uint32_t behind = 0;

	if (first >= 0) {
		only[first >> 3] = (uint8_t)(1u << (first & 7));
		bits = only;
	} else if (pcre2_pattern_info(re->code, PCRE2_INFO_FIRSTBITMAP,
				      &bits) ||
		   !bits) {
		return;
	}
	dpi_starts_bytes(&re->starts, bits);
	/* what stands before a match would decide as well */
	if (pcre2_pattern_info(re->code, PCRE2_INFO_MAXLOOKBEHIND, &behind) ==
		    0 &&
	    behind == 0)
		study_prefixes(re);
}

/* The bytes that matches of the PATTERN start with, *FIRST, and hold. */
static void
study_required(struct dp_regex *re, dp_str pattern, unsigned flags, int *first)
{
	bool literal = flags & DP_REGEX_LITERAL;

	if ((flags & DP_REGEX_ICASE) || (!literal && may_ignore_case(pattern)))
		return;
	*first = required(re->code, PCRE2_INFO_FIRSTCODETYPE,
			  PCRE2_INFO_FIRSTCODEUNIT);
	re->last = required(re->code, PCRE2_INFO_LASTCODETYPE,
			    PCRE2_INFO_LASTCODEUNIT);
	/* PCRE2 makes one letter of either case of [Aa], and does not say so */
	if (literal || dp_str_find(pattern, '[') < 0)
		return;
	if (is_letter(*first))
		*first = -1;
	if (is_letter(re->last))
		re->last = -1;
}

static unsigned
groups_of(const pcre2_code *code)
{
	uint32_t n = 0;

	(void)pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &n);
	return n;
}

static void
study(struct dp_regex *re, dp_str pattern, unsigned flags)
{
	uint32_t n = 0;
	int first = -1;

	re->jit = pcre2_jit_compile(re->code, PCRE2_JIT_COMPLETE) == 0;
	/* in characters, of which none is shorter than a byte */
	if (pcre2_pattern_info(re->code, PCRE2_INFO_MINLENGTH, &n) == 0)
		re->least_bytes = n;
	study_required(re, pattern, flags, &first);
	study_starts(re, first);
}

struct dp_regex *
dp_regex_new(dp_str pattern, unsigned flags, struct dp_err *err)
{
	uint32_t options = PCRE2_UTF;
	struct dp_regex *re;
	pcre2_code *code;
	int error = 0;
	PCRE2_SIZE at = 0;

	if (flags & DP_REGEX_LITERAL)
		options |= PCRE2_LITERAL;
	else
		options |= PCRE2_NEVER_BACKSLASH_C |
			   (flags & DP_REGEX_ASCII ? 0 : PCRE2_UCP);
	if (flags & DP_REGEX_ICASE)
		options |= PCRE2_CASELESS;
	if (flags & DP_REGEX_WHOLE)
		options |= PCRE2_ANCHORED | PCRE2_ENDANCHORED;
	code = pcre2_compile((PCRE2_SPTR)(pattern.p ? pattern.p : ""),
			     pattern.n, options, &error, &at, NULL);
	if (!code)
		return fail(pattern, error, at, err);
	re = dp_alloc0(sizeof(*re));
	re->code = code;
	re->last = -1;
	re->groups = groups_of(code);
	if (!(flags & DP_REGEX_ONCE))
		study(re, pattern, flags);
	return re;
}

void
dp_regex_free(struct dp_regex *re)
{
	if (!re)
		return;
	pcre2_code_free(re->code);
	free(re);
}

unsigned
dp_regex_groups(const struct dp_regex *re)
{
	return re->groups;
}

int
dpi_regex_group_number(const struct dp_regex *re, dp_str name)
{
	char text[GROUP_NAME_BYTES];

	if (name.n == 0 || name.n >= sizeof(text) || memchr(name.p, 0, name.n))
		return -1;
	memcpy(text, name.p, name.n);
	text[name.n] = '\0';
	return pcre2_substring_number_from_name(re->code, (PCRE2_SPTR)text);
}

/* ---- matching --------------------------------------------------------- */

struct dp_match *
dp_match_new(const struct dp_regex *re)
{
	struct dp_match *m = dp_alloc0(sizeof(*m));

	m->data = need(pcre2_match_data_create_from_pattern(re->code, NULL));
	m->context = need(pcre2_match_context_create(NULL));
	pcre2_set_heap_limit(m->context, HEAP_KIB);
	m->span = pcre2_get_ovector_pointer(m->data);
	m->groups = re->groups;
	return m;
}

void
dp_match_free(struct dp_match *m)
{
	if (!m)
		return;
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->context);
	pcre2_jit_stack_free(m->stack);
	free(m);
}

/*
 * Steps allowed at each place where a match may start, in a subject of
 * N_BYTES: enough for every linear pattern, and soon reached by others.
 */
static uint32_t
steps(size_t n_bytes)
{
	return n_bytes < 0x10000000 ? 100000 + 4 * (uint32_t)n_bytes :
				      UINT32_MAX;
}

static int
match_jit(const struct dp_regex *re, dp_str s, size_t from, struct dp_match *m)
{
	int rc = pcre2_jit_match(re->code, (PCRE2_SPTR)s.p, s.n, from, 0,
				 m->data, m->context);

	if (rc != PCRE2_ERROR_JIT_STACKLIMIT || m->stack)
		return rc;
	m->stack = pcre2_jit_stack_create(JIT_STACK_BYTES, JIT_STACK_MAX_BYTES,
					  NULL);
	if (!m->stack)
		return rc;
	pcre2_jit_stack_assign(m->context, NULL, m->stack);
	return pcre2_jit_match(re->code, (PCRE2_SPTR)s.p, s.n, from, 0, m->data,
			       m->context);
}

/* May S, which PCRE2 would take longer to find out, hold a match? */
static inline bool
may_match(const struct dp_regex *re, dp_str s,
	  bool (*start)(const struct dpi_starts *, dp_str))
{
	if (s.n < re->least_bytes)
		return false;
	if (!s.n)
		return !re->starts.known && re->last < 0;
	if (re->starts.known && !start(&re->starts, s))
		return false;
	return re->last < 0 || memchr(s.p, re->last, s.n);
}

bool
dp_regex_may_match(const struct dp_regex *re, dp_str s)
{
	return may_match(re, s, dpi_starts_in);
}

bool
dp_regex_may_match_near(const struct dp_regex *re, dp_str s)
{
	return may_match(re, s, dpi_starts_near);
}

int
dp_regex_find(const struct dp_regex *re, dp_str s, size_t from_bytes,
	      struct dp_match *m)
{
	int rc;

	if (!s.p)
		s = DP_S("");
	if (from_bytes > s.n ||
	    !dp_regex_may_match(re, dp_str_from(s, from_bytes)))
		return 0;
	pcre2_set_match_limit(m->context, steps(s.n));
	pcre2_set_depth_limit(m->context, steps(s.n));
	rc = PCRE2_ERROR_JIT_STACKLIMIT;
	if (re->jit)
		rc = match_jit(re, s, from_bytes, m);
	/* no JIT, or no stack for it: the interpreter uses the heap */
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(re->code, (PCRE2_SPTR)s.p, s.n, from_bytes,
				 PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, m->data,
				 m->context);
	if (rc >= 0)
		return 1;
	return rc == PCRE2_ERROR_NOMATCH ? 0 : -1;
}

dp_str
dp_match_group(const struct dp_match *m, dp_str s, unsigned i)
{
	size_t from, to;

	if (i > m->groups)
		return (dp_str){ NULL, 0 };
	from = m->span[2 * i];
	to = m->span[2 * i + 1];
	if (from == PCRE2_UNSET || to < from)
		return (dp_str){ NULL, 0 };
	return (dp_str){ s.p ? s.p + from : "", to - from };
}

void
dp_match_span(const struct dp_match *m, size_t *from, size_t *to)
{
	*from = m->span[0];
	/* \K can put the start behind the end */
	*to = m->span[1] < m->span[0] ? m->span[0] : m->span[1];
}
