#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dpipe recipe export: each step is run by the tool that it was written for,
# on cells of all kinds, and gives what dpipe clean gives, or is said not to be
# translated. R takes minutes for that: it is asked where DPIPE_R is not empty.
set -u
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
mkdir "$tap_dir/work" && cd "$tap_dir/work" || exit 99

# ---- cells of all kinds ----
sp=$'\u00a0' zw=$'\u200b'
cat >t.csv <<END
nom,code postal,montant,"l'an ""x""",d,été
" Ada ",05000,12,x;y,NC,a
Ada,5000,12.50,x;y;z,-,a
Éva${sp},,007,;x,,
"ß l'une",13001,-3,x,$sp,é
,13001,1e3,,12/03/2021,true
"  ",,0,"a;;b",n.d.,ÉÉ
"q ""z"" q",2A004,.5,"line
two; b",2021-03-12,a
back\\\\slash \\1 \$1,00,5.,--,2020-1-1,b
Zoé  de$zw$sp là,01,--5,-,x,$zw$zw
-,10,1 234,y,NC,b
FR-05,010,"1,5",x,true,c
05,05,0x10,é,t,FR
Ada,5000,12.50,x;y;z,-,a
été,1,,"a	b", NC ,été
naïve.fr,9,0.1,.,aab,x.
x.y,1234567,99999999,😀;é,ab$sp,😀é
END

# ---- what each tool makes of t.csv, and of what dpipe made of it ----
# `read` of a table as the tool writes it itself: how it quotes is its matter
has_miller() { command -v mlr >nil; }
as_miller() { mlr -S --icsv --ocsv cat want.csv; }
by_miller() { sh ./file <t.csv; }
has_sql() { command -v sqlite3 >nil; }
# new columns are the last ones: the order is that of want.csv
columns() {
	sqlite3 :memory: '.import --csv want.csv w' "select group_concat('\"' ||
		replace(name, '\"', '\"\"') || '\"') from pragma_table_info('w')"
}
select_all() { sqlite3 :memory: ".import --csv $1 t" "$2" '.mode ascii' \
	'.headers on' "select $(columns) from t order by rowid"; }
as_sql() { select_all want.csv ''; }
by_sql() { select_all t.csv '.read file'; }
cat >library.R <<'END'
suppressPackageStartupMessages({
	library(readr); library(dplyr); library(tidyr); library(stringr)
})
END
has_r() { [ -n "${DPIPE_R-}" ] && Rscript library.R >nil 2>&1; }
in_r() {
	cat library.R - <<END >script.R
t <- read_csv("$1", col_types = cols(.default = "c"), na = "",
	trim_ws = FALSE, lazy = FALSE)
$2
cat(format_csv(t, na = ""))
END
	Rscript script.R
}
as_r() { in_r want.csv ''; }
by_r() { in_r t.csv "$(grep -v '(tidyverse)' file)"; }
has_openrefine() { true; }
as_openrefine() { cat want.csv; }
by_openrefine() {
	mv file file.json
	"$DPIPE" clean -q -r file.json t.csv
}

tools=
for tool in openrefine miller sql r; do
	if "has_$tool"; then
		tools="$tools $tool"
	elif [ "$tool" != r ]; then
		skip "$tool" 'it is not installed'
	fi
done

# goes STEPS: the tools that the steps, between &&, go to
goes() {
	for tool in openrefine miller sql r; do
		"$DPIPE" recipe export "--$tool" one.dpr >nil 2>&1 &&
			printf '%s ' "$tool"
	done
}

# ---- step by step: where it goes to, and that there it does the same ----
while IFS= read -r case; do
	[ -n "${case##\#*}" ] || continue
	to=${case%% : *} steps=${case#* : }
	printf '%s\n' "${steps// && /$'\n'}" >one.dpr
	is "$steps: where it goes" "$(goes)" "${to:+$to }"
	"$DPIPE" clean -q -r one.dpr t.csv >want.csv
	for tool in $to; do
		case " $tools " in *" $tool "*) ;; *) continue ;; esac
		"$DPIPE" recipe export "--$tool" one.dpr >file
		"by_$tool" >got 2>said
		ok "$steps: $tool does the same" cmp got <("as_$tool")
	done
