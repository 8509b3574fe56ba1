/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sidecars read back. Strict about shape, lenient about keys it does not
 * know, so that an older dpipe reads what a newer one wrote.
 */
#include <dpipe/source.h>

#include <stddef.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "source/inner.h"

struct text_key {
	const char *key;
	size_t offset; /* of a dp_str */
};

#define P(key, member) \
	{ \
		key, offsetof(struct dp_provenance, member) \
	}
static const struct text_key file_key[] = {
	P("file", file),
	P("title", title),
	P("producer", producer),
	P("licence", licence),
	P("asked", asked),
	P("address", address),
	P("date", date),
	P("etag", etag),
	P("last-modified", last_modified),
	P("content-type", content_type),
	P("archive", archive),
	P("archive-sha256", archive_sha256),
	P("member", member),
	P("command", command),
	P("version", version),
	P("sha256", sha256),
	{ NULL, 0 },
};
#undef P

#define A(key, member) \
	{ \
		key, offsetof(struct dp_activity, member) \
	}
static const struct text_key activity_key[] = {
	A("date", date),
	A("command", command),
	A("version", version),
	{ NULL, 0 },
};
#undef A

static bool
set_text(const struct text_key *k, void *to, const struct dp_field *f,
	 struct dp_arena *text)
{
	for (; k->key; k++)
		if (dp_str_is(f->key, k->key)) {
			*(dp_str *)(void *)((char *)to + k->offset) =
				dp_keep(text, f->value);
			return true;
		}
	return false;
}

/* The number behind NAME= in TEXT ("in=202 out=200"), or -1. */
static int64_t
count_of(dp_str text, const char *name)
{
	while (text.n > 0) {
		dp_str word = dp_str_cut(&text, ' ');
		dp_str key = dp_str_cut(&word, '=');
		int64_t n;

		if (dp_str_is(key, name) && dp_str_int(word, &n) && n >= 0)
			return n;
	}
	return -1;
}

static void
read_activity_field(struct dp_provenance *p, const struct dp_field *f)
{
	struct dp_activity *a = &p->activity[p->n_activities - 1];
	dp_str rest = f->value;

	if (set_text(activity_key, a, f, &p->text))
		return;
	if (dp_str_is(f->key, "input")) {
		dp_str hash = dp_str_cut(&rest, ' ');

		if (dp_str_is(hash, "-"))
			hash = (dp_str){ NULL, 0 };
		dp_activity_input(p, a, dp_str_strip(rest), hash);
	} else if (dp_str_is(f->key, "rows")) {
		a->in_rows = count_of(rest, "in");
		a->out_rows = count_of(rest, "out");
		a->dropped_rows = count_of(rest, "dropped");
	} else if (dp_str_is(f->key, "step")) {
		(void)dp_activity_step(p, a, rest);
	} else if (dp_str_is(f->key, "step-rows") && a->n_steps > 0) {
		struct dp_provenance_step *s = &a->step[a->n_steps - 1];

		s->in_rows = count_of(rest, "in");
		s->out_rows = count_of(rest, "out");
		s->dropped_rows = count_of(rest, "dropped");
		s->changed_cells = count_of(rest, "changed");
	}
}

static void
read_field(struct dp_provenance *p, const struct dp_field *f)
{
	int64_t n;

	if (dp_str_is(f->key, "activity")) {
		struct dp_activity *a = dp_provenance_activity(p, "", NULL);

		a->name = dp_keep(&p->text, f->value);
		a->date = a->version = (dp_str){ NULL, 0 };
	} else if (p->n_activities > 0) {
		read_activity_field(p, f);
	} else if (set_text(file_key, p, f, &p->text)) {
		return;
	} else if (dp_str_is(f->key, "redirect")) {
		dp_provenance_redirect(p, f->value);
	} else if (dp_str_is(f->key, "status") && dp_str_int(f->value, &n)) {
		p->status = n;
	} else if (dp_str_is(f->key, "bytes") && dp_str_int(f->value, &n) &&
		   n >= 0) {
		p->bytes = (uint64_t)n;
	}
}

int
dp_provenance_parse(struct dp_provenance *p, dp_str text, struct dp_err *err)
{
	struct dp_fields fields = { 0 };
	struct dp_buf clean = { 0 };
	struct dp_field f;
	bool first = true;
	int status;

	dpi_clean_text(text, &clean);
	fields.rest = dp_buf_view(&clean);
	while ((status = dp_fields_next(&fields, &f, err)) > 0) {
		if (first && !dp_str_is(f.key, "provenance")) {
			status = dp_fail(
				err, DP_EDATA,
				_("this is no provenance text: its first "
				  "line should be \"provenance: 1\"."));
			break;
		}
		first = false;
		read_field(p, &f);
	}
	if (status == 0 && first)
		status = dp_fail(err, DP_EDATA,
				 _("this provenance text is empty."));
	dp_fields_done(&fields);
	dp_buf_done(&clean);
	return status;
}

int
dp_provenance_read(struct dp_provenance *p, const char *file,
		   struct dp_err *err)
{
	size_t n = strlen(file), n_suffix = strlen(DP_PROVENANCE_SUFFIX);
	struct dp_buf text = { 0 };
	struct dp_err inner = { 0 };
	char *path;
	int status;

	if (n > n_suffix &&
	    strcmp(file + n - n_suffix, DP_PROVENANCE_SUFFIX) == 0)
		path = dp_strdup(dp_str_c(file));
	else
		path = dp_provenance_path(file);
	status = dp_read_file(path, DP_PROVENANCE_MAX_BYTES, &text, &inner);
	if (status != 0 && inner.code == DP_ENOTFOUND)
		status = dp_fail(
			err, DP_ENOTFOUND,
			_("nothing is known about %s: there is no %s. Files "
			  "brought by \"dpipe get\" have one."),
			file, path);
	else if (status != 0)
		*err = inner;
	else if (dp_provenance_parse(p, dp_buf_view(&text), &inner) != 0) {
		status = dp_fail(err, DP_EDATA, "%s: %s", path, inner.msg);
		err->at.line = inner.at.line;
		dp_err_file(err, path);
	}
	dp_buf_done(&text);
	free(path);
	return status;
}
