/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * case: capitals and small letters. What a title or a French name is, is
 * known by text (dp_case_change).
 */
#include "op/work.h"

#include "base/i18n.h"
#include "base/lane.h"

#define BYTES(x) (UINT64_C(0x0101010101010101) * (x))

struct change {
	enum dp_case how;
};

static const struct dp_param params[] = {
	{ "to", DP_P_CHOICE, NULL, "upper|lower|title|sentence|name-fr",
	  N_("what to make of it; name-fr writes French names of places and "
	     "people: Isle-sur-la-Sorgue"),
	  true },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct change *c = dp_arena_alloc(&s->arena, sizeof *c);

	(void)schema;
	(void)err;
	c->how = (enum dp_case)dp_step_choice(s, "to");
	s->self = c;
	return 0;
}

/* In each byte's top bit: is it an ASCII letter from FIRST to FIRST + 25? */
static inline uint64_t
letters(uint64_t w, unsigned first)
{
	uint64_t seven = w & BYTES(0x7f);
	uint64_t from = seven + BYTES(0x80u - first);
	uint64_t past = seven + BYTES(0x80u - first - 26);

	return from & ~past & ~w & BYTES(0x80);
}

/*
 * 0: S stays; 1: ASCII with letters to change; 2: other characters, so look
 * them up. FIRST is the first letter to change: 'A' or 'a'.
 */
static int
survey(dp_str s, unsigned first)
{
	uint64_t change = 0, high = 0;
	size_t i = 0;

	for (; i + 8 <= s.n; i += 8) {
		uint64_t w = dpi_load8(s.p + i);

		high |= w;
		change |= letters(w, first);
	}
	for (; i < s.n; i++) {
		high |= (unsigned char)s.p[i];
		change |= (unsigned char)s.p[i] - first < 26u;
	}
	if (high & BYTES(0x80))
		return 2;
	return change != 0;
}

static dp_str
change_ascii(struct dp_work *w, dp_str in, unsigned first)
{
	char *p = dp_arena_text(&w->batch->text, in.n);
	dp_str out = { p, in.n };

	for (size_t i = 0; i < in.n; i++) {
		unsigned char c = (unsigned char)in.p[i];

		p[i] = (char)(c - first < 26u ? c ^ 0x20 : c);
	}
	return out;
}

/*
 * The second byte C of a letter À to þ in the other case; 0 for ß and ÿ, whose
 * capitals are other letters. FIRST as above.
 */
static inline unsigned char
latin(unsigned char c, unsigned first)
{
	if (c == 0x9f || c == 0xbf)
		return 0;
	/* × and ÷ stand among them */
	if ((c & 0x1f) == 0x17 || (c < 0xa0) != (first == 'A'))
		return c;
	return c ^ 0x20;
}

/*
 * The same for text of ASCII and of letters from À to þ, which are two bytes,
 * 0xc3 the first, in either case. False, for anything else.
 */
static bool
change_latin(struct dp_work *w, dp_str in, unsigned first, dp_str *out)
{
	char *p = dp_arena_text(&w->batch->text, in.n);
	dp_str made = { p, in.n };
	bool same = true;

	for (size_t i = 0; i < in.n; i++) {
		unsigned char c = (unsigned char)in.p[i], to = c;

		if (c >= 0x80) {
			if (c != 0xc3 || i + 1 == in.n)
				return false;
			p[i++] = (char)c;
			c = (unsigned char)in.p[i];
			to = latin(c, first);
			if (to == 0)
				return false;
		} else if (c - first < 26u) {
			to = c ^ 0x20;
		}
		same &= to == c;
		p[i] = (char)to;
	}
	*out = same ? in : made;
	return true;
}

/*
 * The same for a text of at most DPI_LANE_BYTES, which must be good UTF-8 and
 * has room behind it, in one go.
 */
