/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roles to looks; see palette.h. */
#include "tui/palette.h"

/* Relative luminance of half of white's light, 0 to 255 000. */
#define MIDDLE 127500
/* Of the cube: those of the first eight are greys here and there. */
#define BLACK 16
#define WHITE 231
#define DIM_ON_WHITE 242
#define DIM_ON_BLACK 246

static void
set_colours(struct tui_look *look, int frame, int key, int good, int doubt,
	    int quiet)
{
	look[TUI_FRAME].colour = frame;
	look[TUI_KEY].colour = key;
	look[TUI_GOOD].colour = good;
	look[TUI_DOUBT].colour = doubt;
	look[TUI_QUIET].colour = quiet;
}

/* A projector has colours of its own: both are painted. */
static void
set_ground(struct tui_look *look)
{
	look[TUI_PAPER].colour = look[TUI_SLATE].ground = BLACK;
	look[TUI_PAPER].ground = look[TUI_SLATE].colour = WHITE;
	/* greys that are still read from the last row */
	look[TUI_PAPER_DIM] = (struct tui_look){ .colour = DIM_ON_WHITE,
						 .ground = WHITE };
	look[TUI_SLATE_DIM] = (struct tui_look){ .colour = DIM_ON_BLACK,
						 .ground = BLACK };
}

void
tui_palette(int colours, enum tui_background background,
	    struct tui_look look[TUI_ROLES])
{
	for (int i = 0; i < TUI_ROLES; i++)
		look[i] = (struct tui_look){ .colour = -1, .ground = -1 };
	look[TUI_HEAD].reverse = true;
	look[TUI_FOCUS].reverse = true;
	look[TUI_TITLE].bold = true;
	look[TUI_KEY].bold = true;
	look[TUI_CHOSEN].bold = true;
	look[TUI_DOUBT].bold = true;
	look[TUI_STRONG].bold = true;
	look[TUI_INPUT].underline = true;
	look[TUI_PAPER].bold = look[TUI_SLATE].bold = true;
	look[TUI_PAPER_DIM].dim = look[TUI_SLATE_DIM].dim = true;
	if (colours >= 256)
		set_ground(look);
	else
		look[TUI_PAPER].reverse = look[TUI_PAPER_DIM].reverse = true;
	if (colours >= 256 && background == TUI_BACKGROUND_DARK)
		set_colours(look, 246, 117, 114, 215, 250);
	else if (colours >= 256 && background == TUI_BACKGROUND_LIGHT)
		set_colours(look, 240, 24, 22, 88, 240);
	else if (colours >= 8 && background == TUI_BACKGROUND_DARK)
		set_colours(look, -1, 6, 2, -1, -1);
}

enum tui_background
tui_background_named(const char *colorfgbg)
{
	const char *last = colorfgbg ? strrchr(colorfgbg, ';') : NULL;
	int64_t colour;

	if (!last || !dp_str_int(dp_str_c(last + 1), &colour) || colour < 0 ||
	    colour > 15)
		return TUI_BACKGROUND_UNKNOWN;
	return colour == 7 || colour > 8 ? TUI_BACKGROUND_LIGHT :
					   TUI_BACKGROUND_DARK;
}

/* One to four hexadecimal digits as a part of 255; -1: none. */
static int
component(dp_str s)
{
	unsigned value = 0, most = 1;

	if (s.n < 1 || s.n > 4)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		int digit = c >= '0' && c <= '9' ? c - '0' :
			    c >= 'a' && c <= 'f' ? c - 'a' + 10 :
			    c >= 'A' && c <= 'F' ? c - 'A' + 10 :
						   -1;

		if (digit < 0)
			return -1;
		value = value * 16 + (unsigned)digit;
		most *= 16;
	}
	return (int)(value * 255 / (most - 1));
}

enum tui_background
tui_background_answered(dp_str answer)
{
	ptrdiff_t at = dp_str_search(answer, DP_S("rgb:"));
	dp_str rest;
	int r, g, b;

	if (at < 0)
		return TUI_BACKGROUND_UNKNOWN;
	rest = dp_str_from(answer, (size_t)at + 4);
	r = component(dp_str_cut(&rest, '/'));
	g = component(dp_str_cut(&rest, '/'));
	b = component(rest);
	if (r < 0 || g < 0 || b < 0)
		return TUI_BACKGROUND_UNKNOWN;
	/* weights of ITU-R BT.709, as light, without its curve */
	return 213 * r + 715 * g + 72 * b > MIDDLE ? TUI_BACKGROUND_LIGHT :
						     TUI_BACKGROUND_DARK;
}
