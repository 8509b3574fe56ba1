/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a learner's work is: below the user's data and state folders, after
 * the XDG base directory specification (0.8), unless told otherwise.
 */
#include "lesson/session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

/* The folder VARIABLE names when it is absolute, or ~/STANDARD; /dpipe. */
static char *
user_folder(const char *variable, const char *standard, struct dp_err *err)
{
	const char *value = getenv(variable), *home = getenv("HOME");

	if (value && value[0] == '/')
		return dp_format("%s/dpipe", value);
	if (home && home[0] == '/')
		return dp_format("%s/%s/dpipe", home, standard);
	return dp_fail_null(err, DP_ENOTFOUND,
			    _("nothing says where your own files are: set "
			      "HOME, or %s."),
			    variable);
}

char *
dpi_absolute(const char *path, struct dp_err *err)
{
	char here[4096];

	if (path[0] == '/')
		return dp_strdup(dp_str_c(path));
	if (!getcwd(here, sizeof here)) {
		dp_fail_errno(err, _("the current folder cannot be found"));
		return NULL;
	}
	return dp_path_join(here, path);
}

int
dpi_learn_folders(const struct dp_learn_places *p,
		  struct dpi_learn_folders *out, struct dp_err *err)
{
	memset(out, 0, sizeof *out);
	out->data = dpi_absolute(p->data, err);
	if (p->work)
		out->work = dpi_absolute(p->work, err);
	else
		out->work = user_folder("XDG_DATA_HOME", ".local/share", err);
	if (p->state)
		out->state = dpi_absolute(p->state, err);
	else
		out->state = user_folder("XDG_STATE_HOME", ".local/state", err);
	if (out->data && out->work && out->state)
		return 0;
	dpi_learn_folders_done(out);
	return -1;
}

void
dpi_learn_folders_done(struct dpi_learn_folders *f)
{
	free(f->data);
	free(f->work);
	free(f->state);
	memset(f, 0, sizeof *f);
}

/* ---- copies ----------------------------------------------------------- */

/* Writes N bytes to the new file TO, mode MODE; nothing waits for the disk. */
static int
write_new(const char *to, const struct dp_buf *text, mode_t mode,
	  struct dp_err *err)
{
	char *aside = dp_format("%s.new~", to);
	int fd = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool well = fd >= 0;
	size_t done = 0;

	while (well && done < text->n) {
		ssize_t n = write(fd, text->p + done, text->n - done);

		well = n > 0 || (n < 0 && errno == EINTR);
		done += n > 0 ? (size_t)n : 0;
	}
	well = well && fchmod(fd, mode) == 0;
	if (fd >= 0 && close(fd) != 0)
		well = false;
	if (!well || rename(aside, to) != 0) {
		dp_fail_errno(err, _("%s cannot be written"), to);
		(void)unlink(aside);
		free(aside);
		return -1;
	}
	free(aside);
	return 0;
}

int
dpi_copy_file(const char *from, const char *to, struct dp_err *err)
{
	struct dp_buf text = { 0 };
	struct stat st = { .st_mode = 0644 };
	int status = dp_read_file(from, DPI_COPY_MAX_BYTES, &text, err);

	(void)stat(from, &st);
	if (status == 0)
		status = dp_make_folder_of(to, err);
	if (status == 0)
		status = write_new(to, &text, st.st_mode & 0777, err);
	dp_buf_done(&text);
	return status;
}

int
dpi_copy_tree(const char *folder, const char *to, struct dp_err *err)
{
	struct dpi_files files = { 0 };
	int status = dpi_files_gather(&files, folder, "", err);

	for (size_t i = 0; status == 0 && i < files.n; i++) {
		char *a = dp_path_join(folder, files.at[i].path);
		char *b = dp_path_join(to, files.at[i].path);

		status = dpi_copy_file(a, b, err);
		free(a);
		free(b);
	}
	dpi_files_done(&files);
	return status;
}
