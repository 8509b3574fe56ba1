/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * controls: characters that nobody sees. White space is trim's and
 * squeeze's, tab and line feed included.
 */
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

#define KEEP_MAX 32u

/* What happens to a character: stays, goes, or becomes a space. */
enum fate { STAYS, GOES, SPACE };

struct controls {
	uint32_t keep[KEEP_MAX];
	size_t n;
};

static const struct dp_param params[] = {
	{ "keep", DP_P_TEXT, NULL, NULL,
	  N_("characters to leave alone, by number: keep=\"U+00AD|U+200E\""),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/* Reads U+00AD; false when it is something else. */
static bool
read_number(dp_str s, uint32_t *c)
{
	*c = 0;
	if (s.n < 3 || s.n > 8 || (s.p[0] | 0x20) != 'u' || s.p[1] != '+')
		return false;
	for (size_t i = 2; i < s.n; i++) {
		unsigned char b = (unsigned char)s.p[i], low = b | 0x20;

		if (b >= '0' && b <= '9')
			*c = *c * 16 + (b - (unsigned)'0');
		else if (low >= 'a' && low <= 'f')
			*c = *c * 16 + (low - 'a' + 10u);
		else
			return false;
	}
	return true;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct controls *x = dp_arena_alloc(&s->arena, sizeof *x);
	dp_str *item;
	size_t n;

	(void)schema;
	memset(x, 0, sizeof *x);
	s->self = x;
	dpi_text_list(&s->arena, dp_step_param(s, "keep"), '|', &item, &n);
	if (n > KEEP_MAX)
		return dp_step_fail(s, dp_step_arg(s, "keep"), err,
				    _("keep= takes at most %u characters."),
				    KEEP_MAX);
	for (; x->n < n; x->n++)
		if (!read_number(item[x->n], &x->keep[x->n]))
			return dp_step_fail(s, dp_step_arg(s, "keep"), err,
					    _("keep= expects characters by "
					      "their number, such as U+00AD, "
					      "found %.*s."),
					    DP_FMT(item[x->n]));
	return 0;
}

/*
 * BEFORE is the character in front, as it is written: the joiners belong to
 * some scripts and to pictograms, and mean nothing between letters of Europe.
 */
static enum fate
fate_of(uint32_t c, uint32_t before)
{
	if (c == 0x0b || c == 0x0c || c == 0x85 || c == 0x2028 || c == 0x2029)
		return SPACE;
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r' ? STAYS : GOES;
	if (c < 0x7f)
		return STAYS;
	if (c < 0xa0 || c == 0xad)
		return GOES;
	if (c == 0x200c || c == 0x200d)
		return before < 0x300 ? GOES : STAYS;
	if (c == 0x200b || c == 0x200e || c == 0x200f ||
	    (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
	    c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb))
		return GOES;
	return STAYS;
}

static bool
is_kept(const struct controls *x, uint32_t c)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->keep[i] == c)
			return true;
	return false;
}

/* May a cell with the byte B hold such a character? */
static inline bool
is_doubtful(unsigned char b)
{
	return b < 0x20 || b == 0x7f || b == 0xc2 || b == 0xe2 || b == 0xef;
}

static bool
is_suspect(dp_str s)
{
	bool doubt = false;

	for (size_t i = 0; i < s.n; i++)
		doubt |= is_doubtful((unsigned char)s.p[i]);
	return doubt;
}

static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	size_t k = 0;

	(void)s;
	for (size_t i = 0; i < n; i++, c += stride) {
		hit[k] = (uint32_t)i;
		k += is_suspect(dp_cell_str(c));
	}
	return k;
}

static dp_str
strip(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct controls *x = s->self;
	struct dp_buf *made = w->local;
	uint32_t before = 0;

	if (!is_suspect(in))
		return in;
	made->n = 0;
	for (size_t i = 0; i < in.n;) {
		uint32_t c = (unsigned char)in.p[i];
		unsigned len = c < 0x80 ?
				       1 :
				       dp_utf8_decode(in.p + i, in.n - i, &c);
		enum fate fate;

		if (len == 0)
			len = 1;
		fate = is_kept(x, c) ? STAYS : fate_of(c, before);
		if (fate == STAYS)
			dp_buf_add(made, in.p + i, len);
		else if (fate == SPACE)
			dp_buf_char(made, ' ');
		if (fate != GOES)
			before = fate == SPACE ? ' ' : c;
		i += len;
	}
	return dpi_made(w, in, dp_buf_view(made));
}

static const struct dp_example examples[] = {
	{ "x", "Mar\u200bseille", "Marseille" },
	{ "x", "\ufeffcommune", "commune" },
	{ "x", "arron\u00addisse\u00adment", "arrondissement" },
	{ "x", "05000\x1a", "05000" },
	{ "x", "2 rue Carnot\v05000 Gap", "2 rue Carnot 05000 Gap" },
	{ "x", "\u200e04 92 53 24 24\u202c", "04 92 53 24 24" },
	{ "x", "deux\nlignes", "deux\nlignes" },
	{ "x keep=\"U+00AD\"", "arron\u00addissement", "arron\u00addissement" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_controls = {
	.name = "controls",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[COLUMNS] [keep=\"U+XXXX|U+XXXX\u2026\"]"),
	.summary = N_("Remove the characters that nobody sees."),
	.why = N_("A soft hyphen, a mark of direction or a character of width "
		  "zero comes along when text is copied from a page or a PDF. "
		  "It is not seen, and the name is no longer found or joined. "
		  "Old kinds of line break become a space; tabs and ordinary "
		  "line breaks stay (see squeeze). Where accents are broken, "
		  "mojibake goes first: some of its bytes are controls."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = strip,
	.suspects = suspects,
	.needs = dpi_needs_columns,
	.example = examples,
};
