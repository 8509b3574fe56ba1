/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an audit says at its end of columns and records: from the columns of
 * the cleaned table back to those of the input, one step after the other.
 */
#include "step/undo.h"

#include <stdlib.h>

#include "base/i18n.h"

static int
broken(const char *path, struct dp_err *err)
{
	return dp_fail(err, DP_EDATA,
		       _("%s: what the audit says of the columns does not fit "
			 "the table. Name the table that was written together "
			 "with it."),
		       path);
}

/* The column called NAME, or so written: reading trims the names of a table. */
static ptrdiff_t
find(const struct dpi_columns *c, dp_str name)
{
	ptrdiff_t written = -1;

	for (size_t i = 0; i < c->n; i++) {
		if (dp_str_eq(c->column[i].name, name))
			return (ptrdiff_t)i;
		if (written < 0 && dp_str_eq(c->column[i].label, name))
			written = (ptrdiff_t)i;
	}
	return written;
}

static bool
number(dp_str text, uint64_t *out)
{
	int64_t n;

	if (!dp_str_int(text, &n) || n < 0)
		return false;
	*out = (uint64_t)n;
	return true;
}

/* A row without a label: of the table as a whole. */
static bool
tell_table(struct dpi_outline *o, const struct dpi_told *t)
{
	if (dp_str_is(t->operation, "header")) {
		o->unnamed = true;
	} else if (dp_str_is(t->operation, "source")) {
		o->source = t->before;
	} else if (dp_str_is(t->operation, "names")) {
		o->names = t->before;
	} else if (dp_str_is(t->operation, "records")) {
		o->counted = number(t->before, &o->n_in) &&
			     number(t->after, &o->n_out);
		return o->counted;
	} else {
		return false;
	}
	return true;
}

/* A row of those that tell of the records written, which are many. */
static bool
tells_written(struct dpi_outline *o, const struct dpi_undo_file *f)
{
	dp_str operation = dpi_undo_cell(f, AUDIT_OPERATION);
	bool order = dp_str_is(operation, "order"),
	     check = dp_str_is(operation, "check");

	o->ordered = o->ordered || order;
	o->checked = o->checked || check;
	return order || check;
}

/*
 * Forgets the rows from AT on, and those above it that are of the same steps:
 * changes of rows that a step has added have no record.
 */
static void
forget(struct dpi_outline *o, size_t at)
{
	size_t n = 0;

	for (size_t i = 0; i < at; i++) {
		size_t k = at;

		while (k < o->n &&
		       !dp_str_eq(o->told[k].label, o->told[i].label))
			k++;
		if (k == o->n)
			o->told[n++] = o->told[i];
	}
	o->n = n;
}

/* What is told of the steps, and where it does not lead back. */
static void
look_over(struct dpi_outline *o)
{
	bool none;

	for (size_t i = 0; i < o->n; i++) {
		const struct dpi_told *t = &o->told[i];

		if (dp_str_is(t->operation, "record")) {
			o->whole = t->label;
			o->whole_names = t->before;
			o->whole_labels = t->after;
			forget(o, i);
			break;
		}
	}
	none = o->counted && o->n_out == 0;
	for (size_t i = 0; i < o->n; i++) {
		const struct dpi_told *t = &o->told[i];

		/* but for what the audit tells of the order, if there is one */
		if (!o->ordered && !none && !t->column.n && t->before.n &&
		    !t->after.n)
			o->disorder = t->label;
	}
}

static int
gather(struct dpi_outline *o, const char *path, struct dp_err *err)
{
	struct dpi_undo_file f = { 0 };
	int status = dpi_undo_file_open(&f, path, dp_audit_header,
					"filter isBlank(record)", err);

	while (status == 0 && (status = dpi_undo_file_next(&f, err)) == 1) {
		struct dpi_told t;

		status = 0;
		if (tells_written(o, &f))
			continue;
		t = (struct dpi_told){
			dp_keep(&o->text, dpi_undo_cell(&f, AUDIT_COLUMN)),
			dp_keep(&o->text, dpi_undo_cell(&f, AUDIT_STEP)),
			dp_keep(&o->text, dpi_undo_cell(&f, AUDIT_OPERATION)),
			dp_keep(&o->text, dpi_undo_cell(&f, AUDIT_BEFORE)),
			dp_keep(&o->text, dpi_undo_cell(&f, AUDIT_AFTER)),
		};
		if (t.label.n == 0) {
			if (!tell_table(o, &t))
				status = broken(path, err);
			continue;
		}
		dp_grow(&o->told, &o->cap, o->n, sizeof *o->told);
		o->told[o->n++] = t;
	}
	dpi_undo_file_close(&f);
	look_over(o);
	return status;
}

