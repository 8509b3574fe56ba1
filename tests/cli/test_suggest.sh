#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dpipe clean --suggest and --auto: what a table asks for, and what it does not.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
sample=$srcdir/sample-data
mkdir "$tap_dir/work" && cd "$tap_dir/work" || exit 99

clean() { "$DPIPE" clean "$@"; }
json() { awk -f "$srcdir/tests/lib/json.awk"; }

# ---- a table that needs much ----
run clean --suggest "$sample/cinemas-paca/cinemas-brut.csv"
is '--suggest succeeds' "$status" 0
is 'and says nothing else' "$err" ''
has 'each step has its reason' "$out" \
	$'\n# Commune: values that start or end with a space: 6,'
has 'the cells it changes' "$out" $'\n#   cells that change: 174\n'
has 'its riskiest examples' "$out" \
	'#     line 7: "n.d." becomes "" (emptied)'
has 'the records it leaves out' "$out" '; records left out: 16'
like 'and some of them' "$out" \
	$'; records left out: 16\n# +line 33: "CIN-0167;[^#]* is left out'
like 'what a person has to agree to is off' "$out" $'\noff dedupe Identifiant'
is 'of one kind, those first that change most' \
	"$(grep '^number' <<<"$out" | head -n 2)" \
	$'number "Tarif moyen (€)" locale=fr
number "Entrées annuelles 2023" locale=fr'
printf '%s\n' "$out" >all.dpr
ok 'the recipe runs' test \
	"$(clean -q -r all.dpr "$sample/cinemas-paca/cinemas-brut.csv" \
		2>/dev/null | wc -l)" = 181
run clean --suggest --json "$sample/cinemas-paca/cinemas-brut.csv"
ok '--json is one document' json <"$tap_dir/out"
has 'with a row for each step' "$out" \
	'"step":"trim Commune","finding":"whitespace","cells_changed":6,'

# ---- only what cannot lose anything ----
printf 'ville;prix;code;\n Gap;1,5;05000;\nAix\xc2\xa0en  Pce;2;5100;\nGAP;NC;05000;\n' \
	>messy.csv
run clean --auto messy.csv
is '--auto: spaces and empty columns, nothing else' "$out" 'ville,prix,code
Gap,"1,5",05000
Aix en Pce,2,5100
GAP,NC,05000'
has 'what was done is said' "$err" 'trim'
printf '%s\n' "$out" >once.csv
is 'once is enough' "$(clean -q --auto once.csv 2>/dev/null)" "$out"
run clean --auto -n --json messy.csv
ok 'it can be tried' json <"$tap_dir/out"
clean --auto -q --audit audit.csv -o out.csv messy.csv
is 'and accounted for' "$(grep -cE '^[0-9].*,(trim|squeeze),' audit.csv)" 2

# ---- answers that many people gave ----
{ echo sexe,avis; for i in 1 2 3 4 5 6; do echo "F,$((i % 2))"; done; } >poll.csv
run clean --suggest poll.csv
has 'that most records stand twice is said' "$out" 'Records that stand twice: 4'
unlike 'and taken for no accident' "$out" $'\ndedupe'

# 5 x 5 x 5 answers of 60 people; lowest and highest of 120 days.
awk 'BEGIN { srand(7); print "q1,q2,q3"; for (i = 0; i < 60; i++)
	print int(rand() * 5) "," int(rand() * 5) "," int(rand() * 5) }' \
	>likert.csv
awk 'BEGIN { srand(7); print "tmin,tmax"; for (i = 0; i < 120; i++) {
	t = int(rand() * 15); print t "," t + 5 + int(rand() * 8) } }' >days.csv
printf 'note\n%s\n' 12 9 12 15 8 >notes.csv
for name in likert days notes; do
	run clean --suggest "$name.csv"
	has "$name: records stand twice" "$out" 'Records that stand twice: '
	unlike "$name: by chance" "$out" 'dedupe$'
