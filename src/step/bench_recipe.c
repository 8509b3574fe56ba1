/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The steps of a workbench as a recipe: to be bound, to be saved, to be run
 * from a shell.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "step/bench.h"
#include "step/shell.h"

/* The steps from the first to NUMBER; *N gets how many. The caller frees. */
static uint32_t *
path_to(const struct dp_bench *b, uint32_t number, size_t *n)
{
	uint32_t *step, at = number;

	*n = 0;
	for (; at != 0; at = b->node[at].parent)
		(*n)++;
	step = dp_alloc((*n + 1) * sizeof *step);
	at = number;
	for (size_t i = *n; i > 0; at = b->node[at].parent)
		step[--i] = at;
	return step;
}

/* Appends STEP to R, where it must be one step that is on. */
static int
append_step(struct dp_recipe *r, dp_str step, struct dp_err *err)
{
	size_t before = r->n, n = 0;

	if (dp_recipe_append(r, step, err) != 0)
		return -1;
	for (size_t i = before; i < r->n; i++) {
		if (r->line[i].op && !r->line[i].off)
			n++;
		else if (r->line[i].verb.p)
			n = 2;
	}
	if (n == 1)
		return 0;
	return dp_fail(err, DP_ERECIPE,
		       _("write one step of a recipe, such as: trim *"));
}

struct dp_recipe *
dpi_bench_steps(const struct dp_bench *b, uint32_t number, dp_str step,
		struct dp_err *err)
{
	struct dp_recipe *r = dp_recipe_parse(DP_S(""), "-e", err);
	size_t n;
	uint32_t *at = path_to(b, number, &n);
	int status = r ? 0 : -1;

	for (size_t i = 0; status == 0 && i < n; i++)
		status = dp_recipe_append(r, b->node[at[i]].line, err);
	if (status == 0 && step.p)
		status = append_step(r, step, err);
	free(at);
	if (status == 0)
		return r;
	dp_recipe_free(r);
	return NULL;
}

/* ---- what comes out --------------------------------------------------- */

/* Reads or writes a file of its own: too much for each screen of rows. */
static bool
has_file(const struct dp_op_class *op)
{
	for (const struct dp_param *p = op->param; p && p->name; p++)
		if (p->kind == DP_P_FILE || p->kind == DP_P_OUTPUT)
			return true;
	return false;
}

static bool
keeps_row(const struct dp_step *s)
{
	return (s->op->scope == DP_CELL || s->op->scope == DP_ROW ||
		s->op->scope == DP_SCHEMA) &&
	       !s->op->drops_rows && s->on_error != DP_ON_ERROR_REJECT &&
	       !s->scouts && !has_file(s->op);
}

int
dpi_bench_bind(const struct dp_bench *b, const struct dp_recipe *r,
	       struct dp_schema *schema, bool *keeps_rows, struct dp_err *err)
{
	struct dp_plan *p = dp_plan_dry(r, dp_pages_schema(b->pages), err);
	const struct dp_schema *made;

	if (!p)
		return -1;
	made = &dp_plan_stream(p)->schema;
	for (size_t i = 0; i < made->n; i++)
		(void)dp_schema_add(schema, i, made->column[i].name);
	*keeps_rows = true;
	for (size_t i = 0; i < dp_plan_log(p)->n_steps; i++)
		*keeps_rows = *keeps_rows && keeps_row(dp_plan_step(p, i));
	dp_plan_free(p);
	return 0;
}

/* ---- exports ---------------------------------------------------------- */

static void
put_sign(const char *key, char sign, struct dp_buf *out)
{
	dp_buf_format(out, " %s=", key);
	if (sign == 0)
		dp_buf_c(out, "none");
	else if (sign == '\t')
		dp_buf_c(out, "tab");
	else
		dp_recipe_quote((dp_str){ &sign, 1 }, out);
}

/* RE between slashes; one of its own stands behind a backslash. */
static void
put_pattern(const char *key, dp_str re, struct dp_buf *out)
{
	dp_buf_format(out, " %s=/", key);
	for (size_t i = 0; i < re.n; i++) {
		if (re.p[i] == '/')
			dp_buf_char(out, '\\');
		dp_buf_char(out, re.p[i]);
		if (re.p[i] == '\\' && i + 1 < re.n)
			dp_buf_char(out, re.p[++i]);
	}
	dp_buf_char(out, '/');
}

