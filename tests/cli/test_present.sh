#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dpipe present: drawings beside the expected ones, refusals, reports that can
# be checked.
# shellcheck disable=SC2016 # backquotes are Markdown's
set -u
# shellcheck disable=SC2154 # srcdir and DPIPE come from make
data=$srcdir/tests/data/chart
export LC_ALL=C.UTF-8 LANGUAGE=en
unset SOURCE_DATE_EPOCH NO_COLOR
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT

# The last part of a pipe counts its result here and not in a subshell.
shopt -s lastpipe
n=0
result() { # STATUS NAME [DETAILS]
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		printf '%s\n' "${3-}" | sed 's/^/# /'
	fi
}

# same NAME EXPECTED-FILE: standard input has those bytes.
same() {
	local diff
	diff=$(diff "$2" - 2>&1)
	result $? "$1" "$diff"
}

# has NAME TEXT: standard input has TEXT in it.
has() {
	local text
	text=$(cat)
	case $text in
	*"$2"*) result 0 "$1" ;;
	*) result 1 "$1" "no \"$2\" in: $text" ;;
	esac
}

# fails STATUS NAME TEXT COMMAND …: exits so, says TEXT.
fails() {
	local want=$1 name=$2 text=$3 said status
	shift 3
	said=$("$@" 2>&1 >/dev/null)
	status=$?
	if [ $status -ne "$want" ]; then
		result 1 "$name" "status $status instead of $want: $said"
	else
		printf '%s' "$said" | tr '\n' ' ' | has "$name" "$text"
	fi
}

chart() { "$DPIPE" present chart "$@"; }

draw() { # NAME OPTIONS …
	case $1 in
	bar) shift; chart bar "$data/towns.csv" -x town -y screens "$@" ;;
	line) shift; chart line "$data/months.csv" -x month -y visits "$@" ;;
	histogram) shift; chart histogram "$data/seats.csv" -x seats "$@" ;;
	esac
}

about=(--title 'What it says' --source 'Made up, 2024' --note 'A note'
	--alt 'What cannot be seen')

for type in bar line histogram; do
	for width in 40 80 120; do
		for signs in ascii unicode; do
			draw $type "${about[@]}" --as terminal \
				--width $width --draw-with $signs 2>&1 |
				same "$type, $width columns, $signs" \
				"$data/$type-$width-$signs.txt"
		done
	done
	draw $type "${about[@]}" --as text 2>&1 |
		same "$type in words" "$data/$type.told"
	draw $type "${about[@]}" --as json 2>&1 |
		same "$type as data" "$data/$type.json"
	draw $type "${about[@]}" --as svg > "$tmp/a.svg" 2>&1
	same "$type as SVG" "$data/$type.svg" < "$tmp/a.svg"
	COLUMNS=41 LANG=C TZ=Asia/Tokyo draw $type "${about[@]}" \
		-o "$tmp/b.svg" > "$tmp/said" 2>&1
	cmp -s "$tmp/a.svg" "$tmp/b.svg"
	result $? "$type: the same SVG whatever the terminal"
	if command -v xmllint > /dev/null; then
		said=$(xmllint --noout "$tmp/b.svg" 2>&1)
		result $? "$type: the SVG is XML" "$said"
	else
		n=$((n + 1))
		echo "ok $n - $type: the SVG is XML # SKIP no xmllint"
	fi
done

# ---- what a number is made of ----
v=$tmp/visits.csv
printf '%s\n' town,year,visits a,2020,1 b,2020,0.1 a,2021,2 b,2021,0.2 \
	,2021,9 b,2022,x b,2023, > "$v"
fails 2 "several rows for one bar are refused" \
	"dpipe analyse group --by town 'sum(visits)' $v" \
	chart bar "$v" -x town -y visits
chart bar "$v" -x town -y 'sum(visits)' --as text > "$tmp/sum"
has "sum: added up exactly" "b: 0.3" < "$tmp/sum"
has "rows used are stated" "n = 4 rows." < "$tmp/sum"
has "rows without a name are stated" \
	"Left out: 1 row without town." < "$tmp/sum"
has "rows without a value are stated" \
	"Left out: 1 row without visits." < "$tmp/sum"
has "rows without a number are stated" \
	"Left out: 1 row whose visits is no number." < "$tmp/sum"
chart bar "$v" -x town -y visits --of mean --as text |
	has "mean" "a: 1.50"
