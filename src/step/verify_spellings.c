/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One thing written in several ways: values that fold to the same key.
 */
#include "step/verify_inner.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/i18n.h"

/* Different values that are compared: so many at most. */
#define SPELLINGS_MAX 20000u

/* Values by key: the first value of a key, and whether others follow. */
struct spellings {
	struct dpi_strtab key;
	size_t *first, cap;
	uint64_t groups;
	bool has_mail;
	struct dp_buf example;
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

static void
add_spelling(struct spellings *s, const struct dpi_facts *f, size_t i,
	     struct dp_buf *key)
{
	bool added;
	uint32_t k;

	key->n = 0;
	if (is_mail(f->value.text[i])) {
		s->has_mail = true;
		dp_case_change(f->value.text[i], DP_CASE_LOWER, key);
	} else {
		dp_cluster_key(f->value.text[i], DP_KEY_FINGERPRINT_FR, key);
	}
	if (!has_word(dp_buf_view(key)))
		return;
	k = dpi_strtab_add(&s->key, dp_buf_view(key), &added);
	if (added) {
		dp_grow(&s->first, &s->cap, k, sizeof *s->first);
		s->first[k] = i;
		return;
	}
	if (s->first[k] == SIZE_MAX ||
	    differ_in_spaces(f->value.text[s->first[k]], f->value.text[i]) ||
	    differ_in_digits(f->value.text[s->first[k]], f->value.text[i]))
		return;
	if (s->groups++ == 0) {
		s->value = f->value.text[i];
		dp_buf_format(&s->example, _("“%.*s” and “%.*s”"),
			      DP_FMT(f->value.text[s->first[k]]),
			      DP_FMT(f->value.text[i]));
		s->line = f->line[i];
	}
	s->first[k] = SIZE_MAX; /* counted */
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

void
dpi_judge_spellings(const struct dpi_judging *j)
{
	const struct dpi_facts *f = j->f;
	struct spellings s = { 0 };
	struct dp_buf key = { 0 }, repair = { 0 };
	struct dp_finding *g;

	if (f->value.n > SPELLINGS_MAX)
		return;
	for (size_t i = 0; i < f->value.n; i++)
		if (f->traits[i] >> DPI_OTHER & 1)
			add_spelling(&s, f, i, &key);
	if (s.groups) {
		g = dp_finding_add(j->out, DP_F_SPELLINGS, j->column, s.line, 0,
				   s.value);
		g->count = s.groups;
		g->found = dp_keep(&j->out->text, dp_buf_view(&s.example));
	}
	if (s.groups && !are_all_different(f, s.groups)) {
		dp_buf_c(&repair, s.has_mail ? "email " : "cluster ");
		dp_recipe_word(j->column, &repair);
		if (!s.has_mail)
			dp_buf_c(&repair, " method=fingerprint-fr");
		g->repair = dp_keep(&j->out->text, dp_buf_view(&repair));
	}
	dpi_strtab_done(&s.key);
	free(s.first);
	dp_buf_done(&s.example);
	dp_buf_done(&key);
	dp_buf_done(&repair);
}
