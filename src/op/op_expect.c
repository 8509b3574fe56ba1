/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expect: what the table should be like at this step, checked on the way. It
 * changes no cell. What can be expected are the predicates by which verify
 * judges a table, or a condition on each row.
 */
#include "op/rules.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/expr.h"
#include "op/plan_stage.h"
#include "op/work.h"

/* What a rule knows, and the row that it looks at. */
struct look {
	struct dpi_measure m; /* first */
	const struct dp_step *step;
	struct dp_work *work;
	bool told;
};

struct expect {
	struct dp_expr *condition; /* or NULL, and rules */
	dp_str text;               /* of the condition */
	struct dpi_rule *rule;
	struct look *look; /* of the rules judged in order */
	size_t n;
	struct dp_schema schema;
	struct dp_arena kept; /* texts of what they know */
};

/* What a thread has of its own. */
struct local {
	struct dp_expr_local *condition;
	struct look *look; /* of the rules judged by themselves */
	size_t n;
};

#define SIGNS "=|!=|<|<=|>|>="

static const struct dp_param params[] = {
	{ "type", DP_P_TEXT, NULL, NULL,
	  N_("what every cell that is not empty is: text, number, integer, "
	     "date, yes-no, or a code such as siret (see code)"),
	  false },
	{ "na", DP_P_COMPARED, NULL, SIGNS,
	  N_("number of empty cells of each column, or their share in %"),
	  false },
	{ "unique", DP_P_YES, "no", NULL,
	  N_("yes: no two rows have the same values in these columns "
	     "together, and none is empty, unless na says how many may be"),
	  false },
	{ "range", DP_P_TEXT, NULL, NULL,
	  N_("between which every number is: 2..20, 2.. or ..20"), false },
	{ "domain", DP_P_COMPARED, NULL, "=|<=",
	  N_("values with commas between; <= none but these, = none but "
	     "these, and each of them somewhere"),
	  false },
	{ "pattern", DP_P_PATTERN, NULL, NULL,
	  N_("what every cell that is not empty has to match, as a whole"),
	  false },
	{ "distinct", DP_P_COMPARED, NULL, SIGNS,
	  N_("number of different values of each column"), false },
	{ "sum", DP_P_COMPARED, NULL, SIGNS, N_("total of each column"),
	  false },
	{ "spaces", DP_P_COMPARED, NULL, SIGNS,
	  N_("number of cells with a space at an end, a doubled or a no-break "
	     "one"),
	  false },
	{ "rows", DP_P_COMPARED, NULL, SIGNS, N_("number of rows"), false },
	{ "columns", DP_P_COMPARED, NULL, SIGNS, N_("number of columns"),
	  false },
	{ "header", DP_P_COMPARED, NULL, "=|<=|>=",
	  N_("names of columns with commas between; = exactly these, >= at "
	     "least, <= none but these"),
	  false },
	{ "order", DP_P_YES, "no", NULL,
	  N_("yes: the columns of header stand in that order"), false },
	{ "on-error", DP_P_CHOICE, NULL, "flag|reject|stop",
	  N_("what becomes of what is not so: it is reported, the row is left "
	     "out, or the run stops and writes nothing"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/* ---- binding ---------------------------------------------------------- */

static void
start(struct look *k, const struct dp_step *s, const struct dpi_rule *r)
{
	struct dpi_measure *m = &k->m;

	memset(k, 0, sizeof *k);
	k->step = s;
	m->p = &r->p;
	m->memory_bytes = s->memory_bytes;
	m->column = dp_alloc((r->n_columns + 1) * sizeof *m->column);
	if (r->n_columns)
		memcpy(m->column, r->column, r->n_columns * sizeof *m->column);
	m->n_columns = r->n_columns;
	if (r->p.pattern)
		m->match = dp_match_new(r->p.pattern);
}

static bool
in_order(const struct dpi_rule *r)
{
	return r->whole || r->p.class->row == dpi_row_unique;
}

static void
unbind(struct dp_step *s)
{
	struct expect *x = s->self;

	dp_expr_free(x->condition);
	for (size_t i = 0; i < x->n; i++) {
		dpi_measure_done(&x->look[i].m);
		dpi_predicate_done(&x->rule[i].p);
	}
	dp_schema_done(&x->schema);
	dp_arena_done(&x->kept);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct expect *x = dp_arena_alloc(&s->arena, sizeof *x);
	const struct dp_line *l = s->line;
	const struct dp_arg *last = &l->arg[l->n_args - 1];
	int status = 0;

	memset(x, 0, sizeof *x);
	s->self = x;
	s->apart = true;
	if (last->kind == DP_ARG_EXPR) {
		x->text = last->text;
		x->condition = dp_step_condition(s, last, schema, err);
		return x->condition ? 0 : -1;
	}
	dp_schema_copy(&x->schema, schema);
	status = dpi_rules_read(s, &x->schema, &x->rule, &x->n, err);
	x->look = dp_arena_alloc(&s->arena, (x->n + 1) * sizeof *x->look);
	for (size_t i = 0; i < x->n; i++) {
		start(&x->look[i], s, &x->rule[i]);
		x->look[i].m.text = &x->kept;
		x->look[i].m.schema = &x->schema;
		s->apart = s->apart && !in_order(&x->rule[i]);
	}
	return status;
}

static void *
local_new(const struct dp_step *s)
{
	const struct expect *x = s->self;
	struct local *l = dp_alloc0(sizeof *l);

	l->n = x->n;
	l->look = dp_alloc0((x->n + 1) * sizeof *l->look);
	for (size_t i = 0; i < x->n; i++)
		start(&l->look[i], s, &x->rule[i]);
	if (x->condition)
		l->condition = dp_expr_local_new(x->condition);
	return l;
}

static void
local_free(void *local)
{
	struct local *l = local;

	if (!l)
		return;
	for (size_t i = 0; i < l->n; i++)
		dpi_measure_done(&l->look[i].m);
	free(l->look);
	dp_expr_local_free(l->condition);
	free(l);
}

static void
needs(const struct dp_step *s, bool *cell)
{
	const struct expect *x = s->self;

	if (x->condition)
		dpi_expr_needs(x->condition, cell);
	for (size_t i = 0; i < s->n_columns; i++)
		cell[s->column[i].slot] = true;
}

/* ---- rows -------------------------------------------------------------- */

static void
tell(struct dpi_measure *m, const struct dpi_row *row, ptrdiff_t i,
     dp_str value)
{
	struct look *k = (struct look *)m;

	(void)i;
	if (!k->told)
		(void)dpi_row_finding(k->step, k->work, row->r, m->p->text,
				      m->limited ? DP_F_PATTERN_LIMIT :
						   DP_F_CELL_UNEXPECTED,
				      value);
	k->told = true;
	m->limited = false;
}

/* Row R looked at by the rule I of X, which knows K. True: it is so. */
static bool
holds(const struct expect *x, struct dp_work *w, size_t r, size_t i,
      struct look *k)
{
	const struct dpi_rule *rule = &x->rule[i];
	struct dpi_row row = { &x->schema, w->batch, r };

	if (!rule->p.class->row)
		return true;
	k->work = w;
	k->told = false;
	k->m.tell = rule->cells ? tell : NULL;
	rule->p.class->row(&k->m, &row);
	return !k->told;
}

static enum dp_row_state
row(const struct dp_step *s, struct dp_work *w, size_t r)
{
	static const dp_str nothing = { NULL, 0 };
	const struct expect *x = s->self;
	struct local *l = w->local;
	bool all = true;

	if (x->condition) {
		all = dp_expr_true(x->condition, l->condition, w->batch, r,
				   nothing);
		if (!all)
			(void)dpi_row_finding(s, w, r, x->text,
					      DP_F_NOT_AS_EXPECTED, nothing);
	}
	for (size_t i = 0; i < x->n; i++)
		if (!in_order(&x->rule[i]) && !holds(x, w, r, i, &l->look[i]))
			all = false;
	return all ? DP_ROW_KEPT : dpi_row_after_finding(s);
}

static enum dp_row_state
sequence(struct dp_step *s, struct dp_work *w, size_t r)
{
	struct expect *x = s->self;
	bool all = true;

	for (size_t i = 0; i < x->n; i++) {
		const struct dp_err *lost = &x->look[i].m.lost;

		if (in_order(&x->rule[i]) && !holds(x, w, r, i, &x->look[i]))
			all = false;
		if (lost->code != DP_OK) {
			*w->err = *lost;
			w->failed = true;
		}
	}
	return all ? DP_ROW_KEPT : dpi_row_after_finding(s);
}

/* ---- the end ----------------------------------------------------------- */

/* What was found instead, as a sentence ends with it. */
static void
found(const struct dpi_measure *m, const struct dp_err *why, struct dp_buf *out)
{
	struct dp_buf b = { 0 }, shown = { 0 };

	if (why->code != DP_OK) {
		dp_buf_c(out, why->msg);
		if (out->n && out->p[out->n - 1] == '.')
			out->n--; /* a sentence ends with it */
		return;
	}
	if (m->is_text) {
		dp_buf_str(out, m->measured);
	} else if (m->p->class->row == dpi_row_domain) {
		dp_buf_format(out, _("no “%.*s”"), DP_FMT(m->value));
	} else {
		dp_number_double_text(m->number, m->p->percent ? 3 : 15, &b);
		dp_number_show(dp_buf_view(&b), &shown);
	}
	if (m->p->percent)
		dp_buf_format(out, _("%.*s %% (%llu of %llu cells)"),
			      DP_FMT(dp_buf_view(&shown)),
			      (unsigned long long)m->count,
			      (unsigned long long)m->of);
	else
		dp_buf_str(out, dp_buf_view(&shown));
	if (m->offended && m->line)
		dp_buf_format(out, _(", the first on line %llu"),
			      (unsigned long long)m->line);
	dp_buf_done(&b);
	dp_buf_done(&shown);
}

/* Files that the rule I of S does not hold, because of WHY or not. */
static int
not_so(const struct dp_step *s, size_t i, struct dp_findings *findings,
       const struct dp_err *why, struct dp_err *err)
{
	const struct expect *x = s->self;
	const struct dpi_measure *m = &x->look[i].m;
	struct dp_buf b = { 0 };
	struct dp_finding *f;

	f = dp_finding_add(findings, DP_F_TABLE_UNEXPECTED, x->rule[i].text,
			   m->line, m->record, m->value);
	found(m, why, &b);
	f->found = dp_keep(&findings->text, dp_buf_view(&b));
	dp_buf_done(&b);
	return s->on_error == DP_ON_ERROR_STOP ? dpi_plan_stop_at(s, f, err) :
						 0;
}

static int
finish(struct dp_step *s, struct dp_findings *findings, struct dp_err *err)
{
	struct expect *x = s->self;

	for (size_t i = 0; i < x->n; i++) {
		const struct dpi_predicate *p = &x->rule[i].p;
		struct dpi_measure *m = &x->look[i].m;
		struct dp_err why = { 0 };
		bool good;

		if (!x->rule[i].whole)
			continue;
		good = p->class->finish(NULL, m, &why) == 0;
		if (good && p->class->takes == DPI_TAKES_NUMBER)
			good = dpi_predicate_compares(p, m->number, p->number);
		else if (good)
			/* its cells were told of as they came */
			good = m->holds || (x->rule[i].cells && m->count > 0);
		if (!good && not_so(s, i, findings, &why, err) != 0)
			return -1;
	}
	return 0;
}

static const struct dp_example examples[] = {
	{ "siret unique=no na<1%", "nom,siret\na,35600000000048\nb,\n",
	  "nom,siret\na,35600000000048\nb,\n" },
	{ "population >= 0", "commune,population\nGap,40000\nNice,-1\n",
	  "commune,population\nGap,40000\nNice,-1\n" },
	{ "population type=integer range=0..",
	  "commune,population\nGap,40000\nNice,-1\n",
	  "commune,population\nGap,40000\nNice,-1\n" },
	{ "rows>=100 header>=nom,siret", "nom,siret\na,35600000000048\n",
	  "nom,siret\na,35600000000048\n" },
	{ "code unique=yes pattern=/[0-9]{5}/", "code\n05061\n5061\n05061\n",
	  "code\n05061\n5061\n05061\n" },
	{ "statut domain<=public,\"priv\u00e9\" on-error=reject",
	  "nom,statut\na,public\nb,autre\n", "nom,statut\na,public\n" },
	{ "montant na=0 where=\"statut == 'vers\u00e9'\"",
	  "statut,montant\nvers\u00e9,10\nrefus\u00e9,\n",
	  "statut,montant\nvers\u00e9,10\nrefus\u00e9,\n" },
	{ "in(statut, \"public\", \"priv\u00e9\")",
	  "nom,statut\na,public\nb,autre\n",
	  "nom,statut\na,public\nb,autre\n" },
	{ "isNumeric(n) or isBlank(n)", "n\n12\n\nx\n", "n\n12\n\"\"\nx\n" },
	{ "on-error=reject debut <= fin",
	  "debut,fin\n2021-01,2021-02\n2022-01,2021-02\n",
	  "debut,fin\n2021-01,2021-02\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_expect = {
	.name = "expect",
	.scope = DP_SEQUENCE,
	.reports = true,
	.takes = DP_TAKES_RULES,
	.synopsis = N_("[COLUMNS] RULES | CONDITION"),
	.summary = N_("Report what is not as expected: of columns, of the "
		      "table, or of each row."),
	.why = N_("A recipe written for last year's file runs on this year's, "
		  "in which a column has changed its meaning: nothing fails, "
		  "and the figures are wrong. What the steps take for granted "
		  "is written between them, and the run ends with status 1 "
		  "when it is no longer so, or with on-error=stop writes "
		  "nothing. Rules are those of verify --expect, without "
		  "blanks around their signs; all else is a condition that "
		  "every row should meet."),
	.param = params,
	.keyed_memory = DP_KEYS_SPILL,
	.bind = bind,
	.unbind = unbind,
	.local_new = local_new,
	.local_free = local_free,
	.row = row,
	.sequence = sequence,
	.needs = needs,
	.finish = finish,
	.example = examples,
};
