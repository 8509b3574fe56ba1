#!/bin/sh
# The sample data hold the defects that SOURCES says they hold, no more and
# no less: every defect is found again here with awk and iconv alone, and
# compared cell by cell with defauts.csv.  Prints TAP.
LC_ALL=C
export LC_ALL
data=${srcdir:-.}/sample-data
dir=$data/cinemas-paca
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
trap 'exit 99' HUP INT TERM
n=0
: >"$tmp/why"

# ok NAME: reports the status of the command before it.
ok() {
	status=$?
	n=$((n + 1))
	if [ "$status" -eq 0 ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		sed 's/^/# /;20q' "$tmp/why"
	fi
	: >"$tmp/why"
}

# same FILE FILE: true where nothing tells them apart.
same() {
	diff "$1" "$2" >"$tmp/why" 2>&1
}

# silent COMMAND...: true where it works and has nothing to complain of.
silent() {
	"$@" >"$tmp/why" 2>&1 && [ ! -s "$tmp/why" ]
}

# What the awk programs below share: a reader of CSV lines (no cell of ours
# has a line break), and letters without case and accents, byte by byte.
cat >"$tmp/lib.awk" <<'EOF'
function csv(line, cell,    i, c, k, quoted) {
	k = 1
	cell[1] = ""
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (c == "\"" && quoted && substr(line, i + 1, 1) == "\"") {
			cell[k] = cell[k] c
			i++
		} else if (c == "\"")
			quoted = !quoted
		else if (c == "," && !quoted)
			cell[++k] = ""
		else
			cell[k] = cell[k] c
	}
	return k
}
function lower(s) {
	gsub("É", "é", s); gsub("È", "è", s); gsub("Ê", "ê", s)
	gsub("Ë", "ë", s); gsub("À", "à", s); gsub("Â", "â", s)
	gsub("Ç", "ç", s); gsub("Î", "î", s); gsub("Ô", "ô", s)
	return tolower(s)
}
function fold(s) {
	s = lower(s)
	gsub("é", "e", s); gsub("è", "e", s); gsub("ê", "e", s)
	gsub("ë", "e", s); gsub("à", "a", s); gsub("â", "a", s)
	gsub("ç", "c", s); gsub("î", "i", s); gsub("ï", "i", s)
	gsub("ô", "o", s); gsub("û", "u", s); gsub("ù", "u", s)
	return s
}
function tidy(s) {
	gsub("\302\240", " ", s)
	gsub(/ +/, " ", s)
	sub(/^ /, "", s)
	sub(/ $/, "", s)
	return s
}
function pad(code) {
	return length(code) == 4 ? "0" code : code
}
EOF

