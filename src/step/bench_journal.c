/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal of a workbench: a line for each action, with a sum of its
 * bytes, on disk before the action counts. Whatever ends the program, and
 * wherever in a line, what was confirmed is there again.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/i18n.h"
#include "op/recipe.h"
#include "step/bench.h"
#include "table/pages.h"

#define FIRST_LINE "dpipe-journal 1\n"
#define SUM_CHARS 8u
#define JOURNAL_MAX_BYTES (256u << 20)

/* ---- writing ---------------------------------------------------------- */

static void
put_line(dp_str line, struct dp_buf *out)
{
	dp_buf_format(out, "%08x ",
		      (unsigned)(dp_hash64(line.p, line.n) & 0xFFFFFFFFu));
	dp_buf_str(out, line);
	dp_buf_char(out, '\n');
}

/* Writes TEXT at the end, or nothing of it. */
static int
append(struct dp_bench *b, dp_str text, struct dp_err *err)
{
	struct dp_outfile f = { .fd = b->journal };
	struct dp_err why = { 0 };

	if (dp_outfile_write(&f, text.p, text.n, &why) == 0 &&
	    fdatasync(b->journal) == 0) {
		b->journal_bytes += text.n;
		return 0;
	}
	(void)dp_fail_errno(err, _("the journal %s cannot be written"),
			    b->journal_name);
	/* Half a line would be taken for one that was never confirmed. */
	(void)ftruncate(b->journal, (off_t)b->journal_bytes);
	return -1;
}

int
dpi_bench_journal_add(struct dp_bench *b, dp_str line, struct dp_err *err)
{
	struct dp_buf text = { 0 };
	int status;

	if (b->journal < 0)
		return 0;
	put_line(line, &text);
	status = append(b, dp_buf_view(&text), err);
	dp_buf_done(&text);
	return status;
}

static int
lock(const struct dp_bench *b, struct dp_err *err)
{
	if (flock(b->journal, LOCK_EX | LOCK_NB) == 0)
		return 0;
	return dp_fail(err, DP_EUSAGE,
		       _("another dpipe is working on this: its journal is "
			 "%s. Leave it there first."),
		       b->journal_name);
}

/* The folder of PATH knows that the file is there. */
static void
sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? dp_strdup((dp_str){
				       path, (size_t)(slash - path + 1) }) :
			       dp_strdup(DP_S("."));
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	free(folder);
	if (fd < 0)
		return;
	(void)fsync(fd);
	(void)close(fd);
}

int
dpi_bench_journal_new(struct dp_bench *b, const char *path, struct dp_err *err)
{
	struct dp_buf line = { 0 }, text = { 0 };
	int status;

	b->journal_name = dp_strdup(dp_str_c(path));
	b->journal = open(path,
			  O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC,
			  0600);
	if (b->journal < 0 && errno == EEXIST)
		return dp_fail(err, DP_EUSAGE,
			       _("there is a journal already: %s. Continue it, "
				 "or remove it."),
			       path);
	if (b->journal < 0)
		return dp_fail_errno(err, _("the journal %s cannot be made"),
				     path);
	if (lock(b, err) != 0)
		return -1;
	dp_buf_c(&line, "source ");
	dp_recipe_quote(dp_str_c(b->source), &line);
	dp_buf_format(&line, " %llu %lld ",
		      (unsigned long long)b->pages->file_bytes,
		      (long long)b->pages->modified.tv_sec);
	dp_recipe_quote(dp_str_c(b->read), &line);
	dp_buf_c(&text, FIRST_LINE);
	put_line(dp_buf_view(&line), &text);
	status = append(b, dp_buf_view(&text), err);
	dp_buf_done(&line);
	dp_buf_done(&text);
	sync_folder(path);
	return status;
}

/* ---- reading ---------------------------------------------------------- */

bool
dpi_journal_number(dp_str *rest, int64_t *out)
{
	dp_str word = dp_str_cut(rest, ' ');

	return dp_str_int(word, out) && *out >= 0;
}

bool
dpi_journal_string(dp_str *rest, struct dp_buf *out)
{
	const char *end = rest->p + rest->n, *after;

	out->n = 0;
	if (!rest->n || *rest->p != '"' ||
	    !(after = dpi_string_end(rest->p, end)))
		return false;
	dpi_unescape(rest->p, after, out);
	*rest = dp_str_from(*rest, (size_t)(after - rest->p));
	*rest = dp_str_from(*rest, rest->n && *rest->p == ' ' ? 1 : 0);
	return true;
}

dp_str
dpi_journal_line(dp_str *rest)
{
	ptrdiff_t n = dp_str_find(*rest, '\n');
	dp_str none = { NULL, 0 }, line;
	char sum[SUM_CHARS + 2];

	if (n < (ptrdiff_t)SUM_CHARS + 1)
		return none;
	line.p = rest->p + SUM_CHARS + 1;
	line.n = (size_t)n - SUM_CHARS - 1;
	(void)snprintf(sum, sizeof sum, "%08x ",
		       (unsigned)(dp_hash64(line.p, line.n) & 0xFFFFFFFFu));
	if (memcmp(sum, rest->p, SUM_CHARS + 1) != 0)
		return none;
	*rest = dp_str_from(*rest, (size_t)n + 1);
	return line;
}

static int
not_one(const char *path, struct dp_err *err)
{
	return dp_fail(err, DP_EDATA, _("%s is no journal of dpipe."), path);
}

void
dpi_journal_start_done(struct dpi_journal_start *s)
{
	dp_buf_done(&s->source);
	dp_buf_done(&s->read);
}

