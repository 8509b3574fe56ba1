#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The workspace: what is applied, what leaves it, what survives. What the
# screen shows is in screens/workspace*.
. "${srcdir:-.}/tests/lib/tap.sh"
export XDG_STATE_HOME=$tap_dir/state INPUTRC=/dev/null LANGUAGE=en
export DPIPE_TEST_EPOCH=1772611200

mkdir "$tap_dir/work"
cd "$tap_dir/work" || exit 99
printf 'id;ville;n\n1;Apt;3\n2; apt;10\n3;"Nice;\n06";2\n4;APT;\n' >t.csv
cp t.csv as-it-was.csv
journals=$XDG_STATE_HOME/dpipe/work

# replay FILE KEYS [OPTION…]: keys with \n between them.
replay() {
	printf '%b' "$2" >"$tap_dir/keys"
	run "$DPIPE" --script "$tap_dir/keys" "${@:3}" "$1"
}
# The same without the work of the times before.
anew() {
	rm -rf "$journals"
	replay "$@"
}

# ---- a preview changes nothing ----
anew t.csv 'wait\nrun trim *\nwait\ndump\nEsc\nwait\ndump\n'
like "a step is tried" "$out" "PREVIEW ONLY .* change 1 cell"
like "and dropped" "$out" "Dropped: nothing was changed"
ok "no journal was begun" test ! -e "$journals"

anew t.csv 'wait\nrun sort n\nwait\ndump\n'
has "a sort is tried" "$out" "sort n"
unlike "and takes no row away" "$out" '- 1,Apt'
like "that rows move is said" "$out" "PREVIEW ONLY .* the rows change places"

# ---- columns that only the rows tell ----
printf 'id,k,v\n1,a,3\n1,b, 4\n2,c,5\n' >rows.csv
tell='wait\nrun wider names=k values=v\nwait\n'
anew rows.csv "${tell}dump\n"
has "they are counted" "$out" "Columns: 3 before, 4 after. -k -v +a +b"
like "that they change is said" "$out" "PREVIEW ONLY .* the columns change"
anew rows.csv "${tell}Enter\nwait\ndump\n"
has "and, once applied, that they did" "$out" "The columns changed. u undoes."
anew rows.csv "${tell}Enter\nwait\nrun trim b\nwait\ndump\nEnter\nwait\n"
has "a step behind takes one of them" "$out" "1 cell of 2 changes"
replay rows.csv 'wait\nEnter\nwait\nrun trim nil\nwait\ndump\nEnter\nwait\nH\ndump\n'
has "one that is not there is not" "$out" "no column called nil"
has "what was applied comes back" "$out" "trim     b"
unlike "what could not be tried is not applied" "$out" "trim     nil"

# ---- what is wrong is pointed at ----
anew t.csv 'wait\nrun filter ville == "Genève" and * n\ndump\n' --size 80x24
has "below the sentence, the step and a ^" "$out" \
	$'found "*"\n filter ville == "Genève" and * n\n                              ^\n'
anew t.csv 'wait\nrun filter ville == "Genève" and n + n + * n\ndump\n' \
	--size 40x12
unlike "not on a small screen" "$out" 'filter ville'

# ---- long work stops, clicks tick ----
"${abs_builddir:?}/bench/gencsv" --bytes 3M --profile comma >many.csv
anew many.csv 'wait\nrun trim *\nEsc\ndump\nEsc\nwait\ndump\n'
like "Esc stops what is being tried" "$out" "Stopped: these are the first"
like "and then drops it" "$out" "Table  many.csv"
anew t.csv 'wait\nRight\nH\nwait\nclick 3 5\ndump\nclick 3 5\ndump\n' \
	--size 80x24
is "a click ticks, another takes it away" "$(grep -c '\[x\]' <<<"$out")" 1

# ---- every way of being alike, then the values one by one ----
printf 'v;n\nRoquevaire;1\nRoquevaire;2\nRoquevairre;3\nApt;4\n' >alike.csv
keys='wait\nH\nwait\n'
for _ in 1 2 3 4 5 6 7 8 9 10; do keys+='k\nwait\ndump\n'; done
anew alike.csv "$keys" --size 120x30
for method in fingerprint fingerprint-fr phonetic-fr levenshtein damerau ngram \
	metaphone ppm jaro; do
	like "k comes to $method" "$out" "$method: "
done
has "ppm makes a step" "$out" "cluster v method=ppm"
like "and back to the values" "$out" "The values one by one"

# ---- what is ticked becomes one ----
keys='wait\nRight\nf\nwait\nSpace\nSpace\nSpace\nm\nCtrl-A\nCtrl-K\n'
keys+='text Apt\nEnter\nwait\nEnter\nwait\n'
anew t.csv "${keys}H\nrun export a.dpr\nrun export a.sh\nrun export a.csv\nwait\n"
has "an edit of its values" "$(<a.dpr)" \
	'edit ville " apt" | "APT" -> "Apt"'
is "the table behind it" "$(cut -d, -f2 a.csv | tr '\n' ' ')" \
	'ville Apt Apt "Nice; 2 Apt '
run "$DPIPE" clean -r a.dpr t.csv
is "the recipe makes the same" "$out" "$(<a.csv)"
PATH=$(dirname "$DPIPE"):$PATH run sh a.sh
is "the command too" "$out" "$(<a.csv)"
ok "the source is never written" cmp t.csv as-it-was.csv
replay t.csv 'wait\nEnter\nwait\nH\nrun export a.dpr\ndump\n'
like "no file is replaced" "$out" "a.dpr is there already"

