#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dpipe in plain lines: the start by numbers and words, and every lesson of
# the track taken to its end by its model answers.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN ACCESSIBLE LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
cd "$tap_dir" || exit 99
export XDG_DATA_HOME=$tap_dir/data XDG_STATE_HOME=$tap_dir/state

# What only a screen shows: escape sequences, boxes, blocks, braille.
drawn=$'\033|[─-⣿]'

# ---- the start ----
run "$DPIPE" --plain </dev/null
is 'it leaves with 0 where nothing can be read' "$status" 0
has 'it says how to go on' "$out" 'Type keys for what there is'
has 'steps have numbers' "$out" ' 1  Define'
has 'practice data too' "$out" ' 8  Cinemas, as typed: 196 rows'
unlike 'nothing is drawn' "$out" "$drawn"
run "$DPIPE" </dev/null
has 'without a terminal the steps are printed, and no more' "$out" '1 define'

run "$DPIPE" --plain <<'END'
keys
where
bla
99
11
verify raw.csv
lang fr
où
fin
encore
END
is 'words and numbers are answered' "$status" 0
has 'keys' "$out" 'stop: leave'
has 'where' "$out" 'No lesson is in hand.'
has 'what is none' "$out" 'That is no number, no command and no file'
has 'a number too large' "$out" 'No such number'
has 'a practice file' "$out" 'departements-paca.csv'
has 'a command that fails' "$err" 'raw.csv'
has 'the other language' "$out" 'Les sept étapes'
has 'its words' "$out" "Vous êtes à l'accueil"
is 'fin ends it' "$(grep -c 'Les sept étapes' <<<"$out")" 1
unlike 'nothing of it is drawn' "$out" "$drawn"

# ---- a table ----
printf 'id;ville;n\n1;Apt;3\n2; apt;10\n3;APT;2\n4;Gap;1\n' >t.csv
run "$DPIPE" --plain <<'END'
open t.csv
facet ville
merge 1 3 9 as Apt
merge 1 3 as Apt
show
no
merge 2 3 as Apt
yes
drop n = 3
oui
undo
note two towns, not one
case ville to=upper
yes
history
row 1
save t.dpr
save clean.csv
trim nowhere
bla
stop
stop
END
is 'a table is worked on' "$status" 0
has 'its values have numbers' "$out" ' 1  '
has 'and what nobody would see' "$out" 'starts with a space'
has 'numbers too large are none' "$out" 'facet a column first'
has 'changes are said before' "$out" 'Apply edit ville'
has 'and dropped' "$out" 'Dropped: nothing was changed.'
has 'or applied' "$out" 'cells changed. undo takes it back.'
has 'rows that go out are counted' "$out" '1 row goes out.'
has 'what was taken back stays in the history' "$out" '1 row out, undone'
has 'with notes' "$out" 'two towns, not one'
has 'a row is said as it is now' "$out" 'ville: APT'
has 'what does not fit is said' "$out" 'no column called nowhere'
has 'and what is no word' "$out" 'no word and no step'
unlike 'nothing is drawn of a table' "$out" "$drawn"
run "$DPIPE" clean -r t.dpr t.csv
is 'the steps do the same again' "$out" "$(<clean.csv)"
run "$DPIPE" --plain <<'END'
open t.csv
1
where
stop
open t.csv
2
where
END
has 'work goes on' "$out" 'Steps applied: 2.'
has 'or starts again' "$out" 'Steps applied: 0.'
cp t.csv moved.csv
run "$DPIPE" --plain moved.csv <<'END'
sort n
yes
move n first
yes
END
has 'rows are seen to change places' "$(tr '\n' ' ' <<<"$out")" \
	'The rows change places.'
has 'and did' "$out" 'Done: the rows changed places. undo takes it back.'
has 'so are columns' "$(tr '\n' ' ' <<<"$out")" 'The columns change.'
has 'which did' "$out" 'Done: the columns changed. undo takes it back.'
run "$DPIPE" --plain t.csv <<<columns
is 'a file can be opened at once' "$status" 0
like 'and is told of' "$out" '2 +ville'
run "$DPIPE" --plain project.csv <<<columns
is 'one that is not there cannot' "$status" 3

# ---- one of several tables ----
pack=$(realpath "$(command -v "${PACK:=tests/lib/pack}")") || exit 99
printf '=== a.csv\nx,y\n1, 2\n=== b.csv\nx,y\n3, 4\n5,6\n' | "$pack" zip two.zip
run "$DPIPE" --plain <<'END'
open two.zip
7
2
trim y
yes
save b.dpr
tables
a.csv
where
tables
stop
open two.zip
stop
END
has 'a file of several tables is a numbered choice' "$out" ' 2  b.csv'
is 'what is no number is asked again' "$(grep -c 'Which one?' <<<"$out")" 5
has 'one is opened' "$out" 'two.zip: b.csv: rows: 2, columns: 2.'
has 'its recipe says which' "$(<b.dpr)" 'source member="b.csv"'
has 'another later, by its name' "$out" 'two.zip: a.csv: rows: 1, columns: 2.'
has 'whose steps are others' "$out" 'columns: 2. Steps applied: 0.'
run "$DPIPE" --plain t.csv <<<tables
has 'where there is one only, that is said' "$out" 'There is one table in t.csv'

# ---- the whole track ----
# What a learner types who follows the first route of each task.
cat >model.awk <<'AWK'
function flush() {
	if (action != "")
		print action
	action = ""
}
function leave() {
	flush()
	if (kind == "predict")
		print "1\n"
	else if (kind == "quiz")
		print right
	else if (kind == "reflect")
		print "Those who are not counted."
	if (kind != "")
		print ""
	kind = ""
	routes = 0
}
/^#/ { next }
/^\[task / {
	leave()
	kind = $3
	sub(/\]/, "", kind)
}
/^right: / { right = $2 }
/^[^ ]/ {
	flush()
	in_route = $0 ~ "^route(\\." language ")?: " && ++routes == 1
	if (in_route) {
		action = $0
		sub(/^route[.a-z]*: /, "", action)
	}
	next
}
in_route && /^    / {
	sub(/^ +/, " ")
	action = action $0
	next
}
in_route {
	flush()
	sub(/^ +/, "")
	action = $0
}
END { leave() }
AWK
steps='define find get verify clean analyse present'
for language in en fr; do
	export LANGUAGE=$language
	export XDG_DATA_HOME=$tap_dir/$language XDG_STATE_HOME=$tap_dir/$language
	number=0
	# in order: a lesson that needs another catches up with it
	for name in $steps; do
		lesson=$DPIPE_DATA_DIR/lessons/cinemas/$name.lesson
		number=$((number + 1))
		{
			echo "$number"
			awk -v language="$language" -f model.awk "$lesson"
			printf 'stop\nstop\n'
		} >typed
		run "$DPIPE" --plain <typed
		is "$name in $language ends well" "$status" 0
		is "$name in $language: every task is complete" \
			"$(grep -c -e ' is complete\.$' -e ' est accomplie\.$' \
				<<<"$out")" "$(grep -c '^\[task ' "$lesson")"
		unlike "$name in $language: nothing is drawn" "$out" "$drawn"
	done
done
done_testing
