#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Any keys, clicks and sizes, in any order: the interface neither falls over
# nor forgets its size. The checkers of .ci/run look over its shoulder. A
# failure names the script's number: the same number gives the same keys.
. "${srcdir:-.}/tests/lib/tap.sh"
unset DISPLAY WAYLAND_DISPLAY
export INPUTRC=/dev/null XDG_STATE_HOME=$tap_dir/state \
	XDG_DATA_HOME=$tap_dir/state DPIPE_TEST_EPOCH=0
scripts=${DPIPE_MONKEYS:-25}
keys=250

mkdir "$tap_dir/work"
cp "$DPIPE_DATA_DIR/sample-data/departements-paca.csv" "$tap_dir/work"
cd "$tap_dir/work" || exit 99

# Without q, which would end it too soon; commands typed may still do so.
cat >"$tap_dir/monkey.awk" <<'EOF'
function any(n) {
	return int(rand() * n)
}
BEGIN {
	srand(seed)
	n = split("Enter Esc Tab Shift-Tab Space Up Down Left Right PgUp " \
		"PgDn Home End Backspace Delete F1 Alt-b Alt-d Alt-q Alt-. Ctrl-A Ctrl-C Ctrl-K " \
		"Ctrl-L Ctrl-R Ctrl-T Ctrl-W Ctrl-Y Ctrl-_ : ? / ; é è ç à " \
		"a b c d e f g h i k l m n o p r s t u v w x y z 1 2 3 4 5 " \
		"6 7 & ( - H M N P T U < > 漢", key, " ")
	for (i = 0; i < keys; i++) {
		what = any(20)
		if (what == 0)
			print "resize " 1 + any(160) "x" 1 + any(60)
		else if (what == 1)
			print "click 1 1"
		else if (what == 2)
			print "text " key[34 + any(n - 34)] key[34 + any(9)]
		else if (what == 3)
			print "paste a\033[31mb\t" any(99) " é"
		else if (what == 4)
			print "run " key[38 + any(20)] " " any(9)
		else if (what == 6)
			print "wait"
		else if (what == 5)
			print "lang " (any(2) ? "fr" : "en")
		else
			print key[1 + any(n)]
	}
	print "resize 61x19"
	print "dump"
}
EOF
for ((i = 1; i <= scripts; i++)); do
	awk -v seed="$i" -v keys="$keys" -f "$tap_dir/monkey.awk" \
		>"$tap_dir/keys"
	# every other one starts in a table
	start=()
	((i % 2)) || start=(departements-paca.csv)
	run "$DPIPE" --script "$tap_dir/keys" "${start[@]}"
	lines=$(wc -l <"$tap_dir/out")
	ok "script $i" test "$status:$err" = 0: -a \
		\( "$lines" = 19 -o "$lines" = 0 \)
	unlike "script $i obeys no text" "$out" $'\033'
done
done_testing
