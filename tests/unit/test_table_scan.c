/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scans: every version gives what a byte by byte reading of the rules
 * gives, on text made to be hostile and at every length around 64 bytes.
 */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include <dpipe/table.h>

#include "table/scan.h"
#include "table/split.h"

#define MOST 400

/* What the scans promise, one byte at a time. */
static void
slowly(const char *p, size_t n, const struct dpi_marks *m,
       struct dpi_bounds *out, uint32_t *sep, size_t *n_sep, uint32_t *rec)
{
	bool inside = false, after_sep = true, after_close = false;
	bool after_cr = false;
	uint64_t lines = 0;

	memset(out, 0, sizeof *out);
	out->regular = true;
	*n_sep = 0;
	for (size_t i = 0; i < n; i++) {
		bool quote = m->quote && p[i] == m->quote;
		bool newline = p[i] == m->newline;
		bool opens = quote && !inside, closes = quote && inside;
		bool is_sep, cr;

		inside ^= quote;
		is_sep = !inside &&
			 ((m->delimiter && p[i] == m->delimiter) || newline);
		cr = m->newline == '\n' && p[i] == '\r' && !inside;
		if ((opens && !after_sep && !after_close) ||
		    (after_close && !is_sep && !opens && !cr) ||
		    (after_cr && !newline))
			out->regular = false;
		after_sep = is_sep;
		after_close = closes;
		after_cr = cr;
		lines += newline;
		if (is_sep)
			sep[(*n_sep)++] = (uint32_t)i;
		if (is_sep && newline) {
			rec[out->n_records++] = (uint32_t)(*n_sep - 1);
			out->end_bytes = i + 1;
			out->n_lines = lines;
		}
	}
	out->open = inside;
}

/*
 * Would the N bytes at P, regular and of whole records, be written as they
 * stand? Their cells are written anew, one after the other.
 */
static bool
is_canonical(const char *p, size_t n, const struct dpi_marks *m,
	     const uint32_t *sep, size_t n_sep)
{
	struct dp_buf out = { 0 };
	struct dp_arena arena = { 0 };
	size_t at = 0;
	bool same;

	for (size_t i = 0; i < n_sep; i++) {
		size_t len = sep[i] - at -
			     (p[sep[i]] == '\n' && sep[i] > at &&
			      p[sep[i] - 1] == '\r');
		struct dp_cell c = { len ? p + at : NULL, (uint32_t)len, 0 };

		if (len && p[at] == m->quote)
			c = dpi_unquote(p + at, len, m->quote, &arena);
		dp_csv_cell(&out, dp_cell_str(&c));
		dp_buf_char(&out, p[sep[i]] == '\n' ? '\n' : ',');
		at = sep[i] + 1;
	}
	same = out.n == n && (n == 0 || memcmp(out.p, p, n) == 0);
	dp_buf_done(&out);
	dp_arena_done(&arena);
	return same;
}

static bool
is_odd(unsigned char c)
{
	return c < 0x20 || c == 0xc2 || (c >= 0xe0 && c < 0xf0);
}

/* What makes the byte at I doubtful: see dpi_blanks_fn. SEP: separators. */
static bool
is_doubtful(const char *p, size_t i, const struct dpi_marks *m, const bool *sep)
{
	bool quote = m->quote && p[i] == m->quote;
	bool edge_before = i == 0 || sep[i - 1] ||
			   (m->quote && p[i - 1] == m->quote);
	/* the CR of a line end */
	bool cr = p[i] == '\r' && sep[i + 1] && p[i + 1] == m->newline;

	if (p[i] == ' ' && edge_before)
		return true;
	if (i > 0 && p[i - 1] == ' ' && (p[i] == ' ' || sep[i] || quote || cr))
		return true;
	return is_odd((unsigned char)p[i]) && !sep[i] && !cr;
}

