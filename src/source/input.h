/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * input: the text of one table, whatever the file is it stands in: a plain
 * file or pipe, a compressed one, a member of a zip, a sheet. Told by the
 * bytes, never by the name. What is no table is refused with a sentence.
 */
#ifndef DPI_SOURCE_INPUT_H
#define DPI_SOURCE_INPUT_H

#include <dpipe/source.h>

#include "source/note.h"

/* What is to be read of a file that holds several things. */
struct dpi_want {
	dp_str member, sheet; /* p == NULL: the one that is there */
	bool any_text;        /* web pages and the like are read as text */
};

struct dpi_input;

/* Does NAME, of a member of a zip, end as tables do? */
bool dpi_is_table_name(const char *name);
/*
 * Opens PATH ("-": standard input). Fails as dp_open_read does, and with
 * DP_EDATA for what is no table, DP_EUSAGE where WANT names what is not
 * there or does not name what must be chosen, DP_ELIMIT.
 */
struct dpi_input *dpi_input_open(const char *path, const struct dpi_want *want,
				 struct dp_err *err);
/*
 * The same for FD, which the input owns, called PATH; WAIT and SELF as for
 * dpi_input_wait, from the first byte on.
 */
struct dpi_input *dpi_input_open_fd(int fd, const char *path,
				    const struct dpi_want *want,
				    bool (*wait)(void *self, int fd),
				    void *self, struct dp_err *err);
/* NULL is fine. */
void dpi_input_close(struct dpi_input *in);
/* Up to N bytes of the text into P; 0 at the end, -1. */
ptrdiff_t dpi_input_read(struct dpi_input *in, char *p, size_t n_bytes,
			 struct dp_err *err);
/*
 * The same for text that is plain, from AT on, by any thread; what is read in
 * order stays where it is.
 */
ptrdiff_t dpi_input_read_at(const struct dpi_input *in, char *p, size_t n_bytes,
			    uint64_t at, struct dp_err *err);
/* Reading in order goes on at AT, of text that is plain. */
void dpi_input_go_to(struct dpi_input *in, uint64_t at);
/* What it is called in messages. */
const char *dpi_input_name(const struct dpi_input *in);
/* The file itself, for questions about it; it stays the input's. */
int dpi_input_fd(const struct dpi_input *in);
/* True when the text is the file itself, byte for byte, and it seeks. */
bool dpi_input_is_plain(const struct dpi_input *in);
/* Where the text comes from, or NULL where it is the file. */
const struct dp_origin *dpi_input_origin(const struct dpi_input *in);
/* What is to be said of the file; *N of them. */
const struct dpi_note *dpi_input_notes(const struct dpi_input *in, size_t *n);
/*
 * WAIT is called before each reading of a pipe, with its descriptor; when it
 * says false, reading fails with DP_ECANCEL.
 */
void dpi_input_wait(struct dpi_input *in, bool (*wait)(void *self, int fd),
		    void *self);
/*
 * True when the text is a pipe that is waited for, and nothing has come for a
 * moment: what came will do for now.
 */
bool dpi_input_idle(struct dpi_input *in);

#endif