static bool
change_short(struct dp_work *w, dp_str in, unsigned first, dp_str *out)
{
	const unsigned char letter = (unsigned char)first;
	const unsigned char from = first == 'A' ? 0x80 : 0xa0;
	dpi_lane x = dpi_lane_load(in.p) & dpi_lane_first(in.n);
	dpi_lane high = (dpi_lane)(x >= 0x80);
	dpi_lane after = (dpi_lane)(dpi_lane_later(x) == 0xc3), change;

	if (dpi_lane_any((high & ~after & (dpi_lane)(x != 0xc3)) |
			 (after & (dpi_lane)((x == 0x9f) | (x == 0xbf)))))
		return false;
	/* × and ÷ stand among the letters */
	change = (dpi_lane)(x - letter < 26) |
		 (after & (dpi_lane)(x - from < 0x20) &
		  (dpi_lane)((x & 0x1f) != 0x17));
	*out = in;
	if (!dpi_lane_any(change))
		return true;
	x ^= change & 0x20;
	out->p = memcpy(dp_arena_text(&w->batch->text, DPI_LANE_BYTES), &x,
			sizeof x);
	return true;
}

static bool
is_upper_or_lower(const struct change *c)
{
	return c->how == DP_CASE_UPPER || c->how == DP_CASE_LOWER;
}

static unsigned
first_letter(const struct change *c)
{
	return c->how == DP_CASE_UPPER ? 'a' : 'A';
}

/* May case change C's text? FIRST as above. */
static inline bool
is_suspect(const struct dp_cell *c, unsigned first)
{
	const unsigned char letter = (unsigned char)first;
	dpi_lane x;

	if (c->n > DPI_LANE_BYTES || !(c->flags & DP_CELL_ROOM))
		return survey(dp_cell_str(c), first) != 0;
	x = dpi_lane_load(c->p);
	return dpi_lane_any((dpi_lane)((x >= 0x80) | (x - letter < 26)) &
			    dpi_lane_first(c->n));
}

static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	const struct change *x = s->self;
	bool all = !is_upper_or_lower(x);
	unsigned first = first_letter(x);
	size_t k = 0;

	for (size_t i = 0; i < n; i++, c += stride) {
		hit[k] = (uint32_t)i;
		k += c->n > 0 && (all || is_suspect(c, first));
	}
	return k;
}

/* Any text, in any way. */
__attribute__((noinline)) static dp_str
change_any(const struct change *c, struct dp_work *w, dp_str in)
{
	struct dp_buf *made = w->local;
	dp_str out;

	if (is_upper_or_lower(c)) {
		unsigned first = first_letter(c);
		int kind = survey(in, first);

		if (kind == 0)
			return in;
		if (kind == 1)
			return change_ascii(w, in, first);
		if (change_latin(w, in, first, &out))
			return out;
	}
	made->n = 0;
	dp_case_change(in, c->how, made);
	return dpi_made(w, in, dp_buf_view(made));
}

static dp_str
change(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct change *c = s->self;
	dp_str out;

	if (in.n == 0)
		return in;
	/* of a short text one look is enough */
	if (w->room && in.n <= DPI_LANE_BYTES && is_upper_or_lower(c) &&
	    change_short(w, in, first_letter(c), &out))
		return out;
	return change_any(c, w, in);
}

static const struct dp_example examples[] = {
	{ "x to=lower", "\u00c9COLE PRIMAIRE", "\u00e9cole primaire" },
	{ "x to=upper", "Saint-\u00c9tienne", "SAINT-\u00c9TIENNE" },
	{ "x to=upper", "2a004", "2A004" },
	{ "x to=title", "HUGO victor", "Hugo Victor" },
	{ "x to=sentence", "SALLE DES F\u00caTES", "Salle des f\u00eates" },
	{ "x to=name-fr", "L'ISLE-SUR-LA-SORGUE", "L'Isle-sur-la-Sorgue" },
	{ "x to=name-fr", "saint-r\u00e9my-de-provence",
	  "Saint-R\u00e9my-de-Provence" },
	{ "x to=lower", "13 mars", "13 mars" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_case = {
	.name = "case",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS to=upper|lower|title|sentence|name-fr"),
	.summary = N_("Change to capitals, small letters or name style."),
	.why = N_("MARSEILLE, Marseille and marseille are three values for a "
		  "computer. Codes and e-mail addresses go well in one case; "
		  "names of places read best in name-fr, which keeps de, la, "
		  "sur small. Accents are kept and capitals get theirs."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = change,
	.suspects = suspects,
	.needs = dpi_needs_columns,
	.example = examples,
};
