/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes from an address, by libcurl, which nothing else may include. One
 * request at a time; redirections are followed here, one by one, so that
 * each can be checked and told. What the headers mean is in http_header.c.
 */
#define CURL_DISABLE_TYPECHECK /* its macros take names, not addresses */
#include <curl/curl.h>
#include <stddef.h>
#include <stdlib.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/lazy.h"
#include "source/inner.h"

#define CURL_FUNCTIONS(X) \
	X(curl_easy_cleanup) \
	X(curl_easy_getinfo) \
	X(curl_easy_init) \
	X(curl_easy_perform) \
	X(curl_easy_setopt) \
	X(curl_free) \
	X(curl_global_cleanup) \
	X(curl_global_init) \
	X(curl_url) \
	X(curl_url_cleanup) \
	X(curl_url_get) \
	X(curl_url_set)

struct curl_api {
	CURL_FUNCTIONS(DPI_LAZY_MEMBER)
};

#define DPI_LAZY_API struct curl_api
static const struct dpi_lazy wanted[] = { CURL_FUNCTIONS(DPI_LAZY_ROW) };
static const struct dpi_library library = {
	.name = "curl",
	.abi = "4",
	.package = "libcurl4",
	.wanted = wanted,
	.n = sizeof wanted / sizeof *wanted,
};

struct transfer {
	struct curl_api api;
	CURL *curl;
	const struct dp_http_opts *o;
	int (*sink)(void *, const void *, size_t, struct dp_err *);
	void *self;
	struct dp_http_answer *out;
	struct dp_err *err;
	bool sink_failed;
};

static size_t
on_body(char *p, size_t size, size_t n, void *self)
{
	struct transfer *t = self;
	long status = 0;

	(void)t->api.curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE,
				       &status);
	if (status >= 300)
		return size * n;
	if (t->sink(t->self, p, size * n, t->err) != 0) {
		t->sink_failed = true;
		return 0;
	}
	t->out->bytes += size * n;
	return size * n;
}

static size_t
on_header(char *p, size_t size, size_t n, void *self)
{
	struct transfer *t = self;
	dp_str line = { p, size * n };

	if (dp_str_starts(line, "HTTP/"))
		dpi_http_forget(t->out);
	else
		dpi_http_header(t->out, dp_str_strip(line));
	return size * n;
}

static int
on_progress(void *self, curl_off_t all, curl_off_t got, curl_off_t up_all,
	    curl_off_t up)
{
	struct transfer *t = self;

	(void)up_all;
	(void)up;
	if (t->o && t->o->progress)
		t->o->progress(t->o->self, (uint64_t)got, (uint64_t)all);
	return dp_cancelled() ? 1 : 0;
}

/* The sentence for CODE, which names an address; NULL: none of ours. */
static const char *
network_trouble(CURLcode code)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
		return _("the host of %s is not known. Check its spelling "
			 "and the network.");
	case CURLE_COULDNT_CONNECT:
		return _("the server of %s does not answer. Try again later, "
			 "or check the network.");
	case CURLE_OPERATION_TIMEDOUT:
		return _("%s was too slow: nothing came for too long. "
			 "Nothing was kept; try again later.");
	case CURLE_PARTIAL_FILE:
	case CURLE_RECV_ERROR:
	case CURLE_GOT_NOTHING:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		return _("the transfer of %s was cut. Nothing was kept; try "
			 "again.");
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SSL_CACERT_BADFILE:
		return _("%s cannot be trusted: the server does not prove "
			 "who it is (its certificate).");
	default:
		return NULL;
	}
}

static int
transfer_failed(struct transfer *t, CURLcode code, const char *url)
{
	struct dp_err *err = t->err;
	const char *trouble = network_trouble(code);

	if (t->sink_failed)
		return -1;
	if (trouble)
		return dp_fail(err, DP_ENET, trouble, url);
	switch (code) {
	case CURLE_ABORTED_BY_CALLBACK:
		return dp_fail(err, DP_ECANCEL, _("stopped."));
	case CURLE_UNSUPPORTED_PROTOCOL:
		return dp_fail(err, DP_EUSAGE,
			       _("%s: only http, https and file addresses "
				 "can be got."),
			       url);
	case CURLE_URL_MALFORMAT:
		return dp_fail(err, DP_EUSAGE,
			       _("%s is not written as an address should be, "
				 "such as https://www.example.org/data.csv."),
			       url);
	case CURLE_FILE_COULDNT_READ_FILE:
		return dp_fail(err, DP_ENOTFOUND,
			       _("there is no file that can be read at %s."),
			       url);
	default:
		return dp_fail(err, DP_ENET,
			       _("%s could not be got (libcurl, code %d)."),
			       url, (int)code);
	}
}