done
printf '%s\n' nom,ville Ada,Gap Bob,Nice Ada,Gap Eve,Gap >twice.csv
has 'names tell records apart: one is there twice' \
	"$(clean --suggest twice.csv)" $'\ndedupe'
awk 'BEGIN { print "a,b,c,d"; for (i = 0; i < 400; i++) { k = i % 390
	print "a" k % 20 ",b" int(k / 20) ",c" k * 7 % 97 ",d" k * 3 % 89 } }' \
	>rich.csv
has 'no column does, but all together do: off' \
	"$(clean --suggest rich.csv)" $'\noff dedupe'

# ---- spellings ----
printf '%s\n' id,mel 1,jean.paul@ex.fr 2,paul.jean@ex.fr 3,A.B@ex.fr \
	4,a.b@ex.fr 5,a-b@ex.fr 6,jean.paul@ex.fr >mails.csv
run clean --suggest mails.csv
has 'addresses of e-mail differ in capitals only' "$out" $'\nemail mel'
unlike 'not in the order of their parts' "$out" $'\ncluster'
is 'each of two people keeps one' "$(clean -q -r - mails.csv <<<"$out" |
	cut -d, -f2 | sort -u | tr '\n' ' ')" \
	'a-b@ex.fr a.b@ex.fr jean.paul@ex.fr mel paul.jean@ex.fr '
# ---- dates that do not exist tell what they were meant to be ----
printf '%s\n' id,jour 1,03/25/2020 2,31/06/2020 3,12/03/2021 >slips.csv
run clean --suggest slips.csv
unlike 'the month comes first in one, the day in another' "$out" $'\ndate'
is 'and none is guessed' "$(clean -q -e 'date jour' slips.csv)" 'id,jour
1,2020-03-25
2,31/06/2020
3,12/03/2021'

{ echo avis,n; for n in un deux trois quatre cinq six; do
	echo "Très bien, $n fois,1"; done; echo 'Parfait !,2'; echo 'parfait,3'
} | sed 's/^\(.*\),\([0-9]\)$/"\1",\2/' >texts.csv
run clean --suggest texts.csv
has 'texts that are all different: two of them are one' "$out" \
	'“Parfait !” and “parfait”'
unlike 'which is for a person to settle' "$out" $'\ncluster'
sed 's/, [a-z]* fois//' texts.csv >answers.csv
run clean --suggest answers.csv
has 'values that come again: in groups' "$out" $'\ncluster avis '
printf '%s\n' nom,n 'ASS. Sportive,1' 'Ass. Sportive,2' 'Club,3' 'Club,4' \
	>clubs.csv
run clean --suggest clubs.csv
has 'the better form stays, not the first' "$out" \
	'"ASS. Sportive" becomes "Ass. Sportive"'

# ---- what another column tells apart ----
quiet() {
	run clean --suggest "$1.csv"
	unlike "$2" "$out" $'\ncluster|written in several ways'
}
printf '%s\n' code_insee,commune 16136,'La Faye' 41081,Faye 59350,Lille \
	>communes.csv
quiet communes 'two communes have two codes'
printf '%s\n' commune,code Mées,40179 'Les Mées',04116 Pin,70410 \
	'Le Pin',03208 'Le Pin',14504 Lille,59350 Gap,05061 Nice,06088 \
	Aix,13001 Arles,13004 >pins.csv
quiet pins 'so have those of one name, in a list'
printf '%s\n' id,nom 1,'Martin Bernard' 2,'Bernard Martin' 3,'Ada Roux' \
	>people.csv
quiet people 'two people have two numbers'
{ echo annee,commune,code; for i in 1 2 3; do printf "$((2019 + i)),%s\n" \
	'La Faye,16136' 'Faye,41081' 'Lille,59350'; done; } >years.csv
quiet years 'a code that comes again with its commune tells it, too'
{ cat years.csv; printf '2020,%s\n' LILLE,59350 lille,59350; } >good.csv
run clean --suggest good.csv
has 'other spellings are brought together, those are left' "$out" \
	$'\ncluster commune method=fingerprint-fr except="La Faye|Faye"'
