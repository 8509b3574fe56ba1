#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The command line itself: the home, help, language, mistakes, statuses,
# closed pipes and full devices, signals, manual pages, completion.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
cd "$tap_dir" || exit 99
printf 'town,n\n Gap,1\nNice ,2\n' >towns.csv
all_commands='define find get verify clean analyse present run help'

# ---- the home ----
run "$DPIPE"
is 'dpipe alone succeeds' "$status" 0
is 'and says nothing on standard error' "$err" ''
n=0
for step in define find get verify clean analyse present; do
	n=$((n + 1))
	has "the home names step $n" "$out" "  $n $step "
done
ok 'the home fits 24 lines' [ "$(wc -l <out)" -le 24 ]
ok 'of 80 columns' [ "$(wc -L <out)" -le 80 ]
has 'the home says how to get help' "$out" 'dpipe help'
has 'and how to change the language' "$out" 'dpipe --lang'
sed -n 's/^  dpipe \([a-z]*\) .*/\1/p' out >proposed
while read -r try; do
	has "what the home proposes exists: $try" " $all_commands " " $try "
done <proposed
ok 'the home proposes three things' [ "$(wc -l <proposed)" = 3 ]

# ---- help ----
run "$DPIPE" help
is 'dpipe help succeeds' "$status" 0
for command in $all_commands; do
	has "dpipe help lists $command" "$out" "  $command "
done
for command in $all_commands; do
	run "$DPIPE" "$command" --help
	is "dpipe $command --help succeeds" "$status" 0
	has "it shows how to call $command" "$out" "dpipe $command"
	is "and nothing on standard error" "$err" ''
done
run "$DPIPE" --help
has '--help alone lists the commands' "$out" '  clean '
run "$DPIPE" find search --help
has 'help of one form of a command' "$out" 'dpipe find search ['
unlike 'leaves out the others' "$out" 'dpipe find (show|recent)'
run "$DPIPE" help find search
has 'the same through help' "$out" 'dpipe find search ['
for topic in trim mean bar ambiguous-date insee recipe operations TRIM; do
	run "$DPIPE" help "$topic"
	is "dpipe help $topic succeeds" "$status" 0
	ok "dpipe help $topic says something" [ "${#out}" -gt 40 ]
done
run "$DPIPE" help trim
has 'an operation is shown at work' "$out" '“ Ada ” -> “Ada”'
run "$DPIPE" help findings
has 'findings are listed' "$out" 'mixed-encoding'
has 'by what they say' "$out" 'NUL bytes in the file: …, the first on line'
run "$DPIPE" help statistics
has 'statistics by what they are' "$out" 'The sum of the numbers divided by'
run "$DPIPE" help commands
unlike 'what a command is for ends without a point' "$out" '\.'
for topic in define find get verify clean analyse present run help; do
	"$DPIPE" "$topic" --help | awk '/^Read on/ { on = 0 }
		on && /^        / && /[.?]$/ { whole = 1 }
		on && /^    [^ ]/ { if (told && !whole) print told
			told = $0; whole = 0 }
		/^Examples/ { on = 1 }
		END { if (told && !whole) print told }' >examples
	is "what examples of $topic are for is told in sentences" \
		"$(<examples)" ''
done
run "$DPIPE" help trmi
is 'help on nothing is a wrong call' "$status" 2
has 'the nearest topic is named' "$err" 'trim'
run "$DPIPE" --version
like 'the version' "$out" '^dpipe [0-9]+\.[0-9]+'
has 'and the licence' "$out" 'GNU General Public License'
run "$DPIPE" clean --version
like 'the version, behind a command' "$out" '^dpipe [0-9]'

# ---- a program that asked for JSON gets it when nothing can be done ----
for call in 'verify' 'clean -n' 'analyse describe' 'get --why' 'run' \
	'define show' 'present verify' 'present chart bar -x a -y b'; do
	# shellcheck disable=SC2086 # its words
	run "$DPIPE" $call --json nowhere.csv
	is "$call --json: status 3" "$status" 3
	has "$call --json: one object" "$out" '{"error":"'
	ok "$call --json: which is JSON" \
		awk -f "$srcdir/tests/lib/json.awk" <"$tap_dir/out"
done

