# SPDX-License-Identifier: GPL-3.0-or-later
# Succeeds when standard input is one JSON value: what is simple shrinks to a
# letter, until one is left or nothing shrinks any more.
{ text = text $0 "\n" }
END {
	value = "[sv]"
	gsub(/"([^"\\[:cntrl:]]|\\["\\\/bfnrtu])*"/, "s", text)
	gsub(/-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?/, "v", text)
	gsub(/true|false|null/, "v", text)
	gsub(/[ \t\n]/, "", text)
	do {
		n = gsub("[{](s:" value "(,s:" value ")*)?[}]", "v", text)
		n += gsub("\\[(" value "(," value ")*)?\\]", "v", text)
	} while (n > 0)
	exit text !~ /^[sv]$/
}
