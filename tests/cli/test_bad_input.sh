#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What goes wrong outside dpipe: files that are no tables, full devices,
# closed pipes, mistakes of typing. Each is told in one sentence, in the
# user's language, with the right status, and leaves nothing behind.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
export DPIPE_LOCALE_DIR=${DPIPE_LOCALE_DIR:-$(dirname "$DPIPE")/locale}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
chmod 755 "$tap_dir"
bad=$tap_dir/bad
mkdir -m 755 "$bad" "$bad/folder.csv" && mkdir -m 777 "$tap_dir/here" || exit 99
cd "$tap_dir/here" || exit 99
export bad
: >"$bad/empty.csv"
printf '\177ELF\002\001\001\000\000\000\000\003\000>\000\001\000\000\000' \
	>"$bad/binary.csv"
head -c 3000 /dev/zero >>"$bad/binary.csv"
printf 'ville,n\nGap,1\nNice,2\n' >"$bad/closed.csv"
chmod 000 "$bad/closed.csv"
printf 'ville,population,prix\nGap,40631,1.5\nNice,342669,2\n' >"$bad/good.csv"

# What root may read a user may not: become one.
as_user=()
if [ "$(id -u)" = 0 ]; then
	cp "$DPIPE" "$bad/dpipe" && chmod 755 "$bad/dpipe"
	cp -r "$DPIPE_LOCALE_DIR" "$bad/locale" && chmod -R a+rX "$bad/locale"
	as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups env
		DPIPE_LOCALE_DIR="$bad/locale" DPIPE_DATA_DIR="$bad")
	user_dpipe=$bad/dpipe
else
	user_dpipe=$DPIPE
fi

# one_sentence TEXT: dpipe says what is wrong, shortly, and ends its sentence
one_sentence() {
	printf '%s\n' "$1"
	[[ $1 =~ ^dpipe:\ [^$'\n']{12,} ]] &&
		[ "$(printf '%s\n' "$1" | wc -l)" -le 3 ] &&
		! printf '%s' "$1" | LC_ALL=C grep -q '[[:cntrl:]]' &&
		[[ $1 != *%* && $1 != *'(null)'* ]]
}

# wrong STATUS WHAT SAYS COMMAND…: COMMAND (words after dpipe) ends with
# STATUS and one sentence that has SAYS in it; the same in French, otherwise.
wrong() {
	local want=$1 what=$2 says=$3 english

	shift 3
	run "$DPIPE" "$@"
	is "$what: status" "$status" "$want"
	ok "$what: one sentence" one_sentence "$err"
	has "$what: it names the thing" "$err" "$says"
	is "$what: nothing on standard output" "$out" ''
	english=$err
	LANGUAGE=fr run "$DPIPE" "$@"
	is "$what: the same status in French" "$status" "$want"
	ok "$what: one French sentence" one_sentence "$err"
	ok "$what: and it is French" test "$err" != "$english"
	is "$what: nothing is left behind" "$(ls -A)" ''
}

# Commands that read a table; FILE and OUT are put in.
tables=(
	'clean FILE -o OUT --audit OUT.audit --rejects OUT.rejects'
	'verify FILE --log OUT'
	'analyse describe FILE -o OUT'
	'analyse freq ville FILE -o OUT'
	'analyse group n() FILE --csv -o OUT'
	'analyse rate population prix FILE -o OUT'
	'analyse count FILE -o OUT'
	'present chart bar FILE -x ville --title T --source S --alt A --as svg -o OUT'
)
for call in "${tables[@]}"; do
	name=${call%% FILE*}
	read -ra words <<<"$call"
	words=("${words[@]//OUT/out.csv}")
	wrong 3 "$name: a folder" folder.csv "${words[@]//FILE/$bad/folder.csv}"
	wrong 3 "$name: a missing file" nowhere.csv \
		"${words[@]//FILE/$bad/nowhere.csv}"
	run "$DPIPE" "${words[@]//FILE/$bad/empty.csv}"
	like "$name: an empty file: status" "$status" '^(1|3)$'
	like "$name: an empty file: it says so" "$out$err" \
		'holds nothing|has no columns|empty\.csv.*no column'
	unlike "$name: an empty file: and no nonsense" "$out$err" ': \.'
	rm -f out.csv*
	wrong 3 "$name: a binary" binary.csv "${words[@]//FILE/$bad/binary.csv}"
	run "${as_user[@]}" "$user_dpipe" "${words[@]//FILE/$bad/closed.csv}"
	is "$name: a file that may not be read: status" "$status" 3
	ok "$name: one sentence" one_sentence "$err"
	has "$name: with the file" "$err" closed.csv
	has "$name: and the reason" "$err" 'ermi'
	is "$name: nothing is left behind" "$(ls -A)" ''
	words=("${words[@]//FILE/$bad/good.csv}")
	run "$DPIPE" "${words[@]//out.csv//dev/full}"
	is "$name: a full device: status" "$status" 3
	ok "$name: one sentence" one_sentence "$err"
	has "$name: that says so" "$err" 'full'
	rm -f ./full.audit ./full.rejects
	run "$DPIPE" "${words[@]//out.csv/$bad/no/such/out.csv}"
	is "$name: a folder that is not there: status" "$status" 3
	ok "$name: one sentence" one_sentence "$err"
	is "$name: nothing is left behind" "$(ls -A)" ''
