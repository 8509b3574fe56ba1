/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings: what is wrong with the data, gathered by kind and column so that
 * a million bad cells take no more room than one, and told in a sentence.
 */
#include <dpipe/table.h>

#include <stdlib.h>

#include "base/i18n.h"

static const struct dp_finding_kind kinds[DP_F_COUNT] = {
#define DP_FINDING(name, code, level, sentence, why, how) \
	[DP_F_##name] = { code, level, sentence, why, how },
#include <dpipe/findings.def>
#undef DP_FINDING
};

/* Longest value quoted in a sentence. */
#define SHOWN_CHARS 60
/* So many are looked through one by one. */
#define FEW 32u
/* Columns that have a finding of one kind, each told on its own. */
#define ALONE_MAX 32u
/* Others that are named where one is told for all. */
#define NAMED_MAX 8u

const struct dp_finding_kind *
dp_finding_kind(enum dp_finding_id id)
{
	return &kinds[id];
}

const char *
dp_level_word(enum dp_level level)
{
	switch (level) {
	case DP_ERROR:
		return _("error");
	case DP_WARNING:
		return _("warning");
	case DP_NOTE:
		break;
	}
	return _("note");
}

/* Slot of ID in COLUMN, or the free one where it would be. */
static uint32_t *
slot_of(const struct dp_findings *f, enum dp_finding_id id, dp_str column)
{
	size_t mask = f->n_slots - 1;
	size_t i = (size_t)(dp_hash64(column.p, column.n) + id) & mask;

	for (; f->slot[i]; i = (i + 1) & mask) {
		const struct dp_finding *g = &f->at[f->slot[i] - 1];

		if (g->id == id && dp_str_eq(g->column, column))
			break;
	}
	return &f->slot[i];
}

/* Makes slots for twice as many as there are. */
static void
make_slots(struct dp_findings *f)
{
	f->n_slots = 4 * FEW;
	while (f->n_slots < 4 * f->n)
		f->n_slots *= 2;
	free(f->slot);
	f->slot = dp_alloc0(f->n_slots * sizeof *f->slot);
	for (size_t i = 0; i < f->n; i++)
		*slot_of(f, f->at[i].id, f->at[i].column) = (uint32_t)i + 1;
}

static void
drop_slots(struct dp_findings *f)
{
	free(f->slot);
	f->slot = NULL;
	f->n_slots = 0;
}

struct dp_finding *
dp_findings_get(struct dp_findings *f, enum dp_finding_id id, dp_str column)
{
	uint32_t at;

	if (f->n >= FEW) {
		if (f->n_slots < 2 * f->n)
			make_slots(f);
		at = *slot_of(f, id, column);
		return at ? &f->at[at - 1] : NULL;
	}
	for (size_t i = 0; i < f->n; i++)
		if (f->at[i].id == id && dp_str_eq(f->at[i].column, column))
			return &f->at[i];
	return NULL;
}

static struct dp_finding *
group(struct dp_findings *f, enum dp_finding_id id, dp_str column)
{
	struct dp_finding *g = dp_findings_get(f, id, column);

	if (g)
		return g;
	dp_grow(&f->at, &f->cap, f->n, sizeof *f->at);
	g = &f->at[f->n++];
	memset(g, 0, sizeof *g);
	g->id = id;
	g->column = dp_keep(&f->text, column);
	if (f->n > FEW)
		*slot_of(f, id, column) = (uint32_t)f->n;
	return g;
}

/* Room for one more place of G, zeroed; NULL: there are enough. */
static struct dp_sample *
sample(struct dp_findings *f, struct dp_finding *g)
{
	size_t n = g->n_samples;
	struct dp_sample *s;

	if (n == DP_SAMPLES)
		return NULL;
	/* Most findings have one place: of very many, that counts. */
	if (n < 2) {
		s = dp_arena_alloc(&f->text, (n ? DP_SAMPLES : 1) * sizeof *s);
		if (n)
			*s = *g->sample;
		g->sample = s;
	}
	s = &g->sample[g->n_samples++];
	memset(s, 0, sizeof *s);
	return s;
}

struct dp_finding *
dp_finding_add_anyhow(struct dp_findings *f, enum dp_finding_id id,
		      dp_str column, uint64_t line, uint64_t record,
		      dp_str value)
{
	struct dp_finding *g = group(f, id, column);
	struct dp_sample *last = sample(f, g), *s;

	g->count++;
	if (!last)
		last = &g->sample[DP_SAMPLES - 1];
	else
		last->record = UINT64_MAX;
	if (record >= last->record)
		return g;
	for (s = last; s > g->sample && s[-1].record > record; s--)
		s[0] = s[-1];
	*s = (struct dp_sample){ .line = line,
				 .record = record,
				 .value = dp_keep(&f->text, value) };
	return g;
}

static int
by_record(const void *left, const void *right)
{
	const struct dp_finding *a = left, *b = right;
	uint64_t x = a->sample->record, y = b->sample->record;

	if (x != y)
		return x < y ? -1 : 1;
	return a->id != b->id ? (a->id > b->id) - (a->id < b->id) :
				dp_str_cmp(a->column, b->column);
}

void
dp_findings_by_record(struct dp_findings *f, size_t from)
{
	if (f->n - from < 2)
		return;
	qsort(f->at + from, f->n - from, sizeof *f->at, by_record);
	drop_slots(f);
}

struct dp_finding *
dp_finding_add(struct dp_findings *f, enum dp_finding_id id, dp_str column,
	       uint64_t line, uint64_t record, dp_str value)
{
	struct dp_finding *g = group(f, id, column);
	struct dp_sample *s = sample(f, g);

	g->count++;
	if (s) {
		s->line = line;
		s->record = record;
		s->value = dp_keep(&f->text, value);
	}
	return g;
}

void
dp_findings_merge(struct dp_findings *to, const struct dp_findings *from)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct dp_finding *a = &from->at[i];
		struct dp_finding *g = group(to, a->id, a->column);

		for (unsigned k = 0; k < a->n_samples; k++) {
			struct dp_sample *s = sample(to, g);

			if (!s)
				break;
			*s = a->sample[k];
			s->value = dp_keep(&to->text, s->value);
		}
		if (g->count == 0) {
			g->expected = dp_keep(&to->text, a->expected);
			g->found = dp_keep(&to->text, a->found);
		}
		if (a->repair.p && !g->repair.p)
			g->repair = dp_keep(&to->text, a->repair);
		g->count += a->count;
	}
}

