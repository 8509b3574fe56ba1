/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Schemas: the names of columns and the slots of a batch that hold them.
 */
#include <dpipe/table.h>

#include <stdlib.h>

#include "base/i18n.h"

#define SHOWN_COLUMNS 10u /* named where none is near */

uint32_t
dp_schema_add(struct dp_schema *s, size_t index, dp_str name)
{
	return dp_schema_put(s, index, dp_keep(&s->names, name));
}

uint32_t
dp_schema_put(struct dp_schema *s, size_t index, dp_str name)
{
	if (index > s->n)
		index = s->n;
	dp_grow(&s->column, &s->cap, s->n, sizeof *s->column);
	memmove(s->column + index + 1, s->column + index,
		(s->n - index) * sizeof *s->column);
	s->column[index].name = name;
	s->column[index].slot = s->n_slots;
	s->column[index].labelled = false;
	s->column[index].label = (dp_str){ NULL, 0 };
	s->n++;
	return s->n_slots++;
}

void
dp_schema_rename(struct dp_schema *s, size_t i, dp_str name)
{
	s->column[i].name = dp_keep(&s->names, name);
	s->column[i].labelled = false;
	s->column[i].label = (dp_str){ NULL, 0 };
}

ptrdiff_t
dp_schema_find(const struct dp_schema *s, dp_str name)
{
	for (size_t i = 0; i < s->n; i++)
		if (dp_str_eq(s->column[i].name, name))
			return (ptrdiff_t)i;
	return -1;
}

ptrdiff_t
dp_schema_need(const struct dp_schema *s, dp_str name, struct dp_err *err)
{
	ptrdiff_t i = dp_schema_find(s, name);
	struct dp_buf near = { 0 };
	size_t found[3], n = 0;
	dp_str *names;

	if (i >= 0)
		return i;
	names = dp_realloc_array(NULL, s->n + 1, sizeof *names);
	for (size_t k = 0; k < s->n; k++)
		names[k] = s->column[k].name;
	n = dp_nearest(name, names, s->n, 3, found);
	for (size_t k = 0; k < (n ? n : s->n); k++) {
		if (k)
			dp_buf_c(&near, ", ");
		if (n == 0 && k == SHOWN_COLUMNS) {
			dp_buf_c(&near, "…");
			break;
		}
		dp_buf_str(&near, names[n ? found[k] : k]);
	}
	if (n == 0 && s->n)
		(void)dp_fail(err, DP_EUSAGE,
			      _("there is no column called %.*s. The columns "
				"are: %.*s"),
			      DP_FMT(name), DP_FMT(dp_buf_view(&near)));
	else if (n)
		(void)dp_fail(err, DP_EUSAGE,
			      P_("there is no column called %.*s. The nearest "
				 "is: %.*s.",
				 "there is no column called %.*s. The nearest "
				 "are: %.*s.",
				 n),
			      DP_FMT(name), DP_FMT(dp_buf_view(&near)));
	else
		(void)dp_fail(err, DP_EDATA,
			      _("there is no column called %.*s: the table "
				"has no columns."),
			      DP_FMT(name));
	(void)snprintf(err->at.field, sizeof err->at.field, "%.*s",
		       DP_FMT(name));
	err->no_column = true;
	free(names);
	dp_buf_done(&near);
	return -1;
}

void
dp_schema_view(struct dp_schema *to, const struct dp_schema *from)
{
	memset(to, 0, sizeof *to);
	to->unnamed = from->unnamed;
	to->n_slots = from->n_slots;
	to->n = to->cap = from->n;
	to->column = dp_realloc_array(NULL, from->n + 1, sizeof *to->column);
	if (from->n)
		memcpy(to->column, from->column, from->n * sizeof *to->column);
}

void
dp_schema_copy(struct dp_schema *to, const struct dp_schema *from)
{
	dp_schema_view(to, from);
	for (size_t i = 0; i < to->n; i++) {
		struct dp_column *c = &to->column[i];

		c->name = dp_keep(&to->names, c->name);
		c->label = dp_keep(&to->names, c->label);
	}
}

void
dp_schema_done(struct dp_schema *s)
{
	free(s->column);
	dp_arena_done(&s->names);
	memset(s, 0, sizeof *s);
}
