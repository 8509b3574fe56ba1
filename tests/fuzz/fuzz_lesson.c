/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lesson is read or refused with a line; what is read is whole. A journal
 * of any bytes gives records or passes over them.
 */

#include "fuzz.h"
#include "lesson/session.h"

static void
look(const struct dp_lesson *l)
{
	must(l->id.n > 0 && l->track.n > 0 && l->name.n > 0);
	for (size_t i = 0; i < l->n_tasks; i++) {
		const struct dp_task *t = &l->task[i];
		size_t n = t->n_checks;

		must(t->id.n > 0 && t->line > 0);
		for (size_t k = 0; k < t->n_wrongs; k++) {
			must(t->wrong[k].n > 0);
			n += t->wrong[k].n;
		}
		must(n + (t->outcome_line > 0) == dp_expect_n(t->expect));
		for (size_t k = 0; k < t->n_choices; k++)
			must(dpi_quiz_at(l, t, k) < t->n_choices);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	dp_str text = { (const char *)data, size }, rest = text;
	struct dp_err err = { 0 };
	struct dp_arena kept = { 0 };
	struct dpi_record r;
	struct dp_lesson *l;

	if (size > 1 << 15)
		return 0;
	l = dp_lesson_parse(text, "fuzz", &err);
	if (l)
		look(l);
	else
		must(err.code == DP_ERECIPE && err.at.line > 0);
	dp_lesson_free(l);
	while (dpi_journal_next(&rest, &kept, &r))
		must(r.date.p && r.word.p && r.lesson.p && r.task.p);
	dp_arena_done(&kept);
	return 0;
}
