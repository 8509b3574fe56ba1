/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a file, one by one, for the live parts of a report.
 */
#include "step/present_inner.h"

int
dpi_report_scan(const struct dpi_report_file *file, const struct dpi_scan *scan,
		struct dp_err *err)
{
	struct dp_read_opts o;
	struct dp_stream *s;
	struct dp_batch *b;
	int rc = 0;

	dp_read_opts_init(&o);
	s = dp_table_open(file->path, &o, err);
	if (!s)
		return -1;
	if (scan->start)
		rc = scan->start(scan->self, &s->schema, err);
	b = dp_batch_new();
	while (rc == 0 && (rc = dp_next(s, b, err)) > 0) {
		for (size_t r = 0; r < b->n_rows; r++)
			if (b->state[r] == DP_ROW_KEPT)
				scan->row(scan->self, b, r);
		rc = 0;
	}
	dp_batch_free(b);
	dp_close(s);
	return rc;
}