static void
set_options(struct transfer *t)
{
	const struct curl_api *api = &t->api;
	const struct dp_http_opts *o = t->o;
	CURL *c = t->curl;
	unsigned connect = o ? o->connect_seconds : 0;
	unsigned stall = o ? o->stall_seconds : 0;
	char *agent = dp_format("dpipe/%s", dpi_version());

	(void)api->curl_easy_setopt(c, CURLOPT_USERAGENT, agent);
	(void)api->curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	(void)api->curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	(void)api->curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT,
				    (long)(connect ? connect :
						     DP_CONNECT_SECONDS));
	(void)api->curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
	(void)api->curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME,
				    (long)(stall ? stall : DP_STALL_SECONDS));
	(void)api->curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
	(void)api->curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
	(void)api->curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
	(void)api->curl_easy_setopt(c, CURLOPT_HEADERDATA, t);
	(void)api->curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_progress);
	(void)api->curl_easy_setopt(c, CURLOPT_XFERINFODATA, t);
	(void)api->curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
	free(agent);
}

/*
 * URL as libcurl wants it, blanks and accents encoded. A password would end
 * up in the sidecar for all to read, so it is refused here.
 */
static char *
clean_url(const struct transfer *t, const char *url)
{
	CURLU *u = t->api.curl_url();
	char *text = NULL, *user = NULL, *copy = NULL;

	if (!u ||
	    t->api.curl_url_set(u, CURLUPART_URL, url,
				CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME) !=
		    CURLUE_OK ||
	    t->api.curl_url_get(u, CURLUPART_URL, &text, 0) != CURLUE_OK)
		dp_fail(t->err, DP_EUSAGE,
			_("%s is not written as an address should be, such as "
			  "https://www.example.org/data.csv."),
			url);
	else if (t->api.curl_url_get(u, CURLUPART_USER, &user, 0) == CURLUE_OK)
		dp_fail(t->err, DP_EUSAGE,
			_("the address holds a user name: it would be written "
			  "into the provenance for all to read. Download the "
			  "file yourself, then \"dpipe get\" the file."));
	else
		copy = dp_strdup(dp_str_c(text));
	t->api.curl_free(user);
	t->api.curl_free(text);
	t->api.curl_url_cleanup(u);
	return copy;
}

/* One request: 1 with *URL changed for a redirection, 0 done, -1. */
static int
request(struct transfer *t, char **url)
{
	struct dp_http_answer *out = t->out;
	char *next = NULL;
	long status = 0;
	CURLcode code;

	(void)t->api.curl_easy_setopt(t->curl, CURLOPT_URL, *url);
	(void)t->api.curl_easy_setopt(t->curl, CURLOPT_PROTOCOLS_STR,
				      out->n_redirects ? "http,https" :
							 "http,https,file");
	out->address = dp_keep(&out->text, dp_str_c(*url));
	code = t->api.curl_easy_perform(t->curl);
	(void)t->api.curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE,
				       &status);
	(void)t->api.curl_easy_getinfo(t->curl, CURLINFO_REDIRECT_URL, &next);
	out->status = status;
	if (status >= 400)
		return dpi_http_refused(*url, status, out->retry_after, t->err);
	if (code != CURLE_OK)
		return transfer_failed(t, code, *url);
	if (status < 300)
		return 0;
	if (!next)
		return dp_fail(
			t->err, DP_ENET,
			_("the server answered %ld for %s, which brings no "
			  "file."),
			status, *url);
	if (out->n_redirects == DP_REDIRECTS_MAX)
		return dp_fail(
			t->err, DP_ENET,
			_("%s is redirected again and again: stopped after "
			  "%d times."),
			*url, DP_REDIRECTS_MAX);
	if (strncasecmp(*url, "https:", 6) == 0 &&
	    strncasecmp(next, "http:", 5) == 0)
		out->downgraded = true;
	dp_grow(&out->redirect, &out->cap_redirects, out->n_redirects,
		sizeof *out->redirect);
	out->redirect[out->n_redirects++] = out->address;
	free(*url);
	*url = clean_url(t, next);
	return *url ? 1 : -1;
}

int
dp_http_get(const char *url, const struct dp_http_opts *o,
	    int (*sink)(void *self, const void *p, size_t n_bytes,
			struct dp_err *err),
	    void *self, struct dp_http_answer *out, struct dp_err *err)
{
	struct transfer t = {
		.o = o, .sink = sink, .self = self, .out = out, .err = err
	};
	char *at;
	int status;

	if (dpi_lazy_open(&library, &t.api, err) != 0)
		return -1;
	at = clean_url(&t, url);
	if (!at)
		return -1;
	(void)t.api.curl_global_init(CURL_GLOBAL_DEFAULT);
	t.curl = t.api.curl_easy_init();
	if (!t.curl) {
		status = dp_fail(err, DP_ENET, _("libcurl does not start."));
	} else {
		set_options(&t);
		while ((status = request(&t, &at)) > 0)
			;
		t.api.curl_easy_cleanup(t.curl);
	}
	t.api.curl_global_cleanup();
	free(at);
	return status;
}
