/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The story of what a step made, for its sidecar: the files it read with
 * their hashes, the command, the lines of its recipe, records in and out. It
 * holds no date, so that the same bytes are told the same way for ever.
 */
#include <dpipe/op.h>
#include <dpipe/project.h>
#include <dpipe/source.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "step/project.h"

#define REPORT_MAX_BYTES (16u << 20)

static bool
ends_in(const char *path, const char *suffix)
{
	size_t n = strlen(path), m = strlen(suffix);

	return n > m && strcmp(path + n - m, suffix) == 0;
}

static bool
is_table(const char *path)
{
	return ends_in(path, ".csv") || ends_in(path, ".tsv") ||
	       ends_in(path, ".txt");
}

/* Records of the table PATH, or -1 when it cannot be read as one. */
static int64_t
count_records(const char *path, const struct dp_read_opts *o)
{
	struct dp_err ignored = { 0 };
	struct dp_stream *s = dp_table_open(path, o, &ignored);
	struct dp_batch *b;
	int64_t rows = 0;
	int status;
	size_t r;

	if (!s)
		return -1;
	b = dp_batch_new();
	while ((status = dp_next(s, b, &ignored)) == 1)
		for (r = 0; r < b->n_rows; r++)
			rows += b->state[r] == DP_ROW_KEPT;
	dp_batch_free(b);
	dp_close(s);
	return status < 0 ? -1 : rows;
}

/* Copies activity FROM of another story into P, unless P tells it already. */
static void
add_activity(struct dp_provenance *p, const struct dp_activity *from)
{
	struct dp_activity *a;
	size_t i;

	for (i = 0; i < p->n_activities; i++)
		if (dp_str_eq(p->activity[i].command, from->command))
			return;
	a = dp_provenance_activity(p, "", NULL);
	a->name = dp_keep(&p->text, from->name);
	a->date = dp_keep(&p->text, from->date);
	a->command = dp_keep(&p->text, from->command);
	a->version = dp_keep(&p->text, from->version);
	a->in_rows = from->in_rows;
	a->out_rows = from->out_rows;
	a->dropped_rows = from->dropped_rows;
	for (i = 0; i < from->n_inputs; i++)
		dp_activity_input(p, a, from->input[i].path,
				  from->input[i].sha256);
	for (i = 0; i < from->n_steps; i++) {
		struct dp_provenance_step *s;

		s = dp_activity_step(p, a, from->step[i].line);
		s->in_rows = from->step[i].in_rows;
		s->out_rows = from->step[i].out_rows;
		s->dropped_rows = from->step[i].dropped_rows;
		s->changed_cells = from->step[i].changed_cells;
	}
}

/* A story being put together from those of the files read. */
struct story {
	const char *top;
	struct dp_provenance *p;
	const struct dpi_file *made; /* what the story is about */
	const struct dpi_files *files;
	const char **input; /* paths of files read */
	size_t n, cap;
	const char *recipe, *table; /* among them, or NULL */
	size_t n_origins;
	struct dp_err *err;
};

/* Forgets where P came from: it comes from several places. */
static void
drop_origin(struct dp_provenance *p)
{
	const dp_str none = { NULL, 0 };

	p->title = p->producer = p->licence = p->asked = p->address = none;
	p->date = p->etag = p->last_modified = p->content_type = none;
	p->archive = p->archive_sha256 = p->member = none;
	p->command = p->version = none;
	p->n_redirects = 0;
	p->status = 0;
}

/* Takes over what the story of the input PATH tells. */
static int
add_story(struct story *s, const char *path)
{
	struct dp_provenance q = { 0 };
	struct dp_err why = { 0 };
	int status = 0;
	size_t i;

	if (s->n_origins == 0) {
		status = dp_provenance_read(s->p, path, &why);
		s->n_origins += status == 0;
	} else if ((status = dp_provenance_read(&q, path, &why)) == 0) {
		if (!dp_str_eq(q.address, s->p->address) ||
		    !dp_str_eq(q.asked, s->p->asked))
			drop_origin(s->p);
		for (i = 0; i < q.n_activities; i++)
			add_activity(s->p, &q.activity[i]);
	}
	dp_provenance_done(&q);
	if (status == 0 || why.code == DP_ENOTFOUND)
		return 0;
	*s->err = why;
	return -1;
}

/* The file that WORD, an argument, names and the step read; or NULL. */
static const char *
file_of(const struct story *s, const char *word)
{
	const char *equal = strchr(word, '=');
	const struct dpi_file *f;

	if (strncmp(word, "--", 2) == 0 && equal)
		word = equal + 1;
	while (strncmp(word, "./", 2) == 0)
		word += 2;
	f = dpi_files_find(s->files, word);
	if (!f || f->made_by == s->made->made_by || dpi_is_sidecar(f->path))
		return NULL;
	return f->path;
}

static void
add_input(struct story *s, const char *file)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (strcmp(s->input[i], file) == 0)
			return;
	dp_grow(&s->input, &s->cap, s->n, sizeof *s->input);
	s->input[s->n++] = file;
	if (ends_in(file, ".dpr"))
		s->recipe = file;
	else if (!s->table && is_table(file))
		s->table = file;
}

