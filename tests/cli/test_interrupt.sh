#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dpipe clean and dpipe run, stopped at any moment: a file has its old bytes
# or all of its new ones, nothing half-written bears a final name, no audit
# stands beside a table that is not its own, raw files are as they were, and
# running again gives what should be there. tests/unit/test_step_clean and
# test_step_run stop them at every single moment of taking their names.
# DPIPE_KILLS says how often each is stopped.
: "${DPIPE:=dpipe}" "${srcdir:=.}" "${DPIPE_KILLS:=40}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
cd "$tap_dir" || exit 99
RANDOM=${DPIPE_SEED:-$$}
tap_note "DPIPE_SEED=${DPIPE_SEED:-$$}"

now_us() { echo $((${EPOCHREALTIME/[.,]/})); }
hashes() { find "$@" -type f -exec sha256sum {} + | LC_ALL=C sort -k 2; }

# A shell starts what runs in the background deaf to INT.
hearing=(env '--default-signal=INT,TERM,HUP')

# stop_at MICROSECONDS SIGNAL COMMAND…: starts it, sends SIGNAL after so long;
# $ended is its status. What is too late finds it done.
stop_at() {
	local us=$1 signal=$2 child

	shift 2
	"${hearing[@]}" "$@" >/dev/null 2>"$tap_dir/said" &
	child=$!
	sleep "$((us / 1000000)).$(printf %06d $((us % 1000000)))"
	kill "-$signal" "$child" 2>/dev/null
	wait "$child" 2>/dev/null
	ended=$?
}

# how_long COMMAND…: microseconds, of an ordinary run
how_long() {
	local from

	from=$(now_us)
	"$@" >/dev/null 2>&1
	echo $(($(now_us) - from))
}

pick_signal() {
	local signals=(INT TERM HUP KILL)

	signal=${signals[RANDOM % 4]}
}

# ---- clean: one file of 20 MB ----
mkdir clean && cd clean || exit 99
awk 'BEGIN {
	print "commune;date;montant;objet"
	for (i = 0; i < 400000; i++)
		printf "%s Gap;%02d/03/2021;%d %03d,50;Aide au projet culturel\n",
			i % 3 ? "" : " ", i % 28 + 1, i % 99, i % 1000
}' >big.csv
recipe=(-e 'trim *' -e 'date date order=dmy' -e 'number montant locale=fr'
	-e 'dedupe')
go=("$DPIPE" clean big.csv "${recipe[@]}" -o out.csv --audit audit.csv
	--rejects rejects.csv --report report.txt)
span=$(how_long "${go[@]}")
"${go[@]}" 2>/dev/null
usual=$?
for f in out.csv audit.csv rejects.csv report.txt; do mv $f "new-$f"; done
ok 'a file of 20 MB' test "$(stat -c %s big.csv)" -gt 18000000
big=$(sha256sum <big.csv)
whole=0 stopped=0 torn='' left='' wrong_status=''
for ((k = 0; k < DPIPE_KILLS; k++)); do
	rm -f .dpipe-*
	for f in out.csv audit.csv rejects.csv report.txt; do
		rm -f $f
		# An older file, or none.
		((k % 2)) && echo old >$f
	done
	pick_signal
	# shellcheck disable=SC2154 # pick_signal sets it
	stop_at $(((RANDOM * 32768 + RANDOM) % (span * 11 / 10))) "$signal" \
		"${go[@]}"
	is_new='' is_old='' is_none=''
	for f in out.csv audit.csv rejects.csv report.txt; do
		if cmp -s $f "new-$f"; then
			is_new+=" $f"
		elif [ ! -e $f ]; then
			is_none+=" $f"
		elif ((k % 2)) && [ "$(<$f)" = old ]; then
			is_old+=" $f"
		else
			torn+=" $k:$signal:$f"
		fi
	done
	done_all=
	[ "$is_old$is_none" ] || done_all=yes
	# What tells of the table is there with it, or not at all; only who
	# is killed while files take their names finds none of the older ones.
	case "$is_new|$is_old" in
	*' '*'|'*' '*) torn+=" $k:$signal:$is_new beside$is_old" ;;
	esac
	case "$signal$is_none" in
	*out.csv*) ((k % 2 == 0)) || torn+=" $k:$signal:no table" ;;
	KILL*) ;;
	*' '*)
		[ "$is_new" ] && torn+=" $k:$signal:no$is_none"
		((k % 2)) && torn+=" $k:$signal:no$is_none"
		;;
	esac
	[ "$signal" = KILL ] ||
		[ "$(find . -name '.*dpipe-*')" = '' ] || left+=" $k:$signal"
	if [ $done_all ]; then
		whole=$((whole + 1))
	else
		stopped=$((stopped + 1))
	fi
	case $signal:$ended in
	INT:130 | TERM:143 | HUP:129 | KILL:137 | *:"$usual") ;;
	*) wrong_status+=" $signal:$ended" ;;
	esac
