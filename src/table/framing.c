/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines taken out of what they stand in. A line in quotes is held until it is
 * known whether its first quote ends where the line does; one that goes on
 * holds a line break in a cell, or it is none of those. Of a drawn table,
 * whole lines are held.
 */
#include "table/framing.h"

#include <stdlib.h>

#include "table/csv_read.h"
#include "table/drawn.h"

static bool
ends_line(const struct dpi_framing *f, char c)
{
	return c == f->newline || c == f->also;
}

/* The first end of a line in the N bytes at P, or NULL. */
static const char *
find_end(const struct dpi_framing *f, const char *p, size_t n)
{
	if (f->also == f->newline)
		return memchr(p, f->newline, n);
	for (size_t i = 0; i < n; i++)
		if (ends_line(f, p[i]))
			return p + i;
	return NULL;
}

/* The line held is one, whose quotes end before its last N bytes. */
static void
take(struct dpi_framing *f, size_t n_end, struct dp_buf *out)
{
	if (f->made.n == 0) {
		dp_buf_str(out, dp_buf_view(&f->held));
		return;
	}
	if (f->keeps) {
		dp_grow(&f->taken, &f->cap_taken, (size_t)f->n_taken,
			sizeof *f->taken);
		f->taken[f->n_taken] = f->n_lines + 1;
	}
	if (f->n_taken - f->n_said < DP_SAMPLES)
		f->line[f->n_taken - f->n_said] = f->n_lines + 1;
	f->n_taken++;
	f->n_doubled += f->doubled;
	dp_buf_str(out, dp_buf_view(&f->made));
	dp_buf_add(out, f->held.p + f->held.n - n_end, n_end);
}

/* Line ends held: in a cell, what lines are counted by. */
static uint64_t
ends_held(const struct dpi_framing *f)
{
	uint64_t n = 0;

	for (size_t i = 0; i < f->held.n; i++)
		n += f->held.p[i] == f->newline ||
		     (i + 1 == f->held.n && f->held.p[i] == f->also);
	return n;
}

/* What is held was written, and the next line starts or this one goes on. */
static void
let_go(struct dpi_framing *f)
{
	bool ended = f->held.n && ends_line(f, f->held.p[f->held.n - 1]);

	f->n_lines += ends_held(f);
	f->held.n = f->made.n = 0;
	f->state = ended ? DPI_FRAME_START : DPI_FRAME_PASS;
}

/* Bytes of the line end, and what stands before it, at the end of the line
 * held. */
static size_t
end_bytes(const struct dpi_framing *f)
{
	size_t n = 0;

	while (n < f->held.n && f->held.p[f->held.n - 1 - n] != '"')
		n++;
	return n;
}

/* The line held is none of those. */
static void
give_up(struct dpi_framing *f, struct dp_buf *out)
{
	dp_buf_str(out, dp_buf_view(&f->held));
	let_go(f);
}

/* C is in the quotes of a line. */
static void
inside(struct dpi_framing *f, char c, struct dp_buf *out)
{
	dp_buf_char(&f->held, c);
	if (c == '"')
		f->state = DPI_FRAME_QUOTE;
	else if (((ends_line(f, c) || c == '\r') && !f->open) ||
		 f->held.n > DPI_OPEN_QUOTE_MAX_BYTES)
		give_up(f, out);
	else
		dp_buf_char(&f->made, c);
}

/* May a quote behind what the line held holds so far open a cell? */
static bool
may_open(const struct dpi_framing *f)
{
	unsigned char c = f->made.n ? (unsigned char)f->made.p[f->made.n - 1] :
				      0;

	return c < ' ' || strchr(",;|:^~ \"", c);
}

/* C stands behind a quote, or behind the last. */
static void
behind(struct dpi_framing *f, char c, struct dp_buf *out)
{
	dp_buf_char(&f->held, c);
	if (c == '"' && f->state == DPI_FRAME_QUOTE) {
		f->open = !f->open && may_open(f);
		dp_buf_char(&f->made, c);
		f->doubled = true;
		f->state = DPI_FRAME_INSIDE;
	} else if (ends_line(f, c) && !f->open) {
		take(f, end_bytes(f), out);
		let_go(f);
	} else if (c == '\r' || c == 0x1a) {
		f->state = DPI_FRAME_END;
	} else {
		give_up(f, out);
	}
}

