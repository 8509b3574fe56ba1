#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dpipe clean --undo: the audit applied backwards.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
cinemas=$srcdir/sample-data/cinemas-paca
raw=$cinemas/cinemas-brut.csv
mkdir "$tap_dir/work" && cd "$tap_dir/work" || exit 99

quiet() { "$DPIPE" clean -q "$@"; }
undo() { "$DPIPE" clean --undo "$@"; }

# ---- the sample: headers, doubles, codes, dates, clusters, decisions ----
grep -v '^sort' "$cinemas/nettoyage.dpr" >unsorted.dpr
quiet -r unsorted.dpr "$raw" -o clean.csv --audit audit.csv \
	--rejects rejects.csv
quiet -r "$cinemas/nettoyage.dpr" "$raw" -o sorted.csv --audit sorted.audit \
	--rejects sorted.rejects
quiet "$raw" >before.csv
run undo audit.csv clean.csv --rejects rejects.csv
is 'it is taken back' "$status" 0
ok 'the table is what it was, its header too' \
	cmp before.csv "$tap_dir/out"
has 'what was done is said' "$err" 'Records that came back: 16'
run undo audit.csv -q -o back.csv --rejects rejects.csv - <clean.csv
ok 'from standard input, into a file' cmp before.csv back.csv
is 'in silence' "$out$err" ''
run undo audit.csv --json -o back.csv --rejects rejects.csv clean.csv
has 'as JSON' "$out" '"changes_undone":1300'
undo sorted.audit -q --rejects sorted.rejects sorted.csv >sorted.back
ok 'the sort at its end as well' cmp before.csv sorted.back

# ---- what cannot be undone is said before ----
run undo audit.csv -o none.csv clean.csv
is 'without the rejects: status 2' "$status" 2
has 'how many records they hold is said' "$err" '16 records were left out'
grep -v '^,,,,order,' sorted.audit >cut.audit
run undo cut.audit -o none.csv sorted.csv --rejects sorted.rejects
is 'a sort whose order the audit does not hold: status 3' "$status" 3
has 'it is named' "$err" 'step 26 '
run undo sorted.audit -o none.csv sorted.csv
is 'without the rejects, a sort: status 2' "$status" 2
has 'how many records they hold is said, too' "$err" '16 records were left out'
printf 'a;b ;c\n 1;2;3\n4; 5;6\n' >abc.csv
quiet -e 'trim *' -e 'remove b' -e 'rename c -> b' -e 'move b first' \
	--audit moved.audit abc.csv -o moved.csv
sed '/^[0-9].*,b,2,removed/d; s/^\(,,b,2\),removed/\1,remove/' moved.audit \
	>older.audit
run undo older.audit moved.csv
is 'a column that the audit does not hold: status 1' "$status" 1
has 'it is named' "$err" 'without it: b'
is 'the others come back to their places and names' "$out" \
	$'a,c\n 1,3\n4,6'
run undo audit.csv -o none.csv moved.csv
is 'the audit of another table: status 3' "$status" 3
has 'is known by its columns' "$err" 'does not fit'
ok 'nothing was written' test ! -e none.csv

# ---- what stood in columns that are gone ----
printf '%s\n' 'n,"b ""x""","c' 'd",e,k' '1,"q""u,ote",,"",k' \
	'2,"",",","two' 'lines",k' ',,,,k' '4,"""",""""",", x ,k' \
	>gone.csv
quiet gone.csv >gone.before
while IFS=: read -r what steps; do
	rm -f gone.out gone.audit gone.rejects
	quiet -r - gone.csv -o gone.out --audit gone.audit \
		--rejects gone.rejects < <(tr '|' '\n' <<<"$steps")
	run undo gone.audit --rejects gone.rejects gone.out
	is "$what: status 0" "$status" 0
	ok 'and all is where it was' cmp gone.before "$tap_dir/out"
