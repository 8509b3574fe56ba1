#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A stranger follows HACKING.md: the blocks of its code are put where it says,
# in a copy of the tree, which is then built and used.
. "${srcdir:-.}/tests/lib/meta.sh"
export LC_ALL=C.UTF-8 LANGUAGE=en

copy_tree "$tap_dir/tree"
cd "$tap_dir/tree" || exit 99

# `FILE`: or `FILE`, after `LINE`: then a block in fences. Blocks go one after
# the other into $tap_dir/block.N; the list says where each belongs.
awk -v out="$tap_dir/block." -v list="$tap_dir/list" '
	/^`[^`]+`(, after `[^`]+`)?:$/ {
		split($0, part, "`")
		file = part[2]
		after = part[4]
		next
	}
	/^```/ {
		inside = !inside
		if (inside && file != "")
			print ++n "\037" file "\037" after > list
		if (!inside)
			file = ""
		next
	}
	inside && file != "" { print > (out n) }
	!inside && NF { file = "" }' HACKING.md

while IFS=$'\037' read -r n file after; do
	block=$tap_dir/block.$n
	if [ -n "$after" ]; then
		grep -qxF -- "$after" "$file" ||
			echo "$file has no line: $after"
		awk -v after="$after" -v block="$block" '
		{ print }
		$0 == after {
			while ((getline line < block) > 0)
				print line
		}' "$file" >"$tap_dir/new" && cat "$tap_dir/new" >"$file"
	elif [[ $file == *.mk || $file == *.def ]]; then
		[ -e "$file" ] || echo "$file is not there"
		cat "$block" >>"$file"
	else
		[ ! -e "$file" ] || echo "$file is there already"
		cp "$block" "$file"
	fi
done <"$tap_dir/list" | none "the page says where its blocks go"

for word in operation:op_ statistic:stat_ chart:chart_ finding:findings.def \
	command:cmd_ language:.po dataset:.sheet key:keys.def view:view_ \
	lesson:.lesson; do
	ok "the page shows how to add: ${word%%:*}" \
		grep -q "${word#*:}" "$tap_dir/list"
done

rm -f configure # what was made before the blocks came in is old
ok "it builds" build_tree "$PWD" "$tap_dir/b" --enable-werror
if [ ! -x "$tap_dir/b/dpipe" ]; then
	done_testing
	exit
fi
export DPIPE_DATA_DIR=$PWD DPIPE_LOCALE_DIR=$tap_dir/b/locale
dpipe=$tap_dir/b/dpipe
printf 'tel,n\n04 91 12,10\nrien,4\n' >"$tap_dir/t.csv"

like "the operation has help" "$("$dpipe" help digits)" "Keep only the digits"
like "… and is listed" "$("$dpipe" help operations)" "digits +Keep only"
is "the operation works" \
	"$("$dpipe" clean -q -e 'digits tel' "$tap_dir/t.csv" 2>&1)" \
	"$(printf 'tel,n\n049112,10\n,4')"
like "the operation is in the manual" "$(<"$tap_dir/b/man/dpipe-op.7")" \
	"Keep only the digits"
like "the statistic has help" "$("$dpipe" help range)" "minus the smallest"
like "the statistic works" \
	"$("$dpipe" analyse group --csv 'range(n)' "$tap_dir/t.csv")" \
	'(^|[^0-9])6([^0-9]|$)'
like "the chart is listed" "$("$dpipe" present charts --json)" "one number for each named thing"
like "the chart is drawn" \
	"$("$dpipe" present chart dot -x tel -y n --as terminal \
		--draw-with unicode --width 60 "$tap_dir/t.csv" 2>&1)" "●"
like "the chart is SVG" \
	"$("$dpipe" present chart dot -x tel -y n --as svg "$tap_dir/t.csv")" \
	"<svg.*<circle"
like "the finding has help" "$("$dpipe" help shouted-text)" "Capitals lose"
like "the command has help" "$("$dpipe" help)" "columns +List the columns"
like "the command works" "$("$dpipe" columns --json "$tap_dir/t.csv")" '"tel"'
ok "the command has a page" test -s "$tap_dir/b/man/dpipe-columns.1"
like "the language is spoken" "$("$dpipe" --lang=de help max)" "Die größte"
replay() {
	printf '%b' "$1" | XDG_STATE_HOME=$tap_dir INPUTRC=/dev/null \
		"$dpipe" --script - --size 100x24
}
like "the key is in the help" "$(replay '?\nEnd\nUp\ndump\n')" \
	"i +Version +Say which dpipe"
like "the view is opened by it" "$(replay 'i\nEnter\ndump\n')" \
	"> Version.* 0\.[0-9]+\.[0-9]+.*You asked"
like "and by its name" "$(replay ':\ntext version\nEnter\ndump\n')" \
	"Enter says it"
like "the dataset is found" "$("$dpipe" find swimming)" "piscines"
export XDG_DATA_HOME=$tap_dir/data XDG_STATE_HOME=$tap_dir/state
ok "the lesson passes the gate" "$dpipe" learn --check \
	lessons/cinemas/trial.lesson
like "the lesson is listed" "$("$dpipe" learn --list --json)" "cinemas/trial"
like "the lesson is taken" \
	"$(printf '6\n\n\nfilter population > 1000000\n\nno\n' |
		"$dpipe" learn cinemas/trial 2>&1)" "Task 3 is complete"
done_testing
