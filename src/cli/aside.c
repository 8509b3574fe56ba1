/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line called by itself: output kept instead of shown, input
 * closed, another folder. What the command does is its own business.
 */
#include "cli/aside.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"

int
cli_aside_start(struct cli_aside *s, struct dp_err *err)
{
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int status = 0;

	(void)fflush(stdout);
	(void)fflush(stderr);
	s->said = tmpfile();
	s->in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	s->out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	s->error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if (!s->said || nothing < 0 || s->out < 0 || s->error < 0 ||
	    dup2(nothing, STDIN_FILENO) < 0 ||
	    dup2(fileno(s->said), STDOUT_FILENO) < 0 ||
	    dup2(fileno(s->said), STDERR_FILENO) < 0)
		status = dp_fail_errno(err, _("a temporary file cannot be "
					      "made"));
	if (nothing >= 0)
		(void)close(nothing);
	return status;
}

static void
put_back(int kept, int place)
{
	if (kept < 0)
		return;
	(void)dup2(kept, place);
	(void)close(kept);
}

void
cli_aside_end(struct cli_aside *s, struct dp_buf *said, bool show)
{
	char block[4096];
	size_t n;

	(void)fflush(stdout);
	(void)fflush(stderr);
	put_back(s->in, STDIN_FILENO);
	put_back(s->out, STDOUT_FILENO);
	put_back(s->error, STDERR_FILENO);
	if (!s->said)
		return;
	rewind(s->said);
	while ((show || said) &&
	       (n = fread(block, 1, sizeof block, s->said)) > 0) {
		if (said)
			dp_buf_add(said, block, n);
		if (show)
			(void)fwrite(block, 1, n, stderr);
	}
	(void)fclose(s->said);
}

/* gettext looks at LANGUAGE again when a text domain is named. */
char *
cli_speak(const char *language)
{
	const char *old = getenv("LANGUAGE");
	char *kept = old ? dp_strdup(dp_str_c(old)) : NULL;

	if (language)
		(void)setenv("LANGUAGE", language, 1);
	else
		(void)unsetenv("LANGUAGE");
	(void)textdomain(DP_TEXT_DOMAIN);
	return kept;
}

int
cli_aside_run(const struct dp_command *c)
{
	char **argv = dp_alloc((c->n + 2) * sizeof *argv);
	int status;

	argv[0] = dp_strdup(DP_S("dpipe"));
	memcpy(argv + 1, c->word, (c->n + 1) * sizeof *argv);
	status = cli_main((int)c->n + 1, argv, NULL);
	free(argv[0]);
	free(argv);
	return status;
}

/*
 * Makes the folder of the program's data hold from any folder, when it is
 * named from the current one; returns how it was named, or NULL.
 */
static char *
hold_data(void)
{
	const char *folder = getenv("DPIPE_DATA_DIR");
	char *whole = folder && *folder && *folder != '/' ?
			      realpath(folder, NULL) :
			      NULL;
	char *named = whole ? dp_strdup(dp_str_c(folder)) : NULL;

	if (whole)
		(void)setenv("DPIPE_DATA_DIR", whole, 1);
	free(whole);
	return named;
}

int
cli_inside(void *self, const char *folder,
	   int (*work)(void *on, struct dp_err *err), void *on,
	   struct dp_err *err)
{
	int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), status;
	char *data = hold_data();

	(void)self;
	if (here < 0 || chdir(folder) != 0)
		status = dp_fail_errno(err, _("the folder %s cannot be opened"),
				       folder);
	else
		status = work(on, err);
	if (here >= 0 && fchdir(here) != 0 && status == 0)
		status = dp_fail_errno(err, _("the current folder cannot be "
					      "opened again"));
	if (here >= 0)
		(void)close(here);
	if (data)
		(void)setenv("DPIPE_DATA_DIR", data, 1);
	free(data);
	return status;
}

struct carrying {
	const struct dp_command *c;
	struct dp_buf *said;
	int status;
};

static int
carry(void *on, struct dp_err *err)
{
	struct carrying *x = on;
	struct cli_aside aside = { NULL, -1, -1, -1 };
	int status = cli_aside_start(&aside, err);

	if (status == 0)
		x->status = cli_aside_run(x->c);
	cli_aside_end(&aside, x->said, false);
	return status;
}

int
cli_carry_out(void *self, const char *folder, const struct dp_command *c,
	      struct dp_buf *said, struct dp_err *err)
{
	struct carrying x = { c, said, -1 };

	if (cli_inside(self, folder, carry, &x, err) != 0)
		return -1;
	return x.status;
}
