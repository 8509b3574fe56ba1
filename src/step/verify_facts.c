/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gathering facts: each value is looked at once, however often it comes, and
 * what was seen is counted for every record. Judging them is in
 * verify_judge.c.
 */
#include "step/verify_inner.h"

#include <ctype.h>
#include <stdlib.h>

#include "text/repair.h"

/* An odd number, 2^64 by the golden ratio: it spreads what stood before. */
#define HASH_STEP 0x9E3779B97F4A7C15ull

void
dpi_tally_add(struct dpi_tally *t, struct dp_arena *a, uint64_t record,
	      uint64_t line, dp_str value)
{
	t->count++;
	if (t->n_samples < DP_SAMPLES) {
		struct dp_sample *s = &t->sample[t->n_samples++];

		s->record = record;
		s->line = line;
		s->value = dp_keep(a, value);
	}
}

struct dp_finding *
dpi_tally_file(const struct dpi_tally *t, enum dp_finding_id id, dp_str column,
	       struct dp_findings *out)
{
	struct dp_finding *g = NULL;

	for (unsigned i = 0; i < t->n_samples; i++)
		g = dp_finding_add(out, id, column, t->sample[i].line,
				   t->sample[i].record, t->sample[i].value);
	if (g)
		g->count = t->count;
	return g;
}

void
dpi_facts_init(struct dpi_facts *f, const struct dp_column *c,
	       struct dpi_facts_store *store)
{
	memset(f, 0, sizeof *f);
	f->column = c;
	f->store = store;
	f->value.shared = &store->text;
	dp_profile_init(&f->profile, c->name);
	f->code = f->profile.code;
	f->says_date = dpi_says_date(c->name);
}

void
dpi_facts_done(struct dpi_facts *f)
{
	dpi_strtab_done(&f->value);
	dpi_alike_done(&f->alike);
	free(f->traits);
	free(f->count);
	free(f->line);
}

void
dpi_facts_store_done(struct dpi_facts_store *s)
{
	dp_arena_done(&s->text);
	dp_buf_done(&s->scratch);
}

uint64_t
dpi_facts_present(const struct dpi_facts *f, uint64_t n_records)
{
	return n_records - f->n_missing - dpi_facts_count(f, DPI_NA_WORD);
}

#define BIT(trait) (1u << (trait))

/* Soft hyphens, marks and orders of direction, controls. */
static bool
is_invisible(uint32_t c)
{
	return c == 0xAD || c == 0x200E || c == 0x200F ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
	       (c < 0x20 && c != '\n' && c != '\r') || c == 0x7F;
}

/*
 * Is the no-break space of N_BYTES at I of V one that French typography asks
 * for: before a sign of two parts, a per cent, a euro or a closing guillemet,
 * behind an opening one, a digit, a point or the sign of number?
 */
static bool
is_typographic(dp_str v, size_t i, unsigned n_bytes)
{
	static const char *const behind[] = { ";", ":",      "!",     "?",
					      "%", "\u00bb", "\u20ac" };
	dp_str before = { v.p, i }, rest = dp_str_from(v, i + n_bytes);

	if (!dp_str_starts(dp_str_from(v, i), "\u00a0") &&
	    !dp_str_starts(dp_str_from(v, i), "\u202f"))
		return false;
	for (size_t k = 0; k < sizeof behind / sizeof *behind; k++)
		if (dp_str_starts(rest, behind[k]))
			return true;
	return i > 0 &&
	       (isdigit((unsigned char)v.p[i - 1]) || v.p[i - 1] == '.' ||
		(i > 1 && (dp_str_is(dp_str_from(before, i - 2), "\u00ab") ||
			   dp_str_is(dp_str_from(before, i - 2), "\u00b0"))));
}

/*
 * Spaces inside that are doubled or not the ordinary one; spaces that show
 * at an end once what nobody sees is gone.
 */
