/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps against the descriptors of their operations: columns, parameters,
 * mappings, and where their mistakes are.
 */
#include "language.h"

/*
 * Prepares the only step of TEXT, and its expression as filter's bind would;
 * -1 leaves the message in ERR.
 */
static int
prepare(const char *text, struct dp_recipe **r, struct dp_step *s,
	const struct dp_schema *schema, struct dp_err *err)
{
	memset(s, 0, sizeof *s);
	memset(err, 0, sizeof *err);
	*r = parse(text);
	for (size_t i = 0; i < (*r)->n; i++)
		if ((*r)->line[i].op)
			s->line = &(*r)->line[i];
	s->op = s->line->op;
	s->recipe = *r;
	if (dpi_step_prepare(s, schema, err))
		return -1;
	if (s->op->takes != DP_TAKES_EXPR)
		return 0;
	s->where = dp_step_expr(s, &s->line->arg[0], schema, err);
	return s->where ? 0 : -1;
}

static void
done(struct dp_recipe *r, struct dp_step *s)
{
	dp_expr_free(s->where);
	dp_arena_done(&s->arena);
	dp_recipe_free(r);
}

/* The columns that the step TEXT works on, as "nom taux". */
static void
columns(const char *text, const char *expected)
{
	struct dp_schema schema;
	struct dp_recipe *r;
	struct dp_buf b = { 0 };
	struct dp_step s;
	struct dp_err err;

	schema_init(&schema);
	if (prepare(text, &r, &s, &schema, &err))
		fail_msg("%s", err.msg);
	for (size_t i = 0; i < s.n_columns; i++) {
		if (i)
			dp_buf_char(&b, '|');
		dp_buf_str(&b, s.column[i].name);
	}
	assert_text(dp_buf_view(&b), expected);
	dp_buf_done(&b);
	done(r, &s);
	dp_schema_done(&schema);
}

/* The step TEXT is refused at COLUMN of line 1 with PART in the message. */
static void
step_refused(const char *text, unsigned line, unsigned column, const char *part)
{
	char *start = dp_format("r.dpr, line %u, column %u: ", line, column);
	struct dp_schema schema;
	struct dp_recipe *r;
	struct dp_step s;
	struct dp_err err;

	schema_init(&schema);
	assert_int_equal(prepare(text, &r, &s, &schema, &err), -1);
	if (strncmp(err.msg, start, strlen(start)) != 0 ||
	    !strstr(err.msg, part))
		fail_msg("%s instead of %s…%s", err.msg, start, part);
	assert_int_equal(err.code, DP_ERECIPE);
	assert_non_null(strstr(err.shown, "\n"));
	done(r, &s);
	dp_schema_done(&schema);
	free(start);
}

/* ---- steps ------------------------------------------------------------ */

static void
finds_columns(void **state)
{
	(void)state;
	columns("trim nom, \"Code INSEE\"", "nom|Code INSEE");
	columns("trim", "nom|Code INSEE|montant|Date d’ouverture|élu|a..b|"
			"taux");
	columns("number *, nom max=3",
		"nom|Code INSEE|montant|Date d’ouverture|élu|a..b|taux");
	columns("trim /^.?o/", "nom|Code INSEE|montant");
	columns("trim nom..montant", "nom|Code INSEE|montant");
	columns("trim montant..\"Code INSEE\"", "montant|Code INSEE");
	columns("trim \"Code INSEE\"..\"Date d’ouverture\"",
		"Code INSEE|montant|Date d’ouverture");
	columns("trim a..b", "a..b");
	columns("number max=1 élu, taux", "élu|taux");
}