is 'and stay' "$(clean -q -r - good.csv <<<"$out" | cut -d, -f2 |
	sort | uniq -c | tr -s ' \n' ' ')" ' 3 Faye 3 La Faye 5 Lille 1 commune '
{ cat communes.csv; printf '%s\n' 59350,LILLE; } >few.csv
has 'however few they are' "$(clean --suggest few.csv)" \
	$'\ncluster commune method=fingerprint-fr except="La Faye|Faye"'
# A number for each record tells nothing of a town that comes again and again.
{ echo id,ville; for i in {1..30}; do case $((i % 5)) in
	0) echo "$i,La Faye" ;; 1 | 2) echo "$i,Faye" ;; *) echo "$i,Gap" ;;
	esac; done; } >messy.csv
has 'records have numbers: the spellings are asked for' \
	"$(clean --suggest messy.csv)" $'\ncluster ville '
printf '%s\n' id,ville 1,'St Etienne' 2,Saint-Étienne 3,Gap 4,Gap >st.csv
has 'so are those of the same words' "$(clean --suggest st.csv)" \
	$'\ncluster ville '

# ---- blanks that say a level ----
printf '%s\n' poste,montant 'Charges,9' '  Achats,5' '    Matières ,3' \
	'    Fournitures,2' '  Services,4' 'Produits,8' '  Ventes,8' >plan.csv
run clean --suggest plan.csv
has 'they are told' "$out" \
	'poste: values set in by blanks, level under level (2, 4 of them): 5,'
has 'trim is for a person to decide' "$out" $'\noff trim poste'
is '--auto leaves them' "$(clean -q --auto plan.csv 2>/dev/null)" \
	"$(<plan.csv)"
printf '%s\n' poste,n 'Ensemble,1' '  Hommes,2' '  Femmes,3' 'Actifs,1' \
	'  Hommes,2' '  Femmes,3' >two.csv
is 'two levels are enough' "$(clean -q --auto two.csv 2>/dev/null)" \
	"$(<two.csv)"
# Nobody indents so: blanks of any number, of one number, flush right.
for values in 'a |  b| c|   d|e|  f|g|   h' ' a| bb| cc| d| e| f| g| h' \
	'   1|  12| 123|   4|  56| 789|   1|1234'; do
	{ echo x,y; tr '|' '\n' <<<"$values" | sed 's/$/,1/'; } >chance.csv
	is "$values: by chance" "$(clean -q --auto chance.csv 2>/dev/null)" \
		"$(sed 's/^ *//; s/ *,/,/' chance.csv)"
done

