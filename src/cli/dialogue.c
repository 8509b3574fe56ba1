/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lesson as a dialogue in plain lines, that a screen reader reads and a
 * pipe can drive. What is right is the library's business.
 */
#include "cli/dialogue.h"

#include <stdlib.h>
#include <unistd.h>

#include <dpipe/lesson.h>

#include "cli/aside.h"
#include "cli/inner.h"

/* Lines are short: what is read aloud is heard once. */
#define LINE_COLS 76
#define PROMPT "> "

void
cli_prose(struct dp_buf *out, dp_str text, size_t indent_cols)
{
	struct dp_buf tame = { 0 };

	cli_tame_text(text, &tame);
	cli_blanks(out, indent_cols);
	cli_wrap(out, dp_buf_view(&tame), LINE_COLS, indent_cols, indent_cols);
	dp_buf_done(&tame);
}

/* Appends TEXT as it is, each line indented. */
static void
verbatim(struct dp_buf *out, dp_str text, size_t indent_cols)
{
	struct dp_buf tame = { 0 };
	dp_str rest;

	cli_tame_text(text, &tame);
	rest = dp_buf_view(&tame);
	while (rest.p) {
		cli_blanks(out, indent_cols);
		dp_buf_str(out, dp_str_cut(&rest, '\n'));
		dp_buf_char(out, '\n');
	}
	dp_buf_done(&tame);
}

static void
show(const struct dp_say *s, struct dp_buf *out)
{
	char number[32];

	switch (s->kind) {
	case DP_SAY_TITLE:
		dp_buf_char(out, '\n');
		cli_prose(out, s->text, 0);
		break;
	case DP_SAY_CHOICE:
		(void)snprintf(number, sizeof number, "%2zu  ", s->number);
		dp_buf_c(out, number);
		cli_wrap(out, s->text, LINE_COLS, 4, 4);
		break;
	case DP_SAY_ROUTE:
		if (s->number)
			dp_buf_format(out, "%2zu\n", s->number);
		verbatim(out, s->text, 4);
		break;
	case DP_SAY_OUTPUT:
		verbatim(out, s->text, 0);
		break;
	default:
		cli_prose(out, s->text, 0);
		break;
	}
}

void
cli_dialogue_speak(dp_str language)
{
	char *code = dp_strdup(language);

	free(cli_speak(code));
	free(code);
}

/* Shows what was said. Returns 1 when another language was asked for. */
static int
show_all(struct dp_says *says, struct dp_err *err)
{
	bool other = false;
	struct dp_buf out = { 0 };
	int status;

	for (size_t i = 0; i < says->n; i++) {
		if (says->at[i].kind == DP_SAY_LANGUAGE) {
			cli_dialogue_speak(says->at[i].text);
			other = true;
		} else {
			show(&says->at[i], &out);
		}
	}
	dp_says_clear(says);
	status = cli_write(&out, err);
	dp_buf_done(&out);
	return status == 0 ? other : -1;
}

/* The same for a terminal that nothing edits lines on, and for a pipe. */
static char *
simple_line(void)
{
	size_t cap = 0;
	char *room = NULL;

	if (isatty(STDIN_FILENO)) {
		(void)fputs(PROMPT, stdout);
		(void)fflush(stdout);
	}
	if (getline(&room, &cap, stdin) >= 0)
		return room;
	free(room);
	return NULL;
}

char *
cli_read_line(const struct cli_screen *screen)
{
	if (screen && screen->line && isatty(STDIN_FILENO) &&
	    isatty(STDOUT_FILENO))
		return screen->line(PROMPT);
	return simple_line();
}

/* 0 the learner leaves, 1 nothing more can be read, -1 failed. */
static int
converse(struct dp_learn *l, struct dp_says *says,
	 const struct cli_screen *screen, struct dp_err *err)
{
	int status = 1;

	dp_learn_start(l, says);
	while (status == 1) {
		int shown = show_all(says, err);
		char *line;

		if (shown < 0)
			return -1;
		if (shown == 1) {
			status = dp_learn_line(l, DP_S("again"), says, err);
			continue;
		}
		line = dp_cancelled() ? NULL : cli_read_line(screen);
		if (!line)
			return 1;
		status = dp_learn_line(l, dp_str_c(line), says, err);
		free(line);
	}
	return status == 0 && show_all(says, err) >= 0 ? 0 : -1;
}

int
cli_dialogue(const char *track, const struct cli_screen *screen,
	     struct dp_err *err)
{
	struct dp_learn_places places = { .data = cli_data_folder() };
	static const struct dp_learn_front front = {
		.inside = cli_inside,
		.command = cli_carry_out,
	};
	struct dp_says says = { 0 };
	struct dp_learn *l;
	int status = -1;

	cli_terminal_plain();
	l = dp_learn_open(&places, track, &front, err);
	if (l)
		status = converse(l, &says, screen, err);
	dp_learn_close(l);
	dp_says_done(&says);
	return status;
}
