/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changes of cells by an expression: those of OpenRefine's menus are
 * operations of ours, any other is an expression.
 */
#include "op/history.h"

#include "base/i18n.h"
#include "op/recipe.h"

/* Most times that one operation was repeated. */
#define REPEATS_MAX 10

struct menu {
	const char *grel;   /* without blanks */
	const char *before; /* verb */
	const char *after;  /* what stands behind the column */
};

static const struct menu menus[] = {
	{ "value.trim()", "trim", "" },
	{ "value.replace(/\\s+/,'')", "replace", " pattern=/\\s+/ with=\"\"" },
	{ "value.replace(/\\s+/,' ')", "squeeze", "" },
	{ "value.replace(/\\s+/,\" \")", "squeeze", "" },
	{ "value.replace(/[\\p{Zs}\\s]+/,' ')", "squeeze", "" },
	{ "value.replace(/[\\p{Zs}\\s]+/,\" \")", "squeeze", "" },
	{ "value.toTitlecase()", "case", " to=title" },
	{ "value.toUppercase()", "case", " to=upper" },
	{ "value.toLowercase()", "case", " to=lower" },
	{ "value.toNumber()", "number", " locale=en" },
	{ "value.toDate()", "date", "" },
	{ "value.unescape('html')", "entities", "" },
	{ "value.unescape(\"html\")", "entities", "" },
	{ "value.toString()", NULL, NULL }, /* cells are texts */
	{ NULL, NULL, NULL },
};

/* The menu's row for GREL, or NULL: blanks outside quotes do not count. */
static const struct menu *
menu_of(dp_str grel)
{
	const struct menu *m = menus;

	if (dp_str_starts(grel, "grel:"))
		grel = dp_str_from(grel, 5);
	for (; m->grel; m++) {
		size_t i = 0;
		const char *p = m->grel;

		while (i < grel.n && *p) {
			if (grel.p[i] == *p) {
				i++;
				p++;
			} else if (grel.p[i] == ' ' && *p != '\'') {
				i++;
			} else {
				break;
			}
		}
		while (i < grel.n && grel.p[i] == ' ')
			i++;
		if (i == grel.n && !*p)
			break;
	}
	return m->grel ? m : NULL;
}

static void
put_where(const struct dpi_import *x)
{
	if (x->where.n == 0)
		return;
	dp_buf_c(x->out, " where=");
	dp_recipe_quote(dp_buf_view(&x->where), x->out);
}

void
dpi_history_transform(struct dpi_import *x)
{
	dp_str column = dpi_json_text(x->op, "columnName");
	dp_str grel = dpi_json_text(x->op, "expression");
	dp_str bad = dpi_json_text(x->op, "onError");
	const struct menu *m = menu_of(grel);
	json_int_t times = 1;

	if (dpi_json_true(x->op, "repeat"))
		times = json_integer_value(json_object_get(x->op,
							   "repeatCount"));
	if (times < 1 || times > REPEATS_MAX)
		times = 1;
	if (m && !m->before)
		return;
	for (; times > 0 && !x->why; times--) {
		dp_buf_format(x->out, "%s ", m ? m->before : "derive");
		dp_recipe_word(column, x->out);
		if (m)
			dp_buf_c(x->out, m->after);
		if (m && strcmp(m->before, "trim") != 0 &&
		    (strcmp(m->before, "number") == 0 ||
		     strcmp(m->before, "date") == 0))
			dp_buf_c(x->out, dp_str_is(bad, "set-to-blank") ?
						 " on-error=blank" :
						 " on-error=keep");
		put_where(x);
		if (!m) {
			dp_buf_c(x->out, " = ");
			if (!dpi_history_grel(grel, column, x->out))
				x->why = N_("its expression is not in GREL");
		}
		dp_buf_char(x->out, '\n');
	}
}
