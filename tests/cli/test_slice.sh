#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dpipe clean --slice K/N: parts of a file, cleaned apart.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
mkdir "$tap_dir/work" && cd "$tap_dir/work" || exit 99

threads=1
quiet() { "$DPIPE" clean -q --threads=$threads "$@"; }

# what was left out, and why
reasons() { cut -d, -f4- "$@" | grep -v '^reason'; }

# slices N ARGUMENT…: the N parts, one behind the other; sizes counts them
slices() {
	local n=$1 k

	shift
	: >sizes
	for ((k = 1; k <= n; k++)); do
		quiet --slice "$k/$n" "$@" >part
		test -s part && echo "$k" >>sizes
		cat part
	done
}

# Every kind of trouble for who looks for the start of a record: line ends,
# doubled quotes, delimiters and whole records in quotes, records too short or
# too long, blank lines, quotes where none may be, long stretches of nothing.
awk 'BEGIN {
	print "n,text,end"
	for (i = 1; i <= 5000; i++) {
		text = "plain"
		if (i % 3 == 0) text = "\"two\nlines, " i "\""
		if (i % 5 == 0) text = "\"{\"\"a\"\": \"\"b\"\", \"\"c\"\": " i "}\""
		if (i % 7 == 0) text = "\"\"\",\n9,x,y\n9,\"\"x\"\",y\n\"\"\""
		if (i % 11 == 0) text = "\"\""
		if (i % 200 == 0) text = "\"" sprintf("%5000s", "") "\n,\""
		print i "," text "," i % 10
		if (i % 900 == 0) print ""
		if (i % 1000 == 0) print i ",short"
		if (i % 1100 == 0) print i ",too,long,by,far"
	}
	print "Total,,5000"
}' >regular.csv
awk '/^[0-9]*,plain/ && ++k % 500 == 0 { print "5,a 12\" disc,1"; print "6,\"odd\" quotes,2" }
	{ print }' regular.csv >stray.csv
sed 's/,/;/g' regular.csv | iconv -f utf-8 -t windows-1252 |
	sed 's/plain/d\xe9j\xe0/; s/$/\r/' >old.csv
# Lines end with CR at first; cells keep theirs.
{ head -c 150000 regular.csv | tr '\n' '\r'; tail -c +150001 regular.csv; } >cr.csv
printf 'trim *\ncase text to=upper\nfilter n != 77\nset n=12 end "2" -> "x"\n' >r.dpr
for file in regular.csv stray.csv old.csv cr.csv; do
	quiet -r r.dpr $file >whole
	for n in 2 7; do
		slices $n -r r.dpr $file >parts
		ok "$file: $n parts are the whole, byte for byte" \
			cmp whole parts
	done
	# Stray quotes do not say what is inside: blocks are read from the start.
	test $file = stray.csv ||
		is "$file: each of them has a share" "$(wc -l <sizes)" 7
done
quiet --slice 3/7 -r r.dpr regular.csv >apart
ok 'a part knows nothing of the others' test "$(wc -l <apart)" -gt 500
run "$DPIPE" clean --slice 2/7 -r r.dpr regular.csv
has 'it is said what lines are counted from' "$err" 'from this byte on'
# Columns that a step makes have their place in the rows of a part too.
printf 'end,name\n1,un\n2,deux\n' >list.csv
step='reconcile end file=list.csv key=name names=end'
quiet -e "$step" regular.csv >whole
slices 2 -e "$step" regular.csv >parts
ok 'parts with a column more are the whole' cmp whole parts

# ---- rows of which several are made ----
head -n 1 regular.csv >header.csv
while read -r step; do
	printf '%s\n' 'drop end == 3' "$step" 'filter 1 == 1' >rows.dpr
	quiet -r rows.dpr regular.csv --rejects whole.rejects >whole
	: >rejected
	for threads in 2 1; do
		slices 3 --memory=1 -r rows.dpr regular.csv >parts
		ok "$step, --threads=$threads: 3 parts are the whole" \
			cmp whole parts
	done
	for k in 1 2 3; do
		quiet --slice $k/3 -r rows.dpr regular.csv -o part \
			--rejects part.rejects --audit part.audit
		reasons part.rejects >>rejected
		quiet --undo part.audit --rejects part.rejects part |
			cmp - <(quiet --slice $k/3 regular.csv) || echo $k
	done >astray
	is "$step: each part comes back" "$(<astray)" ''
	ok "$step: the same is left out" \
		cmp <(reasons whole.rejects | sort) <(sort rejected)
	is "$step: said to look at its row only" \
		"$("$DPIPE" recipe check --json rows.dpr |
			grep -c '"across"')" 0
	slices 3 -e "$step" -e 'filter 1 == 2' regular.csv >parts
	ok "$step: of parts where nothing is left, the header" \
		cmp <(quiet -e "$step" -e 'filter 1 == 2' regular.csv) parts
	is "$step: of a header alone as well" \
		"$(slices 3 -e "$step" header.csv)" \
		"$(quiet -e "$step" header.csv)"
