#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The size and shape of the code: functions, files, lines, openings.
. "${srcdir:-.}/tests/lib/meta.sh"

code src tests bench >"$tap_dir/code"

# A function is what stands between a brace at the start of a line and the
# next one that closes there; it is counted from the line with its name. Its
# name starts a line, so that `grep ^name` finds it. A table opens with "= {"
# and its lines do not count, wherever it stands.
# shellcheck disable=SC2016 # awk's own
xargs awk '
	FNR == 1 { head = 0; at = 0 }
	/^[A-Za-z_]/ { head = FNR; name = $0 }
	/^\{/ {
		at = head
		called = name
		table = 0
		if (name !~ /^[A-Za-z_][A-Za-z0-9_]*\(/)
			print "name " FILENAME ":" head ": " name
	}
	at && opened { table++ }
	at && /= \{$/ { opened = $0; sub(/[^\t].*/, "", opened); table++ }
	opened && $0 ~ "^" opened "\\};$" { opened = "" }
	/^\}/ && at {
		opened = ""
		if (FNR - at + 1 - table > 60)
			print "long " FILENAME ":" at ": " \
				FNR - at + 1 - table " lines: " called
		at = 0
	}' <"$tap_dir/code" >"$tap_dir/functions"
grep '^long ' "$tap_dir/functions" | none "functions have 60 lines at most"
grep '^name ' "$tap_dir/functions" |
	none "the name of a function starts its line"

xargs awk 'FNR == 500 { print FILENAME }' <"$tap_dir/code" |
	none "files have fewer than 500 lines"

# A character is one column here, a tab goes to the next eight. findings.def
# is read as a table: one sentence a line, however long.
while read -r f; do
	sed 's/[\x80-\xbf]//g' "$f" | expand |
		awk -v f="$f" 'length > 80 { print f ":" FNR ": " length }'
done <"$tap_dir/code" | none "lines have 80 columns at most"

# The licence on the first line, then a paragraph: what the file is for.
while read -r f; do
	awk -v f="$f" '
	NR == 1 && $0 != "/* SPDX-License-Identifier: GPL-3.0-or-later */" {
		print f ": no licence"
	}
	NR == 2 && !/^\/\*/ { print f ": no opening paragraph" }
	NR >= 2 && !done {
		words += NF
		if (/\*\//) {
			done = 1
			if (words < 5)
				print f ": an opening without a sentence"
		}
	}' "$f"
done <"$tap_dir/code" | none "each file opens with licence and purpose"
done_testing
