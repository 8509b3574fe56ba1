/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The completion script for bash: four tables made of ours (verbs, options,
 * values, operands) and one function that looks into them.
 */
#include "cli/complete.h"

#include "cli/getopt_table.h"
#include "cli/inner.h"

/* `--name=` for options with a value, `--name` for flags. */
static void
add_options(struct dp_buf *out, const struct cli_option *o)
{
	for (; o && o->name; o++)
		dp_buf_format(out, " --%s%s", o->name,
			      o->kind == CLI_FLAG ? "" : "=");
}

static void
verb_table(struct dp_buf *out)
{
	dp_buf_c(out, "_dpipe_verbs()\n{\n\tcase $1 in\n");
	for (const struct cli_command *const *c = cli_commands; *c; c++) {
		const struct cli_verb *v = (*c)->verb;

		dp_buf_format(out, "\t%s) echo", (*c)->name);
		for (; v->run; v++)
			if (v->name)
				dp_buf_format(out, " %s", v->name);
		dp_buf_c(out, " ;;\n");
	}
	dp_buf_c(out, "\tesac\n}\n\n");
}

static void
option_table(struct dp_buf *out)
{
	dp_buf_c(out, "_dpipe_options()\n{\n\techo");
	add_options(out, cli_global_options);
	dp_buf_c(out, "\n\tcase $1 in\n");
	for (const struct cli_command *const *c = cli_commands; *c; c++) {
		const struct cli_verb *v = (*c)->verb;

		for (; v->run; v++) {
			dp_buf_format(out, "\t\"%s %s\") echo", (*c)->name,
				      v->name ? v->name : "");
			add_options(out, v->option);
			dp_buf_c(out, " ;;\n");
		}
	}
	dp_buf_c(out, "\tesac\n}\n\n");
}

/* One value: what it is completed with, as a bash command. */
static void
value_line(struct dp_buf *out, const char *command, const struct cli_option *o)
{
	dp_buf_format(out, "\t\"%s --%s\"", command, o->name);
	if (o->letter)
		dp_buf_format(out, " | \"%s -%c\"", command, o->letter);
	switch (cli_complete_value(o)) {
	case CLI_COMPLETE_FILES:
		dp_buf_c(out, ") echo @file ;;\n");
		break;
	case CLI_COMPLETE_OPERATIONS:
		dp_buf_c(out, ") echo '");
		cli_complete_operations(out);
		dp_buf_c(out, "' ;;\n");
		break;
	case CLI_COMPLETE_CHOICES:
		dp_buf_c(out, ") echo '");
		for (const char *p = o->choices; *p; p++)
			dp_buf_char(out, *p == '|' ? ' ' : *p);
		dp_buf_c(out, "' ;;\n");
		break;
	case CLI_COMPLETE_NONE:
		dp_buf_c(out, ") echo @none ;;\n");
		break;
	}
}

static void
value_table(struct dp_buf *out)
{
	dp_buf_c(out, "_dpipe_values()\n{\n\tcase $1 in\n"
		      "\t*\" --lang\") echo 'en fr' ;;\n");
	for (const struct cli_command *const *c = cli_commands; *c; c++) {
		struct cli_table t;

		/* all verbs together: an option means the same in each */
		cli_table_init(&t, "");
		for (const struct cli_verb *v = (*c)->verb; v->run; v++)
			cli_table_add(&t, v->option);
		for (size_t i = 0; i < t.n; i++)
			if (t.option[i]->kind != CLI_FLAG)
				value_line(out, (*c)->name, t.option[i]);
	}
	dp_buf_c(out, "\tesac\n}\n\n");
}

static void
operand_table(struct dp_buf *out)
{
	const struct cli_operand_words *w = cli_operand_words;

	dp_buf_c(out, "_dpipe_operands()\n{\n\tcase $1 in\n");
	for (; w->command; w++)
		dp_buf_format(out,
			      "\t\"%s %s\") dpipe completion %s 2>/dev/null "
			      ";;\n",
			      w->command, w->verb, w->kind);
	dp_buf_c(out, "\tesac\n}\n\n");
}

