#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dpipe recipe check: which recipes clean otherwise the second time, where only
# the cells of a table show it, and which do not.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"
mkdir "$tap_dir/work" && cd "$tap_dir/work" || exit 99

quiet() { "$DPIPE" clean -q --as-is --header=yes --delimiter=, "$@"; }
# named <JSON: the steps that may change something again
named() { grep -o '"again":\[[^]]*' | grep -o '"step":"[^"]*"' |
	cut -d'"' -f4 | tr '\n' ' '; }

# twice TABLE STEPS: cleans it into once.csv, and that into twice.csv
twice() {
	printf '%b' "$1" >table.csv
	tr ';' '\n' <<<"$2" >steps.dpr
	quiet -r steps.dpr table.csv -o once.csv
	rm -f twice.csv
	quiet -r steps.dpr once.csv -o twice.csv
}

# ---- it changes, and the step that changes something is named ----
while IFS='~' read -r table steps which; do
	twice "$table" "$steps"
	ok "it is not the same: $steps" bash -c '! cmp -s once.csv twice.csv'
	is "and that is said: $steps" \
		"$("$DPIPE" recipe check --json steps.dpr | named)" "$which "
	is "and with a table: $steps" \
		"$("$DPIPE" recipe check --json steps.dpr table.csv |
			named)" "$which "
done <<'END'
a,b\n7,x\n12,y\n~number a on-error=blank;pad a width=4~1
a,b\nNC,x\nnc,y\n~na a tokens="NC|-";case a to=upper~1
a,b\n"12,5",x\n12,y\n~clamp a max=10;number a~1
a,b\n 5,x\n6,y\n~set a=5 b "x" -> "y";trim a~1
a,b\n1,\n1,\n2,u\n1,v\n~blank-down a;sort b~1
a,b\n1,\n2,u\n1,v\n2,\n~fill b by=a;sort a~1
a,b\n10,x\n9,y\nz,t\n~sort a;filter a > 3~1
a,b\n"x, y",1\nz,2\n~prefix a text=FR;split-cells a by=","~1
a,b\n,1\nz,2\nz,3\n~fill a value=x;blank-down a~1
a,b\nx ,1\n~pad a width=4;trim a~1
a,b\n2021,x\n~date a on-error=reject;code a kind=postal pad=yes~1
a,b\n7,x\n~cast a to=integer on-error=blank;prefix a text=FR~1
a,b\n"1,5",x\n~generalise a to=band;number a~1
a,b\n1,x\n2,x\n3,y\n~drop-constant;drop a == "3"~2
END

# ---- it does not, and nothing is named ----
mess='a,b\n 12/03/2021,NC\n"1 234,5", x \n,oui\n05000,X  y\n7,\n1999,z\n'
while read -r steps; do
	twice "$mess" "$steps"
	ok "it is the same: $steps" cmp once.csv twice.csv
	is "and none is named: $steps" \
		"$("$DPIPE" recipe check --json steps.dpr | named)" ''
done <<'END'
trim *;squeeze *;controls *;unicode *;punct *;na *
trim *;na * tokens="NC|n.d.|-";number a;case b to=title;dedupe
mojibake *;entities *;trim *;squeeze *;na *;date a;case b to=name-fr
trim *;na *;code a kind=postal;boolean b;filter isNotBlank(a);dedupe a
trim *;number a;round a digits=1;filter a > 3;sort -a, b numeric=yes
trim *;date a;drop isBlank(a);sort a numeric=no;dedupe a keep=last
trim *;case b to=lower;cluster b;sort b numeric=no
trim *;email b;url a;drop-empty;head n=3
date a;code a kind=postal pad=yes
date a;clamp a max=100
trim *;na *;drop-empty;drop-empty what=columns;dedupe
trim *;drop-constant
date a;generalise a to=band
END

# ---- what is said is true, of steps on one table ----
printf 'a,b,c,d\nx,5,NC, q \ny,20,s,aaab\nX,30,,an an an\n,,,\n' >second.csv
while IFS='|' read -r steps which; do
	tr ';' '\n' <<<"$steps" >second.dpr
	quiet -r second.dpr second.csv -o first.csv
	rm -f second.out
	quiet -r second.dpr first.csv -o second.out
	is "in a second run: $steps" \
		"$("$DPIPE" recipe check --json second.dpr | named)" \
		"${which:+$which }"
	[ "$which" ] || ok "and it is the same: $steps" \
		cmp first.csv second.out
	[ ! "$which" ] || ok "and it is not: $steps" \
		bash -c '! cmp -s first.csv second.out'
done <<'END'
derive a = value + "a"|1
derive b = b + 1|1
derive d = b + 1;round d|
derive d = a;case a to=upper|1
derive d = a;rename d -> e|1
derive d = a;rename a -> old, d -> a|1 2
derive d = a;remove d|
rename a -> e;derive a = e|1
rename a -> e;rename e -> f|1
rename a -> É;headers|1
move b last;derive z = a|1
derive z = a;move z first|
select d, a;derive z = a|
sort -a;edit a "y" -> "A"|1
sort d;fill c|
dedupe a;fill a value="x"|1
dedupe a;split-cells d by=" "|1
trim d;split-cells d by=" "|
case a..b to=upper;move d after=a|1
na c tokens="NC";edit c "s" -> "NC"|1
dedupe a;case a to=lower|1
filter b > 9;clamp b max=9|1
trim a;rename a -> z|1
trim c;select a, b|1
trim *;rename a -> z|
edit a "x" -> "u";edit a "y" -> "x"|1
edit a "x" -> "u";edit a "y" -> "w"|
headers;rename a -> "A a"|1
trim *;na c;number b;cluster a;filter b > 1;dedupe a|
outliers b|
needs a;rename a -> z|1
needs a;rename a -> z;rename z -> a|
na c reason=why|
case a to=upper;edit a "X" -> "Grand x"|1
case a to=upper;edit a "X" -> "x"|
trim a;suffix a text=" e "|1
number b;suffix b text=" EUR"|
prefix a text="F-";address-key a|1
suffix d text="k";case d to=title|1
suffix a text=" F";pad a width=9 with="." side=right|1
edit d "q" -> "r";trim d|1
edit d " q" -> "r";trim d|
replace d pattern=/^q/ with="k";trim d|1
replace d pattern="aa" with="a"|1
replace d pattern="an an" with="an"|1
replace d pattern=/b+/ with="b b"|1
replace d pattern="," with=".";number d|
replace d pattern="an " with="Ann-"|
pad b width=4;fill b value=1|1
END

done_testing
