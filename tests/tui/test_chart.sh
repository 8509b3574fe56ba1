#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Charts: the ways to them, types, what is asked of them, files. What the
# screen shows is in screens/chart*.
. "${srcdir:-.}/tests/lib/tap.sh"
export XDG_STATE_HOME=$tap_dir/state INPUTRC=/dev/null LANGUAGE=en
export XDG_DATA_HOME=$tap_dir/data

mkdir "$tap_dir/work"
cd "$tap_dir/work" || exit 99
printf '%s\n' 'jour,ville,vu,prix' '2024-01-01,Apt,1/2/2024,3' \
	'2024-01-02,Gap,1/2/2024,10' '2024-01-02,Apt,2/2/2024,2' \
	'2024-01-05,Nice,3/2/2024,5' '2024-01-05,Apt,3/2/2024,4' >t.csv

# replay KEYS [ARGUMENT…]: keys with \n between them.
replay() {
	printf '%b' "$1" >"$tap_dir/keys"
	run "$DPIPE" --script "$tap_dir/keys" "${@:2}"
}
bar='wait\nRight\nG\nwait\n'

# ---- the ways to them ----
replay "${bar}dump\n" t.csv
like "names are counted in bars" "$out" "Bar chart, n = 5"
like "the largest first" "$out" "  Apt .* 3 "
replay 'wait\nG\nwait\ndump\n' t.csv
like "dates make a line" "$out" "Line chart, n = 5"
replay 'wait\nRight\nRight\nG\nwait\ndump\nTab\ndump\n' t.csv
like "dates that do not sort as they stand do not" "$out" "Bar chart, n = 5"
like "and why" "$out" "Line chart: there are no dates like 2021-03-12"
replay 'wait\nEnd\nRight\nRight\nRight\nG\nwait\ndump\n' t.csv
like "numbers are shown as they spread" "$out" "Histogram, n = 5"
replay "run chart bar t.csv -x ville -y 'sum(prix)' --top 2\nwait\ndump\n"
like "the words of the command line, from anywhere" "$out" \
	"sum of prix, by ville .*Bar chart, n = 5"
like "with their numbers" "$out" "Gap .* 10 "
replay 'wait\nrun chart bar -y mean(prix)\ndump\n' --size 120x40 t.csv
like "quoted as there" "$out" "Put it between 'quotes'"
replay "wait\nRight\nrun chart bar -y 'mean(prix)'\nwait\ndump\n" t.csv
like "of the table and the column in focus" "$out" "mean of prix, by ville"
replay 'run chart pie t.csv -x ville\ndump\n'
like "a type that there is not" "$out" "bar, line.*histogram"
replay 'G\ndump\n'
like "without a table" "$out" "A chart is drawn of a table"
replay 'wait\nRight\nf\nwait\nEnter\nwait\nG\nwait\ndump\n' t.csv
like "of the rows that are shown" "$out" "of the rows that are shown"
like "and of no other" "$out" "n = 3"
mkdir -p p/clean
printf 'dpipe-project 1\n' >p/project.dpipe
cp t.csv p/clean
replay '6\nG\nwait\ndump\n' p
like "from a project, its table" "$out" "Go to a column of the table"
replay '5\nG\nwait\ndump\n'
like "from a lesson, the column in focus" "$out" "rows, by Identifiant"

# ---- after changes ----
keys='wait\nRight\nrun edit ville "Gap" -> "Nice"\nwait\nEnter\nwait\n'
keys+='G\nwait\ndump\nd\ndump\nEsc\ne\ntext Nice: 2 of 5\nEnter\n'
keys+='N\nCtrl-A\nCtrl-K\ntext INSEE, 2024\nEnter\nrun export nice.svg\ndump\n'
replay "$keys" t.csv
like "of the cleaned table, which is said" "$out" \
	"Chart  t.csv .*after 1 change .*Nice .* 2 "
like "with what was done" "$out" \
	'1 spelling replaced by “Nice” \(ville\): history 1'
has "below the picture for others, too" "$(tr '\n' ' ' <nice.svg)" \
	"INSEE, 2024. After 1 change"
line=$(tr '\n' ' ' <<<"$out" | grep -o 'dpipe clean.* -x ville ' | head -n 1)
PATH=$(dirname "$DPIPE"):$PATH run sh -c "${line//  / }"
like "the command line that draws it cleans first" "$out" "Nice: 2"
replay 'wait\nEnter\nwait\nRight\nH\nwait\nG\nwait\ndump\n' t.csv
like "from the workspace as well" "$out" "Chart  t.csv .*after 1 change"
replay 'wait\nEnter\nwait\nu\nwait\nRight\nG\nwait\ndump\n' t.csv
unlike "without changes nothing is said" "$out" "fter 1 change"
keys='wait\nEnter\nwait\nU\nwait\nRight\nG\nwait\nV\ntext t.csv\nEnter\n'
replay "${keys}wait\nH\nHome\nEnter\nwait\nEsc\nwait\nEsc\nwait\ndump\n" t.csv
like "what is taken back meanwhile is drawn" "$out" "Chart  t.csv  .*Gap .* 1 "
rm -rf "$XDG_STATE_HOME/dpipe/work"

# ---- what is asked ----
replay "${bar}c\ntext sum(prix)\nEnter\nwait\ndump\n" t.csv
like "other numbers" "$out" "sum of prix, by ville"
replay "${bar}s\ndump\n" t.csv
like "in the order of the names" "$out" "By name"
replay "${bar}d\ndump\n" t.csv
like "the data behind it" "$out" "Apt: 3 \(60.0%\)"
like "their total" "$out" "total: 5"
like "and the command for it" "$out" "dpipe present chart bar t.csv -x ville"
replay "${bar}t\ndump\n" t.csv
like "in words" "$out" "Highest: Apt \(3\)"
say='e\ntext Apt has 3 of 5\nEnter\nN\nCtrl-A\nCtrl-K\ntext Mairie\nEnter\n'
replay "${bar}${say}dump\n" t.csv
like "the sentence is looked at" "$out" "\[x\].has.a.number +\[x\].says.of.how.many"
like "the source is below" "$out" "Source: Mairie"
replay "${bar}e\ntext Apt has 77\nEnter\ndump\n" t.csv
like "a number that is not in it is doubted" "$out" "! The title says 77"

# ---- files ----
replay "${bar}run export a.svg\ndump\n" t.csv
like "a picture without sentence and source is refused" "$out" \
	"needs a sentence of its own"
ok "and not written" test ! -e a.svg
replay "${bar}${say}run export a.svg\nrun export a.txt\n" t.csv
like "then it is written" "$(<a.svg)" "Apt has 3 of 5"
like "as text too" "$(<a.txt)" "Source: Mairie"
replay "${bar}run export a.csv\nrun export a.csv\ndump\n" t.csv
is "the numbers" "$(head -n 2 a.csv)" \
	"$(printf 'ville,number of rows,rows\nApt,3,3')"
like "no file is replaced" "$out" "a.csv is there already"

# ---- much ----
"${abs_builddir:?}/bench/gencsv" --bytes 8M --profile comma >many.csv
replay 'wait\nG\nwait\ndump\n' many.csv
like "of very many bars the largest are drawn" "$out" "[0-9]+ others"
replay 'wait\nRight\nG\nEsc\nwait\ndump\nEsc\ndump\n' many.csv
like "Esc stops the counting, and what was counted is shown" "$out" "so far"
like "Esc again leaves" "$out" "Table  many.csv"
done_testing
