#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2016
# dpipe define: a project begun, filled, shown and judged.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
DPIPE=$(realpath "$(command -v "$DPIPE")")
if [ ! -x "$DPIPE" ]; then
	echo "Bail out! dpipe is missing"
	exit 99
fi
unset LANGUAGE
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
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

# define STATUS SENTENCE ARGUMENT…: ends with STATUS and says so
define() {
	local want=$1 says=$2 got

	shift 2
	"$DPIPE" define "$@" >"$work/out" 2>&1
	got=$?
	cat "$work/out"
	[ "$got" = "$want" ] && tr '\n' ' ' <"$work/out" | tr -s ' ' |
		grep -qF -- "$says"
}

# holds LINE: the project file has that line
holds() {
	cat "$work/p/project.dpipe"
	grep -qxF -- "$1" "$work/p/project.dpipe"
}

check "outside a project one is told how to begin" \
	define 3 'dpipe define new FOLDER' show
check "a project begins" define 0 'is begun' new a/p --question 'Who?'
check "with its parents and folders" test -d a/p/raw -a -d a/p/recipes
check "a project is not begun twice" define 2 'is a project already' new a/p
mv a/p p
cd p/raw || exit 99
check "it is found from a folder below" define 0 'Who?' show
cd ../..
check "or named" define 0 'Who?' show p
check "or named by an option" define 0 'One more hypothesis' \
	hypothesis --project p 'Nothing is cited here.'
cd p || exit 99
check "a text may be several words" define 0 'The question is:' \
	question Who lives far from a screen?
check "and stands there once" holds 'question Who lives far from a screen?'
check "a column" define 0 'One more column' column 'far share' \
	--type number --unit %
check "is written as recipes write" holds \
	'column "far share" type=number unit=%'
check "and changed" define 0 'The column is changed' column 'far share' \
	--from communes
check "in its line" holds 'column "far share" type=number unit=% from=communes'
check "a type is one of a list" define 2 'text, number, date' column x \
	--type colour
check "nothing was written" test "$(grep -c ^column project.dpipe)" = 1
check "wanted data" define 0 'Wanted from now on' wanted communes -p 1 \
	-s wanted --why 'distances'
check "have a status" define 0 'changed' status communes got --date 2026-03
check "in the file" holds \
	'wanted communes priority=1 status=got "distances" date=2026-03'
check "what nobody wants has none" define 3 'not among the wanted data' \
	status comunes got
check "a status is one of a list" define 2 'requested' status communes gone
check "a step" define 0 'One more step' step \
	"clean -e 'trim *' raw/a.csv -o clean/a.csv"
check "is kept as typed" holds \
	"do clean -e 'trim *' raw/a.csv -o clean/a.csv"
check "a step stays in the project" define 2 'leads out of the project' \
	step 'clean ../a.csv'
check "and needs no shell" define 2 'would mean something to a shell' \
	step 'clean raw/a.csv > b.csv'
check "several words are quoted" define 0 'One more step' step -- \
	analyse group 'n( )' a.csv
check "as a shell needs them" holds "do analyse group 'n( )' a.csv"

check "check says what is missing" define 1 'fewer than two columns' check
check "a row too" define 1 'what one row of the table is' check
cat >project.dpipe <<'END'
# mine
question Who lives far?
row a département

  # indented comment
hypothesis The more screens, the smaller the far share.
column screens type=number unit=screens from=list
column "far share" type=number unit=% from=communes
moods   kept
END
cp project.dpipe before
check "an unknown word is kept, and told" define 1 'means nothing here' check
sed -i '/^moods/d' project.dpipe before
check "nothing is missing" define 0 'Nothing is missing' check
check "the empty table" define 0 'screens,far share' table
check "into a file" "$DPIPE" define table -o t.csv
check "a CSV header" test "$(<t.csv)" = 'screens,far share'
mkdir -p clean results
printf 'screens,far share\n1,\n' >clean/a.csv
check "a column that was never filled" define 1 'never filled' check
printf 'far share\n2\n' >results/a.csv
printf 'screens,far share\n1,2\n' >clean/a.csv
check "a column come true" define 0 'clean/a.csv' check
check "show as JSON" define 0 '"column":"far share","type":"number"' show \
	--json
check "a title" define 0 'The title is' title T
check "adds its line only" sh -c 'grep -v "^title T$" project.dpipe |
	grep . >after && grep . before | diff - after'
check "a form misspelt is no folder" define 3 'Perhaps you meant check?' chek
check "what begins one is said" define 3 'dpipe define new chek' chek
printf 'column a\ncolumn a\n' >project.dpipe
check "an error names file, line and column" \
	define 2 'project.dpipe, line 2, column 8' show

echo "1..$tests"