done

# Names that lead nowhere, and names that are long.
for call in "${tables[@]}"; do
	read -ra words <<<"$call"
	name=${call%% FILE*}
	words=("${words[@]//FILE/$bad/good.csv}")
	wrong 3 "$name: a folder as its output" folder.csv \
		"${words[@]//OUT/$bad/folder.csv}"
	wrong 3 "$name: no folder for its output" 'no/such/out.csv' \
		"${words[@]//OUT/$bad/no/such/out.csv}"
	wrong 3 "$name: a file in a file" 'good.csv/out.csv' \
		"${words[@]//OUT/$bad/good.csv/out.csv}"
	ln -s made.csv link.csv
	run "$DPIPE" "${words[@]//OUT/link.csv}"
	ok "$name: a link to a file that is still to be stays one" \
		test -L link.csv
	ok "$name: and the file is made" test -s made.csv
	rm -f link.csv* made.csv*
done
long=$(printf '%0251d.csv' 1)
"$DPIPE" clean -q "$bad/good.csv" -o "$long"
ok 'clean: the longest name there is' test -s "$long"
rm -f "$long"
wrong 3 'clean: a longer one' "0$long" clean "$bad/good.csv" -o "0$long"

# What is read is never written.
for call in "${tables[@]}"; do
	read -ra words <<<"$call"
	cp "$bad/good.csv" "$bad/mine.csv"
	words=("${words[@]//FILE/$bad/mine.csv}")
	run "$DPIPE" "${words[@]//OUT/$bad/mine.csv}"
	is "${call%% FILE*}: its input as its output: status" "$status" 2
	ok "${call%% FILE*}: the input is as it was" \
		cmp "$bad/good.csv" "$bad/mine.csv"
done
for call in 'clean - -o FILE' 'clean -e head FILE'; do
	cp "$bad/good.csv" "$bad/mine.csv"
	read -ra words <<<"${call//FILE/$bad/mine.csv}"
	# shellcheck disable=SC2094 # that is what must be refused
	"$DPIPE" "${words[@]}" <"$bad/mine.csv" >>"$bad/mine.csv" 2>"$tap_dir/err"
	is "$call, by standard input and output: status" "$?" 2
	has "$call: it says so" "$(<"$tap_dir/err")" 'is never written'
	ok "$call: the input is as it was" cmp "$bad/good.csv" "$bad/mine.csv"
done
rm -f "$bad"/mine.csv*

# ---- the other commands ----
wrong 3 'get: a folder' folder.csv get "$bad/folder.csv" --into .
wrong 3 'get: a missing file' nowhere.csv get "$bad/nowhere.csv" --into .
run "${as_user[@]}" "$user_dpipe" get "$bad/closed.csv" --into .
is 'get: a file that may not be read: status' "$status" 3
has 'get: with the reason' "$err" 'ermi'
is 'get: nothing is left behind' "$(ls -A)" ''
for command in run 'define show' 'define check'; do
	read -ra words <<<"$command"
	wrong 3 "$command: no folder" nowhere "${words[@]}" "$bad/nowhere"
	wrong 3 "$command: no project" '' "${words[@]}" "$bad/folder.csv"
	wrong 3 "$command: a file" 'good.csv is' \
		"${words[@]}" "$bad/good.csv"
done
for call in 'define new' get verify clean 'find show' 'help' run \
	'analyse describe' 'present report'; do
	read -ra words <<<"$call"
	wrong 2 "$call: an empty word" "dpipe $call" "${words[@]}" ''
