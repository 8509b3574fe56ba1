/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding delimiters, quotes and line ends 64 bytes at a time. Two functions,
 * each in a portable and a vector version chosen at run time; all give the
 * same answers.
 */
#ifndef DPI_SCAN_H
#define DPI_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes after a text that a scan may read (not use). */
#define DPI_SCAN_SLACK_BYTES 64

/* The characters that matter. 0: none such. */
struct dpi_marks {
	char delimiter, quote;
	char newline; /* LF, or CR for text of the old Macintosh */
};

struct dpi_bounds {
	size_t end_bytes;   /* after the last complete record; 0: none */
	uint64_t n_lines;   /* line ends before that, in quotes or not */
	uint64_t n_records; /* records before that */
	bool regular;       /* every quote stands where RFC 4180 allows one */
	bool open;          /* the text ends inside quotes */
	bool canonical;     /* regular, and as the writer would write it */
};

/* What stands in 64 bytes of a text, a bit for each. */
struct dpi_mask {
	uint64_t sep;    /* delimiters and line ends outside quotes */
	uint64_t record; /* line ends outside quotes */
};

/*
 * Looks at the N bytes at P, which start a record and have slack after
 * them. MASK, or NULL, gets what stands in each 64 of them.
 */
typedef void dpi_bounds_fn(const char *p, size_t n_bytes,
			   const struct dpi_marks *m, struct dpi_mask *mask,
			   struct dpi_bounds *out);

/* What is written behind the last separator: sixteen are put at a time. */
#define DPI_SEP_ROOM 32u
/* And behind the last record. */
#define DPI_REC_ROOM 1u

/*
 * Writes the offset of each separator in SEP (with room for N of them and
 * DPI_SEP_ROOM), and in REC (with room for the records counted before and
 * DPI_REC_ROOM), for each record the index in SEP of its line end. MASK is of
 * a regular text whose first N bytes, under 4 GiB, end with a line end. Returns
 * the number of separators.
 */
typedef size_t dpi_index_fn(const struct dpi_mask *mask, size_t n_bytes,
			    uint32_t *sep, uint32_t *rec);

/*
 * Writes to BLANK, for each 64 bytes of a text as above, a bit for each byte
 * that makes a cell doubtful: white space other than single spaces between
 * other characters, and whatever may begin a white space of several bytes. It
 * is a byte of the cell or the separator behind it; too many are only slow.
 */
typedef void dpi_blanks_fn(const char *p, size_t n_bytes,
			   const struct dpi_marks *m,
			   const struct dpi_mask *mask, uint64_t *blank);

/*
 * The same for each byte that makes the writer look at a cell: quotes, and
 * commas where the delimiter is another. Returns how many there are.
 */
typedef size_t dpi_specials_fn(const char *p, size_t n_bytes,
			       const struct dpi_marks *m, uint64_t *special);

/*
 * Adds WHAT to CELL of each cell that one of BITS, a mask for each of N_MASKS,
 * stands in or right behind. CELL has room for one a separator and 64.
 */
typedef void dpi_cells_fn(const uint64_t *bits, const struct dpi_mask *mask,
			  size_t n_masks, uint8_t what, uint8_t *cell);

/* Masks of a text of N bytes. */
static inline size_t
dpi_masks(size_t n_bytes)
{
	return n_bytes / 64 + (n_bytes % 64 > 0);
}

struct dpi_scan {
	const char *name;
	dpi_bounds_fn *bounds;
	dpi_index_fn *index;
	dpi_blanks_fn *blanks;
	dpi_specials_fn *specials;
	dpi_cells_fn *cells;
};

/* The best version this processor runs. */
const struct dpi_scan *dpi_scan_best(void);
/* Versions that run here, the slowest, portable one first; NULL at the end. */
const struct dpi_scan *dpi_scan_at(size_t i);

#define DPI_SCAN_DECLARE(name) \
	dpi_bounds_fn dpi_bounds_##name; \
	dpi_index_fn dpi_index_##name; \
	dpi_blanks_fn dpi_blanks_##name; \
	dpi_specials_fn dpi_specials_##name; \
	dpi_cells_fn dpi_cells_##name

DPI_SCAN_DECLARE(portable);
#if defined(__x86_64__)
#define DPI_SCAN_X86
DPI_SCAN_DECLARE(sse2);
DPI_SCAN_DECLARE(avx2);
DPI_SCAN_DECLARE(avx512);
#elif defined(__aarch64__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define DPI_SCAN_NEON
DPI_SCAN_DECLARE(neon);
#endif

#endif
