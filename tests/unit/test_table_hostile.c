/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clean tables in every delimiter, encoding and line end, with every thing
 * around them, one or two at a time: what is read is the table.
 */
#include "test.h"

#include "table_read.h"

#include "hostile.h"
#include "hostile_shapes.h"

static const struct hostile_table tables[] = {
	{ "communes",
	  5,
	  12,
	  { { "commune", "code", "habitants", "surface", "maire" },
	    { "Digne-les-Bains", "04070", "16333", "117,07", "Élodie Noël" },
	    { "Manosque", "04112", "22270", "56,73", "José Peña" },
	    { "L'Isle-sur-la-Sorgue", "84054", "20092", "44,57", "Zoé Guérin" },
	    { "Barrême", "04022", "439", "38,6", "Maël Lefèvre" },
	    { "Céreste", "04045", "1271", "32,72", "Benoît Garçon" },
	    { "Sisteron", "04209", "7555", "50,36", "Gaëlle Août" },
	    { "Forcalquier", "04088", "5066", "42,76", "Hélène Préault" },
	    { "Château-Arnoux", "04049", "4984", "18,85", "René Bruel" },
	    { "Oraison", "04143", "6063", "38,42", "Marc Dô" },
	    { "Gréoux-les-Bains", "04094", "2679", "68,59", "Léa Fée" },
	    { "Riez", "04166", "1692", "39,79", "Noé Bézard" } },
	  4 },
	{ "livres",
	  4,
	  8,
	  { { "titre", "auteur", "parution", "résumé" },
	    { "Regain", "Jean Giono", "1930",
	      "Un village, un seul homme ; puis d'autres." },
	    { "Le Hussard", "Jean Giono", "1951",
	      "La peste, à Manosque : \"on monte\" au nord." },
	    { "Colline", "Jean Giono", "1929", "Une source tarie\nun drame" },
	    { "La Femme du boulanger", "Marcel Pagnol", "1938", "Le pain" },
	    { "L'Été", "Albert Camus", "1954", "Noces; l'été | la mer" },
	    { "Le Château de ma mère", "Marcel Pagnol", "1957", "" },
	    { "Malicroix", "Henri Bosco", "1948", "Une île, un fleuve" } },
	  1 },
	{ "noms",
	  3,
	  9,
	  { { "nom", "prénom", "ville" },
	    { "Durand", "Zoé", "Aix" },
	    { "Lefèvre", "Noël", "Apt" },
	    { "de La Tour", "Anne Marie", "Le Thor" },
	    { "Martin", "François", "Gap" },
	    { "Août", "Hélène", "Nîmes" },
	    { "Préault", "Jérôme", "Orange" },
	    { "Fée", "Léa", "Riez" },
	    { "Bézard", "Gaëlle", "Forcalquier" } },
	  1 },
	{ "mesures",
	  6,
	  10,
	  { { "station", "date", "heure", "température", "pluie", "remarque" },
	    { "A1", "12/03/2021", "08:30", "3,5", "0", "" },
	    { "A1", "12/03/2021", "09:30", "4,25", "0,2", "" },
	    { "A1", "12/03/2021", "10:30", "6,0", "1,5", "averse, vent" },
	    { "A2", "13/03/2021", "08:30", "-2,75", "0", "gelée" },
	    { "A2", "13/03/2021", "09:30", "0,5", "0", "" },
	    { "A2", "13/03/2021", "10:30", "2,5", "0", "" },
	    { "B7", "14/03/2021", "08:30", "7,5", "12,4", "orage" },
	    { "B7", "14/03/2021", "09:30", "8,5", "3,1", "" },
	    { "B7", "14/03/2021", "10:30", "10,25", "0", "" } },
	  5 },
	{ "années",
	  8,
	  6,
	  { { "département", "2015", "2016", "2017", "2018", "2019", "2020",
	      "2021" },
	    { "Vaucluse", "11", "12", "13", "15", "17", "19", "23" },
	    { "Bouches-du-Rhône", "110", "121", "131", "152", "171", "", "3" },
	    { "Alpes de Haute-Provence", "4", "4", "5", "7", "", "9", "11" },
	    { "Hautes-Alpes", "5", "5", "5", "5", "6", "6", "6" },
	    { "Drôme", "26", "27", "28", "29", "", "31", "32" } },
	  0 },
};

#define N(a) (sizeof(a) / sizeof *(a))

static const char delimiter[] = { ',', ';', '\t', '|', ':' };

