/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any lines as the journal of a workbench, each with the sum that makes it
 * one that was written: it is refused with a sentence, or read; what was read
 * goes on, and is read again as what it was.
 */
#include <stdlib.h>
#include <unistd.h>

#include <dpipe/workbench.h>

#include "fuzz.h"
#include "pages_read.h"

static void
put_line(dp_str line, struct dp_buf *out)
{
	dp_buf_format(out, "%08x ",
		      (unsigned)(dp_hash64(line.p, line.n) & 0xFFFFFFFFu));
	dp_buf_str(out, line);
	dp_buf_char(out, '\n');
}

static void
check(struct dp_pages *p, const char *journal)
{
	struct dp_err err = { 0 };
	struct dp_bench *b = dp_bench_resume(p, journal, &err);
	struct dp_buf before = { 0 }, after = { 0 };
	uint32_t at;

	must(b || err.msg[0]);
	if (!b)
		return;
	must(dp_bench_apply(b, DP_S("trim *"), NULL, &err) == 0);
	at = dp_bench_current(b);
	must(at == dp_bench_count(b) - 1);
	dp_bench_recipe(b, at, &before);
	dp_bench_command(b, at, &before);
	dp_bench_free(b);
	b = dp_bench_resume(p, journal, &err);
	must(b && dp_bench_current(b) == at);
	dp_bench_recipe(b, at, &after);
	dp_bench_command(b, at, &after);
	must(dp_str_eq(dp_buf_view(&before), dp_buf_view(&after)));
	dp_bench_free(b);
	dp_buf_done(&before);
	dp_buf_done(&after);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	dp_str rest = { (const char *)data, size };
	struct dp_buf text = { 0 };
	struct dp_read_opts o;
	struct dp_err err = { 0 };
	char *table, *journal;
	struct dp_pages *p;

	if (size == 0 || size > 4000)
		return 0;
	dp_buf_c(&text, "dpipe-journal 1\n");
	while (rest.p)
		put_line(dp_str_cut(&rest, '\n'), &text);
	dp_read_opts_init(&o);
	table = text_file(DP_S("nom;n\nGap;1\nNice;2\n"));
	journal = text_file(dp_buf_view(&text));
	p = dp_pages_open(table, &o, &err);
	must(p != NULL);
	check(p, journal);
	dp_pages_close(p);
	(void)unlink(table);
	(void)unlink(journal);
	free(table);
	free(journal);
	dp_buf_done(&text);
	return 0;
}
