/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was changed of a table that is open, said; see changes.h. */
#include "tui/changes.h"

#include <dpipe/clean.h>

#include "base/i18n.h"
#include "tui/view_table_bench.h"

#define TOLD 3 /* steps that are told one by one */

void
tui_changes_remark(const struct tui_app *app, size_t n, struct dp_buf *out)
{
	if (n > 0 && tui_layout(app) >= TUI_SINGLE)
		dp_buf_format(out, P_("%zu change", "%zu changes", n), n);
	else if (n > 0)
		dp_buf_format(out,
			      P_("after %zu change", "after %zu changes", n),
			      n);
}

void
tui_changes_tell(const struct tui_table *t, struct dp_buf *out)
{
	const struct dp_bench *b = t->bench.bench;
	size_t n = tui_bench_steps(t), skip = n > TOLD ? n - TOLD : 0;
	struct dp_bench_step s[TOLD];
	struct dp_buf brief = { 0 };
	uint32_t at = b ? dp_bench_current(b) : 0;

	if (n == 0)
		return;
	dp_buf_format(out, P_("After %zu change:", "After %zu changes:", n), n);
	dp_buf_c(out, skip ? " …" : "");
	for (size_t i = n - skip; i > 0; at = s[i].parent)
		dp_bench_look(b, at, &s[--i]);
	for (size_t i = 0; i < n - skip; i++) {
		brief.n = 0;
		dp_step_brief(s[i].line, &brief);
		/* TRANSLATORS: between the members of a list */
		dp_buf_c(out, i || skip ? C_("list", "; ") : " ");
		/* TRANSLATORS: what was done, and its number in the history */
		dp_buf_format(out, _("%.*s: history %u"),
			      DP_FMT(dp_buf_view(&brief)), s[i].number);
	}
	dp_buf_char(out, '.');
	dp_buf_done(&brief);
}

struct dp_recipe *
tui_changes_recipe(const struct tui_table *t)
{
	const struct dp_bench *b = t->bench.bench;
	struct dp_recipe *r = NULL;
	struct dp_err ignored = { 0 };
	struct dp_buf text = { 0 };

	if (tui_bench_steps(t) == 0)
		return NULL;
	dp_bench_recipe(b, dp_bench_current(b), &text);
	/* it was read before: the bench has bound each of its steps */
	r = dp_recipe_parse(dp_buf_view(&text), "-e", &ignored);
	dp_buf_done(&text);
	return r;
}
