/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers in the words of other tools: cells are texts there, and what is
 * none that a number can be read from must not be reckoned with.
 */
#include "step/recipe_export_expr.h"

#define DIGITS_MAX 15u

/* The number N; FRACTION: whole numbers would be divided as such. */
bool
dpi_tell_constant(const struct dpi_x_node *n, bool fraction, struct dp_buf *out)
{
	size_t from = out->n;

	if (n->constant.text.p)
		dp_buf_str(out, n->constant.text);
	else
		dp_number_double_text(n->constant.number, DIGITS_MAX, out);
	if (fraction &&
	    dp_str_find(dp_str_from(dp_buf_view(out), from), '.') < 0)
		dp_buf_c(out, ".0");
	return out->n - from <= DIGITS_MAX + 3;
}

/* Appends to t->guard that CELL is what KEY asks for. */
static bool
put_guard(struct dpi_telling *t, const char *key, const struct dp_buf *cell)
{
	static const char *const both[] = { ", ", " && ", " AND ", " & " };

	if (t->guard.n)
		dp_buf_c(&t->guard, both[t->x->to]);
	return dpi_tell_two(t, key, cell, NULL, &t->guard) != DPI_TELL_NOTHING;
}

/* The cell N as a number. */
static bool
put_cell_number(struct dpi_telling *t, const struct dpi_x_node *n,
		struct dp_buf *out)
{
	uint32_t slot = n->op == DPI_X_COLUMN ? n->n : t->value;
	struct dp_buf cell = { 0 };
	bool told = slot != DPI_EXPORT_NO_SLOT;

	t->n_slots += t->guard.n > 0 && t->slot != slot;
	t->slot = slot;
	if (told) {
		dpi_export_cell(t->x, &cell, slot);
		told = put_guard(t, "is number", &cell) &&
		       dpi_tell_two(t, "number", &cell, NULL, out) !=
			       DPI_TELL_NOTHING;
	}
	dp_buf_done(&cell);
	return told;
}

/* toNumber: white space around it and zeros in front do not matter. */
static bool
put_numeral(struct dpi_telling *t, uint32_t node, struct dp_buf *out)
{
	struct dp_buf cell = { 0 }, bare = { 0 };
	bool told;

	t->n_slots += 2;
	told = dpi_tell_is_cell(&t->e->node[node]) &&
	       dpi_tell_node(t, node, &cell) == DPI_TELL_TEXT &&
	       dpi_tell_two(t, "trim", &cell, NULL, &bare) == DPI_TELL_TEXT &&
	       put_guard(t, "is numeral", &bare) &&
	       dpi_tell_two(t, "numeral", &bare, NULL, out) == DPI_TELL_NUMBER;
	dp_buf_done(&cell);
	dp_buf_done(&bare);
	return told;
}

/* Is NODE a number, whatever the cells? */
static bool
is_reckoned(const struct dpi_telling *t, const struct dpi_x_node *n)
{
	if (n->op == DPI_X_ADD)
		return is_reckoned(t, dpi_tell_child(t, n, 0)) &&
		       is_reckoned(t, dpi_tell_child(t, n, 1));
	return dpi_tell_is_number(n) || n->op == DPI_X_SUB ||
	       n->op == DPI_X_MUL || n->op == DPI_X_DIV ||
	       n->op == DPI_X_MINUS ||
	       (n->op == DPI_X_CALL &&
		strcmp(n->function->name, "toNumber") == 0);
}

static bool
put_arithmetic(struct dpi_telling *t, const struct dpi_x_node *n,
	       struct dp_buf *out)
{
	static const char sign[] = "+-*/";
	struct dp_buf second = { 0 };
	bool told;

