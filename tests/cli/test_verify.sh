#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dpipe verify: what it sees, how it says so, and the recipe it proposes.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
cinemas=$srcdir/sample-data/cinemas-paca
raw=$cinemas/cinemas-brut.csv
mkdir "$tap_dir/work" && cd "$tap_dir/work" || exit 99

verify() { "$DPIPE" verify "$@"; }
json() { awk -f "$srcdir/tests/lib/json.awk"; }

# look FILE…: its findings into ./findings, a line each: code level count
# column
look() {
	verify --json "$@" | grep -o '"code":"[^"]*","level":"[a-z]*","column":[^}]*"count":[0-9]*' |
		sed 's/"code":"\(.*\)","level":"\(.*\)","column":"*\(.*\),"count":\(.*\)/\1 \2 \4 \3/; s/"$//' \
			>findings
}

# total CODE [LEVEL]: the counts of a finding in all columns
total() {
	awk -v code="$1" -v level="$2" '$1 == code &&
		(level == "" || $2 == level) { n += $3 } END { print n + 0 }' \
		findings
}

# one CODE COLUMN: its count there
one() {
	awk -v code="$1" -v column="$2" '{ c = $0
		sub(/^[^ ]* [^ ]* [^ ]* /, "", c)
		if ($1 == code && c == column) print $3 }' findings
}

# declared DEFECT…: how many SOURCES declares, in all
declared() {
	local d

	for d; do
		grep "^[a-z]*|$d|" "$srcdir/sample-data/SOURCES" | cut -d'|' -f3
	done | awk '{ n += $1 } END { print n }'
}

# ---- the sample file: every defect that can be seen ----
look "$raw"
iconv -f windows-1252 -t utf-8 "$raw" | tr -d '\r' | sed 's/\xc2\xa0/ /g' |
	sed -n '5,200p' >body
is 'codes that lost a zero' "$(total leading-zero-lost)" \
	"$(declared leading-zero-lost)"
is 'cells that say in words that nothing is there' "$(total na-token)" \
	"$(declared missing-nc missing-nd missing-dash)"
is 'lines above the header' "$(total preamble)" "$(declared title-line)"
is 'lines below the table' "$(total footer)" "$(declared footer-line)"
is 'lines that stand twice' "$(total duplicate-row)" \
	"$(declared duplicate-exact)"
is 'identifiers that stand twice' "$(one unique-error Identifiant)" \
	"$(declared duplicate-exact duplicate-near)"
is 'spaces at an end' "$(total whitespace warning)" \
	"$(tr ';' '\n' <body | grep -c '^ \| $')"
is 'spaces inside' "$(total whitespace note)" \
	"$(cut -d';' -f1-3 body | tr ';' '\n' | sed 's/^ *//; s/ *$//' |
		cat - <(iconv -f windows-1252 -t utf-8 "$raw" | sed -n '5,200p' |
			cut -d';' -f1-3 | tr ';' '\n' |
			sed 's/^\( \|\xc2\xa0\)*//; s/\( \|\xc2\xa0\)*$//' |
			grep $'\xc2\xa0') |
		grep -c "  \|"$'\xc2\xa0')"
is 'numbers with a comma' "$(($(one decimal-comma 'Tarif moyen (€)') + \
	$(one decimal-comma Latitude) + $(one decimal-comma Longitude)))" \
	"$(declared decimal-comma)"
is 'numbers with spaces' "$(($(one decimal-comma 'Fauteuils (places)') + \
	$(one decimal-comma 'Entrées annuelles 2023')))" \
	"$(declared thousands-nbsp thousands-space)"
is 'a date that fills a gap' "$(total fallback-date)" \
	"$(declared fallback-date)"
verify "$raw" | tr '\n' ' ' | tr -s ' ' >said
is 'dates in words' "$(grep -o '[0-9]* in words' said |
	awk '{ n += $1 } END { print n }')" "$(declared date-french)"
is 'dates in digits' "$(grep -o '[0-9]* as 12/03/2021' said |
	awk '{ n += $1 } END { print n }')" \
	"$(declared date-dmy fallback-date)"
is 'latitude and longitude exchanged' "$(total swapped-coordinates error)" \
	"$(($(declared coordinates-swapped) / 2))"
