/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a chart: its sentence, its source, the numbers along y. */
#include <stdlib.h>

#include <dpipe/stat.h>

#include "base/i18n.h"
#include "tui/view_chart.h"

static void
take_title(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_chart *s = tui_chart_top(app);

	(void)choice;
	if (!s)
		return;
	tui_chart_word(&s->words.title, dp_trim(text));
	tui_chart_make(app, s);
}

static void
take_source(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_chart *s = tui_chart_top(app);

	(void)choice;
	if (!s)
		return;
	tui_chart_word(&s->words.source, dp_trim(text));
	tui_chart_make(app, s);
}

/* What may stand along y: sum and mean of each column of numbers. */
static void
complete_y(struct tui_app *app, dp_str line, struct tui_choices *list)
{
	const struct tui_chart *s = tui_chart_top(app);
	const struct dp_schema *schema;
	struct dp_seen seen;

	(void)line;
	if (!s)
		return;
	schema = dp_view_schema(s->view);
	for (size_t i = 0; i < schema->n; i++) {
		static const char *const call[] = { "sum", "mean" };
		struct dp_profile p;

		dp_view_seen(s->look, i, &seen);
		dp_profile_init(&p, schema->column[i].name);
		if (seen.kind != DP_SEEN_NUMBERS || p.code)
			continue; /* codes are no quantities */
		for (size_t k = 0; k < 2; k++) {
			char *text = dp_format("%s(%.*s)", call[k],
					       DP_FMT(schema->column[i].name));

			tui_choice_add(list, dp_str_c(text), DP_S(""), "", 1);
			free(text);
		}
	}
}

static void
take_y(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_chart *s = tui_chart_top(app);

	(void)choice;
	if (!s)
		return;
	tui_chart_word(&s->words.y, dp_trim(text));
	tui_chart_word(&s->words.of, DP_S(""));
	if (s->words.y && !strcmp(s->words.type, "histogram"))
		tui_chart_word(&s->words.type, DP_S("bar"));
	tui_chart_read(app, s);
}

static const struct tui_ask ask_title = { N_("What it says, in one sentence:"),
					  "values", NULL, take_title };
static const struct tui_ask ask_source = { N_("Its source:"), "values", NULL,
					   take_source };
static const struct tui_ask ask_y = { N_("Numbers along y:"), "values",
				      complete_y, take_y };

void
tui_chart_ask_title(struct tui_app *app, const struct tui_chart *s)
{
	tui_ask(app, &ask_title, s->words.title);
}

void
tui_chart_ask_source(struct tui_app *app, const struct tui_chart *s)
{
	tui_ask(app, &ask_source,
		s->words.source ? s->words.source : dp_path_base(s->path));
}

void
tui_chart_ask_y(struct tui_app *app, const struct tui_chart *s)
{
	tui_ask(app, &ask_y, s->words.y);
}
