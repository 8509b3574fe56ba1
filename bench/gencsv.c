/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gencsv: invented French subsidies as CSV, of any size, the same bytes for
 * the same seed on every machine. It is what bench/run measures on; it is no
 * test of parsing, for all that it writes is well formed.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OUT_BYTES (1u << 20)
#define RECORD_MAX_BYTES 2048u
#define CELL_MAX_BYTES 512u

/*
 * COMMA: a decimal comma puts quotes into nearly every record. SEMICOLON:
 * into 4 % of them. PLAIN: semicolons, no quotes at all, a line a record.
 * MESSY: the same, but in one record of 50 an inch sign stands in a cell
 * without quotes around it, so that no block of the file is regular.
 */
enum profile { COMMA, SEMICOLON, PLAIN, MESSY };

struct gen {
	uint64_t state; /* of the random generator */
	uint64_t n_ids; /* different ids given so far */
	enum profile profile;
	char delimiter;
	char *out;
	size_t n;         /* bytes in OUT */
	uint64_t written; /* bytes already handed to the system */
	char cell[CELL_MAX_BYTES];
	size_t n_cell;
};

#define WORDS(name, ...) \
	static const char *const name[] = { __VA_ARGS__ }; \
	enum { N_##name = sizeof(name) / sizeof *(name) }

WORDS(funders, "Région Sud", "Ville de Gap", "Métropole de Nice",
      "Département du Var", "Département des Hautes-Alpes", "Ville de Toulon",
      "Communauté d'agglomération", "Ville d'Arles", "État");
WORDS(first_names, "Jean", "Victor", "Marie", "Zoé", "Léa", "Karim", "Hélène",
      "Paul", "Inès", "Rémi", "Nadia", "Luc");
WORDS(surnames, "Martin", "Garnier", "Durand", "Lefèvre", "Benali", "Roux",
      "Fabre", "Chevalier", "Nguyen", "Moreau", "Ollivier", "Arnaud");
WORDS(societies, "Association sportive", "Comité des fêtes", "Les amis de",
      "Théâtre", "Club nautique", "Foyer rural", "Société protectrice",
      "Union des commerçants", "Amicale laïque", "Harmonie municipale");
WORDS(towns, "Gap", "Nice", "Arles", "Toulon", "Digne-les-Bains", "Fréjus",
      "Briançon", "Marseille", "Aix-en-Provence", "L'Isle-sur-la-Sorgue",
      "Hyères", "Avignon", "Saint-Raphaël", "Manosque");
WORDS(streets, "rue de la République", "avenue Foch", "place du Marché",
      "chemin des Écoles", "cours Carnot", "impasse des Lilas", "quai du Port",
      "rue Pasteur");
WORDS(purposes, "Fonctionnement général", "Aide au projet culturel",
      "Achat de matériel", "Rénovation de la salle", "Festival d'été",
      "Soutien à l'emploi", "Accueil du public", "Tournoi régional des jeunes");
WORDS(details, "première tranche", "solde", "acompte de 50 %", "exercice",
      "avenant", "convention");
WORDS(kinds, "numéraire", "nature", "aide en nature", "prestation");
WORDS(states, "accordée", "Accordée", "ACCORDÉE", "Refusée", "refusée",
      "En cours", "EN COURS", "Versée", "versée", "Annulée");
WORDS(missing, "NC", "n.d.", "-");

static const char header[][12] = {
	"id",    "attribuant", "nom",    "siret", "adresse", "commune",
	"objet", "nature",     "statut", "date",  "montant",
};

/* xorshift64*: Marsaglia, "Xorshift RNGs"; multiplier by Vigna. */
static uint64_t
random_bits(struct gen *g)
{
	g->state ^= g->state >> 12;
	g->state ^= g->state << 25;
	g->state ^= g->state >> 27;
	return g->state * UINT64_C(0x2545f4914f6cdd1d);
}

/* A number below N (at most 2^32), evenly enough for a benchmark. */
static uint32_t
below(struct gen *g, uint32_t n)
{
	return (uint32_t)(((random_bits(g) >> 32) * n) >> 32);
}

static bool
one_in(struct gen *g, uint32_t n)
{
	return below(g, n) == 0;
}

/* ---- a cell ----------------------------------------------------------- */

static void
add_text(struct gen *g, const char *s, size_t n)
{
	memcpy(g->cell + g->n_cell, s, n);
	g->n_cell += n;
}

static void
add(struct gen *g, const char *s)
{
	add_text(g, s, strlen(s));
}

static void
add_digits(struct gen *g, uint64_t v, unsigned width)
{
	char digits[20];
	unsigned n = 0;

	do
		digits[n++] = (char)('0' + v % 10);
	while ((v /= 10) != 0 || n < width);
	while (n > 0)
		g->cell[g->n_cell++] = digits[--n];
}

#define ADD_ONE_OF(g, words) add(g, (words)[below(g, N_##words)])

/* A space between two words: here and there two. */
static void
add_space(struct gen *g)
{
	add(g, one_in(g, 24) ? "  " : " ");
}

/* Puts the cell into the output, quoted where it has to be. */
static void
put_cell(struct gen *g, bool last)
{
	char *o = g->out + g->n;
	bool quoted = g->profile != MESSY &&
		      (memchr(g->cell, g->delimiter, g->n_cell) ||
		       memchr(g->cell, '"', g->n_cell) ||
		       memchr(g->cell, '\n', g->n_cell));

	if (quoted) {
		*o++ = '"';
		for (size_t i = 0; i < g->n_cell; i++) {
			if (g->cell[i] == '"')
				*o++ = '"';
			*o++ = g->cell[i];
		}
		*o++ = '"';
	} else {
		memcpy(o, g->cell, g->n_cell);
		o += g->n_cell;
	}
	*o++ = last ? '\n' : g->delimiter;
	g->n = (size_t)(o - g->out);
	g->n_cell = 0;
}

/* Ends a cell of text: 1 in 50 says "no value", 1 in 25 has outer spaces. */
static void
put_text(struct gen *g)
{
	uint32_t draw = below(g, 100);

	if (draw < 2) {
		g->n_cell = 0;
		ADD_ONE_OF(g, missing);
	} else if (draw < 4) {
		add(g, draw == 2 ? " " : "  ");
	} else if (draw < 6) {
		memmove(g->cell + 1, g->cell, g->n_cell);
		g->cell[0] = ' ';
		g->n_cell++;
	}
	put_cell(g, false);
}

/* ---- the columns ------------------------------------------------------ */

/* Half the ids are new, the other half are any of those already given. */
static void
put_id(struct gen *g)
{
	uint64_t id = g->n_ids;

	if (id == 0 || random_bits(g) >> 63)
		g->n_ids++;
	else
		id = random_bits(g) % g->n_ids;
	add(g, "SUB-");
	add_digits(g, 2015 + id % 9, 4);
	add(g, "-");
	add_digits(g, id, 8);
	put_cell(g, false);
}

static void
put_name(struct gen *g)
{
	if (one_in(g, 3)) {
		ADD_ONE_OF(g, first_names);
		add_space(g);
		ADD_ONE_OF(g, surnames);
	} else {
		ADD_ONE_OF(g, societies);
		add_space(g);
		ADD_ONE_OF(g, towns);
	}
	put_text(g);
}

static void
put_address(struct gen *g)
{
	add_digits(g, 1 + below(g, 240), 1);
	if (one_in(g, 4))
		add(g, ",");
	add_space(g);
	ADD_ONE_OF(g, streets);
	put_text(g);
}

/* Free text: 1 % spans lines, 3 % hold a delimiter or a quote. */
static void
put_purpose(struct gen *g)
{
	uint32_t draw = g->profile >= PLAIN ? 100 : below(g, 100);

	if (draw == 1)
		add(g, "\"");
	ADD_ONE_OF(g, purposes);
	if (draw == 1)
		add(g, "\"");
	if (draw == 0)
		add(g, "\n");
	else if (draw < 4)
		add(g, g->delimiter == ',' ? ", " : "; ");
	else
		add_space(g);
	ADD_ONE_OF(g, details);
	if (g->profile == MESSY && one_in(g, 50))
		add(g, " 12\" x 8\"");
	if (one_in(g, 2)) {
		add_space(g);
		add_digits(g, 2015 + below(g, 9), 4);
	}
	put_text(g);
}

static void
put_date(struct gen *g)
{
	if (one_in(g, 50)) {
		ADD_ONE_OF(g, missing);
	} else {
		add_digits(g, 1 + below(g, 28), 2);
		add(g, "/");
		add_digits(g, 1 + below(g, 12), 2);
		add(g, "/");
		add_digits(g, 2015 + below(g, 9), 4);
	}
	put_cell(g, false);
}

/* A whole number in groups of three. */
static void
add_grouped(struct gen *g, uint32_t v)
{
	if (v < 1000) {
		add_digits(g, v, 1);
		return;
	}
	add_grouped(g, v / 1000);
	add(g, " ");
	add_digits(g, v % 1000, 3);
}

/* 1 234,56; of 100, 2 say "no value", 2 are nought and 4 are negative. */
static void
put_amount(struct gen *g)
{
	uint32_t draw = below(g, 100), cents = 0;

	if (draw < 2) {
		ADD_ONE_OF(g, missing);
	} else {
		if (draw >= 4)
			cents = 1 + below(g, draw < 20 ? 200000000 : 2000000);
		if (draw >= 4 && draw < 8)
			add(g, "-");
		add_grouped(g, cents / 100);
		add(g, ",");
		add_digits(g, cents % 100, 2);
	}
	put_cell(g, true);
}

static void
put_record(struct gen *g)
{
	put_id(g);
	ADD_ONE_OF(g, funders);
	put_text(g);
	put_name(g);
	add_digits(g,
		   UINT64_C(10000000000000) +
			   random_bits(g) % UINT64_C(89999999999999),
		   14);
	put_cell(g, false);
	put_address(g);
	ADD_ONE_OF(g, towns);
	put_text(g);
	put_purpose(g);
	ADD_ONE_OF(g, kinds);
	put_text(g);
	ADD_ONE_OF(g, states);
	put_text(g);
	put_date(g);
	put_amount(g);
}

/* ---- the file --------------------------------------------------------- */

static void
flush(struct gen *g)
{
	size_t done = 0;

	while (done < g->n) {
		ssize_t w = write(STDOUT_FILENO, g->out + done, g->n - done);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0) {
			fprintf(stderr, "gencsv: cannot write: %s\n",
				strerror(errno));
			exit(3);
		}
		done += (size_t)w;
	}
	g->written += g->n;
	g->n = 0;
}

