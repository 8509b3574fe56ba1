/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Threads, locks and bells: thin names over the system's, so that one module
 * alone knows them. Nothing of tables is here.
 */
#include "table/threads.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"

void
dpi_lock_init(struct dpi_lock *l)
{
	(void)pthread_mutex_init(&l->mutex, NULL);
	(void)pthread_cond_init(&l->changed, NULL);
}

void
dpi_lock_done(struct dpi_lock *l)
{
	(void)pthread_mutex_destroy(&l->mutex);
	(void)pthread_cond_destroy(&l->changed);
}

void
dpi_lock(struct dpi_lock *l)
{
	(void)pthread_mutex_lock(&l->mutex);
}

void
dpi_unlock(struct dpi_lock *l)
{
	(void)pthread_mutex_unlock(&l->mutex);
}

void
dpi_wait(struct dpi_lock *l)
{
	(void)pthread_cond_wait(&l->changed, &l->mutex);
}

void
dpi_wait_ms(struct dpi_lock *l, long ms)
{
	struct timespec end = { 0 };

	(void)clock_gettime(CLOCK_REALTIME, &end);
	end.tv_nsec += ms % 1000 * 1000000;
	end.tv_sec += ms / 1000 + end.tv_nsec / 1000000000;
	end.tv_nsec %= 1000000000;
	(void)pthread_cond_timedwait(&l->changed, &l->mutex, &end);
}

void
dpi_tell(struct dpi_lock *l)
{
	(void)pthread_cond_broadcast(&l->changed);
}

void
dpi_news_init(struct dpi_news *n)
{
	(void)pthread_cond_init(&n->changed, NULL);
}

void
dpi_news_done(struct dpi_news *n)
{
	(void)pthread_cond_destroy(&n->changed);
}

void
dpi_news_wait(struct dpi_news *n, struct dpi_lock *l)
{
	(void)pthread_cond_wait(&n->changed, &l->mutex);
}

void
dpi_news_tell(struct dpi_news *n)
{
	(void)pthread_cond_broadcast(&n->changed);
}

void
dpi_news_tell_one(struct dpi_news *n)
{
	(void)pthread_cond_signal(&n->changed);
}

bool
dpi_thread_start(dpi_thread *t, void *(*run)(void *self), void *self)
{
	return pthread_create(t, NULL, run, self) == 0;
}

void
dpi_thread_join(dpi_thread t)
{
	(void)pthread_join(t, NULL);
}

int
dpi_bell_init(struct dpi_bell *b, struct dp_err *err)
{
	int end[2];

	b->read_fd = b->write_fd = -1;
	if (pipe2(end, O_CLOEXEC | O_NONBLOCK) != 0)
		return dp_fail_errno(err, _("no pipe can be made"));
	b->read_fd = end[0];
	b->write_fd = end[1];
	return 0;
}

void
dpi_bell_done(struct dpi_bell *b)
{
	if (b->read_fd >= 0)
		(void)close(b->read_fd);
	if (b->write_fd >= 0)
		(void)close(b->write_fd);
	b->read_fd = b->write_fd = -1;
}

void
dpi_bell_ring(const struct dpi_bell *b)
{
	/* A full pipe is a bell that rings already. */
	ssize_t n = write(b->write_fd, "", 1);

	(void)n;
}

void
dpi_bell_hush(const struct dpi_bell *b)
{
	char some[64];

	while (read(b->read_fd, some, sizeof some) > 0)
		continue;
}
