/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fingerprint: what a CSV file says, whatever way it is quoted. Two tools
 * agree when their records and cells are the same. It shares no code with
 * dpipe, so that it can judge it; it reads well-formed CSV with commas only.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* FNV-1a, 64 bits */
#define FNV_START UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)

struct sums {
	uint64_t records, cells;
	uint64_t anyhow;   /* the same in any order of the records */
	uint64_t in_order; /* another one for another order */
};

static uint64_t
add_byte(uint64_t h, int c)
{
	return (h ^ (unsigned char)c) * FNV_PRIME;
}

/* Spreads the bits, so that sums of hashes are as good as hashes. */
static uint64_t
mix(uint64_t h)
{
	h = (h ^ (h >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	h = (h ^ (h >> 27)) * UINT64_C(0x94d049bb133111eb);
	return h ^ (h >> 31);
}

static void
end_record(struct sums *s, uint64_t *h)
{
	uint64_t m = mix(*h);

	s->records++;
	s->anyhow += m;
	s->in_order = (s->in_order + m) * FNV_PRIME;
	*h = FNV_START;
}

/* CR LF counts as LF, inside a cell as well. */
static int
next(FILE *f)
{
	int c = getc_unlocked(f);

	if (c == '\r') {
		c = getc_unlocked(f);
		if (c != '\n') {
			if (c != EOF)
				ungetc(c, f);
			c = '\r';
		}
	}
	return c;
}

static void
read_all(FILE *f, int delimiter, struct sums *s)
{
	bool inside = false, begun = false;
	uint64_t h = FNV_START;
	int c;

	while ((c = next(f)) != EOF) {
		if (c == '"') {
			int after = inside ? next(f) : 0;

			if (inside && after == '"') {
				h = add_byte(h, '"');
			} else {
				inside = !inside;
				if (!inside && after != EOF)
					ungetc(after, f);
			}
			begun = true;
		} else if (c == '\n' && !inside) {
			s->cells++;
			end_record(s, &h);
			begun = false;
		} else if (c == delimiter && !inside) {
			s->cells++;
			h = add_byte(h, 0xff); /* stands in no UTF-8 text */
			begun = true;
		} else {
			h = add_byte(h, c);
			begun = true;
		}
	}
	if (begun) {
		s->cells++;
		end_record(s, &h);
	}
}

int
main(int argc, char **argv)
{
	struct sums s = { 0 };
	FILE *f;

	if (argc != 2 && argc != 3) {
		fputs("usage: fingerprint FILE.csv [DELIMITER]\n"
		      "Prints: records with the header, cells, a checksum for "
		      "any order, one for this order.\n",
		      stderr);
		return 2;
	}
	f = fopen(argv[1], "rb");
	if (!f) {
		fprintf(stderr, "fingerprint: cannot open %s: %s\n", argv[1],
			strerror(errno));
		return 3;
	}
	read_all(f, argc == 3 ? argv[2][0] : ',', &s);
	fclose(f);
	printf("%" PRIu64 " %" PRIu64 " %016" PRIx64 " %016" PRIx64 "\n",
	       s.records, s.cells, s.anyhow, s.in_order);
	return 0;
}
