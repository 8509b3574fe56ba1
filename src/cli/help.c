/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help on the terminal: the whole program, one command, or any topic of the
 * tables, with the nearest names when there is none.
 */
#include "cli/help.h"

#include <stdlib.h>

#include "cli/inner.h"

#define NAME_COLS 16u /* room for names in lists */

int
cli_help_all(struct dp_err *err)
{
	struct dp_buf b = { 0 };
	struct cli_doc d = { .out = &b };

	cli_page_dpipe(&d);
	return cli_write(&b, err);
}

int
cli_help_command(const struct cli_command *c, const struct cli_verb *v,
		 struct dp_err *err)
{
	struct dp_buf b = { 0 };
	struct cli_doc d = { .out = &b };

	cli_page_command(&d, c, v);
	return cli_write(&b, err);
}

/* True when WORD is NAME, case and accents aside. */
static bool
is_called(const char *word, const char *name)
{
	struct dp_buf a = { 0 }, b = { 0 };
	bool same;

	dp_fold(dp_str_c(word), &a);
	dp_fold(dp_str_c(name), &b);
	same = dp_str_eq(dp_buf_view(&a), dp_buf_view(&b));
	dp_buf_done(&a);
	dp_buf_done(&b);
	return same;
}

static void
list_topics(struct cli_doc *d, const struct cli_topics *t)
{
	cli_doc_page(d, t->name, 7, cli_tr(t->title));
	dp_buf_char(d->out, '\n');
	d->term_cols = NAME_COLS;
	for (size_t i = 0; i < t->count(); i++) {
		char *text = cli_topic_text(t->summary(i));

		cli_doc_item(d, t->at(i), text);
		free(text);
	}
	d->term_cols = 0;
}

/* Writes every page that WORD names. */
static void
find_pages(struct cli_doc *d, const char *word)
{
	if (is_called(word, "recipe") || is_called(word, _("recipe")))
		cli_page_recipe(d);
	for (const struct cli_topics *t = cli_topics; t->name; t++) {
		if (is_called(word, t->name))
			list_topics(d, t);
		for (size_t i = 0; i < t->count(); i++) {
			if (!is_called(word, t->at(i)))
				continue;
			t->page(d, i);
		}
	}
	for (size_t i = 0; i < DP_STEPS && d->out->n == 0; i++)
		if (is_called(word, cli_tr(dp_step_info(i)->title)))
			cli_topic_step(d, i);
}

static int
no_such_topic(const char *word, struct dp_err *err)
{
	struct dp_buf b = { 0 };
	dp_str *name = NULL;
	size_t n = 0, cap = 0;

	for (const struct cli_topics *t = cli_topics; t->name; t++) {
		dp_grow(&name, &cap, n, sizeof *name);
		name[n++] = dp_str_c(t->name);
		for (size_t i = 0; i < t->count(); i++) {
			dp_grow(&name, &cap, n, sizeof *name);
			name[n++] = dp_str_c(t->at(i));
		}
	}
	dp_buf_format(&b, _("there is no help on “%s”."), word);
	if (!cli_advise(word, name, n, "", &b))
		dp_buf_c(&b, _(" dpipe help lists what there is."));
	(void)dp_fail(err, DP_EUSAGE, "%.*s", DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
	free(name);
	return -1;
}

int
cli_help_topic(const char *word, struct dp_err *err)
{
	struct dp_buf b = { 0 };
	struct cli_doc d = { .out = &b };

	find_pages(&d, word);
	if (b.n == 0)
		return no_such_topic(word, err);
	return cli_write(&b, err);
}
