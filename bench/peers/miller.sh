# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Miller (mlr): verbs where there is one, its language where there is none.
# usage: miller.sh TASK INPUT OUTPUT DELIMITER; see bench/README.md.
set -eu
command -v mlr > /dev/null || exit 1
if [ "$1" = version ]; then
	mlr --version | sed 's/^mlr/Miller/; s/^Miller version/Miller/'
	exit
fi
input=$2 output=$3 delimiter=$4
# Miller reads, works and writes in threads of its own.
export GOMAXPROCS="${BENCH_THREADS:-2}"

# shellcheck disable=SC2016 # what begins with $ is Miller's
swap='$nom = gsub($nom, "(Jean|Victor|Marie) ([A-Z][^ ]+)", "\2 \1")'
# a test of each column is faster than a loop, and cutting than a pattern
no_value=
for c in id attribuant nom siret adresse commune objet nature statut date \
	montant; do
	no_value+="if (\$$c == \"NC\" || \$$c == \"n.d.\" || \$$c == \"-\") {
		\$$c = \"\"
	}
	"
done
# shellcheck disable=SC2016
recipe="$no_value$swap"';
$statut = tolower($statut);
if (strlen($date) == 10) {
	$date = substr0($date, 6, 9) . "-" . substr0($date, 3, 4) . "-"
		. substr0($date, 0, 1)
}
$montant = ssub(gsub($montant, " ", ""), ",", ".");
filter $montant != "" && float($montant) > 0'

case "$1" in
count) set -- count ;;
select) set -- cut -o -f id,statut,montant ;;
copy) set -- cat ;;
trim) set -- clean-whitespace -v ;;
regex) set -- put "$swap" ;;
recipe)
	set -- clean-whitespace -v "then" put "$recipe" "then" head -n 1 -g id ;;
dedupe) set -- head -n 1 -g id ;;
sort) set -- sort -f nom ;;
*) exit 64 ;;
esac
format=--ocsv
[ "$1" != count ] || format=--onidx
exec mlr -S --icsv "$format" --ifs "$delimiter" --ofs , "$@" "$input" > "$output"
