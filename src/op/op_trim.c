/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trim: white space at both ends of a cell. Inside it is squeeze's.
 */
#include "op/work.h"

#include "base/i18n.h"

/* True for a byte that is surely no white space, wherever it stands. */
static bool
is_solid(unsigned char c)
{
	return c > 0x20 && c < 0x80;
}

static dp_str
trim(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	static const dp_str nothing = { NULL, 0 };
	const unsigned char *p = (const unsigned char *)in.p;
	dp_str out;

	(void)s;
	(void)w;
	if (in.n == 0)
		return in;
	/* 0xc3 starts the letters from À to ÿ */
	if ((is_solid(p[0]) || p[0] == 0xc3) &&
	    (is_solid(p[in.n - 1]) || (in.n > 1 && p[in.n - 2] == 0xc3)))
		return in;
	out = dp_trim(in);
	return out.n ? out : nothing;
}

/* Cells with something else than a solid character at an end. */
static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	size_t k = 0;

	(void)s;
	for (size_t i = 0; i < n; i++, c += stride) {
		const unsigned char *p = (const unsigned char *)c->p;

		if (c->n == 0)
			continue;
		hit[k] = (uint32_t)i;
		k += !is_solid(p[0]) || !is_solid(p[c->n - 1]);
	}
	return k;
}

static const struct dp_example examples[] = {
	{ "x", " Ada ", "Ada" },
	{ "x", "Saint-\xc3\x89tienne  ", "Saint-\xc3\x89tienne" },
	{ "x", "\u00a0Marseille", "Marseille" },
	{ "x", "12 500\u202f", "12 500" },
	{ "x", "\tGap\r\n", "Gap" },
	{ "x", "\u200bNice\ufeff", "Nice" },
	{ "x", "B o b", "B o b" },
	{ "x", "   ", "" },
	{ "", " toutes les colonnes ", "toutes les colonnes" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_trim = {
	.name = "trim",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[COLUMNS]"),
	.summary = N_("Remove white space at both ends of each cell."),
	.why = N_("A space that nobody sees makes two towns out of one: "
		  "\"Gap\" and \"Gap \" are counted apart and do not join. "
		  "Ordinary spaces, no-break spaces, tabs, line ends and "
		  "invisible characters of width zero are removed; what "
		  "stands inside the cell is left alone (see squeeze)."),
	.cell = trim,
	.suspects = suspects,
	.doubts = dpi_doubts_blanks,
	.needs = dpi_needs_columns,
	.example = examples,
};