# Finds the defects of a raw file: kind,line,column.  Looks at the file and
# at the list of communes, at nothing that tells where the defects are.
cat >"$tmp/find.awk" <<'EOF'
function found(kind, column) {
	print kind "," FNR "," (column ? name[column] : "")
}
function text(i, s) {
	s = $i
	if (s ~ /^ /)
		found("leading-space", i)
	if (s ~ / $/)
		found("trailing-space", i)
	if (s ~ /[^ ]  +[^ ]/)
		found("doubled-space", i)
	if (index(s, "\302\240"))
		found("nbsp-in-text", i)
}
function spelling(s, good,    a, b) {
	if (s == good)
		return ""
	if (lower(s) == lower(good))
		return "commune-case"
	a = fold(s)
	b = fold(good)
	if (a == b)
		return "commune-accents"
	gsub("-", " ", a)
	gsub("-", " ", b)
	if (a == b)
		return "commune-hyphens"
	sub(/^st /, "saint ", a)
	sub(/^ste /, "sainte ", a)
	return a == b ? "commune-saint" : "commune-abbreviated"
}
function date(i) {
	if ($i == "01/01/1900")
		found("fallback-date", i)
	else if ($i ~ /^[0-9][0-9]\/[0-9][0-9]\/[0-9][0-9][0-9][0-9]$/)
		found("date-dmy", i)
	else if ($i ~ /^[0-9]+(er)? [^0-9 ]+ [0-9][0-9][0-9][0-9]$/)
		found("date-french", i)
}
BEGIN {
	FS = ";"
	split("identifiant nom commune code_insee code_postal departement " \
	    "ecrans fauteuils entrees tarif_moyen art_et_essai " \
	    "date_ouverture date_maj latitude longitude", name, " ")
}
FILENAME ~ /communes-paca/ {
	csv($0, cell)
	official[cell[1]] = cell[2]
	next
}
/^TOTAL;/ || /^Source/ {
	found("footer-line", 0)
	next
}
!header && NF < 15 {
	found("title-line", 0)
	next
}
!header {
	header = 1
	for (i = 1; i <= NF; i++)
		if ($i != name[i])
			found("header-name", i)
	next
}
{
	id = tidy($1)
	if ($0 in whole)
		found("duplicate-exact", 0)
	else if (id in seen)
		found("duplicate-near", 0)
	whole[$0] = seen[id] = 1
	for (i = 1; i <= 3; i++)
		text(i)
	kind = spelling(tidy($3), official[pad($4)])
	if (kind)
		found(kind, 3)
	for (i = 4; i <= 5; i++)
		if ($i ~ /^[0-9][0-9][0-9][0-9]$/)
			found("leading-zero-lost", i)
	if ($6 ~ /^[0-9]$/)
		found("leading-zero-lost", 6)
	for (i = 7; i <= 9; i++) {
		if ($i ~ /[0-9] [0-9]/)
			found("thousands-space", i)
		if ($i ~ /[0-9]\302\240[0-9]/)
			found("thousands-nbsp", i)
	}
	if ($8 == "0")
		found("zero-seats", 8)
	if ($9 ~ /^99(\302\240| )?999$/)
		found("placeholder-value", 9)
	for (i = 10; i <= 15; i++)
		if ($i ~ /^-?[0-9]+,[0-9]+$/)
			found("decimal-comma", i)
	if ($11 ~ /^[ON]$/)
		found("yes-no-letter", 11)
	date(12)
	date(13)
	for (i = 1; i <= 15; i++)
		if ($i == "NC")
			found("missing-nc", i)
		else if ($i == "n.d.")
			found("missing-nd", i)
		else if ($i == "-")
			found("missing-dash", i)
		else if ($i == "")
			found("missing-empty", i)
	if ($14 + 0 < 41 || $14 + 0 > 52)
		found("coordinates-swapped", 14)
	if ($15 + 0 < -5 || $15 + 0 > 10)
		found("coordinates-swapped", 15)
}
EOF

find_defects() {
	awk -f "$tmp/lib.awk" -f "$tmp/find.awk" "$data/communes-paca.csv" \
	    "$1" | sort
}

# --- the file as a whole -------------------------------------------------

raw=$dir/cinemas-brut.csv
truth=$dir/cinemas-propre.csv
sed -n '/^BEGIN DEFECTS/,/^END DEFECTS/p' "$data/SOURCES" |
    sed '1d;$d' >"$tmp/table"

# file KIND COUNT: SOURCES gives COUNT for a defect of the whole file.
file() {
	echo "found $2" >"$tmp/why"
	grep -q "^file|$1|$2||\$" "$tmp/table"
}

silent iconv -f WINDOWS-1252 -t UTF-8 "$raw" -o /dev/null
ok "the raw file can be read as windows-1252"
! iconv -f UTF-8 -t UTF-8 "$raw" >/dev/null 2>&1
ok "the raw file cannot be read as UTF-8"
iconv -f WINDOWS-1252 -t UTF-8 "$raw" | tr -d '\r' >"$tmp/raw"
file encoding-windows-1252 "$(tr -d '\000-\177' <"$raw" | wc -c | tr -d ' ')"
ok "bytes outside ASCII are counted"
file line-ends-crlf "$(awk '/\r$/ { k++ } END { print k + 0 }' "$raw")"
ok "lines ended by CR LF are counted"
awk '!/\r$/ || gsub(/\r/, "") != 1 { print FNR ": " $0 }' "$raw" >"$tmp/why"
[ ! -s "$tmp/why" ]
ok "every line of the raw file ends by CR LF"
file delimiter-semicolon \
    "$(awk -F';' 'NF == 15 { k++ } END { print k + 0 }' "$tmp/raw")"
ok "lines of fifteen fields are counted"

# --- each defect, line by line and column by column -----------------------

find_defects "$tmp/raw" >"$tmp/found"
awk -f "$tmp/lib.awk" -f - "$dir/defauts.csv" >"$tmp/said.unsorted" <<'EOF'
FNR > 1 { csv($0, cell); print cell[1] "," cell[2] "," cell[3] }
EOF
sort "$tmp/said.unsorted" >"$tmp/said"
kinds=$(grep -v '^ ' "$tmp/table" | awk -F'|' '$1 != "file" { print $2 }')
echo "in SOURCES: $kinds" >"$tmp/why"
[ "$(echo "$kinds" | grep -c .)" -eq 29 ]
ok "SOURCES names 29 kinds of defects of lines and cells"
for kind in $kinds; do
	grep "^$kind," "$tmp/found" >"$tmp/a"
	grep "^$kind," "$tmp/said" >"$tmp/b"
	[ -s "$tmp/a" ] && same "$tmp/a" "$tmp/b"
	ok "$kind: $(grep -c . "$tmp/a"), all where defauts.csv says"
