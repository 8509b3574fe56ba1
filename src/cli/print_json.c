/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A result as one JSON object whose keys are those of its parts. Nothing is
 * rounded; sentences are in the user's language, keys never.
 */
#include "cli/inner.h"

static void
add_value(struct cli_json *j, const struct dp_value *v)
{
	switch (v->kind) {
	case DP_VALUE_NULL:
		cli_json_raw(j, DP_S("null"));
		break;
	case DP_VALUE_TEXT:
		cli_json_string(j, v->text);
		break;
	case DP_VALUE_NUMBER:
		cli_json_number(j, v->text);
		break;
	case DP_VALUE_BOOL:
		cli_json_raw(j, v->text);
		break;
	}
}

static void
add_cells(struct cli_json *j, const struct dp_frame *f, size_t r)
{
	for (size_t c = 0; c < f->n_columns && r < f->n_rows; c++) {
		cli_json_key(j, f->column[c].key);
		add_value(j, dp_frame_at(f, r, c));
	}
}

static void
add_row(struct cli_json *j, const struct dp_frame *f, size_t r)
{
	cli_json_open(j, '{');
	add_cells(j, f, r);
	cli_json_close(j, '}');
}

static void
add_rows(struct cli_json *j, const struct dp_frame *f)
{
	cli_json_open(j, '[');
	for (size_t r = 0; r < f->n_rows; r++)
		add_row(j, f, r);
	cli_json_close(j, ']');
}

static void
add_text(struct cli_json *j, const char *key, dp_str text)
{
	cli_json_key(j, dp_str_c(key));
	if (text.p)
		cli_json_string(j, text);
	else
		cli_json_raw(j, DP_S("null"));
}

/* A text of the catalogue with its blanks filled in. */
static void
add_filled(struct cli_json *j, const char *key, const struct dp_finding *f,
	   const char *text)
{
	struct dp_buf b = { 0 };

	dp_finding_fill(f, cli_tr(text), &b);
	add_text(j, key, b.n ? dp_buf_view(&b) : DP_S(""));
	dp_buf_done(&b);
}

static void
add_samples(struct cli_json *j, const struct dp_finding *f)
{
	cli_json_key(j, DP_S("samples"));
	cli_json_open(j, '[');
	for (unsigned i = 0; i < f->n_samples; i++) {
		const struct dp_sample *s = &f->sample[i];

		cli_json_open(j, '{');
		cli_json_key(j, DP_S("line"));
		if (s->line)
			cli_json_count(j, s->line);
		else
			cli_json_raw(j, DP_S("null"));
		cli_json_key(j, DP_S("record"));
		if (s->record)
			cli_json_count(j, s->record);
		else
			cli_json_raw(j, DP_S("null"));
		if (s->byte) {
			cli_json_key(j, DP_S("offset"));
			cli_json_count(j, s->byte - 1);
		}
		add_text(j, "value", s->value);
		cli_json_close(j, '}');
	}
	cli_json_close(j, ']');
}

static void
add_findings(struct cli_json *j, const struct dp_findings *f)
{
	static const char *const level[] = { "note", "warning", "error" };

	cli_json_open(j, '[');
	for (size_t i = 0; i < f->n; i++) {
		const struct dp_finding *x = &f->at[i];
		const struct dp_finding_kind *k = dp_finding_kind(x->id);

		cli_json_open(j, '{');
		add_text(j, "code", dp_str_c(k->code));
		add_text(j, "level", dp_str_c(level[k->level]));
		add_text(j, "column", x->column);
		cli_json_key(j, DP_S("count"));
		cli_json_count(j, x->count);
		add_filled(j, "sentence", x, k->sentence);
		add_filled(j, "why", x, k->why);
		add_filled(j, "how", x, k->how);
		add_text(j, "repair", x->repair);
		add_samples(j, x);
		cli_json_close(j, '}');
	}
	cli_json_close(j, ']');
}

static void
add_chart(struct cli_json *j, const struct dp_chart *c)
{
	struct dp_buf b = { 0 };

	dp_chart_json(c, &b);
	cli_json_raw(j, dp_str_strip(dp_buf_view(&b)));
	dp_buf_done(&b);
}

static void
add_part(struct cli_json *j, const struct dp_part *p)
{
	/* Facts without a name are those of the result itself. */
	if (p->kind == DP_PART_FACTS && !p->key[0]) {
		add_cells(j, &p->frame, 0);
		return;
	}
	cli_json_key(j, dp_str_c(p->key));
	switch (p->kind) {
	case DP_PART_NOTE:
	case DP_PART_TEXT:
		cli_json_string(j, p->text);
		break;
	case DP_PART_FACTS:
		add_row(j, &p->frame, 0);
		break;
	case DP_PART_FRAME:
		add_rows(j, &p->frame);
		break;
	case DP_PART_FINDINGS:
		add_findings(j, &p->findings);
		break;
	case DP_PART_CHART:
		add_chart(j, p->chart);
		break;
	}
}

void
cli_render_json(const struct dp_result *r, struct dp_buf *out)
{
	struct cli_json j = { out, false };

	cli_json_open(&j, '{');
	for (size_t i = 0; i < r->n; i++)
		add_part(&j, &r->part[i]);
	if (r->doubtful) {
		cli_json_key(&j, DP_S("doubtful"));
		cli_json_raw(&j, DP_S("true"));
	}
	cli_json_close(&j, '}');
	dp_buf_char(out, '\n');
}
