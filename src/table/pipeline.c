/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pipelines: several batches on their way at once, each carried by one thread
 * from the source to the end. What needs order waits at a gate for its
 * ticket's turn; what does not runs as it comes. The caller is one of the
 * threads: while no batch is there for it, it carries one itself.
 */
#include <dpipe/table.h>

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "table/threads.h"

#define THREADS_MAX 64u
#define THREADS_SENSIBLE 4u
/*
 * Looks at a gate before a thread goes to sleep: somewhat longer than another
 * is at work there, since to be woken again takes as long, and where the
 * processors are busy far longer.
 */
#define LOOKS 3000u
/*
 * A first batch no larger than this is probably the only one: to start threads
 * would take as long as all that is to be done. A second batch has them started
 * whatever its size.
 */
#define ALONE_BYTES (128u << 10)

struct slot {
	struct dp_batch *batch;
	struct slot *next_free;
	uint64_t ticket;
	int status; /* of dp_next: 1, 0 or -1 */
	bool ready;
	struct dp_err err;
};

/* Where tickets pass in order. */
struct gate {
	atomic_uint_least64_t turn; /* the ticket that is due */
	struct dpi_news *due;       /* that it is; of n_slots tickets, the most
				       there are on their way */
};

struct pipeline {
	struct dp_stream stream;
	struct dp_stream *inner;
	struct dp_stage *stage;
	size_t n_stages;
	unsigned n_threads; /* with the caller's; 1: it alone */
	bool started, ended, stop;
	bool shared; /* there are threads beside the caller's, where possible */
	dpi_thread thread[THREADS_MAX];
	unsigned n_running;
	unsigned n_known; /* threads that have a number, from 1, the caller's */
	struct dpi_lock lock;
	struct dpi_news freed; /* a slot is free, or there is no more to do */
	struct dpi_news ready; /* the batch that is due next is there */
	struct gate *gate;     /* 0 is the source, then one a stage */
	uint64_t next_ticket, next_out;
	uint64_t failed;     /* first ticket known to have failed */
	struct dp_err *over; /* one thread: why, or with what, it ended */
	struct slot *slot;
	size_t n_slots;
	struct slot *free_slots;
};

unsigned
dp_threads_default(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	if (n < 1)
		return 1;
	return n < (long)THREADS_SENSIBLE ? (unsigned)n : THREADS_SENSIBLE;
}

/* Waits until ticket T is due at GATE. */
static void
wait_turn(struct pipeline *p, size_t gate, uint64_t t)
{
	struct gate *g = &p->gate[gate];

	for (unsigned i = 0; i < LOOKS; i++) {
		uint64_t turn = atomic_load(&g->turn);

		if (turn == t)
			return;
		/* with others before it, T is not due soon */
		if (turn + 1 < t)
			break;
		dpi_pause();
	}
	dpi_lock(&p->lock);
	while (atomic_load(&g->turn) != t)
		dpi_news_wait(&g->due[t % p->n_slots], &p->lock);
	dpi_unlock(&p->lock);
}

static void
end_turn(struct pipeline *p, size_t gate)
{
	struct gate *g = &p->gate[gate];
	uint64_t next;

	dpi_lock(&p->lock);
	next = atomic_fetch_add(&g->turn, 1) + 1;
	dpi_news_tell_one(&g->due[next % p->n_slots]);
	dpi_unlock(&p->lock);
}

/* A free slot, one that WORKER had last if there is: its cache knows it. */
static struct slot *
take_slot(struct pipeline *p, unsigned worker)
{
	struct slot **at = &p->free_slots, *s;

	while (*at && (*at)->batch->worker != worker)
		at = &(*at)->next_free;
	if (!*at)
		at = &p->free_slots;
	s = *at;
	assert(s);
	*at = s->next_free;
	s->batch->worker = worker;
	return s;
}

/*
 * A free slot with the next ticket, for WORKER; NULL when there is none, or no
 * more to do. The lock is held.
 */
static struct slot *
take_ticket(struct pipeline *p, unsigned worker)
{
	struct slot *s;

	if (!p->free_slots || p->stop || p->ended)
		return NULL;
	s = take_slot(p, worker);
	s->ticket = p->next_ticket++;
	s->ready = false;
	memset(&s->err, 0, sizeof s->err);
	return s;
}

/* There is no more to do: who waits for a slot need not. */
static void
end_work(struct pipeline *p)
{
	p->ended = true;
	dpi_news_tell(&p->freed);
}

/* S failed: nothing more is read, nothing behind it is put in order. */
static void
fail_slot(struct pipeline *p, struct slot *s)
{
	s->status = -1;
	dpi_lock(&p->lock);
	end_work(p);
	if (s->ticket < p->failed)
		p->failed = s->ticket;
	dpi_unlock(&p->lock);
}