int
dpi_journal_start(const char *path, dp_str *rest, struct dpi_journal_start *s,
		  struct dp_err *err)
{
	dp_str line;

	if (!dp_str_starts(*rest, FIRST_LINE))
		return not_one(path, err);
	*rest = dp_str_from(*rest, sizeof FIRST_LINE - 1);
	line = dpi_journal_line(rest);
	if (!line.p || !dp_str_starts(line, "source "))
		return not_one(path, err);
	line = dp_str_from(line, sizeof "source " - 1);
	if (!dpi_journal_string(&line, &s->source) ||
	    !dpi_journal_number(&line, &s->size) ||
	    !dpi_journal_number(&line, &s->date) ||
	    !dpi_journal_string(&line, &s->read))
		return not_one(path, err);
	return 0;
}

static int
replay_apply(struct dp_bench *b, dp_str rest, struct dp_buf *text,
	     struct dp_err *err)
{
	int64_t id, parent, time, n[4] = { 0 };
	struct dp_tally tally;
	bool has_tally;

	if (!dpi_journal_number(&rest, &id) ||
	    !dpi_journal_number(&rest, &parent) ||
	    !dpi_journal_number(&rest, &time) ||
	    !dpi_journal_string(&rest, text) || id != (int64_t)b->n ||
	    parent >= id)
		return not_one(b->journal_name, err);
	has_tally = rest.n > 0;
	for (size_t i = 0; has_tally && i < 4; i++)
		if (!dpi_journal_number(&rest, &n[i]))
			return not_one(b->journal_name, err);
	tally = (struct dp_tally){ .changed_cells = (uint64_t)n[0],
				   .dropped_rows = (uint64_t)n[1],
				   .bad_cells = (uint64_t)n[2],
				   .added_rows = (uint64_t)n[3] };
	return dpi_bench_add(b, (uint32_t)parent, dp_buf_view(text), time,
			     has_tally ? &tally : NULL, err);
}

static int
replay(struct dp_bench *b, dp_str rest, struct dp_err *err)
{
	dp_str verb = dp_str_cut(&rest, ' ');
	struct dp_buf text = { 0 };
	int64_t id;
	int status = 0;

	if (dp_str_is(verb, "apply")) {
		status = replay_apply(b, rest, &text, err);
	} else if (!dpi_journal_number(&rest, &id) || id >= (int64_t)b->n) {
		status = not_one(b->journal_name, err);
	} else if (dp_str_is(verb, "go")) {
		dpi_bench_move(b, (uint32_t)id);
	} else if (dp_str_is(verb, "note") &&
		   (!rest.p || dpi_journal_string(&rest, &text))) {
		dp_str note = { text.p ? text.p : "", text.n };

		if (!rest.p)
			note.p = NULL;
		dpi_bench_set_note(b, (uint32_t)id, note);
	} else {
		status = not_one(b->journal_name, err);
	}
	dp_buf_done(&text);
	return status;
}

static int
resume(struct dp_bench *b, dp_str text, struct dp_err *err)
{
	struct dpi_journal_start s = { .size = 0 };
	dp_str rest = text, line;
	int status = dpi_journal_start(b->journal_name, &rest, &s, err);

	if (status == 0) {
		free(b->source);
		free(b->read);
		b->source = dp_strdup(dp_buf_view(&s.source));
		b->read = dp_strdup(dp_buf_view(&s.read));
		b->changed = (uint64_t)s.size != b->pages->file_bytes ||
			     s.date != (int64_t)b->pages->modified.tv_sec;
	}
	dpi_journal_start_done(&s);
	while (status == 0 && (line = dpi_journal_line(&rest)).p)
		status = replay(b, line, err);
	if (status != 0)
		return -1;
	/* What was not wholly written was never confirmed. */
	b->journal_bytes = text.n - rest.n;
	if (rest.n && ftruncate(b->journal, (off_t)b->journal_bytes) != 0)
		return dp_fail_errno(err, _("the journal %s cannot be written"),
				     b->journal_name);
	return 0;
}

struct dp_bench *
dp_bench_resume(struct dp_pages *pages, const char *journal, struct dp_err *err)
{
	struct dp_bench *b = dpi_bench_start(pages, DP_S(""), DP_S(""));
	struct dp_buf text = { 0 };
	int status = -1;

	b->journal_name = dp_strdup(dp_str_c(journal));
	b->journal = open(journal, O_RDWR | O_APPEND | O_CLOEXEC);
	if (b->journal < 0)
		(void)dp_fail_errno(err, _("the journal %s cannot be opened"),
				    journal);
	else if (lock(b, err) == 0 &&
		 dp_read_file(journal, JOURNAL_MAX_BYTES, &text, err) == 0)
		status = resume(b, dp_buf_view(&text), err);
	dp_buf_done(&text);
	if (status == 0)
		return b;
	dp_bench_free(b);
	return NULL;
}

char *
dp_bench_source(const char *journal, struct dp_recipe **read,
		struct dp_err *err)
{
	struct dpi_journal_start s = { .size = 0 };
	struct dp_buf text = { 0 };
	char *path = NULL;
	dp_str rest;

	if (dp_read_file(journal, JOURNAL_MAX_BYTES, &text, err) != 0)
		return NULL;
	rest = dp_buf_view(&text);
	if (dpi_journal_start(journal, &rest, &s, err) == 0) {
		*read = dp_recipe_parse(dp_buf_view(&s.read), journal, err);
		if (*read)
			path = dp_strdup(dp_buf_view(&s.source));
	}
	dpi_journal_start_done(&s);
	dp_buf_done(&text);
	return path;
}
