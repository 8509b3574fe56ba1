/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is a text in one of the encodings of Asia that came before Unicode? It is
 * when all its bytes are characters in it, and as many of them as in any text
 * are the well known ones of the language: by chance hardly one is.
 */
#include <dpipe/text.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "text/encoding.h"

#define JUDGED_BYTES (64u << 10)
/* So few characters prove nothing. */
#define LEAST_CHARS 4
/* Of the usual share of well known characters, at least this. */
#define LEAST_SHARE 0.4
/* One in so many characters may be none. */
#define BAD_ONE_IN 100
/* Room for the longest of the lists. */
#define KNOWN_MAX 512
/* Escape sequences to a byte that none of them allows. */
#define DAMAGED_ONE_IN 8

/*
 * Characters that most texts of a language hold, of words, names and places;
 * none is meant to be more frequent than another.
 */
static const char japanese[] =
	"日一国人年大十二本中長出三時政事自行社見月分議後前民生連五発間対上部東"
	"者"
	"党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円関決子動"
	"京"
	"全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治"
	"度"
	"務強気小七成期公野協取都和統以機平総加山思家話世受区領多県続進正安設保"
	"改"
	"数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向"
	"際"
	"査勝面委告軍文反元重近千考判認画海参売利組知案道信策集在件団別物側任引"
	"使"
	"求所次水半品計死官増係感情投示変打男基私各始島直朝価式確村提運終西台広"
	"番"
	"号電話住町丁佐藤鈴木橋伊渡辺林加阪神奈玉福岡兵庫埼葉種類備";
static const char simplified[] =
	"的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能"
	"而"
	"子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当"
	"没"
	"动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它"
	"与"
	"长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手"
	"应"
	"战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老"
	"给"
	"世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平"
	"系"
	"气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计"
	"管"
	"期市直德资命山金指克许统区保至队形社便空决治展马科司五基书非则"
	"县省州京江河南北号路街区公司编码名称单位价格城广深王李张刘陈杨赵黄周"
	"吴";
static const char traditional[] =
	"的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能"
	"而"
	"子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當"
	"沒"
	"動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它"
	"與"
	"長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手"
	"應"
	"戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老"
	"給"
	"世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平"
	"系"
	"氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計"
	"管"
	"期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基書非則"
	"縣省州京江河南北號路街編碼稱單價格城廣台灣香港王李張劉陳楊趙黃周吳";
static const char korean[] = "이다는의을에가고한지도로하은를사기나자아어리라대"
			     "해시서인그있스정일수보부것전"
			     "들게여만장상주제으니면구원성안비공유동관치조과오"
			     "음우무신세경모적소와회연위생"
			     "거당문화국결말교년개방요영마내물없선단용려체호심"
			     "김간네미민박최강윤임북남서울"
			     "산천군읍번호명업행계학실월율통입출";

static const struct candidate {
	double usual; /* share of well known characters in any text */
	const char *known;
	enum dp_encoding encoding;
	bool kana; /* these are well known, too */
} candidates[] = {
	{ 0.7, japanese, DP_SHIFT_JIS, true },
	{ 0.7, japanese, DP_EUC_JP, true },
	{ 0.5, simplified, DP_GB18030, false },
	{ 0.5, traditional, DP_BIG5, false },
	{ 0.55, korean, DP_EUC_KR, false },
	{ 0.5, traditional, DP_EUC_TW, false },
};

#define N_CANDIDATES (sizeof candidates / sizeof *candidates)

