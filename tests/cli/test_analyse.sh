#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dpipe analyse: what it answers, refuses and leaves with.
# shellcheck disable=SC2317

# shellcheck source=tests/lib/tap.sh
. "${srcdir:=.}/tests/lib/tap.sh"

# same GOT WANTED WHAT
same() { is "$3" "$1" "$2"; }
# holds TEXT PART WHAT
holds() { has "$3" "$1" "$2"; }
# passes STATUS WHAT
passes() { ok "$2" test "$1" -eq 0; }

: "${DPIPE:=./dpipe}"
case $DPIPE in
/*) ;;
*) DPIPE=$PWD/$DPIPE ;;
esac
export LC_ALL=C.UTF-8 LANGUAGE=en
cd "$tap_dir" || exit 1

cat >shops.csv <<'END'
town,cp,kind,price,seats,area
Lyon,69001,a,10,4,2
Bourg,01000,b,20.5,,3
Lyon,69002,a,,6,4
Nice,06000,b,NC,8,5
,13001,a,5.25,2,6
END
cat >clean.csv <<'END'
k,x,y
a,0.1,10
a,0.2,20
b,0.4,40
END

# ---- count
same "$("$DPIPE" analyse count --csv shops.csv)" $'records\n5' 'count'
same "$("$DPIPE" analyse count --json shops.csv)" '{"count":{"records":5}}' \
	'count as JSON'
same "$("$DPIPE" analyse count --csv --where 'kind == "a"' shops.csv)" \
	$'records\n3' 'count of some records'
same "$("$DPIPE" analyse count --csv - <clean.csv)" $'records\n3' \
	'count from standard input'

# ---- group
out=$("$DPIPE" analyse group --by k 'n(), sum(x), mean(x), m = max(y)' \
	clean.csv --csv)
same $? 0 'group leaves with 0'
same "$out" 'k,n,sum_x,mean_x,m,used_x,missing_x,not_number_x,used_y,missing_y,not_number_y
a,2,0.3,0.15,20,2,0,0,2,0,0
b,1,0.4,0.4,40,1,0,0,1,0,0' 'exact figures with the values they come from'

out=$("$DPIPE" analyse group --by town 'mean(price)' shops.csv --csv 2>err)
same $? 1 'words among numbers: status 1'
same "$out" 'town,mean_price,used_price,missing_price,not_number_price
Bourg,20.5,1,0,0
Lyon,10,1,1,0
Nice,,0,0,1
,5.25,1,0,0' 'a missing key is a group'
holds "$(<err)" 'NC (line 5)' 'the word that was left out is shown'

out=$("$DPIPE" analyse group 'mean(cp)' shops.csv 2>&1)
same $? 2 'the mean of codes is refused'
holds "$out" 'cp holds codes' 'with the reason'
holds "$out" 'dpipe analyse freq cp shops.csv' 'and what to do instead'
same "$("$DPIPE" analyse group 'max(cp)' --as-number cp --csv shops.csv |
	head -2 | tail -1 | cut -d, -f1)" 69002 'unless one insists'
out=$("$DPIPE" analyse group 'meen(x)' clean.csv 2>&1)
same $? 2 'an unknown figure'
holds "$out" 'did you mean mean?' 'is guessed'
out=$("$DPIPE" analyse group 'mean(z)' clean.csv 2>&1)
same $? 2 'an unknown column'
printf 'prix\n"12,5"\n"7,25"\n' >fr.csv
out=$("$DPIPE" analyse group 'mean(prix)' fr.csv 2>&1)
same $? 2 'decimal commas are no numbers'
holds "$out" "dpipe clean -e 'number prix locale=fr' fr.csv" \
	'and the way to clean them is shown'
for t in 1 2 7; do
	"$DPIPE" analyse group --by k 'mean(x), sd(y), median(y)' --threads $t \
		--json clean.csv >"t$t.json"
done
cmp -s t1.json t2.json && cmp -s t1.json t7.json
passes $? 'the same for any number of threads'
holds "$(<t1.json)" 'qtype_7' 'the type of quantile is said'

# ---- rate
out=$("$DPIPE" analyse rate seats area --per 100 --csv shops.csv 2>err)
same $? 0 'rate leaves with 0'
same "$out" 'rate,sum_seats,sum_area,used,missing,not_number
117.64705882352941,20,17,4,1,0' 'sums divided, complete records only'
holds "$("$DPIPE" analyse rate seats area --by kind shops.csv)" \
	'seats per area' 'rates by group'
"$DPIPE" analyse rate seats area --per none shops.csv >/dev/null 2>&1
same $? 2 'a rate per a word'

# ---- freq
same "$("$DPIPE" analyse freq town shops.csv --csv)" \
	'value,n,percent,percent_non_missing
Lyon,2,40,50
Bourg,1,20,25
Nice,1,20,25
,1,20,' 'frequencies, percent of all and of those not missing'
same "$("$DPIPE" analyse freq --top 1 town shops.csv --csv | wc -l)" 3 \
	'the most frequent, and the missing'
same "$("$DPIPE" analyse freq town kind shops.csv --csv | head -1)" \
	'column,value,n,percent,percent_non_missing' 'several columns'
"$DPIPE" analyse freq shops.csv town >out 2>&1
same $? 2 'the file comes last'
holds "$(<out)" 'the file comes last' 'and it is said'

# ---- describe
"$DPIPE" analyse describe shops.csv -o d.csv 2>err
same $? 1 'describe leaves with 1 when words were left out'
same "$(grep ^price d.csv)" \
	'price,number,3,1,1,4,5.25,7.625,10,15.25,20.5,11.916666666666667,7.8035782390729788' \
	'the figures of a column'
same "$(grep ^cp d.csv)" 'cp,code,5,0,,5,,,,,,,' 'none of a code'
out=$("$DPIPE" analyse describe shops.csv)
holds "$out" 'type of quantile: 7' 'the type of quantile is printed'
holds "$out" 'counted, not averaged: cp' 'codes are named'
holds "$out" 'Lyon' 'the most frequent text is shown'
same "$("$DPIPE" analyse describe --qtype 6 --csv price shops.csv 2>/dev/null |
	tail -1 | cut -d, -f8)" 5.25 'another type of quantile'
"$DPIPE" analyse describe --qtype 10 shops.csv >/dev/null 2>&1
same $? 2 'there are nine types'
holds "$("$DPIPE" --lang fr analyse describe shops.csv)" \
	$'\nmean (moyenne)\u00a0: La somme' \
	'a definition has the word to type, and what it is called'
holds "$("$DPIPE" analyse describe shops.csv)" $'\nmean: The sum' \
	'one name where both are the same'
"$DPIPE" analyse describe none.csv >/dev/null 2>&1
same $? 3 'a file that is not there'
if [ -e /dev/full ]; then
	"$DPIPE" analyse describe --csv shops.csv >/dev/full 2>err
	same $? 3 'a full device'
fi

done_testing
