/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The recipe language in words: dpipe-recipe(5). The operations have a page
 * of their own.
 */
#include "cli/help.h"

static void
first_look(struct cli_doc *d)
{
	cli_doc_section(d, _("Description"));
	cli_doc_text(d, _("A recipe says how a raw table becomes a clean one, "
			  "step by step. It is a text anyone can read, check "
			  "and run again on next month's file. Run it with "
			  "dpipe clean -r RECIPE FILE; try single steps with "
			  "dpipe clean -e STEP FILE."));
	cli_doc_code(d,
		     DP_S("dpipe-recipe 1\n"
			  "title   Cinémas, 2023\n"
			  "source  encoding=windows-1252 header=4\n"
			  "locale  fr\n"
			  "\n"
			  "trim    *                  # unseen spaces\n"
			  "na      *  tokens=\"NC|n.d.\"\n"
			  "number  entrees\n"
			  "edit    commune\n"
			  "        \"Aix\" | \"AIX\" -> "
			  "\"Aix-en-Provence\"\n"
			  "filter  entrees > 0        [open]\n"),
		     NULL);
	cli_doc_text(d, _("The text is UTF-8, its lines end in a line feed. "
			  "The steps are done from top to bottom, each on what "
			  "the one above gave."));
}

static void
lines(struct cli_doc *d)
{
	cli_doc_section(d, _("Steps"));
	cli_doc_item(d, _("VERB ARGUMENTS"),
		     _("one step on one line; lines that start with a blank "
		       "go on with the step above"));
	cli_doc_item(d, "# …",
		     _("a comment, from the start of a line or "
		       "behind a blank to the end of the line"));
	cli_doc_item(d, "off VERB …", _("a step that is kept but not done"));
	cli_doc_item(d, _("… [NAME]"),
		     _("a label, last on a line of the step: messages and the "
		       "list of changes call the step so"));
	cli_doc_section(d, _("Columns"));
	cli_doc_item(d, "a, \"b c\"",
		     _("names with commas between them; in quotes where a "
		       "blank or a comma is part of a name"));
	cli_doc_item(d, "*", _("all columns"));
	cli_doc_item(d, "/date$/",
		     _("those whose names match a pattern "
		       "(PCRE2); an i behind ignores case"));
	cli_doc_item(d, "a..d", _("from a to d, in the order of the table"));
	cli_doc_section(d, _("Values"));
	cli_doc_item(d, _("KEY=VALUE"),
		     _("a parameter, without blanks around the =; the value "
		       "runs to the next blank or stands in quotes"));
	cli_doc_item(d, "na<1% rows>=100",
		     _("a rule of the step expect: other signs than = may "
		       "stand there, without blanks around them"));
	cli_doc_item(d, "\"…\"",
		     _("a text; \\\" \\\\ \\n and \\t stand for a "
		       "quote, a backslash, a line end and a "
		       "tabulation"));
	cli_doc_item(d, "/…/", _("a pattern; a slash inside is \\/"));
	cli_doc_item(d, "\"A\" | \"B\" -> \"C\"",
		     _("a mapping: A and B become C"));
}

static void
directives(struct cli_doc *d)
{
	cli_doc_section(d, _("Lines about the table"));
	cli_doc_item(d, "dpipe-recipe 1",
		     _("the version of the language; first, if it is there"));
	cli_doc_item(d, _("title TEXT"), _("what the recipe is for"));
	cli_doc_item(d, _("source KEY=VALUE …"),
		     _("how to read the file: encoding= a name, "
		       "framing= none, quoted (whole lines are in "
		       "quotes) or drawn (with bars and rules), "
		       "delimiter= a character, two or three "
		       "signs, tab or none, quote= a character or "
		       "none, escape= the same, skip-space= yes or "
		       "no (are spaces after a delimiter no part "
		       "of the cell?), newline= lf or cr, header= "
		       "yes, no, the line where it stands or its "
		       "first and last, such as 4..5, "
		       "header-rows= how many rows it has, join= "
		       "what stands between the names of these "
		       "(a space by itself), units= "
		       "yes or no, row-names= the same, "
		       "repeated-header= yes or no (is a record "
		       "like the header none?), skip= lines above it, footer= "
		       "lines below the "
		       "table, or a pattern, such as /^Source/: "
		       "the first line that it matches, of the last "
		       "16 kB, starts what is below, as-is= yes "
		       "or no, member= a file of a zip, sheet= the "
		       "name or number of a sheet. What is not said "
		       "is found out; "
		       "verify --detect writes the line."));
	cli_doc_item(d, "locale fr|en",
		     _("how numbers and dates of the table are written"));
	cli_doc_item(d, _("needs COLUMNS"),
		     _("columns the table must have; without one of them the "
		       "recipe stops before the first record"));
	cli_doc_section(d, _("Parameters of every step"));
	cli_doc_item(d, _("where=EXPRESSION"),
		     _("only records for which it is true"));
	cli_doc_item(d, _("as=NAME"),
		     _("steps that change cells: the result goes to a new "
		       "column, the old one stays"));
	cli_doc_item(d, "on-error=flag|keep|blank|reject|stop",
		     _("what becomes of a cell that cannot be read: it stays "
		       "and is reported, stays, is emptied, its record is "
		       "left out, or all stops"));
}

