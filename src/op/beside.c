/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a table beside the one that is cleaned, and finding its columns. */
#include "op/beside.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "op/words.h"

#define KEPT_MAX 1000u /* files of one name */

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

/* Is PATH a file that holds something else than TEXT? */
static bool
is_other(const char *path, dp_str text)
{
	struct dp_err ignored = { 0 };
	struct dp_buf old = { 0 };
	struct stat st;
	bool same;

	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size == 0)
		return false;
	same = (uint64_t)st.st_size == text.n &&
	       dp_read_file(path, text.n, &old, &ignored) == 0 &&
	       dp_str_eq(dp_buf_view(&old), text);
	dp_buf_done(&old);
	return !same;
}

/* Gives the file PATH a name that none has, *KEPT, to be freed. */
static bool
keep_aside(const char *path, char **kept)
{
	unsigned n = 0;

	*kept = NULL;
	do {
		free(*kept);
		*kept = dp_format("%s.~%u~", path, ++n);
	} while (dp_exists(*kept) && n < KEPT_MAX);
	return !dp_exists(*kept) && rename(path, *kept) == 0;
}

int
dpi_beside_write(struct dp_step *s, const char *param, dp_str text,
		 struct dp_findings *findings, struct dp_err *err)
{
	const char *path = dp_keep_c(&s->arena, dp_step_param(s, param));
	struct dp_finding *f;
	char *kept = NULL;

	if (is_other(path, text) && keep_aside(path, &kept)) {
		f = dp_finding_add(findings, DP_F_REVIEW_KEPT,
				   (dp_str){ NULL, 0 }, 0, 0, dp_str_c(path));
		f->found = dp_keep(&findings->text, dp_str_c(kept));
	}
	free(kept);
	return dp_write_file(path, text.p, text.n, err);
}
