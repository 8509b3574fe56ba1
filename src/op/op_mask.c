/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mask: letters and digits made unreadable, the shape kept. What must still
 * tell records apart is hash's.
 */
#include "op/work.h"

#include "base/i18n.h"

struct mask {
	size_t first, last; /* characters that stay */
	dp_str with;
};

static const struct dp_param params[] = {
	{ "first", DP_P_INT, "0", NULL,
	  N_("letters and digits to leave at the start"), false },
	{ "last", DP_P_INT, "0", NULL, N_("the same at the end"), false },
	{ "with", DP_P_TEXT, "*", NULL, N_("one sign to put in their place"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/* Bytes of the letter or digit at the start of S, 0: something else. */
static size_t
word_bytes(dp_str s)
{
	struct dp_words w = { s };
	unsigned char c = (unsigned char)s.p[0];
	uint32_t any;
	dp_str word;

	if (c < 0x80)
		return (c | 0x20u) - 'a' < 26u || c - (unsigned)'0' < 10u;
	s.n = dp_utf8_decode(s.p, s.n, &any);
	w.rest = s;
	return s.n && dp_words_next(&w, &word) ? s.n : 0;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct mask *x = dp_arena_alloc(&s->arena, sizeof *x);
	int64_t first = dp_step_int(s, "first"), last = dp_step_int(s, "last");

	(void)schema;
	s->self = x;
	if (first < 0 || last < 0 || first > 100 || last > 100)
		return dp_step_fail(s,
				    dp_step_arg(s, first < 0 || first > 100 ?
							   "first" :
							   "last"),
				    err,
				    _("first= and last= go from 0 to 100."));
	x->first = (size_t)first;
	x->last = (size_t)last;
	x->with = dp_step_param(s, "with");
	if (dp_utf8_chars(x->with) != 1 || word_bytes(x->with) > 0)
		return dp_step_fail(s, dp_step_arg(s, "with"), err,
				    _("with= expects one sign that is neither "
				      "letter nor digit, such as *."));
	return 0;
}

/* Is the character at the start of S masked, or to be masked? *LEN: bytes. */
static bool
is_counted(const struct mask *x, dp_str s, size_t *len)
{
	*len = word_bytes(s);
	if (*len)
		return true;
	if (s.n >= x->with.n && memcmp(s.p, x->with.p, x->with.n) == 0) {
		*len = x->with.n;
		return true;
	}
	*len = 1;
	return false;
}

static dp_str
mask(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct mask *x = s->self;
	struct dp_buf *made = w->local;
	size_t n = 0, k = 0, len;
	bool all;

	for (dp_str t = in; t.n; t = dp_str_from(t, len))
		n += is_counted(x, t, &len);
	/* a short value would be seen whole */
	all = n <= x->first + x->last;
	made->n = 0;
	for (dp_str t = in; t.n; t = dp_str_from(t, len)) {
		bool counted = is_counted(x, t, &len);
		bool hide = counted &&
			    (all || (k >= x->first && k + x->last < n));

		if (hide)
			dp_buf_str(made, x->with);
		else
			dp_buf_add(made, t.p, len);
		k += counted;
	}
	return dpi_made(w, in, dp_buf_view(made));
}

static const struct dp_example examples[] = {
	{ "x", "Marie Curie", "***** *****" },
	{ "x last=2", "06 12 34 56 78", "** ** ** ** 78" },
	{ "x first=1", "\u00c9lodie No\u00ebl", "\u00c9***** ****" },
	{ "x first=2 last=2", "a.roux@gap.fr", "a.r***@***.fr" },
	{ "x first=2 last=2", "Al", "**" },
	{ "x with=\"\u2022\"", "1984-05-12",
	  "\u2022\u2022\u2022\u2022-"
	  "\u2022\u2022-\u2022\u2022" },
	{ "x", "", "" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_mask = {
	.name = "mask",
	.scope = DP_CELL,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [first=NUMBER] [last=NUMBER] [with=SIGN]"),
	.summary = N_("Make letters and digits unreadable."),
	.why = N_("To show a table to others without names and numbers of "
		  "people. It does not protect against who knows the person: "
		  "the length, the signs and what first= and last= leave are "
		  "seen, and the other columns may tell who it is. To "
		  "publish, remove is safer. Keep the first state where it is "
		  "protected: --audit lists what stood there."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = mask,
	.needs = dpi_needs_columns,
	.example = examples,
};
