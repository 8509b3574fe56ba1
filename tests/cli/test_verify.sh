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
	"$(<findings)" \
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
like 'a repair says why' "$(<raw.dpr)" \
	$'# Code INSEE: [^\n]*23[^\n]*“5023”[^\n]*\ncode "Code INSEE"'
has 'dates: the order that the column proves' "$(<raw.dpr)" \
	'date "Mise à jour le" order=dmy'
has 'what could lose records is off' "$(<raw.dpr)" 'off dedupe Identifiant'
look clean.csv
is 'verified again, hardly anything is left' "$(<findings)" \
	"swapped-coordinates error 1 latitude
suspicious-value warning 1 entrees_annuelles_2023
suspicious-value note 1 fauteuils_places
deviated-value note 1 latitude
deviated-value note 1 longitude"
verify --suggest "$srcdir/tests/data/verify/associations.csv" >other.dpr
has 'the other order too' "$(<other.dpr)" 'date date order=mdy'
unlike 'a broken code is not taken for a number' "$(<other.dpr)" \
	'number SIRET'
run "$DPIPE" clean -r other.dpr "$srcdir/tests/data/verify/associations.csv"
has 'its recipe runs' "$err" 'Values that could not be read: 0'
has 'and repairs' "$out" '2,Comité des fêtes,"3,56E+13",Gap,1300,12.00,2021-03-04'
has 'what nobody sees' "$out" ',Club nautique,'
has 'it reads the file as it was read' "$(<raw.dpr)" \
	$'\nsource encoding=windows-1252 delimiter=";" quote="\\"" skip=3 '
printf '\n1;2\n3;4\nTotal;6\n' >below.csv
printf 'a;b' | cat - below.csv >foot.csv
has 'up to the lines below it' "$(verify --suggest foot.csv)" ' footer=1'
run verify --suggest "$srcdir/sample-data/departements-paca.csv"
is 'nothing to suggest is a recipe of nothing' \
	"$(grep -v '^#' <<<"$out" | cut -d ' ' -f 1)" $'dpipe-recipe\nsource'
has 'said on standard error' "$err" 'nothing to suggest'
is 'and no failure' "$status" 0
printf 'n°,x,y,lot\n1,0012,"0012,5","12,5"\n2,0450,"0450,0",0007\n3,1300,"1300,5","7,5"\n' \
	>zeros.csv
verify --suggest zeros.csv >zeros.dpr
unlike 'codes with zeros in front are not taken for numbers' \
	"$(<zeros.dpr)" 'number x|number y'
has 'one code among numbers does not keep them from being read' \
	"$(<zeros.dpr)" 'number lot locale=fr'
run "$DPIPE" clean -r zeros.dpr zeros.csv
has 'the code stays' "$out" '2,0450,"0450,0",0007'
has 'and is reported' "$err" '0007'
run verify --suggest "$cinemas/cinemas-propre.csv"
like 'what could lose values is off' "$out" $'\noff na entrees tokens="99999"'

# ---- records of the wrong width ----
printf '%s\n' id,nom,ville,prix 1,Alpha,Gap,12 2,Beta,Nice,13,5 \
	3,Gamma,Toulon,14 4,Delta,Digne 5,Eps,Gap,9 >surplus.csv
run verify surplus.csv
has 'a record too long has its line' "$out" 'line 3 has 5 cells instead of 4'
has 'so has one too short' "$out" 'line 5 has 3 of 4 cells'
unlike 'what was joined is no decimal comma' "$out" 'French notation'
has 'what was not looked at is said' "$out" '2 records are not as wide'
verify --json surplus.csv >out.json
ok 'the column is judged by the others' grep -q \
	'"column":"prix","type":"number","of_type":3,"others":0,"missing":0' \
	out.json
verify --suggest surplus.csv >surplus.dpr 2>/dev/null
unlike 'nothing is suggested for it' "$(<surplus.dpr)" $'\nnumber'
has 'but where to look' "$(<surplus.dpr)" '# - Records that are too long'
printf '%s\n' 'a;b;c' '1;2;x' '3;4;y;z' '5;6;x' '7;8;x' >most.csv
look most.csv
is 'what is so in most records is not said of all' \
	"$(total constant-column)" 0
