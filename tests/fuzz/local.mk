# Fuzz targets: make check replays the corpora with any compiler; make fuzz
# looks for more with libFuzzer.
EXTRA_DIST += tests/fuzz/replay.c

fuzz_tests += tests/fuzz/replay_date
tests_fuzz_replay_date_SOURCES = tests/fuzz/fuzz_date.c tests/fuzz/replay.c
tests_fuzz_replay_date_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"date"'

fuzz_tests += tests/fuzz/replay_encoding
tests_fuzz_replay_encoding_SOURCES = tests/fuzz/fuzz_encoding.c tests/fuzz/replay.c
tests_fuzz_replay_encoding_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"encoding"'

fuzz_tests += tests/fuzz/replay_expr
tests_fuzz_replay_expr_SOURCES = tests/fuzz/fuzz_expr.c tests/fuzz/replay.c
tests_fuzz_replay_expr_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"expr"'

fuzz_tests += tests/fuzz/replay_number
tests_fuzz_replay_number_SOURCES = tests/fuzz/fuzz_number.c tests/fuzz/replay.c
tests_fuzz_replay_number_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"number"'

fuzz_tests += tests/fuzz/replay_project
tests_fuzz_replay_project_SOURCES = tests/fuzz/fuzz_project.c tests/fuzz/replay.c
tests_fuzz_replay_project_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"project"'

fuzz_tests += tests/fuzz/replay_provenance
tests_fuzz_replay_provenance_SOURCES = tests/fuzz/fuzz_provenance.c tests/fuzz/replay.c
tests_fuzz_replay_provenance_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"provenance"'

fuzz_tests += tests/fuzz/replay_recipe
tests_fuzz_replay_recipe_SOURCES = tests/fuzz/fuzz_recipe.c tests/fuzz/replay.c
tests_fuzz_replay_recipe_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"recipe"'

fuzz_tests += tests/fuzz/replay_regex
tests_fuzz_replay_regex_SOURCES = tests/fuzz/fuzz_regex.c tests/fuzz/replay.c
tests_fuzz_replay_regex_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"regex"'

fuzz_tests += tests/fuzz/replay_search
tests_fuzz_replay_search_SOURCES = tests/fuzz/fuzz_search.c tests/fuzz/replay.c
tests_fuzz_replay_search_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"search"'

fuzz_tests += tests/fuzz/replay_sheet
tests_fuzz_replay_sheet_SOURCES = tests/fuzz/fuzz_sheet.c tests/fuzz/replay.c
tests_fuzz_replay_sheet_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"sheet"'

EXTRA_DIST += tests/fuzz/corpus/date/d1
EXTRA_DIST += tests/fuzz/corpus/date/d10
EXTRA_DIST += tests/fuzz/corpus/date/d2
EXTRA_DIST += tests/fuzz/corpus/date/d3
EXTRA_DIST += tests/fuzz/corpus/date/d4
EXTRA_DIST += tests/fuzz/corpus/date/d5
EXTRA_DIST += tests/fuzz/corpus/date/d6
EXTRA_DIST += tests/fuzz/corpus/date/d7
EXTRA_DIST += tests/fuzz/corpus/date/d8
EXTRA_DIST += tests/fuzz/corpus/date/d9
EXTRA_DIST += tests/fuzz/corpus/encoding/cp1252
EXTRA_DIST += tests/fuzz/corpus/encoding/names
EXTRA_DIST += tests/fuzz/corpus/encoding/utf16le
EXTRA_DIST += tests/fuzz/corpus/encoding/utf32be
EXTRA_DIST += tests/fuzz/corpus/encoding/utf8
EXTRA_DIST += tests/fuzz/corpus/expr/calls
EXTRA_DIST += tests/fuzz/corpus/expr/choose
EXTRA_DIST += tests/fuzz/corpus/expr/logic
EXTRA_DIST += tests/fuzz/corpus/expr/sums
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
EXTRA_DIST += tests/fuzz/corpus/project/example
EXTRA_DIST += tests/fuzz/corpus/project/small
EXTRA_DIST += tests/fuzz/corpus/project/step
EXTRA_DIST += tests/fuzz/corpus/project/wanted
EXTRA_DIST += tests/fuzz/corpus/provenance/odd
EXTRA_DIST += tests/fuzz/corpus/provenance/whole
EXTRA_DIST += tests/fuzz/corpus/recipe/all.dpr
EXTRA_DIST += tests/fuzz/corpus/recipe/cinemas.dpr
EXTRA_DIST += tests/fuzz/corpus/recipe/columns.dpr
EXTRA_DIST += tests/fuzz/corpus/recipe/params.dpr
EXTRA_DIST += tests/fuzz/corpus/regex/r1
EXTRA_DIST += tests/fuzz/corpus/regex/r2
EXTRA_DIST += tests/fuzz/corpus/regex/r3
EXTRA_DIST += tests/fuzz/corpus/regex/r4
EXTRA_DIST += tests/fuzz/corpus/regex/r5
EXTRA_DIST += tests/fuzz/corpus/search/accent
EXTRA_DIST += tests/fuzz/corpus/search/bytes
EXTRA_DIST += tests/fuzz/corpus/search/grammar
EXTRA_DIST += tests/fuzz/corpus/search/prefix
EXTRA_DIST += tests/fuzz/corpus/sheet/bad
EXTRA_DIST += tests/fuzz/corpus/sheet/small
EXTRA_DIST += tests/fuzz/corpus/sheet/whole
EXTRA_DIST += tests/fuzz/corpus/sheet/windows

FUZZ_SECONDS = 60
fuzz:
	for f in $(srcdir)/tests/fuzz/fuzz_*.c; do \
		n=`basename $$f .c`; n=$${n#fuzz_}; $(MKDIR_P) fuzz/$$n; \
		$(FUZZ_CC) -g -O1 -fsanitize=fuzzer,address,undefined \
			$(DEFS) $(AM_CPPFLAGS) -std=c11 $$f libdpipe.a \
			$(DPIPE_LIBS) -o fuzz/$$n.fuzzer && \
		fuzz/$$n.fuzzer -max_total_time=$(FUZZ_SECONDS) -timeout=10 \
			fuzz/$$n $(srcdir)/tests/fuzz/corpus/$$n || exit 1; \
	done
FUZZ_CC = clang
.PHONY: fuzz
