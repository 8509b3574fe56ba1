/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two scans, written once over 64-byte masks. The includer defines
 * TARGET (function attributes), BOUNDS and INDEX (names), and the inline
 * functions mark64() and prefix_xor().
 */

/* What is carried from one 64 bytes to the next. */
struct carry {
	uint64_t inside;         /* all ones: inside quotes */
	uint64_t sep, close, cr; /* 1: the last byte was one */
	uint64_t bad;
};

/* Masks of one stretch of 64 bytes. */
struct masks {
	uint64_t sep;     /* delimiters and line ends outside quotes */
	uint64_t newline; /* all line ends */
	uint64_t record;  /* line ends outside quotes */
};

TARGET static inline uint64_t
valid_bits(size_t left_bytes)
{
	return left_bytes >= 64 ? ~(uint64_t)0 :
				  ((uint64_t)1 << left_bytes) - 1;
}

/*
 * With a quote that opens only after a separator (or doubled, after a quote
 * that closed) and one that closes only before a separator, parity is the
 * truth. Anything else is left to libcsv.
 */
TARGET static inline struct masks
step64(const char *p, uint64_t valid, const struct dpi_marks *m,
       struct carry *c, bool check)
{
	struct masks r;
	uint64_t quote = m->quote ? mark64(p, m->quote) & valid : 0;
	uint64_t delimiter = m->delimiter ? mark64(p, m->delimiter) : 0;
	uint64_t inside = prefix_xor(quote) ^ c->inside;
	uint64_t opens = quote & inside, closes = quote & ~inside;

	r.newline = mark64(p, m->newline) & valid;
	r.record = r.newline & ~inside;
	r.sep = (delimiter & valid & ~inside) | r.record;
	if (check) {
		uint64_t cr = m->newline == '\n' ?
				      mark64(p, '\r') & valid & ~inside :
				      0;
		uint64_t after_sep = r.sep << 1 | c->sep;
		uint64_t after_close = closes << 1 | c->close;
		uint64_t after_cr = cr << 1 | c->cr;

		c->bad |= opens & ~(after_sep | after_close);
		c->bad |= after_close & ~(r.sep | opens | cr) & valid;
		c->bad |= after_cr & ~r.newline & valid;
		c->sep = r.sep >> 63;
		c->close = closes >> 63;
		c->cr = cr >> 63;
	}
	c->inside = (uint64_t)0 - (inside >> 63);
	return r;
}

TARGET void
BOUNDS(const char *p, size_t n_bytes, const struct dpi_marks *m,
       struct dpi_bounds *out)
{
	struct carry c = { .sep = 1 };
	uint64_t n_lines = 0;

	memset(out, 0, sizeof *out);
	for (size_t i = 0; i < n_bytes; i += 64) {
		uint64_t valid = valid_bits(n_bytes - i);
		struct masks k = step64(p + i, valid, m, &c, true);

		if (k.record) {
			unsigned at = 63u - (unsigned)__builtin_clzll(k.record);

			out->end_bytes = i + at + 1;
			out->n_lines = n_lines +
				       (uint64_t)__builtin_popcountll(
					       k.newline &
					       (((uint64_t)2 << at) - 1));
			out->n_records +=
				(uint64_t)__builtin_popcountll(k.record);
		}
		n_lines += (uint64_t)__builtin_popcountll(k.newline);
	}
	out->regular = c.bad == 0;
	out->open = c.inside != 0;
}

TARGET size_t
INDEX(const char *p, size_t n_bytes, const struct dpi_marks *m, uint32_t *sep,
      uint32_t *rec)
{
	struct carry c = { .sep = 1 };
	size_t n = 0;

	for (size_t i = 0; i < n_bytes; i += 64) {
		struct masks k = step64(p + i, valid_bits(n_bytes - i), m, &c,
					false);
		uint64_t bits = k.sep;
		size_t next = n + (size_t)__builtin_popcountll(bits);

		for (uint64_t r = k.record; r; r &= r - 1)
			*rec++ = (uint32_t)(n + (size_t)__builtin_popcountll(
							bits &
							((r & (0 - r)) - 1)));
		/* Four at a time without asking whether there are four. */
		while (bits) {
			for (unsigned j = 0; j < 4; j++) {
				sep[n + j] = (uint32_t)i +
					     (uint32_t)__builtin_ctzll(
						     bits | (uint64_t)1 << 63);
				bits &= bits - 1;
			}
			n += 4;
		}
		n = next;
	}
	return n;
}