void
dp_findings_take(struct dp_findings *to, struct dp_findings *from)
{
	if (to->n) {
		dp_findings_merge(to, from);
		dp_findings_done(from);
		return;
	}
	dp_findings_done(to);
	*to = *from;
	memset(from, 0, sizeof *from);
}

/* What findings are put in order by. */
struct rank {
	size_t level;    /* 0 is the worst */
	size_t position; /* of the column, plus 1; 0: of no column */
	size_t index;    /* where it was: order among equals stays */
};

static int
by_rank(const void *left, const void *right)
{
	const struct rank *a = left, *b = right;

	if (a->level != b->level)
		return a->level < b->level ? -1 : 1;
	if (a->position != b->position)
		return a->position < b->position ? -1 : 1;
	return a->index < b->index ? -1 : 1;
}

/* A column by its name, which stays where it is. */
struct named {
	uint64_t hash;
	size_t i;
};

static int
by_hash(const void *left, const void *right)
{
	const struct named *a = left, *b = right;

	return (a->hash > b->hash) - (a->hash < b->hash);
}

/* The columns of SCHEMA, to be found by name. */
static struct named *
name_columns(const struct dp_schema *schema)
{
	struct named *names;

	names = dp_realloc_array(NULL, schema->n + 1, sizeof *names);
	for (size_t i = 0; i < schema->n; i++) {
		dp_str name = schema->column[i].name;

		names[i].hash = dp_hash64(name.p, name.n);
		names[i].i = i;
	}
	qsort(names, schema->n, sizeof *names, by_hash);
	return names;
}

static size_t
position(const struct named *names, const struct dp_schema *schema,
	 dp_str column)
{
	struct named key = { dp_hash64(column.p, column.n), 0 };
	const struct named *at;

	if (!schema || !schema->n || !column.p)
		return 0;
	at = bsearch(&key, names, schema->n, sizeof *names, by_hash);
	/* Others of that hash, if there are any, stand beside. */
	while (at && at > names && at[-1].hash == key.hash)
		at--;
	for (; at && at < names + schema->n && at->hash == key.hash; at++)
		if (dp_str_eq(schema->column[at->i].name, column))
			return at->i + 1;
	return schema->n + 1;
}

void
dp_findings_sort(struct dp_findings *f, const struct dp_schema *schema)
{
	struct rank *rank = dp_realloc_array(NULL, f->n + 1, sizeof *rank);
	struct dp_finding *old = f->at;
	struct named *names = schema ? name_columns(schema) : NULL;

	for (size_t i = 0; i < f->n; i++) {
		rank[i].level = (size_t)DP_ERROR - kinds[old[i].id].level;
		rank[i].position = position(names, schema, old[i].column);
		rank[i].index = i;
	}
	qsort(rank, f->n, sizeof *rank, by_rank);
	f->at = dp_realloc_array(NULL, f->n + 1, sizeof *f->at);
	f->cap = f->n + 1;
	for (size_t i = 0; i < f->n; i++)
		f->at[i] = old[rank[i].index];
	drop_slots(f);
	free(names);
	free(rank);
	free(old);
}

void
dp_findings_done(struct dp_findings *f)
{
	free(f->at);
	free(f->slot);
	dp_arena_done(&f->text);
	memset(f, 0, sizeof *f);
}

