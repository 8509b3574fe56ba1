/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unicode: one way of writing each character (UAX #15). Quotes and dashes
 * are punct's, accents that are not wanted are accents'.
 */
#include "op/work.h"

#include "base/i18n.h"

struct form {
	enum dp_form form;
	unsigned char first; /* no byte below it needs a look */
};

static const struct dp_param params[] = {
	{ "form", DP_P_CHOICE, "NFC", "NFC|NFKC",
	  N_("NFC: an e and an accent become \u00e9; NFKC: besides, "
	     "\u00bd, \ufb01 and full-width letters become 1/2, fi and "
	     "ordinary letters"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct form *f = dp_arena_alloc(&s->arena, sizeof *f);

	(void)schema;
	(void)err;
	f->form = dp_step_choice(s, "form") == 1 ? DP_NFKC : DP_NFC;
	/* below U+0300 everything is in form NFC */
	f->first = f->form == DP_NFC ? 0xcc : 0x80;
	s->self = f;
	return 0;
}

static bool
is_suspect(dp_str s, unsigned char first)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= first)
			return true;
	return false;
}

static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	const struct form *f = s->self;
	size_t k = 0;

	for (size_t i = 0; i < n; i++, c += stride) {
		hit[k] = (uint32_t)i;
		k += is_suspect(dp_cell_str(c), f->first);
	}
	return k;
}

static dp_str
normalise(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct form *f = s->self;
	struct dp_buf *made = w->local;

	if (!is_suspect(in, f->first))
		return in;
	made->n = 0;
	dp_normalise(in, f->form, made);
	return dpi_made(w, in, dp_buf_view(made));
}

static const struct dp_example examples[] = {
	{ "x", "e\u0301cole", "\u00e9cole" },
	{ "x", "Franc\u0327ois", "Fran\u00e7ois" },
	{ "x", "\u00e9cole", "\u00e9cole" },
	{ "x", "20 m\u00b2", "20 m\u00b2" },
	{ "x form=NFKC", "20 m\u00b2", "20 m2" },
	{ "x form=NFKC", "of\ufb01ce", "office" },
	{ "x form=NFKC", "\uff21\uff22\uff23 \u2460", "ABC 1" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_unicode = {
	.name = "unicode",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[COLUMNS] [form=NFC|NFKC]"),
	.summary = N_("Write each character in one way (Unicode form NFC)."),
	.why = N_("A Mac writes \u00e9 as an e and an accent, others as one "
		  "letter: both look the same and are not equal, nor found by "
		  "the same search. NFC loses nothing. NFKC also replaces "
		  "signs by plainer ones, and then m\u00b2 is m2: use it for "
		  "keys to compare, not for texts to publish."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = normalise,
	.suspects = suspects,
	.needs = dpi_needs_columns,
	.example = examples,
};
