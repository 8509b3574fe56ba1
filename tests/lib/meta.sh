# SPDX-License-Identifier: GPL-3.0-or-later
# What the tests of the tree itself share, besides tap.sh: a list that must be
# empty, sources to look at, copies of the tree. Moves to the top of the tree.
# shellcheck shell=bash
set -u
shopt -s lastpipe # none, at the end of a pipe, counts
: "${srcdir:=.}"
top=$(cd "$srcdir" && pwd) || exit 99
build=${abs_builddir:-$top}
DPIPE=${DPIPE:-$build/dpipe}
export DPIPE LC_ALL=C
cd "$top" || exit 99
. tests/lib/tap.sh

# none WHAT: passes when standard input is empty; shows what is there.
none() {
	cat >"$tap_dir/none"
	if [ -s "$tap_dir/none" ]; then
		tap_say 'not ok' "$1"
		tap_note "$(head -n 60 "$tap_dir/none")"
	else
		tap_say ok "$1"
	fi
}

# C sources and headers that people write, one a line.
code() {
	find "${@:-src}" -name '*.[ch]' | sort
}

# What stands in FILE as a reader without comments and texts sees it: both
# are blanked, lines stay lines.
bare_code() {
	awk '
	{
		out = ""
		for (i = 1; i <= length($0); i++) {
			c = substr($0, i, 1)
			two = substr($0, i, 2)
			if (comment) {
				if (two == "*/") { comment = 0; i++ }
			} else if (quote != "") {
				if (c == "\\") i++
				else if (c == quote) { quote = ""; out = out c }
			} else if (two == "/*") {
				comment = 1
				i++
			} else {
				if (c == "\"" || c == "'\''") quote = c
				out = out c
			}
		}
		quote = ""
		print out
	}' "$1"
}

# copy_tree TO: the sources without what is built from them, in the top folder
# or in others.
copy_tree() {
	local built

	for built in ./*/config.status; do
		[ ! -e "$built" ] ||
			set -- "$@" --exclude="${built%/config.status}"
	done
	mkdir -p "$1" && tar -cf - "${@:2}" --exclude=./.git \
		--exclude=./_build --exclude=./_inst \
		--exclude=autom4te.cache --exclude='*.o' --exclude='*.a' \
		--exclude='*.log' --exclude='*.trs' --exclude='*~' \
		--exclude=.deps --exclude=.dirstamp --exclude='*.mo' \
		--exclude=./config.h --exclude=./config.status \
		--exclude=./stamp-h1 --exclude=./Makefile --exclude=./dpipe \
		--exclude=./dpipe.pc --exclude='./dpipe-*' \
		--exclude=./src/op/ops.def --exclude=./src/stat/stats.def \
		--exclude=./src/chart/charts.def --exclude='./man/*.[157]' \
		--exclude=./man/fr --exclude=./completions . |
		(cd "$1" && tar -xf - && chmod -R u+w .)
}

# build_tree FROM BUILD [OPTION…]: configures there and makes the program.
build_tree() {
	local from=$1 into=$2

	shift 2
	mkdir -p "$into" && (
		export MAKEFLAGS='' # configure runs make, too
		cd "$into" &&
			if [ ! -x "$from/configure" ]; then "$from/autogen.sh"; fi &&
			"$from/configure" --quiet CFLAGS='-O0' "$@" &&
			make -s -j2 all
	)
}
