/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mojibake: UTF-8 once read as windows-1252. Tells it from text, and gives
 * back what it was where that is sure.
 */
#include "step/verify_inner.h"

#include "text/encoding.h"

/* Values that one step edit corrects; beyond, the file is the repair. */
#define EDITS_MAX 50u

/*
 * A letter that starts a sequence, then one that continues it. Real French
 * has no Ã or â before such signs.
 */
bool
dpi_is_mojibake(dp_str v)
{
	static const char *const sign[] = { "Ã©",  "Ã¨",  "Ã ", "Ã§", "Ãª",
					    "Ã´",  "Ã®",  "Ã‰", "Ã«", "Ã¢",
					    "â€™", "â€“", "Â°", "Å“" };

	if (dp_utf8_chars(v) == v.n)
		return false;
	for (size_t i = 0; i < sizeof sign / sizeof *sign; i++)
		if (dp_str_search(v, dp_str_c(sign[i])) >= 0)
			return true;
	return false;
}

/* The byte that windows-1252 has for C, -1: none. */
static int
byte_of(uint32_t c)
{
	const uint16_t *upper = dpi_upper_half(DP_CP1252);

	if (c < 0x80)
		return (int)c;
	for (int i = 0; i < 128; i++)
		if (upper[i] == c)
			return i + 0x80;
	return -1;
}

/* Appends the text that V was. False when it was none. */
static bool
undo(dp_str v, struct dp_buf *out)
{
	size_t from = out->n;
	dp_str made;

	for (size_t i = 0, k; i < v.n; i += k) {
		uint32_t c = 0;
		int byte;

		k = dp_utf8_decode(v.p + i, v.n - i, &c);
		byte = k ? byte_of(c) : -1;
		if (byte < 0)
			return false;
		dp_buf_char(out, (char)byte);
	}
	made = (dp_str){ out->p + from, out->n - from };
	return dp_utf8_valid(made) == made.n && !dpi_is_mojibake(made);
}

void
dpi_judge_mojibake(const struct dpi_judging *j)
{
	const struct dpi_facts *f = j->f;
	struct dp_finding *g = dpi_judge_file(j, DPI_MOJIBAKE, DP_F_MOJIBAKE,
					      NULL);
	struct dp_buf repair = { 0 }, was = { 0 };
	size_t n = 0;
	bool sure = !f->full;

	if (!g)
		return;
	dp_buf_c(&repair, "edit ");
	dp_recipe_word(j->column, &repair);
	for (size_t i = 0; sure && i < f->value.n; i++) {
		if (!(f->traits[i] >> DPI_MOJIBAKE & 1))
			continue;
		was.n = 0;
		sure = undo(f->value.text[i], &was) && ++n <= EDITS_MAX;
		if (!sure)
			break;
		dp_buf_c(&repair, n > 1 ? ", " : " ");
		dp_recipe_quote(f->value.text[i], &repair);
		dp_buf_c(&repair, " -> ");
		dp_recipe_quote(dp_buf_view(&was), &repair);
	}
	if (sure && n)
		g->repair = dp_keep(&j->out->text, dp_buf_view(&repair));
	dp_buf_done(&repair);
	dp_buf_done(&was);
}
