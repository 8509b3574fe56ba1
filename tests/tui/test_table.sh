#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Tables: how they are opened, and what leaves them: copies, files, recipes.
# What the screen shows is in screens/table*.
. "${srcdir:-.}/tests/lib/tap.sh"
export XDG_STATE_HOME=$tap_dir/state INPUTRC=/dev/null LANGUAGE=en
unset DISPLAY WAYLAND_DISPLAY SSH_CONNECTION

mkdir "$tap_dir/work"
cd "$tap_dir/work" || exit 99
printf 'id;ville;n\n1;Apt;3\n2; apt;10\n3;"Nice;\n06";2\n4;APT;\n' >t.csv

# replay FILE KEYS [OPTION…]: keys with \n between them.
replay() {
	printf '%b' "$2" >"$tap_dir/keys"
	run "$DPIPE" --script "$tap_dir/keys" "${@:3}" "$1"
}
copied=$XDG_STATE_HOME/dpipe/copied.txt

# ---- opening ----
replay t.csv 'wait\ndump\n'
like "a file that is no command is opened" "$out" "Table  t.csv +4 rows"
run "$DPIPE" --script "$tap_dir/keys" t.csv --size 100x30
is "options may stand behind it" "$status:$(wc -l <"$tap_dir/out")" 0:30
run "$DPIPE" --script "$tap_dir/keys" t.csv u.csv
is "two files are too much" "$status" 2
like "which is said" "$err" "u.csv.*one file is opened at a time"
run "$DPIPE" t.csv </dev/null
is "without a terminal a file is no command" "$status" 2
like "and the way is shown" "$err" "dpipe verify t.csv"
run "$DPIPE" --script "$tap_dir/keys" none.csv
is "a file that is not there" "$status" 3
like "is said to be none" "$err" "there is no file none.csv; check the name"
mkdir folder
replay folder 'dump\n'
like "a folder is no table" "$out" "folder"

# ---- copying ----
replay t.csv 'wait\nRight\nDown\ny\n'
is "y copies the cell as it is" "$(<"$copied")" " apt"
is "for the user alone" "$(stat -c %a "$copied")" 600
replay t.csv 'wait\ny\ny\n'
is "y again the row" "$(<"$copied")" "$(printf '1\tApt\t3')"
replay t.csv 'wait\ny\ny\ny\ndump\n'
is "y again the rows in sight" "$(wc -l <"$copied")" 5
like "line ends in cells are blanks" "$(<"$copied")" "Nice; 06"
like "and says so" "$out" "4 rows in sight are copied"
replay t.csv 'wait\ny\nDown\ny\n'
is "a move between starts anew" "$(<"$copied")" 2
mkdir "$tap_dir/bin"
printf '#!/bin/sh\ncat >%q\n' "$tap_dir/pasted" >"$tap_dir/bin/wl-copy"
chmod +x "$tap_dir/bin/wl-copy"
WAYLAND_DISPLAY=w PATH=$tap_dir/bin:$PATH replay t.csv 'wait\ny\ndump\n'
like "a tool of the desktop is used" "$out" "copied .*: sent to wl-copy"
for ((i = 0; i < 100; i++)); do
	[ ! -s "$tap_dir/pasted" ] || break
	sleep 0.1
done
is "and gets the text" "$(<"$tap_dir/pasted")" 1

# ---- saving ----
replay t.csv 'wait\nrun export a.csv\nwait\n'
is "all rows" "$(<a.csv)" "$(printf 'id,ville,n
1,Apt,3\n2, apt,10\n3,"Nice;\n06",2\n4,APT,')"
replay t.csv 'wait\nRight\nRight\ns\nwait\nrun export b.csv\nwait\n'
is "in the order on screen" "$(cut -d, -f1 b.csv | tr '\n' ' ')" \
	'id 3 06" 1 2 4 '
