#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The table of a lesson: a task done by keys alone, and typed, is the same
# task; steps back and forward, places kept. What it looks like is in
# screens/lesson-table.
. "${srcdir:-.}/tests/lib/tap.sh"
export INPUTRC=/dev/null LANGUAGE=en DPIPE_TEST_EPOCH=1772611200

# ---- a track of one lesson ----
export DPIPE_DATA_DIR=$tap_dir/data
mkdir -p "$DPIPE_DATA_DIR/lessons/towns" "$DPIPE_DATA_DIR/sample-data"
cat >"$DPIPE_DATA_DIR/sample-data/towns.csv" <<'END'
id,town,people
1,Nice,340
2,NICE,341
3,Apt,11
4,apt,12
5,Gap,40
6,Nice,342
END
cat >"$DPIPE_DATA_DIR/lessons/towns/clean.lesson" <<'END'
dpipe-lesson: 1
id: towns/clean
step: clean
minutes: 5
data: towns.csv
table: clean/towns.csv
recipe: recipes/towns.dpr
key: id
title.en: Towns
intro.en: Some towns.
[task c1 do]
goal.en: Each town has one name.
check: distinct(town) = 3
check: rows = same
check: changed-columns <= town
route: cluster town
wrong rows-lost when: rows < same
  say.en: {gap} rows are gone.
[task q1 quiz]
ask.en: Which?
choice good:
  text.en: The good one
  why.en: It is.
choice bad:
  text.en: The bad one
  why.en: It is bad.
right: good
source: here
END
mkdir "$tap_dir/work"
cd "$tap_dir/work" || exit 99

# As the learner called NAME, in the lesson, from where NAME left it: KEYS
# with \n between them, then OPTIONs.
play() {
	export XDG_DATA_HOME=$tap_dir/of-$1 XDG_STATE_HOME=$tap_dir/of-$1/state
	folder=$XDG_DATA_HOME/dpipe/towns
	journal=$XDG_STATE_HOME/dpipe/learn/towns/journal
	printf 'g\ntext towns\nEnter\nwait\n%b' "$2" >"$tap_dir/keys"
	run "$DPIPE" --script "$tap_dir/keys" --size "${3:-80x24}"
}
# The steps of the recipe that learner has made.
steps() {
	grep '^edit' "$folder/recipes/towns.dpr"
}
towns() {
	cut -d, -f2 "$folder/clean/towns.csv" | tail -n +2 | tr '\n' ' '
}

# ---- by keys alone: counted, ticked, merged, seen, applied ----
# the values are Nice, Apt, Gap, NICE, apt
values='Tab\nRight\nf\nwait\n'
nice='Space\nDown\nDown\nSpace\nm\nEnter\nwait\n'
apt='Home\nDown\nSpace\nEnd\nSpace\nm\nEnter\nwait\n'
play keys "$values${nice}dump\nEsc\nwait\ndump\n"
like "a merge is shown first" "$out" "PREVIEW ONLY .*change 1 cell"
like "and the task with it" "$out" "Each town has one name"
like "Esc drops it" "$out" "Dropped: nothing was changed"
ok "nothing was done then" test ! -e "$folder/recipes/towns.dpr"
play keys "$values${nice}Enter\nwait\ndump\n${apt}Enter\nwait\ndump\n"
like "applied, it is judged by what it did" "$out" "Not yet.* 4.*attempt 1"
has "its values are counted anew" "$out" "[ ] Nice               3"
like "the second completes the task" "$out" "Task 1 is complete"
is "the recipe has what keys did" "$(steps)" 'edit town "NICE" -> "Nice"
edit town "apt" -> "Apt"'
is "so has the table" "$(towns)" "Nice Nice Apt Apt Gap Nice "
is "and the journal" "$(grep -c ' act clean/c1 ' "$journal")" 2
like "Enter goes on from there" "$(
	play keys 'Enter\nwait\ndump\n'
	echo "$out"
)" "Task 2 of 2: choose"

# ---- typed: the same ----
by_keys=$(steps) made=$(<"$folder/clean/towns.csv")
typed='Enter\ntext edit town "NICE" -> "Nice"\nEnter\nwait\n'
typed+=':\ntext edit town "apt" -> "Apt"\nEnter\nwait\n'
play lines "${typed}dump\n"
like "typed, it is the same task" "$out" "Task 1 is complete"
is "the same recipe" "$(steps)" "$by_keys"
is "the same table" "$(<"$folder/clean/towns.csv")" "$made"

