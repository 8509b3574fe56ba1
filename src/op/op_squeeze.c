/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * squeeze: each run of white space inside a cell becomes one space. Runs at
 * the ends become one space too: removing them is trim's.
 */
#include "op/work.h"

#include "base/i18n.h"
#include "base/lane.h"

/*
 * Bytes of the run of white space at the start of S; *SEEN when one of it
 * takes room on the page, as opposed to characters of width zero.
 */
static size_t
run_bytes(dp_str s, bool *seen)
{
	size_t n = 0;
	unsigned len;

	*seen = false;
	while ((len = dp_space_bytes(dp_str_from(s, n))) > 0) {
		const unsigned char *p = (const unsigned char *)s.p + n;
		bool zero = len == 3 &&
			    ((p[0] == 0xe2 && p[1] == 0x80 && p[2] == 0x8b) ||
			     (p[0] == 0xe2 && p[1] == 0x81 && p[2] == 0xa0) ||
			     p[0] == 0xef);

		*seen |= !zero;
		n += len;
	}
	return n;
}

/* The bytes of X that may be, or start, white space other than a space. */
static inline dpi_lane
may_be_other(dpi_lane x)
{
	return (dpi_lane)((x < 0x20) | (x == 0xc2) | (x == 0xef) |
			  (x - 0xe1 < 3));
}

/*
 * The bytes of X that may have to change; NEXT are those one further. A space
 * at the end of a cell is one of them when a space follows the cell, which is
 * only slow.
 */
static inline dpi_lane
odd_bytes(dpi_lane x, dpi_lane next)
{
	return may_be_other(x) | (dpi_lane)((x == ' ') & (next == ' '));
}

/*
 * Where in S, from I on, a byte stands that may have to change, or whose space
 * before it may; near the end it is the next one, unless there is ROOM behind.
 */
static inline size_t
skip_quiet(dp_str s, size_t i, bool room)
{
	dpi_lane odd;

	for (; i + DPI_LANE_BYTES < s.n; i += DPI_LANE_BYTES) {
		odd = odd_bytes(dpi_lane_load(s.p + i),
				dpi_lane_load(s.p + i + 1));
		if (dpi_lane_any(odd))
			return i + dpi_lane_which(odd);
	}
	if (!room || i >= s.n)
		return i;
	odd = odd_bytes(dpi_lane_load(s.p + i), dpi_lane_load(s.p + i + 1)) &
	      dpi_lane_first(s.n - i);
	return dpi_lane_any(odd) ? i + dpi_lane_which(odd) : s.n;
}

/* Next run in S from *AT on that must change, its length in *LEN. */
static bool
next_change(dp_str s, bool room, size_t *at, size_t *len, bool *seen)
{
	size_t i = skip_quiet(s, *at, room);

	if (i > *at && s.p[i - 1] == ' ')
		i--;
	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i];

		/* letters, digits, punctuation, and the accents of Latin-1 */
		if ((c > 0x20 && c < 0xc2) || c == 0xc3 ||
		    (c == ' ' && i + 1 < s.n && s.p[i + 1] > ' ')) {
			i++;
			continue;
		}
		*len = run_bytes(dp_str_from(s, i), seen);
		if (*len == 0) {
			i++;
			continue;
		}
		if (*len > 1 || c != ' ') {
			*at = i;
			return true;
		}
		i++;
	}
	return false;
}

/* Longer texts are taken piece by piece. */
#define SHORT_BYTES (2 * DPI_LANE_BYTES)

/* Copies SHORT_BYTES, of which the last may be those at TO. */
static inline void
copy_short(char *to, const char *from)
{
	const dpi_lane x = dpi_lane_load(from);
	const dpi_lane y = dpi_lane_load(from + DPI_LANE_BYTES);

	memcpy(to, &x, sizeof x);
	memcpy(to + DPI_LANE_BYTES, &y, sizeof y);
}

/*
 * The same for at most SHORT_BYTES, with as many that may be read behind them,
 * where only spaces are to go. False for anything else.
 */
