# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU sort, by the bytes of a column. It knows lines and no quotes: only for
# files whose records are lines. usage: coreutils.sh TASK INPUT OUTPUT
# DELIMITER; see bench/README.md.
set -eu
if [ "$1" = version ]; then
	sort --version | sed -n '1s/^sort (\(.*\)) /\1 sort /p'
	exit
fi
[ "$1" = sort ] || exit 64
! head -c 1000000 "$2" | grep -q '"' || exit 64
head -n 1 "$2" > "$3"
tail -n +2 "$2" | LC_ALL=C sort --parallel="${BENCH_THREADS:-2}" -S 256M \
	-s -t "$4" -k 3,3 >> "$3"
