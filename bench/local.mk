# The benchmarks: programs of their own, which link nothing of dpipe; but for
# pages, which measures the library itself.
bench_programs = bench/gencsv bench/measure bench/fingerprint bench/pages
noinst_PROGRAMS += $(bench_programs)
bench_gencsv_SOURCES = bench/gencsv.c
bench_gencsv_LDADD =
bench_measure_SOURCES = bench/measure.c
bench_measure_LDADD =
bench_fingerprint_SOURCES = bench/fingerprint.c
bench_fingerprint_LDADD =
bench_pages_SOURCES = bench/pages.c
bench_pages_LDADD = libdpipe.a $(DPIPE_LIBS)

EXTRA_DIST += bench/README.md bench/run bench/instructions bench/ceilings \
	bench/operations \
	bench/recipe.dpr bench/peers-install bench/peers/coreutils.sh bench/peers/csvkit.sh \
	bench/peers/duckdb.js bench/peers/miller.sh bench/peers/pandas.py \
	bench/peers/polars.js

# make bench BENCH_FLAGS='--size 1G --npm FOLDER'
.PHONY: bench bench-instructions
bench: all
	BENCH_BUILD='$(abs_builddir)' bash '$(srcdir)/bench/run' $(BENCH_FLAGS)

bench-instructions: all
	BENCH_BUILD='$(abs_builddir)' bash '$(srcdir)/bench/instructions'
