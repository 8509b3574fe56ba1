# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# csvkit: it counts, selects and copies; the other tasks are not for it.
# usage: csvkit.sh TASK INPUT OUTPUT DELIMITER; see bench/README.md.
set -eu
command -v csvcut > /dev/null || exit 1
if [ "$1" = version ]; then
	csvcut --version | sed 's/^csvcut/csvkit/'
	exit
fi
input=$2 output=$3 delimiter=$4
case "$1" in
count) set -- csvstat --count ;;
select) set -- csvcut -c id,statut,montant ;;
copy) set -- csvcut -c 1- ;;
*) exit 64 ;;
esac
exec "$@" -d "$delimiter" "$input" > "$output"
