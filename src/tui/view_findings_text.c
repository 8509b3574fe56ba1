/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings in words: the details, the columns, the whole screen. */
#include "base/i18n.h"
#include "tui/reveal.h"
#include "tui/view_findings.h"

#define VALUE_BYTES 80u /* of a value beside its place */

/* Appends TEXT on one line. */
static void
one_line(dp_str text, struct dp_buf *out)
{
	for (size_t i = 0; i < text.n; i++)
		dp_buf_char(out, text.p[i] == '\n' || text.p[i] == '\r' ?
					 ' ' :
					 text.p[i]);
}

/* The start of VALUE, that is not cut within a character. */
static dp_str
start_of(dp_str value)
{
	size_t n = 0;
	uint32_t c;

	while (n < value.n) {
		unsigned one = dp_utf8_decode(value.p + n, value.n - n, &c);

		one = one ? one : 1;
		if (n + one > VALUE_BYTES)
			break;
		n += one;
	}
	return (dp_str){ value.p, n };
}

static void
tell_value(const struct dp_finding *f, dp_str value, struct dp_buf *out)
{
	dp_str part = start_of(value);
	struct dp_buf shown = { 0 };

	if (value.n == 0)
		return;
	if (f->id == DP_F_INNER_SPACE)
		tui_reveal_blanks(part, &shown);
	else
		tui_reveal(part, &shown);
	dp_buf_c(out, _("“"));
	one_line(dp_buf_view(&shown), out);
	dp_buf_format(out, "%s%s", part.n < value.n ? "…" : "", _("”"));
	dp_buf_done(&shown);
}

static void
tell_place(const struct dp_finding *f, const struct dp_sample *s, bool here,
	   struct dp_buf *out)
{
	char n[TUI_FIGURE_BYTES];

	dp_buf_c(out, here ? "> " : "  ");
	if (s->line)
		dp_buf_format(out, _("line %s"), tui_count(s->line, n));
	else if (s->record)
		dp_buf_format(out, _("record %s"), tui_count(s->record, n));
	if ((s->record || s->line) && s->value.n)
		dp_buf_c(out, "  ");
	tell_value(f, s->value, out);
	dp_buf_char(out, '\n');
}

static void
tell_places(const struct tui_findings *s, const struct dp_finding *f,
	    struct dp_buf *out)
{
	bool here = f == tui_findings_at(s);
	char n[TUI_FIGURE_BYTES];
	uint64_t more = f->count > f->n_samples ? f->count - f->n_samples : 0;

	for (unsigned i = 0; i < f->n_samples; i++)
		if (f->sample[i].record || f->sample[i].line ||
		    f->sample[i].value.n)
			tell_place(f, &f->sample[i], here && i == s->place,
				   out);
	if (more && f->n_samples)
		dp_buf_format(out,
			      P_("  and %s more\n", "  and %s more\n",
				 (unsigned long)more),
			      tui_count(more, n));
}

/* A text of the catalogue, filled in, as a paragraph. */
static void
tell_text(const struct dp_finding *f, const char *text, struct dp_buf *out)
{
	struct dp_buf b = { 0 };

	if (!*text)
		return;
	dp_finding_fill(f, _(text), &b);
	one_line(dp_buf_view(&b), out);
	dp_buf_char(out, '\n');
	dp_buf_done(&b);
}

static void
tell_decision(const struct tui_findings *s, const struct dp_finding *f,
	      struct dp_buf *out)
{
	dp_str decision, remark;

	if (!tui_findings_decision(s, f, &decision, &remark)) {
		dp_buf_format(out, "%s\n", _("[ ] Nothing is decided yet."));
		return;
	}
	dp_buf_format(out, _("[x] Decided: %.*s"), DP_FMT(decision));
	if (remark.n)
		dp_buf_format(out, " (%.*s)", DP_FMT(remark));
	dp_buf_char(out, '\n');
}

