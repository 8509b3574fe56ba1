#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the library asks of the C library, what it gives, what it keeps: read
# from libdpipe.a, so that no macro hides anything.
. "${srcdir:-.}/tests/lib/meta.sh"

library=$build/libdpipe.a
# member, then what nm says of one symbol
nm -A "$library" 2>/dev/null | sed 's/^[^:]*:\([^:]*\):/\1 /' \
	>"$tap_dir/symbols"
ok "the library can be read" grep -q ' T dp_table_open$' "$tap_dir/symbols"

# It ends nothing, prints nothing, depends on no locale, has no hidden state,
# and never cuts a text by accident. abort is what assert does.
banned='exit|_exit|quick_exit|_Exit|atexit|system|popen|fork|execl.*|execv.*'
banned+='|signal|sigaction|raise|setlocale|uselocale|bindtextdomain|textdomain'
banned+='|printf|vprintf|puts|putchar|perror|fprintf|vfprintf|fputs|fputc'
banned+='|fwrite|dprintf|stdout|stderr|stdin|err|errx|warn|warnx|syslog'
banned+='|strto[a-z]+|ato[a-z]+|sscanf|__isoc99_.*scanf|strtok'
banned+='|sprintf|vsprintf|strcpy|strcat|strncpy|strncat|stpcpy|gets|alloca'
banned+='|localtime|localtime_r|mktime|tzset|gmtime|asctime|ctime|strerror'
banned+='|rand|srand|random|srandom|[delmnj]rand48|rand_r'
banned+='|setenv|putenv|unsetenv|chdir|tmpnam|tempnam|mktemp|strcoll|strxfrm'
# (strtol is what atoi becomes; dp_ has readers that say where they stopped)
awk '$2 == "U" { print $1, $3 } $3 == "U" { print $1, $4 }' \
	"$tap_dir/symbols" | sed 's/@.*//; s/ __\(.*\)_chk$/ \1/' |
	grep -E " ($banned)\$" | none "it calls nothing a library may not"

awk 'NF == 4 && $3 ~ /^[A-TV-Z]$/ { print $1, $4 }' "$tap_dir/symbols" |
	grep -Ev ' (dp_|dpi_|__asan_|__odr_asan)' |
	none "every name it gives starts with dp_ or dpi_"

# Written after it started: sections .data and .bss. Only these two need it,
# because signals and lack of memory come without an argument.
objdump -t "$library" 2>/dev/null | awk '
	/file format/ { member = $1; sub(/:$/, "", member) }
	($4 == ".data" || $4 == ".bss" || $4 == "*COM*" ||
	 $3 == ".data" || $3 == ".bss" || $3 == "*COM*") &&
	$2 != "d" && $3 != "d" && NF > 4 &&
	$NF !~ /^(\.|__unnamed_|__asan|___asan|__odr_asan|asan\.|__sancov|__ubsan)/ {
		print member " " $NF
	}' | grep -Ev '^(cancel|alloc)\.o ' |
	none "it keeps nothing between calls"

# What few commands use is opened by them: see src/base/lazy.h.
objdump -p "$build/dpipe" 2>/dev/null |
	awk '$1 == "NEEDED" && /lib(curl|archive|xml2|z|sqlite3|cmark)[.]/ {
		print $2
	}' | none "the program starts without the libraries that few need"
done_testing