done
tap_note "clean: $stopped times stopped, $whole times done"
is 'clean: old bytes, or all the new ones' "$torn" ''
is 'clean: INT, TERM and HUP leave no temporary file' "$left" ''
is 'clean: the status tells the signal' "$wrong_status" ''
ok 'clean: it was stopped in the middle' test "$stopped" -gt 0
is 'clean: the input is as it was' "$(sha256sum <big.csv)" "$big"
rm -f .dpipe-*
"${go[@]}" 2>/dev/null
for f in out.csv audit.csv rejects.csv report.txt; do
	ok "clean: run again, $f is right" cmp $f "new-$f"
done
is 'clean: and nothing else is left' "$(find . -type f | wc -l)" 9
mkfifo fifo
"${hearing[@]}" "$DPIPE" clean - -o out.csv <fifo 2>"$tap_dir/said" &
child=$!
exec 3>fifo
printf 'a,b\n1,2\n' >&3
sleep 0.2
kill -INT $child 2>/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10; do
	kill -0 $child 2>/dev/null || break
	sleep 0.1
done
ok 'clean: waiting for its input, it stops too' test ! -e /proc/$child
exec 3>&-
wait $child 2>/dev/null
ok 'clean: the old file is there' cmp out.csv new-out.csv
cd .. || exit 99

# ---- run: a project, from the raw files to the report ----
cp -r "$srcdir/sample-data/example" project && chmod -R u+w project
chmod 444 project/raw/*.csv
"$DPIPE" run project >/dev/null 2>&1
(cd project && hashes .) >made
(cd project && hashes raw) >raw.txt
go=("$DPIPE" run project)
span=$(how_long "${go[@]}")
# Old outputs that differ from what the steps make.
outputs=$(cd project && find clean results charts report.html -type f \
	! -name '*.provenance')
cp -r project old
for f in $outputs; do echo old >>"old/$f"; done
(cd old && hashes .) >before
torn='' left='' raws='' stopped=0 whole=0
for ((k = 0; k < DPIPE_KILLS; k++)); do
	chmod -R u+w project
	rm -rf project
	cp -r old project
	chmod 444 project/raw/*.csv
	pick_signal
	stop_at $(((RANDOM * 32768 + RANDOM) % (span * 11 / 10))) "$signal" \
		"${go[@]}"
	(cd project && hashes . |
		grep -Ev ' \./\.dpipe-run(/|\.names$)') >after
	# Every file is the old or the new one.
	torn+=$(LC_ALL=C sort before made | comm -13 --nocheck-order - \
		<(LC_ALL=C sort after) | sed "s/^/ $k:$signal:/")
	[ "$(wc -l <after)" = "$(wc -l <made)" ] || torn+=" $k:$signal:missing"
	(cd project && hashes raw) | cmp -s - raw.txt || raws+=" $k"
	if [ "$signal" != KILL ] && [ -e project/.dpipe-run ]; then
		left+=" $k:$signal"
	fi
	if cmp -s after made; then
		whole=$((whole + 1))
	else
		stopped=$((stopped + 1))
	fi
done
tap_note "run: $stopped times stopped, $whole times done"
is 'run: each file has its old bytes, or all the new ones' "$torn" ''
is 'run: raw files are as they were' "$raws" ''
is 'run: INT, TERM and HUP leave no stage' "$left" ''
ok 'run: it was stopped in the middle' test "$stopped" -gt 0
"${go[@]}" >/dev/null 2>&1
(cd project && hashes .) >after
ok 'run: run again, every output is right' cmp after made
done_testing
