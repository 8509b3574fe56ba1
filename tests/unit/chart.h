/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of charts share: small tables written as text, charts of
 * them, outputs as C strings.
 */
#ifndef DP_TEST_CHART_H
#define DP_TEST_CHART_H

#include "test.h"

#include <dpipe/chart.h>

#include <stdlib.h>

/* A table of lines "name;number", the number empty for none. */
static inline void
table(struct dp_frame *f, const char *lines)
{
	dp_str left = dp_str_c(lines);

	memset(f, 0, sizeof *f);
	dp_frame_column(f, "x", "town", NULL, false);
	dp_frame_column(f, "y", "screens", NULL, true);
	while (left.n) {
		dp_str number = dp_str_cut(&left, '\n');
		dp_str name = dp_str_cut(&number, ';');
		struct dp_value *v = dp_frame_row(f);

		dp_set_text(f, &v[0], name);
		if (number.n)
			dp_set_number(f, &v[1], number);
	}
}

/* A chart of such a table; NULL when it was refused, then ERR says why. */
static inline struct dp_chart *
try_chart(const char *type, const struct dp_chart_desc *given,
	  const char *lines, struct dp_err *err)
{
	struct dp_chart_desc d = { 0 };
	struct dp_frame f;
	struct dp_chart *c;

	if (given)
		d = *given;
	d.x = DP_S("x");
	d.y = DP_S("y");
	table(&f, lines);
	c = dp_chart_new(dp_chart_class_find(dp_str_c(type)), &d, &f, err);
	dp_frame_done(&f);
	return c;
}

static inline struct dp_chart *
chart(const char *type, const struct dp_chart_desc *given, const char *lines)
{
	struct dp_err err = { 0 };
	struct dp_chart *c = try_chart(type, given, lines, &err);

	if (!c)
		fail_msg("%s", err.msg);
	return c;
}

/* The outputs as C strings, freed by the caller. */
static inline char *
canvas(const struct dp_chart *c, int width, int height, bool ascii)
{
	struct dp_canvas size = { width, height, ascii, false };
	struct dp_buf b = { 0 };

	dp_chart_canvas(c, &size, &b);
	return dp_buf_take(&b);
}

static inline char *
svg(const struct dp_chart *c)
{
	struct dp_svg o = { 0 };
	struct dp_buf b = { 0 };

	dp_chart_svg(c, &o, &b);
	return dp_buf_take(&b);
}

static inline char *
told(const struct dp_chart *c)
{
	struct dp_buf b = { 0 };

	dp_chart_text(c, &b);
	return dp_buf_take(&b);
}

/* Name of row R (from 0) of the shown table. */
static inline char *
name_of(const struct dp_chart *c, size_t r)
{
	return dp_strdup(dp_frame_at(dp_chart_table(c), r, 0)->text);
}

static inline void
assert_name(const struct dp_chart *c, size_t r, const char *expected)
{
	char *name = name_of(c, r);

	assert_string_equal(name, expected);
	free(name);
}

static inline void
assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in:\n%s", part, text);
}

static inline void
assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("\"%s\" is in:\n%s", part, text);
}

#endif
