#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Who includes whom, held to src/LAYERS; each foreign header has one owner.
. "${srcdir:-.}/tests/lib/meta.sh"

# Foreign headers: name, then the only file, or files, that may include it.
cat >"$tap_dir/owner" <<'EOF'
csv.h                 src/table/csv_read.c
pcre2.h               src/text/regex.c
sqlite3.h             src/catalogue/store.c
curl/curl.h           src/source/http.c
dlfcn.h               src/base/lazy.c
archive.h             src/source/archive_api.h
archive_entry.h       src/source/archive_api.h
libxml/parser.h       src/source/xml.c
zlib.h                src/source/gunzip.c
jansson.h             src/op/history*
cmark.h               src/step/present_report.c
nettle/hmac.h         src/base/hash.c
nettle/md5.h          src/base/hash.c
nettle/sha1.h         src/base/hash.c
nettle/sha2.h         src/base/hash.c
xxhash.h              src/base/hash.c
pthread.h             src/table/threads.*
arm_neon.h            src/table/scan_neon.c
emmintrin.h           src/table/scan_sse2.c
immintrin.h           src/*/*_avx*.c
libintl.h             src/base/i18n.h
iconv.h               src/text/multi_byte.c
utf8proc.h            src/text/*
getopt.h              src/cli/*
locale.h              src/main.c
curses.h              src/tui/term*.c
term.h                src/tui/term.c
termios.h             src/tui/*
readline/history.h    src/tui/prompt.c
readline/readline.h   src/tui/prompt.c
signal.h              src/main.c
spawn.h               src/tui/clipboard.c
sys/ioctl.h           src/cli/terminal.c
sys/socket.h          src/lesson/room.c
sys/un.h              src/lesson/room.c
sys/wait.h            src/tui/clipboard.c
EOF
# The language's own and the system's: anybody may.
common='assert|ctype|dirent|errno|fcntl|float|fts|inttypes|langinfo|limits'
common+='|math|poll|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib'
common+='|string|strings|sys/file|sys/mman|sys/stat|sys/types|time|unistd'
# main.c opens the message catalogue; run.c says in which language it speaks.
# Signals belong to the program's start, and to the screen while it is shown.
also='src/main.c:libintl.h src/cli/cmd_run.c:locale.h'
also+=' src/tui/teardown.c:signal.h src/tui/term.c:signal.h'
# histories are read by it, and so is the JSON that their expressions ask for
also+=' src/op/grel_json.c:jansson.h'
# one operation that the compiler's own vectors have not
also+=' src/base/lane.h:emmintrin.h'

# file:line:header as written with its < or "
code src | while read -r f; do
	awk -v f="$f" '
	/^#[ \t]*include[ \t]*[<"]/ {
		sub(/^#[ \t]*include[ \t]*/, "")
		sub(/[>"][^>"]*$/, "")
		print f " " FNR " " $0
	}' "$f"
done >"$tap_dir/includes"

# layer_of PATH: of a file below src/ or of a header as included. The public
# headers that have no folder of their name are those of steps, but for a few.
cat >"$tap_dir/layers.awk" <<'EOF'
function layer_of(path,    part) {
	if (path == "main.c")
		return "main"
	if (path ~ /^(include\/)?dpipe\//) {
		sub(/^(include\/)?dpipe\//, "", path)
		sub(/\..*$/, "", path)
		if (path ~ /^(batch|findings|frame|pages|part)$/)
			return "table"
		if (path == "alike" || path == "encoding")
			return "text"
		if (path == "recipe" || path == "expr")
			return "op"
		return path in below ? path : "step"
	}
	split(path, part, "/")
	return part[1]
}
FILENAME ~ /LAYERS$/ {
	if ($0 !~ /^#/ && sub(/:/, " ")) {
		below[$1] = " "
		for (i = 1; i <= NF; i++)
			below[$1] = below[$1] $i " "
	}
	next
}
{
	file = $1
	sub(/^src\//, "", file)
	header = substr($3, 2)
	if ($3 ~ /^</ && header !~ /^dpipe\//)
		next
	from = layer_of(file)
	to = layer_of(header)
	if (!(from in below))
		print $1 ":" $2 ": src/LAYERS does not name " from
	else if (index(below[from], " " to " ") == 0)
		print $1 ":" $2 ": " from " may not include " header
}
EOF
awk -f "$tap_dir/layers.awk" src/LAYERS "$tap_dir/includes" |
	none "every inclusion goes down, as src/LAYERS says"

while read -r file line header; do
	case $header in
	'<dpipe/'*) continue ;;
	'<'*) header=${header#<} ;;
	*) continue ;;
	esac
	if [[ ${header%.h} =~ ^($common)$ ]] ||
		[[ " $also " == *" $file:$header "* ]]; then
		continue
	fi
	owner=$(awk -v h="$header" '$1 == h { print $2 }' "$tap_dir/owner")
	# shellcheck disable=SC2053 # the owner is a pattern
	if [ -z "$owner" ]; then
		echo "$file:$line: $header has no owner in layers.sh"
	elif [[ $file != $owner ]]; then
		echo "$file:$line: $header belongs to $owner"
	fi
done <"$tap_dir/includes" | none "foreign headers are included by their owner"

awk '{ print $2 }' "$tap_dir/owner" | while read -r owner; do
	compgen -G "$owner" >/dev/null || echo "$owner is not there"
done | none "owners exist"

find src -mindepth 1 -maxdepth 1 -type d ! -name include ! -name '.*' |
	while read -r folder; do
		grep -q "^${folder#src/}:" src/LAYERS || echo "$folder"
	done | none "every folder is a layer"
done_testing
