/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Broken encodings, HTML's references, letters without accents. */
#include "test.h"

#include <dpipe/text.h>

#include "text/encoding.h"
#include "text/repair.h"

/* What good French, and some of its neighbours, looks like. */
static const char *const good[] = {
	"Élodie Noël, 12 rue de l’Église — 05000 Gap",
	"« À l’œuvre on connaît l’artisan »",
	"ÉTÉ… À “PARIS” – DÉJÀ »",
	"N° 3, 20 m² à 12,5 €, ±2 °C, ½ page, ça va ?",
	"Ça, c’est sûr : où ? là-bas, Œuvre, ŒUVRE, ÂGE, ÎLE, ÔTER",
	"São Paulo, IRMÃ», CORAÇÃO, Ångström, PÅ”, Müller & Söhne, Łódź",
	"Alphabet : À Á Â Ã Ä Å Æ Ç È Ì Í Î Ï Ð Ô Œ",
	"√2 ≈ 1,414 ; √π ; ¬A ; x‚y ; a ≈ b",
	"Η Ελλάδα, Россия, 日本, 😀, crème brûlée",
	"Maïs, naïf, Noël, aiguë, Saÿ, Ÿ, LOUŸS, Ô !, Âne",
	"AÏ », CHÂ…, VOILÀ », DÛ »",
	"fenêtre ‹ guillemets › ‰ † ‡ • ™ ƒ ˆ ˜",
};

static void
good_text_is_not_touched(void **state)
{
	struct dp_buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (dpi_mojibake_undo(dp_str_c(good[i]), 3, &out) !=
		    DPI_MOJIBAKE_NONE)
			fail_msg("%s", good[i]);
	assert_int_equal(out.n, 0);
	dp_buf_done(&out);
}

/* Appends the UTF-8 of S as it looks when it is read as E. */
static void
read_as(dp_str s, enum dp_encoding e, struct dp_buf *out)
{
	struct dp_decoder d = { .encoding = e };

	dp_decode(&d, s.p, s.n, true, out);
}

static void
broken_text_comes_back(void **state)
{
	static const enum dp_encoding as[] = { DP_CP1252, DP_MACROMAN, DP_CP850,
					       DP_CP437 };
	static const char *const text[] = {
		"Élodie Noël, 12 rue de l’Église — 05000 Gap",
		"« À l’œuvre on connaît l’artisan »",
		"où, dès, ça, tâche, fête, dû, île, côte, ÇA, ÊTRE, N° 3",
		"crème brûlée à 12 € – déjà vu…",
		"Cinéma « Le Palace »",
	};

	(void)state;
	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		for (size_t k = 0; k < sizeof as / sizeof *as; k++) {
			struct dp_buf once = { 0 }, twice = { 0 };
			struct dp_buf out = { 0 };

			read_as(dp_str_c(text[i]), as[k], &once);
			if (dpi_mojibake_undo(dp_buf_view(&once), 1, &out) !=
			    DPI_MOJIBAKE_UNDONE)
				fail_msg("%.*s", DP_FMT(dp_buf_view(&once)));
			if (!dp_str_is(dp_buf_view(&out), text[i]))
				fail_msg("%.*s gave %.*s",
					 DP_FMT(dp_buf_view(&once)),
					 DP_FMT(dp_buf_view(&out)));
			out.n = 0;
			read_as(dp_buf_view(&once), DP_CP1252, &twice);
			if (as[k] == DP_CP1252) {
				assert_int_equal(
					dpi_mojibake_undo(dp_buf_view(&twice),
							  1, &out),
					DPI_MOJIBAKE_DEEP);
				assert_int_equal(out.n, 0);
				assert_int_equal(
					dpi_mojibake_undo(dp_buf_view(&twice),
							  2, &out),
					DPI_MOJIBAKE_UNDONE);
				assert_true(dp_str_is(dp_buf_view(&out),
						      text[i]));
			}
			dp_buf_done(&once);
			dp_buf_done(&twice);
			dp_buf_done(&out);
		}
}

static void
undone(const char *in, const char *want)
{
	struct dp_buf out = { 0 };

	assert_int_equal(dpi_mojibake_undo(dp_str_c(in), 2, &out),
			 DPI_MOJIBAKE_UNDONE);
	if (!dp_str_is(dp_buf_view(&out), want))
		fail_msg("%s gave %.*s", in, DP_FMT(dp_buf_view(&out)));
	dp_buf_done(&out);
}

static void
hard_cases(void **state)
{
	(void)state;
	undone("dÃ©jÃ  vu, voilÃ \u00a0!", "déjà  vu, voilà \u00a0!");
	undone("ï»¿commune", "commune");
	undone("cafe\xcc\x81 et cafeÌ\xc2\x81", "cafe\xcc\x81 et cafe\xcc\x81");
	undone("l\xc2\x92\xc3\xa9t\xc3\xa9", "l’été");
	undone("ÃƒÂ‰cole", "École");
	undone("lÂ’Ã©cole", "l’école");
}

static void
unescaped(const char *in, const char *want)
{
	struct dp_buf out = { 0 };
	bool any = dpi_unescape_html(dp_str_c(in), &out);

	assert_int_equal(any, strcmp(in, want) != 0);
	if (any && !dp_str_is(dp_buf_view(&out), want))
		fail_msg("%s gave %.*s", in, DP_FMT(dp_buf_view(&out)));
	dp_buf_done(&out);
}

static void
references_are_resolved(void **state)
{
	(void)state;
	unescaped("&AElig;&zwnj;&zwj;&Aacute;", "Æ\u200c\u200dÁ");
	unescaped("&#x1F600;", "😀");
	unescaped("&amp;amp;amp;lt;", "<");
	unescaped("&#0;&#xD800;&#x110000;&#;&#x;&#99999999999;",
		  "&#0;&#xD800;&#x110000;&#;&#x;&#99999999999;");
	unescaped("&;&&;&eacute", "&;&&;&eacute");
	unescaped("&Eacute;&eacute;&EACUTE;", "Éé&EACUTE;");
	unescaped("&#133;&#129;", "…&#129;");
	unescaped("&thetasym;&apos;", "ϑ'");
	unescaped("a &amp b", "a &amp b");
}

static void
plain(const char *in, const char *keep, const char *want)
{
	struct dp_buf out = { 0 };

	dpi_unaccent(dp_str_c(in), dp_str_c(keep), &out);
	if (!dp_str_is(dp_buf_view(&out), want))
		fail_msg("%s gave %.*s", in, DP_FMT(dp_buf_view(&out)));
	dp_buf_done(&out);
}

static void
accents_go(void **state)
{
	(void)state;
	plain("ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸàâäçéèêëîïôöùûüÿ", "",
	      "AAACEEEEIIOOUUUYaaaceeeeiioouuuy");
	plain("Œuvre ŒUVRE œ Æ ÆGIR ẞ ß", "", "Oeuvre OEUVRE oe Ae AEGIR ẞ ss");
	plain("Łódź Øst Đ ı Việt", "", "Lodz Ost D i Viet");
	plain("e\xcc\x81 \xce\xb1\xcc\x81", "", "e \xce\xb1\xcc\x81");
	plain("Ελλάδα Россия й 日本 – « » €", "",
	      "Ελλάδα Россия й 日本 – « » €");
	plain("garçon été", "é", "garcon été");
	plain("ŉ", "", "'n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_text_is_not_touched),
		cmocka_unit_test(broken_text_comes_back),
		cmocka_unit_test(hard_cases),
		cmocka_unit_test(references_are_resolved),
		cmocka_unit_test(accents_go),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
