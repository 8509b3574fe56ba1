# One program a topic, each through the header it tests.
unit_tests += tests/unit/test_base_fields
unit_tests += tests/unit/test_base_files
unit_tests += tests/unit/test_base_hash
unit_tests += tests/unit/test_base_keyset
unit_tests += tests/unit/test_base_keystore
unit_tests += tests/unit/test_base_lazy
unit_tests += tests/unit/test_base_memory
unit_tests += tests/unit/test_base_str
unit_tests += tests/unit/test_base_utf8
unit_tests += tests/unit/test_catalogue_search
unit_tests += tests/unit/test_catalogue_sheet
unit_tests += tests/unit/test_chart_axis
unit_tests += tests/unit/test_chart_bar
unit_tests += tests/unit/test_chart_histogram
unit_tests += tests/unit/test_chart_line
unit_tests += tests/unit/test_chart_lint
unit_tests += tests/unit/test_chart_outputs
unit_tests += tests/unit/test_cli_print
unit_tests += tests/unit/test_op_agree
unit_tests += tests/unit/test_lesson_journal
unit_tests += tests/unit/test_lesson_parse
unit_tests += tests/unit/test_lesson_session
unit_tests += tests/unit/test_lesson_ways
unit_tests += tests/unit/test_op_cells
unit_tests += tests/unit/test_op_cluster
unit_tests += tests/unit/test_op_examples
unit_tests += tests/unit/test_op_date
unit_tests += tests/unit/test_op_defects
unit_tests += tests/unit/test_op_number
unit_tests += tests/unit/test_op_expect
unit_tests += tests/unit/test_op_expr
unit_tests += tests/unit/test_op_option
unit_tests += tests/unit/test_op_history
unit_tests += tests/unit/test_op_linkage
unit_tests += tests/unit/test_op_need
unit_tests += tests/unit/test_op_recipe
unit_tests += tests/unit/test_op_reconcile
unit_tests += tests/unit/test_op_rows
unit_tests += tests/unit/test_op_shapes
unit_tests += tests/unit/test_op_sort
unit_tests += tests/unit/test_op_step
unit_tests += tests/unit/test_op_values
unit_tests += tests/unit/test_source_acquire
unit_tests += tests/unit/test_source_archive
unit_tests += tests/unit/test_source_book
unit_tests += tests/unit/test_source_http
unit_tests += tests/unit/test_source_input
unit_tests += tests/unit/test_source_provenance
unit_tests += tests/unit/test_source_serial
unit_tests += tests/unit/test_step_run
unit_tests += tests/unit/test_stat_datum
unit_tests += tests/unit/test_stat_dd
unit_tests += tests/unit/test_stat_describe
unit_tests += tests/unit/test_stat_figures
unit_tests += tests/unit/test_stat_group
unit_tests += tests/unit/test_stat_profile
unit_tests += tests/unit/test_step_bench
unit_tests += tests/unit/test_step_clean
unit_tests += tests/unit/test_step_define
unit_tests += tests/unit/test_step_journal
unit_tests += tests/unit/test_step_lasting
unit_tests += tests/unit/test_step_expect
unit_tests += tests/unit/test_step_expect_project
unit_tests += tests/unit/test_step_detect
unit_tests += tests/unit/test_step_result
unit_tests += tests/unit/test_step_undo
unit_tests += tests/unit/test_table_ahead
unit_tests += tests/unit/test_table_between
unit_tests += tests/unit/test_table_blocks
unit_tests += tests/unit/test_table_bytes
unit_tests += tests/unit/test_table_cache
unit_tests += tests/unit/test_table_changed
unit_tests += tests/unit/test_table_dialect
unit_tests += tests/unit/test_table_ends
unit_tests += tests/unit/test_table_find
unit_tests += tests/unit/test_table_fixtures
unit_tests += tests/unit/test_table_framing
unit_tests += tests/unit/test_table_jobs
unit_tests += tests/unit/test_table_hostile
unit_tests += tests/unit/test_table_mutated
unit_tests += tests/unit/test_table_log
unit_tests += tests/unit/test_table_pages
unit_tests += tests/unit/test_table_pipeline
unit_tests += tests/unit/test_table_read
unit_tests += tests/unit/test_table_regular
unit_tests += tests/unit/test_table_results
unit_tests += tests/unit/test_table_scan
unit_tests += tests/unit/test_table_seen
unit_tests += tests/unit/test_table_sorter
unit_tests += tests/unit/test_table_split
unit_tests += tests/unit/test_table_spool
unit_tests += tests/unit/test_table_tail
unit_tests += tests/unit/test_table_write
unit_tests += tests/unit/test_text_cluster
unit_tests += tests/unit/test_text_code
unit_tests += tests/unit/test_text_date
unit_tests += tests/unit/test_text_decimal
unit_tests += tests/unit/test_text_encoding
unit_tests += tests/unit/test_text_jaro
unit_tests += tests/unit/test_text_key
unit_tests += tests/unit/test_text_look
unit_tests += tests/unit/test_text_near
unit_tests += tests/unit/test_text_similar
unit_tests += tests/unit/test_text_number
unit_tests += tests/unit/test_text_ppm
unit_tests += tests/unit/test_text_regex
unit_tests += tests/unit/test_text_distance
unit_tests += tests/unit/test_text_repair
unit_tests += tests/unit/test_text_words
unit_tests += tests/unit/test_tui_grid
unit_tests += tests/unit/test_tui_keys
unit_tests += tests/unit/test_tui_lanes
unit_tests += tests/unit/test_tui_palette
unit_tests += tests/unit/test_tui_reveal
EXTRA_DIST += tests/unit/chart.h
EXTRA_DIST += tests/unit/jobs.h
EXTRA_DIST += tests/unit/hostile.h
EXTRA_DIST += tests/unit/hostile_shapes.h
EXTRA_DIST += tests/unit/in_folder.h
EXTRA_DIST += tests/unit/language.h
EXTRA_DIST += tests/unit/naming.h
EXTRA_DIST += tests/unit/one_file.h
EXTRA_DIST += tests/unit/pages_read.h
EXTRA_DIST += tests/unit/one_row.h
EXTRA_DIST += tests/unit/recipe_run.h
EXTRA_DIST += tests/unit/expect_folder.h tests/unit/session.h
EXTRA_DIST += tests/unit/table_read.h
EXTRA_DIST += tests/unit/towns.h