done
same "$tmp/found" "$tmp/said"
ok "no defect is of a kind that SOURCES does not name"

# SOURCES: counts, columns and lines are those of defauts.csv
cat >"$tmp/explode.awk" <<'EOF'
/^  / {
	gsub(/^ +|,$/, "")
	k = split($0, part, ",")
	for (i = 1; i <= k; i++) {
		m = split(part[i], end, "-")
		for (j = end[1]; j <= end[m] + 0; j++)
			print kind "," j
	}
	next
}
{ split($0, part0, "|"); kind = part0[2] }
EOF
awk -f "$tmp/explode.awk" "$tmp/table" | sort -u >"$tmp/a"
cut -d, -f1,2 "$tmp/said" | sort -u >"$tmp/b"
same "$tmp/a" "$tmp/b"
ok "SOURCES gives the lines of every defect"
awk -F'|' '!/^ / && $1 != "file" { print $2 "," $3 }' "$tmp/table" |
    sort >"$tmp/a"
awk -F, '{ k[$1]++ } END { for (i in k) print i "," k[i] }' "$tmp/said" |
    sort >"$tmp/b"
same "$tmp/a" "$tmp/b"
ok "SOURCES gives the count of every defect"

# --- the truth -----------------------------------------------------------

# Listed cells: the raw value is in the raw file, the right one in the truth.
# All other cells are alike in both.
cat >"$tmp/cells.awk" <<'EOF'
FILENAME == ARGV[1] {
	k = csv($0, cell)
	for (i = 1; i <= k; i++)
		if (FNR == 1)
			place[cell[i]] = i
		else
			good[cell[1], i] = cell[i]
	if (FNR > 1)
		truth[cell[1]] = 1
	next
}
FILENAME == ARGV[2] {
	k = split($0, cell, ";")
	whole[FNR] = $0
	id[FNR] = tidy(cell[1])
	for (i = 1; i <= 15; i++)
		rawcell[FNR, i] = cell[i]
	lines = FNR
	next
}
FNR > 1 {
	csv($0, cell)
	line = cell[2]
	if (cell[1] == "duplicate-exact" || cell[1] == "duplicate-near") {
		if (cell[4] != rawcell[line, 1])
			print "line " line ": not " cell[4]
		next
	}
	if (cell[1] == "header-name") {
		head[line] = 1
		i = place[cell[3]]
		if (cell[4] != rawcell[line, i] || cell[5] != cell[3])
			print "line " line ": not " cell[4]
		next
	}
	if (cell[3] == "") {
		head[line] = 1
		if (cell[4] != whole[line])
			print "line " line ": not " cell[4]
		next
	}
	i = place[cell[3]]
	listed[line, i] = 1
	if (cell[4] "" != rawcell[line, i] "")
		print "line " line ", " cell[3] ": raw is not " cell[4]
	if (cell[5] "" != good[id[line], i] "")
		print "line " line ", " cell[3] ": truth is not " cell[5]
}
END {
	for (line = 1; line <= lines; line++) {
		if (line in head)
			continue
		if (!(id[line] in truth))
			print "line " line ": not in the truth"
		had[id[line]] = 1
		for (i = 1; i <= 15; i++)
			if (!((line, i) in listed) &&
			    rawcell[line, i] "" != good[id[line], i] "")
				print "line " line ", column " i ": not listed"
	}
	for (i in truth)
		if (!(i in had))
			print i ": not in the raw file"
}
EOF
silent awk -f "$tmp/lib.awk" -f "$tmp/cells.awk" "$truth" "$tmp/raw" \
    "$dir/defauts.csv"
ok "every cell is right, or listed with its right value"

