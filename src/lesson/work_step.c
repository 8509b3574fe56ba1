/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands that wrote a file, as do lines of the learner's project: one for
 * each file, and what makes a file before what reads it.
 */
#include "lesson/session.h"

#include <stdlib.h>

/* ---- one line for each file ------------------------------------------- */

/* The file that C writes, or NULL. */
static const char *
output_of(const struct dp_command *c)
{
	static const char *const option[] = { "-o", "--output", "--log" };

	for (size_t i = 1; i < c->n; i++)
		for (size_t k = 0; k < sizeof option / sizeof *option; k++) {
			size_t n = strlen(option[k]);

			if (strncmp(c->word[i], option[k], n) != 0)
				continue;
			if (c->word[i][n] == '\0' && i + 1 < c->n)
				return c->word[i + 1];
			if (c->word[i][n] == '=')
				return c->word[i] + n + 1;
		}
	return NULL;
}

/* True when LINE, a do line, writes what OUTPUT names. */
static bool
writes(dp_str line, const char *output)
{
	struct dp_command c = { 0 };
	struct dp_err ignored = { 0 };
	bool same = false;

	if (dp_command_split(line, &c, &ignored) == 0) {
		const char *other = output_of(&c);

		same = other && strcmp(other, output) == 0;
	}
	dp_command_done(&c);
	return same;
}

/*
 * P with LINE in the place of the do line that writes OUTPUT, or as the last;
 * P is freed. Other lines that write it go.
 */
static struct dp_project *
with_step(struct dp_project *p, const char *output, dp_str line,
	  struct dp_err *err)
{
	struct dp_buf text = { 0 };
	struct dp_project *made;
	bool placed = false;
	size_t step = 0;

	for (size_t i = 0; i < p->n; i++) {
		if (p->line[i].word != DP_PROJECT_DO ||
		    !writes(p->step[step++].text, output)) {
			dp_buf_str(&text, p->line[i].raw);
			continue;
		}
		if (!placed)
			dp_buf_format(&text, "do %.*s\n", DP_FMT(line));
		placed = true;
	}
	made = dp_project_parse(dp_buf_view(&text), DP_PROJECT_FILE, err);
	if (made && !placed &&
	    dp_project_say(made, DP_PROJECT_DO, line, err) != 0) {
		dp_project_free(made);
		made = NULL;
	}
	dp_buf_done(&text);
	dp_project_free(p);
	return made;
}

/* ---- makers before readers -------------------------------------------- */

struct ordering {
	const struct dp_project *p;
	char **output;       /* by step: what it makes, or NULL */
	struct dp_buf *text; /* by step: all that may name a file it reads */
	bool *placed;
	size_t *order, n; /* steps, as they are to stand */
};

/* True when the file PATH is named in TEXT. */
static bool
names(dp_str text, const char *path)
{
	static const char inside[] = "abcdefghijklmnopqrstuvwxyz"
				     "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "0123456789_-./";
	size_t n = strlen(path);
	ptrdiff_t at;

	for (char before = ' '; (at = dp_str_search(text, dp_str_c(path))) >= 0;
	     before = path[n - 1]) {
		dp_str rest = dp_str_from(text, (size_t)at + n);

		if (at > 0)
			before = text.p[at - 1];
		if (!memchr(inside, before, sizeof inside - 1) &&
		    (rest.n == 0 ||
		     !memchr(inside, *rest.p, sizeof inside - 1)))
			return true;
		text = rest;
	}
	return false;
}

static bool
is_text(const char *word)
{
	size_t n = strlen(word);

	return n > 4 && (strcmp(word + n - 4, ".dpr") == 0 ||
			 strcmp(word + n - 3, ".md") == 0);
}

