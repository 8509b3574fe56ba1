/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a table. The first byte chooses how it is read. Whatever it
 * is: the output is UTF-8, rectangular, and read again gives itself; every
 * byte of the input is in the output, the rejects or the findings; and the
 * size of blocks changes nothing.
 */

#include <dpipe/table.h>

#include "account.h"
#include "fuzz.h"

struct result {
	struct dp_buf csv;
	struct dp_log log;
	struct dp_dialect dialect;
	size_t n_columns, n_rows;
	bool failed, unnamed;
};

static void
done(struct result *r)
{
	dp_buf_done(&r->csv);
	dp_log_done(&r->log);
}

static void
read_all(struct result *r, dp_str text, const struct dp_read_opts *o)
{
	struct dp_err err = { 0 };
	struct dp_stream *s = dp_table_open_memory(text.p, text.n, o, &err);
	struct dp_batch *b;
	int status;

	memset(r, 0, sizeof *r);
	r->failed = !s;
	must(s || err.msg[0]);
	if (!s)
		return;
	b = dp_batch_new();
	dp_log_init(&r->log, 0, false, true);
	b->log->want_rejects = true;
	r->dialect = *s->dialect;
	r->n_columns = s->schema.n;
	r->unnamed = s->schema.unnamed;
	dp_csv_header(&r->csv, &s->schema);
	while ((status = dp_next(s, b, &err)) == 1) {
		bool starts = r->csv.n == 0;

		dp_csv_batch(&r->csv, b, &s->schema);
		if (starts)
			dp_csv_guard(&r->csv);
		dp_log_merge(&r->log, b->log);
		dp_buf_str(&r->log.rejects, dp_buf_view(&b->log->rejects));
		for (size_t i = 0; i < b->n_rows; i++)
			r->n_rows += b->state[i] == DP_ROW_KEPT;
	}
	must(status == 0);
	must(r->n_rows == r->log.rows_in);
	dp_close(s);
	dp_batch_free(b);
}

/* Read again as what the writer writes, it is the same. */
static void
check_fixed_point(const struct result *r)
{
	struct dp_read_opts o;
	struct result again;

	must(dp_utf8_valid(dp_buf_view(&r->csv)) == r->csv.n);
	if (r->n_columns == 0)
		return;
	dp_read_opts_init(&o);
	o.delimiter = ',';
	o.quote = '"';
	o.delimiter_set = true;
	o.encoding = DP_S("utf-8");
	o.header = r->unnamed ? DP_NO : DP_YES;
	o.as_is = true;
	read_all(&again, dp_buf_view(&r->csv), &o);
	must(!again.failed);
	must(again.n_columns == r->n_columns && again.n_rows == r->n_rows);
	must(dp_str_eq(dp_buf_view(&again.csv), dp_buf_view(&r->csv)));
	/* Rectangular, and nothing irregular in it. */
	for (size_t i = 0; i < again.log.findings.n; i++) {
		enum dp_finding_id id = again.log.findings.at[i].id;

		must(id != DP_F_MISSING_CELL && id != DP_F_EXTRA_CELL &&
		     id != DP_F_STRAY_QUOTE && id != DP_F_UNCLOSED_QUOTE &&
		     id != DP_F_FAR_QUOTE && id != DP_F_BAD_BYTES &&
		     id != DP_F_BARE_DELIMITER && id != DP_F_BARE_LINE_BREAK &&
		     id != DP_F_OTHER_DELIMITER);
	}
	done(&again);
}

static bool
found(const struct result *r, enum dp_finding_id id)
{
	for (size_t i = 0; i < r->log.findings.n; i++)
		if (r->log.findings.at[i].id == id)
			return true;
	return false;
}

/* Nothing that was in the text is lost. */
static void
check_nothing_lost(const struct result *r, dp_str text)
{
	must(account_lost(text, &r->dialect, found(r, DP_F_OTHER_DELIMITER),
			  dp_buf_view(&r->csv),
			  dp_buf_view(&r->log.rejects)) < 0);
}

static void
check_blocks(const struct result *r, dp_str text,
	     const struct dp_read_opts *opts, size_t block_bytes)
{
	struct dp_read_opts o = *opts;
	struct result other;

	o.block_bytes = block_bytes;
	read_all(&other, text, &o);
	must(!other.failed);
	must(dp_str_eq(dp_buf_view(&r->csv), dp_buf_view(&other.csv)));
	must(dp_str_eq(dp_buf_view(&r->log.rejects),
		       dp_buf_view(&other.log.rejects)));
	for (size_t i = 0; i < r->log.findings.n; i++) {
		const struct dp_finding *a = &r->log.findings.at[i];
		uint64_t n = 0, line = 0;

		for (size_t k = 0; k < other.log.findings.n; k++) {
			const struct dp_finding *b = &other.log.findings.at[k];

			if (a->id != b->id || !dp_str_eq(a->column, b->column))
				continue;
			n = b->count;
			line = b->sample[0].line;
		}
		must(n == a->count && line == a->sample[0].line);
	}
	done(&other);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dp_read_opts o;
	struct result r;
	dp_str text = { (const char *)data + 1, size - 1 };

	if (size < 1 || size > 60000)
		return 0;
	dp_read_opts_init(&o);
	o.as_is = data[0] & 1;
	o.no_quote = data[0] & 2;
	o.header = (enum dp_tristate)((data[0] >> 2 & 3) % 3);
	o.delimiter_set = data[0] & 16;
	o.delimiter = data[0] & 32 ? ';' : 0;
	o.skip_lines = data[0] & 64 ? 1 : -1;
	if (data[0] & 128)
		o.encoding = DP_S("utf-8");
	if ((data[0] & 48) == 32) {
		o.escape = '\\';
		o.escape_set = true;
	}
	read_all(&r, text, &o);
	if (!r.failed) {
		check_fixed_point(&r);
		check_nothing_lost(&r, text);
		check_blocks(&r, text, &o, 64);
		check_blocks(&r, text, &o, 4096);
	}
	done(&r);
	return 0;
}