# ---- tables that are clean ----
for table in "$sample"/*.csv "$sample"/cinemas-paca/cinemas-propre.csv \
	"$sample"/example/clean/*.csv "$sample"/example/results/*.csv; do
	name=${table#"$sample/"}
	run clean --suggest "$table"
	is "$name: --suggest proposes nothing that is on" \
		"$(grep -vE '^(#|off |dpipe-recipe|source )' <<<"$out")" ''
	has "$name: and says so" "$err" 'nothing to suggest'
	clean -q "$table" >plain.csv 2>/dev/null
	clean -q --auto "$table" >auto.csv 2>/dev/null
	ok "$name: --auto changes nothing" cmp plain.csv auto.csv
done

# Words that say "no value" elsewhere, letters that are no spelling, commas
# that part nothing, signs that are no codes of HTML.
{
	echo 'pays,initiales,version,trimestre,last_name,adresse,libelle,lot'
	i=0
	for pays in NA FR DE IT ES PT BE CH AT SE NO DK; do
		i=$((i + 1))
		echo "$pays,A. B.,1.$i.2,2024-Q$((i % 4 + 1)),Martin," \
			"$i; rue de l'Eau; Gap,R&D,1-$i"
		echo "FR,B. A.,2.$i.1,2023-S1,Null,$i; rue du Lac; Nice,5 < 6,A-2"
		echo "GB,B. C.,$i.2.1,2023-S2,May,$i; rue du Pont; Gap,x,B-2"
	done | sed 's/, /,/'
} >odd.csv
run clean --suggest odd.csv
is 'an unusual table that is clean: nothing that is on' \
	"$(grep -vE '^(#|off |dpipe-recipe|source )' <<<"$out")" ''
has 'it says so' "$err" 'nothing to suggest'

# The shape of the others tells a code from a word that says "no value".
while read -r name values; do
	{ echo "$name,n"; n=0; for value in $values $values; do
		echo "$value,$((n += 1))"; done; } >codes.csv
	unlike "$name: $values: codes all of them" \
		"$(clean --suggest codes.csv)" $'\nna '
done <<'END'
Pays FR DE NO NC
region na nc hf oc
signe + -
effet ++ + - --
symbole Na Nd S N Cl Os K
prenom Anna Inès Nan Na Nil Nadia
END
while read -r name values; do
	{ echo "$name,n"; n=0; for value in $values $values; do
		echo "$value,$((n += 1))"; done; } >codes.csv
	has "$name: $values: one is none" "$(clean --suggest codes.csv)" \
		$'\nna '"$name"
done <<'END'
avis OUI NON NC
sexe M F NR
montant 12 -
ville Gap Nice NC
taille S M L -
END

# ---- what spreadsheets and web pages leave behind ----
{
	echo 'date_debut;tranche;gene;siret;region;langues;gps;montant'
	for i in {1..6}; do
		echo "$((43830 + i));2-$i;BRCA$i;35600000000048;Bretagne;fr;" \
			'"48,85;2,3";12 €'
		echo "$((43930 + i));5-mai;SEPT$i;356 000 000 00048;" \
			'"P&amp;L";en;"48,1;2,2";3,50 €'
		echo "2020-01-0$i;3-$i;2-sept;73282932000074;" \
			'"C&ocirc;te";fr, en;;7 €'
	done | sed 's/; /;/'
} >left.csv
run clean --suggest left.csv
has 'days as numbers: off, with the day one of them would be' "$out" \
	'such as “43831” (line 2), which would be 2020-01-01.'
has 'the step that reads them' "$out" $'\noff date date_debut excel=1900\n'
has 'codes that became days: off, with what they may have been' "$out" \
	$'\noff edit tranche "5-mai" -> "5-5"\n'
has 'or a word that nothing brings them back' "$out" \
	'- gene: codes turned into dates: 6, such as “2-sept” (line 4).'
has 'codes with blanks' "$out" $'\ncode siret kind=siret pad=yes\n'
has 'characters of web pages' "$out" $'\nentities region\n'
has 'lists: off, with their separator' "$out" \
	$'\noff split-cells langues by=","\n'
has 'places' "$out" $'\ncoords gps\n'
has 'a currency goes into the name when it leaves the cells' "$out" \
	$'\nrename montant -> montant_eur\n'
printf '%s\n' "$out" | sed 's/^off //' >left.dpr
run clean -q -r left.dpr left.csv
is 'all of it runs' "$(head -n 4 <<<"$out")" \
	'date_debut,tranche,gene,siret,region,langues,gps,montant_eur
2020-01-01,2-1,BRCA1,35600000000048,Bretagne,fr,"48.85,2.3",12
2020-04-10,5-5,SEPT1,35600000000048,P&L,en,"48.1,2.2",3.50
2020-01-01,3-1,2-sept,73282932000074,Côte,fr,,7'
sed '1s/montant/Montant/' left.csv >named.csv
has 'as people write it, where names are so' \
	"$(clean --suggest named.csv)" \
	$'\nrename Montant -> "Montant (€)"\n'
# Every other unit, too: what leaves the cells stands in the name.
units() {
	printf 'id;%s\n' "$1"
	printf '%d;%s\n' 1 "5 $2" 2 "12,5 $2" 3 "8 $2"
}
while IFS=';' read -r name unit new; do
	units "$name" "$unit" >unit.csv
	run clean --suggest unit.csv
	has "$unit leaves the cells of $name for its name" "$out" \
		$'\nrename '"$name -> $new"
	is "$unit: which hold numbers then" "$(grep -v '^headers' <<<"$out" |
		clean -q -r - unit.csv | cut -d, -f2 | sed -n '1p;2p')" \
		"${new//\"/}"$'\n5'
done <<'END'
duree;min;duree_min
Distance;km;"Distance (km)"
surface;ha;surface_ha
conso;kWh;conso_kwh
Température;°C;"Température (°C)"
temperature;°C;temperature_c
vitesse;km/h;vitesse_km_h
taux;%;taux_pct
Taux;%;"Taux (%)"
masse;kg;masse_kg
END
units duree min | sed '1s/$/;duree_min/; 2,$s/$/;1/' >unit.csv
has 'a name that is taken is not given twice' \
	"$(clean --suggest unit.csv)" $'\nrename duree -> "duree (min)"\n'
units 'Durée (min)' min >unit.csv
unlike 'but where the name has it' "$(clean --suggest unit.csv)" $'\nrename'
printf 'a,prix\nx,12 €\ny,3 $\nz,"4,5 €"\nt,7 €\n' >mixed.csv
run clean --suggest mixed.csv
unlike 'two currencies are not taken off' "$out" 'currency=strip'

# ---- what a column does not say is not guessed ----
printf 'id;prix\n1;"1,234.56"\n2;"1,234"\n3;"12,345"\n4;"7.50"\n' >english.csv
has 'one English number: the others are English too' \
	"$(clean --suggest english.csv)" $'\nnumber prix locale=en'
printf 'id;prix\n1;12,345\n2;4,250\n3;812\n' >commas.csv
run clean --suggest commas.csv
has 'decimals or thousands: off' "$out" $'\noff number prix locale=fr'
has 'and why' "$out" 'One and a bit, or a thousand?'
printf 'id;prix\n1;0,345\n2;4,250\n3;812\n' >decimals.csv
has 'a nought before the comma says it' "$(clean --suggest decimals.csv)" \
	$'\nnumber prix locale=fr'
printf 'id;prix\n1;1 234,5\n2;1,234.5\n3;12,5\n4;1,234\n' >both.csv
run clean --suggest both.csv
unlike 'two notations: no step for what may be either' "$out" 'number prix'
has 'which is told' "$out" \
	'prix mixes two notations of numbers: 2 in French, 1 in English'
printf 'id;part\n1;12 %%\n2;0,15\n3;5 %%\n4;0\n' >percent.csv
run clean --suggest percent.csv
unlike 'percents and shares are not made alike' "$out" $'\nnumber part'
has 'they are counted' "$out" '2 × %, 1 × no unit'
rates() {
	local i=0 cell
	printf 'id;%s\n' "$1"
	for cell in "${@:2}"; do printf '%d;%s\n' $((++i)) "$cell"; done
}
rates '% Abs' '19,95 %' 21,4 '18,2 %' '30 %' 22,5 '24,1 %' '27,9 %' >rates.csv
run clean --suggest rates.csv
has 'where the name says per cent, the sign may go' "$out" \
	$'\nnumber "% Abs" locale=fr percent=strip'
for name in Taux 'Taux (pct)'; do
	rates "$name" '19,95 %' 0,214 '18,2 %' '30 %' 0,225 '24,1 %' '27,9 %' \
		>shares.csv
	run clean --suggest shares.csv
	unlike "$name: not from shares of one" "$out" $'\nnumber'
	has "$name: they are counted" "$out" '5 × %, 2 × no unit'
done
sed '1s/.*/id;taux/' rates.csv >rates2.csv
run clean --suggest rates2.csv
unlike 'nor where the name does not say it' "$out" $'\nnumber'
printf 'id;date\n%s\n' '1;12/03/2021' '2;31/02/2021' '3;44197' '4;14/03/2021' \
	'5;30/02/2021' '6;15/03/2021' >serial.csv