void
tui_findings_tell(const struct tui_findings *s, const struct dp_finding *f,
		  struct dp_buf *out)
{
	const struct dp_finding_kind *k = dp_finding_kind(f->id);
	struct dp_buf b = { 0 };

	dp_finding_sentence(f, &b);
	one_line(dp_buf_view(&b), out);
	dp_buf_char(out, '\n');
	if (f->repair.n)
		dp_buf_format(out, _("e repairs it: %.*s\n"),
			      DP_FMT(f->repair));
	tell_places(s, f, out);
	dp_buf_char(out, '\n');
	tell_text(f, k->why, out);
	tell_text(f, k->how, out);
	dp_buf_char(out, '\n');
	tell_decision(s, f, out);
	dp_buf_done(&b);
}

void
tui_findings_notes(const struct tui_findings *s, struct dp_buf *out)
{
	static const char *const key[] = { "stopped", "verdict", "misfits",
					   "partial" };

	for (size_t i = 0; s->found && i < sizeof key / sizeof *key; i++) {
		const struct dp_part *p = dp_result_find(&s->work->result,
							 key[i]);

		if (p)
			dp_buf_format(out, "%.*s\n", DP_FMT(p->text));
	}
}

void
tui_findings_columns(const struct tui_findings *s, struct dp_buf *out)
{
	const struct dp_frame *f =
		&dp_result_find(&s->work->result, "columns")->frame;

	for (size_t r = 0; r < f->n_rows; r++) {
		dp_buf_format(out, "%.*s\n",
			      DP_FMT(dp_frame_at(f, r, 0)->text));
		for (size_t c = 1; c < f->n_columns; c++) {
			dp_buf_c(out, c == 1 ? "  " : ", ");
			dp_buf_format(out, _("%.*s: %.*s"),
				      DP_FMT(f->column[c].title),
				      DP_FMT(dp_frame_at(f, r, c)->text));
		}
		dp_buf_char(out, '\n');
	}
}

void
tui_findings_progress(const struct tui_findings *s, struct dp_buf *out)
{
	char n[TUI_FIGURE_BYTES];

	(void)tui_count(s->now.n_records, n);
	if (s->now.share >= 0)
		dp_buf_format(out,
			      _("Verifying: %d%%, %s rows. Esc stops, and "
				"shows what was found so far."),
			      (int)(s->now.share * 100), n);
	else
		dp_buf_format(out,
			      _("Verifying: %s rows. Esc stops, and shows what "
				"was found so far."),
			      n);
}

void
tui_findings_count(const struct tui_findings *s, struct dp_buf *out)
{
	dp_buf_format(out,
		      P_("%zu finding", "%zu findings",
			 (unsigned long)s->found->n),
		      s->found->n);
	if (s->stopped)
		dp_buf_format(out, " %s", _("so far"));
}

void
tui_findings_say(const struct tui_app *app, const struct tui_view *v,
		 struct dp_buf *out)
{
	const struct tui_findings *s = v->state;

	(void)app;
	if (s->n_changes)
		dp_buf_format(out,
			      P_("Findings in %s, after %zu change.",
				 "Findings in %s, after %zu changes.",
				 s->n_changes),
			      dp_path_base(s->path), s->n_changes);
	else
		dp_buf_format(out, _("Findings in %s."), dp_path_base(s->path));
	dp_buf_char(out, '\n');
	if (!s->found) {
		if (s->trouble)
			dp_buf_format(out, "%s\n", s->trouble);
		else
			tui_findings_progress(s, out);
		return;
	}
	tui_findings_count(s, out);
	dp_buf_c(out, ".\n");
	tui_findings_notes(s, out);
	for (size_t i = 0; i < s->found->n; i++) {
		const struct dp_finding *f = &s->found->at[i];

		dp_buf_format(out, "\n%zu. %s, %s\n", i + 1,
			      dp_level_word(dp_finding_kind(f->id)->level),
			      dp_finding_kind(f->id)->code);
		tui_findings_tell(s, f, out);
	}
}
