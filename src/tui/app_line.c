/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * TYPE mode: what is asked, the candidates above the line, and the two
 * questions of the app itself: a command, a file.
 */
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <dpipe/text.h>

#include "base/i18n.h"
#include "tui/inner.h"
#include "tui/prompt.h"
#include "tui/recipe_line.h"

/* ---- candidates ------------------------------------------------------- */

void
tui_choice_add(struct tui_choices *list, dp_str text, dp_str key,
	       const char *help, int weight)
{
	struct tui_choice *c;

	dp_grow(&list->item, &list->cap, list->n, sizeof *list->item);
	c = &list->item[list->n++];
	c->text = dp_keep(&list->text, text);
	c->key = dp_keep(&list->text, key);
	c->help = dp_keep(&list->text, dp_str_c(help ? help : ""));
	c->weight = weight;
}

/* Heavier before lighter; otherwise as they came (insertion: few items). */
static void
sort_choices(struct tui_choices *list)
{
	for (size_t i = 1; i < list->n; i++) {
		struct tui_choice one = list->item[i];
		size_t at = i;

		while (at > 0 && list->item[at - 1].weight < one.weight) {
			list->item[at] = list->item[at - 1];
			at--;
		}
		list->item[at] = one;
	}
}

static void
complete(struct tui_app *app)
{
	dp_str line = { tui_prompt_text().p, tui_prompt_point() };

	app->choices.n = 0;
	dp_arena_reset(&app->choices.text);
	if (app->ask->complete)
		app->ask->complete(app, line, &app->choices);
	sort_choices(&app->choices);
	app->mark = app->choices.n ? 0 : -1;
}

static bool
candidate(void *context, size_t i, dp_str *out)
{
	const struct tui_app *app = context;

	if (i >= app->choices.n)
		return false;
	*out = app->choices.item[i].text;
	return true;
}

/* ---- asking ----------------------------------------------------------- */

/* The file that remembers what was typed; the caller frees it. */
static char *
history_file(const struct tui_app *app, const struct tui_ask *ask)
{
	const char *folder = app->world.state_folder;
	struct dp_err err = { 0 };

	if (!folder || !ask->history || dp_make_folders(folder, &err) != 0)
		return NULL;
	return dp_format("%s/history-%s", folder, ask->history);
}

void
tui_ask(struct tui_app *app, const struct tui_ask *ask, const char *initial)
{
	char *history = history_file(app, ask), *kept = NULL;

	if (!initial && app->kept_of == ask && app->kept.n > 0) {
		kept = dp_strdup(dp_buf_view(&app->kept));
		app->kept.n = 0;
	}
	tui_prompt_start(history, initial ? initial : kept, candidate, app);
	app->ask = ask;
	free(history);
	free(kept);
	complete(app);
}

static void
leave(struct tui_app *app)
{
	app->kept.n = 0;
	dp_buf_str(&app->kept, tui_prompt_text());
	app->kept_of = app->ask;
	tui_prompt_stop(false);
	app->ask = NULL;
	if (app->kept.n > 0)
		tui_say(app, _("Left; what you typed comes back with the "
			       "same key."));
	else
		app->status.n = 0;
}

static void
finish(struct tui_app *app)
{
	const struct tui_ask *ask = app->ask;
	dp_str none = { NULL, 0 }, choice = none;
	char *text = dp_strdup(tui_prompt_text()), *chosen = NULL;

	if (app->mark >= 0) {
		chosen = dp_strdup(app->choices.item[app->mark].text);
		choice = dp_str_c(chosen);
	}
	tui_prompt_stop(true);
	app->ask = NULL;
	app->status.n = 0;
	ask->done(app, dp_str_c(text), choice);
	free(text);
	free(chosen);
}

/* ---- keys ------------------------------------------------------------- */

/* Tab: readline completes as far as it can; then > goes on. */
static void
tab(struct tui_app *app)
{
	char *before = dp_strdup(tui_prompt_text());
	ptrdiff_t mark = app->mark;

	(void)tui_prompt_key(TUI_K_TAB);
	if (app->choices.n > 0 && dp_str_is(tui_prompt_text(), before))
		app->mark = (mark + 1) % (ptrdiff_t)app->choices.n;
	else
		complete(app);
	free(before);
}

/* True when KEY moved > among the candidates. */
static bool
move_mark(struct tui_app *app, tui_key key)
{
	ptrdiff_t n = (ptrdiff_t)app->choices.n;

	if (n == 0 || tui_prompt_recalls())
		return false;
	if (key == TUI_K_DOWN && app->mark + 1 < n)
		app->mark++;
	else if ((key == TUI_K_UP || key == TUI_K_BACKTAB) && app->mark > 0)
		app->mark--;
	else
		return key == TUI_K_DOWN || key == TUI_K_BACKTAB;
	return true;
}

static void
interrupt(struct tui_app *app)
{
	if (tui_prompt_text().n == 0) {
		leave(app);
		tui_say(app, _("Nothing is running. q leaves."));
		return;
	}
	tui_prompt_clear();
	complete(app);
	tui_say(app, _("The line is empty again. Esc leaves it."));
}

void
tui_line_key(struct tui_app *app, tui_key key)
{
	if (key == TUI_K_ESC && !tui_prompt_wants_esc()) {
		leave(app);
	} else if (key == TUI_CTRL('C')) {
		interrupt(app);
	} else if (key == TUI_CTRL('L')) {
		app->repaint = true;
	} else if (key == TUI_K_F1) {
		tui_say(app, _("Tab completes, the arrows choose or recall, "
			       "Enter runs, Esc leaves the line."));
	} else if (key == TUI_K_TAB) {
		tab(app);
	} else if (!move_mark(app, key)) {
		if (tui_prompt_key(key) == TUI_PROMPT_ACCEPTED)
			finish(app);
		else
			complete(app);
	}
}

