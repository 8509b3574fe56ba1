/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a text is made of, for those who wonder why two that look the same
 * are not.
 */
#include <dpipe/text.h>

#include <utf8proc.h>

static bool
is_no_break(uint32_t c)
{
	return c == 0xA0 || c == 0x2007 || c == 0x202F;
}

/* Takes no place of its own and is no mark: nobody sees it. */
static bool
is_hidden(uint32_t c, utf8proc_category_t category)
{
	return category == UTF8PROC_CATEGORY_CF ||
	       category == UTF8PROC_CATEGORY_CC || (c >= 0xFE00 && c <= 0xFE0F);
}

static void
note_hidden(struct dp_text_facts *f, uint32_t c)
{
	if (f->n_hidden++ == 0)
		f->first_hidden = c;
}

/* Any character but white space. */
static void
note_visible(struct dp_text_facts *f, uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);

	if (is_hidden(c, category)) {
		note_hidden(f, c);
		return;
	}
	switch (category) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		f->n_capitals++;
		f->n_letters++;
		break;
	case UTF8PROC_CATEGORY_LL:
		f->n_small++;
		f->n_letters++;
		break;
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		f->n_letters++;
		break;
	case UTF8PROC_CATEGORY_ND:
		f->n_digits++;
		break;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		f->n_marks++;
		break;
	default:
		break;
	}
}

/* The space of N bytes at the start of S, which is C. */
static void
note_space(struct dp_text_facts *f, dp_str s, uint32_t c, unsigned n)
{
	if (c == '\n' || c == '\r') {
		f->n_breaks += c == '\n' || s.n == n || s.p[n] != '\n';
		return;
	}
	f->n_spaces++;
	f->n_no_break += is_no_break(c);
	if (is_hidden(c, utf8proc_category((utf8proc_int32_t)c)) && c != '\t')
		note_hidden(f, c);
}

/* Spaces of S at its start, or at its end: all that trimming takes away. */
static void
count_outer(dp_str s, struct dp_text_facts *f)
{
	dp_str inner = dp_trim(s);
	dp_str before = { s.p, (size_t)(inner.p - s.p) };
	dp_str after = dp_str_from(s, before.n + inner.n);

	f->n_before = dp_utf8_chars(before);
	f->n_after = dp_utf8_chars(after);
}

static bool
is_decomposed(dp_str s)
{
	struct dp_buf composed = { 0 };
	bool other;

	dp_normalise(s, DP_NFC, &composed);
	other = !dp_str_eq(s, dp_buf_view(&composed));
	dp_buf_done(&composed);
	return other;
}

void
dp_text_look(dp_str s, struct dp_text_facts *out)
{
	memset(out, 0, sizeof *out);
	out->n_bytes = s.n;
	if (s.n == 0)
		return;
	out->n_cols = dp_width_cols(s);
	for (size_t i = 0; i < s.n;) {
		uint32_t c = 0;
		unsigned n = dp_utf8_decode(s.p + i, s.n - i, &c);

		if (n == 0) {
			out->n_bad++;
			i++;
			continue;
		}
		out->n_chars++;
		if (dp_space_bytes(dp_str_from(s, i)))
			note_space(out, dp_str_from(s, i), c, n);
		else
			note_visible(out, c);
		i += n;
	}
	count_outer(s, out);
	out->decomposed = out->n_bad == 0 && is_decomposed(s);
}
