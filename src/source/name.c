/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names and kinds: a safe file name out of whatever a server or a user wrote,
 * what is an address, what is a web page. Opens no file.
 */
#include <ctype.h>
#include <strings.h>

#include "source/inner.h"

#define NAME_MAX_BYTES 120

struct type_ext {
	const char *type, *ext;
};

static const struct type_ext type_ext[] = {
	{ "text/csv", ".csv" },
	{ "application/csv", ".csv" },
	{ "text/tab-separated-values", ".tsv" },
	{ "application/json", ".json" },
	{ "application/geo+json", ".geojson" },
	{ "application/vnd.geo+json", ".geojson" },
	{ "application/zip", ".zip" },
	{ "application/x-zip-compressed", ".zip" },
	{ "application/gzip", ".gz" },
	{ "application/x-gzip", ".gz" },
	{ "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	  ".xlsx" },
	{ "application/vnd.oasis.opendocument.spreadsheet", ".ods" },
	{ "application/xml", ".xml" },
	{ "text/xml", ".xml" },
	{ "text/html", ".html" },
	{ "text/plain", ".txt" },
	{ NULL, NULL },
};

static const char *
extension(dp_str content_type)
{
	dp_str type = dp_str_strip(dp_str_cut(&content_type, ';'));

	for (const struct type_ext *t = type_ext; t->type; t++)
		if (type.n == strlen(t->type) &&
		    strncasecmp(type.p, t->type, type.n) == 0)
			return t->ext;
	return "";
}

/* The path of an address: no scheme, host, query or fragment. */
static dp_str
url_path(dp_str s)
{
	ptrdiff_t at = dp_str_search(s, DP_S("://"));

	if (at >= 0) {
		s = dp_str_from(s, (size_t)at + 3);
		at = dp_str_find(s, '/');
		s = at < 0 ? (dp_str){ "", 0 } : dp_str_from(s, (size_t)at);
	}
	s = dp_str_cut(&s, '#');
	return dp_str_cut(&s, '?');
}

/* What is behind the last / or \ of S, ends that are slashes left out. */
static dp_str
last_part(dp_str s)
{
	size_t i;

	while (s.n && (s.p[s.n - 1] == '/' || s.p[s.n - 1] == '\\'))
		s.n--;
	for (i = s.n; i > 0 && s.p[i - 1] != '/' && s.p[i - 1] != '\\'; i--)
		;
	return dp_str_from(s, i);
}

/* Appends S as UTF-8 without controls, at most MAX bytes, whole letters. */
static void
add_safe(dp_str s, size_t max_bytes, struct dp_buf *out)
{
	size_t start = out->n;

	while (s.n) {
		uint32_t c;
		unsigned n = dp_utf8_decode(s.p, s.n, &c);
		bool bad = n == 0 || c < 0x20 || (c >= 0x7f && c < 0xa0) ||
			   c == '/' || c == '\\' ||
			   (c >= 0x200b && c <= 0x200f) ||
			   (c >= 0x2028 && c <= 0x202e) ||
			   (c >= 0x2066 && c <= 0x2069);

		if (out->n - start + (bad ? 1 : n) > max_bytes)
			return;
		if (bad)
			dp_buf_char(out, '_');
		else
			dp_buf_add(out, s.p, n);
		s = dp_str_from(s, n ? n : 1);
	}
}

void
dp_source_name(dp_str name, bool url, dp_str content_type, struct dp_buf *out)
{
	struct dp_buf text = { 0 };
	const char *ext;
	dp_str base, stem, tail = { NULL, 0 };
	size_t dot;

	if (url)
		dpi_percent_decode(url_path(name), &text);
	else
		dp_buf_str(&text, name);
	base = dp_str_strip(last_part(dp_buf_view(&text)));
	while (base.n && (base.p[0] == '.' || base.p[0] == ' '))
		base = dp_str_from(base, 1);
	stem = base;
	for (dot = base.n; dot > 1 && base.p[dot - 1] != '.'; dot--)
		;
	if (dot > 1 && base.n - dot < 12) {
		stem.n = dot - 1;
		tail = dp_str_from(base, dot - 1);
	}
	ext = tail.n > 1 ? "" : extension(content_type);
	if (stem.n == 0)
		stem = DP_S("data");
	add_safe(stem, NAME_MAX_BYTES - tail.n - strlen(ext), out);
	add_safe(tail, tail.n, out);
	dp_buf_c(out, ext);
	dp_buf_done(&text);
}

bool
dp_source_is_url(const char *what)
{
	const char *p = what;

	while (isalnum((unsigned char)*p) || *p == '+' || *p == '-' ||
	       *p == '.')
		p++;
	return p > what && strncmp(p, "://", 3) == 0;
}

bool
dp_source_is_html(const void *p, size_t n_bytes)
{
	static const char *const start[] = { "<!doctype html", "<html", "<head",
					     "<body", NULL };
	dp_str s = { p, n_bytes };

	if (dp_str_starts(s, "\xef\xbb\xbf"))
		s = dp_str_from(s, 3);
	s = dp_str_strip(s);
	for (const char *const *t = start; *t; t++)
		if (s.n >= strlen(*t) && strncasecmp(s.p, *t, strlen(*t)) == 0)
			return true;
	return false;
}