done <<'END'
a column alone:trim *|remove e
several, and their names:remove n, e|rename k -> e|move e first
all but one:select k
in another order:select e, k, n|case e to=upper
a column that was cut:split e by=" " into=e,f
into as many as there are:split e by=" "
columns joined:join n, e into=ne sep="-"
what is the same everywhere:drop-constant
what is empty:replace e pattern=/[^~]+/ with=""|drop-empty what=columns
records that go as well:remove e|drop n == "2"|remove n
END
quiet -e 'remove e' -e 'remove n, k' gone.csv -o gone.out --audit gone.audit
is 'of one column the name and the cell are told' \
	"$(grep -c '^[0-9]*,[1-9],e,1,removed,' gone.audit)" 3
has 'of several the cells, as CSV' "$(<gone.audit)" $',4,,2,removed,"4,k",\n'
sed '/^,,k,2,removed/d' gone.audit >other.audit
run undo other.audit gone.out
is 'an audit that was cut is refused: status 3' "$status" 3

# ---- records that alone would be read otherwise, and names with spaces ----
while IFS='~' read -r table option steps; do
	rm -f odd.out odd.audit odd.rejects
	printf '%b' "$table" >odd.csv
	# shellcheck disable=SC2086 # no option, or one
	quiet $option odd.csv -o odd.before
	# shellcheck disable=SC2086
	quiet $option -r - odd.csv -o odd.out --audit odd.audit \
		--rejects odd.rejects < <(tr '|' '\n' <<<"$steps")
	run timeout 60 "$DPIPE" clean --undo odd.audit \
		--rejects odd.rejects odd.out
	ok "all comes back: $steps, of $table" cmp odd.before "$tap_dir/out"
done <<'END'
a;b;c\n1;2;3\n9;5;"a\rb"\n3; "x" ;"a\rb"\n4;5;6\n~~drop a == "3"
x ; v ; y\nGap ; 18 ; 1\n1 ; 10 ; "V e"\n9 ; "19" ; "S "\nd ; 10 ; 4\n~~filter 1 == 2
x;y\n1;"\n2; \n~--skip-space=yes~filter 1 == 2
a;9\na;2\na;06000\na; "06000" \na;"a\nb"\nc;35\n10;\nc;"\n~~filter 1 == 2
a\n1\n3,4\n~--delimiter=,~head n=1
id::n\n1::2\n3::4::5\n7::8\n~--delimiter=::~drop id == "3"
a,b\n\n1,2\n3,4\n~~transpose a fields=f|copy f to=g
a,b,c\n1,2,3\n\n3,4,5\n~~transpose a fields=f|copy f to=g
a,b\n1,x\n2,y\n~~rename a -> "x "
a,b\n1,x\n2,y\n~~rename a -> "\tx"|case b to=upper|drop b == "Y"
a,b\n1,x\n2,y\n~~copy a to=" z"|prefix " z" text=k|drop b == "y"
END
seq 60000 | sed 's/.*/&,x&/' >tall.csv
quiet --header=no --slice 2/2 -e 'filter c1 < 10' tall.csv -o tall.out \
	--audit tall.audit --rejects tall.rejects
ok 'a part of which nothing is left comes back' \
	cmp <(undo tall.audit -q --rejects tall.rejects tall.out) \
	<(quiet --header=no --slice 2/2 tall.csv)

# ---- a file in which nothing is ----
: >void.csv
for step in 'select *' 'longer * names=n values=v' 'longer * values=v'; do
	quiet -e "$step" void.csv -o void.out --audit void.audit
	run undo void.audit -q void.out
	is "$step: nothing comes back" "$out$err" ''
	ok "$step: which is no failure" test "$status" -lt 2
done

# ---- a table that is not what the audit tells of ----
printf 'n;t\n1; a\n2; b\n3;c \n' >small.csv
quiet -e 'trim t [tidy]' --audit small.audit small.csv -o out.csv
is 'a short one' "$(undo small.audit -q out.csv)" $'n,t\n1, a\n2, b\n3,c '
sed 's/^2,b/2,B/' out.csv >other.csv
run undo small.audit other.csv -o none.csv
is 'a cell was changed since: status 3' "$status" 3
has 'the first line that differs is named' "$err" 'line 3'
has 'with the column, what is there and what was' "$err" \
	'“t” stands “B”, but step tidy has left “b”'
