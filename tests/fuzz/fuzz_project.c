/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is read as a project is kept byte for byte, takes changes that are
 * read back, and its commands are cut, quoted and cut to the same words.
 */
#include <dpipe/define.h>
#include <dpipe/text.h>

#include "fuzz.h"

static void
cut_and_quote(dp_str line)
{
	struct dp_command a = { 0 }, b = { 0 };
	struct dp_buf quoted = { 0 };
	struct dp_err err = { 0 };
	size_t i;

	if (dp_command_split(line, &a, &err) != 0)
		return;
	for (i = 0; i < a.n; i++) {
		dp_buf_char(&quoted, ' ');
		dp_command_quote(dp_str_c(a.word[i]), &quoted);
	}
	must(dp_command_split(dp_buf_view(&quoted), &b, &err) == 0);
	must(a.n == b.n);
	for (i = 0; i < a.n; i++)
		must(strcmp(a.word[i], b.word[i]) == 0);
	(void)dp_command_check(&a, &err);
	dp_buf_done(&quoted);
	dp_command_done(&a);
	dp_command_done(&b);
}

/* Changes that must hold whatever stood there. */
static void
change(struct dp_project *p)
{
	struct dp_project_column c = { .name = DP_S("new \"one\""),
				       .unit = DP_S("a b") };
	struct dp_project_wanted w = { .status = DP_S("got") };
	struct dp_buf name = { 0 };
	struct dp_err err = { 0 };
	ptrdiff_t i;

	must(dp_project_say(p, DP_PROJECT_QUESTION, DP_S("why # not"), &err) ==
	     0);
	must(dp_str_is(p->question, "why # not"));
	must(dp_project_put_column(p, &c, NULL, &err) == 0);
	i = dp_project_column_find(p, c.name);
	must(i >= 0 && dp_str_is(p->column[i].unit, "a b"));
	if (p->n_wanted == 0)
		return;
	dp_buf_str(&name, p->wanted[0].name);
	w.name = dp_buf_view(&name);
	if (dp_trim(w.name).n > 0) {
		must(dp_project_put_wanted(p, &w, NULL, &err) == 0);
		must(dp_str_is(p->wanted[0].status, "got"));
	}
	dp_buf_done(&name);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	dp_str text = { (const char *)data, size };
	struct dp_result r = { 0 };
	struct dp_err err = { 0 };
	struct dp_project *p;
	size_t i, n = 0;

	if (size > 1 << 16)
		return 0;
	p = dp_project_parse(text, "fuzz", &err);
	if (!p) {
		must(err.code != DP_OK && err.msg[0] != '\0');
		return 0;
	}
	must(dp_str_eq(p->text, text));
	for (i = 0; i < p->n; i++)
		n += p->line[i].raw.n;
	must(n == size);
	for (i = 0; i < p->n_steps; i++)
		cut_and_quote(p->step[i].text);
	dp_define_show(p, &r);
	must(dp_define_check(p, NULL, &r, &err) == 0);
	dp_result_done(&r);
	change(p);
	dp_project_free(p);
	return 0;
}
