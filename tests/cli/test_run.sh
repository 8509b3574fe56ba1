#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2016
# dpipe run: a project replayed, compared, refused, stopped.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
if [ ! -x "$DPIPE" ]; then
	echo "Bail out! dpipe is missing"
	exit 99
fi
unset LANGUAGE
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
tests=0
cd "$work" || exit 99

# check WHAT COMMAND…: the command succeeds
check() {
	local what=$1

	shift
	tests=$((tests + 1))
	if "$@" >"$work/check.out" 2>&1; then
		echo "ok $tests - $what"
	else
		echo "not ok $tests - $what"
		sed 's/^/# /' "$work/check.out"
	fi
}

# run STATUS SENTENCE ARGUMENT…: dpipe run ends with STATUS and says so
run() {
	local want=$1 says=$2 got

	shift 2
	"$DPIPE" run "$@" >"$work/out" 2>&1
	got=$?
	cat "$work/out"
	[ "$got" = "$want" ] && tr '\n' ' ' <"$work/out" | tr -s ' ' |
		grep -qF -- "$says"
}

# fresh: a small project p, its raw file got
fresh() {
	cd "$work" || exit 99
	chmod -R u+w p 2>/dev/null
	rm -rf p
	"$DPIPE" define new p >/dev/null
	printf 'ville,n\nAix ,1\nAix,2\nNice,4\n' >villes.csv
	cd p || exit 99
	"$DPIPE" get ../villes.csv >/dev/null
	cat >>project.dpipe <<'END'
do clean -e 'trim *' raw/villes.csv -o clean/villes.csv
    --audit verify/changes.csv
do analyse group --by ville 'n = sum(n)' clean/villes.csv --csv
    -o results/n.csv
END
}

# snapshot: every file of the project with its bytes
snapshot() {
	find . -type f -exec sha256sum {} + | sort
}

fresh
check "every output is made" run 0 '3 of 3 outputs are written'
check "from one step to the next" grep -qx Aix,3,2,0,0 results/n.csv
check "with a provenance" grep -q '^activity: analyse$' \
	results/n.csv.provenance
check "that goes back to the raw file" \
	grep -q "^input: $(sha256sum raw/villes.csv | cut -c1-64) raw/villes" \
	results/n.csv.provenance
check "and bears no date of its own" \
	test "$(grep -c ^date: results/n.csv.provenance)" = 1
check "nothing else is left" test ! -e .dpipe-run
snapshot >../one
check "again: the same" run 0 '3 outputs, the same byte for byte'
check "to the last byte" sh -c \
	'find . -type f -exec sha256sum {} + | sort | diff ../one -'
check "check says so" run 0 'the same byte for byte' --check
check "from outside too" run 0 'the same' --check ../p
check "as JSON" run 0 '"output":"results/n.csv"' --json

echo 'Aix,99' >>results/n.csv
snapshot >../one
check "check sees a changed output" run 1 '1 of 3 outputs differs' --check
check "and changes nothing" sh -c \
	'find . -type f -exec sha256sum {} + | sort | diff ../one -'
check "run makes it right" run 0 '1 of 3 outputs is written'
rm clean/villes.csv
check "check sees a missing one" run 1 'missing' --check
check "a step does not read what no step makes" sh -c '
	"$1" run >/dev/null && sed -i "/^do clean/,/--audit/d" project.dpipe &&
	"$1" run --check 2>&1 | grep -q "make clean/villes.csv?"' sh "$DPIPE"

fresh
"$DPIPE" run >/dev/null
printf '%s\n' "do analyse group --by absent 'n()' clean/villes.csv" \
	>>project.dpipe
sed -i "s/trim/squeeze/" project.dpipe
snapshot >../one
check "a step that fails is named" run 2 'project.dpipe, line'
check "and the project is as it was" sh -c \
	'find . -type f -exec sha256sum {} + | sort | diff ../one -'