int
dp_findings_worst(const struct dp_findings *f)
{
	int worst = -1;

	for (size_t i = 0; i < f->n; i++)
		if ((int)kinds[f->at[i].id].level > worst)
			worst = (int)kinds[f->at[i].id].level;
	return worst;
}

/* A value as a sentence quotes it: short, without control characters. */
static void
quote(dp_str v, struct dp_buf *out)
{
	size_t i = 0, chars = 0;

	dp_buf_c(out, _("“"));
	while (i < v.n && chars < SHOWN_CHARS) {
		uint32_t c;
		unsigned k = dp_utf8_decode(v.p + i, v.n - i, &c);

		if (!k || c < 0x20 || (c >= 0x7F && c < 0xA0))
			dp_buf_c(out, "·");
		else
			dp_buf_add(out, v.p + i, k);
		i += k ? k : 1;
		chars++;
	}
	if (i < v.n)
		dp_buf_c(out, "…");
	dp_buf_c(out, _("”"));
}

static void
put_count(struct dp_buf *out, uint64_t n)
{
	char digits[24];
	int k = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);

	dp_number_show((dp_str){ digits, (size_t)k }, out);
}

static void
fill_in(const struct dp_finding *f, dp_str key, struct dp_buf *out)
{
	const struct dp_sample *s = f->n_samples ? &f->sample[0] : NULL;

	if (dp_str_is(key, "column"))
		dp_buf_str(out, f->column);
	else if (dp_str_is(key, "count"))
		put_count(out, f->count);
	else if (dp_str_is(key, "value") && s)
		quote(s->value, out);
	else if (dp_str_is(key, "line") && s && s->line)
		put_count(out, s->line);
	else if (dp_str_is(key, "record") && s && s->record)
		put_count(out, s->record);
	else if (dp_str_is(key, "outcome") && f->found.p)
		dp_buf_str(out, f->found);
	else if (dp_str_is(key, "outcome"))
		dp_buf_c(out, _("They stayed as they were."));
	else if (dp_str_is(key, "expected"))
		dp_buf_str(out, f->expected);
	else if (dp_str_is(key, "found"))
		dp_buf_str(out, f->found);
	else
		dp_buf_char(out, '?');
}

void
dp_finding_fill(const struct dp_finding *f, const char *text,
		struct dp_buf *out)
{
	dp_str rest = dp_str_c(text);

	for (;;) {
		ptrdiff_t open = dp_str_find(rest, '{');
		ptrdiff_t close = dp_str_find(rest, '}');

		if (open < 0 || close < open)
			break;
		dp_buf_add(out, rest.p, (size_t)open);
		fill_in(f,
			(dp_str){ rest.p + open + 1,
				  (size_t)(close - open - 1) },
			out);
		rest = dp_str_from(rest, (size_t)close + 1);
	}
	dp_buf_str(out, rest);
}

void
dp_finding_sentence(const struct dp_finding *f, struct dp_buf *out)
{
	dp_finding_fill(f, _(kinds[f->id].sentence), out);
}

/* ---- very many columns ------------------------------------------------- */

static bool
counts(const struct dp_fold *fold, const struct dp_finding *g)
{
	return g->column.p && (!fold->unrepaired || !g->repair.p);
}

/* Says which columns behind finding I have one of its kind. */
static void
name_others(const struct dp_fold *fold, size_t i, struct dp_buf *out)
{
	const struct dp_findings *f = fold->f;
	enum dp_finding_id id = f->at[i].id;
	size_t n = fold->n[id] - 1;
	struct dp_buf names = { 0 }, number = { 0 };

	for (size_t k = i + 1, named = 0; k < f->n && named < NAMED_MAX; k++) {
		if (f->at[k].id != id || !counts(fold, &f->at[k]))
			continue;
		dp_buf_c(&names, named++ ? _(", ") : "");
		quote(f->at[k].column, &names);
	}
	dp_buf_char(&names, '\0');
	put_count(&number, n);
	dp_buf_char(&number, '\0');
	dp_buf_format(out,
		      P_("The same goes for %s other column: %s …",
			 "The same goes for %s other columns: %s …", n),
		      number.p, names.p);
	dp_buf_done(&names);
	dp_buf_done(&number);
}

bool
dp_fold_tells(struct dp_fold *fold, size_t i, struct dp_buf *others)
{
	const struct dp_findings *f = fold->f;
	enum dp_finding_id id = f->at[i].id;

	for (size_t k = 0; k < f->n && !fold->counted; k++)
		fold->n[f->at[k].id] += counts(fold, &f->at[k]);
	fold->counted = true;
	if (!counts(fold, &f->at[i]) || fold->n[id] <= ALONE_MAX)
		return true;
	if (fold->told[id])
		return false;
	fold->told[id] = true;
	name_others(fold, i, others);
	return true;
}