done
wrong 3 'define new: a file' good.csv define new "$bad/good.csv"
wrong 3 'get --why: no story' good.csv.provenance get --why "$bad/good.csv"
wrong 3 'get: a file for a folder' good.csv get "$bad/good.csv" \
	--into "$bad/good.csv"
wrong 2 'an option twice' b.dpr \
	clean -r a.dpr --recipe=b.dpr ../ok.csv
wrong 2 'two outputs' '--output is given twice' \
	clean -e 'trim *' -o a.csv -o b.csv ../ok.csv
wrong 2 'a recipe written and one applied' 'one of the two' \
	clean --suggest --auto ../ok.csv
wrong 2 'get: half an address' example.org get http://
wrong 3 'get: a host that nobody knows' nowhere.invalid \
	get http://nowhere.invalid/x.csv
wrong 3 'get: a server that is not there' 127.0.0.1:1 \
	get http://127.0.0.1:1/x.csv
wrong 3 'find show: no such dataset' cinemas-pac find show cinemas-pac
for command in report verify; do
	wrong 3 "present $command: a folder" folder.csv \
		present $command "$bad/folder.csv"
	wrong 3 "present $command: a missing file" nowhere.md \
		present $command "$bad/nowhere.md"
	wrong 3 "present $command: an empty file" empty.csv \
		present $command "$bad/empty.csv"
	wrong 3 "present $command: a binary" binary.csv \
		present $command "$bad/binary.csv"
done
printf '# Titre\n\n\351t\351\n' >"$bad/latin.md"
wrong 3 'present report: not UTF-8' 'latin.md, line 3' \
	present report "$bad/latin.md"
run "$DPIPE" verify "$bad/good.csv" --log /dev/full
has 'verify: a log on a full device' "$err" 'device is full'

# ---- what is written ----
mkdir "$tap_dir/project" && printf 'colonne x\n\377\n' \
	>"$tap_dir/project/project.dpipe"
wrong 2 'a project that is no text' project.dpipe run "$tap_dir/project"
wrong 2 'an unknown column' vile clean "$bad/good.csv" -e 'trim vile' \
	-o out.csv
run "$DPIPE" clean "$bad/good.csv" -e 'trim vile' -o out.csv
has 'the nearest is named' "$err" 'nearest is: ville'
for call in 'analyse freq vile' 'analyse group sum(popluation)' \
	'analyse rate population prit' 'analyse describe vile'; do
	read -ra words <<<"$call"
	run "$DPIPE" "${words[@]}" "$bad/good.csv"
	ok "$call: no such column: status" test "$status" -ge 2
	ok "$call: one sentence" one_sentence "$err"
	like "$call: the nearest is named" "$err" ' (ville|population|prix)'
done
run "$DPIPE" present chart bar "$bad/good.csv" -x vile
ok 'present chart: no such column: status' test "$status" -ge 2
has 'present chart: the nearest is named' "$err" ville

cat >"$bad/typo.dpr" <<'END'
dpipe-recipe 1
# title
trim ville
nubmer prix locale=fr
END
wrong 2 'a verb with a typing mistake' 'typo.dpr, line 4, column 1' \
	clean -r "$bad/typo.dpr" "$bad/good.csv" -o out.csv
run "$DPIPE" clean -r "$bad/typo.dpr" "$bad/good.csv"
has 'the right one is proposed' "$err" number
printf 'number prix locale=de\n' >"$bad/choice.dpr"
wrong 2 'a value that is none' 'choice.dpr, line 1' \
	clean -r "$bad/choice.dpr" "$bad/good.csv" -o out.csv
run "$DPIPE" clean -r "$bad/choice.dpr" "$bad/good.csv"
has 'those that are are named' "$err" fr
printf 'filter population >\n' >"$bad/expression.dpr"
wrong 2 'half an expression' 'expression.dpr, line 1, column' \
	clean -r "$bad/expression.dpr" "$bad/good.csv" -o out.csv
printf 'trim "ville\n' >"$bad/quote.dpr"
wrong 2 'a quote that is not closed' 'quote.dpr, line 1, column 6' \
	clean -r "$bad/quote.dpr" "$bad/good.csv" -o out.csv
printf 'trim ville\r\n' >"$bad/crlf.dpr"
wrong 2 'a recipe with the line ends of Windows' 'crlf.dpr' \
	clean -r "$bad/crlf.dpr" "$bad/good.csv" -o out.csv
printf 'trim *\nlookup ville file=nowhere.csv\n' >"$bad/lookup.dpr"
wrong 3 'no reference' 'lookup.dpr, line 2, column 14: there is no file' \
	clean -r "$bad/lookup.dpr" "$bad/good.csv" -o out.csv
