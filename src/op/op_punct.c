/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * punct: quotation marks, apostrophes, dashes and no-break spaces in one
 * manner. Spaces that are too many are squeeze's.
 */
#include "op/work.h"

#include "base/i18n.h"

enum quotes { STRAIGHT, CURLY, KEEP };

struct punct {
	enum quotes quotes;
	bool dashes, spaces, dots;
};

/* What a sign is for. */
enum role {
	OTHER,
	APOSTROPHE,
	QUOTE,
	OPEN_GUILLEMET,
	CLOSE_GUILLEMET,
	DASH,
	NO_BREAK,
	DOTS
};

static const struct dp_param params[] = {
	{ "quotes", DP_P_CHOICE, "straight", "straight|curly|keep",
	  N_("straight: ' and \"; curly: \u2019 and \u201c \u201d"), false },
	{ "dashes", DP_P_CHOICE, "hyphen", "hyphen|keep",
	  N_("hyphen: every dash, and the minus sign, is a -"), false },
	{ "nbsp", DP_P_CHOICE, "space", "space|keep",
	  N_("space: a no-break space is an ordinary one"), false },
	{ "dots", DP_P_CHOICE, "three", "three|keep",
	  N_("three: \u2026 is written ..."), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct punct *x = dp_arena_alloc(&s->arena, sizeof *x);

	(void)schema;
	(void)err;
	x->quotes = (enum quotes)dp_step_choice(s, "quotes");
	x->dashes = dp_step_choice(s, "dashes") == 0;
	x->spaces = dp_step_choice(s, "nbsp") == 0;
	x->dots = dp_step_choice(s, "dots") == 0;
	s->self = x;
	return 0;
}

static enum role
role_of(uint32_t c)
{
	switch (c) {
	case '\'':
	case '`':
	case 0xb4:  /* accents that are typed for an apostrophe */
	case 0x2bc: /* modifier letter */
	case 0x2018:
	case 0x2019:
	case 0x201a:
	case 0x201b:
		return APOSTROPHE;
	case '"':
	case 0x201c:
	case 0x201d:
	case 0x201e:
	case 0x201f:
		return QUOTE;
	case 0xab:
		return OPEN_GUILLEMET;
	case 0xbb:
		return CLOSE_GUILLEMET;
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212:
		return DASH;
	case 0xa0:
	case 0x2007:
	case 0x202f:
		return NO_BREAK;
	case 0x2026:
		return DOTS;
	default:
		return OTHER;
	}
}

/* Does a quotation mark open where OUT ends? */
static bool
opens(const struct dp_buf *out)
{
	dp_str last = dp_buf_view(out);

	if (last.n == 0)
		return true;
	return last.p[last.n - 1] == ' ' || last.p[last.n - 1] == '(' ||
	       last.p[last.n - 1] == '[' || last.p[last.n - 1] == '\n' ||
	       (last.n > 1 && (unsigned char)last.p[last.n - 1] == 0xa0);
}

/* Bytes of the spaces at the start of S, as stand inside of « and ». */
static size_t
spaces(dp_str s)
{
	size_t n = 0;
	unsigned len;

	while ((len = dp_space_bytes(dp_str_from(s, n))) > 0)
		n += len;
	return n;
}

/* Takes the spaces off the end of OUT. */
static void
take_spaces(struct dp_buf *out)
{
	dp_str all = dp_buf_view(out), kept;
	size_t front = spaces(all);

	kept = dp_trim(all);
	out->n = kept.n ? front + kept.n : 0;
}

/* A straight mark for ROLE; returns bytes of S, behind it, to pass over. */
static size_t
add_straight(enum role role, dp_str behind, struct dp_buf *out)
{
	if (role == APOSTROPHE) {
		dp_buf_char(out, '\'');
		return 0;
	}
	if (role == CLOSE_GUILLEMET)
		take_spaces(out);
	dp_buf_char(out, '"');
	return role == OPEN_GUILLEMET ? spaces(behind) : 0;
}

/* The sign ONE of this role, in the manner asked, is added to OUT. */
static size_t
add(const struct punct *x, enum role role, dp_str one, dp_str behind,
    struct dp_buf *out)
{
	const char *made = NULL;

	if (role >= APOSTROPHE && role <= CLOSE_GUILLEMET &&
	    x->quotes == STRAIGHT)
		return add_straight(role, behind, out);
	if (role == APOSTROPHE && x->quotes == CURLY)
		made = opens(out) ? "\u2018" : "\u2019";
	else if (role == QUOTE && x->quotes == CURLY)
		made = opens(out) ? "\u201c" : "\u201d";
	else if (role == DASH && x->dashes)
		made = "-";
	else if (role == NO_BREAK && x->spaces)
		made = " ";
	else if (role == DOTS && x->dots)
		made = "...";
	if (made)
		dp_buf_c(out, made);
	else
		dp_buf_str(out, one);
	return 0;
}

static bool
is_suspect(const struct punct *x, dp_str s)
{
	bool doubt = false;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		doubt |= c == 0xc2 || c == 0xca || c == 0xe2 ||
			 (c == '`' && x->quotes != KEEP) ||
			 ((c == '\'' || c == '"') && x->quotes == CURLY);
	}
	return doubt;
}

static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	const struct punct *x = s->self;
	size_t k = 0;

	for (size_t i = 0; i < n; i++, c += stride) {
		hit[k] = (uint32_t)i;
		k += is_suspect(x, dp_cell_str(c));
	}
	return k;
}

static dp_str
punct(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct punct *x = s->self;
	struct dp_buf *made = w->local;

	if (!is_suspect(x, in))
		return in;
	made->n = 0;
	for (size_t i = 0; i < in.n;) {
		uint32_t c = 0;
		unsigned len = dp_utf8_decode(in.p + i, in.n - i, &c);
		dp_str one = { in.p + i, len ? len : 1 };

		i += one.n;
		i += add(x, len ? role_of(c) : OTHER, one, dp_str_from(in, i),
			 made);
	}
	return dpi_made(w, in, dp_buf_view(made));
}

static const struct dp_example examples[] = {
	{ "x", "l\u2019\u00e9cole", "l'\u00e9cole" },
	{ "x", "Cin\u00e9ma \u00ab\u00a0Le Club\u00a0\u00bb",
	  "Cin\u00e9ma \"Le Club\"" },
	{ "x", "Gap \u2013 Brian\u00e7on", "Gap - Brian\u00e7on" },
	{ "x", "Saint\u2011Tropez", "Saint-Tropez" },
	{ "x", "12\u00a0500", "12 500" },
	{ "x", "etc\u2026", "etc..." },
	{ "x quotes=curly", "l'\u00e9cole \"Jean Jaur\u00e8s\"",
	  "l\u2019\u00e9cole \u201cJean Jaur\u00e8s\u201d" },
	{ "x quotes=keep dashes=keep", "l\u2019an\u00a02000 \u2013 2001",
	  "l\u2019an 2000 \u2013 2001" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_punct = {
	.name = "punct",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[COLUMNS] [quotes=straight|curly|keep] "
		       "[dashes=hyphen|keep] [nbsp=space|keep] "
		       "[dots=three|keep]"),
	.summary = N_("Write quotation marks, apostrophes and dashes in one "
		      "manner."),
	.why = N_("One keyboard writes l'\u00e9cole, one program makes it "
		  "l\u2019\u00e9cole, and a join finds no match between them. "
		  "The plain signs of the keyboard are what others will type "
		  "when they search. \u00ab and \u00bb lose the spaces inside "
		  "them."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = punct,
	.suspects = suspects,
	.needs = dpi_needs_columns,
	.example = examples,
};
