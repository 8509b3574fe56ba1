#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Reading any table: what can be asked of it, what can be forced, what is left
# out and where that goes; and that no shape of file takes more than its share
# of work.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
export DPIPE_LOCALE_DIR=${DPIPE_LOCALE_DIR:-$(dirname "$DPIPE")/locale}
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
data=$srcdir/tests/data/table
cd "$tap_dir" || exit 99

dpipe() { "$DPIPE" "$@"; }
clean() { dpipe clean -q "$@"; }

# ---- a giant cell right below the header ---------------------------------

# giant DELIMITER BYTES LINE: its cell repeats LINE
giant() {
	awk -v d="$1" -v n="$2" -v line="$3" 'BEGIN {
		printf "id%stext%sn\n1%s\"", d, d, d
		for (; n > 0; n -= length(line))
			printf "%s", line
		printf "\"%s5\n2%shello%s7\n", d, d, d
	}'
}
# around FILE: how it is cut above the giant and below
around() { clean "$1" | sed -n '1p;$p' | tr '\n' ' '; }
all='he said ""so"", then; two|three\n;"",1\t'
for bytes in 200000 1200000 5000000; do
	for line in 'one line ' 'a line\n' 'the ""one"", ' "$all"; do
		giant ';' $bytes "$line" >giant.csv
		is "$bytes bytes of '$line' hide no delimiter" \
			"$(around giant.csv)" 'id,text,n 2,hello,7 '
	done
done
for delimiter in ',' '\t' '|'; do
	giant "$delimiter" 1200000 "$all" >giant.csv
	is "nor do they hide $delimiter" "$(around giant.csv)" \
		'id,text,n 2,hello,7 '
done
is 'of a pipe either' "$(around - <giant.csv)" 'id,text,n 2,hello,7 '
iconv -f UTF-8 -t UTF-16 giant.csv >giant16.csv
is 'nor in UTF-16' "$(around giant16.csv)" 'id,text,n 2,hello,7 '
giant ';' 200000 "$all" >giant.csv
run dpipe verify --json giant.csv
has 'a cell that is no longer than a quote may be open is one' "$out" \
	'"records":2,"columns":3'
awk 'BEGIN { print "a;\"b;c"; for (i = 0; i < 60000; i++)
	print i ";x" i ";" i % 7 }' >open.csv
is 'a quote that is never closed hides none' \
	"$(clean open.csv | sed -n '2p;$p' | tr '\n' ' ')" \
	'0,x0,0 59999,x59999,2 '

# ---- a long table is read as a short one ---------------------------------

# rows N ROW: %d is the number of each
rows() {
	awk -v n="$1" -v row="$2" 'BEGIN {
		for (i = 1; i <= n; i++) {
			s = row
			gsub(/%d/, i, s)
			printf "%s", s
		}
	}'
}
while IFS='~' read -r lines shape top row; do
	for n in 300 20000; do
		{
			printf '%b' "$top"
			rows $n "$row"
		} >$n.csv
		clean $n.csv >$n.out
	done
	ok "longer than what is looked at first: $shape" \
		cmp <(head -n 290 300.out) <(head -n 290 20000.out)
	is "$shape: no record more or less" \
		$(($(wc -l <20000.out) - $(wc -l <300.out))) \
		$((19700 * lines))