/* Every version marks the same bytes, those that is_doubtful tells. */
static void
compare_doubts(const struct dpi_scan *scan, const char *p, size_t n,
	       const struct dpi_marks *m, const uint32_t *sep, size_t n_sep)
{
	struct dpi_mask mask[MOST / 64 + 1];
	uint64_t blank[MOST / 64 + 1], special[MOST / 64 + 1];
	bool is_sep[MOST + 1] = { false };
	struct dpi_bounds k;
	size_t specials = 0, found;

	for (size_t i = 0; i < n_sep; i++)
		is_sep[sep[i]] = true;
	scan->bounds(p, n, m, mask, &k);
	scan->blanks(p, n, m, mask, blank);
	found = scan->specials(p, n, m, special);
	for (size_t i = 0; i < n; i++) {
		bool marked = blank[i / 64] >> (i % 64) & 1;
		bool wanted = p[i] == '"' ||
			      (p[i] == ',' && m->delimiter != ',');

		assert_int_equal(marked, is_doubtful(p, i, m, is_sep));
		marked = special[i / 64] >> (i % 64) & 1;
		assert_int_equal(marked, wanted);
		specials += wanted;
	}
	assert_int_equal(found, specials);
}

/* Every version tells of which cells the bytes of BITS, a byte each, are. */
static void
compare_cells(const struct dpi_scan *scan, const char *p, size_t n,
	      const struct dpi_marks *m, const uint32_t *sep, size_t n_sep)
{
	struct dpi_mask mask[MOST / 64 + 1];
	uint64_t bits[MOST / 64 + 1] = { 0 };
	uint8_t cell[MOST + 64] = { 0 }, want[MOST + 64] = { 0 };
	struct dpi_bounds k;
	size_t i = 0;

	for (size_t at = 0; at < n; at++) {
		while (sep[i] < at)
			i++;
		if (at % 3 && at % 7) {
			bits[at / 64] |= UINT64_C(1) << at % 64;
			want[i] = 4;
		}
	}
	scan->bounds(p, n, m, mask, &k);
	scan->cells(bits, mask, n / 64 + (n % 64 > 0), 4, cell);
	assert_memory_equal(cell, want, n_sep);
}

static void
compare(const struct dpi_scan *scan, const char *p, size_t n,
	const struct dpi_marks *m)
{
	struct dpi_bounds want, got;
	uint32_t sep[MOST], rec[MOST], sep2[MOST + DPI_SEP_ROOM],
		rec2[MOST + DPI_REC_ROOM];
	struct dpi_mask mask[MOST / 64 + 1];
	size_t n_sep, end;
	bool rfc = m->delimiter == ',' && m->quote == '"' && m->newline == '\n';

	slowly(p, n, m, &want, sep, &n_sep, rec);
	scan->bounds(p, n, m, mask, &got);
	assert_int_equal(got.end_bytes, want.end_bytes);
	assert_int_equal(got.n_records, want.n_records);
	assert_int_equal(got.n_lines, want.n_lines);
	assert_int_equal(got.regular, want.regular);
	assert_int_equal(got.open, want.open);
	if (!got.regular || !got.end_bytes)
		return;
	end = got.end_bytes;
	slowly(p, end, m, &want, sep, &n_sep, rec);
	assert_int_equal(scan->index(mask, end, sep2, rec2), n_sep);
	assert_memory_equal(sep2, sep, n_sep * sizeof *sep);
	assert_memory_equal(rec2, rec, (size_t)want.n_records * sizeof *rec);
	compare_doubts(scan, p, end, m, sep, n_sep);
	compare_cells(scan, p, end, m, sep, n_sep);
	want.canonical = rfc && is_canonical(p, end, m, sep, n_sep);
	/* what stands behind the records may be what is not */
	assert_true(want.canonical || !got.canonical);
	scan->bounds(p, end, m, NULL, &got);
	assert_int_equal(got.canonical, want.canonical);
}

static uint32_t seed;

static unsigned
some(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 12) % n;
}

