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
# shellcheck disable=SC2016
recipe='
for (k, v in $*) {
	if (v == "NC" || v == "n.d." || v == "-") {
		$[k] = ""
	}
}
'$swap';
$statut = tolower($statut);
$date = sub($date, "^(\d{2})/(\d{2})/(\d{4})$", "\3-\2-\1");
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
*) exit 64 ;;
esac
format=--ocsv
[ "$1" != count ] || format=--onidx
exec mlr --icsv "$format" --ifs "$delimiter" --ofs , "$@" "$input" > "$output"
