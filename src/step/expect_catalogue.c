/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Predicates about the catalogue: how many sheets answer a search.
 */
#include "step/expect.h"

#include <dpipe/catalogue.h>

#include <stdlib.h>

#include "base/i18n.h"

/* Puts VALUE into Q where KEY says. */
static int
narrow(struct dp_search *q, dp_str key, const char *value, struct dp_err *err)
{
	if (dp_str_is(key, "producer"))
		q->producer = value;
	else if (dp_str_is(key, "licence"))
		q->licence = value;
	else if (dp_str_is(key, "format"))
		q->format = value;
	else if (dp_str_is(key, "area"))
		q->area = value;
	else if (!dp_str_is(key, "year") ||
		 !dp_str_int(dp_str_c(value), &q->year))
		return dp_fail(err, DP_ERECIPE,
			       _("a search is narrowed by year=2023, licence=, "
				 "area=, format= and producer=."));
	return 0;
}

int
dpi_finish_sheets(struct dpi_judging *j, struct dpi_measure *m,
		  struct dp_err *err)
{
	const struct dpi_predicate *p = m->p;
	struct dp_search q = { .words = p->arg[0], .limit = 1 };
	char *value[DPI_EXPECT_ARGS] = { NULL }, *folder;
	struct dp_hits hits = { 0 };
	struct dp_catalogue *c = NULL;
	int status = 0;

	folder = dp_path_join(j->on->data ? j->on->data : ".",
			      "sample-data/catalogue");
	for (size_t i = 1; status == 0 && i < p->n_args; i += 2) {
		value[i] = dp_strdup(i + 1 < p->n_args ? p->arg[i + 1] :
							 DP_S(""));
		status = narrow(&q, p->arg[i], value[i], err);
	}
	if (status == 0 && (c = dp_catalogue_open(folder, err)) == NULL)
		status = -1;
	if (status == 0)
		status = dp_catalogue_search(c, &q, &hits, err);
	m->number = (double)hits.total;
	dp_hits_done(&hits);
	dp_catalogue_free(c);
	for (size_t i = 0; i < DPI_EXPECT_ARGS; i++)
		free(value[i]);
	free(folder);
	return status;
}
