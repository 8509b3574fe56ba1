/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * readline by its callback interface, without a terminal: it reads bytes from
 * a queue, prints into /dev/null, and the screen is painted by others from
 * its line. Whole characters are queued: fed byte by byte, its search breaks
 * accents.
 */
#include "tui/prompt.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
/* its headers need stdio.h before them */
#include <readline/history.h>
#include <readline/readline.h>

#include <dpipe/text.h>

#define QUEUE_BYTES 16u
#define HISTORY_LINES 1000

/* States in which readline waits for more keys. */
#define UNFINISHED \
	(RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_NUMERICARG | \
	 RL_STATE_MULTIKEY | RL_STATE_MOREINPUT | RL_STATE_VIMOTION | \
	 RL_STATE_CHARSEARCH)

/* One line, as readline itself keeps one. */
static struct {
	char queue[QUEUE_BYTES];
	size_t n, at;
	bool ready, accepted;
	char *line; /* the accepted one */
	char *history;
	tui_prompt_candidate candidate;
	void *context;
} prompt;

/* ---- what readline calls ---------------------------------------------- */

static int
next_byte(FILE *unused)
{
	(void)unused;
	if (prompt.at == prompt.n)
		return EOF;
	return (unsigned char)prompt.queue[prompt.at++];
}

static int
byte_waits(void)
{
	return prompt.at < prompt.n;
}

static void
paint_nothing(void)
{
}

static void
list_nothing(char **match, int n, int longest)
{
	(void)match;
	(void)n;
	(void)longest;
}

/* Only notes it: what a line asks for is done when readline has returned. */
static void
accept(char *line)
{
	free(prompt.line);
	prompt.line = line ? line : dp_strdup(DP_S(""));
	prompt.accepted = true;
}

/* Next candidate that starts with TEXT; readline frees it. */
static char *
next_match(const char *text, int again)
{
	static size_t at;
	dp_str one;

	if (!again)
		at = 0;
	while (prompt.candidate && prompt.candidate(prompt.context, at, &one)) {
		struct dp_buf a = { 0 }, b = { 0 };
		bool fits;

		at++;
		dp_fold(one, &a);
		dp_fold(dp_str_c(text), &b);
		fits = b.n <= a.n && memcmp(a.p, b.n ? b.p : "", b.n) == 0;
		dp_buf_done(&a);
		dp_buf_done(&b);
		if (fits) {
			/* readline frees with its own free */
			char *copy = malloc(one.n + 1);

			if (!copy)
				return NULL;
			memcpy(copy, one.p, one.n);
			copy[one.n] = '\0';
			return copy;
		}
	}
	return NULL;
}

static char **
attempt(const char *text, int start, int end)
{
	(void)start;
	(void)end;
	rl_attempted_completion_over = 1;
	rl_completion_append_character = '\0';
	return rl_completion_matches(text, next_match);
}

/* ---- setting up ------------------------------------------------------- */

static void
set_up(void)
{
	if (prompt.ready)
		return;
	prompt.ready = true;
	rl_readline_name = "dpipe";
	rl_terminal_name = "dumb"; /* it draws nothing */
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0; /* LINES, COLUMNS would freeze ncurses */
	rl_prep_term_function = NULL;
	rl_deprep_term_function = NULL;
	rl_outstream = fopen("/dev/null", "w");
	rl_redisplay_function = paint_nothing;
	rl_getc_function = next_byte;
	rl_input_available_hook = byte_waits;
	rl_attempted_completion_function = attempt;
	rl_completion_display_matches_hook = list_nothing;
	rl_completer_word_break_characters = "";
	rl_completer_quote_characters = "";
	rl_basic_quote_characters = "";
	(void)rl_variable_bind("completion-ignore-case", "on");
	(void)rl_variable_bind("bell-style", "none");
	using_history();
	stifle_history(HISTORY_LINES);
	(void)rl_initialize();
	(void)rl_tty_set_echoing(0);
	(void)rl_bind_keyseq_if_unbound("\033[3~", rl_delete);
	(void)rl_bind_keyseq_if_unbound("\033[H", rl_beg_of_line);
	(void)rl_bind_keyseq_if_unbound("\033[F", rl_end_of_line);
}

/*
 * Empties the history, with what readline hung on its lines. It leaves the
 * list itself unended (8.2), which a search would run through.
 */
static void
forget_lines(void)
{
	HIST_ENTRY **list;

	rl_clear_history();
	list = history_list();
	if (list)
		list[0] = NULL;
}

void
tui_prompt_start(const char *history, const char *initial,
		 tui_prompt_candidate candidate, void *context)
{
	set_up();
	prompt.candidate = candidate;
	prompt.context = context;
	prompt.accepted = false;
	free(prompt.history);
	prompt.history = history ? dp_strdup(dp_str_c(history)) : NULL;
	forget_lines();
	if (prompt.history)
		(void)read_history(prompt.history);
	using_history();
	rl_callback_handler_install("", accept);
	if (initial)
		(void)rl_insert_text(initial);
}

/* ---- keys ------------------------------------------------------------- */