/* At the start of a line: those that do not start with a quote stay. */
static void
start(struct dpi_framing *f, char c)
{
	f->state = c == '"' ? DPI_FRAME_INSIDE : DPI_FRAME_PASS;
	f->open = f->doubled = false;
	if (c == '"')
		dp_buf_char(&f->held, c);
}

/* Bytes of P that belong to a line that stays as it is. */
static size_t
pass(struct dpi_framing *f, const char *p, size_t n)
{
	const char *end = find_end(f, p, n);

	if (!end)
		return n;
	/* The LF of CR LF: the line was counted. */
	f->n_lines += end > p || *p == f->newline;
	f->state = DPI_FRAME_START;
	return (size_t)(end - p) + 1;
}

/* LINE of a drawn table, with its end. */
static void
drawn_line(const struct dpi_framing *f, dp_str line, struct dp_buf *out)
{
	size_t n = line.n;

	while (n && memchr("\n\r\x1a", line.p[n - 1], 3))
		n--;
	/* The LF of CR LF is no line. */
	if (n)
		dpi_drawn_row((dp_str){ line.p, n }, f->bars, f->rules, out);
	dp_buf_str(out, dp_str_from(line, n));
}

static void
drawn(struct dpi_framing *f, dp_str text, bool last, struct dp_buf *out)
{
	while (text.n) {
		const char *end = find_end(f, text.p, text.n);
		size_t n = end ? (size_t)(end - text.p) + 1 : text.n;

		dp_buf_add(&f->held, text.p, n);
		text = dp_str_from(text, n);
		/* A longer one is told of, and nothing made of it. */
		if (end || f->held.n > DP_RECORD_MAX_BYTES) {
			drawn_line(f, dp_buf_view(&f->held), out);
			f->held.n = 0;
		}
	}
	if (last) {
		drawn_line(f, dp_buf_view(&f->held), out);
		f->held.n = 0;
	}
}

static void
quoted(struct dpi_framing *f, dp_str text, bool last, struct dp_buf *out)
{
	const char *p = text.p;
	size_t n_bytes = text.n;

	for (size_t i = 0; i < n_bytes;) {
		size_t n;

		switch (f->state) {
		case DPI_FRAME_START:
			start(f, p[i]);
			i += f->state == DPI_FRAME_INSIDE;
			break;
		case DPI_FRAME_PASS:
			n = pass(f, p + i, n_bytes - i);
			dp_buf_add(out, p + i, n);
			i += n;
			break;
		case DPI_FRAME_INSIDE:
			inside(f, p[i++], out);
			break;
		case DPI_FRAME_QUOTE:
		case DPI_FRAME_END:
			behind(f, p[i++], out);
			break;
		}
	}
	if (!last || !f->held.n)
		return;
	if (f->state == DPI_FRAME_INSIDE) {
		give_up(f, out);
	} else {
		take(f, end_bytes(f), out);
		let_go(f);
	}
}

void
dpi_frame_out(struct dpi_framing *f, const char *p, size_t n_bytes, bool last,
	      struct dp_buf *out)
{
	bool parts = f->parting.delimiter[0];
	dp_str text = { p, n_bytes };
	struct dp_buf lines = { 0 };

	if (f->kind == DP_FRAMING_QUOTED) {
		quoted(f, text, last, parts ? &lines : out);
		text = dp_buf_view(&lines);
	} else if (f->kind == DP_FRAMING_DRAWN) {
		drawn(f, text, last, out);
	} else if (!parts) {
		dp_buf_str(out, text);
	}
	if (parts)
		dpi_part_cells(&f->parting, text, last, out);
	dp_buf_done(&lines);
}

static const char *const names[] = { "auto", "none", "quoted", "drawn" };

const char *
dp_framing_name(enum dp_framing f)
{
	return names[f];
}

enum dp_framing
dp_framing_find(dp_str name)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (dp_str_is(name, names[i]))
			return (enum dp_framing)i;
	return DP_FRAMING_AUTO;
}

void
dpi_framing_done(struct dpi_framing *f)
{
	dp_buf_done(&f->held);
	dp_buf_done(&f->made);
	dp_buf_done(&f->parting.held);
	free(f->taken);
}
