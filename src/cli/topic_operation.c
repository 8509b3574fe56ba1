/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One operation in words, from its descriptor: call, reason, parameters,
 * examples; and the manual page of all of them, dpipe-op(7).
 */
#include <dpipe/op.h>

#include <stdlib.h>

#include "cli/help.h"
#include "cli/inner.h"

#define CHOICES_BYTES 44u /* longer ones stand in the call alone */

static bool
long_choice(const struct dp_param *p)
{
	return p->kind == DP_P_CHOICE && strlen(p->choices) > CHOICES_BYTES;
}

static const char *
value_of(const struct dp_param *p)
{
	switch (p->kind) {
	case DP_P_INT:
		return _("N");
	case DP_P_YES:
		return "yes|no";
	case DP_P_CHOICE:
		return long_choice(p) ? _("WORD") : p->choices;
	case DP_P_PATTERN:
		return _("PATTERN");
	case DP_P_COLUMN:
		return _("COLUMN");
	case DP_P_COLUMNS:
		return _("COLUMNS");
	case DP_P_EXPR:
		return _("EXPRESSION");
	case DP_P_FILE:
	case DP_P_OUTPUT:
		return _("FILE");
	case DP_P_TEXT:
	case DP_P_COMPARED:
		break;
	}
	return _("TEXT");
}

/* The signs that may stand in the place of the =. */
static void
other_signs(const struct dp_param *p, struct dp_buf *out)
{
	dp_str rest = dp_str_c(p->choices);
	const char *between = "";

	dp_buf_c(out, _(" (also with "));
	while (rest.p) {
		dp_str sign = dp_str_cut(&rest, '|');

		if (dp_str_is(sign, "="))
			continue;
		dp_buf_format(out, "%s%.*s", between, DP_FMT(sign));
		between = " ";
	}
	dp_buf_char(out, ')');
}

static void
parameter(struct cli_doc *d, const struct dp_param *p)
{
	char *term = dp_format("%s=%s", p->name, value_of(p));
	struct dp_buf b = { 0 };
	char *text;

	dp_buf_c(&b, cli_tr(p->summary));
	if (p->kind == DP_P_COMPARED)
		other_signs(p, &b);
	if (p->required)
		dp_buf_c(&b, _(" (must be given)"));
	else if (p->standard && *p->standard)
		dp_buf_format(&b, _(" (by itself: %s)"),
			      strcmp(p->standard, " ") == 0 ? "\" \"" :
							      p->standard);
	text = dp_buf_take(&b);
	cli_doc_item(d, term, text);
	free(text);
	free(term);
}

/* What every operation of its scope takes besides. */
static void
common_parameters(struct cli_doc *d, const struct dp_op_class *op)
{
	if (op->scope == DP_CELL)
		cli_doc_text(d, _("Besides: where=EXPRESSION chooses the "
				  "records, as=NAME puts the result into a "
				  "new column, on-error=flag, keep, blank, "
				  "reject or stop says what becomes of a cell "
				  "that cannot be read."));
	else if (op->takes == DP_TAKES_RULES)
		cli_doc_text(d, _("Besides: where=EXPRESSION chooses the "
				  "records. Before a condition on-error= and "
				  "where= may stand too."));
	else if (op->takes != DP_TAKES_EXPR &&
		 (op->scope == DP_ROW || op->scope == DP_SEQUENCE))
		cli_doc_text(d, _("Besides: where=EXPRESSION chooses the "
				  "records, on-error=flag, keep, blank, "
				  "reject or stop says what becomes of what "
				  "cannot be read."));
	if (op->keyed_memory == DP_KEYS_SPILL)
		cli_doc_text(d, _("Memory grows with the number of different "
				  "keys, up to 256 MB (or --memory); beyond "
				  "it they go to temporary files (TMPDIR)."));
	if (op->keyed_memory == DP_KEYS_BOUND)
		cli_doc_text(d, _("Memory grows with the number of different "
				  "values, up to 256 MB (or --memory); beyond "
				  "it the step stops, and nothing is "
				  "written."));
	if (op->scope == DP_TABLE && !op->flows)
		cli_doc_text(d, _("It waits for the whole table before it "
				  "gives the first record."));
	if (op->changes_again)
		cli_doc_text(d, _("Run a second time on its own result, it "
				  "may change it again."));
}

