/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program's start: language, signals, lack of memory. What is then done
 * is up to the command line.
 */
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <dpipe/lesson.h>
#include <dpipe/pages.h>

#include "cli/aside.h"
#include "cli/cli.h"
#include "tui/practice.h"
#include "tui/prompt.h"
#include "tui/recent.h"
#include "tui/script.h"
#include "tui/teardown.h"
#include "tui/term.h"

#define NO_MEMORY_BYTES 256

static volatile sig_atomic_t stopped_by; /* a signal, or 0 */
static char no_memory[NO_MEMORY_BYTES];

/* ---- language --------------------------------------------------------- */

/* What --lang says, wherever it stands before a --; NULL when nowhere. */
static const char *
lang_option(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], "--lang=", 7) == 0)
			return argv[i] + 7;
		if (strcmp(argv[i], "--lang") == 0)
			return argv[i + 1];
	}
	return NULL;
}

/* The locale that the environment names for messages, or "". */
static const char *
message_locale(void)
{
	static const char *const variable[] = { "LC_ALL", "LC_MESSAGES",
						"LANG" };

	for (size_t i = 0; i < sizeof variable / sizeof variable[0]; i++) {
		const char *value = getenv(variable[i]);

		if (value && *value)
			return value;
	}
	return "";
}

static bool
is_c(const char *name)
{
	return strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0;
}

/* LANGUAGE for LOCALE: "fr_FR.UTF-8@euro" gives fr_FR, "FR" fr. */
static void
set_language(const char *locale)
{
	char code[32];
	size_t n = strcspn(locale, ".@");

	if (n == 0 || n >= sizeof code)
		return;
	memcpy(code, locale, n);
	code[n] = '\0';
	for (char *p = code; *p >= 'A' && *p <= 'Z'; p++)
		*p = (char)(*p + ('a' - 'A'));
	(void)setenv("LANGUAGE", code, 1);
}

/*
 * The user's locale for characters and messages when it exists and is UTF-8;
 * otherwise C.UTF-8, which needs no installed locale, with messages chosen by
 * LANGUAGE. LC_NUMERIC stays C: nothing may depend on it.
 */
static void
choose_language(const char *option)
{
	const char *locale = message_locale();
	const char *wanted = getenv("LANGUAGE");
	bool good = setlocale(LC_CTYPE, "") && setlocale(LC_MESSAGES, "") &&
		    strcmp(nl_langinfo(CODESET), "UTF-8") == 0;

	/* gettext looks at LANGUAGE in any locale but C */
	if (good && (option || !*locale) && is_c(setlocale(LC_MESSAGES, NULL)))
		good = false;
	if (!good) {
		(void)setlocale(LC_CTYPE, "C.UTF-8");
		(void)setlocale(LC_MESSAGES, "C.UTF-8");
		if (is_c(locale))
			(void)unsetenv("LANGUAGE");
		else if (!wanted || !*wanted)
			set_language(locale);
	}
	if (option)
		set_language(option);
}

static void
open_messages(const char *option)
{
	(void)bindtextdomain(DP_TEXT_DOMAIN, cli_locale_folder());
	(void)bind_textdomain_codeset(DP_TEXT_DOMAIN, "UTF-8");
	/* A language asked for that is not there is never passed over; one that
	 * dpipe does not speak is a wrong call, which is told later. */
	if (option && strncasecmp(option, "fr", 2) == 0 &&
	    strcmp(dp_language(), "fr") != 0)
		cli_say(_("there are no messages in %s here; these are in "
			  "English."),
			option);
}

/* ---- memory ----------------------------------------------------------- */

/* The sentence is made now: later there may be no memory to translate it. */
static void
prepare_for_no_memory(void)
{
	(void)snprintf(no_memory, sizeof no_memory, "dpipe: %s\n",
		       _("there is not enough memory; close other programs, "
			 "or work on a part of the file."));
}

static void
out_of_memory(void)
{
	ssize_t n;

	tui_teardown_now();
	n = write(STDERR_FILENO, no_memory, strlen(no_memory));
	(void)n;
	_exit(3);
}

/* ---- signals ---------------------------------------------------------- */

static void
stop(int number)
{
	stopped_by = number;
	dp_cancel();
}

/*
 * The first signal asks the work to stop and clean up, the second kills at
 * once. What was ignored when we started stays ignored (nohup, jobs in the
 * background). A closed pipe is an ordinary error of writing.
 */
