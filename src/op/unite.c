/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several columns become one: the columns themselves, not their cells. */
#include "op/unite.h"

#include "base/i18n.h"
#include "op/words.h"

int
dpi_where_needs(struct dp_step *s, bool keep, struct dp_err *err)
{
	const struct dp_arg *where = dp_step_arg(s, "where");

	return keep || !where ?
		       0 :
		       dp_step_fail(s, where, err,
				    _("where= leaves rows alone that still "
				      "need these columns: say keep=yes."));
}

int
dpi_unite_bind(struct dp_step *s, struct dp_schema *schema, bool keep,
	       struct dp_column *to, struct dp_err *err)
{
	const struct dp_arg *into = dp_step_arg(s, "into");
	dp_str name = into->text;
	size_t at = schema->n;

	memset(to, 0, sizeof *to);
	if (dpi_where_needs(s, keep, err) != 0)
		return -1;
	for (size_t i = 0; i < s->n_columns; i++) {
		size_t k = (size_t)dpi_schema_slot(schema, s->column[i].slot);

		at = k < at ? k : at;
	}
	for (size_t i = 0; i < s->n_columns && !keep; i++)
		dpi_schema_remove(schema,
				  (size_t)dpi_schema_slot(schema,
							  s->column[i].slot));
	if (dpi_name_is_free(s, into, schema, name, err) != 0)
		return -1;
	to->slot = dp_schema_add(schema, at, name);
	to->name = dp_keep(&s->arena, name);
	return 0;
}
