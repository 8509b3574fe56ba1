#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Built, installed and used as a user has it: no variable of the environment
# says where anything is. A program of somebody else uses the library.
. "${srcdir:-.}/tests/lib/meta.sh"

to=$tap_dir/inst
copy_tree "$tap_dir/tree"
ok "it builds" build_tree "$tap_dir/tree" "$tap_dir/b" --prefix="$to"
ok "it installs" env MAKEFLAGS= make -s -C "$tap_dir/b" install
if [ ! -x "$to/bin/dpipe" ]; then
	done_testing
	exit
fi

# alone WORD…: dpipe in an empty environment, far from its sources
alone() {
	(cd / && env -i PATH=/usr/bin:/bin HOME="$tap_dir" "$@" 2>&1)
}
mkdir "$tap_dir/away"
mv "$tap_dir/tree" "$tap_dir/b" "$tap_dir/away"
like "it finds its catalogue" \
	"$(alone "$to/bin/dpipe" find cinémas)" cinemas-paca
like "it says which version it is" \
	"$(alone "$to/bin/dpipe" --version)" "dpipe [0-9]+\.[0-9]+"
french=$(sed -n '/^msgctxt "language code"/,/^$/p' "$top/po/fr.po" |
	sed -n 's/^msgstr "\(.*\)"/\1/p')
is "the French catalogue names its language" "$french" fr
for say in --lang=fr LANG=fr_FR.UTF-8 LANGUAGE=fr\ LANG=C.UTF-8; do
	# shellcheck disable=SC2086 # words
	case $say in
	--*) said=$(alone "$to/bin/dpipe" $say help max) ;;
	*) said=$(alone $say "$to/bin/dpipe" help max) ;;
	esac
	unlike "it speaks French with $say" "$said" "largest of the numbers"
done

for file in share/man/man1/dpipe.1 share/man/fr/man1/dpipe.1 \
	share/man/man5/dpipe-recipe.5 share/man/man7/dpipe-op.7 \
	share/bash-completion/completions/dpipe \
	share/zsh/site-functions/_dpipe share/doc/dpipe/README.md \
	share/locale/fr/LC_MESSAGES/dpipe.mo \
	share/dpipe/sample-data/SOURCES lib/pkgconfig/dpipe.pc; do
	ok "installed: $file" test -s "$to/$file"
done

cat >"$tap_dir/user.c" <<'EOF'
#include <stdio.h>
#include <dpipe/table.h>

int
main(int argc, char **argv)
{
	struct dp_err err = { 0 };
	struct dp_read_opts o;
	struct dp_stream *s;
	struct dp_batch *b = dp_batch_new();
	size_t n = 0;

	(void)argc;
	dp_read_opts_init(&o);
	s = dp_table_open(argv[1], &o, &err);
	if (!s)
		return 3;
	while (dp_next(s, b, &err) == 1)
		n += b->n_rows;
	printf("%zu columns, %zu records\n", s->schema.n, n);
	dp_batch_free(b);
	dp_close(s);
	return 0;
}
EOF
export PKG_CONFIG_PATH=$to/lib/pkgconfig
# shellcheck disable=SC2046 # options
ok "a program compiles with pkg-config" "${CC:-cc}" -std=c11 -Wall -Wextra \
	-Werror -o "$tap_dir/user" "$tap_dir/user.c" \
	$(pkg-config --cflags --libs dpipe)
is "and reads a table" \
	"$("$tap_dir/user" "$to/share/dpipe/sample-data/departements-paca.csv")" \
	"5 columns, 6 records"

mv "$tap_dir/away"/* "$tap_dir"
ok "it goes into a staging folder" env MAKEFLAGS= make -s -C "$tap_dir/b" \
	install DESTDIR="$tap_dir/stage"
ok "with everything in it" test -x "$tap_dir/stage$to/bin/dpipe"
ok "it can be taken away" env MAKEFLAGS= make -s -C "$tap_dir/b" uninstall
find "$to" -type f | none "and nothing stays behind"
done_testing
