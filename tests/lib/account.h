/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every byte of a file that was read is in the table or in the rejects, but
 * for what parts cells and records, which is written in another way.
 */
#ifndef DP_ACCOUNT_H
#define DP_ACCOUNT_H

#include <dpipe/table.h>

/* Is C, in a text of that dialect, text and no mark? MIXED: some records are
 * cut by another delimiter. */
static inline bool
account_is_text(const struct dp_dialect *d, bool mixed, int c)
{
	if (c == '"' || c == '\'' || c == ',' || c == '\n' || c == '\r' ||
	    c == (unsigned char)d->delimiter)
		return false;
	if (c && strchr(d->delimiter_text, c))
		return false;
	/* The bars of boxes: U+2502 and the like. */
	if (c && d->framing == DP_FRAMING_DRAWN &&
	    strchr("\xE2\x94\x95\x82\x83\x86\x87\x8A\x8B\x8E\x8F\x91", c))
		return false;
	if (c == '\\')
		return !d->escape && d->framing != DP_FRAMING_DRAWN;
	if (c == ' ')
		return !d->skip_space && !mixed &&
		       d->framing != DP_FRAMING_DRAWN;
	return !mixed || (c != ';' && c != '\t' && c != '|');
}

static inline void
account_count(dp_str s, uint64_t n[256])
{
	for (size_t i = 0; i < s.n; i++)
		n[(unsigned char)s.p[i]]++;
}

/* First byte of FILE that is less often in CSV and REJECTS, or -1. */
static inline int
account_lost(dp_str file, const struct dp_dialect *d, bool mixed, dp_str csv,
	     dp_str rejects)
{
	uint64_t in[256] = { 0 }, out[256] = { 0 };
	struct dp_decoder decoder = { .encoding = d->encoding };
	struct dp_buf text = { 0 };
	int lost = -1;

	file = dp_str_from(file, d->bom_bytes);
	dp_decode(&decoder, file.p, file.n, true, &text);
	account_count(dp_buf_view(&text), in);
	account_count(csv, out);
	account_count(rejects, out);
	for (int c = 0; c < 256 && lost < 0; c++)
		if (account_is_text(d, mixed, c) && out[c] < in[c])
			lost = c;
	dp_buf_done(&text);
	return lost;
}

/* Every record of CSV, which has no quotes in it that are not its own, has
 * as many cells as the first. */
static inline bool
account_is_rectangular(dp_str csv)
{
	size_t cells = 1, first = 0;
	bool open = false;

	for (size_t i = 0; i < csv.n; i++) {
		open ^= csv.p[i] == '"';
		if (open)
			continue;
		cells += csv.p[i] == ',';
		if (csv.p[i] != '\n')
			continue;
		if (first && cells != first)
			return false;
		first = cells;
		cells = 1;
	}
	return !open;
}

#endif
