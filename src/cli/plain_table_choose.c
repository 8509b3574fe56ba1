/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which table of a file that holds several is worked on, in plain lines. */
#include <stdlib.h>

#include "cli/dialogue.h"
#include "cli/inner.h"
#include "cli/plain_table.h"

static void
say_list(struct cli_table *t, const struct dp_tables *list)
{
	const char *base = dp_path_base(t->path);

	cli_table_sayf(t,
		       list->book ? P_("%s holds %zu sheet:",
				       "%s holds %zu sheets:", list->n) :
				    P_("%s holds %zu file:",
				       "%s holds %zu files:", list->n),
		       base, list->n);
	for (size_t i = 0; i < list->n; i++)
		dp_buf_format(&t->out, "%2zu  %s%s%s%s\n", i + 1,
			      list->at[i].name, list->at[i].hidden ? " (" : "",
			      list->at[i].hidden ? _("hidden") : "",
			      list->at[i].hidden ? ")" : "");
}

/* Table I of LIST, told by its number or its name; or n. */
static size_t
find(const struct dp_tables *list, dp_str typed)
{
	size_t i = 0;
	int64_t number;

	while (i < list->n && !dp_str_is(typed, list->at[i].name))
		i++;
	if (i == list->n && dp_str_int(typed, &number) && number >= 1 &&
	    (uint64_t)number <= list->n)
		i = (size_t)number - 1;
	return i;
}

/* *I of LIST is chosen: as cli_table_choose. */
static int
ask(struct cli_table *t, const struct dp_tables *list, size_t *i,
    struct dp_err *err)
{
	say_list(t, list);
	for (;;) {
		char *line;
		bool stops;

		cli_table_say(t, _("Which one? Its number. stop: none."));
		if (cli_write(&t->out, err) != 0)
			return -1;
		line = dp_cancelled() ? NULL : cli_read_line(t->screen);
		if (!line)
			return 1;
		*i = find(list, dp_str_strip(dp_str_c(line)));
		stops = cli_table_is_stop(dp_str_strip(dp_str_c(line)));
		free(line);
		if (*i < list->n)
			return 0;
		if (stops)
			return 2;
	}
}

int
cli_table_choose(struct cli_table *t, bool any, struct cli_chosen *c,
		 struct dp_err *err)
{
	int status = 0;

	cli_chosen_done(c);
	/* a spreadsheet may be chosen in a zip, then a sheet of it */
	for (unsigned level = 0; level < 2 && status == 0 && !c->sheet;
	     level++) {
		const dp_str none = { NULL, 0 };
		struct dp_tables list = { .book = NULL };
		size_t i = 0;

		dp_tables_list(t->path, c->member ? dp_str_c(c->member) : none,
			       &list);
		if (any ? list.n < 2 : !dp_tables_to_choose(&list)) {
			dp_tables_done(&list);
			break;
		}
		status = ask(t, &list, &i, err);
		if (status == 0)
			*(list.book ? &c->sheet : &c->member) =
				dp_strdup(dp_str_c(list.at[i].name));
		dp_tables_done(&list);
	}
	return status;
}

void
cli_chosen_done(struct cli_chosen *c)
{
	free(c->member);
	free(c->sheet);
	c->member = c->sheet = NULL;
}

bool
cli_table_ask_other(struct cli_table *t)
{
	const dp_str none = { NULL, 0 };
	struct dp_tables list = { .book = NULL };

	dp_tables_list(t->path, none, &list);
	t->other = list.n > 1;
	dp_tables_done(&list);
	if (!t->other)
		cli_table_sayf(t,
			       _("There is one table in %s, and no other to "
				 "choose."),
			       dp_path_base(t->path));
	return t->other;
}

void
cli_table_name(const struct cli_table *t, struct dp_buf *out)
{
	const struct dp_origin *o = dp_pages_dialect(t->pages)->origin;
	const char *base = dp_path_base(t->path);

	if (dp_origin_of_several(o))
		dp_buf_format(out, _("%s: %.*s"), base,
			      DP_FMT(o->sheet.p ? o->sheet : o->member));
	else
		dp_buf_c(out, base);
}