# ---- mistakes: status 2, one line that says what to do ----
run "$DPIPE" --lang de
is 'a language that dpipe does not speak' "$status" 2
is 'is told in one sentence' "$(grep -c . <<<"$err")" 1
run "$DPIPE" clen
is 'an unknown command' "$status" 2
has 'the nearest is named' "$err" 'clean'
is 'nothing on standard output' "$out" ''
run "$DPIPE" towns.csv
is 'a file instead of a command' "$status" 2
has 'what to do with it' "$err" 'dpipe verify towns.csv'
run "$DPIPE" verify --jsn towns.csv
is 'an unknown option' "$status" 2
has 'the nearest option is named' "$err" '--json'
run "$DPIPE" clean -Z towns.csv
is 'an unknown letter' "$status" 2
has 'the letter is named' "$err" '-Z'
run "$DPIPE" verify
is 'a missing operand' "$status" 2
has 'which one' "$err" 'FILE'
has 'and how to call it' "$err" 'Usage: dpipe verify'
run "$DPIPE" verify towns.csv towns.csv
is 'one operand too many' "$status" 2
run "$DPIPE" clean towns.csv --recipe
is 'an option without its value' "$status" 2
has 'which one' "$err" '--recipe'
run "$DPIPE" verify --header=maybe towns.csv
is 'a value that is no choice' "$status" 2
has 'the choices are named' "$err" 'auto, yes or no'
run "$DPIPE" verify --threads=lots towns.csv
is 'a word for a number' "$status" 2
run "$DPIPE" verify --threads=0 towns.csv
is 'a number out of range' "$status" 2
run "$DPIPE" verify --encoding=klingon towns.csv
is 'an unknown encoding' "$status" 2
has 'those known are named' "$err" 'windows-1252'
run "$DPIPE" verify --delimiter=abc towns.csv
is 'a delimiter of three characters' "$status" 2
run "$DPIPE" --plain=yes
is 'a value for a flag' "$status" 2
run "$DPIPE" verify nowhere.csv
is 'a file that is not there: status 3' "$status" 3
like 'one line about it' "$err" \
	'^dpipe: [^[:cntrl:]]*nowhere\.csv[^[:cntrl:]]*$'

# ---- arguments ----
run "$DPIPE" verify --json towns.csv
before=$out
run "$DPIPE" verify towns.csv --json
is 'options may stand behind operands' "$out" "$before"
run "$DPIPE" verify --js towns.csv
is 'names of options may be shortened' "$out" "$before"
run env POSIXLY_CORRECT=1 "$DPIPE" verify --json towns.csv
is 'POSIXLY_CORRECT does not change a correct call' "$out" "$before"
run "$DPIPE" verify --skip-lines 0 towns.csv --header yes
ok 'values as words of their own' [ "$status" -lt 2 ]
cp towns.csv ./--help
run "$DPIPE" verify --json -- --help
ok 'after -- everything is an operand' [ "$status" -lt 2 ]
run "$DPIPE" clean -q -e 'trim *' - <towns.csv
is '- is standard input' "$out" $'town,n\nGap,1\nNice,2'
if command -v python3 >/dev/null; then
	ok '--json is JSON' python3 -c \
		'import json, sys; json.loads(sys.argv[1])' "$before"
fi

# ---- language ----
speaks() {
	env -u LC_ALL -u LC_MESSAGES -u LANG -u LANGUAGE "$@" |
		sed -n 's/^language: //p'
}
mkdir -p mo/fr/LC_MESSAGES
cat >fr.po <<'PO'
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

msgctxt "language code"
msgid "en"
msgstr "fr"

msgid "dpipe leads from a question to an honest chart, in seven steps:"
msgstr "language: fr"
PO
if command -v msgfmt >/dev/null && msgfmt -o mo/fr/LC_MESSAGES/dpipe.mo fr.po
then
	export DPIPE_LOCALE_DIR=$tap_dir/mo
	is 'LANG=fr_FR.UTF-8' "$(speaks LANG=fr_FR.UTF-8 "$DPIPE")" fr
	is 'LANG=fr_FR.UTF-8 need not be installed, nor UTF-8 said' \
		"$(speaks LANG=fr_FR "$DPIPE")" fr
	is 'LC_MESSAGES before LANG' \
		"$(speaks LC_MESSAGES=fr_FR LANG=en_GB "$DPIPE")" fr
	is 'LC_ALL before both' \
		"$(speaks LC_ALL=C LANG=fr_FR.UTF-8 "$DPIPE")" ''
	is 'LANGUAGE in C.UTF-8' \
		"$(speaks LANG=C.UTF-8 LANGUAGE=fr "$DPIPE")" fr
	is 'LANGUAGE alone' "$(speaks LANGUAGE=fr "$DPIPE")" fr
	is 'no locale at all: English' "$(speaks X=1 "$DPIPE")" ''
	is '--lang fr' "$(speaks X=1 "$DPIPE" --lang fr)" fr
	is '--lang=fr' "$(speaks LC_ALL=C "$DPIPE" --lang=fr)" fr
	is '--lang=en in a French locale' \
		"$(speaks LANG=fr_FR.UTF-8 "$DPIPE" --lang=en)" ''
	run "$DPIPE" --lang fr verify --json towns.csv
	ok '--lang before a command' [ "$status" -lt 2 ]
	run "$DPIPE" verify towns.csv --json --lang fr
	ok '--lang behind a command' [ "$status" -lt 2 ]
	unset DPIPE_LOCALE_DIR