done <<'END'
1~plain~a;b;c\n~%d;name %d;1,5\n
1~a delimiter behind each line~a;b;c;\n~%d;name %d;1,5;\n
1~a delimiter before each~;a;b;c\n~;%d;name %d;1,5\n
1~bars around~| a | b | c |\n~| %d | name %d | 1.5 |\n
1~a title~Title of it\n\na;b;c\n~%d;name %d;1,5\n
1~units~a;b;c\n;;EUR\n~%d;name %d;1,5\n
1~a delimiter declared~sep=;\na;b;c\n~%d;name %d;1,5\n
1~no header~~%d;name %d;1,5\n
1~tabs~a\tb\tc\n~%d\tname %d\t1,5\n
1~lines in quotes~"a;b;c"\n~"%d;name %d;1,5"\n
1~CRLF~a;b;c\r\n~%d;name %d;1,5\r\n
1~CR~a;b;c\r~%d;name %d;1,5\r
1~names of rows~a,b,c\n~%d,name %d,1.5,x\n
2~line breaks in cells~a;b;c\n~%d;"name\n%d";1,5\n
1~windows-1252~a;b;pr\xe9nom\n~%d;name %d;\xe9t\xe9\n
1~a byte order mark~\xef\xbb\xbfa;b;c\n~%d;name %d;1,5\n
2~records of other widths~a;b;c\n~%d;name %d;1,5;\n%d;n;2\n
1~columns of a fixed width~id    name      v\n~%d    namename  1\n
END

# ---- asked -------------------------------------------------------------

run dpipe verify --detect --json "$data/communes-six-lines.in.csv"
is '--detect succeeds' "$status" 0
is 'its keys are these, in one object' \
	"$(printf '%s' "${out%%,\"evidence\"*}" | grep -o '"[a-z_]*":' |
		tr -d '":\n')" \
	"$(printf %s compression container member sheet encoding framing \
		delimiter quote escape skip_space newline header_rows \
		preamble_lines footer_lines columns rows confidence)"
is 'and each has its evidence' \
	"$(printf '%s' "${out##*\"evidence\":}" | grep -o '[{,]"[a-z_]*":' |
		tr -d '{,":\n')" \
	"$(printf %s compression container member sheet encoding framing \
		delimiter quote escape skip_space newline header_rows \
		preamble_lines footer_lines columns rows confidence)"
has 'what there is not is null' "$out" '"escape":null'
run dpipe verify --detect - <"$data/communes-utf16be.in.csv"
has 'a pipe can be asked' "$out" 'The encoding is utf-16be'
for file in "$data"/e*.in.csv; do
	run dpipe verify --detect --json "$file"
	is "${file##*/} is answered" "$status" 0
done
printf '\001\377\003\001\002\000\000\005\006' >binary
run dpipe verify --detect --json binary
is 'a binary is refused' "$status" 3
has 'and why is said' "$err" 'too many control characters'
# with the line end it would be given, this would be read as UTF-16
printf '\000I\000' >binary
run dpipe clean binary
is 'so is what could not be read again' "$status" 3
is 'and nothing of it is written' "$out" ''

# ---- forced ------------------------------------------------------------

printf 'a;b\n"x \\"y\\"";1\n' >escape.csv
is '--escape' "$(clean --escape=\\ escape.csv)" 'a,b
"x ""y""",1'
is '--escape=none' "$(clean --escape=none --delimiter=';' escape.csv)" \
	'a,b
