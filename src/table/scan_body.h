/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scans, written once over 64-byte masks. The includer defines TARGET
 * (function attributes), BOUNDS, INDEX, BLANKS, SPECIALS and CELLS (names) and
 * the inline functions mark64(), prefix_xor() and odd64(): bit i set where byte
 * i of the 64 at P is below 0x20, 0xC2 or 0xE0 to 0xEF. It may define PUT_BITS,
 * if it knows better than put_bits() how to write the indices of the bits of
 * X, AT added; there is room for 16 more.
 */

#ifndef PUT_BITS
#define PUT_BITS put_bits

TARGET static inline uint64_t
put_bit(uint64_t x, uint32_t at, uint32_t *to)
{
	*to = at + (uint32_t)__builtin_ctzll(x | (uint64_t)1 << 63);
	return x & (x - 1);
}

TARGET static inline void
put_bits(uint64_t x, uint32_t at, uint32_t *to)
{
	/* Four at a time without asking whether there are four. */
	for (; x; to += 4) {
		x = put_bit(x, at, to);
		x = put_bit(x, at, to + 1);
		x = put_bit(x, at, to + 2);
		x = put_bit(x, at, to + 3);
	}
}
#endif

/* So many times 64 bytes tell whether the others hold quotes. */
#define LOOKED_AT 64u

/* Called several times, and each call is to be made for what it is given. */
#define ALWAYS __attribute__((always_inline))

/* What is carried from one 64 bytes to the next. */
struct carry {
	uint64_t inside;         /* all ones: inside quotes */
	uint64_t sep, quote, cr; /* 1: the last byte was one */
	uint64_t bad;
	uint64_t run, closed; /* of text in quotes, see needless() */
	uint64_t anew;        /* not 0: the writer writes it otherwise */
};

/* Masks of one stretch of 64 bytes. */
struct masks {
	struct dpi_mask out;
	uint64_t newline; /* all line ends */
};

TARGET static inline uint64_t
valid_bits(size_t left_bytes)
{
	return left_bytes >= 64 ? ~(uint64_t)0 :
				  ((uint64_t)1 << left_bytes) - 1;
}

/*
 * Bytes behind closing quotes that nothing called for. A carry is sent from
 * each opening quote through the text that asks for none: it comes out at the
 * closing quote where there is no other text. AGAIN: behind a quote.
 */
TARGET static inline uint64_t
needless(uint64_t opens, uint64_t again, uint64_t closes, uint64_t inside,
	 uint64_t special, struct carry *c)
{
	uint64_t run = inside & ~special, from = (opens & ~again) | c->run;
	uint64_t sum, closed, found;

	c->run = __builtin_add_overflow(run, from, &sum);
	/* not where there is no text at all */
	closed = sum & closes & ~again;
	/* a quote that is doubled is none that closes */
	found = (closed << 1 | c->closed) & ~opens;
	c->closed = closed >> 63;
	return found;
}

/* Of 64 bytes that hold no quote, behind text that is in none. */
TARGET ALWAYS static inline struct masks
plain64(uint64_t delimiter, uint64_t newline, uint64_t cr, uint64_t valid,
	struct carry *c)
{
	struct masks r;
	uint64_t sep = delimiter | newline, after_cr = cr << 1 | c->cr;

	c->bad |= c->quote & ~(sep | cr) & valid;
	c->bad |= after_cr & ~newline & valid;
	c->anew |= cr | c->closed;
	c->sep = sep >> 63;
	c->quote = c->closed = 0;
	c->cr = cr >> 63;
	r.out.sep = sep;
	r.out.record = r.newline = newline;
	return r;
}

/*
 * Of others. With a quote that opens only after a separator (or doubled, after
 * a quote that closed) and one that closes only before a separator, parity is
 * the truth. Anything else is left to libcsv.
 */
TARGET ALWAYS static inline struct masks
quoted64(uint64_t quote, uint64_t delimiter, uint64_t newline, uint64_t cr,
	 uint64_t valid, struct carry *c)
{
	struct masks r;
	uint64_t inside = prefix_xor(quote) ^ c->inside;
	uint64_t opens = quote & inside, closes = quote & ~inside;
	uint64_t special = delimiter | newline, sep = special & ~inside;
	uint64_t bare_cr = cr & ~inside;
	uint64_t after_sep = sep << 1 | c->sep;
	uint64_t after_quote = quote << 1 | c->quote;
	uint64_t after_cr = bare_cr << 1 | c->cr;

	c->bad |= opens & ~(after_sep | after_quote);
	/* outside of quotes, thus behind one that closes */
	c->bad |= after_quote & ~(inside | quote | sep | bare_cr) & valid;
	c->bad |= after_cr & ~newline & valid;
	c->anew |= bare_cr | needless(opens, after_quote, closes, inside,
				      special | cr, c);
	c->sep = sep >> 63;
	c->quote = quote >> 63;
	c->cr = bare_cr >> 63;
	c->inside = (uint64_t)0 - (inside >> 63);
	r.out.sep = sep;
	r.out.record = newline & ~inside;
	r.newline = newline;
	return r;
}

