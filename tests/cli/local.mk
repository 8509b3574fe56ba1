# The commands, each as its user meets it.
script_tests += tests/cli/test_analyse.sh
script_tests += tests/cli/test_cli.sh
script_tests += tests/cli/test_define.sh
script_tests += tests/cli/test_find.sh
script_tests += tests/cli/test_get.sh
script_tests += tests/cli/test_present.sh
script_tests += tests/cli/test_run.sh