cat >"$tmp/truth.awk" <<'EOF'
function wrong(what) { print FNR ": " what ": " $0 }
FILENAME == ARGV[1] {
	csv($0, cell)
	official[cell[1]] = cell[2]
	departement[cell[1]] = cell[3]
	next
}
FNR == 1 { next }
{
	if (csv($0, c) != 15)
		wrong("fields")
	if (c[1] !~ /^CIN-[0-9][0-9][0-9][0-9]$/ || c[1] <= before)
		wrong("identifiant")
	before = c[1]
	if (c[3] != official[c[4]] || c[6] != departement[c[4]])
		wrong("commune")
	if (c[5] !~ /^[0-9][0-9][0-9][0-9][0-9]$/ ||
	    substr(c[5], 1, 2) != c[6])
		wrong("code_postal")
	if (c[7] !~ /^[1-9][0-9]*$/ || c[8] !~ /^[0-9]*$/ ||
	    c[9] !~ /^[0-9]*$/)
		wrong("whole number")
	if (c[10] != "" && c[10] !~ /^[0-9]\.[0-9][0-9]$/)
		wrong("tarif_moyen")
	if (c[11] != "" && c[11] != "Oui" && c[11] != "Non")
		wrong("art_et_essai")
	for (i = 12; i <= 13; i++)
		if (c[i] !~ /^(19|20)[0-9][0-9]-[01][0-9]-[0-3][0-9]$/ &&
		    (i == 13 || c[i] != ""))
			wrong("date")
	if (c[14] !~ /^4[3-5]\.[0-9][0-9][0-9][0-9][0-9]$/ ||
	    c[15] !~ /^[4-7]\.[0-9][0-9][0-9][0-9][0-9]$/)
		wrong("coordinates")
	if ($0 ~ /\r|\302\240|  |^ | $| ,|, /)
		wrong("space")
}
EOF
silent awk -f "$tmp/lib.awk" -f "$tmp/truth.awk" "$data/communes-paca.csv" \
    "$truth"
ok "the clean table is clean"
awk -F, 'FNR > 1 { a += $7; b += $8; c += $9 } END { print a, b, c }' \
    "$truth" >"$tmp/a"
awk -F';' '$1 == "TOTAL" { print $7, $8, $9 }' "$tmp/raw" |
    awk '{ gsub("\302\240", ""); print }' >"$tmp/b"
same "$tmp/a" "$tmp/b"
ok "the published totals are those of the clean table"
awk -F';' 'NF == 15 && $1 != "TOTAL" { a += $7 } END { print a }' \
    "$tmp/raw" >"$tmp/a"
cut -d' ' -f1 "$tmp/b" >"$tmp/c"
! same "$tmp/a" "$tmp/c"
ok "with the duplicates the published totals are not met"

# --- communes and departements --------------------------------------------

# Distances, again, from the coordinates; populations add up.
cat >"$tmp/places.awk" <<'EOF'
function cosine(x) { return cos(x * pi / 180) }
function kilometres(a, b,    h) {
	h = sin((lat[b] - lat[a]) * pi / 360) ^ 2 + cosine(lat[a]) * \
	    cosine(lat[b]) * sin((lon[b] - lon[a]) * pi / 360) ^ 2
	return 2 * 6371.0088 * atan2(sqrt(h), sqrt(1 - h))
}
BEGIN { pi = atan2(0, -1) }
FNR == 1 { next }
{ csv($0, c) }
FILENAME == ARGV[1] { screen[c[4]] = 1; next }
FILENAME == ARGV[2] { people[c[1]] = c[3]; next }
{
	if (c[1] in name || c[1] !~ /^[0-9][0-9][0-9][0-9][0-9]$/ ||
	    substr(c[1], 1, 2) != c[3] || c[4] !~ /^[0-9]+$/)
		print "line " FNR ": " $0
	name[c[1]] = c[2]
	lat[c[1]] = c[5]
	lon[c[1]] = c[6]
	km[c[1]] = c[7]
	people[c[3]] -= c[4]
	how = c[5] == "" ? "simulation" : "calcul"
	if (how != c[8])
		print "line " FNR ": not " how
}
END {
	for (d in people)
		if (people[d])
			print d ": off by " people[d]
	for (i in name) {
		if (lat[i] == "")
			continue
		best = 1e9
		for (j in screen)
			if ((d = kilometres(i, j)) < best)
				best = d
		if (best - km[i] > 0.051 || km[i] - best > 0.051)
			print i " " name[i] ": " km[i] ", not " best
	}
}
EOF
silent awk -f "$tmp/lib.awk" -f "$tmp/places.awk" "$truth" \
    "$data/departements-paca.csv" "$data/communes-paca.csv"
ok "communes: codes, distances and populations hold together"

# --- the catalogue ---------------------------------------------------------

