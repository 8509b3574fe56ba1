/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * find: which data exist? The catalogue's answers as a result: what matches a
 * search, what would narrow it, and one sheet in full. Searching itself is
 * the catalogue's.
 */
#include <dpipe/find.h>

#include "base/i18n.h"

#define FACETS_SHOWN 3 /* values of one kind */

static bool
is_open(const struct dp_dataset *d)
{
	enum dp_licence l = dp_licence_kind(dp_said(&d->licence));

	return l == DP_LICENCE_OPEN || l == DP_LICENCE_SHARE;
}

static void
set(struct dp_frame *f, struct dp_value *v, dp_str text)
{
	if (text.n)
		dp_set_text(f, v, text);
}

/* Few columns, so that a line still fits a screen: the rest is in show. */
static void
add_datasets(const struct dp_hits *h, enum dp_order order, struct dp_result *r)
{
	struct dp_part *part = dp_result_part(r, DP_PART_FRAME, "datasets",
					      NULL);
	struct dp_frame *f = &part->frame;
	bool popular = order == DP_ORDER_POPULAR;

	dp_frame_column(f, "id", _("id"), NULL, false);
	dp_frame_column(f, "title", _("title"), NULL, false);
	dp_frame_column(f, "format", _("format"), NULL, false);
	if (popular)
		dp_frame_column(f, "downloads", _("downloads"), NULL, true);
	else
		dp_frame_column(f, "updated", _("updated"), NULL, false);
	dp_frame_column(f, "open", _("open"), NULL, false);
	for (size_t i = 0; i < h->n; i++) {
		const struct dp_dataset *d = h->hit[i].dataset;
		struct dp_value *v = dp_frame_row(f);

		set(f, v++, d->id);
		set(f, v++, dp_said(&d->title));
		set(f, v++, d->format);
		if (!popular)
			set(f, v, d->updated.n ? d->updated : d->published);
		else if (d->downloads >= 0)
			dp_set_int(f, v, d->downloads);
		dp_set_bool(f, v + 1, is_open(d));
	}
}

static const char *
facet_title(const char *kind)
{
	if (strcmp(kind, "producer") == 0)
		return _("producer");
	if (strcmp(kind, "licence") == 0)
		return _("licence");
	if (strcmp(kind, "format") == 0)
		return _("format");
	if (strcmp(kind, "area") == 0)
		return _("area");
	return _("year");
}

static struct dp_frame *
begin_facets(struct dp_result *r)
{
	struct dp_part *part = dp_result_part(r, DP_PART_FRAME, "facets",
					      _("To narrow the search"));

	dp_frame_column(&part->frame, "facet", _("by"), NULL, false);
	dp_frame_column(&part->frame, "value", _("value"), NULL, false);
	dp_frame_column(&part->frame, "count", _("datasets"), NULL, true);
	return &part->frame;
}

/* Only what would leave fewer datasets: the rest narrows nothing. */
static void
add_facets(const struct dp_hits *h, struct dp_result *r)
{
	struct dp_frame *f = NULL;
	const char *kind = "";
	size_t n = 0;

	if (h->total < 2)
		return;
	for (size_t i = 0; i < h->n_facets; i++) {
		const struct dp_sheet_facet *facet = &h->facet[i];
		struct dp_value *v;

		if (strcmp(kind, facet->kind) != 0)
			n = 0;
		kind = facet->kind;
		if (facet->count >= h->total || n++ >= FACETS_SHOWN)
			continue;
		if (!f)
			f = begin_facets(r);
		v = dp_frame_row(f);
		dp_set_text(f, v++, dp_str_c(facet_title(kind)));
		dp_set_text(f, v++, facet->value);
		dp_set_int(f, v, (int64_t)facet->count);
	}
}

static void
add_advice(const struct dp_search *q, const struct dp_hits *h,
	   struct dp_result *r)
{
	if (h->no_words)
		dp_result_note(
			r, "no_words",
			_("There is no letter and no digit in what you typed. "
			  "Give a word, such as: dpipe find commune"));
	else if (h->total == 0)
		dp_result_note(
			r, "nothing",
			_("No dataset matches. Use fewer or more general "
			  "words, in the singular or the plural; drop an "
			  "option; or list everything with: dpipe find"));
	if (h->some_words)
		dp_result_note(
			r, "some_words",
			_("No dataset has all these words; these have some "
			  "of them."));
	if (h->n > 0 && h->n < h->total)
		dp_result_note(
			r, "limited",
			_("The first %zu of %llu datasets; --limit shows "
			  "more."),
			h->n, (unsigned long long)h->total);
	if (h->n > 0 && q->order == DP_ORDER_POPULAR)
		dp_result_note(
			r, "popular",
			_("Much downloaded does not mean good: look at the "
			  "sheet."));
	if (h->n > 0)
		dp_result_note(r, "next",
			       _("To see a sheet: dpipe find show %.*s"),
			       DP_FMT(h->hit[0].dataset->id));
}

int
dp_find_search(const struct dp_catalogue *c, const struct dp_search *q,
	       struct dp_result *r, struct dp_err *err)
{
	struct dp_hits h = { 0 };
	struct dp_part *facts;

