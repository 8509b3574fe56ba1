/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files that read lessons share: lines, entries, their values.
 */
#ifndef DPI_LESSON_PARSE_H
#define DPI_LESSON_PARSE_H

#include <dpipe/lesson.h>

/* A physical line. */
struct dpi_lesson_line {
	dp_str text; /* without indentation and blanks at its end */
	size_t indent_cols;
	uint32_t number; /* from 1 */
};

/* A key with its value: lines [from, to) of the file, AT the key's own. */
struct dpi_entry {
	dp_str key, value; /* of its first line, stripped */
	uint32_t line;
	size_t indent_cols;
	size_t from, to; /* the lines that go on with it */
};

/* A lesson being read. */
struct dpi_lesson_reader {
	struct dp_lesson *l;
	struct dpi_lesson_line *line;
	size_t n, cap;
	struct dp_task *task; /* in hand, or NULL: still the head */
	struct dp_err *err;
};

/* Fails at LINE with the formatted sentence. Returns -1. */
int dpi_lesson_fail(struct dpi_lesson_reader *r, uint32_t line, const char *fmt,
		    ...) DP_PRINTF(3, 4);
/* Cuts TEXT into the lines of R. */
int dpi_lesson_lines(struct dpi_lesson_reader *r, dp_str text);
/*
 * Next entry among the lines [*AT, END) at the indentation of the first: 1,
 * 0 at the end, -1. *AT moves on.
 */
int dpi_entry_next(struct dpi_lesson_reader *r, size_t *at, size_t end,
		   struct dpi_entry *out);

/* The value of E as prose: lines joined, blank lines kept as one. */
dp_str dpi_entry_text(struct dpi_lesson_reader *r, const struct dpi_entry *e);
/* As it is written, without the indentation that all lines share. */
dp_str dpi_entry_block(struct dpi_lesson_reader *r, const struct dpi_entry *e);
/* As actions. */
void dpi_entry_route(struct dpi_lesson_reader *r, const struct dpi_entry *e,
		     struct dp_route *out);
/* As words separated by blanks. */
void dpi_entry_words(struct dpi_lesson_reader *r, const struct dpi_entry *e,
		     struct dp_words_list *out);
/*
 * Puts the text of E into SAID when its key is NAME.fr or NAME.en: 1, 0 it is
 * another key, -1 it was said already.
 */
int dpi_entry_said(struct dpi_lesson_reader *r, const struct dpi_entry *e,
		   const char *name, struct dp_said *said);

/* One entry of the head, or of a task. */
int dpi_lesson_head(struct dpi_lesson_reader *r, const struct dpi_entry *e);
int dpi_lesson_task(struct dpi_lesson_reader *r, const struct dpi_entry *e);
/* "[task ID KIND]" on line I starts a task. */
int dpi_lesson_stanza(struct dpi_lesson_reader *r, size_t i);

#endif
