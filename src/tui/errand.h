/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A step that is carried out beside the interface, on a thread of its own.
 * The thread touches nothing but what it was given; all of these functions
 * are for the interface's.
 */
#ifndef DPI_TUI_ERRAND_H
#define DPI_TUI_ERRAND_H

#include <dpipe/step.h>

struct tui_errand;

struct tui_errand_state {
	bool over;
	int status;         /* what the step returned, once it is over */
	uint64_t n_records; /* read so far */
	double share;       /* of the work, 0 to 1; below 0: not known */
	double seconds;     /* since it was started */
	struct dp_err err;
};

/*
 * Runs RUN(SELF) with WATCH, for the step to be watched with. SELF must
 * outlive the errand, and is RUN's alone until that is over.
 */
struct tui_errand *tui_errand_start(int (*run)(void *self,
					       const struct dp_watch *watch,
					       struct dp_err *err),
				    void *self, struct dp_err *err);
/* Readable when there is news; then call tui_errand_hush, and look. */
int tui_errand_fd(const struct tui_errand *e);
void tui_errand_hush(struct tui_errand *e);
void tui_errand_look(struct tui_errand *e, struct tui_errand_state *out);
/* Enough was read: it says what it knows. Does not wait for it. */
void tui_errand_stop(struct tui_errand *e);
/* Ends it, waits some milliseconds for that, frees it. NULL is fine. */
void tui_errand_free(struct tui_errand *e);

#endif
