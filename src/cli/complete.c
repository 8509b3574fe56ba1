/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What both completion scripts take from the tables.
 */
#include "cli/complete.h"

#include <dpipe/op.h>

#include "cli/help.h"

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