printf '%s\n' 'a;b;c;' '1;2;3' '4;5;6' '7;8;9' >trailing.csv
run verify --json trailing.csv
has 'a header with a delimiter too many: records count' "$out" \
	'"column":"a","type":"number","of_type":3'
has 'and makes no column' "$out" '"records":3,"columns":3'
has 'which is told' "$out" '"code":"extra-cell"'

# ---- yes and no ----
printf 'id;accès;ouvert;coche;plan\n' >answers.csv
for record in '1;O;Vrai;X;1' '2;N;FAUX;;0' '3;Oui;1;oui;1' '4;Non;0;non;' \
	'5;Oui;Vrai;x;0' '6;Non;;;NC'; do
	echo "$record"
done >>answers.csv
look answers.csv
is 'O and N beside Oui and Non' "$(one inconsistent-values accès)" 2
is '1 and 0 beside Vrai and Faux' "$(one inconsistent-values ouvert)" 2
is 'X beside oui and non' "$(one inconsistent-values coche)" 2
is 'one notation is none too many' "$(one inconsistent-values plan)" ''
verify --suggest answers.csv >answers.dpr
has 'the repair is a list' "$(<answers.dpr)" \
	'edit accès "O" -> "Oui", "N" -> "Non"'
has 'to the notation most answers have' "$(<answers.dpr)" \
	'edit ouvert "1" -> "Vrai", "0" -> "FAUX"'
LANGUAGE=fr verify answers.csv >said || :
has 'in French too' "$(<said)" 'dit oui et non de plusieurs façons'
{
	echo 'id,sexe,sens,coche,reponse,actif,enfants,classe,choix'
	for i in 1 2 3 4 5 6; do
		echo "$i,M,N,X,V,1,0,O,1"
		echo "9$i,F,O,,F,0,$i,N,0"
		echo "8$i,F,S,,V,1,non,V,X"
	done
} >letters.csv
look letters.csv
is 'letters that are no answers are left alone' \
	"$(total inconsistent-values)" 0

printf '%s\n' nom,ville 'A. Dupont,Gap' 'D. Dupont,Aix' "L'Isle,Nice" Isle,Nice \
	>initials.csv
look initials.csv
is 'an initial is no article: two persons are not one' \
	"$(one inconsistent-values nom)" 1

# ---- one number or another ----
printf 'id;prix\n1;1.234\n2;12.345\n3;1.5\n4;12,5\n5;3,25\n' >two.csv
look two.csv
is 'a point before three digits beside decimal commas' \
	"$(one ambiguous-number prix)" 2
printf 'id;prix\n1;1.234\n2;12.345\n3;1.5\n' >points.csv
look points.csv
is 'points alone are decimal points' "$(total ambiguous-number)" 0

# ---- dates that cannot be ----
printf '%s\n' id,remarque,debut 1,ouvert,03/04/2021 2,31/02/2024,12/05/2021 \
	3,fermé,25/05/2021 4,29/02/2023,13/13/2021 5,"31 février 2022",2021-13-01 \
	'6,2024-02-30 10:00,30/06/2021' 7,12/03/2021,31/06/21 >never.csv
look never.csv
is 'among remarks' "$(one impossible-date remarque)" 4
is 'among dates' "$(one impossible-date debut)" 3
is 'they are not said twice' "$(total type-error)" 0
run verify never.csv
has 'with their places' "$out" 'lines 3 “31/02/2024”, 5 “29/02/2023”'
{
	echo 'dossier,piece,taux,tel,lot'
	for i in 11 12 13 14 15 16 17 18; do
		echo "2021-$i-40,2021-$i-${i}x,31/02,04.91.$i.34.56,31.02.$i"
	done
	echo '2021-04-12,31/02/2024 ou après,13/2024,04.91.12.34.57,1.31.02.2024'
} >nodates.csv
look nodates.csv
is 'references, ratios and numbers of other kinds are no dates' \
	"$(total impossible-date)" 0
printf '%s\n' ville,date Gap,1900-01-01 Nice,0000-00-00 Aix,2021-03-04 >zero.csv
look zero.csv
is "a database's zero is a date that fills a gap" "$(total fallback-date)" 2
{
	echo nom,naissance
	for i in 1 2 3 4 5 6 7 8 9; do
		echo "n$i,196$i-0$i-12"
		echo "m$i,197$((i % 3))-0$i-03"
	done
	echo z,1970-01-01
} >births.csv
look births.csv
is '1 January 1970 among dates of 1970 is one of them' \
	"$(total fallback-date)" 0