/* Where the header of O is, and what is below its table, as far as it says. */
static void
put_extent(const struct dp_read_opts *o, struct dp_buf *out)
{
	if (o->skip_lines >= 0)
		dp_buf_format(out, " skip=%lld", (long long)o->skip_lines);
	if (o->header_rows)
		dp_buf_format(out, " header-rows=%u", o->header_rows);
	if (o->header_join.p) {
		dp_buf_c(out, " join=");
		dp_recipe_quote(o->header_join, out);
	}
	if (o->footer_lines >= 0)
		dp_buf_format(out, " footer=%lld", (long long)o->footer_lines);
	else if (o->footer.p)
		put_pattern("footer", o->footer, out);
}

void
dpi_source_line(const struct dp_read_opts *o, const struct dp_origin *from,
		struct dp_buf *out)
{
	struct dp_read_opts none;
	struct dp_buf said = { 0 };

	dp_read_opts_init(&none);
	if (!o)
		o = &none;
	dp_recipe_origin(from, &said);
	if (o->encoding.p)
		dp_buf_format(&said, " encoding=%.*s", DP_FMT(o->encoding));
	if (o->delimiter_set || o->delimiter)
		put_sign("delimiter", o->delimiter, &said);
	if (o->no_quote || o->quote)
		put_sign("quote", o->no_quote ? 0 : o->quote, &said);
	if (o->header != DP_AUTO)
		dp_buf_format(&said, " header=%s",
			      o->header == DP_YES ? "yes" : "no");
	put_extent(o, &said);
	if (o->as_is)
		dp_buf_c(&said, " as-is=yes");
	if (said.n) {
		dp_buf_c(out, "source");
		dp_buf_str(out, dp_buf_view(&said));
	}
	dp_buf_done(&said);
}

/* NOTE as comments, a line each. */
static void
put_note(dp_str note, struct dp_buf *out)
{
	while (note.p) {
		dp_str line = dp_str_strip(dp_str_cut(&note, '\n'));

		dp_buf_c(out, line.n ? "# " : "#");
		dp_buf_str(out, line);
		dp_buf_char(out, '\n');
	}
}

void
dp_edit_step(dp_str column, const dp_str *from, size_t n, dp_str to,
	     struct dp_buf *out)
{
	bool first = true;

	for (size_t i = 0; i < n; i++) {
		if (dp_str_eq(from[i], to))
			continue;
		if (first) {
			dp_buf_c(out, "edit ");
			dp_recipe_word(column, out);
		}
		dp_buf_c(out, first ? " " : " | ");
		dp_recipe_quote(from[i], out);
		first = false;
	}
	if (first)
		return;
	dp_buf_c(out, " -> ");
	dp_recipe_quote(to, out);
}

void
dp_bench_recipe(const struct dp_bench *b, uint32_t number, struct dp_buf *out)
{
	size_t n;
	uint32_t *at = path_to(b, number, &n);

	dp_buf_c(out, "dpipe-recipe 1\n");
	if (*b->read)
		dp_buf_format(out, "%s\n", b->read);
	put_note(b->node[0].note, out);
	for (size_t i = 0; i < n; i++) {
		put_note(b->node[at[i]].note, out);
		dp_buf_str(out, b->node[at[i]].line);
		dp_buf_char(out, '\n');
	}
	free(at);
}

void
dp_bench_command(const struct dp_bench *b, uint32_t number, struct dp_buf *out)
{
	size_t n;
	uint32_t *at = path_to(b, number, &n);

	dp_buf_c(out, "dpipe clean");
	if (*b->read) {
		dp_buf_c(out, " -e ");
		dpi_shell_word(out, b->read);
	}
	for (size_t i = 0; i < n; i++) {
		char *line = dp_strdup(b->node[at[i]].line);

		dp_buf_c(out, " -e ");
		dpi_shell_word(out, line);
		free(line);
	}
	dp_buf_char(out, ' ');
	/* What looks like an option is a file all the same. */
	if (b->source[0] == '-' && b->source[1])
		dp_buf_c(out, "-- ");
	dpi_shell_word(out, b->source);
	dp_buf_char(out, '\n');
	free(at);
}