replay t.csv 'wait\nRight\nf\nwait\nEnd\nEnter\nwait\nrun export c.csv\nwait\n'
is "the rows of a filter" "$(sed -n 2p c.csv)" '3,"Nice;'
replay t.csv 'wait\nc\nSpace\nRight\nEsc\nrun export d.csv\nwait\n'
is "the columns that are shown" "$(head -n 1 d.csv)" "n,ville"
replay t.csv 'wait\nrun export a.csv\nwait\ndump\n'
like "no file is replaced" "$out" "a.csv is there already"
{
	echo "id,long"
	echo "1,$(head -c 100000 /dev/zero | tr '\0' x)"
	echo "2,short"
} >long.csv
replay long.csv 'wait\nrun export e.csv\nwait\n'
ok "long cells are saved whole" cmp long.csv e.csv
"${abs_builddir:?}/bench/gencsv" --bytes 3M --profile comma >many.csv
run "$DPIPE" clean many.csv -o wanted.csv
replay many.csv 'wait\nrun export f.csv\nDown\nPgDn\nEnd\nHome\nwait\n'
ok "thousands of rows, with keys between" cmp wanted.csv f.csv

# ---- a recipe line ----
replay t.csv 'wait\nRight\nf\nwait\nSpace\nSpace\nSpace\nm\ndump\n'
like "m proposes the most frequent name" "$out" "One name .*: "

# ---- the file has not changed ----
replay t.csv 'wait\nCtrl-L\ndump\n'
like "an unchanged file is only drawn again" "$out" "drawn again"
# ---- one of several tables ----
pack=$(realpath "$(command -v "${PACK:=tests/lib/pack}")") || exit 99
printf '=== a.csv\nx,y\n1, 2\n=== b.csv\nx,y\n3, 4\n5,6\n' | "$pack" zip two.zip
printf '=== data.csv\nx,y\n1,2\n=== LISEZ-MOI.txt\nx\n' | "$pack" zip one.zip
"$pack" zip book.xlsx <"${abs_srcdir:?}/tests/data/sheet/everything.xlsx.parts"
# play KEYS [ARGUMENT…]: keys with \n between them.
play() {
	printf '%b' "$1" >"$tap_dir/keys"
	run "$DPIPE" --script "$tap_dir/keys" "${@:2}"
}
play 'dump\nDown\nEnter\nwait\ndump\n' two.zip
like "which file of a zip is asked" "$out" "2 files. Which one.*> a.csv"
like "and that one is opened" "$out" "Table  two.zip: b.csv .*2 rows"
play 'wait\ndump\nrun tables\ndump\n' one.zip
like "where one only looks like a table it is not" "$out" "Table  one.zip: data"
like "but can be" "$out" "> data.csv.*LISEZ-MOI.txt"
step='wait\nrun trim y\nwait\nEnter\nwait\n'
play "Down\nEnter\n${step}run export two.sh\nH\nrun export b.dpr\n" two.zip
has "the recipe says which it was" "$(<b.dpr)" 'source member="b.csv"'
run "$DPIPE" clean -q -r b.dpr two.zip
is "and reads it again" "$out" $'x,y\n3,4\n5,6'
play 'Enter\nwait\nH\ndump\nrun tables\n' two.zip
unlike "the steps are of that one alone" "$out" "trim y"
play 'Shift-Tab\ndump\nDown\nEnter\nwait\nEnter\nwait\ndump\nV\nwait\ndump\n'
like "home tells of each" "$out" \
	"> two.zip: a.csv +today.*two.zip: b.csv +1 change.*last: spaces"
like "and opens the same one again" "$out" "Table  two.zip: b.csv"
like "of which the findings are" "$out" "Findings  two.zip: b.csv +after 1 change"
play 'Down\nEnter\nwait\nEnter\nwait\nO\nUp\nEnter\nwait\ndump\nq\ndump\n' \
	two.zip
like "O: another in its place" "$out" "Table  two.zip: a.csv.*The seven steps"
play 'Shift-Tab\nDown\nV\nwait\nN\ntext ok\nEnter\ndump\n'
like "decisions about each have a log of their own" \
	"$(<two-b.csv-decisions.csv)" ',ok,'
printf 'x;y\n1;2\n' >plain.csv
play 'wait\nO\ndump\n' plain.csv
like "of one table there is nothing to choose" "$out" "one table in plain.csv"
{
	printf '=== book.xlsx\n'
	cat book.xlsx
	printf '\n=== other.csv\na\n1\n'
} | "$pack" zip deep.zip
play 'Enter\ndump\nEnter\nwait\ndump\n' deep.zip
like "a spreadsheet in a zip, then a sheet of it" "$out" \
	"Tables  deep.zip: book.xlsx.*caché .*hidden.*> Données"
like "is opened" "$out" "Table  deep.zip: Données"
done_testing
