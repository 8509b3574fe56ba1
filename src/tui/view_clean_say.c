/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace in words: values as they are shown, why, all of it as text. */
#include "tui/view_clean.h"

#include <dpipe/op.h>

#include "base/i18n.h"
#include "tui/reveal.h"

void
tui_clean_show_value(dp_str value, struct dp_buf *out)
{
	if (value.n == 0)
		dp_buf_c(out, _("(empty)"));
	else
		tui_reveal(value, out);
}

char *
tui_clean_title(const struct tui_clean *c)
{
	if (!c->step)
		return dp_strdup(dp_str_c(_("What changes")));
	if (!c->tried)
		return dp_format(_("Step %u: before -> after"), c->number);
	return dp_strdup(dp_str_c(_("Preview: before -> after")));
}

/* ---- why --------------------------------------------------------------- */

/* The operation of the step that is tried or looked at, or NULL. */
static const struct dp_op_class *
op_of(const struct tui_clean *c)
{
	dp_str rest = dp_str_c(c->step ? c->step : "");

	return dp_op_find(dp_str_cut(&rest, ' '));
}

void
tui_clean_tell_why(const struct tui_clean *c, struct dp_buf *out)
{
	const struct dp_op_class *op = op_of(c);

	if (op)
		dp_buf_format(out, "%s\n\n", _(op->summary));
	dp_buf_format(out, "%s\n%s\n%s\n%s\n", _("Before you apply, ask:"),
		      _("[ ] Could two of these be real, different things?"),
		      _("[ ] Did someone write it so on purpose?"),
		      c->t->owner ?
			      _("[ ] Will I say in my report that I did "
				"this?") :
			      _("[ ] Will I say in my report that I did this? "
				"(N notes it in the history)"));
	if (op)
		dp_buf_format(out, "\n%s\n", _(op->why));
}

void
tui_clean_why(struct tui_app *app, const struct tui_clean *c)
{
	struct dp_buf b = { 0 };

	if (c->step)
		dp_buf_format(&b, "%s\n\n", c->step);
	tui_clean_tell_why(c, &b);
	dp_buf_char(&b, '\0');
	(void)tui_push(app, &tui_view_text, b.p);
	dp_buf_done(&b);
}

/* ---- in sentences ------------------------------------------------------ */

static void
say_changes(const struct tui_clean *c, struct dp_buf *out)
{
	dp_buf_format(out, "%s\n", c->step);
	tui_clean_say_counts(c, out);
	dp_buf_char(out, '\n');
	tui_clean_say_columns(c, out);
	if (out->n > 0 && out->p[out->n - 1] != '\n')
		dp_buf_char(out, '\n');
	for (size_t i = 0; i < c->got.n; i++) {
		const struct dp_change *e = &c->got.example[i];

		if (!e->column.p) {
			dp_buf_format(out, _("  Row %llu goes out: %.*s"),
				      (unsigned long long)e->record,
				      DP_FMT(e->before));
			dp_buf_char(out, '\n');
			continue;
		}
		dp_buf_format(out, _("  Row %llu, %.*s: "),
			      (unsigned long long)e->record, DP_FMT(e->column));
		tui_clean_show_value(e->before, out);
		dp_buf_c(out, " -> ");
		tui_clean_show_value(e->after, out);
		dp_buf_char(out, '\n');
	}
}

void
tui_clean_say(const struct tui_app *app, const struct tui_view *v,
	      struct dp_buf *out)
{
	const struct tui_clean *c = v->state;
	char *title = tui_clean_title(c), n[TUI_FIGURE_BYTES];

	if (c->step) {
		dp_buf_format(out, "%s\n", title);
		say_changes(c, out);
		dp_buf_char(out, '\n');
	}
	free(title);
	dp_buf_format(out, "%s\n",
		      _("History (the original file is never written)"));
	tui_history_say(app, c, out);
	if (!c->values.name)
		return;
	dp_buf_char(out, '\n');
	dp_buf_format(out, _("Values: %s"), c->values.name);
	dp_buf_char(out, '\n');
	for (size_t i = 0; i < c->values.facet.n; i++) {
		const struct tui_value *l = &c->values.facet.line[i];

		dp_buf_c(out, "  ");
		tui_clean_show_value(l->text, out);
		dp_buf_format(out, ": %s", tui_count(l->n, n));
		if (l->ticked)
			dp_buf_format(out, ", %s", _("ticked"));
		dp_buf_char(out, '\n');
	}
}