/* What an imported history is made of. */
static void
grel(struct cli_doc *d)
{
	cli_doc_text(d, _("An expression that starts with grel: means what it "
			  "means in OpenRefine; recipe import writes such "
			  "ones. Values have types there: 5 / 2 is 2, \"5\" "
			  "+ 1 is \"51\", columns are "
			  "cells[\"name\"].value, and what a function cannot "
			  "do is an error. Besides the functions above it "
			  "knows:"));
	cli_doc_item(d, "with(x, v, e) forNonBlank(x, v, e, other)",
		     _("e, in which v is x; other when x is empty"));
	cli_doc_item(d, "forEach(list, v, e) filter(list, v, test)",
		     _("e of each item; the items for which the test is true; "
		       "also forEachIndex and forRange"));
	cli_doc_item(d, "cells[name].value columnNames(\"a\", ...)",
		     _("the cell whose column an expression names; the list of "
		       "all columns, without those that are named"));
	cli_doc_item(d, "find(x, /p/) match(x, /p/)",
		     _("the places that a pattern finds; the groups of one "
		       "that matches the whole, both as lists"));
	cli_doc_item(d, "slice rpartition splitByLengths smartSplit ngram",
		     _("pieces of a text; also splitByCharType, replaceChars "
		       "and replaceEach"));
	cli_doc_item(d, "md5 sha1 fingerprint ngramFingerprint phonetic",
		     _("a text written as a key (phonetic knows \"soundex\" "
		       "and \"metaphone\")"));
	cli_doc_item(d, "escape unescape encode decode reinterpret unicode",
		     _("a text for another language, in base 64, in another "
		       "encoding, as numbers"));
	cli_doc_item(d, "parseJson(x) jsonize(x) x.name x[i] hasField(x, t)",
		     _("what stands in a text of JSON, and its parts"));
	cli_doc_item(d, "mod pow exp ln log sin cos tan fact combin gcd lcm",
		     _("mathematics; also sum, range, even, odd, quotient "
		       "and others"));
	cli_doc_item(d, "now() inc(d, n, unit) diff(d, e, unit) type(x)",
		     _("the time of the run; a date moved; what lies between "
		       "two; what x is"));
	cli_doc_item(d,
		     "facet(x, a, \u2026) inRange(x, what, from, to) "
		     "searched(x, t, exact)",
		     _("not in OpenRefine: what its facets ask; also items, "
		       "firstOf, guess and splitAtMost, of imported "
		       "histories"));
	cli_doc_item(d, "datePart(d, unit) toDate(x, format, \u2026)",
		     _("as in OpenRefine: \"week\" is that of the month, "
		       "counted from 1, \"weekday\" a word; a format is like "
		       "\"dd/MM/yyyy\""));
	cli_doc_text(d, _("A cell that such an expression made remembers "
			  "through the recipe whether it was a number, a "
			  "date, yes or no, an empty text or an error."));
}

/* From what binds least to what binds most. */
static void
grammar(struct cli_doc *d)
{
	cli_doc_text(d, _("The grammar, from what binds least to what binds "
			  "most; [ ] may be left out, { } may come again:"));
	cli_doc_item(d, _("EXPRESSION"), _("ALL { or ALL }, or written ||"));
	cli_doc_item(d, _("ALL"), _("TEST { and TEST }, and written &&"));
	cli_doc_item(d, _("TEST"), _("not TEST, or EQUAL"));
	cli_doc_item(d, _("EQUAL"), _("ORDER [ == or != ORDER ]; = is =="));
	cli_doc_item(d, _("ORDER"), _("SUM [ < or <= or > or >= SUM ]"));
	cli_doc_item(d, _("SUM"), _("PRODUCT { + or - PRODUCT }"));
	cli_doc_item(d, _("PRODUCT"), _("SIGNED { * or / or % SIGNED }"));
	cli_doc_item(d, _("SIGNED"), _("- SIGNED, ! SIGNED, or OPERAND"));
	cli_doc_item(d, _("OPERAND"),
		     _("START { .function(ARGUMENTS) or [EXPRESSION] or "
		       "[EXPRESSION, EXPRESSION] }"));
	cli_doc_item(d, _("START"),
		     _("a number, a text in quotes, true, false, null, value, "
		       "a column, cells[\"a name\"].value, "
		       "function(ARGUMENTS), or (EXPRESSION)"));
	cli_doc_item(d, _("ARGUMENTS"),
		     _("EXPRESSION { , EXPRESSION }; where a function takes a "
		       "pattern, /PATTERN/ or /PATTERN/i; behind grel: there "
		       "are lists [ARGUMENTS], fields .name and variables as "
		       "well"));
	cli_doc_text(d, _("What is wrong is said with its column, and the "
			  "nearest name: column 8: expected a function, found "
			  "\"lenght\"; the nearest is \"length\". Below stands "
			  "the line, with a ^ under the place."));
	cli_doc_text(d, _("So is a word that says how and that the function "
			  "does not know, such as the part of a date or the "
			  "order of its day and month."));
	cli_doc_text(d, _("A pattern that takes too long on a cell answers "
			  "neither yes nor no; the rows are reported."));
}

