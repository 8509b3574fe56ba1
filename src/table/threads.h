/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Threads, locks and the pipe by which one thread wakes another that waits
 * in poll: all that the library asks of the system for them. The one user of
 * pthread.h, with threads.c.
 */
#ifndef DPI_THREADS_H
#define DPI_THREADS_H

#include <pthread.h>
#include <stdbool.h>

#include <dpipe/base.h>

/* A lock and the news of what it guards. */
struct dpi_lock {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
};

/* News of their own, for some of those who wait at a lock. */
struct dpi_news {
	pthread_cond_t changed;
};

/* For a loop that looks until another thread has done something. */
static inline void
dpi_pause(void)
{
#if defined(__x86_64__) || defined(__i386__)
	__builtin_ia32_pause();
#elif defined(__aarch64__)
	__asm__ volatile("yield");
#endif
}

typedef pthread_t dpi_thread;

void dpi_lock_init(struct dpi_lock *l);
void dpi_lock_done(struct dpi_lock *l);
void dpi_lock(struct dpi_lock *l);
void dpi_unlock(struct dpi_lock *l);
/* Gives L up until somebody tells, and takes it again. L is held. */
void dpi_wait(struct dpi_lock *l);
/* The same for MS milliseconds at most. */
void dpi_wait_ms(struct dpi_lock *l, long ms);
/* Something that L guards has changed: all who wait look again. */
void dpi_tell(struct dpi_lock *l);

void dpi_news_init(struct dpi_news *n);
void dpi_news_done(struct dpi_news *n);
/* As dpi_wait, for N: L, which guards it, is held. */
void dpi_news_wait(struct dpi_news *n, struct dpi_lock *l);
/* All who wait for N look again; or one of them, whichever. */
void dpi_news_tell(struct dpi_news *n);
void dpi_news_tell_one(struct dpi_news *n);

/* Runs RUN(SELF) beside the caller; false: the system has no more threads. */
bool dpi_thread_start(dpi_thread *t, void *(*run)(void *self), void *self);
/* Waits for the end of T. */
void dpi_thread_join(dpi_thread t);

/* A pipe that is readable once rung: for a thread that waits in poll. */
struct dpi_bell {
	int read_fd, write_fd;
};

int dpi_bell_init(struct dpi_bell *b, struct dp_err *err);
void dpi_bell_done(struct dpi_bell *b);
/* read_fd becomes readable, until dpi_bell_hush. Never waits. */
void dpi_bell_ring(const struct dpi_bell *b);
void dpi_bell_hush(const struct dpi_bell *b);

#endif
