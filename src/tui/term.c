/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A grid to curses, a key back. What keys mean and what is drawn is the
 * app's; how the terminal gets back to what it was is in teardown.c.
 */
#include "tui/term.h"

#include <curses.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#include "base/i18n.h"
#include "tui/probe.h"
#include "tui/teardown.h"
#include "tui/term_keys.h"

#define ESC_MS 25
#define ESC_SSH_MS 100 /* a sequence may be torn apart on its way */
#define SILENT_MOST 100
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

struct terminal {
	struct tui_app *app;
	struct tui_grid *grid, *shown; /* shown: what curses has; or NULL */
	attr_t attr[TUI_ROLES];
	short pair[TUI_ROLES];
	bool ascii, mouse, idle_marks;
	bool pastes; /* it may know bracketed paste */
};

/* ---- starting --------------------------------------------------------- */

/* newterm with TERM, else with what TERM is probably like. */
static SCREEN *
start_screen(void)
{
	static const char *const like_xterm[] = { "xterm",   "kitty",
						  "ghostty", "alacritty",
						  "foot",    "wezterm",
						  NULL };
	const char *term = getenv("TERM");
	SCREEN *screen = newterm(NULL, stdout, stdin);

	if (!screen && tui_term_is(like_xterm))
		screen = newterm("xterm-256color", stdout, stdin);
	if (!screen && term && *term)
		screen = newterm("vt100", stdout, stdin);
	return screen;
}

static void
set_mouse(struct terminal *t, bool on)
{
	t->mouse = on;
	(void)mouseinterval(0);
	(void)mousemask(on ? BUTTON1_PRESSED | BUTTON4_PRESSED |
					BUTTON5_PRESSED :
			     0,
			NULL);
}

/* Colours only where the palette has some: even their start says so. */
static void
set_looks(struct terminal *t, enum tui_background background)
{
	const char *no = getenv("NO_COLOR");
	struct tui_look look[TUI_ROLES];
	bool coloured = false;

	tui_palette(no && *no ? 0 : tigetnum("colors"), background, look);
	for (int i = 0; i < TUI_ROLES; i++)
		coloured = coloured || look[i].colour >= 0;
	coloured = coloured && start_color() == OK &&
		   use_default_colors() == OK;
	for (int i = 0; i < TUI_ROLES; i++) {
		t->attr[i] = (look[i].bold ? A_BOLD : 0) |
			     (look[i].reverse ? A_REVERSE : 0) |
			     (look[i].underline ? A_UNDERLINE : 0) |
			     (look[i].dim ? A_DIM : 0);
		t->pair[i] = 0;
		if (coloured && look[i].colour >= 0 &&
		    init_pair((short)(i + 1), (short)look[i].colour,
			      (short)look[i].ground) == OK)
			t->pair[i] = (short)(i + 1);
	}
}

/* Ctrl-C is a key; Ctrl-S and Ctrl-Q too, instead of freezing the screen. */
static void
set_keyboard(void)
{
	struct termios tty;

	(void)cbreak();
	(void)noecho();
	(void)nonl();
	(void)keypad(stdscr, TRUE);
	(void)intrflush(stdscr, FALSE);
	(void)nodelay(stdscr, TRUE);
	(void)set_escdelay(getenv("SSH_CONNECTION") ? ESC_SSH_MS : ESC_MS);
	tui_term_define_keys();
	if (tcgetattr(STDIN_FILENO, &tty) != 0)
		return;
	tty.c_iflag &= (tcflag_t) ~(IXON | IXOFF);
	tty.c_cc[VINTR] = _POSIX_VDISABLE;
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &tty);
	(void)def_prog_mode();
}

/* Adds the terminal's own string for NAME, without its delays. */
static void
add_string(struct dp_buf *b, const char *name)
{
	char copy[32];
	const char *s;

	(void)snprintf(copy, sizeof copy, "%s", name);
	s = tigetstr(copy);
	if (!s || s == (char *)-1)
		return;
	while (*s) {
		if (s[0] == '$' && s[1] == '<')
			s += strcspn(s, ">") + (strchr(s, '>') != NULL);
		else
			dp_buf_char(b, *s++);
	}
}

