#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2016
# dpipe find: the bundled catalogue searched from the command line.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
tests=0

# check WHAT COMMAND…: the command succeeds
check() {
	local what=$1

	shift
	tests=$((tests + 1))
	if "$@" >/dev/null 2>&1; then
		echo "ok $tests - $what"
	else
		echo "not ok $tests - $what"
	fi
}

find_says() {
	local want=$1

	shift
	LANGUAGE=${lang:-en} "$DPIPE" find "$@" 2>&1 | grep -qF -- "$want"
}

# status WANTED ARGUMENT…: dpipe find ends with it
status() {
	local want=$1 got

	shift
	"$DPIPE" find "$@" >/dev/null 2>&1
	got=$?
	[ "$got" = "$want" ]
}

# first ID ARGUMENT…: ID is the first dataset of the answer
first() {
	local want=$1

	shift
	"$DPIPE" find "$@" --json | tr -d '\n' |
		grep -q "\"datasets\":[^}]*\"id\": *\"$want\""
}

check "accents do not matter" first cales-mise-a-l-eau cales a l eau
check "typographic apostrophes neither" \
	first cales-mise-a-l-eau "mise à l’eau"
check "a plural finds the singular" find_says cinemas-paca cinémas actif
check "an unaccented word finds the accented" find_says comptages-velo velo
check "--format narrows" first horaires-cars-regionaux --format gtfs
check "--licence open leaves out closed ones" \
	sh -c '! "$0" find cinéma --licence open --limit 0 |
		grep -q cinemas-annuaire-aspire' "$DPIPE"
check "--year looks into periods" find_says air-mesures-horaires \
	air --year 2015
check "--limit limits, and says so" find_says "The first 2 of" --limit 2
check "--limit below 0 is refused" status 2 cinéma --limit=-1
check "recent" first cinemas-total-regions recent --limit 1
check "popular" find_says "does not mean good" popular
check "find without a word lists everything" status 0
check "a slip gets a suggestion" find_says "cinémas" cinmas
check "nothing found is no failure" status 0 xyzzyxyzzy
check "nothing found gives advice" find_says "fewer" xyzzyxyzzy
for odd in '"' "'" '*' 'a" OR "b' 'NEAR(' 'C++' '%' $'\xff' ';' '(' '^'; do
	check "typed $(printf %q "$odd")" status 0 search -- "$odd"
done

check "show tells the licence in words" find_says "Open" show cinemas-paca
check "show tells how to get it" find_says "dpipe get cinemas-paca" \
	show cinemas-paca
check "show lists columns" find_says "Code INSEE" show cinemas-paca
lang=fr check "show in French" find_says "Cinémas actifs" show cinemas-paca
check "show in English" find_says "Cinemas in activity" show cinemas-paca
check "no licence is a warning" find_says "No licence" \
	show cinemas-annuaire-aspire
check "a closed licence is told" find_says "Not open" \
	show "$(grep -l 'cc-by-nc' "$srcdir"/sample-data/catalogue/*.sheet |
		head -n 1 | sed 's,.*/,,; s,\.sheet$,,')"
check "an unknown id is status 3" status 3 show cinemas-pac
check "an unknown id names the nearest" find_says cinemas-paca \
	show cinemas-pac
check "show needs an id" status 2 show
for json in "cinéma" "recent" "popular" "show cinemas-paca" "xyzzyxyzzy"; do
	# shellcheck disable=SC2086
	check "$json --json is JSON" sh -c '"$0" find "$@" --json |
		sed -n "1s/^{.*/yes/p" | grep -q yes' "$DPIPE" $json
done
check "a full device is told" sh -c '"$0" find >/dev/full 2>&1; [ $? = 3 ]' \
	"$DPIPE"
echo "1..$tests"