static bool
squeeze_short(struct dp_work *w, dp_str in, dp_str *out)
{
	const dpi_lane x = dpi_lane_load(in.p);
	const dpi_lane y = dpi_lane_load(in.p + DPI_LANE_BYTES);
	const uint32_t all = UINT32_MAX >> (SHORT_BYTES - in.n);
	uint32_t other = dpi_lane_bits(may_be_other(x)) |
			 dpi_lane_bits(may_be_other(y)) << DPI_LANE_BYTES;
	uint32_t space = dpi_lane_bits((dpi_lane)(x == ' ')) |
			 dpi_lane_bits((dpi_lane)(y == ' ')) << DPI_LANE_BYTES;
	uint32_t gone = space & space << 1 & all;
	size_t from = 0;
	char *to;

	if (other & all)
		return false;
	*out = in;
	if (!gone)
		return true;
	out->p = to = dp_arena_text(&w->batch->text, 2 * SHORT_BYTES);
	out->n = in.n - (size_t)__builtin_popcount(gone);
	for (; gone; gone &= gone - 1) {
		size_t at = (size_t)__builtin_ctz(gone);

		copy_short(to, in.p + from);
		to += at - from;
		from = at + 1;
	}
	copy_short(to, in.p + from);
	return true;
}

static dp_str
squeeze(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	dp_str out = { NULL, 0 };
	size_t at = 0, len = 0, from = 0;
	bool seen = false;
	char *p;

	(void)s;
	if (in.n == 0)
		return in;
	if (w->room && in.n <= SHORT_BYTES && squeeze_short(w, in, &out))
		return out;
	if (!next_change(in, w->room, &at, &len, &seen))
		return in;
	p = dp_arena_text(&w->batch->text, in.n);
	out.p = p;
	do {
		memcpy(p, in.p + from, at - from);
		p += at - from;
		if (seen)
			*p++ = ' ';
		from = at += len;
	} while (next_change(in, w->room, &at, &len, &seen));
	memcpy(p, in.p + from, in.n - from);
	out.n = (size_t)(p - out.p) + in.n - from;
	if (out.n == 0)
		out.p = NULL;
	return out;
}

/* May the N bytes at P, which have room behind them, change? */
static inline bool
is_suspect(const char *p, size_t n)
{
	size_t at = 0;

	if (n <= DPI_LANE_BYTES)
		return dpi_lane_any(odd_bytes(dpi_lane_load(p),
					      dpi_lane_load(p + 1)) &
				    dpi_lane_first(n));
	for (; at + DPI_LANE_BYTES < n; at += DPI_LANE_BYTES)
		if (dpi_lane_any(odd_bytes(dpi_lane_load(p + at),
					   dpi_lane_load(p + at + 1))))
			return true;
	/* the last 16 bytes, some of them once more */
	at = n - DPI_LANE_BYTES;
	return dpi_lane_any(odd_bytes(dpi_lane_load(p + at),
				      dpi_lane_load(p + at + 1)));
}

static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	size_t k = 0;

	(void)s;
	for (size_t i = 0; i < n; i++, c += stride) {
		if (c->n == 0)
			continue;
		hit[k] = (uint32_t)i;
		k += !(c->flags & DP_CELL_ROOM) || is_suspect(c->p, c->n);
	}
	return k;
}

static const struct dp_example examples[] = {
	{ "x", "rue  de   la Paix", "rue de la Paix" },
	{ "x", "Aix\u00a0en Provence", "Aix en Provence" },
	{ "x", "12 rue Bel-Air\n05000 Gap", "12 rue Bel-Air 05000 Gap" },
	{ "x", "Mar\u200bseille", "Marseille" },
	{ "x", "salle\t \u202fdes f\u00eates", "salle des f\u00eates" },
	{ "x", " Ada ", " Ada " },
	{ "x", "B o b", "B o b" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_squeeze = {
	.name = "squeeze",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[COLUMNS]"),
	.summary = N_("Make each run of white space inside a cell one space."),
	.why = N_("Double spaces, no-break spaces, tabs and line breaks look "
		  "like one space and are not equal to it. After trim and "
		  "squeeze, what looks the same is the same. Characters of "
		  "width zero between two letters are removed."),
	.cell = squeeze,
	.suspects = suspects,
	.doubts = dpi_doubts_blanks,
	.needs = dpi_needs_columns,
	.example = examples,
};
