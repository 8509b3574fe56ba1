/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hash: a value by a pseudonym that the same value always gets, and that only
 * who has the key can work out (HMAC-SHA-256, RFC 2104).
 */
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"
#include "op/beside.h"

/* A shorter key can be tried out. */
#define KEY_MIN_BYTES 16u
#define KEY_MAX_BYTES 4096u

struct hash {
	dp_str key;
	size_t digits;
};

static const struct dp_param params[] = {
	{ "key-file", DP_P_FILE, NULL, NULL,
	  N_("a file with a secret of 16 characters or more, kept apart from "
	     "recipe and data"),
	  true },
	{ "digits", DP_P_INT, "16", NULL,
	  N_("hexadecimal digits of the pseudonym, from 12 to 64"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
read_key(struct dp_step *s, struct dp_err *err)
{
	dp_str file = dp_step_param(s, "key-file");
	struct hash *x = s->self;
	struct dp_buf b = { 0 };
	int status = dp_read_file(dp_keep_c(&s->arena, file), KEY_MAX_BYTES, &b,
				  err);

	x->key = dp_keep(&s->arena, dp_str_strip(dp_buf_view(&b)));
	dp_buf_done(&b);
	if (status != 0)
		return dpi_beside_fail(s, dp_step_arg(s, "key-file"), err);
	if (x->key.n < KEY_MIN_BYTES)
		return dp_step_fail(s, dp_step_arg(s, "key-file"), err,
				    _("the key in %.*s has %zu bytes; it needs "
				      "%u or more, or it can be tried out."),
				    DP_FMT(file), x->key.n, KEY_MIN_BYTES);
	return 0;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct hash *x = dp_arena_alloc(&s->arena, sizeof *x);
	int64_t digits = dp_step_int(s, "digits");

	(void)schema;
	memset(x, 0, sizeof *x);
	s->self = x;
	x->digits = (size_t)digits;
	if (digits < 12 || digits > 64)
		return dp_step_fail(s, dp_step_arg(s, "digits"), err,
				    _("digits= goes from 12 to 64: with fewer, "
				      "two people could get one pseudonym."));
	return read_key(s, err);
}

static dp_str
hash(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct hash *x = s->self;
	char hex[DP_SHA256_HEX];

	if (dpi_is_blank(in))
		return in;
	dp_hmac_sha256(x->key, in, hex);
	return dpi_made(w, in, (dp_str){ hex, x->digits });
}

static const struct dp_example examples[] = {
	{ "x key-file=cle.txt", "a.roux@gap.fr", "6a1810d188f76ad4" },
	{ "x key-file=cle.txt", "Marie Curie", "fea840cc39554157" },
	{ "x key-file=cle.txt", "\u00c9lodie", "b366dd852fb79c15" },
	{ "x key-file=cle.txt digits=12", "Marie Curie", "fea840cc3955" },
	{ "x key-file=cle.txt digits=64", "Marie Curie",
	  "fea840cc39554157032777b1f3a7ac94"
	  "44bc2898dfdb02da43c84918e7caa34f" },
	{ "x key-file=cle.txt", "", "" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_hash = {
	.name = "hash",
	.scope = DP_CELL,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS key-file=FILE [digits=NUMBER]"),
	.summary = N_("Replace values by pseudonyms under a secret key."),
	.why = N_("The same person gets the same pseudonym in every file, so "
		  "records still join, and nobody without the key can turn a "
		  "list of names into pseudonyms and compare. It does not make "
		  "data anonymous: who has the key, or knows a record by its "
		  "other columns, finds the person (GDPR, article 4(5)); and "
		  "--audit lists the values that were replaced. Clean first: "
		  "Ada and ada get two pseudonyms. Here cle.txt holds: une "
		  "phrase longue et secrete."),
	.param = params,
	.changes_again = true,
	.bind = bind,
	.cell = hash,
	.needs = dpi_needs_columns,
	.example = examples,
};