/* Fills in what step I makes, and what may name a file it reads. */
static void
look_at(struct ordering *o, const char *folder, size_t i)
{
	struct dp_command c = { 0 };
	struct dp_err ignored = { 0 };

	dp_buf_str(&o->text[i], o->p->step[i].text);
	if (dp_command_split(o->p->step[i].text, &c, &ignored) == 0) {
		const char *output = output_of(&c);

		o->output[i] = output ? dp_strdup(dp_str_c(output)) : NULL;
		for (size_t k = 1; k < c.n; k++) {
			char *path = dp_path_join(folder, c.word[k]);

			dp_buf_char(&o->text[i], '\n');
			if (is_text(path) && dp_exists(path))
				(void)dp_read_file(path, DPI_COPY_MAX_BYTES,
						   &o->text[i], &ignored);
			free(path);
		}
	}
	dp_command_done(&c);
}

static bool
reads(const struct ordering *o, size_t reader, size_t maker)
{
	const char *made = o->output[maker], *own = o->output[reader];

	return made && !(own && strcmp(own, made) == 0) &&
	       names(dp_buf_view(&o->text[reader]), made);
}

/* Places step I behind those that make what it reads. */
static void
place(struct ordering *o, size_t i)
{
	if (o->placed[i])
		return;
	o->placed[i] = true;
	for (size_t k = 0; k < o->p->n_steps; k++)
		if (!o->placed[k] && reads(o, i, k))
			place(o, k);
	o->order[o->n++] = i;
}

/* The text of O's project, its do lines in their order. */
static void
write_ordered(const struct ordering *o, struct dp_buf *out)
{
	const struct dp_project *p = o->p;
	size_t *line = dp_alloc0((p->n_steps + 1) * sizeof *line);
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->line[i].word == DP_PROJECT_DO)
			line[n++] = i;
	n = 0;
	for (size_t i = 0; i < p->n; i++)
		dp_buf_str(out, p->line[i].word == DP_PROJECT_DO ?
					p->line[line[o->order[n++]]].raw :
					p->line[i].raw);
	free(line);
}

/*
 * P with what makes a file before what reads it; all else stays in its place.
 * P is freed when another is returned.
 */
static struct dp_project *
in_order(struct dp_project *p, const char *folder, struct dp_err *err)
{
	size_t n = p->n_steps + 1;
	struct ordering o = { .p = p,
			      .output = dp_alloc0(n * sizeof *o.output),
			      .text = dp_alloc0(n * sizeof *o.text),
			      .placed = dp_alloc0(n * sizeof *o.placed),
			      .order = dp_alloc0(n * sizeof *o.order) };
	struct dp_buf text = { 0 };
	struct dp_project *made;

	for (size_t i = 0; i < p->n_steps; i++)
		look_at(&o, folder, i);
	for (size_t i = 0; i < p->n_steps; i++)
		place(&o, i);
	write_ordered(&o, &text);
	made = dp_project_parse(dp_buf_view(&text), DP_PROJECT_FILE, err);
	for (size_t i = 0; i < p->n_steps; i++) {
		free(o.output[i]);
		dp_buf_done(&o.text[i]);
	}
	free(o.output);
	free(o.text);
	free(o.placed);
	free(o.order);
	dp_buf_done(&text);
	dp_project_free(p);
	return made;
}

/* ---- a step ----------------------------------------------------------- */

int
dpi_work_step(struct dp_learn *l, const struct dp_command *c,
	      struct dp_err *err)
{
	const char *output = output_of(c);
	struct dp_err ignored = { 0 };
	struct dp_buf line = { 0 };
	struct dp_project *p;
	int status = -1;

	if (!output || dp_command_check(c, &ignored) != 0)
		return 0;
	for (size_t i = 0; i < c->n; i++) {
		/* a decision stays in the log it was written into */
		if (strncmp(c->word[i], "--decide", strlen("--decide")) == 0) {
			i += c->word[i][strlen("--decide")] == '\0';
			continue;
		}
		dp_buf_c(&line, i ? " " : "");
		dp_command_quote(dp_str_c(c->word[i]), &line);
	}
	p = dp_project_read(l->folder, err);
	if (p)
		p = with_step(p, output, dp_buf_view(&line), err);
	if (p)
		p = in_order(p, l->folder, err);
	if (p)
		status = dp_project_write(p, l->folder, err);
	dp_project_free(p);
	dp_buf_done(&line);
	return status;
}
