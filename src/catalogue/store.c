/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The index of the catalogue, in SQLite with FTS5, opened when it is first
 * needed; no other file may include it. The index lives in memory and is
 * built at each start: some hundred sheets take a few milliseconds, and
 * nothing on a disk can go stale, be locked or be half-written. Text comes in
 * as words already folded; nothing typed by a user becomes SQL.
 */
#include <sqlite3.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/lazy.h"
#include "catalogue/inner.h"

#define SQLITE_FUNCTIONS(X) \
	X(sqlite3_bind_double) \
	X(sqlite3_bind_int) \
	X(sqlite3_bind_int64) \
	X(sqlite3_bind_text64) \
	X(sqlite3_clear_bindings) \
	X(sqlite3_close) \
	X(sqlite3_column_bytes) \
	X(sqlite3_column_double) \
	X(sqlite3_column_int64) \
	X(sqlite3_column_text) \
	X(sqlite3_exec) \
	X(sqlite3_extended_errcode) \
	X(sqlite3_finalize) \
	X(sqlite3_open_v2) \
	X(sqlite3_prepare_v2) \
	X(sqlite3_reset) \
	X(sqlite3_step)

struct sqlite_api {
	SQLITE_FUNCTIONS(DPI_LAZY_MEMBER)
};

#define DPI_LAZY_API struct sqlite_api
static const struct dpi_lazy wanted[] = { SQLITE_FUNCTIONS(DPI_LAZY_ROW) };
static const struct dpi_library library = {
	.name = "sqlite3",
	.abi = "0",
	.package = "libsqlite3-0",
	.wanted = wanted,
	.n = sizeof wanted / sizeof *wanted,
};

enum {
	ADD_TEXT,
	ADD_DATASET,
	ADD_WORD,
	ADD_FACET,
	KNOWS,
	WORDS,
	MATCH,
	ALL,
	FILTER,
	COUNT,
	RELEVANT,
	RECENT,
	POPULAR,
	FACETS,
	STATEMENTS
};

struct dpi_store {
	struct sqlite_api api;
	sqlite3 *db;
	sqlite3_stmt *statement[STATEMENTS];
};

static const char schema[] =
	"CREATE VIRTUAL TABLE search USING fts5(title, keywords, producer,"
	" description, other, tokenize = 'unicode61 remove_diacritics 0');"
	"CREATE TABLE dataset(row INTEGER PRIMARY KEY, id, updated,"
	" downloads, quality);"
	"CREATE TABLE word(folded PRIMARY KEY, singular, shown, n)"
	" WITHOUT ROWID;"
	"CREATE TABLE facet(kind, row, value, folded,"
	" PRIMARY KEY(kind, row, value)) WITHOUT ROWID;"
	"CREATE TABLE hit(row INTEGER PRIMARY KEY, score);"
	"BEGIN";

#define IN_ORDER "SELECT row, score FROM hit JOIN dataset USING (row) ORDER BY "

/* A word is shown with its accents as soon as one sheet writes them. */
static const char *const sql[STATEMENTS] = {
	[ADD_TEXT] = "INSERT INTO search(rowid, title, keywords, producer,"
		     " description, other) VALUES(?, ?, ?, ?, ?, ?)",
	[ADD_DATASET] = "INSERT INTO dataset VALUES(?, ?, ?, ?, ?)",
	[ADD_WORD] =
		"INSERT INTO word VALUES(?, ?, ?, 1)"
		" ON CONFLICT(folded) DO UPDATE SET n = n + 1, shown ="
		" CASE shown WHEN folded THEN excluded.shown ELSE shown END",
	[ADD_FACET] = "INSERT OR IGNORE INTO facet VALUES(?, ?, ?, ?)",
	[KNOWS] = "SELECT EXISTS(SELECT 1 FROM word WHERE folded IN (?1, ?2)"
		  " OR singular IN (?1, ?2))",
	[WORDS] = "SELECT folded, shown, n FROM word ORDER BY folded",
	[MATCH] = "INSERT INTO hit SELECT rowid, -bm25(search, 10, 5, 3, 1, 1)"
		  " FROM search WHERE search MATCH ?",
	[ALL] = "INSERT INTO hit SELECT row, 0 FROM dataset",
	[FILTER] = "DELETE FROM hit WHERE row NOT IN (SELECT row FROM facet"
		   " WHERE kind = ?1 AND CASE ?3 WHEN 1 THEN folded = ?2"
		   " ELSE instr(folded, ?2) > 0 END)",
	[COUNT] = "SELECT count(*) FROM hit",
	[RELEVANT] = IN_ORDER "score * (1 + quality) DESC, id LIMIT ?",
	[RECENT] = IN_ORDER "updated DESC, id LIMIT ?",
	[POPULAR] = IN_ORDER "downloads DESC, id LIMIT ?",
	[FACETS] = "SELECT kind, value, count(*) FROM facet"
		   " JOIN hit USING (row) WHERE kind <> 'open'"
		   " GROUP BY kind, value ORDER BY kind, count(*) DESC, value",
};

