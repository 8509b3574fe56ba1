#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dpipe learn: a whole lesson by pipe, in both languages and by several ways;
# what is wrong; work taken home; what is left after a kill. DPIPE_KILLS says
# how often a session is killed.
: "${DPIPE:=dpipe}" "${srcdir:=.}" "${DPIPE_KILLS:=12}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
cd "$tap_dir" || exit 99
RANDOM=${DPIPE_SEED:-$$}

# learner NAME: whose work it is from now on
learner() {
	export XDG_DATA_HOME=$tap_dir/$1/data XDG_STATE_HOME=$tap_dir/$1/state
	folder=$XDG_DATA_HOME/dpipe/cinemas
	journal=$XDG_STATE_HOME/dpipe/learn/cinemas/journal
}

# learn [OPTION…] TRACK: what standard input types
learn() { "$DPIPE" learn "$@"; }

# the lines of the route of each task, then Enter
cat >ways <<'END'
150


trim *
squeeze *

left

dedupe Identifiant

nothing

na * tokens="NC|n.d.|-"

recipe last number "Nombre d'écrans", "Fauteuils (places)", "Entrées annuelles 2023", "Tarif moyen (€)", Latitude, Longitude locale=fr

date "Date d’ouverture", "Mise à jour le" order=dmy months=fr

code "Code INSEE" kind=insee pad=yes
lookup "Code INSEE" file=raw/communes-paca.csv key=code_insee take=commune
remove Commune
rename commune -> Commune

lookup "Code INSEE" file=raw/communes-paca.csv key=code_insee take=population

6


headers style=datagouv
code departement kind=departement pad=yes

analyse group --by departement "ecrans = sum(nombre_d_ecrans)" clean/cinemas.csv -o results/ecrans.csv
analyse group --by departement "habitants_loin = sum(population)" --where "distance_ecran_km > 15" raw/communes-paca.csv -o results/habitants-loin.csv

clean -e 'select departement, nom, population' -e 'lookup departement file=results/ecrans.csv take=ecrans' -e 'lookup departement file=results/habitants-loin.csv take=habitants_loin' raw/departements-paca.csv -o clean/departements.csv

clean -e 'derive part_loin = 100 * habitants_loin / population' -e 'derive ecrans_100000 = 100000 * ecrans / population' clean/departements.csv -o results/horizon.csv

Those who have no car.


END

# ---- the whole lesson, in English ----
learner en
run learn cinemas/clean <ways
is 'a lesson ends well' "$status" 0
is 'every task of it is complete' "$(grep -c ' is complete\.$' <<<"$out")" 16
has 'the gap of a prediction' "$out" 'You said 150; it is 124.'
has 'the way taken beside others' "$out" 'Others that lead there:'
has 'the end' "$out" 'The lesson “Make the table true” is over.'
unlike 'nothing that only a screen shows' "$out" $'[\x1b]|[─-⣿]'
is 'short lines' "$(awk 'length($0) > 100' <<<"${out//[é€’]/e}" | grep -v \
	'recipe last\|lookup\| -o results' | head -n 3)" ''
ok 'the learner holds a table' test -s "$folder/clean/cinemas.csv"
ok 'and a recipe' grep -q '^squeeze' "$folder/recipes/cinemas.dpr"
ok 'and a diary' grep -q 'no car' "$folder/diary.md"
ok 'raw files are read-only' test ! -w "$folder/raw/cinemas-brut.csv" -o \
	"$(id -u)" = 0
cp "$folder/clean/cinemas.csv" before.csv
ok 'which dpipe run replays' "$DPIPE" run "$folder"
ok 'to the same bytes' cmp before.csv "$folder/clean/cinemas.csv"
run learn --list --json
has 'the list says so' "$out" '"tasks":16,"done":16'

# ---- in French, by other ways ----
learner fr
sed -e 's/^left$/Des doublons seraient restés/' -e 's/^recipe/recette/' \
	-e 's/^dedupe.*/dedupe Identifiant keep=last/' ways >manières
run learn --lang fr cinemas/clean <manières
is 'la leçon en français' "$(grep -c ' est accomplie\.$' <<<"$out")" 16
has 'la fin' "$out" $'La leçon «\u00a0Rendre la table vraie\u00a0» est finie.'

# ---- every task can be skipped, and the data are right all the same ----
learner lazy
yes skip | head -n 16 >skips
run learn cinemas/clean <skips
has 'skipping leads to the end' "$out" 'is over'
printf '%s\n' 'dpipe-expect 1' "hash = $tap_dir/before.csv" >same.dpe
ok 'a skipped lesson leaves the same table' "$DPIPE" verify \
	--expect same.dpe "$folder/clean/cinemas.csv"

# ---- what is wrong is told apart ----
learner wrong
run learn cinemas/clean <<'END'
skip
dedupe Identifiant
undo
replace * pattern=" " with=""
undo
trim *
clean -e 'case Commune to=upper' -e 'trim *' -e 'squeeze *' raw/cinemas-brut.csv -o clean/cinemas.csv
clean -e 'trim *' ../elsewhere.csv -o clean/cinemas.csv
get https://www.example.org/data.csv
nettoyer
END
has 'rows that are gone' "$out" '7 rows are gone; the first was row'
has 'words run together' "$out" 'All spaces are gone'
has 'on the way' "$out" '219 cells still have spaces too many'
has 'another column changed' "$out" 'Columns that changed: Commune'
has 'no path leads out' "$out" '../elsewhere.csv leads out of your folder'
has 'no network' "$out" 'a lesson needs no network'
has 'a word of another language' "$out" 'is no operation'
ok 'a command that makes the table is the recipe' grep -q '^case Commune' \
	"$folder/recipes/cinemas.dpr"
