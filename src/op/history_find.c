/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A history of operations in whatever people keep it in: a file of its own,
 * a part of another JSON document, or a block in a page or a script.
 */
#include "op/history.h"

#include "text/repair.h"

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

	if (is_operation(v)) {
		all = json_array();
		(void)json_array_append(all, v);
		return all;
	}
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

/* *END: where the JSON at the start of TEXT ends, if more may follow it. */
static json_t *
parse(dp_str text, bool whole, size_t *end)
{
	json_error_t e = { 0 };
	size_t flags = JSON_ALLOW_NUL | (whole ? 0 : JSON_DISABLE_EOF_CHECK);
	json_t *v = json_loadb(text.p, text.n, flags, &e);
	json_t *found = v ? operations(v) : NULL;

	*end = v && e.position > 0 ? (size_t)e.position : 0;
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

/*
 * The first history in TEXT that is one as it stands; NULL: there is none.
 * *N_MORE: how many others stand behind it.
 */
static json_t *
find(dp_str text, size_t *n_more)
{
	size_t end;
	json_t *first = parse(text, true, &end);
	unsigned places = 0;

	*n_more = 0;
	if (first)
		return first;
	for (size_t i = 0; i < text.n && places < PLACES_MAX; i++) {
		dp_str rest = dp_str_from(text, i);
		json_t *one;

		if ((text.p[i] != '[' && text.p[i] != '{') || !may_start(rest))
			continue;
		places++;
		one = parse(rest, false, &end);
		if (!one)
			continue;
		if (first) {
			json_decref(one);
			++*n_more;
		} else {
			first = one;
		}
		i += end > 0 ? end - 1 : 0;
	}
	return first;
}

/* ---- as texts of other languages --------------------------------------- */

/* TEXT without the backslashes that a language has before quotes in a text. */
static void
without_backslashes(dp_str text, struct dp_buf *out)
{
	for (size_t i = 0; i < text.n; i++) {
		bool escaped = text.p[i] == '\\' && i + 1 < text.n &&
			       strchr("\"'`$\\n", text.p[i + 1]) &&
			       text.p[i + 1];

		i += escaped;
		dp_buf_char(out,
			    escaped && text.p[i] == 'n' ? '\n' : text.p[i]);
	}
}

/* Between two ' a shell has for one: '\''. */
static void
without_shell(dp_str text, struct dp_buf *out)
{
	for (size_t i = 0; i < text.n; i++) {
		dp_buf_char(out, text.p[i]);
		if (dp_str_starts(dp_str_from(text, i), "'\\''"))
			i += 3;
	}
}

/* Lines that Markdown quotes. */
static void
without_marks(dp_str text, struct dp_buf *out)
{
	while (text.n) {
		dp_str line = dp_str_strip(dp_str_cut(&text, '\n'));

		dp_buf_str(out, dp_str_starts(line, ">") ?
					dp_str_from(line, 1) :
					line);
		dp_buf_char(out, '\n');
	}
}

static void
without_entities(dp_str text, struct dp_buf *out)
{
	(void)dpi_unescape_html_once(text, out);
}

/* The texts of V, one behind the other; those of an array are lines of one. */
static void
put_texts(const json_t *v, struct dp_buf *out)
{
	const char *key;
	json_t *one;

	if (json_is_string(v))
		dp_buf_add(out, json_string_value(v), json_string_length(v));
	for (size_t i = 0; i < json_array_size(v); i++)
		put_texts(json_array_get(v, i), out);
	json_object_foreach((json_t *)v, key, one)
	{
		put_texts(one, out);
		dp_buf_char(out, '\n');
	}
}

/* A notebook, or what else keeps texts in JSON. */
static void
without_json(dp_str text, struct dp_buf *out)
{
	json_error_t ignored;
	json_t *v = json_loadb(text.p, text.n, JSON_ALLOW_NUL, &ignored);

	if (v)
		put_texts(v, out);
	json_decref(v);
}

static const struct {
	const char *sign; /* stands in such a text */
	void (*undo)(dp_str text, struct dp_buf *out);
} ways[] = {
	{ "'\\''", without_shell },
	{ "\\", without_backslashes },
	{ "\n>", without_marks },
	{ "&quot;", without_entities },
};

static json_t *
find_written(dp_str text, size_t *n_more)
{
	json_t *found = find(text, n_more);

	if (dp_str_search(text, DP_S("op")) < 0)
		return found;
	for (size_t i = 0; !found && i < sizeof ways / sizeof *ways; i++) {
		struct dp_buf plain = { 0 };

		if (dp_str_search(text, dp_str_c(ways[i].sign)) < 0)
			continue;
		ways[i].undo(text, &plain);
		found = find(dp_buf_view(&plain), n_more);
		dp_buf_done(&plain);
	}
	return found;
}

json_t *
dpi_history_find(dp_str text, size_t *n_more)
{
	json_t *found = find_written(text, n_more);
	struct dp_buf plain = { 0 };

	if (found)
		return found;
	without_json(text, &plain);
	if (plain.n)
		found = find_written(dp_buf_view(&plain), n_more);
	dp_buf_done(&plain);
	return found;
}
