/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A second look at an encoding that was chosen by what stands beside what:
 * how frequent is each letter in the language that the text would be in?
 * Albanian has an ë in every other word and no æ, Breton ñ and ù and no ń.
 */
#include <dpipe/text.h>

#include <math.h>

#include "base/i18n.h"
#include "text/encoding.h"

/* What is looked at: enough to tell, and no more time than that. */
#define LOOKED_AT_BYTES 65536
#define COUNTED_CHARS 4000
/* The letters of Latin alphabets. */
#define LATIN_END 0x250
/* The first guess stands unless another is so many times (e to the power of
 * this) likelier; up to the second bound, that is hardly sure. */
#define LEAD_LEAST 3.0
#define LEAD_SURE 8.0
/* How often, next to a letter of the language, another stands. */
#define SHARE_OF_NAMES 0.05
#define SHARE_OF_SIGNS 0.1
/* What is known of an encoding that is no candidate. */
#define BEFORE_OTHERS (-6.0)
/* So few of the bytes outside ASCII are UTF-8 that it may be by chance; and
 * what reads so well in a script of its own is that. */
#define FEW_GOOD 0.3
#define SCRIPT_LEAST 0.6
/* What the letters of ASCII count for, and how many of them. */
#define ASCII_WEIGHT 0.35
#define ASCII_MOST 400
/* A language that is neither French nor English. */
#define LESS_USUAL 0.5
/* A letter in no list. */
#define RAREST 1e-6

/*
 * The letters outside ASCII of languages in the order of how frequent they
 * are; behind a bar, about a third as frequent as before it. Counted in
 * translations of messages of programs, as those of ASCII.
 */
static const struct language {
	const char *letters;
	const char *ascii; /* from a to z: a fifth, halved so many times */
} languages[] = {
	/* French */
	{ "é|èà|êôçîâ|ûùïœ|ëæüÿ", "14221444166231235112247557" },
	/* English: signs */
	{ "", "14221333164231137221344546" },
	/* German */
	{ "ü|äö|ß||é", "23320333173231348121344664" },
	/* Spanish */
	{ "óíá|éñ|úü", "14221445167231136122348666" },
	/* Italian */
	{ "èà|ùòì|é||î", "14221434196231137222347864" },
	/* Portuguese */
	{ "ãçáéíó|úêõ|âàô|ü", "14221444177322135122338576" },
	/* Catalan, Occitan */
	{ "óàèéí|òç|ïúü|á", "14221445177232235112248476" },
	/* Dutch */
	{ "ë|éï|óöèüê||áäçà", "13320423243231239221334765" },
	/* Swedish, Finnish */
	{ "äöå||é|üšž", "14431334152231239221338649" },
	/* Danish, Norwegian */
	{ "øåæ||é|òôüö", "24520324152231239121338749" },
	/* Icelandic, Faroese */
	{ "íáð|óöúøý|éæþ", "13632424142221349112236647" },
	/* Irish, Gaelic */
	{ "áíéúó|àì|òèù", "03222431198221249222378799" },
	/* Breton */
	{ "ñù|êâ|éèô|îûü", "13431523252231249122245753" },
	/* Albanian */
	{ "ë||ç", "14531432132222225121247654" },
	/* Afrikaans */
	{ "êë|ôâéï|îûèáíö", "13620434162231239222334647" },
	/* Walloon */
	{ "åèé|îôûêâç|àëïö", "24321443134231239222344635" },
	/* Welsh */
	{ "âŷŵ|ôêîûïëáé|", "14311223187231249232382729" },
	/* Friulian */
	{ "âô|ûîç|ìèùò|êàí", "14221434146231238212346764" },
	/* Polish */
	{ "łżęąśóćń|ź", "14231545132331129222382822" },
	/* Czech */
	{ "íá|řčéýž|ěšů|úó|ňť|ď", "13321553242231129222227633" },
	/* Slovak */
	{ "áíčýúé|ťžšľ|óôäň|ĺďŕ", "13331554242331129222328633" },
	/* Hungarian */
	{ "áé|íóö|őüú|ű", "13431433242122249211438732" },
	/* Slovene, Croatian */
	{ "čšž|ć|đ", "14431645122331129222338883" },
	/* Romanian */
	{ "ă|țșîâşţ", "14230345177232239121247584" },
	/* Turkish */
	{ "ı|şçüğöİ|êîâû", "13421545182121349122358724" },
	/* Lithuanian */
	{ "ėš|ųžįą|čūę", "14532536132222239212238746" },
	/* Latvian */
	{ "ā|ēīš|ļūņžķ|čģ", "14431546132222239211238793" },
	/* Estonian */
	{ "äõü|öš|ž", "14621534142222239211238799" },
	/* Esperanto */
	{ "ĉ|ĝŭŝ|ĵĥ", "14431436132231139222338885" },
	/* Maltese */
	{ "ż|ċħġ||àèù", "03632436122231236222243585" },
};

