/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Streams: the one shape of everything that yields records.
 */
#include <dpipe/table.h>

#include <stdlib.h>

#include "base/i18n.h"

int
dp_next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	int status;

	if (dp_cancelled())
		return dp_fail(err, DP_ECANCEL, _("stopped."));
	status = s->next(s, b, err);
	if (status == 1 && s->work && s->work(s, b, err) != 0)
		return -1;
	return status;
}

void
dp_close(struct dp_stream *s)
{
	if (s)
		s->close(s);
}

/* A stream over rows that somebody makes. */
struct made {
	struct dp_stream stream;
	void *self;
	int (*next)(void *self, struct dp_batch *b, struct dp_err *err);
	void (*close)(void *self);
};

static int
made_next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct made *m = (struct made *)s;

	return m->next(m->self, b, err);
}

static void
made_close(struct dp_stream *s)
{
	struct made *m = (struct made *)s;

	m->close(m->self);
	dp_schema_done(&s->schema);
	free(m);
}

struct dp_stream *
dp_stream_new(void *self, const struct dp_schema *schema,
	      int (*next)(void *self, struct dp_batch *b, struct dp_err *err),
	      void (*close)(void *self))
{
	struct made *m = dp_alloc0(sizeof *m);

	m->stream.next = made_next;
	m->stream.close = made_close;
	dp_schema_copy(&m->stream.schema, schema);
	m->self = self;
	m->next = next;
	m->close = close;
	return &m->stream;
}
