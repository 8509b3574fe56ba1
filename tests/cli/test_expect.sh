#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dpipe verify --expect: a table judged by a file of expectations.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
cinemas=$srcdir/sample-data/cinemas-paca
cd "$tap_dir" || exit 99
cp "$cinemas/cinemas-propre.csv" clean.csv

cat >promises.dpe <<'END'
dpipe-expect 1
# what we promise of this file
key identifiant
unique(identifiant)
type(date_ouverture, date_maj) = date
domain(art_et_essai) <= Oui, Non
encoding = utf-8
END
run "$DPIPE" verify --expect promises.dpe clean.csv
is 'a file that keeps its promises' "$status" 0
has 'and it is said' "$out" 'All 4 expectations hold.'

run "$DPIPE" verify --expect promises.dpe "$cinemas/cinemas-brut.csv"
is 'a column that is not there stops the judging' "$status" 2
has 'its predicate is named' "$err" 'unique(identifiant)'

"$DPIPE" clean -q -e 'edit commune Cassis -> CASSIS' -e 'filter ecrans > 1' \
	-o worse.csv clean.csv
{
	cat promises.dpe
	echo 'before clean.csv'
	echo 'rows = same'
	echo 'changed-columns <= nom'
} >more.dpe
run "$DPIPE" verify --expect more.dpe worse.csv
is 'a promise that is broken' "$status" 1
has 'what was measured and wanted' "$out" '151; wanted: 180 as before'
run "$DPIPE" --lang fr verify --expect more.dpe worse.csv
has 'in French' "$out" '180 comme avant'
run "$DPIPE" verify --json --expect more.dpe worse.csv
ok 'the answer for a program is JSON' awk -f "$srcdir/tests/lib/json.awk" \
	"$tap_dir/out"

run "$DPIPE" verify --expect own.dpe --add 'rows = 151' \
	--add 'unique(identifiant)' worse.csv
is 'expectations are written' "$(<own.dpe)" $'dpipe-expect 1\nrows = 151
unique(identifiant)'
has 'and judged' "$out" 'All 2 expectations hold.'
run "$DPIPE" verify --expect own.dpe --add 'rows = 180' worse.csv
is 'one about the same takes its place' "$(<own.dpe)" \
	$'dpipe-expect 1\nrows = 180\nunique(identifiant)'
is 'and may be broken' "$status" 1
run "$DPIPE" verify --expect own.dpe --add 'rwos = 180' worse.csv
has 'one that is none is not written' "$err" \
	'own.dpe, line 4: there is no predicate rwos; the nearest is "rows"'
is 'nor anything else' "$(wc -l <own.dpe)" 3
run "$DPIPE" verify --add 'rows = 180' worse.csv
is 'it needs a file' "$status" 2

printf '%s\n' 'dpipe-expect 1' 'in own.dpe: broken(worse.csv) = 1' \
	'in own.dpe: broken(clean.csv) = 0' >judge.dpe
run "$DPIPE" verify --expect judge.dpe clean.csv
has 'a file of expectations is judged by what it lets pass' "$out" \
	'All 2 expectations hold.'
printf '%s\n' 'dpipe-expect 1' 'in loop.dpe: broken(clean.csv) = 0' >loop.dpe
run "$DPIPE" verify --expect loop.dpe clean.csv
is 'but never without end' "$status" 1

sed 's/unique/uniqe/' promises.dpe >wrong.dpe
run "$DPIPE" verify --expect wrong.dpe clean.csv
is 'a predicate that is none' "$status" 2
has 'the line, and the nearest' "$err" \
	'wrong.dpe, line 4: there is no predicate uniqe; the nearest is "unique"'
run "$DPIPE" verify --expect nowhere.dpe clean.csv
is 'a file that is not there' "$status" 3
run "$DPIPE" verify --expect promises.dpe - <clean.csv
is 'standard input is refused' "$status" 2

printf '%s\n' 'dpipe-expect 1' 'blank(fauteuils) < 1 %' \
	'pattern(identifiant) = /CIN-\d{4}/' >share.dpe
run "$DPIPE" --lang fr verify --expect share.dpe clean.csv
has 'a share is a share' "$out" $'4,44\u00a0%'
run "$DPIPE" verify --expect share.dpe --add 'rows < 5 %' clean.csv
has 'and a number is none' "$err" 'rows is no share: leave out %.'
run "$DPIPE" verify --expect share.dpe --add 'type(nom) = integr' clean.csv
has 'nor is any word a type' "$err" \
	'there is no type integr; the nearest is "integer"'

# ---- the same inside a recipe ----
cat >expect.dpr <<'END'
dpipe-recipe 1
expect  identifiant unique=yes pattern=/CIN-\d{4}/ on-error=stop  [key]
expect  fauteuils na<1%  # one in a hundred
expect  rows>=180 header>=nom,commune
expect  ecrans > 0
END
run "$DPIPE" clean -r expect.dpr -o checked.csv clean.csv
is 'what a recipe expects, and is not so, is a finding' "$status" 1
has 'it tells what was found' "$err" \
	'fauteuils na<1%; found: 4.44 % (8 of 180 cells)'
is 'and nothing else' "$(grep -c '^warning' <<<"$err")" 1
ok 'the table stays as it was' cmp checked.csv clean.csv
sed '1a edit identifiant CIN-0147 -> CIN-0148' expect.dpr >stop.dpr
run "$DPIPE" clean -q -r stop.dpr -o stopped.csv clean.csv
is 'a rule may stop the run' "$status" 3
has 'it says which step, and where' "$err" 'step key stops here'
ok 'and nothing is written' test ! -e stopped.csv
run "$DPIPE" clean -q --slice 1/2 -r expect.dpr clean.csv
is 'what counts rows is not for a part of a table' "$status" 2
has 'the step is named' "$err" 'step key (expect) looks at other rows'
run "$DPIPE" clean -q --slice 1/2 -e 'expect ecrans type=integer range=1..' \
	clean.csv
is 'what looks at each row is' "$status" 0
run "$DPIPE" --lang fr recipe explain expect.dpr
has 'recipe explain has words for rules' "$out" \
	$'dans la colonne «\u00a0fauteuils\u00a0», cellules vides\u00a0: moins de 1'
has 'and for a condition' "$out" 'chaque enregistrement a ecrans > 0'

# ---- slips ----
printf 'n\n3\n' >slip.csv
run "$DPIPE" clean -q -e 'expect n foo=3' slip.csv
is 'a parameter that expect lacks' "$status" 2
is 'each that it has is named once' "$(grep -o on-error <<<"$err" | wc -l)" 1

done_testing
