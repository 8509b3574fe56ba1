# One line makes a file an operation: the registry is generated from here, in
# this order, which is also the order of menus and of the manual.
libdpipe_a_SOURCES += src/op/op_trim.c
libdpipe_a_SOURCES += src/op/op_squeeze.c
libdpipe_a_SOURCES += src/op/op_case.c
libdpipe_a_SOURCES += src/op/op_replace.c
libdpipe_a_SOURCES += src/op/op_na.c
libdpipe_a_SOURCES += src/op/op_number.c
libdpipe_a_SOURCES += src/op/op_date.c
libdpipe_a_SOURCES += src/op/op_code.c
libdpipe_a_SOURCES += src/op/op_edit.c
libdpipe_a_SOURCES += src/op/op_cluster.c
libdpipe_a_SOURCES += src/op/op_fill.c
libdpipe_a_SOURCES += src/op/op_set.c
libdpipe_a_SOURCES += src/op/op_headers.c
libdpipe_a_SOURCES += src/op/op_rename.c
libdpipe_a_SOURCES += src/op/op_select.c
libdpipe_a_SOURCES += src/op/op_remove.c
libdpipe_a_SOURCES += src/op/op_move.c
libdpipe_a_SOURCES += src/op/op_split.c
libdpipe_a_SOURCES += src/op/op_lookup.c
libdpipe_a_SOURCES += src/op/op_filter.c
libdpipe_a_SOURCES += src/op/op_drop.c
libdpipe_a_SOURCES += src/op/op_dedupe.c
libdpipe_a_SOURCES += src/op/op_sort.c

# What they share.
libdpipe_a_SOURCES += src/op/condition.c
libdpipe_a_SOURCES += src/op/condition.h
libdpipe_a_SOURCES += src/op/plan.c
libdpipe_a_SOURCES += src/op/plan.h
libdpipe_a_SOURCES += src/op/plan_raw.c
libdpipe_a_SOURCES += src/op/plan_stage.c
libdpipe_a_SOURCES += src/op/registry_op.c
libdpipe_a_SOURCES += src/op/work.c
libdpipe_a_SOURCES += src/op/work.h
libdpipe_a_SOURCES += src/op/words.c
libdpipe_a_SOURCES += src/op/words.h
libdpipe_a_SOURCES += src/op/fill.h
libdpipe_a_SOURCES += src/op/fill_up.c
libdpipe_a_SOURCES += src/op/cluster.h
libdpipe_a_SOURCES += src/op/cluster_groups.c
libdpipe_a_SOURCES += src/op/cluster_near.c
libdpipe_a_SOURCES += src/op/sort.h
libdpipe_a_SOURCES += src/op/sort_key.c
libdpipe_a_SOURCES += src/op/sort_run.c

# language
libdpipe_a_SOURCES += src/op/expr.h
libdpipe_a_SOURCES += src/op/expr_eval.c
libdpipe_a_SOURCES += src/op/expr_function.c
libdpipe_a_SOURCES += src/op/expr_operand.c
libdpipe_a_SOURCES += src/op/expr_parse.c
libdpipe_a_SOURCES += src/op/expr_parse.h
libdpipe_a_SOURCES += src/op/expr_value.c
libdpipe_a_SOURCES += src/op/recipe.h
libdpipe_a_SOURCES += src/op/recipe_directive.c
libdpipe_a_SOURCES += src/op/recipe_error.c
libdpipe_a_SOURCES += src/op/recipe_lex.c
libdpipe_a_SOURCES += src/op/recipe_lex_expr.c
libdpipe_a_SOURCES += src/op/recipe_parse.c
libdpipe_a_SOURCES += src/op/recipe_print.c
libdpipe_a_SOURCES += src/op/recipe_source.c
libdpipe_a_SOURCES += src/op/recipe_written.c
libdpipe_a_SOURCES += src/op/step.c
libdpipe_a_SOURCES += src/op/step_check.c
libdpipe_a_SOURCES += src/op/step_columns.c
libdpipe_a_SOURCES += src/op/step_mapping.c

# ops.def: DP_OP(trim) and so on, one for each src/op/op_….c above.
BUILT_SOURCES += src/op/ops.def
CLEANFILES += src/op/ops.def src/op/ops.def.new

src/op/ops.def: $(srcdir)/src/op/local.mk
	$(AM_V_at)$(MKDIR_P) src/op
	$(AM_V_GEN)sed -n 's|^libdpipe_a_SOURCES += src/op/op_\([a-z0-9_]*\)\.c$$|DP_OP(\1)|p' \
		$(srcdir)/src/op/local.mk > $@.new && mv -f $@.new $@
