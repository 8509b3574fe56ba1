/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The raw files of a project: are they still what was got? The proof is the
 * SHA-256 in the sidecar; that they are read-only is a help, not a proof.
 */
#include <dpipe/source.h>

#include <stdlib.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "step/project.h"

/*
 * Hashes PATH and says in *STATE (translated) what that means; sets DOUBTFUL
 * when nothing proves where it comes from.
 */
static int
look(const char *path, char hex[DP_SHA256_HEX], uint64_t *bytes,
     const char **state, bool *doubtful, struct dp_err *err)
{
	struct dp_provenance p = { 0 };
	struct dp_err why = { 0 };
	struct stat st;
	int status = 0;

	if (dp_sha256_file(path, hex, bytes, err) != 0)
		return -1;
	if (dp_provenance_read(&p, path, &why) != 0) {
		if (why.code != DP_ENOTFOUND) {
			*err = why;
			status = -1;
		}
		*state = _("no provenance");
		*doubtful = true;
	} else if (p.sha256.n == 0) {
		*state = _("not known: no SHA-256");
		*doubtful = true;
	} else if (!dp_str_is(p.sha256, hex)) {
		status = dp_fail(
			err, DP_EDATA,
			_("%s is not the file that was got: its bytes have "
			  "changed. \"dpipe get --restore\" gets it again and "
			  "keeps these; a raw file is never edited."),
			path);
	} else if (stat(path, &st) == 0 && (st.st_mode & 0222) != 0) {
		*state = _("as got, but writable");
	} else {
		*state = _("as got");
	}
	dp_provenance_done(&p);
	return status;
}

static struct dp_frame *
begin(struct dp_result *r)
{
	struct dp_frame *f;

	f = &dp_result_part(r, DP_PART_FRAME, "raw", _("Raw files"))->frame;
	(void)dp_frame_column(f, "file", _("file"), NULL, false);
	(void)dp_frame_column(f, "bytes", _("bytes"), NULL, true);
	(void)dp_frame_column(f, "state", _("state"), NULL, false);
	return f;
}

int
dpi_raw_look(const char *folder, struct dp_result *r, struct dp_buf *hashes,
	     struct dp_err *err)
{
	struct dpi_files files = { 0 };
	struct dp_frame *f = NULL;
	int status;
	size_t i;

	status = dpi_files_gather(&files, folder, DP_PROJECT_RAW, err);
	for (i = 0; status == 0 && i < files.n; i++) {
		char hex[DP_SHA256_HEX], *path;
		const char *state = "";
		struct dp_value *v;
		uint64_t bytes = 0;

		if (dpi_is_sidecar(files.at[i].path))
			continue;
		path = dp_path_join(folder, files.at[i].path);
		status = look(path, hex, &bytes, &state, &r->doubtful, err);
		free(path);
		if (status)
			break;
		f = f ? f : begin(r);
		v = dp_frame_row(f);
		dp_set_text(f, &v[0], dp_str_c(files.at[i].path));
		dp_set_int(f, &v[1], (int64_t)bytes);
		dp_set_text(f, &v[2], dp_str_c(state));
		dp_buf_format(hashes, "%s  %s\n", hex, files.at[i].path);
	}
	dpi_files_done(&files);
	return status;
}
