/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of sample-data that home offers. Their size is written here,
 * because home reads no table; a test holds it to the files.
 */
#include "tui/practice.h"

#include <inttypes.h>
#include <stdlib.h>

#include <dpipe/text.h>

#include "base/i18n.h"
#include "tui/view.h"

struct entry {
	const char *file;       /* in sample-data */
	const char *title;      /* marked N_ */
	const char *note;       /* marked N_: what is special */
	uint64_t rows, columns; /* 0: a project */
};

#define NOTE_COLS 9u

/* TRANSLATORS: titles of 20 columns, notes of 9 columns at most. */
static const struct entry table[] = {
	{ "cinemas-paca/cinemas-brut.csv", N_("Cinemas, as typed"), N_("dirty"),
	  196, 15 },
	{ "cinemas-paca/cinemas-propre.csv", N_("Cinemas, repaired"),
	  N_("clean"), 180, 15 },
	{ "communes-paca.csv", N_("Communes"), N_("distances"), 946, 8 },
	{ "departements-paca.csv", N_("Departments"), N_("tiny"), 6, 5 },
	{ "example", N_("A finished project"), N_("7 steps"), 0, 0 },
};

#define ENTRIES (sizeof table / sizeof table[0])

void
tui_practice_read(struct tui_practice *p, const char *data_folder)
{
	for (size_t i = 0; i < ENTRIES; i++) {
		char *path = dp_format("%s/sample-data/%s", data_folder,
				       table[i].file);

		if (dp_exists(path)) {
			p->item[p->n] = i;
			p->path[p->n++] = path;
		} else {
			free(path);
		}
	}
}

void
tui_practice_done(struct tui_practice *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->path[i]);
	p->n = 0;
}

bool
tui_practice_is_table(const struct tui_practice *p, size_t i)
{
	return table[p->item[i]].rows > 0;
}

const char *
tui_practice_title(const struct tui_practice *p, size_t i)
{
	return _(table[p->item[i]].title);
}

void
tui_practice_note(const struct tui_practice *p, size_t i, struct dp_buf *out)
{
	const struct entry *e = &table[p->item[i]];

	if (e->rows > 0)
		dp_buf_format(out, "%" PRIu64 " x %-2" PRIu64 "  ", e->rows,
			      e->columns);
	dp_buf_c(out, _(e->note));
	for (size_t cols = dp_shown_cols(dp_str_c(_(e->note)));
	     cols < NOTE_COLS; cols++)
		dp_buf_char(out, ' ');
}

void
tui_practice_say(const struct tui_practice *p, size_t i, struct dp_buf *out)
{
	const struct entry *e = &table[p->item[i]];

	dp_buf_format(out, _("%s: "), _(e->title));
	if (e->rows > 0)
		dp_buf_format(out, _("%llu rows, %llu columns, %s"),
			      (unsigned long long)e->rows,
			      (unsigned long long)e->columns, _(e->note));
	else
		dp_buf_c(out, _(e->note));
}

void
tui_practice_open(struct tui_app *app, const struct tui_practice *p, size_t i)
{
	char *arg;

	if (tui_practice_is_table(p, i)) {
		(void)tui_open_file(app, p->path[i]);
		return;
	}
	arg = dp_format("1:%s", p->path[i]);
	(void)tui_push(app, &tui_view_project, arg);
	free(arg);
}
