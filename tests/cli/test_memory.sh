#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Steps that hold rows or keys: ten times beyond their bound they give the same
# bytes as within it, in as little memory; without room on disk nothing is
# written, and it is said why. What cannot go to disk is refused.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
measure=$(realpath "${abs_builddir:-.}/bench/measure")
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
mkdir "$tap_dir/work" "$tap_dir/tmp" && cd "$tap_dir/work" || exit 99
export TMPDIR=$tap_dir/tmp

# peak OUTPUT ARGUMENT…: cleans, and says the peak of memory in KB
peak() {
	local out=$1 wall user system kb status

	shift
	read -r wall user system kb status < <("$measure" "$out" "$DPIPE" \
		clean -q --threads=1 "$@" 2>err)
	echo "${kb:-none}"
	: "$wall" "$user" "$system"
	return "${status:-99}"
}

# 440 000 keys, some of which come again; fewer rows, with more in them
awk 'BEGIN {
	print "id,v"
	for (i = 0; i < 500000; i++)
		print 100000 + i * 7919 % 440000 "," i % 7
}' >keys.csv
awk 'BEGIN {
	print "id,v,t"
	for (i = 0; i < 180000; i++)
		print 100000 + i * 7919 % 120000 "," i % 7 \
			",a text that takes some room"
}' >rows.csv
base=$(peak /dev/null -e 'trim v' keys.csv)

# bounded STEP FILE: 1 MB is enough for what takes ten otherwise
bounded() {
	local within beyond

	within=$(peak whole --rejects whole.rejects -e "$1" "$2")
	beyond=$(peak spilled --memory=1 --rejects spilled.rejects -e "$1" "$2")
	ok "$1: beyond the bound, the same bytes" cmp whole spilled
	ok "$1: the same records are left out" cmp whole.rejects spilled.rejects
	[ -z "$DPIPE_MEMORY_KB" ] || return
	ok "$1: it would take more than ten times as much" \
		test $((within - base)) -gt 10240
	ok "$1: $((beyond - base)) KB are enough" \
		test $((beyond - base)) -lt 6144
}
: "${DPIPE_MEMORY_KB:=}"
bounded 'dedupe id' keys.csv
is 'every key is kept' "$(wc -l <spilled)" 440001
bounded 'expect id unique=yes on-error=reject' keys.csv
for step in 'dedupe id keep=last' 'count n by=id' 'sort t, -id' \
	'join-cells v by=; key=id' 'wider names=v values=t by=id' 'cluster t' \
	'fill t direction=up' 'tail n=150000'; do
	bounded "$step" rows.csv
done
head -n 60000 rows.csv >lines.csv
for step in 'dedupe id keep=last' 'sort t, -id' 'join-cells v by=; key=id' \
	'wider names=v values=t by=id' 'fill t direction=up' 'tail n=50000'; do
	for memory in 1 100; do
		"$DPIPE" clean -q --memory=$memory --audit told.$memory \
			-e "$step" -e 'suffix id text=!' -o /dev/null lines.csv
	done
	ok "$step: what is changed behind it is told with the same lines" \
		cmp told.1 told.100
done
# the hashes by which rows are sorted are others each time
awk 'BEGIN {
	print "id,k,t"
	for (i = 0; i < 120000; i++)
		print i * 7919 % 24000 ",k" i % 5 "," i "_________________"
}' >twice.csv
for memory in 100 1 1; do
	"$DPIPE" clean --memory=$memory -e 'wider names=k values=t by=id' \
		-e 'remove k0, k1, k2, k3' -o /dev/null twice.csv 2>said.$memory
	cat said.$memory >>said
done
is 'values that find no room are told in one order' \
	"$(grep -c second said) $(grep second said | sort | uniq -c | wc -l)" '15 5'
ok 'that of the rows' cmp said.1 said.100
for step in 'join-cells v by=; key=id' 'wider names=v values=t by=id'; do
	for memory in 1 100; do
		"$DPIPE" clean -q --memory=$memory --audit told.$memory \
			--rejects left.$memory --report said.$memory \
			-e "$step" -e 'suffix id text=!' -e 'prefix id text=0' \
			-e 'drop endsWith(id, "0!")' -e 'drop endsWith(id, "1!")' \
			-o /dev/null lines.csv
	done
	ok "$step: the steps behind it tell of it in the same order" \
		cmp told.1 told.100
	ok 'and leave out in the same order' cmp left.1 left.100
	ok 'and the report shows the same values' cmp said.1 said.100
done
is 'nothing stays in TMPDIR' "$(ls -A "$TMPDIR")" ''

# ---- 24 bytes a key ----
{ echo id; seq 2500000; } >many.csv
few=$(peak /dev/null -e 'trim id' many.csv)
many=$(peak /dev/null -e 'dedupe id' many.csv)
bytes=$(((many - few) * 1024 / 250000))
ok "a key takes ${bytes%?}.${bytes: -1} bytes, all memory counted" \
	test "$bytes" -le "$((240 + DPIPE_MEMORY_KB))"

kb=$(peak sorted --memory=64 -e 'sort id' many.csv)
ok 'many rows are sorted' cmp sorted many.csv
ok "64 MB for it are 64 MB: $kb KB in all" \
	test "$kb" -lt $((98304 + DPIPE_MEMORY_KB))

# ---- no room for what goes to disk ----
# the limit on files stands for a full disk
for step in 'dedupe id' 'dedupe id keep=last' 'count n by=id' 'sort v' \
	'join-cells v by=; key=id' 'tail n=500000'; do
	out=table.csv
	# which gives rows before it is full
	[ "$step" != 'dedupe id' ] || out=/dev/null
	(
		trap '' XFSZ
		ulimit -f 64
		"$DPIPE" clean -q --memory=1 -e "$step" -o $out rows.csv
	) 2>err
	is "$step, and the disk is full: status 3" $? 3
	has 'what to do is said' "$(<err)" 'set TMPDIR to a larger folder'
	ok 'there is no half a table' test ! -e table.csv