static void
expressions(struct cli_doc *d)
{
	cli_doc_section(d, _("Expressions"));
	cli_doc_text(d, _("A part of OpenRefine's GREL: filter, drop, expect, "
			  "derive and where= take one. A name is a "
			  "column; value is the cell itself in a step that "
			  "changes cells; cells[\"a name\"].value is a column "
			  "whose name has blanks. An empty cell is null."));
	cli_doc_item(d, "== != < <= > >=",
		     _("numbers are compared as numbers, texts as texts; an "
		       "empty cell equals null and \"\" alone, and is neither "
		       "less nor more than anything"));
	cli_doc_item(d, "+ - * / %", _("on numbers, exact; + joins texts"));
	cli_doc_item(d, "and or not", _("also && || !"));
	cli_doc_item(d, "isBlank(x) isNotBlank(x) isNumeric(x)",
		     _("what a cell holds"));
	cli_doc_item(d, "contains(x, t) startsWith(x, t) endsWith(x, t)",
		     _("t is a text, or for contains a /pattern/"));
	cli_doc_item(d, "match(x, /p/) in(x, a, b, …)",
		     _("true where the whole of x matches, else empty as in "
		       "GREL: isNotNull(match(\u2026)) gives true and false; x "
		       "is one of these"));
	cli_doc_item(d, "length(x) substring(x, from, to)",
		     _("in characters, the first is number 0"));
	cli_doc_item(d, "toLowercase(x) toUppercase(x) toTitlecase(x) trim(x)",
		     _("x changed"));
	cli_doc_item(d, "replace(x, t, new)", _("every t in x"));
	cli_doc_item(d, "toNumber(x) toString(x)", _("one as the other"));
	cli_doc_item(d, "round(x, digits) floor(x) ceil(x) abs(x)",
		     _("numbers; round in decimal, the half away from 0"));
	cli_doc_item(d, "min(a, b, \u2026) max(a, b, \u2026)",
		     _("the least and the greatest number, empty cells left "
		       "out"));
	cli_doc_item(d, "toDate(x, \"dmy\") datePart(x, \"year\")",
		     _("a date as year-month-day; its year, quarter, month, "
		       "week (ISO 8601), day, weekday (Monday is 1), hour, "
		       "minute, second"));
	cli_doc_item(d, "indexOf(x, t) lastIndexOf(x, t) chomp(x, t)",
		     _("where t stands, from 0, or -1; x without t at its "
		       "end"));
	cli_doc_item(d, "split(x, t) partition(x, t)",
		     _("a list: the parts between t, a text or a /pattern/; "
		       "what is before t, t, what is behind it"));
	cli_doc_item(d, "x[i] x[from, to] join(list, t)",
		     _("a piece of a list or text, the first is number 0, the "
		       "last -1; a list as one text"));
	cli_doc_item(d, "uniques(list) sort(list) reverse(list)",
		     _("each once; in order; turned round"));
	cli_doc_item(d, "value(x)",
		     _("x itself: value(date).datePart(\"year\")"));
	cli_doc_item(d, "coalesce(a, b, …) if(c, a, b)",
		     _("the first that is not empty; a when c is true, else "
		       "b"));
	cli_doc_text(d, _("Functions can stand behind a point, too: "
			  "commune.trim().length() > 3"));
	grammar(d);
	grel(d);
}

void
cli_page_recipe(struct cli_doc *d)
{
	cli_doc_page(d, "dpipe-recipe", 5,
		     _("how a table is cleaned, written down"));
	first_look(d);
	lines(d);
	directives(d);
	expressions(d);
	cli_doc_section(d, _("See also"));
	if (d->man)
		cli_doc_text(d, "dpipe-clean(1), dpipe-recipe(1), dpipe-op(7)");
	else
		cli_doc_text(d, _("dpipe help operations lists what a step "
				  "can do; dpipe recipe --help tells how to "
				  "check a recipe."));
}
