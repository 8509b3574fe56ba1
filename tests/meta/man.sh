#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual: every page is sound, in every language, and none is missing.
. "${srcdir:-.}/tests/lib/meta.sh"

languages=$(sed -n 's/^LINGUAS = *//p' po/local.mk)
pages=$(cd "$build/man" && echo dpipe*.[157])
ok "there are pages" test -e "$build/man/dpipe.1"
for folder in . $languages; do
	for page in $pages; do
		file=$build/man/$folder/$page
		if [ ! -s "$file" ]; then
			echo "$folder/$page is missing" |
				none "$folder/$page is sound"
		elif command -v mandoc >/dev/null; then
			mandoc -T lint -W warning "$file" 2>&1 |
				sed "s,$build/,," |
				none "$folder/$page is sound"
		else
			skip "$folder/$page is sound" "no mandoc"
		fi
	done
done

# each command has its page, and each page is among the files to install
sed -n 's|^dpipe_SOURCES += src/cli/cmd_\(.*\)\.c$|\1|p' src/cli/local.mk |
	while read -r command; do
		grep -q '\.hidden = true' "src/cli/cmd_$command.c" && continue
		[ -e "$build/man/dpipe-$command.1" ] || echo "dpipe-$command.1"
	done | none "every command has a page"
done_testing