/* What takes back all that was switched on: see tui_teardown_arm. */
static void
arm(const struct terminal *t)
{
	struct dp_buf b = { 0 };

	if (key_mouse)
		dp_buf_c(&b, "\033[?1003l\033[?1002l\033[?1000l\033[?1006l");
	if (t->pastes)
		dp_buf_c(&b, PASTE_OFF);
	add_string(&b, "sgr0");
	add_string(&b, "rmkx");
	add_string(&b, "cnorm");
	add_string(&b, "rmcup");
	dp_buf_c(&b, "\r\n");
	dp_buf_char(&b, '\0');
	tui_teardown_arm(b.p, t->pastes ? PASTE_ON : "",
			 t->pastes ? PASTE_OFF : "");
	dp_buf_done(&b);
}

static void
paste_mode(const struct terminal *t, bool on)
{
	if (!t->pastes)
		return;
	(void)putp(on ? PASTE_ON : PASTE_OFF);
	(void)fflush(stdout);
}

/* ---- drawing ---------------------------------------------------------- */

static void
show_cell(const struct terminal *t, int row, int col, const struct tui_cell *c)
{
	wchar_t wide[CCHARW_MAX + 1];
	cchar_t cell;
	size_t n = 0;

	for (size_t at = 0; at < c->n && n < CCHARW_MAX;) {
		uint32_t one;
		unsigned k = dp_utf8_decode(c->text + at, c->n - at, &one);

		if (k == 0)
			break;
		wide[n++] = (wchar_t)one;
		at += k;
	}
	wide[n] = L'\0';
	if (setcchar(&cell, wide, t->attr[c->role], t->pair[c->role], NULL) ==
	    OK)
		(void)mvadd_wch(row, col, &cell);
}

static void
show_row(const struct terminal *t, int row)
{
	size_t bytes = (size_t)t->grid->cols * sizeof(struct tui_cell);

	if (t->shown && memcmp(tui_grid_at(t->grid, row, 0),
			       tui_grid_at(t->shown, row, 0), bytes) == 0)
		return;
	for (int col = 0; col < t->grid->cols; col++) {
		const struct tui_cell *c = tui_grid_at(t->grid, row, col);

		if (c->cols > 0)
			show_cell(t, row, col, c);
	}
}

static void
forget_shown(struct terminal *t)
{
	tui_grid_free(t->shown);
	t->shown = NULL;
}

static void
draw(struct terminal *t)
{
	struct tui_grid *g = tui_app_screen(t->app, t->ascii);

	t->grid = g;
	for (int row = 0; row < g->rows; row++)
		show_row(t, row);
	(void)curs_set(g->cursor ? 1 : 0);
	(void)move(g->cursor_row, g->cursor_col);
	if (tui_app_wants_repaint(t->app))
		(void)clearok(curscr, TRUE);
	(void)refresh();
	if (t->idle_marks && !tui_app_busy(t->app)) {
		/* for tests: nothing more will be drawn by itself */
		(void)putp("\033]777;dpipe-idle\007");
		(void)fflush(stdout);
	}
	forget_shown(t);
	t->shown = g;
}

static void
give_copy(struct terminal *t)
{
	struct dp_buf b = { 0 };

	tui_app_copied(t->app, &b);
	if (b.n > 0) {
		(void)fwrite(b.p, 1, b.n, stdout);
		(void)fflush(stdout);
	}
	dp_buf_done(&b);
}

static void
take_size(struct terminal *t)
{
	tui_app_resize(t->app, getmaxy(stdscr), getmaxx(stdscr));
	/* what was written meanwhile may stand anywhere */
	forget_shown(t);
	(void)clearok(curscr, TRUE);
}

/* ---- the loop --------------------------------------------------------- */

/* After a stop the screen holds other things, and may have another size. */
static void
come_back(struct terminal *t)
{
	paste_mode(t, true);
	forget_shown(t);
	(void)clearok(curscr, TRUE);
	(void)raise(SIGWINCH); /* ncurses looks at the size again */
}

