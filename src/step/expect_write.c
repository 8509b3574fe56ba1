/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file of expectations written to: one line more, or another in its place.
 */
#include "step/expect.h"

#include "base/i18n.h"

/* Are A and B about the same: only what they want may differ? */
static bool
about_the_same(const struct dpi_predicate *a, const struct dpi_predicate *b)
{
	if (a->class != b->class || a->n_args != b->n_args ||
	    !dp_str_eq(a->file, b->file))
		return false;
	for (size_t i = 0; i < a->n_args; i++)
		if (!dp_str_eq(a->arg[i], b->arg[i]))
			return false;
	return true;
}

/* Line of the predicate of E that is about the same as the only one of NEW. */
static uint32_t
line_of(const struct dp_expect *e, const struct dp_expect *new)
{
	for (size_t i = 0; i < e->n; i++)
		if (about_the_same(&e->at[i], &new->at[0]))
			return e->at[i].line;
	return 0;
}

/* Appends OLD with NEW as its line LINE, or, where that is 0, as its last. */
static void
put_line(dp_str old, dp_str new, uint32_t line, struct dp_buf *out)
{
	for (uint32_t at = 1; old.p && old.n > 0; at++) {
		dp_str was = dp_str_cut(&old, '\n');

		dp_buf_str(out, at == line ? new : was);
		dp_buf_char(out, '\n');
	}
	if (line == 0) {
		dp_buf_str(out, new);
		dp_buf_char(out, '\n');
	}
}

static uint32_t
lines_of(dp_str text)
{
	uint32_t n = 0;

	for (; text.p && text.n > 0; n++)
		(void)dp_str_cut(&text, '\n');
	return n;
}

/* The file at PATH, or how one begins. */
static int
read_file(const char *path, struct dp_buf *out, struct dp_err *err)
{
	if (dp_exists(path))
		return dp_read_file(path, DP_EXPECT_MAX_BYTES, out, err);
	dp_buf_c(out, DPI_EXPECT_FIRST "\n");
	return 0;
}

int
dp_expect_write(const char *path, dp_str text, struct dp_err *err)
{
	struct dp_expect *new = dp_expect_new(), *made = NULL, *old = NULL;
	struct dp_buf before = { 0 }, after = { 0 };
	struct dp_err none = { 0 };
	int status = read_file(path, &before, err);

	if (status == 0)
		status = dp_expect_add(new, text, path,
				       lines_of(dp_buf_view(&before)) + 1,
				       false, err);
	if (status == 0) {
		old = dp_expect_parse(dp_buf_view(&before), path, &none);
		put_line(dp_buf_view(&before), dp_str_strip(text),
			 old ? line_of(old, new) : 0, &after);
		made = dp_expect_parse(dp_buf_view(&after), path, err);
		status = made ? dp_write_file(path, after.p, after.n, err) : -1;
	}
	dp_expect_free(new);
	dp_expect_free(old);
	dp_expect_free(made);
	dp_buf_done(&before);
	dp_buf_done(&after);
	return status;
}