/* A report reads the files that it names: they are inputs too. */
static int
add_named(struct story *s, const char *report)
{
	char *full = dp_path_join(s->top, report);
	struct dp_buf text = { 0 };
	int status = dp_read_file(full, REPORT_MAX_BYTES, &text, s->err);
	size_t i;

	for (i = 0; status == 0 && i < s->files->n; i++) {
		const char *path = s->files->at[i].path;

		if (is_table(path) &&
		    s->files->at[i].made_by != s->made->made_by &&
		    dp_str_search(dp_buf_view(&text), dp_str_c(path)) >= 0)
			add_input(s, path);
	}
	dp_buf_done(&text);
	free(full);
	return status;
}

/* Adds a file that a recipe of the step names. */
static int
add_recipe_file(void *self, dp_str path, struct dp_err *err)
{
	struct story *s = self;
	char *word = dp_strdup(path);
	const char *file = file_of(s, word);

	(void)err;
	if (file)
		add_input(s, file);
	free(word);
	return 0;
}

/* Gathers the files that COMMAND reads. */
static int
find_inputs(struct story *s, const struct dp_command *command)
{
	size_t i;

	for (i = 1; i < command->n; i++) {
		const char *file = file_of(s, command->word[i]);

		if (!file)
			continue;
		add_input(s, file);
		if (ends_in(file, ".md") && add_named(s, file))
			return -1;
	}
	return dpi_recipe_files(s->top, command, add_recipe_file, s, s->err);
}

/* Adds them to activity A, with their hashes. */
static int
add_hashes(struct story *s, struct dp_activity *a)
{
	char hex[DP_SHA256_HEX], *full;
	int status = 0;
	size_t i;

	for (i = 0; status == 0 && i < s->n; i++) {
		full = dp_path_join(s->top, s->input[i]);
		status = dp_sha256_file(full, hex, NULL, s->err);
		free(full);
		if (status == 0)
			dp_activity_input(s->p, a, dp_str_c(s->input[i]),
					  dp_str_c(hex));
	}
	return status;
}

/* Adds the steps of the recipe; O gets how it reads its table. */
static int
add_recipe(struct story *s, struct dp_activity *a, struct dp_read_opts *o)
{
	struct dp_recipe *r;
	char *full;
	int status;
	size_t i;

	if (!s->recipe)
		return 0;
	full = dp_path_join(s->top, s->recipe);
	r = dp_recipe_read(full, s->err);
	free(full);
	if (!r)
		return -1;
	for (i = 0; i < r->n; i++)
		if (r->line[i].op && !r->line[i].off)
			(void)dp_activity_step(s->p, a,
					       dp_str_strip(r->line[i].raw));
	status = dp_recipe_source(r, o, s->err);
	/* Texts in O are the recipe's: keep them as long as the story. */
	if (o->encoding.p)
		o->encoding = dp_keep(&s->p->text, o->encoding);
	dp_recipe_free(r);
	return status;
}

static int
new_story(struct story *s, const struct dp_command *command)
{
	struct dp_buf line = { 0 };
	struct dp_read_opts o;
	struct dp_activity *a;
	int status;
	char *full;
	size_t i;

	dp_read_opts_init(&o);
	status = find_inputs(s, command);
	for (i = 0; status == 0 && i < s->n; i++) {
		full = dp_path_join(s->top, s->input[i]);
		status = add_story(s, full);
		free(full);
	}
	if (status != 0)
		return -1;
	dp_buf_c(&line, "dpipe");
	for (i = 0; i < command->n; i++) {
		dp_buf_char(&line, ' ');
		dp_command_quote(dp_str_c(command->word[i]), &line);
	}
	dp_buf_char(&line, '\0');
	a = dp_provenance_activity(s->p, command->word[0], line.p);
	dp_buf_done(&line);
	status = add_hashes(s, a);
	if (status == 0)
		status = add_recipe(s, a, &o);
	if (status == 0 && s->table) {
		full = dp_path_join(s->top, s->table);
		a->in_rows = count_records(full, &o);
		free(full);
	}
	return status;
}

/*
 * Reads the story that the command has written of FILE itself; false when it
 * wrote none. One that an earlier step wrote is not about this FILE.
 */
static bool
has_told(const struct story *s, const char *full)
{
	char *name = dp_provenance_path(s->made->path);
	const struct dpi_file *sidecar = dpi_files_find(s->files, name);
	struct dp_err none = { 0 };
	bool told;

	free(name);
	told = sidecar && sidecar->made_by == s->made->made_by &&
	       dp_provenance_read(s->p, full, &none) == 0;
	if (!told)
		dp_provenance_done(s->p);
	return told;
}

int
dpi_story_write(const char *top, struct dpi_file *file,
		const struct dp_command *command, const struct dpi_files *files,
		struct dp_err *err)
{
	struct dp_provenance p = { 0 };
	struct story s = {
		.top = top, .p = &p, .made = file, .files = files, .err = err
	};
	char *full = dp_path_join(top, file->path);
	struct dp_activity *a = NULL;
	struct dp_read_opts plain;
	int status = 0;
	size_t i;

	if (!has_told(&s, full))
		status = new_story(&s, command);
	if (p.n_activities > 0)
		a = &p.activity[p.n_activities - 1];
	dp_read_opts_init(&plain);
	if (a && a->out_rows < 0 && ends_in(file->path, ".csv"))
		a->out_rows = count_records(full, &plain);
	if (a) {
		file->rows[0] = a->in_rows;
		file->rows[1] = a->out_rows;
	}
	for (i = 0; a && i < p.n_activities; i++)
		p.activity[i].date = (dp_str){ NULL, 0 };
	if (status == 0)
		status = dp_provenance_write(&p, full, err);
	dp_provenance_done(&p);
	free(s.input);
	free(full);
	return status;
}