static int
failed(struct dpi_store *s, struct dp_err *err)
{
	return dp_fail(
		err, DP_ELIMIT,
		_("the index of the catalogue failed (SQLite, code %d)."),
		s->api.sqlite3_extended_errcode(s->db));
}

struct dpi_store *
dpi_store_new(struct dp_err *err)
{
	struct dpi_store *s = dp_alloc0(sizeof *s);
	int code;

	if (dpi_lazy_open(&library, &s->api, err) != 0) {
		free(s);
		return NULL;
	}
	code = s->api.sqlite3_open_v2(":memory:", &s->db,
				      SQLITE_OPEN_READWRITE |
					      SQLITE_OPEN_CREATE |
					      SQLITE_OPEN_NOMUTEX,
				      NULL);
	if (code == SQLITE_OK)
		code = s->api.sqlite3_exec(s->db, schema, NULL, NULL, NULL);
	for (size_t i = 0; i < STATEMENTS && code == SQLITE_OK; i++)
		code = s->api.sqlite3_prepare_v2(s->db, sql[i], -1,
						 &s->statement[i], NULL);
	if (code != SQLITE_OK) {
		failed(s, err);
		dpi_store_free(s);
		return NULL;
	}
	return s;
}

void
dpi_store_free(struct dpi_store *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < STATEMENTS; i++)
		(void)s->api.sqlite3_finalize(s->statement[i]);
	(void)s->api.sqlite3_close(s->db);
	free(s);
}

static sqlite3_stmt *
start(struct dpi_store *s, int which)
{
	sqlite3_stmt *q = s->statement[which];

	(void)s->api.sqlite3_reset(q);
	(void)s->api.sqlite3_clear_bindings(q);
	return q;
}

/* The caller's text outlives the statement, so that nothing is copied. */
static void
bind(const struct dpi_store *s, sqlite3_stmt *q, int i, dp_str text)
{
	if (text.p)
		(void)s->api.sqlite3_bind_text64(q, i, text.p, text.n,
						 SQLITE_STATIC, SQLITE_UTF8);
}

static int
run(struct dpi_store *s, sqlite3_stmt *q, struct dp_err *err)
{
	int code = s->api.sqlite3_step(q);

	(void)s->api.sqlite3_reset(q);
	return code == SQLITE_DONE || code == SQLITE_ROW ? 0 : failed(s, err);
}

/*
 * How well a dataset serves whoever finds it, 0 to 1: it may be reused, it is
 * here, its columns are told, its format is a table's. Of two sheets that
 * match alike the more useful comes first.
 */
static double
quality(const struct dp_dataset *d)
{
	enum dp_licence licence = dp_licence_kind(dp_said(&d->licence));
	double q = 0;

	if (licence == DP_LICENCE_OPEN || licence == DP_LICENCE_SHARE)
		q += 0.25;
	if (d->file.p)
		q += 0.35;
	if (d->n_columns > 0)
		q += 0.2;
	if (dp_str_is(d->format, "csv"))
		q += 0.2;
	return q;
}

int
dpi_store_add(struct dpi_store *s, size_t row, const struct dp_dataset *d,
	      const dp_str text[DPI_TEXTS], struct dp_err *err)
{
	sqlite3_stmt *q = start(s, ADD_TEXT);

	(void)s->api.sqlite3_bind_int64(q, 1, (sqlite3_int64)row);
	for (int i = 0; i < DPI_TEXTS; i++)
		bind(s, q, i + 2, text[i]);
	if (run(s, q, err) != 0)
		return -1;
	q = start(s, ADD_DATASET);
	(void)s->api.sqlite3_bind_int64(q, 1, (sqlite3_int64)row);
	bind(s, q, 2, d->id);
	bind(s, q, 3, d->updated.n ? d->updated : d->published);
	(void)s->api.sqlite3_bind_int64(q, 4, d->downloads);
	(void)s->api.sqlite3_bind_double(q, 5, quality(d));
	return run(s, q, err);
}

int
dpi_store_word(struct dpi_store *s, const struct dpi_word *w,
	       struct dp_err *err)
{
	sqlite3_stmt *q = start(s, ADD_WORD);

	bind(s, q, 1, w->folded);
	bind(s, q, 2, w->singular);
	bind(s, q, 3, w->shown);
	return run(s, q, err);
}

