/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns that a recipe names because only the rows could tell them.
 */
#include "op/into.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/words.h"

void
dpi_into_unbind(struct dp_step *s)
{
	struct dpi_into *x = s->self;

	if (!x)
		return;
	dpi_strtab_done(&x->name);
	dp_arena_done(&x->text);
	free(x->cell);
}

int
dpi_into_add(struct dp_step *s, struct dp_schema *schema, size_t at,
	     struct dp_err *err)
{
	const struct dp_arg *into = dp_step_arg(s, "into");
	struct dpi_into *x = s->self;
	dp_str *item;
	size_t n;

	dpi_param_list(s, "into", &item, &n);
	if (n == 0)
		return dp_step_fail(s, into, err,
				    _("into= expects names, such as "
				      "into=2019,2020."));
	x->slot = dp_arena_alloc(&s->arena, n * sizeof *x->slot);
	for (size_t i = 0; i < n; i++) {
		bool added;

		(void)dpi_strtab_add(&x->name, item[i], &added);
		if (dpi_name_is_free(s, into, schema, item[i], err) != 0)
			return -1;
		x->slot[i] = dp_schema_add(schema, at + i, item[i]);
	}
	return 0;
}