wrong 3 'no recipe' nowhere.dpr \
	clean -r "$bad/nowhere.dpr" "$bad/good.csv" -o out.csv
for of in binary empty; do
	wrong 2 "a recipe that is none ($of)" $of.csv \
		clean -r "$bad/$of.csv" "$bad/good.csv" -o out.csv
	run "$DPIPE" clean -r "$bad/$of.csv" "$bad/good.csv"
	has "what one holds is said ($of)" "$err" 'one operation on each line'
done
wrong 3 'a folder for a recipe' folder.csv \
	clean -r "$bad/folder.csv" "$bad/good.csv" -o out.csv
wrong 2 'an unknown option' '--ouput' clean --ouput=x "$bad/good.csv"
wrong 2 'an unknown command' claen claen "$bad/good.csv"
wrong 2 'an unknown verb' 'FILE. Perhaps you meant chart?' present chrat
wrong 2 'an unknown topic' 'tirm' help tirm
wrong 2 'an option without its value' '-o' clean "$bad/good.csv" -o
wrong 2 'a number that is none' 'many' clean --threads many "$bad/good.csv"
wrong 2 'an encoding that nobody knows' 'utf-9' clean --encoding utf-9 \
	"$bad/good.csv"
wrong 2 'no file' 'FILE' verify
wrong 2 'too many files' "$bad/empty.csv" verify "$bad/good.csv" \
	"$bad/empty.csv"
run "$DPIPE" claen
has 'an unknown command: the nearest is named' "$err" clean
run "$DPIPE" clean --ouput=x
has 'an unknown option: too' "$err" '--output'

# ---- devices and pipes ----
cp -r "$srcdir/sample-data/example" "$bad/example" && chmod -R u+w "$bad/example"
awk 'BEGIN { print "ville,n"; for (i = 0; i < 60000; i++) print "v" i "," i }' \
	>"$bad/long.csv"
for call in 'clean FILE' 'analyse freq ville FILE' 'verify FILE' \
	'analyse describe FILE' 'analyse freq --csv ville FILE' \
	'analyse freq --json ville FILE' 'present chart histogram FILE -x n' \
	'verify --json FILE' 'help clean' 'help operations' '--help' \
	'find cinema' 'find show cinemas-paca' 'define show EXAMPLE' \
	'define check EXAMPLE' 'run EXAMPLE' 'run --check EXAMPLE' \
	'present report EXAMPLE/report.md' \
	'get FILE --into RAW' 'get --why RAW/long.csv'; do
	read -ra words <<<"$call"
	words=("${words[@]//FILE/$bad/long.csv}")
	words=("${words[@]//EXAMPLE/$bad/example}")
	words=("${words[@]//RAW/$bad/raw}")
	"$DPIPE" "${words[@]}" >/dev/full 2>"$bad/err"
	is "$call: standard output is full: status" "$?" 3
	ok "$call: one sentence" one_sentence "$(<"$bad/err")"
	{
		"$DPIPE" "${words[@]}" 2>"$bad/err"
		echo $? >"$bad/status"
	} | true
	is "$call: nobody reads: no message" \
		"$(grep '^dpipe:' "$bad/err")" ''
	like "$call: nobody reads: ends as others do" \
		"$(<"$bad/status")" '^(0|1|141)$'
done
{ "$DPIPE" clean "$bad/long.csv" --audit out.audit 2>"$bad/err"; } | head -n 1 \
	>/dev/null
is 'clean: half read, no message' "$(<"$bad/err")" ''
is 'and no account of a table that nobody has' "$(ls -A)" ''
"$DPIPE" clean "$bad/good.csv" -o out.csv --report /dev/full 2>"$bad/err"
is 'a report that cannot be written: status' "$?" 3
"$DPIPE" clean "$bad/good.csv" >&- 2>"$bad/err"
is 'no standard output at all: status' "$?" 3
LANGUAGE=fr "$DPIPE" clean "$bad/good.csv" >&- 2>"$bad/err"
like 'told in French too' "$(<"$bad/err")" 'fermé\.$'
rm -f out.csv
printf 'mine\n' >out.csv
"$DPIPE" clean "$bad/good.csv" -e 'number ville on-error=stop' -o out.csv \
	2>"$bad/err"
is 'what cannot be done leaves the old file' "$(<out.csv)" mine
is 'and nothing beside it' "$(ls -A)" out.csv
done_testing
