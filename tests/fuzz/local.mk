# Fuzz targets: make check replays the corpora with any compiler; make fuzz
# looks for more with libFuzzer, which has to see where the library goes.
EXTRA_DIST += tests/fuzz/replay.c

fuzz_tests += tests/fuzz/replay_cluster
tests_fuzz_replay_cluster_SOURCES = tests/fuzz/fuzz_cluster.c tests/fuzz/replay.c
tests_fuzz_replay_cluster_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"cluster"'
fuzz_tests += tests/fuzz/replay_date
tests_fuzz_replay_date_SOURCES = tests/fuzz/fuzz_date.c tests/fuzz/replay.c
tests_fuzz_replay_date_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"date"'

fuzz_tests += tests/fuzz/replay_encoding
tests_fuzz_replay_encoding_SOURCES = tests/fuzz/fuzz_encoding.c tests/fuzz/replay.c
tests_fuzz_replay_encoding_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"encoding"'

fuzz_tests += tests/fuzz/replay_expect
tests_fuzz_replay_expect_SOURCES = tests/fuzz/fuzz_expect.c tests/fuzz/replay.c
tests_fuzz_replay_expect_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"expect"'

fuzz_tests += tests/fuzz/replay_expr
tests_fuzz_replay_expr_SOURCES = tests/fuzz/fuzz_expr.c tests/fuzz/replay.c
tests_fuzz_replay_expr_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"expr"'

fuzz_tests += tests/fuzz/replay_format
tests_fuzz_replay_format_SOURCES = tests/fuzz/fuzz_format.c tests/fuzz/replay.c
tests_fuzz_replay_format_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"format"'

fuzz_tests += tests/fuzz/replay_linkage
tests_fuzz_replay_linkage_SOURCES = tests/fuzz/fuzz_linkage.c tests/fuzz/replay.c
tests_fuzz_replay_linkage_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"linkage"'

fuzz_tests += tests/fuzz/replay_journal
tests_fuzz_replay_journal_SOURCES = tests/fuzz/fuzz_journal.c tests/fuzz/replay.c
tests_fuzz_replay_journal_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"journal"'

fuzz_tests += tests/fuzz/replay_lesson
tests_fuzz_replay_lesson_SOURCES = tests/fuzz/fuzz_lesson.c tests/fuzz/replay.c
tests_fuzz_replay_lesson_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"lesson"'

fuzz_tests += tests/fuzz/replay_near
tests_fuzz_replay_near_SOURCES = tests/fuzz/fuzz_near.c tests/fuzz/replay.c
tests_fuzz_replay_near_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"near"'

fuzz_tests += tests/fuzz/replay_number
tests_fuzz_replay_number_SOURCES = tests/fuzz/fuzz_number.c tests/fuzz/replay.c
tests_fuzz_replay_number_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"number"'

fuzz_tests += tests/fuzz/replay_pages
tests_fuzz_replay_pages_SOURCES = tests/fuzz/fuzz_pages.c tests/fuzz/replay.c
tests_fuzz_replay_pages_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"pages"'

fuzz_tests += tests/fuzz/replay_point
tests_fuzz_replay_point_SOURCES = tests/fuzz/fuzz_point.c tests/fuzz/replay.c
tests_fuzz_replay_point_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"point"'

fuzz_tests += tests/fuzz/replay_project
tests_fuzz_replay_project_SOURCES = tests/fuzz/fuzz_project.c tests/fuzz/replay.c
tests_fuzz_replay_project_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"project"'

fuzz_tests += tests/fuzz/replay_provenance
tests_fuzz_replay_provenance_SOURCES = tests/fuzz/fuzz_provenance.c tests/fuzz/replay.c
tests_fuzz_replay_provenance_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"provenance"'

fuzz_tests += tests/fuzz/replay_history
tests_fuzz_replay_history_SOURCES = tests/fuzz/fuzz_history.c tests/fuzz/replay.c
tests_fuzz_replay_history_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"history"'

fuzz_tests += tests/fuzz/replay_recipe
tests_fuzz_replay_recipe_SOURCES = tests/fuzz/fuzz_recipe.c tests/fuzz/replay.c
tests_fuzz_replay_recipe_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"recipe"'

