/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a step answers: a list of parts, each of one kind, filled by the step
 * and shown by somebody else. Nothing is computed or printed here.
 */
#include <dpipe/step.h>

#include <stdlib.h>

struct dp_part *
dp_result_part(struct dp_result *r, enum dp_part_kind kind, const char *key,
	       const char *title)
{
	struct dp_part *p;

	dp_grow(&r->part, &r->cap, r->n, sizeof *r->part);
	p = &r->part[r->n++];
	memset(p, 0, sizeof *p);
	p->kind = kind;
	p->key = dp_strdup(dp_str_c(key));
	p->title = title ? dp_strdup(dp_str_c(title)) : NULL;
	return p;
}

void
dp_result_note(struct dp_result *r, const char *key, const char *fmt, ...)
{
	struct dp_part *p = dp_result_part(r, DP_PART_NOTE, key, NULL);
	struct dp_buf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	dp_buf_vformat(&b, fmt, ap);
	va_end(ap);
	p->text.n = b.n;
	p->text.p = dp_buf_take(&b);
}

void
dp_result_text(struct dp_result *r, const char *key, dp_str text)
{
	struct dp_part *p = dp_result_part(r, DP_PART_TEXT, key, NULL);

	p->text.n = text.n;
	p->text.p = dp_strdup(text);
}

struct dp_part *
dp_result_find(struct dp_result *r, const char *key)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->part[i].key, key) == 0)
			return &r->part[i];
	return NULL;
}

void
dp_result_done(struct dp_result *r)
{
	for (size_t i = 0; i < r->n; i++) {
		struct dp_part *p = &r->part[i];

		free(p->key);
		free(p->title);
		if (p->kind == DP_PART_NOTE || p->kind == DP_PART_TEXT)
			free((void *)(uintptr_t)p->text.p);
		dp_frame_done(&p->frame);
		dp_findings_done(&p->findings);
		dp_chart_free(p->chart);
	}
	free(r->part);
	memset(r, 0, sizeof *r);
}

/*
 * Adds a column to the one row of P. A frame takes columns before rows, so
 * the row is carried over by hand.
 */
static struct dp_value *
fact(struct dp_part *p, const char *key, const char *title)
{
	struct dp_frame *f = &p->frame;
	size_t n = f->n_columns;
	struct dp_value *v;

	dp_frame_column(f, key, title, NULL, false);
	if (f->cap_values <= n) {
		f->cap_values = f->n_columns * 2;
		f->value = dp_realloc_array(f->value, f->cap_values,
					    sizeof *f->value);
	}
	f->n_rows = 1;
	v = &f->value[n];
	memset(v, 0, sizeof *v);
	return v;
}

void
dp_fact_text(struct dp_part *p, const char *key, const char *title,
	     dp_str value)
{
	dp_set_text(&p->frame, fact(p, key, title), value);
}

void
dp_fact_told(struct dp_part *p, const char *key, const char *title,
	     dp_str value)
{
	if (value.n)
		dp_fact_text(p, key, title, value);
}

void
dp_fact_int(struct dp_part *p, const char *key, const char *title,
	    int64_t value)
{
	dp_set_int(&p->frame, fact(p, key, title), value);
}

void
dp_fact_real(struct dp_part *p, const char *key, const char *title,
	     double value)
{
	dp_set_real(&p->frame, fact(p, key, title), value);
}

void
dp_fact_bool(struct dp_part *p, const char *key, const char *title, bool value)
{
	dp_set_bool(&p->frame, fact(p, key, title), value);
}
