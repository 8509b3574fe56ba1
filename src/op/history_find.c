/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A history of operations in whatever people keep it in: a file of its own,
 * a part of another JSON document, or a block in a page or a script.
 */
#include "op/history.h"

/* Places in a text where an array of operations is looked for. */
#define PLACES_MAX 1000u

dp_str
dpi_json_text(const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);

	return json_is_string(v) ?
		       (dp_str){ json_string_value(v), json_string_length(v) } :
		       (dp_str){ NULL, 0 };
}

bool
dpi_json_true(const json_t *o, const char *key)
{
	return json_is_true(json_object_get(o, key));
}

static bool
is_operation(const json_t *o)
{
	return dpi_json_text(o, "op").n > 0;
}

/* The operations of ENTRIES, each in an object of its own. */
static json_t *
unpack(const json_t *entries)
{
	json_t *all = json_array();

	for (size_t i = 0; i < json_array_size(entries); i++) {
		json_t *o = json_object_get(json_array_get(entries, i),
					    "operation");

		if (is_operation(o))
			(void)json_array_append(all, o);
	}
	return all;
}

/* The operations that V, a document, is or has; NULL when there are none. */
static json_t *
operations(json_t *v)
{
	json_t *list = v, *entries = json_object_get(v, "entries"), *all;

	if (json_is_object(v))
		list = json_object_get(v, "operations");
	if (json_is_array(list) && json_array_size(list) > 0 &&
	    is_operation(json_array_get(list, 0)))
		return json_incref(list);
	if (!json_is_array(list) || json_array_size(list) == 0)
		list = entries ? entries : list;
	all = json_is_array(list) ? unpack(list) : NULL;
	if (all && json_array_size(all) > 0)
		return all;
	json_decref(all);
	return NULL;
}

static json_t *
parse(dp_str text, bool whole)
{
	json_error_t ignored;
	size_t flags = JSON_ALLOW_NUL | (whole ? 0 : JSON_DISABLE_EOF_CHECK);
	json_t *v = json_loadb(text.p, text.n, flags, &ignored);
	json_t *found = v ? operations(v) : NULL;

	json_decref(v);
	return found;
}

/* True when an array or object of objects may start here. */
static bool
may_start(dp_str text)
{
	dp_str rest = dp_str_strip(dp_str_from(text, 1));

	if (text.p[0] == '{')
		return dp_str_starts(rest, "\"operations\"") ||
		       dp_str_starts(rest, "\"entries\"");
	return rest.n > 0 && rest.p[0] == '{';
}

/* The first history in TEXT that is one as it stands; NULL: there is none. */
static json_t *
find(dp_str text)
{
	json_t *best = parse(text, true);
	unsigned places = 0;

	for (size_t i = 0; !best && i < text.n && places < PLACES_MAX; i++) {
		dp_str rest = dp_str_from(text, i);

		if ((text.p[i] != '[' && text.p[i] != '{') || !may_start(rest))
			continue;
		places++;
		best = parse(rest, false);
	}
	return best;
}

/* TEXT without the backslashes that a language has before quotes in a text. */
static void
unescape(dp_str text, struct dp_buf *out)
{
	for (size_t i = 0; i < text.n; i++) {
		bool escaped = text.p[i] == '\\' && i + 1 < text.n &&
			       strchr("\"'\\n", text.p[i + 1]) && text.p[i + 1];

		i += escaped;
		dp_buf_char(out,
			    escaped && text.p[i] == 'n' ? '\n' : text.p[i]);
	}
}

json_t *
dpi_history_find(dp_str text)
{
	json_t *found = find(text);
	struct dp_buf plain = { 0 };

	if (found || dp_str_search(text, DP_S("\\\"op\\\"")) < 0)
		return found;
	unescape(text, &plain);
	found = find(dp_buf_view(&plain));
	dp_buf_done(&plain);
	return found;
}
