/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said to the learner, gathered. Nothing is shown here. */
#include "lesson/session.h"

#include <stdlib.h>

void
dpi_say_text(struct dp_says *says, enum dp_say_kind kind, size_t number,
	     dp_str text)
{
	struct dp_say *s;

	if (!says || text.n == 0)
		return;
	dp_grow(&says->at, &says->cap, says->n, sizeof *says->at);
	s = &says->at[says->n++];
	s->kind = kind;
	s->number = number;
	s->text = dp_keep(&says->text, text);
}

void
dpi_say(struct dp_says *says, enum dp_say_kind kind, const char *fmt, ...)
{
	struct dp_buf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	dp_buf_vformat(&b, fmt, ap);
	va_end(ap);
	dpi_say_text(says, kind, 0, dp_buf_view(&b));
	dp_buf_done(&b);
}

void
dp_says_clear(struct dp_says *s)
{
	s->n = 0;
	dp_arena_reset(&s->text);
}

void
dp_says_done(struct dp_says *s)
{
	free(s->at);
	dp_arena_done(&s->text);
	memset(s, 0, sizeof *s);
}

void
dpi_texts_add(struct dpi_texts *t, dp_str s)
{
	dp_grow(&t->at, &t->cap, t->n, sizeof *t->at);
	t->at[t->n++] = dp_strdup(s);
}

void
dpi_texts_move(struct dpi_texts *from, struct dpi_texts *to)
{
	if (from->n == 0)
		return;
	dp_grow(&to->at, &to->cap, to->n, sizeof *to->at);
	to->at[to->n++] = from->at[--from->n];
}

void
dpi_texts_clear(struct dpi_texts *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->at[i]);
	free(t->at);
	memset(t, 0, sizeof *t);
}
