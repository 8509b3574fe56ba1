/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rename: columns by names chosen one by one. A rule for all is headers'.
 */
#include "base/strtab.h"
#include "op/words.h"

#include "base/i18n.h"

/* Does S give another name to the column NAME? */
static bool
is_renamed(struct dp_step *s, dp_str name)
{
	struct dp_mapping m;
	struct dp_err ignored = { 0 };

	for (size_t i = 0; dp_step_mapping(s, &i, &m, &ignored) > 0;)
		if (m.n_from == 1 && dp_str_eq(m.from[0]->text, name))
			return true;
	return false;
}

/*
 * Index of the column to rename, -2 when it was renamed before (there is one
 * of the new name, which stays, and none of the old), -1 on failure.
 */
static ptrdiff_t
find(struct dp_step *s, const struct dp_schema *schema,
     const struct dp_mapping *m, struct dp_err *err)
{
	ptrdiff_t i = dp_schema_find(schema, m->from[0]->text);

	if (i >= 0)
		return i;
	if (dp_schema_find(schema, m->to->text) >= 0 &&
	    !is_renamed(s, m->to->text)) {
		/* as likely a slip of the pen as a recipe run again */
		(void)dp_finding_add(&s->log->findings, DP_F_ALREADY_RENAMED,
				     m->to->text, 0, 0, m->from[0]->text);
		return -2;
	}
	return dpi_column_need(s, m->from[0], schema, err);
}

/* Fails where M has given a name to a second column, or a second name. */
static int
check_single(const struct dp_step *s, const struct dp_schema *schema,
	     const struct dp_mapping *m, dp_str *name, struct dp_err *err)
{
	const struct dp_arg *a = m->to;
	ptrdiff_t k = dp_schema_find(schema, m->from[0]->text);
	unsigned n = 0;

	if (k >= 0 && !dp_str_eq(name[k], a->text))
		return dp_step_fail(s, m->from[0], err,
				    _("the column %.*s would get two names; "
				      "say one."),
				    DP_FMT(m->from[0]->text));
	for (size_t i = 0; i < schema->n; i++)
		n += dp_str_eq(name[i], a->text);
	if (n == 1)
		return 0;
	return dp_step_fail(s, a, err,
			    _("two columns would be called %.*s. Choose "
			      "another name, or rename that one too."),
			    DP_FMT(a->text));
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	dp_str *name = dp_arena_alloc(&s->arena,
				      (schema->n + 1) * sizeof *name);
	struct dp_mapping m;
	size_t i = 0, n = 0;
	int more;

	for (size_t k = 0; k < schema->n; k++)
		name[k] = schema->column[k].name;
	while ((more = dp_step_mapping(s, &i, &m, err)) > 0) {
		ptrdiff_t k;

		n++;
		if (m.n_from != 1)
			return dp_step_fail(s, m.from[1], err,
					    _("one new name is for one "
					      "column only."));
		if (m.to->text.n == 0)
			return dp_step_fail(s, m.to, err,
					    _("a column needs a name that is "
					      "not empty."));
		k = find(s, schema, &m, err);
		if (k == -1)
			return -1;
		if (k >= 0)
			name[k] = m.to->text;
	}
	if (more < 0)
		return -1;
	if (n == 0)
		return dp_step_fail(s, NULL, err,
				    _("rename expects a name and its new "
				      "name: rename %s"),
				    _(s->op->synopsis));
	for (i = 0; dp_step_mapping(s, &i, &m, err) > 0;)
		if (check_single(s, schema, &m, name, err) != 0)
			return -1;
	for (size_t k = 0; k < schema->n; k++)
		if (!dp_str_eq(schema->column[k].name, name[k]))
			dp_schema_rename(schema, k, name[k]);
	return 0;
}

static const struct dp_example examples[] = {
	{ "montant_eur -> montant", "nom,montant_eur\na,12\n",
	  "nom,montant\na,12\n" },
	{ "\"Code INSEE\" -> code_insee", "Code INSEE,Commune\n05061,Gap\n",
	  "code_insee,Commune\n05061,Gap\n" },
	{ "x -> longitude, y -> latitude", "x,y\n5.4,43.3\n",
	  "longitude,latitude\n5.4,43.3\n" },
	{ "a -> b, b -> a", "a,b\n1,2\n", "b,a\n1,2\n" },
	{ "a -> \"A \u00e9\"", "a,b\n1,2\n", "A \u00e9,b\n1,2\n" },
	{ "\"Nb de places\" -> places", "nom,Nb de places\nRex,300\n",
	  "nom,places\nRex,300\n" },
	{ "nom -> titre, an -> annee", "nom,an\nRex,2021\n",
	  "titre,annee\nRex,2021\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_rename = {
	.name = "rename",
	.scope = DP_SCHEMA,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("OLD -> NEW [, OLD -> NEW \u2026]"),
	.summary = N_("Give columns other names."),
	.why = N_("A name that says what is in the column, with its unit if "
		  "need be, saves a look into the documentation. All names "
		  "of one step change at once, so two can be exchanged."),
	.changes_again = true,
	.bind = bind,
	.example = examples,
};
