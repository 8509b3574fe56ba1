#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Libraries that are opened when they are first needed: what needs one that is
# not there says so and what to install, and all else works without it.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"

# An empty file that is found first: as if the library were not there.
no=$tap_dir/no
mkdir "$no"
touch "$no/libsqlite3.so.0" "$no/libz.so.1" "$no/libarchive.so.13" \
	"$no/libcurl.so.4" "$no/libcmark.so.$(pkg-config --modversion libcmark)"

# without WORD…: dpipe, and none of them
without() {
	run env LD_LIBRARY_PATH="$no" "$DPIPE" "$@"
}

cd "$tap_dir" || exit 99
printf 'town,n\nGap,1\nNice,2\n' | tee t.csv | gzip >t.csv.gz
printf 'BZh91AY&SY' >t.csv.bz2
printf '# Towns\n' >report.md
if [ "$(uname)" != Linux ]; then
	skip "missing libraries" "how one is hidden is known of Linux"
	done_testing
	exit
fi

# needs LIBRARY PACKAGE WORD…
needs() {
	local library=$1 package=$2

	shift 2
	without "$@"
	is "$1 without $library is refused" "$status" 3
	has "$1 names $library" "$err" "the library $library.so."
	has "$1 names its package" "$err" "$package"
}
needs libsqlite3 libsqlite3-0 find cinema
needs libcmark libcmark present report report.md
needs libz zlib1g verify t.csv.gz
needs libarchive libarchive13 verify t.csv.bz2
needs libcurl libcurl4 get http://127.0.0.1:9/t.csv

for words in --version 'analyse count t.csv' 'clean -e "trim town" t.csv' \
	'present chart bar t.csv --x=town --y=n'; do
	eval "without $words"
	is "without any of them: $words" "$status" 0
done
done_testing
