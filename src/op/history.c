/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Histories of OpenRefine as recipes. Each step is tried on a table that has
 * what it asks for: what our language does not know is kept, off, with the
 * operation as it was.
 */
#include "op/history.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"

#define TRIES_MAX 100

static void
add_name(struct dp_schema *s, dp_str name)
{
	if (name.n && dp_schema_find(s, name) < 0)
		(void)dp_schema_add(s, s->n, name);
}

/*
 * The columns that parameters of the steps name: "Nom, prénom" would be two
 * where there is no such column.
 */
static void
add_names(struct dp_schema *s, const struct dpi_import *x)
{
	const json_t *all = json_object_get(json_object_get(x->op, "sorting"),
					    "criteria");

	for (size_t i = 0; i < json_array_size(x->named); i++)
		add_name(s, dp_str_c(json_string_value(json_array_get(x->named,
								      i))));
	for (size_t i = 0; i < json_array_size(all); i++)
		add_name(s, dpi_json_text(json_array_get(all, i), "column"));
	add_name(s, dpi_json_text(x->op, "columnName"));
	/* these are new where columns become rows */
	if (!dp_str_starts(dpi_json_text(x->op, "op"), "core/key-value"))
		return;
	add_name(s, dpi_json_text(x->op, "valueColumnName"));
	add_name(s, dpi_json_text(x->op, "noteColumnName"));
}

/*
 * True when the steps of X can be bound to a table of their columns, and some
 * others.
 */
static bool
possible(const struct dpi_import *x, struct dp_err *err)
{
	dp_str text = dp_buf_view(x->out);
	struct dp_recipe *r = dp_recipe_parse(text, "history", err);
	struct dp_schema s = { 0 };
	bool bound = false;

	for (size_t i = 0; i < x->n_others; i++) {
		char *name = dp_format("dpipe: other %zu", i);

		(void)dp_schema_add(&s, s.n, dp_str_c(name));
		free(name);
	}
	add_names(&s, x);
	for (unsigned i = 0; r && !bound && i < TRIES_MAX; i++) {
		struct dp_plan *p = dp_plan_dry(r, &s, err);
		dp_str missing = dp_str_c(err->at.field);

		bound = p != NULL;
		dp_plan_free(p);
		if (bound || !err->no_column ||
		    dp_schema_find(&s, missing) >= 0)
			break;
		(void)dp_schema_add(&s, s.n, missing);
		memset(err, 0, sizeof *err);
	}
	dp_schema_done(&s);
	dp_recipe_free(r);
	return bound;
}

/* Appends TEXT as comment lines; a long message may end inside a character. */
static void
comment(struct dp_buf *out, dp_str text)
{
	text.n = dp_utf8_valid(text);
	while (text.n) {
		dp_str line = dp_str_cut(&text, '\n');

		dp_buf_c(out, "# ");
		for (size_t i = 0; i < line.n; i++)
			if (line.p[i] != '\r' && line.p[i] != '\0')
				dp_buf_char(out, line.p[i]);
		dp_buf_char(out, '\n');
	}
}

/* What MESSAGE says, without the place it starts with. */
static dp_str
without_place(dp_str message)
{
	ptrdiff_t at = dp_str_search(message, DP_S(": "));

	return at < 0 ? message : dp_str_from(message, (size_t)at + 2);
}

/* The operation as it was, in a step that is off. */
static void
put_off(struct dp_buf *out, const json_t *op)
{
	char *json = json_dumps(op, JSON_INDENT(2) | JSON_ENSURE_ASCII);
	dp_str rest = dp_str_c(json);

	dp_buf_c(out, "off openrefine\n");
	while (rest.n) {
		dp_buf_c(out, "    ");
		dp_buf_str(out, dp_str_cut(&rest, '\n'));
		dp_buf_char(out, '\n');
	}
	free(json);
}

/*
 * Does one of the operations from I on tell a text without a character from
 * what is missing: by an expression or a facet, or as it turns rows?
 */
static bool
tells_apart(const json_t *all, size_t i)
{
	for (; i < json_array_size(all); i++) {
		const json_t *op = json_array_get(all, i);
		const json_t *engine = json_object_get(op, "engineConfig");
		dp_str name = dpi_json_text(op, "op");

		if (dpi_json_text(op, "expression").n ||
		    dp_str_starts(name, "core/transpose-") ||
		    dp_str_is(name, "core/key-value-columnize") ||
		    json_object_get(op, "sorting") ||
		    json_array_size(json_object_get(engine, "facets")))
			return true;
	}
	return false;
}

