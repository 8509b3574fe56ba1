/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One thing written in several ways: values that fold to the same key.
 */
#include "step/verify_inner.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "text/key.h"

/* Different values that are compared: so many at most. */
#define SPELLINGS_MAX 20000u

/* What the groups of a column come to. */
struct spellings {
	uint64_t groups; /* of one thing */
	bool has_mail;
	struct dp_buf example, except;
	bool bars; /* a value cannot be named in except= */
	dp_str value;
	uint64_t line;
};

/* True when A and B differ in their spaces only: that is INNER_SPACE. */
static bool
differ_in_spaces(dp_str a, dp_str b)
{
	size_t i = 0, k = 0;

	while (i < a.n && k < b.n) {
		size_t x = i, y = k;

		while (i < a.n && dp_space_bytes(dp_str_from(a, i)))
			i += dp_space_bytes(dp_str_from(a, i));
		while (k < b.n && dp_space_bytes(dp_str_from(b, k)))
			k += dp_space_bytes(dp_str_from(b, k));
		if ((i > x) != (k > y))
			return false;
		if (i == x && a.p[i++] != b.p[k++])
			return false;
	}
	return i == a.n && k == b.n;
}

/* Has the KEY a word of two letters? 1.2.3 and A. B. have no spellings. */
static bool
has_word(dp_str key)
{
	size_t letters = 0;

	for (size_t i = 0; i < key.n; i++) {
		unsigned char c = (unsigned char)key.p[i];

		letters = isalpha(c) || c >= 0x80 ? letters + 1 : 0;
		if (letters == 2)
			return true;
	}
	return false;
}

/* Is V an address of e-mail? In another order its parts are another one. */
static bool
is_mail(dp_str v)
{
	ptrdiff_t at = dp_str_find(v, '@');

	return at > 0 && dp_str_find(v, ' ') < 0 &&
	       dp_str_find(dp_str_from(v, (size_t)at), '.') > 1;
}

/* Several things in one cell: their order is for a person to judge. */
static bool
is_list(dp_str v)
{
	return dp_str_find(v, ';') >= 0 || dp_str_find(v, '|') >= 0;
}

/* The digits of A and B are not the same: 2-3 pieces is not 3-2 pieces. */
static bool
differ_in_digits(dp_str a, dp_str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.n && !isdigit((unsigned char)a.p[i]))
			i++;
		while (k < b.n && !isdigit((unsigned char)b.p[k]))
			k++;
		if (i == a.n || k == b.n)
			return i < a.n || k < b.n;
		if (a.p[i++] != b.p[k++])
			return true;
	}
}

/* The key of V; for an address of e-mail it is the address. */
static void
put_key(dp_str v, struct dp_buf *out)
{
	if (is_mail(v))
		dp_case_change(v, DP_CASE_LOWER, out);
	else
		dp_cluster_key(v, DP_KEY_FINGERPRINT_FR, out);
}

void
dpi_alike_find(struct dpi_facts *f)
{
	struct dpi_alike *a = &f->alike;
	struct dpi_strtab groups = { 0 }, forms = { 0 };
	struct dp_buf key = { 0 }, scratch = { 0 };
	size_t n = f->value.n;
	bool added;

	if (n > SPELLINGS_MAX)
		return;
	a->group = dp_realloc_array(NULL, n + 1, sizeof *a->group);
	a->form = dp_alloc0((n + 1) * sizeof *a->form);
	a->forms_of = dp_alloc0((n + 1) * sizeof *a->forms_of);
	a->told = dp_alloc0((n + 1) * sizeof *a->told);
	for (size_t i = 0; i < n; i++) {
		uint32_t g = DPI_NO_GROUP;

		if (f->traits[i] >> DPI_OTHER & 1) {
			key.n = 0;
			put_key(f->value.text[i], &key);
			g = dpi_strtab_add(&groups, dp_buf_view(&key), &added);
			key.n = 0;
			dp_buf_add(&key, &g, sizeof g);
			dpi_key_fr_form(f->value.text[i], &scratch, &key);
			a->form[i] = dpi_strtab_add(&forms, dp_buf_view(&key),
						    &added);
			a->forms_of[g] += added;
			scratch.n = 0;
		}
		a->group[i] = g;
	}
	a->n_groups = groups.n;
	a->n_forms = forms.n;
	dpi_strtab_done(&groups);
	dpi_strtab_done(&forms);
	dp_buf_done(&key);
	dp_buf_done(&scratch);
}

void
dpi_alike_done(struct dpi_alike *a)
{
	free(a->group);
	free(a->form);
	free(a->forms_of);
	free(a->told);
}

