# The interface: keys in, screens out.
script_tests += tests/tui/test_chart.sh
script_tests += tests/tui/test_findings.sh
script_tests += tests/tui/test_lesson_table.sh
script_tests += tests/tui/test_monkey.sh
script_tests += tests/tui/test_pseudo.sh
script_tests += tests/tui/test_screens.sh
script_tests += tests/tui/test_start.sh
script_tests += tests/tui/test_table.sh
script_tests += tests/tui/test_tour.sh
script_tests += tests/tui/test_workspace.sh
EXTRA_DIST += tests/tui/screens

# The same in a real terminal.
if HAVE_VTERM
vterm_tests = tests/tui/test_big tests/tui/test_kill tests/tui/test_lesson \
	tests/tui/test_pipe tests/tui/test_room tests/tui/test_terminal tests/tui/test_typing
check_PROGRAMS += $(vterm_tests)
TESTS += $(vterm_tests)
endif
vterm_sources = tests/tui/vterm.c tests/tui/vterm.h tests/tui/vterm_check.c \
	tests/tui/vterm_inner.h tests/tui/vterm_look.c
tests_tui_test_big_SOURCES = tests/tui/test_big.c $(vterm_sources)
tests_tui_test_big_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_tui_test_big_LDADD = $(VTERM_LIBS)
tests_tui_test_kill_SOURCES = tests/tui/test_kill.c $(vterm_sources)
tests_tui_test_kill_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_tui_test_kill_LDADD = $(VTERM_LIBS)
tests_tui_test_lesson_SOURCES = tests/tui/test_lesson.c $(vterm_sources)
tests_tui_test_lesson_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_tui_test_lesson_LDADD = $(VTERM_LIBS)
tests_tui_test_pipe_SOURCES = tests/tui/test_pipe.c $(vterm_sources)
tests_tui_test_pipe_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_tui_test_pipe_LDADD = $(VTERM_LIBS)
tests_tui_test_room_SOURCES = tests/tui/test_room.c $(vterm_sources)
tests_tui_test_room_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_tui_test_room_LDADD = $(VTERM_LIBS)
tests_tui_test_terminal_SOURCES = tests/tui/test_terminal.c $(vterm_sources)
tests_tui_test_terminal_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_tui_test_terminal_LDADD = $(VTERM_LIBS)
tests_tui_test_typing_SOURCES = tests/tui/test_typing.c $(vterm_sources)
tests_tui_test_typing_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_tui_test_typing_LDADD = $(VTERM_LIBS)

# Killed a thousand times at any moment.
tui-kill-test: all tests/tui/test_kill$(EXEEXT)
	$(AM_TESTS_ENVIRONMENT) DPIPE_KILLS=1000 tests/tui/test_kill
# The same screens again and again: make flake-test RUNS=200.
RUNS = 20
flake-test: all tests/lib/pack$(EXEEXT)
	n=0; while [ $$n -lt $(RUNS) ]; do \
		( $(AM_TESTS_ENVIRONMENT) \
			bash $(srcdir)/tests/tui/test_screens.sh ) \
			> flake-test.log 2>&1 && \
			! grep '^not ok' flake-test.log || exit 1; \
		n=`expr $$n + 1`; done; echo "$(RUNS) runs, none failed"
.PHONY: flake-test tui-kill-test

# What only a clock can judge; the files take 11 GB and are removed. The limits
# of an old laptop are set by the superuser only.
EXTRA_PROGRAMS += tests/tui/measure
tests_tui_measure_SOURCES = tests/tui/measure.c $(vterm_sources)
tests_tui_measure_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_tui_measure_LDADD = $(VTERM_LIBS)
CLEANFILES += $(EXTRA_PROGRAMS) flake-test.log
EXTRA_DIST += tests/tui/old-laptop
tui-measure: all tests/tui/measure$(EXEEXT) bench/gencsv$(EXEEXT)
	$(MKDIR_P) measure
	bench/gencsv --bytes 1G --profile comma > measure/1G.csv
	bench/gencsv --bytes 10G --profile comma > measure/10G.csv
	$(AM_TESTS_ENVIRONMENT) tests/tui/measure measure/1G.csv \
		measure/10G.csv && \
		{ [ `id -u` != 0 ] || $(srcdir)/tests/tui/old-laptop \
			tests/tui/measure measure/1G.csv measure/10G.csv \
			old; }; status=$$?; rm -rf measure; exit $$status
.PHONY: tui-measure

# Writes the expected screens anew; read the difference before you commit it.
check-update: all tests/lib/pack$(EXEEXT)
	$(AM_TESTS_ENVIRONMENT) DPIPE_UPDATE=1 \
		bash $(srcdir)/tests/tui/test_screens.sh
.PHONY: check-update
