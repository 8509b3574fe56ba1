/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * entities: characters as HTML writes them. Tags are not removed: <b> may be
 * text.
 */
#include "op/work.h"

#include "base/i18n.h"
#include "text/repair.h"

static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	size_t k = 0;

	(void)s;
	for (size_t i = 0; i < n; i++, c += stride) {
		hit[k] = (uint32_t)i;
		k += c->n > 0 && memchr(c->p, '&', c->n) != NULL;
	}
	return k;
}

static dp_str
unescape(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	struct dp_buf *made = w->local;

	(void)s;
	made->n = 0;
	return dpi_unescape_html(in, made) ?
		       dpi_made(w, in, dp_buf_view(made)) :
		       in;
}

static const struct dp_example examples[] = {
	{ "x", "Caf&eacute; &amp; th&eacute;", "Caf\u00e9 & th\u00e9" },
	{ "x", "l&#039;\u00e9cole", "l'\u00e9cole" },
	{ "x", "12 &euro;", "12 \u20ac" },
	{ "x", "&#xE9;t&#233;", "\u00e9t\u00e9" },
	{ "x", "l&#146;art", "l\u2019art" },
	{ "x", "Caf&amp;eacute;", "Caf\u00e9" },
	{ "x", "R&D & AT&T", "R&D & AT&T" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_entities = {
	.name = "entities",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[COLUMNS]"),
	.summary = N_("Write &eacute; and the like as characters."),
	.why = N_("Texts taken from web pages keep the way HTML writes signs: "
		  "&eacute;, &#39;, &nbsp;. Some are escaped twice "
		  "(&amp;eacute;): that is undone too. Unknown names and & "
		  "alone stay as they are."),
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = unescape,
	.suspects = suspects,
	.needs = dpi_needs_columns,
	.example = examples,
};
