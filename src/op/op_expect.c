/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expect: a condition that every row should meet, checked on the way. It
 * changes nothing; what a whole table should be like is verify's.
 */
#include "op/condition.h"
#include "op/work.h"

#include "base/i18n.h"

static enum dp_row_state
expect(const struct dp_step *s, struct dp_work *w, size_t r)
{
	static const dp_str nothing = { NULL, 0 };

	if (!dpi_condition_holds(s, w, r))
		(void)dpi_row_finding(s, w, r, s->line->arg[0].text,
				      DP_F_NOT_AS_EXPECTED, nothing);
	return DP_ROW_KEPT;
}

static const struct dp_example examples[] = {
	{ "population >= 0", "commune,population\nGap,40000\nNice,-1\n",
	  "commune,population\nGap,40000\nNice,-1\n" },
	{ "isNotBlank(siret)", "nom,siret\na,35600000000048\nb,\n",
	  "nom,siret\na,35600000000048\nb,\n" },
	{ "in(statut, \"public\", \"priv\u00e9\")",
	  "nom,statut\na,public\nb,autre\n",
	  "nom,statut\na,public\nb,autre\n" },
	{ "length(code) == 5", "code\n05061\n5061\n", "code\n05061\n5061\n" },
	{ "isNumeric(n) or isBlank(n)", "n\n12\n\nx\n", "n\n12\n\"\"\nx\n" },
	{ "debut <= fin", "debut,fin\n2021-01,2021-02\n2022-01,2021-02\n",
	  "debut,fin\n2021-01,2021-02\n2022-01,2021-02\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_expect = {
	.name = "expect",
	.scope = DP_ROW,
	.takes = DP_TAKES_EXPR,
	.synopsis = N_("CONDITION"),
	.summary = N_("Report the rows where a condition does not hold."),
	.why = N_("A recipe written for last year's file runs on this year's, "
		  "in which a column has changed its meaning: nothing fails, "
		  "and the figures are wrong. What the steps take for granted "
		  "is written between them, and the run ends with status 1 "
		  "when it is no longer so. No row is changed or left out."),
	.bind = dpi_condition_bind,
	.unbind = dpi_condition_unbind,
	.local_new = dpi_condition_local_new,
	.local_free = dpi_condition_local_free,
	.row = expect,
	.needs = dpi_condition_needs,
	.example = examples,
};