# ---- back, forward, from the start ----
play lines 'u\nwait\nTab\nwait\ndump\n'
like "u takes the last one back" "$out" "4  *apt"
unlike "the task is open again" "$out" "complete"
is "so is its table" "$(towns)" "Nice Nice Apt apt Gap Nice "
play lines 'Tab\nu\nwait\nu\nwait\ndump\n'
like "u in the table, and then there is no more" "$out" "nothing to take back"
is "all is as it was" "$(towns)" "Nice NICE Apt apt Gap Nice "
play lines 'U\nwait\nTab\nU\nwait\ndump\nU\nwait\ndump\n'
like "U makes them again, another day" "$out" "Task 1 is complete"
like "as many as there were" "$out" "no later change"
is "the same recipe again" "$(steps)" "$by_keys"
play lines 'u\nwait\n:\ntext trim *\nEnter\nwait\nU\nwait\ndump\n'
like "what was done since is the way on" "$out" "no later change"
play lines ':\ntext reset\nEnter\nwait\ndump\n'
is "reset: the task as it began" "$(towns)" "Nice NICE Apt apt Gap Nice "
like "and the table that is shown" "$out" "2 2   NICE"

# ---- whatever opens its table ----
play whole ''
play whole "run open $folder/clean/towns.csv\nwait\ndump\nRight\nDown\ne\n"`
	`'Ctrl-A\nCtrl-K\ntext Nice\nEnter\nwait\nEnter\nwait\ndump\n'
like "the table on a screen of its own" "$out" "Table  towns.csv"
like "a change there is one of the lesson" "$out" "Not yet.* 4"
like "with the key of the record" "$(<"$folder/recipes/towns.dpr")" \
	'set id="2" town "NICE" -> "Nice"$'
play whole "run open $folder/clean/towns.csv\nwait\nu\nwait\ndump\n"
like "so is u" "$out" "The last change is taken back"
play whole "run open $folder/clean/towns.csv\nwait\nH\nwait\ndump\n"
like "and the history" "$out" "The recipe has no step yet"
ok "no journal beside the lesson's" test ! -e "$XDG_STATE_HOME/dpipe/work"

# ---- a key, where the focus is ----
play where '/\ntext apt\nEnter\nwait\ndump\nn\nwait\ndump\nEsc\nn\ndump\n'
like "a key that only the table has leads there" "$out" "> +3 3 +\[Apt"
like "n is the next match there" "$out" "> +4 4 +\[apt"
like "and the next page where the task is read" "$out" "This is the last page"
play where 'g\ndump\nEsc\nTab\ng\ndump\ntext 5\nEnter\nwait\ndump\n'
like "g is a task, or a row" "$out" "Go to task:"
like "a row in the table" "$out" "Go to row:"
like "and leads there" "$out" "> +5\[5"
play where '?\ndump\nEsc\nTab\n?\ndump\n' 120x40
has "? lists what the table has" "$out" "/           Search"
unlike "but no key of values that are not open" "$out" "Space +Tick"
play where 'Tab\nx\ndump\nEsc\ndump\nEsc\ndump\n'
like "a table in a lesson is not saved as an extract" "$out" \
	'.Save. means nothing here'
like "Esc: the task again" "$out" "Enter Type .*Tab Table"
like "Esc: the screen before" "$out" "The seven steps"
play where ':\ntext facet TOWN\nEnter\nwait\ndump\n:\ntext facet x\nEnter\ndump\n'
like "a command of the table can be typed, with a column" "$out" "Facet: town"
like "if there is one" "$out" 'There is no column .x. here'
play where 'Tab\nRight\n:\ntext case\nEnter\ndump\nEsc\n:\ntext face\ndump\n'
has "a step without columns is proposed for the one in focus" "$out" \
	": case town"
like "a command of the table is offered" "$out" "> Facet f "
play where 'Tab\nRight\nt\ndump\n'
like "t says the table when keys are for it" "$out" "Row 1, column 2 of 3"
play where 'click 15 9\nwait\ndump\nclick 3 10\ndump\n'
like "a click goes to the row" "$out" "> +2\[2"
like "and one to the task" "$out" "Enter Type .*Tab Table"

# ---- sizes come and go ----
play where "${values}Down\nSpace\nEsc\nDown\nDown\nEnter\nwait\ndump\n"`
	`'resize 40x12\nwait\nresize 120x40\nwait\nresize 61x19\nwait\n'`
	`'resize 80x24\nwait\ndump\n'
is "the place is kept" "${out:0:${#out}/2}" "${out: -${#out}/2}"

# ---- a file that is still to be made ----
mkdir "$DPIPE_DATA_DIR/lessons/files"
sed 's/^id: .*/id: files\/clean/; /^\[task q1/,$d
	s/^check: dis.*/check: in results\/n.csv: rows = 1/
	s/^check: rows.*/check: in results\/n.csv: sum(n) = 3/
	s/^check: ch.*/check: in results\/n.csv: header = n/' \
	"$DPIPE_DATA_DIR/lessons/towns/clean.lesson" \
	>"$DPIPE_DATA_DIR/lessons/files/clean.lesson"
printf 'g\ntext files\nEnter\nwait\nn\ndump\n' >"$tap_dir/keys"
run "$DPIPE" --script "$tap_dir/keys" --size 80x24
is "three checks of it say once that it is not there" \
	"$(grep -c 'results/n.csv' <<<"$out")" 1
done_testing
