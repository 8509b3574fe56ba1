/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Colours can be read: contrast as WCAG 2.1 defines it, on the backgrounds of
 * eight usual palettes. And what a terminal answers when it is asked.
 */
#include "test.h"

#include <math.h>

#include "tui/probe.h"

#define ENOUGH 4.5 /* WCAG 2.1, success criterion 1.4.3 */

struct scheme {
	const char *name;
	bool dark;
	unsigned background;
	unsigned green, cyan; /* colours 2 and 6 of its first eight */
};

/* As the terminals and schemes publish them. */
static const struct scheme schemes[] = {
	{ "VGA", true, 0x000000, 0x00aa00, 0x00aaaa },
	{ "xterm", true, 0x000000, 0x00cd00, 0x00cdcd },
	{ "Campbell", true, 0x0c0c0c, 0x13a10e, 0x3a96dd },
	{ "macOS Basic", false, 0xffffff, 0x00a600, 0x00a6b2 },
	{ "Solarized dark", true, 0x002b36, 0x859900, 0x2aa198 },
	{ "Solarized light", false, 0xfdf6e3, 0x859900, 0x2aa198 },
	{ "GNOME dark", true, 0x171421, 0x26a269, 0x2aa1b3 },
	{ "GNOME light", false, 0xffffff, 0x26a269, 0x2aa1b3 },
};

#define SCHEMES (sizeof schemes / sizeof schemes[0])

static double
light(unsigned part)
{
	double v = part / 255.0;

	return v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double
luminance(unsigned rgb)
{
	return 0.2126 * light(rgb >> 16 & 255) +
	       0.7152 * light(rgb >> 8 & 255) + 0.0722 * light(rgb & 255);
}

static double
contrast(unsigned a, unsigned b)
{
	double x = luminance(a), y = luminance(b);

	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* Colour C of S: two of the first eight, the cube of 216, the greys. */
static unsigned
rgb_of(const struct scheme *s, int c)
{
	static const unsigned level[] = { 0, 95, 135, 175, 215, 255 };
	unsigned n = (unsigned)c - 16, grey;

	if (c == 2)
		return s->green;
	if (c == 6)
		return s->cyan;
	assert_true(c >= 16 && c < 256);
	if (c < 232)
		return level[n / 36] << 16 | level[n / 6 % 6] << 8 |
		       level[n % 6];
	grey = 8 + 10 * ((unsigned)c - 232);
	return grey << 16 | grey << 8 | grey;
}

/* What is behind the letters of LOOK. */
static unsigned
ground_of(const struct scheme *s, const struct tui_look *look)
{
	return look->ground < 0 ? s->background : rgb_of(s, look->ground);
}

static void
readable(void **state)
{
	static const int colours[] = { 8, 16, 88, 256, 1 << 24 };
	size_t coloured = 0;

	(void)state;
	for (size_t i = 0; i < SCHEMES; i++) {
		for (size_t j = 0; j < 5; j++) {
			struct tui_look look[TUI_ROLES];

			tui_palette(colours[j],
				    schemes[i].dark ? TUI_BACKGROUND_DARK :
						      TUI_BACKGROUND_LIGHT,
				    look);
			for (int r = 0; r < TUI_ROLES; r++) {
				int c = look[r].colour;

				if (c < 0)
					continue;
				coloured++;
				if (contrast(rgb_of(&schemes[i], c),
					     ground_of(&schemes[i], &look[r])) <
				    ENOUGH)
					fail_msg("%s, %d colours: role %d",
						 schemes[i].name, colours[j],
						 r);
			}
		}
	}
	assert_true(coloured > 40);
}

static void
none_in_doubt(void **state)
{
	struct tui_look look[TUI_ROLES];

	(void)state;
	tui_palette(256, TUI_BACKGROUND_UNKNOWN, look);
	/* but for what is painted, ground and all */
	for (int r = 0; r < TUI_ROLES; r++)
		assert_true(look[r].colour == -1 || look[r].ground >= 0);
	tui_palette(0, TUI_BACKGROUND_DARK, look);
	for (int r = 0; r < TUI_ROLES; r++)
		assert_int_equal(look[r].colour, -1);
	assert_true(look[TUI_FOCUS].reverse);
	assert_true(look[TUI_PAPER].reverse && !look[TUI_SLATE].reverse);
	/* without colours the spotlight is weight, on the same ground */
	assert_true(look[TUI_PAPER_DIM].dim && !look[TUI_PAPER].dim);
	assert_true(look[TUI_SLATE_DIM].dim && look[TUI_SLATE].bold);
	assert_true(look[TUI_PAPER_DIM].reverse);
}

static void
named(void **state)
{
	(void)state;
	assert_int_equal(tui_background_named("15;0"), TUI_BACKGROUND_DARK);
	assert_int_equal(tui_background_named("0;15"), TUI_BACKGROUND_LIGHT);
	assert_int_equal(tui_background_named("0;default;15"),
			 TUI_BACKGROUND_LIGHT);
	assert_int_equal(tui_background_named("12;8"), TUI_BACKGROUND_DARK);
	assert_int_equal(tui_background_named("0;default"),
			 TUI_BACKGROUND_UNKNOWN);
	assert_int_equal(tui_background_named("0;99"), TUI_BACKGROUND_UNKNOWN);
	assert_int_equal(tui_background_named(NULL), TUI_BACKGROUND_UNKNOWN);
}

/* Reads ANSWER; what was typed besides is TYPED. */
static bool
answers(struct tui_probe *p, const char *answer, const char *typed)
{
	bool last = tui_probe_read(p, dp_str_c(answer));

	assert_true(dp_str_is(dp_buf_view(&p->typed), typed));
	return last;
}

static void
answered(void **state)
{
	struct tui_probe p = { 0 };

	(void)state;
	assert_true(answers(&p,
			    "\033[1;2R\033]11;rgb:ffff/ffff/dddd\033\\"
			    "\033[?62;c",
			    ""));
	assert_true(p.utf8);
	assert_int_equal(p.background, TUI_BACKGROUND_LIGHT);
	assert_true(answers(&p,
			    "q\033[1;3R\033]11;rgb:00/2b/36\a\033[A\033[?1c",
			    "q\033[A"));
	assert_false(p.utf8);
	assert_int_equal(p.background, TUI_BACKGROUND_DARK);
	assert_false(answers(&p, "ab\033[1;", "ab"));
	assert_false(answers(&p, "\033", ""));
	assert_true(answers(&p, "\033]11;rgb:x/y/z\a\033[?1c", ""));
	assert_int_equal(p.background, TUI_BACKGROUND_UNKNOWN);
	dp_buf_done(&p.typed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(readable),
		cmocka_unit_test(none_in_doubt),
		cmocka_unit_test(named),
		cmocka_unit_test(answered),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
