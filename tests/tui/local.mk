# The interface: keys in, screens out.
script_tests += tests/tui/test_screens.sh
script_tests += tests/tui/test_start.sh
EXTRA_DIST += tests/tui/screens

# The same in a real terminal.
if HAVE_VTERM
check_PROGRAMS += tests/tui/test_terminal
TESTS += tests/tui/test_terminal
endif
tests_tui_test_terminal_SOURCES = tests/tui/test_terminal.c \
	tests/tui/vterm.c tests/tui/vterm.h tests/tui/vterm_inner.h \
	tests/tui/vterm_look.c
tests_tui_test_terminal_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_tui_test_terminal_LDADD = $(VTERM_LIBS)

# Writes the expected screens anew; read the difference before you commit it.
check-update: all
	$(AM_TESTS_ENVIRONMENT) DPIPE_UPDATE=1 \
		bash $(srcdir)/tests/tui/test_screens.sh
.PHONY: check-update
