#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every operation can be learnt from `dpipe help OPERATION` alone: a synopsis,
# what it does, when one needs it, examples. That the examples hold is the
# business of test_op_examples.
. "${srcdir:-.}/tests/lib/meta.sh"
export LC_ALL=C.UTF-8 LANGUAGE=en

sed -n 's|^libdpipe_a_SOURCES += src/op/op_\(.*\)\.c$|\1|p' src/op/local.mk \
	>"$tap_dir/ops"
ok "there are operations" test -s "$tap_dir/ops"
while read -r op; do
	least=6
	"$DPIPE" help "${op//_/-}" >"$tap_dir/help" 2>&1 || echo "$op: no help"
	awk -v op="${op//_/-}" -v least="$least" '
	NR == 1 && $1 != op { print op ": help begins with " $0 }
	/^ *$/ { paragraph++ }
	paragraph == 1 && NF { summary = 1 }
	paragraph == 2 && NF > 0 { why += NF }
	/^  Examples:$/ { examples = 1; next }
	examples && ($1 == op || /->/) { n++ }
	END {
		if (!summary) print op ": no summary"
		if (why < 8) print op ": does not say when one needs it"
		if (n < least) print op ": examples: " n ", not " least
	}' "$tap_dir/help"
	"$DPIPE" help operations | grep -q "^ *${op//_/-} " ||
		echo "$op: not among the operations"
done <"$tap_dir/ops" | none "every operation explains itself"

# In the manual of each language, and among the words that a shell completes.
tr _ - <"$tap_dir/ops" | while read -r op; do
	for page in "$build/man/dpipe-op.7" "$build"/man/*/dpipe-op.7; do
		sed 's/\\-/-/g' "$page" | grep -q "^$op\( \|$\)" ||
			echo "$op: not in ${page#"$build/"}"
	done
	grep -qw -e "$op" "$build/completions/dpipe.bash" ||
		echo "$op: not completed"
done | none "the manual and completion have every operation"

# A sentence for `recipe explain`, as its summary would say too little.
tr _ - <"$tap_dir/ops" | while read -r op; do
	grep -q "^TELL(\"$op\", NULL, NULL," src/step/recipe_words.def ||
		echo "$op: no sentence that always fits"
done | none "recipe explain has a sentence for every operation"
done_testing
