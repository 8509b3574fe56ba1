# The commands, each as its user meets it.
script_tests += tests/cli/test_analyse.sh
script_tests += tests/cli/test_bad_input.sh
script_tests += tests/cli/test_clean.sh
script_tests += tests/cli/test_cli.sh
script_tests += tests/cli/test_define.sh
script_tests += tests/cli/test_expect.sh
script_tests += tests/cli/test_find.sh
script_tests += tests/cli/test_get.sh
script_tests += tests/cli/test_history.sh
script_tests += tests/cli/test_inputs.sh
script_tests += tests/cli/test_interrupt.sh
script_tests += tests/cli/test_languages.sh
script_tests += tests/cli/test_learn.sh
script_tests += tests/cli/test_libraries.sh
script_tests += tests/cli/test_memory.sh
script_tests += tests/cli/test_plain.sh
script_tests += tests/cli/test_present.sh
script_tests += tests/cli/test_reading.sh
script_tests += tests/cli/test_progress.sh
script_tests += tests/cli/test_recipe.sh
script_tests += tests/cli/test_recipe_export.sh
script_tests += tests/cli/test_recipe_twice.sh
script_tests += tests/cli/test_run.sh
script_tests += tests/cli/test_slice.sh
script_tests += tests/cli/test_slice_hosts.sh
script_tests += tests/cli/test_steps.sh
script_tests += tests/cli/test_undo.sh
script_tests += tests/cli/test_suggest.sh
script_tests += tests/cli/test_verify.sh
script_tests += tests/cli/test_verify_values.sh
EXTRA_DIST += tests/lib/json.awk tests/lib/undo.awk

# Stopped a thousand times at any moment.
kill-test: all
	$(AM_TESTS_ENVIRONMENT) DPIPE_KILLS=1000 \
		bash $(srcdir)/tests/cli/test_interrupt.sh
.PHONY: kill-test