static uint32_t
look_at_spaces(dp_str v)
{
	uint32_t traits = 0;
	bool before = false, any = false;

	for (size_t i = 0; i < v.n;) {
		unsigned char c = (unsigned char)v.p[i];
		unsigned k = c == ' ' || c == '\t' || c >= 0x80 ?
				     dp_space_bytes(dp_str_from(v, i)) :
				     0;
		uint32_t u = 0;

		if (k == 0) {
			k = dp_utf8_decode(v.p + i, v.n - i, &u);
			i += k ? k : 1;
			if (is_invisible(u)) {
				traits |= BIT(DPI_INVISIBLE);
				continue;
			}
			if (c == '\n' || c == '\r')
				traits |= BIT(DPI_LAID_OUT);
			before = false;
			any = true;
			continue;
		}
		(void)dp_utf8_decode(v.p + i, v.n - i, &u);
		i += k;
		if (u == 0x200B || u == 0x2060 || u == 0xFEFF) {
			traits |= BIT(DPI_INVISIBLE);
			continue;
		}
		if (!before && is_typographic(v, i - k, k))
			traits |= BIT(DPI_LAID_OUT);
		else if (before || k > 1 || c == '\t')
			traits |= BIT(DPI_INNER_SPACE);
		if (!any)
			traits |= BIT(DPI_OUTER_SPACE);
		before = true;
	}
	return traits | (before ? BIT(DPI_OUTER_SPACE) : 0);
}

/* 9999, 99999 …: what stands where a form demanded a number. */
static bool
is_nines(dp_str canonical)
{
	bool nines = canonical.n >= 4;

	for (size_t i = 0; nines && i < canonical.n; i++)
		nines = canonical.p[i] == '9';
	return nines;
}

/* 1,234 is one and a bit in French, one thousand in English. */
static uint32_t
look_at_comma(dp_str v)
{
	static const struct dp_number_opts en = { DP_NUMBER_EN, true, true };
	char text[DP_NUMBER_BYTES];
	size_t n;

	return dp_str_find(v, ',') >= 0 &&
			       dp_number_read(v, &en, text, sizeof text, &n) ==
				       DP_NUMBER_OK ?
		       BIT(DPI_NUMBER_COMMA) :
		       0;
}

static uint32_t
look_at_number(dp_str v)
{
	static const struct dp_number_opts fr = { DP_NUMBER_FR, true, true };
	static const struct dp_number_opts en = { DP_NUMBER_EN, true, true };
	char text[DP_NUMBER_BYTES];
	uint32_t traits = 0;
	struct dp_datum d;
	size_t n;

	dp_datum_read(v, &d);
	if (d.kind == DP_DATUM_NUMBER)
		return BIT(DPI_NUMBER) | (is_nines(v) ? BIT(DPI_NINES) : 0) |
		       (dp_str_is(v, "0") ? BIT(DPI_ZERO) : 0) |
		       (dp_number_read(v, &fr, text, sizeof text, &n) ==
					DP_NUMBER_AMBIGUOUS ?
				BIT(DPI_NUMBER_TWO) :
				0);
	/* 0012,5 may be a code: number would leave it, so it is none here. */
	if (dp_number_zero_led(v))
		return 0;
	if (dp_number_read(v, &fr, text, sizeof text, &n) == DP_NUMBER_OK)
		traits = BIT(DPI_NUMBER_FR) | look_at_comma(v);
	else if (dp_number_read(v, &en, text, sizeof text, &n) == DP_NUMBER_OK)
		traits = BIT(DPI_NUMBER_EN);
	if (traits && is_nines((dp_str){ text, n }))
		traits |= BIT(DPI_NINES);
	return traits;
}

static bool
is_scientific(dp_str v)
{
	bool digit = false;

	for (size_t i = 0; i < v.n; i++) {
		char c = v.p[i];

		if ((c == 'e' || c == 'E') && digit && i + 1 < v.n &&
		    v.p[i + 1] == '+')
			return true;
		if (!isdigit((unsigned char)c) && c != ',' && c != '.')
			return false;
		digit = true;
	}
	return false;
}

static uint32_t
look_at_code(struct dpi_facts *f, dp_str v)
{
	int check;

	if (is_scientific(v))
		return BIT(DPI_SCIENTIFIC);
	f->store->scratch.n = 0;
	if (dp_code_normalise(f->code, v, false, &f->store->scratch) >= 0)
		return BIT(DPI_CODE) |
		       (dp_str_eq(v, dp_buf_view(&f->store->scratch)) ?
				0 :
				BIT(DPI_CODE_UNTIDY));
	f->store->scratch.n = 0;
	check = f->code->pads ? dp_code_normalise(f->code, v, true,
						  &f->store->scratch) :
				-1;
	return BIT(check >= 0 ? DPI_CODE_SHORT : DPI_CODE_BAD);
}