run clean --suggest serial.csv
has 'a serial date is told beside dates that do not exist, too' "$out" \
	$'\noff date date excel=1900'
printf 'id;jour\n1;03/04/2021\n2;05/06/2021\n' >days.csv
run clean --suggest days.csv
has 'days that may be months: off' "$out" $'\noff date jour order=dmy'
has 'and why: days' "$out" 'whether the day or the month comes first'
unlike 'one date that tells is enough' \
	"$(sed '$s/05/25/' days.csv >told.csv; clean --suggest told.csv)" \
	$'\noff date'
printf 'id;jour;valeur\n1;03/04/2021;25/04/2021\n2;05/06/2021;06/06/2021\n' \
	>beside.csv
run clean --suggest beside.csv
has 'nor where another column tells: off' "$out" $'\noff date jour order=dmy'
has 'but it is named' "$out" 'In valeur it is the day: this step does the same.'
sed 's|25/04|04/25|' beside.csv >month.csv
run clean --suggest month.csv
has 'and followed' "$out" $'\noff date jour order=mdy'
sed '$s|06/06|06/26|' beside.csv >both.csv
run clean --suggest both.csv
unlike 'unless columns differ' "$out" 'does the same.'

printf 'id;x\n1;UNKNOWN\n2;5\n3;NC\n4;7\n' >words.csv
has 'words of two languages are named, for na knows one at a time' \
	"$(clean --suggest words.csv)" $'\nna x tokens="UNKNOWN|NC"'