/*
 * What a block has, which its 64 bytes need not be asked for: a CR, with LF
 * for line ends; quotes in so many of them that none foresees in which.
 */
struct has {
	bool cr, quotes;
};

TARGET ALWAYS static inline struct masks
step64(const char *p, uint64_t valid, const struct dpi_marks *m, struct has has,
       struct carry *c)
{
	const char also = m->delimiter ? m->delimiter : m->newline;
	bool may = has.quotes || m->quote;
	uint64_t quote = may ? mark64(p, m->quote) & valid : 0;
	uint64_t delimiter = mark64(p, also) & valid;
	uint64_t cr = has.cr ? mark64(p, '\r') & valid : 0;
	uint64_t newline = mark64(p, m->newline) & valid;

	if (!has.quotes && !(quote | c->inside))
		return plain64(delimiter, newline, cr, valid, c);
	return quoted64(quote, delimiter, newline, cr, valid, c);
}

/* What was seen so far; and where the last 64 bytes with a record's end are. */
struct counts {
	uint64_t n_records, n_lines;
	uint64_t record;
	size_t i;
};

/* Counts what stands in K, at I, and puts it in MASK if that is asked for. */
TARGET ALWAYS static inline void
count(const struct masks *k, size_t i, struct dpi_mask *mask, struct counts *n)
{
	n->n_records += (uint64_t)__builtin_popcountll(k->out.record);
	n->n_lines += (uint64_t)__builtin_popcountll(k->newline);
	if (mask) {
		mask[i / 64] = k->out;
	} else if (k->out.record) {
		n->record = k->out.record;
		n->i = i;
	}
}

/* The last of the N_MASKS at MASK with a record's end. */
TARGET static inline void
find_last(const struct dpi_mask *mask, size_t n_masks, struct counts *n)
{
	while (n_masks-- > 0 && !n->record) {
		n->record = mask[n_masks].record;
		n->i = n_masks * 64;
	}
}

/* Where in the N_BYTES at P the last record of N ends. */
TARGET static inline void
tell_counts(const struct counts *n, const char *p, size_t n_bytes,
	    const struct dpi_marks *m, struct dpi_bounds *out)
{
	unsigned at;
	uint64_t behind;

	if (!n->record)
		return;
	at = 63u - (unsigned)__builtin_clzll(n->record);
	behind = ~(((uint64_t)2 << at) - 1);
	out->end_bytes = n->i + at + 1;
	out->n_records = n->n_records;
	out->n_lines = n->n_lines;
	for (size_t i = n->i; i < n_bytes; i += 64, behind = ~(uint64_t)0)
		out->n_lines -= (uint64_t)
			__builtin_popcountll(mark64(p + i, m->newline) &
					     valid_bits(n_bytes - i) & behind);
}

TARGET ALWAYS static inline void
step_all(const char *p, size_t n_bytes, const struct dpi_marks *m,
	 struct has has, struct dpi_mask *mask, struct carry *c,
	 struct counts *n)
{
	struct masks k;
	size_t i = 0;

	for (; i + 64 <= n_bytes; i += 64) {
		k = step64(p + i, ~(uint64_t)0, m, has, c);
		count(&k, i, mask, n);
	}
	if (i < n_bytes) {
		k = step64(p + i, valid_bits(n_bytes - i), m, has, c);
		count(&k, i, mask, n);
	}
	if (mask)
		find_last(mask, dpi_masks(n_bytes), n);
}

/* Do more than a quarter of the first stretches of 64 bytes hold a quote? */
TARGET static inline bool
has_many_quotes(const char *p, size_t n_bytes, char quote)
{
	size_t n = n_bytes / 64 < LOOKED_AT ? n_bytes / 64 : LOOKED_AT;
	size_t with = 0;

	for (size_t i = 0; quote && i < n; i++)
		with += mark64(p + i * 64, quote) != 0;
	return with * 4 > n;
}

