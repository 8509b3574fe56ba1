#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dpipe verify: values that are far from the others, or not what they seem.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
mkdir "$tap_dir/work" && cd "$tap_dir/work" || exit 99

# ---- far from the others, in any notation ----
{
	echo 'place;degrees;euros'
	for i in {1..30}; do
		echo "p$i;$((i % 9 + 1)),5;1 2$((i + 10)) €"
	done
	echo 'p31;999;9 000 000 €'
} >french.csv
run "$DPIPE" verify french.csv
has 'a far value among French numbers is seen' "$out" \
	'degrees: values far from the others: 1, such as “999” (line 32).'
has 'with spaces and a currency too' "$out" \
	'euros: values far from the others: 1, such as “9 000 000 €”'
has 'the middle is told as people write numbers' "$out" \
	'Half of the values are 1,218 – 1,234.'
run env LANGUAGE=fr "$DPIPE" verify french.csv
has 'in French too' "$out" 'tiennent dans 3,5 – 7,5'
tr ';' '\t' <french.csv | sed 's/,5/.5/; s/ €//; s/\(.*\t.*\t[0-9]*\) /\1,/
	s/ /,/' >english.tsv
run "$DPIPE" verify english.tsv
has 'nor do commas between thousands hide it' "$out" \
	'euros: values far from the others: 1, such as “9,000,000” (line 32).'

# ---- not the file that was got ----
"$DPIPE" get french.csv >/dev/null
run "$DPIPE" verify raw/french.csv
unlike 'a raw file as got raises no doubt of its origin' "$out" 'SHA-256'
chmod u+w raw/french.csv
sed -i 's/p31/p99/' raw/french.csv
run "$DPIPE" verify raw/french.csv
is 'an altered one is an error' "$status" 1
has 'that names both sums' "$out" \
	"with $(sha256sum raw/french.csv | cut -c1-12)"
has 'with its code, for a program' "$("$DPIPE" verify --json raw/french.csv)" \
	'"code":"hash-error","level":"error"'
run "$DPIPE" verify - <raw/french.csv
unlike 'standard input has no provenance' "$out" 'SHA-256'

# ---- blanks that nobody would see ----
printf 'place,n\n Gap,1\nLa  Seyne,2\nNice,3\n Gap,4\nLa  Seyne,5\n' >blanks.csv
run "$DPIPE" verify blanks.csv
has 'a blank at an end has a sign' "$out" 'lines 2 “␣Gap”, 5 “␣Gap”'
has 'a doubled one too' "$out" 'lines 3 “La␣␣Seyne”, 6 “La␣␣Seyne”'
run "$DPIPE" clean -n -e 'squeeze *' blanks.csv
has 'before and after can be told apart' "$out" 'La␣␣Seyne  La Seyne'
has 'programs get what stands there' "$("$DPIPE" verify --json blanks.csv)" \
	'"value":" Gap"'

# ---- what turns the order of letters round ----
printf 'name,n\nAda,1\n\342\200\256Dora,2\nBea,3\n\342\201\247Cleo,4\n' >turned.csv
run "$DPIPE" verify turned.csv
has 'orders of direction are invisible characters' "$out" \
	'name: values with invisible characters: 2'
"$DPIPE" verify --suggest turned.csv >turned.dpr
run "$DPIPE" clean -q -r turned.dpr turned.csv
is 'the repair takes them out' "$out" $'name,n\nAda,1\nDora,2\nBea,3\nCleo,4'

# ---- the repairs, for a program ----
run "$DPIPE" verify --suggest --json french.csv
is '--suggest --json answers with status 0' "$status" 0
has 'the recipe is a text in one object' "$out" '{"repairs":"dpipe-recipe 1\n'
ok 'which is JSON' awk -f "$srcdir/tests/lib/json.awk" <"$tap_dir/out"

# ---- the same of very many columns is told once ----
# blanks N: a header of N columns without names and one with
blanks() { printf '%*s' "$1" '' | tr ' ' ,; printf 'k\n'
	seq -s, "$(($1 + 1))"; seq -s, 2 "$(($1 + 2))"; }
blanks 32 >"$tap_dir/few.csv"
blanks 40 >"$tap_dir/many.csv"
run "$DPIPE" verify "$tap_dir/few.csv"
is 'of 32 columns, each is told' "$(grep -c 'has no name' <<<"$out")" 32
run "$DPIPE" verify "$tap_dir/many.csv"
is 'of 40, one' "$(grep -c 'has no name' <<<"$out")" 1
has 'all are counted' "$out" '40 warnings'
has 'and the first named' "$(tr -s ' \n' ' ' <<<"$out")" \
	'for 39 other columns: “c2”, “c3”, “c4”, “c5”, “c6”, “c7”, “c8”, “c9” …'