void
tui_line_paste(struct tui_app *app, dp_str text)
{
	tui_prompt_insert(text);
	complete(app);
}

void
tui_line_choose(struct tui_app *app, size_t i)
{
	if (i >= app->choices.n)
		return;
	tui_prompt_replace(app->choices.item[i].text);
	complete(app);
}

/* ---- a command -------------------------------------------------------- */

static void
complete_command(struct tui_app *app, dp_str line, struct tui_choices *list)
{
	struct dp_buf typed = { 0 }, key = { 0 };

	dp_fold(dp_trim(line), &typed);
	for (int i = 1; i < TUI_COMMANDS; i++) {
		enum tui_command c = (enum tui_command)i;
		const struct tui_command_info *t = tui_command_info(c);
		int weight = tui_command_fits(c, dp_buf_view(&typed));

		if (weight == 0 || !tui_serves(tui_top(app), c) ||
		    c == TUI_COMMAND)
			continue;
		key.n = 0;
		tui_key_name(t->key, &key);
		/* nothing is typed: moving comes last, it needs no words */
		if (typed.n == 0)
			weight = c > TUI_LAST;
		tui_choice_add(list, dp_str_c(_(t->title)), dp_buf_view(&key),
			       _(t->help), weight);
	}
	tui_recipe_complete(app, line, list);
	dp_buf_done(&typed);
	dp_buf_done(&key);
}

static void
run_command(struct tui_app *app, dp_str text, dp_str choice)
{
	dp_str rest = dp_trim(text), word = dp_str_cut(&rest, ' ');

	if (choice.p && !tui_command_named(text) && !tui_command_named(word) &&
	    !tui_recipe_is_step(app, text))
		tui_app_run(app, choice);
	else if (dp_trim(text).n > 0 || choice.p)
		tui_app_run(app, dp_trim(text).n ? text : choice);
}

const struct tui_ask tui_ask_command = { ":", "commands", complete_command,
					 run_command };

/* ---- a file ----------------------------------------------------------- */

/* Adds the entry E of FOLDER when it fits what is typed behind the slash. */
static void
add_entry(struct tui_choices *list, const char *folder, const char *shown,
	  const char *name, dp_str typed)
{
	char *path = dp_path_join(folder, name);
	struct dp_buf b = { 0 }, text = { 0 };
	ptrdiff_t at;
	struct stat st;

	dp_fold(dp_str_c(name), &b);
	at = dp_str_search(dp_buf_view(&b), typed);
	if (at >= 0 && stat(path, &st) == 0 && (name[0] != '.' || typed.n)) {
		bool is_folder = S_ISDIR(st.st_mode);

		dp_buf_format(&text, "%s%s%s", shown, name,
			      is_folder ? "/" : "");
		tui_choice_add(list, dp_buf_view(&text), DP_S(""),
			       is_folder ? _("folder") : "", at == 0 ? 2 : 1);
	}
	dp_buf_done(&text);
	dp_buf_done(&b);
	free(path);
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void
complete_file(struct tui_app *app, dp_str line, struct tui_choices *list)
{
	char *shown = dp_strdup(line), *slash = strrchr(shown, '/');
	const char *folder = ".";
	struct dirent **entry;
	struct dp_buf typed = { 0 };
	int n;

	(void)app;
	dp_fold(dp_str_c(slash ? slash + 1 : shown), &typed);
	if (slash) {
		slash[1] = '\0';
		folder = shown;
	} else {
		shown[0] = '\0';
	}
	n = scandir(folder, &entry, NULL, by_name);
	for (int i = 0; i < n; i++) {
		const char *name = entry[i]->d_name;

		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
			add_entry(list, folder, shown, name,
				  dp_buf_view(&typed));
		free(entry[i]);
	}
	if (n >= 0)
		free(entry);
	dp_buf_done(&typed);
	free(shown);
}

/* Hands the file to OPEN; a folder is asked on, as ASK does. */
static void
take_file(struct tui_app *app, dp_str text, dp_str choice,
	  const struct tui_ask *ask,
	  bool (*open)(struct tui_app *app, const char *path))
{
	char *path = dp_strdup(dp_trim(text));
	struct stat st;

	if (choice.p && !dp_exists(path)) {
		free(path);
		path = dp_strdup(choice);
	}
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
		bool slash = path[strlen(path) - 1] == '/';
		char *folder = dp_format("%s%s", path, slash ? "" : "/");

		tui_ask(app, ask, folder);
		free(folder);
	} else if (*path)
		(void)open(app, path);
	free(path);
}

static void
open_it(struct tui_app *app, dp_str text, dp_str choice)
{
	take_file(app, text, choice, &tui_ask_file, tui_open_file);
}

const struct tui_ask tui_ask_file = { N_("Open file:"), "files", complete_file,
				      open_it };

static bool
verify(struct tui_app *app, const char *path)
{
	return tui_push(app, &tui_view_findings, path);
}

static void
verify_it(struct tui_app *app, dp_str text, dp_str choice)
{
	take_file(app, text, choice, &tui_ask_verify, verify);
}

const struct tui_ask tui_ask_verify = { N_("File to verify:"), "files",
					complete_file, verify_it };