static const char script[] =
	"_dpipe()\n"
	"{\n"
	"\tlocal cur prev command='' verb='' found word i\n"
	"\tCOMPREPLY=()\n"
	"\tcur=${COMP_WORDS[COMP_CWORD]}\n"
	"\tprev=${COMP_WORDS[COMP_CWORD-1]}\n"
	"\t# bash cuts --name=value at the = into three words\n"
	"\tif [[ $cur == = ]]; then\n"
	"\t\tcur=''\n"
	"\telif [[ $prev == = ]]; then\n"
	"\t\tprev=${COMP_WORDS[COMP_CWORD-2]}\n"
	"\tfi\n"
	"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	"\t\tword=${COMP_WORDS[i]}\n"
	"\t\t[[ $word == -* || $word == = ]] && continue\n"
	"\t\tif [[ -z $command ]]; then\n"
	"\t\t\tif [[ \" $_dpipe_commands \" == *\" $word \"* ]]; then\n"
	"\t\t\t\tcommand=$word\n"
	"\t\t\tfi\n"
	"\t\telif [[ -z $verb ]] &&\n"
	"\t\t\t[[ \" $(_dpipe_verbs \"$command\") \" == *\" $word \"* ]]; "
	"then\n"
	"\t\t\tverb=$word\n"
	"\t\tfi\n"
	"\tdone\n"
	"\tfound=''\n"
	"\tif [[ $prev == -* ]]; then\n"
	"\t\tfound=$(_dpipe_values \"$command $prev\")\n"
	"\tfi\n"
	"\tcase $found in\n"
	"\t@none) return ;;\n"
	"\t@file) compopt -o filenames\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
	"\t\treturn ;;\n"
	"\tesac\n"
	"\tif [[ -z $found && $cur == -* ]]; then\n"
	"\t\tfound=$(_dpipe_options \"$command $verb\")\n"
	"\t\tcompopt -o nospace\n"
	"\telif [[ -z $found && -z $command ]]; then\n"
	"\t\tfound=$_dpipe_commands\n"
	"\telif [[ -z $found && $command == help ]]; then\n"
	"\t\tfound=$_dpipe_topics\n"
	"\telif [[ -z $found && $command == completion ]]; then\n"
	"\t\tfound='bash zsh'\n"
	"\telif [[ -z $found ]]; then\n"
	"\t\tcompopt -o filenames\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
	"\t\t[[ -n $verb ]] || found=$(_dpipe_verbs \"$command\")\n"
	"\t\tfound+=\" $(_dpipe_operands \"$command $verb\")\"\n"
	"\tfi\n"
	"\tmapfile -t -O ${#COMPREPLY[@]} COMPREPLY \\\n"
	"\t\t< <(compgen -W \"$found\" -- \"$cur\")\n"
	"\tif [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} != *= ]]; then\n"
	"\t\tcompopt +o nospace\n"
	"\tfi\n"
	"}\n"
	"complete -F _dpipe dpipe\n";

void
cli_complete_bash(struct dp_buf *out)
{
	dp_buf_c(out, "# shellcheck shell=bash\n"
		      "# Completion of dpipe for bash; made by "
		      "dpipe completion bash.\n\n_dpipe_commands='");
	for (const struct cli_command *const *c = cli_commands; *c; c++)
		if (!(*c)->hidden)
			dp_buf_format(out, "%s%s", c == cli_commands ? "" : " ",
				      (*c)->name);
	dp_buf_c(out, "'\n_dpipe_topics='");
	cli_complete_topics(out);
	dp_buf_c(out, "'\n\n");
	verb_table(out);
	option_table(out);
	value_table(out);
	operand_table(out);
	dp_buf_c(out, script);
}
