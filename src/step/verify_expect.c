/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files of expectations read, and a table judged by one of them. What
 * predicates mean is elsewhere.
 */
#include "step/expect.h"

#include <stdlib.h>

#include "base/i18n.h"

static const char start[] = N_("a file of expectations starts with the line "
			       "“dpipe-expect 1”.");

static int
fail_line(const char *name, uint32_t line, struct dp_err *err, const char *why)
{
	dp_fail(err, DP_ERECIPE, _("%s, line %u: %s"), name, line, why);
	dp_err_file(err, name);
	err->at.line = line;
	return -1;
}

/* The rest of LINE behind the word WORD; p == NULL: another word. */
static dp_str
behind(dp_str line, const char *word)
{
	size_t n = strlen(word);

	if (!dp_str_starts(line, word) || line.n <= n || line.p[n] != ' ')
		return (dp_str){ NULL, 0 };
	line = dp_str_strip(dp_str_from(line, n));
	if (line.n > 1 && line.p[0] == '"' && line.p[line.n - 1] == '"')
		line = (dp_str){ line.p + 1, line.n - 2 };
	return line;
}

static int
one_line(struct dp_expect *e, dp_str line, const char *name, uint32_t at,
	 struct dp_err *err)
{
	dp_str before = behind(line, "before"), key = behind(line, "key");

	if (before.p)
		e->before = dp_keep(&e->text, before);
	else if (key.p)
		e->key = dp_keep(&e->text, key);
	else
		return dp_expect_add(e, line, name, at, false, err);
	return 0;
}

struct dp_expect *
dp_expect_parse(dp_str text, const char *name, struct dp_err *err)
{
	struct dp_expect *e = dp_expect_new();
	bool begun = false;
	uint32_t at = 0;
	int status = 0;

	if (dp_utf8_valid(text) != text.n)
		status = fail_line(name, 1, err, _("the file is not UTF-8."));
	while (status == 0 && text.p && text.n > 0) {
		dp_str line = dp_str_strip(dp_str_cut(&text, '\n'));

		at++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (begun)
			status = one_line(e, line, name, at, err);
		else if (!dp_str_is(line, DPI_EXPECT_FIRST))
			status = fail_line(name, at, err, _(start));
		begun = true;
	}
	if (status == 0 && e->n == 0)
		status = fail_line(name, at ? at : 1, err,
				   _("nothing is expected in this file."));
	if (status == 0)
		return e;
	dp_expect_free(e);
	return NULL;
}

/* ---- the result ------------------------------------------------------- */

static void
add_expectations(const struct dp_expect *e, const struct dp_verdicts *v,
		 struct dp_result *r)
{
	struct dp_frame *f = &dp_result_part(r, DP_PART_FRAME, "expectations",
					     _("Expectations"))
				      ->frame;

	(void)dp_frame_column(f, "line", _("line"), NULL, true);
	(void)dp_frame_column(f, "expectation", _("expectation"), NULL, false);
	(void)dp_frame_column(f, "holds", _("is kept"), NULL, false);
	(void)dp_frame_column(f, "measured", _("measured"), NULL, false);
	(void)dp_frame_column(f, "wanted", _("wanted"), NULL, false);
	for (size_t i = 0; i < e->n; i++) {
		struct dp_value *row = dp_frame_row(f);

		dp_set_int(f, &row[0], e->at[i].line);
		dp_set_text(f, &row[1], e->at[i].text);
		dp_set_bool(f, &row[2], v->at[i].holds);
		dp_set_text(f, &row[3], v->at[i].measured);
		dp_set_text(f, &row[4], v->at[i].wanted);
	}
}

static void
add_failures(const struct dp_expect *e, const struct dp_verdicts *v,
	     struct dp_result *r)
{
	struct dp_frame *f;

	if (v->n_failed == 0) {
		dp_result_note(r, "kept",
			       P_("The expectation holds.",
				  "All %zu expectations hold.", e->n),
			       e->n);
		return;
	}
	f = &dp_result_part(r, DP_PART_FRAME, "failures",
			    _("What does not hold"))
		     ->frame;
	(void)dp_frame_column(f, "line", _("line"), NULL, true);
	(void)dp_frame_column(f, "expectation", _("expectation"), NULL, false);
	(void)dp_frame_column(f, "why", _("why"), NULL, false);
	for (size_t i = 0; i < e->n; i++) {
		struct dp_value *row;

		if (v->at[i].holds)
			continue;
		row = dp_frame_row(f);
		dp_set_int(f, &row[0], e->at[i].line);
		dp_set_text(f, &row[1], e->at[i].text);
		dp_set_text(f, &row[2], v->at[i].sentence);
	}
	r->doubtful = true;
}

int
dp_verify_expect(const struct dp_verify *what, const char *expect,
		 struct dp_result *r, struct dp_err *err)
{
	struct dp_expect_on on = { .table = what->input, .read = &what->read };
	struct dp_verdicts v = { 0 };
	struct dp_buf text = { 0 };
	struct dp_expect *e = NULL;
	int status = -1;

	if (strcmp(what->input, "-") == 0)
		return dp_fail(err, DP_EUSAGE,
			       _("a table on standard input cannot be judged "
				 "by expectations: it may have to be read "
				 "twice. Name a file."));
	if (dp_read_file(expect, DP_EXPECT_MAX_BYTES, &text, err) == 0)
		e = dp_expect_parse(dp_buf_view(&text), expect, err);
	if (e)
		status = dp_expect_judge(e, &on, &v, err);
	if (status == 0) {
		add_expectations(e, &v, r);
		add_failures(e, &v, r);
	}
	dp_verdicts_done(&v);
	dp_expect_free(e);
	dp_buf_done(&text);
	return status;
}
