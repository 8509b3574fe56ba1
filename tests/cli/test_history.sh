#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2016 # names of columns in other languages
# Histories of OpenRefine: read from whatever they are kept in, made recipes,
# run.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
history=$srcdir/tests/fuzz/corpus/history/cinemas.json
mkdir "$tap_dir/work" && cd "$tap_dir/work" || exit 99

import() { "$DPIPE" recipe import "$@"; }
# imports JSON: the steps made of it, without comments and the last, which is
# always the same
imports() { printf '%s' "$1" >one.json; import one.json 2>/dev/null |
	grep -v '^#\|^dpipe-recipe\|^$\|^drop-empty spaces=keep$'; }

# ---- run ----
cat >cinemas.csv <<'END'
Nom,Ville,Etat,Places,Vide
 Le  Rex ,AIX EN PCE,ouvert,300,
Eden,Aix,ferme,50,
Total (2),,,350,
Big,Nice,ouvert,5000,
,Gap,ouvert,2000,
Odeon,,ouvert,120,
END
run import "$history" -o made.dpr
is 'a history is imported; status 1, for what cannot be run' "$status" 1
has 'which is said' "$err" '2 operations of 10 cannot be run'
run "$DPIPE" recipe check made.dpr
is 'what is made is a recipe' "$status" 0
run "$DPIPE" recipe explain "$history"
is 'a history is told in words as what is made of it is' "$out" \
	"$("$DPIPE" recipe explain made.dpr)"
run "$DPIPE" recipe export --sql "$history"
is 'and goes to another tool as that does' "$out" \
	"$("$DPIPE" recipe export --sql made.dpr)"
has 'what cannot be run is in it, off' "$(<made.dpr)" \
	$'off openrefine\n    {\n      "op": "core/recon",'
has 'with the reason' "$(<made.dpr)" '# its expression is not in GREL'
has 'each step has what OpenRefine called it' "$(<made.dpr)" \
	$'# Rename column Nom to nom du cinéma\nrename Nom -> "nom du cinéma"'
# Places are texts there, which no facet of numbers finds: Big stays.
cat >wanted.csv <<'END'
nom du cinéma,Ville,Etat,Places
Big,Nice,ouvert,5000
,Gap,ouvert,2000
Le Rex,Aix-en-Provence,ouvert,300
Odeon,inconnue,ouvert,120
Eden,Aix,ferme,50
END
"$DPIPE" clean -q -r "$history" cinemas.csv >out.csv 2>said
is 'a history is run as it is; status 1, for what is off' "$?" 1
ok 'facets choose the rows, edits the cells' cmp wanted.csv out.csv
has 'what was not done is said' "$(<said)" 'cannot be run'
"$DPIPE" clean -q -r made.dpr cinemas.csv >out.csv
ok 'the recipe does the same' cmp wanted.csv out.csv

# ---- whatever it is kept in ----
import "$history" >plain.dpr 2>/dev/null
{ printf '\357\273\277'; cat "$history"; } >bom.json
iconv -f utf-8 -t utf-16 "$history" >utf16.json
iconv -f utf-8 -t utf-16le "$history" >utf16le.json
{ echo '{ "operations": '; cat "$history"; echo '}'; } >object.json
{ printf '# How\n\n[a link](x)\n\n```json\n'; cat "$history"; echo '```'; } >page.md
{ echo 'refine_apply <- function() {'; echo 'x <- "'; cat "$history"; } >script.R
{ echo '{"entries":['; sed 's/^  { "op"/{"operation": &/
	s/^\(.*description.*}\)\(,\{0,1\}\)$/\1}\2/' "$history" | sed '1d;$d'
	echo ']}'; } >entries.json
{ echo 'const ops = "'; sed 's/[\"]/\\&/g' "$history"; echo '";'; } >script.js
iconv -f utf-8 -t utf-16be "$history" >utf16be.json
{ printf "curl -d 'operations="; sed "s/'/'\\\\''/g" "$history"; echo "' x"; } \
	>script.sh
sed 's/^/> /' "$history" >quote.md
{ echo '<pre>'; sed 's/&/\&amp;/g; s/</\&lt;/g; s/"/\&quot;/g' "$history"
	echo '</pre>'; } >page.html
{ printf '{"cells":[{"cell_type":"markdown","source":["```\\n",\n'
	sed 's/[\"]/\\&/g; s/.*/"&\\n",/' "$history"
	printf '"```"]}],"nbformat":4}\n'; } >notebook.ipynb