printf '%s\n' d 25/03/2021 26/03/2021 03/27/2021 >orders.csv
look orders.csv
is 'two orders of day and month' "$(total mixed-date-order)" 1
unlike 'cannot be read in one go' "$(verify --suggest orders.csv 2>&1)" \
	$'\ndate'
printf '%s\n' d 21-03-12 22-04-25 23-05-30 >years.csv
unlike 'nor can a year be told from a day' \
	"$(verify --suggest years.csv 2>&1)" $'\ndate'
printf '%s\n' d 21-03-12 22-04-25 23-05-45 >years.csv
has 'unless one of them is no day' "$(verify --suggest years.csv)" \
	'date d order=dmy'

# ---- tables without records ----
printf 'a,b,c\n' >header.csv
printf 'Titre\n\nid;nom;date\n' >titled.csv
: >empty.csv
printf '\n\n  \n' >blank.csv
for file in header titled; do
	run verify "$file.csv"
	is "$file: a finding" "$status" 1
	has "$file: that there are no records" "$out" 'a header and no records'
done
for file in empty blank; do
	run verify "$file.csv"
	is "$file: a finding" "$status" 1
	has "$file: that there is nothing" "$out" 'The file holds nothing.'
	has "$file: and nothing else" "$out" '1 warning.'
done

# ---- totals, units, names ----
printf '%s\n' 'ville;entrees' 'Gap;10' 'Nice;20' 'Sous-total 1;30' 'Aix;7' \
	'Arles;8' >totals.csv
look totals.csv
is 'a total among the records' "$(one total-row ville)" 1
has 'is left out by a step that is off' "$(verify --suggest totals.csv)" \
	'off drop cells["ville"] == "Sous-total 1"'
printf '%s\n' enseigne,ville Total,Gap Avia,Nice Total,Aix Total,Arles Esso,Gap \
	>brand.csv
look brand.csv
is 'a brand is no total' "$(total total-row)" 0
printf '%s\n' nom,duree,poids,adresse A,'3 h','4 kg','12 rue A' B,'4 h',5,2A \
	C,'2.5 h','700 g','3 m' >units.csv
look units.csv
is 'numbers with their unit' "$(one unit-in-cell duree)" 3
is 'with several' "$(one unit-in-cell poids)" 2
is 'an address is none' "$(total unit-in-cell)" 5
printf '%s\n' 'surface,distance_km,valeur,colonne 3,valeur_locative' 1,2,3,4,5 \
	>vague.csv
run verify vague.csv
has 'names that say nothing' "$out" 'next to nothing: valeur, colonne 3.'
has 'measures without a unit' "$out" 'states no unit: surface.'
is 'are no more than notes' "$status" 0
printf '%s\n' nom,ville Ã‰cole,Gap 'CafÃ© de la forÃªt',Nice été,Aix >moji.csv
has 'broken accents are given back' "$(verify --suggest moji.csv)" \
	$'\nmojibake nom'
awk 'BEGIN { print "a,b"; for (i = 0; i < 20000; i++) print i ",x" i }' \
	>run.csv
look run.csv
is 'nines and a zero in a run of numbers are numbers' \
	"$(total suspicious-value)" 0

# ---- each repair repairs ----
# steps FILE: code and column of what has a recipe line
steps() {
	verify --json "$1" | awk '{ gsub(/\{"code":/, "\n&"); print }' |
		grep -v '"repair":null' |
		sed -n 's/^{"code":"\([^"]*\)","level":"[a-z]*","column":\(null\|"[^"]*"\),.*/\1 \2/p' |
		sort
}
printf 'SIRET;Raison sociale;Code postal;Création;CA;Ouvert;Tél\r\n%s' \
	$'35600000000048;La Poste;75015;01/01/1900;1 234,50 €;Oui;0123456789\r\n' \
	$'3,56E+13;Café de la Gare ;5000;12/03/2019;NC;Non;491123456\r\n' \
	$'73282932000074;CAFE DE LA GARE;13001;2020-04-05;99999;O;491123457\r\n' \
	$'73282932000074;Café  de la gare;1300;25 mars 2021;n.d.;N;04.91.12.34.58\r\n' \
	$'73282932000074;Café  de la gare;1300;25 mars 2021;n.d.;N;04.91.12.34.58\r\n' |
	iconv -f utf-8 -t windows-1252 >export.csv
