#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Public headers: each compiles alone, as C and as C++; each function has a
# comment before it.
. "${srcdir:-.}/tests/lib/meta.sh"

strict="-Wall -Wextra -Wpedantic -Werror -fsyntax-only -Isrc/include"
for header in src/include/dpipe/*.h; do
	# shellcheck disable=SC2086 # a list of options
	ok "${header##*/} alone is C11" \
		"${CC:-cc}" -std=c11 $strict -x c "$header"
	if command -v "${CXX:-g++}" >/dev/null; then
		# shellcheck disable=SC2086
		ok "${header##*/} alone is C++" \
			"${CXX:-g++}" -std=c++17 $strict -x c++ "$header"
	else
		skip "${header##*/} alone is C++" "no C++ compiler"
	fi
done

for header in src/include/dpipe/*.h; do
	echo "#include <dpipe/${header##*/}>"
done >"$tap_dir/all.c"
# shellcheck disable=SC2086
ok "all of them together are C11" \
	"${CC:-cc}" -std=c11 $strict -x c "$tap_dir/all.c"

# A declaration of a function starts with a word at the start of a line and
# has a parenthesis. The line before it ends a comment, or declares another
# function: a comment may speak of several that stand together.
for header in src/include/dpipe/*.h; do
	awk -v f="$header" '
	/^(typedef|struct [a-z_]+ \{|enum [a-z_]+ \{[^}]*$|extern "C"|static const|#|\})/ {
		told = 0
		inside = $0 ~ /\{[^}]*$/
		next
	}
	/^[a-z].*\(/ && !inside {
		if (!told)
			print f ":" FNR ": " $0
		open = $0 !~ /;$/
		next
	}
	open { open = $0 !~ /;$/; next }
	/^}/ { inside = 0 }
	/\*\/[ \t]*$/ && !inside { told = 1; next }
	/^$/ { told = 0 }' "$header"
done | none "every function has a comment before it"

for header in src/include/dpipe/*.h src/include/dpipe/*.def; do
	grep -q "^dpinclude_HEADERS += $header\$" src/local.mk ||
		echo "$header"
done | none "every public header is installed"
done_testing