static void
put(struct dp_buf *out, const json_t *all, size_t i,
    struct dpi_imported_table *table, struct dp_imported *what)
{
	const json_t *op = json_array_get(all, i);
	struct dp_buf steps = { 0 };
	struct dpi_import x = { .op = op,
				.table = table,
				.plain_after = !tells_apart(all, i + 1),
				/* a table has others than those it takes */
				.n_others = 1,
				.named = json_array(),
				.out = &steps };
	struct dp_err err = { 0 };
	dp_str told = dpi_json_text(op, "description");

	dpi_history_step(&x);
	dp_buf_char(out, '\n');
	comment(out, told.n ? told : dpi_json_text(op, "op"));
	what->n++;
	if (!x.why && steps.n && !possible(&x, &err)) {
		comment(out, without_place(dp_str_c(err.msg)));
		x.why = N_("our language does not know what it says");
	}
	if (x.why) {
		what->n_off++;
		comment(out, dp_str_c(_(x.why)));
		if (dpi_history_instead(op))
			comment(out, dp_str_c(_(dpi_history_instead(op))));
		put_off(out, op);
	} else {
		if (x.but) {
			what->n_other++;
			comment(out, dp_str_c(_(x.but)));
		}
		dp_buf_str(out, dp_buf_view(&steps));
	}
	json_decref(x.named);
	dp_buf_done(&x.where);
	dp_buf_done(&x.helpers);
	dp_buf_done(&steps);
}

/* OpenRefine exports neither stars and flags nor rows without anything. */
static void
put_export(struct dp_buf *out, const struct dpi_imported_table *t, bool runs)
{
	if (t->starred || t->flagged) {
		dp_buf_char(out, '\n');
		comment(out,
			dp_str_c(_("OpenRefine exports no stars and flags.")));
		dp_buf_format(out, "remove %s%s%s\n",
			      t->starred ? "starred" : "",
			      t->starred && t->flagged ? ", " : "",
			      t->flagged ? "flagged" : "");
	}
	if (runs) {
		dp_buf_char(out, '\n');
		comment(out, dp_str_c(_("OpenRefine exports no rows in which "
					"nothing is.")));
		dp_buf_c(out, "drop-empty spaces=keep\n");
	}
}

/* UTF-16 as PowerShell saves it, byte order marks, or plain UTF-8. */
static void
decode(dp_str raw, struct dp_buf *out)
{
	struct dp_decoder d = { .encoding = DP_UTF8 };
	const unsigned char *p = (const unsigned char *)raw.p;
	size_t skip = 0;

	if (raw.n >= 2 && p[0] == 0xFF && p[1] == 0xFE) {
		d.encoding = DP_UTF16LE;
		skip = 2;
	} else if (raw.n >= 2 && p[0] == 0xFE && p[1] == 0xFF) {
		d.encoding = DP_UTF16BE;
		skip = 2;
	} else if (raw.n >= 2 && p[0] && !p[1]) {
		d.encoding = DP_UTF16LE;
	} else if (raw.n >= 2 && !p[0] && p[1]) {
		d.encoding = DP_UTF16BE;
	} else if (dp_str_starts(raw, "\xEF\xBB\xBF")) {
		skip = 3;
	}
	raw = dp_str_from(raw, skip);
	dp_decode(&d, raw.p, raw.n, true, out);
}

int
dp_recipe_import(dp_str text, const char *name, struct dp_buf *out,
		 struct dp_imported *what, struct dp_err *err)
{
	struct dpi_imported_table table = { .made = json_object() };
	struct dp_buf utf8 = { 0 };
	json_t *all;

	memset(what, 0, sizeof *what);
	decode(text, &utf8);
	all = dpi_history_find(dp_buf_view(&utf8), &what->n_more);
	dp_buf_done(&utf8);
	if (!all) {
		json_decref(table.made);
		return dp_fail(err, DP_EDATA,
			       _("%s holds no history of OpenRefine: no list "
				 "of operations in JSON was found in it. In "
				 "OpenRefine: Undo / Redo, Extract, Export."),
			       name);
	}
	dp_buf_c(out, "dpipe-recipe 1\n");
	for (size_t i = 0; i < json_array_size(all); i++)
		put(out, all, i, &table, what);
	put_export(out, &table, what->n > what->n_off);
	json_decref(table.made);
	json_decref(all);
	return 0;
}
