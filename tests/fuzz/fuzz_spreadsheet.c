/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any parts of a spreadsheet, packed into a zip (they begin with "=== "), or
 * any bytes as a file: a table of UTF-8 whose records are all as wide as its
 * header, or a refusal with a reason.
 */
#include <dpipe/table.h>

#include <unistd.h>

#include "fuzz.h"
#include "pack.h"

static void
look(const struct dp_stream *s, const struct dp_batch *b)
{
	for (size_t r = 0; r < b->n_rows && r < 100; r++) {
		if (b->state[r] != DP_ROW_KEPT)
			continue;
		for (size_t i = 0; i < s->schema.n; i++) {
			dp_str cell = dp_cell_str(
				dp_batch_cell(b, r, s->schema.column[i].slot));

			must(dp_utf8_valid(cell) == cell.n);
		}
	}
}

static void
read_table(const char *path)
{
	struct dp_err err = { 0 };
	struct dp_read_opts o;
	struct dp_stream *s;
	struct dp_batch *b = dp_batch_new();
	unsigned batches = 0; /* a few bytes may mean 64 MB */
	int status = -1;

	dp_read_opts_init(&o);
	s = dp_table_open(path, &o, &err);
	while (s && batches++ < 40 && (status = dp_next(s, b, &err)) == 1)
		look(s, b);
	must(status >= 0 || (err.code != DP_OK && err.msg[0]));
	dp_batch_free(b);
	dp_close(s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char path[64];
	const char *bytes = (const char *)data;
	struct dp_err err = { 0 };

	if (!path[0])
		(void)snprintf(path, sizeof path, "/tmp/dpipe-fuzz-%ld",
			       (long)getpid());
	if (size > 4 && memcmp(bytes, "=== ", 4) == 0)
		(void)pack("zip", path, bytes, size);
	else
		(void)dp_write_file(path, bytes, size, &err);
	read_table(path);
	(void)unlink(path);
	return 0;
}