# ---- zeros ----
{ echo n,v; for i in {1..60}; do echo "$i,$((i * 7 % 13 - 4))"; done
	echo 61,0; } | sed 's/,0$/,1/; 62s/,1$/,0/' >balance.csv
unlike 'nought between -4 and 8 is a number' \
	"$(clean --suggest balance.csv)" zeros
{ echo n,v; for i in {1..60}; do echo "$i,$((i * 7 % 9 + 2))"; done
	echo 61,0; } >counts.csv
unlike 'so it is where counts start at 2' "$(clean --suggest counts.csv)" zeros
{ echo n,v; for i in {1..60}; do echo "$i,$((i * 7 % 50 + 90))"; done
	echo 61,0; } >seats.csv
has 'far from all others it may be no value' \
	"$(clean --suggest seats.csv)" $'\noff na v tokens="0"'

# ---- --auto leaves what may say something ----
printf 'id,titre\n1,"Où vas-tu\u202f? «\u00a0Là\u00a0», 12\u00a0%%"\n' >typo.csv
printf '2,"M.\u00a0Roux, n°\u00a05, 12\u202f500\u00a0€"\n' >>typo.csv
run clean --suggest typo.csv
has 'no-break spaces where French has them: nothing to do' "$err" \
	'nothing to suggest'
printf 'id,adresse\n1,"2 rue Haute\n05000 Gap"\n2,3  rue Basse\n' >lines.csv
has 'a step that joins lines says so' "$(clean --suggest lines.csv)" \
	'cells that change: 2; line breaks and no-break spaces that belong'
is '--auto does not take it' "$(clean -q --auto lines.csv)" "$(<lines.csv)"
printf 'id,nom\n1,"a \u200e"\n2,"b\u00ad  c"\n3,x\n' >unseen.csv
clean -q --auto unseen.csv >once.csv
is 'a blank that shows when the unseen goes is taken too' \
	"$(<once.csv)" $'id,nom\n1,a\n2,b c\n3,x'

# ---- the numbers say what the step does ----
printf 'id,nom\n1,a\u200eb\n2,\ufeffGap\n3,\vGap\n4,c\u200b\n5, Aix\n6,Apt\n' \
	>ends.csv
