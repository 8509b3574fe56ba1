/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replays keys; see script.h for the words. */
#include "tui/script.h"

#include <poll.h>

#include "base/i18n.h"

#define SCRIPT_BYTES (1u << 20)
#define SIZE_MOST 500
#define WAIT_MS 10000

struct player {
	struct tui_app *app;
	const struct tui_script *script;
	struct dp_buf *out;
	uint64_t line;
	int rows, cols;
};

bool
tui_size_read(dp_str text, int *cols, int *rows)
{
	dp_str rest = text, first = dp_str_cut(&rest, 'x');
	int64_t c, r;

	if (!rest.p || !dp_str_int(first, &c) || !dp_str_int(rest, &r) ||
	    c < 1 || r < 1 || c > SIZE_MOST || r > SIZE_MOST)
		return false;
	*cols = (int)c;
	*rows = (int)r;
	return true;
}

static int
bad_size(const char *where, dp_str text, struct dp_err *err)
{
	return dp_fail(err, DP_EUSAGE,
		       _("%s: “%.*s” is no size; write columns, x, rows: "
			 "80x24, up to %dx%d."),
		       where, DP_FMT(text), SIZE_MOST, SIZE_MOST);
}

/* ---- words ------------------------------------------------------------ */

/* TEXT without the quotes it may stand in, which keep blanks at its ends. */
static dp_str
unquoted(dp_str text)
{
	if (text.n >= 2 && text.p[0] == '"' && text.p[text.n - 1] == '"')
		return (dp_str){ text.p + 1, text.n - 2 };
	return text;
}

static void
type(struct tui_app *app, dp_str text)
{
	while (text.n > 0) {
		uint32_t c;
		unsigned n = dp_utf8_decode(text.p, text.n, &c);

		if (n > 0)
			tui_app_key(app, c);
		text = dp_str_from(text, n ? n : 1);
	}
}

static void
dump(struct player *p, bool roles)
{
	struct tui_grid *g = tui_app_screen(p->app, p->script->ascii);

	tui_dump_text(g, p->out);
	if (roles) {
		dp_buf_c(p->out, "\n");
		tui_dump_roles(g, p->out);
	}
	tui_grid_free(g);
}

static int
resize(struct player *p, dp_str rest, struct dp_err *err)
{
	if (!tui_size_read(rest, &p->cols, &p->rows))
		return bad_size("resize", rest, err);
	tui_app_resize(p->app, p->rows, p->cols);
	return 0;
}

static int
click(struct player *p, dp_str rest, struct dp_err *err)
{
	dp_str row = dp_str_cut(&rest, ' ');
	int64_t r, c;

	if (!dp_str_int(row, &r) || !dp_str_int(dp_str_strip(rest), &c) ||
	    r < 1 || c < 1 || r > p->rows || c > p->cols)
		return dp_fail(err, DP_EUSAGE,
			       _("click takes a row and a column of the "
				 "screen: click 5 10."));
	tui_app_click(p->app, (int)r - 1, (int)c - 1);
	return 0;
}

static int
wait(struct player *p, struct dp_err *err)
{
	while (tui_app_busy(p->app)) {
		int fd[2] = { -1, -1 };
		struct pollfd f[2];
		size_t n = tui_app_descriptors(p->app, fd);

		for (size_t i = 0; i < 2; i++)
			f[i] = (struct pollfd){ fd[i], POLLIN, 0 };
		if (poll(f, (nfds_t)n, WAIT_MS) <= 0)
			return dp_fail(err, DP_EIO,
				       _("still waiting after %d seconds."),
				       WAIT_MS / 1000);
		(void)tui_app_news(p->app);
	}
	return 0;
}

/* The words with something behind them. 1: LINE is none of these. */
static int
play_word(struct player *p, dp_str line, struct dp_err *err)
{
	dp_str rest = line, word = dp_str_cut(&rest, ' ');

	if (!rest.p)
		return 1;
	if (dp_str_is(word, "text"))
		type(p->app, unquoted(rest));
	else if (dp_str_is(word, "paste"))
		tui_app_paste(p->app, unquoted(rest));
	else if (dp_str_is(word, "run"))
		tui_app_run(p->app, rest);
	else if (dp_str_is(word, "click"))
		return click(p, dp_str_strip(rest), err);
	else if (dp_str_is(word, "resize"))
		return resize(p, dp_str_strip(rest), err);
	else if (dp_str_is(line, "dump roles"))
		dump(p, true);
	else if (dp_str_is(line, "lang fr") || dp_str_is(line, "lang en"))
		tui_app_run(p->app, rest.p[0] == 'f' ? DP_S("language fr") :
						       DP_S("language en"));
	else
		return 1;
	return 0;
}

static int
play(struct player *p, dp_str line, struct dp_err *err)
{
	tui_key key;
	int done;

	if (dp_str_strip(line).n == 0 || dp_str_starts(line, "# "))
		return 0;
	if (dp_str_is(line, "dump")) {
		dump(p, false);
		return 0;
	}
	if (dp_str_is(line, "wait"))
		return wait(p, err);
	done = play_word(p, line, err);
	if (done <= 0)
		return done;
	key = tui_key_named(line);
	if (key == TUI_K_NONE)
		return dp_fail(err, DP_EUSAGE,
			       _("“%.*s” is neither a key nor a word of "
				 "scripts; man dpipe lists them."),
			       DP_FMT(line));
	tui_app_key(p->app, key);
	return 0;
}

/* Puts file and line before the message of ERR. Returns -1. */
static int
place(const struct player *p, struct dp_err *err)
{
	struct dp_err inner = *err;

	return dp_fail(err, inner.code, _("%s, line %llu: %s"), p->script->path,
		       (unsigned long long)p->line, inner.msg);
}

int
tui_script_run(const struct tui_script *s, const struct tui_world *w,
	       struct dp_buf *out, struct dp_err *err)
{
	struct player p = { .script = s, .out = out, .rows = 24, .cols = 80 };
	struct dp_buf text = { 0 };
	dp_str rest;
	int status = 0;

	if (s->size && !tui_size_read(dp_str_c(s->size), &p.cols, &p.rows))
		return bad_size("--size", dp_str_c(s->size), err);
	if (dp_read_file(s->path, SCRIPT_BYTES, &text, err) != 0)
		return -1;
	p.app = tui_app_new(w, p.rows, p.cols);
	rest = dp_buf_view(&text);
	while (status == 0 && rest.p && rest.n > 0 && !tui_app_over(p.app)) {
		dp_str line = dp_str_cut(&rest, '\n');

		p.line++;
		if (line.n > 0 && line.p[line.n - 1] == '\r')
			line.n--;
		status = play(&p, line, err);
		if (status != 0)
			(void)place(&p, err);
	}
	if (status == 0 && s->dump && !tui_app_over(p.app))
		dump(&p, false);
	tui_app_free(p.app);
	dp_buf_done(&text);
	return status;
}
