/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What both completion scripts take from the tables.
 */
#include "cli/complete.h"

#include <stdlib.h>

#include <dpipe/catalogue.h>
#include <dpipe/chart.h>
#include <dpipe/lesson.h>
#include <dpipe/op.h>

#include "cli/help.h"
#include "cli/inner.h"

enum cli_complete
cli_complete_value(const struct cli_option *o)
{
	if (o->kind == CLI_FILE)
		return CLI_COMPLETE_FILES;
	if (o->kind == CLI_CHOICE)
		return CLI_COMPLETE_CHOICES;
	/* a step written on the command line, in whatever command */
	if (o->kind == CLI_TEXT && o->value && strcmp(o->value, "STEP") == 0)
		return CLI_COMPLETE_OPERATIONS;
	return CLI_COMPLETE_NONE;
}

/* True when NAME is one of the words of OUT already. */
static bool
is_there(const struct dp_buf *out, size_t from, const char *name)
{
	dp_str rest = dp_str_from(dp_buf_view(out), from);

	while (rest.p && rest.n > 0)
		if (dp_str_is(dp_str_cut(&rest, ' '), name))
			return true;
	return false;
}

void
cli_complete_topics(struct dp_buf *out)
{
	size_t from = out->n;

	dp_buf_c(out, "recipe");
	for (const struct cli_topics *t = cli_topics; t->name; t++) {
		dp_buf_format(out, " %s", t->name);
		for (size_t i = 0; i < t->count(); i++)
			if (!is_there(out, from, t->at(i)))
				dp_buf_format(out, " %s", t->at(i));
	}
}

void
cli_complete_operations(struct dp_buf *out)
{
	for (size_t i = 0; i < dp_op_count(); i++)
		dp_buf_format(out, "%s%s", i ? " " : "", dp_op_at(i)->name);
}

/* ---- what a command is about ------------------------------------------ */

const struct cli_operand_words cli_operand_words[] = {
	{ "find", "show", "datasets" }, { "get", "", "datasets" },
	{ "learn", "", "lessons" },     { "present", "chart", "charts" },
	{ NULL, NULL, NULL },
};

static int
add_datasets(struct dp_buf *out, struct dp_err *err)
{
	struct dp_search all = { 0 };
	struct dp_hits hits = { 0 };
	char *folder = dp_path_join(cli_data_folder(), "sample-data/catalogue");
	struct dp_catalogue *c = dp_catalogue_open(folder, err);
	int status = c ? dp_catalogue_search(c, &all, &hits, err) : -1;

	for (size_t i = 0; status == 0 && i < hits.n; i++) {
		dp_buf_str(out, hits.hit[i].dataset->id);
		dp_buf_char(out, '\n');
	}
	dp_hits_done(&hits);
	dp_catalogue_free(c);
	free(folder);
	return status;
}

static int
add_lessons(struct dp_buf *out, struct dp_err *err)
{
	struct dp_lessons all = { 0 };
	int status = dp_lessons_read(cli_data_folder(), &all, err);

	for (size_t i = 0; status == 0 && i < all.n; i++) {
		dp_buf_str(out, all.at[i]->id);
		dp_buf_char(out, '\n');
	}
	dp_lessons_done(&all);
	return status;
}

static int
add_charts(struct dp_buf *out, struct dp_err *err)
{
	(void)err;
	for (size_t i = 0; i < dp_chart_classes(); i++)
		dp_buf_format(out, "%s\n", dp_chart_class_at(i)->name);
	return 0;
}

static const struct {
	const char *kind;
	int (*add)(struct dp_buf *out, struct dp_err *err);
} kinds[] = {
	{ "datasets", add_datasets },
	{ "lessons", add_lessons },
	{ "charts", add_charts },
};

bool
cli_complete_is_kind(const char *kind)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return true;
	return false;
}

int
cli_complete_words(const char *kind, struct dp_buf *out, struct dp_err *err)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return kinds[i].add(out, err);
	return 0;
}