sed '$d' out.csv >short.csv
run undo small.audit short.csv -o none.csv
is 'a record is missing: status 3' "$status" 3
has 'it is said' "$err" 'record 3'
ok 'no output' test ! -e none.csv
run undo out.csv out.csv
has 'a file that is no audit' "$err" 'line,record,column'
run undo small.audit out.csv -o out.csv
is 'the input is never written' "$status" 2
run undo small.audit out.csv -o small.audit
is 'nor the audit' "$status" 2
run undo small.audit -e 'trim t' out.csv
is 'a step has no place there' "$status" 2

# ---- what is odd about a table ----
printf '1;2\n3; 4\n' >bare.csv
quiet --header=no --audit bare.audit -e 'trim *' bare.csv -o bare.out
is 'a table without a header' "$(undo bare.audit -q bare.out)" $'1,2\n3, 4'
quiet --header=no --audit bare.audit -e 'sort -c1' bare.csv -o bare.out
is 'the same, sorted' "$(undo bare.audit -q bare.out)" $'1,2\n3, 4'
printf 'a,a,,x y \n" ""q"" ","1\n2 ",,""\n' >odd.csv
quiet odd.csv >odd.before
for step in 'trim *' headers 'rename a -> b' 'trim a as=neuf' \
	'move a last' 'rename a_2 -> a2' 'sort -a_2' 'add-row a=7'; do
	quiet -e 'trim *' -e "$step" --audit odd.audit odd.csv -o odd.out
	undo odd.audit -q odd.out >odd.back
	ok "names, quotes and line ends: $step" cmp odd.before odd.back
done
printf 'a\tb\n1\tx, "y"\n2\tz\n3\tx, "y"\n' >tabs.csv
quiet -e 'drop a != 2' --audit tabs.audit --rejects tabs.rejects tabs.csv \
	-o tabs.out
undo tabs.audit -q --rejects tabs.rejects tabs.out >tabs.back
quiet tabs.csv >tabs.before
ok 'records that were left out, written otherwise' cmp tabs.before tabs.back
{ printf '%s\n' 'id;ville;n' '1;Gap;3' '2;Nice;Ouest;4' '3;Apt;5;' '4;Die' \
	'5;"a;b";6' '6;"c' 'd";7'; printf '%d;Uzès;8\n' {7..20}; } >wide.csv
quiet wide.csv >wide.before
quiet -e 'filter n == 3' --audit wide.audit --rejects wide.rejects wide.csv \
	-o wide.out
undo wide.audit -q --rejects wide.rejects wide.out >wide.back
ok 'records too wide or too narrow come back as they were read' \
	cmp wide.before wide.back
is 'the audit says how' "$(grep -c ,read, wide.audit)" 3
quiet -e 'trim n' --audit wide.audit --rejects wide.rejects wide.csv -o wide.out
undo wide.audit -q --rejects wide.rejects wide.out >wide.back
ok 'and those that stayed' cmp wide.before wide.back
quiet -e 'drop n == "4"' --audit wide.audit --rejects wide.rejects wide.csv \
	-o wide.out
undo wide.audit -q --rejects wide.rejects wide.out >wide.back
ok 'also where all that were left out are' cmp wide.before wide.back
for step in 'sample n=3' 'cluster ville' 'dedupe id keep=last'; do
	quiet -e 'filter n > 99' -e "$step" --audit wide.audit \
		--rejects wide.rejects wide.csv -o wide.out
	undo wide.audit -q --rejects wide.rejects wide.out >wide.back
	ok "where no record is left: $step" cmp wide.before wide.back
