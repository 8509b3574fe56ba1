# The interface: keys in, screens out.
script_tests += tests/tui/test_screens.sh
script_tests += tests/tui/test_start.sh
EXTRA_DIST += tests/tui/screens

# Writes the expected screens anew; read the difference before you commit it.
check-update: all
	$(AM_TESTS_ENVIRONMENT) DPIPE_UPDATE=1 \
		bash $(srcdir)/tests/tui/test_screens.sh
.PHONY: check-update
