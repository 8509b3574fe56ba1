/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which charts a column can be drawn as, and why not as the others. */
#include <stdlib.h>

#include <dpipe/project.h>

#include "base/i18n.h"
#include "tui/view_chart.h"

/* What SEEN says a column holds; dates, as far as they sort as they stand. */
static enum dp_seen_kind
kind_seen(const struct dp_seen *seen)
{
	bool iso = seen->frequent_bytes == 4 ||
		   (seen->frequent_bytes > 4 && seen->frequent[4] == '-');

	return seen->kind == DP_SEEN_DATES && !iso ? DP_SEEN_TEXT : seen->kind;
}

/* What the rows seen so far say column NAME holds. */
static enum dp_seen_kind
kind_of(const struct tui_chart *s, const char *name)
{
	ptrdiff_t i = name ? dp_schema_find(dp_view_schema(s->view),
					    dp_str_c(name)) :
			     -1;
	struct dp_seen seen;

	if (i < 0 || s->codes)
		return DP_SEEN_TEXT;
	dp_view_seen(s->look, (size_t)i, &seen);
	return kind_seen(&seen);
}

const char *
tui_chart_why_not(const struct tui_chart *s, const struct dp_chart_class *class)
{
	enum dp_seen_kind kind = kind_of(s, s->words.x);

	if (s->words.type && !strcmp(class->name, s->words.type))
		return NULL;
	switch (class->shape) {
	case DP_CHART_VALUES:
		if (kind == DP_SEEN_NUMBERS && !s->words.y)
			return NULL;
		return s->words.y ? _("it counts rows, and takes one column") :
				    _("the values are no numbers");
	case DP_CHART_ORDERED:
		if (kind == DP_SEEN_DATES ||
		    (kind == DP_SEEN_NUMBERS && s->words.y))
			return NULL;
		return _("there are no dates like 2021-03-12");
	case DP_CHART_CATEGORIES:
		break;
	}
	return kind == DP_SEEN_NUMBERS && !s->words.y ?
		       _("numbers are too many names: a histogram groups "
			 "them") :
		       NULL;
}

/* The number of the class that is drawn. */
static size_t
class_at(const struct tui_chart *s)
{
	size_t n = dp_chart_classes();

	for (size_t i = 0; i < n; i++)
		if (!strcmp(dp_chart_class_at(i)->name, s->words.type))
			return i;
	return 0;
}

void
tui_chart_next_type(struct tui_app *app, struct tui_chart *s, int by)
{
	size_t n = dp_chart_classes(), was = class_at(s), i = was;
	const struct dp_chart_class *class;

	do
		i = (i + n + (size_t)by) % n;
	while (i != was && tui_chart_why_not(s, dp_chart_class_at(i)));
	class = dp_chart_class_at(i);
	if (i == was) {
		for (i = 0;
		     i < n && !tui_chart_why_not(s, dp_chart_class_at(i));)
			i++;
		tui_say(app, _("No other chart is offered. %s: %s."),
			_(dp_chart_class_at(i)->title),
			tui_chart_why_not(s, dp_chart_class_at(i)));
		return;
	}
	tui_chart_word(&s->words.type, dp_str_c(class->name));
	if ((class->shape == DP_CHART_VALUES) !=
	    (dp_chart_class_at(was)->shape == DP_CHART_VALUES))
		tui_chart_read(app, s);
	else
		tui_chart_make(app, s);
	if (s->chart)
		tui_say(app, "%s", _(class->when));
}

void
tui_chart_take_codes(struct tui_app *app, struct tui_chart *s)
{
	s->codes = true;
	tui_chart_word(&s->words.type, DP_S("bar"));
	tui_chart_read(app, s);
}

void
tui_chart_words_for(struct dp_view *v, size_t index, struct dp_buf *out)
{
	const struct dp_schema *schema = dp_view_schema(v);
	struct dp_seen seen;

	dp_view_seen(v, index, &seen);
	dp_buf_c(out, kind_seen(&seen) == DP_SEEN_NUMBERS ? "histogram" :
		      kind_seen(&seen) == DP_SEEN_DATES   ? "line" :
							    "bar");
	dp_buf_c(out, " -x ");
	dp_command_quote(schema->column[index].name, out);
}