done <<'END'
split-cells text by=","
split-cells text pattern=/[a-z] /
longer text, end names=what values=v
longer text count=0 values=v drop-blank=yes
longer n..text names=what values=v others=first drop-blank=keep-one
longer text, end values=v drop-blank=missing prefix=": "
impute text, end method=constant value=none into=put
END
printf 'a,b\n1, 2\n' >small.csv
is 'a small file is the first part' \
	"$(slices 3 -e 'trim *' small.csv; cat sizes)" $'a,b\n1,2\n1'

# ---- what cannot be cleaned in parts ----
for step in 'sort n' 'dedupe n' 'fill text' 'cluster text' \
	'split-cells text by="," records=n' 'impute n method=median'; do
	run quiet --slice 1/2 -e 'trim *' -e "$step" regular.csv
	is "$step: status 2" "$status" 2
	has "$step is named" "$err" "step 2 (${step%% *})"
	is 'nothing is written' "$out" ''
done
run quiet --slice 1/2 -e 'date text' regular.csv
is 'what the first rows tell is not known to parts: status 2' "$status:$out" 2:
has 'and it is said what to write' "$err" 'step 1 (date) finds its order='
run quiet --slice 1/2 -e 'date text order=dmy' regular.csv
is 'written, it is' "$status" 1
run quiet --slice 1/2 -e 'number text' regular.csv
is 'nor is the notation of numbers: status 2' "$status:$out" 2:
has 'which is to be written, too' "$err" 'step 1 (number) finds its locale='
run quiet --slice 1/2 -e 'number text locale=fr' regular.csv
is 'then it is known' "$status" 1
run quiet --slice 1/2 -e 'number text decimal=point' regular.csv
is 'by its sign as well' "$status" 1
printf 'text,code\nGap,05061\n' >list.csv
step='reconcile text file=list.csv key=code into=insee'
run quiet --slice 1/2 -e "$step" -o part.csv regular.csv
ok 'a reference is looked up in parts' test "$status" -lt 2
run quiet --slice 1/2 -e "$step review=pairs.csv" regular.csv
is 'but not with a review of all rows: status 2' "$status" 2
has 'and it is said what to leave out' "$err" 'leave review= out for the parts'
ok 'nothing is written' test ! -e pairs.csv
run quiet --slice 1/2 -
is 'a pipe has no parts: status 2' "$status" 2
iconv -f utf-8 -t utf-16 small.csv >wide.csv
run quiet --slice 1/2 wide.csv
is 'nor UTF-16' "$status" 2
for slice in 0/3 4/3 x/2 2; do
	run quiet --slice $slice small.csv
	is "--slice $slice" "$status" 2
done
run quiet --slice 4/3 small.csv
has 'a part behind the last is told' "$err" 'parts are counted from 1'
# ---- what stands below a small table is of the last part ----
printf 'nom;n\na;1\nb;2\nc;3\n\ncode;libelle;k\n0;v0;1\n1;v1;2\n' >below.csv
printf 'a;b\n1;2\n3;4\nNote;x\n' >note.csv
while read -r file option; do
	for k in 1 2 3; do
		# shellcheck disable=SC2086 # an option or none
		"$DPIPE" clean -q $option --slice $k/3 -e 'trim *' "$file" \
			-o below.$k --rejects below.rejects.$k
	done
	# shellcheck disable=SC2086
	"$DPIPE" clean -q $option -e 'trim *' "$file" -o below.whole \
		--rejects below.rejects
	ok "$file: its parts are the table" \
		cmp below.whole <(cat below.[1-3])
	is "$file: what is no record of it is in the rejects of the last" \
		"$(reasons below.rejects.3)" "$(reasons below.rejects)"
	is "$file: and in no others" "$(reasons below.rejects.[12])" ''
done <<'END'
below.csv
note.csv --footer-lines=1
END

done_testing
