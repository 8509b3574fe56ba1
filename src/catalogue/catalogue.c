/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The catalogue as a whole: a folder of sheets read in order, known by id.
 * What is in a sheet is sheet.c's, what is in the index index.c's.
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "catalogue/inner.h"

static int
is_sheet(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return e->d_name[0] != '.' && n > 6 &&
	       strcmp(e->d_name + n - 6, ".sheet") == 0;
}

/* The order of bytes, whatever the locale: results must not depend on it. */
static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void
refuse(struct dp_catalogue *c, const char *why)
{
	dp_grow(&c->refusal, &c->cap_refusals, c->n_refusals,
		sizeof *c->refusal);
	c->refusal[c->n_refusals++] = dp_strdup(dp_str_c(why));
}

static int
add_sheet(struct dp_catalogue *c, const char *folder, const char *name,
	  struct dp_err *err)
{
	struct dp_dataset d = { 0 };
	struct dp_buf text = { 0 };
	struct dp_err why = { 0 };
	char *path = dp_path_join(folder, name);
	int status = 0;

	if (dp_read_file(path, DP_SHEET_MAX_BYTES, &text, &why) != 0 ||
	    dp_sheet_read(&d, &c->text, name, dp_buf_view(&text), &why) != 0) {
		refuse(c, why.msg);
		free(d.column);
	} else if (dp_catalogue_get(c, d.id)) {
		status = dp_fail(
			err, DP_EDATA,
			_("two sheets of %s have the id %.*s: rename one of "
			  "them."),
			folder, DP_FMT(d.id));
		free(d.column);
	} else {
		dp_grow(&c->dataset, &c->cap, c->n, sizeof *c->dataset);
		c->dataset[c->n++] = d;
		status = dpi_index_dataset(c, c->n - 1, err);
	}
	dp_buf_done(&text);
	free(path);
	return status;
}

static int
read_folder(struct dp_catalogue *c, const char *folder, struct dp_err *err)
{
	struct dirent **list = NULL;
	int status = 0, n = scandir(folder, &list, is_sheet, by_bytes);

	if (n < 0)
		return dp_fail(
			err, DP_ENOTFOUND,
			_("there is no catalogue in %s: is dpipe installed "
			  "whole?"),
			folder);
	for (int i = 0; i < n; i++) {
		if (status == 0)
			status = add_sheet(c, folder, list[i]->d_name, err);
		free(list[i]);
	}
	free(list);
	return status;
}

struct dp_catalogue *
dp_catalogue_open(const char *folder, struct dp_err *err)
{
	struct dp_catalogue *c = dp_alloc0(sizeof *c);

	c->store = dpi_store_new(err);
	if (!c->store || read_folder(c, folder, err) != 0 ||
	    dpi_store_ready(c->store, err) != 0) {
		dp_catalogue_free(c);
		return NULL;
	}
	return c;
}

void
dp_catalogue_free(struct dp_catalogue *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n; i++)
		free(c->dataset[i].column);
	for (size_t i = 0; i < c->n_refusals; i++)
		free(c->refusal[i]);
	free(c->dataset);
	free(c->refusal);
	dpi_store_free(c->store);
	dp_arena_done(&c->text);
	free(c);
}

size_t
dp_catalogue_count(const struct dp_catalogue *c)
{
	return c->n;
}

size_t
dp_catalogue_refused(const struct dp_catalogue *c)
{
	return c->n_refusals;
}

const char *
dp_catalogue_refusal(const struct dp_catalogue *c, size_t i)
{
	return c->refusal[i];
}

const struct dp_dataset *
dp_catalogue_get(const struct dp_catalogue *c, dp_str id)
{
	for (size_t i = 0; i < c->n; i++)
		if (dp_str_eq(c->dataset[i].id, id))
			return &c->dataset[i];
	return NULL;
}

const struct dp_dataset *
dp_catalogue_need(const struct dp_catalogue *c, dp_str id, struct dp_err *err)
{
	const struct dp_dataset *d = dp_catalogue_get(c, id);
	size_t found[3], n;
	dp_str *name;
	struct dp_buf list = { 0 };

	if (d)
		return d;
	name = dp_realloc_array(NULL, c->n + 1, sizeof *name);
	for (size_t i = 0; i < c->n; i++)
		name[i] = c->dataset[i].id;
	n = dp_nearest(id, name, c->n, 3, found);
	for (size_t i = 0; i < n; i++) {
		dp_buf_c(&list, i ? ", " : "");
		dp_buf_str(&list, name[found[i]]);
	}
	if (n)
		dp_fail(err, DP_ENOTFOUND,
			_("the catalogue has no dataset %.*s; did you mean "
			  "%.*s?"),
			DP_FMT(id), DP_FMT(dp_buf_view(&list)));
	else
		dp_fail(err, DP_ENOTFOUND,
			_("the catalogue has no dataset %.*s; look for one "
			  "with: dpipe find WORD"),
			DP_FMT(id));
	dp_buf_done(&list);
	free(name);
	return NULL;
}