static void
generate(struct gen *g, uint64_t bytes)
{
	for (size_t i = 0; i < sizeof header / sizeof *header; i++) {
		add(g, header[i]);
		put_cell(g, i + 1 == sizeof header / sizeof *header);
	}
	while (g->written + g->n < bytes) {
		put_record(g);
		if (g->n > OUT_BYTES - RECORD_MAX_BYTES)
			flush(g);
	}
	flush(g);
}

/* Reads 20000, 100M, 1G (powers of ten) into *V; false if it is no number. */
static bool
read_amount(const char *s, uint64_t *v)
{
	static const char units[] = "kMG";
	char *end;
	const char *unit;

	errno = 0;
	*v = strtoull(s, &end, 10);
	if (end == s || *s == '-' || errno != 0)
		return false;
	if (*end == '\0')
		return true;
	unit = strchr(units, *end);
	if (!unit || end[1] != '\0')
		return false;
	for (const char *u = units; u <= unit; u++)
		*v *= 1000;
	return true;
}

static _Noreturn void
usage(void)
{
	fputs("usage: gencsv [--bytes N[k|M|G]] [--seed N] "
	      "[--profile comma|semicolon|plain|messy] "
	      "> FILE\n",
	      stderr);
	exit(2);
}

int
main(int argc, char **argv)
{
	static const char *const profiles[] = { "comma", "semicolon", "plain",
						"messy" };
	const int n_profiles = sizeof profiles / sizeof *profiles;
	struct gen g = { .profile = COMMA, .delimiter = ',' };
	uint64_t bytes = 1000000, seed = 1;

	for (int i = 1; i < argc; i += 2) {
		const char *value = i + 1 < argc ? argv[i + 1] : "";
		int p = 0;

		if (strcmp(argv[i], "--bytes") == 0) {
			if (!read_amount(value, &bytes))
				usage();
		} else if (strcmp(argv[i], "--seed") == 0) {
			if (!read_amount(value, &seed))
				usage();
		} else if (strcmp(argv[i], "--profile") == 0) {
			while (p < n_profiles &&
			       strcmp(value, profiles[p]) != 0)
				p++;
			if (p == n_profiles)
				usage();
			g.profile = (enum profile)p;
			g.delimiter = p == COMMA ? ',' : ';';
		} else {
			usage();
		}
	}
	/* xorshift must not start at 0 */
	g.state = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15) | 1;
	g.out = malloc(OUT_BYTES);
	if (!g.out) {
		fputs("gencsv: out of memory\n", stderr);
		return 3;
	}
	generate(&g, bytes);
	free(g.out);
	return 0;
}