/* ONE, a character of several bytes or a control: is it seen by itself? */
static bool
is_unseen(dp_str one)
{
	struct dp_text_facts f;

	dp_text_look(one, &f);
	return f.n_hidden + f.n_marks > 0 || dp_space_bytes(one) > 0;
}

/* Appends S between quotes, what cannot be seen spelled out. */
static void
visible(dp_str s, struct dp_buf *out)
{
	dp_buf_c(out, _("“"));
	while (s.n > 0) {
		uint32_t c = 0;
		unsigned n = dp_utf8_decode(s.p, s.n, &c);

		n = n ? n : 1;
		if (c == '\n' || c == '\t' || c == '\r')
			dp_buf_c(out, c == '\n' ? "\\n" :
				      c == '\t' ? "\\t" :
						  "\\r");
		else if ((c > 0x7F || c < 0x20) &&
			 is_unseen((dp_str){ s.p, n }))
			dp_buf_format(out, "<U+%04X>", (unsigned)c);
		else
			dp_buf_add(out, s.p, n);
		s = dp_str_from(s, n);
	}
	dp_buf_c(out, _("”"));
}

static void
cell_example(struct cli_doc *d, const char *name, const struct dp_example *e)
{
	struct dp_buf line = { 0 };

	dp_buf_format(&line, "%s%s%s   ", name, *e->args ? " " : "", e->args);
	visible(dp_str_c(e->in), &line);
	dp_buf_c(&line, " -> ");
	visible(dp_str_c(e->out), &line);
	cli_doc_code(d, dp_buf_view(&line), NULL);
	dp_buf_done(&line);
}

static void
table_example(struct cli_doc *d, const char *name, const struct dp_example *e)
{
	char *line = dp_format("%s%s%s", name, *e->args ? " " : "", e->args);
	/* TRANSLATORS: an operation as it is typed; a table follows */
	char *turns = dp_format(_("%s turns"), line);

	cli_doc_text(d, turns);
	cli_doc_code(d, dp_str_c(e->in), NULL);
	cli_doc_text(d, _("into"));
	cli_doc_code(d, dp_str_c(e->out), NULL);
	free(turns);
	free(line);
}

void
cli_topic_operation(struct cli_doc *d, size_t i)
{
	const struct dp_op_class *op = dp_op_at(i);
	char *call = dp_format("%s %s", op->name,
			       op->synopsis ? cli_tr(op->synopsis) : "");

	cli_doc_section(d, op->name);
	cli_doc_code(d, dp_str_c(call), NULL);
	cli_doc_text(d, cli_tr(op->summary));
	cli_doc_text(d, cli_tr(op->why));
	for (const struct dp_param *p = op->param; p && p->name; p++)
		if (strcmp(p->name, "*") != 0)
			parameter(d, p);
	common_parameters(d, op);
	if (op->example && op->example->in)
		cli_doc_text(d, _("Examples:"));
	for (const struct dp_example *e = op->example; e && e->in; e++) {
		if (op->scope == DP_CELL)
			cell_example(d, op->name, e);
		else
			table_example(d, op->name, e);
	}
	free(call);
}

void
cli_page_operations(struct cli_doc *d)
{
	cli_doc_page(d, "dpipe-op", 7, _("what a recipe can do to a table"));
	cli_doc_section(d, _("Description"));
	cli_doc_text(d, _("Each of these is a step of a recipe (see "
			  "dpipe-recipe(5)), and can be tried by itself:"));
	cli_doc_code(d, DP_S("dpipe clean -e 'trim *' FILE"), NULL);
	cli_doc_text(d, _("COLUMNS are names with commas between them; names "
			  "with blanks stand in quotes, * is all columns, "
			  "/pattern/ those whose names match, a..d those from "
			  "a to d."));
	for (size_t i = 0; i < dp_op_count(); i++)
		cli_topic_operation(d, i);
	cli_doc_section(d, _("Other names"));
	cli_doc_text(d, _("Words that are no operation here, and what to write "
			  "in their place:"));
	for (size_t i = 0; i < dp_elsewhere_count(); i++) {
		const struct dp_elsewhere *w = dp_elsewhere_at(i);

		cli_doc_item(d, w->name,
			     w->written ? w->written : cli_tr(w->text));
	}
	cli_doc_section(d, _("See also"));
	cli_doc_text(d, "dpipe-clean(1), dpipe-recipe(5)");
}
