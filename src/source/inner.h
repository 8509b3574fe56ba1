/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of source/ share with each other only.
 */
#ifndef DPI_SOURCE_INNER_H
#define DPI_SOURCE_INNER_H

#include <dpipe/source.h>
#include <dpipe/text.h>

/* Version of dpipe, for records and for servers. Static. */
static inline const char *
dpi_version(void)
{
	return PACKAGE_VERSION;
}

/*
 * Puts TEXT into OUT, which is empty, as UTF-8 (other bytes read as
 * windows-1252), controls but tabs and line feeds as spaces.
 */
void dpi_clean_text(dp_str text, struct dp_buf *out);

/*
 * Fails with the sentence for STATUS (400 and above) of the server at URL;
 * RETRY_AFTER as the server wrote it, or p == NULL. Returns -1.
 */
int dpi_http_refused(const char *url, int64_t status, dp_str retry_after,
		     struct dp_err *err);

/*
 * Takes one header line of an answer into OUT; what is not of interest is
 * skipped.
 */
void dpi_http_header(struct dp_http_answer *out, dp_str line);
/* Forgets the headers of the answer before, when a new one begins. */
void dpi_http_forget(struct dp_http_answer *out);

/*
 * Appends NAME for its Nth use: "a/b.csv" itself for 1, "a/b-2.csv" for 2 …
 */
void dpi_numbered_name(const char *name, unsigned n, struct dp_buf *out);

/* Raw files whose stories are here and whose bytes are not. */
struct dpi_missing {
	struct dpi_missing_file {
		char *path;
		char *member; /* its name in the archive; NULL: the archive */
	} * at;
	size_t n, cap;
};
void dpi_missing_done(struct dpi_missing *m);

/*
 * Looks in Q's folder for a sidecar that tells of a raw file with the SHA-256
 * HEX: adds that file and what was unpacked from it to OUT, and to MISSING
 * what is gone. Of those that were altered see dpi_land_clear. Returns 1 the
 * file is known, 0 it is not, -1.
 */
int dpi_land_find(const struct dp_acquire *q, const char *hex,
		  struct dp_acquired *out, struct dpi_missing *missing,
		  struct dp_err *err);

/*
 * Is the raw file PATH what its sidecar tells of? Returns 0 when it is, or
 * when nothing is told; when it was altered, -1 with DP_EDATA, or, with
 * Q->restore, 1: it is out of the way then, and OUT knows where.
 */
int dpi_land_clear(const struct dp_acquire *q, const char *path,
		   struct dp_acquired *out, struct dp_err *err);
/* Puts what OUT has put aside back in its place. */
void dpi_land_unclear(struct dp_acquired *out);

/*
 * Gives the file TEMPORARY the name PATH, read-only, unless there is one:
 * then errno is EEXIST. Returns 0 or -1.
 */
int dpi_land_at(const char *temporary, const char *path);

/*
 * Gives the file TEMPORARY (in the same file system) the name NAME in Q's
 * folder without ever replacing another: the next free number is taken,
 * unless FORCED (then a DP_EUSAGE). A file there with the same bytes is it
 * already; one that was altered: see dpi_land_clear. It becomes read-only.
 * *PATH gets the new C string of its final name, *MADE whether the file is
 * new there, OUT->taken is set when a number was needed.
 */
int dpi_land_file(const struct dp_acquire *q, const char *temporary,
		  const char *name, bool forced, char **path, bool *made,
		  struct dp_acquired *out, struct dp_err *err);
/* The same for a folder, which is always a new one. */
int dpi_land_folder(const char *temporary, const char *folder, const char *name,
		    bool forced, char **path, bool *taken, struct dp_err *err);

/* Adds a file to A; texts are copied, the hash is computed. */
int dpi_acquired_add(struct dp_acquired *a, const char *path,
		     const char *member, struct dp_err *err);

/* Puts the file got before what came out of it. */
void dpi_acquired_sort(struct dp_acquired *a);
/* Frees the files of A and leaves it without any. */
void dpi_acquired_forget(struct dp_acquired *a);

/* Appends TEXT with each %XX as the byte it means, but %00. */
void dpi_percent_decode(dp_str text, struct dp_buf *out);

#endif