done
printf 'k,v,w\n1,"",a ; \n2,,\n3,x,""\n' >cells.csv
quiet cells.csv >cells.before
for step in 'split-cells w by=";"' 'split-cells v by=";" records=k' \
	'join-cells w by=";" key=k' 'join-cells w by="," records=k' \
	'index i of=record records=k' 'flag f where=k==1 records=k'; do
	quiet -e "$step" --audit cells.audit cells.csv -o cells.out
	undo cells.audit -q cells.out >cells.back
	ok "where no row becomes several: $step" cmp cells.before cells.back
done
printf 'a,b\r1,x\r2,y\nz\r3,w\r' >cr.csv
printf 'dpipe-recipe 1\nsource newline=cr\ndrop a == "2"\n' >cr.dpr
quiet -r cr.dpr --audit cr.audit --rejects cr.rejects cr.csv -o cr.out
is 'where only CR ends a record, LF stays in the cell that comes back' \
	"$(undo cr.audit -q --rejects cr.rejects cr.out)" \
	$'a,b\n1,x\n2,"y\nz"\n3,w'
# ---- records that were mixed ----
printf '%s\n' 'id,k,v,"x ","x "' '1,a, un;deux,2,' '2,b,"",10,"q""u"' ',,,,' \
	'1,b,"tr,ois",9,' '3,a," qu' 'atre",,z' '2,b,"",10,"q""u"' >mixed.csv
quiet mixed.csv >mixed.before
while IFS=: read -r what steps; do
	rm -f mixed.out mixed.audit mixed.rejects
	quiet -r - mixed.csv -o mixed.out --audit mixed.audit \
		--rejects mixed.rejects < <(tr '|' '\n' <<<"$steps")
	run undo mixed.audit --rejects mixed.rejects mixed.out
	is "$what: status 0" "$status" 0
	ok 'and all is as it was' cmp mixed.before "$tap_dir/out"
done <<'END'
sorted:sort -id, v
sorted between others:trim *|rename k -> kind|remove x|sort kind|case v to=upper|remove id|dedupe
a cell made rows:split-cells v by=";"|trim *|filter v != "deux"
rows made a cell:drop k == "a"|join-cells v by="+" key=id
what a join has no place for:join-cells v by="+" key=k
columns made rows:dedupe|longer x..x_2 names=n values=w drop-blank=yes|drop isBlank(w)
rows made columns:wider names=k values=v by=id
those of a list:wider names=k values=v into=a by=id|trim *
keys made columns:select id, k, v|key-value k values=v
rows and columns changed places:trim id|filter isNotBlank(id)|dedupe id|transpose id fields=col
a row was added, changed and left out:add-row " 4 " y|trim *|sort k|filter id != "4"
a row was added above:trim *|add-row " 4 " y at=first|trim *|remove k
one column was left:select v|sort v
END
quiet -e 'join-cells v by="|" key=k' mixed.csv --audit mixed.audit -o mixed.out
has 'what stays in no cell is in the audit' "$(<mixed.audit)" \
	',,1,record,"1,b,""tr,ois"",9,",'
quiet -e 'select v' mixed.csv --audit mixed.audit -o mixed.out
undo mixed.audit -q mixed.out >mixed.back
ok 'empty cells in quotes, of a column that is written alone' \
	cmp mixed.before mixed.back

# ---- of a sort, the order is told and no cell ----
printf '%s\n' 'n;t' '3; c' '1;a' '2;b ' '4;a' '5;d' >order.csv
quiet order.csv >order.before
quiet -e 'trim t' -e 'sort t' -e 'drop n == 2' -e 'case t to=upper' \
	order.csv --audit order.audit --rejects order.rejects -o order.out
is 'the numbers of the records that were written' \
	"$(grep ',order,' order.audit)" ',,,,order,2 4 1 5,1'
is 'what was changed, and no record' \
	"$(cut -d, -f5 order.audit | sort | uniq -c | tr -s ' \n' ' ')" \
	' 5 case 1 check 1 drop 1 operation 1 order 1 records 1 sort 1 source 3 trim '
undo order.audit -q --rejects order.rejects order.out >order.back
ok 'it comes back' cmp order.before order.back
quiet -e 'sort -n' order.csv --audit order.audit -o order.out
is 'those that follow each other are told together, downwards as well' \
	"$(grep ',order,' order.audit)" ',,,,order,5-4 1 3-2,1'
