/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gzip, by zlib: libarchive reads it too, but passes over the checksum, and a
 * wrong digit would go unseen. Several pieces one behind the other are one
 * file, and zeros behind them are padding (RFC 1952, 2.2).
 */
#include "source/gunzip.h"

#include <stddef.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/i18n.h"
#include "base/lazy.h"
#include "source/inner.h"

#define BLOCK_BYTES (64u << 10)
#define GZIP_WINDOW (15 + 16) /* the largest; a gzip header, and no other */

#define ZLIB_FUNCTIONS(X) \
	X(inflate) X(inflateEnd) X(inflateInit2_) X(inflateReset)

struct zlib_api {
	ZLIB_FUNCTIONS(DPI_LAZY_MEMBER)
};

#define DPI_LAZY_API struct zlib_api
static const struct dpi_lazy wanted[] = { ZLIB_FUNCTIONS(DPI_LAZY_ROW) };
static const struct dpi_library library = {
	.name = "z",
	.abi = "1",
	.package = "zlib1g",
	.wanted = wanted,
	.n = sizeof wanted / sizeof *wanted,
};

struct gunzip {
	struct dpi_bytes bytes;
	struct zlib_api api;
	struct dpi_bytes *inner;
	const char *name;
	z_stream z;
	bool started, ended; /* ended: between two pieces */
	bool padded;         /* there were zeros behind the last */
	uint64_t in_bytes, out_bytes;
	unsigned char block[BLOCK_BYTES];
};

static int
damaged(const struct gunzip *g, struct dp_err *err)
{
	return dp_fail(err, DP_EDATA,
		       _("%s is damaged or cut, or packed in a way that is not "
			 "read here. Get it again, or unpack it first."),
		       g->name);
}

/* More packed bytes: 1, 0 at the end, -1. */
static int
fill(struct gunzip *g, struct dp_err *err)
{
	ptrdiff_t got;

	if (g->z.avail_in)
		return 1;
	got = dpi_bytes_read(g->inner, (char *)g->block, sizeof g->block, err);
	if (got <= 0)
		return (int)got;
	g->z.next_in = g->block;
	g->z.avail_in = (uInt)got;
	g->in_bytes += (uint64_t)got;
	return 1;
}

/* Behind a piece: 1 another one starts, 0 the end, -1. */
static int
next_piece(struct gunzip *g, struct dp_err *err)
{
	int status;

	while ((status = fill(g, err)) == 1) {
		if (*g->z.next_in != 0) {
			g->ended = false;
			if (g->padded || g->api.inflateReset(&g->z) != Z_OK)
				return damaged(g, err);
			return 1;
		}
		g->padded = true;
		g->z.next_in++;
		g->z.avail_in--;
	}
	return status;
}

static ptrdiff_t
read_gunzip(struct dpi_bytes *b, char *p, size_t n, struct dp_err *err)
{
	struct gunzip *g = (struct gunzip *)b;
	int status = 1;

	if (n > BLOCK_BYTES)
		n = BLOCK_BYTES;
	g->z.next_out = (unsigned char *)p;
	g->z.avail_out = (uInt)n;
	while (g->z.avail_out == n && n) {
		if (g->ended) {
			status = next_piece(g, err);
			if (status <= 0)
				return status;
		}
		status = fill(g, err);
		if (status <= 0)
			return status < 0 ? -1 : damaged(g, err);
		status = g->api.inflate(&g->z, Z_NO_FLUSH);
		if (status != Z_OK && status != Z_STREAM_END)
			return damaged(g, err);
		g->ended = status == Z_STREAM_END;
	}
	n -= g->z.avail_out;
	g->out_bytes += n;
	return dpi_check_growth(g->name, g->in_bytes, g->out_bytes, err) == 0 ?
		       (ptrdiff_t)n :
		       -1;
}

static void
close_gunzip(struct dpi_bytes *b)
{
	struct gunzip *g = (struct gunzip *)b;

	if (g->started)
		(void)g->api.inflateEnd(&g->z);
	dpi_bytes_close(g->inner);
	free(g);
}

struct dpi_bytes *
dpi_gunzip(struct dpi_bytes *b, const char *name, struct dp_err *err)
{
	struct gunzip *g = dp_alloc0(sizeof *g);

	g->bytes.read = read_gunzip;
	g->bytes.close = close_gunzip;
	g->inner = b;
	g->name = name;
	if (dpi_lazy_open(&library, &g->api, err) == 0) {
		g->started = g->api.inflateInit2_(&g->z, GZIP_WINDOW,
						  ZLIB_VERSION,
						  (int)sizeof g->z) == Z_OK;
		if (g->started)
			return &g->bytes;
		(void)damaged(g, err);
	}
	close_gunzip(&g->bytes);
	return NULL;
}