static void
catch_signals(void)
{
	static const int number[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction old, new = { 0 };

	for (size_t i = 0; i < sizeof number / sizeof number[0]; i++) {
		if (sigaction(number[i], NULL, &old) != 0 ||
		    old.sa_handler == SIG_IGN)
			continue;
		new.sa_handler = stop;
		new.sa_flags = (int)SA_RESETHAND;
		(void)sigaction(number[i], &new, NULL);
	}
	new.sa_handler = SIG_IGN;
	new.sa_flags = 0;
	(void)sigaction(SIGPIPE, &new, NULL);
}

/* Ends as the signal NUMBER would have ended us. */
static int
die_by(int number)
{
	struct sigaction standard = { 0 };
	sigset_t one;

	standard.sa_handler = SIG_DFL;
	(void)sigaction(number, &standard, NULL);
	(void)sigemptyset(&one);
	(void)sigaddset(&one, number);
	(void)sigprocmask(SIG_UNBLOCK, &one, NULL);
	(void)raise(number);
	return 128 + number;
}

/* ---- the screen ------------------------------------------------------- */

static const struct dp_learn_front front = {
	.inside = cli_inside,
	.command = cli_carry_out,
};

/* What the interface is told of its surroundings. */
static void
look_around(struct tui_world *w)
{
	const char *epoch = getenv("DPIPE_TEST_EPOCH");

	*w = (struct tui_world){ .data_folder = cli_data_folder(),
				 .state_folder = cli_state_folder(),
				 .front = &front };
	if (epoch)
		(void)dp_str_int(dp_str_c(epoch), &w->now);
}

/* What comes through a pipe, when PATH says so; NULL with err, or without. */
static struct dp_opening *
open_piped(const char *path, struct dp_err *err)
{
	struct dp_read_opts o;

	if (!path || strcmp(path, "-") != 0)
		return NULL;
	dp_read_opts_init(&o);
	o.threads = 1;
	return dp_opening_start(path, &o, err);
}

/* The keys come from the terminal, for standard input is the table. */
static int
take_keys(struct dp_err *err)
{
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
	bool taken = fd >= 0 && dup2(fd, STDIN_FILENO) == STDIN_FILENO;

	if (fd >= 0)
		(void)close(fd);
	return taken ? 0 : dp_fail_errno(err, _("the terminal cannot be read"));
}

static int
run_screen(const char *path, const char *present, struct dp_err *err)
{
	struct dp_buf said = { 0 };
	struct tui_world w;
	bool shown;

	look_around(&w);
	w.open = path;
	w.present = present;
	w.piped = open_piped(path, err);
	if (err->code != DP_OK || (w.piped && take_keys(err) != 0)) {
		dp_opening_free(w.piped);
		return -1;
	}
	shown = tui_term_run(&w, &said);
	dp_opening_free(w.piped);
	if (shown)
		tui_recent_note(w.state_folder, NULL, DP_S(""), 0);
	else
		cli_say("%.*s", DP_FMT(dp_buf_view(&said)));
	dp_buf_done(&said);
	return shown ? 0 : CLI_NO_SCREEN;
}

static int
run_script(const struct cli_script *script, struct dp_buf *out,
	   struct dp_err *err)
{
	const char *ascii = getenv("DPIPE_ASCII");
	struct tui_script s = { script->path, script->size,
				ascii && *ascii && strcmp(ascii, "0") != 0,
				script->dump };
	struct tui_world w;
	int status = -1;

	look_around(&w);
	w.open = script->open;
	w.present = script->present;
	w.piped = open_piped(script->open, err);
	if (err->code == DP_OK)
		status = tui_script_run(&s, &w, out, err);
	dp_opening_free(w.piped);
	return status;
}

static char *
practice(size_t i, struct dp_buf *said)
{
	struct tui_practice p = { 0 };
	char *path = NULL;

	tui_practice_read(&p, cli_data_folder());
	if (i < p.n) {
		tui_practice_say(&p, i, said);
		path = dp_strdup(dp_str_c(p.path[i]));
	}
	tui_practice_done(&p);
	return path;
}

static const struct cli_screen screen = {
	.run = run_screen,
	.line = tui_prompt_plain,
	.practice = practice,
	.script = run_script,
};

int
main(int argc, char **argv)
{
	const char *option = lang_option(argc, argv);
	int status;

	choose_language(option);
	open_messages(option);
	prepare_for_no_memory();
	dp_on_out_of_memory(out_of_memory);
	catch_signals();
	status = cli_main(argc, argv, &screen);
	if (stopped_by)
		return 128 + stopped_by;
	if (status == -EPIPE)
		return die_by(SIGPIPE);
	return status;
}
