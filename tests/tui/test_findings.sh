#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Findings: the ways to them, what is decided, what a repair hands over, a
# reading that is stopped. What the screen shows is in screens/findings*.
. "${srcdir:-.}/tests/lib/tap.sh"
export XDG_STATE_HOME=$tap_dir/state INPUTRC=/dev/null LANGUAGE=en
export XDG_DATA_HOME=$tap_dir/data

mkdir "$tap_dir/work"
cd "$tap_dir/work" || exit 99
printf 'id;ville;n\n1;Apt;3\n2; apt;10\n3;Nice;2\n4;Aix ;5\n' >t.csv

# replay KEYS [ARGUMENT…]: keys with \n between them.
replay() {
	printf '%b' "$1" >"$tap_dir/keys"
	run "$DPIPE" --script "$tap_dir/keys" "${@:2}"
}

# ---- the ways to them ----
replay 'V\nwait\ndump\n' t.csv
like "V, from the table" "$out" "Findings  t.csv .*[0-9] finding"
replay '4\nwait\ndump\n' t.csv
like "so does the key of the step" "$out" "Findings  t.csv"
replay 'V\ntext t.csv\nEnter\nwait\ndump\n'
like "elsewhere a file is asked for" "$out" "Findings  t.csv"
replay 'q\nTab\nTab\n4\nwait\ndump\n' t.csv
like "4, on a recent file" "$out" "Findings  t.csv"
replay 'run verify none.csv\ndump\n'
like "a file that is not there" "$out" "There is no file none.csv"
mkdir -p p/raw
printf 'dpipe-project 1\n' >p/project.dpipe
cp t.csv p/raw
replay '4\nV\nwait\ndump\n' p
like "V, from a project" "$out" "Findings  t.csv"
replay '5\nV\nwait\ndump\n'
like "V, from a lesson, on its table" "$out" "Findings  cinemas.csv"
replay "run verify -\ndump\n"
like "a pipe is not read again" "$out" "pipe can be read once only"

# ---- places ----
replay 'V\nwait\nEnter\nwait\ndump\n' t.csv
like "Enter goes to the place" "$out" '>   2 2  \[ apt'
like "which is one of some" "$out" "Place 1 of 2"
replay 'V\nwait\nEnter\nwait\nn\nwait\ndump\nV\ndump\n' t.csv
like "n to the next one" "$out" '>   4 4  \[Aix'
like "V goes back to the list" "$out" "Findings  t.csv"

printf 'a;b\n1;x\na;b\n2;y\na;b\n3;z\n4; w\n' >again.csv
replay 'V\nwait\nDown\nEnter\nwait\ndump\n' again.csv
like "also where records before it were left out" "$out" '>   4 4  \[ w'

# ---- the repair, the decision ----
replay 'V\nwait\ne\ndump\n' t.csv
like "e hands over the line" "$out" "trim ville"
replay 'V\nwait\nN\ntext left; names of songs\nEnter\ndump\n' t.csv
like "what is decided is seen" "$out" '>.*\[x\]'
like "and told where it is" "$out" "Written into t-decisions.csv"
like "with its reason" "$(<t-decisions.csv)" \
	'whitespace,.*left,names of songs'
replay 'V\nwait\ndump\nN\ndump\n' t.csv
like "and known the next time" "$out" '>.*\[x\]'
like "to be changed" "$out" ": left; names of songs"
run "$DPIPE" verify t.csv --log t-decisions.csv
like "as on the command line" "$(<t-decisions.csv)" 'left,names of songs'
replay '4\nV\nwait\nN\ntext left\nEnter\ndump\n' p
like "in a project, with its other logs" "$(<p/verify/t.csv)" ',left,'
echo 'do verify raw/t.csv --log verify/mine.csv' >>p/project.dpipe
replay '4\nV\nwait\nN\ntext left\nEnter\ndump\n' p
like "where its own command writes it" "$(<p/verify/mine.csv)" ',left,'

# ---- after changes ----
rm -f t-decisions*.csv
trim='wait\nrun trim ville\nwait\nEnter\nwait\n'
replay "${trim}V\nwait\ndump\n" t.csv
like "the findings are of the cleaned table, and say so" "$out" \
	"after 1 change \\| [0-9]+ finding"
unlike "what was repaired is gone" "$out" "whitespace"
rm -rf "$XDG_STATE_HOME/dpipe/work"
filter='wait\nrun filter n > 2\nwait\nEnter\nwait\n'
replay "${filter}V\nwait\nn\nEnter\nwait\ndump\nEsc\ndump\n" t.csv
like "where rows went out, a place is where the row is now" "$out" \
	'>   3 4  \[Aix '
like "Esc: the findings again" "$out" "Findings  t.csv +after 1 change"
rm -rf "$XDG_STATE_HOME/dpipe/work"
replay "${filter}s\nwait\nV\nwait\nEnter\nwait\ndump\n" t.csv
like "whatever the order was" "$out" '>   2 2  \[ apt'
rm -rf "$XDG_STATE_HOME/dpipe/work"
replay "${filter}s\nV\nwait\nEnter\nwait\ndump\n" t.csv
like "or was about to be" "$out" '>   2 2  \[ apt'
rm -rf "$XDG_STATE_HOME/dpipe/work"
replay "${filter}V\nwait\nN\ntext ask\nEnter\nV\ndump\n" t.csv
like "what is decided then has a log of its own" \
	"$(<t-decisions-after-changes.csv)" \
	'^file,.*,remark,steps.t.csv,whitespace,.*,ask,,filter n > 2'
ok "that of the file as it came is another" test ! -e t-decisions.csv
run "$DPIPE" verify t.csv --log t-decisions-after-changes.csv
is "which the command line can go on with" "$(head -n 1 \
	t-decisions-after-changes.csv)" "$(sed 's/,steps$//;q' \
	t-decisions-after-changes.csv)"
rm -rf "$XDG_STATE_HOME/dpipe/work"
replay 'wait\nV\nwait\ne\nwait\nEnter\nwait\ndump\nH\nHome\nEnter\nwait\nV\nwait\ndump\n' t.csv
like "a repair takes its finding away" "$out" "after 1 change \| [0-9]+ finding"
like "and its answer stays" "$out" "2 cells changed"
like "at 0 in the history they are of the file as it came" "$out" \
	"whitespace.* as it came"
rm -rf "$XDG_STATE_HOME/dpipe/work"

# ---- a reading that is stopped ----
"${abs_builddir:?}/bench/gencsv" --bytes 8M --profile comma >many.csv
replay 'V\nEsc\nwait\ndump\nN\ndump\nd\ndump\n' many.csv
like "Esc stops it, and what was found so far is shown" "$out" \
	"[0-9] findings so far"
like "of which no log is written" "$out" "Not all of the file was read"
like "and which says of what" "$out" "Only the first [0-9]+ records"
replay 'V\nEsc\nEsc\ndump\n' many.csv
like "Esc again leaves" "$out" "Table  many.csv"
done_testing