else
	skip 'languages' 'no msgfmt'
fi
run "$DPIPE" --lang tlh
is 'a language nobody translated' "$status" 2

# ---- output that cannot be written ----
if [ -w /dev/full ]; then
	"$DPIPE" help operations >/dev/full 2>full.err
	is 'a full device: status 3' $? 3
	like 'one sentence' "$(<full.err)" '^dpipe: [^[:cntrl:]]*full[^[:cntrl:]]*$'
	"$DPIPE" verify --json towns.csv >/dev/full 2>full.err
	is 'a full device, results: status 3' $? 3
else
	skip 'a full device' 'no /dev/full'
fi
"$DPIPE" help 2>closed.err >&-
is 'a closed standard output: status 3' $? 3
(
	sleep 0.5 # until nobody reads
	"$DPIPE" help findings 2>pipe.err
	echo $? >pipe.status
) | :
is 'nobody reads: as if killed by SIGPIPE' "$(<pipe.status)" 141
is 'nobody reads: nothing is said' "$(<pipe.err)" ''

# ---- signals ----
mkfifo fifo
for signal in TERM HUP; do
	(printf 'a,b\n1,2\n'; sleep 3) >fifo &
	feeder=$!
	env --default-signal="$signal" "$DPIPE" clean -q -e 'trim *' fifo \
		-o out.csv 2>signal.err &
	worker=$!
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		[ -n "$(find . -name '.dpipe-*')" ] && break
		sleep 0.1
	done
	kill -s "$signal" "$worker"
	wait "$worker"
	got=$?
	kill "$feeder" 2>/dev/null
	wait "$feeder" 2>/dev/null
	is "SIG$signal ends it" "$got" $((128 + $(kill -l "$signal")))
	is "SIG$signal leaves nothing behind" \
		"$(find . -name '*out.csv*' -o -name '.dpipe-*')" ''
done

# ---- the terminal ----
run env NO_COLOR=1 "$DPIPE" verify towns.csv
unlike 'no escape sequences outside a terminal' "$out" $'\033'
printf 'a,b\n\033[31mred ,2\nx ,3\n' >escape.csv
run "$DPIPE" verify escape.csv
unlike 'no escape sequence comes out of the data' "$out$err" $'\033'
run "$DPIPE" verify 'nowhere'$'\033''[2J.csv'
unlike 'nor out of the name of a file' "$err" $'\033'
run "$DPIPE" --plain verify towns.csv
unlike '--plain has no rules under headings' "$out" '----'

# ---- manual pages and completion ----
run "$DPIPE" man
pages=$out
for command in $all_commands; do
	has "there is a page of $command" "$pages" "dpipe-$command.1"
done
if command -v mandoc >/dev/null; then
	for page in $pages; do
		"$DPIPE" man "$page" >"page.$page"
		ok "mandoc has nothing against $page" \
			mandoc -T lint -W warning "page.$page"
	done
	has 'the pages of operations hold examples' "$(<page.dpipe-op.7)" 'Ada'
else
	skip 'manual pages' 'no mandoc'
fi
run "$DPIPE" man nothing
is 'a page that is none' "$status" 2
run "$DPIPE" completion fish
is 'a shell that is not served' "$status" 2
"$DPIPE" completion zsh >_dpipe
has 'the script for zsh says whose it is' "$(head -n 1 _dpipe)" '#compdef dpipe'
"$DPIPE" completion bash >complete.bash
ok 'the script for bash can be read' bash -n complete.bash

# completes WORDS…: what bash offers for the last word
completes() {
	bash -c '
		compopt() { :; }
		. ./complete.bash
		COMP_WORDS=("$@")
		COMP_CWORD=$(($# - 1))
		_dpipe
		printf "%s " "${COMPREPLY[@]}"' bash "$@"
}
is 'commands are completed' "$(completes dpipe cl)" 'clean '
has 'options are completed' "$(completes dpipe clean --rec)" '--recipe='
has 'so are the global ones' "$(completes dpipe clean --lan)" '--lang='
is 'values are completed' "$(completes dpipe verify --header = a)" 'auto '
is 'also as words of their own' "$(completes dpipe verify --header n)" 'no '
is 'languages are completed' "$(completes dpipe --lang = f)" 'fr '
has 'operations are completed' "$(completes dpipe clean -e sque)" squeeze
has 'topics are completed' "$(completes dpipe help ambiguous-d)" ambiguous-date
has 'files are completed' "$(completes dpipe verify tow)" towns.csv
has 'forms of a command are completed' "$(completes dpipe find sea)" search
has 'options of a form are completed' "$(completes dpipe find show --js)" --json
done_testing
