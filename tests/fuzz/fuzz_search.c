/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is typed, a search answers and never fails. */
#include <dpipe/catalogue.h>

#include <stdlib.h>
#include <unistd.h>

#include "fuzz.h"

/* A catalogue of one sheet; its file is gone once it is read. */
static struct dp_catalogue *
small_catalogue(void)
{
	static const char sheet[] =
		"title.fr: Cinémas de l'Œuvre\n"
		"keywords: eau, écran\nformat: csv\nperiod: 2019/2021\n";
	char folder[] = "/tmp/dpipe-fuzz-XXXXXX";
	struct dp_catalogue *c = NULL;
	struct dp_err err = { 0 };
	char *path;

	must(mkdtemp(folder));
	path = dp_path_join(folder, "one.sheet");
	if (dp_write_file(path, sheet, sizeof sheet - 1, &err) == 0)
		c = dp_catalogue_open(folder, &err);
	(void)unlink(path);
	(void)rmdir(folder);
	free(path);
	must(c);
	return c;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct dp_catalogue *c;
	struct dp_search q = { .words = { (const char *)data, size } };
	struct dp_hits h = { 0 };
	struct dp_err err = { 0 };
	char *area;

	if (!c)
		c = small_catalogue();
	must(dp_catalogue_search(c, &q, &h, &err) == 0 && h.total <= 1);
	dp_hits_done(&h);
	area = dp_strdup(q.words);
	q.area = area;
	must(dp_catalogue_search(c, &q, &h, &err) == 0);
	dp_hits_done(&h);
	free(area);
	return 0;
}
