/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a file that is read by pages: whatever it is, the rows are
 * those of the stream, one for one. The first byte chooses how it is read.
 */
#include <stdlib.h>

#include "fuzz.h"
#include "pages_read.h"

static void
compare(const char *path, const struct dp_read_opts *o)
{
	struct dp_buf want = { 0 }, got = { 0 };
	struct dp_err err = { 0 };
	struct dp_stream *s = dp_table_open(path, o, &err);
	struct dp_pages *p = dp_pages_open(path, o, &err);
	struct dp_view *v;

	must(!s == !p);
	if (!s)
		return;
	v = dp_view_new(p, NULL, NULL);
	must(stream_text(s, &want, &err));
	must(pages_text(p, v, 50, &got));
	must(dp_str_eq(dp_buf_view(&want), dp_buf_view(&got)));
	dp_view_free(v);
	dp_pages_close(p);
	dp_buf_done(&want);
	dp_buf_done(&got);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const size_t block_bytes[] = { 64, 300, 4096, 0 };
	struct dp_read_opts o;
	dp_str text = { (const char *)data + 1, size - 1 };
	char *path;

	if (size < 1 || size > 60000)
		return 0;
	dp_read_opts_init(&o);
	o.as_is = data[0] & 1;
	o.no_quote = data[0] & 2;
	o.block_bytes = block_bytes[data[0] >> 2 & 3];
	o.skip_lines = data[0] & 16 ? 1 : -1;
	if (data[0] & 32)
		o.encoding = DP_S("utf-8");
	path = text_file(text);
	compare(path, &o);
	(void)unlink(path);
	free(path);
	return 0;
}
