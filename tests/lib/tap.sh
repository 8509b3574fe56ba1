# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A few words for tests that speak TAP. A script sources this, then checks,
# then ends with done_testing.
#
#   run COMMAND…             runs it: $out, $err (texts), $status
#   ok WHAT TEST…            the command TEST succeeds
#   is WHAT GOT WANTED       two texts are the same
#   like WHAT TEXT PATTERN   TEXT matches the extended regular expression
#   unlike WHAT TEXT PATTERN TEXT does not
#   has WHAT TEXT PART       PART stands in TEXT, as it is
#   skip WHAT WHY            not here
#   done_testing             the plan
#
# $tap_dir is a folder that is removed at the end.

tap_n=0
tap_dir=$(mktemp -d)
trap 'chmod -R u+w "$tap_dir" 2>/dev/null; rm -rf "$tap_dir"' EXIT

tap_say() {
	local verdict=$1

	shift
	tap_n=$((tap_n + 1))
	printf '%s %d - %s\n' "$verdict" "$tap_n" "$*"
}

tap_note() {
	printf '%s\n' "$*" | sed 's/^/# /'
}

# shellcheck disable=SC2034 # for the script that sources this
run() {
	"$@" >"$tap_dir/out" 2>"$tap_dir/err"
	status=$?
	out=$(<"$tap_dir/out")
	err=$(<"$tap_dir/err")
}

ok() {
	local what=$1

	shift
	if "$@" >"$tap_dir/ok" 2>&1; then
		tap_say ok "$what"
	else
		tap_say 'not ok' "$what"
		tap_note "failed: $*"
		tap_note "$(head -n 20 "$tap_dir/ok")"
	fi
}

is() {
	if [ "$2" = "$3" ]; then
		tap_say ok "$1"
	else
		tap_say 'not ok' "$1"
		tap_note "got:    $2"
		tap_note "wanted: $3"
	fi
}

like() {
	if [[ $2 =~ $3 ]]; then
		tap_say ok "$1"
	else
		tap_say 'not ok' "$1"
		tap_note "got:    $2"
		tap_note "wanted something like: $3"
	fi
}

unlike() {
	if [[ $2 =~ $3 ]]; then
		tap_say 'not ok' "$1"
		tap_note "got:    $2"
		tap_note "wanted nothing like: $3"
	else
		tap_say ok "$1"
	fi
}

has() {
	if [[ $2 == *"$3"* ]]; then
		tap_say ok "$1"
	else
		tap_say 'not ok' "$1"
		tap_note "got:    $2"
		tap_note "wanted in it: $3"
	fi
}

skip() {
	tap_say ok "$1 # SKIP $2"
}

done_testing() {
	printf '1..%d\n' "$tap_n"
}
