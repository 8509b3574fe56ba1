/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encodings found out, named and decoded. */
#include "test.h"

#include <dpipe/text.h>

#include <iconv.h>

static struct dp_encoding_guess
guess(const void *p, size_t n, bool whole)
{
	struct dp_encoding_guess g;

	dp_encoding_guess(p, n, whole, &g);
	assert_non_null(g.evidence);
	assert_true(g.confidence >= 0 && g.confidence <= 1);
	return g;
}

#define GUESS(lit) guess(lit, sizeof(lit) - 1, true)

static void
marks(void **state)
{
	(void)state;
	assert_int_equal(GUESS("\xef\xbb\xbf"
			       "a;b")
				 .encoding,
			 DP_UTF8);
	assert_int_equal(GUESS("\xef\xbb\xbf"
			       "a;b")
				 .bom_bytes,
			 3);
	assert_int_equal(GUESS("\xff\xfe"
			       "a\0;\0")
				 .encoding,
			 DP_UTF16LE);
	assert_int_equal(GUESS("\xfe\xff\0a\0;").encoding, DP_UTF16BE);
	assert_int_equal(GUESS("\xff\xfe\0\0a\0\0\0").encoding, DP_UTF32LE);
	assert_int_equal(GUESS("\0\0\xfe\xff\0\0\0a").encoding, DP_UTF32BE);
	assert_int_equal(GUESS("\0\0\xfe\xff\0\0\0a").bom_bytes, 4);
}

static void
without_marks(void **state)
{
	(void)state;
	assert_int_equal(GUESS("a\0;\0b\0\n\0").encoding, DP_UTF16LE);
	assert_int_equal(GUESS("\0a\0;\0b\0\n").encoding, DP_UTF16BE);
	assert_int_equal(GUESS("a\0\0\0;\0\0\0").encoding, DP_UTF32LE);
	assert_int_equal(GUESS("\0\0\0a\0\0\0;").encoding, DP_UTF32BE);
	/* one zero among few bytes is chance */
	assert_int_equal(GUESS(" \0a\n").encoding, DP_UTF8);
	assert_int_equal(GUESS(",,\0\n").encoding, DP_UTF8);
	assert_int_equal(GUESS("").encoding, DP_UTF8);
	assert_int_equal(GUESS("ville;code").encoding, DP_UTF8);
	assert_int_equal(GUESS("libell\xc3\xa9").encoding, DP_UTF8);
	/* the sample ends inside a character; the file does not */
	assert_int_equal(guess("libell\xc3", 7, false).encoding, DP_UTF8);
	assert_int_equal(guess("libell\xc3", 7, true).encoding, DP_CP1252);
	/* one bad byte does not change what the rest is */
	assert_int_equal(GUESS("\x1b$BElE9\x1b(B,\x1b$BElE9\x1b(B\xe9,"
			       "\x1b$BElE9\x1b(B,\x1b$BElE9\x1b(B\n")
				 .encoding,
			 DP_ISO2022_JP);
	/* A mark of UTF-8 before them is none. */
	assert_int_equal(GUESS("\xef\xbb\xbf\x1b$BElE9\x1b(B,a\n").encoding,
			 DP_ISO2022_JP);
	assert_int_equal(GUESS("\xef\xbb\xbf\x1b$BElE9\x1b(B,a\n").bom_bytes,
			 3);
	assert_int_equal(GUESS("\xc3\xa9t\xc3\xa9;\xe9t\xe9").encoding,
			 DP_UTF8);
}

