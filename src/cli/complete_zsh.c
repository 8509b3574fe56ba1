/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The completion script for zsh: one _arguments call a verb, with the
 * summaries of options in the user's language.
 */
#include "cli/complete.h"
#include "cli/inner.h"

/* TEXT inside single quotes; what _arguments and _describe cut at is kept. */
static void
quoted(struct dp_buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			dp_buf_c(out, "'\\''");
		else if (strchr("[]:\\", *text))
			dp_buf_format(out, "\\%c", *text);
		else
			dp_buf_char(out, *text);
	}
}

static void
value(struct dp_buf *out, const struct cli_option *o)
{
	dp_buf_char(out, ':');
	quoted(out, cli_tr(o->value ? o->value : o->name));
	switch (cli_complete_value(o)) {
	case CLI_COMPLETE_FILES:
		dp_buf_c(out, ":_files");
		break;
	case CLI_COMPLETE_CHOICES:
		dp_buf_c(out, ":(");
		for (const char *p = o->choices; *p; p++)
			dp_buf_char(out, *p == '|' ? ' ' : *p);
		dp_buf_char(out, ')');
		break;
	case CLI_COMPLETE_OPERATIONS:
		dp_buf_c(out, ":(");
		cli_complete_operations(out);
		dp_buf_char(out, ')');
		break;
	case CLI_COMPLETE_NONE:
		dp_buf_c(out, ": ");
		break;
	}
}

static void
options(struct dp_buf *out, const struct cli_option *o)
{
	for (; o && o->name; o++) {
		dp_buf_format(out, " \\\n\t\t\t'%s--%s%s[", o->many ? "*" : "",
			      o->name, o->kind == CLI_FLAG ? "" : "=");
		quoted(out, cli_tr(o->summary));
		dp_buf_char(out, ']');
		if (o->kind != CLI_FLAG)
			value(out, o);
		dp_buf_char(out, '\'');
	}
}

/* What its operands are completed with besides files, or NULL. */
static const char *
operand_kind(const struct cli_command *c, const struct cli_verb *v)
{
	const struct cli_operand_words *w = cli_operand_words;

	for (; w->command; w++)
		if (strcmp(w->command, c->name) == 0 &&
		    strcmp(w->verb, v->name ? v->name : "") == 0)
			return w->kind;
	return NULL;
}

static void
arguments(struct dp_buf *out, const struct cli_command *c,
	  const struct cli_verb *v)
{
	const char *kind = operand_kind(c, v);

	if (kind)
		dp_buf_format(out,
			      "\t\twords_of=( ${(f)\"$(dpipe completion %s "
			      "2>/dev/null)\"} )\n",
			      kind);
	dp_buf_c(out, "\t\t_arguments -S");
	options(out, v->option);
	options(out, cli_global_options);
	if (strcmp(c->name, "help") == 0)
		dp_buf_c(out, " \\\n\t\t\t'*:topic:($topics)'");
	else if (kind)
		dp_buf_format(out,
			      " \\\n\t\t\t"
			      "'*:%s:{ compadd -a words_of; _files }'",
			      kind);
	else
		dp_buf_c(out, " \\\n\t\t\t'*:file:_files'");
	dp_buf_char(out, '\n');
}

/* The verb, when one was typed, then its arguments. */
static void
command(struct dp_buf *out, const struct cli_command *c)
{
	const struct cli_verb *standard = c->verb;
	bool some = false;

	for (const struct cli_verb *v = c->verb; v->run; v++) {
		some = some || v->name;
		standard = v->name ? standard : v;
	}
	dp_buf_format(out, "\t%s)\n", c->name);
	if (some) {
		dp_buf_c(out, "\t\tif (( CURRENT == 2 )); then\n"
			      "\t\t\tverbs=(");
		for (const struct cli_verb *v = c->verb; v->run; v++) {
			if (!v->name)
				continue;
			dp_buf_format(out, " '%s:", v->name);
			quoted(out, cli_tr(v->summary));
			dp_buf_char(out, '\'');
		}
		dp_buf_c(out, " )\n\t\t\t_describe verb verbs\n\t\tfi\n"
			      "\t\tcase $words[2] in\n");
		for (const struct cli_verb *v = c->verb; v->run; v++) {
			if (!v->name || v == standard)
				continue;
			dp_buf_format(out, "\t\t%s)\n", v->name);
			arguments(out, c, v);
			dp_buf_c(out, "\t\t\t;;\n");
		}
		dp_buf_c(out, "\t\t*)\n");
	}
	arguments(out, c, standard);
	dp_buf_c(out, some ? "\t\t\t;;\n\t\tesac\n\t\t;;\n" : "\t\t;;\n");
}

void
cli_complete_zsh(struct dp_buf *out)
{
	dp_buf_c(out, "#compdef dpipe\n"
		      "# Completion of dpipe for zsh; made by "
		      "dpipe completion zsh.\n\n"
		      "_dpipe()\n{\n\tlocal -a commands verbs words_of\n"
		      "\tlocal topics='");
	cli_complete_topics(out);
	dp_buf_c(out, "'\n\tcommands=(\n");
	for (const struct cli_command *const *c = cli_commands; *c; c++) {
		if ((*c)->hidden)
			continue;
		dp_buf_format(out, "\t\t'%s:", (*c)->name);
		quoted(out, cli_tr((*c)->summary));
		dp_buf_c(out, "'\n");
	}
	dp_buf_c(out, "\t)\n\tif (( CURRENT == 2 )); then\n"
		      "\t\t_describe command commands\n\t\treturn\n\tfi\n"
		      "\tshift words\n\t(( CURRENT-- ))\n"
		      "\tcase $words[1] in\n");
	for (const struct cli_command *const *c = cli_commands; *c; c++)
		if (!(*c)->hidden)
			command(out, *c);
	dp_buf_c(out, "\tesac\n}\n\n_dpipe \"$@\"\n");
}