fuzz_tests += tests/fuzz/replay_regex
tests_fuzz_replay_regex_SOURCES = tests/fuzz/fuzz_regex.c tests/fuzz/replay.c
tests_fuzz_replay_regex_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"regex"'

fuzz_tests += tests/fuzz/replay_repair
tests_fuzz_replay_repair_SOURCES = tests/fuzz/fuzz_repair.c tests/fuzz/replay.c
tests_fuzz_replay_repair_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"repair"'

fuzz_tests += tests/fuzz/replay_room
tests_fuzz_replay_room_SOURCES = tests/fuzz/fuzz_room.c tests/fuzz/replay.c
tests_fuzz_replay_room_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"room"'

fuzz_tests += tests/fuzz/replay_search
tests_fuzz_replay_search_SOURCES = tests/fuzz/fuzz_search.c tests/fuzz/replay.c
tests_fuzz_replay_search_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"search"'

fuzz_tests += tests/fuzz/replay_sheet
tests_fuzz_replay_sheet_SOURCES = tests/fuzz/fuzz_sheet.c tests/fuzz/replay.c
tests_fuzz_replay_sheet_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"sheet"'

fuzz_tests += tests/fuzz/replay_spreadsheet
tests_fuzz_replay_spreadsheet_SOURCES = tests/fuzz/fuzz_spreadsheet.c \
	tests/fuzz/replay.c tests/lib/pack.c tests/lib/pack.h
tests_fuzz_replay_spreadsheet_CPPFLAGS = $(AM_CPPFLAGS) \
	-DCORPUS='"spreadsheet"'
tests_fuzz_replay_spreadsheet_LDADD = $(LDADD) $(ARCHIVE_LIBS)

fuzz_tests += tests/fuzz/replay_scan
tests_fuzz_replay_scan_SOURCES = tests/fuzz/fuzz_scan.c tests/fuzz/replay.c
tests_fuzz_replay_scan_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"scan"'

fuzz_tests += tests/fuzz/replay_table
tests_fuzz_replay_table_SOURCES = tests/fuzz/fuzz_table.c tests/fuzz/replay.c
tests_fuzz_replay_table_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"table"'