/* Puts the columns of C in the order that T tells of. */
static bool
reorder(struct dpi_outline *o, struct dpi_columns *c, const struct dpi_told *t)
{
	dp_str *name = dp_alloc0((c->n + 1) * sizeof *name);
	struct dpi_was *to = dp_arena_alloc(&o->text, c->n * sizeof *to);
	struct dp_err ignored = { 0 };
	bool fits = dpi_undo_read_names(t->before, name, c->n, &o->text,
					&ignored) == 0;

	for (size_t i = 0; fits && i < c->n; i++) {
		ptrdiff_t k = find(c, name[i]);

		fits = k >= 0;
		if (fits)
			to[i] = c->column[k];
	}
	free(name);
	if (fits)
		c->column = to;
	return fits;
}

/* Where the cells of a removed column will be, if the audit tells of them. */
static uint32_t
place_of_removed(struct dpi_outline *o, const struct dpi_told *t)
{
	return dp_str_is(t->operation, "removed") ? o->n_cells++ :
						    DPI_UNDO_LOST;
}

/* Renames, removes what was made, adds what was removed. */
static bool
step_back(struct dpi_outline *o, const struct dpi_columns *after,
	  struct dpi_columns *c, const struct dpi_told *t, size_t n)
{
	bool *made = dp_alloc0((after->n + 1) * sizeof *made), fits = true;
	const struct dpi_told *order = NULL;

	c->column = dp_arena_alloc(&o->text,
				   (after->n + n) * sizeof *c->column);
	c->n = after->n;
	c->told_at = o->n_cells;
	memcpy(c->column, after->column, after->n * sizeof *c->column);
	for (size_t i = 0; fits && i < n; i++) {
		ptrdiff_t k = t[i].after.n ? find(after, t[i].after) : -1;

		if (t[i].column.n && !t[i].after.n) {
			c->column[c->n++] = (struct dpi_was){
				t[i].column, t[i].before,
				!dp_str_eq(t[i].column, t[i].before),
				place_of_removed(o, &t[i])
			};
		} else if (t[i].column.n) {
			fits = k >= 0;
			if (fits)
				c->column[k] = (struct dpi_was){
					t[i].column, t[i].before,
					!dp_str_eq(t[i].column, t[i].before),
					after->column[k].at
				};
		} else if (t[i].before.n && t[i].after.n) {
			order = &t[i];
		} else if (t[i].after.n) {
			fits = k >= 0;
			if (fits)
				made[k] = true;
		}
	}
	for (size_t i = 0, k = 0, all = c->n; i < all; i++)
		if (i >= after->n || !made[i])
			c->column[k++] = c->column[i];
		else
			c->n--;
	free(made);
	c->n_told = o->n_cells - c->told_at;
	return fits && (!order || reorder(o, c, order));
}

/* Columns with NAMES and LABELS, as they stand in the audit; none: of a file
   in which nothing was. */
static bool
names_state(struct dpi_outline *o, dp_str names, dp_str labels,
	    struct dpi_columns *end)
{
	dp_str *name, *label;

	memset(end, 0, sizeof *end);
	if (names.n == 0)
		return true;
	end->n = dpi_undo_names(names, &name, &o->text);
	o->n_cells = (uint32_t)end->n;
	end->column = dp_arena_alloc(&o->text, end->n * sizeof *end->column);
	label = dp_arena_alloc(&o->text, end->n * sizeof *label);
	dpi_undo_cells(labels, end->n, label, &o->text);
	for (size_t i = 0; i < end->n; i++)
		end->column[i] =
			(struct dpi_was){ name[i], label[i],
					  !dp_str_eq(name[i], label[i]),
					  (uint32_t)i };
	return end->n > 0;
}

/* The columns of the cleaned table. */
static bool
last_state(struct dpi_outline *o, struct dpi_columns *end,
	   const struct dp_schema *schema)
{
	dp_str *name = dp_alloc0((schema->n + 1) * sizeof *name);
	struct dp_err ignored = { 0 };
	bool fits = !o->names.n ||
		    dpi_undo_read_names(o->names, name, schema->n, &o->text,
					&ignored) == 0;

	end->n = schema->n;
	o->n_cells = (uint32_t)schema->n;
	end->column = dp_arena_alloc(&o->text, schema->n * sizeof *end->column);
	for (size_t i = 0; i < schema->n; i++) {
		const struct dp_column *c = &schema->column[i];

		struct dpi_was *w = &end->column[i];

		w->name = fits && o->names.n ? name[i] : c->name;
		w->label = c->labelled ? c->label : c->name;
		w->labelled = !dp_str_eq(w->name, w->label);
		w->at = (uint32_t)i;
	}
	free(name);
	return fits;
}

static bool
end_state(struct dpi_outline *o, struct dpi_columns *end,
	  const struct dp_schema *schema)
{
	if (o->whole.p)
		return names_state(o, o->whole_names, o->whole_labels, end);
	/* a part without a header, of which nothing was left */
	if (schema->n == 0 && o->names.n)
		return names_state(o, o->names, o->names, end);
	return last_state(o, end, schema);
}