/* S's turn at the gate of stage I. */
static void
run_order(struct pipeline *p, size_t i, struct slot *s)
{
	struct dp_stage *g = &p->stage[i];
	bool behind;

	wait_turn(p, i + 1, s->ticket);
	dpi_lock(&p->lock);
	behind = p->failed < s->ticket;
	dpi_unlock(&p->lock);
	if (behind)
		s->status = 0;
	if (s->status == 1 && g->order(g->self, s->batch, &s->err) != 0)
		fail_slot(p, s);
	end_turn(p, i + 1);
}

static void
run_stages(struct pipeline *p, struct slot *s)
{
	if (s->status == 1 && p->inner->work &&
	    p->inner->work(p->inner, s->batch, &s->err) != 0)
		fail_slot(p, s);
	for (size_t i = 0; i < p->n_stages; i++) {
		struct dp_stage *g = &p->stage[i];

		if (g->order)
			run_order(p, i, s);
		if (s->status == 1 && g->work &&
		    g->work(g->self, s->batch, &s->err) != 0)
			fail_slot(p, s);
	}
}

/* Reads the batch of S, which has a ticket. */
static void
carry_in(struct pipeline *p, struct slot *s)
{
	bool over;

	if (p->inner->ahead)
		p->inner->ahead(p->inner, s->batch, s->ticket);
	wait_turn(p, 0, s->ticket);
	dpi_lock(&p->lock);
	over = p->ended || p->stop;
	dpi_unlock(&p->lock);
	if (over)
		s->status = 0;
	else if (dp_cancelled())
		s->status = dp_fail(&s->err, DP_ECANCEL, _("stopped."));
	else
		s->status = p->inner->next(p->inner, s->batch, &s->err);
	if (s->status != 1) {
		dpi_lock(&p->lock);
		end_work(p);
		dpi_unlock(&p->lock);
	}
	end_turn(p, 0);
}

/* What is done with it, to the end. */
static void
carry_on(struct pipeline *p, struct slot *s)
{
	run_stages(p, s);
	dpi_lock(&p->lock);
	s->ready = true;
	if (s->ticket == p->next_out)
		dpi_news_tell_one(&p->ready);
	dpi_unlock(&p->lock);
}

static void *
worker(void *self)
{
	struct pipeline *p = self;
	struct slot *s;
	unsigned me;

	dpi_lock(&p->lock);
	me = ++p->n_known;
	while (!p->stop && !p->ended) {
		s = take_ticket(p, me);
		if (!s) {
			dpi_news_wait(&p->freed, &p->lock);
			continue;
		}
		dpi_unlock(&p->lock);
		carry_in(p, s);
		carry_on(p, s);
		dpi_lock(&p->lock);
	}
	dpi_unlock(&p->lock);
	return NULL;
}

static void
start(struct pipeline *p)
{
	p->started = true;
	p->n_known = 1;
	p->slot = dp_realloc_array(NULL, p->n_slots, sizeof *p->slot);
	memset(p->slot, 0, p->n_slots * sizeof *p->slot);
	for (size_t i = 0; i < p->n_slots; i++) {
		p->slot[i].batch = dp_batch_new();
		p->slot[i].ticket = UINT64_MAX;
		p->slot[i].next_free = p->free_slots;
		p->free_slots = &p->slot[i];
	}
}

/*
 * Starts the other threads, once the caller has read S, if there seems to be
 * something to do for them. Where the system has no more of them, the caller
 * does it all.
 */
static void
share(struct pipeline *p, const struct slot *s)
{
	if (p->shared || s->status != 1 ||
	    (s->ticket == 0 && s->batch->block.n <= ALONE_BYTES))
		return;
	p->shared = true;
	for (; p->n_running + 1 < p->n_threads; p->n_running++)
		if (!dpi_thread_start(&p->thread[p->n_running], worker, p))
			break;
}

static struct slot *
find_ready(struct pipeline *p)
{
	for (size_t i = 0; i < p->n_slots; i++)
		if (p->slot[i].ready && p->slot[i].ticket == p->next_out)
			return &p->slot[i];
	return NULL;
}

/* The batch that is due, once it is there; the lock is held. */
static struct slot *
await_ready(struct pipeline *p)
{
	struct slot *s, *own;

	while (!(s = find_ready(p))) {
		own = take_ticket(p, 1);
		if (!own) {
			dpi_news_wait(&p->ready, &p->lock);
			continue;
		}
		dpi_unlock(&p->lock);
		carry_in(p, own);
		share(p, own);
		carry_on(p, own);
		dpi_lock(&p->lock);
	}
	return s;
}

