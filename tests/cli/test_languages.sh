#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# French and English: whatever is said to people is said in their language,
# whatever is for programs is the same in both. How the language is chosen is
# in test_cli.sh; that no message lacks a translation, in tests/meta/po.sh.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
export DPIPE_LOCALE_DIR=${DPIPE_LOCALE_DIR:-$(dirname "$DPIPE")/locale}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
data=$srcdir/sample-data
raw=$data/cinemas-paca/cinemas-brut.csv
mkdir "$tap_dir/work" && cd "$tap_dir/work" || exit 99
cp -r "$data/example" project && chmod -R u+w project
chmod 444 project/raw/*.csv

# Words that French does not have. Commands and expectations shown as examples
# keep theirs.
english='the|is|are|which|this|when|every|each|there|can|has|have|you|your'
english_lines() {
	grep -v '^ *dpipe \|^ *in .*: t[a-z]* has \|^ *[a-z]*(.*) has "' | sed 's/as-is//g' |
		grep -nwE "$english"
}

# both NAME COMMAND…: says the same to both, in the language of each
both() {
	local name=$1 en fr en_status

	shift
	LANGUAGE=en "$DPIPE" "$@" >en.txt 2>&1
	en_status=$?
	LANGUAGE=fr "$DPIPE" "$@" >fr.txt 2>&1
	is "$name: the same status" "$?" "$en_status"
	ok "$name: not the same words" test "$(<en.txt)" != "$(<fr.txt)"
	is "$name: no English in the French" "$(english_lines <fr.txt)" ''
	ok "$name: UTF-8" iconv -f utf-8 -t utf-8 fr.txt
	en=$(wc -w <en.txt) fr=$(wc -w <fr.txt)
	ok "$name: nor less ($en and $fr words)" \
		test "$fr" -gt "$((en * 7 / 10))"
}

# ---- to people ----
both 'the home'
both '--help' --help
both '--version' --version
for command in define find get verify clean analyse present run learn help; do
	both "$command --help" "$command" --help
done
for topic in commands steps operations statistics charts findings codes \
	expectations recipe; do
	both "help $topic" help $topic
	for one in $("$DPIPE" help $topic |
		sed -n '3,$s/^  \([a-z][a-z0-9_-]*\)\(  .*\)*$/\1/p'); do
		LANGUAGE=fr "$DPIPE" help "$one" >fr.txt 2>&1
		is "help $one: found" "$?" 0
		is "help $one: no English in the French" \
			"$(english_lines <fr.txt)" ''
	done
done
both 'verify' verify "$raw"
both 'verify --detect' verify --detect "$raw"
both 'verify --suggest' verify --suggest "$raw"
both 'clean -n' clean -n -r "$data/cinemas-paca/nettoyage.dpr" "$raw"
printf '%s\n' 'dpipe-expect 1' 'rows < 3' 'unique(Commune)' >few.dpe
both 'verify --expect' verify --expect few.dpe "$raw"
both 'find' find cinéma
both 'find show' find show communes-paca
both 'define show' define show project
both 'define check' define check project
both 'run --check' run --check project
both 'get --why' get --why project/raw/cinemas-brut.csv
for call in describe 'freq departement' 'group --by departement n()' count \
	'rate population distance_ecran_km'; do
	read -ra words <<<"$call"
	both "analyse $call" analyse "${words[@]}" "$data/communes-paca.csv"
done
both 'present charts' present charts
both 'present chart' present chart bar "$data/departements-paca.csv" -x nom \
	-y population --as text
LANGUAGE=fr run "$DPIPE" analyse describe population "$data/communes-paca.csv"
has 'figures have a decimal comma in French' "$out" '255,3'
LANGUAGE=en run "$DPIPE" analyse describe population "$data/communes-paca.csv"
has 'and a point in English' "$out" '255.3'

# ---- to programs ----
# same NAME COMMAND…: writes the same bytes in both languages
same() {
	local name=$1

	shift
	LANGUAGE=en "$DPIPE" "$@" >en.txt 2>/dev/null
	LANGUAGE=fr "$DPIPE" "$@" >fr.txt 2>/dev/null
	ok "$name: the same bytes" cmp en.txt fr.txt
	ok "$name: some" test -s en.txt
}
same 'clean' clean -r "$data/cinemas-paca/nettoyage.dpr" "$raw"
for language in en fr; do
	LANGUAGE=$language "$DPIPE" clean -q "$raw" -o out.$language \
		-r "$data/cinemas-paca/nettoyage.dpr" \
		--audit audit.$language --rejects rejects.$language
	LANGUAGE=$language "$DPIPE" verify "$raw" --log log.$language >/dev/null
	LANGUAGE=$language "$DPIPE" verify --suggest "$raw" | grep -v '^#' \
		>recipe.$language
done
ok 'the audit: the same bytes' cmp audit.en audit.fr
ok 'the rejects: the same bytes' cmp rejects.en rejects.fr
ok 'the recipe: the same steps' cmp recipe.en recipe.fr
ok 'the log: the same header' \
	test "$(head -n 1 log.en)" = "$(head -n 1 log.fr)"
ok 'the log: the same findings' \
	diff <(cut -d, -f1-5 log.en) <(cut -d, -f1-5 log.fr)
same 'analyse describe --csv' analyse describe --csv "$data/communes-paca.csv"
same 'analyse freq --csv' analyse freq --csv departement \
	"$data/communes-paca.csv"
same 'analyse group --csv' analyse group --csv --by departement \
	'n(), mean(population)' "$data/communes-paca.csv"
same 'analyse count --json' analyse count --json "$data/communes-paca.csv"
keys() { grep -o '"[a-z_0-9]*":' | sort | uniq -c; }
for call in "verify $raw" "analyse describe $data/communes-paca.csv" \
	"find cinéma" "get --why project/raw/cinemas-brut.csv" \
	"define show project" "run --check project" "present charts"; do
	read -ra words <<<"$call"
	LANGUAGE=en "$DPIPE" "${words[@]}" --json 2>/dev/null | keys >en.txt
	LANGUAGE=fr "$DPIPE" "${words[@]}" --json 2>/dev/null | keys >fr.txt
	ok "${words[*]:0:2} --json: the same keys" diff en.txt fr.txt
	ok "${words[*]:0:2} --json: some" test -s en.txt
done
done_testing
