/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * edit: whole values by other values, from a list in the recipe. Patterns
 * are replace's; one cell of one record is set's.
 */
#include "base/strtab.h"
#include "op/work.h"

#include "base/i18n.h"

struct edit {
	struct dpi_strtab from;
	dp_str *to; /* by number in from */
	size_t cap;
	uint64_t lengths; /* of the old values; bit 63: 63 and more */
	bool starts[256]; /* first bytes of the old values */
	bool blank;       /* an empty cell is an old value */
	dp_str blank_to;
};

static void
unbind(struct dp_step *s)
{
	struct edit *e = s->self;

	if (e)
		dpi_strtab_done(&e->from);
}

static int
add(struct dp_step *s, const struct dp_arg *from, dp_str to, struct dp_err *err)
{
	struct edit *e = s->self;
	bool added;
	uint32_t k = dpi_strtab_add(&e->from, from->text, &added);

	if (!added && !dp_str_eq(e->to[k], to))
		return dp_step_fail(s, from, err,
				    _("the value \"%.*s\" already becomes "
				      "\"%.*s\" above; it can become one "
				      "thing only."),
				    DP_FMT(from->text), DP_FMT(e->to[k]));
	if (!added)
		return 0;
	if (k == e->cap) {
		dp_str *old = e->to;

		e->cap = e->cap ? e->cap * 2 : 16;
		e->to = dp_arena_alloc(&s->arena, e->cap * sizeof *e->to);
		if (k)
			memcpy(e->to, old, k * sizeof *e->to);
	}
	e->to[k] = to;
	if (from->text.n == 0) {
		e->blank = true;
		e->blank_to = to;
		return 0;
	}
	e->lengths |= UINT64_C(1) << (from->text.n < 63 ? from->text.n : 63);
	e->starts[(unsigned char)from->text.p[0]] = true;
	return 0;
}

static int
read_args(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct edit *e = dp_arena_alloc(&s->arena, sizeof *e);
	size_t i = s->next_arg;
	struct dp_mapping m;
	int more;

	(void)schema;
	memset(e, 0, sizeof *e);
	s->self = e;
	while ((more = dp_step_mapping(s, &i, &m, err)) > 0)
		for (size_t k = 0; k < m.n_from; k++)
			if (add(s, m.from[k], m.to->text, err) != 0)
				return -1;
	if (more < 0)
		return -1;
	if (e->from.n == 0)
		return dp_step_fail(s, NULL, err,
				    _("edit expects values and what becomes "
				      "of them: edit %s"),
				    s->op->synopsis);
	return 0;
}

/* The engine unbinds only what was bound: a failure cleans up here. */
static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	if (read_args(s, schema, err) == 0)
		return 0;
	unbind(s);
	return -1;
}

static dp_str
edit(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct edit *e = s->self;
	dp_str out;
	ptrdiff_t k;

	(void)w;
	if (in.n == 0)
		return e->blank && e->blank_to.n ? e->blank_to : in;
	if (!e->starts[(unsigned char)in.p[0]] ||
	    !(e->lengths >> (in.n < 63 ? in.n : 63) & 1))
		return in;
	k = dpi_strtab_find(&e->from, in);
	if (k < 0)
		return in;
	out = e->to[k];
	if (dp_str_eq(out, in))
		return in;
	if (out.n == 0)
		out.p = NULL;
	return out;
}

static const struct dp_example examples[] = {
	{ "x \"O\" -> \"Oui\"", "O", "Oui" },
	{ "x \"AIX EN PCE\" | \"Aix-en-Pce\" -> \"Aix-en-Provence\"",
	  "AIX EN PCE", "Aix-en-Provence" },
	{ "x \"ST TROPEZ\" -> \"Saint-Tropez\"", "ST TROPEZ ", "ST TROPEZ " },
	{ "x \"O\" -> \"Oui\", \"N\" -> \"Non\"", "N", "Non" },
	{ "x \"\" -> \"sans objet\"", "", "sans objet" },
	{ "x \"99999\" -> \"\"", "99999", "" },
	{ "x \"13\" -> \"Bouches-du-Rh\u00f4ne\"", "130", "130" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_edit = {
	.name = "edit",
	.scope = DP_CELL,
	.takes = DP_TAKES_MAPPING,
	.synopsis = "COLUMNS \"old\" [| \"old\" \u2026] -> \"new\" \u2026",
	.summary = N_("Replace whole values by others, from a list."),
	.why = N_("No rule guesses that \"AIX EN PCE\" is Aix-en-Provence: "
		  "somebody has to say so, once, where all can read it. Each "
		  "line of the list holds old values and their new value; "
		  "\"\" is an empty cell. Values must be equal to the letter: "
		  "trim first."),
	.changes_again = true,
	.bind = bind,
	.unbind = unbind,
	.cell = edit,
	.example = examples,
};