done
is 'nothing stays in TMPDIR then' "$(ls -A "$TMPDIR")" ''
TMPDIR=$tap_dir/none run "$DPIPE" clean -q --memory=1 -e 'sort v' rows.csv
is 'a TMPDIR that is not there: status 3' "$status" 3
has 'it is named' "$err" "$tap_dir/none"
TMPDIR=$tap_dir/none run "$DPIPE" clean --suggest < <(cat rows.csv)
is 'no room to put a pipe aside: status 3' "$status" 3
has 'it is named, too' "$err" "$tap_dir/none"

# ---- what is held in memory only ----
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "c%d,", i; print "k"
	for (r = 0; r < 40; r++) { for (i = 0; i < 3000; i++) printf "%d,", i
		print "r" r } }' >broad.csv
# refused STEP FILE PART
refused() {
	run "$DPIPE" clean -q --memory=1 -e "$1" -o table.csv "$2"
	is "${1%% *}: status 3" "$status" 3
	has 'what takes too much is named' "$err" "$3"
	ok 'and no table is written' test ! -e table.csv
}
refused 'cluster id' keys.csv 'values of id take more than 1 MB'
head -n 5000 keys.csv >some.csv
run "$DPIPE" clean -q --memory=1 -e 'cluster id' some.csv
is 'fewer values fit' "$status" 0
refused 'cluster id method=levenshtein' some.csv 'values of id take more than'
refused 'key-value v values=t' rows.csv 'needs more than 1 MB'
refused 'transpose k fields=f' broad.csv 'over 1 MB in memory'
refused 'lookup v file=rows.csv key=id' keys.csv 'over 1 MB in memory'
head -n 50000 keys.csv | cut -d, -f1 | sed 's/\(.*\)/\1,x\1/' >list.csv
refused 'edit v file=list.csv' keys.csv 'over 1 MB in memory'
run "$DPIPE" clean --memory=0 keys.csv
is 'no memory at all: status 2' "$status" 2

# ---- a header of nearly 8 MB, the longest there may be ----
# within64 WHAT FILE: clean and verify take less than 64 MB of it
within64() {
	local kb

	kb=$(peak table.csv "$2")
	ok "$1: clean takes $kb KB" test "$kb" -lt $((65536 + DPIPE_MEMORY_KB))
	[ -n "$3" ] || return
	read -r _ _ _ kb _ < <("$measure" found "$DPIPE" verify "$2" 2>err)
	ok "$1: verify takes $kb KB" test "$kb" -lt $((65536 + DPIPE_MEMORY_KB))
}
# giant BYTES: a table of two columns, the name of the first being that long
giant() {
	head -c "$1" /dev/zero | tr '\0' n
	printf ';b\n1;2\n2;3\n3;4\n'
}
giant 7900000 >giant.csv
within64 'one name' giant.csv verify
is 'which is written' "$(wc -c <table.csv) $(tail -n 3 table.csv | tr '\n' ' ')" \
	'7900015 1,2 2,3 3,4 '
ok 'and told' test "$(wc -c <found)" -gt 7900000
giant 7900000 | LC_ALL=C sed 's/nnnn/n\xe9n\xe8/g' >giant.csv
within64 'the same in Windows-1252' giant.csv verify
is 'is written in UTF-8' "$(wc -c <table.csv)" 11850015
giant 7900000 | iconv -f UTF-8 -t UTF-16 >giant.csv
within64 'the same in UTF-16' giant.csv verify
awk 'BEGIN { for (i = 0; i < 65000; i++) printf "%sc%0118d", i ? ";" : "", i
	print ""; for (i = 0; i < 65000; i++) printf "%s%d", i ? ";" : "", i
	print "" }' >broad.csv
within64 '65000 names' broad.csv ''

# ---- as many columns as there may be: a few hundred bytes each ----
awk 'BEGIN { n = 65000; for (i = 1; i < n; i++) printf ","; print "k"
	for (r = 0; r < 5; r++) { for (i = 1; i < n; i++) printf "%d,", i + r
		print r } }' >nameless.csv
# below MB WHAT COMMAND…
below() {
	local most=$(($1 * 1024)) what=$2 kb

	shift 2
	read -r _ _ _ kb _ < <("$measure" told "$DPIPE" "$@" nameless.csv 2>err)
	ok "65000 columns without names: $what takes $kb KB" \
		test "$kb" -lt $((most + DPIPE_MEMORY_KB))
}
below 80 clean clean -q
below 200 'clean --suggest' clean --suggest
below 300 'analyse describe' analyse describe
below 200 verify verify
is 'one of them is told' "$(grep -c 'has no name' told)" 1
has 'and how many others there are' "$(<told)" \
	'The same goes for 64,998 other columns: “c2”, “c3”'

# ---- a cell has an end ----
awk 'BEGIN { print "k,t"
	for (i = 0; i < 3; i++) printf "a,%7000000d\n", i }' >long.csv
sed '3,$s/^a//' long.csv >longer.csv
run "$DPIPE" clean -e 'join-cells t by=; key=k' -o table.csv long.csv
is 'a value for which there is no room is reported' "$status" 1
has 'its line as well' "$err" 'without a result: 1, the first on line 4'
run "$DPIPE" clean -e 'join-cells t by=; records=k' -o table.csv longer.csv
is 'in a record as well' "$status" 1
has 'and its line' "$err" 'without a result: 1, the first on line 4'
done_testing
