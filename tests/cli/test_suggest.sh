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

# ---- what cannot be asked for ----
run clean --suggest - <messy.csv
is 'standard input cannot be read twice' "$status" 2
has 'which is said' "$err" 'name a file'
run clean --auto -e 'trim *' messy.csv
is 'a recipe and --auto: no' "$status" 2
has 'and why' "$err" '--auto finds the steps itself'
run clean --suggest nowhere.csv
is 'no such file' "$status" 3
done_testing
