#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How far reading is, on standard error: a line of a terminal that goes away,
# only when it takes long; elsewhere only when it is asked for.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN ACCESSIBLE LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en TERM=xterm
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
cd "$tap_dir" || exit 99

awk 'BEGIN { print "id,v"; for (i = 1; i <= 60000; i++) print i ",abc" }' >t.csv
gzip -k t.csv

run "$DPIPE" clean -o out.csv t.csv
unlike 'no terminal, no progress' "$err" 'records? read|% read'
run "$DPIPE" clean --progress --no-progress t.csv
is 'one or the other' "$status" 2
run "$DPIPE" clean -q --progress -o out.csv t.csv
like 'asked for, it is a line of its own' "$err" \
	'^dpipe: [0-9]+ % read, [0-9 ,]+ records$'
run "$DPIPE" clean -q --progress -o out.csv t.csv.gz
like 'of a compressed file as well' "$err" '^dpipe: [0-9]+ % read, '
run "$DPIPE" clean -q --progress --slice=2/2 -o out.csv t.csv
like 'and of a part of one' "$err" '^dpipe: [0-9]+ % read, '
# shellcheck disable=SC2002 # a pipe, not the file
cat t.csv | "$DPIPE" verify --progress - >verify.txt 2>verify.err
like 'of a pipe no share is known' "$(<verify.err)" \
	'^dpipe: [0-9 ,]+ records read$'
unlike 'the result is as ever' "$(<verify.txt)" 'records read'
LANGUAGE=fr run "$DPIPE" clean -q --progress -o out.csv t.csv
like 'in French' "$err" 'enregistrements'

# ---- comparing what was read ----
# Sentences alike enough to be compared, and not near: it takes minutes.
awk 'BEGIN {
	print "objet"
	srand(4)
	for (i = 0; i < 9000; i++) {
		s = "subvention de fonctionnement de l\047association"
		for (k = 0; k < 28; k++)
			s = s (k % 7 ? sprintf("%c", 97 + int(rand() * 26)) : " ")
		print s
	}
}' >objets.csv
step='cluster objet method=ppm radius=2'
# stopped COMMAND…: runs it until it says what takes long, then stops it
stopped() {
	local child i

	# a shell starts what runs in the background deaf to INT
	env --default-signal=INT "$@" <&7 >said 2>&1 &
	child=$!
	for ((i = 0; i < 600; i++)); do
		grep -q 'different' said && break
		sleep 0.05
	done
	kill -INT "$child"
	wait "$child"
	status=$?
}
exec 7</dev/null
stopped "$DPIPE" clean --progress -e "$step" -o near.csv objets.csv
said=$(tr '\n' ' ' <said)
like 'before it compares for long, it says how long' "$said" \
	'9,000 different values of objet will take about [0-9]+ (seconds|min|hour)'
has 'and what takes less' "$said" 'A smaller radius= takes less'
is 'it can be stopped' "$status" 130
is 'and writes nothing then' "$(ls near.csv 2>/dev/null)" ''

# screen COMMAND: all that COMMAND writes on a terminal
screen() {
	script -qec "$1" /dev/null </dev/null
}
if ! command -v script >/dev/null; then
	skip 'on a terminal' 'there is no script'
	done_testing
	exit
fi
clear=$'\r\033[K'
unlike 'what is done soon says nothing' \
	"$(screen "\"\$DPIPE\" clean t.csv -o out.csv")" '% read'
shown=$(screen "\"\$DPIPE\" clean --progress t.csv -o out.csv")
has 'the share and the records' "$shown" "$clear"
like 'are on one line' "$shown" '[0-9]+ % read, [0-9 ,]+ records'
has 'which is cleared before the summary' "$shown" "$clear"'Records'
# The second half comes late.
# shellcheck disable=SC2016 # run by another shell
late='(head -n 30000 t.csv; sleep 0.6; tail -n +30001 t.csv) | "$DPIPE" clean'
like 'what takes long says so by itself' \
	"$(screen "$late -o out.csv")" 'records read'
unlike 'unless told not to' \
	"$(screen "$late --no-progress -o out.csv")" 'records read'
done_testing