cat >"$tmp/sheet.awk" <<'EOF'
function sheet_end(    i, k, want) {
	if (!file)
		return
	k = split("title.fr title.en description.fr description.en " \
	    "producer licence published updated period area grain.fr " \
	    "grain.en format encoding keywords.fr keywords.en columns " \
	    "downloads note.fr note.en", want, " ")
	for (i = 1; i <= k; i++)
		if (value[want[i]] == "")
			print file ": no " want[i]
	for (i in value) {
		k = i
		if (sub(/\.fr$/, ".en", k) && !(k in value))
			print file ": no " k
		if (i ~ /^(published|updated)$/ && value[i] !~ \
		    /^[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]$/)
			print file ": " i ": " value[i]
	}
	if (value["updated"] < value["published"])
		print file ": updated before it was published"
	if (value["downloads"] !~ /^[0-9]+$/)
		print file ": downloads: " value["downloads"]
	if (value["note.fr"] !~ /exercice/ || value["note.en"] !~ /xercise/)
		print file ": does not say that it is an exercise"
	if (value["title.fr"] in title)
		print file ": same title as " title[value["title.fr"]]
	title[value["title.fr"]] = file
	if (value["file"] &&
	    (getline line < (data "/" value["file"])) <= 0)
		print file ": no file " value["file"]
	for (i in value)
		delete value[i]
}
FNR == 1 { sheet_end(); file = FILENAME; key = "" }
length($0) > 200 || /\r|\t/ || / $/ { print FILENAME ":" FNR ": " $0 }
/^ +[^ ]/ && key { sub(/^ +/, " "); value[key] = value[key] $0; next }
/^[a-z]+(\.(fr|en))?:/ {
	key = $0
	sub(/:.*/, "", key)
	if (key in value)
		print FILENAME ":" FNR ": " key " again"
	value[key] = $0
	sub(/^[^:]*: */, "", value[key])
	next
}
{ print FILENAME ":" FNR ": " $0 }
END { sheet_end() }
EOF
silent awk -v data="$data" -f "$tmp/sheet.awk" "$data"/catalogue/*.sheet
ok "every sheet is whole, in both languages"
set -- "$data"/catalogue/*.sheet
echo "$# sheets" >"$tmp/why"
[ $# -ge 32 ]
ok "the catalogue has 32 sheets or more: $#"

# --- the folder -------------------------------------------------------------

silent awk '/[^ \t]/ && !/^#/ && !/^(sampledatadir = |EXTRA_DIST \+= |nobase_dist_pkgdata_DATA \+= )[^ ]+$/' \
    "$data/local.mk"
ok "local.mk has one file a line"
sed -n 's/^[A-Za-z_]* += //p' "$data/local.mk" | sort >"$tmp/a"
(cd "$data/.." && find sample-data -type f ! -name local.mk \
    ! -name '*.pyc' ! -name '*~' ! -name '.*') | sort >"$tmp/b"
same "$tmp/a" "$tmp/b"
ok "local.mk lists every file"
find "$data" -type f ! -name cinemas-brut.csv ! -name '*.pyc' \
    -exec sh -c 'for f; do iconv -f UTF-8 -t UTF-8 "$f" >/dev/null 2>&1 ||
	echo "$f"; done' sh {} + >"$tmp/why"
[ ! -s "$tmp/why" ]
ok "all but the raw file is UTF-8"
tr -d '\200-\277' <"$data/SOURCES" |
    awk 'length($0) > 80 || /\t| $/ { print FNR ": " $0 }' >"$tmp/why"
[ ! -s "$tmp/why" ]
ok "SOURCES stays within 80 columns"
while read -r f; do
	case $f in
	*/SOURCES) ;;
	*.sheet) grep -qF 'catalogue/*.sheet' "$data/SOURCES" ;;
	*/example/*) grep -qF 'example/' "$data/SOURCES" ;;
	*) grep -qF "${f#sample-data/}" "$data/SOURCES" ;;
	esac || echo "$f"
done <"$tmp/b" >"$tmp/why"
[ ! -s "$tmp/why" ]
ok "SOURCES tells the origin of every file"

# --- this test --------------------------------------------------------------

# One zero put back, one accent lost, one comma turned: each must be seen.
i=0
for change in 's/;4[0-9][0-9][0-9];/;0&/' '/;Gap;/s/Gap/GAP/' \
    '40s/,/./' '60s/$/ /' '70s/^CIN/ CIN/' '80d'; do
	i=$((i + 1))
	sed "$change" "$tmp/raw" >"$tmp/changed"
	find_defects "$tmp/changed" >"$tmp/a"
	! cmp -s "$tmp/raw" "$tmp/changed" && ! same "$tmp/a" "$tmp/found"
	ok "a change of the raw file is noticed ($i)"
done

echo "1..$n"