/* What the values of a group are to one another. */
struct kin {
	size_t first, other; /* other: SIZE_MAX, or spelled otherwise */
	bool differ;         /* in their digits, their order where they are
			      * lists, or no words: A. B. and B. A. */
};

static struct kin *
find_kin(const struct dpi_facts *f)
{
	const struct dpi_alike *a = &f->alike;
	struct kin *kin = dp_realloc_array(NULL, a->n_groups + 1, sizeof *kin);
	struct dp_buf key = { 0 };

	for (size_t g = 0; g < a->n_groups; g++)
		kin[g] = (struct kin){ SIZE_MAX, SIZE_MAX, false };
	for (size_t i = 0; i < f->value.n; i++) {
		dp_str v = f->value.text[i];
		struct kin *k;

		if (a->group[i] == DPI_NO_GROUP)
			continue;
		k = &kin[a->group[i]];
		if (k->first == SIZE_MAX) {
			key.n = 0;
			put_key(v, &key);
			k->first = i;
			k->differ = !has_word(dp_buf_view(&key));
			continue;
		}
		if (differ_in_digits(f->value.text[k->first], v) ||
		    (a->forms_of[a->group[i]] > 1 && is_list(v)))
			k->differ = true;
		if (k->other == SIZE_MAX &&
		    !differ_in_spaces(f->value.text[k->first], v))
			k->other = i;
	}
	dp_buf_done(&key);
	return kin;
}

/* Value I is of a group that is not one thing: the step leaves it alone. */
static void
except(struct spellings *s, dp_str v)
{
	s->bars = s->bars || dp_str_find(v, '"') >= 0 ||
		  dp_str_find(v, '|') >= 0 || dp_str_find(v, '\\') >= 0;
	if (s->except.n)
		dp_buf_char(&s->except, '|');
	dp_buf_str(&s->except, v);
}

static void
sum_up(struct spellings *s, const struct dpi_facts *f)
{
	const struct dpi_alike *a = &f->alike;
	struct kin *kin = find_kin(f);

	for (size_t i = 0; i < f->value.n; i++) {
		const struct kin *k;

		if (a->group[i] == DPI_NO_GROUP)
			continue;
		k = &kin[a->group[i]];
		s->has_mail = s->has_mail || is_mail(f->value.text[i]);
		if (k->other == SIZE_MAX)
			continue;
		if (k->differ || a->told[a->group[i]]) {
			except(s, f->value.text[i]);
			continue;
		}
		if (i != k->other || s->groups++)
			continue;
		s->value = f->value.text[i];
		dp_buf_format(&s->example, _("“%.*s” and “%.*s”"),
			      DP_FMT(f->value.text[k->first]),
			      DP_FMT(f->value.text[i]));
		s->line = f->line[i];
	}
	free(kin);
}

/*
 * Is every value another one, and few of them are spellings? Then they are
 * texts or names of their own, which no list of groups is for.
 */
static bool
are_all_different(const struct dpi_facts *f, uint64_t groups)
{
	for (size_t i = 0; i < f->value.n; i++)
		if (f->count[i] > 1)
			return false;
	return groups < f->value.n / 4;
}

static void
repair(const struct dpi_judging *j, const struct spellings *s,
       struct dp_finding *g)
{
	struct dp_buf line = { 0 };

	dp_buf_c(&line, s->has_mail ? "email " : "cluster ");
	dp_recipe_word(j->column, &line);
	if (!s->has_mail)
		dp_buf_c(&line, " method=fingerprint-fr");
	if (!s->has_mail && s->except.n) {
		dp_buf_c(&line, " except=");
		dp_recipe_quote(dp_buf_view(&s->except), &line);
	}
	g->repair = dp_keep(&j->out->text, dp_buf_view(&line));
	dp_buf_done(&line);
}

void
dpi_judge_spellings(const struct dpi_judging *j)
{
	const struct dpi_facts *f = j->f;
	struct spellings s = { 0 };
	struct dp_finding *g;

	if (!f->alike.group)
		return;
	sum_up(&s, f);
	if (s.groups) {
		g = dp_finding_add(j->out, DP_F_SPELLINGS, j->column, s.line, 0,
				   s.value);
		g->count = s.groups;
		g->found = dp_keep(&j->out->text, dp_buf_view(&s.example));
		if (!are_all_different(f, s.groups) && (s.has_mail || !s.bars))
			repair(j, &s, g);
	}
	dp_buf_done(&s.example);
	dp_buf_done(&s.except);
}
