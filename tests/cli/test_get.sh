#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2016,SC2034
# dpipe get: files, addresses and datasets of the catalogue; their story.
: "${DPIPE:=dpipe}" "${srcdir:=.}" "${HTTPD:=tests/lib/httpd}"
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
HTTPD=$(realpath "$(command -v "$HTTPD")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
export SOURCE_DATE_EPOCH=1709452800 no_proxy='*'
if [ ! -x "$DPIPE" ] || [ ! -x "$HTTPD" ]; then
	echo "Bail out! dpipe or the test server is missing"
	exit 99
fi
work=$(mktemp -d)
tests=0

coproc SERVER { exec "$HTTPD" "$work"; }
server_in=${SERVER[1]}
read -r port <&"${SERVER[0]}"
trap 'exec {server_in}>&-; wait; rm -rf "$work"' EXIT
site=http://127.0.0.1:$port
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

# gets STATUS SENTENCE ARGUMENT…: dpipe get ends with STATUS and says so
gets() {
	local want=$1 says=$2 got

	shift 2
	LANGUAGE=en "$DPIPE" get "$@" >"$work/out" 2>&1
	got=$?
	cat "$work/out"
	[ "$got" = "$want" ] && tr '\n' ' ' <"$work/out" | tr -s ' ' |
		grep -qF -- "$says"
}

fresh() {
	rm -rf raw
}

printf 'nom;entr\303\251es\nLe Rio;12\n' >a.csv

check "a file is kept" gets 0 "read-only" a.csv
check "byte for byte" cmp a.csv raw/a.csv
check "read-only" test "$(stat -c %a raw/a.csv)" = 444
check "with a sidecar" grep -qx "date: 2024-03-03T08:00:00Z" \
	raw/a.csv.provenance
check "that holds the SHA-256" grep -qx \
	"sha256: $(sha256sum a.csv | cut -d' ' -f1)" raw/a.csv.provenance
check "and the command line" grep -q "^command: .*get a.csv" \
	raw/a.csv.provenance
before=$(find raw -type f -printf "%p %T@ %s %m\n")
check "the same again is recognised" gets 0 "nothing was changed" a.csv
check "and changes nothing" test "$before" = \
	"$(find raw -type f -printf "%p %T@ %s %m\n")"
check "--why tells the story" gets 0 "unchanged" --why raw/a.csv
check "--why of a stranger is status 3" gets 3 "nothing is known" \
	--why a.csv
chmod u+w raw/a.csv && echo x >>raw/a.csv
check "--why sees a change" gets 1 "has been changed" --why raw/a.csv
check "so does getting it again" gets 3 "has been altered since" a.csv
check "which writes nothing beside it" test \
	"$(cd raw && echo *)" = "a.csv a.csv.provenance"
check "--restore gets it again" gets 0 "raw/a-altered.csv" --restore a.csv
check "byte for byte" cmp a.csv raw/a.csv
check "and keeps the altered one" grep -qx x raw/a-altered.csv

fresh
check "an address" gets 0 "redirected 2 times" \
	"$site/redirect/2/file/a.csv" --licence "Licence Ouverte 2.0"
check "is kept whole" cmp a.csv raw/a.csv
check "with what the server said" grep -qx 'etag: "v1"' \
	raw/a.csv.provenance
check "and the licence given" grep -qx "licence: Licence Ouverte 2.0" \
	raw/a.csv.provenance
fresh
check "no licence is told" gets 0 "No licence was seen" "$site/file/a.csv"
fresh
for bad in "3 cut" "3 status/404" "3 status/503" "3 loop"; do
	check "/${bad#* } fails" gets "${bad%% *}" "" "$site/${bad#* }"
	check "/${bad#* } leaves nothing" test ! -e raw
done
check "a web page for a table is doubtful" gets 1 "web page" "$site/page.csv"
check "an empty file too" gets 1 "empty" "$site/empty.csv"
fresh
check "an address of another kind" gets 2 "only http" ftp://127.0.0.1/x
check "a password in an address" gets 2 "user name" "http://a:b@127.0.0.1/x"
check "a missing file" gets 3 "there is no file" nowhere.csv
check "a word that is no id" gets 3 "cinemas-paca" cinemas-pac
check "a folder" gets 3 "folder" "$work"
check "nothing" gets 2 ""
check "leave nothing" test ! -e raw

gzip -nk a.csv
check "a gzip is unpacked" gets 0 "unpacked" a.csv.gz
check "beside the archive" cmp a.csv raw/a.csv
check "which stays" cmp a.csv.gz raw/a.csv.gz
check "and is told of" grep -qx "archive: a.csv.gz" raw/a.csv.provenance
fresh
mkdir in && cp a.csv in/a.csv && echo b >in/b.csv
tar cf many.tar in
check "an archive of several makes a folder" gets 0 "2 files" many.tar
check "with all of them" cmp in/b.csv raw/many/in/b.csv
cp raw/many/in/b.csv.provenance before
check "a member that comes by itself is recognised" gets 0 \
	"many/in/b.csv is here already" "file://$work/in/b.csv"
check "what is told is this request" grep -q \
	"^came from: *file://$work/in/b.csv" out
check "its story stays that of the archive" cmp before \
	raw/many/in/b.csv.provenance
fresh
tar cPf evil.tar "$work/a.csv"
check "an archive that writes elsewhere is refused" gets 3 "refused" evil.tar
check "and leaves nothing" test ! -e raw

check "a dataset of the catalogue" gets 0 "read-only" cinemas-paca \
	--into here --name c.csv
check "comes whole" cmp here/c.csv \
	"$srcdir/sample-data/cinemas-paca/cinemas-brut.csv"
check "with its licence" grep -qx "licence: licence-ouverte-2.0" \
	here/c.csv.provenance
check "a sheet without a file says so" gets 3 "no file and no address" \
	air-mesures-horaires
fresh
gets 0 "No licence was seen" a.csv >/dev/null
check "a licence found later" gets 0 "provenance now" a.csv \
	--licence "Licence Ouverte 2.0"
check "is recorded" grep -qx "licence: Licence Ouverte 2.0" \
	raw/a.csv.provenance
check "and told" gets 0 "Licence Ouverte 2.0" --why raw/a.csv
cp raw/a.csv.provenance before
check "the same again" gets 0 "nothing was changed" a.csv \
	--licence "Licence Ouverte 2.0"
check "changes nothing" cmp before raw/a.csv.provenance
check "nor does a catalogue or silence" gets 0 "nothing was changed" a.csv
check "what was said stays" cmp before raw/a.csv.provenance
fresh
check "standard input needs a name" gets 2 "--name=" - </dev/null
check "and nothing is made" test ! -e raw
check "with one it is kept" gets 0 "read-only" - --name c.csv <a.csv
check "whole" cmp raw/c.csv a.csv
fresh
check "--json is JSON" sh -c '"$0" get a.csv --json |
	sed -n "1s/^{.*/yes/p" | grep -q yes' "$DPIPE"
fresh
"$DPIPE" get "$site/stall" >/dev/null 2>&1 &
job=$!
sleep 0.5
kill -TERM "$job"
wait "$job"
check "a transfer that is stopped leaves nothing" test ! -e raw
mkdir raw && chmod a-w raw
if [ "$(id -u)" != 0 ]; then
	check "a folder that may not be written" gets 3 "" a.csv
fi
echo "1..$tests"