/* The states, from the last to the first. */
static bool
go_back(struct dpi_outline *o, const struct dp_schema *schema)
{
	size_t last = o->n, step;

	for (size_t i = 0; i < o->n; i++)
		o->n_steps += i == 0 || !dp_str_eq(o->told[i].label,
						   o->told[i - 1].label);
	step = o->n_steps;
	o->step = dp_arena_alloc(&o->text, (step + 1) * sizeof *o->step);
	o->state = dp_arena_alloc(&o->text, (step + 1) * sizeof *o->state);
	if (!end_state(o, &o->state[step], schema))
		return false;
	while (step-- > 0) {
		size_t first = last - 1;

		while (first > 0 && dp_str_eq(o->told[first - 1].label,
					      o->told[first].label))
			first--;
		o->step[step] = o->told[first].label;
		if (!step_back(o, &o->state[step + 1], &o->state[step],
			       o->told + first, last - first))
			return false;
		last = first;
	}
	return true;
}

int
dpi_outline_read(struct dpi_outline *o, const char *path,
		 const struct dp_schema *schema, struct dp_err *err)
{
	if (gather(o, path, err) != 0)
		return -1;
	/* nothing goes back: a row that was added has changes without record */
	if (o->disorder.p)
		return 0;
	return go_back(o, schema) ? 0 : broken(path, err);
}

const struct dpi_columns *
dpi_outline_input(const struct dpi_outline *o)
{
	return &o->state[0];
}

const struct dpi_columns *
dpi_outline_end(const struct dpi_outline *o)
{
	return &o->state[o->n_steps];
}

/* Index of the step LABEL, or how many there are. */
static size_t
step_of(const struct dpi_outline *o, dp_str label)
{
	size_t i = 0;

	while (i < o->n_steps && !dp_str_eq(o->step[i], label))
		i++;
	return i;
}

bool
dpi_outline_has(const struct dpi_outline *o, dp_str label)
{
	return step_of(o, label) < o->n_steps;
}

bool
dpi_outline_find(const struct dpi_outline *o, dp_str label, dp_str name,
		 uint32_t *at)
{
	size_t i = step_of(o, label);
	ptrdiff_t k;

	if (i == o->n_steps && o->n_steps)
		return false;
	/* What a step has made is called as it is behind the step. */
	if (i < o->n_steps) {
		k = find(&o->state[i + 1], name);
		if (k >= 0) {
			*at = o->state[i + 1].column[k].at;
			return true;
		}
	}
	k = find(&o->state[i], name);
	if (k >= 0)
		*at = o->state[i].column[k].at;
	return k >= 0;
}

bool
dpi_outline_removed(const struct dpi_outline *o, dp_str label, uint32_t *at,
		    size_t *n)
{
	size_t i = step_of(o, label);

	if (i == o->n_steps)
		return false;
	*at = o->state[i].told_at;
	*n = o->state[i].n_told;
	return *n > 0;
}

int
dpi_outline_no_rejects(uint64_t n, struct dp_err *err)
{
	return dp_fail(err, DP_EUSAGE,
		       P_("%llu record was left out; name the file that "
			  "holds it with --rejects.",
			  "%llu records were left out; name the file that "
			  "holds them with --rejects.",
			  n),
		       (unsigned long long)n);
}

void
dpi_outline_lost(const struct dpi_outline *o, struct dp_result *result)
{
	const struct dpi_columns *in = dpi_outline_input(o);
	struct dp_buf list = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < in->n; i++) {
		if (in->column[i].at != DPI_UNDO_LOST)
			continue;
		if (n++)
			dp_buf_c(&list, ", ");
		dp_buf_str(&list, in->column[i].name);
	}
	if (n) {
		dp_result_note(result, "lost_columns",
			       P_("This column was removed, and the audit does "
				  "not hold its values; the table comes back "
				  "without it: %.*s",
				  "These columns were removed, and the audit "
				  "does not hold their values; the table comes "
				  "back without them: %.*s",
				  n),
			       DP_FMT(dp_buf_view(&list)));
		result->doubtful = true;
	}
	dp_buf_done(&list);
}

int
dpi_outline_check(const struct dpi_outline *o, const char *rejects,
		  struct dp_err *err)
{
	if (o->disorder.p)
		return dp_fail(err, DP_EDATA,
			       _("step %.*s put the records in another order, "
				 "made several of one or one of several, and "
				 "the audit does not hold what was before: "
				 "this cannot be undone. Take the file that "
				 "was cleaned."),
			       DP_FMT(o->disorder));
	if (o->whole.p)
		return 0;
	if (o->counted && o->n_out > o->n_in)
		return dp_fail(err, DP_EDATA,
			       _("the recipe made %llu records of %llu: this "
				 "cannot be undone. Take the file that was "
				 "cleaned."),
			       (unsigned long long)o->n_out,
			       (unsigned long long)o->n_in);
	return o->counted && o->n_in != o->n_out && !rejects ?
		       dpi_outline_no_rejects(o->n_in - o->n_out, err) :
		       0;
}

void
dpi_outline_done(struct dpi_outline *o)
{
	free(o->told);
	dp_arena_done(&o->text);
}
