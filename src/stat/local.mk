# A statistic is a file src/stat/stat_NAME.c and its line here. The order is
# that of the manual.
libdpipe_a_SOURCES += src/stat/stat_n.c
libdpipe_a_SOURCES += src/stat/stat_count.c
libdpipe_a_SOURCES += src/stat/stat_missing.c
libdpipe_a_SOURCES += src/stat/stat_distinct.c
libdpipe_a_SOURCES += src/stat/stat_sum.c
libdpipe_a_SOURCES += src/stat/stat_share.c
libdpipe_a_SOURCES += src/stat/stat_mean.c
libdpipe_a_SOURCES += src/stat/stat_sd.c
libdpipe_a_SOURCES += src/stat/stat_min.c
libdpipe_a_SOURCES += src/stat/stat_q1.c
libdpipe_a_SOURCES += src/stat/stat_median.c
libdpipe_a_SOURCES += src/stat/stat_q3.c
libdpipe_a_SOURCES += src/stat/stat_max.c

# What they are made with.
libdpipe_a_SOURCES += src/stat/acc.c
libdpipe_a_SOURCES += src/stat/acc.h
libdpipe_a_SOURCES += src/stat/class.h
libdpipe_a_SOURCES += src/stat/counter.c
libdpipe_a_SOURCES += src/stat/counter.h
libdpipe_a_SOURCES += src/stat/datum.c
libdpipe_a_SOURCES += src/stat/dd.c
libdpipe_a_SOURCES += src/stat/describe.c
libdpipe_a_SOURCES += src/stat/figure.c
libdpipe_a_SOURCES += src/stat/frequencies.c
libdpipe_a_SOURCES += src/stat/gather.c
libdpipe_a_SOURCES += src/stat/gather.h
libdpipe_a_SOURCES += src/stat/group.c
libdpipe_a_SOURCES += src/stat/group_gather.c
libdpipe_a_SOURCES += src/stat/group.h
libdpipe_a_SOURCES += src/stat/measures.c
libdpipe_a_SOURCES += src/stat/moments.c
libdpipe_a_SOURCES += src/stat/moments.h
libdpipe_a_SOURCES += src/stat/profile.c
libdpipe_a_SOURCES += src/stat/profile.h
libdpipe_a_SOURCES += src/stat/profile_refuse.c
libdpipe_a_SOURCES += src/stat/quantile.c
libdpipe_a_SOURCES += src/stat/records.c
libdpipe_a_SOURCES += src/stat/registry_stat.c
libdpipe_a_SOURCES += src/stat/datum_set.c
libdpipe_a_SOURCES += src/stat/datum_set.h
libdpipe_a_SOURCES += src/stat/values.c
libdpipe_a_SOURCES += src/stat/values.h
libdpipe_a_SOURCES += src/stat/wide.c
libdpipe_a_SOURCES += src/stat/wide.h

# stats.def: DP_STAT(mean) and so on, one for each src/stat/stat_NAME.c above.
# It is found as "stat/stats.def", in the build tree.
BUILT_SOURCES += src/stat/stats.def
CLEANFILES += src/stat/stats.def src/stat/stats.def.new

src/stat/stats.def: $(srcdir)/src/stat/local.mk
	$(AM_V_at)$(MKDIR_P) src/stat
	$(AM_V_GEN)sed -n 's|^libdpipe_a_SOURCES += src/stat/stat_\([a-z0-9_]*\)\.c$$|DP_STAT(\1)|p' \
		$(srcdir)/src/stat/local.mk > $@.new && mv -f $@.new $@