static void
single_bytes(void **state)
{
	(void)state;
	assert_int_equal(GUESS("libell\xe9;code g\xe9ographique;"
			       "d\xe9partement;h\xf4tel")
				 .encoding,
			 DP_CP1252);
	assert_int_equal(GUESS("l\x92"
			       "arr\xeat\xe9; 12 \x80")
				 .encoding,
			 DP_CP1252);
	assert_int_equal(GUESS("libell\x82;code g\x82ographique;"
			       "d\x82partement;h\x93tel;fran\x87"
			       "ais")
				 .encoding,
			 DP_CP850);
	assert_int_equal(GUESS("libell\x8e;code g\x8eographique;"
			       "d\x8epartement;h\x99tel;fran\x8d"
			       "ais")
				 .encoding,
			 DP_MACROMAN);
	assert_int_equal(GUESS("\xe9t\xe9;c\xbdur;s\xbdur;12 \xa4").encoding,
			 DP_LATIN9);
}

static void
no_text(void **state)
{
	unsigned char noise[4096];
	uint32_t x = 1;

	(void)state;
	assert_true(GUESS("PK\x03\x04 and more").binary);
	assert_true(GUESS("\x1f\x8b\x08 and more").binary);
	assert_true(GUESS("%PDF-1.7").binary);
	/* a mark makes no text of what is none */
	assert_true(GUESS("\xef\xbb\xbf\1\2\3\4n\5\6\a").binary);
	assert_true(GUESS("\xff\xfe\1\0\2\0n\0\3\0\4\0").binary);
	assert_false(GUESS("\xff\xfe"
			   "a\0;\0b\0\n\0")
			     .binary);
	assert_true(GUESS("\x89PNG\r\n\x1a\n").binary);
	assert_true(GUESS("\xff\xd8\xff\xe0").binary);
	assert_true(GUESS("SQLite format 3\0 more").binary);
	assert_true(GUESS("\x7f"
			  "ELF\x02\x01\x01")
			    .binary);
	assert_true(GUESS("\0\0\0\0\0\0").binary);
	for (size_t i = 0; i < sizeof(noise); i++) {
		x = x * 1664525 + 1013904223;
		noise[i] = (unsigned char)(x >> 24);
	}
	assert_true(guess(noise, sizeof(noise), true).binary);
	/* a stray NUL, and those of an interrupted copy, are findings */
	assert_false(GUESS("ville;code\nParis;7\0"
			   "5056\nLyon;69\n")
			     .binary);
	assert_false(GUESS("ville;code\n\0\0\0\0\0\0\0\0\0\0\0").binary);
	assert_false(GUESS("ville;code\n\x1a").binary);
}

static void
names(void **state)
{
	enum dp_encoding e;

	(void)state;
	for (int i = DP_UTF8; i < DP_N_ENCODINGS; i++) {
		const char *name = dp_encoding_name((enum dp_encoding)i);

		assert_int_equal(dp_encoding_find(dp_str_c(name), &e), 0);
		assert_int_equal(e, i);
	}
	assert_int_equal(dp_encoding_find(DP_S("Latin-1"), &e), 0);
	assert_int_equal(e, DP_CP1252);
	assert_int_equal(dp_encoding_find(DP_S("ISO_8859-1"), &e), 0);
	assert_int_equal(e, DP_CP1252);
	assert_int_equal(dp_encoding_find(DP_S("Windows 1252"), &e), 0);
	assert_int_equal(e, DP_CP1252);
	assert_int_equal(dp_encoding_find(DP_S("klingon"), &e), -1);
	assert_int_equal(dp_encoding_find(DP_S(""), &e), -1);
}

/* Decodes in pieces of STEP bytes. */
static struct dp_decoder
decode(enum dp_encoding e, const char *p, size_t n, size_t step,
       struct dp_buf *out)
{
	struct dp_decoder d = { .encoding = e };

	for (size_t i = 0; i < n; i += step) {
		size_t k = n - i < step ? n - i : step;

		dp_decode(&d, p + i, k, i + k == n, out);
	}
	if (n == 0)
		dp_decode(&d, p, 0, true, out);
	assert_int_equal(d.offset_bytes, n);
	assert_int_equal(d.n_tail, 0);
	return d;
}