# ---- one cell of one record ----
keys='wait\nDown\nRight\ne\nCtrl-A\nCtrl-K\ntext Apt\nEnter\nwait\n'
anew t.csv "${keys}Enter\nwait\nH\nrun export c.dpr\n"
has "the key column says which" "$(<c.dpr)" \
	'set id="2" ville " apt" -> "Apt"'
printf 'v;w\na;x\na;y\nb;x\n' >twice.csv
anew twice.csv 'wait\ne\nCtrl-K\nCtrl-U\ntext c\nEnter\nwait\ndump\n'
like "without one it is the value, and that is said" "$out" \
	"the value changes wherever it stands"

printf 'k;v\n1;a\n2;b\n3;c\n2;b\n' >keys.csv
anew keys.csv 'wait\nrun set k=2 v "b" -> "d"\nwait\ndump\n' \
	--size 120x40
like "a key of two rows is said" "$out" "More than one row has this key"

# ---- rows that go out, columns that come ----
keys='wait\nrun filter n > 2\nwait\nEnter\nwait\nrun split ville into=a,b by=" "\n'
anew t.csv "${keys}wait\nEnter\nwait\nrun export d.csv\nwait\n"
run "$DPIPE" clean -e 'filter n > 2' -e 'split ville into=a,b by=" "' t.csv
is "steps that make another table" "$(<d.csv)" "$out"
anew t.csv 'wait\nrun trim nowhere\ndump\n'
like "what does not fit stays out" "$out" "no column called nowhere"
unlike "without a place in a recipe nobody wrote" "$out" "line 1"

# ---- work that was left ----
anew t.csv 'wait\nrun trim *\nwait\nEnter\nwait\nu\n'
is "the journal is for the user alone" "$(stat -c %a "$journals"/*)" 600
replay t.csv 'wait\nEnter\nwait\nU\nwait\nrun export e.csv\nwait\n'
is "goes on, with what was taken back" "$(sed -n 3p e.csv)" "2,apt,10"
replay t.csv 'wait\nDown\nEnter\nwait\nu\ndump\n'
like "or is put aside" "$out" "nothing to take back"
ok "and kept" test -e "$journals"/*.old
replay t.csv 'wait\ndump\n'
unlike "a new start is no question" "$out" "earlier time"

# ---- home tells what was done ----
steps='wait\nrun trim *\nwait\nEnter\nwait\nrun edit ville "Apt" -> "APT"\n'
anew t.csv "${steps}wait\nEnter\nwait\nq\nt\ndump\n"
like "home says how many changes there are, and the last" "$out" \
	'2 changes, saved; last: 1 spelling replaced by “APT” \(ville\)'
replay t.csv 'wait\nEnter\nwait\nu\nwait\nq\nt\ndump\n'
like "what was taken back does not count" "$out" \
	'1 change, saved; last: spaces at both ends removed'
replay t.csv 'wait\nEnter\nwait\nu\nwait\nq\nt\ndump\n'
unlike "nothing is said of the file as it came" "$out" 'change.*saved'
echo 'no journal' >"$(echo "$journals"/*.journal)"
printf 'Shift-Tab\ndump\n' >"$tap_dir/keys"
run "$DPIPE" --script "$tap_dir/keys"
like "nor of one whose journal cannot be read" "$out" '> t.csv +today'

# ---- killed, twice at once ----
mkfifo fifo
printf 'wait\nrun trim *\nwait\nEnter\nwait\nrun open fifo\n' >"$tap_dir/keys"
rm -rf "$journals"
"$DPIPE" --script "$tap_dir/keys" t.csv >/dev/null 2>&1 &
pid=$!
exec 9>fifo # the step is applied now: dpipe waits for what it opened
replay t.csv 'wait\nrun squeeze *\nwait\nEnter\nwait\ndump\n'
like "a second dpipe works beside the first" "$out" "cell.* changed"
is "with a journal of its own" "$(find "$journals" -type f | wc -l)" 2
{ kill -9 "$pid" && wait "$pid"; } 2>/dev/null
exec 9>&-
replay t.csv 'wait\ndump\nEnter\nwait\nrun export f.csv\nwait\n'
like "what was applied is found again" "$out" "1 step.*behind: trim"
is "as it was" "$(sed -n 3p f.csv)" "2,apt,10"

# ---- the file changes ----
rm f.csv
printf '5; Gap;1\n' >>t.csv
replay t.csv 'wait\ndump\nEnter\nwait\nrun export f.csv\nwait\n'
like "a file that has changed is said" "$out" "has changed since"
is "the steps are done anew" "$(tail -n 1 f.csv)" "5,Gap,1"
anew t.csv 'wait\nrun case ville to=upper\nwait\nEnter\nwait\n'
sed -i 's/^id;ville/id;town/' t.csv
replay t.csv 'wait\nEnter\ndump\nEsc\nrun trim *\ndump\nDown\nEnter\ndump\n'
like "steps that do not fit any more are said" "$out" \
	"cannot be continued: .*ville"
like "what becomes of them is asked before anything else is done" "$out" \
	"First say what becomes"
like "starting again puts them aside" "$out" "You start anew"
done_testing