fresh
chmod u+w raw/villes.csv
check "a raw file that can be written is told" run 0 'but writable'
echo x >>raw/villes.csv
check "a changed one stops the run" run 3 'not the file that was got'
rm raw/*.provenance
check "one without provenance is doubtful" run 1 'no provenance'

fresh
echo 'do clean ../villes.csv -o clean/a.csv' >>project.dpipe
check "no step leaves the project" run 2 'leads out of the project'
check "nor starts before all are read" test ! -e clean/villes.csv
fresh
echo 'lookup ville file=/etc/passwd' >recipes/l.dpr
echo 'do clean -r recipes/l.dpr clean/villes.csv -o clean/b.csv' \
	>>project.dpipe
check "nor does a recipe" run 2 'not in the project'
fresh
echo 'do clean raw/villes.csv -o raw/b.csv' >>project.dpipe
check "no step writes among the raw files" run 2 'only get may write'
fresh
echo mine >notes.csv
echo 'do clean raw/villes.csv -o notes.csv' >>project.dpipe
check "nor over what people wrote" run 2 'no step has made it'
check "which stays" grep -qx mine notes.csv
fresh
echo 'do get https://example.invalid/x.csv' >>project.dpipe
check "nothing comes over the network by itself" run 0 'passed over'
fresh
echo 'do verify raw/villes.csv --log verify/villes.csv' >>project.dpipe
check "a step with findings" run 1 'ended with findings'
sed -i '2s/,,$/,kept,asked the producer/' verify/villes.csv
check "decisions in a log" grep -q 'asked the producer' verify/villes.csv
check "outlive the next run" sh -c '"$1" run >/dev/null;
	grep -q "asked the producer" verify/villes.csv' sh "$DPIPE"

fresh
mkdir .dpipe-run && echo old >.dpipe-run/left
check "what a killed run left is cleared" run 0 'are written'
check "away" test ! -e .dpipe-run
check "one run at a time" sh -c 'flock . "$1" run 2>&1 |
	grep -q "another run"' sh "$DPIPE"
mkdir sub && ln -s ../raw/villes.csv sub/linked.csv
echo 'do clean sub/linked.csv -o clean/l.csv' >>project.dpipe
check "a link to a file is a file" run 0 'clean/l.csv'
check "the link is still one" test -L sub/linked.csv

# Messages of a language that are not there would make other outputs.
fresh
sed -i '/^language/d' project.dpipe && echo 'language fr' >>project.dpipe
check "in the project's language" run 0 '3 of 3 outputs are written'
snapshot >../one
messages=${DPIPE_LOCALE_DIR-}
export DPIPE_LOCALE_DIR=$work/nowhere
check "not without its messages" run 3 'language fr'
check "nor compared" run 3 'not installed here' --check
check "which changes nothing" sh -c \
	'find . -type f -exec sha256sum {} + | sort | diff ../one -'
sed -i 's/^language fr/language en/' project.dpipe
check "English is always there" run 0 'outputs'
unset DPIPE_LOCALE_DIR
[ -z "$messages" ] || export DPIPE_LOCALE_DIR=$messages
cd "$work" || exit 99

cp -r "$srcdir/sample-data/example" "$work/example"
chmod -R u+w "$work/example"
cd "$work/example" || exit 99
check "the example is complete" "$DPIPE" define check
check "and the same byte for byte" "$DPIPE" run --check
check "in whatever language" env LANGUAGE=fr "$DPIPE" run --check
check "its report tells the truth" \
	"$DPIPE" --lang fr present verify report.html

# what present made by hand, run makes again; what it did not, it leaves alone
rm report.html.provenance
check "a report made by hand is remade" run 1 'report.html'
check "and has its story again" test -s report.html.provenance
rm report.html.provenance
echo '<p>mine</p>' >report.html
check "another page is not" run 2 'report.html is there already'
check "and stays" grep -q mine report.html

echo "1..$tests"