run clean --suggest ends.csv
has 'what nobody sees counts at the ends as well' "$out" \
	'nom: values with invisible characters: 4, '
has 'as many cells change' "$out" $'\n#   cells that change: 4; nothing'
{ echo id,montant; n=0; for value in 12 nd 15,5 s NC 9 ss 7 8 10 11 12; do
	echo "$((n += 1)),\"$value\""; done; } >secret.csv
run clean --suggest secret.csv
has 'the s of INSEE among numbers counts where na empties it' "$out" \
	'no value: 4, such as “nd” (line 3).'
has 'which it does' "$out" $'\n#   cells that change: 4\n'
unlike 'and then it is nothing to look at' "$out" 'unlike the others'
{ echo id,taille; n=0; for value in s m l nd grand s; do
	echo "$((n += 1)),$value"; done; } >sizes.csv
has 'among words it may be a size, and stays' \
	"$(clean --suggest sizes.csv)" $'\nna taille tokens="nd"'

# ---- what is shown ----
printf 'id,nom\n1,"a\u200eb"\n2,c\u00a0 d\n3,é\n' >shown.csv
run clean --suggest shown.csv
has 'what nobody sees is shown' "$out" 'line 2: "a·b" becomes "ab"'
has 'and blanks that are to change' "$out" 'line 3: "c␣␣d" becomes "c d"'
printf 'id,nom\n1,"%s CinÃ©ma"\n' 'a long text before the place that is mended' \
	>far.csv
has 'the place that changes, in a long text' "$(clean --suggest far.csv)" \
	'CinÃ©ma" becomes "…'
printf 'id,t\n1,Ã‰COLE\n2,École\n3,x\n4,y\n5,z\n6,École\n' >idle.csv
unlike 'a step that would do nothing is not proposed' \
	"$(clean --suggest idle.csv)" 'cells that change: 0'

# ---- what can be read only once ----
clean --suggest messy.csv >by-name.dpr
clean --suggest - <messy.csv >open.dpr
is 'a file that stands open gives what the file gives' \
	"$(<open.dpr)" "$(<by-name.dpr)"
clean --suggest < <(cat messy.csv) >piped.dpr
is 'so does a pipe' \
	"$(<piped.dpr)" "$(<by-name.dpr)"
clean --suggest <(cat messy.csv) >path.dpr
is 'and a pipe that has a name' \
	"$(<path.dpr)" "$(<by-name.dpr)"
clean -q --auto messy.csv >by-name.csv
clean -q --auto - < <(cat messy.csv) >piped.csv
is '--auto cleans what came by a pipe' \
	"$(<piped.csv)" "$(<by-name.csv)"
(
	read -r _
	clean --suggest -
) <<<$'a line before\nnom,n\n Anne,1\nPaul ,2' >rest.dpr
has 'what was read before is no part of it' "$(<rest.dpr)" \
	'line 2: "␣Anne" becomes "Anne"'
has 'nor is anything put into it' "$(<rest.dpr)" 'trim nom'
printf 'nom,commune\nA,Faye\nA,Faye\nB,La Faye\nB,La Faye\n' >told.csv
clean --suggest told.csv >by-name.dpr
clean --suggest < <(cat told.csv) >piped.dpr
is 'values that another column tells apart stay apart' \
	"$(<piped.dpr)" "$(<by-name.dpr)"
for k in 1 2 3; do
	clean -q --auto --slice $k/3 "$sample/cinemas-paca/cinemas-brut.csv"
done >parts.csv
is 'parts of a table get the steps of the whole' "$(<parts.csv)" \
	"$(clean -q --auto "$sample/cinemas-paca/cinemas-brut.csv")"

# ---- what cannot be asked for ----
run clean --auto -e 'trim *' messy.csv
is 'a recipe and --auto: no' "$status" 2
has 'and why' "$err" '--auto finds the steps itself'
run clean --suggest nowhere.csv
is 'no such file' "$status" 3
done_testing