static uint32_t
look_at(struct dpi_facts *f, dp_str v)
{
	const uint32_t typed = BIT(DPI_NUMBER) | BIT(DPI_NUMBER_FR) |
			       BIT(DPI_NUMBER_EN) | BIT(DPI_DATE_ISO) |
			       BIT(DPI_DATE_DIGITS) | BIT(DPI_DATE_WORDS) |
			       BIT(DPI_DATE_IMPOSSIBLE) | BIT(DPI_DATE_ZERO) |
			       BIT(DPI_CODE) | BIT(DPI_CODE_SHORT);
	uint32_t traits;

	f->store->scratch.n = 0;
	if (dp_missing_word(v, &f->store->scratch))
		return BIT(DPI_NA_WORD);
	traits = look_at_spaces(v);
	f->store->scratch.n = 0;
	if (dpi_mojibake_undo(v, 2, &f->store->scratch) != DPI_MOJIBAKE_NONE)
		traits |= BIT(DPI_MOJIBAKE);
	f->store->scratch.n = 0;
	if (dp_str_find(v, '&') >= 0 &&
	    dpi_unescape_html(v, &f->store->scratch))
		traits |= BIT(DPI_ENTITY);
	if (f->code)
		traits |= look_at_code(f, v);
	traits |= look_at_number(v);
	if (!(traits & BIT(DPI_NUMBER)))
		traits |= dpi_look_at_date(v, f->says_date);
	if (!(traits & typed))
		traits |= BIT(DPI_OTHER);
	return traits;
}

/*
 * What stands around the value V of CELL, which dp_trim takes all of: blanks,
 * and what controls removes or makes a blank, which is counted as unseen.
 */
static uint32_t
look_at_ends(dp_str cell, dp_str v)
{
	uint32_t traits = 0;

	for (dp_str s = cell; s.n > 0;) {
		uint32_t c = 0;
		unsigned n;

		if (s.p == v.p) {
			s = dp_str_from(s, v.n);
			continue;
		}
		n = dp_utf8_decode(s.p, s.n, &c);
		if (n == 0)
			break;
		if (c == 0x200B || c == 0x2060 || c == 0xFEFF) {
			traits |= BIT(DPI_INVISIBLE);
		} else {
			traits |= BIT(DPI_OUTER_SPACE);
			if (c == 0x0B || c == 0x0C || c == 0x85 ||
			    c == 0x2028 || c == 0x2029)
				traits |= BIT(DPI_INVISIBLE);
		}
		s = dp_str_from(s, n);
	}
	return traits;
}

static void
count_trait(struct dpi_facts *f, unsigned t, uint64_t record, uint64_t line,
	    dp_str cell)
{
	struct dp_arena *a = &f->store->text;

	if (!f->tally[t]) {
		f->tally[t] = dp_arena_alloc(a, sizeof *f->tally[t]);
		memset(f->tally[t], 0, sizeof *f->tally[t]);
	}
	dpi_tally_add(f->tally[t], a, record, line, cell);
}

void
dpi_facts_add(struct dpi_facts *f, dp_str cell, uint64_t record, uint64_t line,
	      bool keep)
{
	dp_str v = dp_trim(cell);
	struct dp_datum d;
	uint32_t traits;
	ptrdiff_t at;
	bool added = false;

	f->cells = (f->cells ^ dp_hash64(v.n ? v.p : "", v.n)) * HASH_STEP;
	if (v.n == 0) {
		f->n_missing++;
		return;
	}
	dpi_indents_add(&f->indents, &f->store->text, cell);
	dp_datum_read(cell, &d);
	at = keep ? (ptrdiff_t)dpi_strtab_add(&f->value, v, &added) :
		    dpi_strtab_find(&f->value, v);
	if (at >= 0 && !added) {
		traits = f->traits[at];
	} else {
		traits = look_at(f, v);
		f->full = f->full || at < 0;
	}
	if (added) {
		size_t i = (size_t)at;

		dp_grow(&f->traits, &f->cap_traits, i, sizeof *f->traits);
		dp_grow(&f->count, &f->cap_count, i, sizeof *f->count);
		dp_grow(&f->line, &f->cap_line, i, sizeof *f->line);
		f->traits[i] = traits;
		f->count[i] = 0;
		f->line[i] = line;
	}
	if (at >= 0)
		f->count[at]++;
	if (!(traits & BIT(DPI_NA_WORD)))
		dp_profile_add(&f->profile, &d, record, line);
	if (v.n != cell.n)
		traits |= look_at_ends(cell, v);
	for (; traits; traits &= traits - 1)
		count_trait(f, (unsigned)__builtin_ctz(traits), record, line,
			    cell);
}