/* Puts into the queue what a terminal would send for KEY; false: nothing. */
static bool
queue(tui_key key)
{
	static const struct {
		tui_key key;
		const char *bytes;
	} sequence[] = {
		{ TUI_K_ENTER, "\r" },       { TUI_K_TAB, "\t" },
		{ TUI_K_UP, "\033[A" },      { TUI_K_DOWN, "\033[B" },
		{ TUI_K_RIGHT, "\033[C" },   { TUI_K_LEFT, "\033[D" },
		{ TUI_K_HOME, "\033[H" },    { TUI_K_END, "\033[F" },
		{ TUI_K_DELETE, "\033[3~" }, { TUI_K_BACKSPACE, "\x7f" },
		{ TUI_K_ESC, "\033" },
	};

	prompt.at = prompt.n = 0;
	for (size_t i = 0; i < sizeof sequence / sizeof sequence[0]; i++) {
		if (sequence[i].key == key) {
			prompt.n = strlen(sequence[i].bytes);
			memcpy(prompt.queue, sequence[i].bytes, prompt.n);
			return true;
		}
	}
	if (key >= TUI_K_ALT) {
		prompt.queue[0] = '\033';
		prompt.n = 1 +
			   dp_utf8_encode(key - TUI_K_ALT, prompt.queue + 1);
	} else if (key > TUI_K_CTRL && key <= TUI_CTRL('_')) {
		prompt.queue[0] = (char)(key - TUI_K_CTRL - 0x40);
		prompt.n = 1;
	} else if (key >= 0x20 && key < TUI_K_ENTER) {
		prompt.n = dp_utf8_encode(key, prompt.queue);
	}
	return prompt.n > 0;
}

static void
feed(void)
{
	while (byte_waits() && !prompt.accepted)
		rl_callback_read_char();
}

enum tui_prompt_did
tui_prompt_key(tui_key key)
{
	if (key == TUI_K_ESC && rl_editing_mode == 0 &&
	    !RL_ISSTATE(RL_STATE_ISEARCH))
		/* alone, Esc would wait for the rest of a sequence */
		(void)rl_vi_movement_mode(1, '\033');
	else if (queue(key))
		feed();
	return prompt.accepted ? TUI_PROMPT_ACCEPTED : TUI_PROMPT_TYPING;
}

void
tui_prompt_insert(dp_str text)
{
	struct dp_buf b = { 0 };

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '\n' || c == '\r' || c == '\t')
			c = ' ';
		if ((unsigned char)c >= 0x20 && c != 0x7f)
			dp_buf_char(&b, c);
	}
	if (dp_utf8_valid(dp_buf_view(&b)) == b.n) {
		dp_buf_char(&b, '\0');
		(void)rl_insert_text(b.p);
	}
	dp_buf_done(&b);
}

void
tui_prompt_replace(dp_str text)
{
	char *copy = dp_strdup(text);

	rl_begin_undo_group();
	(void)rl_delete_text(0, rl_point);
	rl_point = 0;
	(void)rl_insert_text(copy);
	rl_end_undo_group();
	free(copy);
}

void
tui_prompt_clear(void)
{
	(void)rl_delete_text(0, rl_end);
	rl_point = 0;
}

/* Adds the accepted line to the history, unless it is there already. */
static void
remember(void)
{
	const char *line = prompt.line;

	if (!*line || !prompt.history)
		return;
	if (history_length == 0 ||
	    strcmp(history_get(history_base + history_length - 1)->line,
		   line) != 0)
		add_history(line);
	if (write_history(prompt.history) == 0)
		(void)chmod(prompt.history, S_IRUSR | S_IWUSR);
}

/*
 * A line that is left is accepted as far as readline knows: only then does it
 * put back lines of the history that were changed, and forget the rest.
 */
void
tui_prompt_stop(bool accepted)
{
	if (!prompt.accepted && RL_ISSTATE(UNFINISHED) && queue(TUI_CTRL('G')))
		feed();
	if (!prompt.accepted && queue(TUI_K_ENTER))
		feed();
	rl_callback_handler_remove();
	if (accepted && prompt.line)
		remember();
}

/* ---- by itself -------------------------------------------------------- */

/* A signal came: when it asks to stop, the line ends. */
static int
after_signal(void)
{
	if (dp_cancelled())
		rl_done = 1;
	return 0;
}

char *
tui_prompt_plain(const char *label)
{
	char *line;

	rl_readline_name = "dpipe";
	rl_terminal_name = "dumb"; /* no escape sequence */
	rl_change_environment = 0;
	rl_inhibit_completion = 1;
	rl_signal_event_hook = after_signal;
	(void)rl_variable_bind("enable-bracketed-paste", "off");
	(void)rl_variable_bind("bell-style", "none");
	line = readline(label);
	if (line && dp_cancelled()) {
		free(line);
		line = NULL;
	}
	if (line && *line)
		add_history(line);
	return line;
}

/* ---- what is to be seen ----------------------------------------------- */

dp_str
tui_prompt_text(void)
{
	if (prompt.accepted)
		return dp_str_c(prompt.line);
	return (dp_str){ rl_line_buffer ? rl_line_buffer : "",
			 (size_t)(rl_line_buffer ? rl_end : 0) };
}

size_t
tui_prompt_point(void)
{
	return (size_t)(rl_point < 0 ? 0 : rl_point);
}

const char *
tui_prompt_label(void)
{
	return rl_display_prompt ? rl_display_prompt : "";
}

bool
tui_prompt_recalls(void)
{
	return where_history() != history_length;
}

bool
tui_prompt_vi_command(void)
{
	return rl_editing_mode == 0 && rl_get_keymap() == vi_movement_keymap;
}

bool
tui_prompt_wants_esc(void)
{
	return RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH) ||
	       (rl_editing_mode == 0 && !tui_prompt_vi_command());
}

bool
tui_prompt_takes_alt(void)
{
	return rl_editing_mode != 0;
}
