/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One sheet of the catalogue: a text of "key: value" lines turned into a
 * dataset. Reads no file and knows no other sheet.
 */
#include <stddef.h>

#include "base/i18n.h"
#include "catalogue/inner.h"

struct key {
	const char *name;
	size_t offset;
	bool said;    /* .fr and .en may follow */
	bool flowing; /* lines are joined by a space, blank lines kept */
};

#define D(name, member) \
	{ \
		name, offsetof(struct dp_dataset, member), 0, 1 \
	}
#define S(name, member) \
	{ \
		name, offsetof(struct dp_dataset, member), 1, 1 \
	}
#define L(name, member) \
	{ \
		name, offsetof(struct dp_dataset, member), 1, 0 \
	}
static const struct key keys[] = {
	D("id", id),
	S("title", title),
	S("description", description),
	S("producer", producer),
	S("licence", licence),
	D("published", published),
	D("updated", updated),
	D("period", period),
	S("area", area),
	S("grain", grain),
	D("format", format),
	D("encoding", encoding),
	D("file", file),
	D("link", link),
	L("documents", documents),
	S("keywords", keywords),
	S("note", note),
	{ NULL, 0, 0, 0 },
};
#undef D
#undef S
#undef L

/* TEXT with its single line ends made spaces, kept in A. */
static dp_str
flow(dp_str text, struct dp_arena *a)
{
	dp_str kept = dp_keep(a, text);
	char *p = (char *)(uintptr_t)kept.p;

	for (size_t i = 0; i < kept.n; i++) {
		if (p[i] != '\n')
			continue;
		if (i + 1 < kept.n && p[i + 1] == '\n')
			while (i + 1 < kept.n && p[i + 1] == '\n')
				i++;
		else
			p[i] = ' ';
	}
	return kept;
}

/* A column's line: name | type | unit | French | English. */
static void
read_column(struct dp_dataset *d, dp_str line, struct dp_arena *a)
{
	struct dp_sheet_column *c;
	dp_str *part[5];

	dp_grow(&d->column, &d->cap_columns, d->n_columns, sizeof *d->column);
	c = &d->column[d->n_columns++];
	memset(c, 0, sizeof *c);
	part[0] = &c->name;
	part[1] = &c->type;
	part[2] = &c->unit;
	part[3] = &c->meaning.fr;
	part[4] = &c->meaning.en;
	for (size_t i = 0; i < 5 && line.p; i++) {
		dp_str text = dp_str_strip(dp_str_cut(&line, '|'));

		if (text.n)
			*part[i] = dp_keep(a, text);
	}
}

static void
read_field(struct dp_dataset *d, const struct dp_field *f, struct dp_arena *a)
{
	dp_str lang = f->key, name = dp_str_cut(&lang, '.');
	dp_str rest = f->value, value;
	const struct key *k = keys;
	struct dp_said *said;

	if (dp_str_is(f->key, "columns")) {
		while (rest.n > 0)
			read_column(d, dp_str_cut(&rest, '\n'), a);
		return;
	}
	if (dp_str_is(f->key, "downloads")) {
		(void)dp_str_int(f->value, &d->downloads);
		return;
	}
	while (k->name && !dp_str_is(name, k->name))
		k++;
	if (!k->name || f->value.n == 0 || (lang.p && !k->said))
		return;
	value = k->flowing ? flow(f->value, a) : dp_keep(a, f->value);
	said = (struct dp_said *)(void *)((char *)d + k->offset);
	if (!k->said) {
		*(dp_str *)(void *)said = value;
		return;
	}
	if (!lang.p || dp_str_is(lang, "fr"))
		said->fr = value;
	if (!lang.p || dp_str_is(lang, "en"))
		said->en = value;
}

/* Ids are typed, put into addresses and compared: plain ones only. */
static bool
good_id(dp_str id)
{
	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		      c == '-' || c == '_' || c == '.'))
			return false;
	}
	return id.n > 0 && id.p[0] != '.' && id.p[0] != '-';
}

/* "none" and its French sisters say that there is no licence. */
static void
drop_none(dp_str *licence)
{
	if (dp_str_is(*licence, "none") || dp_str_is(*licence, "aucune"))
		*licence = (dp_str){ NULL, 0 };
}

static int
check(struct dp_dataset *d, const char *name, struct dp_arena *a,
      struct dp_err *err)
{
	dp_str stem = dp_str_c(dp_path_base(name));

	if (stem.n > 6 && memcmp(stem.p + stem.n - 6, ".sheet", 6) == 0)
		stem.n -= 6;
	if (d->id.n == 0)
		d->id = dp_keep(a, stem);
	drop_none(&d->licence.fr);
	drop_none(&d->licence.en);
	if (!good_id(d->id))
		return dp_fail(
			err, DP_EDATA,
			_("%s: the id %.*s is not made of a-z, 0-9, - and _ "
			  "only."),
			name, DP_FMT(d->id));
	if (dp_said(&d->title).n == 0)
		return dp_fail(err, DP_EDATA,
			       _("%s: the sheet has no "
				 "title."),
			       name);
	return 0;
}

int
dp_sheet_read(struct dp_dataset *d, struct dp_arena *a, const char *name,
	      dp_str text, struct dp_err *err)
{
	struct dp_decoder decoder = { .encoding = DP_UTF8 };
	struct dp_buf clean = { 0 };
	struct dp_fields fields = { 0 };
	struct dp_err inner = { 0 };
	struct dp_field f;
	int status;

	dp_decode(&decoder, text.p, text.n, true, &clean);
	fields.rest = dp_buf_view(&clean);
	d->downloads = -1;
	while ((status = dp_fields_next(&fields, &f, &inner)) > 0)
		read_field(d, &f, a);
	if (status != 0) {
		status = dp_fail(err, inner.code, "%s: %s", name, inner.msg);
		err->at.line = inner.at.line;
	} else {
		status = check(d, name, a, err);
	}
	dp_fields_done(&fields);
	dp_buf_done(&clean);
	return status;
}

dp_str
dp_said(const struct dp_said *s)
{
	bool french = strncmp(dp_language(), "fr", 2) == 0;
	dp_str first = french ? s->fr : s->en;

	return first.n ? first : french ? s->en : s->fr;
}
