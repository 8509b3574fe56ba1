#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every command that takes a table takes a packed one, and says of what is no
# table what it is.
: "${DPIPE:=dpipe}" "${srcdir:=.}" "${PACK:=tests/lib/pack}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
PACK=$(realpath "$(command -v "$PACK")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
export DPIPE_LOCALE_DIR=${DPIPE_LOCALE_DIR:-$(dirname "$DPIPE")/locale}
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
cd "$tap_dir" || exit 99

dpipe() { "$DPIPE" "$@"; }
clean() { dpipe clean -q "$@"; }
towns=$'nom,pop\nAix,143\nArles,50'
printf 'nom;pop\nAix;143\nArles;50\n' >towns.csv

# ---- packed ------------------------------------------------------------

for format in gzip bzip2 xz zstd; do
	"$PACK" $format towns.$format <towns.csv
	is "$format: clean" "$(clean towns.$format)" "$towns"
	is "$format: through a pipe" "$(clean - <towns.$format)" "$towns"
	has "$format: verify --detect" \
		"$(dpipe verify --detect --json towns.$format)" \
		"{\"compression\":\"$format\",\"container\":null,"
done
# Lines that end with CR, further than is looked at for that, then otherwise.
awk -v cells=';' -v ends='\r' 'function put(i) {
	printf "Ville %d%s%05d%s\"l%d\nx\"%s", i, cells, i, cells, i, ends }
	BEGIN { printf "ville;code;note\r"
		for (i = 0; i < 4000; i++) put(i)
		for (ends = "\r\n"; i < 4500; i++) put(i) }' >cr.csv
awk 'BEGIN { print "ville,code,note"
	for (i = 0; i < 4500; i++) printf "Ville %d,%05d,\"l%d\nx\"\n", i, i, i
	}' >cr-read.csv
"$PACK" gzip cr.gz <cr.csv
for threads in 1 2 3 4; do
	clean --threads=$threads cr.csv >a
	clean --threads=$threads cr.gz >b
	# shellcheck disable=SC2002 # a pipe is what is meant
	cat cr.csv | clean --threads=$threads - >c
	ok "CR, then CR LF: $threads threads" \
		eval 'cmp cr-read.csv a && cmp a b && cmp a c'
done
has 'it is told' "$(dpipe clean cr.csv -o a 2>&1)" 'end as most'
has 'and detected' "$(dpipe verify --detect --json cr.csv)" '"newline":"mixed"'
dpipe verify --detect cr.csv | grep '^source ' >cr.dpr
clean -r cr.dpr cr.csv >a
ok 'the recipe written of it reads it the same way' cmp cr-read.csv a

