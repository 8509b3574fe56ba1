#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every lesson passes the quality gate, and the gate refuses what it should.
. "${srcdir:-.}/tests/lib/meta.sh"
export LC_ALL=C.UTF-8 LANGUAGE=en TMPDIR=$tap_dir
good=lessons/cinemas/clean.lesson

"$DPIPE" learn --check >"$tap_dir/all" 2>&1
is "every lesson is as it should be" "$?" 0
sed 's/^/# /' "$tap_dir/all"
"$DPIPE" --lang fr learn --check >"$tap_dir/all" 2>&1
is "and with the model answers in French" "$?" 0
sed 's/^/# /' "$tap_dir/all"

# bad SED…: the good lesson, changed; what the gate says of it, on one line
bad() {
	sed "${@/#/-e}" "$good" >"$tap_dir/bad.lesson"
	said=$("$DPIPE" learn --plain --check "$tap_dir/bad.lesson" 2>&1 |
		tr '\n' ' ' | tr -s ' ')
}

bad 's/^check: rows/check: row/'
like "an unknown predicate is refused, with its line" "$said" \
	'line [0-9]+: there is no predicate row'

# shellcheck disable=SC2016 # a lesson's own backquotes
bad '/^title.en/d' '/^minutes/d' '/^licence/d' \
	's/^data: .*/& cinemas.csv/' '/^route: squeeze/,/^  trim/d' \
	'/^wrong nothing when/,/but removes none/d' \
	'/^  say.en/,/^\(wrong\|hint\)/{/^    /d;s/^  say.en.*/  say.en: No./}' \
	's/^hint 1 idea.en: A space.*/hint 1 idea.en: Use `trim`./' \
	'/^source/d' 's/^right: left/right: x/' 's/^choice lost/choice again/' \
	'/^  why.fr: Zéro/,/^  why.en/{/^  why.en/!d}' \
	's/^title.fr: .*/&, et encore bien davantage, pour que cela ne tienne plus/'
while read -r what; do
	has "the gate says: $what" "$said" "$what"
done <<'END'
title.en is missing
minutes are missing
licence is missing
no dataset cinemas.csv
there are 2 routes
there are 2 mistakes
says what another says
this hint names an operation
has no source
none of the choices
again is a word of every lesson
why.fr is missing
more than 80 columns
END

bad 's/^check: distinct(Commune)/check: distinct(Comune)/' \
	's/^route: dedupe Identifiant$/route: dedupe Commune/' \
	's/^route: dedupe Identifiant keep=last$/route: dedupe Identifier/' \
	's/  try: dedupe \*$/  try: dedupe Identifiant/' \
	'/^check: type(.Mise/d' '/^check: type(.Date/d' \
	's/All {measured} rows are still/All {column} rows are still/'
like "a column that is not there" "$said" 'can never be judged.*Comune'
has "a route that fails" "$said" 'does not pass the check'
has "a route that cannot be carried out" "$said" 'cannot be carried out'
has "a mistake that passes" "$said" 'this mistake passes'
has "words that are not measured" "$said" 'does not measure: All ? rows'
has "a task that is done before" "$said" 'before anything is done'
done_testing
