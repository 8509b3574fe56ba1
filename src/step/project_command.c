/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands of a project: a line cut into words as a shell would cut it,
 * without a shell, and the rules that keep a step inside its project. What
 * commands do with their words is not known here.
 */
#include <dpipe/project.h>
#include <dpipe/text.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "step/project.h"

/* A line being cut. */
struct cut {
	const char *at, *end;
	struct dp_buf word;
	bool started; /* a word has begun, maybe an empty one in quotes */
	struct dp_err *err;
};

static void
add_word(struct dp_command *c, size_t *cap, char *word)
{
	dp_grow(&c->word, cap, c->n + 1, sizeof *c->word);
	c->word[c->n++] = word;
	c->word[c->n] = NULL;
}

/* An apostrophe in a text is what mostly opens a single quote. */
static int
unclosed(struct cut *x, char quote)
{
	if (quote == '\'')
		return dp_fail(x->err, DP_EUSAGE,
			       _("the quote ' is opened and never closed. A "
				 "text with an apostrophe stands between "
				 "\"double quotes\"."));
	return dp_fail(x->err, DP_EUSAGE,
		       _("the quote %c is opened and never closed."), quote);
}

static int
single_quoted(struct cut *x)
{
	const char *close = memchr(x->at + 1, '\'',
				   (size_t)(x->end - x->at - 1));

	if (!close)
		return unclosed(x, '\'');
	dp_buf_add(&x->word, x->at + 1, (size_t)(close - x->at - 1));
	x->at = close + 1;
	return 0;
}

static int
double_quoted(struct cut *x)
{
	for (x->at++; x->at < x->end; x->at++) {
		char c = *x->at;

		if (c == '"') {
			x->at++;
			return 0;
		}
		if (c == '$' || c == '`')
			return dp_fail(
				x->err, DP_EUSAGE,
				_("%c between double quotes would mean "
				  "something to a shell; there is none here. "
				  "Use 'single quotes'."),
				c);
		if (c == '\\' && x->at + 1 < x->end &&
		    memchr("\"\\$`\n", x->at[1], 5)) {
			c = *++x->at;
			if (c == '\n')
				continue;
		}
		dp_buf_char(&x->word, c);
	}
	return unclosed(x, '"');
}

/* A byte that is neither blank nor quote. */
static int
plain(struct cut *x)
{
	char c = *x->at;

	if (c == '\\') {
		if (x->at + 1 == x->end)
			return dp_fail(x->err, DP_EUSAGE,
				       _("nothing follows the last \\."));
		c = *++x->at;
		x->at++;
		if (c == '\n')
			return 0;
	} else if (memchr("*?[$`|&;<>(){}!", c, 15) ||
		   (c == '~' && !x->started)) {
		return dp_fail(
			x->err, DP_EUSAGE,
			_("%c would mean something to a shell; there is none "
			  "here. Put it between 'quotes', or name the files: "
			  "-o FILE writes, - reads standard input."),
			c);
	} else {
		x->at++;
	}
	dp_buf_char(&x->word, c);
	x->started = true;
	return 0;
}

static int
one(struct cut *x, struct dp_command *out, size_t *cap)
{
	char c = *x->at;

	if (c == ' ' || c == '\t' || c == '\n') {
		if (x->started)
			add_word(out, cap, dp_buf_take(&x->word));
		x->started = false;
		x->at++;
		return 0;
	}
	if (c == '#' && !x->started) {
		while (x->at < x->end && *x->at != '\n')
			x->at++;
		return 0;
	}
	if (c == '\0')
		return dp_fail(x->err, DP_EUSAGE,
			       _("the command holds a NUL byte."));
	if (c != '\'' && c != '"')
		return plain(x);
	x->started = true;
	return c == '"' ? double_quoted(x) : single_quoted(x);
}

int
dp_command_split(dp_str line, struct dp_command *out, struct dp_err *err)
{
	struct cut x = { .err = err };
	size_t cap = 0;

	x.at = line.p;
	x.end = line.p ? line.p + line.n : NULL;
	while (x.at < x.end) {
		if (one(&x, out, &cap)) {
			dp_buf_done(&x.word);
			dp_command_done(out);
			return -1;
		}
	}
	if (x.started)
		add_word(out, &cap, dp_buf_take(&x.word));
	dp_buf_done(&x.word);
	if (out->n == 0)
		return dp_fail(err, DP_EUSAGE, _("the command is empty."));
	return 0;
}

void
dp_command_done(struct dp_command *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		free(c->word[i]);
	free(c->word);
	memset(c, 0, sizeof *c);
}

void
dp_command_quote(dp_str word, struct dp_buf *out)
{
	static const char safe[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789_-./=,:+@%";
	bool bare = word.n > 0;
	size_t i;

	for (i = 0; bare && i < word.n; i++)
		bare = (unsigned char)word.p[i] >= 0x80 ||
		       memchr(safe, word.p[i], sizeof safe - 1);
	if (bare) {
		dp_buf_str(out, word);
		return;
	}
	dp_buf_char(out, '\'');
	for (i = 0; i < word.n; i++) {
		if (word.p[i] == '\'')
			dp_buf_c(out, "'\\''");
		else
			dp_buf_char(out, word.p[i]);
	}
	dp_buf_char(out, '\'');
}

bool
dpi_leads_out(dp_str path)
{
	dp_str rest = path;

	if (path.n > 0 && path.p[0] == '/')
		return true;
	while (rest.p) {
		if (dp_str_is(dp_str_cut(&rest, '/'), ".."))
			return true;
	}
	return false;
}

/* The part of a word that may be a path: behind -o or --output=. */
static dp_str
path_part(dp_str word)
{
	ptrdiff_t equal = dp_str_find(word, '=');

	if (dp_str_starts(word, "--"))
		return equal > 0 ? dp_str_from(word, (size_t)equal + 1) :
				   DP_S("");
	if (word.n > 2 && word.p[0] == '-' && word.p[2] == '/')
		return dp_str_from(word, 2);
	return word;
}

int
dp_command_check(const struct dp_command *c, struct dp_err *err)
{
	static const char *const good[] = { "get", "verify", "clean", "analyse",
					    "present" };
	size_t i, n = sizeof good / sizeof *good;

	for (i = 0; i < n && strcmp(c->word[0], good[i]) != 0; i++)
		continue;
	if (i == n)
		return dp_fail(
			err, DP_EUSAGE,
			_("\"%s\" is no step that can be replayed: get, "
			  "verify, clean, analyse and present are (without "
			  "the word dpipe)."),
			c->word[0]);
	if (c->n > 1 && strcmp(c->word[0], "present") == 0 &&
	    strcmp(c->word[1], "api") == 0)
		return dp_fail(
			err, DP_EUSAGE,
			_("\"present api\" waits for people and never ends: "
			  "it is no step that can be replayed."));
	for (i = 1; i < c->n; i++)
		if (dpi_leads_out(path_part(dp_str_c(c->word[i]))))
			return dp_fail(
				err, DP_EUSAGE,
				_("%s leads out of the project; bring the "
				  "file in (dpipe get) and name it from the "
				  "project's folder."),
				c->word[i]);
	return 0;
}