done <<'END'
openrefine miller sql r : trim nom
miller r : trim
openrefine miller r : squeeze nom, été
openrefine miller r : case nom to=upper
openrefine miller r : case nom to=lower
 : case nom to=title
r : unicode
openrefine miller sql r : replace nom pattern=. with="" literal=yes
openrefine miller sql r : replace "code postal", d pattern=0 with="$1" literal=yes
openrefine miller r : replace nom pattern=/[0-9a-c]+e?/ with=#
openrefine miller r : replace nom pattern=/^É/ with=#
openrefine r : replace nom pattern="([a-z])(x|[a-z])" with="$2$1-$0"
 : replace nom, été pattern="[a-z]$" with="$$"
openrefine r : replace nom, été pattern="[a-z]$" with="!"
openrefine miller r : replace nom pattern="\\d+.|/" with="!"
openrefine miller r : replace nom pattern="q?.\"" with="/"
miller r : replace nom pattern="[ac]+" with="!" all=no
 : replace nom pattern="a*" with="!"
 : replace nom pattern="\\bA" with="!"
 : replace nom pattern="a" with="!" icase=yes
openrefine miller sql r : prefix "code postal", d text="x"
openrefine miller sql r : prefix nom text="FR-"
openrefine miller sql r : suffix nom, été text="é"
openrefine miller sql r : chomp nom text=".fr"
openrefine miller sql r : chomp été text="é"
miller sql r : pad "code postal", été width=5
miller sql r : pad été width=3 with="é" side=right
openrefine miller sql r : substring nom from=2 to=3
openrefine miller sql r : substring nom to=3
openrefine miller sql r : substring nom from=4
r : substring nom from=-2
r : substring nom to=-3
openrefine miller sql r : na d, montant tokens="NC|-|n.d."
 : na d
 : na d tokens="NC" reason=why
openrefine miller sql r : fill été value="l'an"
openrefine miller sql r : fill d, été
miller sql r : fill d, été direction=up
 : fill d by=nom
openrefine miller : fill d spaces=keep
openrefine miller sql r : edit "code postal" "05" | "010" -> "l'\"un\"", "" -> "rien", "00" -> ""
openrefine miller sql r : edit nom where="d == \"NC\"" "été" -> "hiver"
 : edit nom fallback="x" "été" -> "hiver"
miller sql r : edit nom as=n2 "été" -> "hiver"
miller sql r : trim nom as=n2
openrefine miller sql r : trim nom where="contains(été, \"é\") or isBlank(d)"
openrefine miller sql r : filter nom == "Ada"
openrefine miller sql r : filter nom != "Ada"
openrefine miller sql r : filter montant == 12.5
openrefine miller sql r : filter montant != 12.5 and not (montant >= 100)
openrefine miller sql r : filter montant > 3
openrefine miller sql r : drop montant <= 12
openrefine miller sql r : drop -1 < montant
openrefine miller sql r : filter "5" == montant or montant == "12.50"
openrefine miller sql r : filter montant * 2 > 20 and montant / 3 < 5
miller sql : filter d >= "2020-" and d < "3-"
 : filter nom > d
 : filter montant == d
openrefine miller sql r : filter isBlank(d) or isNonBlank(été)
openrefine miller sql r : drop contains(nom, "\"") or startsWith(nom, "É")
openrefine miller sql r : filter endsWith(nom, ".fr")
openrefine miller r : filter contains(nom, /[0-9]\./)
 : filter contains(nom, /a/i)
 : filter match(nom, /a/)
openrefine miller sql r : filter in(d, "NC", "-", "true") or in(montant, "5.0", 12)
openrefine miller sql r : filter été or d == "-"
miller sql r : filter length(nom) > 3 or length(été) == 2
 : filter length(nom) < 3