enum input { INPUT_NONE, INPUT_KEYS, INPUT_END };

/*
 * Waits for keys and news. A change of size is let in here only, so that
 * none falls between looking and waiting.
 */
static enum input
wait_for_input(struct terminal *t, const sigset_t *open)
{
	int fd[2] = { -1, -1 };
	size_t n = tui_app_descriptors(t->app, fd);
	struct pollfd f[3] = { { STDIN_FILENO, POLLIN, 0 },
			       { fd[0], POLLIN, 0 },
			       { fd[1], POLLIN, 0 } };
	struct timespec most = { 1, 0 };

	if (ppoll(f, (nfds_t)(1 + n), tui_app_ticks(t->app) ? &most : NULL,
		  open) <= 0)
		return INPUT_NONE;
	if ((n > 0 && f[1].revents) || (n > 1 && f[2].revents))
		(void)tui_app_news(t->app);
	if (f[0].revents & (POLLHUP | POLLERR | POLLNVAL))
		return INPUT_END;
	return f[0].revents ? INPUT_KEYS : INPUT_NONE;
}

static void
loop(struct terminal *t, const sigset_t *open)
{
	int silent = 0;

	while (!tui_app_over(t->app)) {
		const char *language = dp_language();
		bool resized = false;
		enum input in;
		int keys;

		give_copy(t);
		draw(t);
		in = wait_for_input(t, open);
		keys = tui_term_keys(t->app, &resized);
		if (resized)
			take_size(t);
		/* at its end, input can be read but holds nothing */
		silent = in == INPUT_KEYS && keys == 0 ? silent + 1 : 0;
		if ((in == INPUT_END && keys == 0) || silent > SILENT_MOST)
			return;
		if (t->mouse != tui_app_mouse(t->app))
			set_mouse(t, tui_app_mouse(t->app));
		if (strcmp(language, dp_language()) != 0)
			tui_teardown_words();
		if (tui_teardown_continued())
			come_back(t);
	}
}

/* Shows the app on SCREEN until it is over. */
static void
show(struct terminal *t, const struct tui_world *w,
     const struct tui_probe *probe)
{
	sigset_t size_changes, open;

	(void)sigemptyset(&size_changes);
	(void)sigaddset(&size_changes, SIGWINCH);
	(void)sigprocmask(SIG_BLOCK, &size_changes, &open);
	arm(t);
	set_keyboard();
	set_looks(t, probe->background);
	set_mouse(t, true);
	paste_mode(t, true);
	t->app = tui_app_new(w, getmaxy(stdscr), getmaxx(stdscr));
	tui_term_typed(t->app, dp_buf_view(&probe->typed));
	loop(t, &open);
	tui_app_free(t->app);
	forget_shown(t);
	paste_mode(t, false);
	set_mouse(t, false);
	(void)endwin();
	tui_teardown_disarm();
	(void)sigprocmask(SIG_SETMASK, &open, NULL);
}

bool
tui_term_run(const struct tui_world *w, struct dp_buf *said)
{
	static const char *const no_paste[] = { "linux", "cons25",
						TUI_OLD_TERMS, NULL };
	struct terminal t = { .idle_marks = getenv("DPIPE_TEST_IDLE") != NULL };
	struct tui_probe probe = { 0 };
	SCREEN *screen;

	/* ncurses would take them for the size, for ever */
	(void)unsetenv("LINES");
	(void)unsetenv("COLUMNS");
	tui_teardown_note();
	tui_probe(&probe);
	screen = start_screen();
	if (!screen || !tigetstr("cup") || tigetstr("cup") == (char *)-1) {
		if (screen)
			(void)endwin();
		dp_buf_format(said,
			      _("the terminal “%s” cannot show screens; "
				"here is the start in plain lines."),
			      getenv("TERM") ? getenv("TERM") : "");
		return false;
	}
	t.ascii = !probe.utf8;
	t.pastes = !tui_term_is(no_paste);
	show(&t, w, &probe);
	dp_buf_done(&probe.typed);
	delscreen(screen);
	return true;
}
