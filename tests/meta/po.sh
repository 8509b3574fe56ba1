#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every message of the sources is in po/dpipe.pot, and every language says all
# of them: nothing fuzzy, nothing left, nothing lost on the way.
. "${srcdir:-.}/tests/lib/meta.sh"

# What update-po would make of these sources.
copy_tree "$tap_dir/tree"
MAKEFLAGS='' make -s -f po/local.mk update-po srcdir="$tap_dir/tree" \
	XGETTEXT=xgettext MSGMERGE=msgmerge >"$tap_dir/said" 2>&1
none "the messages can be gathered" <"$tap_dir/said"
for pot in po/dpipe.pot "$tap_dir/tree/po/dpipe.pot"; do
	msgcat --no-wrap --no-location --sort-output "$pot" |
		grep -E '^msg(id|ctxt)' >"$tap_dir/${#pot}.ids"
done
diff "$tap_dir"/*.ids | grep '^[<>]' |
	none "po/dpipe.pot has the messages there are (make update-po)"

# Reads a catalogue without wrapped lines; says which
# translations lack or add a {place}, a --word or a blank at an end.
cat >"$tap_dir/entry.awk" <<'EOF'
function words(text, pattern,    found, all) {
	all = " "
	while (match(text, pattern)) {
		found = substr(text, RSTART, RLENGTH)
		text = substr(text, RSTART + RLENGTH)
		if (index(all, " " found " ") == 0)
			all = all found " "
	}
	return all
}
function missing(from, to,    part, n, i) {
	n = split(from, part, " ")
	for (i = 1; i <= n; i++)
		if (index(to, " " part[i] " ") == 0)
			return 1
	return 0
}
function differ(one, other, pattern) {
	one = words(one, pattern)
	other = words(other, pattern)
	return missing(one, other) || missing(other, one)
}
function text(line) {
	sub(/^[^"]*"/, "", line)
	sub(/"$/, "", line)
	return line
}
function ends(s) {
	return (s ~ /^( |\\n)/) " " (s ~ /( |\\n)$/)
}
/^msgid / { id = text($0) }
/^msgid_plural / { id = text($0) }
/^msgstr/ && id != "" {
	to = text($0)
	one = $1 == "msgstr[0]"
	if (one ? missing(words(to, "[{][a-z]+[}]"),
			  words(id, "[{][a-z]+[}]")) \
		: differ(id, to, "[{][a-z]+[}]"))
		print "{place}: " id " -> " to
	if (differ(id, to, "--[a-z][a-z-]*"))
		print "--word: " id " -> " to
	if (ends(id) != ends(to))
		print "blank: \"" id "\" -> \"" to "\""
}
EOF
for po in po/*.po; do
	language=${po#po/}
	language=${language%.po}
	ok "$language: msgfmt finds no fault" \
		msgfmt --check --output-file=/dev/null "$po"
	msgfmt --statistics --output-file=/dev/null "$po" 2>&1 |
		grep -E 'fuzzy|untranslated' |
		none "$language: nothing fuzzy, nothing untranslated"
	msgcmp --use-untranslated "$po" "$tap_dir/tree/po/dpipe.pot" 2>&1 |
		grep 'used but not defined' |
		none "$language: every message of the sources is there"
	msgattrib --no-obsolete --no-wrap "$po" |
		awk -f "$tap_dir/entry.awk" |
		none "$language: places, options and blanks are kept"
	ok "$language: is installed" grep -qE "^LINGUAS .*\<$language\>" \
		po/local.mk
done
done_testing