# A web server of their own, on this machine.
tests_unit_test_source_http_SOURCES = tests/unit/test_source_http.c \
	tests/lib/httpd.c tests/lib/httpd.h
tests_unit_test_source_http_CPPFLAGS = $(AM_CPPFLAGS) $(MICROHTTPD_CFLAGS)
tests_unit_test_source_http_LDADD = $(LDADD) $(MICROHTTPD_LIBS)
tests_unit_test_source_acquire_SOURCES = tests/unit/test_source_acquire.c \
	tests/lib/httpd.c tests/lib/httpd.h
tests_unit_test_source_acquire_CPPFLAGS = $(AM_CPPFLAGS) $(MICROHTTPD_CFLAGS)
tests_unit_test_source_acquire_LDADD = $(LDADD) $(MICROHTTPD_LIBS)

# The printers belong to the program, not to the library.
tests_unit_test_cli_print_SOURCES = tests/unit/test_cli_print.c \
	src/cli/print.c src/cli/print_findings.c src/cli/print_frame.c \
	src/cli/print_json.c src/cli/print_value.c src/cli/json_write.c \
	src/cli/lines.c src/cli/args_look.c src/cli/terminal.c
tests_unit_test_source_archive_LDADD = $(LDADD) $(ARCHIVE_LIBS)
tests_unit_test_source_book_SOURCES = tests/unit/test_source_book.c \
	tests/lib/pack.c tests/lib/pack.h
tests_unit_test_source_book_LDADD = $(LDADD) $(ARCHIVE_LIBS)
tests_unit_test_source_input_SOURCES = tests/unit/test_source_input.c \
	tests/lib/pack.c tests/lib/pack.h
tests_unit_test_source_input_LDADD = $(LDADD) $(ARCHIVE_LIBS)

# So does the interface on a screen.
tests_unit_test_tui_grid_SOURCES = tests/unit/test_tui_grid.c \
	src/tui/grid.c src/tui/grid_draw.c
tests_unit_test_tui_keys_SOURCES = tests/unit/test_tui_keys.c \
	src/tui/command.c src/tui/key.c
tests_unit_test_tui_lanes_SOURCES = tests/unit/test_tui_lanes.c \
	src/tui/figures.c src/tui/lanes.c
tests_unit_test_tui_palette_SOURCES = tests/unit/test_tui_palette.c \
	src/tui/palette.c src/tui/probe.c
tests_unit_test_tui_reveal_SOURCES = tests/unit/test_tui_reveal.c \
	src/tui/figures.c src/tui/reveal.c
