/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of "dpipe present chart", read and said. */
#include <stdlib.h>

#include <dpipe/project.h>

#include "base/i18n.h"
#include "tui/changes.h"
#include "tui/name.h"
#include "tui/view_chart.h"
#include "tui/view_table_bench.h"

#define TOP_MOST 100000
#define GROUPS 50000u /* different values: memory stays small */

void
tui_chart_word(char **word, dp_str text)
{
	char *new = text.n ? dp_strdup(text) : NULL;

	free(*word);
	*word = new;
}

/* Where the option NAME puts its word, or NULL. */
static char **
place_of(struct tui_chart_words *w, const char *name)
{
	const struct {
		const char *name, *letter;
		char **place;
	} known[] = {
		{ "--x", "-x", &w->x },       { "--y", "-y", &w->y },
		{ "--of", "", &w->of },       { "--sort", "", &w->sort },
		{ "--title", "", &w->title }, { "--source", "", &w->source },
		{ "--note", "", &w->note },   { "--alt", "", &w->alt },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(name, known[i].name) ||
		    !strcmp(name, known[i].letter))
			return known[i].place;
	return NULL;
}

static int
read_top(struct tui_chart_words *w, const char *word, struct dp_err *err)
{
	int64_t n;

	if (!dp_str_int(dp_str_c(word), &n) || n < 0 || n > TOP_MOST)
		return dp_fail(err, DP_EUSAGE,
			       _("--top takes a number of bars"));
	w->top = (size_t)n;
	return 0;
}

/* The words of C from I on; moves it. */
static int
read_one(struct tui_chart_words *w, const struct dp_command *c, size_t *i,
	 struct dp_err *err)
{
	const char *word = c->word[*i];
	char **place = place_of(w, word);
	bool top = !strcmp(word, "--top");

	if (word[0] != '-' || !word[1]) {
		place = w->type ? &w->file : &w->type;
		if (*place)
			return dp_fail(err, DP_EUSAGE,
				       _("%s is one word too many; what has "
					 "blanks stands in 'quotes'."),
				       word);
		*place = dp_strdup(dp_str_c(word));
		return 0;
	}
	if (!place && !top)
		return dp_fail(err, DP_EUSAGE,
			       _("%s is no option here; there are -x, -y, "
				 "--of, --sort, --top, --title, --source, "
				 "--note and --alt."),
			       word);
	if (++*i == c->n)
		return dp_fail(err, DP_EUSAGE, _("%s needs a word behind it."),
			       word);
	if (top)
		return read_top(w, c->word[*i], err);
	tui_chart_word(place, dp_str_c(c->word[*i]));
	return 0;
}

int
tui_chart_words_read(struct tui_chart_words *w, dp_str line, struct dp_err *err)
{
	struct dp_command c = { 0 };
	int status = dp_command_split(line, &c, err);

	for (size_t i = 0; status == 0 && i < c.n; i++)
		status = read_one(w, &c, &i, err);
	dp_command_done(&c);
	return status;
}

void
tui_chart_words_done(struct tui_chart_words *w)
{
	free(w->type);
	free(w->file);
	free(w->x);
	free(w->y);
	free(w->of);
	free(w->sort);
	free(w->title);
	free(w->source);
	free(w->note);
	free(w->alt);
	memset(w, 0, sizeof *w);
}

/* W as the step takes it; its texts are W's. */
static void
words_ask(const struct tui_chart_words *w, const char *path,
	  struct dp_present_chart *out)
{
	*out = (struct dp_present_chart){
		.type = w->type,
		.file = path,
		.x = w->x,
		.y = w->y,
		.of = w->of,
		.sort = w->sort,
		.top = w->top,
		.title = w->title,
		.source = w->source,
		.note = w->note,
		.alt = w->alt,
	};
}

static bool
ends_sentence(const char *text)
{
	size_t n = strlen(text);

	return n > 0 && strchr(".!?", text[n - 1]);
}

void
tui_chart_set_ask(struct tui_chart *s)
{
	words_ask(&s->words, s->path, &s->ask);
	s->ask.groups = GROUPS;
	s->source.n = 0;
	if (!s->words.source || !s->t || tui_bench_steps(s->t) == 0)
		return;
	dp_buf_c(&s->source, s->words.source);
	dp_buf_c(&s->source, ends_sentence(s->words.source) ? " " : ". ");
	tui_changes_tell(s->t, &s->source);
	dp_buf_char(&s->source, '\0');
	s->ask.source = s->source.p;
}

static void
say_option(const char *option, const char *word, struct dp_buf *out)
{
	if (!word)
		return;
	dp_buf_format(out, " %s ", option);
	dp_command_quote(dp_str_c(word), out);
}

void
tui_chart_words_say(const struct tui_chart *s, struct dp_buf *out)
{
	const struct tui_chart_words *w = &s->words;

	const struct dp_bench *b = s->t ? s->t->bench.bench : NULL;
	bool changed = b && dp_bench_current(b) != 0;

	if (changed) {
		dp_bench_command(b, dp_bench_current(b), out);
		out->n--; /* its end of line */
		dp_buf_c(out, " | ");
	}
	dp_buf_format(out, "dpipe present chart %s ", w->type);
	dp_command_quote(changed ? DP_S("-") : dp_str_c(s->path), out);
	if (s->t && !changed)
		tui_name_options(tui_name_from(s->t->name), out);
	say_option("-x", w->x, out);
	say_option("-y", w->y, out);
	say_option("--of", w->of, out);
	say_option("--sort", w->sort, out);
	if (w->top)
		dp_buf_format(out, " --top %zu", w->top);
	say_option("--title", w->title, out);
	say_option("--source", w->source, out);
	say_option("--note", w->note, out);
	say_option("--alt", w->alt, out);
}