static void
check(enum dp_encoding e, const char *in, size_t n, const char *want,
      uint64_t n_bad, uint64_t first_bad)
{
	for (size_t step = 1; step <= n + 1; step++) {
		struct dp_buf out = { 0 };
		struct dp_decoder d = decode(e, in, n, step, &out);

		assert_int_equal(out.n, strlen(want));
		if (out.n > 0)
			assert_memory_equal(out.p, want, out.n);
		assert_int_equal(d.n_bad, n_bad);
		assert_int_equal(d.first_bad_bytes, first_bad);
		dp_buf_done(&out);
	}
}

#define CHECK(e, in, want, bad, first) \
	check(e, in, sizeof(in) - 1, want, bad, first)

static void
decoding(void **state)
{
	(void)state;
	CHECK(DP_UTF8, "", "", 0, 0);
	CHECK(DP_UTF8, "h\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80",
	      "h\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", 0, 0);
	CHECK(DP_UTF8, "\xc3\xa9 \xe9t\xe9", "\xc3\xa9 \xc3\xa9t\xc3\xa9", 2,
	      3);
	CHECK(DP_UTF8, "a\xe2\x82", "a\xc3\xa2\xe2\x80\x9a", 2, 1);
	/* overlong and surrogate forms are no characters */
	CHECK(DP_UTF8, "\xc0\xaf", "\xc3\x80\xc2\xaf", 2, 0);
	CHECK(DP_UTF8, "\xed\xa0\x80", "\xc3\xad\xc2\xa0\xe2\x82\xac", 3, 0);
	CHECK(DP_UTF8, "\xf4\x90\x80\x80",
	      "\xc3\xb4\xc2\x90\xe2\x82\xac\xe2\x82\xac", 4, 0);
	CHECK(DP_CP1252, "\x80 \x81 \xe9", "\xe2\x82\xac \xc2\x81 \xc3\xa9", 0,
	      0);
	CHECK(DP_LATIN9, "\xa4\xbd", "\xe2\x82\xac\xc5\x93", 0, 0);
	CHECK(DP_UTF16LE, "h\0\xe9\0\xac\x20\x3d\xd8\x00\xde",
	      "h\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 0, 0);
	CHECK(DP_UTF16BE, "\0h\0\xe9\x20\xac\xd8\x3d\xde\x00",
	      "h\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 0, 0);
	CHECK(DP_UTF16LE,
	      "\x3d\xd8"
	      "a\0",
	      "\xef\xbf\xbd"
	      "a",
	      1, 0);
	CHECK(DP_UTF16LE, "a\0\x3d\xd8", "a\xef\xbf\xbd", 1, 2);
	CHECK(DP_UTF16LE, "a\0b", "a\xef\xbf\xbd", 1, 2);
	CHECK(DP_UTF32LE, "\x00\xf6\x01\x00", "\xf0\x9f\x98\x80", 0, 0);
	CHECK(DP_UTF32BE, "\x00\x01\xf6\x00\x00\x11\x00\x00",
	      "\xf0\x9f\x98\x80\xef\xbf\xbd", 1, 4);
	CHECK(DP_UTF32BE, "\0\0\0a\0", "a\xef\xbf\xbd", 1, 4);
}

/* Of several bytes a character, cut anywhere. */
static void
multi_bytes(void **state)
{
	(void)state;
	CHECK(DP_SHIFT_JIS, "\x93\x8c\x8b\x9e,\x83\x5c,\xb1", "東京,ソ,ｱ", 0,
	      0);
	CHECK(DP_EUC_JP, "\xc5\xec\xb5\xfe,a", "東京,a", 0, 0);
	CHECK(DP_ISO2022_JP, "a,\x1b$BElE9\x1b(B,b\n", "a,東店,b\n", 0, 0);
	CHECK(DP_GB18030, "\xb1\xb1\xbe\xa9,\x81\x30\x81\x30", "北京,\xc2\x80",
	      0, 0);
	CHECK(DP_BIG5, "\xa5\x78\xa5\x5f", "台北", 0, 0);
	CHECK(DP_EUC_KR, "\xbc\xad\xbf\xef", "서울", 0, 0);
	CHECK(DP_ISO2022_KR, "\x1b$)C\x0e<-?o\x0f,b", "서울,b", 0, 0);
	/* what is no character, and one that is cut at the end */
	CHECK(DP_EUC_JP, "a\xff,\xc5", "a\xef\xbf\xbd,\xef\xbf\xbd", 2, 1);
}

/* Every byte against iconv, which knows the same tables. */
static void
tables(void **state)
{
	static const enum dp_encoding e[] = {
		DP_CP1252, DP_LATIN9, DP_CP850,     DP_MACROMAN, DP_LATIN3,
		DP_LATIN4, DP_LATIN6, DP_LATIN7,    DP_LATIN10,  DP_CP1255,
		DP_CP1256, DP_CP1258, DP_ISO8859_6, DP_CP855,    DP_ISO8859_8,
		DP_KOI8U,  DP_CP775,  DP_CP857,     DP_CP860,    DP_CP861,
		DP_CP863,  DP_CP865,  DP_CP869,     DP_LATIN8,
	};

	(void)state;
	for (size_t k = 0; k < sizeof e / sizeof *e; k++) {
		iconv_t cd = iconv_open("utf-8", dp_encoding_name(e[k]));
		int n = 0;

		assert_true(cd != (iconv_t)-1);
		for (int i = 0; i < 256; i++) {
			char in = (char)i, text[8], *p = &in, *o = text;
			size_t n_in = 1, n_out = sizeof(text);
			struct dp_buf out = { 0 };

			/* where glibc is not of Apple's table, nor WHATWG's */
			if (e[k] == DP_MACROMAN &&
			    (i == 0xc6 || i == 0xdb || i == 0xf0))
				continue;
			decode(e[k], &in, 1, 1, &out);
			if (iconv(cd, &p, &n_in, &o, &n_out) == 0 &&
			    iconv(cd, NULL, NULL, &o, &n_out) == 0) {
				assert_int_equal(out.n, o - text);
				assert_memory_equal(out.p, text, out.n);
				n++;
			}
			(void)iconv(cd, NULL, NULL, NULL, NULL);
			dp_buf_done(&out);
		}
		assert_true(n >= (k < 4 ? 250 : 170));
		iconv_close(cd);
	}
}

static void
long_texts(void **state)
{
	struct dp_buf in = { 0 }, out = { 0 };

	(void)state;
	for (int i = 0; i < 40000; i++)
		dp_buf_c(&in, "\xc3\xa9t\xc3\xa9 \xe2\x82\xac;");
	decode(DP_UTF8, in.p, in.n, in.n, &out);
	assert_int_equal(out.n, in.n);
	assert_memory_equal(out.p, in.p, in.n);
	dp_buf_done(&in);
	dp_buf_done(&out);
}

/* Sentences of tables in the languages of Europe, as each of the encodings
 * that were used for them. */
static void
languages(void **state)
{
	static const struct {
		const char *text;
		const char *encoding[4];
	} row[] = {
		{ "commune;r\u00e9gion\nBesan\u00e7on;Bourgogne-Franche-"
		  "Comt\u00e9"
		  "\n\u00c9vreux;Normandie\nB\u00e9ziers;Occitanie\n",
		  { "cp1252", "cp850", "macintosh", "iso-8859-15" } },
		{ "Łódź;łódzkie;672185\nWrocław;dolnośląskie;641928\n"
		  "Gdańsk;pomorskie;470805\nŻory;śląskie;62472\n",
		  { "cp1250", "iso-8859-2", "cp852", NULL } },
		{ "České Budějovice;Jihočeský\nPlzeň;Plzeňský\nŽďár;Vysočina\n"
		  "Příbram;Středočeský\n",
		  { "cp1250", "iso-8859-2", "cp852", NULL } },
		{ "Győr;Moson\nSzékesfehérvár;Fejér\nTűzoltó;Vas\nPécs;"
		  "Baranya\n",
		  { "cp1250", "iso-8859-2", NULL, NULL } },
		{ "Braşov;Transilvania\nConstanţa;Dobrogea\nIaşi;Moldova\n",
		  { "cp1250", "iso-8859-2", NULL, NULL } },
		{ "Čakovec;Međimurska\nŠibenik;Kninska\nPožega;Slavonska\n",
		  { "cp1250", "iso-8859-2", NULL, NULL } },
		{ "İstanbul;15462452\nŞanlıurfa;2115256\nDiyarbakır;1783431\n"
		  "Muğla;1000773\n",
		  { "cp1254", NULL, NULL, NULL } },
		{ "Klaipėda;147898\nŠiauliai;100131\nPanevėžys;87048\n"
		  "Ukmergė;20154\n",
		  { "cp1257", NULL, NULL, NULL } },
		{ "город;население\nМосква;12655050\nСанкт-Петербург;5384342\n"
		  "Нижний Новгород;1244254\n",
		  { "cp1251", "koi8-r", "iso-8859-5", "cp866" } },
		{ "πόλη;πληθυσμός\nΑθήνα;664046\nΘεσσαλονίκη;325182\n"
		  "Πάτρα;167446\n",
		  { "cp1253", "iso-8859-7", NULL, NULL } },
		{ "Stadt;Straße;Größe\nMünchen;Königsplatz;1488202\n"
		  "Köln;Große Straße;1083498\n",
		  { "cp1252", "cp850", "macintosh", NULL } },
		{ "ciudad;año\nMálaga;Núñez\nCádiz;Peñón\nLeón;Pérez\n",
		  { "cp1252", "cp850", "macintosh", NULL } },
		{ "città;perché\nForlì;più\nCantù;così\n",
		  { "cp1252", "cp850", "macintosh", NULL } },
		{ "município;população\nSão João;12000\nCoimbrões;900\n",
		  { "cp1252", "cp850", "macintosh", NULL } },
		{ "kommun;län\nMalmö;Skåne\nVästerås;Västmanland\n",
		  { "cp1252", "cp850", "macintosh", NULL } },
		{ "Москва;Московская область\nКазань;Татарстан\nУфа;"
		  "Башкортостан\n",
		  { "ibm855", "mac-cyrillic", NULL, NULL } },
		{ "Київ;Київська\nЛьвів;Львівська\nЧернігів;Сіверщина\n"
		  "Запоріжжя;Запорізька\nЄвпаторія;Крим\n",
		  { "koi8-u", "cp1251", NULL, NULL } },
		{ "Klaipėda;Šiauliai\nPanevėžys;Aukštaitija\nUkmergė;"
		  "ąžuolų\nMažeikiai;įmonės\n",
		  { "iso-8859-13", NULL, NULL, NULL } },
		{ "ĉefurbo;loĝantoj\nĴaŭdo;ŝipo\nĥoro;aŭto\n",
		  { "iso-8859-3", NULL, NULL, NULL } },
		{ "القاهرة;مصر\nالرياض;السعودية\nبغداد;العراق\nتونس;تونس\n",
		  { "cp1256", "iso-8859-6", NULL, NULL } },
		{ "ירושלים;המרכז\nתל אביב;תל אביב\nחיפה;הצפון\nאשדוד;"
		  "הדרום\n",
		  { "cp1255", NULL, NULL, NULL } },
		{ "จังหวัด;ภาค\nกรุงเทพมหานคร;กลาง\nเชียงใหม่;เหนือ\n",
		  { "cp874", NULL, NULL, NULL } },
		{ "市区町村,人口,備考\n東京都千代田区,66680,中心部です\n"
		  "大阪府大阪市,2753862,商業の町\n",
		  { "shift_jis", "euc-jp", "iso-2022-jp", NULL } },
		{ "省份,城市,说明\n广东省,深圳市,经济特区\n四川省,成都市,"
		  "美食很多\n",
		  { "gb18030", NULL, NULL, NULL } },
		{ "縣市,區域,說明\n臺北市,信義區,商業中心\n高雄市,左營區,"
		  "港口城市\n",
		  { "big5", NULL, NULL, NULL } },
		{ "시도,시군구,비고\n서울특별시,종로구,중심지\n부산광역시,"
		  "해운대구,바다가 아름답다\n",
		  { "euc-kr", "iso-2022-kr", NULL, NULL } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		for (size_t k = 0; k < 4 && row[i].encoding[k]; k++) {
			char bytes[400], *in = (char *)(uintptr_t)row[i].text;
			char *out = bytes;
			size_t n_in = strlen(in), n_out = sizeof bytes;
			iconv_t to = iconv_open(row[i].encoding[k], "UTF-8");
			struct dp_encoding_guess g;
			struct dp_decoder d = { 0 };
			struct dp_buf back = { 0 };

			assert_true(to != (iconv_t)-1);
			assert_int_equal(iconv(to, &in, &n_in, &out, &n_out),
					 0);
			(void)iconv_close(to);
			dp_encoding_guess(bytes, (size_t)(out - bytes), true,
					  &g);
			d.encoding = g.encoding;
			dp_decode(&d, bytes, (size_t)(out - bytes), true,
				  &back);
			if (!dp_str_is(dp_buf_view(&back), row[i].text))
				fail_msg("%s as %s reads as %s: %.*s",
					 row[i].text, row[i].encoding[k],
					 dp_encoding_name(g.encoding),
					 DP_FMT(dp_buf_view(&back)));
			dp_buf_done(&back);
		}
}

/* One word or sign in a table of ASCII: that is windows-1252, unless what it
 * would be there stands beside letters or numbers as it never does. */
static void
one_word(void **state)
{
	static const char *const western[] = {
		"25\xb0"
		"C",
		"\xa3"
		"25",
		"Microcap\xae Value",
		"it\x92s",
		"20\x96"
		"30",
		"\x93quoted\x94",
		"\xbd cup",
		"10 \xb5g",
		"\xb1"
		"5",
		"\xa9 2020",
		"10 \x80",
		"\xabnon\xbb",
		"N\xba 5",
		"Brand\x99",
		"Saint-\xc9tienne",
		"\xc9"
		"COLE",
		"C\xd4TE",
		"\xc5rhus",
		"\xbfQu\xe9?",
		"M\xe1laga",
		"\xab oui \xbb",
		"\xab\xa0non\xa0\xbb",
		"1\xa0"
		"234",
		"\xe0 Paris",
	};
	char text[80];
	int n;

	(void)state;
	for (size_t i = 0; i < sizeof western / sizeof *western; i++) {
		n = snprintf(text, sizeof text, "id,name\n1,Alpha\n2,%s\n",
			     western[i]);
		assert_int_equal(guess(text, (size_t)n, true).encoding,
				 DP_CP1252);
	}
	/* A capital between a capital and a small letter, or the reverse. */
	assert_int_equal(GUESS("id,name\n1,N\x8cmes\n").encoding, DP_CP850);
	assert_int_equal(
		GUESS("id,name\n1,\xcc\xee\xf1\xea\xe2\xe0\n").encoding,
		DP_CP1251);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks),        cmocka_unit_test(without_marks),
		cmocka_unit_test(single_bytes), cmocka_unit_test(one_word),
		cmocka_unit_test(no_text),      cmocka_unit_test(names),
		cmocka_unit_test(decoding),     cmocka_unit_test(multi_bytes),
		cmocka_unit_test(tables),       cmocka_unit_test(long_texts),
		cmocka_unit_test(languages),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("text_encoding", tests, NULL, NULL);
}
