/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings for people: worst first, each with its places, why it matters,
 * how to settle it, and the line of a recipe that does.
 */
#include "cli/inner.h"

#define INDENT_COLS 4u
#define VALUE_CHARS 32u /* of a value quoted with its place */

static void
print_level(struct cli_printer *p, enum dp_level level)
{
	static const char *const colour[] = { "\033[1m", "\033[1;33m",
					      "\033[1;31m" };

	if (p->colour)
		dp_buf_c(&p->out, colour[level]);
	dp_buf_c(&p->out, dp_level_word(level));
	if (p->colour)
		dp_buf_c(&p->out, "\033[0m");
}

/* " “NC”", cut when long; BLANKS: where the blanks are what was found. */
static void
add_sample_value(dp_str value, bool blanks, struct dp_buf *out)
{
	struct dp_buf shown = { 0 };
	size_t bytes = 0;

	if (value.n == 0)
		return;
	for (size_t i = 0; i < VALUE_CHARS && bytes < value.n; i++) {
		uint32_t c;
		unsigned n = dp_utf8_decode(value.p + bytes, value.n - bytes,
					    &c);

		bytes += n ? n : 1;
	}
	dp_buf_char(out, ' ');
	dp_buf_c(out, _("“"));
	if (blanks)
		cli_show_blanks((dp_str){ value.p, bytes }, &shown);
	else
		dp_buf_add(&shown, value.p, bytes);
	cli_tame(dp_buf_view(&shown), out);
	dp_buf_done(&shown);
	if (bytes < value.n)
		dp_buf_c(out, "…");
	dp_buf_c(out, _("”"));
}

/* "lines 5 “NC”, 9 “n.d.” and 40 more" */
static void
add_places(const struct dp_finding *f, struct dp_buf *out)
{
	bool by_line = f->n_samples > 0 && f->sample[0].line > 0;
	bool blanks = !strcmp(dp_finding_kind(f->id)->code, "whitespace");
	unsigned n = 0, told = 0;

	for (unsigned i = 0; i < f->n_samples; i++)
		n += (by_line ? f->sample[i].line : f->sample[i].record) > 0;
	for (unsigned i = 0; i < f->n_samples; i++) {
		const struct dp_sample *s = &f->sample[i];
		uint64_t place = by_line ? s->line : s->record;

		if (!place)
			continue;
		if (told++ > 0)
			dp_buf_c(out, _(", "));
		else if (by_line)
			dp_buf_c(out, P_("line ", "lines ", n));
		else
			dp_buf_c(out, P_("record ", "records ", n));
		dp_buf_format(out, "%llu", (unsigned long long)place);
		if (s->byte)
			dp_buf_format(out, _(" (byte %llu)"),
				      (unsigned long long)s->byte);
		add_sample_value(s->value, blanks, out);
	}
	if (told && f->count > told) {
		uint64_t more = f->count - told;

		dp_buf_format(out, P_(" and %llu more", " and %llu more", more),
			      (unsigned long long)more);
	}
}

/* Appends TEXT, made harmless, after USED columns; empties it. */
static void
print_wrapped(struct cli_printer *p, struct dp_buf *text, size_t used_cols)
{
	struct dp_buf tamed = { 0 };

	cli_tame(dp_buf_view(text), &tamed);
	cli_wrap(&p->out, dp_buf_view(&tamed), p->width_cols, used_cols,
		 INDENT_COLS);
	dp_buf_done(&tamed);
	text->n = 0;
}

static void
print_indented(struct cli_printer *p, struct dp_buf *text)
{
	if (text->n == 0)
		return;
	cli_blanks(&p->out, INDENT_COLS);
	print_wrapped(p, text, INDENT_COLS);
}

/* OTHERS: what is said of other columns that have the same, or empty. */
static void
print_finding(struct cli_printer *p, const struct dp_finding *f,
	      struct dp_buf *others)
{
	const struct dp_finding_kind *k = dp_finding_kind(f->id);
	const char *colon = _(": ");
	struct dp_buf b = { 0 };

	print_level(p, k->level);
	dp_buf_c(&p->out, colon);
	dp_finding_sentence(f, &b);
	print_wrapped(p, &b,
		      dp_width_cols(dp_str_c(dp_level_word(k->level))) +
			      dp_width_cols(dp_str_c(colon)));
	if (f->count > 1 || (f->n_samples && f->sample[0].byte) ||
	    !strstr(k->sentence, "{line}"))
		add_places(f, &b);
	print_indented(p, &b);
	dp_finding_fill(f, cli_tr(k->why), &b);
	print_indented(p, &b);
	dp_finding_fill(f, cli_tr(k->how), &b);
	print_indented(p, &b);
	if (f->repair.n) {
		dp_buf_c(&b, _("In a recipe:"));
		print_indented(p, &b);
		cli_blanks(&p->out, 2 * INDENT_COLS);
		cli_tame(f->repair, &p->out);
		dp_buf_char(&p->out, '\n');
	}
	if (others->n) {
		dp_buf_char(others, ' ');
		dp_buf_c(others, _("--json tells of each."));
	}
	print_indented(p, others);
	dp_buf_done(&b);
}

static void
add_sum(struct dp_buf *out, const char *fmt, size_t n)
{
	if (n == 0)
		return;
	if (out->n)
		dp_buf_c(out, _(", "));
	dp_buf_format(out, fmt, n);
}

/* "2 errors, 1 warning, 3 notes." */
static void
print_summary(struct cli_printer *p, const struct dp_findings *f)
{
	size_t n[DP_ERROR + 1] = { 0 };
	struct dp_buf b = { 0 };

	for (size_t i = 0; i < f->n; i++)
		n[dp_finding_kind(f->at[i].id)->level]++;
	add_sum(&b, P_("%zu error", "%zu errors", n[DP_ERROR]), n[DP_ERROR]);
	add_sum(&b, P_("%zu warning", "%zu warnings", n[DP_WARNING]),
		n[DP_WARNING]);
	add_sum(&b, P_("%zu note", "%zu notes", n[DP_NOTE]), n[DP_NOTE]);
	dp_buf_c(&b, ".\n");
	dp_buf_str(&p->out, dp_buf_view(&b));
	dp_buf_done(&b);
}

void
cli_print_findings(struct cli_printer *p, const struct dp_findings *f)
{
	struct dp_fold fold = { .f = f };
	struct dp_buf others = { 0 };

	if (f->n == 0) {
		dp_buf_c(&p->out, _("Nothing was found."));
		dp_buf_char(&p->out, '\n');
		return;
	}
	print_summary(p, f);
	for (int level = DP_ERROR; level >= DP_NOTE; level--) {
		for (size_t i = 0; i < f->n; i++) {
			if ((int)dp_finding_kind(f->at[i].id)->level != level)
				continue;
			if (!dp_fold_tells(&fold, i, &others))
				continue;
			dp_buf_char(&p->out, '\n');
			print_finding(p, &f->at[i], &others);
		}
	}
	dp_buf_done(&others);
}
