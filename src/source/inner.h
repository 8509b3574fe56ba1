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

/*
 * A raw file in FOLDER whose bytes have the SHA-256 HEX and whose sidecar
 * says so: adds it and what was unpacked from it to OUT. Returns 1 found, 0
 * not (also when one of them is gone or has been changed), -1.
 */
int dpi_land_find(const char *folder, const char *hex, struct dp_acquired *out,
		  struct dp_err *err);

/*
 * Gives the file TEMPORARY (in the same file system) the name NAME in FOLDER
 * without ever replacing another: the next free number is taken, unless
 * FORCED (then a DP_EUSAGE). A file there with the same bytes is it already.
 * It becomes read-only. *PATH gets the new C string of its final name,
 * *MADE whether the file is new there, *TAKEN is set when a number was
 * needed.
 */
int dpi_land_file(const char *temporary, const char *folder, const char *name,
		  bool forced, char **path, bool *made, bool *taken,
		  struct dp_err *err);
/* The same for a folder, which is always a new one. */
int dpi_land_folder(const char *temporary, const char *folder, const char *name,
		    bool forced, char **path, bool *taken, struct dp_err *err);

/* Adds a file to A; texts are copied, the hash is computed. */
int dpi_acquired_add(struct dp_acquired *a, const char *path,
		     const char *member, struct dp_err *err);

/* Frees the files of A and leaves it without any. */
void dpi_acquired_forget(struct dp_acquired *a);

/* Appends TEXT with each %XX as the byte it means, but %00. */
void dpi_percent_decode(dp_str text, struct dp_buf *out);

#endif
