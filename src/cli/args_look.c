/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looking into what was given: options, operands, the whole line again. All
 * was checked when it was read.
 */
#include "cli/inner.h"

const struct cli_verb *
cli_args_verb(const struct cli_args *a)
{
	return a->verb;
}

bool
cli_given(const struct cli_args *a, const char *name)
{
	for (size_t i = 0; i < a->n_given; i++)
		if (strcmp(a->given[i].option->name, name) == 0)
			return true;
	return false;
}

bool
cli_flag(const struct cli_args *a, const char *option)
{
	return cli_given(a, option);
}

const char *
cli_text(const struct cli_args *a, const char *option)
{
	for (size_t i = a->n_given; i-- > 0;)
		if (strcmp(a->given[i].option->name, option) == 0)
			return a->given[i].text;
	return NULL;
}

const char *
cli_text_at(const struct cli_args *a, const char *option, size_t i)
{
	for (size_t k = 0; k < a->n_given; k++)
		if (strcmp(a->given[k].option->name, option) == 0 && i-- == 0)
			return a->given[k].text;
	return NULL;
}

int64_t
cli_int(const struct cli_args *a, const char *option, int64_t standard)
{
	const char *text = cli_text(a, option);

	if (text)
		(void)dp_str_int(dp_str_c(text), &standard);
	return standard;
}

size_t
cli_operands(const struct cli_args *a)
{
	return a->n_operands;
}

const char *
cli_operand(const struct cli_args *a, size_t i)
{
	return i < a->n_operands ? a->operand[i] : NULL;
}

/* ---- the line again --------------------------------------------------- */

static void
quote_for_shell(const char *word, struct dp_buf *out)
{
	static const char safe[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789_-+=./,:@%^";

	if (*word && word[strspn(word, safe)] == '\0') {
		dp_buf_c(out, word);
		return;
	}
	dp_buf_char(out, '\'');
	for (; *word; word++) {
		if (*word == '\'')
			dp_buf_c(out, "'\\''");
		else
			dp_buf_char(out, *word);
	}
	dp_buf_char(out, '\'');
}

char *
cli_command_line(const struct cli_args *a)
{
	struct dp_buf b = { 0 };

	dp_buf_c(&b, "dpipe");
	for (int i = 1; i < a->argc; i++) {
		dp_buf_char(&b, ' ');
		quote_for_shell(a->argv[i], &b);
	}
	return dp_buf_take(&b);
}