quiet -e 'sort n' -e 'wider names=t values=n' -e 'sort a' order.csv \
	--audit order.audit -o order.out
undo order.audit -q order.out >order.back
ok 'before records are mixed and behind it' cmp order.before order.back
is 'there the records are told, and no order' \
	"$(grep -c '^[0-9].*,record,' order.audit) $(grep -c ',order,' \
		order.audit)" '5 0'

# ---- a table that was changed since, where no cell could say so ----
for step in 'sort t' 'join-cells n by="|" key=t' 'add-row n=9'; do
	quiet -e "$step" order.csv --audit since.audit -o since.out
	lines=$(wc -l <since.out)
	while IFS=: read -r what edit where; do
		sed "$edit" since.out >since.csv
		rm -f none.csv
		run undo since.audit since.csv -o none.csv
		is "$step, $what: status 3" "$status" 3
		has 'where is said' "$err" "${where//LAST/$lines}"
		ok 'nothing is written' test ! -e none.csv
	done <<'END'
a cell:3s/.$/x/:since.csv, line 3
two records changed places:2{h;d};3G:since.csv, line 2
a record is gone:2d:since.csv, line 2
the last is gone:$d:the account tells of record
one more at the end:$p:since.csv, line
the header:1s/^./&x/:the header
END
	quiet -e 'drop operation == "check"' since.audit -o free.audit
	undo free.audit -q since.out >since.back
	ok "$step: in spite of it, without the checks" \
		cmp order.before since.back
done
sed '2s/.$/x/' since.out >since.csv
ok 'records that the audit tells come back whatever the table holds' \
	test "$(undo free.audit -q since.csv)" = "$(<order.before)"
sed 's/^,,,,check,..../&0/' since.audit >odd.audit
run undo odd.audit since.out
is 'checks that are none: status 3' "$status" 3
quiet -e 'sort t' order.csv --audit order.audit -o order.out
for order in '1-x' '0 1' '2 2-5' 'a' '1-4 6'; do
	sed "s/^\(,,,,order,\)[^,]*/\1$order/" order.audit >odd.audit
	run undo odd.audit order.out
	is "an order that cannot be, $order: status 3" "$status" 3
done

printf 'n,z\n1,\n2,\n3,\n' >paired.csv
quiet -e 'wider values=n rows=2' paired.csv >paired.out
quiet -e 'wider values=n rows=2' --rejects paired.rejects paired.csv >paired.too
ok 'what is kept for the rejects changes nothing' cmp paired.out paired.too

# ---- many records, on any number of threads ----
awk 'BEGIN {
	print "n;t;d"
	for (i = 1; i <= 20000; i++)
		printf "%d;%s;%02d/%02d/2024\n", i, i % 3 ? " a" : "b",
			i % 28 + 1, i % 12 + 1
}' >large.csv
quiet -e 'trim *' -e 'date d order=dmy' -e 'drop t == "b"' -e 'fill t' \
	--audit large.audit --rejects large.rejects large.csv -o large.out
undo large.audit --rejects large.rejects -q large.out >large.back
quiet large.csv >large.before
ok 'a larger table' cmp large.before large.back
for n in 1 7; do
	quiet --threads=$n -e 'trim *' -e 'drop t == "b"' -e 'sort d, -n' \
		-e 'date d order=dmy' --audit large.$n --rejects large.rejects \
		large.csv -o large.out
done
ok 'the audit of a sort is the same on any number of threads' \
	cmp large.1 large.7
undo large.7 --rejects large.rejects -q large.out >large.back
ok 'and gives the table back' cmp large.before large.back

