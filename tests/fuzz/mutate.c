/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mutate DPIPE SEED COUNT FILE…
 *
 * Damages COUNT files at random, taken from FILE…, and has the program DPIPE
 * clean each of them as a person would. It must end by itself within ten
 * seconds: with a table that is strict UTF-8, rectangular and, cleaned again,
 * the same, and with every byte in it or in the rejects; or by saying why
 * not. What fails stays here as mutated-SEED-N.
 */
#include <dpipe/table.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "account.h"
#include "damage.h"

#define MOST_SECONDS 10
#define FILE_MAX_BYTES (64u << 20)

enum { IN, ONCE, TWICE, REJECTS, REPORT, SAID, N_PATHS };

struct trial {
	const char *dpipe;
	char *path[N_PATHS];
	struct dp_buf text[N_PATHS];
};

/* Reads the file K again; false: there is none. */
static bool
load(struct trial *t, unsigned k)
{
	struct dp_err err = { 0 };

	t->text[k].n = 0;
	return dp_read_file(t->path[k], FILE_MAX_BYTES, &t->text[k], &err) == 0;
}

static void
child(const struct trial *t, unsigned from, unsigned to)
{
	int said = open(t->path[SAID], O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (said < 0 || dup2(said, STDERR_FILENO) < 0)
		_exit(126);
	/* A program keeps the clock that was set for it. */
	(void)alarm(MOST_SECONDS);
	if (to == ONCE)
		execl(t->dpipe, t->dpipe, "clean", "-q", t->path[from], "-o",
		      t->path[to], "--rejects", t->path[REJECTS], "--report",
		      t->path[REPORT], (char *)NULL);
	else
		execl(t->dpipe, t->dpipe, "clean", "-q", t->path[from], "-o",
		      t->path[to], (char *)NULL);
	_exit(126);
}

/* Cleans FROM to TO. The program's status; -1: it did not end well. */
static int
clean(const struct trial *t, unsigned from, unsigned to)
{
	int status;
	pid_t pid;

	for (unsigned k = to; k < N_PATHS; k++)
		(void)unlink(t->path[k]);
	pid = fork();
	if (pid == 0)
		child(t, from, to);
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

static bool
contains(struct trial *t, unsigned k, const char *what)
{
	return load(t, k) &&
	       dp_str_search(dp_buf_view(&t->text[k]), dp_str_c(what)) >= 0;
}

/* Is every byte of the text in the table or the rejects? */
static bool
is_accounted_for(struct trial *t)
{
	struct dp_err err = { 0 };
	struct dp_read_opts o;
	struct dp_stream *s;
	bool right = true;

	dp_read_opts_init(&o);
	s = dp_table_open(t->path[IN], &o, &err);
	if (!s || !load(t, REJECTS)) {
		dp_close(s);
		return false;
	}
	/* What is packed is not its own text. */
	if (!s->dialect->origin)
		right = account_lost(dp_buf_view(&t->text[IN]), s->dialect,
				     contains(t, REPORT, "separator-suspect"),
				     dp_buf_view(&t->text[ONCE]),
				     dp_buf_view(&t->text[REJECTS])) < 0;
	dp_close(s);
	return right;
}

/* What is wrong with how the file is cleaned; NULL: nothing. */
static const char *
wrong_with(struct trial *t)
{
	int status = clean(t, IN, ONCE);
	dp_str csv;

	if (status < 0)
		return "it crashed, or took too long";
	if (contains(t, SAID, "runtime error:") ||
	    contains(t, SAID, "Sanitizer"))
		return "a checker found something";
	if (status == 3)
		return load(t, SAID) && t->text[SAID].n ? NULL :
							  "no word of why not";
	if (status > 1)
		return "it left with a status of its own";
	if (!load(t, IN) || !load(t, ONCE))
		return "it wrote nothing";
	csv = dp_buf_view(&t->text[ONCE]);
	if (dp_utf8_valid(csv) != csv.n)
		return "what it wrote is no UTF-8";
	if (!account_is_rectangular(csv))
		return "what it wrote is not rectangular";
	if (!is_accounted_for(t))
		return "something is lost";
	status = clean(t, ONCE, TWICE);
	if (status < 0 || status > 1 || !load(t, TWICE))
		return "what it wrote is not read again";
	return dp_str_eq(csv, dp_buf_view(&t->text[TWICE])) ?
		       NULL :
		       "what it wrote is not the same when read again";
}

/* Writes the file N, made of FILE; false: it cannot. */
static bool
make(struct trial *t, const char *file, uint64_t *seed)
{
	struct dp_buf *text = &t->text[IN];
	struct dp_err err = { 0 };

	text->n = 0;
	if (dp_read_file(file, FILE_MAX_BYTES, text, &err) != 0) {
		(void)fprintf(stderr, "%s\n", err.msg);
		return false;
	}
	for (size_t n = damage_some(seed, 4) + 1; n > 0; n--)
		damage(text, seed);
	return dp_write_file(t->path[IN], text->p, text->n, &err) == 0;
}

static size_t
run(struct trial *t, uint64_t seed, size_t count, char **file, size_t n_files)
{
	const uint64_t first = seed;
	struct dp_err err = { 0 };
	size_t wrong = 0;

	for (size_t i = 0; i < count; i++) {
		const char *from = file[damage_some(&seed, n_files)], *why;
		char *kept;

		if (!make(t, from, &seed))
			return count;
		why = wrong_with(t);
		if (!why)
			continue;
		wrong++;
		kept = dp_format("mutated-%llu-%zu", (unsigned long long)first,
				 i);
		(void)printf("%s (from %s): %s\n", kept, from, why);
		(void)fflush(stdout);
		if (load(t, IN))
			(void)dp_write_file(kept, t->text[IN].p, t->text[IN].n,
					    &err);
		free(kept);
	}
	return wrong;
}

int
main(int argc, char **argv)
{
	static const char *const name[N_PATHS] = { "in.csv",      "once.csv",
						   "twice.csv",   "rejects.csv",
						   "report.json", "said" };
	char folder[] = "/tmp/mutate-XXXXXX";
	struct trial t = { 0 };
	size_t count, wrong;

	if (argc < 5 || !mkdtemp(folder)) {
		(void)fprintf(stderr, "usage: mutate DPIPE SEED COUNT FILE…\n");
		return 2;
	}
	t.dpipe = argv[1];
	for (unsigned k = 0; k < N_PATHS; k++)
		t.path[k] = dp_format("%s/%s", folder, name[k]);
	count = strtoull(argv[3], NULL, 10);
	/* A seed of 0 would stay 0. */
	wrong = run(&t, strtoull(argv[2], NULL, 10) + 1, count, argv + 4,
		    (size_t)argc - 4);
	(void)printf("%zu files, %zu wrong\n", count, wrong);
	for (unsigned k = 0; k < N_PATHS; k++) {
		(void)unlink(t.path[k]);
		free(t.path[k]);
		dp_buf_done(&t.text[k]);
	}
	(void)rmdir(folder);
	return wrong > 0;
}
