/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chart as one JSON object (RFC 8259): its description and the rows it
 * shows, numbers with all their digits.
 */
#include "chart/scene.h"

static void
add_string(dp_str s, struct dp_buf *out)
{
	dp_buf_char(out, '"');
	while (s.n > 0) {
		uint32_t c;
		unsigned n = dp_utf8_decode(s.p, s.n, &c);

		if (!n)
			dp_buf_c(out, "\xef\xbf\xbd");
		else if (c == '"' || c == '\\')
			dp_buf_format(out, "\\%c", (char)c);
		else if (c == '\n')
			dp_buf_c(out, "\\n");
		else if (c < 0x20 || c == 0x7f)
			dp_buf_format(out, "\\u%04x", (unsigned)c);
		else
			dp_buf_add(out, s.p, n);
		s = dp_str_from(s, n ? n : 1);
	}
	dp_buf_char(out, '"');
}

static void
add_member(const char *key, dp_str s, struct dp_buf *out)
{
	if (!s.n)
		return;
	dp_buf_format(out, ",\"%s\":", key);
	add_string(s, out);
}

static void
add_value(const struct dp_value *v, struct dp_buf *out)
{
	if (v->kind == DP_VALUE_TEXT)
		add_string(v->text, out);
	else if (v->kind == DP_VALUE_NULL)
		dp_buf_c(out, "null");
	else
		dp_buf_str(out, v->text);
}

static void
add_rows(const struct dp_chart *c, struct dp_buf *out)
{
	for (size_t r = 0; r < c->table.n_rows; r++) {
		dp_buf_c(out, r ? ",{" : "{");
		for (size_t i = 0; i < c->table.n_columns; i++) {
			static const char *const key[] = { "x", "y", "rows",
							   "to" };

			dp_buf_format(out, "%s\"%s\":", i ? "," : "", key[i]);
			add_value(dp_frame_at(&c->table, r, i), out);
		}
		dp_buf_char(out, '}');
	}
}

void
dp_chart_json(const struct dp_chart *c, struct dp_buf *out)
{
	const struct dp_chart_rows *r = &c->desc.rows;
	struct dp_buf text = { 0 };

	dp_buf_format(out, "{\"chart\":\"%s\"", c->class->name);
	add_member("title", c->desc.title, out);
	add_member("x", c->x_title, out);
	add_member("y", c->y_title, out);
	add_member("source", c->desc.source, out);
	add_member("note", c->desc.note, out);
	add_member("alt", c->desc.alt, out);
	dp_chart_sentence(c, &text);
	add_member("sentence", dp_buf_view(&text), out);
	text.n = 0;
	dp_chart_method(c, &text);
	add_member("method", dp_buf_view(&text), out);
	if (r->read)
		dp_buf_format(out,
			      ",\"rows_read\":%llu,\"no_label\":%llu,"
			      "\"no_value\":%llu,\"not_number\":%llu",
			      (unsigned long long)r->read,
			      (unsigned long long)r->no_label,
			      (unsigned long long)r->no_value,
			      (unsigned long long)r->not_number);
	dp_buf_c(out, ",\"data\":[");
	add_rows(c, out);
	dp_buf_c(out, "]}");
	dp_buf_done(&text);
}
