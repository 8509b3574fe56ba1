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
#include "base/lane.h"
#include "text/regex.h"

#define HEAP_KIB 65536u
#define JIT_STACK_BYTES (32u * 1024)
#define JIT_STACK_MAX_BYTES (1024u * 1024)
#define GROUP_NAME_BYTES 128
#define STARTS_FEW 4u

struct dp_regex {
	pcre2_code *code;
	bool jit;
	unsigned groups;
	size_t least_bytes; /* no shorter subject matches */
	int first, last;    /* bytes every match starts with, holds; or -1 */
	bool has_starts;    /* every match starts with one of starts */
	bool starts[256];
	/* they, where there are few; n_few: how many there are */
	unsigned char few[STARTS_FEW];
	unsigned n_few;
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

/* The bytes that matches start with, where PCRE2 found some. */
static void
study_starts(struct dp_regex *re)
{
	const uint8_t *bits = NULL;

	if (pcre2_pattern_info(re->code, PCRE2_INFO_FIRSTBITMAP, &bits) ||
	    !bits)
		return;
	re->has_starts = true;
	for (unsigned c = 0; c < 256; c++) {
		re->starts[c] = bits[c >> 3] >> (c & 7) & 1;
		if (!re->starts[c])
			continue;
		if (re->n_few < STARTS_FEW)
			re->few[re->n_few] = (unsigned char)c;
		re->n_few++;
	}
	/* an unused place says what another says */
	for (unsigned i = re->n_few; re->n_few > 0 && i < STARTS_FEW; i++)
		re->few[i] = re->few[0];
}

static void
study(struct dp_regex *re, dp_str pattern, unsigned flags)
{
	uint32_t n = 0;

	study_starts(re);
	re->jit = pcre2_jit_compile(re->code, PCRE2_JIT_COMPLETE) == 0;
	if (pcre2_pattern_info(re->code, PCRE2_INFO_CAPTURECOUNT, &n) == 0)
		re->groups = n;
	/* in characters, of which none is shorter than a byte */
	if (pcre2_pattern_info(re->code, PCRE2_INFO_MINLENGTH, &n) == 0)
		re->least_bytes = n;
	if ((flags & DP_REGEX_ICASE) ||
	    (!(flags & DP_REGEX_LITERAL) && may_ignore_case(pattern)))
		return;
	re->first = required(re->code, PCRE2_INFO_FIRSTCODETYPE,
			     PCRE2_INFO_FIRSTCODEUNIT);
	re->last = required(re->code, PCRE2_INFO_LASTCODETYPE,
			    PCRE2_INFO_LASTCODEUNIT);
	/* PCRE2 makes one letter of either case of [Aa], and does not say so */
	if ((flags & DP_REGEX_LITERAL) || !memchr(pattern.p, '[', pattern.n))
		return;
	if (is_letter(re->first))
		re->first = -1;
	if (is_letter(re->last))
		re->last = -1;
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
	re->first = re->last = -1;
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

static void *
need(void *p)
{
	/* PCRE2 returns NULL for want of memory only: let it end as usual */
	return p ? p : dp_alloc(SIZE_MAX / 2);
}

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

/* Which of the 16 bytes at P are among the few that matches start with? */
static inline dpi_lane
starts_at(const struct dp_regex *re, const char *p)
{
	const unsigned char *few = re->few;
	dpi_lane x = dpi_lane_load(p);

	return (dpi_lane)((x == few[0]) | (x == few[1]) | (x == few[2]) |
			  (x == few[3]));
}

static inline bool
starts_in(const struct dp_regex *re, const char *p)
{
	return dpi_lane_any(starts_at(re, p));
}

/* The same of S, of 32 bytes at most, when 32 may be read. */
static inline bool
starts_in_short(const struct dp_regex *re, dp_str s)
{
	size_t more = s.n > DPI_LANE_BYTES ? s.n - DPI_LANE_BYTES : 0;

	return dpi_lane_any((starts_at(re, s.p) & dpi_lane_first(s.n - more)) |
			    (starts_at(re, s.p + DPI_LANE_BYTES) &
			     dpi_lane_first(more)));
}

/* The same of S, of 16 bytes at least: the last of them twice, perhaps. */
static bool
starts_in_long(const struct dp_regex *re, dp_str s)
{
	for (size_t i = 0; i + DPI_LANE_BYTES < s.n; i += DPI_LANE_BYTES)
		if (starts_in(re, s.p + i))
			return true;
	return starts_in(re, s.p + s.n - DPI_LANE_BYTES);
}

/* Does S hold none of the bytes that matches start with? */
static bool
starts_nowhere(const struct dp_regex *re, dp_str s)
{
	const bool *starts = re->starts;
	const unsigned char *p = (const unsigned char *)s.p, *end = p + s.n;

	if (s.n >= DPI_LANE_BYTES && re->n_few <= STARTS_FEW)
		return !starts_in_long(re, s);
	for (; end - p >= 4; p += 4)
		if (starts[p[0]] | starts[p[1]] | starts[p[2]] | starts[p[3]])
			return false;
	while (p < end && !starts[*p])
		p++;
	return p == end;
}

bool
dp_regex_may_match(const struct dp_regex *re, dp_str s)
{
	if (s.n < re->least_bytes)
		return false;
	if (!s.n)
		return !re->has_starts && re->first < 0 && re->last < 0;
	/* a call of PCRE2 costs more than all of these together */
	if (re->has_starts && starts_nowhere(re, s))
		return false;
	if (re->first >= 0 && !memchr(s.p, re->first, s.n))
		return false;
	return re->last < 0 || memchr(s.p, re->last, s.n);
}

bool
dp_regex_may_match_near(const struct dp_regex *re, dp_str s)
{
	/* a few bytes are searched whole, without asking where they end */
	if (s.n && s.n <= 2 * DPI_LANE_BYTES && re->has_starts &&
	    re->n_few <= STARTS_FEW && !starts_in_short(re, s))
		return false;
	return dp_regex_may_match(re, s);
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