/* Text of N bytes, the rest of P filled with marks that do not count. */
static void
make_text(char *p, size_t n, unsigned kind)
{
	static const char hostile[] = ",\"\n\r,\"\n;'x";
	static const char *const cell[] = {
		"ab,",
		"\"x\",",
		"1\n",
		"\"\",",
		"\"a\"\"b\"\r\n",
		"\"l\nm\",",
		"\r\n",
		",",
		"caf\xC3\xA9,",
		"a longer cell without anything in it, ",
		" ",
		"  ",
		" \xC2\xA0",
		"\xE2\x80\x89x\t",
	};
	size_t i = 0;

	while (i < n && kind % 3 == 0)
		p[i++] = (char)some(256);
	while (i < n && kind % 3 == 1)
		p[i++] = hostile[some(sizeof hostile - 1)];
	while (i < n) {
		const char *c = cell[some(14)];

		for (; *c && i < n; c++)
			p[i++] = *c;
		if (some(100) == 0 && i < n)
			p[i++] = '"';
	}
	for (; i < MOST + DPI_SCAN_SLACK_BYTES; i++)
		p[i] = hostile[some(sizeof hostile - 1)];
}

/* Cells of which many stand in quotes, and no CR: N bytes, as above. */
static void
make_quoted(char *p, size_t n)
{
	static const char *const cell[] = {
		"\"x, y\",",
		"\"\",",
		"a,",
		"\"l\nm\"\n",
		"\"say \"\"it\"\"\",",
		"\"plain\",",
		"1\n",
		"\"a longer cell, which fills a block of 64 bytes nearly\",",
	};
	size_t i = 0;

	while (i < n) {
		const char *c = cell[some(8)];

		for (; *c && i < n; c++)
			p[i++] = *c;
	}
	memset(p + n, '"', MOST + DPI_SCAN_SLACK_BYTES - n);
}

static const struct dpi_marks marks[] = {
	{ ',', '"', '\n' }, { ';', '"', '\n' },  { ',', 0, '\n' },
	{ 0, '"', '\n' },   { ',', '"', '\r' },  { ';', '\'', '\n' },
	{ 0, 0, '\n' },     { '\t', '"', '\r' },
};

static void
test_versions_agree(void **state)
{
	const struct dpi_scan *scan;

	(void)state;
	for (size_t v = 0; (scan = dpi_scan_at(v)); v++) {
		seed = 7;
		for (unsigned turn = 0; turn < 30000; turn++) {
			char p[MOST + DPI_SCAN_SLACK_BYTES];
			size_t n = some(turn % 10 ? 140 : MOST);

			make_text(p, n, turn);
			compare(scan, p, n, &marks[turn % 8]);
		}
	}
	assert_true(seed != 7);
	assert_non_null(dpi_scan_at(0));
	assert_non_null(dpi_scan_best());
}

/* Where nobody foresees which 64 bytes hold a quote. */
static void
test_many_quotes(void **state)
{
	const struct dpi_scan *scan;

	(void)state;
	for (size_t v = 0; (scan = dpi_scan_at(v)); v++) {
		seed = 11;
		for (unsigned turn = 0; turn < 5000; turn++) {
			char p[MOST + DPI_SCAN_SLACK_BYTES];
			size_t n = some(MOST);

			make_quoted(p, n);
			compare(scan, p, n, &marks[turn % 2]);
		}
	}
	assert_true(seed != 11);
}

/* A mark at each place of two stretches of 64 bytes, and at their seams. */
static void
test_every_place(void **state)
{
	static const char mark[] = ",\"\n\r";
	const struct dpi_scan *scan;
	char p[MOST + DPI_SCAN_SLACK_BYTES];

	(void)state;
	for (size_t v = 0; (scan = dpi_scan_at(v)); v++)
		for (size_t a = 0; a < 130; a++)
			for (size_t b = a + 1; b < a + 3; b++)
				for (unsigned k = 0; k < 16; k++) {
					memset(p, 'x', sizeof p);
					p[a] = mark[k % 4];
					p[b] = mark[k / 4];
					p[139] = '\n';
					compare(scan, p, 140, &marks[0]);
					compare(scan, p, b + 1, &marks[0]);
				}
}

static void
test_nothing(void **state)
{
	const struct dpi_scan *scan;
	char p[DPI_SCAN_SLACK_BYTES] = "\n\"";

	(void)state;
	for (size_t v = 0; (scan = dpi_scan_at(v)); v++)
		compare(scan, p, 0, &marks[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_versions_agree),
		cmocka_unit_test(test_many_quotes),
		cmocka_unit_test(test_every_place),
		cmocka_unit_test(test_nothing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
