#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Keys in, screens out: each screens/*.keys is replayed in two languages at
# three sizes and compared with the file beside it. `make check-update` writes
# those files anew, to be read before they are committed. A comment in a
# script says where it is replayed (in:) and what is remembered (state:).
. "${srcdir:-.}/tests/lib/tap.sh"

screens=$(cd "$srcdir/tests/tui/screens" && pwd) || exit 99
data=${DPIPE_DATA_DIR:?}
pack=$(realpath "$(command -v "${PACK:=tests/lib/pack}")") || exit 99
export INPUTRC=/dev/null DPIPE_TEST_EPOCH=1772611200
unset NO_COLOR DPIPE_ASCII LINES COLUMNS DISPLAY WAYLAND_DISPLAY

# make_place PLACE STATE AT: a folder to work in, AT/work, and what is
# remembered, AT/state.
make_place() {
	local at=$3 work=$3/work

	mkdir -p "$work" "$at/state"
	case $1 in
	project)
		cp -r "$data/sample-data/example/." "$work" &&
			chmod -R u+w "$work"
		;;
	broken)
		printf 'dpipe-project 1\nquestion a\nquestion b\n' \
			>"$work/project.dpipe"
		;;
	spellings)
		printf 'id;ville;montant\n%s\n' \
			"1;Ouagadougou;12 500,00" "2;OUAGADOUGOU;4 500" \
			"3;  ouagadougou ;" \
			"4;Dédougou;$(printf '1\302\240250')" \
			"5;De$(printf '\314\201')dougou;9,5" \
			"6;Fada$(printf '\342\200\213') N'Gourma;n.d." "7;;12" \
			"8;Dédougou;100" "9;Dédougou;20" |
			sed '1s/\\n/\n/' >"$work/villes.csv"
		;;
	book)
		"$pack" zip "$work/classeur.xlsx" \
			<"$screens/../../data/sheet/everything.xlsx.parts"
		;;
	odd)
		printf 'a,b\n' >"$work/header.csv"
		: >"$work/empty.csv"
		printf 'id,text\n1,"a\033[2J\nb\033]0;x\007"\n2,\342\200\256x\n' \
			>"$work/rude.csv"
		;;
	hostile)
		printf 'a\033[2Jb,c\tc,\302\233d\n1,2,3\n' \
			>"$work/$(printf 'evil\033[31m.csv')"
		;;
	*)
		mkdir "$work/dossier"
		cp "$data/sample-data/communes-paca.csv" "$work"
		cp "$data/sample-data/departements-paca.csv" \
			"$work/dossier/départements.csv"
		;;
	esac
	ln -s "$data" "$at/data"
	if [ "$2" != none ]; then
		mkdir "$at/state/dpipe"
		: >"$at/state/dpipe/recent"
	fi
	if [ "$2" = files ]; then
		printf '%s\n' "1772600000 /d/ventes.csv" \
			"1772520000 /d/élèves 2024.csv" \
			"1770000000 /d/un-nom-de-fichier-vraiment-long.csv" \
			>"$at/state/dpipe/recent"
	fi
}

# A fresh folder, as the script SCRIPT wants it; each kind is made once.
prepare() {
	local place='' state='' line lines

	mapfile -t lines <"$1"
	for line in "${lines[@]}"; do
		case $line in
		'# in: '*) place=${line#'# in: '} ;;
		'# state: '*) state=${line#'# state: '} ;;
		esac
	done
	[ -e "$tap_dir/kept.$place.$state" ] ||
		make_place "$place" "$state" "$tap_dir/kept.$place.$state"
	rm -rf "$tap_dir/at"
	cp -rP "$tap_dir/kept.$place.$state" "$tap_dir/at"
	printf '%s\n' "${lines[@]}" >"$tap_dir/at/${1##*/}"
}

replay() {
	local script=$1 language=$2 size=$3

	prepare "$script"
	(
		cd "$tap_dir/at/work" || exit 99
		LANGUAGE=$language DPIPE_DATA_DIR=../data \
			XDG_STATE_HOME=$tap_dir/at/state \
			XDG_DATA_HOME=$tap_dir/at/state \
			exec "$DPIPE" --script "../${script##*/}" --size "$size"
	) >"$tap_dir/got" 2>&1
}

for script in "$screens"/*.keys; do
	name=${script##*/} name=${name%.keys}
	for language in en fr; do
		for size in 40x12 80x24 120x40; do
			wanted=$screens/$name.$language.$size
			replay "$script" "$language" "$size"
			if [ -n "${DPIPE_UPDATE-}" ]; then
				cp "$tap_dir/got" "$wanted"
			fi
			if [ "$(<"$tap_dir/got")" = "$(<"$wanted")" ]; then
				tap_say ok "$name $language $size"
			else
				tap_say 'not ok' "$name $language $size"
				tap_note "$(diff "$wanted" "$tap_dir/got" |
					head -n 40)"
			fi
		done
	done
done
# ---- how much of the interface that is ----
states=$(cat "$screens"/*.keys | grep -c '^dump')
ok "there are $states states, 60 at least" test "$states" -ge 60
done_testing
