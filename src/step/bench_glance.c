/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a journal tells without its table: how many steps were applied, and
 * the last. Nothing is bound or locked.
 */
#include <stdlib.h>

#include "step/bench.h"

/* A screen that lists a dozen files does not wait for more of each. */
#define GLANCE_BYTES (1u << 20)

/* The steps of a journal, by their number. */
struct walk {
	uint32_t *parent;
	dp_str *line; /* in the text, as written: in quotes */
	size_t n, cap_parent, cap_line;
	uint32_t current;
};

static bool
apply(struct walk *w, dp_str rest)
{
	int64_t id, parent, time;

	if (!dpi_journal_number(&rest, &id) ||
	    !dpi_journal_number(&rest, &parent) ||
	    !dpi_journal_number(&rest, &time) || id != (int64_t)w->n ||
	    parent >= id)
		return false;
	dp_grow(&w->parent, &w->cap_parent, w->n, sizeof *w->parent);
	dp_grow(&w->line, &w->cap_line, w->n, sizeof *w->line);
	w->parent[w->n] = (uint32_t)parent;
	w->line[w->n] = rest;
	w->current = (uint32_t)w->n++;
	return true;
}

/* One action; false: this is no journal. */
static bool
act(struct walk *w, dp_str line)
{
	dp_str verb = dp_str_cut(&line, ' ');
	int64_t id;

	if (dp_str_is(verb, "apply"))
		return apply(w, line);
	if (!dpi_journal_number(&line, &id) || id >= (int64_t)w->n)
		return false;
	if (dp_str_is(verb, "go"))
		w->current = (uint32_t)id;
	return true;
}

static bool
walk(struct walk *w, const char *path, dp_str text)
{
	struct dpi_journal_start start = { .size = 0 };
	struct dp_err ignored = { 0 };
	dp_str line;
	bool good = dpi_journal_start(path, &text, &start, &ignored) == 0;

	dpi_journal_start_done(&start);
	/* number 0 is the table as it was opened */
	dp_grow(&w->parent, &w->cap_parent, 0, sizeof *w->parent);
	dp_grow(&w->line, &w->cap_line, 0, sizeof *w->line);
	w->parent[0] = 0;
	w->line[0] = (dp_str){ NULL, 0 };
	w->n = 1;
	while (good && (line = dpi_journal_line(&text)).p)
		good = act(w, line);
	return good;
}

bool
dp_bench_look_at(const char *state, const char *path, dp_str from,
		 struct dp_bench_glance *out)
{
	char *journal = dpi_journal_path(state, path, from, 1);
	struct dp_err ignored = { 0 };
	struct dp_buf text = { 0 };
	struct walk w = { 0 };
	bool good = dp_exists(journal) &&
		    dp_read_file(journal, GLANCE_BYTES, &text, &ignored) == 0 &&
		    walk(&w, journal, dp_buf_view(&text));

	if (good && w.current) {
		dp_str last = w.line[w.current];

		good = dpi_journal_string(&last, &out->last);
		for (uint32_t at = w.current; at != 0; at = w.parent[at])
			out->n_steps++;
	}
	free(w.parent);
	free(w.line);
	dp_buf_done(&text);
	free(journal);
	return good && out->n_steps > 0;
}

void
dp_bench_glance_done(struct dp_bench_glance *g)
{
	dp_buf_done(&g->last);
	g->n_steps = 0;
}
