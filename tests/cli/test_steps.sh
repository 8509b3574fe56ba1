#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The commands of README.md, as they stand there: the seven steps by hand, the
# finished example, cleaning in scripts; in English and in French.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
export DPIPE_LOCALE_DIR=${DPIPE_LOCALE_DIR:-$(dirname "$DPIPE")/locale}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"

# block WORDS: the commands of the unmarked block of README.md with WORDS
block() {
	awk -v words="$1" '
	/^```/ { if (fence == "```" && index(text, words)) printf "%s", text
		fence = fence == "" ? $0 : ""
		text = ""
		next }
	{ text = text $0 "\n" }' "$srcdir/README.md"
}

dpipe() { "$DPIPE" "$@"; }

# follow NAME: runs the commands on standard input, each as it is typed;
# said/N is what the Nth says.
follow() {
	local name=$1 line n=0 status

	shift
	mkdir said
	while read -r line; do
		n=$((n + 1))
		eval "$line" >"$here/said/$n" 2>"$here/said/$n.err" </dev/null
		status=$?
		# What verify says of a file with mistakes in it, and run of a
		# project with such a file.
		if [[ $line =~ verify\ raw|dpipe\ run ]]; then
			is "$name: $line" "$status" 1
		else
			is "$name: $line" "$status" 0
		fi
	done
	if [ "$n" -eq 0 ]; then ok "$name: README.md has it" false; fi
}

for language in en fr; do
	export LANGUAGE=$language
	here=$tap_dir/$language
	mkdir "$here" && cd "$here" || exit 99
	follow "$language" < <(block 'define new')
	for file in project.dpipe raw/cinemas-brut.csv recipes/cinemas.dpr \
		raw/cinemas-brut.csv.provenance clean/cinemas.csv; do
		ok "$language: there is now $file" test -s "$here/cinemas/$file"
	done
	ok "$language: the raw file came as it was" cmp \
		"$srcdir/sample-data/cinemas-paca/cinemas-brut.csv" \
		"$here/cinemas/raw/cinemas-brut.csv"
	ok "$language: it is read-only" \
		test "$(stat -c %a "$here/cinemas/raw/cinemas-brut.csv")" = 444
	is "$language: the clean table has a line a cinema" \
		"$(wc -l <"$here/cinemas/clean/cinemas.csv")" 181
	last=$(find "$here/said" -name '*[0-9]' | sort -V | tail -n 1)
	ok "$language: and a chart was made of it" grep -q tarif_moyen_eur "$last"

	cd "$here" && mkdir finished && cd finished || exit 99
	here=$PWD
	follow "$language" < <(block 'sample-data/example' | sed "
		s|/tmp/cinemas|$here/cinemas|g
		s|sample-data|$srcdir/sample-data|g
		s|[.]/dpipe|dpipe|g")
	ok "$language: the project ends with a report" \
		grep -q '</html>' cinemas/report.html
	ok "$language: that has its title" \
		grep -q '<title>Loin des écrans' cinemas/report.html
	ok "$language: and shows a chart" grep -q '<svg' cinemas/report.html
	ok "$language: it is true" \
		dpipe present verify --lang=fr cinemas/report.html
	ok "$language: every output can be made again" \
		dpipe run --check cinemas

	mkdir scripts && cd scripts || exit 99
	here=$PWD
	printf 'nom;montant\r\n Théâtre ;1 500,50\r\nMusée;800\r\n' |
		iconv -f utf-8 -t windows-1252 >export.csv
	printf 'trim *\nnumber montant locale=fr\n' >subventions.dpr
	follow "$language" < <(block 'subventions.dpr' | grep '^dpipe clean')
	is "$language: a script gets a clean table" "$(<clean.csv)" \
		$'nom,montant\nThéâtre,1500.50\nMusée,800'
done
ok 'the language changes no byte of the clean table' \
	cmp "$tap_dir/en/cinemas/clean/cinemas.csv" \
	"$tap_dir/fr/cinemas/clean/cinemas.csv"
ok 'nor of the report' cmp "$tap_dir/en/finished/cinemas/report.html" \
	"$tap_dir/fr/finished/cinemas/report.html"
unlike 'what is said is French' "$(cat "$tap_dir"/fr/said/*)" \
	'Records|What was found|datasets found|is begun'
done_testing
