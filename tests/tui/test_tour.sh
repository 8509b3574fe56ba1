#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The tour praises what was done, not how often a key was pressed.
. "${srcdir:-.}/tests/lib/tap.sh"
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir} LANGUAGE=en INPUTRC=/dev/null
export XDG_STATE_HOME=$tap_dir XDG_DATA_HOME=$tap_dir
unset LC_ALL LC_MESSAGES LANG

# after WORDS…: the last screen of the tour when, in the facet, these are pressed
after() {
	{
		printf '%s\n' T wait Down Right Right wait Enter wait Esc f wait
		printf '%s\n' "$@" wait
	} >"$tap_dir/keys"
	screen=$("$DPIPE" --script "$tap_dir/keys" --size 80x24 --dump)
	said=$(tail -n 5 <<<"$screen" | tr '\n' ' ' | tr -s ' ')
}
ticks=(Space Down Down Down Space)

after Space Space
has 'a town that is another is no tick the tour waits for' "$said" \
	'“Avignon” is another town: untick it.'
after Space Space Up Space Down Down Space
has 'it goes on once the two are ticked' "$said" 'Two are ticked.'
after Space Up Space
unlike 'ticked and unticked is not two' "$said" 'Two are ticked'
after "${ticks[@]}" m Esc
has 'a line left without a name is asked for again' "$said" \
	'Give them one name. Press [m].'
after "${ticks[@]}" m %
is 'what is asked is said once' "$(grep -o 'Take it' <<<"$said" | wc -l)" 1
through=("${ticks[@]}" m Enter wait Enter wait u wait U wait)
after "${through[@]}" : 'text sort' Enter
unlike 'a command that was run was not nothing' "$said" 'Nothing was run'
after "${through[@]}" : 'text sort' Enter wait Down
has 'and the tour goes on' "$said" 'Every screen explains itself.'
done_testing