int
dpi_store_facet(struct dpi_store *s, size_t row, const char *kind, dp_str value,
		dp_str folded, struct dp_err *err)
{
	sqlite3_stmt *q = start(s, ADD_FACET);

	bind(s, q, 1, dp_str_c(kind));
	(void)s->api.sqlite3_bind_int64(q, 2, (sqlite3_int64)row);
	bind(s, q, 3, value);
	bind(s, q, 4, folded);
	return run(s, q, err);
}

int
dpi_store_ready(struct dpi_store *s, struct dp_err *err)
{
	int code = s->api.sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);

	return code == SQLITE_OK ? 0 : failed(s, err);
}

/* The one number that Q answers, or -1. */
static int64_t
number(struct dpi_store *s, sqlite3_stmt *q, struct dp_err *err)
{
	int64_t n = -1;

	if (s->api.sqlite3_step(q) == SQLITE_ROW)
		n = s->api.sqlite3_column_int64(q, 0);
	else
		failed(s, err);
	(void)s->api.sqlite3_reset(q);
	return n;
}

int
dpi_store_knows(struct dpi_store *s, dp_str folded, dp_str singular,
		struct dp_err *err)
{
	sqlite3_stmt *q = start(s, KNOWS);

	bind(s, q, 1, folded);
	bind(s, q, 2, singular);
	return (int)number(s, q, err);
}

static dp_str
column(const struct dpi_store *s, sqlite3_stmt *q, int i)
{
	const char *p = (const char *)s->api.sqlite3_column_text(q, i);

	return (dp_str){ p, (size_t)s->api.sqlite3_column_bytes(q, i) };
}

int
dpi_store_words(struct dpi_store *s,
		void (*each)(void *self, dp_str folded, dp_str shown,
			     int64_t count),
		void *self, struct dp_err *err)
{
	sqlite3_stmt *q = start(s, WORDS);
	int code;

	while ((code = s->api.sqlite3_step(q)) == SQLITE_ROW)
		each(self, column(s, q, 0), column(s, q, 1),
		     s->api.sqlite3_column_int64(q, 2));
	(void)s->api.sqlite3_reset(q);
	return code == SQLITE_DONE ? 0 : failed(s, err);
}

int
dpi_store_match(struct dpi_store *s, dp_str expression, struct dp_err *err)
{
	sqlite3_stmt *q;

	if (s->api.sqlite3_exec(s->db, "DELETE FROM hit", NULL, NULL, NULL) !=
	    SQLITE_OK)
		return failed(s, err);
	q = start(s, expression.p ? MATCH : ALL);
	if (expression.p)
		bind(s, q, 1, expression);
	return run(s, q, err);
}

int
dpi_store_filter(struct dpi_store *s, const char *kind, dp_str folded,
		 bool whole, struct dp_err *err)
{
	sqlite3_stmt *q = start(s, FILTER);

	bind(s, q, 1, dp_str_c(kind));
	bind(s, q, 2, folded);
	(void)s->api.sqlite3_bind_int(q, 3, whole);
	return run(s, q, err);
}

int64_t
dpi_store_count(struct dpi_store *s, struct dp_err *err)
{
	return number(s, start(s, COUNT), err);
}

int
dpi_store_hits(struct dpi_store *s, enum dp_order order, size_t limit,
	       void (*each)(void *self, size_t row, double score), void *self,
	       struct dp_err *err)
{
	static const int which[] = {
		[DP_ORDER_RELEVANCE] = RELEVANT,
		[DP_ORDER_RECENT] = RECENT,
		[DP_ORDER_POPULAR] = POPULAR,
	};
	sqlite3_stmt *q = start(s, which[order]);
	int code;

	(void)s->api.sqlite3_bind_int64(q, 1,
					limit ? (sqlite3_int64)limit : -1);
	while ((code = s->api.sqlite3_step(q)) == SQLITE_ROW)
		each(self, (size_t)s->api.sqlite3_column_int64(q, 0),
		     s->api.sqlite3_column_double(q, 1));
	(void)s->api.sqlite3_reset(q);
	return code == SQLITE_DONE ? 0 : failed(s, err);
}

int
dpi_store_facets(struct dpi_store *s,
		 void (*each)(void *self, dp_str kind, dp_str value,
			      uint64_t count),
		 void *self, struct dp_err *err)
{
	sqlite3_stmt *q = start(s, FACETS);
	int code;

	while ((code = s->api.sqlite3_step(q)) == SQLITE_ROW)
		each(self, column(s, q, 0), column(s, q, 1),
		     (uint64_t)s->api.sqlite3_column_int64(q, 2));
	(void)s->api.sqlite3_reset(q);
	return code == SQLITE_DONE ? 0 : failed(s, err);
}
