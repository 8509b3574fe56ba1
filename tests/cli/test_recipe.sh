#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dpipe recipe: what a recipe is before it runs; and tables that call their
# columns otherwise.
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

recipe() { "$DPIPE" recipe "$@"; }
quiet() { "$DPIPE" clean -q "$@"; }
# named KEY <JSON: the steps that the frame KEY holds
named() { grep -o "\"$1\":\[[^]]*" |
	grep -o '"step":"[^"]*"' | cut -d'"' -f4 | tr '\n' ' '; }

# ---- check ----
cat >small.dpr <<'END'
trim     a, "b c"
rename   a -> z
replace  z pattern="^x" with="y"
replace  z pattern="-" with="--"
number   d as=e
remove   d
edit     z "p" -> "q"
edit     z "q" -> "r" "r" -> "s" [chain]
filter   z != "" and f > 1
fill     e
off trim zz
END
run recipe check small.dpr
is 'a recipe is read: status 0' "$status" 0
has 'its steps are counted' "$out" 'Steps:              10'
has 'those that are off too' "$out" 'Steps that are off: 1'
run recipe check --json small.dpr
is 'the columns that it takes are found without a table' \
	"$(grep -o '"column":"[^"]*"' <<<"$out" | cut -d'"' -f4 | tr '\n' ' ')" \
	'a b c d f '
is 'and the steps that a second run may change' "$(named again <<<"$out")" \
	'1 3 4 5 6 chain '
is 'and those that look across rows' "$(named across <<<"$out")" '5 10 '
printf 'trim *\ncase a to=upper\n' >plain.dpr
run recipe check plain.dpr
has 'none may change anything' "$out" 'twice changes nothing'
has 'none looks further than its row' "$out" 'cleaned by itself'
printf 'trim a, b\nremove a\ntrim a\n' >gone.dpr
run recipe check gone.dpr
is 'a column that is gone: status 2' "$status" 2
has 'with the place' "$err" 'gone.dpr, line 3, column 6'
printf 'trim a\ntrm b\n' >slip.dpr
run recipe check slip.dpr
is 'a slip: status 2' "$status" 2
has 'with the place, too' "$err" 'slip.dpr, line 2, column 1'
has 'and the line, pointed at' "$err" $'\n  trm b\n  ^'
printf 'trim a\nfilter b == "é" and\n\tmatch(b, /é(/)\n' >point.dpr
run recipe check point.dpr
has 'so is a pattern in an expression, on its own line' "$err" \
	$'line 3, column 14: pattern, character 3: a ( is not closed: a ) is missing\n   match(b, /é(/)\n               ^'
printf 'derive = a + 1\n' >point.dpr
run recipe check point.dpr
has 'and what is missing before an expression' "$err" \
	$'\n  derive = a + 1\n         ^'
printf 'trim a\nfix-rows\n' >reads.dpr
run recipe check reads.dpr
has 'a word for what reading does is answered' "$err" \
	'line 2, column 1: there is no operation fix-rows. Reading does it'
run "$DPIPE" help fix-rows
has 'so does the help' "$out" 'in the line source say where'
: >nothing.dpr
run recipe check nothing.dpr
is 'an empty one is refused, as clean -r does' "$status" 2
has 'and says what a recipe has' "$err" 'nothing.dpr is empty; a recipe has'
for verb in explain 'export --r'; do
	# shellcheck disable=SC2086 # an option of its own
	run recipe $verb nothing.dpr
	is "recipe $verb fails on an empty file, too" "$status" 2
	has "and says the same" "$err" 'nothing.dpr is empty; a recipe has'
done
printf 'a,b c,d\n1,2,3\n' >table.csv
run recipe check small.dpr table.csv
is 'a table without a column of it: status 2' "$status" 2
has 'with the place and the name' "$err" 'line 9, column 22: there is no column called f'
printf 'trim /^a/\n' >pattern.dpr
run recipe check pattern.dpr
has 'a pattern needs a table' "$out" 'by a pattern'
run recipe check pattern.dpr table.csv
is 'with one it is bound' "$status" 0
unlike 'and not spoken of' "$out" 'pattern'

# ---- two columns of one name ----
while IFS='|' read -r steps place more; do
	tr ';' '\n' <<<"$steps" >twice.dpr
	run recipe check twice.dpr
	is "two columns of a name are seen without a table: $steps" \
		"$status" 2
	has 'and said with the place' "$err" \
		"$place: two columns would be called z."
	printf 'a,b%s\n1,2%s\n' "$more" "${more:+,3}" >twice.csv
	run quiet -r twice.dpr twice.csv
	has 'as the run does' "$err" "$place: two columns would be called z."
done <<'END'
rename a -> z;rename b -> z|line 2, column 13
derive z = a;rename b -> z|line 2, column 13
copy a to=z;move z first;rename b -> z|line 3, column 13
rename a -> z;select b, z;rename b -> z|line 3, column 13
split a by="-" into=z,y;rename b -> z|line 2, column 13
trim z;rename a -> z|line 2, column 13|,z
END
printf 'rename a -> z\nselect b, z\nnumber b as=n\nheaders\n' >taken.dpr
run recipe check taken.dpr
has 'a name that the table must not have is said' "$out" \
	'The table must not have as well a column called z: a step gives this name.'
printf 'select a, b\nrename c -> b\n' >passed.dpr
run recipe check --json passed.dpr
has 'a rename that finds nothing any more is told, as the run does' "$out" \
	'rename finds no column called “c”; b is there already'
unlike 'and asks for no column' "$out" '{"column":"c"}'
printf 'a,b,c\n1,2,3\n' >passed.csv
run recipe check passed.dpr passed.csv
has 'with a table, too' "$out" 'b is there already and stays as it is'

printf 'rename a -> x, a -> y\n' >names.dpr
run recipe check names.dpr
has 'a column does not get two names in one step' "$err" \
	'line 1, column 8: the column a would get two names; say one.'
cat >blank.dpr <<'END'
wider names=a values="e f" into=x
END
run recipe check --json blank.dpr
has 'a parameter may name a column with a blank' "$out" '{"column":"e f"}'
printf 'coalesce * into=z\n' >star.dpr
run recipe check star.dpr
is 'all columns are as many as a step wants' "$status" 0
printf 'select a\ntrim b\n' >with.dpr
run recipe check with.dpr passed.csv
has 'with a table, what is wrong is said as the run says it' "$err" \
	'there is no column called b. The nearest is: a.'

for step in 'remove a' 'remove a, b' 'rename a -> b, b -> a' \
	'rename a -> m, b -> a' 'wider names=a values=b' \
	'key-value a values=b' 'derive a = value.toUppercase()'; do
	echo "$step" >alone.dpr
	run recipe check alone.dpr
	is "it is enough of a recipe: $step" "$status" 0
done
cat >where.dpr <<'END'
trim a where=in(b,"x","y z")
trim a where=b=="x\"y"
trim a where="b == \"x\" and isBlank(c)"
END
run recipe check --json where.dpr
is 'a text in a condition is no column' \
	"$(grep -o '"column":"[^"]*"' <<<"$out" | cut -d'"' -f4 | tr '\n' ' ')" \
	'a b c '
printf 'a;b\n p;y z\n q;x\n r;z\n' >where.csv
run quiet -e 'trim a where=in(b,"x","y z")' where.csv
is 'the run takes it so, too' "$out" $'a,b\np,y z\nq,x\n r,z'
echo 'trim a where=datePart(b,"mois")==3' >where.dpr
run recipe check where.dpr
has 'and a word in it that is not known has its place' "$err" \
	'line 1, column 25: datePart expects'
printf 'montant,x\n1,2\n' >one.csv
run quiet -e 'rename montant -> m, taux -> montant' one.csv
has 'a column to rename that is missing is named' "$err" \
	'there is no column called taux'

# ---- a second run ----
printf 'a,b,c,d\nx,5,NC, q \ny,20,s,aaab\nX,30,,an an an\n,,,\n' >second.csv
quiet -r "$cinemas/nettoyage.dpr" "$raw" -o once.csv
sed '/^needs/d; /^source/d' "$cinemas/nettoyage.dpr" >again.dpr
quiet -r again.dpr --on-missing=skip once.csv -o twice.csv
ok 'cleaning twice changes nothing' cmp once.csv twice.csv
printf 'z\n-\np\nq\nx\n' >z.csv
grep ' z ' small.dpr | grep -v '^filter\|\^x' >z.dpr
again=$(recipe check --json z.dpr | named again)
quiet -r z.dpr z.csv -o z1.csv
"$DPIPE" clean --json -r z.dpr z1.csv -o z2.csv |
	grep -o '"step":"[^"]*","[^}]*"cells_changed":[1-9]' |
	cut -d'"' -f4 | tr '\n' ' ' >changed
is 'steps that change their own work are those that were named' \
	"$(<changed)" "$again"

# ---- explain ----
run recipe explain "$cinemas/nettoyage.dpr"
is 'explain: a sentence for each step' \
	"$(grep -c '^[0-9]*\. .*\.\( \[.*\]\)\?$' <<<"$out")" 26
has 'with its columns' "$out" \
	'12. Of records that are the same in the column “identifiant”, only the first stays.'
has 'and what becomes of what cannot be read' "$out" 'stays and is reported'
has 'a step that is off is said to be' "$out" '(Kept but not done: lookup.'
printf '%s\n' 'rename a -> b, b -> a' 'number n percent=strip precision=1' \
	'date d precision=month' 'fill r by=q limit=1' 'select q, *' \
	'round n digits=-3' >clauses.dpr
run recipe explain clauses.dpr
has 'all columns that change their names' "$out" 'names: a -> b, b -> a.'
has 'what parameters add to a step' "$out" \
	'; per cent signs go; they are rounded (digits behind the point: 1 at most).'
has 'and take away' "$out" 'year-month-day; the day goes.'
has 'where it begins afresh' "$out" '; where “q” changes, it begins afresh'
has 'an order of columns is told' "$out" 'in this order: q, *.'
has 'no digits below nought' "$out" 'rounded to whole thousands.'
printf '%s\n' 'number n' 'date d' 'number n locale=fr' 'number n group=none' \
	'date d order=ymd' >scouts.dpr
run recipe explain scouts.dpr
is 'what the first rows decide is said' "$(grep -c 'first rows tell' <<<"$out")" 2
has 'and not of the rest' "$out" '4. In the column “n”, numbers get'
LANGUAGE=fr run recipe explain "$cinemas/nettoyage.dpr"
has 'in French' "$out" \
	'10. Dans toutes les colonnes, les espaces aux deux bouts des cellules sont supprimés.'

cat >told.dpr <<'END'
edit ville "NC" -> ""
edit ville "" -> "inconnue"
edit ville "a" -> "b" fallback=""
replace nom pattern=" " with="_"
na taux tokens="NC|n.c.|-"
set id=4 ville "Gap" -> ""
drop-empty nom
round prix digits=1
head n=1
sample n=1 by=dep
sort -prix, nom
move code first
flag suspect where=prix<0
count fois by=ville,nom
split nom by=" " into=prenom,nom2
remove note, /^x/
fill dep by=region
punct titre dashes=keep
generalise age to=band width=5 top=85
headers style=snake
END
run recipe explain told.dpr
while read -r line; do
	has 'it reads well' "$out" "$line"
done <<'END'
1. In the column “ville”, values are replaced one by one, such as “NC” by an empty cell.
2. In the column “ville”, values are replaced one by one, such as an empty cell by “inconnue”.
3. In the column “ville”, values are replaced one by one, such as “a” by “b”; all others are emptied.
4. In the column “nom”, a space is replaced by “_”.
5. In the column “taux”, a cell that holds “NC”, “n.c.” or “-” is emptied: it says that nothing is known.
6. One cell is corrected by hand, in “ville” where “id” is “4”: “Gap” becomes an empty cell.
7. Records with nothing in the column “nom” are left out.
8. In the column “prix”, numbers are rounded to one digit behind the point.
9. Only the first record stays.
10. Records are drawn by lot, the same at each run: 1 of each group, by “dep”.
11. Records are put in order by “prix”, the largest first, then by “nom”.
12. The table puts the column “code” first.
13. Records where prix<0 are marked in the column “suspect”.
14. How many records have the same in “ville” and “nom” is said in the column “fois”.
15. In the column “nom”, each cell is cut into several, which go to columns of their own: “prenom” and “nom2”.
16. The table loses the columns “note” and /^x/.
17. In the column “dep”, an empty cell takes the value of the last that was not; where “region” changes, it begins afresh.
18. In the column “titre”, quotation marks, apostrophes, dashes and spaces are written in one way; but dashes stay as they are.
19. In the column “age”, numbers are replaced by the band they lie in; a band is so wide: 5; one band holds all from 85 on.
20. Column names become small letters, with _ instead of spaces and signs; accents stay.
END
LANGUAGE=fr run recipe explain told.dpr
while read -r line; do
	has 'in French, too' "${out//$'\u00a0'/ }" "$line"
done <<'END'
1. Dans la colonne « ville », des valeurs sont remplacées une à une, par exemple « NC » par une cellule vide.
3. Dans la colonne « ville », des valeurs sont remplacées une à une, comme « a » par « b » ; toutes les autres sont vidées.
4. Dans la colonne « nom », un espace est remplacé par « _ ».
6. Une cellule est corrigée à la main, dans « ville » là où « id » vaut « 4 » : « Gap » devient une cellule vide.
8. Dans la colonne « prix », les nombres sont arrondis à un chiffre après la virgule.
9. Seul reste le premier enregistrement.
11. Les enregistrements sont rangés d'après « prix », du plus grand au plus petit, puis d'après « nom ».
13. Les enregistrements où prix<0 sont marqués dans la colonne « suspect ».
14. Dans la colonne « fois », on dit combien d'enregistrements ont les mêmes valeurs dans « ville » et « nom ».
END

# patterns are bound to a table only
while IFS='|' read -r steps which; do
	tr ';' '\n' <<<"$steps" >second.dpr
	quiet -r second.dpr second.csv -o first.csv
	rm -f second.out
	quiet -r second.dpr first.csv -o second.out
	is "in a second run: $steps" \
		"$(recipe check --json second.dpr second.csv | named again)" \
		"${which:+$which }"
	is "and it is so: $steps" \
		"$(cmp -s first.csv second.out || echo "$which")" "$which"
	run recipe check second.dpr
	unlike "and nothing is promised without one: $steps" "$out" \
		'changes nothing the second time'
done <<'END'
prefix /^[ab]/ text="x";select c|1
case /^d/ to=upper;rename c -> dd|1
trim /^a/;rename d -> e|
move /^[ab]/ last;rename a -> e, b -> f|1
END

# ---- steps that are left out ----
printf 'trim a, b\nnumber q\nderive r = q\ncase b to=upper\n' >left.dpr
run "$DPIPE" clean -r left.dpr --on-missing=skip -o left.csv second.csv
has 'the steps before keep the names of their columns' "$err" \
	'1     trim       a, b'

# ---- columns that are called otherwise ----
printf 'needs a, b\ntrim b\nrename a -> z\nnumber z\n' >need.dpr
printf 'a;B 2\n1; x\n' >other.csv
run quiet -r need.dpr other.csv
is 'a column is missing: status 2' "$status" 2
run quiet -r need.dpr --map 'B 2=b' --audit map.audit other.csv
is '--map: what it is called in the table' "$out" $'z,b\n1,x'
echo "$out" >map.csv
is 'it can be taken back' \
	"$("$DPIPE" clean -q --undo map.audit map.csv)" $'a,B 2\n1, x'
run recipe check --map 'B 2=b' need.dpr other.csv
is 'recipe check knows it too' "$status" 0
run quiet -r need.dpr --map 'C=b' other.csv
is 'one that the table does not have: status 2' "$status" 2
run quiet -r need.dpr --map 'C' other.csv
has 'how it is written is said' "$err" 'an = and'
printf 'a,b,c\n1,x,p\n2,y,q\n' >three.csv
printf 'trim a, b\n' >two.dpr
run quiet -r two.dpr --map a=b --map b=a --audit map.audit three.csv
is '--map: two names are exchanged' "$out" $'b,a,c\n1,x,p\n2,y,q'
echo "$out" >map.csv
is 'that can be taken back' \
	"$("$DPIPE" clean -q --undo map.audit map.csv)" "$(<three.csv)"
run recipe check --map a=b --map b=a two.dpr three.csv
is 'and be checked' "$status" 0
run quiet -r two.dpr --map a=b --map b=c --map c=a three.csv
is 'three in a ring, too' "$out" $'b,c,a\n1,x,p\n2,y,q'
run quiet -r two.dpr --map c=b three.csv
is 'not two columns of one name: status 2' "$status" 2
has 'that is said' "$err" 'two columns would be called b.'
run quiet -r two.dpr --map a=b --map c=b three.csv
has 'nor by two of them' "$err" 'two columns would be called b.'
run quiet -r two.dpr --map a=b --map a=z three.csv
has 'nor two names for a column' "$err" \
	'the column a would get two names; say one.'
run "$DPIPE" clean -r need.dpr --on-missing=skip other.csv
is '--on-missing=skip: the step is left out' "$out" $'z,B 2\n1, x'
is 'status 1' "$status" 1
has 'it is said which, and why' "$err" \
	'There is no column called b. Left out of the recipe: step 1 (line 2).'
run "$DPIPE" clean -e 'needs z, Zz' --on-missing=skip other.csv
is 'a column that is only needed: nothing is left out' "$status" 1
has 'and it is said' "$err" 'it needs a column called Zz; there is none'
printf 'number zz as=n\ntrim n\ntrim a\n' >chain.dpr
run "$DPIPE" clean -r chain.dpr --on-missing=skip other.csv
has 'so are those that need what it makes' "$err" \
	'called n. Left out of the recipe: step 2 (line 2).'
has 'the others keep their numbers' "$err" $'\n3     trim'
printf 'trim zz\ncase a to=upper\nmove zz first\n' >twice.dpr
run "$DPIPE" clean -r twice.dpr --on-missing=skip other.csv
has 'those that miss one column are told together' "$err" \
	'called zz. Left out of the recipe: step 1 (line 1), step 3 (line 3).'

# ---- columns that only a table tells ----
printf 'id,k,v\n1,a, x\n1,b,y\n' >rows.csv
while IFS='|' read -r makes takes; do
	printf '%s\n%s\n' "$makes" "$takes" >rows.dpr
	run "$DPIPE" recipe check rows.dpr
	is "$makes, $takes: is not refused" "$status" 0
	like "$makes, $takes: it is said what is not checked" "$out" \
		'columns? called .*(is|are) not checked: only'
	unlike "$takes: the table need not have it" "$out" $'\n(a|b|v_2)\n'
	unlike "$takes: it may have it" "$out" 'must not have.* (a|b|v_2):'
done <<'E'
wider names=k values=v|trim a
wider names=k values=v|rename b -> d
wider names=k values=v|derive c = value(a) + value(b)
key-value k values=v|case a, b to=upper
transpose k fields=f|remove f, a
split v by=" "|trim v_2
headers|trim a
headers style=keep|filter a > b
E
printf 'trim "A b"\nheaders\ncase a_b, c to=upper\n' >rows.dpr
run "$DPIPE" recipe check rows.dpr
like 'headers: what stands before it, the table must have' "$out" $'\nA b\n\n'
has 'names that it has made of those are known' "$out" \
	'The column called c is not checked'
printf 'headers\ncase c to=upper\n' >rows.dpr
run "$DPIPE" recipe check rows.dpr
has 'names that it makes, it leaves alone the second time' "$out" \
	'Cleaning twice changes nothing the second time.'
printf 'wider names=k values=v\ntrim id\nselect id, a\ntrim b\n' >rows.dpr
run "$DPIPE" recipe check rows.dpr
is 'what is not selected is gone, whatever the rows say' "$status" 2
has 'as is said' "$err" 'there is no column called b. The nearest is: a.'
printf 'drop-constant\ntrim a\n' >rows.dpr
run "$DPIPE" recipe check rows.dpr
like 'rows that take columns away make none' "$out" $'\na\n'
printf 'wider names=k values=v\ntrim a\n' >rows.dpr
run "$DPIPE" recipe check rows.dpr rows.csv
is 'with a table all is known' "$status" 0
like 'a second run misses what is taken first' "$out" \
	'wider +the column it takes is there no more'
unlike 'and nothing said' "$out" 'not checked'
printf 'wider names=k values=v\ntrim c\n' >rows.dpr
run "$DPIPE" recipe check rows.dpr rows.csv
is 'a column that the rows do not tell is refused' "$status" 2

# ---- what a range or a pattern takes along, only a table tells ----
# check, then explain and export, of the steps between |
every() {
	tr '|' '\n' <<<"$1" >range.dpr
	recipe check range.dpr >checked 2>&1 || return
	recipe explain range.dpr >explained 2>&1 || return
	recipe export --sql range.dpr >exported 2>&1
	test $? -le 1
}
while read -r steps; do
	ok "$steps: fits some table" every "$steps"
done <<'E'
select b..d|trim c
select d..b|trim b, c, d
select b..d|derive e = c + 1|filter c > 1
select b..d|set id=1 c "x" -> "y"
select b..d, f..h|trim c, g
select a..z|remove m..p|trim n
select a..z|select m..p|trim n
select b..d|remove b..c|trim d
select b..d|move c left|rename c -> x|sort x
select b..d|headers|trim c
select b..d|wider names=c values=d|trim zz
select b..d|add-row 1 2 3 4 5
remove b..d|trim c
remove b..d|select a..e|trim f
move c first|select c..b|trim q
longer b..d names=n values=v|trim c
longer a count=2 names=n values=v|trim b
longer a count=0 names=n values=v|select v..z|trim q
trim c, f|longer c count=2 values=f
wider names=n values=v|select a..z|trim q
wider values="a,b" rows=2
wider names="n..m" values="a, b"
count n by=/^k/
wider names=n values=v by=a,/^k/
dedupe-fuzzy a block=/^k/|trim b
E
while read -r steps; do
	tr '|' '\n' <<<"$steps" >range.dpr
	run recipe check range.dpr
	is "$steps: fits none" "$status" 2
	has "$steps: the last step is at fault" "$err" \
		"line $(wc -l <range.dpr), column"
done <<'E'
select a, b|trim c
select b..d|remove c|trim c
select b..d|rename c -> x|trim c
select b..d|trim x|select a|trim b
remove b..d|trim b
longer a..b names=n values=v|trim a
derive x after=b = c + 1|select b..x|trim q
wider names=n values=v|select a, z|trim q
wider names=a,b values=c
select a, b|add-row 1 2 3
fill a by=/^(k/
fill a by=/^k/ limit=x
E
printf 'select b..d\ntrim c\n' >range.dpr
has 'the table must have what the range does' "$(recipe check range.dpr)" \
	$'\nb\nc\nd\n'
printf 'select b..d\nselect b..c\n' >range.dpr
run recipe export --sql range.dpr
has 'what stands between is not known behind it either' "$out" \
	'step 2 is not translated'

# ---- a step that fits no table is told like any other error ----
"$DPIPE" help operations | sed -n 's/^  *\([a-z][-a-z]*\) .*/\1/p' |
	while read -r op; do
		for wrong in "$op a n=n n=n" "$op /a/ n=n n=n" "$op -> ->"; do
			printf '%s\n' "$wrong" >wrong.dpr
			"$DPIPE" recipe explain wrong.dpr >told 2>why
			[ "$?:$(wc -c <told)" = 2:0 ] &&
				grep -q '^dpipe: wrong.dpr, line 1, column' why ||
				echo "$wrong: $(cat told why)"
		done
	done >prose
is 'explain tells no operation of a line that is wrong' "$(<prose)" ''
printf 'off set a b\noff trim a\n' >wrong.dpr
run "$DPIPE" recipe explain wrong.dpr
has 'nor where it is off' "$out" '(Kept but not done: set)'
has 'what is right is told' "$out" '(Kept but not done: trim. In the column “a”'
printf 'lookup a file=nil.csv key=k take=b\ncase a to=uper\n' >wrong.dpr
run "$DPIPE" recipe explain wrong.dpr
has 'a file that is not there is no error, what is behind is' "$err" \
	'wrong.dpr, line 2, column 8: expected upper'
printf 'lookup a file=nil.csv key=k\nrename b -> c\nrename b -> d\n' >wrong.dpr
run "$DPIPE" recipe explain wrong.dpr
is 'nor what may come out of it' "$status" 0
printf 'case /a/ to=uper\n' >wrong.dpr
run "$DPIPE" recipe check wrong.dpr
is 'check looks at steps with a pattern, too' "$status" 2
has 'at what is beside it' "$err" 'line 1, column 10: expected upper'
printf 'add-row 1 2 3\n' >many.dpr
run "$DPIPE" recipe check many.dpr
is 'a table may have as many columns as a step wants' "$status" 0

# ---- single quotes, as in a shell ----
printf 'ville,Taux (%%)\nGap,12\n' >quotes.csv
while read -r step; do
	run "$DPIPE" clean -e "$step" quotes.csv
	has "$step: which quotes are meant" "$err" 'goes in double quotes (")'
done <<'E'
trim 'ville'
trim ville, 'Taux (%)'
edit ville 'Gap' -> 'GAP'
edit ville "Gap" -> 'l'été'
replace ville pattern='a' with='b'
na ville tokens='Gap|nd'
E
run "$DPIPE" clean -q -e "filter ville == 'Gap'" \
	-e "edit ville Gap -> 's-Hertogenbosch" quotes.csv
is 'expressions may have them, and a word one' "$out" \
	$'ville,Taux (%)\n\'s-Hertogenbosch,12'
run "$DPIPE" clean -q -e "edit ville Gap -> \"'Gap'\"" quotes.csv
is 'in quotes they are what they are' "$out" $'ville,Taux (%)\n\'Gap\',12'

# ---- a column in quotes, where that is a text ----
printf 'a b,n\nx,1\ny,2\n' >texts.csv
while IFS='|' read -r step column; do
	run "$DPIPE" clean -e "$step" texts.csv
	is "$step: is refused" "$status" 2
	has "$step: the column is said" "$err" "the column is written $column"
done <<'E'
filter "n" > 1|n
filter 1 < "n"|n
drop "a b" == "x"|cells["a b"]
derive c = "n" * 2|n
derive c = n - "n"|n
derive c = "n" + 1|n
filter in("a b", "x", "y")|cells["a b"]
filter contains("a b", /x/)|cells["a b"]
filter not isBlank(value("n"))|n
trim n where="\"n\" == 1"|n
E
run "$DPIPE" clean -q -e 'drop n == "n"' -e 'derive c = "n" + ": " + n' \
	-e 'derive d = grel:"n".length()' texts.csv
is 'where it can be meant it is a text' "$status:${out##*$'\n'}" '0:y,2,n: 2,1'

# ---- how a step is written, where one guesses ----
while IFS='|' read -r step form; do
	run "$DPIPE" clean -e "$step" texts.csv
	has "$step: how it is written" "$err" "It is written: $form"
done <<'E'
rename n=m|rename OLD -> NEW
replace n "x" "y"|replace COLUMNS pattern=
trim n other|trim [COLUMNS]
E

# ---- steps on one line ----
for steps in 'trim a; case a to=upper' 'trim a | squeeze a' 'trim a && trim a' \
	'filter a > 2 ; trim a' 'trim *;squeeze *'; do
	run "$DPIPE" clean -e "$steps" other.csv
	has "$steps: how two steps are given" "$err" \
		'. Steps are given one at a time'
done
run "$DPIPE" clean -e 'replace a pattern="x;trim" wiht="y"' other.csv
unlike 'what stands in a text is no step' "$err" 'one at a time'
done_testing
