#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# No operation becomes slower unnoticed: each has a line in bench/operations,
# and takes no more instructions for a byte than stands there.
. "${srcdir:-.}/tests/lib/meta.sh"
export BENCH_BUILD=$build

bench/instructions missing 2>&1 |
	none "every operation has a line in bench/operations"

# Why a count here cannot be compared with one there; nothing if it can: other
# compilers and flags make other programs, and without AVX2 the C library and
# dpipe take other ways.
unlike_theirs() {
	local cc flags

	cc=$(sed -n 's/^CC = //p' "$build/Makefile")
	flags=$(sed -n 's/^CFLAGS = //p' "$build/Makefile")
	# shellcheck disable=SC2086 # it may be two words: ccache gcc
	if [ "$(echo __GNUC__ __clang__ __x86_64__ | $cc -E -P -)" != \
		'12 __clang__ 1' ] || [ "$flags" != '-g -O2' ]; then
		echo 'the ceilings are of gcc 12, -g -O2, x86_64'
	elif ! grep -qw avx2 /proc/cpuinfo; then
		echo 'the ceilings are of a processor with AVX2'
	elif ! command -v valgrind >/dev/null; then
		echo 'there is no valgrind'
	fi
}

what="no operation takes more instructions than its ceiling"
why=$(unlike_theirs)
if [ -n "$why" ]; then
	skip "$what" "$why"
else
	run bench/instructions operations
	grep -E '^ *[0-9.]+ .* TOO MANY ' <<<"$out" | none "$what"
	is "all were counted" "$err$(grep -c '^ *[0-9]' <<<"$out")" \
		"$(grep -c '^[a-z]' bench/operations)"
fi
done_testing