	dp_buf_char(out, '(');
	told = dpi_tell_number(t, t->e->arg[n->first], out) &&
	       dpi_tell_number(t, t->e->arg[n->first + 1], &second);
	dp_buf_format(out, " %c %.*s)", sign[n->op - DPI_X_ADD],
		      DP_FMT(dp_buf_view(&second)));
	if (n->op == DPI_X_DIV) {
		/* a quotient of numbers that are reckoned may be one of 0 */
		told = told &&
		       (dpi_tell_is_cell(dpi_tell_child(t, n, 1)) ||
			dpi_tell_is_number(dpi_tell_child(t, n, 1))) &&
		       t->divide.n == 0;
		dp_buf_format(&t->divide,
			      t->x->to == DP_EXPORT_SQL ? "%.*s <> 0" :
							  "%.*s != 0",
			      DP_FMT(dp_buf_view(&second)));
	}
	dp_buf_done(&second);
	return told;
}

bool
dpi_tell_number(struct dpi_telling *t, uint32_t node, struct dp_buf *out)
{
	const struct dpi_x_node *n = &t->e->node[node];
	bool told;

	t->x->numbers = true;
	if (out->n > DPI_TELL_BYTES)
		return false;
	if (dpi_tell_is_number(n))
		return dpi_tell_constant(n, true, out);
	if (dpi_tell_is_cell(n))
		return put_cell_number(t, n, out);
	/* a cell that is no number would be joined */
	if (!is_reckoned(t, n))
		return false;
	if (n->op == DPI_X_CALL)
		return put_numeral(t, t->e->arg[n->first], out);
	if (n->op != DPI_X_MINUS)
		return put_arithmetic(t, n, out);
	dp_buf_c(out, "(0.0 - ");
	told = dpi_tell_number(t, t->e->arg[n->first], out);
	dp_buf_char(out, ')');
	return told;
}

/* Appends what must hold of the cells: numbers, and nothing divided by 0. */
char
dpi_tell_guarded(struct dpi_telling *t, const struct dp_buf *held,
		 struct dp_buf *out)
{
	static const char *const both[] = { "and(true, true, %.*s)", "(%.*s)",
					    "(%.*s)", "(%.*s)" };
	struct dp_buf guard = { 0 }, inner = { 0 };
	char told = DPI_TELL_CONDITION;

	dp_buf_format(&guard, both[t->x->to], DP_FMT(dp_buf_view(&t->guard)));
	if (t->divide.n && held)
		told = dpi_tell_two(t, "where", &t->divide, held, &inner);
	else if (t->divide.n || held)
		dp_buf_str(&inner, dp_buf_view(held ? held : &t->divide));
	if (told && inner.n)
		told = dpi_tell_two(t, "where", &guard, &inner, out);
	else
		dp_buf_str(out, dp_buf_view(&guard));
	dp_buf_done(&guard);
	dp_buf_done(&inner);
	return told;
}

/* Starts on numbers that are no part of those before. */
void
dpi_tell_begin_numbers(struct dpi_telling *t)
{
	t->guard.n = t->divide.n = 0;
	t->n_slots = 0;
}

/* The text of a number; where there is none, nothing, or the cell itself. */
bool
dpi_tell_written(struct dpi_telling *t, struct dp_buf *out)
{
	struct dp_buf number = { 0 }, guard = { 0 }, other = { 0 };
	bool told;

	told = is_reckoned(t, &t->e->node[t->e->root]) &&
	       strcmp("toNumber", t->e->node[t->e->root].op == DPI_X_CALL ?
					  "toNumber" :
					  "") != 0 &&
	       dpi_tell_number(t, t->e->root, &number) && t->guard.n > 0;
	/* of several cells one that is empty is another matter than a text */
	if (told && t->value != DPI_EXPORT_NO_SLOT) {
		told = t->n_slots == 0 && t->slot == t->value;
		dpi_export_cell(t->x, &other, t->value);
	} else {
		dpi_export_text(t->x, &other, DP_S(""));
	}
	if (told && dpi_tell_guarded(t, NULL, &guard)) {
		struct dpi_filling f = { .arg = { dp_buf_view(&guard),
						  dp_buf_view(&number),
						  dp_buf_view(&other) } };

		told = dpi_tell_word(t, "written", &f, out) != DPI_TELL_NOTHING;
	}
	dp_buf_done(&number);
	dp_buf_done(&guard);
	dp_buf_done(&other);
	return told;
}