is 'a value that stands in for one' \
	"$(one suspicious-value 'Entrées annuelles 2023')" \
	"$(declared placeholder-value)"
is 'a zero among the seats' "$(one suspicious-value 'Fauteuils (places)')" \
	"$(declared zero-seats)"
spellings=$(sed 's/  */ /g; s/ *; */;/g; s/^ //' body |
	awk -F'[;,]' -v clean="$cinemas/cinemas-propre.csv" '
	BEGIN { while ((getline l < clean) > 0) {
		split(l, a, ",")
		town[a[1]] = a[3]
	} }
	!((town[$1], $3) in seen) { seen[town[$1], $3] = 1
		if (++ways[town[$1]] == 2) n++ }
	END { print n }')
is 'towns written in several ways' "$(one inconsistent-values Commune)" \
	"$spellings"
is 'names that differ in spaces only are not among them' \
	"$(one inconsistent-values 'Nom du cinéma')" ''
is 'no error besides the exchanged place' \
	"$(awk '$2 == "error"' findings | wc -l)" 1
run verify "$raw"
is 'a table with warnings: status 1' "$status" 1
has 'a finding has its line' "$out" 'lines 36 “5023”, 39 “6027”'
has 'and its repair' "$out" 'trim Identifiant'
is 'nothing on standard error' "$err" ''

# ---- the clean file ----
look "$cinemas/cinemas-propre.csv"
is 'the clean file has what SOURCES leaves in it and no more' \
	"$(cat findings)" \
	$'suspicious-value warning 1 entrees\nsuspicious-value note 1 fauteuils'
for file in communes departements; do
	run verify "$srcdir/sample-data/$file-paca.csv"
	is "$file: nothing worse than a note" "$status" 0
done
has 'and no finding is no proof' "$out" 'ask who counted'

# ---- another file, other faults ----
look "$srcdir/tests/data/verify/associations.csv"
while read -r code count column; do
	is "$code in $column" "$(one "$code" "$column")" "$count"
done <<'END'
excel-scientific-id 1 SIRET
type-error 3 SIRET
unique-error 1 id
invisible-character 1 nom
mojibake 1 nom
na-token 1 montant
suspicious-value 1 montant
blank-label 1 c10
duplicate-label 1 nom_2
decimal-comma 3 prix
mixed-date-format 6 date
constant-column 1 pays
empty-column 1 vide
END
is 'and no other' "$(awk '{ $2 = $3 = ""; print }' findings |
	grep -cv 'constant-column *nom_2')" 13
awk 'BEGIN { print "a,b"; for (i = 0; i < 65536; i++) print i ",x" i }' \
	>limit.csv
look limit.csv
is 'as many records as a spreadsheet holds' "$(total truncated-value)" 1
printf 'lat,lon\n43.1,5.9\n143.1,5.9\n43.1,\n' >places.csv
run verify places.csv
has 'a place that is nowhere' "$out" '143.1'

# ---- the recipe ----
run verify --suggest "$raw"
is '--suggest succeeds' "$status" 0
printf '%s\n' "$out" >raw.dpr
is 'and gives a recipe' "$(head -n 1 raw.dpr)" 'dpipe-recipe 1'
run "$DPIPE" clean -r raw.dpr "$raw" -o clean.csv
is 'that runs' "$status" 0
has 'every value could be read' "$err" 'Values that could not be read: 0'
is 'and leaves out what stood twice' "$(wc -l <clean.csv)" 181
like 'a repair says why' "$(cat raw.dpr)" \
	$'# Code INSEE: [^\n]*23[^\n]*“5023”[^\n]*\ncode "Code INSEE"'
has 'dates: the order that the column proves' "$(cat raw.dpr)" \
	'date "Mise à jour le" order=dmy'
has 'what could lose records is off' "$(cat raw.dpr)" 'off dedupe Identifiant'
look clean.csv
is 'verified again, hardly anything is left' "$(cat findings)" \
	"swapped-coordinates error 1 latitude