static int
order(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The characters of LIST, sorted, at OUT, which has room; how many. */
static size_t
sort_known(const char *list, uint32_t *out)
{
	dp_str rest = dp_str_c(list);
	size_t n = 0;

	while (rest.n) {
		unsigned k = dp_utf8_decode(rest.p, rest.n, &out[n++]);

		rest = dp_str_from(rest, k);
	}
	if (n > 1)
		qsort(out, n, sizeof *out, order);
	return n;
}

/* Full-width signs and digits, which are in all of them. */
static bool
is_shared(uint32_t c)
{
	return (c >= 0x3000 && c < 0x3040) || (c >= 0xff00 && c < 0xff60) ||
	       (c >= 0x2000 && c < 0x2700);
}

/* Not the half-width ones: those are one byte, as Cyrillic letters are. */
static bool
is_kana(uint32_t c)
{
	return c >= 0x3041 && c < 0x3100;
}

/* How much of what is usual TEXT has; less than 0: it is no such text. */
static double
share_of(const struct candidate *k, dp_str text)
{
	uint32_t known[KNOWN_MAX], c = 0;
	size_t n_known = sort_known(k->known, known), n = 0, hits = 0, odd = 0;
	size_t runs = 0;
	bool apart = true;

	for (unsigned bytes; text.n; text = dp_str_from(text, bytes)) {
		bytes = dp_utf8_decode(text.p, text.n, &c);
		runs += apart && c >= 0x80;
		apart = c < 0x80;
		if (apart || is_shared(c))
			continue;
		n++;
		/* Private ones stand for what has no character. */
		odd += c >= 0xe000 && c < 0xf900;
		hits += (k->kana && is_kana(c)) ||
			bsearch(&c, known, n_known, sizeof c, order);
	}
	/* An accent and the letter behind it stand alone among others. */
	if (n < LEAST_CHARS || odd * 20 > n || runs * 3 > n * 2)
		return -1;
	return (double)hits / (double)n / k->usual;
}

bool
dpi_guess_escapes(const unsigned char *p, size_t n,
		  struct dp_encoding_guess *out)
{
	dp_str text = { (const char *)p, n };
	size_t escapes = 0, high = 0;

	if (n > JUDGED_BYTES)
		text.n = n = JUDGED_BYTES;
	if (dp_str_find(text, 0x1b) < 0)
		return false;
	if (dp_str_search(text, DP_S("\x1b$B")) >= 0 ||
	    dp_str_search(text, DP_S("\x1b$@")) >= 0)
		out->encoding = DP_ISO2022_JP;
	else if (dp_str_search(text, DP_S("\x1b$)C")) >= 0)
		out->encoding = DP_ISO2022_KR;
	else
		return false;
	for (size_t i = 0; i < n; i++) {
		escapes += p[i] == 0x1b;
		high += p[i] >= 0x80;
	}
	/* All of it has seven bits, but for damage. */
	if (high * DAMAGED_ONE_IN > escapes ||
	    !dp_encoding_usable(out->encoding)) {
		out->encoding = DP_UTF8;
		return false;
	}
	out->confidence = 0.95;
	out->evidence = _("it switches to this encoding by escape sequences");
	return true;
}

/*
 * Can the bytes beyond ASCII be parts of characters of several? An accented
 * letter before a space or a comma cannot.
 */
static bool
is_paired(const unsigned char *p, size_t n)
{
	size_t chars = 0, bad = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i] < 0x80)
			continue;
		chars++;
		if (i + 1 == n)
			break;
		if (p[i + 1] >= 0x40 || (p[i + 1] >= '0' && p[i + 1] <= '9'))
			i++;
		else if (p[i] < 0xa1 || p[i] >= 0xe0) /* no half-width kana */
			bad++;
	}
	return chars >= LEAST_CHARS && bad * BAD_ONE_IN <= chars;
}

bool
dpi_guess_multi_byte(const unsigned char *p, size_t n_bytes, bool whole,
		     struct dp_encoding_guess *out)
{
	size_t n = n_bytes < JUDGED_BYTES ? n_bytes : JUDGED_BYTES;
	struct dp_buf text = { 0 };
	double best = LEAST_SHARE;
	bool found = false;

	if (!is_paired(p, n))
		return false;
	whole = whole && n == n_bytes;
	for (size_t i = 0; i < N_CANDIDATES; i++) {
		struct dp_decoder d = { .encoding = candidates[i].encoding };
		double share;

		text.n = 0;
		if (dpi_decode_multi(&d, p, n, whole, &text) == SIZE_MAX ||
		    d.n_bad * BAD_ONE_IN > text.n / 3)
			continue;
		share = share_of(&candidates[i], dp_buf_view(&text));
		if (share <= best)
			continue;
		best = share;
		found = true;
		out->encoding = candidates[i].encoding;
	}
	dp_buf_done(&text);
	if (!found)
		return false;
	out->confidence = best > 0.9 ? 0.9 : best;
	out->evidence = _("its characters are well known ones in this "
			  "encoding");
	return true;
}