EXTRA_DIST += tests/fuzz/fuzz.h
EXTRA_DIST += tests/fuzz/corpus/cluster/escape
EXTRA_DIST += tests/fuzz/corpus/cluster/flags
EXTRA_DIST += tests/fuzz/corpus/cluster/joined
EXTRA_DIST += tests/fuzz/corpus/cluster/marks
EXTRA_DIST += tests/fuzz/corpus/cluster/tone
EXTRA_DIST += tests/fuzz/corpus/cluster/words
EXTRA_DIST += tests/fuzz/corpus/date/d1
EXTRA_DIST += tests/fuzz/corpus/date/format
EXTRA_DIST += tests/fuzz/corpus/date/format-words
EXTRA_DIST += tests/fuzz/corpus/date/d10
EXTRA_DIST += tests/fuzz/corpus/date/d2
EXTRA_DIST += tests/fuzz/corpus/date/d3
EXTRA_DIST += tests/fuzz/corpus/date/d4
EXTRA_DIST += tests/fuzz/corpus/date/d5
EXTRA_DIST += tests/fuzz/corpus/date/d6
EXTRA_DIST += tests/fuzz/corpus/date/d7
EXTRA_DIST += tests/fuzz/corpus/date/d8
EXTRA_DIST += tests/fuzz/corpus/date/d9
EXTRA_DIST += tests/fuzz/corpus/date/d11
EXTRA_DIST += tests/fuzz/corpus/date/d12
EXTRA_DIST += tests/fuzz/corpus/encoding/japanese
EXTRA_DIST += tests/fuzz/corpus/encoding/escapes
EXTRA_DIST += tests/fuzz/corpus/encoding/chinese
EXTRA_DIST += tests/fuzz/corpus/encoding/cp1252
EXTRA_DIST += tests/fuzz/corpus/encoding/names
EXTRA_DIST += tests/fuzz/corpus/encoding/pair-of-none
EXTRA_DIST += tests/fuzz/corpus/encoding/utf16le
EXTRA_DIST += tests/fuzz/corpus/encoding/utf32be
EXTRA_DIST += tests/fuzz/corpus/encoding/utf8
EXTRA_DIST += tests/fuzz/corpus/expect/bad
EXTRA_DIST += tests/fuzz/corpus/expect/change
EXTRA_DIST += tests/fuzz/corpus/expect/other
EXTRA_DIST += tests/fuzz/corpus/expect/table
EXTRA_DIST += tests/fuzz/corpus/expr/calls
EXTRA_DIST += tests/fuzz/corpus/expr/choose
EXTRA_DIST += tests/fuzz/corpus/expr/grel
EXTRA_DIST += tests/fuzz/corpus/expr/logic
EXTRA_DIST += tests/fuzz/corpus/expr/sums
EXTRA_DIST += tests/fuzz/corpus/format/far-day
EXTRA_DIST += tests/fuzz/corpus/format/far-year
EXTRA_DIST += tests/fuzz/corpus/format/flags
EXTRA_DIST += tests/fuzz/corpus/format/french
EXTRA_DIST += tests/fuzz/corpus/format/iso
EXTRA_DIST += tests/fuzz/corpus/format/java
EXTRA_DIST += tests/fuzz/corpus/format/letters
EXTRA_DIST += tests/fuzz/corpus/format/number
EXTRA_DIST += tests/fuzz/corpus/format/words
EXTRA_DIST += tests/fuzz/corpus/linkage/decided
EXTRA_DIST += tests/fuzz/corpus/linkage/reference
EXTRA_DIST += tests/fuzz/corpus/journal/misfit
EXTRA_DIST += tests/fuzz/corpus/journal/none
EXTRA_DIST += tests/fuzz/corpus/journal/notes
EXTRA_DIST += tests/fuzz/corpus/journal/numbers
EXTRA_DIST += tests/fuzz/corpus/journal/tree
EXTRA_DIST += tests/fuzz/corpus/lesson/bad
EXTRA_DIST += tests/fuzz/corpus/lesson/clean
EXTRA_DIST += tests/fuzz/corpus/lesson/journal
EXTRA_DIST += tests/fuzz/corpus/lesson/small
EXTRA_DIST += tests/fuzz/corpus/near/long
EXTRA_DIST += tests/fuzz/corpus/near/scripts
EXTRA_DIST += tests/fuzz/corpus/near/sentences
EXTRA_DIST += tests/fuzz/corpus/near/towns
EXTRA_DIST += tests/fuzz/corpus/number/en1
EXTRA_DIST += tests/fuzz/corpus/number/en2
EXTRA_DIST += tests/fuzz/corpus/number/en3
EXTRA_DIST += tests/fuzz/corpus/number/en4
EXTRA_DIST += tests/fuzz/corpus/number/en5
EXTRA_DIST += tests/fuzz/corpus/number/en6
EXTRA_DIST += tests/fuzz/corpus/number/en7
EXTRA_DIST += tests/fuzz/corpus/number/en8
EXTRA_DIST += tests/fuzz/corpus/number/en9
EXTRA_DIST += tests/fuzz/corpus/number/fr1
EXTRA_DIST += tests/fuzz/corpus/number/fr2
EXTRA_DIST += tests/fuzz/corpus/number/fr3
EXTRA_DIST += tests/fuzz/corpus/number/fr4
EXTRA_DIST += tests/fuzz/corpus/number/fr5
EXTRA_DIST += tests/fuzz/corpus/number/fr6
EXTRA_DIST += tests/fuzz/corpus/number/fr7
EXTRA_DIST += tests/fuzz/corpus/number/fr8
EXTRA_DIST += tests/fuzz/corpus/number/fr9
EXTRA_DIST += tests/fuzz/corpus/pages/cp1252
EXTRA_DIST += tests/fuzz/corpus/pages/cr-quoted
EXTRA_DIST += tests/fuzz/corpus/pages/footer-total
EXTRA_DIST += tests/fuzz/corpus/pages/line-break-in-cell
EXTRA_DIST += tests/fuzz/corpus/pages/many-lines
EXTRA_DIST += tests/fuzz/corpus/pages/mixed-ends
EXTRA_DIST += tests/fuzz/corpus/pages/repeated-header
EXTRA_DIST += tests/fuzz/corpus/pages/stray-quote
EXTRA_DIST += tests/fuzz/corpus/pages/title
EXTRA_DIST += tests/fuzz/corpus/pages/unclosed-quote
EXTRA_DIST += tests/fuzz/corpus/pages/utf16le-bom
EXTRA_DIST += tests/fuzz/corpus/pages/utf8-then-cp1252
EXTRA_DIST += tests/fuzz/corpus/point/commas
EXTRA_DIST += tests/fuzz/corpus/point/lambert
EXTRA_DIST += tests/fuzz/corpus/point/degrees
EXTRA_DIST += tests/fuzz/corpus/point/turns
EXTRA_DIST += tests/fuzz/corpus/point/wkt
EXTRA_DIST += tests/fuzz/corpus/point/zeros
EXTRA_DIST += tests/fuzz/corpus/project/example
EXTRA_DIST += tests/fuzz/corpus/project/small
EXTRA_DIST += tests/fuzz/corpus/project/step
EXTRA_DIST += tests/fuzz/corpus/project/wanted
EXTRA_DIST += tests/fuzz/corpus/provenance/odd
EXTRA_DIST += tests/fuzz/corpus/provenance/whole
EXTRA_DIST += tests/fuzz/corpus/history/cinemas.json
EXTRA_DIST += tests/fuzz/corpus/history/entries.json
EXTRA_DIST += tests/fuzz/corpus/history/long-message.md
EXTRA_DIST += tests/fuzz/corpus/history/page.md
EXTRA_DIST += tests/fuzz/corpus/history/rows-added.json
EXTRA_DIST += tests/fuzz/corpus/history/shell
EXTRA_DIST += tests/fuzz/corpus/recipe/all.dpr
EXTRA_DIST += tests/fuzz/corpus/recipe/cinemas.dpr
EXTRA_DIST += tests/fuzz/corpus/recipe/columns.dpr
EXTRA_DIST += tests/fuzz/corpus/recipe/params.dpr
EXTRA_DIST += tests/fuzz/corpus/recipe/rules.dpr
EXTRA_DIST += tests/fuzz/corpus/regex/r1
EXTRA_DIST += tests/fuzz/corpus/regex/r2
EXTRA_DIST += tests/fuzz/corpus/regex/r3
EXTRA_DIST += tests/fuzz/corpus/regex/r4
EXTRA_DIST += tests/fuzz/corpus/regex/r5
EXTRA_DIST += tests/fuzz/corpus/room/long
EXTRA_DIST += tests/fuzz/corpus/room/no-task
EXTRA_DIST += tests/fuzz/corpus/room/other
EXTRA_DIST += tests/fuzz/corpus/room/shown
EXTRA_DIST += tests/fuzz/corpus/scan/cr-0
EXTRA_DIST += tests/fuzz/corpus/scan/cr-1
EXTRA_DIST += tests/fuzz/corpus/scan/cr-2
EXTRA_DIST += tests/fuzz/corpus/scan/cr-3
EXTRA_DIST += tests/fuzz/corpus/scan/cr-4
EXTRA_DIST += tests/fuzz/corpus/scan/cr-5
EXTRA_DIST += tests/fuzz/corpus/scan/crlf-0
EXTRA_DIST += tests/fuzz/corpus/scan/crlf-1
EXTRA_DIST += tests/fuzz/corpus/scan/crlf-2
EXTRA_DIST += tests/fuzz/corpus/scan/crlf-3
EXTRA_DIST += tests/fuzz/corpus/scan/crlf-4
EXTRA_DIST += tests/fuzz/corpus/scan/crlf-5
EXTRA_DIST += tests/fuzz/corpus/scan/dense
EXTRA_DIST += tests/fuzz/corpus/scan/doubled-0
EXTRA_DIST += tests/fuzz/corpus/scan/doubled-1
EXTRA_DIST += tests/fuzz/corpus/scan/doubled-2
EXTRA_DIST += tests/fuzz/corpus/scan/doubled-3
EXTRA_DIST += tests/fuzz/corpus/scan/doubled-4
EXTRA_DIST += tests/fuzz/corpus/scan/doubled-5
EXTRA_DIST += tests/fuzz/corpus/scan/long-0
EXTRA_DIST += tests/fuzz/corpus/scan/long-1
EXTRA_DIST += tests/fuzz/corpus/scan/long-2
EXTRA_DIST += tests/fuzz/corpus/scan/long-3
EXTRA_DIST += tests/fuzz/corpus/scan/long-4
EXTRA_DIST += tests/fuzz/corpus/scan/long-5
EXTRA_DIST += tests/fuzz/corpus/scan/open-0
EXTRA_DIST += tests/fuzz/corpus/scan/open-1
EXTRA_DIST += tests/fuzz/corpus/scan/open-2
EXTRA_DIST += tests/fuzz/corpus/scan/open-3
EXTRA_DIST += tests/fuzz/corpus/scan/open-4
EXTRA_DIST += tests/fuzz/corpus/scan/open-5
EXTRA_DIST += tests/fuzz/corpus/scan/plain-0
EXTRA_DIST += tests/fuzz/corpus/scan/plain-1
EXTRA_DIST += tests/fuzz/corpus/scan/plain-2
EXTRA_DIST += tests/fuzz/corpus/scan/plain-3
EXTRA_DIST += tests/fuzz/corpus/scan/plain-4
EXTRA_DIST += tests/fuzz/corpus/scan/plain-5
EXTRA_DIST += tests/fuzz/corpus/scan/quoted-0
EXTRA_DIST += tests/fuzz/corpus/scan/quoted-1
EXTRA_DIST += tests/fuzz/corpus/scan/quoted-2
EXTRA_DIST += tests/fuzz/corpus/scan/quoted-3
EXTRA_DIST += tests/fuzz/corpus/scan/quoted-4
EXTRA_DIST += tests/fuzz/corpus/scan/quoted-5
EXTRA_DIST += tests/fuzz/corpus/scan/stray-0
EXTRA_DIST += tests/fuzz/corpus/scan/stray-1
EXTRA_DIST += tests/fuzz/corpus/scan/stray-2
EXTRA_DIST += tests/fuzz/corpus/scan/stray-3
EXTRA_DIST += tests/fuzz/corpus/scan/stray-4
EXTRA_DIST += tests/fuzz/corpus/scan/stray-5
EXTRA_DIST += tests/fuzz/corpus/repair/bom
EXTRA_DIST += tests/fuzz/corpus/repair/bytes
EXTRA_DIST += tests/fuzz/corpus/repair/html
EXTRA_DIST += tests/fuzz/corpus/repair/marks
EXTRA_DIST += tests/fuzz/corpus/repair/others
EXTRA_DIST += tests/fuzz/corpus/repair/windows
EXTRA_DIST += tests/fuzz/corpus/search/accent
EXTRA_DIST += tests/fuzz/corpus/search/bytes
EXTRA_DIST += tests/fuzz/corpus/search/grammar
EXTRA_DIST += tests/fuzz/corpus/search/prefix
EXTRA_DIST += tests/fuzz/corpus/sheet/bad
EXTRA_DIST += tests/fuzz/corpus/sheet/small
EXTRA_DIST += tests/fuzz/corpus/sheet/whole
EXTRA_DIST += tests/fuzz/corpus/sheet/windows
EXTRA_DIST += tests/fuzz/corpus/spreadsheet/bzip2
EXTRA_DIST += tests/fuzz/corpus/spreadsheet/far
EXTRA_DIST += tests/fuzz/corpus/spreadsheet/gzip
EXTRA_DIST += tests/fuzz/corpus/spreadsheet/json
EXTRA_DIST += tests/fuzz/corpus/spreadsheet/many-separators-in-a-line
EXTRA_DIST += tests/fuzz/corpus/spreadsheet/ods
EXTRA_DIST += tests/fuzz/corpus/spreadsheet/strict
EXTRA_DIST += tests/fuzz/corpus/spreadsheet/titled
EXTRA_DIST += tests/fuzz/corpus/spreadsheet/xlsx
EXTRA_DIST += tests/fuzz/corpus/spreadsheet/xz
EXTRA_DIST += tests/fuzz/corpus/spreadsheet/zip
EXTRA_DIST += tests/fuzz/corpus/spreadsheet/zstd
EXTRA_DIST += tests/fuzz/corpus/table/apostrophes
EXTRA_DIST += tests/fuzz/corpus/table/as-is-blank-line
EXTRA_DIST += tests/fuzz/corpus/table/bad-byte-header
EXTRA_DIST += tests/fuzz/corpus/table/blank-rows
EXTRA_DIST += tests/fuzz/corpus/table/blank-rows-crlf
EXTRA_DIST += tests/fuzz/corpus/table/bom
EXTRA_DIST += tests/fuzz/corpus/table/bom-only
EXTRA_DIST += tests/fuzz/corpus/table/box-duckdb
EXTRA_DIST += tests/fuzz/corpus/table/box-nu
EXTRA_DIST += tests/fuzz/corpus/table/box-polars
EXTRA_DIST += tests/fuzz/corpus/table/box-rich
EXTRA_DIST += tests/fuzz/corpus/table/cells-keep-spaces
EXTRA_DIST += tests/fuzz/corpus/table/colon
EXTRA_DIST += tests/fuzz/corpus/table/comments
EXTRA_DIST += tests/fuzz/corpus/table/communes-backslash
EXTRA_DIST += tests/fuzz/corpus/table/communes-bare-delimiter
EXTRA_DIST += tests/fuzz/corpus/table/communes-bare-line-break
EXTRA_DIST += tests/fuzz/corpus/table/communes-bom-twice
EXTRA_DIST += tests/fuzz/corpus/table/communes-empty-rows-at-the-end
EXTRA_DIST += tests/fuzz/corpus/table/communes-key-values
EXTRA_DIST += tests/fuzz/corpus/table/communes-merged-groups
EXTRA_DIST += tests/fuzz/corpus/table/communes-mixed-encoding
EXTRA_DIST += tests/fuzz/corpus/table/communes-notes-padded
EXTRA_DIST += tests/fuzz/corpus/table/communes-other-delimiter-in-a-row
EXTRA_DIST += tests/fuzz/corpus/table/communes-second-table
EXTRA_DIST += tests/fuzz/corpus/table/communes-second-table-padded
EXTRA_DIST += tests/fuzz/corpus/table/communes-single-quotes
EXTRA_DIST += tests/fuzz/corpus/table/communes-space-after-delimiter
EXTRA_DIST += tests/fuzz/corpus/table/communes-three-header-rows
EXTRA_DIST += tests/fuzz/corpus/table/communes-trailing-delimiter
EXTRA_DIST += tests/fuzz/corpus/table/communes-units-row
EXTRA_DIST += tests/fuzz/corpus/table/cp1252
EXTRA_DIST += tests/fuzz/corpus/table/cp1252-semicolon
EXTRA_DIST += tests/fuzz/corpus/table/cr
EXTRA_DIST += tests/fuzz/corpus/table/cr-cr-lf
EXTRA_DIST += tests/fuzz/corpus/table/cr-quoted
EXTRA_DIST += tests/fuzz/corpus/table/crlf
EXTRA_DIST += tests/fuzz/corpus/table/ctrl-z
EXTRA_DIST += tests/fuzz/corpus/table/decimal-comma
EXTRA_DIST += tests/fuzz/corpus/table/decimal-comma-one-column
EXTRA_DIST += tests/fuzz/corpus/table/doubled-quotes
EXTRA_DIST += tests/fuzz/corpus/table/duplicate-names
EXTRA_DIST += tests/fuzz/corpus/table/edge-aligned-columns
EXTRA_DIST += tests/fuzz/corpus/table/empty
EXTRA_DIST += tests/fuzz/corpus/table/escape-at-end
EXTRA_DIST += tests/fuzz/corpus/table/everything-quoted
EXTRA_DIST += tests/fuzz/corpus/table/footer-source
EXTRA_DIST += tests/fuzz/corpus/table/footer-total
EXTRA_DIST += tests/fuzz/corpus/table/found-1
EXTRA_DIST += tests/fuzz/corpus/table/found-2
EXTRA_DIST += tests/fuzz/corpus/table/found-3
EXTRA_DIST += tests/fuzz/corpus/table/hash-cell-goes-on
EXTRA_DIST += tests/fuzz/corpus/table/header-only
EXTRA_DIST += tests/fuzz/corpus/table/header-only-no-newline
EXTRA_DIST += tests/fuzz/corpus/table/header-other-delimiter
EXTRA_DIST += tests/fuzz/corpus/table/header-spaces
EXTRA_DIST += tests/fuzz/corpus/table/header-to-the-end
EXTRA_DIST += tests/fuzz/corpus/table/iso-2022-jp
EXTRA_DIST += tests/fuzz/corpus/table/left-rows
EXTRA_DIST += tests/fuzz/corpus/table/line-break-in-cell
EXTRA_DIST += tests/fuzz/corpus/table/lines-told-with-both-marks
EXTRA_DIST += tests/fuzz/corpus/table/long-record
EXTRA_DIST += tests/fuzz/corpus/table/many-lines
EXTRA_DIST += tests/fuzz/corpus/table/many-lines-as-is
EXTRA_DIST += tests/fuzz/corpus/table/mark-behind-nuls
EXTRA_DIST += tests/fuzz/corpus/table/mixed-ends
EXTRA_DIST += tests/fuzz/corpus/table/mixed-ends-header-cr
EXTRA_DIST += tests/fuzz/corpus/table/no-final-newline
EXTRA_DIST += tests/fuzz/corpus/table/no-final-newline-quote
EXTRA_DIST += tests/fuzz/corpus/table/no-header
EXTRA_DIST += tests/fuzz/corpus/table/nul-byte
EXTRA_DIST += tests/fuzz/corpus/table/nul-in-name
EXTRA_DIST += tests/fuzz/corpus/table/one-column
EXTRA_DIST += tests/fuzz/corpus/table/one-column-empty-cells
EXTRA_DIST += tests/fuzz/corpus/table/one-column-phones
EXTRA_DIST += tests/fuzz/corpus/table/one-column-prose
EXTRA_DIST += tests/fuzz/corpus/table/one-column-spaces
EXTRA_DIST += tests/fuzz/corpus/table/opts-1
EXTRA_DIST += tests/fuzz/corpus/table/opts-128
EXTRA_DIST += tests/fuzz/corpus/table/opts-16
EXTRA_DIST += tests/fuzz/corpus/table/opts-2
EXTRA_DIST += tests/fuzz/corpus/table/opts-255
EXTRA_DIST += tests/fuzz/corpus/table/opts-4
EXTRA_DIST += tests/fuzz/corpus/table/opts-48
EXTRA_DIST += tests/fuzz/corpus/table/opts-64
EXTRA_DIST += tests/fuzz/corpus/table/opts-8
EXTRA_DIST += tests/fuzz/corpus/table/paths-end-in-backslash
EXTRA_DIST += tests/fuzz/corpus/table/pipe
EXTRA_DIST += tests/fuzz/corpus/table/quote-at-start-of-row
EXTRA_DIST += tests/fuzz/corpus/table/quoted-empty
EXTRA_DIST += tests/fuzz/corpus/table/quoted-part-with-delimiter
EXTRA_DIST += tests/fuzz/corpus/table/quotes-not-closed
EXTRA_DIST += tests/fuzz/corpus/table/repeated-header
EXTRA_DIST += tests/fuzz/corpus/table/repeated-one-column
EXTRA_DIST += tests/fuzz/corpus/table/row-names
EXTRA_DIST += tests/fuzz/corpus/table/russian-koi8
EXTRA_DIST += tests/fuzz/corpus/table/semicolon
EXTRA_DIST += tests/fuzz/corpus/table/semicolon-text-with-commas
EXTRA_DIST += tests/fuzz/corpus/table/sep-line
EXTRA_DIST += tests/fuzz/corpus/table/sep-tab
EXTRA_DIST += tests/fuzz/corpus/table/shift-jis
EXTRA_DIST += tests/fuzz/corpus/table/short-record
EXTRA_DIST += tests/fuzz/corpus/table/single-quotes
EXTRA_DIST += tests/fuzz/corpus/table/stray-quote
EXTRA_DIST += tests/fuzz/corpus/table/stray-quote-at-start
EXTRA_DIST += tests/fuzz/corpus/table/surplus-empty
EXTRA_DIST += tests/fuzz/corpus/table/tab
EXTRA_DIST += tests/fuzz/corpus/table/title
EXTRA_DIST += tests/fuzz/corpus/table/title-padded
EXTRA_DIST += tests/fuzz/corpus/table/trailing-delimiter
EXTRA_DIST += tests/fuzz/corpus/table/two-rows
EXTRA_DIST += tests/fuzz/corpus/table/two-stacked-units
EXTRA_DIST += tests/fuzz/corpus/table/unclosed-quote
EXTRA_DIST += tests/fuzz/corpus/table/unclosed-quote-then-quoted
EXTRA_DIST += tests/fuzz/corpus/table/unit-separator
EXTRA_DIST += tests/fuzz/corpus/table/utf16-bom-alone
EXTRA_DIST += tests/fuzz/corpus/table/utf16-tab-crlf
EXTRA_DIST += tests/fuzz/corpus/table/utf16be
EXTRA_DIST += tests/fuzz/corpus/table/utf16be-bom
EXTRA_DIST += tests/fuzz/corpus/table/utf16le
EXTRA_DIST += tests/fuzz/corpus/table/utf16le-bom
EXTRA_DIST += tests/fuzz/corpus/table/utf32le-bom
EXTRA_DIST += tests/fuzz/corpus/table/utf8-accents
EXTRA_DIST += tests/fuzz/corpus/table/utf8-then-cp1252
EXTRA_DIST += tests/fuzz/corpus/table/years-header
EXTRA_DIST += tests/fuzz/corpus/table/zeros-at-the-end

