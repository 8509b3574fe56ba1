/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an audit says of columns that were removed, and of records before they
 * were mixed: a cell, or several as one record of CSV. Which columns they are
 * is in undo_outline.c.
 */
#include "step/undo.h"

/*
 * Takes the next cell off REST, a record of CSV as dp_csv_record writes it.
 */
static dp_str
take_cell(dp_str *rest, struct dp_arena *text)
{
	dp_str cell;
	size_t n = 0, i = 1;
	char *to;

	if (rest->n == 0 || rest->p[0] != '"') {
		cell = dp_str_cut(rest, ',');
		return cell.n ? cell : (dp_str){ NULL, 0 };
	}
	to = dp_arena_text(text, rest->n);
	for (; i < rest->n; i++) {
		if (rest->p[i] == '"' && (++i == rest->n || rest->p[i] != '"'))
			break;
		to[n++] = rest->p[i];
	}
	*rest = dp_str_from(*rest, i + 1);
	return (dp_str){ to, n };
}

size_t
dpi_undo_removed(dp_str told, size_t n, dp_str *cell, struct dp_arena *text)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		cell[i] = n == 1 ? told : take_cell(&told, text);
		found += cell[i].p != NULL;
	}
	return found;
}

size_t
dpi_undo_names(dp_str told, dp_str **name, struct dp_arena *text)
{
	dp_str rest = told;
	size_t n = 0;

	while (rest.n) {
		(void)take_cell(&rest, text);
		n++;
	}
	*name = dp_arena_alloc(text, (n + 1) * sizeof **name);
	dpi_undo_cells(told, n, *name, text);
	return n;
}

void
dpi_undo_cells(dp_str told, size_t n, dp_str *cell, struct dp_arena *text)
{
	for (size_t i = 0; i < n; i++)
		cell[i] = take_cell(&told, text);
}

int
dpi_undo_read_names(dp_str text, dp_str *name, size_t n, struct dp_arena *keep,
		    struct dp_err *err)
{
	struct dp_read_opts o;
	struct dp_buf line = { 0 };
	struct dp_stream *s;
	int status = -1;

	dp_read_opts_written(&o);
	o.threads = 1;
	dp_buf_str(&line, text);
	dp_buf_char(&line, '\n');
	s = dp_table_open_memory(line.p, line.n, &o, err);
	if (s && s->schema.n == n) {
		for (size_t i = 0; i < n; i++) {
			const struct dp_column *c = &s->schema.column[i];

			name[i] = dp_keep(keep, c->labelled && c->label.n ?
							c->label :
							c->name);
		}
		status = 0;
	}
	dp_close(s);
	dp_buf_done(&line);
	return status;
}