run "$DPIPE" verify --json --log="$tap_dir/many.log" "$tap_dir/many.csv"
is 'JSON has them all' "$(grep -o '"sentence"' <<<"$out" | wc -l)" 40
is 'so has the log' "$(grep -c blank-label "$tap_dir/many.log")" 40
has 'the recipe has one' "$(grep -o 'is for you to settle.*' <<<"$out")" \
	'The same goes for 39 other columns'

# ---- what a column, or two, hold ----
{
	echo 'id,commune,ville,themes,tranche,Géolocalisation,paire'
	towns=(Apt Gap Nice Arles Digne)
	themes=('eau ; sol' 'sol ; air' 'air ; eau ; sol' 'eau ; air')
	codes=(2-mars 4-mai mars-13 mars-02 11-19)
	for i in {0..19}; do
		t=${towns[i % 5]}
		echo "$i,$t,$t ,${themes[i % 4]},${codes[i % 5]}," \
			"\"43.$((i % 7))1, 5.$i\",$((i % 2))"
	done
} >kinds.csv
run "$DPIPE" verify --suggest kinds.csv
has 'two columns that hold the same are told' "$out" \
	'ville holds the same as commune in every record.'
has 'and a person says whether one goes' "$out" $'\noff remove ville'
unlike 'of what comes only twice nobody can tell' "$out" 'paire holds'
has 'cells with several values, though none stands alone' "$out" \
	$'\noff split-cells themes by=";"'
unlike 'whose order is no spelling' "$out" 'cluster themes'
has 'codes most of which a spreadsheet took for days' "$out" \
	'edit tranche "2-mars" -> "2-3", "4-mai" -> "4-5", "mars-13" -> "3-13"'
unlike 'but for one that nobody can tell' "$out" '"mars-02" ->'
has 'places under a long word' "$out" $'\ncoords Géolocalisation'
sed 's/Digne ,/Dignes,/' kinds.csv >one.csv
unlike 'one cell of difference, and they are not the same' \
	"$("$DPIPE" verify --suggest one.csv)" 'holds the same'
head -n 9 kinds.csv >few.csv
unlike 'nor can anybody tell from a few records' \
	"$("$DPIPE" verify --suggest few.csv)" 'holds the same'
printf 'jour,n\n2-mars,1\n4-mai,2\n11-juin,3\n7-mars,4\n' >days.csv
unlike 'days are days' "$("$DPIPE" verify --suggest days.csv)" 'edit jour'
printf 'theme\n%s\n%s\n%s\n' 'Sol; air' 'Air; sol' 'eau' >order.csv
unlike 'several things in another order are not one' \
	"$("$DPIPE" verify --suggest order.csv)" 'cluster'
{
	echo 'poste,montant'
	for i in {1..20}; do
		echo "Poste $i,$i"
	done
	echo '  dont loyer,3'
} >parts.csv
has 'a part of what stands above it, set in' \
	"$("$DPIPE" verify --suggest parts.csv)" $'\noff trim poste'
sed 's/dont //' parts.csv >blank.csv
has 'blanks that say nothing' "$("$DPIPE" verify --suggest blank.csv)" \
	$'\ntrim poste'

# ---- when, in the names of columns ----
# wide NAMES: a table with these columns behind that of the places
wide() {
	printf '%s\n' "lieu,$1" 'Apt,1,2,3' 'Gap,4,,6' 'Nice,7,8,9' \
		'Ors,1,2,5' 'Die,4,5,6' >wide.csv
}
suggest() { "$DPIPE" verify --suggest wide.csv; }
wide 2018,2019,2020
has 'years as columns are told' "$(suggest)" \
	'months or the like: 3, from “2018” to “2020”.'
has 'and longer is for a person to decide' "$(suggest)" \
	$'\noff longer "2018".."2020" names=year values=value'
is 'which it can do' "$("$DPIPE" clean -q -e "$(suggest |
	sed -n 's/^off \(longer.*\)/\1/p')" wide.csv | sed -n 3p)" 'Apt,2019,2'
has 'in words of the language' "$(LANGUAGE=fr suggest)" \
	'names=annee values=valeur'
wide janv.,févr.,mars
has 'months' "$(suggest)" 'longer "janv.".."mars" names=month values=value'
wide 'T1 2021,T2 2021,T3 2021'
has 'quarters' "$(suggest)" 'names=period values=value'
sed 's/lieu/value/' wide.csv >taken.csv
has 'a name that is taken is not given again' \
	"$("$DPIPE" verify --suggest taken.csv)" 'values=value_'
for names in 2018,2019,note a2018,b2019,c2020 1,2,3 'mars,2019,T1 2020'; do
	wide "$names"
	unlike "$names: no column of time" "$(suggest)" 'longer'
done

done_testing
