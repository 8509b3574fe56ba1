#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2016
# dpipe clean: what is read, what is done to it, and the account of it.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
fixtures=$srcdir/tests/data/clean
cinemas=$srcdir/sample-data/cinemas-paca
raw=$cinemas/cinemas-brut.csv
mkdir "$tap_dir/work" && cd "$tap_dir/work" || exit 99

clean() { "$DPIPE" clean "$@"; }
quiet() { "$DPIPE" clean -q "$@"; }
json() { awk -f "$srcdir/tests/lib/json.awk"; }

# cleans TEXT ARGUMENT…: what comes out of TEXT (with \n), on standard output
cleans() {
	local text=$1

	shift
	printf '%b' "$text" | quiet "$@"
}

# ---- ordinary exports, without options ----
for in in "$fixtures"/*.in.*; do
	name=$(basename "${in/.in./.}")
	quiet "$in" >out.csv
	ok "$name is read without options" cmp "${in/.in./.out.}" out.csv
	quiet out.csv >again.csv
	ok "$name: cleaning again changes nothing" cmp out.csv again.csv
	clean "$in" 2>/dev/null | "$DPIPE" clean - >again.csv 2>said
	ok "$name: nor finds anything" test "$(grep -c found said)" = 0
done
quiet "$raw" >out.csv
quiet out.csv >again.csv
ok 'the sample file: cleaning again changes nothing' cmp out.csv again.csv
ok 'the output is UTF-8' iconv -f utf-8 -t utf-8 out.csv
is 'without CR' "$(tr -cd '\r' <out.csv | wc -c)" 0
is 'a record a line' "$(wc -l <out.csv)" 197
run clean "$fixtures/export-cp1252.in.csv"
has 'what was left out is said' "$err" 'Lines above the header, left out: 2'
has 'at the foot too' "$err" 'Lines below the table, left out: 2'
run clean --as-is "$fixtures/export-cp1252.in.csv"
has '--as-is keeps them' "$out" 'TOTAL,'
run clean --delimiter=, "$fixtures/bom.in.csv"
has 'a delimiter that is given holds' "$out" '01;Ain'

# ---- what the rejects hold ----
printf 'a;b\n x ;1\ny;2\n x ;1\n' >twice.csv
quiet -e 'trim a' -e 'drop b == 2' --rejects rejects.csv twice.csv >/dev/null
is 'a record as it was read' "$(<rejects.csv)" \
	$'line,record,step,reason,raw\n3,2,2,drop,y;2'
for step in 'sort b' 'cluster a' 'dedupe b keep=last' 'fill a direction=up'; do
	quiet -e 'trim a' -e "$step" -e 'drop a == "x"' \
		--rejects rejects.csv twice.csv >/dev/null
	is "$step: behind a step that needs the whole table, too" \
		"$(grep -c '^[24],[13],[23],.*, x ;1$' rejects.csv)" 2
done

# ---- groups as a list ----
printf 'v,n\nGap,1\nGAP,2\nGpa,3\nGap,4\nNice,5\n' >towns.csv
printf '%s\n' '# towns' 'trim *' 'cluster v method=damerau [c7]' \
	'  radius=1' 'off sort n' >towns.dpr
run clean --freeze -r towns.dpr towns.csv
is '--freeze: the groups as a list, the rest as it was' "$out" '# towns
trim *
# cluster v method=damerau [c7]
#   radius=1
edit v [c7]
    "GAP" | "Gpa" -> "Gap"
off sort n'
clean --freeze -r towns.dpr -o frozen.dpr towns.csv
quiet -r towns.dpr towns.csv >out.csv
quiet -r frozen.dpr towns.csv >again.csv
ok 'it does the same' cmp out.csv again.csv
printf 'v\nGab\nGap\nGap\nGAP\n' >others.csv
is 'and no more of another table' \
	"$(quiet -e "$(sed -n '5,6p' frozen.dpr)" others.csv)" \
	$'v\nGab\nGap\nGap\nGap'
printf 'town\nGap\nGAP\nGap\n' >renamed.csv
run clean --freeze --map town=v --on-missing=skip -r towns.dpr renamed.csv
has 'columns called otherwise are found' "$out" $'\n    "GAP" -> "Gap"\n'
run clean --freeze -e 'cluster n' towns.csv
is 'what changed nothing is no step' "$out" '# cluster n'
printf 'a,b,"c d"\n3/4/21,3/4/21,3/4/21\n13/1/21,1/13/21,13/1/21\n,,1/13/21\n' >days.csv
run clean --freeze -e 'date /./ months=fr where=isNotBlank(a) [d]' days.csv
is 'the order of day and month that is found' "$out" \
	'# date /./ months=fr where=isNotBlank(a) [d]
date a, "c d" months=fr where=isNotBlank(a) order=dmy [d]
date b months=fr where=isNotBlank(a) order=mdy'
run clean --freeze -e 'date *' days.csv
has 'none where there is none' "$out" $'\ndate "c d" order=auto'
run clean --freeze -e 'date * order=dmy' days.csv
is 'one that is written stays' "$out" 'date * order=dmy'
quiet -e 'date *' days.csv >out.csv
quiet -e 'date *' <days.csv >again.csv
ok 'a pipe is read as a file' cmp out.csv again.csv
run clean --freeze towns.csv
is 'without a recipe there is nothing to freeze: status 2' "$status:$out" '2:'
has 'which is said' "$err" '--freeze takes a recipe: name it with -r FILE'

# ---- for programs ----
printf 'a,b\n x ,1\n' >spaced.csv
run clean --json -o out.csv -e 'trim a' spaced.csv
is '--json: status 0' "$status" 0
ok 'what was done is one JSON document' json <"$tap_dir/out"
has 'with the sums' "$out" '"cells_changed":1'
is 'nothing on standard error' "$err" ''
is 'the table is in its file' "$(<out.csv)" $'a,b\nx,1'
run clean --json -n -e 'trim a' spaced.csv
ok 'as JSON with -n' json <"$tap_dir/out"
has 'with what would change, every blank of it' "$out" '"before":" x "'
printf 'a,b,c,d\n x ,1,2,3\n' >four.csv
run clean --json -n -e 'trim' four.csv
has 'machines get every column of a step' "$out" '"columns":"a, b, c, d"'
run clean -n -e 'trim' four.csv
has 'people the first of them' "$out$err" 'a, b and 2 more'
run clean --json -e 'trim a' spaced.csv
is 'table and JSON cannot have one place' "$status" 2
has 'what to do is said' "$err" 'with -o'

# ---- steps ----
is '-e is a step' "$(cleans 'a,b\n x ,1\n' -e 'trim a')" $'a,b\nx,1'
is 'several run in order' \
	"$(cleans 'a,b\n x ,1\n' -e 'trim a' -e 'replace a pattern="^x$" with=y')" \
	$'a,b\ny,1'
printf 'trim *\n' >trim.dpr
is '-r is a recipe' "$(cleans 'a,b\n x ,1\n' -r trim.dpr)" $'a,b\nx,1'
is 'then come the steps of -e' \
	"$(cleans 'a,b\n x ,1\n' -e 'rename a -> z' -r trim.dpr)" $'z,b\nx,1'
is 'a recipe may be read from standard input' \
	"$(echo 'rename a -> z' | quiet -r - <(printf 'a,b\n1,2\n') 2>&1)" \
	"$(echo 'rename a -> z' >z.dpr; cleans 'a,b\n1,2\n' -r z.dpr)"
is 'where= says which rows' \
	"$(cleans 'a,b\n x ,1\n y ,2\n' -e 'trim a where="b == 2"')" \
	$'a,b\n x ,1\ny,2'
is 'as= keeps the old column' \
	"$(cleans 'a,b\n x ,1\n' -e 'trim a as=t')" $'a,t,b\n x ,x,1'
printf 'off trim a\nrename b -> c\n' >off.dpr
is 'a step that is off is passed over' \
	"$(cleans 'a,b\n x ,1\n' -r off.dpr)" $'a,c\n x ,1'
printf 'needs a, "la ville"\ntrim a\n' >needs.dpr
run clean -r needs.dpr "$fixtures/bom.in.csv"
is 'a column that is needed and not there: status 2' "$status" 2
has 'it is named' "$err" ' a'
is 'before anything is written' "$out" ''

# ---- what cannot be read ----
numbers='n\n1,5\nabc\n2\n'
step='number n locale=fr on-error'
printf '%b' "$numbers" >numbers.csv
run clean --delimiter=';' -e "$step=flag" numbers.csv
is 'on-error=flag: kept' "$out" $'n\n1.5\nabc\n2'
is 'told by the status' "$status" 1
has 'and with its place' "$err" '“abc” (line 3)'
run clean --delimiter=';' -e "$step=keep" numbers.csv
is 'on-error=keep: kept' "$out" $'n\n1.5\nabc\n2'
unlike 'without a finding' "$err" 'abc'
is 'nor a doubt in the status' "$status" 0
run clean --delimiter=';' -e "$step=blank" numbers.csv
is 'on-error=blank: emptied' "$out" $'n\n1.5\n""\n2'
run clean --delimiter=';' -e "$step=reject" --rejects rejects.csv numbers.csv
is 'on-error=reject: left out' "$out" $'n\n1.5\n2'
is 'into the rejects' "$(tail -n 1 rejects.csv)" '3,2,1,number,abc'
rm -f stopped.csv
run clean --delimiter=';' -e "$step=stop" -o stopped.csv numbers.csv
is 'on-error=stop: status 3' "$status" 3
has 'the place is said' "$err" 'line 3'
ok 'no output' test ! -e stopped.csv

# ---- the account ----
run quiet -r "$cinemas/nettoyage.dpr" "$raw" -o clean.csv --audit audit.csv \
	--rejects rejects.csv
is 'the sample recipe succeeds' "$status" 0
is '--quiet says nothing' "$out$err" ''
ok 'and leads to the clean table, byte for byte' \
	cmp clean.csv "$cinemas/cinemas-propre.csv"
is 'rows in are rows out and rejects' \
	"$(awk -F, 'FNR > 1 && $3 != ""' rejects.csv clean.csv | wc -l)" 196
awk -F, 'FNR > 1 { print $4 }' rejects.csv | sort | uniq -c |
	awk '{ print $2, $1 }' >reasons
is 'each line left out has its reason' "$(<reasons)" \
	$'dedupe 16\nfooter 2\npreamble 3'
iconv -f windows-1252 -t utf-8 "$raw" | tr -d '\r' >raw.txt
awk -F, 'FNR > 1 { line = $1; sub(/^[^,]*,[^,]*,[^,]*,[^,]*,/, "")
	if (/^"/) { gsub(/^"|"$/, ""); gsub(/""/, "\"") }
	print line ":" $0 }' rejects.csv >kept
is 'and its text as it stood on its line' \
	"$(grep -cxFf <(grep -n '' raw.txt) kept)" 21
grep -v '^sort' "$cinemas/nettoyage.dpr" >unsorted.dpr
quiet -r unsorted.dpr "$raw" -o clean.csv --audit audit.csv \
	--rejects rejects.csv
awk -v delimiter=';' -f "$srcdir/tests/lib/undo.awk" audit.csv rejects.csv \
	clean.csv >undone.csv
is 'every cell is what the audit says it became' "$?" 0
quiet "$raw" | tail -n +2 >before.csv
ok 'backwards, the audit gives the input table again' cmp before.csv undone.csv
ok 'it has a line a changed cell' \
	grep -qx '157,153,identifiant,10,trim,CIN-0062.*,CIN-0062' audit.csv
ok 'with the label of the step' \
	grep -qx '6,2,commune,communes,edit,AIX EN PCE,Aix-en-Provence' audit.csv
printf 'n;t\n007; a\n8;b\n' >small.csv
quiet -e 'trim *' --audit audit.csv small.csv >out.csv
is 'it has no line more' "$(<audit.csv)" \
	$'line,record,column,step,operation,before,after\n2,1,t,1,trim, a,a'

# ---- summing up ----
run clean -e 'trim *' --report report.txt small.csv
is 'the table is all that standard output gets' "$out" $'n,t\n007,a\n8,b'
is 'the report is what standard error gets' "$(<report.txt)" "$err"
has 'with the records' "$err" 'Records read:'
clean -q -r "$cinemas/nettoyage.dpr" --report report.json "$raw" >out.csv
ok 'a report called .json is JSON' json <report.json
for key in '"records_in":196' '"records_out":180' '"cells_changed":1329' \
	'"operation":"dedupe"' '"code":"preamble"'; do
	ok "with $key" grep -qF "$key" report.json
done
run clean -e 'trim *' "$raw"
is 'notes leave status 0' "$status" 0
run clean --strict -e 'trim *' "$raw"
is 'with --strict, 1' "$status" 1
run clean --strict -e 'trim *' small.csv
is '--strict finds nothing in a good file' "$status" 0
mkdir dry && cd dry || exit 99
run clean -n -r "$cinemas/nettoyage.dpr" -o a --audit b --rejects c "$raw"
is '--dry-run succeeds' "$status" 0
ok 'and writes nothing' rmdir ../dry
cd .. || exit 99
has 'it counts' "$out" '1329'
has 'what would be written' "$out" 'Records that would be written: 180'
like 'the riskiest example comes first' "$out" \
	'step: +13'$'\n''line: +8'$'\n''column: +fauteuils'$'\n''before: +NC'
has 'with what it touches' "$out" 'emptied'
printf 'a;b\n1;x\n2;"y\n;"\n3;z\n' >rows.csv
for step in 'head n=9' 'sort -a' 'dedupe a keep=last'; do
	run clean -n --json -e "$step" -e 'drop a == "2"' -e 'remove b' rows.csv
	has "with -n a record left out is shown as it was read: $step" "$out" \
		'"line":3,"column":null,"before":"2;\"y\n;\"","after":null'
	has 'and a column that goes is named' "$out" \
		'"line":null,"column":"b","before":null,"after":null'
done

# ---- pipes ----
is 'standard input by itself' "$(cleans 'a;b\n1;2\n')" $'a,b\n1,2'
is 'or by its sign' "$(cleans 'a;b\n1;2\n' -)" $'a,b\n1,2'
is 'a pipe of pipes' \
	"$(quiet "$raw" | quiet -e 'trim *' - | quiet -e 'filter Commune == "Gap"' |
		wc -l)" "$(quiet -e 'trim *' -e 'filter Commune == "Gap"' "$raw" | wc -l)"
run clean -r - - <trim.dpr
is 'standard input is the recipe or the table' "$status" 2
run clean "$raw" -o "$raw"
is 'the input is never written' "$status" 2
cp "$raw" raw.csv
ln raw.csv link.csv
for option in -o --audit --rejects --report; do
	run clean raw.csv $option link.csv
	is "not even by another name: $option" "$status" 2
	run clean -r trim.dpr raw.csv $option trim.dpr
	is "nor the recipe: $option" "$status" 2
done
ok 'the file is as it was' cmp "$raw" raw.csv
run clean raw.csv -o out.csv --audit out.csv
is 'no result takes the name of another' "$status" 2
run clean -e 'cluster Commune review=seen.csv' \
	-e 'cluster Identifiant review=seen.csv' raw.csv -o out.csv
is 'nor does what a step writes' "$status" 2
printf 'from,to\nNICE,Nice\n' >edits.csv
cp edits.csv edits.before
run clean -e 'edit Commune file=edits.csv' \
	-e 'cluster Commune review=edits.csv' raw.csv -o out.csv
is 'and no step writes what another reads' "$status" 2
ok 'which is as it was' cmp edits.before edits.csv
printf 'v,n\nGap,1\ngap,2\nGap,3\n' >towns.csv
run clean -e 'cluster v review=towns.review' towns.csv -o out.csv
sed 's/,Gap$/,GAP/' towns.review >corrected
cp corrected towns.review
run clean -e 'cluster v review=towns.review' towns.csv -o out.csv
ok 'a review that was corrected is kept' cmp corrected towns.review.~1~
like 'which is said' "$err" 'kept[[:space:]]+as[[:space:]]+towns.review.~1~'
run clean -e 'cluster v review=towns.review' towns.csv -o out.csv
unlike 'one that is the same is not' "$err" kept
ok 'nor is the corrected one lost' cmp corrected towns.review.~1~

# ---- any number of threads ----
awk 'BEGIN {
	print "n° ;commune;montant;date"
	for (i = 1; i <= 150000; i++)
		printf "%d;%s%s;%d %03d,%02d;%02d/%02d/20%02d\n", i,
			i % 7 ? "Gap" : " Embrun", i % 11 ? "" : "\302\240",
			i % 900, i % 1000, i % 100, i % 28 + 1, i % 12 + 1,
			i % 24
}' >large.csv
cat >large.dpr <<'END'
headers
trim     *
number   montant locale=fr
date     date order=dmy [dates]
drop     commune == "Embrun" and montant < 100000
dedupe   commune, date
END
ok 'a file of some megabytes' test "$(stat -c %s large.csv)" -gt 4900000
for threads in 1 2 3 7; do
	quiet --threads=$threads -r large.dpr --audit audit.$threads \
		--rejects rejects.$threads -o out.$threads large.csv
	quiet --threads=$threads -r "$cinemas/nettoyage.dpr" "$raw" \
		--audit audit.s$threads --rejects rejects.s$threads -o out.s$threads
	for what in out audit rejects; do
		ok "$what: the same with $threads threads" \
			cmp $what.1 $what.$threads
		ok "$what of the sample: too" cmp $what.s1 $what.s$threads
	done
done
is 'nothing is lost on the way' "$(($(awk -F, 'FNR > 1 && $3 != ""' \
	rejects.1 | wc -l) + $(wc -l <out.1)))" 150001
quiet --threads=3 -r large.dpr <large.csv >out.pipe
ok 'through a pipe too' cmp out.1 out.pipe

# ---- no two texts are one key ----
# XXH3 without a seed gives these one hash: one lane of two stripes is
# multiplied by nothing, and only the sum of their other halves counts
one_hash() {
	awk -v x="$1" -v y="$2" 'BEGIN {
		for (i = 0; i < 760; i += 12)
			text = text "texte libre "
		printf "%s\303\270\010\106\164%s%s\310\237\176\311\200%s%s\n",
			substr(text, 1, 47), x, substr(text, 57, 568),
			y, substr(text, 633, 128)
	}'
}
printf 'texte,n\n%s,1\n%s,2\n' "$(one_hash abcA xyB)" "$(one_hash abcB xyA)" \
	>twins.csv
for step in 'dedupe texte' 'dedupe texte keep=last' 'dedupe'; do
	is "both texts stay: $step" \
		"$(quiet -e "$step" -e 'select n' twins.csv | tr '\n' ' ')" 'n 1 2 '
done

# ---- what may be a slip of the pen is said ----
printf 'a,b\n1,2\n' >ab.csv
run "$DPIPE" clean -e 'rename zz -> b' ab.csv
is 'renaming what is there no more is fine' "$status" 0
has 'and said' "$err" 'no column called “zz”'
run "$DPIPE" clean -e 'filter 1' ab.csv
is 'a condition that is none is refused' "$status" 2
is 'and no record lost' "$out" ''

# ---- what a recipe takes for granted ----
printf 'nom,places\nRex,450\nEden,-1\n' >salles.csv
run "$DPIPE" clean -e 'expect places >= 0' -e 'expect isNotBlank(nom)' \
	salles.csv
is 'what is not as expected: status 1' "$status" 1
has 'and said, with its line' "$err" \
	'expects places >= 0; rows where that does not hold: 1, the first on line 3'
unlike 'what is as expected is not' "$err" 'expects isNotBlank'
is 'and nothing is changed' "$out" "$(<salles.csv)"

# ---- pseudonyms ----
printf 'un secret assez long pour servir\n' >cle.txt
run "$DPIPE" clean -q -e 'hash nom key-file=cle.txt' salles.csv
is 'a pseudonym' "$status" 0
like 'has sixteen digits, and the same each time' "$out" \
	$'^nom,places\n[0-9a-f]{16},450\n'
is 'in another file too' "$out" \
	"$(quiet --threads=3 -e 'hash nom key-file=cle.txt' salles.csv)"
printf 'un autre secret assez long\n' >cle.txt
unlike 'under another key another' \
	"$(quiet -e 'hash nom key-file=cle.txt' salles.csv)" "${out:11:16}"
run "$DPIPE" clean -e 'hash nom key-file=none.txt' salles.csv
is 'no key, no table' "$status $out" '3 '
printf court >cle.txt
run "$DPIPE" clean -e 'hash nom key-file=cle.txt' salles.csv
is 'a key that can be tried out is refused' "$status $out" '2 '

printf 'a\n1\n' >absent-not.csv
for step in 'edit a file=absent.csv' 'hash a key-file=absent.csv' \
	'lookup a file=absent.csv'; do
	run quiet -e "$step" absent-not.csv
	is "a file that is not there, $step: status 3" "$status" 3
	has 'the place in the step is told' "$err" $'dpipe: -e, line 1, column '
done

# ---- memory does not grow with the file ----
# The process is alive and at its peak while it waits for the rest of its
# input, or for somebody to read the rest of its output. How many of its
# buffers 5 MB fill is chance, hence 4 MB: 50 MB kept would be far above.
peak_kb() { awk '/^VmHWM/ { print $2 }' "/proc/$1/status"; }

# pipe_peak FILE [OPTION ...]: reading a pipe
pipe_peak() {
	local file=$1
	shift
	rm -f fifo
	mkfifo fifo
	"$DPIPE" clean -q --threads=2 -e 'trim *' "$@" - <fifo >/dev/null &
	exec 3>fifo
	cat "$file" >&3
	sleep 0.3
	peak_kb $!
	exec 3>&-
	wait $!
}

# file_peak FILE BYTES: reading a file whose output is that long
file_peak() {
	rm -f fifo
	mkfifo fifo
	"$DPIPE" clean -q --threads=2 -e 'trim *' "$1" >fifo &
	exec 3<fifo
	head -c $(($2 - 200000)) <&3 >/dev/null
	sleep 0.3
	peak_kb $!
	cat <&3 >/dev/null
	exec 3<&-
	wait $!
}
head -n 1 large.csv >ten.csv
for _ in 1 2 3 4 5 6 7 8 9 10; do tail -n +2 large.csv; done >>ten.csv
few=$(pipe_peak large.csv)
many=$(pipe_peak ten.csv)
ok "ten times the pipe, the same memory: $few and $many KB" \
	test "$((many - few))" -lt "${DPIPE_MEMORY_KB:-4096}"
waiting=(-e 'suffix /./ text=!' -e 'tail n=3' --memory=1 --audit peak.audit
	--rejects peak.rejects)
few=$(pipe_peak large.csv "${waiting[@]}")
many=$(pipe_peak ten.csv "${waiting[@]}")
ok "nor does the account wait for a step that waits: $few and $many KB" \
	test "$((many - few))" -lt "${DPIPE_MEMORY_KB:-4096}"
few=$(file_peak large.csv "$(quiet -e 'trim *' large.csv | wc -c)")
many=$(file_peak ten.csv "$(quiet -e 'trim *' ten.csv | wc -c)")
ok "ten times the file, the same memory: $few and $many KB" \
	test "$((many - few))" -lt "${DPIPE_MEMORY_KB:-4096}"

# ---- what became of what could not be read ----
printf 'a,b\nx,1\ny,2\n' >words.csv
for outcome in 'flag:They stayed as they were.' 'blank:They were emptied.' \
	'reject:Their rows were left out.'; do
	run "$DPIPE" clean --json -e "number a on-error=${outcome%%:*}" \
		-o words.out words.csv
	has "on-error=${outcome%%:*} is said as it is" "$out$err" \
		"(line 2). ${outcome#*:}"
done

# ---- cells that hold their type are not looked at, and none else ----
printf 'a\n%s\n' 12 012 12.0 12.5 +3 1e3 true TRUE 0 2021 0021 2021-03-12 \
	999999999999999 1234567890123456 '' >types.csv
for type in integer number boolean year; do
	quiet -e "cast a to=$type on-error=blank" -o fast.out types.csv
	quiet -e "cast a to=$type on-error=blank where=\"1 == 1\"" \
		-o slow.out types.csv
	ok "cast to=$type" cmp fast.out slow.out
done

# ---- a pattern that takes too long in an expression ----
a40=$(printf 'a%.0s' {1..40})
printf 'a,n\nx,1\n%sb,2\naaa,3\n%sb,4\n' "$a40" "$a40" >long.csv
for step in 'filter match(a, /(a+)+/)' 'drop contains(a, /^(a+)+$/)' \
	'trim n where="contains(a, /^(a+)+$/)"' \
	'derive c = isBlank(match(a, /(a+)+/))' \
	'filter grel:isNonBlank(cells["a"].value.match(/(a+)+/))'; do
	run quiet --report - -o long.out -e "$step" long.csv
	is "a doubtful result: $step" "$status" 1
	has 'the rows are told' "$out$err" \
		'took too long: 2, the first on line 3'
done
for step in 'a pattern="(a+)+$|;"' 'a pattern="(a+)+$|;" records=n'; do
	run quiet --report - -o long.out -e "split-cells $step" long.csv
	has "a cell is not cut: $step" "$out$err" \
		'took too long: 2, the first on line 3'
done
run "$DPIPE" analyse group 'n()' --where 'match(a, /(a+)+/)' long.csv
is 'a figure that would lack them is refused' "$status" 3
has 'with the place' "$err" 'the record on line 3: a pattern in it takes too'

# ---- numbers that may mean something else are told ----
printf 'id;prix\n1;1,234\n2;12\n' >open.csv
run "$DPIPE" clean -e 'number prix' open.csv
is 'a comma before three digits is read as France does' "$status:$out" \
	$'0:id,prix\n1,1.234\n2,12'
has 'and told, where no number says which' "$err" \
	'prix: numbers whose comma could part thousands: 1, such as “1,234”'
run "$DPIPE" clean -e 'number prix locale=fr' open.csv
unlike 'not where the notation was said' "$err" 'thousands'

# ---- the notation of a column is told by its numbers ----
printf 'id;prix;prime\n1;1,234;1,234\n2;0,123;2,345.6\n3;12,5;12\n' >told.csv
run "$DPIPE" clean -e 'number prix, prime' told.csv
is 'each column has its own notation, told by its numbers' "$status:$out" \
	$'0:id,prix,prime\n1,1.234,1234\n2,0.123,2345.6\n3,12.5,12'
has 'commas for decimals: how many say so, and one of them' "$err" \
	'prix was read with decimal commas: numbers in the first rows that can be'
has 'with its place' "$err" '“0,123” (line 3); none can be read with decimal'
has 'points for decimals' "$err" 'prime was read with decimal points'
is 'the same from standard input' "$("$DPIPE" clean -q -e 'number *' - \
	<told.csv)" "$out"
run "$DPIPE" clean -q -e 'number prix, prime' -o told.out --audit told.audit \
	told.csv
is 'the audit takes them back' \
	"$("$DPIPE" clean -q --undo told.audit told.out)" \
	$'id,prix,prime\n1,"1,234","1,234"\n2,"0,123","2,345.6"\n3,"12,5",12'
printf 'a;b;c;d;e\n1,234;1,234;1.234;1,234;7\n12,5;1,234.5;1.234,5;2.5;\n' \
	>frozen.csv
run clean --freeze -e 'number * currency=strip locale=auto' frozen.csv
is '--freeze writes the notations that were found' "$out" \
	'# number * currency=strip locale=auto
number a, e currency=strip locale=fr
number b currency=strip locale=en
number c currency=strip decimal=comma
number d currency=strip locale=auto'
printf '%s\n' "$out" >frozen.dpr
is 'with the same result' "$(quiet -r frozen.dpr frozen.csv)" \
	"$(quiet -e 'number * currency=strip' frozen.csv)"
printf 'a;b\n1.234;$1.234\n2.5;2.5\n' >points.csv
run clean --freeze -e 'number * currency=strip' points.csv
is 'a notation that would change what stays is none' "$out" \
	'# number * currency=strip
number a currency=strip locale=en
number b currency=strip locale=auto'

# ---- numbers of two notations in one column are not guessed ----
printf 'id;prix\n1;1,234\n2;12,5\n3;2,345.6\n4;1.234\n' >mixed.csv
run "$DPIPE" clean -e 'number prix' mixed.csv
is 'what means one thing is read, what may mean two stays' "$status:$out" \
	$'1:id,prix\n1,"1,234"\n2,12.5\n3,2345.6\n4,1.234'
has 'which is told' "$err" \
	'prix: values that can mean two numbers: 2, such as “1,234” (line 2)'
has 'and that two notations are there' "$err" \
	'that can be read with decimal points only, unlike others: 1, such as'
is 'a second run changes nothing' \
	"$(printf '%s\n' "$out" | quiet -e 'number prix' -)" "$out"
run quiet -e 'number prix on-error=reject' mixed.csv
is 'on-error= has its say of them' "$out" $'id,prix\n2,12.5\n3,2345.6'
{
	echo 'prix;n'
	for i in {1..3000}; do
		printf '%d,%03d;%d\n' $((i % 999 + 1)) $((i % 1000)) "$i"
	done
	echo '1,234.5;0'
} >far.csv
ok 'the threads and the memory do not matter' cmp \
	<(quiet -e 'number prix' --threads 1 far.csv) \
	<(quiet -e 'number prix' --threads 7 --memory 1 far.csv)
is 'the first rows are read as a later one tells' \
	"$(quiet -e 'number prix' far.csv | sed -n 2p)" 2001,1
printf 'id;prix\n1;12 €\n2;15 USD\n3;CHF 3\n4;7 euros\n' >sums.csv
run "$DPIPE" clean -e 'number prix currency=strip' sums.csv
is 'signs of currencies go' "$out" $'id,prix\n1,12\n2,15\n3,3\n4,7'
has 'those of others than the euro are told' "$err" \
	'another currency than the euro, whose sign was taken off: 2,'
done_testing