# ---- the same on any number of threads, also where rows become several ----
awk 'BEGIN {
	print "id;ville;tags"
	for (i = 0; i < 60000; i++)
		printf "%d;%s ;\"%s\"\n", i, i % 3 ? "Gap" : "Nice",
			i % 2 ? "a,b" : "c"
}' >many.csv
quiet many.csv >many.before
several() {
	quiet --threads="$1" -e 'split-cells tags by=","' -e 'trim *' \
		-e 'derive z = id' -e 'split-cells ville by="c"' \
		-e 'case tags to=upper' many.csv -o "many.$1" \
		--audit "audit.$1" --rejects "rejects.$1"
}
several 1
for threads in 2 3 4 4 4; do
	several $threads
	is "with $threads threads all goes well" $? 0
	ok 'the table is the same' cmp many.1 "many.$threads"
	ok 'and so is its audit' cmp audit.1 "audit.$threads"
done
run undo audit.4 many.4 --rejects rejects.4
ok 'and all goes back' cmp many.before "$tap_dir/out"

# ---- lines among the records that are none ----
printf 'id,v\n1, a\n\n2, b\nid,v\n3, c\n\n\n4,  a\n' >lines.csv
quiet lines.csv >lines.before
back() {
	local steps=()
	for step in "$@"; do
		steps+=(-e "$step")
	done
	quiet "${steps[@]}" lines.csv -o lines.out --audit lines.audit \
		--rejects lines.rejects
	run undo lines.audit --rejects lines.rejects lines.out
	ok "$*: blank lines and headers are no records" \
		cmp lines.before "$tap_dir/out"
}
back 'trim v'
back 'drop id == "2"'
back 'trim v' 'sort v' 'drop id == "3"'
back 'split-cells v by="a"' 'trim v'
quiet -e 'trim v' lines.csv -o lines.out --audit lines.audit
run undo lines.audit lines.out
ok 'the audit alone knows them' cmp lines.before "$tap_dir/out"

# ---- records that stand on several lines without quotes ----
printf 'id,nom,ville,n\n1,Rex,Gap,10\n2,Le\nClub,Nice,20\n' >lines.csv
printf '3,"Eden" ,\nAlbi\nNord,30\n4,Eden,Gap,40\n5,Rex,Nice,50\n' >>lines.csv
quiet lines.csv >lines.before
back 'trim *' 'suffix ville text=!'
back 'drop id == 2'
back 'drop id == 3' 'sort -id'
back 'filter id > 4'
back 'tail n=1' 'filter id == 9'
back 'join-cells nom by="|" key=ville'
quiet -e 'drop id == 2' lines.csv -o lines.out --rejects lines.rejects
has 'the rejects hold them whole' "$(<lines.rejects)" \
	$'3,2,1,drop,"2,Le\nClub,Nice,20"'

# ---- nothing is left ----
printf 'a,b\n2,x\n1,y\n3,x\n' >lines.csv
quiet lines.csv >lines.before
for step in 'tail n=2' 'sample n=2' 'dedupe b keep=last' \
	'fill b direction=up'; do
	back 'sort a' "$step" 'filter b == "q"'
done

# ---- parts of a table ----
awk 'BEGIN { print "k,v"; for (i = 0; i < 4000; i++) print i ", v" i % 7 }' \
	>whole.csv
for step in 'trim *' 'drop v == " v3"' 'rename v -> w' 'remove v'; do
	for part in 1 2; do
		quiet --slice $part/2 -e "$step" -e 'suffix k text=!' whole.csv \
			-o part.csv --audit part.audit --rejects part.rejects
		undo part.audit -q --rejects part.rejects part.csv
	done >whole.back
	ok "$step: each part goes back by itself" cmp whole.csv whole.back
done

# ---- where CR ends lines, LF is text ----
printf 'a,b\r\n1,2\r3,4\n\r\n5,6\n\r7,8\r' >cr.csv
quiet --newline=cr cr.csv >cr.before
for step in 'drop b < 7' 'filter b == "2"' 'suffix b text=!' 'drop a > 0'; do
	quiet --newline=cr -e "$step" cr.csv -o cr.out --audit cr.audit \
		--rejects cr.rejects
	run undo cr.audit --rejects cr.rejects cr.out
	ok "$step: no line break is lost" cmp cr.before "$tap_dir/out"
done

done_testing