"$PACK" zip one.zip <<'END'
=== LISEZ-MOI.txt
Ce que disent les colonnes.
=== exports/towns.csv
nom;pop
Aix;143
Arles;50
END
is 'a zip with one table: clean' "$(clean one.zip)" "$towns"
run dpipe verify one.zip
has 'verify says which it read' "$out" 'exports/towns.csv'
is 'analyse' "$(dpipe analyse count one.zip)" "$(dpipe analyse count towns.csv)"
run dpipe present chart bar one.zip -x nom -y pop --as text
is 'present' "$status" 0
has 'draws it' "$out" 'Aix'
is 'what is suggested reads the same member again' \
	"$(dpipe verify --suggest one.zip | grep -o '^source member="[^"]*"')" \
	'source member="exports/towns.csv"'
has 'so does what --detect prints' "$(dpipe verify --detect one.zip)" \
	'source member="exports/towns.csv" encoding=utf-8'

"$PACK" zip two.zip <<'END'
=== a.csv
x,y
1,2
=== b.csv
x,y
3,4
END
run dpipe clean two.zip
is 'a zip of several tables: status' "$status" 3
has 'they are listed, and how to choose' "$err" \
	'two.zip holds 2 files: a.csv, b.csv. Choose one with --member=NAME'
is '--member chooses' "$(clean --member=b.csv two.zip)" $'x,y\n3,4'
is 'so does a recipe' "$(clean -e 'source member="b.csv"' two.zip)" \
	$'x,y\n3,4'
run dpipe clean --member=c.csv two.zip
is 'a member that is not there is a wrong argument' "$status" 2
has 'and the others are listed' "$err" 'a.csv, b.csv'

# ---- spreadsheets ------------------------------------------------------

for kind in xlsx ods; do
	"$PACK" zip book.$kind <"$srcdir/tests/data/sheet/everything.$kind.parts"
	is "$kind: clean" "$(clean book.$kind)" \
		"$(<"$srcdir/tests/data/sheet/everything.$kind.out.csv")"
	is "$kind: through a pipe" "$(clean - <book.$kind)" \
		"$(clean book.$kind)"
	run dpipe verify book.$kind
	has "$kind: verify says which sheet" "$out" 'Sheet:   Données'
	has "$kind: and what a person would not see" "$out" \
		'Rows that are hidden in spreadsheet programs'
	run dpipe verify --detect --json book.$kind
	ok "$kind: --detect is JSON" awk -f "$srcdir/tests/lib/json.awk" \
		<"$tap_dir/out"
	has "$kind: with the sheet" "$out" \
		"\"container\":\"$kind\",\"member\":null,\"sheet\":\"Données\""
	has "$kind: and all sheets" "$out" '{"name":"Données","hidden":"no"}'
	has "$kind: and no marks of text" "$out" '"delimiter":null,"quote":null'
	has "$kind: for people" "$(dpipe verify --detect book.$kind)" \
		"It is a spreadsheet ($kind) with"
	dpipe verify --suggest book.$kind 2>/dev/null >book.dpr
	has "$kind: a recipe names the sheet" "$(<book.dpr)" \
		'source sheet="Données" skip=0'
	run dpipe clean -q -r book.dpr book.$kind
	ok "$kind: and runs" test "$status" -lt 2
	is "$kind: analyse" "$(dpipe analyse count book.$kind)" \
		"$(dpipe analyse count --sheet Données book.$kind)"
done
is '--sheet takes a name' "$(clean --sheet Caché book.ods)" 'non lu'
is 'and a number' "$(clean --sheet 1 book.ods)" 'non lu'
run dpipe clean --sheet Nulle book.ods
is 'a sheet that is not there is a wrong argument' "$status" 2
has 'and they are listed' "$err" '3 sheets: Caché (hidden), Vide, Données'
run dpipe clean --sheet 1 towns.csv
has 'a text has no sheets' "$err" 'towns.csv is no spreadsheet'
printf 'dump\nEnd\nEnter\nwait\ndump\n' >keys
run dpipe --script keys book.xlsx
has 'the interface asks which sheet' "$out" '2 sheets. Which one?'
like 'hidden ones are told' "$out" 'caché +hidden'
has 'and opens it' "$out" 'Aix-en-Provence'

# ---- no table ----------------------------------------------------------

printf '<!doctype html><title>404</title>' >page.csv
printf '{"total": 0, "data": []}\n' >page.json
printf '%%PDF-1.7' >doc.pdf
for file in page.csv page.json doc.pdf; do
	for call in clean verify 'verify --detect' 'analyse describe' \
		'present chart bar -x a -y b'; do
		read -ra words <<<"$call"
		run dpipe "${words[@]}" "$file"
		is "$call $file is refused" "$status" 3
		has 'by its name' "$err" "$file is a"
		is 'without a word of output' "$out" ''
	done
done
head -c 40 towns.gzip >cut.gz
printf 'kept\n' >out.csv
run dpipe clean cut.gz -o out.csv
is 'a cut file is an error' "$status" 3
has 'that says so' "$err" 'cut.gz is damaged or cut'
is 'and nothing was written' "$(<out.csv)" kept
LANGUAGE=fr run dpipe clean doc.pdf
has 'in French too' "$err" 'est un document PDF'
LANGUAGE=fr run dpipe clean - <doc.pdf
has 'with its article' "$err" "l'entrée standard est un document PDF"
LANGUAGE=fr run dpipe clean - <.
has 'as well here' "$err" "impossible de lire l'entrée standard"
done_testing
