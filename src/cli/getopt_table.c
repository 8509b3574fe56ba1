/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Turns tables of options into the two tables getopt_long wants. Each option
 * is told by its index, above the range of letters.
 */
#include "cli/getopt_table.h"

#include <assert.h>

#define FIRST_CODE 256

void
cli_table_init(struct cli_table *t, const char *mode)
{
	memset(t, 0, sizeof *t);
	(void)snprintf(t->letters, sizeof t->letters, "%s", mode);
	opterr = 0;
	optind = 0; /* start afresh, as glibc documents it */
}

static bool
has_name(const struct cli_table *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->option[i]->name, name) == 0)
			return true;
	return false;
}

void
cli_table_add(struct cli_table *t, const struct cli_option *o)
{
	for (; o && o->name; o++) {
		struct option *l = &t->long_option[t->n];
		size_t n = strlen(t->letters);

		if (has_name(t, o->name))
			continue;
		assert(t->n < CLI_TABLE_MAX);
		if (o->letter && !strchr(t->letters, o->letter)) {
			t->letters[n++] = o->letter;
			if (o->kind != CLI_FLAG)
				t->letters[n] = ':';
		}
		l->name = o->name;
		l->has_arg = o->kind == CLI_FLAG ? no_argument :
						   required_argument;
		l->val = FIRST_CODE + (int)t->n;
		t->option[t->n++] = o;
	}
}

const struct cli_option *
cli_table_option(const struct cli_table *t, int c)
{
	if (c >= FIRST_CODE && (size_t)(c - FIRST_CODE) < t->n)
		return t->option[c - FIRST_CODE];
	for (size_t i = 0; c > 0 && i < t->n; i++)
		if (t->option[i]->letter == c)
			return t->option[i];
	return NULL;
}