for file in notebook.ipynb bom.json utf16.json utf16le.json utf16be.json object.json page.md \
	quote.md page.html script.R script.js script.sh entries.json; do
	import $file >this.dpr 2>/dev/null
	ok "$file" cmp plain.dpr this.dpr
	"$DPIPE" clean -q -r $file cinemas.csv >this.csv 2>/dev/null
	ok "$file is run as it is" cmp wanted.csv this.csv
done
{ echo 'trimm *'; grep -v '^ *$' plain.dpr; } >typo.dpr
run "$DPIPE" clean -r typo.dpr cinemas.csv
is 'a recipe with a fault is not taken for one: status 2' "$status" 2
has 'its fault is told' "$err" 'the nearest is "trim"'
is 'one operation alone' "$(imports '{"op":"core/column-removal",
	"columnName":"a"}')" 'remove a'
is 'rows without anything are not exported' "$(import one.json | tail -n 2)" \
	'# OpenRefine exports no rows in which nothing is.
drop-empty spaces=keep'
printf 'a,b\n1,x\n2," "\n3,\n,\n' >blank.csv
is 'what holds a space is' "$("$DPIPE" clean -q -r one.json blank.csv)" \
	$'b\nx\n '
printf '# How\n\n```\ntrim *\n```\n' >recipe.md
run "$DPIPE" clean -r recipe.md cinemas.csv
has 'a page with a recipe in it: what to do is said' "$err" \
	'line 3, column 1: expected an operation, found "```"; if a recipe'
printf '```\n[{"op":"core/column-removal","columnName":"%s"}]\n```\n' a b c >two.md
run import two.md
is 'of several lists the first is read; status 1' "$status" 1
has 'how many others there are is said' "$err" '2 other lists'
run import cinemas.csv
is 'a file without any: status 3' "$status" 3
has 'where OpenRefine keeps it is said' "$err" 'Extract'

# ---- one by one ----
is 'a case' "$(imports '[{"op":"core/text-transform","columnName":"a b",
	"expression":"grel:value.toUppercase()"}]')" 'case "a b" to=upper'
is 'numbers, what is none being emptied' \
	"$(imports '[{"op":"core/text-transform","columnName":"n",
	"expression":"value.toNumber()","onError":"set-to-blank"}]')" \
	'derive n on-error=blank = grel:cells["n"].value.toNumber()'
is 'columns' "$(imports '[{"op":"core/column-multi-removal",
	"columnNames":["a","b c"]},{"op":"core/column-reorder",
	"columnNames":["z","y"]},{"op":"core/column-move","columnName":"y",
	"index":0}]')" $'remove a, "b c"\nselect z, y\nmove y first'
is 'a column cut' "$(imports '[{"op":"core/column-split","columnName":"a",
	"mode":"separator","separator":"/","regex":false,"maxColumns":2,
	"removeOriginalColumn":true}]')" 'split a by="/" max=2 fit=yes joint=" "'
is 'rows kept by a pattern' "$(imports '[{"op":"core/row-keep-matched",
	"engineConfig":{"facets":[{"type":"text","columnName":"a","mode":"regex",
	"query":"^x/","caseSensitive":true,"invert":true}]}}]')" \
	'filter grel:not (searched(cells["a"].value, /^x\//, true))'
is 'rows that are double, and cells filled' \
	"$(imports '[{"op":"core/row-duplicate-removal","criteria":["a","b"]},
	{"op":"core/fill-down","columnName":"a"}]')" $'dedupe a, b\nfill a spaces=keep'
is 'facets over records mark them for as long as it takes' \
	"$(imports '[{"op":"core/row-removal","engineConfig":{"mode":"record-based",
	"facets":[{"type":"list","columnName":"a","expression":"value",
	"selection":[{"v":{"v":"x","l":"x"}}]}]}}]')" \
	'flag "facet 1" where="grel:(facet(cells[\"a\"].value, \"x\"))" records=first
drop grel:cells["facet 1"].value == "true"
remove "facet 1"'
is 'a star that is not said to be one is taken away, as there' \
	"$(imports '[{"op":"core/row-star"}]' | head -n 1)" \
	'flag starred value="" where=true'
