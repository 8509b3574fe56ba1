# The tree itself: what no compiler looks at.
script_tests += tests/meta/completion.sh
script_tests += tests/meta/examples.sh
script_tests += tests/meta/headers.sh
script_tests += tests/meta/install.sh
script_tests += tests/meta/instructions.sh
script_tests += tests/meta/layers.sh
script_tests += tests/meta/lessons.sh
script_tests += tests/meta/man.sh
script_tests += tests/meta/po.sh
script_tests += tests/meta/sample-data.sh
script_tests += tests/meta/sizes.sh
script_tests += tests/meta/stranger.sh
script_tests += tests/meta/symbols.sh
script_tests += tests/meta/text.sh

# Formatting, clang-tidy, cppcheck, shellcheck.
lint: all
	$(srcdir)/.ci/lint $(abs_builddir)
.PHONY: lint