TARGET void
BOUNDS(const char *p, size_t n_bytes, const struct dpi_marks *m,
       struct dpi_mask *mask, struct dpi_bounds *out)
{
	struct carry c = { .sep = 1 };
	struct counts n = { 0 };

	memset(out, 0, sizeof *out);
	if (m->newline == '\n' && n_bytes && memchr(p, '\r', n_bytes))
		step_all(p, n_bytes, m, (struct has){ .cr = true }, mask, &c,
			 &n);
	else if (has_many_quotes(p, n_bytes, m->quote))
		step_all(p, n_bytes, m, (struct has){ .quotes = true }, mask,
			 &c, &n);
	else
		step_all(p, n_bytes, m, (struct has){ 0 }, mask, &c, &n);
	tell_counts(&n, p, n_bytes, m, out);
	out->regular = c.bad == 0;
	out->open = c.inside != 0;
	out->canonical = c.bad == 0 && c.anew == 0 && m->delimiter == ',' &&
			 m->quote == '"' && m->newline == '\n';
}

/* How many of K's separators stand before its first line end. */
TARGET ALWAYS static inline size_t
before_record(struct dpi_mask k)
{
	return (size_t)__builtin_popcountll(k.sep & (k.record - 1) & ~k.record);
}

/*
 * The separators of one stretch of 64 bytes, at I; the index of the next. Where
 * there is no line end, or one, is foreseen by nobody: one is written anyhow.
 */
TARGET ALWAYS static inline size_t
index64(struct dpi_mask k, size_t i, size_t n, uint32_t *sep, uint32_t **rec)
{
	size_t next = n + (size_t)__builtin_popcountll(k.sep);

	**rec = (uint32_t)(n + before_record(k));
	*rec += k.record != 0;
	for (k.record &= k.record - 1; k.record; k.record &= k.record - 1)
		*(*rec)++ = (uint32_t)(n + before_record(k));
	PUT_BITS(k.sep, (uint32_t)i, sep + n);
	return next;
}

TARGET size_t
INDEX(const struct dpi_mask *mask, size_t n_bytes, uint32_t *sep, uint32_t *rec)
{
	size_t n = 0, i = 0;
	struct dpi_mask last;

	for (; i + 64 <= n_bytes; i += 64)
		n = index64(*mask++, i, n, sep, &rec);
	if (i < n_bytes) {
		last = *mask;
		last.sep &= valid_bits(n_bytes - i);
		last.record &= valid_bits(n_bytes - i);
		n = index64(last, i, n, sep, &rec);
	}
	return n;
}

TARGET void
BLANKS(const char *p, size_t n_bytes, const struct dpi_marks *m,
       const struct dpi_mask *mask, uint64_t *blank)
{
	/* A cell begins here. */
	uint64_t space_before = 0, edge_before = 1;

	for (size_t i = 0; i < n_bytes; i += 64, mask++, p += 64) {
		uint64_t quote = m->quote ? mark64(p, m->quote) : 0;
		uint64_t space = mark64(p, ' '), edge = mask->sep | quote;
		uint64_t odd = odd64(p) & ~mask->sep;
		bool more = i + 64 < n_bytes;
		/* in front of an LF, CR is part of the line end */
		uint64_t ends = mask->record >> 1 |
				(more ? mask[1].record << 63 : 0);
		uint64_t cr = odd & ends ? ends & mark64(p, '\r') : 0;

		*blank++ = (odd & ~cr) | (space & (edge << 1 | edge_before)) |
			   ((space << 1 | space_before) & (space | edge | cr));
		space_before = space >> 63;
		edge_before = edge >> 63;
	}
}

TARGET size_t
SPECIALS(const char *p, size_t n_bytes, const struct dpi_marks *m,
	 uint64_t *special)
{
	size_t n = 0;

	for (size_t i = 0; i < n_bytes; i += 64, p += 64) {
		uint64_t comma = m->delimiter == ',' ? 0 : mark64(p, ',');

		*special = (mark64(p, '"') | comma) & valid_bits(n_bytes - i);
		n += (size_t)__builtin_popcountll(*special++);
	}
	return n;
}

TARGET void
CELLS(const uint64_t *bits, const struct dpi_mask *mask, size_t n_masks,
      uint8_t what, uint8_t *cell)
{
	for (size_t i = 0; i < n_masks; i++) {
		for (uint64_t x = bits[i]; x; x &= x - 1)
			cell[__builtin_popcountll(mask[i].sep &
						  ((x & (0 - x)) - 1))] |= what;
		cell += __builtin_popcountll(mask[i].sep);
	}
}
