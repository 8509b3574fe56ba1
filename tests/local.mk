# Tests: programs (cmocka) and scripts, all speaking TAP.
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_DRIVER = $(LOG_DRIVER)
TEST_EXTENSIONS = .sh
SH_LOG_COMPILER = bash
LDADD = libdpipe.a $(DPIPE_LIBS) $(CMOCKA_LIBS)
AM_TESTS_ENVIRONMENT = \
	export srcdir='$(srcdir)' abs_srcdir='$(abs_srcdir)' \
		abs_builddir='$(abs_builddir)' DPIPE='$(abs_builddir)/dpipe' \
		DPIPE_DATA_DIR='$(abs_srcdir)' \
		DPIPE_LOCALE_DIR='$(abs_builddir)/locale' \
		HTTPD='$(abs_builddir)/tests/lib/httpd' \
		PACK='$(abs_builddir)/tests/lib/pack' \
		LC_ALL=C.UTF-8 LANGUAGE=en; \
	unset NO_COLOR DPIPE_PLAIN ACCESSIBLE;

AM_CPPFLAGS += -I$(srcdir)/tests/lib -I$(srcdir)/tests/unit

unit_tests =
script_tests =
fuzz_tests =
EXTRA_DIST += tests/lib/tap.sh tests/lib/meta.sh tests/lib/test.h \
	tests/lib/json.awk tests/lib/undo.awk \
	tests/lib/account.h tests/lib/damage.h

include tests/unit/local.mk
include tests/cli/local.mk
include tests/meta/local.mk
include tests/fuzz/local.mk
include tests/tui/local.mk
include tests/data/local.mk

if HAVE_CMOCKA
check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif
check_PROGRAMS += $(fuzz_tests) tests/lib/httpd tests/lib/pack
TESTS += $(fuzz_tests) $(script_tests)
EXTRA_DIST += $(script_tests)
tests_lib_httpd_SOURCES = tests/lib/httpd_main.c tests/lib/httpd.c \
	tests/lib/httpd.h
tests_lib_httpd_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS)
tests_lib_httpd_LDADD = $(MICROHTTPD_LIBS) -lpthread
tests_lib_pack_SOURCES = tests/lib/pack_main.c tests/lib/pack.c \
	tests/lib/pack.h
tests_lib_pack_LDADD = $(ARCHIVE_LIBS)
