/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cell is made of; see reveal.h. */
#include "tui/reveal.h"

#include "base/i18n.h"
#include "tui/figures.h"

/* ---- shown ------------------------------------------------------------- */

static bool
is_no_break(uint32_t c)
{
	return c == 0xA0 || c == 0x2007 || c == 0x202F;
}

static bool
is_hidden(dp_str one)
{
	struct dp_text_facts f;

	if ((unsigned char)one.p[0] < 0x80)
		return false; /* controls are shown as ^[ already */
	dp_text_look(one, &f);
	return f.n_hidden > 0;
}

/* Appends the character ONE, C, which stands at an END of the value or not. */
static void
reveal_one(dp_str one, uint32_t c, bool end, struct dp_buf *out)
{
	bool ordinary = c != '\t' && c != '\n' && c != '\r';

	if (is_no_break(c))
		dp_buf_char(out, '%');
	else if (is_hidden(one))
		dp_buf_format(out, "<U+%04X>", (unsigned)c);
	else if (end && ordinary && dp_space_bytes(one))
		dp_buf_char(out, '_');
	else
		dp_buf_str(out, one);
}

/* Blanks from FROM to TO stand within the value. */
static void
reveal(dp_str value, size_t from, size_t to, struct dp_buf *out)
{

	for (size_t i = 0; i < value.n && i < TUI_REVEAL_BYTES;) {
		uint32_t c = 0;
		unsigned n = dp_utf8_decode(value.p + i, value.n - i, &c);
		dp_str one = { value.p + i, n ? n : 1 };

		if (n == 0)
			dp_buf_str(out, one);
		else
			reveal_one(one, c, i < from || i >= to, out);
		i += one.n;
	}
	if (value.n > TUI_REVEAL_BYTES)
		dp_buf_c(out, " …");
}

void
tui_reveal(dp_str value, struct dp_buf *out)
{
	dp_str inner = dp_trim(value);
	size_t from = value.n ? (size_t)(inner.p - value.p) : 0;

	reveal(value, from, from + inner.n, out);
}

void
tui_reveal_blanks(dp_str value, struct dp_buf *out)
{
	reveal(value, value.n, value.n, out);
}

bool
tui_reveals(dp_str value)
{
	struct dp_buf b = { 0 };
	bool other;

	tui_reveal(value, &b);
	other = !dp_str_eq(value, dp_buf_view(&b));
	dp_buf_done(&b);
	return other;
}

/* ---- said -------------------------------------------------------------- */

/* Before each part of a sentence but the first. */
static void
comma(struct dp_buf *out, bool *first)
{
	if (!*first)
		dp_buf_c(out, ", ");
	*first = false;
}

static void
say_letters(const struct dp_text_facts *f, struct dp_buf *out)
{
	bool first = true;

	if (f->n_letters) {
		comma(out, &first);
		dp_buf_format(out,
			      P_("%zu letter", "%zu letters", f->n_letters),
			      f->n_letters);
	}
	if (f->n_letters > 1 && f->n_capitals == f->n_letters) {
		comma(out, &first);
		dp_buf_c(out, _("ALL CAPITALS"));
	} else if (f->n_letters > 1 && f->n_small == f->n_letters) {
		comma(out, &first);
		dp_buf_c(out, _("no capital"));
	}
	if (f->n_digits) {
		comma(out, &first);
		dp_buf_format(out, P_("%zu digit", "%zu digits", f->n_digits),
			      f->n_digits);
	}
	if (f->n_breaks) {
		comma(out, &first);
		dp_buf_format(out,
			      P_("%zu line break", "%zu line breaks",
				 f->n_breaks),
			      f->n_breaks);
	}
	if (first)
		dp_buf_c(out, _("no letter, no digit"));
	dp_buf_c(out, ". ");
}

static void
say_spaces(const struct dp_text_facts *f, struct dp_buf *out)
{
	if (f->n_before)
		dp_buf_format(out,
			      P_("%zu space before the text (_). ",
				 "%zu spaces before the text (_). ",
				 f->n_before),
			      f->n_before);
	if (f->n_after)
		dp_buf_format(out,
			      P_("%zu space behind the text (_). ",
				 "%zu spaces behind the text (_). ",
				 f->n_after),
			      f->n_after);
	if (!f->n_before && !f->n_after)
		dp_buf_c(out, _("No space before or behind. "));
	if (f->n_no_break)
		dp_buf_format(out,
			      P_("%zu no-break space (%%). ",
				 "%zu no-break spaces (%%). ", f->n_no_break),
			      f->n_no_break);
}

void
tui_describe(dp_str value, enum dp_encoding encoding, bool bad,
	     struct dp_buf *out)
{
	struct dp_buf room = { 0 };
	struct dp_text_facts f;
	char n[TUI_FIGURE_BYTES];

	if (value.n == 0) {
		dp_buf_c(out, _("The cell is empty."));
		return;
	}
	dp_text_look(value, &f);
	say_letters(&f, out);
	say_spaces(&f, out);
	if (f.n_hidden)
		dp_buf_format(
			out,
			P_("%zu hidden character (the first is U+%04X). ",
			   "%zu hidden characters (the first is U+%04X). ",
			   f.n_hidden),
			f.n_hidden, (unsigned)f.first_hidden);
	if (f.decomposed)
		dp_buf_c(out, _("Accents are written apart from their "
				"letters. "));
	if (encoding != DP_UTF8)
		dp_buf_format(out, _("File in %s."),
			      dp_encoding_name(encoding));
	else if (bad)
		dp_buf_c(out, _("In the file its bytes are not UTF-8."));
	else
		dp_buf_format(out,
			      P_("%s byte, valid UTF-8.",
				 "%s bytes, valid UTF-8.",
				 (unsigned long)value.n),
			      tui_count(value.n, n));
	if (dp_missing_word(value, &room))
		dp_buf_format(out, " %s", _("It says that there is no value."));
	dp_buf_done(&room);
}