"x \""y\""",1'
quoted=$data/quoted-lines-some.in.csv
run dpipe verify --detect --lang=fr "$quoted"
has 'lines quoted whole are told' "$out" 'Des lignes entières sont entre guillemets'
has 'and in the line of a recipe' "$out" 'framing=quoted'
is '--framing=none leaves them' \
	"$(clean --framing=none "$quoted" | tail -n +2 | cut -c -8 | head -n 1)" \
	'"01004,A'
printf '"a;b"\n"1;2"\n' >framed.csv
is '--framing=quoted takes them out' "$(clean --framing=quoted framed.csv)" \
	'a,b
1,2'
is 'so does framing=quoted' \
	"$(clean -e 'source framing=quoted' framed.csv)" 'a,b
1,2'
drawn=$data/drawn-psql.in.csv
is 'a drawn table is told' "$(dpipe verify --detect --json "$drawn" |
	grep -o '"framing":"[a-z]*"')" '"framing":"drawn"'
is '--framing=none reads the drawing' \
	"$(clean --framing=none --as-is "$drawn" | grep -c -e '---')" 1
printf 'a::b\n1:2::3\n' >long.csv
is '--delimiter takes two characters' \
	"$(clean --delimiter=:: long.csv)" 'a,b
1:2,3'
is 'so does delimiter=' "$(clean -e 'source delimiter="::"' long.csv)" 'a,b
1:2,3'
run dpipe verify --detect "$data/parted-by-two-bars.in.csv"
has 'which is told' "$out" 'separated by “||”'
has 'and in the line of a recipe' "$out" 'delimiter="||"'
printf 'id::n\n1::2\n3::4::5\n7::8\n' >surplus.csv
is 'what is joined of a record too long keeps it' \
	"$("$DPIPE" clean -q --delimiter=:: surplus.csv)" $'id,n\n1,2\n3,4::5\n7,8'
run dpipe clean --delimiter=abc long.csv
is 'letters are none' "$status" 2
has 'and what one may be is said' "$err" 'two or three signs'
stacked=$data/communes-merged-groups.in.csv
is '--header-rows=1' "$(clean --header-rows=1 "$stacked" | head -n 2)" \
	'commune,Population,,Surface
,2019,2020,km2'
is '--header-rows=2' "$(clean --header-rows=2 "$stacked" | head -n 1)" \
	'commune,Population 2019,Population 2020,Surface km2'
units=$data/communes-units-row.in.csv
is '--units=no keeps the row' "$(clean --units=no "$units" | sed -n 2p)" \
	',,(hab.),(km²),'
printf 'a;b\n1;2\n3;4\n5;6\n' >foot.csv
is '--footer-lines' "$(clean --footer-lines=2 foot.csv --rejects r)" 'a,b
1,2'
is 'which are kept' "$(cut -d, -f1,4,5 r)" 'line,reason,raw
3,footer,3;4
4,footer,5;6'
run clean --header-rows=2 --header=no foot.csv
is 'what contradicts itself is refused' "$status" 2
for file in communes-six-lines communes-second-table communes-repeated-header \
	communes-units-row communes-total communes-blank-rows; do
	is "--as-is keeps every line: $file" \
		"$(clean --as-is "$data/$file.in.csv" --rejects r | wc -l)" \
		"$(wc -l <"$data/$file.in.csv")"
	is 'and leaves nothing out' "$(wc -l <r)" 1
done
clean -q "$data/communes-header-surplus.in.csv" --rejects r >/dev/null
has 'a header with a cell too many is kept as it was' "$(<r)" \
	'commune;code;;habitants;surface;maire'
printf 'a;b;c\n1;2;3\n \v \n4;5;6\n' >spaces.csv
is 'a line of spaces is left out' "$(clean spaces.csv --rejects r)" 'a,b,c
1,2,3
4,5,6'
is 'as it is, it stays as it stands' \
	"$(clean --as-is spaces.csv | sed -n 3p)" $' \v ,,'
cat >recipe.dpr <<-'END'
	source delimiter=";" quote="\"" skip=0 header-rows=2 units=no footer=1
	case commune to=upper
END
is 'a recipe says it too' "$(clean -r recipe.dpr "$stacked" | tail -n 2)" \
	'MANOSQUE,22270,22300,57
SISTERON,7555,7600,50'
for n in 2 3 100; do
	{
		printf 'ville,pop\nApt,1\nGap,2\nNice,3\n'
		yes , | head -n "$n"
	} >left.csv
	is "$n rows of delimiters at the end are no records" \
		"$(clean left.csv --rejects r | wc -l) $(grep -c blank-row r)" \
		"4 $n"
	is 'as it is, they stay' "$(clean --as-is left.csv | wc -l)" $((4 + n))
done
clean "$data/drawn-duckdb.in.csv" --rejects r >/dev/null
is 'what only draws, types and a count of rows are in the rejects' \
	"$(cut -d, -f1,4 r | tail -n +2 | tr '\n' ' ')" \
	'1,rule-line 3,types-row 4,rule-line 7,rule-line 8,rule-line 10,rule-line 11,footer 12,rule-line '
dpipe verify --detect "$data/drawn-duckdb.in.csv" | grep '^source' >found.dpr
is 'the line found replays it' \
	"$(clean -r found.dpr "$data/drawn-duckdb.in.csv")" \
	"$(<"$data/drawn-duckdb.out.csv")"
is '--units=no keeps the types' \
	"$(clean --units=no "$data/drawn-duckdb.in.csv" | sed -n 2p)" \
	'int32,varchar,"decimal(3,1)"'
# The manual's own example.
{
	printf "Ville d'Exemple;;\n\n\nSIRET;Montant;Date\n"
	printf 'b\303\251n\303\251ficiaire;(\342\202\254);convention\n'
	printf 'a;1;12/03/2023\nb;NC;14/03/2023\nSources;3;16/03/2023\n'
	printf '"Source : la ville, 2023";;\n;;\nTotal;4;\n'
} | iconv -f utf-8 -t windows-1252 >example.csv
cat >example.dpr <<-'END'
	source encoding=windows-1252 delimiter=";" header=4..5 join=" - " footer=/^Source\b/
END
example='SIRET - bénéficiaire,Montant - (€),Date - convention
a,1,12/03/2023
b,NC,14/03/2023
Sources,3,16/03/2023'
is 'header=4..5, join= and footer=/…/' \
	"$(clean -r example.dpr example.csv --rejects r)" "$example"
is 'all lines left out are kept with their reasons' \
	"$(cut -d, -f1,4 r | tail -n +2 | tr '\n' ' ')" \
	'1,preamble 2,preamble 3,preamble 4,stacked-header 5,stacked-header 9,footer 10,footer 11,footer '
dpipe recipe check example.dpr >/dev/null
is 'recipe check accepts them' "$?" 0
is 'options say the same' "$(clean --skip-lines=3 --header-rows=2 \
	--header-join=' - ' --footer='^Source\b' example.csv)" "$example"
dpipe verify --detect --skip-lines=3 --header-rows=2 --header-join=' - ' \
	--footer='/^Source\b/' example.csv | grep '^source' >found.dpr
has 'what was found says how names were joined' "$(<found.dpr)" \
	'header-rows=2 join=" - " units=no footer=3'
is 'and is replayed' "$(clean -r found.dpr example.csv)" "$example"
is 'where nothing matches, nothing is below' \
	"$(clean --skip-lines=3 --header-rows=2 --footer=nowhere example.csv |
		tail -n 1)" 'Total,4,'
run clean --footer='(' example.csv
is 'a pattern that is none is refused' "$status" 2
run clean -e 'source header-rows=0' foot.csv
is 'but nothing impossible' "$status" 2
has 'which is said' "$err" 'the number of rows of the header'

# ---- footers that reach up to the header ----
printf 'M\n' >short.csv
printf 'a,b\n1,2\n' >table.csv
printf 'Title\n\na;b\n1;2\nTotal;2\n' >title.csv
for n in 1 2 3 9; do
	is "$n lines below one line: it is the header" \
		"$(clean --footer-lines=$n short.csv)" M
	is "$n lines below a header and a record" \
		"$(clean --footer-lines=$n table.csv)" a,b
	like "$n lines below a title" "$(clean --footer-lines=$n title.csv)" \
		$'^a,b(\n1,2)?$'
done
printf 'source footer=1\ntrim *\n' >footer.dpr
run dpipe recipe check footer.dpr short.csv
is 'a recipe that says so fits' "$status" 0

# ---- names -------------------------------------------------------------

labels=$data/duplicate-and-blank-labels.in.csv
is 'labels stay' "$(clean "$labels" | head -n 1)" 'nom,,nom,'
is 'until asked' "$(clean -e 'headers style=keep' "$labels" | head -n 1)" \
	'nom,c2,nom_2,c4'
is 'names are known' "$(clean -e 'select nom_2, c2' "$labels" | head -n 2)" \
	'nom,
B,1'
is 'no header is invented' "$(clean "$data/communes-no-header.in.csv" |
	head -n 1)" 'Digne-les-Bains,04070,16333,"117,07",Élodie Noël'
is 'unless columns are named' "$(clean -e 'select c2, c1' \
	"$data/communes-no-header.in.csv" | head -n 1)" 'c2,c1'

# ---- work --------------------------------------------------------------

# count: instructions to read shape.csv
count() {
	valgrind --tool=cachegrind --cache-sim=no \
		--cachegrind-out-file=/dev/null "$DPIPE" clean -q --threads=1 \
		shape.csv -o shape.out 2>&1 |
		sed -n 's/.*refs: *//p' | tr -d ','
}

# refs KB: the same for KB of $shape below a small table
refs() {
	{
		printf 'nom,n,x\nApt,1,2\nGap,3,4\nAix,5,6\n'
		# shellcheck disable=SC2059 # the shape is one
		yes "$(printf "$shape.")" | sed 's/\.$//' | tr -d "$joined" |
			head -c "$1"k
	} >shape.csv
	count
}

# long_refs KIND KB: a cell of so many KB, in a file that is decoded or
# rewritten on its way
long_refs() {
	{
		printf 'a,b\n'
		[ "$1" = UTF-16 ] || yes '1,"x\"y"' | head -n 50
		printf '1,"'
		head -c "$2"k /dev/zero | tr '\0' z
		printf '"\n'
	} >long.csv
	if [ "$1" = UTF-16 ]; then
		{
			printf '\377\376'
			iconv -f UTF-8 -t UTF-16LE long.csv
		} >shape.csv
	else
		mv long.csv shape.csv
	fi
	count
}

# Under a checker there is nothing to count: the ordinary build is counted.
if ! head -c 4 "$DPIPE" | grep -q ELF || grep -q __asan_init "$DPIPE"; then
	:
elif command -v valgrind >/dev/null; then
	for shape in ',' '"' 'a,"b' '"a"b' 'a' '\r' 'x,1' 'a;1;2' 'a,b,1,2' \
		',,' 'a\n' '' '"x,1\n' '\\"' '# '; do
		joined='\n'
		case $shape in
		*\\n) joined=. ;;
		'' | 'x,1' | 'a;1;2' | 'a,b,1,2' | ',,') joined=. ;;
		esac
		few=$(refs 96) many=$(refs 384)
		ok "work grows with the file only: $shape, $few, $many" \
			[ "$many" -lt "$((few * 6))" ]
	done
	for kind in UTF-16 backslashes; do
		few=$(long_refs $kind 256) many=$(long_refs $kind 1000)
		ok "so it does with one long cell, $kind: $few, $many" \
			[ "$many" -lt "$((few * 6))" ]
	done
else
	skip 'work grows with the file only' 'there is no valgrind'
fi

# ---- a table above the table ----
{
	printf 'Tableau 1\nid;nom\n'
	printf '%d;a\n' 1 2 3 4 5
	printf '\nTableau 2\nville;pop;cp\n'
	printf 'Gap;%d;05000\n' {1..15}
} >two.csv
run "$DPIPE" clean two.csv -o bottom.csv
is 'what is lost above is a warning' "$status" 1
has 'which names the table' "$err" 'Lines of another table above this one'
{
	printf 'Source;INSEE\nAnnée;2023\nMois;5\nDépartement;05\nPage;1\n\n'
	printf 'ville;pop;cp\n'
	printf 'Gap;%d;05000\n' {1..15}
} >notes.csv
run "$DPIPE" clean notes.csv -o bottom.csv
is 'notes are no table' "$status" 0
has 'but lines above it' "$err" 'Lines above the header'

done_testing