FUZZ_SECONDS = 60
FUZZ_FLAGS = -fsanitize=fuzzer-no-link,address,undefined
fuzz: all
	@nm libdpipe.a | grep -q __sanitizer_cov || { \
		echo "make fuzz: this library was not made for it. In a folder"; \
		echo "of its own: configure CC=clang CFLAGS='-g -O1 $(FUZZ_FLAGS)'"; \
		exit 2; }
	for f in $(srcdir)/tests/fuzz/fuzz_*.c; do \
		n=`basename $$f .c`; n=$${n#fuzz_}; $(MKDIR_P) fuzz/$$n; \
		$(CC) -g -O1 -fsanitize=fuzzer,address,undefined \
			$(DEFS) $(AM_CPPFLAGS) -std=c11 $$f \
			$(srcdir)/tests/lib/pack.c libdpipe.a \
			$(DPIPE_LIBS) $(ARCHIVE_LIBS) -o fuzz/$$n.fuzzer && \
		fuzz/$$n.fuzzer -max_total_time=$(FUZZ_SECONDS) -timeout=10 \
			fuzz/$$n $(srcdir)/tests/fuzz/corpus/$$n || exit 1; \
	done
.PHONY: fuzz

# Files damaged at random and cleaned by the program: few, or FILES=20000.
FILES = 200
SEED = 1
EXTRA_PROGRAMS = tests/fuzz/mutate
tests_fuzz_mutate_SOURCES = tests/fuzz/mutate.c
mutate-test: dpipe tests/fuzz/mutate
	DPIPE_DATA_DIR='$(abs_srcdir)' DPIPE_LOCALE_DIR='$(abs_builddir)/locale' \
		LC_ALL=C.UTF-8 LANGUAGE=en DPIPE_MEMORY_KB=1000000 \
		tests/fuzz/mutate ./dpipe $(SEED) $(FILES) \
		`find $(srcdir)/tests/data $(srcdir)/tests/fuzz/corpus -type f | \
			sort`
.PHONY: mutate-test
