/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes, in any encoding, cut anywhere: always the same valid UTF-8, and
 * the guess never fails. The rest of the words of text go over the result.
 */
#include <dpipe/text.h>

#include "fuzz.h"
#include "text/encoding.h"

static void
use_text(dp_str s)
{
	struct dp_buf a = { 0 }, b = { 0 };
	struct dp_words w = { s };
	dp_str word, t = dp_trim(s);

	must(dp_trim(t).n == t.n);
	(void)dp_width_cols(s);
	dp_fold(s, &a);
	dp_fold(dp_buf_view(&a), &b);
	must(dp_str_eq(dp_buf_view(&a), dp_buf_view(&b)));
	must(dp_utf8_valid(dp_buf_view(&a)) == a.n);
	while (dp_words_next(&w, &word))
		dp_singular_fr(word, &a);
	for (int how = DP_CASE_UPPER; how <= DP_CASE_NAME_FR; how++) {
		a.n = 0;
		dp_case_change(s, (enum dp_case)how, &a);
		must(dp_utf8_valid(dp_buf_view(&a)) == a.n);
	}
	dp_cluster_key(s, DP_KEY_FINGERPRINT, &a);
	dp_cluster_key(s, DP_KEY_FINGERPRINT_FR, &a);
	a.n = 0;
	dp_normalise(s, DP_NFKC, &a);
	must(dp_utf8_valid(dp_buf_view(&a)) == a.n);
	(void)dp_edit_distance(dp_buf_view(&b), s, s.n % 7);
	for (const struct dp_code_kind *k = dp_code_kinds(); k->name; k++)
		(void)dp_code_normalise(k, s, true, &a);
	dp_buf_done(&a);
	dp_buf_done(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dp_encoding_guess g;
	enum dp_encoding e;
	struct dp_buf whole = { 0 }, parts = { 0 };
	struct dp_decoder d = { 0 }, d2 = { 0 };
	size_t step;

	if (size < 2 || size > 4096)
		return 0;
	e = (enum dp_encoding)(data[0] % DP_N_ENCODINGS);
	step = 1 + data[1] % 16;
	data += 2;
	size -= 2;
	dp_encoding_guess(data, size, step & 1, &g);
	dpi_encoding_again(data, size, &g);
	must(g.encoding < DP_N_ENCODINGS);
	(void)dp_encoding_find((dp_str){ (const char *)data, size }, &e);
	d.encoding = d2.encoding = e;
	dp_decode(&d, data, size, true, &whole);
	for (size_t i = 0; i < size; i += step) {
		size_t n = size - i < step ? size - i : step;

		dp_decode(&d2, data + i, n, i + n == size, &parts);
	}
	must(dp_str_eq(dp_buf_view(&whole), dp_buf_view(&parts)));
	must(d.n_bad == d2.n_bad && d.first_bad_bytes == d2.first_bad_bytes);
	must(size == 0 || d.offset_bytes == d2.offset_bytes);
	must(dp_utf8_valid(dp_buf_view(&whole)) == whole.n);
	use_text(dp_buf_view(&whole));
	dp_buf_done(&whole);
	dp_buf_done(&parts);
	return 0;
}
