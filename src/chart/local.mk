# One line makes a file a chart: the registry is generated from here, in this
# order, which is also the order of menus and of the manual.
libdpipe_a_SOURCES += src/chart/chart_bar.c
libdpipe_a_SOURCES += src/chart/chart_line.c
libdpipe_a_SOURCES += src/chart/chart_histogram.c

# What they share.
libdpipe_a_SOURCES += src/chart/axis.c
libdpipe_a_SOURCES += src/chart/axis_dates.c
libdpipe_a_SOURCES += src/chart/canvas.c
libdpipe_a_SOURCES += src/chart/canvas.h
libdpipe_a_SOURCES += src/chart/canvas_bars.c
libdpipe_a_SOURCES += src/chart/canvas_plot.c
libdpipe_a_SOURCES += src/chart/chart.c
libdpipe_a_SOURCES += src/chart/grid.c
libdpipe_a_SOURCES += src/chart/json.c
libdpipe_a_SOURCES += src/chart/lint.c
libdpipe_a_SOURCES += src/chart/registry_chart.c
libdpipe_a_SOURCES += src/chart/scene.c
libdpipe_a_SOURCES += src/chart/scene.h
libdpipe_a_SOURCES += src/chart/show.c
libdpipe_a_SOURCES += src/chart/svg.c
libdpipe_a_SOURCES += src/chart/svg.h
libdpipe_a_SOURCES += src/chart/svg_plot.c
libdpipe_a_SOURCES += src/chart/svg_text.c
libdpipe_a_SOURCES += src/chart/tell.c
libdpipe_a_SOURCES += src/chart/xml.c

# charts.def: DP_CHART(bar) and so on, one for each src/chart/chart_….c above.
BUILT_SOURCES += src/chart/charts.def
CLEANFILES += src/chart/charts.def src/chart/charts.def.new

src/chart/charts.def: $(srcdir)/src/chart/local.mk
	$(AM_V_at)$(MKDIR_P) src/chart
	$(AM_V_GEN)sed -n 's|^libdpipe_a_SOURCES += src/chart/chart_\([a-z0-9_]*\)\.c$$|DP_CHART(\1)|p' \
		$(srcdir)/src/chart/local.mk > $@.new && mv -f $@.new $@