static const char *const newline[] = { "\n", "\r\n", "\r", "\r\r\n", NULL };

static const struct {
	enum dp_encoding encoding;
	bool bom;
} written[] = {
	{ DP_UTF8, false },    { DP_UTF8, true },      { DP_UTF16LE, true },
	{ DP_UTF16LE, false }, { DP_UTF16BE, true },   { DP_UTF16BE, false },
	{ DP_UTF32LE, true },  { DP_UTF32LE, false },  { DP_UTF32BE, true },
	{ DP_UTF32BE, false }, { DP_CP1252, false },   { DP_LATIN9, false },
	{ DP_CP850, false },   { DP_MACROMAN, false },
};

struct count {
	size_t right, tried;
};

/* Which way of writing is tried. */
struct way {
	size_t table, delimiter, newline, written, shape;
};

static bool
write_way(struct hostile *h, const struct way *w)
{
	memset(h, 0, sizeof *h);
	h->table = &tables[w->table];
	h->delimiter = delimiter[w->delimiter];
	h->newline = newline[w->newline];
	h->encoding = written[w->written].encoding;
	h->bom = written[w->written].bom;
	h->shape = &hostile_shapes[w->shape];
	return h->shape->write(h) && hostile_encode(h);
}

static void
try_way(const struct way *w, struct count *k)
{
	struct hostile h;
	struct table t;
	bool ok;

	if (write_way(&h, w)) {
		table_init(&t);
		ok = table_read(&t, dp_buf_view(&h.text)) == 0 &&
		     dp_str_eq(dp_buf_view(&t.csv), dp_buf_view(&h.want));
		k->tried++;
		k->right += ok;
		if (!ok && getenv("HOSTILE_SHOW"))
			print_message("# %s, delimiter %d, newline %zu, %s%s: "
				      "%s\n%.*s----\n%.*s",
				      h.table->name, h.delimiter, w->newline,
				      dp_encoding_name(h.encoding),
				      h.bom ? " bom" : "", h.shape->name,
				      DP_FMT(dp_buf_view(&t.csv)),
				      DP_FMT(dp_buf_view(&h.want)));
		table_done(&t);
	}
	dp_buf_done(&h.text);
	dp_buf_done(&h.want);
}

static void
say(const char *what, const char *name, const struct count *k)
{
	print_message("# %s %s: %zu of %zu\n", what, name, k->right, k->tried);
	assert_true(k->tried > 0);
}

/* Every shape, in every delimiter: UTF-8 and LF. */
static void
test_shapes(void **state)
{
	struct count all = { 0, 0 };

	(void)state;
	for (size_t s = 0; s < N(hostile_shapes); s++) {
		struct count k = { 0, 0 };

		for (size_t t = 0; t < N(tables); t++)
			for (size_t d = 0; d < N(delimiter); d++)
				try_way(&(struct way){ t, d, 0, 0, s }, &k);
		say("shape", hostile_shapes[s].name, &k);
		all.right += k.right;
		all.tried += k.tried;
	}
	say("shapes", "all", &all);
	assert_int_equal(all.right, all.tried);
}

/* Every encoding with every line end and delimiter. */
static void
test_bytes(void **state)
{
	struct count all = { 0, 0 };

	(void)state;
	for (size_t e = 0; e < N(written); e++) {
		struct count k = { 0, 0 };

		for (size_t t = 0; t < N(tables); t++)
			for (size_t d = 0; d < N(delimiter); d++)
				for (size_t n = 0; n < N(newline); n++)
					try_way(&(struct way){ t, d, n, e, 0 },
						&k);
		say("encoding", dp_encoding_name(written[e].encoding), &k);
		all.right += k.right;
		all.tried += k.tried;
	}
	say("encodings", "all", &all);
	assert_int_equal(all.right, all.tried);
}

/* Two at a time: every shape in every encoding and line end. */
static void
test_two(void **state)
{
	struct count all = { 0, 0 };

	(void)state;
	for (size_t s = 1; s < N(hostile_shapes); s++) {
		struct count k = { 0, 0 };

		for (size_t t = 0; t < N(tables); t++)
			for (size_t e = 0; e < N(written); e++)
				for (size_t n = 0; n < N(newline); n++)
					try_way(&(struct way){ t, (s + n) % 4,
							       n, e, s },
						&k);
		say("two", hostile_shapes[s].name, &k);
		all.right += k.right;
		all.tried += k.tried;
	}
	say("twos", "all", &all);
	assert_int_equal(all.right, all.tried);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_two),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