printf 'a,b\n1,\0002\n3,4\n5,6\n' >nul.csv
for file in export answers trailing zero totals units moji nul surplus never \
	header empty limit; do
	steps "$file.csv" >before
	verify --suggest "$file.csv" 2>/dev/null |
		sed 's/^off //; /^headers$/d' >"$file.dpr"
	run "$DPIPE" clean -r "$file.dpr" "$file.csv" -o "$file.clean.csv"
	ok "$file: the recipe runs" test "$status" -lt 2
	[ "$file" = never ] ||
		unlike "$file: to the end" "$err" 'could not be read: [1-9]'
	steps "$file.clean.csv" >after
	is "$file: what it repairs is gone" \
		"$(comm -12 before after | grep -v awkward)" ''
	verify --suggest "$file.csv" 2>/dev/null | grep '^# - ' >rest
	is "$file: what it does not is in its comments" "$(wc -l <rest)" \
		"$(verify --json "$file.csv" | grep -o '"repair":null' | wc -l)"
done
is 'there was something to repair' "$(wc -l <before)" 0
steps export.csv >before
ok 'and a lot of it' test "$(wc -l <before)" -gt 9

# ---- whatever happens, one JSON document ----
head -c 4000 "$(command -v bash)" >binary.csv
for file in empty blank header binary nowhere surplus nul; do
	run verify --json "$file.csv"
	ok "$file: JSON" json <"$tap_dir/out"
	case $file in
	binary | nowhere) is "$file: status" "$status" 3 ;;
	*) is "$file: status" "$status" 1 ;;
	esac
done
verify --json binary.csv >out.json 2>said || :
has 'what could not be read says why' "$(<out.json)" '{"error":"binary.csv'
has 'on standard error as well' "$(<said)" 'binary.csv'

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
has 'also when the counts change' "$(<log.csv)" \
	',blank,demandé à la région'
unlike 'findings that are gone go' "$(<log.csv)" 'swapped'
cp before.csv log.csv
run verify --log log.csv --decide 'fallback-date: empty; nobody knows the day' \
	--decide 'suspicious-value Fauteuils (places) : ask' "$raw"
is 'a decision is no verdict' "$status" 0
has 'what was decided is shown' "$out" 'nobody knows the day'
has 'and how much is open' "$out" 'findings are without a decision yet'
has 'it stands in the log' "$(grep '^[^,]*,fallback-date' log.csv)" \
	',empty,nobody knows the day'
is 'of the one that is meant' "$(grep -c ',ask,$' log.csv)" 1
has 'beside what stood there' "$(<log.csv)" ',blank,demandé à la région'
verify --log log.csv --decide 'suspicious-value:' "$raw" >/dev/null
is 'it can be taken back' "$(grep -c ',ask,$' log.csv)" 0
cp log.csv before.csv
run verify --log log.csv --decide 'fallback: x' "$raw"
is 'of nothing it is refused' "$status" 2
has 'with what there is' "$err" 'fallback-date'
run verify --log log.csv --decide 'footer Commune: x' "$raw"
has 'in a column that has none, too' "$err" 'no finding footer in a column Commune'
run verify --log log.csv --decide 'fallback-date' "$raw"
has 'and what is no decision' "$err" 'FINDING COLUMN: DECISION; REMARK'
run verify --decide 'fallback-date: x' "$raw"
has 'and where there is no log' "$err" '--log FILE'
ok 'then the log stays' cmp before.csv log.csv
awk '/,whitespace,warning,Commune,/ { sub(/,,$/, ",trim,") } { print }' \
	log.csv >edited && mv edited log.csv
cp log.csv before.csv
verify --log log.csv "$raw" >/dev/null
ok 'one level is not another' cmp before.csv log.csv
printf 'a,b\n1,2\n' >mine.csv
run verify --log mine.csv "$raw"
is 'no other table is taken for a log' "$status" 3
is 'nor overwritten' "$(<mine.csv)" $'a,b\n1,2'
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
