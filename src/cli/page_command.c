/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands and their options in words, from the descriptors: the text of
 * `dpipe COMMAND --help` and of the command's manual page.
 */
#include <stdlib.h>

#include "cli/help.h"
#include "cli/inner.h"

void
cli_synopsis(const struct cli_command *c, const struct cli_verb *v,
	     struct dp_buf *out)
{
	const char *operands = cli_tr(v->operands);

	dp_buf_format(out, "dpipe %s", c->name);
	if (v->name)
		dp_buf_format(out, " %s", v->name);
	if (v->option && v->option->name)
		dp_buf_format(out, " [%s …]", _("OPTION"));
	if (*operands)
		dp_buf_format(out, " %s", operands);
}

/* "-o, --output=FILE" and what it does. */
static void
option_item(struct cli_doc *d, const struct cli_option *o)
{
	struct dp_buf term = { 0 }, text = { 0 };
	char *t, *x;

	if (o->letter)
		dp_buf_format(&term, "-%c, ", o->letter);
	dp_buf_format(&term, "--%s", o->name);
	if (o->kind == CLI_CHOICE)
		dp_buf_format(&term, "=%s", o->choices);
	else if (o->kind != CLI_FLAG)
		dp_buf_format(&term, "=%s", cli_tr(o->value));
	dp_buf_c(&text, cli_tr(o->summary));
	if (o->many)
		dp_buf_c(&text, _(" (may be given several times)"));
	t = dp_buf_take(&term);
	x = dp_buf_take(&text);
	cli_doc_item(d, t, x);
	free(t);
	free(x);
}

void
cli_doc_options(struct cli_doc *d, const struct cli_option *o)
{
	for (; o && o->name; o++)
		option_item(d, o);
}

/* The option of V that is just like O, or NULL. */
static const struct cli_option *
same_option(const struct cli_verb *v, const struct cli_option *o)
{
	for (const struct cli_option *x = v->option; x && x->name; x++)
		if (strcmp(x->name, o->name) == 0 &&
		    strcmp(x->summary, o->summary) == 0)
			return x;
	return NULL;
}

/* True when every verb of C that has options has O. */
static bool
is_common(const struct cli_command *c, const struct cli_option *o)
{
	for (const struct cli_verb *v = c->verb; v->run; v++)
		if (v->option && v->option->name && !same_option(v, o))
			return false;
	return true;
}

static void
synopses(struct cli_doc *d, const struct cli_command *c,
	 const struct cli_verb *only)
{
	struct dp_buf b = { 0 };

	for (const struct cli_verb *v = c->verb; v->run; v++) {
		if (only && v != only)
			continue;
		cli_synopsis(c, v, &b);
		dp_buf_char(&b, '\n');
	}
	cli_doc_code(d, dp_buf_view(&b), NULL);
	dp_buf_done(&b);
}

/* The verb of C before V that has the same options, or NULL. */
static const struct cli_verb *
same_options(const struct cli_command *c, const struct cli_verb *v)
{
	for (const struct cli_verb *x = c->verb; x != v; x++)
		if (x->option && x->option == v->option)
			return x;
	return NULL;
}

/* One verb: its call, what it does, the options that not all verbs have. */
static void
verb_text(struct cli_doc *d, const struct cli_command *c,
	  const struct cli_verb *v)
{
	const struct cli_verb *same = same_options(c, v);
	struct dp_buf b = { 0 };
	char *text;

	cli_synopsis(c, v, &b);
	text = dp_buf_take(&b);
	cli_doc_subsection(d, text);
	free(text);
	cli_doc_text(d, cli_tr(v->summary));
	if (same) {
		text = dp_format(_("The options are those of dpipe %s%s%s."),
				 c->name, same->name ? " " : "",
				 same->name ? same->name : "");
		cli_doc_text(d, text);
		free(text);
		return;
	}
	for (const struct cli_option *o = v->option; o && o->name; o++)
		if (!is_common(c, o))
			option_item(d, o);
}

/* The options that all verbs of C have. */
static void
common_options(struct cli_doc *d, const struct cli_command *c)
{
	const struct cli_verb *v = c->verb;
	bool some = false;

	while (v->run && !(v->option && v->option->name))
		v++;
	for (const struct cli_option *o = v->option; v->run && o->name; o++) {
		if (!is_common(c, o))
			continue;
		if (!some)
			cli_doc_section(d, _("Options of all these"));
		some = true;
		option_item(d, o);
	}
}

/* True when E is of V (NULL: of any verb) of C. */
static bool
is_of(const struct cli_example *e, const struct cli_command *c,
      const struct cli_verb *v)
{
	char *call;
	bool yes;

	if (!v || !v->name)
		return true;
	call = dp_format("dpipe %s %s", c->name, v->name);
	yes = strstr(e->command, call) != NULL;
	free(call);
	return yes;
}

static void
examples(struct cli_doc *d, const struct cli_command *c,
	 const struct cli_verb *v)
{
	bool some = false;

	for (const struct cli_example *e = c->example; e && e->command; e++) {
		if (!is_of(e, c, v))
			continue;
		if (!some)
			cli_doc_section(d, _("Examples"));
		some = true;
		cli_doc_code(d, dp_str_c(e->command), cli_tr(e->summary));
	}
}

void
cli_doc_statuses(struct cli_doc *d)
{
	cli_doc_section(d, _("Exit status"));
	cli_doc_item(d, "0", _("all went well"));
	cli_doc_item(d, "1",
		     _("done, but look at the result: something was "
		       "found, or is doubtful"));
	cli_doc_item(d, "2",
		     _("the command, an option or a recipe is "
		       "wrong"));
	cli_doc_item(d, "3", _("it could not be done"));
}

void
cli_page_command(struct cli_doc *d, const struct cli_command *c,
		 const struct cli_verb *v)
{
	size_t n = cli_command_verbs(c);
	char *name = dp_format(d->man ? "dpipe-%s" : "dpipe %s", c->name);

	cli_doc_page(d, name, 1, cli_tr(c->summary));
	cli_doc_section(d, d->man ? _("Synopsis") : _("Usage"));
	synopses(d, c, v);
	if (!v || n == 1) {
		cli_doc_section(d, _("Description"));
		cli_doc_text(d, cli_tr(c->about));
	}
	if (v || n == 1) {
		const struct cli_verb *one = v ? v : c->verb;

		if (n > 1)
			cli_doc_text(d, cli_tr(one->summary));
		if (one->option && one->option->name)
			cli_doc_section(d, _("Options"));
		cli_doc_options(d, one->option);
	} else {
		for (const struct cli_verb *x = c->verb; x->run; x++)
			verb_text(d, c, x);
		common_options(d, c);
	}
	examples(d, c, v);
	if (d->man) {
		cli_doc_section(d, _("Options of every command"));
		cli_doc_options(d, cli_global_options);
		cli_doc_statuses(d);
		cli_doc_section(d, _("See also"));
		cli_doc_text(d, "dpipe(1), dpipe-recipe(5), dpipe-op(7)");
	} else {
		cli_doc_section(d, _("Read on"));
		cli_doc_text(d, _("dpipe help says what else there is; --lang, "
				  "--plain and --version work everywhere."));
	}
	free(name);
}
