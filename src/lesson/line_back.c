/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words that go back and forth: undo and redo, a change at a time; keep and
 * back, states that have a name.
 */
#include "lesson/session.h"

#include <stdlib.h>

#include "base/i18n.h"

int
dpi_undo_line(struct dp_learn *l, struct dp_says *says, struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);
	int status = dpi_undo_last(l, err);

	if (status < 0)
		return -1;
	if (status == 0) {
		dpi_say(says, DP_SAY_ERROR,
			_("There is nothing to take back in this task. “go N” "
			  "goes back to an earlier one."));
		return 1;
	}
	dpi_texts_move(&l->done, &l->undone);
	if (dpi_note(l, "undo", DP_S(""), err) != 0)
		return -1;
	dpi_say(says, DP_SAY_DONE, _("The last change is taken back."));
	if (l->complete && t && t->n_checks > 0) {
		l->complete = false;
		return dpi_note(l, "reopen", DP_S(""), err) == 0 ? 1 : -1;
	}
	return 1;
}

int
dpi_redo_line(struct dp_learn *l, struct dp_says *says, struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);
	int status = dpi_redo_last(l, err);

	if (status < 0)
		return -1;
	if (status == 0) {
		dpi_say(says, DP_SAY_ERROR,
			_("There is no later change to make again."));
		return 1;
	}
	dpi_texts_move(&l->undone, &l->done);
	if (dpi_note(l, "redo", DP_S(""), err) != 0)
		return -1;
	dpi_say(says, DP_SAY_DONE, _("The change is made again."));
	if (t && t->n_checks > 0)
		return dpi_judge_say(l, says, err) == 0 ? 1 : -1;
	return 1;
}

/* A name of a state, safe as a folder's. */
static bool
is_name(dp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '/' || (unsigned char)s.p[i] < 0x20)
			return false;
	return s.n > 0 && s.n < 100 && s.p[0] != '.';
}

int
dpi_keep_line(struct dp_learn *l, bool keep, dp_str rest, struct dp_says *says,
	      struct dp_err *err)
{
	char *key = dp_format("kept/%.*s", DP_FMT(rest)), *undo_key = NULL;
	int status = 1;

	if (!is_name(rest)) {
		dpi_say(says, DP_SAY_ERROR,
			_("Give the state a name: “keep before lunch”, and "
			  "later “back before lunch”."));
	} else if (keep) {
		status = dpi_state_keep(l, key, err) == 0 ? 1 : -1;
		if (status == 1)
			dpi_say(says, DP_SAY_DONE,
				_("Kept. “back %.*s” goes back to it."),
				DP_FMT(rest));
	} else if ((undo_key = dpi_undo_keep(l, err)) == NULL) {
		status = -1;
	} else if (dpi_state_restore(l, key, err) != 0) {
		dpi_undo_drop(l, undo_key);
		dpi_say(says, DP_SAY_ERROR, "%s", err->msg);
	} else {
		dpi_texts_clear(&l->undone);
		dpi_redo_clear(l);
		dpi_say(says, DP_SAY_DONE, _("Your folder is as it was then."));
		if (l->complete && dpi_task(l)->n_checks > 0 &&
		    dpi_judge_say(l, says, err) != 0)
			status = -1;
	}
	free(undo_key);
	free(key);
	return status;
}