static void
step_errors_have_places(void **state)
{
	(void)state;
	step_refused("trim nom, montan", 1, 11, "montant");
	step_refused("trim Code INSEE", 1, 6, "\"Code INSEE\"");
	step_refused("trim nom taux", 1, 10, "expected a comma");
	step_refused("trim nom,", 1, 10, "the end of the step");
	step_refused("number", 1, 7, "expected a column");
	step_refused("trim nom..tau", 1, 11, "taux");
	step_refused("trim /^z/", 1, 6, "no column's name matches");
	step_refused("trim /(/", 1, 8, "not closed");
	step_refused("headers nom", 1, 9, "the end of the step");
	step_refused("number nom\n  mx=3", 2, 3, "has no parameter \"mx\"");
	step_refused("number nom max=x", 1, 12, "a whole number");
	step_refused("number nom all=oui", 1, 12, "yes or no");
	step_refused("number nom locale=it", 1, 12, "en, fr or de");
	step_refused("number nom max=1 max=2", 1, 18, "once only");
	step_refused("number nom pattern=\"\\t\\\\d(\"", 1, 27, "not closed");
	step_refused("number nom by=taux,tau", 1, 20, "taux");
	step_refused("number nom key=nom,taux", 1, 12, "one column");
	step_refused("number nom where=\"taux >\"", 1, 25, "expected a value");
	step_refused("trim nom as=taux", 1, 10, "new column");
	step_refused("trim as=x", 1, 6, "one column only");
	step_refused("filter", 1, 1, "expected an expression");
	step_refused("filter taux >\n  prix", 2, 3, "prix");
	step_refused("lookup nom", 1, 1, "needs from=");
	step_refused("lookup nom from=x where=y", 1, 19, "parameter");
	step_refused("filter value == 1", 1, 8, "value means something");
}

static void
reads_parameters(void **state)
{
	struct dp_schema schema;
	struct dp_recipe *r;
	struct dp_column *by = NULL;
	struct dp_step s;
	struct dp_err err;
	size_t n = 0;

	(void)state;
	schema_init(&schema);
	if (prepare("locale fr\nnumber nom all=no on-error=reject "
		    "by=\"Code INSEE\",taux where=\"nom == \\\"a\\\"\" [z]",
		    &r, &s, &schema, &err))
		fail_msg("%s", err.msg);
	assert_text(s.label, "z");
	assert_int_equal(s.on_error, DP_ON_ERROR_REJECT);
	assert_non_null(s.where);
	assert_false(dp_step_yes(&s, "all"));
	assert_int_equal(dp_step_int(&s, "max"), 7);
	assert_text(dp_step_param(&s, "locale"), "fr");
	assert_int_equal(dp_step_choice(&s, "locale"), 1);
	assert_null(dp_step_param(&s, "with").p);
	assert_int_equal(dp_step_param_columns(&s, &schema, "by", &by, &n,
					       &err),
			 0);
	assert_int_equal(n, 2);
	assert_text(by[1].name, "taux");
	done(r, &s);
	dp_schema_done(&schema);
}

static void
reads_mappings(void **state)
{
	struct dp_mapping m;
	struct dp_schema schema;
	struct dp_recipe *r;
	struct dp_step s;
	struct dp_err err;
	size_t i;

	(void)state;
	schema_init(&schema);
	assert_int_equal(prepare("edit nom, taux \"A\" | b -> \"C\", D->E\n"
				 "  \"\" -> F on-error=keep",
				 &r, &s, &schema, &err),
			 0);
	i = s.next_arg;
	assert_int_equal(dp_step_mapping(&s, &i, &m, &err), 1);
	assert_int_equal(m.n_from, 2);
	assert_text(m.from[1]->text, "b");
	assert_text(m.to->text, "C");
	assert_int_equal(dp_step_mapping(&s, &i, &m, &err), 1);
	assert_text(m.to->text, "E");
	assert_int_equal(dp_step_mapping(&s, &i, &m, &err), 1);
	assert_text(m.from[0]->text, "");
	assert_int_equal(dp_step_mapping(&s, &i, &m, &err), 0);
	done(r, &s);
	assert_int_equal(prepare("rename nom montant", &r, &s, &schema, &err),
			 0);
	i = 0;
	assert_int_equal(dp_step_mapping(&s, &i, &m, &err), -1);
	assert_string_equal(err.msg, "r.dpr, line 1, column 12: expected -> "
				     "after the old value, found \"montant\"");
	done(r, &s);
	dp_schema_done(&schema);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_columns),
		cmocka_unit_test(step_errors_have_places),
		cmocka_unit_test(reads_parameters),
		cmocka_unit_test(reads_mappings),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("op_step", tests, NULL, NULL);
}
