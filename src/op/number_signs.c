/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * number with decimal= or group=: the signs of a cell are brought to those of
 * English, and read so. The rest of the operation is op_number.c's.
 */
#include "op/number.h"

#include "base/i18n.h"

/* What stands between digits; several are their sum. */
enum { SPACE = 1, POINT = 2, COMMA = 4, APOSTROPHE = 8 };

static inline bool
is_digit(char c)
{
	return (unsigned char)c - (unsigned)'0' <= 9;
}

/* The sign that T starts with, and its *N_BYTES; 0: it is none. */
static unsigned
sign_at(dp_str t, unsigned *n_bytes)
{
	*n_bytes = 1;
	if (t.p[0] == '.')
		return POINT;
	if (t.p[0] == ',')
		return COMMA;
	if (t.p[0] == '\'')
		return APOSTROPHE;
	*n_bytes = 3;
	if (dp_str_starts(t, "\u2019"))
		return APOSTROPHE;
	*n_bytes = dp_space_bytes(t);
	return *n_bytes ? SPACE : 0;
}

/* Appends T with its signs as English has them; false: others stand there. */
static bool
put_english(const struct dpi_number *x, dp_str t, struct dp_buf *out)
{
	unsigned group = 0, n;

	for (size_t i = 0; i < t.n; i += n) {
		unsigned sign = sign_at(dp_str_from(t, i), &n);
		bool before = i > 0 && is_digit(t.p[i - 1]);
		bool behind = i + n < t.n && is_digit(t.p[i + n]);

		n = n ? n : 1;
		if (!sign || !behind || (sign == SPACE && !before)) {
			dp_buf_add(out, t.p + i, n);
			continue;
		}
		if (sign != x->decimal && (!before || !(sign & x->groups) ||
					   (group && group != sign)))
			return false;
		dp_buf_char(out, sign == x->decimal ? '.' : ',');
		if (sign != x->decimal)
			group = sign;
	}
	return true;
}

static dp_str
by_signs(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct dpi_number *x = s->self;
	struct dp_buf *made = w->local;
	dp_str t = dp_trim(in);

	if (t.n == 0)
		return in;
	if (x->accounting && dpi_number_is_dash(t))
		return DP_S("0");
	made->n = 0;
	if (!put_english(x, t, made))
		return dp_bad(w, DP_F_NOT_A_NUMBER, in);
	return dpi_number_cell_any(x, w, in,
				   dp_keep(&w->batch->text, dp_buf_view(made)));
}

/* What bind makes of the step with decimal= or group=. */
static const struct dp_op_class number_by_signs = {
	.name = "number",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.param = dpi_number_params,
	.changes_again = true,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = by_signs,
	.needs = dpi_needs_columns,
};

int
dpi_number_bind_signs(struct dp_step *s, struct dp_err *err)
{
	static const unsigned kind[] = { SPACE, POINT, COMMA, APOSTROPHE, 0 };
	int decimal = dp_step_choice(s, "decimal");
	int group = dp_step_choice(s, "group");
	struct dpi_number *x = s->self;

	if (decimal < 0 && group < 0)
		return 0;
	if (decimal < 0)
		decimal = x->opts.notation == DP_NUMBER_EN;
	x->decimal = decimal == 0 ? COMMA : POINT;
	x->groups = (SPACE | POINT | COMMA | APOSTROPHE) & ~x->decimal;
	if (group >= 0)
		x->groups = kind[group];
	x->opts.notation = DP_NUMBER_EN; /* what cells are brought to */
	s->op = &number_by_signs;
	if (x->groups == x->decimal)
		return dp_step_fail(s, dp_step_arg(s, "group"), err,
				    _("one sign cannot stand before decimals "
				      "and between thousands: see decimal= "
				      "and group=."));
	return 0;
}