/* In names from elsewhere. */
static const char names[] = "éáíóöü|äñçãèôåøõúâ|îêàïëòßìùûšžčćýœðæ|"
			    "łńőřěşğıāīūēțșăźęąśżđůťňľţþÿ";

#define N_LANGUAGES (sizeof languages / sizeof *languages)

/* The encodings told apart, and what is known before anything is read. */
static const struct {
	enum dp_encoding encoding;
	double before;
} candidates[] = {
	{ DP_CP1252, 0 },        { DP_LATIN9, -1.5 },
	{ DP_MACROMAN, -2.5 },   { DP_CP850, -2.5 },
	{ DP_CP437, -4 },        { DP_CP1250, -2.5 },
	{ DP_LATIN2, -3 },       { DP_CP852, -3.5 },
	{ DP_CP1254, -2 },       { DP_CP1257, -3 },
	{ DP_LATIN7, -4 },       { DP_LATIN4, -5 },
	{ DP_LATIN3, -5 },       { DP_MACCE, -4.5 },
	{ DP_LATIN10, -5 },      { DP_LATIN6, -6.5 },
	{ DP_CP775, -5 },        { DP_CP857, -4.5 },
	{ DP_MACTURKISH, -5.5 }, { DP_MACICELAND, -5.5 },
	{ DP_CP861, -5.5 },      { DP_CP860, -7 },
	{ DP_CP865, -6 },        { DP_CP863, -6 },
	{ DP_MACROMANIA, -5.5 }, { DP_MACCROATIAN, -5.5 },
	{ DP_LATIN8, -5.5 },
};

#define N_CANDIDATES (sizeof candidates / sizeof *candidates)

static double
known_before(enum dp_encoding e)
{
	for (size_t i = 0; i < N_CANDIDATES; i++)
		if (candidates[i].encoding == e)
			return candidates[i].before;
	return BEFORE_OTHERS;
}

/* What stands beside a character. */
enum beside { NOTHING, SMALL, CAPITAL, DIGIT, N_BESIDE };

/* An ASCII character for each of them. */
static const unsigned char stands_for[N_BESIDE] = { ' ', 'a', 'A', '1' };

/* How often each byte of the upper half stands between what. */
struct counts {
	unsigned of[128][N_BESIDE][N_BESIDE];
	/* those that are, packed: byte, left and right, in that order */
	uint16_t place[128 * N_BESIDE * N_BESIDE];
	size_t n_places;
	size_t ascii[26], n_ascii;
	size_t n, n_beside; /* of them all; of those beside ASCII letters */
};

/* How likely each letter is. */
struct letters {
	double small[LATIN_END], capital[LATIN_END];
};

static enum beside
what_is(unsigned char b)
{
	if (b >= 'a' && b <= 'z')
		return SMALL;
	if (b >= 'A' && b <= 'Z')
		return CAPITAL;
	/* Whatever it is, more letters are small than not. */
	if (b >= 0x80)
		return SMALL;
	return b >= '0' && b <= '9' ? DIGIT : NOTHING;
}

static bool
is_ascii_letter(unsigned char b)
{
	return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
}

static void
count_one(struct counts *k, size_t b, enum beside left, enum beside right)
{
	if (k->of[b][left][right]++ == 0)
		k->place[k->n_places++] =
			(uint16_t)((b * N_BESIDE + left) * N_BESIDE + right);
	k->n++;
}

