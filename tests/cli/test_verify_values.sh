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
done_testing