openrefine miller sql r : filter trim(nom) == "Ada" and replace(été, "a", "") == ""
 : filter isNull(d)
openrefine miller sql r : trim d && derive d = "x"
openrefine miller sql r : derive neuf = if(montant > 10, "grand", if(isBlank(d), "", été))
openrefine miller sql r : derive neuf = coalesce(d, été, "rien") + "-" + if(nom == "Ada", 1, 0)
openrefine miller sql r : derive neuf = contains(nom, "a")
 : derive neuf = montant > 3
 : derive neuf = nom + d
miller sql r : derive neuf = montant * 2
miller sql r : derive neuf = -montant - 1.5
miller sql r : derive neuf = (montant - 3) / cells["code postal"].value
miller sql r : derive neuf = toNumber(montant) + toNumber(cells["code postal"].value) / 7
miller sql r : derive montant = value * 2
 : derive montant = value + 2
 : derive montant = value * cells["code postal"].value
miller sql r : derive neuf = substring(nom, 1, 3) && derive neuf = neuf.trim()
openrefine miller r : derive nom = value.toUppercase()
miller sql r : derive neuf after=nom = trim(nom)
openrefine miller sql r : derive neuf where=montant>3 = trim(nom)
openrefine : derive neuf = grel:cells["nom"].value.length()
openrefine miller sql r : flag marque where="montant > 10" value="l'\"x"
openrefine miller sql r : trim d && flag d where="montant > 10"
openrefine miller sql r : drop-empty d, été
r : drop-empty
openrefine miller sql r : drop-empty d, été spaces=keep
openrefine miller sql r : drop-empty d, été spaces=empty
openrefine miller sql r : select d, été && drop-empty spaces=keep
miller r : drop-empty spaces=keep
 : trim nom..montant
openrefine miller sql r : select nom, d, été && trim nom..été
openrefine miller sql r : head n=3
miller sql r : tail n=3
 : head n=3 where="d == \"NC\""
openrefine miller sql r : dedupe d
openrefine miller sql r : dedupe d, été
miller sql r : dedupe "code postal" keep=last
miller r : dedupe
miller r : dedupe keep=last
 : dedupe d keep=most-complete
 : dedupe d normalise=case
openrefine miller sql r : select été, "l'an \"x\"", nom
openrefine miller sql r : select été, d, nom && trim
openrefine miller sql r : remove "l'an \"x\"", d
openrefine miller r : move été, d first
miller r : move nom, "code postal" last
r : move nom, "code postal" after=d
r : move été before=nom
 : move nom right
openrefine miller sql r : rename nom -> "l'\"un", été -> e && trim "l'\"un" && trim e
 : rename nom -> d, d -> nom
miller sql r : copy nom to="l'un" && prefix "l'un" text="a"
miller sql r : join nom, d, été into=tout sep=", "
miller sql r : join d, nom into=tout sep="" keep=yes
miller sql r : join d, été into=tout skip-blank=no
 : join d, nom into=d
miller sql r : coalesce d, été into=c
miller sql r : coalesce été, d into=c keep=no
miller sql r : split "l'an \"x\"" by=";" into=a,b
miller sql r : split "l'an \"x\"" by=";" max=3 keep=yes
miller sql r : split "l'an \"x\"" by=";;" into=a,"b \"c"
 : split "l'an \"x\"" by=";"
 : split "l'an \"x\"" by=/;/ into=a,b
 : number montant locale=fr
 : sort nom
openrefine : sort -montant, d types="number 1 2, text -1 2"
 : trim /^n/
END

