/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The source line of a recipe, written from what was found out: with it, a
 * file is read the same way again, whatever is found out then.
 */
#include "op/recipe.h"

static void
put_sign(struct dp_buf *out, const char *key, char c)
{
	if (c == '\t')
		dp_buf_format(out, " %s=tab", key);
	else if (c == 0)
		dp_buf_format(out, " %s=none", key);
	else if (c == '"' || c == '\\')
		dp_buf_format(out, " %s=\"\\%c\"", key, c);
	else
		dp_buf_format(out, " %s=\"%c\"", key, c);
}

static void
put_marks(struct dp_buf *out, const struct dp_dialect *d)
{
	dp_buf_format(out, " encoding=%s", dp_encoding_name(d->encoding));
	if (d->framing != DP_FRAMING_NONE)
		dp_buf_format(out, " framing=%s", dp_framing_name(d->framing));
	if (d->delimiter_text[0])
		dp_buf_format(out, " delimiter=\"%s\"", d->delimiter_text);
	else
		put_sign(out, "delimiter", d->delimiter);
	put_sign(out, "quote", d->quote);
	if (d->escape)
		put_sign(out, "escape", d->escape);
	if (d->skip_space && d->delimiter != ' ')
		dp_buf_c(out, " skip-space=yes");
	if (d->only_cr)
		dp_buf_c(out, " newline=cr");
}

void
dp_recipe_origin(const struct dp_origin *o, struct dp_buf *out)
{
	if (o && o->member.p) {
		dp_buf_c(out, " member=");
		dp_recipe_quote(o->member, out);
	}
	if (o && o->sheet.p) {
		dp_buf_c(out, " sheet=");
		dp_recipe_quote(o->sheet, out);
	}
}

void
dp_recipe_source_line(const struct dp_dialect *d, uint64_t footer_lines,
		      bool as_is, struct dp_buf *out)
{
	dp_buf_c(out, "source");
	dp_recipe_origin(d->origin, out);
	if (!d->origin || !d->origin->book)
		put_marks(out, d);
	dp_buf_format(out, " skip=%llu", (unsigned long long)d->preamble_lines);
	if (d->header_rows)
		dp_buf_format(out, " header-rows=%u", d->header_rows);
	else
		dp_buf_c(out, " header=no");
	if (d->header_rows > 1 && d->header_join.p) {
		dp_buf_c(out, " join=");
		dp_recipe_quote(d->header_join, out);
	}
	dp_buf_format(out, " units=%s", d->units_rows ? "yes" : "no");
	if (d->header_kind == DP_HEADER_ROW_NAMES)
		dp_buf_c(out, " row-names=yes");
	if (d->repeats != DP_AUTO)
		dp_buf_format(out, " repeated-header=%s",
			      d->repeats == DP_YES ? "yes" : "no");
	dp_buf_format(out, " footer=%llu", (unsigned long long)footer_lines);
	if (as_is)
		dp_buf_c(out, " as-is=yes");
	dp_buf_char(out, '\n');
}