/* One batch at a time, in the caller's thread. */
static int
next_alone(struct pipeline *p, struct dp_batch *b, struct dp_err *err)
{
	int status;

	if (p->over && p->over->code == DP_OK)
		return 0;
	if (p->over) {
		*err = *p->over;
		return -1;
	}
	status = dp_next(p->inner, b, err);
	for (size_t i = 0; status == 1 && i < p->n_stages; i++) {
		struct dp_stage *g = &p->stage[i];

		if ((g->order && g->order(g->self, b, err) != 0) ||
		    (g->work && g->work(g->self, b, err) != 0))
			status = -1;
	}
	/* As with threads, the end and a failure stay where they are. */
	if (status != 1) {
		p->over = dp_alloc0(sizeof *p->over);
		if (status < 0)
			*p->over = *err;
	}
	return status;
}

static int
pipeline_next(struct dp_stream *stream, struct dp_batch *b, struct dp_err *err)
{
	struct pipeline *p = (struct pipeline *)stream;
	struct slot *s;
	int status;

	if (p->n_threads == 1)
		return next_alone(p, b, err);
	if (!p->started)
		start(p);
	dpi_lock(&p->lock);
	s = await_ready(p);
	status = s->status;
	if (status == 1) {
		dp_batch_swap(s->batch, b);
		p->next_out++;
		s->ready = false;
		s->next_free = p->free_slots;
		p->free_slots = s;
		dpi_news_tell_one(&p->freed);
	} else if (status < 0) {
		*err = s->err;
	}
	/* The end and a failure stay where they are: asked again, they are
	 * there again. */
	dpi_unlock(&p->lock);
	return status;
}

static void
make_gates(struct pipeline *p)
{
	p->gate = dp_alloc0((p->n_stages + 1) * sizeof *p->gate);
	for (size_t i = 0; i < p->n_stages + 1; i++) {
		struct gate *g = &p->gate[i];

		g->due = dp_realloc_array(NULL, p->n_slots, sizeof *g->due);
		for (size_t k = 0; k < p->n_slots; k++)
			dpi_news_init(&g->due[k]);
	}
}

static void
free_gates(struct pipeline *p)
{
	for (size_t i = 0; i < p->n_stages + 1; i++) {
		for (size_t k = 0; k < p->n_slots; k++)
			dpi_news_done(&p->gate[i].due[k]);
		free(p->gate[i].due);
	}
	free(p->gate);
}

static void
pipeline_close(struct dp_stream *stream)
{
	struct pipeline *p = (struct pipeline *)stream;

	dpi_lock(&p->lock);
	p->stop = true;
	dpi_news_tell(&p->freed);
	dpi_unlock(&p->lock);
	for (unsigned i = 0; i < p->n_running; i++)
		dpi_thread_join(p->thread[i]);
	for (size_t i = 0; p->started && i < p->n_slots; i++)
		dp_batch_free(p->slot[i].batch);
	free(p->slot);
	for (size_t i = 0; i < p->n_stages; i++)
		if (p->stage[i].free)
			p->stage[i].free(p->stage[i].self);
	free(p->stage);
	free_gates(p);
	free(p->over);
	dpi_lock_done(&p->lock);
	dpi_news_done(&p->freed);
	dpi_news_done(&p->ready);
	dp_close(p->inner);
	dp_schema_done(&stream->schema);
	free(p);
}

struct dp_stream *
dp_pipeline_new(struct dp_stream *inner, const struct dp_stage *stage, size_t n,
		const struct dp_schema *schema, unsigned threads,
		struct dp_err *err)
{
	struct pipeline *p = dp_alloc0(sizeof *p);

	(void)err;
	p->stream.next = pipeline_next;
	p->stream.close = pipeline_close;
	p->stream.dialect = inner->dialect;
	dp_schema_view(&p->stream.schema, schema);
	p->inner = inner;
	p->n_stages = n;
	p->stage = dp_realloc_array(NULL, n + 1, sizeof *stage);
	if (n)
		memcpy(p->stage, stage, n * sizeof *stage);
	p->failed = UINT64_MAX;
	p->n_threads = threads ? threads : dp_threads_default();
	if (p->n_threads > THREADS_MAX)
		p->n_threads = THREADS_MAX;
	/* One that each carries, and one that waits for the caller. */
	p->n_slots = 2 * (size_t)p->n_threads;
	make_gates(p);
	dpi_lock_init(&p->lock);
	dpi_news_init(&p->freed);
	dpi_news_init(&p->ready);
	return &p->stream;
}