is 'columns are moved by one place, or to one' \
	"$(imports '[{"op":"core/column-move-left","columnName":"a"},
	{"op":"core/column-move","columnName":"b","index":2}]')" \
	$'move a left\nmove b at=3'
is 'a cell that was made a number is one in what follows' \
	"$(imports '[{"op":"core/text-transform","columnName":"n",
	"expression":"value.toNumber()","onError":"keep-original"},
	{"op":"core/column-addition","baseColumnName":"n","newColumnName":"m",
	"columnInsertIndex":1,"expression":"value+1","onError":"set-to-blank"}]' |
	tail -n 1)" 'derive m at=2 on-error=blank = grel:cells["n"].value+1'

# ---- the other way ----
cat >there.dpr <<'END'
trim a, "b c"
case a to=upper
replace a pattern=/x-[0-9]+/ with="it's \"y\""
rename "b c" -> d
remove e
dedupe a, d
fill a
select a, d
END
printf 'v\nST TROPEZ\n avril\nCastellet-lès-Sausses\nÉ\nÉté\n' >sounds.csv
is "Metaphone is that of Apache's commons-codec, whatever stands between" \
	"$("$DPIPE" clean -q --as-is --header=yes -e \
	'derive v = grel:value.phonetic("metaphone")' sounds.csv | tr '\n' ' ')" \
	'v STTRPS FRL KSTLTLSSSS É T '
run "$DPIPE" recipe export --openrefine there.dpr
is 'a recipe becomes a history' "$status" 0
echo "$out" >back.json
printf 'b c,a,e\n x ,x-12,1\n,  ,2\nx,,3\ny,é x-1y,4\n' >there.csv
is 'that does what the recipe does' \
	"$("$DPIPE" clean -q -r back.json there.csv)" \
	"$("$DPIPE" clean -q -r there.dpr there.csv)"
is 'a column of its own that it needs is gone' \
	"$(import back.json | grep -c '^remove .*(fill)')" 1
is 'a column below 0 is the last' \
	"$(imports '[{"op":"core/column-addition","baseColumnName":"n",
	"newColumnName":"m","columnInsertIndex":-1,"expression":"value",
	"onError":"set-to-blank"}]' | grep '^derive')" \
	'derive m on-error=blank = grel:cells["n"].value'
printf 'b;d;y\n%s\n' ' TRUE ;2021-03-12T08:00:00;2021-03-12' \
	'0;2021-02-31;2021-02-31' 'oui;12/03/2021;2021' \
	'1; 2021-03-12 ;20211' ';2021-03-12x;2021-03-12T25:00' >cast.csv
printf 'cast b to=boolean\ncast d to=date\ncast y to=year\n' >cast.dpr
run "$DPIPE" recipe export --openrefine cast.dpr
echo "$out" >cast.json
is 'a history of types does what the recipe does' \
	"$("$DPIPE" clean -q -r cast.json cast.csv)" \
	"$("$DPIPE" clean -q -r cast.dpr cast.csv)"
printf 'cast b to=number\nunit b from=ha to=m2\naddress-key b\n' >cast.dpr
run "$DPIPE" recipe export --openrefine cast.dpr
is 'what would not be exact there is not translated' \
	"$(grep -c 'not translated' <<<"$err")" 3
cat >lists.dpr <<'END'
edit a "O" | "o'k" -> "oui\"x", "1" -> ""
edit a, "b c" "13" -> "treize"
edit a "" -> "vide"
END
printf "a,b c\nO,13\no'k,13.0\n1,013\n13,x\n" >lists.csv
"$DPIPE" clean -q -r lists.dpr lists.csv >wanted.csv
run "$DPIPE" recipe export --openrefine lists.dpr
is 'a list is a mass edit' "$status" 0
echo "$out" >lists.json
is 'that does the same' "$("$DPIPE" clean -q -r lists.json lists.csv)" \
	"$(<wanted.csv)"
printf 'edit a file=x.csv\nedit * b -> c\nedit a fallback=z b -> c\n' >no.dpr
run "$DPIPE" recipe export --openrefine no.dpr
is 'no list that says more' "$(grep -c 'not translated' <<<"$err")" 3
run "$DPIPE" recipe export there.dpr
is 'without saying where to: status 2' "$status" 2
done_testing