suspicious-value warning 1 entrees_annuelles_2023
suspicious-value note 1 fauteuils_places
deviated-value note 1 latitude
deviated-value note 1 longitude"
verify --suggest "$srcdir/tests/data/verify/associations.csv" >other.dpr
has 'the other order too' "$(cat other.dpr)" 'date date order=mdy'
unlike 'a broken code is not taken for a number' "$(cat other.dpr)" \
	'number SIRET'
run "$DPIPE" clean -r other.dpr "$srcdir/tests/data/verify/associations.csv"
has 'its recipe runs' "$err" 'Values that could not be read: 0'
has 'and repairs' "$out" '2,Comité des fêtes,"3,56E+13",Gap,1300,12.00,2021-03-04'
has 'what nobody sees' "$out" ',Club nautique,'
printf 'n°,x,y,lot\n1,0012,"0012,5","12,5"\n2,0450,"0450,0",0007\n3,1300,"1300,5","7,5"\n' \
	>zeros.csv
verify --suggest zeros.csv >zeros.dpr
unlike 'codes with zeros in front are not taken for numbers' \
	"$(cat zeros.dpr)" 'number x|number y'
has 'one code among numbers does not keep them from being read' \
	"$(cat zeros.dpr)" 'number lot locale=fr'
run "$DPIPE" clean -r zeros.dpr zeros.csv
has 'the code stays' "$out" '2,0450,"0450,0",0007'
has 'and is reported' "$err" '0007'
run verify --suggest "$cinemas/cinemas-propre.csv"
is 'nothing to suggest is said' "$out" ''
has 'on standard error' "$err" 'nothing to suggest'

# ---- the log ----
run verify --log log.csv "$raw"
is 'a log has a line a finding' "$(wc -l <log.csv)" \
	"$(($(verify --json "$raw" | grep -o '"code":' | wc -l) + 1))"
is 'under these names' "$(head -n 1 log.csv)" \
	'file,finding,level,column,count,line,value,sentence,repair,decision,remark'
awk 'NR == 2 { sub(/,,$/, ",swap,\"seen on the map,\nby two people\"") }
	/mixed-date.*à jour/ { sub(/,,$/, ",blank,demandé à la région") }
	{ print }' log.csv >edited && mv edited log.csv
cp log.csv before.csv
verify --log log.csv "$raw" >/dev/null
ok 'what a person wrote stays' cmp before.csv log.csv
head -n 150 "$raw" >part.csv
verify --log log.csv part.csv >/dev/null
has 'also when the counts change' "$(cat log.csv)" \
	',blank,demandé à la région'
unlike 'findings that are gone go' "$(cat log.csv)" 'swapped'
printf 'a,b\n1,2\n' >mine.csv
run verify --log mine.csv "$raw"
is 'no other table is taken for a log' "$status" 3
is 'nor overwritten' "$(cat mine.csv)" $'a,b\n1,2'
cp "$raw" raw.csv
run verify --log raw.csv raw.csv
is 'nor the file itself' "$status" 2
ok 'it is as it was' cmp "$raw" raw.csv

# ---- for programs ----
verify --json "$raw" >out.json
is '--json: the same status' "$?" 1
ok 'it is JSON' json <out.json
ok 'types have names that do not change' grep -q \
	'"column":"Latitude","type":"number_fr"' out.json
LANGUAGE=fr verify --json "$raw" >fr.json
sed -i 's/"\(sentence\|why\|how\|repairs\)":"\([^"\\]\|\\.\)*"//g' \
	fr.json out.json
ok 'only sentences depend on the language' cmp fr.json out.json
run verify --detect --json "$raw"
is '--detect succeeds' "$status" 0
for fact in '"encoding":"windows-1252"' '"delimiter":";"' '"newline":"crlf"' \
	'"header_rows":1' '"preamble_lines":3' '"columns":15'; do
	has "it finds $fact" "$out" "$fact"
done
ok 'as JSON' json <"$tap_dir/out"
run verify --detect "$raw"
has 'and says why' "$out" 'it is not UTF-8'
run verify - <"$raw"
is 'standard input can be verified' "$status" 1
has 'to the last line' "$out" 'Records:   196'
run verify --detect - <"$srcdir/tests/data/clean/utf16le.in.csv"
has 'or detected' "$out" 'utf-16le'
done_testing
