/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line read by getopt_long with tables made from the
 * descriptors: which command, which verb, which options, which operands.
 * Values are checked here for their kind; what they mean is for the command.
 */
#include "cli/inner.h"

#include <getopt.h>
#include <stdlib.h>

#include "cli/getopt_table.h"

const struct cli_option cli_global_options[] = {
	{ "help", 'h', CLI_FLAG, NULL, NULL,
	  N_("explain the command and its options"), false },
	{ "lang", 0, CLI_TEXT, N_("LANG"), NULL,
	  N_("speak this language: en, fr"), false },
	{ "plain", 0, CLI_FLAG, NULL, NULL,
	  N_("plain lines of text, for screen readers and logs"), false },
	{ "version", 0, CLI_FLAG, NULL, NULL,
	  N_("print the version and the licence"), false },
	CLI_END
};

const struct cli_option cli_screen_options[] = {
	{ "present", 0, CLI_FLAG, NULL, NULL,
	  N_("show a lesson to a room: the one in hand, or LESSON"), false },
	{ "script", 0, CLI_FILE, N_("FILE"), NULL,
	  N_("replay the keys of this file instead of reading a terminal"),
	  false },
	{ "size", 0, CLI_TEXT, N_("SIZE"), NULL,
	  N_("size of the screen that --script draws, columns x rows "
	     "(80x24)"),
	  false },
	{ "dump", 0, CLI_FLAG, NULL, NULL,
	  N_("print the screen after the last key of --script"), false },
	CLI_END
};

/* ---- values ----------------------------------------------------------- */

static int
check_choice(const struct cli_option *o, const char *text, struct dp_err *err)
{
	dp_str rest = dp_str_c(o->choices), name[16];
	struct dp_buf list = { 0 };
	size_t n = 0;

	while (rest.p && n < sizeof name / sizeof name[0]) {
		name[n] = dp_str_cut(&rest, '|');
		if (dp_str_is(name[n++], text))
			return 0;
	}
	for (size_t i = 0; i < n; i++) {
		char *one = dp_strdup(name[i]);

		cli_list_item(&list, i, n, one);
		free(one);
	}
	(void)dp_fail(err, DP_EUSAGE,
		      _("--%s cannot be “%s”; it is one of "
			"%.*s."),
		      o->name, text, DP_FMT(dp_buf_view(&list)));
	dp_buf_done(&list);
	return -1;
}

static int
check_value(const struct cli_option *o, const char *text, struct dp_err *err)
{
	int64_t number;

	switch (o->kind) {
	case CLI_CHOICE:
		return check_choice(o, text, err);
	case CLI_INT:
		if (dp_str_int(dp_str_c(text), &number))
			return 0;
		return dp_fail(err, DP_EUSAGE,
			       _("--%s takes a whole number, not “%s”."),
			       o->name, text);
	case CLI_FILE:
		if (*text)
			return 0;
		return dp_fail(err, DP_EUSAGE,
			       _("--%s takes the name of a file, not an empty "
				 "one."),
			       o->name);
	case CLI_FLAG:
	case CLI_TEXT:
		break;
	}
	return 0;
}

/* Of two values of an option that takes one, neither goes unheard. */
static int
check_once(const struct cli_args *a, const struct cli_option *o,
	   const char *text, struct dp_err *err)
{
	if (o->many || o->kind == CLI_FLAG)
		return 0;
	for (size_t i = 0; i < a->n_given; i++)
		if (a->given[i].option == o)
			return dp_fail(err, DP_EUSAGE,
				       _("--%s is given twice, as “%s” and as "
					 "“%s”; say it once."),
				       o->name, a->given[i].text, text);
	return 0;
}

static int
add_given(struct cli_args *a, const struct cli_option *o, const char *text,
	  struct dp_err *err)
{
	struct cli_given *g;

	if (check_value(o, text, err) != 0 || check_once(a, o, text, err) != 0)
		return -1;
	dp_grow(&a->given, &a->cap_given, a->n_given, sizeof *a->given);
	g = &a->given[a->n_given++];
	g->option = o;
	g->text = o->kind == CLI_FLAG ? NULL : text;
	return 0;
}

/* ---- mistakes --------------------------------------------------------- */