# ---- the file around the steps ----
cat >some.dpr <<'END'
trim a
derive n = a + b
case b to=upper
copy a to=c
off trim zz
rename n -> m
select a, m
edit a "o'k" | "x" -> "oui\"n", "" -> "rien"
lookup a file=nil.csv key=a take=plus
trim plus
sort b
number b
END
run "$DPIPE" recipe export --sql some.dpr
is 'what has no word elsewhere: status 1' "$status" 1
is 'it is said, with the number of the step' "$err" \
'-- step 2 is not translated: derive n = a + b
-- step 3 is not translated: case b to=upper
-- step 5 is not translated, for want of the column n: rename n -> m
-- step 6 is not translated, for want of the column m: select a, m
-- step 8 is not translated: lookup a file=nil.csv key=a take=plus
-- step 9 is not translated: trim plus
-- step 10 is not translated: sort b
-- step 11 is not translated: number b'
is 'and stands in the file, at its place' \
	"$(grep -v '^-- [TN]' <<<"$out" | sed "s/, '\"[\\].*//; s/ THEN .*//")" \
"UPDATE t SET \"a\" = trim(\"a\"
-- step 2 is not translated: derive n = a + b
-- step 3 is not translated: case b to=upper
ALTER TABLE t ADD COLUMN \"c\" TEXT;
UPDATE t SET \"c\" = \"a\";
-- step 5 is not translated, for want of the column n: rename n -> m
-- step 6 is not translated, for want of the column m: select a, m
UPDATE t SET \"a\" = CASE WHEN \"a\" IN ('o''k', 'x')
-- step 8 is not translated: lookup a file=nil.csv key=a take=plus
-- step 9 is not translated: trim plus
-- step 10 is not translated: sort b
-- step 11 is not translated: number b"
has 'the first line says what is expected' "${out%%$'\n'*}" \
	"its columns are all TEXT, and its empty cells ''."
run "$DPIPE" recipe export --miller some.dpr
is 'Miller has it above the command' "$(grep -n '^#\|^mlr' <<<"$out" |
	sed 's/ is .*//')" '1:# step 2
2:# step 5
3:# step 6
4:# step 8
5:# step 9
6:# step 10
7:# step 11
8:mlr -S --icsv --ocsv '"\\"
run "$DPIPE" recipe export --r some.dpr
has 'R among the statements' "$out" \
$'# step 2 is not translated: derive n = a + b
t <- mutate(t, `b` = str_to_upper(`b`))
t <- mutate(t, `c` = `a`, .after = c(`a`))
# step 5'
has 'it is said how its table is read' "$out" \
	'# t <- read_csv("t.csv", col_types = cols(.default = "c"), na = "",'
has 'empty cells are texts, as long as it takes' "$out" \
	'across(everything(), ~ replace_na(.x, "")))'
# shellcheck disable=SC2016 # names of R stand between such quotes
has 'a list' "$out" \
't <- mutate(t, `a` = case_when(`a` %in% c("o'"'"'k", "x") ~ "oui\"n", `a` %in% c("") ~ "rien", TRUE ~ `a`))'
run "$DPIPE" recipe export --openrefine some.dpr
unlike 'JSON has no comments' "$out" 'translated'
has 'they are on standard error' "$err" '# step 2 is not translated: derive'
for tool in sql miller r openrefine; do
	printf 'sort b\n' >one.dpr
	run "$DPIPE" recipe export "--$tool" one.dpr
	is "$tool: not one step is translated" "$status" 1
	cp "$tap_dir/out" "none.$tool"
done
is 'OpenRefine: a history without any' "$(tr -d '\n ' <none.openrefine)" '[]'
like 'Miller: it is a command all the same' "$(<none.miller)" $'\n  cat$'

# ---- what a recipe has called otherwise ----
printf 'rename "a,b" -> c\ntrim c\nrename c -> d\nprefix d text="x"\n' >one.dpr
run "$DPIPE" recipe export --miller one.dpr
is 'a column that is not renamed keeps its name' \
	"$(grep -c '"a,b"' <<<"$out"):$(grep -c '# step' <<<"$out")" 3:2
printf 'head n=2\nrename b -> c\nrename b -> d\n' >one.dpr
run "$DPIPE" recipe export --sql one.dpr
is 'a recipe that fits no table is not exported: status 2' "$status:$out" '2:'
printf 'filter montant > 10\n' >one.dpr
run "$DPIPE" recipe export --sql one.dpr
has 'numbers have only so many digits' "$out" 'fifteen digits at most'
done_testing
