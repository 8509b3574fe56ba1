/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the view of findings share: view_findings_*.c. */
#ifndef DPI_TUI_VIEW_FINDINGS_H
#define DPI_TUI_VIEW_FINDINGS_H

#include <dpipe/verify.h>

#include "tui/errand.h"
#include "tui/figures.h"
#include "tui/view.h"

/* What the errand has for its own until it is over. */
struct tui_verifying {
	struct dp_verify what;
	struct dp_recipe *recipe; /* of WHAT, or NULL */
	struct dp_recipe *read;   /* whose texts are in WHAT, or NULL */
	struct dp_result result;
};

struct tui_findings {
	char *path, *name; /* as in name.h */
	size_t n_changes;  /* that were made before it was read */
	uint32_t step;     /* the last of them, in the history; 0: none */
	bool renewed;      /* read again because of others */
	struct tui_errand *errand; /* NULL: it is over */
	struct tui_errand_state now;
	struct tui_verifying *work;
	const struct dp_findings *found; /* in the result, or NULL */
	char language[8];                /* that it speaks */
	bool stopping;                   /* told to say what it knows */
	bool stopped;                    /* not all of the file was read */
	char *trouble;                   /* why there is no result, or NULL */

	size_t at, top; /* in the list; in the details, in lines */
	unsigned place; /* of the finding in focus */
	bool details;   /* they have the focus, not the list */

	char *log;                /* where decisions are written, or NULL */
	struct dp_result decided; /* what it says, its frame "decided" */
};

/* The view on top when it is this one, or NULL. */
struct tui_findings *tui_findings_top(const struct tui_app *app);
/* The table below that is of the same file, or NULL. */
struct tui_table *tui_findings_table(const struct tui_app *app,
				     const struct tui_findings *s);
/* The finding in focus, or NULL. */
const struct dp_finding *tui_findings_at(const struct tui_findings *s);

/* ---- view_findings_text.c ---------------------------------------------- */

/* Appends what is known of finding F: places, > at PLACE, why, what to do. */
void tui_findings_tell(const struct tui_findings *s, const struct dp_finding *f,
		       struct dp_buf *out);
/* Appends the notes of the result, a line each. */
void tui_findings_notes(const struct tui_findings *s, struct dp_buf *out);
/* Appends what each column holds. */
void tui_findings_columns(const struct tui_findings *s, struct dp_buf *out);
/* Appends how far the reading is. */
void tui_findings_progress(const struct tui_findings *s, struct dp_buf *out);
/* Appends how many findings there are. */
void tui_findings_count(const struct tui_findings *s, struct dp_buf *out);
void tui_findings_say(const struct tui_app *app, const struct tui_view *v,
		      struct dp_buf *out);

/* ---- view_findings_draw.c ---------------------------------------------- */

/* The boxes of the list and of the details; one is empty when alone. */
void tui_findings_split(const struct tui_app *app, const struct tui_findings *s,
			struct tui_rect area, struct tui_rect *list,
			struct tui_rect *details);
void tui_findings_draw(const struct tui_app *app, const struct tui_view *v,
		       struct tui_grid *g, struct tui_rect area);

/* ---- view_findings_log.c ----------------------------------------------- */

/* Finds where decisions about the file are, and reads them. */
void tui_findings_log_open(struct tui_findings *s);
void tui_findings_log_close(struct tui_findings *s);
/* The decision about F and its remark; false when there is none. */
bool tui_findings_decision(const struct tui_findings *s,
			   const struct dp_finding *f, dp_str *decision,
			   dp_str *remark);
/* Asks what is decided about the finding in focus. */
void tui_findings_decide(struct tui_app *app, struct tui_findings *s);

#endif
