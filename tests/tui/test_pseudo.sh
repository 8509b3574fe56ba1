#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A language whose words are 40% longer: at 80x24 each screen still shows its
# way out, its steps and its mode.
. "${srcdir:-.}/tests/lib/tap.sh"

top=$(cd "$srcdir" && pwd)
messages=$tap_dir/locale/xx/LC_MESSAGES
mkdir -p "$messages"
# each message, and wide letters for 40% of it; its places stay as they are
msgattrib --no-obsolete --no-wrap "$top/po/dpipe.pot" | msgen --no-wrap - |
	awk '
	/^msgid ""/ { header = 1 }
	/^msgid "./ { header = 0 }
	/^msgstr(\[[01]\])? "./ && !header {
		n = int((length($0) - 9) * 0.4) + 1
		end = $0 ~ /\\n"$/ ? "\\n\"" : "\""
		text = substr($0, 1, length($0) - length(end))
		while (n-- > 0)
			text = text "é"
		$0 = text end
	}
	{ print }' >"$tap_dir/xx.po"
ok "the language can be made" \
	msgfmt --output-file="$messages/dpipe.mo" "$tap_dir/xx.po"

export DPIPE_LOCALE_DIR=$tap_dir/locale LANGUAGE=xx XDG_STATE_HOME=$tap_dir \
	XDG_DATA_HOME=$tap_dir
export INPUTRC=/dev/null
cd "$tap_dir" || exit 99
printf 'id,town\n1,Apt\n' >t.csv
for keys in '' 1 w '?' 'o' ':' 'run open t.csv'; do
	"$DPIPE" --script - --size 80x24 --dump >"$tap_dir/screen" <<<"$keys"
	is "keys $keys: 24 lines" "$(wc -l <"$tap_dir/screen")" 24
	like "keys $keys: the mode is named" "$(head -n 1 "$tap_dir/screen")" \
		'\| (NAV|TYPE)é+'
	if [ "$keys" = o ] || [ "$keys" = : ]; then
		like "keys $keys: the way out" "$(tail -n 1 "$tap_dir/screen")" \
			'Escé+ Leaveé+'
	else
		like "keys $keys: the ways out" "$(tail -n 1 "$tap_dir/screen")" \
			'\? Helpé+ +: Commandé*.* q (Quit|Back)é+'
	fi
done
"$DPIPE" --script - --size 80x24 --dump >"$tap_dir/screen" <<<''
for step in 1 2 3 4 5 6 7; do
	like "step $step is there" "$(<"$tap_dir/screen")" " $step [A-Z]+"
done
done_testing
