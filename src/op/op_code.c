/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * code: French identifiers put in order and checked. The kinds and their
 * checks are text's (dp_code_kinds).
 */
#include "op/work.h"

#include "base/i18n.h"

struct code {
	const struct dp_code_kind *kind;
	bool pad, unproved; /* a wrong check digit is let pass */
};

static const struct dp_param params[] = {
	{ "kind", DP_P_CHOICE, NULL,
	  "insee|postal|departement|siren|siret|uai|rna|finess|tva|iban|nir|"
	  "tel",
	  N_("what it is: insee (commune), postal, departement, siren, siret, "
	     "uai (school), rna (association), finess (health), tva (VAT), "
	     "iban, nir (social security), tel"),
	  true },
	{ "pad", DP_P_YES, "no", NULL,
	  N_("yes: put back the zeros lost at the start"), false },
	{ "checksum", DP_P_YES, "yes", NULL,
	  N_("no: a code whose check digit is wrong passes all the same, if "
	     "the rest is right; for numbers made up or masked on purpose"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct code *c = dp_arena_alloc(&s->arena, sizeof *c);

	(void)schema;
	c->kind = dp_code_kind_find(dp_step_param(s, "kind"));
	c->pad = dp_step_yes(s, "pad");
	if (!c->kind)
		return dp_step_fail(s, dp_step_arg(s, "kind"), err,
				    _("there is no kind of code called "
				      "%.*s."),
				    DP_FMT(dp_step_param(s, "kind")));
	if (c->pad && !c->kind->pads)
		return dp_step_fail(s, dp_step_arg(s, "pad"), err,
				    _("codes of the kind %s lose no zeros: "
				      "leave pad= out."),
				    c->kind->name);
	c->unproved = !dp_step_yes(s, "checksum");
	if (c->unproved && !c->kind->shape)
		return dp_step_fail(s, dp_step_arg(s, "checksum"), err,
				    _("codes of the kind %s have no check "
				      "digit: leave checksum= out."),
				    c->kind->name);
	s->self = c;
	return 0;
}

/* True for digits alone, as many as the kind has: nothing to normalise. */
static bool
is_complete(const struct code *c, dp_str s)
{
	if (s.n != c->kind->width)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] - (unsigned)'0' > 9)
			return false;
	return true;
}

/* The verdict CHECK on S, normalised, says that it is no such code. */
static bool
is_wrong(const struct code *c, int check, dp_str s)
{
	return check < 0 && !(c->unproved && dp_code_has_shape(c->kind, s));
}

static dp_str
code(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct code *c = s->self;
	struct dp_buf *made = w->local;
	int check;

	if (in.n == 0)
		return in;
	if (is_complete(c, in))
		return is_wrong(c, c->kind->check(in), in) ?
			       dp_bad(w, DP_F_NOT_A_CODE, in) :
			       in;
	if (dpi_is_blank(in))
		return in;
	made->n = 0;
	check = dp_code_normalise(c->kind, in, c->pad, made);
	if (is_wrong(c, check, dp_buf_view(made)))
		return dp_bad(w, DP_F_NOT_A_CODE, in);
	return dpi_made(w, in, dp_buf_view(made));
}

static const struct dp_example examples[] = {
	{ "x kind=insee pad=yes", "4112", "04112" },
	{ "x kind=insee", "2a004", "2A004" },
	{ "x kind=insee", "4112", "4112" },
	{ "x kind=postal pad=yes", "6000", "06000" },
	{ "x kind=postal", "13 001", "13001" },
	{ "x kind=departement pad=yes", "5", "05" },
	{ "x kind=siren", "356 000 000", "356000000" },
	{ "x kind=siret", "356 000 000 00048", "35600000000048" },
	{ "x kind=siret", "35600000000048.0", "35600000000048" },
	{ "x kind=postal", "=\"05000\"", "05000" },
	{ "x kind=siren on-error=blank", "356000001", "" },
	{ "x kind=siren checksum=no", "356 000 001", "356000001" },
	{ "x kind=uai", "0750655e", "0750655E" },
	{ "x kind=tel", "+33 4 92 53 24 24", "0492532424" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_code = {
	.name = "code",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis =
		N_("COLUMNS kind=insee|postal|departement|siren|siret|uai|rna|"
		   "finess|tva|iban|nir|tel [pad=yes] [checksum=no]"),
	.summary = N_("Put French codes in order and check them."),
	.why = N_("A code is no number: nobody adds it up, and 04112 without "
		  "its zero joins to nothing. Blanks, the \".0\" and the "
		  "=\"\" of a spreadsheet go, letters become capitals, "
		  "pad=yes puts the zeros back, and the check digit is "
		  "verified where the code has one. What is wrong stays and "
		  "is reported."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = code,
	.example = examples,
};