/* Option CULPRIT ("--outptu=x", "-k") is not in T: says what is near. */
static int
unknown_option(const struct cli_args *a, const struct cli_table *t,
	       const char *culprit, char letter, struct dp_err *err)
{
	dp_str word = dp_str_c(culprit), name[CLI_TABLE_MAX];
	struct dp_buf b = { 0 };
	char *plain;

	if (letter && a->command)
		return dp_fail(err, DP_EUSAGE,
			       _("there is no option -%c for dpipe %s."),
			       letter, a->command->name);
	if (letter)
		return dp_fail(err, DP_EUSAGE, _("there is no option -%c."),
			       letter);
	word = dp_str_cut(&word, '=');
	plain = dp_strdup(dp_str_from(word, 2));
	for (size_t i = 0; i < t->n; i++)
		name[i] = dp_str_c(t->option[i]->name);
	dp_buf_format(&b, _("there is no option %.*s"), DP_FMT(word));
	if (a->command)
		dp_buf_format(&b, _(" for dpipe %s"), a->command->name);
	dp_buf_c(&b, ".");
	(void)cli_advise(plain, name, t->n, "--", &b);
	(void)dp_fail(err, DP_EUSAGE, "%.*s", DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
	free(plain);
	return -1;
}

static int
mistake(const struct cli_args *a, const struct cli_table *t, int c,
	const char *culprit, struct dp_err *err)
{
	const struct cli_option *o = cli_table_option(t, optopt);

	if (c == ':' && o)
		return dp_fail(err, DP_EUSAGE, _("--%s needs a value: --%s=%s"),
			       o->name, o->name, cli_tr(o->value));
	if (o)
		return dp_fail(err, DP_EUSAGE, _("--%s takes no value."),
			       o->name);
	return unknown_option(a, t, culprit,
			      optopt > 0 && optopt < 128 ? (char)optopt : 0,
			      err);
}

/* ---- getopt ----------------------------------------------------------- */

/*
 * Reads the options of ARGV that T knows into A. Returns the index of the
 * first operand, all options standing before it, or -1.
 */
static int
read_options(struct cli_args *a, const struct cli_table *t, int argc,
	     char **argv, struct dp_err *err)
{
	for (;;) {
		const struct cli_option *o;
		int c;

		c = getopt_long(argc, argv, t->letters, t->long_option, NULL);
		if (c == -1)
			return optind;
		if (c == '?' || c == ':')
			return mistake(a, t, c, argv[optind - 1], err);
		o = cli_table_option(t, c);
		if (add_given(a, o, optarg, err) != 0)
			return -1;
	}
}

int
cli_args_start(struct cli_args *a, int argc, char **argv, struct dp_err *err)
{
	struct cli_table t;
	int at;

	memset(a, 0, sizeof *a);
	a->argc = argc;
	a->argv = argv;
	cli_table_init(&t, "+:");
	cli_table_add(&t, cli_global_options);
	cli_table_add(&t, cli_screen_options);
	at = read_options(a, &t, argc, argv, err);
	if (at < 0 || at >= argc)
		return at;
	a->word = argv[at];
	a->command = cli_command_find(a->word);
	return at + 1;
}

/*
 * The verb that the first operand names, which is then taken out of ARGV;
 * operands before which -- stands name none.
 */
static const struct cli_verb *
named_verb(const struct cli_command *c, int *argc, char **argv)
{
	struct cli_table t;
	int found;

	cli_table_init(&t, "-:");
	for (const struct cli_verb *v = c->verb; v->run; v++)
		cli_table_add(&t, v->option);
	cli_table_add(&t, cli_global_options);
	do {
		found = getopt_long(*argc, argv, t.letters, t.long_option,
				    NULL);
	} while (found != -1 && found != 1);
	for (const struct cli_verb *v = c->verb; found == 1 && v->run; v++) {
		if (!v->name || strcmp(v->name, optarg) != 0)
			continue;
		memmove(argv + optind - 1, argv + optind,
			(size_t)(*argc - optind + 1) * sizeof *argv);
		--*argc;
		return v;
	}
	return NULL;
}

static const struct cli_verb *
standard_verb(const struct cli_command *c)
{
	for (const struct cli_verb *v = c->verb; v->run; v++)
		if (!v->name)
			return v;
	return c->verb;
}

int
cli_args_parse(struct cli_args *a, int rest, struct dp_err *err)
{
	int argc = a->argc - rest + 1, at;
	size_t bytes = ((size_t)argc + 1) * sizeof *a->moved;
	struct cli_table t;

	/* getopt wants a program name in front and moves operands back */
	a->moved = dp_alloc(bytes);
	memcpy(a->moved, a->argv + rest - 1, bytes);
	a->verb = named_verb(a->command, &argc, a->moved);
	a->verb_named = a->verb != NULL;
	if (!a->verb)
		a->verb = standard_verb(a->command);
	cli_table_init(&t, ":");
	cli_table_add(&t, a->verb->option);
	cli_table_add(&t, cli_global_options);
	at = read_options(a, &t, argc, a->moved, err);
	if (at < 0)
		return -1;
	a->operand = a->moved + at;
	a->n_operands = (size_t)(argc - at);
	return 0;
}

int
cli_args_file(struct cli_args *a, int rest, struct dp_err *err)
{
	int argc = a->argc - rest + 1, at;
	struct cli_table t;

	cli_table_init(&t, "+:");
	cli_table_add(&t, cli_global_options);
	cli_table_add(&t, cli_screen_options);
	at = read_options(a, &t, argc, a->argv + rest - 1, err);
	if (at >= 0 && at < argc)
		return dp_fail(err, DP_EUSAGE,
			       _("“%s” is too much: one file is opened at a "
				 "time."),
			       a->argv[rest - 1 + at]);
	return at < 0 ? -1 : 0;
}

void
cli_args_done(struct cli_args *a)
{
	free(a->given);
	free(a->moved);
	memset(a, 0, sizeof *a);
}
