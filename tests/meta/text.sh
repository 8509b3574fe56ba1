#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What must not stand in any file people write: unfinished business, the
# machine it was written on, machines that only serve packages.
. "${srcdir:-.}/tests/lib/meta.sh"

copy_tree "$tap_dir/tree"
cd "$tap_dir/tree" || exit 99
# what autoconf brings is not ours
rm -rf aclocal.m4 build-aux configure Makefile.in config.h.in

# The brackets keep these lines from finding themselves.
# three X are how Java writes the offset of a date
grep -rnIwE '[T]ODO|[F]IXME|[X]XX|[H]ACK' . |
	grep -v '^./tests/data/openrefine/.*[.]toString(' | cut -c1-200 |
	none "nothing is left to do later"
grep -rnIE '(^|[^.[:alnum:]_])/([w]ork|[h]ome|[r]oot|[U]sers|[m]nt)/' . |
	cut -c1-200 | none "no path of a machine"
hosts='registry[.]npmjs|npmjs[.]com|pypi[.]org|pythonhosted|crates[.]io'
hosts+='|proxy[.]golang|rubygems|maven|artifactory|jfrog|nexus[.]'
hosts+='|(deb|security)[.]debian[.]org|archive[.]ubuntu'
grep -rnIE "$hosts" . | grep -v '^./tests/meta/text\.sh:' | cut -c1-200 |
	none "no host that serves packages"

find src tests bench po man lessons .ci ./*.md ./autogen.sh ./configure.ac \
	./Makefile.am -type f ! -path '*/corpus/*' ! -path '*/data/*' |
	while read -r f; do
		grep -qI . "$f" || continue
		grep -nE '[ 	]+$' "$f" /dev/null | grep -v '\.md:' |
			cut -c1-100
		[ -z "$(tail -c1 "$f")" ] || echo "$f: no end of line"
		! grep -q $'\r' "$f" || echo "$f: carriage returns"
	done | none "lines end in LF, without blanks before it"
done_testing