run learn cinemas/clean <<'END'
verify raw/cinemas-brut.csv
analyse count clean/cinemas.csv
END
has 'commands answer' "$out" '196'
run learn nowhere </dev/null
is 'a track that is not there' "$status" 3
has 'the list is named' "$err" 'dpipe learn --list'
run learn cinemas/swim </dev/null
is 'a lesson that is not there' "$status" 3

# ---- language in between ----
run learn cinemas/clean <<<'lang fr'
has 'the language changes' "$out" 'Tâche 2 sur 16'
run learn cinemas/clean <<'END'
lang de
row 7
ligne 900
files
show recipes/cinemas.dpr
show ../x
show clean
END
has 'a language that there is not' "$out" 'lang fr, lang en'
has 'a record, one column a line' "$out" 'Commune: ALLAUCH'
has 'a record that there is not' "$out" 'the last record is 196'
has 'the files' "$out" 'raw/communes-paca.csv'
has 'a file' "$out" 'case Commune to=upper'
has 'no file elsewhere' "$out" '../x leads out of your folder'

# ---- what makes a file stands before what reads it ----
learner order
run learn cinemas/clean <<'END'
analyse group 'n = n()' --by Commune clean/cinemas.csv -o results/a.csv
analyse count clean/cinemas.csv -o results/n.csv
analyse group 'n = sum(n)' results/a.csv -o results/b.csv
analyse freq Commune --csv clean/cinemas.csv -o results/e.csv
analyse group 'n = sum(n)' --where 'n > 1' results/e.csv -o results/a.csv
END
steps() { sed -n 's/^do .* -o results.\([a-z]\)\.csv$/\1/p' "$folder/project.dpipe"; }
is 'steps are in an order that can be replayed' \
	"$(steps | tr -d '\n')" eanb

# ---- the end of the track ----
learner end
{
	printf 'For the village paper.\n\n'
	printf 'skip\n%.0s' {1..14}
	printf 'take %s\n' moved moved
} >to-the-end
run learn cinemas/present <to-the-end
has 'the track ends' "$out" 'The lesson “Tell somebody what was found” is over.'
for file in project.dpipe recipes/cinemas.dpr verify/cinemas.csv \
	report.html diary.md; do
	ok "the learner holds $file" test -s "$folder/$file"
done
has 'it tells how to take the work home' "$out" "type \`take\`"
has 'a copy is made where one stands' "$out" 'A copy of your folder is in'
has 'and nothing is written over' "$out" 'moved is there already'
ok 'raw files stay read-only in it' test "$(stat -c %a \
	moved/raw/cinemas-brut.csv)" = 444
run "$DPIPE" run --check moved
is 'and elsewhere it is replayed' "$status" 0
has 'to the same bytes' "$out" 'the same byte for byte'

# ---- taken home ----
learner en
run learn --export home.dpl
is 'work is exported' "$status" 0
run learn --import home.dpl
is 'not over work that is there' "$status" 2
has 'it says what to do' "$err" 'dpipe learn --reset cinemas'
learner home
run learn --import home.dpl
is 'and imported elsewhere' "$status" 0
ok 'table and all' cmp before.csv "$folder/clean/cinemas.csv"
ok 'raw files stay read-only' test "$(stat -c %a \
	"$folder/raw/cinemas-brut.csv")" = 444
run learn cinemas/clean </dev/null
has 'the session goes on there' "$out" 'This lesson is done.'
learner bad
head -c 5000 home.dpl >cut.dpl
run learn --import cut.dpl
is 'a cut file is refused' "$status" 3
sed 's|work/cinemas/diary.md|work/../../diary.md|' home.dpl >out.dpl
run learn --import out.dpl
is 'a path that leads out is refused' "$status" 3
ok 'nothing was brought back' test ! -e "$XDG_DATA_HOME/dpipe/cinemas"
learner home
run learn --reset cinemas
has 'a new beginning keeps the old' "$out" 'The work so far is in'
ok 'aside' test -s "$XDG_DATA_HOME/dpipe/cinemas~1/clean/cinemas.csv"
run learn cinemas/clean </dev/null
has 'and starts at the first task' "$out" 'Task 1 of 16'

# ---- one session at a time ----
mkfifo pipe
"$DPIPE" learn cinemas <pipe >first 2>&1 &
exec 9>pipe
until [ -s first ]; do sleep 0.05; done
run learn cinemas/clean </dev/null
is 'a second session is refused' "$status" 2
exec 9>&-
wait

# ---- killed at any moment ----
lost='' broken=''
for ((k = 0; k < DPIPE_KILLS; k++)); do
	learner "killed$k"
	"$DPIPE" learn cinemas/clean <ways >said 2>/dev/null &
	child=$!
	sleep "0.$(printf %03d $((RANDOM % 700)))"
	kill -KILL "$child" 2>/dev/null
	wait "$child" 2>/dev/null
	done=$(grep -c '^Done' said)
	acts=$(grep -c ' act ' "$journal" 2>/dev/null)
	[ "${acts:-0}" -ge "$done" ] || lost+=" $k: $done said, $acts kept"
	learn cinemas/clean <<<where >after 2>&1 || broken+=" $k: $(tail -n 1 after)"
	grep -q '^Your folder' after || broken+=" $k"
done
is 'what was confirmed is kept' "$lost" ''
is 'the session goes on after a kill' "$broken" ''
done_testing
