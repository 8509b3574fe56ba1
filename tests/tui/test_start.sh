#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How dpipe starts without a command, and what scripts of keys may say.
. "${srcdir:-.}/tests/lib/tap.sh"
export XDG_STATE_HOME=$tap_dir/state XDG_DATA_HOME=$tap_dir/state INPUTRC=/dev/null

# ---- no terminal ----
run "$DPIPE" </dev/null
is "without a terminal it leaves with 0" "$status" 0
like "it prints the seven steps" "$out" "7 present"
unlike "and no escape sequence" "$out" $'\033'
is "nothing is said aside" "$err" ""
ok "nothing is remembered" test ! -e "$XDG_STATE_HOME/dpipe"

run "$DPIPE" - <<<'a,b'
is "without a terminal - is wrong usage" "$status" 2
like "the way to look at a pipe is shown" "$err" "dpipe verify -"
run "$DPIPE" --present </dev/null
is "--present without a terminal is wrong usage" "$status" 2
like "which is said" "$err" "needs a terminal with a screen"
run "$DPIPE" --present verify x
is "--present goes without a command" "$status" 2

# ---- scripts ----
mkdir -p "$XDG_STATE_HOME/dpipe"
: >"$XDG_STATE_HOME/dpipe/recent" # it is not the first time
replay() {
	printf '%b' "$1" >"$tap_dir/keys"
	run "$DPIPE" --script "$tap_dir/keys" "${@:2}"
}

replay 'Down\n'
is "a script without dump prints nothing" "$status:$out" "0:"
replay 'Down\n' --dump
is "--dump prints 24 lines" "$(wc -l <"$tap_dir/out")" 24
like "of the screen" "$out" "> 2 FIND"
replay 'Down\r\n' --dump
like "line ends of other systems are fine" "$out" "> 2 FIND"
replay '# a comment\n\n  \n' --size 50x13 --dump
is "--size is obeyed" "$(wc -l <"$tap_dir/out")" 13
replay ':\ntext "a "\ntext b\ndump\n'
like "quotes keep blanks" "$out" ": a b"
replay '' --size 300x100 --dump
is "a large screen is filled" "$(wc -l <"$tap_dir/out")" 100
replay 'q\nDown\n' --dump
is "after q nothing is left to show" "$status:$out" "0:"
printf 'dump\n' >"$tap_dir/keys"
is "keys come from a pipe too" \
	"$("$DPIPE" --script - <"$tap_dir/keys" | wc -l)" 24
is "DPIPE_ASCII draws with ASCII" \
	"$(DPIPE_ASCII=1 "$DPIPE" --lang fr --script "$tap_dir/keys" |
		LC_ALL=C grep -c '[^ -~]')" 0

# ---- a lesson whose question is below its first page ----
replay '1\ndump\n'
unlike "the choices of a long page are out of sight" "$out" "> 1 "
replay '1\nEnter\n' --dump
like "Enter shows them" "$out" "> 1 "
unlike "before it chooses" "$out" "Not that one"
replay '1\nEnter\nEnter\n' --dump
like "and then it chooses" "$out" "Not that one"
rm -rf "$XDG_STATE_HOME/dpipe/learn" "$XDG_STATE_HOME/dpipe/lessons"

replay 'Down\nDwon\n'
is "a word that is none is wrong usage" "$status" 2
like "said with its line" "$err" "keys, line 2: .*Dwon"
for size in 80 x 0x24 80x 80x24x3 501x24 -1x5; do
	replay '' --size "$size"
	is "--size $size is none" "$status" 2
done
printf 'wait\ndump\n' >"$tap_dir/keys"
out=$(printf 'n,town\n1,Apt\n2,Gap\n' | "$DPIPE" --script "$tap_dir/keys" -)
like "a script sees what comes through a pipe" "$out" "standard input +2 rows"
run "$DPIPE" --script "$tap_dir/keys" --present cinemas/clean
like "--present takes a lesson" "$out" "5\.1 MAKE THE TABLE TRUE"
run "$DPIPE" --script "$tap_dir/keys" --present cinemas/none
like "one that there is not is told" "$out" "There is no lesson cinemas/none"
replay 'resize 1x1\ndump\n'
is "a screen of one cell is a screen" "$status:$out" "0:~"
replay 'click 99 1\n'
is "a click outside is wrong" "$status" 2
run "$DPIPE" --dump
is "--dump goes with --script" "$status" 2
run "$DPIPE" --script "$tap_dir/keys" verify
is "--script goes without a command" "$status" 2
run "$DPIPE" --script "$tap_dir/none"
is "a script that is not there" "$status" 3

# ---- what is remembered ----
cp "$DPIPE_DATA_DIR/sample-data/departements-paca.csv" "$tap_dir/a b.csv"
replay "o\ntext $tap_dir/a b.csv\nEnter\n"
like "a file that was opened is remembered" \
	"$(<"$XDG_STATE_HOME/dpipe/recent")" "^[0-9]+ /.*/a b.csv"
is "for nobody else to read" \
	"$(stat -c %a "$XDG_STATE_HOME/dpipe/recent")" 600
replay ":\ntext why\nEnter\n:\ntext help\nEnter\n"
is "so is what was typed" \
	"$(<"$XDG_STATE_HOME/dpipe/history-commands")" "$(printf 'why\nhelp')"
is "for nobody else either" \
	"$(stat -c %a "$XDG_STATE_HOME/dpipe/history-commands")" 600
replay ':\nUp\nUp\ndump\n'
like "and comes back with Up" "$out" ": why"
replay ':\ntext é\nEsc\n:\nCtrl-C\nCtrl-R\ntext hel\ndump\n'
like "and with a search" "$out" "search.*hel.*help"
mkdir "$tap_dir/locked" && : >"$tap_dir/locked/dpipe"
# shellcheck disable=SC2016 # readline's own
printf '$if dpipe\nset editing-mode vi\n$endif\n' >"$tap_dir/inputrc"
INPUTRC=$tap_dir/inputrc replay \
	':\ntext abc\nEsc\ntext 0x\ndump\nEsc\ndump\n'
like "an inputrc is honoured: vi's command mode is named" "$out" "vi:cmd"
like "its keys edit" "$out" ": bc"
like "Esc leaves the line from there" "$out" "EN . NAV"
XDG_STATE_HOME=$tap_dir/locked replay ':\ntext why\nEnter\n' --dump
like "a state that cannot be written stops nothing" "$out" "Glossary"

# ---- the practice data are as large as home says ----
replay '' --size 120x40 --dump
while IFS='|' read -r title file; do
	said=$(printf '%s\n' "$out" |
		sed -n "s/.*$title  *\([0-9]*\) x \([0-9]*\) .*/\1 \2/p")
	is "$title" "$said" "$("$DPIPE" verify --json \
		"$DPIPE_DATA_DIR/sample-data/$file" |
		sed -n 's/.*"records":\([0-9]*\),"columns":\([0-9]*\).*/\1 \2/p' |
		head -n 1)"
done <<'EOF'
Cinemas, as typed|cinemas-paca/cinemas-brut.csv
Cinemas, repaired|cinemas-paca/cinemas-propre.csv
Communes|communes-paca.csv
Departments|departements-paca.csv
EOF
done_testing