static void
count(const unsigned char *p, size_t n, struct counts *k)
{
	for (size_t i = 0; i < n && k->n < COUNTED_CHARS; i++) {
		unsigned char before = i > 0 ? p[i - 1] : ' ';
		unsigned char after = i + 1 < n ? p[i + 1] : ' ';

		if (is_ascii_letter(p[i])) {
			k->ascii[(p[i] | 0x20) - 'a']++;
			k->n_ascii++;
		}
		if (p[i] < 0x80)
			continue;
		count_one(k, p[i] - 0x80U, what_is(before), what_is(after));
		k->n_beside += is_ascii_letter(before) ||
			       is_ascii_letter(after);
	}
}

/* Adds SHARE, parted between the letters of LIST, to L. */
static void
add_letters(const char *list, double share, struct letters *l)
{
	double sum = 0;

	for (int pass = 0; pass < 2; pass++) {
		dp_str rest = dp_str_c(list);
		double weight = 1;

		while (rest.n) {
			uint32_t c = 0, big;

			rest = dp_str_from(rest,
					   dp_utf8_decode(rest.p, rest.n, &c));
			if (c == '|') {
				weight /= 3;
				continue;
			}
			if (pass == 0) {
				sum += weight;
				continue;
			}
			big = dpi_capital_of(c);
			l->small[c] += share * weight / sum;
			if (big < LATIN_END && big != c)
				l->capital[big] += share * weight / sum;
		}
	}
}

static bool
is_letter(uint16_t c)
{
	return c >= 0xc0 && c < LATIN_END && c != 0xd7 && c != 0xf7;
}

/* How likely a letter is inside a word rather than at an end of one. */
static double
place_likely(enum beside left, enum beside right)
{
	bool begins = left != SMALL && left != CAPITAL;
	bool ends = right != SMALL && right != CAPITAL;

	if (begins && ends)
		return 0.05;
	return begins || ends ? 0.2 : 0.6;
}

/* How likely the letter C is between LEFT and RIGHT. */
static double
letter_likely(const struct letters *l, uint16_t c, enum beside left,
	      enum beside right)
{
	double small = l->small[c], capital = l->capital[c];

	if (left == CAPITAL && right == CAPITAL)
		small /= 50;
	if (left == DIGIT && right == DIGIT)
		small /= 50;
	if (left == SMALL)
		capital /= 200;
	else
		capital /= left == CAPITAL ? 2 : 5;
	return (small + capital) * place_likely(left, right) + RAREST;
}

/* Signs that texts hold: spaces, quotes, dashes, degrees, money. */
static bool
is_usual(uint16_t c)
{
	return (c >= 0xa0 && c < 0xc0 && c != 0xa4 && c != 0xa6 && c != 0xa8 &&
		c != 0xac && c != 0xad && c != 0xaf && c != 0xb4 && c != 0xb6 &&
		c != 0xb8 && c != 0xb9) ||
	       c == 0xd7 || (c >= 0x2013 && c <= 0x201e) || c == 0x2022 ||
	       c == 0x2026 || c == 0x20ac || c == 0x2116 || c == 0x2122;
}

/* How likely the sign C, which is no letter, is there. */
static double
sign_likely(uint16_t c, double share, enum beside left, enum beside right)
{
	bool in_word = (left == SMALL || left == CAPITAL) &&
		       (right == SMALL || right == CAPITAL);
	int worth;

	if (c < 0xa0)
		return RAREST;
	if (!is_usual(c))
		return in_word ? RAREST : RAREST * 20;
	worth = dpi_worth_of_sign(c, stands_for[left],
				  left == SMALL || left == CAPITAL,
				  stands_for[right],
				  right == SMALL || right == CAPITAL);
	return share * (worth >= 3 ? 0.2 : worth > 0 ? 0.03 : 0.0005);
}

/* How likely, as a logarithm, the bytes K are as UPPER reads them. */
static double
likely(const struct counts *k, const uint16_t *upper, const struct letters *l,
       double signs)
{
	double sum = 0;

	for (size_t i = 0; i < k->n_places; i++) {
		size_t at = k->place[i];
		enum beside left = (enum beside)(at / N_BESIDE % N_BESIDE);
		enum beside right = (enum beside)(at % N_BESIDE);
		uint16_t c = upper[at / (N_BESIDE * N_BESIDE)];
		double n = k->of[at / (N_BESIDE * N_BESIDE)][left][right];

		sum += n * log(is_letter(c) ?
				       letter_likely(l, c, left, right) :
				       sign_likely(c, signs, left, right));
	}
	return sum;
}

