/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a table beside the one that is cleaned, and finding its columns. */
#include "op/beside.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/words.h"

int
dpi_beside_fail(const struct dp_step *s, const struct dp_arg *file,
		struct dp_err *err)
{
	enum dp_code code = err->code;

	(void)dpi_fail_at(s, file, err);
	err->code = code;
	return -1;
}

struct dp_stream *
dpi_beside_open(struct dp_step *s, const struct dp_arg *file,
		struct dp_err *err)
{
	struct dp_stream *t;
	struct dp_read_opts o;

	dp_read_opts_init(&o);
	o.threads = 1;
	t = dp_table_open(dp_keep_c(&s->arena, file->text), &o, err);
	if (!t)
		(void)dpi_beside_fail(s, file, err);
	return t;
}

ptrdiff_t
dpi_beside_column(const struct dp_step *s, const struct dp_arg *file,
		  const struct dp_schema *schema, dp_str name,
		  const struct dp_arg *a, struct dp_err *err)
{
	ptrdiff_t k = dp_schema_need(schema, name, err);
	char *why;

	if (k >= 0)
		return k;
	why = dp_strdup(dp_str_c(err->msg));
	dp_fail(err, err->code, _("%.*s: %.*s"), DP_FMT(file->text),
		DP_FMT(dp_str_c(why)));
	free(why);
	return dpi_fail_at(s, a ? a : file, err);
}
