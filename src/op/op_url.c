/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * url: addresses of web pages in one form (RFC 3986, 6.2.2 and 6.2.3, what is
 * safe of it). Whether the page is there is not asked.
 */
#include "op/work.h"

#include "base/i18n.h"

struct url {
	dp_str scheme; /* put in front where there is none; empty: never */
};

static const struct dp_param params[] = {
	{ "scheme", DP_P_CHOICE, "https", "https|http|none",
	  N_("what to put before www.gap.fr; none: such a cell is reported"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct url *x = dp_arena_alloc(&s->arena, sizeof *x);

	(void)schema;
	(void)err;
	x->scheme = dp_step_choice(s, "scheme") == 2 ?
			    DP_S("") :
			    dp_step_param(s, "scheme");
	s->self = x;
	return 0;
}

/* True when S starts with PREFIX, case ignored. */
static bool
starts(dp_str s, const char *prefix)
{
	size_t i = 0;

	while (i < s.n && prefix[i] && (s.p[i] | 0x20) == (prefix[i] | 0x20))
		i++;
	return prefix[i] == '\0';
}

/* Takes the scheme off *S; empty when there is none, p NULL: another one. */
static dp_str
take_scheme(dp_str *s)
{
	static const char *const known[] = { "https", "http", "ftp" };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		size_t n = strlen(known[i]);

		if (!starts(*s, known[i]) || s->n < n + 3 ||
		    memcmp(s->p + n, "://", 3) != 0)
			continue;
		*s = dp_str_from(*s, n + 3);
		return dp_str_c(known[i]);
	}
	if (dp_str_search(*s, DP_S("://")) >= 0)
		return (dp_str){ NULL, 0 };
	return DP_S("");
}

/* A name with a point in it, or one of a machine; letters of any script. */
static bool
is_host(dp_str s)
{
	bool point = false;
	char before = '.';

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '.' && before == '.')
			return false;
		if (c < 0x80 && c != '.' && c != '-' && c != '_' &&
		    (c | 0x20u) - 'a' >= 26u && c - (unsigned)'0' >= 10u)
			return false;
		point |= c == '.';
		before = (char)c;
	}
	return s.n > 3 && point && before != '.';
}

/* The host and what follows it, in REST; port of the scheme left out. */
static bool
add_place(dp_str rest, bool secure, struct dp_buf *out)
{
	size_t end = 0;
	dp_str host, port;

	while (end < rest.n && !strchr("/?#", rest.p[end]))
		end++;
	port = (dp_str){ rest.p, end };
	host = dp_str_cut(&port, ':');
	if (!is_host(host))
		return false;
	dp_case_change(host, DP_CASE_LOWER, out);
	for (size_t i = 0; i < port.n; i++)
		if ((unsigned char)port.p[i] - (unsigned)'0' > 9u)
			return false;
	if (port.n > 5)
		return false;
	if (port.n && !dp_str_is(port, secure ? "443" : "80"))
		dp_buf_format(out, ":%.*s", DP_FMT(port));
	rest = dp_str_from(rest, end);
	if (!dp_str_is(rest, "/"))
		dp_buf_str(out, rest);
	return true;
}

static bool
has_space(dp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' ||
		    dp_space_bytes(dp_str_from(s, i)) > 0)
			return true;
	return false;
}

static dp_str
url(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct url *x = s->self;
	struct dp_buf *made = w->local;
	dp_str rest = dp_trim(in), scheme;

	if (rest.n == 0)
		return in;
	scheme = take_scheme(&rest);
	if (scheme.p && scheme.n == 0)
		scheme = x->scheme;
	if (scheme.n == 0 || has_space(rest))
		return dp_bad(w, DP_F_NOT_A_URL, in);
	made->n = 0;
	dp_buf_str(made, scheme);
	dp_buf_c(made, "://");
	if (!add_place(rest, dp_str_is(scheme, "https"), made))
		return dp_bad(w, DP_F_NOT_A_URL, in);
	return dpi_made(w, in, dp_buf_view(made));
}

static const struct dp_example examples[] = {
	{ "x", "HTTPS://WWW.Gap.FR/Cinemas", "https://www.gap.fr/Cinemas" },
	{ "x", "www.ville-gap.fr", "https://www.ville-gap.fr" },
	{ "x", "http://gap.fr:80/", "http://gap.fr" },
	{ "x scheme=none", "www.ville-gap.fr", "www.ville-gap.fr" },
	{ "x", "http:/gap.fr", "http:/gap.fr" },
	{ "x", "voir le site", "voir le site" },
	{ "x on-error=blank", "en construction", "" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_url = {
	.name = "url",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [scheme=https|http|none]"),
	.summary = N_("Put web addresses in order and check their shape."),
	.why = N_("A reader clicks on what starts with https://, and two "
		  "spellings of one site are counted as two. Scheme and host "
		  "become small letters, a lone / and the usual port go; the "
		  "path stays as it is, for its capitals may matter. Nothing "
		  "is fetched: whether the page exists is not known."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = url,
	.needs = dpi_needs_columns,
	.example = examples,
};
