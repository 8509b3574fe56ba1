#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Completion: the scripts are sound, and bash completes with ours.
. "${srcdir:-.}/tests/lib/meta.sh"

script=$build/completions/dpipe.bash
ok "bash reads its script" bash -n "$script"
if command -v zsh >/dev/null; then
	ok "zsh reads its script" zsh -n "$build/completions/_dpipe"
else
	skip "zsh reads its script" "no zsh"
fi

# offers WORD… : what bash would offer for the last of these words
offers() {
	bash -c '
		source "$0"
		complete() { function=$2; }
		source "$0"
		COMP_WORDS=("$@")
		COMP_CWORD=$(($# - 1))
		"$function" dpipe "${COMP_WORDS[COMP_CWORD]}" \
			"${COMP_WORDS[COMP_CWORD - 1]}" 2>/dev/null
		printf "%s\n" "${COMPREPLY[@]}"' "$script" "$@" |
		sed 's/ *$//'
}
is "a command" "$(offers dpipe cl)" clean
is "a form of a command" "$(offers dpipe find rec)" recent
is "an option" "$(offers dpipe clean --dry)" --dry-run
is "a topic of help" "$(offers dpipe help squee)" squeeze
PATH=$build:$PATH
is "a dataset, for get" "$(offers dpipe get cinemas-paca-)" cinemas-paca-2009
is "a sheet, for find show" "$(offers dpipe find show communes-p)" communes-paca
is "a type of chart" "$(offers dpipe present chart hist)" histogram
is "a lesson" "$(offers dpipe learn cinemas/ver)" cinemas/verify
is "nothing where nothing fits" "$(offers dpipe xyzzy)" ""
done_testing