chart bar "$v" -x town --as text | has "rows are counted by themselves" "b: 4"
chart bar "$v" -x town -y 'count()' --as text | has "count()" "a: 2"
printf 'x,sum(x)\na,5\nb,7\n' > "$tmp/named.csv"
chart bar "$tmp/named.csv" -x x -y 'sum(x)' --as text |
	has "a column of that name comes before a sum" "b: 7"

# ---- refusals ----
fails 2 "no such chart" "there are: bar, line, histogram" \
	chart pie "$v" -x town
fails 2 "no such column" "visits" chart bar "$v" -x town -y visit
fails 2 "no column given" "-x COLUMN" chart bar "$v"
fails 3 "no such file" "nowhere.csv" chart bar "$tmp/nowhere.csv" -x a
fails 2 "a histogram counts itself" "leave out -y" \
	chart histogram "$v" -x visits -y town
fails 2 "words are no numbers" "holds no numbers" chart histogram "$v" -x town
printf 'code_insee,n\n04001,1\n04002,2\n13055,3\n' > "$tmp/codes.csv"
fails 2 "codes are not values" "codes" \
	chart histogram "$tmp/codes.csv" -x code_insee
fails 2 "what others see needs a title and more" "title (" \
	draw bar -o "$tmp/c.svg"
[ ! -e "$tmp/c.svg" ]
result $? "and nothing was written"
fails 2 "the name must say the kind" "--as" \
	draw bar "${about[@]}" -o "$tmp/c.gif"
fails 3 "a full device is told" "" draw bar "${about[@]}" --as svg \
	-o /dev/full
draw bar "${about[@]}" -o "$tmp/c.txt" > /dev/null
same "a text file gets the drawing" "$data/bar-80-unicode.txt" < "$tmp/c.txt"

# ---- lint ----
draw bar --title 'Marseille has 87 screens' --source x --alt x \
	-o "$tmp/d.svg" > "$tmp/lint"
[ $? -eq 1 ]
result $? "a number that is not in the chart: status 1"
has "and a sentence" "The title says 87" < "$tmp/lint"
draw bar --title 'Marseille has 86 screens' --source x --alt x \
	-o "$tmp/d.svg" > "$tmp/lint"
result $? "a number that is there: status 0" "$(<"$tmp/lint")"

# ---- reports ----
mkdir "$tmp/r"
cp "$data/towns.csv" "$data/report.md" "$tmp/r"
cat > "$tmp/r/towns.csv.provenance" <<END
provenance: 1
file: towns.csv
title: Towns <b>
licence: Licence Ouverte 2.0
address: https://example.org/towns.csv
date: 2024-03-04T08:00:00Z
sha256: $(sha256sum < "$tmp/r/towns.csv" | cut -d' ' -f1)
command: dpipe get https://example.org/towns.csv

activity: clean
command: dpipe clean -r towns.dpr towns.csv
rows: in=11 out=9 dropped=2
step: drop isBlank(town)
step-rows: in=11 out=9 dropped=2
END
report() { "$DPIPE" present report "$@"; }
verify() { "$DPIPE" present verify "$@"; }
page=$tmp/r/report.html
said=$(report "$tmp/r/report.md" -o "$page" 2>&1)
result $? "a report is made" "$said"
(cd "$tmp/r" && TZ=Asia/Tokyo LANG=C report report.md) | cmp -s - "$page"
result $? "the same bytes from anywhere"
has "a number in a sentence" \
	'<data id="number-1" value="86">86</data>' < "$page"
has "a sum in a sentence" 'value="217">217</data>' < "$page"
has "a count in backquotes" 'value="9">9</data>' < "$page"
has "a name with spaces" 'value="7.25">7.25</data>' < "$page"
has "the chart is in the page" '<svg xmlns' < "$page"
has "with its data" '<th scope="row">Nice</th><td class="n">43</td>' < "$page"
has "the table says what it leaves out" '2 of 9 rows shown' < "$page"
has "the licence" '<dd>Licence Ouverte 2.0</dd>' < "$page"
has "the commands" \
	'<code>dpipe clean -r towns.dpr towns.csv</code>' < "$page"
has "rows left out by a step" \
	'<code>drop isBlank(town)</code> <span>(11 rows in, 2 left out)' < "$page"
has "the title is escaped" 'Towns &lt;b&gt;' < "$page"
has "the language" '<html lang="en">' < "$page"
has "other code is left alone" 'dpipe present report report.md' < "$page"
grep -qiE '<script|<b>|<link|<img|@import|src=|url\(' "$page"
[ $? -eq 1 ]
result $? "no script, nothing from outside, no HTML of the author's"

