/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of dates in French and English. Months and days are known by
 * their first letters, as abbreviations have no rule.
 */
#include "text/date_words.h"

#include "text/quick.h"

/* A name and the shortest start that is read as it. */
struct name {
	char text[11];
	unsigned char least;
};

static const struct name months_fr[12] = {
	{ "janvier", 3 }, { "fevrier", 3 },  { "mars", 3 },
	{ "avril", 3 },   { "mai", 3 },      { "juin", 4 },
	{ "juillet", 4 }, { "aout", 3 },     { "septembre", 3 },
	{ "octobre", 3 }, { "novembre", 3 }, { "decembre", 3 },
};

static const struct name months_en[12] = {
	{ "january", 3 }, { "february", 3 }, { "march", 3 },
	{ "april", 3 },   { "may", 3 },      { "june", 3 },
	{ "july", 3 },    { "august", 3 },   { "september", 3 },
	{ "october", 3 }, { "november", 3 }, { "december", 3 },
};

static const struct name days_fr[] = {
	{ "lundi", 3 },    { "mardi", 4 },  { "mercredi", 3 }, { "jeudi", 3 },
	{ "vendredi", 3 }, { "samedi", 3 }, { "dimanche", 3 },
};

static const struct name days_en[] = {
	{ "monday", 3 },   { "tuesday", 3 }, { "wednesday", 3 },
	{ "thursday", 3 }, { "friday", 3 },  { "saturday", 3 },
	{ "sunday", 3 },
};

static const struct {
	char text[11];
	unsigned char languages; /* 1: always; 2: French; 4: English */
	enum dpi_word word;
} others[] = {
	{ "t", 1, DPI_W_T },
	{ "z", 1, DPI_W_Z },
	{ "utc", 1, DPI_W_Z },
	{ "gmt", 1, DPI_W_Z },
	{ "q", 1, DPI_W_Q },
	{ "s", 1, DPI_W_S },
	{ "h", 1, DPI_W_H },
	{ "min", 1, DPI_W_MIN },
	{ "mn", 1, DPI_W_MIN },
	{ "sec", 1, DPI_W_SEC },
	{ "am", 4, DPI_W_AM },
	{ "pm", 4, DPI_W_PM },
	{ "a", 2, DPI_W_AT },
	{ "at", 4, DPI_W_AT },
	{ "le", 2, DPI_W_FILLER },
	{ "the", 4, DPI_W_FILLER },
	{ "of", 4, DPI_W_FILLER },
	{ "er", 2, DPI_W_ORDINAL },
	{ "e", 2, DPI_W_ORDINAL },
	{ "eme", 2, DPI_W_ORDINAL },
	{ "st", 4, DPI_W_ORDINAL },
	{ "nd", 6, DPI_W_ORDINAL },
	{ "rd", 4, DPI_W_ORDINAL },
	{ "th", 4, DPI_W_ORDINAL },
	{ "trimestre", 2, DPI_W_QUARTER },
	{ "trim", 2, DPI_W_QUARTER },
	{ "quarter", 4, DPI_W_QUARTER },
	{ "semestre", 2, DPI_W_HALF },
	{ "sem", 2, DPI_W_HALF },
	{ "half", 4, DPI_W_HALF },
};

/* Index of the name that the N letters at P start, or -1. */
static int
find(const struct name *names, int count, const char *p, size_t n)
{
	for (int i = 0; i < count; i++) {
		if (names[i].text[0] == p[0] && n >= names[i].least &&
		    n <= strlen(names[i].text) &&
		    memcmp(names[i].text, p, n) == 0)
			return i;
	}
	return -1;
}

enum dpi_word
dpi_date_word(const char *p, size_t n, const struct dp_date_opts *o, int *value)
{
	unsigned languages = 1u | (o->french ? 2u : 0) | (o->english ? 4u : 0);
	int i = -1;

	for (size_t k = 0; k < sizeof(others) / sizeof(*others); k++) {
		if ((others[k].languages & languages) &&
		    dpi_is((dp_str){ p, n }, others[k].text))
			return others[k].word;
	}
	if (n < 3)
		return DPI_W_OTHER;
	if (o->french)
		i = find(months_fr, 12, p, n);
	if (i < 0 && o->english)
		i = find(months_en, 12, p, n);
	if (i >= 0) {
		*value = i + 1;
		return DPI_W_MONTH;
	}
	if (o->french)
		i = find(days_fr, 7, p, n);
	if (i < 0 && o->english)
		i = find(days_en, 7, p, n);
	if (i < 0)
		return DPI_W_OTHER;
	*value = i + 1;
	return DPI_W_DAY;
}
