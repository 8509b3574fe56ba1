/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Transfers against a local server that redirects, refuses, cuts and stalls.
 */
#include "test.h"

#include <dpipe/source.h>
#include <stdlib.h>

#include "httpd.h"

static struct httpd *server;
static unsigned port;

static int
set_up(void **state)
{
	(void)state;
	(void)setenv("no_proxy", "*", 1);
	server = httpd_start("/nowhere", &port);
	return server ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	httpd_stop(server);
	return 0;
}

static int
sink(void *self, const void *p, size_t n_bytes, struct dp_err *err)
{
	(void)err;
	dp_buf_add(self, p, n_bytes);
	return 0;
}

/* Gets PATH of the server into OUT. */
static int
get(const char *path, struct dp_buf *out, struct dp_http_answer *a,
    struct dp_err *err)
{
	struct dp_http_opts o = { .stall_seconds = 1 };
	char *url = dp_format("http://127.0.0.1:%u%s", port, path);
	int status;

	out->n = 0;
	memset(a, 0, sizeof *a);
	memset(err, 0, sizeof *err);
	status = dp_http_get(url, &o, sink, out, a, err);
	free(url);
	return status;
}

static void
test_agent_names_dpipe(void **state)
{
	struct dp_buf b = { 0 };
	struct dp_http_answer a;
	struct dp_err err;

	(void)state;
	assert_int_equal(get("/agent", &b, &a, &err), 0);
	assert_true(dp_str_starts(dp_buf_view(&b), "dpipe/"));
	assert_int_equal(a.status, 200);
	assert_int_equal(a.bytes, b.n);
	dp_http_answer_done(&a);
	dp_buf_done(&b);
}

static void
test_headers_are_kept(void **state)
{
	struct dp_buf b = { 0 };
	struct dp_http_answer a;
	struct dp_err err;

	(void)state;
	assert_int_equal(get("/redirect/3/named", &b, &a, &err), 0);
	assert_true(dp_str_is(dp_buf_view(&b), "a,b\n1,2\n"));
	assert_true(dp_str_is(a.file_name, "../cinémas.csv"));
	assert_true(dp_str_is(a.licence, "https://www.example.org/licence"));
	assert_true(dp_str_is(a.content_type, "text/csv; charset=utf-8"));
	assert_int_equal(a.n_redirects, 3);
	assert_true(dp_str_search(a.redirect[0], DP_S("/redirect/3/")) > 0);
	assert_true(dp_str_search(a.address, DP_S("/named")) > 0);
	dp_http_answer_done(&a);
	dp_buf_done(&b);
}

static void
test_refusals_are_sentences(void **state)
{
	static const struct {
		const char *path, *says;
	} refused[] = {
		{ "/status/404", "no such file" },
		{ "/status/403", "access" },
		{ "/status/410", "taken away" },
		{ "/status/503", "wait 7 seconds" },
		{ "/status/429", "until Wed, 21 Oct 2026" },
		{ "/status/500", "fault" },
		{ "/loop", "again and again" },
		{ "/elsewhere", "only http" },
		{ "/status/304", "304" },
		{ "/cut", "cut" },
		{ "/stall", "slow" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct dp_buf b = { 0 };
		struct dp_http_answer a;
		struct dp_err err;

		assert_int_equal(get(refused[i].path, &b, &a, &err), -1);
		if (!strstr(err.msg, refused[i].says))
			print_message("# %s: %s\n", refused[i].path, err.msg);
		assert_non_null(strstr(err.msg, refused[i].says));
		dp_http_answer_done(&a);
		dp_buf_done(&b);
	}
}

static void
test_bad_addresses(void **state)
{
	static const struct {
		const char *url;
		enum dp_code code;
	} bad[] = {
		{ "ftp://127.0.0.1/x", DP_EUSAGE },
		{ "gopher://127.0.0.1/x", DP_EUSAGE },
		{ "http://me:secret@127.0.0.1/x", DP_EUSAGE },
		{ "http://", DP_EUSAGE },
		{ "http://[bad/x", DP_EUSAGE },
		{ "http://127.0.0.1:1/x", DP_ENET },
		{ "file:///nowhere/at/all.csv", DP_ENOTFOUND },
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct dp_http_answer a = { 0 };
		struct dp_err err = { 0 };
		struct dp_buf b = { 0 };

		assert_int_equal(dp_http_get(bad[i].url, NULL, sink, &b, &a,
					     &err),
				 -1);
		if (err.code != bad[i].code)
			print_message("# %s: %s\n", bad[i].url, err.msg);
		assert_int_equal(err.code, bad[i].code);
		assert_null(strstr(err.msg, "secret"));
		dp_http_answer_done(&a);
		dp_buf_done(&b);
	}
}

static void
test_names_are_made_safe(void **state)
{
	static const struct {
		const char *name;
		bool url;
		const char *type, *safe;
	} name[] = {
		{ "http://a.example/b/c%20d.csv?x=1/2#e", true, NULL,
		  "c d.csv" },
		{ "http://a.example/", true, "text/csv; charset=x",
		  "data.csv" },
		{ "http://a.example", true, NULL, "data" },
		{ "http://a.example/%2e%2e%2fetc%2fpasswd", true, NULL,
		  "passwd" },
		{ "http://a.example/x%00y.csv", true, NULL, "x%00y.csv" },
		{ "../../.bashrc", false, NULL, "bashrc" },
		{ "C:\\data\\a.csv", false, NULL, "a.csv" },
		{ "a\nb\x1b[1m.csv", false, NULL, "a_b_[1m.csv" },
		{ "..", false, NULL, "data" },
		{ "", false, "application/json", "data.json" },
		{ "caf\xe9.csv", false, NULL, "caf_.csv" },
		{ "export", false, "text/csv", "export.csv" },
		{ "a.csv", false, "application/zip", "a.csv" },
	};
	char longest[1000];
	struct dp_buf b = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
		b.n = 0;
		dp_source_name(dp_str_c(name[i].name), name[i].url,
			       dp_str_c(name[i].type), &b);
		if (!dp_str_is(dp_buf_view(&b), name[i].safe))
			print_message("# %s: %.*s\n", name[i].name,
				      DP_FMT(dp_buf_view(&b)));
		assert_true(dp_str_is(dp_buf_view(&b), name[i].safe));
	}
	memset(longest, 'a', sizeof longest);
	memcpy(longest + 990, ".csv", 5);
	b.n = 0;
	dp_source_name(dp_str_c(longest), false, dp_str_c(NULL), &b);
	assert_int_equal(b.n, 120);
	assert_memory_equal(b.p + 116, ".csv", 4);
	dp_buf_done(&b);
}

static void
test_what_is_an_address_and_a_page(void **state)
{
	(void)state;
	assert_true(dp_source_is_url("https://a.example"));
	assert_true(dp_source_is_url("file:///x"));
	assert_false(dp_source_is_url("raw/a.csv"));
	assert_false(dp_source_is_url("://x"));
	assert_true(dp_source_is_html("\xef\xbb\xbf \n<!DOCTYPE HTML>", 20));
	assert_false(dp_source_is_html("a,<html>", 8));
	assert_false(dp_source_is_html("", 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_agent_names_dpipe),
		cmocka_unit_test(test_headers_are_kept),
		cmocka_unit_test(test_refusals_are_sentences),
		cmocka_unit_test(test_bad_addresses),
		cmocka_unit_test(test_names_are_made_safe),
		cmocka_unit_test(test_what_is_an_address_and_a_page),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