said=$(verify "$page" 2>&1)
result $? "a report that is true verifies" "$said"
mkdir "$tmp/moved"
cp "$page" "$tmp/moved"
said=$(verify "$tmp/moved/report.html" --in "$tmp/r" 2>&1)
result $? "also from another folder" "$said"

changed() { # NAME TEXT: verify says TEXT and exits with 1
	verify "$page" > "$tmp/said" 2>&1
	[ $? -eq 1 ]
	result $? "$1: status 1" "$(<"$tmp/said")"
	has "$1: told" "$2" < "$tmp/said"
}
sed -i 's/>86<\/data>/>96<\/data>/' "$page"
changed "a number changed in the page" "96"
report "$tmp/r/report.md" -o "$page" > /dev/null
sed -i 's/^Nice,43/Nice,44/' "$tmp/r/towns.csv"
changed "a number changed in the data" "towns.csv"
sed -i 's/^Nice,44/Nice,43/' "$tmp/r/towns.csv"
sed -i 's/Licence Ouverte 2.0/Licence Ouverte 3.0/' "$page"
changed "a licence changed in the page" "Ouverte 2.0"
rm "$tmp/r/towns.csv"
changed "the data are gone" "cannot be made again"
cp "$data/towns.csv" "$tmp/r"

# ---- what the data were made of ----
cp -r "$srcdir/sample-data/example" "$tmp/example"
chmod -R u+w "$tmp/example"
page=$tmp/example/report.html
said=$(verify --lang fr "$page" 2>&1)
result $? "a page whose raw files are as got is true" "$said"
echo '# a remark' >> "$tmp/example/recipes/cinemas.dpr"
sed -i 's/^\(13[^;]*\);/\1 ;/; 20s/;/,/' "$tmp/example/raw/cinemas-brut.csv"
verify --lang fr "$page" > "$tmp/said"
[ $? -eq 1 ]
result $? "a raw file that changed since: status 1" "$(<"$tmp/said")"
has "it is named" "raw/cinemas-brut.csv" < "$tmp/said"
has "and the recipe" "recipes/cinemas.dpr" < "$tmp/said"
lacks() { # NAME TEXT: standard input does not have TEXT
	! grep -qF -- "$2"
	result $? "$1"
}
lacks "data that are the same are not" "clean/cinemas.csv" < "$tmp/said"
page=$tmp/r/report.html
report "$tmp/r/report.md" -o "$page" > /dev/null
sed -i 's/\(<rect[^>]*width="\)[0-9.]*/\11.5/' "$page"
verify "$page" > "$tmp/said"
has "a bar that was made longer is told" 'width="1.5"' < "$tmp/said"
echo '<html></html>' > "$tmp/other.html"
fails 3 "any page is no report" "no report" verify "$tmp/other.html"

# bad NAME TEXT: standard input is no report; the place and TEXT are said.
bad() {
	cat > "$tmp/r/bad.md"
	fails 2 "$1" "$2" report "$tmp/r/bad.md" -o "$tmp/r/bad.html"
}
printf 'A\n\n```dpipe\nchart: bar\nfile: towns.csv\nx: town\n```\n' |
	bad "a chart without title" "line 3: a chart that others will see"
printf '```dpipe\ncahrt: bar\n```\n' | bad "a key misspelt" "chart"
printf '```dpipe\nchart: bar\n```\n' | bad "a chart without data" "file: "
printf '\n\n{dpipe value towns.csv screens}\n' |
	bad "a value of many rows" "9 rows fit"
printf '{dpipe value towns.csv screens where town = Lyon}\n' |
	bad "a value of no row" "0 rows fit"
printf '{dpipe sum towns.csv town}\n' | bad "a sum of words" "added up"
printf '{dpipe values towns.csv}\n' | bad "an unknown figure" "value FILE"
printf '{dpipe count towns.csv when town = Nice}\n' |
	bad "a word that is not where" '"where" was expected'
printf '{dpipe count towns.csv\n' | bad "an open bracket" '"}"'
printf '![picture](a.png)\n' | bad "a picture from outside" "a.png"
printf '{dpipe count ../nowhere.csv}\n' > "$tmp/r/bad.md"
fails 3 "a file that is not there" "nowhere.csv" \
	report "$tmp/r/bad.md" -o "$tmp/r/bad.html"
[ ! -e "$tmp/r/bad.html" ]
result $? "no page is left of what failed"
SOURCE_DATE_EPOCH=1700000000 report "$tmp/r/report.md" |
	has "a date when one is asked for" "2023-11-14T22:13:20Z"

"$DPIPE" present charts | has "charts are listed" "histogram"

echo "1..$n"
