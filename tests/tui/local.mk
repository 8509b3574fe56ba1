# The interface: keys in, screens out.
script_tests += tests/tui/test_chart.sh
script_tests += tests/tui/test_findings.sh
script_tests += tests/tui/test_monkey.sh
script_tests += tests/tui/test_pseudo.sh
script_tests += tests/tui/test_screens.sh
script_tests += tests/tui/test_start.sh
script_tests += tests/tui/test_table.sh
EXTRA_DIST += tests/tui/screens

# The same in a real terminal.
if HAVE_VTERM
check_PROGRAMS += tests/tui/test_big tests/tui/test_lesson \
	tests/tui/test_terminal tests/tui/test_typing
TESTS += tests/tui/test_big tests/tui/test_lesson tests/tui/test_terminal \
	tests/tui/test_typing
endif
vterm_sources = tests/tui/vterm.c tests/tui/vterm.h tests/tui/vterm_check.c \
	tests/tui/vterm_inner.h tests/tui/vterm_look.c
tests_tui_test_big_SOURCES = tests/tui/test_big.c $(vterm_sources)
tests_tui_test_big_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_tui_test_big_LDADD = $(VTERM_LIBS)
tests_tui_test_lesson_SOURCES = tests/tui/test_lesson.c $(vterm_sources)
tests_tui_test_lesson_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_tui_test_lesson_LDADD = $(VTERM_LIBS)
tests_tui_test_terminal_SOURCES = tests/tui/test_terminal.c $(vterm_sources)
tests_tui_test_terminal_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_tui_test_terminal_LDADD = $(VTERM_LIBS)
tests_tui_test_typing_SOURCES = tests/tui/test_typing.c $(vterm_sources)
tests_tui_test_typing_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_tui_test_typing_LDADD = $(VTERM_LIBS)

# Writes the expected screens anew; read the difference before you commit it.
check-update: all
	$(AM_TESTS_ENVIRONMENT) DPIPE_UPDATE=1 \
		bash $(srcdir)/tests/tui/test_screens.sh
.PHONY: check-update