/*
 * How likely the ASCII letters K are in a language that has them as often as
 * ASCII says. Names are in any: they count for little, and many for no more.
 */
static double
ascii_likely(const struct counts *k, const char *ascii)
{
	double sum = 0, all = 0, n = (double)k->n_ascii;

	if (k->n_ascii == 0)
		return 0;
	for (size_t i = 0; i < 26; i++)
		all += ldexp(0.2, '0' - ascii[i]);
	for (size_t i = 0; i < 26; i++)
		sum += (double)k->ascii[i] / n *
		       log(ldexp(0.2, '0' - ascii[i]) / all);
	return sum * (n < ASCII_MOST ? n : ASCII_MOST) * ASCII_WEIGHT;
}

/* How likely the text is in the language that suits: BEST for each candidate,
 * and behind them for the encoding FIRST. */
static void
best_languages(const struct counts *k, enum dp_encoding first,
	       double best[N_CANDIDATES + 1])
{
	struct letters of_names = { 0 };

	add_letters(names, SHARE_OF_NAMES, &of_names);
	for (size_t a = 0; a < N_LANGUAGES; a++) {
		bool english = *languages[a].letters == '\0';
		double signs = english ? 0.7 : SHARE_OF_SIGNS;
		double before = ascii_likely(k, languages[a].ascii) -
				(a > 1 ? LESS_USUAL : 0);
		struct letters l = of_names;

		if (english)
			add_letters(names, 1 - signs - SHARE_OF_NAMES, &l);
		add_letters(languages[a].letters, 1 - signs - SHARE_OF_NAMES,
			    &l);
		for (size_t i = 0; i <= N_CANDIDATES; i++) {
			enum dp_encoding e = i < N_CANDIDATES ?
						     candidates[i].encoding :
						     first;
			double is = before + known_before(e) +
				    likely(k, dpi_upper_half(e), &l, signs);

			if (a == 0 || is > best[i])
				best[i] = is;
		}
	}
}

/* Do the characters K stand among ASCII letters, as those of Latin do? */
static bool
is_latin(const struct counts *k)
{
	return k->n_beside * 3 >= k->n * 2;
}

static void
look_at_letters(const struct counts *k, struct dp_encoding_guess *g)
{
	double is[N_CANDIDATES + 1], lead;
	size_t best = 0;

	best_languages(k, g->encoding, is);
	for (size_t i = 1; i < N_CANDIDATES; i++)
		if (is[i] > is[best])
			best = i;
	lead = is[best] - is[N_CANDIDATES];
	if (lead < (g->thin ? LEAD_LEAST : LEAD_SURE))
		return;
	g->encoding = candidates[best].encoding;
	g->evidence = _("it is not UTF-8, and its accents read well in this "
			"encoding");
	g->thin = lead < LEAD_SURE;
	g->confidence = g->thin ? 0.5 : 0.8;
}

/*
 * Pairs of bytes in a script without ASCII are now and then UTF-8 by chance,
 * a tenth of them: what was appended to a text in UTF-8 stands among ASCII.
 */
static void
look_at_script(const unsigned char *p, size_t n, struct dp_encoding_guess *g)
{
	struct dp_encoding_guess single = *g;

	dpi_guess_single_byte(p, n, &single);
	if (single.confidence >= SCRIPT_LEAST)
		*g = single;
}

void
dpi_encoding_again(const void *p, size_t n_bytes, struct dp_encoding_guess *g)
{
	struct counts k = { 0 };
	size_t n = n_bytes < LOOKED_AT_BYTES ? n_bytes : LOOKED_AT_BYTES;

	if (g->bom_bytes)
		return;
	if (g->binary) {
		if (!dpi_has_magic(p, n_bytes))
			dpi_guess_wide_script(p, n, g);
		return;
	}
	if (g->encoding == DP_UTF8 && g->confidence < FEW_GOOD) {
		count(p, n, &k);
		if (!is_latin(&k))
			look_at_script(p, n, g);
	} else if (g->encoding >= DP_CP1252 && g->encoding != DP_CP1258) {
		count(p, n, &k);
		if (is_latin(&k))
			look_at_letters(&k, g);
	}
}
