/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server says of a file: the headers worth keeping, and its refusals
 * turned into sentences. No transfer happens here.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <strings.h>

#include "base/i18n.h"
#include "source/inner.h"

static bool
same_word(dp_str a, const char *b)
{
	return a.n == strlen(b) && strncasecmp(a.p, b, a.n) == 0;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

void
dpi_percent_decode(dp_str text, struct dp_buf *out)
{
	for (size_t i = 0; i < text.n; i++) {
		int high = -1, low = -1;

		if (text.p[i] == '%' && i + 2 < text.n) {
			high = hex_digit(text.p[i + 1]);
			low = hex_digit(text.p[i + 2]);
		}
		if (high >= 0 && low >= 0 && high + low > 0) {
			dp_buf_char(out, (char)(high << 4 | low));
			i += 2;
		} else {
			dp_buf_char(out, text.p[i]);
		}
	}
}

/*
 * Next "name=value" of TEXT, cut at the first SEP that is not quoted; quotes
 * taken off, \" kept as it is (a file name that needs it is made safe later).
 */
static bool
next_parameter(dp_str *text, dp_str *name, dp_str *value)
{
	bool quoted = false;
	size_t i;

	if (text->n == 0)
		return false;
	for (i = 0; i < text->n; i++) {
		if (text->p[i] == '"')
			quoted = !quoted;
		else if (text->p[i] == ';' && !quoted)
			break;
	}
	*value = (dp_str){ text->p, i };
	*text = dp_str_from(*text, i + 1);
	*name = dp_str_strip(dp_str_cut(value, '='));
	*value = dp_str_strip(*value);
	if (value->n >= 2 && value->p[0] == '"' &&
	    value->p[value->n - 1] == '"') {
		value->p++;
		value->n -= 2;
	}
	return true;
}

/* RFC 6266: filename*=UTF-8''name before filename="name". */
static void
read_disposition(struct dp_http_answer *out, dp_str rest)
{
	dp_str name, value, plain = { NULL, 0 };

	while (next_parameter(&rest, &name, &value)) {
		struct dp_buf text = { 0 };

		if (same_word(name, "filename") && value.n)
			plain = value;
		if (!same_word(name, "filename*") || value.n < 7 ||
		    strncasecmp(value.p, "utf-8'", 6) != 0)
			continue;
		value = dp_str_from(value, 6);
		(void)dp_str_cut(&value, '\'');
		dpi_percent_decode(value, &text);
		if (text.n)
			out->file_name = dp_keep(&out->text,
						 dp_buf_view(&text));
		dp_buf_done(&text);
		if (out->file_name.n)
			return;
	}
	if (plain.n)
		out->file_name = dp_keep(&out->text, plain);
}

/* RFC 8288: <address>; rel="license", among other links. */
static void
read_link(struct dp_http_answer *out, dp_str rest)
{
	while (rest.n > 0) {
		dp_str link, address, name, value;
		ptrdiff_t end = dp_str_search(rest, DP_S(",<"));

		if (end < 0)
			end = dp_str_search(rest, DP_S(", <"));
		link = rest;
		if (end >= 0)
			link.n = (size_t)end;
		rest = dp_str_from(rest, link.n + 1);
		address = dp_str_strip(dp_str_cut(&link, '>'));
		if (!dp_str_starts(address, "<"))
			continue;
		address = dp_str_from(address, 1);
		while (next_parameter(&link, &name, &value))
			if (same_word(name, "rel") &&
			    same_word(value, "license"))
				out->licence = dp_keep(&out->text, address);
	}
}

void
dpi_http_header(struct dp_http_answer *out, dp_str line)
{
	dp_str name = dp_str_strip(dp_str_cut(&line, ':'));
	dp_str value = dp_str_strip(line);

	if (value.n == 0)
		return;
	if (same_word(name, "etag"))
		out->etag = dp_keep(&out->text, value);
	else if (same_word(name, "last-modified"))
		out->last_modified = dp_keep(&out->text, value);
	else if (same_word(name, "content-type"))
		out->content_type = dp_keep(&out->text, value);
	else if (same_word(name, "retry-after"))
		out->retry_after = dp_keep(&out->text, value);
	else if (same_word(name, "content-disposition"))
		read_disposition(out, value);
	else if (same_word(name, "link"))
		read_link(out, value);
}

void
dpi_http_forget(struct dp_http_answer *out)
{
	static const dp_str nothing = { NULL, 0 };

	out->etag = out->last_modified = out->content_type = nothing;
	out->file_name = out->licence = out->retry_after = nothing;
}

/* Why, and what to do; the status and the address are said before it. */
static const char *
refusal(int64_t status)
{
	switch (status) {
	case 401:
	case 403:
		return _("it is not given to everybody. Ask its producer for "
			 "access.");
	case 404:
		return _("there is no such file. Check the address; it may "
			 "have moved.");
	case 410:
		return _("the file was taken away for good.");
	case 429:
		return _("the server asks for fewer requests. Wait, then try "
			 "again.");
	case 503:
		return _("the server is not available now. Try again later.");
	default:
		return status < 500 ?
			       _("the server refuses this request.") :
			       _("the server has a fault. Try again later.");
	}
}

int
dpi_http_refused(const char *url, int64_t status, dp_str retry_after,
		 struct dp_err *err)
{
	int64_t seconds;

	if (dp_str_int(retry_after, &seconds))
		return dp_fail(
			err, DP_ENET,
			P_("%s: %s (status %d; it asks to wait %lld second)",
			   "%s: %s (status %d; it asks to wait %lld seconds)",
			   (unsigned long)seconds),
			url, refusal(status), (int)status, (long long)seconds);
	if (retry_after.n)
		return dp_fail(
			err, DP_ENET,
			_("%s: %s (status %d; it asks to wait until %.*s)"),
			url, refusal(status), (int)status, DP_FMT(retry_after));
	return dp_fail(err, DP_ENET, _("%s: %s (status %d)"), url,
		       refusal(status), (int)status);
}

void
dp_http_answer_done(struct dp_http_answer *a)
{
	free(a->redirect);
	dp_arena_done(&a->text);
	memset(a, 0, sizeof *a);
}