	if (dp_catalogue_search(c, q, &h, err) != 0) {
		dp_hits_done(&h);
		return -1;
	}
	for (size_t i = 0; i < dp_catalogue_refused(c); i++) {
		char key[32];

		(void)snprintf(key, sizeof key, "refused_%zu", i + 1);
		dp_result_note(r, key, _("A sheet is left out. %s"),
			       dp_catalogue_refusal(c, i));
	}
	if (h.n > 0) {
		add_datasets(&h, q->order, r);
		add_facets(&h, r);
	}
	facts = dp_result_part(r, DP_PART_FACTS, "found", NULL);
	dp_fact_int(facts, "total", _("datasets found"), (int64_t)h.total);
	if (h.suggestion.n)
		dp_fact_text(facts, "suggestion", _("did you mean"),
			     h.suggestion);
	add_advice(q, &h, r);
	dp_hits_done(&h);
	return 0;
}

/* ---- one sheet -------------------------------------------------------- */

/* Names of types are for people here, and told in their language. */
static const char *
type_name(dp_str type)
{
	static const struct {
		const char *name, *shown;
	} known[] = {
		{ "text", N_("text") },     { "integer", N_("whole number") },
		{ "number", N_("number") }, { "boolean", N_("yes-no") },
		{ "date", N_("date") },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (dp_str_is(type, known[i].name))
			return _(known[i].shown);
	return NULL;
}

static void
add_columns(const struct dp_dataset *d, struct dp_result *r)
{
	struct dp_part *part;
	struct dp_frame *f;

	if (d->n_columns == 0)
		return;
	part = dp_result_part(r, DP_PART_FRAME, "columns", _("Columns"));
	f = &part->frame;
	dp_frame_column(f, "name", _("name"), NULL, false);
	dp_frame_column(f, "type", _("type"), NULL, false);
	dp_frame_column(f, "unit", _("unit"), NULL, false);
	dp_frame_column(f, "meaning", _("meaning"), NULL, false);
	for (size_t i = 0; i < d->n_columns; i++) {
		const struct dp_sheet_column *c = &d->column[i];
		const char *type = type_name(c->type);
		struct dp_value *v = dp_frame_row(f);

		set(f, v++, c->name);
		set(f, v++, type ? dp_str_c(type) : c->type);
		set(f, v++, c->unit);
		set(f, v, dp_said(&c->meaning));
	}
}

static void
add_facts(const struct dp_dataset *d, struct dp_result *r)
{
	struct dp_part *p = dp_result_part(r, DP_PART_FACTS, "dataset", NULL);
	struct dp_buf get = { 0 };

	dp_fact_told(p, "id", _("id"), d->id);
	dp_fact_told(p, "title", _("title"), dp_said(&d->title));
	dp_fact_told(p, "producer", _("producer"), dp_said(&d->producer));
	dp_fact_told(p, "licence", _("licence"), dp_said(&d->licence));
	dp_fact_bool(p, "open", _("open"), is_open(d));
	dp_fact_told(p, "published", _("published"), d->published);
	dp_fact_told(p, "updated", _("updated"), d->updated);
	dp_fact_told(p, "period", _("period"), d->period);
	dp_fact_told(p, "area", _("area"), dp_said(&d->area));
	dp_fact_told(p, "grain", _("one row is"), dp_said(&d->grain));
	dp_fact_told(p, "format", _("format"), d->format);
	dp_fact_told(p, "encoding", _("encoding"), d->encoding);
	dp_fact_told(p, "keywords", _("keywords"), dp_said(&d->keywords));
	if (d->downloads >= 0)
		dp_fact_int(p, "downloads", _("downloads"), d->downloads);
	dp_fact_told(p, "file", _("bundled file"), d->file);
	dp_fact_told(p, "link", _("published at"), d->link);
	if (d->file.n || d->link.n) {
		dp_buf_format(&get, "dpipe get %.*s", DP_FMT(d->id));
		dp_fact_text(p, "get", _("to get it"), dp_buf_view(&get));
	}
	dp_buf_done(&get);
}

int
dp_find_show(const struct dp_catalogue *c, dp_str id, struct dp_result *r,
	     struct dp_err *err)
{
	const struct dp_dataset *d = dp_catalogue_need(c, id, err);
	dp_str text;

	if (!d)
		return -1;
	text = dp_said(&d->description);
	if (text.n)
		dp_result_note(r, "description", "%.*s", DP_FMT(text));
	add_facts(d, r);
	add_columns(d, r);
	text = dp_said(&d->note);
	if (text.n)
		dp_result_note(r, "note", "%.*s", DP_FMT(text));
	text = dp_said(&d->documents);
	if (text.n)
		dp_result_text(r, "documents", text);
	dp_result_note(
		r, "reuse", "%s",
		dp_licence_sentence(dp_licence_kind(dp_said(&d->licence))));
	if (!d->file.n && !d->link.n)
		dp_result_note(
			r, "no_file",
			_("The sheet tells of no file and no address: ask "
			  "the producer for the data."));
	return 0;
}
